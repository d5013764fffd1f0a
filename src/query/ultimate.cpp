// SPDX-License-Identifier: BSL-1.0
#include <dutygraph/query/ultimate.hpp>

#include <algorithm>
#include <map>

#include <dutygraph/error.hpp>

#include "query/closure.hpp"
#include "query/day.hpp"

namespace dutygraph {

using detail::Closures;
using detail::HolderFact;
using detail::Holders;
using detail::StateGroup;

std::string_view to_string(UltimateReason reason) noexcept {
  switch (reason) {
    case UltimateReason::found:
      return "found";
    case UltimateReason::tie:
      return "tie";
    case UltimateReason::cycle:
      return "cycle";
    case UltimateReason::unknown_owner:
      return "unknown_owner";
    case UltimateReason::dispersed:
      return "dispersed";
  }
  return "dispersed";
}

namespace {

/// The company, and everybody above it: States for their organs.
std::map<VertexId, StateGroup> parties_above(const Graph& graph, VertexId company, const Holders& reader,
                                             const ControlOptions& options) {
  std::map<VertexId, StateGroup> parties;
  std::vector<VertexId> todo;
  const auto add = [&](VertexId v) {
    const std::vector<VertexId> states = detail::states_of(graph, v, reader.day());
    for (const VertexId state : states)
      if (!parties.contains(state))
        parties.emplace(state, detail::group_of(graph, state, reader.day(), options.profile.include_subnational));
    if (states.empty() && parties.try_emplace(v, StateGroup{{v}, {v}}).second) todo.push_back(v);
  };
  parties.try_emplace(company, StateGroup{{company}, {company}});
  todo.push_back(company);
  std::vector<HolderFact> facts;
  while (!todo.empty()) {
    if (options.stop.stop_requested()) throw Cancelled{};
    const VertexId v = todo.back();
    todo.pop_back();
    facts.clear();
    std::vector<detail::Rights> rights(1);
    HolderFact self;
    reader.read(v, graph.tables().fan[v.value()], facts, rights, self);
    for (const HolderFact& fact : facts) add(fact.holder);
  }
  return parties;
}

bool is_unidentified(const Graph& graph, VertexId party) {
  const Organisation* fields = graph.fields<Organisation>(party);
  return fields != nullptr && fields->type == "unknown";
}

/// Whether somebody who is not known may have enough of a company.
bool may_be_unknown(const Graph& graph, VertexId company, const Holders& reader, const ControlProfile& profile) {
  std::vector<HolderFact> facts;
  std::vector<detail::Rights> rights(1);
  HolderFact self;
  reader.read(company, graph.tables().fan[company.value()], facts, rights, self);
  std::int64_t nobody = detail::full - std::min(self.low.units(), detail::full);
  for (const HolderFact& fact : facts)
    if (!is_unidentified(graph, fact.holder)) nobody -= fact.low.units();
  return Holders::meets(detail::High{std::max<std::int64_t>(0, nobody), true}, profile.threshold, profile.compare);
}

}  // namespace

UltimateControl ultimate_controller(const Graph& given, VertexId company, const ControlOptions& options) {
  const Date day = detail::day_of(given, options.as_of);
  const Graph graph = detail::seen_on(given, day);
  company = graph.canonical(company);
  const Holders reader{graph, options.profile, day.first()};
  const std::map<VertexId, StateGroup> parties = parties_above(graph, company, reader, options);
  std::vector<StateGroup> groups;
  for (const auto& [party, group] : parties) groups.push_back(group);
  Closures closures{graph, options.profile, day.first(), options.stop};
  closures.prepare(groups);
  UltimateControl answer;
  std::vector<VertexId> controllers;
  std::map<VertexId, std::vector<VertexId>> controlled;  // by party
  bool possible = false;
  for (const auto& [party, group] : parties) {
    closures.run({&group, 1});
    for (const auto& [other, unused] : parties)
      if (other != party && closures.in_lower(other) && !closures.is_organ(other)) controlled[party].push_back(other);
    if (party == company) continue;
    if (closures.in_lower(company)) {
      // A company that is an organ is the State's own.
      controllers.push_back(party);
    } else {
      possible = possible || closures.in_upper(company);
    }
  }
  const auto is_controlled = [&](VertexId v) {
    const auto by = [&](VertexId party) {
      const auto at = controlled.find(party);
      return at != controlled.end() && std::find(at->second.begin(), at->second.end(), v) != at->second.end();
    };
    return by(company) || std::any_of(controllers.begin(), controllers.end(), by);
  };
  for (const VertexId v : controllers)
    if (!is_controlled(v)) answer.tied.push_back(v);
  std::sort(answer.tied.begin(), answer.tied.end(),
            [&](VertexId a, VertexId b) { return graph.key(a) < graph.key(b); });
  if (answer.tied.size() == 1 && is_unidentified(graph, answer.tied.front())) {
    answer.reason = UltimateReason::unknown_owner;
    answer.tied.clear();
  } else if (answer.tied.size() == 1) {
    answer.controller = answer.tied.front();
    answer.reason = UltimateReason::found;
    answer.tied.clear();
  } else if (!answer.tied.empty()) {
    answer.reason = UltimateReason::tie;
  } else if (!controllers.empty()) {
    answer.reason = UltimateReason::cycle;
  } else if (possible || may_be_unknown(graph, company, reader, options.profile)) {
    answer.reason = UltimateReason::unknown_owner;
  }
  return answer;
}

}  // namespace dutygraph
