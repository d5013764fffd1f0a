// SPDX-License-Identifier: BSL-1.0
#pragma once

/// \file
/// Policy instruments: laws, plans, guidance, treaties, contracts.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <dutygraph/decimal.hpp>
#include <dutygraph/model/facts.hpp>
#include <dutygraph/model/kinds.hpp>

namespace dutygraph {

/// A state of an instrument, from a day on: law on paper.
struct Phase {
  std::string state;  ///< proposed, adopted, in_force, applies, suspended, repealed, annulled
  std::optional<Date> from{};
  friend bool operator==(const Phase&, const Phase&) = default;

  static constexpr std::string_view required[] = {"state"};
  template <class Visitor>
  static void describe(Visitor& v) {
    v.code("state", &Phase::state, "instrument.status");
    v.date("from", &Phase::from);
  }
};

/// A state of enforcement, from a day on: law applied.
struct EnforcementPhase {
  std::string state;  ///< active, dormant, suspended, not_yet
  std::optional<Date> from{};
  friend bool operator==(const EnforcementPhase&, const EnforcementPhase&) = default;

  static constexpr std::string_view required[] = {"state"};
  template <class Visitor>
  static void describe(Visitor& v) {
    v.code("state", &EnforcementPhase::state, "enforcement");
    v.date("from", &EnforcementPhase::from);
  }
};

/// A State's standing under a treaty.
struct TreatyParty {
  std::string state;
  std::optional<Date> date{};  ///< field `signed`
  std::optional<Date> from{};
  std::string reservation{};
  friend bool operator==(const TreatyParty&, const TreatyParty&) = default;

  static constexpr std::string_view shorthand = "state";
  template <class Visitor>
  static void describe(Visitor& v) {
    v.ref("state", &TreatyParty::state, VertexKind::state, EdgeKind::party_to, v.from_target);
    v.date("signed", &TreatyParty::date);
    v.date("from", &TreatyParty::from);
    v.text("reservation", &TreatyParty::reservation);
  }
};

/// One condition on who falls under an instrument: staff >= 1000.
struct ScopeTest {
  std::string metric;  ///< staff, staff_home, turnover, balance_sheet, users, stake, amount, tenor_months
  std::string op{};    ///< >, >=, <, <=, =
  std::optional<Decimal> value{};
  std::string currency{};
  friend bool operator==(const ScopeTest&, const ScopeTest&) = default;

  static constexpr std::string_view required[] = {"metric", "op", "value"};
  template <class Visitor>
  static void describe(Visitor& v) {
    v.code("metric", &ScopeTest::metric, "scope.metric");
    v.text("op", &ScopeTest::op);
    v.number("value", &ScopeTest::value);
    v.text("currency", &ScopeTest::currency);
  }
};

/// Who falls under an instrument: all tests, or `need` of them.
struct Thresholds {
  std::string need{};  ///< "all", or how many of the tests
  std::vector<ScopeTest> tests{};
  friend bool operator==(const Thresholds&, const Thresholds&) = default;

  template <class Visitor>
  static void describe(Visitor& v) {
    v.number_or_text("need", &Thresholds::need);
    v.list("tests", &Thresholds::tests);
  }
};

/// An authority that enforces an instrument, with the powers it has for that.
struct Enforcer {
  std::string agency;
  std::vector<std::string> powers{};
  friend bool operator==(const Enforcer&, const Enforcer&) = default;

  static constexpr std::string_view shorthand = "agency";
  template <class Visitor>
  static void describe(Visitor& v) {
    v.ref("agency", &Enforcer::agency, VertexKind::agency, EdgeKind::enforces, v.from_target);
    v.codes("powers", &Enforcer::powers, "power");
  }
};

/// A periodic review of adequacy. \ungp{3}
struct Review {
  std::optional<Date> date{};
  std::optional<bool> gaps_found{};
  std::optional<bool> gaps_closed{};
  friend bool operator==(const Review&, const Review&) = default;

