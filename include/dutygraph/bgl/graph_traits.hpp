// SPDX-License-Identifier: BSL-1.0
#pragma once

/// \file
/// Graph as a Boost.Graph graph: VertexListGraph, EdgeListGraph, BidirectionalGraph, AdjacencyGraph and, by search,
/// AdjacencyMatrix.
///
/// Descriptors are VertexId and EdgeId. Every view is a graph of its own: it has all vertices, and the
/// edges that it shows. Algorithms that write, write into property maps of the caller, never into the
/// graph. Do not call boost::connected_components(): on a directed graph it compiles and is wrong; see
/// bgl::weak_components().

#include <cstddef>
#include <cstdint>
#include <iterator>
#include <utility>

#include <boost/graph/graph_traits.hpp>

#include <dutygraph/graph/graph.hpp>

namespace dutygraph {

namespace detail {

/// One end of each edge of a range.
enum class End : bool { source, target };

template <End end>
class EndIterator {
 public:
  using iterator_category = std::forward_iterator_tag;
  using value_type = VertexId;
  using difference_type = std::ptrdiff_t;
  using pointer = const VertexId*;
  using reference = VertexId;
  EndIterator() noexcept = default;
  EndIterator(EdgeRange::iterator at, const Tables& tables) noexcept : at_{at}, tables_{&tables} {}
  VertexId operator*() const noexcept {
    const std::uint32_t e = (*at_).value();
    if constexpr (end == End::source) {
      return tables_->source(e);
    } else {
      return tables_->target[e];
    }
  }
  EndIterator& operator++() noexcept {
    ++at_;
    return *this;
  }
  EndIterator operator++(int) noexcept {
    const EndIterator old = *this;
    ++at_;
    return old;
  }
  friend bool operator==(const EndIterator& a, const EndIterator& b) noexcept { return a.at_ == b.at_; }

 private:
  EdgeRange::iterator at_{};
  const Tables* tables_ = nullptr;
};

struct TraversalCategory : boost::bidirectional_graph_tag,
                           boost::adjacency_graph_tag,
                           boost::vertex_list_graph_tag,
                           boost::edge_list_graph_tag {};

struct GraphTraits {
  using vertex_descriptor = VertexId;
  using edge_descriptor = EdgeId;
  using directed_category = boost::bidirectional_tag;
  using edge_parallel_category = boost::allow_parallel_edge_tag;
  using traversal_category = TraversalCategory;
  using vertices_size_type = std::size_t;
  using edges_size_type = std::size_t;
  using degree_size_type = std::size_t;
  using vertex_iterator = VertexRange::iterator;
  using edge_iterator = EdgeRange::iterator;
  using out_edge_iterator = EdgeRange::iterator;
  using in_edge_iterator = EdgeRange::iterator;
  using adjacency_iterator = EndIterator<End::target>;
  using inv_adjacency_iterator = EndIterator<End::source>;
  static constexpr VertexId null_vertex() noexcept { return {}; }
};

}  // namespace detail

}  // namespace dutygraph

template <>
struct boost::graph_traits<dutygraph::Graph> : dutygraph::detail::GraphTraits {};
/// Some algorithms deduce a const graph: page_rank(), hawick_circuits().
template <>
struct boost::graph_traits<const dutygraph::Graph> : dutygraph::detail::GraphTraits {};

namespace dutygraph {

/// All vertices, of the full graph and of each view alike.
[[nodiscard]] inline std::pair<VertexRange::iterator, VertexRange::iterator> vertices(const Graph& g) noexcept {
  return {g.vertices().begin(), g.vertices().end()};
}
[[nodiscard]] inline std::size_t num_vertices(const Graph& g) noexcept { return g.num_vertices(); }

/// The edges that the view shows.
[[nodiscard]] inline std::pair<EdgeRange::iterator, EdgeRange::iterator> edges(const Graph& g) noexcept {
  return {g.edges().begin(), g.edges().end()};
}
/// The number of edges that the view shows. An array indexed by `edge_index` must hold max_edges() values instead: a
/// view keeps the ids of the full graph.
[[nodiscard]] inline std::size_t num_edges(const Graph& g) noexcept { return g.num_edges(); }

[[nodiscard]] inline VertexId source(EdgeId e, const Graph& g) noexcept { return g.source(e); }
[[nodiscard]] inline VertexId target(EdgeId e, const Graph& g) noexcept { return g.target(e); }

[[nodiscard]] inline std::pair<EdgeRange::iterator, EdgeRange::iterator> out_edges(VertexId v,
                                                                                   const Graph& g) noexcept {
  return {g.out_edges(v).begin(), g.out_edges(v).end()};
}
[[nodiscard]] inline std::pair<EdgeRange::iterator, EdgeRange::iterator> in_edges(VertexId v, const Graph& g) noexcept {
  return {g.in_edges(v).begin(), g.in_edges(v).end()};
}
/// Complexity: O(1) on a full graph, O(edges of \p v) on a view.
[[nodiscard]] inline std::size_t out_degree(VertexId v, const Graph& g) noexcept { return g.out_edges(v).count(); }
[[nodiscard]] inline std::size_t in_degree(VertexId v, const Graph& g) noexcept { return g.in_edges(v).count(); }
/// In-edges and out-edges; a loop counts twice.
[[nodiscard]] inline std::size_t degree(VertexId v, const Graph& g) noexcept {
  return in_degree(v, g) + out_degree(v, g);
}

/// Whether the view shows an edge from \p u to \p v, and the first such edge by kind, then id.
/// Complexity: O(out-edges of \p u).
[[nodiscard]] inline std::pair<EdgeId, bool> edge(VertexId u, VertexId v, const Graph& g) noexcept {
  for (const EdgeId e : g.out_edges(u))
    if (g.target(e) == v) return {e, true};
  return {EdgeId{}, false};
}

/// Targets of the out-edges of \p v: one for each edge, so a neighbour may come more than once.
[[nodiscard]] inline auto adjacent_vertices(VertexId v, const Graph& g) noexcept {
  using Iterator = detail::EndIterator<detail::End::target>;
  return std::pair{Iterator{g.out_edges(v).begin(), g.tables()}, Iterator{g.out_edges(v).end(), g.tables()}};
}
/// Sources of the in-edges of \p v.
[[nodiscard]] inline auto inv_adjacent_vertices(VertexId v, const Graph& g) noexcept {
  using Iterator = detail::EndIterator<detail::End::source>;
  return std::pair{Iterator{g.in_edges(v).begin(), g.tables()}, Iterator{g.in_edges(v).end(), g.tables()}};
}

// The iterators point into the graph's tables: those of a graph that is gone dangle.
void edges(const Graph&&) = delete;
void out_edges(VertexId, const Graph&&) = delete;
void in_edges(VertexId, const Graph&&) = delete;
void adjacent_vertices(VertexId, const Graph&&) = delete;
void inv_adjacent_vertices(VertexId, const Graph&&) = delete;

}  // namespace dutygraph
