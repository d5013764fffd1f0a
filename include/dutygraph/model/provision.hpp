// SPDX-License-Identifier: BSL-1.0
#pragma once

/// \file
/// Provisions: what one clause asks of whom.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <dutygraph/decimal.hpp>
#include <dutygraph/model/facts.hpp>
#include <dutygraph/model/instrument.hpp>
#include <dutygraph/model/kinds.hpp>

namespace dutygraph {

/// Nodes of a taxonomy without some of their descendants; nothing listed means everything.
struct Scope {
  std::vector<std::string> in{};
  std::vector<std::string> ex{};
  friend bool operator==(const Scope&, const Scope&) = default;

  template <class Visitor>
  static void describe(Visitor& v) {
    v.texts("in", &Scope::in);
    v.texts("ex", &Scope::ex);
  }
};

/// Where a provision reaches.
struct Reach {
  std::string basis;  ///< territorial, personal, effects
  std::vector<std::string> territory{};
  friend bool operator==(const Reach&, const Reach&) = default;

  static constexpr std::string_view required[] = {"basis"};
  template <class Visitor>
  static void describe(Visitor& v) {
    v.code("basis", &Reach::basis, "provision.reach");
    v.texts("territory", &Reach::territory);
  }
};

/// A numeric duty: a closed interval on a named quantity.
struct Parameter {
  std::string name;
  std::optional<Decimal> min{};
  std::optional<Decimal> max{};
  std::string unit{};
  friend bool operator==(const Parameter&, const Parameter&) = default;

  static constexpr std::string_view required[] = {"name"};
  template <class Visitor>
  static void describe(Visitor& v) {
    v.text("name", &Parameter::name);
    v.number("min", &Parameter::min);
    v.number("max", &Parameter::max);
    v.text("unit", &Parameter::unit);
  }
};

/// What sets a provision off.
struct Trigger {
  std::optional<Scope> bearer{}, conduct{}, object{};
  friend bool operator==(const Trigger&, const Trigger&) = default;

  template <class Visitor>
  static void describe(Visitor& v) {
    v.object("bearer", &Trigger::bearer);
    v.object("conduct", &Trigger::conduct);
    v.object("object", &Trigger::object);
  }
};

/// One clause: a modality, its bearers, the conduct and the object. \ungp{8}
struct Provision {
  static constexpr VertexKind kind = VertexKind::provision;
  std::string id;
  std::string name{};
  std::string instrument{};
  std::string state{};
  std::string agency{};
  std::string rank{};
  std::optional<Date> adopted{};
  std::optional<bool> binding{};
  std::string citation{};
  std::string modality{};
  std::optional<Scope> bearer{}, conduct{}, object{};
  std::vector<std::string> issues{};
  std::vector<Reach> reach{};
  std::vector<std::string> conditions{};  ///< field `if`; `!flag` negates
  std::vector<std::string> gate{};
  std::optional<Parameter> param{};
  std::optional<bool> any_means{};
  std::string strength{};
  std::string effect{};
  std::vector<std::string> topics{};
  std::string deadline{};
  std::vector<EnforcementPhase> enforcement{};
  std::string function{};
  std::vector<std::string> overrides{};
  std::vector<std::string> subject_to{};
  std::vector<std::string> supersedes{};
  std::string applies_rank{};
  std::optional<Trigger> triggered_by{};
  Facts facts{};

  template <class Visitor>
  static void describe(Visitor& v) {
    constexpr VertexKinds norms{VertexKind::provision, VertexKind::instrument};
    v.ref("instrument", &Provision::instrument, VertexKind::instrument, EdgeKind::contains, v.from_target);
    v.ref("state", &Provision::state, VertexKind::state);
    v.ref("agency", &Provision::agency, actors, EdgeKind::issues, v.from_target);
    v.code("rank", &Provision::rank, "rank");
    v.date("adopted", &Provision::adopted);
    v.boolean("binding", &Provision::binding);
    v.text("citation", &Provision::citation);
    v.code("modality", &Provision::modality, "provision.modality");
    v.object("bearer", &Provision::bearer);
    v.object("conduct", &Provision::conduct);
    v.object("object", &Provision::object);
    v.codes("issues", &Provision::issues, "right");
    v.list("reach", &Provision::reach);
    v.texts("if", &Provision::conditions);
    v.texts("gate", &Provision::gate);
    v.object("param", &Provision::param);
    v.boolean("any_means", &Provision::any_means);
    v.code("strength", &Provision::strength, "provision.strength");
    v.code("effect", &Provision::effect, "provision.effect");
    v.texts("topics", &Provision::topics);
    v.text("deadline", &Provision::deadline);
    v.list("enforcement", &Provision::enforcement);
    v.text("function", &Provision::function);
    v.refs("overrides", &Provision::overrides, norms, EdgeKind::prevails_over, v.to_target);
    v.refs("subject_to", &Provision::subject_to, norms, EdgeKind::prevails_over, v.from_target);
    v.refs("supersedes", &Provision::supersedes, VertexKind::provision, EdgeKind::supersedes, v.to_target);
    v.code("applies_rank", &Provision::applies_rank, "rank");
    v.object("triggered_by", &Provision::triggered_by);
  }
};

}  // namespace dutygraph
