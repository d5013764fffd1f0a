// SPDX-License-Identifier: BSL-1.0
#include <dutygraph/query/compare.hpp>

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <tuple>

#include <dutygraph/query/control.hpp>
#include <dutygraph/query/nexus.hpp>

#include "query/day.hpp"
#include "query/group.hpp"
#include "query/stamp.hpp"

namespace dutygraph {
namespace {

constexpr std::array<std::string_view, 4> measures{"controlled_companies", "tied_companies", "ties",
                                                   "unconditioned_ties"};

/// What is counted of one State under one measure and category.
struct Tally {
  std::int64_t sure = 0, open = 0, known = 0;
  std::set<std::string> sources{};

  void count(Verdict verdict, SourceRange from) {
    if (verdict == Verdict::excluded) return;
    ++(verdict == Verdict::certain ? sure : open);
    known += verdict == Verdict::certain ? 1 : 0;
    cite(from);
  }
  void cite(SourceRange from) {
    for (const Source& source : from) sources.insert(source.id);
  }
};

class Counter {
 public:
  explicit Counter(const Graph& graph) : graph_{graph} {}

  void add(const ControlRow& row, std::span<const EdgeId> evidence) {
    Tally& tally = at("controlled_companies", "", row.state);
    if (row.verdict == Verdict::excluded) return;
    tally.count(row.verdict, {});
    for (const EdgeId e : evidence) tally.cite(graph_.sources(e));
    if (!evidence.empty()) return;
    for (const EdgeId e : graph_.out_edges(row.company, EdgeKind::part_of)) tally.cite(graph_.sources(e));  // an organ
  }

  void add(const NexusRow& row) {
    const std::string_view closeness = vocab::to_string(row.closeness);
    for (const std::string& category :
         {std::string{}, std::string{closeness}, row.channel.empty() ? std::string{"unrecorded"} : row.channel}) {
      categories_.insert(category);
      Tally& tally = at("ties", category, row.state);
      tally.count(row.verdict, {});
      cite(tally, row);
    }
    Verdict& tied = tied_[{row.state, row.company}];
    tied = std::max(tied, row.verdict);
    cite(at("tied_companies", "", row.state), row);
    // A tie that itself may not be there is no more than open.
    Tally& tally = at("unconditioned_ties", "", row.state);
    const bool certain = row.verdict == Verdict::certain;
    switch (row.safeguard) {
      case SafeguardStatus::none:
        ++(certain ? tally.sure : tally.open);
        tally.known += certain ? 1 : 0;
        cite(tally, row);
        break;
      case SafeguardStatus::unknown:
        ++tally.open;
        cite(tally, row);
        break;
      case SafeguardStatus::expected:
      case SafeguardStatus::required:
        ++tally.known;
        break;
    }
  }

  [[nodiscard]] std::vector<CompareRow> take(const std::vector<VertexId>& states) {
    for (const auto& [pair, verdict] : tied_) at("tied_companies", "", pair.first).count(verdict, {});
    categories_.insert("");
    std::vector<CompareRow> rows;
    for (const std::string_view measure : measures)
      for (const std::string& category : measure == "ties" ? categories_ : std::set<std::string>{""})
        for (const VertexId state : states) {
          const Tally& tally = at(measure, category, state);
          CompareRow& row = rows.emplace_back();
          row.state = state;
          row.measure = measure;
          row.category = category;
          row.low = tally.sure;
          row.high = tally.sure + tally.open;
          if (row.low == row.high) row.value = row.low;
          row.known = tally.known;
          row.unknown = tally.open;
          row.sources.assign(tally.sources.begin(), tally.sources.end());
        }
    return rows;
  }

 private:
  Tally& at(std::string_view measure, std::string_view category, VertexId state) {
    return tallies_[{std::string{measure}, std::string{category}, state}];
  }
  void cite(Tally& tally, const NexusRow& row) const {
    for (const EdgeId e : row.evidence) tally.cite(graph_.sources(e));
  }

  const Graph& graph_;
  std::map<std::tuple<std::string, std::string, VertexId>, Tally> tallies_;
  std::map<std::pair<VertexId, VertexId>, Verdict> tied_;
  std::set<std::string> categories_;
};

}  // namespace

CompareResult compare(const Graph& given, const CompareOptions& options) {
  const Date day = detail::day_of(given, options.as_of);
  const Graph graph = detail::seen_on(given, day);
  const std::vector<VertexId> states = detail::states_asked(graph, options.states);
  Counter counter{graph};
  if (!states.empty()) {
    const ControlResult controlled =
        control(graph, {.profile = options.profile, .as_of = day, .states = states, .stop = options.stop});
    for (const ControlRow& row : controlled) counter.add(row, controlled.evidence(row));
    for (const NexusRow& row :
         nexus(graph, {.profile = options.profile, .as_of = day, .states = states, .stop = options.stop}))
      counter.add(row);
  }
  return {counter.take(states), detail::make_stamp("compare", graph, day, options.profile)};
}

}  // namespace dutygraph
