// SPDX-License-Identifier: BSL-1.0
#pragma once

/// \file
/// The same graph as a plain boost::adjacency_list, and the graphs and views to compare on.

#include <string>
#include <utility>
#include <vector>

#include <boost/graph/adjacency_list.hpp>
#include <dutygraph/bgl.hpp>

#include "support/random_world.hpp"

namespace dutygraph::tests {

/// Vertex i is VertexId{i}; the bundled property of an edge is its EdgeId.
using Plain = boost::adjacency_list<boost::vecS, boost::vecS, boost::bidirectionalS, boost::no_property, EdgeId>;

/// A copy made without to_adjacency_list(), with the out-edges of each vertex in the same order.
inline Plain plain_copy(const Graph& g) {
  Plain copy(g.num_vertices());
  for (const VertexId v : g.vertices())
    for (const EdgeId e : g.out_edges(v)) boost::add_edge(v.value(), g.target(e).value(), e, copy);
  return copy;
}

struct Case {
  std::string name;
  Graph graph;
  Plain plain;
};

/// The full graph, views of it by day, kind, predicate, and both.
inline std::vector<Case> cases(std::uint32_t seed, WorldSize size = {}) {
  const Graph full = random_world(seed, size).graph;
  const Date day{2019, 6, 30};
  std::vector<std::pair<std::string, Graph>> graphs{
      {"full", full},
      {"as_of", full.as_of(day)},
      {"only holds", full.only(EdgeKind::holds)},
      {"where", full.where([](EdgeId e) { return e.value() % 4 != 1; })},
      {"only and as_of", full.only(EdgeKind::holds | EdgeKind::member_of).as_of(day)},
      {"nothing", full.only({})}};
  std::vector<Case> list;
  for (auto& [name, graph] : graphs) list.push_back({name, graph, plain_copy(graph)});
  return list;
}

/// A weight from 1 to 7 that the edge's id decides.
inline int weight_of(EdgeId e) { return 1 + static_cast<int>(e.value() * 5 % 7); }

/// The same weights for both kinds of graph.
inline auto weights(const Graph& g) { return bgl::edge_map(g, weight_of); }
inline auto weights(const Plain& g) {
  return boost::make_function_property_map<boost::graph_traits<Plain>::edge_descriptor>(
      [&g](const boost::graph_traits<Plain>::edge_descriptor& e) { return weight_of(g[e]); });
}

inline std::size_t index_of(VertexId v) { return v.value(); }
inline std::size_t index_of(std::size_t v) { return v; }

/// The vertex number \p i of either kind of graph.
inline VertexId nth(const Graph&, std::size_t i) { return VertexId{static_cast<std::uint32_t>(i)}; }
inline std::size_t nth(const Plain&, std::size_t i) { return i; }

/// A property of the vertices that algorithms write into \p values.
template <class AnyGraph, class Value>
auto vertex_values(const AnyGraph& g, std::vector<Value>& values) {
  values.resize(num_vertices(g));
  return boost::make_iterator_property_map(values.begin(), get(boost::vertex_index, g));
}

}  // namespace dutygraph::tests
