// SPDX-License-Identifier: BSL-1.0
#include <filesystem>
#include <string>
#include <vector>

#include "program.hpp"
#include "support/catch.hpp"

namespace dutygraph {
namespace {

using tests::data;
using tests::Run;

Run on_tensions(std::vector<std::string> arguments) {
  std::filesystem::current_path(std::filesystem::path{data("tensions.duty.json")}.parent_path());
  arguments.emplace_back("tensions.duty.json");
  return tests::run(arguments);
}

}  // namespace

TEST_CASE("repair lists every smallest set of edits, and what-if takes them", "[cli]") {
  for (const std::string format : {"table", "jsonl", "csv"}) {
    const Run run = on_tensions({"repair", "--format", format});
    CHECK(run.code == 0);
    CHECK(run.err.empty());
    tests::check_golden("repair." + (format == "table" ? std::string{"txt"} : format), run.out);
  }
  tests::check_golden("repair-weakening.jsonl", on_tensions({"repair", "--allow-weakening", "--format", "jsonl"}).out);

  const tests::Folder folder;
  const std::string edits =
      folder.write("edits.jsonl", R"({"op":"change","section":"provisions","id":"delete","overrides":["retain"]})"
                                  "\n");
  const Run after = on_tensions({"what-if", "--edits", edits, "coherence", "--format", "jsonl"});
  CHECK(after.code == 0);
  tests::check_golden("what-if-coherence.jsonl", after.out);
}

}  // namespace dutygraph
