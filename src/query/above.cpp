// SPDX-License-Identifier: BSL-1.0
#include "query/above.hpp"

#include <set>

#include <dutygraph/error.hpp>

namespace dutygraph::detail {

Above::Above(const Graph& graph, std::span<const VertexId> companies, const std::stop_token& stop)
    : graph_{graph}, seen_(graph.num_vertices(), false) {
  for (const VertexId company : companies) add(company);
  for (std::size_t i = 0; i < order_.size(); ++i) {
    if (i % 1024 == 0 && stop.stop_requested()) throw Cancelled{};
    const VertexId v = order_[i];
    for (const EdgeId e : graph.in_edges(v, EdgeKind::holds)) add(graph.source(e));
    for (const EdgeId e : graph.out_edges(v, EdgeKind::part_of)) add(graph.target(e));
    for (const EdgeId e : graph.out_edges(v, EdgeKind::acts_in_concert))
      for (const EdgeId other : graph.in_edges(graph.target(e), EdgeKind::acts_in_concert)) add(graph.source(other));
  }
}

void Above::add(VertexId v) {
  if (seen_[v.value()]) return;
  seen_[v.value()] = true;
  order_.push_back(v);
}

std::vector<Date> Above::days() const {
  std::set<std::int32_t> days;
  const auto add_date = [&](Date date) {
    if (date.is_unknown()) return;
    days.insert(date.first());
    days.insert(date.last());
  };
  const auto add_span = [&](Interval valid) {
    if (valid.from()) add_date(*valid.from());
    if (valid.to()) add_date(*valid.to());
  };
  const Tables& t = graph_.tables();
  for (const VertexId v : order_) {
    add_span(graph_.lifetime(v));
    for (const EdgeId e : graph_.in_edges(v, EdgeKind::holds)) {
      add_span(graph_.valid(e));
      const std::uint32_t index = t.holding_row(e.value());
      add_date(Date::from_raw(t.holdings[index].recorded));
      if (const Version* version = t.versions.find(index); version && version->superseded != INT32_MAX)
        days.insert(version->superseded);
    }
    for (const EdgeId e : graph_.out_edges(v, EdgeKind::part_of)) add_span(graph_.valid(e));
    for (const EdgeId e : graph_.out_edges(v, EdgeKind::acts_in_concert)) {
      add_span(graph_.valid(e));
      add_span(graph_.lifetime(graph_.target(e)));
    }
  }
  std::vector<Date> list;
  for (const std::int32_t day : days) list.push_back(Date::from_days(day));
  return list;
}

Graph Above::part() const {
  return graph_.where([this](EdgeId e) { return graph_.kind(e) != EdgeKind::holds || contains(graph_.target(e)); });
}

}  // namespace dutygraph::detail
