// SPDX-License-Identifier: BSL-1.0
#pragma once

/// \file
/// Deals between the State and business.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <dutygraph/decimal.hpp>
#include <dutygraph/model/facts.hpp>
#include <dutygraph/model/kinds.hpp>

namespace dutygraph {

/// One party of a deal.
struct Role {
  std::string party;
  std::string
      role{};  ///< provider, guarantor, intermediary, beneficiary, exporter, buyer, supplier, end_user, co_financier
  friend bool operator==(const Role&, const Role&) = default;

  static constexpr std::string_view required[] = {"party", "role"};
  template <class Visitor>
  static void describe(Visitor& v) {
    v.ref("party", &Role::party, actors, EdgeKind::role_in, v.from_target);
    v.code("role", &Role::role, "engagement.role");
  }
};

/// A safeguard that a deal has, with its date where one is known.
struct Safeguard {
  std::string kind;  ///< hrdd, hria, dpia, clause, end_use_check
  std::optional<Date> date{};
  friend bool operator==(const Safeguard&, const Safeguard&) = default;

  static constexpr std::string_view shorthand = "kind";
  template <class Visitor>
  static void describe(Visitor& v) {
    v.code("kind", &Safeguard::kind, "safeguard");
    v.date("date", &Safeguard::date);
  }
};

/// One public-private deal: support, contract, licence, partnership. \ungp{4}, \ungp{5}, \ungp{6}
struct Engagement {
  static constexpr VertexKind kind = VertexKind::engagement;
  std::string id;
  std::string name{};
  std::string channel{};  ///< n01 to n27, or a code of the user's
  std::vector<Role> roles{};
  std::optional<Decimal> amount{};
  std::string currency{};      ///< ISO 4217
  std::optional<Date> date{};  ///< field `signed`
  std::vector<std::string> technologies{};
  std::vector<std::string> places{};
  std::optional<Decimal> covered{};  ///< percent of the amount that is covered
  std::optional<Decimal> tenor_months{};
  std::optional<std::vector<Safeguard>> safeguards{};  ///< absent: unknown; empty: none
  std::string hr_condition{};                          ///< none, expected, required, unknown
  std::optional<bool> disclosed{};
  std::optional<bool> withdrawal_clause{};
  std::string status{};
  std::string risk{};
  Facts facts{};

  template <class Visitor>
  static void describe(Visitor& v) {
    v.code("channel", &Engagement::channel, "channel");
    v.list("roles", &Engagement::roles);
    v.number("amount", &Engagement::amount);
    v.text("currency", &Engagement::currency);
    v.date("signed", &Engagement::date);
    v.codes("technologies", &Engagement::technologies, "technology");
    v.texts("places", &Engagement::places);
    v.number("covered", &Engagement::covered);
    v.number("tenor_months", &Engagement::tenor_months);
    v.optional_list("safeguards", &Engagement::safeguards);
    v.code("hr_condition", &Engagement::hr_condition, "engagement.hr_condition");
    v.boolean("disclosed", &Engagement::disclosed);
    v.boolean("withdrawal_clause", &Engagement::withdrawal_clause);
    v.text("status", &Engagement::status);
    v.text("risk", &Engagement::risk);
  }
};

/// Shorthand for an engagement between one agency and one company.
struct Support {
  static constexpr VertexKind kind = VertexKind::support;
  std::string id;
  std::string name{};
  std::string agency{};        ///< provider or buyer
  std::string company{};       ///< beneficiary or supplier
  std::string type{};          ///< grant, equity, export-credit, guarantee, procurement
  std::string channel{};       ///< overrides the one that `type` stands for
  std::optional<Date> date{};  ///< field `signed`
  std::optional<std::vector<Safeguard>> safeguards{};
  std::optional<Decimal> amount{};
  std::string currency{};
  Facts facts{};

  template <class Visitor>
  static void describe(Visitor& v) {
    v.ref("agency", &Support::agency, actors, EdgeKind::role_in, v.from_target, "provider");
    v.ref("company", &Support::company, actors, EdgeKind::role_in, v.from_target, "beneficiary");
    v.code("type", &Support::type, "support.type");
    v.code("channel", &Support::channel, "channel");
    v.date("signed", &Support::date);
    v.optional_list("safeguards", &Support::safeguards);
    v.number("amount", &Support::amount);
    v.text("currency", &Support::currency);
  }
};

}  // namespace dutygraph
