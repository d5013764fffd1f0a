// SPDX-License-Identifier: BSL-1.0
//
// The ranges that a Graph hands out are the range-v3 views they claim to be. Compiling is passing.
#include <type_traits>
#include <utility>

#include <range/v3/algorithm/find.hpp>
#include <range/v3/range/access.hpp>
#include <range/v3/range/concepts.hpp>
#include <range/v3/range/dangling.hpp>

#include <dutygraph/graph/graph.hpp>
#include <dutygraph/query/control.hpp>
#include <dutygraph/query/nexus.hpp>

using namespace dutygraph;

namespace {

template <class Range>
constexpr bool is_forward_view = ranges::forward_range<Range>&& ranges::view_<Range>&& ranges::common_range<Range>&&
    ranges::forward_range<const Range>;
template <class Range>
constexpr bool is_borrowed_view = is_forward_view<Range>&& ranges::borrowed_range<Range>;

static_assert(is_borrowed_view<VertexRange>);
static_assert(ranges::random_access_range<VertexRange>);
static_assert(ranges::sized_range<VertexRange>);
static_assert(std::is_same_v<ranges::range_value_t<VertexRange>, VertexId>);
static_assert(std::is_trivially_copyable_v<VertexRange>);

static_assert(is_borrowed_view<TypedVertexRange<State>>);
static_assert(is_borrowed_view<TypedVertexRange<Provision>>);
static_assert(ranges::sized_range<TypedVertexRange<State>>);
static_assert(std::is_same_v<ranges::range_value_t<TypedVertexRange<State>>, VertexIdOf<State>>);

static_assert(is_borrowed_view<EdgeRange>);
static_assert(!ranges::sized_range<EdgeRange>);  // a view would have to count
static_assert(std::is_same_v<ranges::range_value_t<EdgeRange>, EdgeId>);
static_assert(std::is_trivially_copyable_v<EdgeRange>);

static_assert(is_borrowed_view<SourceRange>);
static_assert(ranges::sized_range<SourceRange>);
static_assert(std::is_same_v<ranges::range_reference_t<SourceRange>, const Source&>);

// A result owns its rows: it is a view, but its iterators do not outlive it.
static_assert(is_forward_view<ControlResult>);
static_assert(is_forward_view<NexusResult>);
static_assert(ranges::contiguous_range<NexusResult>);
static_assert(ranges::sized_range<NexusResult>);
static_assert(!ranges::borrowed_range<NexusResult>);
static_assert(std::is_nothrow_copy_constructible_v<NexusResult>);

// An iterator that an algorithm finds in a temporary range is good for the borrowed ones, and dangles for the others.
template <class Range>
using Found = decltype(ranges::find(std::declval<Range>(), std::declval<ranges::range_value_t<Range>>()));
static_assert(std::is_same_v<Found<VertexRange>, VertexRange::iterator>);
static_assert(std::is_same_v<Found<EdgeRange>, EdgeRange::iterator>);
static_assert(std::is_same_v<Found<TypedVertexRange<Agency>>, TypedVertexRange<Agency>::iterator>);

}  // namespace
