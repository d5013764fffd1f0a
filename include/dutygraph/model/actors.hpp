// SPDX-License-Identifier: BSL-1.0
#pragma once

/// \file
/// Those who act: States, their agencies, companies and other organisations.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <dutygraph/decimal.hpp>
#include <dutygraph/model/facts.hpp>
#include <dutygraph/model/kinds.hpp>

namespace dutygraph {

/// Membership of one actor in an organisation or union, with dates of its own.
struct Member {
  std::string id;
  std::string role{};  ///< member, founder, chair, delegate; empty: member
  std::optional<Date> from{}, to{};
  friend bool operator==(const Member&, const Member&) = default;

  static constexpr std::string_view shorthand = "id";
  template <class Visitor>
  static void describe(Visitor& v) {
    v.ref("id", &Member::id, actors, EdgeKind::member_of, v.from_target);
    v.code("role", &Member::role, "organisation.member_role");
    v.date("from", &Member::from);
    v.date("to", &Member::to);
  }
};

/// A further bond of an actor to a State or agency it is part of, with dates of its own: registers know organs of
/// several States, and organs for some years only.
struct Membership {
  std::string id;  ///< State or agency
  std::optional<Date> from{}, to{};
  friend bool operator==(const Membership&, const Membership&) = default;

  static constexpr std::string_view shorthand = "id";
  template <class Visitor>
  static void describe(Visitor& v) {
    v.ref("id", &Membership::id, {VertexKind::state, VertexKind::agency}, EdgeKind::part_of, v.to_target);
    v.date("from", &Membership::from);
    v.date("to", &Membership::to);
  }
};

/// A State: the duty bearer; or a union of States. \ungp{1}
struct State {
  static constexpr VertexKind kind = VertexKind::state;
  std::string id;  ///< ISO 3166-1 alpha-2 where one exists
  std::string name{};
  std::vector<Member> members{};     ///< of a union
  std::vector<std::string> codes{};  ///< other codes under which it is found, where `id` is a register's
  Facts facts{};
  friend bool operator==(const State&, const State&) = default;

  template <class Visitor>
  static void describe(Visitor& v) {
    v.list("members", &State::members);
    v.texts("codes", &State::codes);
  }
};

/// Reliance of an agency on another agency's assessment.
struct Deferral {
  std::string agency;
  std::string channel{};
  std::vector<std::string> criteria{};  ///< instruments
  friend bool operator==(const Deferral&, const Deferral&) = default;

  static constexpr std::string_view required[] = {"agency"};
  template <class Visitor>
  static void describe(Visitor& v) {
    v.ref("agency", &Deferral::agency, VertexKind::agency, EdgeKind::defers_to, v.to_target);
    v.code("channel", &Deferral::channel, "channel");
    v.refs("criteria", &Deferral::criteria, VertexKind::instrument);
  }
};

/// A ministry, regulator, fund, export credit agency or subnational body: part of the State. \ungp{8}
struct Agency {
  static constexpr VertexKind kind = VertexKind::agency;
  std::string id;
  std::string name{};
  std::string state{};                   ///< absent: that of the agency it is part of
  std::vector<std::string> functions{};  ///< codelist agency.function
  std::string part_of{};                 ///< agency or subnational id
  std::vector<Membership> belongs_to{};  ///< beside `state` and `part_of`
  std::string level{};                   ///< national or subnational
  std::vector<std::string> supervises{};
  std::vector<std::string> powers{};  ///< inspect, fine, order, deny
  std::vector<std::string> remedy{};
  std::vector<Deferral> defers_to{};
  std::vector<std::string> shapes{};  ///< object nodes or free topics
  Facts facts{};
  friend bool operator==(const Agency&, const Agency&) = default;

  template <class Visitor>
  static void describe(Visitor& v) {
    v.ref("state", &Agency::state, VertexKind::state, EdgeKind::part_of, v.to_target);
    v.codes("functions", &Agency::functions, "agency.function");
    v.ref("part_of", &Agency::part_of, {VertexKind::agency, VertexKind::state}, EdgeKind::part_of, v.to_target);
    v.list("belongs_to", &Agency::belongs_to);
    v.code("level", &Agency::level, "agency.level");
    v.refs("supervises", &Agency::supervises, {VertexKind::agency, VertexKind::company}, EdgeKind::supervises,
           v.to_target);
    v.codes("powers", &Agency::powers, "power");
    v.refs("remedy", &Agency::remedy, VertexKind::remedy);
    v.list("defers_to", &Agency::defers_to);
    v.texts("shapes", &Agency::shapes);
  }
};

/// A register's name for an entity: scheme of org-id.guide ("GB-COH", "XI-LEI") and number.
struct Identifier {
  std::string scheme{};
  std::string id;
  friend bool operator==(const Identifier&, const Identifier&) = default;
  friend auto operator<=>(const Identifier&, const Identifier&) = default;

