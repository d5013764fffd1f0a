// SPDX-License-Identifier: BSL-1.0
#pragma once

/// \file
/// range-v3 adaptors for what a Graph hands out.
///
/// \code
/// namespace views = dg::views;
/// for (std::string_view name : graph.out_edges(state) | views::of_kind(graph, dg::EdgeKind::holds) |
///                                  views::targets_in(graph) | views::names_in(graph))
///   std::cout << name << '\n';
/// \endcode
///
/// Each adaptor keeps the graph it was given, a handle: a pipeline never outlives what it reads.

#include <cstdint>
#include <string_view>
#include <utility>

#include <range/v3/view/filter.hpp>
#include <range/v3/view/transform.hpp>

#include <dutygraph/graph/graph.hpp>
#include <dutygraph/interval.hpp>

namespace dutygraph::views {

/// EdgeIds -> the VertexIds they come from. One for each edge: a vertex may come more than once.
[[nodiscard]] inline auto sources_in(Graph g) {
  return ranges::views::transform([g = std::move(g)](EdgeId e) noexcept { return g.source(e); });
}

/// EdgeIds -> the VertexIds they lead to.
[[nodiscard]] inline auto targets_in(Graph g) {
  return ranges::views::transform([g = std::move(g)](EdgeId e) noexcept { return g.target(e); });
}

/// VertexIds -> their names, or ids where there is no name. The texts live as long as any Graph on the same tables.
[[nodiscard]] inline auto names_in(Graph g) {
  return ranges::views::transform([g = std::move(g)](VertexId v) noexcept { return g.name(v); });
}

/// VertexIds -> the ids of their records, as in documents.
[[nodiscard]] inline auto keys_in(Graph g) {
  return ranges::views::transform([g = std::move(g)](VertexId v) noexcept { return g.key(v); });
}

/// Typed vertices -> their whole records, each put together when it is read.
template <VertexRecord Record>
[[nodiscard]] auto records_in(Graph g) {
  return ranges::views::transform([g = std::move(g)](VertexIdOf<Record> v) { return g.record(v); });
}

/// Only the EdgeIds of the given kinds.
[[nodiscard]] inline auto of_kind(Graph g, EdgeKinds kinds) {
  return ranges::views::filter([g = std::move(g), kinds](EdgeId e) noexcept { return kinds.contains(g.kind(e)); });
}

/// Only the VertexIds of the given kinds.
[[nodiscard]] inline auto of_kind(Graph g, VertexKinds kinds) {
  return ranges::views::filter([g = std::move(g), kinds](VertexId v) noexcept { return kinds.contains(g.kind(v)); });
}

/// Only the EdgeIds that hold for certain on \p day; as_of() keeps those that may hold too.
/// \pre \p day is known to the day
[[nodiscard]] inline auto certain_on(Graph g, Date day) {
  return ranges::views::filter(
      [g = std::move(g), day = day.first()](EdgeId e) noexcept { return g.on(e, day) == Certainty::certain; });
}

}  // namespace dutygraph::views
