// SPDX-License-Identifier: BSL-1.0
#include <dutygraph/query/timeline.hpp>

#include <algorithm>
#include <set>

#include <dutygraph/error.hpp>

#include "query/above.hpp"
#include "query/group.hpp"
#include "query/stamp.hpp"

namespace dutygraph {
namespace {

/// Lower, and open: more than. An open end lies above.
bool is_below(Bound a, Bound b) { return a.value != b.value ? a.value < b.value : !a.open && b.open; }
/// Higher, and closed: an open end lies below.
bool is_above(Bound a, Bound b) { return a.value != b.value ? a.value > b.value : !a.open && b.open; }

}  // namespace

TimelineResult timeline(const Graph& graph, const TimelineOptions& options) {
  if (options.companies.empty()) throw UsageError{"timeline needs a company"};
  std::set<VertexId> companies;
  for (const VertexId company : options.companies) companies.insert(graph.canonical(company));
  const std::vector<VertexId> states = detail::states_asked(graph, options.states);
  std::vector<TimelineRow> rows;
  std::vector<EdgeId> evidence;
  for (const VertexId company : companies) {
    const detail::Above above{graph, {&company, 1}, options.stop};
    ControlOptions asked{.profile = options.profile, .companies = {company}, .stop = options.stop};
    for (const VertexId state : states)
      if (!options.states.empty() || above.contains(state)) asked.states.push_back(state);
    if (asked.states.empty()) continue;
    const Graph part = above.part();
    std::vector<Date> days = above.days();
    // What held before the first day of all.
    days.insert(days.begin(), days.empty() ? Date{2000, 1, 1} : Date::from_days(days.front().first() - 1));
    std::vector<TimelineRow> current(asked.states.size());
    std::vector<bool> begun(asked.states.size(), false);
    for (std::size_t d = 0; d < days.size(); ++d) {
      asked.as_of = days[d];
      const ControlResult result = control(part, asked);
      for (std::size_t s = 0; s < asked.states.size(); ++s) {
        TimelineRow row{.state = asked.states[s], .company = company};
        const ControlRow* found = nullptr;
        for (const ControlRow& candidate : result)
          if (candidate.state == asked.states[s]) found = &candidate;
        if (found != nullptr) {  // none: dissolved
          row.verdict = found->verdict;
          row.low = found->low;
          row.high = found->high;
        }
        TimelineRow& span = current[s];
        if (begun[s] && span.verdict == row.verdict) {
          if (is_below(row.low, span.low)) span.low = row.low;
          if (is_above(row.high, span.high)) span.high = row.high;
          continue;
        }
        if (found != nullptr) {
          row.assumptions = found->assumptions;
          row.first_evidence = static_cast<std::uint32_t>(evidence.size());
          const auto edges = result.evidence(*found);
          evidence.insert(evidence.end(), edges.begin(), edges.end());
          row.num_evidence = static_cast<std::uint32_t>(edges.size());
        }
        if (begun[s]) {
          row.date = days[d];
          row.before = span.verdict;
          span.to = days[d];
          rows.push_back(std::move(span));
        }
        begun[s] = true;
        span = std::move(row);
      }
    }
    for (TimelineRow& span : current) rows.push_back(std::move(span));
  }
  std::stable_sort(rows.begin(), rows.end(), [&](const TimelineRow& a, const TimelineRow& b) {
    return std::tuple{graph.key(a.state), graph.key(a.company), a.date ? a.date->first() : INT32_MIN} <
           std::tuple{graph.key(b.state), graph.key(b.company), b.date ? b.date->first() : INT32_MIN};
  });
  Stamp stamp = detail::make_stamp("timeline", graph, Date{}, options.profile);
  stamp.as_of.clear();
  return {std::move(rows), std::move(evidence), std::move(stamp)};
}

}  // namespace dutygraph