  static constexpr std::string_view required[] = {"id"};
  template <class Visitor>
  static void describe(Visitor& v) {
    v.text("scheme", &Identifier::scheme);
    v.text("id", &Identifier::id);
  }
};

/// The size of a company in one year; what is absent is unknown.
struct CompanySize {
  std::optional<std::int64_t> year{};
  std::optional<Decimal> staff{};       ///< people, worldwide
  std::optional<Decimal> staff_home{};  ///< people in the home State
  std::optional<Decimal> turnover{};
  std::optional<Decimal> balance_sheet{};
  std::string currency{};  ///< ISO 4217
  std::optional<Decimal> users{};
  friend bool operator==(const CompanySize&, const CompanySize&) = default;

  template <class Visitor>
  static void describe(Visitor& v) {
    v.integer("year", &CompanySize::year);
    v.number("staff", &CompanySize::staff);
    v.number("staff_home", &CompanySize::staff_home);
    v.number("turnover", &CompanySize::turnover);
    v.number("balance_sheet", &CompanySize::balance_sheet);
    v.text("currency", &CompanySize::currency);
    v.number("users", &CompanySize::users);
  }
};

/// A company. Being State-owned is a role or a verdict, never another type. \ungp{4}
struct Company {
  static constexpr VertexKind kind = VertexKind::company;
  std::string id;
  std::string name{};
  std::string home{};                ///< State of incorporation
  std::vector<std::string> kinds{};  ///< bearer nodes
  std::vector<std::string> technologies{};
  std::vector<std::string> operates{};  ///< States; absent: unknown
  std::vector<Identifier> identifiers{};
  std::vector<CompanySize> size{};
  std::vector<std::string> roles{};      ///< facets: buyer, supplier, soe
  std::string organ_of{};                ///< State or agency, if the company is itself an organ
  std::vector<Membership> belongs_to{};  ///< beside `organ_of`
  Facts facts{};
  friend bool operator==(const Company&, const Company&) = default;

  template <class Visitor>
  static void describe(Visitor& v) {
    v.ref("home", &Company::home, VertexKind::state);
    v.codes("kinds", &Company::kinds, "company.kind");
    v.codes("technologies", &Company::technologies, "technology");
    v.refs("operates", &Company::operates, VertexKind::state);
    v.list("identifiers", &Company::identifiers);
    v.list("size", &Company::size);
    v.codes("roles", &Company::roles, "company.role");
    v.ref("organ_of", &Company::organ_of, {VertexKind::state, VertexKind::agency}, EdgeKind::part_of, v.to_target);
    v.list("belongs_to", &Company::belongs_to);
  }
};

/// Anything else that acts: an international organisation, a fund, a coalition, a holder nobody has
/// identified, a natural person without a name.
struct Organisation {
  static constexpr VertexKind kind = VertexKind::organisation;
  std::string id;
  std::string name{};
  std::string
      type{};  ///< field `kind`: igo, coalition, standards_body, ifi, stakeholder, fund, person, arrangement, unknown
  std::string home{};                    ///< State, where a register says so
  std::string organ_of{};                ///< State or agency
  std::vector<Membership> belongs_to{};  ///< beside `organ_of`
  std::string fund_type{};               ///< sovereign_wealth, pension, venture, development
  std::vector<Identifier> identifiers{};
  std::vector<Member> members{};
  Facts facts{};
  friend bool operator==(const Organisation&, const Organisation&) = default;

  template <class Visitor>
  static void describe(Visitor& v) {
    v.code("kind", &Organisation::type, "organisation.kind");
    v.ref("home", &Organisation::home, VertexKind::state);
    v.ref("organ_of", &Organisation::organ_of, {VertexKind::state, VertexKind::agency}, EdgeKind::part_of, v.to_target);
    v.list("belongs_to", &Organisation::belongs_to);
    v.code("fund_type", &Organisation::fund_type, "organisation.fund_type");
    v.list("identifiers", &Organisation::identifiers);
    v.list("members", &Organisation::members);
  }
};

}  // namespace dutygraph
