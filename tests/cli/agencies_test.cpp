// SPDX-License-Identifier: BSL-1.0
#include <filesystem>
#include <string>
#include <vector>

#include "program.hpp"
#include "support/catch.hpp"

namespace dutygraph {
namespace {

using Catch::Matchers::ContainsSubstring;
using tests::data;
using tests::Run;

Run on_ruritania(std::vector<std::string> arguments) {
  std::filesystem::current_path(std::filesystem::path{data("ruritania.duty.json")}.parent_path());
  arguments.emplace_back("ruritania.duty.json");
  return tests::run(arguments);
}

}  // namespace

TEST_CASE("agencies answers in four parts", "[cli]") {
  // A world with bodies, made by edits.
  const tests::Folder folder;
  const std::string world = folder / "world.duty.json";
  REQUIRE(on_ruritania({"what-if", "--edits", "coordination.jsonl", "convert", "-o", world}).code == 0);
  std::filesystem::current_path(std::filesystem::path{world}.parent_path());
  for (const std::string part : {"map", "pairs", "missing", "bottlenecks"})
    for (const std::string format : {"table", "jsonl"}) {
      const Run run = tests::run({"agencies", part, "--state", "XR", "--format", format, "world.duty.json"});
      CHECK(run.code == 0);
      CHECK(run.err.empty());
      tests::check_golden("agencies-" + part + (format == "table" ? ".txt" : ".jsonl"), run.out);
    }
  const Run csv = tests::run({"agencies", "--technology", "biometrics", "--format", "csv", "world.duty.json"});
  tests::check_golden("agencies-map.csv", csv.out);
}

TEST_CASE("agencies refuses what is not there", "[cli]") {
  const Run unknown = on_ruritania({"agencies", "--agency", "nobody"});
  CHECK(unknown.code == 3);
  CHECK_THAT(unknown.err, ContainsSubstring("there is no agency \"nobody\""));
  // A word that is no part is a file.
  const Run file = on_ruritania({"agencies", "everybody"});
  CHECK(file.code == 3);
  CHECK_THAT(file.err, ContainsSubstring("topics are map, pairs, missing, bottlenecks"));
}

}  // namespace dutygraph
