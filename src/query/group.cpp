// SPDX-License-Identifier: BSL-1.0
#include "query/group.hpp"

#include <algorithm>
#include <map>
#include <set>

namespace dutygraph::detail {
namespace {

/// Whether \p agency itself is subnational.
bool is_subnational(const Graph& graph, VertexId agency) {
  const Agency* fields = graph.fields<Agency>(agency);
  return fields != nullptr && fields->level == "subnational";
}

/// How surely the record of \p agency holds on \p day.
Certainty level_of(const Graph& graph, VertexId agency, std::int32_t day) {
  const Certainty exists = graph.lifetime(agency).on(day);
  const Agency* fields = graph.fields<Agency>(agency);
  if (fields == nullptr) return exists;
  if (fields->facts.assertion == Assertion::negative) return Certainty::no;
  if (graph.known_by_day() && fields->facts.recorded && fields->facts.recorded->first() > graph.known_by_day()->first())
    return Certainty::no;
  return fields->facts.assertion == Assertion::disputed ? std::min(exists, Certainty::possible) : exists;
}

/// How surely a subnational body stands above \p agency, by way of bodies that hold as surely as \p chain.
Certainty below_subnational(const Graph& graph, VertexId agency, std::int32_t day, Certainty chain,
                            std::set<VertexId>& way) {
  Certainty worst = Certainty::no;
  if (!way.insert(agency).second) return worst;
  for (const EdgeId e : graph.out_edges(agency, EdgeKind::part_of)) {
    const VertexId above = graph.target(e);
    if (graph.kind(above) != VertexKind::agency) continue;
    const Certainty reached = std::min(chain, level_of(graph, above, day));
    if (reached == Certainty::no) continue;
    if (is_subnational(graph, above)) worst = std::max(worst, reached);
    worst = std::max(worst, below_subnational(graph, above, day, reached, way));
  }
  way.erase(agency);
  return worst;
}

/// How surely \p member belongs, given how surely it is linked.
Certainty barred(const Graph& graph, VertexId member, std::int32_t day, Certainty level) {
  if (graph.kind(member) != VertexKind::agency) return level;
  if (is_subnational(graph, member)) return Certainty::no;
  std::set<VertexId> way;
  switch (below_subnational(graph, member, day, Certainty::certain, way)) {
    case Certainty::certain:
      return Certainty::no;
    case Certainty::possible:
      return std::min(level, Certainty::possible);
    case Certainty::no:
      break;
  }
  return level;
}

}  // namespace

StateGroup group_of(const Graph& graph, VertexId state, std::int32_t day, bool include_subnational) {
  std::map<VertexId, Certainty> level{{state, Certainty::certain}};
  std::vector<VertexId> order{state};
  // A member that turns out surer than thought is walked again.
  for (std::size_t i = 0; i < order.size(); ++i) {
    const VertexId above = order[i];
    const Certainty up = level[above];
    for (const EdgeId e : graph.in_edges(above, EdgeKind::part_of)) {
      const VertexId member = graph.source(e);
      Certainty reached = std::min(up, graph.on(e, day));
      if (!include_subnational && reached != Certainty::no) reached = barred(graph, member, day, reached);
      Certainty& known = level.try_emplace(member, Certainty::no).first->second;
      if (reached <= known) continue;
      known = reached;
      order.push_back(member);
    }
  }
  StateGroup group;
  std::set<VertexId> listed;
  for (const VertexId member : order) {
    if (!listed.insert(member).second) continue;
    if (level[member] == Certainty::certain) group.sure.push_back(member);
    group.possible.push_back(member);
  }
  return group;
}

std::vector<VertexId> states_of(const Graph& graph, VertexId actor, std::int32_t day) {
  std::vector<VertexId> found;
  std::set<VertexId> seen;
  std::vector<VertexId> todo{actor};
  while (!todo.empty()) {
    const VertexId v = todo.back();
    todo.pop_back();
    if (!seen.insert(v).second) continue;
    if (graph.kind(v) == VertexKind::state) {
      found.push_back(v);
      continue;
    }
    for (const EdgeId e : graph.out_edges(v, EdgeKind::part_of))
      if (graph.on(e, day) != Certainty::no) todo.push_back(graph.target(e));
  }
  std::sort(found.begin(), found.end());
  return found;
}

std::vector<VertexId> states_asked(const Graph& graph, const std::vector<VertexId>& asked) {
  std::vector<VertexId> states;
  for (const VertexId state : asked) states.push_back(graph.canonical(state));
  if (asked.empty())
    for (const VertexId state : graph.vertices<State>())
      if (graph.canonical(state) == state) states.push_back(state);
  std::sort(states.begin(), states.end(), [&](VertexId a, VertexId b) { return graph.key(a) < graph.key(b); });
  states.erase(std::unique(states.begin(), states.end()), states.end());
  return states;
}

bool is_listed(const Graph& graph, VertexId v, std::int32_t day) {
  const Fan& fan = graph.tables().fan[v.value()];
  if (fan.kind == VertexKind::state || fan.kind == VertexKind::agency) return false;
  if (!fan.dated) return true;
  const std::optional<Date> end = graph.lifetime(v).to();
  return !end || day < end->last();
}

}  // namespace dutygraph::detail
