// SPDX-License-Identifier: BSL-1.0
#pragma once

/// \file
/// Aims, treaties and stances: where policies of a State pull.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <dutygraph/decimal.hpp>
#include <dutygraph/model/facts.hpp>
#include <dutygraph/model/kinds.hpp>

namespace dutygraph {

/// What an instrument aims at.
struct Objective {
  static constexpr VertexKind kind = VertexKind::objective;
  std::string id;
  std::string name{};
  std::string instrument{};
  Facts facts{};

  template <class Visitor>
  static void describe(Visitor& v) {
    v.ref("instrument", &Objective::instrument, VertexKind::instrument, EdgeKind::contains, v.from_target);
  }
};

/// How one objective bears on another, from -3 to +3, as an expert sees it.
struct Interaction {
  static constexpr VertexKind kind = VertexKind::interaction;
  std::string id{};
  std::string name{};
  std::vector<std::string> between{};  ///< two objectives: from the first to the second
  std::optional<Decimal> score{};
  std::string expert{};  ///< institution, never a person
  Facts facts{};

  template <class Visitor>
  static void describe(Visitor& v) {
    v.refs("between", &Interaction::between, VertexKind::objective, EdgeKind::concerns, v.to_target);
    v.number("score", &Interaction::score);
    v.text("expert", &Interaction::expert);
  }
};

/// A State's rule that support of some type needs safeguards. \ungp{4}
struct SafeguardPolicy {
  static constexpr VertexKind kind = VertexKind::safeguard_policy;
  std::string id;
  std::string name{};
  std::string state{};
  std::vector<std::string> applies_to{};  ///< support types or channels
  std::vector<std::string> safeguards{};  ///< field `requires`
  std::optional<bool> retroactive{};
  Facts facts{};

  template <class Visitor>
  static void describe(Visitor& v) {
    v.ref("state", &SafeguardPolicy::state, VertexKind::state, EdgeKind::bears, v.from_target);
    v.texts("applies_to", &SafeguardPolicy::applies_to);
    v.codes("requires", &SafeguardPolicy::safeguards, "safeguard");
    v.boolean("retroactive", &SafeguardPolicy::retroactive);
  }
};

/// What an agency does against a company.
struct Restriction {
  static constexpr VertexKind kind = VertexKind::restriction;
  std::string id{};
  std::string name{};
  std::string agency{};
  std::string company{};
  std::string measure{};
  std::string ground{};
  Facts facts{};

  template <class Visitor>
  static void describe(Visitor& v) {
    v.ref("agency", &Restriction::agency, actors, EdgeKind::bears, v.from_target);
    v.ref("company", &Restriction::company, actors, EdgeKind::concerns, v.to_target);
    v.text("measure", &Restriction::measure);
    v.code("ground", &Restriction::ground, "restriction.ground");
  }
};

/// A clause of a treaty or contract that limits or frees the State. \ungp{9}
struct TreatyClause {
  static constexpr VertexKind kind = VertexKind::treaty_clause;
  std::string id;
  std::string name{};
  std::string instrument{};
  std::vector<std::string> parties{};
  std::string type{};  ///< field `kind`: forbids (default), right_to_regulate, stabilisation
  std::string forbids{};
  std::string object{};
  std::optional<std::vector<std::string>> exceptions{};
  std::optional<bool> hr_exception{};
  Facts facts{};

  template <class Visitor>
  static void describe(Visitor& v) {
    v.ref("instrument", &TreatyClause::instrument, VertexKind::instrument, EdgeKind::contains, v.from_target);
    v.refs("parties", &TreatyClause::parties, VertexKind::state, EdgeKind::party_to, v.from_target);
    v.code("kind", &TreatyClause::type, "treaty_clause.kind");
    v.text("forbids", &TreatyClause::forbids);
    v.text("object", &TreatyClause::object);
    v.optional_texts("exceptions", &TreatyClause::exceptions);
    v.boolean("hr_exception", &TreatyClause::hr_exception);
  }
};

/// A measure that a State takes or plans.
struct Measure {
  static constexpr VertexKind kind = VertexKind::measure;
  std::string id;
  std::string name{};
  std::string state{};
  std::string conduct{};
  std::string object{};
  std::vector<std::string> objectives{};
  Facts facts{};

  template <class Visitor>
  static void describe(Visitor& v) {
    v.ref("state", &Measure::state, VertexKind::state, EdgeKind::bears, v.from_target);
    v.text("conduct", &Measure::conduct);
    v.text("object", &Measure::object);
    v.texts("objectives", &Measure::objectives);
  }
};

/// A State's stance in an international body. \ungp{10}
struct Position {
  static constexpr VertexKind kind = VertexKind::position;
  std::string id{};
  std::string name{};
  std::string state{};
  std::string organisation{};
  std::string conduct{};
  std::string object{};
  std::string stance{};
  std::optional<Date> date{};
  Facts facts{};

  template <class Visitor>
  static void describe(Visitor& v) {
    v.ref("state", &Position::state, VertexKind::state, EdgeKind::bears, v.from_target);
    v.ref("organisation", &Position::organisation, {VertexKind::organisation, VertexKind::state}, EdgeKind::concerns,
          v.to_target);
    v.text("conduct", &Position::conduct);
    v.text("object", &Position::object);
    v.code("stance", &Position::stance, "position.stance");
    v.date("date", &Position::date);
  }
};

}  // namespace dutygraph
