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

Run on_graustark(std::vector<std::string> arguments) {
  std::filesystem::current_path(std::filesystem::path{data("graustark.duty.json")}.parent_path());
  arguments.insert(arguments.begin(), "mix");
  arguments.emplace_back("graustark.duty.json");
  return tests::run(arguments);
}

void check_answer(const std::string& golden, const std::vector<std::string>& arguments) {
  INFO(golden);
  const Run run = on_graustark(arguments);
  CHECK(run.code == 0);
  CHECK(run.err.empty());
  tests::check_golden(golden, run.out);
}

TEST_CASE("mix answers are those of the files", "[cli]") {
  check_answer("mix.txt", {"--rows", "technology", "--columns", "right", "--state", "XR"});
  check_answer("mix.jsonl",
               {"matrix", "--rows", "technology", "--columns", "right", "--state", "XR", "--format", "jsonl"});
  check_answer("mix.md", {"--columns", "smart_mix=3a,3c", "--technology", "biometrics", "--format", "md"});
  check_answer("mix-quadrants.txt", {"quadrants", "--state", "XR", "--state", "XG"});
  check_answer("mix-quadrants.csv", {"quadrants", "--state", "XR", "--format", "csv"});
  check_answer("mix-coverage.txt", {"coverage", "--threshold", "staff>=1000", "--need", "all"});
  check_answer("mix-coverage.json", {"coverage", "--instrument", "xr-face-act", "--format", "json"});
  check_answer("mix-portfolio.txt",
               {"portfolio", "--columns", "right", "--at", "2021-06-30", "--at", "2024-06-30", "--state", "XR"});
  check_answer("mix-portfolio.csv", {"portfolio", "--columns", "right", "--format", "csv"});
  check_answer("mix-likeness.txt", {"likeness", "--columns", "right"});
  check_answer("mix-likeness.json", {"likeness", "--columns", "right", "--format", "json"});
  check_answer("mix-gaps.txt", {"gaps", "--state", "XR"});
  check_answer("mix-gaps.jsonl", {"gaps", "--state", "XR", "--sure", "--format", "jsonl"});
  check_answer("mix-closing.txt", {"closing", "--state", "XR", "--technology", "facial_recognition"});
  check_answer("mix-closing.jsonl",
               {"closing", "--state", "XR", "--measures", "models", "--measures", "laws", "--format", "jsonl"});
}

TEST_CASE("mix remedy answers are those of the files", "[cli]") {
  const auto check_remedy = [](const std::string& golden, std::vector<std::string> arguments) {
    INFO(golden);
    std::filesystem::current_path(std::filesystem::path{data("remedy.duty.json")}.parent_path());
    arguments.insert(arguments.begin(), {"mix", "remedy"});
    arguments.emplace_back("remedy.duty.json");
    const Run run = tests::run(arguments);
    CHECK(run.code == 0);
    CHECK(run.err.empty());
    tests::check_golden(golden, run.out);
  };
  check_remedy("mix-remedy.txt", {});
  check_remedy("mix-remedy.jsonl", {"--right", "privacy", "--right-holder", "children", "--format", "jsonl"});
  check_remedy("mix-remedy.csv",
               {"--right", "privacy", "--technology", "biometrics", "--company", "ruritel", "--format", "csv"});
  check_remedy("mix-remedy.md", {"--right", "expression", "--right-holder", "users", "--format", "md"});
  const Run odd = tests::run({"mix", "remedy", "--right-holder", "child", data("remedy.duty.json")});
  CHECK(odd.code == 3);
  CHECK_THAT(odd.err, ContainsSubstring("there are affected_group, children"));
  const Run elsewhere = tests::run({"mix", "gaps", "--right-holder", "children", data("remedy.duty.json")});
  CHECK(elsewhere.code == 3);
}

TEST_CASE("a baseline table is exported, edited and imported again", "[cli]") {
  const tests::Folder folder;
  const std::string world = data("graustark.duty.json");
  const std::string table = tests::run({"mix", "baseline", "--state", "XR", "--format", "csv", world}).out;
  const std::string same = folder.write("same.csv", table);
  CHECK(tests::run({"mix", "baseline", "--import", same, world}).out.empty());
  const std::string edited =
      folder.write("edited.csv", table + "XR,8,ungp8.trained,,agencies,xr-inspector,,negative,,,\n");
  const Run edits = tests::run({"mix", "baseline", "--import", edited, world});
  CHECK(edits.code == 0);
  CHECK(edits.out ==
        "{\"op\": \"change\", \"section\": \"agencies\", \"id\": \"xr-inspector\", \"elements\": "
        "[{\"id\": \"ungp8.trained\", \"assertion\": \"negative\"}]}\n");
  const std::string file = folder.write("edits.jsonl", edits.out);
  const Run after = tests::run({"what-if", "--edits", file, "convert", world});
  CHECK(after.code == 0);
  const std::string changed = folder.write("changed.duty.json", after.out);
  CHECK_THAT(tests::run({"mix", "baseline", "--state", "XR", "--format", "csv", changed}).out,
             ContainsSubstring("ungp8.trained,the body is trained and equipped,agencies,xr-inspector"));
  const Run wrong = tests::run({"mix", "baseline", "--import", folder.write("wrong.csv", "a,b\n1,2\n"), world});
  CHECK(wrong.code == 2);
  CHECK_THAT(wrong.err, ContainsSubstring("wrong.csv:1"));
  CHECK(tests::run({"mix", "baseline", "--import", folder / "none.csv", world}).code == 2);
  CHECK(tests::run({"mix", "gaps", "--import", same, world}).code == 3);
}

