// SPDX-License-Identifier: BSL-1.0
#pragma once

/// \file
/// The one small world that tests share.
///
///     XR (Ruritania) --62 %, since 2014-06-01--> ruritel --80 %, since 2016--> ruricloud
///     XR             --30 %, 2010 to 2018------> privatel <--more than 25 to 50 %, since 2018-- investor
///     fund           --9.5 %, since 2019-03----> borderwatch
///     treasury, export-bank, fund: part of XR (export-bank through treasury)
///     export-bank --provider--> credit (n06, 2020-05-04, no safeguards) <--beneficiary-- borderwatch
///     XR --issues--> hr-act (in force since 2021-07-01) <--enforces-- treasury
///     secretariat <--coordinates-- treasury, export-bank

#include <optional>
#include <utility>
#include <vector>

#include <dutygraph/graph/builder.hpp>
#include <dutygraph/graph/graph.hpp>

namespace dutygraph::tests {

/// The day most tests ask about.
inline const Date today{2024, 6, 30};

/// A builder that holds Ruritania, with the ids of what is in it: add to it, then freeze it.
struct RuritaniaBuilder {
  GraphBuilder builder{};

  SourceId report = builder.add(Source{.id = "report",
                                       .title = "State holdings report 2024",
                                       .publisher = "Treasury of Ruritania",
                                       .date = Date{2024, 4, 2},
                                       .url = "https://example.org/holdings-2024",
                                       .locator = "table 3"});
  SourceId registry = builder.add(Source{.id = "registry", .title = "Register of companies", .date = Date{2024, 1}});
  SourceId gazette = builder.add(Source{.id = "gazette", .title = "Official gazette", .locator = "no. 12"});

  VertexIdOf<State> state = builder.add(State{.id = "XR", .name = "Ruritania"}, gazette);
  VertexIdOf<Agency> treasury =
      builder.add(Agency{.id = "treasury", .name = "Treasury", .functions = {"finance"}}, gazette);
  VertexIdOf<Agency> export_bank = builder.add(Agency{.id = "export-bank", .name = "Export Bank"}, gazette);
  VertexIdOf<Organisation> fund = builder.add(
      Organisation{.id = "fund", .name = "Ruritania Fund", .type = "fund", .fund_type = "sovereign_wealth"}, gazette);
  VertexIdOf<Organisation> investor =
      builder.add(Organisation{.id = "investor", .name = "Investor Ltd", .type = "unknown"}, registry);

  VertexIdOf<Company> ruritel = builder.add(Company{.id = "ruritel",
                                                    .name = "Ruritel",
                                                    .home = "XR",
                                                    .technologies = {"telecom_network"},
                                                    .identifiers = {{"XR-REG", "100"}}},
                                            registry);
  VertexIdOf<Company> ruricloud = builder.add(Company{.id = "ruricloud", .name = "Ruricloud", .home = "XR"}, registry);
  VertexIdOf<Company> borderwatch = builder.add(
      Company{.id = "borderwatch", .name = "Borderwatch", .home = "XR", .technologies = {"biometrics"}}, registry);
  VertexIdOf<Company> privatel = builder.add(Company{.id = "privatel", .home = "XR"}, registry);

  VertexIdOf<Engagement> credit = builder.add(Engagement{.id = "credit",
                                                         .channel = "n06",
                                                         .amount = Decimal{25'000'000},
                                                         .currency = "EUR",
                                                         .date = Date{2020, 5, 4},
                                                         .safeguards = std::vector<Safeguard>{},
                                                         .facts = {.valid = Interval::since({2020, 5, 4})}},
                                              report);
  VertexIdOf<Instrument> act = builder.add(Instrument{.id = "hr-act",
                                                      .title = "Human Rights Due Diligence Act",
                                                      .rank = "statute",
                                                      .facts = {.valid = Interval::since({2021, 7, 1})}},
                                           gazette);
  VertexIdOf<Coordination> secretariat =
      builder.add(Coordination{.id = "secretariat", .name = "NAP secretariat", .type = "body"}, gazette);

  RuritaniaBuilder() {
    builder.connect(treasury, state, PartOf{}, gazette);
    builder.connect(export_bank, treasury, PartOf{}, gazette);
    builder.connect(fund, state, PartOf{}, gazette);
    hold(state, ruritel, Share::exactly(62), Interval::since({2014, 6, 1}), {report, registry});
    hold(ruritel, ruricloud, Share::exactly(80), Interval::since({2016}), registry);
    hold(state, privatel, Share::exactly(30), Interval{Date{2010, 1, 1}, Date{2018, 1, 1}}, report);
    hold(investor, privatel, Share::between(25, 50, true, false), Interval::since({2018, 1, 1}), registry);
    hold(fund, borderwatch, Share::exactly(Percent::parse("9.5")->value), Interval::since({2019, 3}), report);
    builder.connect(export_bank, credit, RoleIn{.role = "provider"}, report);
    builder.connect(borderwatch, credit, RoleIn{.role = "beneficiary"}, report);
    builder.connect(state, act, Issues{}, gazette);
    builder.connect(treasury, act, Enforces{.powers = {"fine"}}, gazette);
    builder.connect(treasury, secretariat, Coordinates{}, gazette);
    builder.connect(export_bank, secretariat, Coordinates{}, gazette);
  }

  /// One interest in capital.
  template <class Holder>
  void hold(VertexIdOf<Holder> holder, VertexIdOf<Company> company, Share share, Interval valid,
            const Evidence& evidence) {
    builder.connect(holder, company, Holds{.interests = {Interest{.share = share, .valid = valid}}}, evidence);
  }
};

/// Ruritania as a graph. Ids are those of the builder.
struct Ruritania : RuritaniaBuilder {
  Graph graph = std::move(builder).freeze();
};

}  // namespace dutygraph::tests
