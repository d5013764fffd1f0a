// SPDX-License-Identifier: BSL-1.0
//
// EXAMPLE: which clauses of which agencies pull apart, and what is the least that would end it? The country is
// invented. DEMONSTRATES USE OF: provisions, coherence(), witnesses, repair() SIMPLER EXAMPLES: 01_build_a_world.cpp
#include <iostream>

#include <dutygraph/dutygraph.hpp>

namespace dg = dutygraph;

namespace {

dg::Graph make_world() {
  dg::GraphBuilder builder;
  const auto gazette = builder.add(dg::Source{.id = "gazette", .title = "Official gazette of Ruritania"});
  builder.add(dg::Settings{.taxonomies = {{.id = "bearer", .nodes = {{"enterprise"}, {"telecom", {"enterprise"}}}},
                                          {.id = "conduct", .nodes = {{"retain"}, {"scan"}}},
                                          {.id = "object", .nodes = {{"traffic-data"}, {"messages"}}}},
                           .as_of = dg::Date{2026, 1, 1}});
  builder.add(dg::State{.id = "XR", .name = "Ruritania"}, gazette);
  builder.add(dg::Agency{.id = "interior", .name = "Interior Ministry", .state = "XR"}, gazette);
  builder.add(dg::Agency{.id = "dpa", .name = "Data Authority", .state = "XR"}, gazette);
  dg::Provision keep{.id = "keep", .name = "Retention order, section 4", .state = "XR", .agency = "interior"};
  keep.rank = "regulation";
  keep.modality = "obligation";
  keep.bearer = dg::Scope{.in = {"telecom"}};
  keep.conduct = dg::Scope{.in = {"retain"}};
  keep.object = dg::Scope{.in = {"traffic-data"}};
  keep.param = dg::Parameter{.name = "days", .min = dg::Decimal{365}};
  dg::Provision erase = keep;  // the same conduct, the other way
  erase.id = "erase";
  erase.name = "Data order, section 9";
  erase.agency = "dpa";
  erase.effect = "protects";
  erase.param = dg::Parameter{.name = "days", .max = dg::Decimal{180}};
  builder.add(keep, gazette);
  builder.add(erase, gazette);
  return std::move(builder).freeze();
}

}  // namespace

int main() {
  const dg::Graph graph = make_world();
  for (const dg::Finding& finding : dg::coherence(graph)) {
    std::cout << to_string(finding.kind) << ", " << to_string(finding.status) << ':';
    for (const dg::VertexId id : finding.ids) std::cout << ' ' << graph.name(id) << ';';
    std::cout << "\n  for example " << finding.witness.bearer << " that must " << finding.witness.conduct << ' '
              << finding.witness.object << '\n';
  }
  // Every smallest set of edits, each tried on a copy; the rights guard withholds those that weaken protection.
  for (const dg::Repair& repair : dg::repair(graph)) {
    std::cout << "cost " << repair.cost << ", removes " << repair.removes.size() << ", adds " << repair.adds.size()
              << ":\n";
    for (const dg::RepairEdit& edit : repair.edits)
      std::cout << "  " << to_string(edit.move) << "  " << edit.edit << '\n';
  }
}
