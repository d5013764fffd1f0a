// SPDX-License-Identifier: BSL-1.0
#pragma once

/// \file
/// The list of all vertex records, and the schema of typed edges.

#include <concepts>
#include <cstddef>
#include <type_traits>

#include <dutygraph/model/actors.hpp>
#include <dutygraph/model/engagement.hpp>
#include <dutygraph/model/event.hpp>
#include <dutygraph/model/holding.hpp>
#include <dutygraph/model/instrument.hpp>
#include <dutygraph/model/mandate.hpp>
#include <dutygraph/model/policy.hpp>
#include <dutygraph/model/provision.hpp>

namespace dutygraph {

/// A list of types.
template <class... Types>
struct TypeList {
  static constexpr std::size_t size = sizeof...(Types);
  template <class Type>
  static constexpr bool contains = (std::is_same_v<Type, Types> || ...);
  /// Calls `f.template operator()<Type>()` for each type, in order.
  template <class F>
  static constexpr void for_each(F&& f) {
    (f.template operator()<Types>(), ...);
  }
};

/// Every vertex record, in the order of VertexKind.
using VertexRecords = TypeList<State, Agency, Company, Organisation, Concert, Engagement, Support, Instrument,
                               Provision, Commitment, Implementation, Mandate, RequiredMandate, Lead, Coordination,
                               Capacity, Objective, Interaction, SafeguardPolicy, Restriction, TreatyClause, Measure,
                               Position, Event, Remedy, Place, Salient, Completeness>;
static_assert(VertexRecords::size == vertex_kinds);

/// A record that becomes a vertex.
template <class Type>
concept VertexRecord = VertexRecords::contains<Type>;

/// Calls `f.template operator()<Record>()` with the record type of \p kind.
template <class F>
constexpr void with_record(VertexKind kind, F&& f) {
  VertexRecords::for_each([&]<class Record>() {
    if (Record::kind == kind) f.template operator()<Record>();
  });
}

}  // namespace dutygraph
