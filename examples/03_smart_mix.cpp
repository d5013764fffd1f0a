// SPDX-License-Identifier: BSL-1.0
//
// EXAMPLE: compare the smart mix of two States: which parts of principle 3 does law or guidance on record cover, at
// which level; what is missing; which measures would close that.
// DEMONSTRATES USE OF: mix(), gaps(), closing_sets(), likeness()
// SIMPLER EXAMPLES: 01_build_a_world.cpp
#include <iostream>
#include <string>
#include <vector>

#include <dutygraph/dutygraph.hpp>
#include <dutygraph/io/read.hpp>

namespace dg = dutygraph;

int main(int argc, char** argv) try {
  const std::string folder = argc > 1 ? argv[1] : "data/telecoms";
  std::vector<std::string> files;
  for (const char* name : {"actors", "clauses", "deals", "events", "holdings", "laws", "plans", "sources"})
    files.push_back(folder + "/" + name + ".duty.json");
  const auto [graph, report, quarantine] = dg::io::read(files);
  const std::vector<dg::VertexId> states{graph.at<dg::State>("DE"), graph.at<dg::State>("NO")};
  const dg::Date day{2025, 10, 1};

  // The matrix: every cell with its instruments. Law on paper and law applied are two answers.
  const dg::MixOptions question{
      .rows = dg::Dimension::smart_mix, .columns = dg::Dimension::level, .states = states, .as_of = day};
  for (const dg::MixCell& cell : mix(graph, question)) {
    if (cell.instruments.empty()) continue;  // most are UNKNOWN: no scope of this world is declared complete
    std::cout << graph.key(cell.state) << ' ' << cell.row << ' ' << cell.column << ": " << to_string(cell.result)
              << ", applied " << to_string(cell.applied) << " (";
    for (const dg::VertexId instrument : cell.instruments)
      std::cout << (instrument == cell.instruments.front() ? "" : ", ") << graph.key(instrument);
    std::cout << ")\n";
  }

  // How alike the two are: a range, because unknown cells may turn out either way.
  for (const dg::LikenessRow& row : likeness(graph, question))
    std::cout << graph.key(row.state) << " and " << graph.key(row.other) << ": " << row.likeness.may_differ.size()
              << " of " << row.spaces << " cells are open, " << row.differ.size() << " differ for certain\n";

  // What is missing for one technology, and every smallest set of measures that would close it.
  const dg::GapOptions faces{.technologies = {"facial_recognition"}, .states = states, .as_of = day};
  for (const dg::GapRow& gap : gaps(graph, faces))
    std::cout << graph.key(gap.state) << ' ' << to_string(gap.kind) << ' ' << gap.technology << " x " << gap.right
              << ": " << to_string(gap.result) << '\n';
  for (const dg::Closing& closing : closing_sets(graph, faces))
    for (const auto& set : closing.answer.covers) {
      std::cout << graph.key(closing.state) << " would close them with";
      for (const std::size_t measure : set) std::cout << ": " << closing.measures[measure].text;
      std::cout << '\n';
    }
} catch (const dg::Error& error) {
  std::cerr << error.what() << '\n';
  return 2;
}
