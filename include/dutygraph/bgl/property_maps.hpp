// SPDX-License-Identifier: BSL-1.0
#pragma once

/// \file
/// What Boost.Graph algorithms read about vertices and edges, and where they write.

#include <cstddef>
#include <string_view>
#include <utility>
#include <vector>

#include <boost/graph/properties.hpp>
#include <boost/property_map/function_property_map.hpp>
#include <boost/property_map/property_map.hpp>

#include <dutygraph/bgl/graph_traits.hpp>
#include <dutygraph/config.hpp>

namespace dutygraph {

namespace bgl {

/// From ids to their index. Vertices: 0 to num_vertices() - 1. Edges: 0 to max_edges() - 1, also in views.
template <class Key>
struct IndexMap {
  using key_type = Key;
  using value_type = std::size_t;
  using reference = std::size_t;
  using category = boost::readable_property_map_tag;
  friend constexpr std::size_t get(const IndexMap&, Key key) noexcept { return key.value(); }
  constexpr std::size_t operator[](Key key) const noexcept { return key.value(); }
};

/// From vertices to their names. Holds the graph, so the names live as long as the map.
class NameMap {
 public:
  using key_type = VertexId;
  using value_type = std::string_view;
  using reference = std::string_view;
  using category = boost::readable_property_map_tag;
  explicit NameMap(Graph g) noexcept : graph_{std::move(g)} {}
  friend std::string_view get(const NameMap& map, VertexId v) noexcept { return map.graph_.name(v); }
  std::string_view operator[](VertexId v) const noexcept { return graph_.name(v); }

 private:
  Graph graph_;
};

/// A read-only property of the edges of \p g, computed by `f(EdgeId)` when it is read. Weights are not stored: one
/// graph has as many as one likes.
///
/// \code
/// boost::dijkstra_shortest_paths(g, v, boost::weight_map(dg::bgl::edge_map(g, [](dg::EdgeId) { return 1; })));
/// \endcode
template <class F>
[[nodiscard]] auto edge_map([[maybe_unused]] const Graph& g, F f) {
  return boost::make_function_property_map<EdgeId>(std::move(f));
}

/// The elements of \p values as a property of the edges of \p g that algorithms read and write.
/// \pre `values.size() >= g.max_edges()`, of a view too; \p values outlives the map
template <class Value>
[[nodiscard]] auto edge_map([[maybe_unused]] const Graph& g, std::vector<Value>& values) {
  DUTYGRAPH_ASSERT(values.size() >= g.max_edges());
  return boost::make_iterator_property_map(values.begin(), IndexMap<EdgeId>{});
}

/// The elements of \p values as a property of the vertices of \p g that algorithms read and write.
/// \pre `values.size() >= g.num_vertices()`; \p values outlives the map
template <class Value>
[[nodiscard]] auto vertex_map([[maybe_unused]] const Graph& g, std::vector<Value>& values) {
  DUTYGRAPH_ASSERT(values.size() >= g.num_vertices());
  return boost::make_iterator_property_map(values.begin(), IndexMap<VertexId>{});
}

}  // namespace bgl

[[nodiscard]] constexpr bgl::IndexMap<VertexId> get(boost::vertex_index_t, const Graph&) noexcept { return {}; }
[[nodiscard]] constexpr std::size_t get(boost::vertex_index_t, const Graph&, VertexId v) noexcept { return v.value(); }
/// The edge's id: below max_edges(), not below num_edges() of a view.
[[nodiscard]] constexpr bgl::IndexMap<EdgeId> get(boost::edge_index_t, const Graph&) noexcept { return {}; }
[[nodiscard]] constexpr std::size_t get(boost::edge_index_t, const Graph&, EdgeId e) noexcept { return e.value(); }
/// The name, or the id where there is none.
[[nodiscard]] inline bgl::NameMap get(boost::vertex_name_t, const Graph& g) { return bgl::NameMap{g}; }
[[nodiscard]] inline std::string_view get(boost::vertex_name_t, const Graph& g, VertexId v) noexcept {
  return g.name(v);
}
std::string_view get(boost::vertex_name_t, const Graph&&, VertexId) = delete;

}  // namespace dutygraph

namespace boost {

template <>
struct property_map<dutygraph::Graph, vertex_index_t> {
  using type = dutygraph::bgl::IndexMap<dutygraph::VertexId>;
  using const_type = type;
};
template <>
struct property_map<const dutygraph::Graph, vertex_index_t> : property_map<dutygraph::Graph, vertex_index_t> {};

template <>
struct property_map<dutygraph::Graph, edge_index_t> {
  using type = dutygraph::bgl::IndexMap<dutygraph::EdgeId>;
  using const_type = type;
};
template <>
struct property_map<const dutygraph::Graph, edge_index_t> : property_map<dutygraph::Graph, edge_index_t> {};

template <>
struct property_map<dutygraph::Graph, vertex_name_t> {
  using type = dutygraph::bgl::NameMap;
  using const_type = type;
};
template <>
struct property_map<const dutygraph::Graph, vertex_name_t> : property_map<dutygraph::Graph, vertex_name_t> {};

}  // namespace boost
