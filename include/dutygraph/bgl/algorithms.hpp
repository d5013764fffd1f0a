// SPDX-License-Identifier: BSL-1.0
#pragma once

/// \file
/// What Boost.Graph algorithms cannot do on a read-only directed graph.

#include <cstddef>
#include <cstdint>
#include <type_traits>
#include <utility>
#include <vector>

#include <dutygraph/bgl/graph_traits.hpp>
#include <dutygraph/config.hpp>

namespace dutygraph::bgl {

/// The parts of a graph that hang together when edges are followed both ways.
struct WeakComponents {
  std::vector<std::uint32_t> component;  ///< by VertexId::value(), from 0, numbered by their least vertex
  std::size_t count = 0;
};

/// Weakly connected components over the edges that the view shows. A vertex without edges is a component.
/// Complexity: near linear in vertices and edges.
[[nodiscard]] DUTYGRAPH_EXPORT WeakComponents weak_components(const Graph& g);

/// A copy of the view in \p Copy, a mutable Boost graph whose vertices are `0 ... n - 1` (vecS), for algorithms that
/// need an undirected graph or change it: spanning trees, flows, matchings. Vertex i is VertexId{i}; edges are added in
/// the order of g.edges(), with the property that `edge_property(EdgeId)` makes.
///
/// The header of the graph type is the caller's to include: it is never paid for here.
///
/// \code
/// using Network = boost::adjacency_list<boost::vecS, boost::vecS, boost::undirectedS, boost::no_property, dg::EdgeId>;
/// const auto network = dg::bgl::to_adjacency_list<Network>(graph.only(dg::EdgeKind::coordinates));
/// \endcode
///
/// Complexity: O(vertices + edges) for the usual lists.
template <class Copy, class F>
[[nodiscard]] Copy to_adjacency_list(const Graph& g, F edge_property) {
  Copy copy(g.num_vertices());
  for (const EdgeId e : g.edges())
    add_edge(vertex(g.source(e).value(), copy), vertex(g.target(e).value(), copy), edge_property(e), copy);
  return copy;
}

/// The same; an edge has its EdgeId as its property if one can be made from it (bundled: `EdgeId`), else none.
template <class Copy>
[[nodiscard]] Copy to_adjacency_list(const Graph& g) {
  using Property = typename boost::edge_property_type<Copy>::type;
  return to_adjacency_list<Copy>(g, [](EdgeId e) {
    if constexpr (std::is_constructible_v<Property, EdgeId>) {
      return Property(e);
    } else {
      return Property();
    }
  });
}

}  // namespace dutygraph::bgl
