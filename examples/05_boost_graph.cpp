// SPDX-License-Identifier: BSL-1.0
//
// EXAMPLE: who keeps the agencies of a State in touch, and who is left out? The country is invented.
// DEMONSTRATES USE OF: a typed view as a Boost.Graph graph, an undirected copy of it, betweenness centrality
// SIMPLER EXAMPLES: 01_build_a_world.cpp
#include <algorithm>
#include <iomanip>
#include <iostream>
#include <string>
#include <utility>
#include <vector>

#include <boost/graph/adjacency_list.hpp>
#include <boost/graph/betweenness_centrality.hpp>
#include <dutygraph/bgl.hpp>
#include <dutygraph/dutygraph.hpp>

namespace dg = dutygraph;

namespace {

dg::Graph make_world() {
  dg::GraphBuilder builder;
  const auto gazette = builder.add(dg::Source{.id = "gazette", .title = "Official gazette of Ruritania"});
  builder.add(dg::State{.id = "XR", .name = "Ruritania"}, gazette);
  for (const auto& [id, name] : {std::pair{"foreign", "Foreign Ministry"},
                                 {"trade", "Trade Ministry"},
                                 {"justice", "Justice Ministry"},
                                 {"bank", "Export Bank"},
                                 {"dpa", "Data Authority"},
                                 {"telecom", "Telecoms Regulator"},
                                 {"police", "Interior Ministry"}})
    builder.add(dg::Agency{.id = id, .name = name, .state = "XR"}, gazette);
  const auto body = [&](const char* id, const char* name, std::vector<std::string> members, dg::Interval valid = {}) {
    builder.add(dg::Coordination{.id = id, .name = name, .members = std::move(members), .facts = {.valid = valid}},
                gazette);
  };
  body("nap", "NAP working group", {"foreign", "trade", "justice"});
  body("export", "Export committee", {"trade", "bank"});
  body("digital", "Digital rights memorandum", {"justice", "dpa"}, dg::Interval::since({2022, 3, 1}));
  body("spectrum", "Spectrum council", {"dpa", "telecom"}, dg::Interval::until({2023, 1, 1}));
  return std::move(builder).freeze();
}

}  // namespace

int main() {
  const dg::Graph graph = make_world();
  // A view by kind and day is a graph of its own; Boost reads it in place, and vertices keep their ids.
  const dg::Graph network = graph.only(dg::EdgeKind::coordinates).as_of({2024, 6, 30});

  // Bodies bring agencies together both ways, so the centrality is that of the undirected copy.
  using Undirected = boost::adjacency_list<boost::vecS, boost::vecS, boost::undirectedS>;
  const auto copy = dg::bgl::to_adjacency_list<Undirected>(network);
  std::vector<double> centrality(num_vertices(copy));
  boost::brandes_betweenness_centrality(
      copy, boost::make_iterator_property_map(centrality.begin(), get(boost::vertex_index, copy)));

  std::vector<dg::VertexIdOf<dg::Agency>> agencies;
  for (const auto agency : graph.vertices<dg::Agency>()) agencies.push_back(agency);
  std::stable_sort(agencies.begin(), agencies.end(),
                   [&](dg::VertexId a, dg::VertexId b) { return centrality[a.value()] > centrality[b.value()]; });
  for (const dg::VertexId agency : agencies) {
    std::cout << std::left << std::setw(20) << graph.name(agency) << std::right << std::setw(5)
              << centrality[agency.value()];
    if (out_degree(agency, network) == 0) std::cout << "   in no body";
    std::cout << '\n';
  }
  const dg::bgl::WeakComponents parts = dg::bgl::weak_components(network);
  const auto part_of = [&](const char* id) { return parts.component[graph.at<dg::Agency>(id).value()]; };
  std::cout << "The Export Bank and the Data Authority are "
            << (part_of("bank") == part_of("dpa") ? "connected" : "not connected") << ".\n";
}
