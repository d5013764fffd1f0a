// SPDX-License-Identifier: BSL-1.0
//
// EXAMPLE: build a small world in code, ask for one State's ties to companies, and show the evidence. The country is
// invented.
// DEMONSTRATES USE OF: GraphBuilder, typed records and edges, nexus(), the sources of an edge
#include <iostream>
#include <utility>

#include <dutygraph/dutygraph.hpp>

namespace dg = dutygraph;

int main() {
  dg::GraphBuilder builder;
  const auto report = builder.add(dg::Source{.id = "holdings-2024",
                                             .title = "State holdings report 2024",
                                             .url = "https://example.org/holdings-2024",
                                             .locator = "table 3"});
  const auto annual = builder.add(dg::Source{.id = "export-bank-2023", .title = "Export Bank, annual report 2023"});

  const auto state = builder.add(dg::State{.id = "XR", .name = "Ruritania"}, report);
  const auto bank = builder.add(dg::Agency{.id = "export-bank", .name = "Export Bank"}, report);
  const auto telco = builder.add(dg::Company{.id = "ruritel", .name = "Ruritel", .home = "XR"}, report);
  const auto cloud = builder.add(dg::Company{.id = "ruricloud", .name = "Ruricloud", .home = "XR"}, report);
  const auto lens = builder.add(dg::Company{.id = "borderwatch", .name = "Borderwatch", .home = "XR"}, annual);
  const auto credit = builder.add(
      dg::Engagement{.id = "credit-17", .channel = "n06", .date = dg::Date{2023, 5, 4}, .hr_condition = "required"},
      annual);

  // A share is percent; a span of time is half-open, as exact as the source. No edge without a source.
  const auto stake = [](dg::Share share, dg::Interval valid) {
    return dg::Holds{.interests = {{.share = share, .valid = valid}}};
  };
  builder.connect(bank, state, dg::PartOf{}, report);
  builder.connect(state, telco, stake(dg::Share::exactly(62), dg::Interval::since({2014, 6})), report);
  builder.connect(telco, cloud, stake(dg::Share::between(50, 75, true), dg::Interval::since({2019})), report);
  builder.connect(bank, credit, dg::RoleIn{.role = "provider"}, annual);
  builder.connect(lens, credit, dg::RoleIn{.role = "beneficiary"}, annual);
  // builder.connect(telco, state, dg::Holds{}, report);  does not compile: nobody holds a State

  const dg::Graph graph = std::move(builder).freeze();

  for (const dg::NexusRow& row : dg::nexus(graph, {.as_of = dg::Date{2024, 6, 30}, .states = {state}})) {
    std::cout << graph.name(row.company) << ": " << row.channel << " through " << graph.name(row.agency);
    if (row.share) std::cout << ", " << row.share->to_string();
    std::cout << ", " << row.valid.to_string() << ", human-rights condition " << to_string(row.safeguard) << '\n';
    for (const dg::EdgeId edge : row.evidence)
      for (const dg::Source& source : graph.sources(edge))
        std::cout << "    " << graph.name(graph.source(edge)) << " -> " << graph.name(graph.target(edge)) << ": "
                  << source.title << (source.locator.empty() ? "" : ", ") << source.locator << '\n';
  }
}
