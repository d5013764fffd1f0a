// SPDX-License-Identifier: BSL-1.0
#pragma once

/// \file
/// Who is to do what inside a State, and with what means.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <dutygraph/decimal.hpp>
#include <dutygraph/model/facts.hpp>
#include <dutygraph/model/kinds.hpp>

namespace dutygraph {

/// A task that law gives to an agency.
struct Mandate {
  static constexpr VertexKind kind = VertexKind::mandate;
  std::string id{};
  std::string name{};
  std::string agency{};
  std::string function{};
  std::string issue{};
  std::string object{};
  Facts facts{};

  template <class Visitor>
  static void describe(Visitor& v) {
    v.ref("agency", &Mandate::agency, actors, EdgeKind::bears, v.from_target);
    v.code("function", &Mandate::function, "agency.function");
    v.text("issue", &Mandate::issue);
    v.text("object", &Mandate::object);
  }
};

/// A task that some agency of the State ought to have.
struct RequiredMandate {
  static constexpr VertexKind kind = VertexKind::required_mandate;
  std::string id{};
  std::string name{};
  std::string state{};
  std::string function{};
  std::string issue{};
  std::string object{};
  Facts facts{};

  template <class Visitor>
  static void describe(Visitor& v) {
    v.ref("state", &RequiredMandate::state, VertexKind::state, EdgeKind::bears, v.from_target);
    v.text("function", &RequiredMandate::function);
    v.text("issue", &RequiredMandate::issue);
    v.text("object", &RequiredMandate::object);
  }
};

/// A task that agencies share by design.
struct Lead {
  static constexpr VertexKind kind = VertexKind::lead;
  std::string id{};
  std::string name{};
  std::vector<std::string> agencies{};
  std::string function{};
  std::string issue{};
  std::string object{};
  Facts facts{};

  template <class Visitor>
  static void describe(Visitor& v) {
    v.refs("agencies", &Lead::agencies, actors, EdgeKind::bears, v.from_target);
    v.text("function", &Lead::function);
    v.text("issue", &Lead::issue);
    v.text("object", &Lead::object);
  }
};

/// A body, memorandum or habit that brings agencies together. \ungp{8}
struct Coordination {
  static constexpr VertexKind kind = VertexKind::coordination;
  std::string id{};
  std::string name{};
  std::vector<std::string> between{};  ///< two ids
  std::vector<std::string> members{};
  std::string chair{};
  std::string type{};  ///< field `kind`: body, memorandum, ad_hoc
  std::string meets{};
  Facts facts{};

  template <class Visitor>
  static void describe(Visitor& v) {
    v.refs("between", &Coordination::between, actors, EdgeKind::coordinates, v.from_target);
    v.refs("members", &Coordination::members, actors, EdgeKind::coordinates, v.from_target);
    v.ref("chair", &Coordination::chair, actors, EdgeKind::coordinates, v.from_target, "chair");
    v.code("kind", &Coordination::type, "coordination.kind");
    v.text("meets", &Coordination::meets);
  }
};

/// What an agency has of what a task needs; absent `have` is unknown, never zero.
struct Capacity {
  static constexpr VertexKind kind = VertexKind::capacity;
  std::string id{};
  std::string name{};
  std::string agency{};
  std::string what{};
  std::optional<Decimal> need{};
  std::optional<Decimal> have{};
  Facts facts{};

  template <class Visitor>
  static void describe(Visitor& v) {
    v.ref("agency", &Capacity::agency, actors, EdgeKind::bears, v.from_target);
    v.code("what", &Capacity::what, "capacity.what");
    v.number("need", &Capacity::need);
    v.number("have", &Capacity::have);
  }
};

/// A promise of a State. \ungp{8}
struct Commitment {
  static constexpr VertexKind kind = VertexKind::commitment;
  std::string id;
  std::string name{};
  std::string state{};
  std::optional<Date> due{};
  std::string min_rank{};
  std::string agency{};  ///< responsible
  Facts facts{};

  template <class Visitor>
  static void describe(Visitor& v) {
    v.ref("state", &Commitment::state, VertexKind::state, EdgeKind::bears, v.from_target);
    v.date("due", &Commitment::due);
    v.code("min_rank", &Commitment::min_rank, "rank");
    v.ref("agency", &Commitment::agency, actors, EdgeKind::bears, v.from_target, "responsible");
  }
};

/// How far something carries out a commitment.
struct Implementation {
  static constexpr VertexKind kind = VertexKind::implementation;
  std::string id{};
  std::string name{};
  std::vector<std::string> implements{};  ///< commitments
  std::string rank{};
  std::string instrument{};
  std::string covers{};  ///< a share, or canonical JSON of a scope of bearers
  Facts facts{};

  template <class Visitor>
  static void describe(Visitor& v) {
    v.refs("implements", &Implementation::implements, {VertexKind::commitment, VertexKind::instrument},
           EdgeKind::implements, v.to_target);
    v.code("rank", &Implementation::rank, "rank");
    v.ref("instrument", &Implementation::instrument, VertexKind::instrument, EdgeKind::concerns, v.to_target);
    v.any("covers", &Implementation::covers);
  }
};

}  // namespace dutygraph
