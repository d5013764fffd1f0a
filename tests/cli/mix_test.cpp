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

TEST_CASE("a word behind mix that is no topic is a file", "[cli]") {
  const Run run = tests::run({"mix", "no-such-topic"});
  CHECK(run.code == 2);
  CHECK_THAT(run.err, ContainsSubstring("no-such-topic"));
}

}  // namespace
}  // namespace dutygraph
