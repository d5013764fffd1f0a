// SPDX-License-Identifier: BSL-1.0
//
// control() on generated BODS worlds whose answers were planted: every one must be found, and no other.
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include <dutygraph/io/read.hpp>
#include <dutygraph/query/control.hpp>

#include "support/catch.hpp"

namespace dg = dutygraph;

namespace {

std::vector<std::string> cells_of(const std::string& line) {
  std::vector<std::string> cells;
  std::istringstream in{line};
  for (std::string cell; std::getline(in, cell, ',');) cells.push_back(cell);
  cells.resize(5);
  return cells;
}

/// Generates a world; the folder goes with the object.
class PlantedWorld {
 public:
  explicit PlantedWorld(const std::string& options) {
    std::string name = (std::filesystem::temp_directory_path() / "dutygraph-planted-XXXXXX").string();
    REQUIRE(mkdtemp(name.data()) != nullptr);
    folder_ = name;
    const std::string command = "python3 " + std::string{DUTYGRAPH_SOURCE_DIR} + "/tests/tools/gen_ownership.py " +
                                options + " --out " + name + " 2>/dev/null";
    REQUIRE(std::system(command.c_str()) == 0);
  }
  PlantedWorld(const PlantedWorld&) = delete;
  PlantedWorld& operator=(const PlantedWorld&) = delete;
  ~PlantedWorld() { std::filesystem::remove_all(folder_); }
  [[nodiscard]] std::string file(const std::string& name) const { return (folder_ / name).string(); }

 private:
  std::filesystem::path folder_;
};

}  // namespace

TEST_CASE("control finds every planted answer and no other", "[query]") {
  const std::string options =
      GENERATE(as<std::string>{}, "-n 4000 --states 20 --seed 1", "-n 4000 --states 20 --seed 2",
               "-n 6000 --states 50 --seed 3 --gzip", "-n 4000 --states 5 --agencies 2 --seed 4",
               "-n 4000 --states 20 --seed 5 --big-scc 300 --big-scc-entry 60",
               "-n 4000 --states 20 --seed 6 --updated 0.5 --closed 0.3 --asof 2022-07-01");
  INFO("gen_ownership.py " << options);
  const PlantedWorld world{options};
  const bool packed = options.find("--gzip") != std::string::npos;
  const dg::Graph graph = dg::io::read({world.file(packed ? "bods.jsonl.gz" : "bods.jsonl")}).graph;
  const std::size_t at = options.find("--asof ");
  const dg::Date day = at == std::string::npos ? dg::Date{2025, 1, 1} : *dg::Date::parse(options.substr(at + 7, 10));

  std::map<std::pair<std::string, std::string>, dg::ControlRow> got;
  std::size_t certain = 0;
  for (const dg::ControlRow& row : control(graph, {.as_of = day})) {
    got.emplace(std::pair{std::string{graph.key(row.company)}, std::string{graph.key(row.state)}}, row);
    if (row.verdict == dg::Verdict::certain) ++certain;
  }
  const std::string truth = world.file(packed ? "truth.csv.gz" : "truth.csv");
  if (packed) REQUIRE(std::system(("gunzip " + truth).c_str()) == 0);
  std::ifstream file{world.file("truth.csv")};
  std::string line;
  std::getline(file, line);
  std::size_t planted = 0, controlled = 0, wrong = 0;
  while (std::getline(file, line)) {
    const std::vector<std::string> cells = cells_of(line);
    const auto row = got.find({cells[0], cells[1]});
    ++planted;
    bool right = false;
    if (cells[2] == "controlled") {
      ++controlled;
      right = row != got.end() && row->second.verdict == dg::Verdict::certain &&
              std::to_string(row->second.round) == cells[4];
    } else if (cells[3] == "possible") {
      right = row != got.end() && row->second.verdict == dg::Verdict::possible;
    } else {
      right = row == got.end();  // nor for any State, where none is named: see the count of certain rows
    }
    if (!right && ++wrong <= 5) UNSCOPED_INFO("planted: " << line);
  }
  CHECK(planted > 50);
  CHECK(wrong == 0);
  CHECK(certain == controlled);
}
