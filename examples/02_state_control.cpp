// SPDX-License-Identifier: BSL-1.0
//
// EXAMPLE: read a register of owners, say which entities are organs of the State, and list what it controls for certain
// or possibly, with the strongest chain of owners.
// DEMONSTRATES USE OF: io::Reader, tags, control(), chains()
// SIMPLER EXAMPLES: 01_build_a_world.cpp
#include <iostream>
#include <string>

#include <dutygraph/dutygraph.hpp>
#include <dutygraph/io/read.hpp>

namespace dg = dutygraph;

int main(int argc, char** argv) try {
  const std::string folder = argc > 1 ? argv[1] : "data/owners";
  const auto [graph, report, quarantine] =
      dg::io::read({folder + "/owners.jsonl"}, {.tags = folder + "/state-organs.csv"});
  const dg::ControlOptions options{.as_of = dg::Date{2024, 1, 1}};
  for (const dg::ControlRow& row : control(graph, options)) {
    std::cout << graph.name(row.state) << (row.verdict == dg::Verdict::certain ? " controls " : " may control ")
              << graph.name(row.company) << ": " << row.low.value.to_string() << " to " << row.high.value.to_string()
              << " % of the votes\n";
    for (const dg::Chain& chain : chains(graph, row.state, row.company, 1, options).chains) {
      for (const dg::EdgeId e : chain.edges)
        std::cout << "  " << graph.name(graph.source(e)) << " holds " << graph.share(e)->to_string() << " of "
                  << graph.name(graph.target(e)) << " (" << graph.valid(e).to_string() << ", "
                  << graph.sources(e).begin()->title << ")\n";
    }
  }
} catch (const dg::Error& error) {
  std::cerr << error.what() << '\n';
  return 2;
}
