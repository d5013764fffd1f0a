// SPDX-License-Identifier: BSL-1.0
#include "io/native_holdings.hpp"

#include <algorithm>
#include <optional>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include <dutygraph/error.hpp>

#include "io/native_write.hpp"

namespace dutygraph::io::detail {
namespace {

using dutygraph::detail::HoldingRow;

const HoldingRow& row_of(const Graph& graph, EdgeId e) { return graph.tables().holding(e.value()); }

/// Holder and company as the record names them, whatever `same_as` says.
std::pair<VertexId, VertexId> ends_of(const Graph& graph, EdgeId e) {
  const auto* original = graph.tables().merged_ends.find(e.value());
  return original != nullptr ? *original : std::pair{graph.source(e), graph.target(e)};
}

/// The day on which all of them begin or end; nothing if they differ, or some have none.
template <class Bound>
std::optional<Date> common(const std::vector<Interest>& interests, Bound&& bound) {
  const std::optional<Date> first = bound(interests.front());
  for (const Interest& interest : interests)
    if (bound(interest) != first) return std::nullopt;
  return first;
}

void lift_dates(Holding& holding) {
  const auto from = common(holding.interests, [](const Interest& i) { return i.valid.from(); });
  const auto to = common(holding.interests, [](const Interest& i) { return i.valid.to(); });
  holding.facts.valid = Interval{from, to};
  for (Interest& interest : holding.interests)
    interest.valid = Interval{from ? std::nullopt : interest.valid.from(), to ? std::nullopt : interest.valid.to()};
}

void add_remarks(const dutygraph::detail::Remarks& remarks, Holding& holding) {
  holding.name = remarks.name;
  holding.facts.confidence = remarks.confidence;
  holding.facts.note = remarks.note;
  holding.facts.observed = remarks.observed;
  holding.facts.elements = remarks.elements;
  holding.facts.extra = remarks.extra;
}

/// All of a holding but its interests.
Holding head_of(const Graph& graph, EdgeId e) {
  const auto& t = graph.tables();
  const HoldingRow& row = row_of(graph, e);
  const std::uint32_t index = t.holding_row(e.value());
  const auto [holder, company] = ends_of(graph, e);
  Holding holding;
  holding.id = std::string{t.text[row.key]};
  holding.holder = std::string{graph.key(holder)};
  holding.company = std::string{graph.key(company)};
  holding.facts.assertion = row.assertion();
  if (const Date recorded = Date::from_raw(row.recorded); !recorded.is_unknown()) holding.facts.recorded = recorded;
  for (const Source& source : graph.sources(row.evidence)) holding.facts.sources.push_back(source.id);
  if ((row.flags & HoldingRow::versioned) != 0)
    if (const auto* version = t.versions.find(index)) holding.supersedes = version->supersedes;
  if ((row.flags & HoldingRow::remarked) != 0)
    if (const auto* remarks = t.remarks.find(index)) add_remarks(*remarks, holding);
  return holding;
}

/// Whether two interests are of one record.
bool same_record(const Graph& graph, EdgeId a, EdgeId b) {
  const HoldingRow& x = row_of(graph, a);
  const HoldingRow& y = row_of(graph, b);
  return graph.holding_key(a) == graph.holding_key(b) && ends_of(graph, a) == ends_of(graph, b) &&
         x.evidence == y.evidence && x.recorded == y.recorded && x.assertion() == y.assertion();
}

}  // namespace

Holding holding_of(const Graph& graph, const std::vector<EdgeId>& edges) {
  Holding holding = head_of(graph, edges.front());
  for (const EdgeId e : edges) {
    if (!same_record(graph, edges.front(), e))
      throw UsageError{"two holdings have the id " + printable(holding.id) + ": it names neither"};
    holding.interests.push_back(graph.interest(e));
  }
  lift_dates(holding);
  return holding;
}

void write_holdings(NativeSink& sink, const Graph& graph) {
  std::vector<EdgeId> edges;
  for (const EdgeId e : graph.edges())
    if (graph.kind(e) == EdgeKind::holds) edges.push_back(e);
  if (edges.empty()) return;
  const auto order = [&](EdgeId e) {
    const auto [holder, company] = ends_of(graph, e);
    return std::tuple{graph.holding_key(e), graph.key(holder), graph.key(company)};
  };
  std::stable_sort(edges.begin(), edges.end(), [&](EdgeId a, EdgeId b) {
    const std::string_view x = graph.holding_key(a);
    const std::string_view y = graph.holding_key(b);
    return x != y ? x < y : order(a) < order(b);
  });
  sink.section("holdings", false);
  std::string last_id;
  std::size_t repeats = 0;
  for (std::size_t first = 0; first < edges.size();) {
    std::size_t last = first + 1;
    while (last < edges.size() && same_record(graph, edges[first], edges[last])) ++last;
    Holding holding = head_of(graph, edges[first]);
    for (std::size_t i = first; i < last; ++i) holding.interests.push_back(graph.interest(edges[i]));
    lift_dates(holding);
    // Two records of one id can only come from a builder; a reader would refuse the second.
    repeats = holding.id == last_id ? repeats + 1 : 0;
    last_id = holding.id;
    if (repeats != 0) holding.id += "#" + std::to_string(repeats + 1);
    sink.row(compact_holding(holding));
    first = last;
  }
}

}  // namespace dutygraph::io::detail