  template <class Visitor>
  static void describe(Visitor& v) {
    v.date("date", &Review::date);
    v.boolean("gaps_found", &Review::gaps_found);
    v.boolean("gaps_closed", &Review::gaps_closed);
  }
};

/// A named list of strings, in the order of the names.
struct NamedList {
  std::string name;
  std::vector<std::string> values{};
  friend bool operator==(const NamedList&, const NamedList&) = default;
};

/// A policy instrument. Law on paper (`status`) and law applied (`enforcement`) are separate. \ungp{3}
struct Instrument {
  static constexpr VertexKind kind = VertexKind::instrument;
  std::string id;
  std::string name{};
  std::string title{};
  std::string state{};
  std::string organisation{};
  std::string issuer{};
  std::string rank{};
  std::string type{};  ///< field `kind`: codelist instrument.kind
  std::string area{};
  std::string binding{};  ///< mandatory, voluntary, hybrid
  std::string level{};    ///< subnational, national, regional, international
  std::vector<TreatyParty> parties{};
  std::vector<std::string> amends{};
  std::optional<Date> due{};  ///< transposition
  std::optional<bool> continues{};
  std::vector<std::string> smart_mix{};  ///< subset of 3a, 3b, 3c, 3d
  std::vector<std::string> rights{};
  std::vector<std::string> technologies{};
  std::vector<std::string> value_chain{};
  std::optional<Thresholds> scope{};
  std::optional<bool> extraterritorial{};
  std::string hrdd{};       ///< none, process, outcome
  std::string reporting{};  ///< none, encouraged, required
  std::string liability{};  ///< none, administrative, civil, criminal
  std::vector<std::string> remedy{};
  std::vector<Enforcer> enforcers{};
  std::vector<Phase> status{};
  std::vector<EnforcementPhase> enforcement{};
  std::vector<Review> reviews{};
  std::optional<std::vector<std::string>> consulted{};  ///< absent: unknown; empty: nobody
  std::optional<bool> rights_assessed{};
  std::vector<NamedList> definitions{};
  std::vector<std::string> supersedes{};
  std::vector<std::string> implements{};
  std::optional<Date> adopted{};
  std::string citation{};
  Facts facts{};

  template <class Visitor>
  static void describe(Visitor& v) {
    v.text("title", &Instrument::title);
    v.ref("state", &Instrument::state, VertexKind::state, EdgeKind::issues, v.from_target);
    v.ref("organisation", &Instrument::organisation, {VertexKind::organisation, VertexKind::state}, EdgeKind::issues,
          v.from_target);
    v.ref("issuer", &Instrument::issuer, actors, EdgeKind::issues, v.from_target);
    v.code("rank", &Instrument::rank, "rank");
    v.code("kind", &Instrument::type, "instrument.kind");
    v.code("area", &Instrument::area, "instrument.area");
    v.code("binding", &Instrument::binding, "instrument.binding");
    v.code("level", &Instrument::level, "instrument.level");
    v.list("parties", &Instrument::parties);
    v.refs("amends", &Instrument::amends, VertexKind::instrument, EdgeKind::amends, v.to_target);
    v.date("due", &Instrument::due);
    v.boolean("continues", &Instrument::continues);
    v.codes("smart_mix", &Instrument::smart_mix, "instrument.smart_mix");
    v.codes("rights", &Instrument::rights, "right");
    v.codes("technologies", &Instrument::technologies, "technology");
    v.codes("value_chain", &Instrument::value_chain, "value_chain");
    v.object("scope", &Instrument::scope);
    v.boolean("extraterritorial", &Instrument::extraterritorial);
    v.code("hrdd", &Instrument::hrdd, "instrument.hrdd");
    v.code("reporting", &Instrument::reporting, "instrument.reporting");
    v.code("liability", &Instrument::liability, "instrument.liability");
    v.texts("remedy", &Instrument::remedy);
    v.list("enforcers", &Instrument::enforcers);
    v.list("status", &Instrument::status);
    v.list("enforcement", &Instrument::enforcement);
    v.list("reviews", &Instrument::reviews);
    v.optional_codes("consulted", &Instrument::consulted, "stakeholder");
    v.boolean("rights_assessed", &Instrument::rights_assessed);
    v.named_lists("definitions", &Instrument::definitions);
    v.refs("supersedes", &Instrument::supersedes, VertexKind::instrument, EdgeKind::supersedes, v.to_target);
    v.refs("implements", &Instrument::implements, {VertexKind::instrument, VertexKind::commitment},
           EdgeKind::implements, v.to_target);
    v.date("adopted", &Instrument::adopted);
    v.text("citation", &Instrument::citation);
  }
};

}  // namespace dutygraph
