// SPDX-License-Identifier: BSL-1.0
#include <dutygraph/query/instruments.hpp>

#include <algorithm>

#include "query/day.hpp"
#include "query/group.hpp"
#include "query/mix_fields.hpp"
#include "query/stamp.hpp"

namespace dutygraph {

InstrumentResult instruments(const Graph& given, const MixOptions& options) {
  const Date day = detail::day_of(given, options.as_of);
  const Graph graph = detail::seen_on(given, day);
  const std::vector<VertexId> states = detail::states_asked(graph, options.states);
  const auto standings = std::make_shared<const Standings>(graph, day);
  const auto vocabulary = std::make_shared<const detail::MixVocabulary>(graph);
  std::vector<InstrumentRow> rows;
  for (const VertexId state : states) {
    const Mix mix{standings, state, vocabulary};
    for (std::size_t i = 0; i < mix.instruments().size(); ++i) {
      const bool may_meet = std::all_of(options.only.begin(), options.only.end(), [&](const MixTerm& term) {
        return std::any_of(term.any.begin(), term.any.end(),
                           [&](const std::string& value) { return mix.match(i, term.dimension, value) != Match::no; });
      });
      if (may_meet) rows.push_back({state, mix.instruments()[i]});
    }
  }
  std::vector<std::pair<std::string, std::string>> parameters;
  for (const MixTerm& term : options.only)
    for (const std::string& value : term.any)
      parameters.emplace_back("only", std::string{to_string(term.dimension)} + "=" + value);
  return {std::move(rows), detail::make_stamp("instruments", graph, day, std::move(parameters))};
}

}  // namespace dutygraph
