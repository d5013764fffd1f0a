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

Run what_if(const std::string& edits, std::vector<std::string> arguments) {
  std::filesystem::current_path(std::filesystem::path{data("ruritania.duty.json")}.parent_path());
  arguments.insert(arguments.begin(), {"what-if", "--edits", edits});
  arguments.emplace_back("ruritania.duty.json");
  return tests::run(arguments);
}

}  // namespace

TEST_CASE("what-if shows what edits change in the answer of a verb", "[cli]") {
  for (const std::string format : {"table", "json", "csv", "md"}) {
    const Run run = what_if("sale.jsonl", {"control", "--format", format});
    CHECK(run.code == 0);
    CHECK(run.err.empty());
    tests::check_golden("what-if." + (format == "table" ? std::string{"txt"} : format), run.out);
  }
  const Run nexus = what_if("sale.jsonl", {"nexus", "--state", "XR", "--format", "jsonl"});
  CHECK(nexus.code == 0);
  tests::check_golden("what-if-nexus.jsonl", nexus.out);
}

TEST_CASE("what-if without edits finds no difference, whatever the verb", "[cli]") {
  for (const std::vector<std::string>& verb :
       std::vector<std::vector<std::string>>{{"control"}, {"nexus"}, {"dossier", "--company", "band"}, {"lint"}}) {
    std::vector<std::string> words = verb;
    words.insert(words.end(), {"--format", "jsonl"});
    const Run run = what_if("/dev/null", words);
    CHECK(run.code == 0);
    CHECK_THAT(run.out, ContainsSubstring(R"("added":[],"removed":[],"changed":[])"));
  }
}

TEST_CASE("what-if writes the edited copy with a verb that writes no rows", "[cli]") {
  const Run run = what_if("sale.jsonl", {"convert"});
  CHECK(run.code == 0);
  CHECK_THAT(run.out, ContainsSubstring("\"h-fund-cable\""));
}

TEST_CASE("bad edits are refused with their lines", "[cli]") {
  const Run run = what_if("bad-edits.jsonl", {"control"});
  CHECK(run.code == 2);
  CHECK(run.out.empty());
  tests::check_golden("what-if-bad.txt", run.err);
}

TEST_CASE("what-if says how it is used", "[cli]") {
  const auto usage = [](const std::vector<std::string>& arguments, const std::string& expected) {
    const Run run = tests::run(arguments);
    CHECK(run.code == 3);
    CHECK_THAT(run.err, ContainsSubstring(expected));
  };
  usage({"what-if"}, "what-if is followed by a verb that reads a world");
  usage({"what-if", "--edits"}, "--edits needs a file");
  usage({"what-if", "--edits", "e", "schema"}, "not by \"schema\"");
  usage({"what-if", "--edits", "e", "what-if", "control", "x"}, "not by \"what-if\"");
  usage({"what-if", "control", "x"}, "what-if needs --edits FILE");
  const Run missing = what_if("no-such-file", {"control"});
  CHECK(missing.code == 2);
  CHECK_THAT(missing.err, ContainsSubstring("no-such-file"));
  CHECK(tests::run({"what-if", "--help"}).code == 0);
  CHECK_THAT(tests::run({"what-if", "nexus", "--help"}).out, ContainsSubstring("--channel"));
}

}  // namespace dutygraph
