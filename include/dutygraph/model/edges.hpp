// SPDX-License-Identifier: BSL-1.0
#pragma once

/// \file
/// Typed edges: which record may be connected to which, by what.
///
/// Each struct lists the records it may start at (`from`) and end at (`to`). The builder refuses
/// other ends at compile time.

#include <string>
#include <vector>

#include <dutygraph/model/records.hpp>

namespace dutygraph {

/// Holds one or more interests in a company. \ungp{4}
struct Holds {
  static constexpr EdgeKind kind = EdgeKind::holds;
  using from = TypeList<State, Agency, Company, Organisation>;
  using to = TypeList<Company, Organisation, Agency>;
  std::vector<Interest> interests{};
  std::string id{};
  Facts facts{};
};

/// Belongs to a State, or to an agency of one. \ungp{1}
struct PartOf {
  static constexpr EdgeKind kind = EdgeKind::part_of;
  using from = TypeList<Agency, Company, Organisation>;
  using to = TypeList<State, Agency>;
};

/// Is a member of a union or organisation. \ungp{10}
struct MemberOf {
  static constexpr EdgeKind kind = EdgeKind::member_of;
  using from = TypeList<State, Agency, Company, Organisation>;
  using to = TypeList<State, Organisation>;
  std::string role{};
  Interval valid{};
};

/// Supervises an agency or company.
struct Supervises {
  static constexpr EdgeKind kind = EdgeKind::supervises;
  using from = TypeList<Agency>;
  using to = TypeList<Agency, Company>;
};

/// Takes a role in a deal or event. \ungp{4}, \ungp{5}, \ungp{6}
struct RoleIn {
  static constexpr EdgeKind kind = EdgeKind::role_in;
  using from = TypeList<State, Agency, Company, Organisation>;
  using to = TypeList<Engagement, Event>;
  std::string role;
};

/// Votes together with others in a company.
struct ActsInConcert {
  static constexpr EdgeKind kind = EdgeKind::acts_in_concert;
  using from = TypeList<State, Agency, Company, Organisation>;
  using to = TypeList<Concert>;
};

/// Issues an instrument.
struct Issues {
  static constexpr EdgeKind kind = EdgeKind::issues;
  using from = TypeList<State, Agency, Organisation>;
  using to = TypeList<Instrument>;
};

/// Enforces an instrument. \ungp{3}
struct Enforces {
  static constexpr EdgeKind kind = EdgeKind::enforces;
  using from = TypeList<Agency>;
  using to = TypeList<Instrument>;
  std::vector<std::string> powers{};
};

/// Is a party to a treaty.
struct PartyTo {
  static constexpr EdgeKind kind = EdgeKind::party_to;
  using from = TypeList<State>;
  using to = TypeList<Instrument>;
};

/// Contains a provision.
struct Contains {
  static constexpr EdgeKind kind = EdgeKind::contains;
  using from = TypeList<Instrument>;
  using to = TypeList<Provision, Objective, TreatyClause>;
};

/// Carries out a commitment, or transposes an instrument. \ungp{8}
struct Implements {
  static constexpr EdgeKind kind = EdgeKind::implements;
  using from = TypeList<Instrument>;
  using to = TypeList<Instrument, Commitment>;
};

/// Replaces an earlier instrument or provision of the same kind.
struct Supersedes {
  static constexpr EdgeKind kind = EdgeKind::supersedes;
  using from = TypeList<Instrument, Provision>;
  using to = TypeList<Instrument, Provision>;
};

/// Sits in a coordination body. \ungp{8}
struct Coordinates {
  static constexpr EdgeKind kind = EdgeKind::coordinates;
  using from = TypeList<Agency, Organisation>;
  using to = TypeList<Coordination>;
};

/// Every edge record.
using EdgeRecords = TypeList<Holds, PartOf, MemberOf, Supervises, RoleIn, ActsInConcert, Issues, Enforces, PartyTo,
                             Contains, Implements, Supersedes, Coordinates>;

/// A record that becomes an edge.
template <class Type>
concept EdgeRecord = EdgeRecords::contains<Type>;

/// Whether the model allows an edge of type \p Edge from a \p From to a \p To.
template <class Edge, class From, class To>
inline constexpr bool may_connect = Edge::from::template contains<From>&& Edge::to::template contains<To>;

}  // namespace dutygraph