TEST_CASE("mix instruments tells paper and practice apart", "[cli]") {
  const Run run =
      on_graustark({"instruments", "--state", "XR", "--technology", "facial_recognition", "--format", "jsonl"});
  CHECK(run.code == 0);
  CHECK_THAT(run.out, ContainsSubstring("\"instrument\":\"xr-face-act\",\"instrument_name\":\"Face Act\",\"through\":"
                                        "\"own\",\"in_force\":\"yes\",\"status\":\"in_force\""));
  CHECK_THAT(run.out, ContainsSubstring("\"applied\":\"suspended\",\"applied_since\":\"2024-02-01\""));
  CHECK_THAT(run.out, ContainsSubstring("\"in_force\":\"no\",\"status\":\"proposed\""));
  CHECK(run.out.find("xr-guide") == std::string::npos);  // of another technology
  CHECK_THAT(on_graustark({"instruments"}).out, ContainsSubstring("recorded as not so"));
}

TEST_CASE("mix says what is wrong with a question", "[cli]") {
  const std::vector<std::pair<std::vector<std::string>, std::string>> wrong{
      {{"--rows", "colour"}, "is no dimension"},
      {{"--rows", "right="}, "names an empty value"},
      {{"--rows", "right", "--columns", "right"}, "must differ"},
      {{"coverage", "--threshold", "staff"}, "has no <"},
      {{"coverage", "--need", "most"}, "need must be"},
      {{"coverage", "--instrument", "Face Act"}, "there is no instrument"},
      {{"closing", "--measures", "magic"}, "there are proposals, models, laws"},
      {{"portfolio", "--at", "2024"}, "needs a day"},
  };
  for (const auto& [arguments, reason] : wrong) {
    const Run run = on_graustark(arguments);
    CHECK(run.code == 3);
    CHECK(run.out.empty());
    CHECK_THAT(run.err, ContainsSubstring(reason));
  }
}

TEST_CASE("a word behind a verb with topics is a topic or a file", "[cli]") {
  const tests::Folder folder;
  for (const std::string verb : {"mix", "check", "agencies"}) {
    const Run run = tests::run({verb, "no-such-topic", data("graustark.duty.json")});
    CHECK(run.code == 3);
    CHECK_THAT(run.err,
               ContainsSubstring("\"no-such-topic\" behind " + verb + " is no topic and no file; topics are "));
    CHECK(tests::run({verb, "no-such-file.duty.json"}).code == 2);
    CHECK(tests::run({verb, folder / "none"}).code == 2);
    CHECK(tests::run({verb, data("graustark.duty.json")}).code == 0);
  }
  std::filesystem::current_path(std::filesystem::path{folder / "x"}.parent_path());
  const std::string world = tests::read_file(data("graustark.duty.json"));
  folder.write("world", world);
  CHECK(tests::run({"mix", "world"}).code == 0);  // there is such a file
}

TEST_CASE("check factors answers are those of the files", "[cli]") {
  const auto check_factors = [](const std::string& golden, std::vector<std::string> arguments) {
    INFO(golden);
    std::filesystem::current_path(std::filesystem::path{data("graustark.duty.json")}.parent_path());
    arguments.insert(arguments.begin(), {"check", "factors"});
    arguments.emplace_back("graustark.duty.json");
    const Run run = tests::run(arguments);
    CHECK(run.code == 0);
    CHECK(run.err.empty());
    tests::check_golden(golden, run.out);
  };
  check_factors("check-factors.txt", {});
  check_factors("check-factors.jsonl", {"--instrument", "xr-face-act", "--format", "jsonl"});
  check_factors("check-factors.csv", {"--format", "csv"});
  const std::string world = data("graustark.duty.json");
  CHECK(tests::run({"check", "factors", "--fail-on", "unknown", world}).code == 1);
  CHECK(tests::run({"check", "factors", "--check", "SM01", world}).code == 3);
  CHECK(tests::run({"check", "factors", "--instrument", "none", world}).code == 3);
  CHECK(tests::run({"check", "--instrument", "xr-face-act", world}).code == 3);
  CHECK(tests::run({"check", "factors", "--profile", "majority", world}).code == 3);
}

}  // namespace
}  // namespace dutygraph
