// SPDX-License-Identifier: BSL-1.0
#include <string>
#include <utility>
#include <vector>

#include "program.hpp"
#include "support/catch.hpp"

namespace dutygraph {
namespace {

using Catch::Matchers::ContainsSubstring;
using tests::data;
using tests::Run;

Run on_ruritania(std::vector<std::string> arguments) {
  arguments.push_back(data("ruritania.duty.json"));
  return tests::run(arguments);
}

TEST_CASE("pictures are the bytes they were", "[cli]") {
  const std::pair<std::string, std::vector<std::string>> pictures[] = {
      {"control.svg", {"control", "--all", "--format", "svg"}},
      {"nexus.svg", {"nexus", "--format", "svg", "--theme", "dark", "--id-prefix", "nexus"}},
      {"timeline.svg", {"timeline", "--company", "ruritel", "--format", "svg", "--theme", "auto"}},
  };
  for (const auto& [name, arguments] : pictures) {
    const Run run = on_ruritania(arguments);
    CHECK(run.code == 0);
    tests::check_golden(name, run.out);
  }
}

TEST_CASE("a limit is one of boxes, and cuts no rows", "[cli]") {
  const Run run = on_ruritania({"control", "--all", "--format", "svg", "--limit", "2"});
  CHECK(run.code == 0);
  CHECK(run.err.find("cut") == std::string::npos);
  CHECK_THAT(run.out, ContainsSubstring("more as groups"));
}

TEST_CASE("an answer without rows is a picture too", "[cli]") {
  const Run run = on_ruritania({"nexus", "--channel", "n27", "--format", "svg"});
  CHECK(run.code == 0);
  CHECK_THAT(run.out, ContainsSubstring("No tie is recorded for that day."));
}

TEST_CASE("what cannot be drawn is bad usage", "[cli]") {
  const std::pair<std::vector<std::string>, std::string> wrong[] = {
      {{"info", "--format", "svg"}, "info has no picture"},
      {{"mix", "gaps", "--format", "svg"}, "mix gaps has no picture"},
      {{"control", "--format", "svg", "--limit", "1"}, "a limit of at least 2"},
      {{"control", "--format", "svg", "--id-prefix", "a b"}, "id_prefix \"a b\""},
      {{"control", "--theme", "blue"}, "there are light, dark, auto"},
  };
  for (const auto& [arguments, reason] : wrong) {
    const Run run = on_ruritania(arguments);
    INFO(reason);
    CHECK(run.code == 3);
    CHECK(run.out.empty());
    CHECK_THAT(run.err, ContainsSubstring(reason));
  }
}

}  // namespace
}  // namespace dutygraph
