// SPDX-License-Identifier: BSL-1.0
// The commands of examples/data/contracts/README.md.
#include <algorithm>
#include <filesystem>
#include <string>
#include <vector>

#include "program.hpp"
#include "support/catch.hpp"

namespace dutygraph {
namespace {

using Catch::Matchers::ContainsSubstring;
using tests::Run;

/// Runs a line of the page in its folder.
Run run_line(const std::string& line) {
  std::vector<std::string> words;
  for (std::size_t at = 0; at < line.size();) {
    const std::size_t end = std::min(line.find(' ', at), line.size());
    words.push_back(line.substr(at, end - at));
    at = end + 1;
  }
  return tests::run(words);
}

TEST_CASE("contracts become a table of control on the day of the award, with and without conditions", "[cli]") {
  const std::filesystem::path folder = DUTYGRAPH_SOURCE_DIR "/examples/data/contracts";
  std::filesystem::current_path(folder);
  const std::string page = tests::read_file((folder / "README.md").string());
  const auto answer = [&](const std::string& line, const std::string& golden) {
    INFO(line);
    CHECK_THAT(page, ContainsSubstring("dutygraph " + line));
    const Run run = run_line(line);
    CHECK(run.code == 0);
    if (!golden.empty()) tests::check_golden(golden, run.out);
  };
  answer("nexus --at-deal --channel procurement contracts.json owners.jsonl --tags state-organs.csv", "contracts.txt");
  answer(
      "explain nexus --state XR --company XR-REG-104712 --as-of 2022-02-28 contracts.json owners.jsonl "
      "--tags state-organs.csv",
      "contracts-explain.txt");

  // The file that is written must not lie in the folder of the example.
  const tests::Folder out;
  std::string line =
      "what-if --edits conditions.jsonl convert --to jsonl -o world.duty.jsonl contracts.json owners.jsonl "
      "--tags state-organs.csv";
  CHECK_THAT(page, ContainsSubstring("dutygraph " + line));
  line.replace(line.find("world.duty.jsonl"), 16, out / "world.duty.jsonl");
  CHECK(run_line(line).code == 0);
  std::filesystem::current_path(std::filesystem::path{out / "world.duty.jsonl"}.parent_path());
  answer("nexus --at-deal --channel procurement --format csv world.duty.jsonl", "contracts-conditions.csv");
}

TEST_CASE("--at-deal says what goes with it", "[cli]") {
  std::filesystem::current_path(DUTYGRAPH_SOURCE_DIR "/examples/data/contracts");
  const Run alone = run_line("nexus --all contracts.json");
  CHECK(alone.code == 3);
  CHECK_THAT(alone.err, ContainsSubstring("--at-deal"));
  const Run all = run_line("nexus --at-deal --all --format jsonl contracts.json owners.jsonl --tags state-organs.csv");
  CHECK(all.code == 0);
  CHECK_THAT(all.out, ContainsSubstring("\"verdict\":\"excluded\""));
  CHECK_THAT(all.out, ContainsSubstring("\"deal_day\":\"unknown\""));
  // Not what holds on some other day: no warning that today is taken.
  CHECK(all.err.find("today") == std::string::npos);
}

}  // namespace
}  // namespace dutygraph
