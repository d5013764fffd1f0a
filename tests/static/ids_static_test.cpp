// SPDX-License-Identifier: BSL-1.0
//
// Ids of one thing are not ids of another; values are small and copyable; a builder moves. Compiling is passing.
#include <cstdint>
#include <type_traits>

#include <dutygraph/dutygraph.hpp>

using namespace dutygraph;

namespace {

static_assert(sizeof(VertexId) == 4);
static_assert(sizeof(EdgeId) == 4);
static_assert(sizeof(VertexIdOf<State>) == 4);
static_assert(std::is_trivially_copyable_v<VertexId>);
static_assert(std::is_trivially_copyable_v<VertexIdOf<Company>>);

template <class From, class To>
constexpr bool becomes = std::is_convertible_v<From, To>;
static_assert(!becomes<VertexId, EdgeId>);
static_assert(!becomes<EdgeId, VertexId>);
static_assert(!becomes<SourceId, VertexId>);
static_assert(!becomes<EvidenceId, SourceId>);
static_assert(!becomes<std::uint32_t, VertexId>);
static_assert(!becomes<VertexId, std::uint32_t>);
static_assert(!becomes<VertexId, bool>);
static_assert(becomes<VertexIdOf<State>, VertexId>);
static_assert(!becomes<VertexId, VertexIdOf<State>>);
static_assert(!becomes<VertexIdOf<State>, VertexIdOf<Company>>);
static_assert(!becomes<VertexIdOf<State>, EdgeId>);

static_assert(becomes<int, Date>);  // as_of({2015}) reads
static_assert(!becomes<Date, int>);
static_assert(becomes<SourceId, Evidence>);
static_assert(!becomes<VertexId, Evidence>);
static_assert(becomes<int, Percent>);
static_assert(!becomes<double, Share>);
static_assert(!std::is_constructible_v<Share, double>);

static_assert(std::is_default_constructible_v<Graph>);
static_assert(std::is_copy_constructible_v<Graph> && std::is_copy_assignable_v<Graph>);
static_assert(std::is_nothrow_move_constructible_v<Graph>);
static_assert(!std::is_copy_constructible_v<GraphBuilder>);
static_assert(std::is_nothrow_move_constructible_v<GraphBuilder> && std::is_nothrow_move_assignable_v<GraphBuilder>);

// Only a builder that is given up can be frozen.
template <class Builder>
concept Freezable = requires(Builder builder) {
  static_cast<Builder>(builder).freeze();
};
static_assert(Freezable<GraphBuilder&&>);
static_assert(!Freezable<GraphBuilder&>);
static_assert(!Freezable<const GraphBuilder&>);

// What a range or reference points into must not be a temporary graph.
template <class AnyGraph>
concept HandsOutEdges = requires(AnyGraph graph, VertexId v) {
  static_cast<AnyGraph>(graph).edges();
  static_cast<AnyGraph>(graph).out_edges(v);
  static_cast<AnyGraph>(graph).in_edges(v);
  static_cast<AnyGraph>(graph).out_edges(v, EdgeKind::holds);
  static_cast<AnyGraph>(graph).template vertices<State>();
};
static_assert(HandsOutEdges<const Graph&>);
static_assert(!HandsOutEdges<Graph&&>);
template <class AnyGraph>
concept HandsOutOutEdges = requires(AnyGraph graph, VertexId v) {
  static_cast<AnyGraph>(graph).out_edges(v);
};
static_assert(!HandsOutOutEdges<Graph&&>);
static_assert(!HandsOutOutEdges<const Graph&&>);
template <class AnyGraph>
concept HandsOutFields = requires(AnyGraph graph, VertexId v) {
  static_cast<AnyGraph>(graph).template fields<State>(v);
};
static_assert(HandsOutFields<const Graph&>);
static_assert(!HandsOutFields<Graph&&>);
template <class AnyGraph>
concept HandsOutSources = requires(AnyGraph graph, VertexId v) {
  static_cast<AnyGraph>(graph).sources(v);
};
static_assert(HandsOutSources<const Graph&>);
static_assert(!HandsOutSources<Graph&&>);
template <class AnyGraph>
concept HandsOutSettings = requires(AnyGraph graph) {
  static_cast<AnyGraph>(graph).settings();
};
static_assert(HandsOutSettings<const Graph&>);
static_assert(!HandsOutSettings<Graph&&>);

}  // namespace
