// SPDX-License-Identifier: BSL-1.0
//
// The truth table of may_connect: for each edge, every pair of records. Compiling is passing.
#include <array>
#include <cstddef>
#include <type_traits>

#include <dutygraph/model/edges.hpp>
#include <dutygraph/model/records.hpp>
#include <dutygraph/model/source.hpp>

using namespace dutygraph;

namespace {

// Records and kinds agree, in number and order.
template <class... Records>
constexpr bool in_order(TypeList<Records...>) {
  const std::array kinds{Records::kind...};
  for (std::size_t i = 0; i < kinds.size(); ++i)
    if (static_cast<std::size_t>(kinds[i]) != i) return false;
  return kinds.size() == vertex_kinds;
}
static_assert(in_order(VertexRecords{}));

// Whether `Edge` goes from exactly the records of `From` to exactly those of `To`.
template <class Edge, class From, class To, class... All>
constexpr bool goes(TypeList<All...>) {
  const auto row = []<class A>(std::type_identity<A>) {
    return ((may_connect<Edge, A, All> == (From::template contains<A> && To::template contains<All>)) && ...);
  };
  return (row(std::type_identity<All>{}) && ...);
}
template <class Edge, class From, class To>
constexpr bool connects = goes<Edge, From, To>(VertexRecords{});

using Actors = TypeList<State, Agency, Company, Organisation>;

static_assert(connects<Holds, Actors, TypeList<Company, Organisation, Agency>>);
static_assert(connects<PartOf, TypeList<Agency, Company, Organisation>, TypeList<State, Agency>>);
static_assert(connects<MemberOf, Actors, TypeList<State, Organisation>>);
static_assert(connects<Supervises, TypeList<Agency>, TypeList<Agency, Company>>);
static_assert(connects<RoleIn, Actors, TypeList<Engagement, Event>>);
static_assert(connects<ActsInConcert, Actors, TypeList<Concert>>);
static_assert(connects<Issues, TypeList<State, Agency, Organisation>, TypeList<Instrument>>);
static_assert(connects<Enforces, TypeList<Agency>, TypeList<Instrument>>);
static_assert(connects<PartyTo, TypeList<State>, TypeList<Instrument>>);
static_assert(connects<Contains, TypeList<Instrument>, TypeList<Provision, Objective, TreatyClause>>);
static_assert(connects<Implements, TypeList<Instrument>, TypeList<Instrument, Commitment>>);
static_assert(connects<Supersedes, TypeList<Instrument, Provision>, TypeList<Instrument, Provision>>);
static_assert(connects<Coordinates, TypeList<Agency, Organisation>, TypeList<Coordination>>);
static_assert(EdgeRecords::size == 13);

// A few in words.
static_assert(may_connect<Holds, State, Company>);
static_assert(!may_connect<Holds, Company, State>);        // nobody holds a State
static_assert(!may_connect<PartOf, State, Agency>);        // an agency is part of its State, not the reverse
static_assert(!may_connect<Issues, Company, Instrument>);  // companies make no law
static_assert(!may_connect<Enforces, State, Instrument>);  // some agency does
static_assert(!may_connect<RoleIn, Instrument, Engagement>);

// Which types are records.
static_assert(VertexRecord<State> && VertexRecord<Completeness>);
static_assert(!VertexRecord<Holding> && !VertexRecord<Source> && !VertexRecord<Holds> && !VertexRecord<int>);
static_assert(EdgeRecord<Holds> && !EdgeRecord<State>);

// with_record() finds the type of every kind.
template <VertexKind kind, class Expected>
constexpr bool finds = [] {
  bool same = false;
  with_record(kind, [&]<class Record>() { same = std::is_same_v<Record, Expected>; });
  return same;
}();
static_assert(finds<VertexKind::state, State>);
static_assert(finds<VertexKind::required_mandate, RequiredMandate>);
static_assert(finds<VertexKind::completeness, Completeness>);

// Sets of kinds.
static_assert((EdgeKind::holds | EdgeKind::part_of).contains(EdgeKind::part_of));
static_assert(!(EdgeKind::holds | EdgeKind::part_of).contains(EdgeKind::member_of));
static_assert(EdgeKinds::all().contains(EdgeKind::concerns));
static_assert(EdgeKinds{}.empty());
static_assert((EdgeKinds::all() - EdgeKind::holds).contains(EdgeKind::concerns));
static_assert(!(EdgeKinds::all() - EdgeKind::holds).contains(EdgeKind::holds));
static_assert(is_actor(VertexKind::state) && is_actor(VertexKind::organisation) && !is_actor(VertexKind::concert));
static_assert(actors.contains(VertexKind::agency) && !actors.contains(VertexKind::event));

}  // namespace
