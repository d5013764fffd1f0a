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

/// Named as seen from its folder, so that messages are the same wherever the project lies.
Run on_ruritania(std::vector<std::string> arguments) {
  std::filesystem::current_path(std::filesystem::path{data("ruritania.duty.json")}.parent_path());
  arguments.emplace_back("ruritania.duty.json");
  return tests::run(arguments);
}

void check_answer(const std::string& golden, const std::vector<std::string>& arguments) {
  INFO(golden);
  const Run run = on_ruritania(arguments);
  CHECK(run.code == 0);
  CHECK(run.err.empty());
  tests::check_golden(golden, run.out);
}

TEST_CASE("answers are those of the files", "[cli]") {
  for (const std::string format : {"table", "json", "jsonl", "csv", "md"}) {
    const std::string suffix = "." + (format == "table" ? std::string{"txt"} : format);
    check_answer("control" + suffix, {"control", "--all", "--format", format});
    check_answer("nexus" + suffix, {"nexus", "--state", "XR", "--format", format});
  }
  check_answer("ownership.txt", {"ownership", "--state", "XR"});
  check_answer("ownership.csv", {"ownership", "--definition", "no_reentry", "--format", "csv"});
  check_answer("ownership.json", {"ownership", "--state", "XR", "--company", "ruricloud", "--format", "json"});
  check_answer("timeline.txt", {"timeline", "--state", "XR", "--company", "ruritel"});
  check_answer("timeline.json", {"timeline", "--company", "ruritel", "--format", "json"});
  check_answer("compare.txt", {"compare"});
  check_answer("compare.csv", {"compare", "--state", "XR", "--state", "XB", "--format", "csv"});
  check_answer("control-joint.txt", {"control", "--joint"});
  check_answer("control-profiles.txt", {"control", "--all-profiles", "--state", "XR"});
  check_answer("control-profiles.jsonl", {"control", "--all-profiles", "--company", "satellite", "--format", "jsonl"});
  check_answer("dossier.txt", {"dossier", "--company", "ruricloud"});
  check_answer("dossier.json", {"dossier", "--company", "band", "--format", "json"});
  check_answer("dossier.csv", {"dossier", "--company", "band", "--format", "csv"});
  check_answer("explain.txt", {"explain", "nexus", "--state", "XR", "--company", "ruricloud"});
  check_answer("explain.json", {"explain", "control", "--state", "XR", "--company", "ruricloud", "--format", "json"});
  check_answer("why-not.txt", {"why-not", "control", "--state", "XR", "--company", "band"});
  for (const std::string format : {"table", "jsonl", "csv"})
    check_answer("check." + (format == "table" ? std::string{"txt"} : format),
                 {"check", "--state", "XR", "--check", "NX01", "--check", "NX02", "--check", "NX04", "--check", "NX14",
                  "--format", format});
  check_answer("explain-check.txt", {"explain", "check", "--check", "NX04", "--subject", "credit"});
  check_answer("explain-check.json",
               {"explain", "check", "--check", "NX02", "--subject", "satellite", "--format", "json"});
  check_answer("lint.txt", {"lint"});
  check_answer("info.txt", {"info"});
  check_answer("info.json", {"info", "--format", "json"});
}

TEST_CASE("diff lists verdicts that differ and says by its exit code that there are some", "[cli]") {
  const Run dates = on_ruritania({"diff", "--against-date", "2014-01-01", "--company", "ruritel"});
  CHECK(dates.code == 1);
  tests::check_golden("diff.txt", dates.out);
  const Run json = on_ruritania({"diff", "--against-date", "2014-01-01", "--company", "ruritel", "--format", "json"});
  CHECK(json.code == 1);
  tests::check_golden("diff.json", json.out);
  const Run same = on_ruritania({"diff", "--against", "ruritania.duty.json", "--format", "jsonl"});
  CHECK(same.code == 0);
  CHECK(same.out.empty());
  CHECK(on_ruritania({"diff"}).code == 3);
  CHECK(on_ruritania({"diff", "--against-date", "2014-01-01", "--company", "nobody"}).code == 3);
}

TEST_CASE("every result can be verified, and one that was changed is found out", "[cli]") {
  const tests::Folder folder;
  const std::vector<std::vector<std::string>> questions{
      {"control", "--all-profiles"},
      {"control", "--limit", "1", "--all"},
      {"control", "--profile", "significant", "--known-by", "2024-01-01"},
      {"nexus", "--state", "XB", "--state", "XR"},
      {"nexus", "--at-deal", "--all", "--channel", "support"},
      {"ownership", "--definition", "no_reentry"},
      {"explain", "control", "--state", "XR", "--company", "ruricloud"},
      {"dossier", "--company", "band"},
      {"timeline", "--company", "ruritel"},
      {"compare"},
      {"diff", "--against-date", "2014-01-01"},
      {"lint"},
      {"info"},
  };
  for (std::vector<std::string> question : questions) {
    INFO(question.front());
    question.insert(question.end(), {"--format", "json"});
    const std::string saved = on_ruritania(question).out;
    const Run same = on_ruritania({"verify", folder.write("saved.json", saved), "--format", "jsonl"});
    CHECK(same.code == 0);
    CHECK(same.out.empty());
  }
  std::string saved = on_ruritania({"control", "--format", "json"}).out;
  saved.replace(saved.find("\"certain\""), 9, "\"possible\"");
  const Run changed = on_ruritania({"verify", folder.write("saved.json", saved)});
  CHECK(changed.code == 1);
  CHECK_THAT(changed.out, ContainsSubstring("is not what the same question gives now"));
  CHECK(on_ruritania({"verify", folder.write("saved.json", "{}")}).code == 2);
  CHECK(on_ruritania({"verify", "no-such-file.json"}).code == 2);
  CHECK(on_ruritania({"verify"}).code == 3);
}

TEST_CASE("text for a terminal shows control characters of names as escapes", "[cli]") {
  for (const char* verb : {"control", "nexus"}) {
    const Run run = on_ruritania({verb, "--company", "borderwatch"});
    CHECK(run.out.find('\x1b') == std::string::npos);
    CHECK(run.out.find("\u202e") == std::string::npos);
    CHECK_THAT(run.out, ContainsSubstring("\\u001b"));
  }
  const Run markdown = on_ruritania({"nexus", "--company", "borderwatch", "--format", "md"});
  CHECK_THAT(markdown.out,
             ContainsSubstring("Border\\|watch &lt;b&gt;\\\\u001b\\[31m\\*Ltd\\*\\\\u202e (borderwatch)"));
}

TEST_CASE("a limit cuts rows and says so", "[cli]") {
  const Run all = on_ruritania({"control", "--format", "jsonl"});
  const Run run = on_ruritania({"control", "--format", "json", "--limit", "1"});
  CHECK(run.code == 0);
  CHECK(run.err == "dutygraph: 3 rows were cut by --limit 1\n");
  CHECK_THAT(run.out, ContainsSubstring("\"limit\": \"1\", \"cut\": \"3\""));
  const std::string first_row = all.out.substr(0, all.out.find('\n'));
  CHECK_THAT(run.out, ContainsSubstring("[\n" + first_row + "\n]"));
  CHECK(on_ruritania({"control", "--format", "jsonl", "--limit", "0"}).out.empty());
  CHECK(on_ruritania({"control", "--format", "jsonl", "--limit", "4"}).err.empty());
  CHECK_THAT(on_ruritania({"control", "--limit", "1"}).out,
             ContainsSubstring("3 rows more were cut by the limit of 1."));
}

TEST_CASE("the same question gives the same bytes under any locale, time zone and order of files", "[cli]") {
  const tests::Folder folder;
  const std::string more =
      folder.write("more.duty.json", R"({"dutygraph": 1, "companies": {"more": {"name": "Ärger"}}})");
  const std::string world = data("ruritania.duty.json");
  const std::vector<std::string> question{"nexus", "--format", "json"};
  const auto ask = [&](const std::string& a, const std::string& b, const std::string& locale, const std::string& zone) {
    std::vector<std::string> arguments = question;
    arguments.push_back(a);
    arguments.push_back(b);
    return tests::run(arguments, {.environment = {{"LC_ALL", locale}, {"TZ", zone}}}).out;
  };
  const std::string first = ask(world, more, "C", "UTC");
  CHECK_FALSE(first.empty());
  CHECK(ask(world, more, "de_DE.UTF-8", "Pacific/Kiritimati") == first);
  CHECK(ask(world, more, "tr_TR.UTF-8", "Etc/GMT+12") == first);
  CHECK(ask(more, world, "C.UTF-8", "UTC") == first);
}

TEST_CASE("the stamp names inputs without their folder", "[cli]") {
  const Run run = on_ruritania({"control", "--format", "json", "--state", "XR"});
  CHECK_THAT(run.out, ContainsSubstring("{\"name\": \"ruritania.duty.json\", \"digest\": \"sha256:"));
  CHECK(run.out.find("/tests/") == std::string::npos);
  CHECK_THAT(run.out, ContainsSubstring("\"as_of\": \"2024-06-30\""));
  CHECK_THAT(run.out, ContainsSubstring("\"profile\": \"majority\", \"state\": \"XR\""));
}

TEST_CASE("other days give other answers", "[cli]") {
  CHECK_THAT(on_ruritania({"control", "--format", "jsonl", "--state", "XR"}).out,
             ContainsSubstring("\"company\":\"ruritel\""));
  CHECK(on_ruritania({"control", "--format", "jsonl", "--state", "XR", "--as-of", "2014-05-31"}).out.find("ruritel") ==
        std::string::npos);
  const Run known = on_ruritania({"control", "--format", "json", "--known-by", "2024-01-01"});
  CHECK_THAT(known.out, ContainsSubstring("\"known_by\": \"2024-01-01\""));
}

TEST_CASE("check fails where --fail-on says so", "[cli]") {
  const auto code = [](const std::string& check, const std::string& level) {
    return on_ruritania({"check", "--state", "XR", "--check", check, "--fail-on", level}).code;
  };
  CHECK(code("NX04", "fail") == 1);  // a credit without a condition
  CHECK(code("NX04", "unknown") == 1);
  CHECK(code("NX06", "fail") == 0);  // not recorded is no gap
  CHECK(code("NX06", "partial") == 0);
  CHECK(code("NX06", "unknown") == 1);
  CHECK(code("NX01", "unknown") == 0);  // a list
  CHECK(on_ruritania({"check", "--company", "borderwatch", "--format", "jsonl"}).out.find("ruricloud") ==
        std::string::npos);
}

TEST_CASE("codelists and profiles are listed", "[cli]") {
  const Run codelists = tests::run({"schema", "codelists", "--format", "jsonl"});
  CHECK(codelists.code == 0);
  CHECK_THAT(codelists.out, ContainsSubstring("{\"list\":\"channel\","));
  const Run profiles = tests::run({"schema", "profiles", "--format", "csv"});
  CHECK_THAT(profiles.out, ContainsSubstring("world_bank_bos"));
  const Run schema = tests::run({"schema"});
  CHECK(schema.code == 0);
  CHECK(schema.out.starts_with("{"));
  CHECK(tests::run({"schema", "json"}).out == schema.out);
}

TEST_CASE("progress goes to standard error only", "[cli]") {
  const Run run = on_ruritania({"control", "--progress", "always", "--format", "jsonl"});
  CHECK(run.code == 0);
  CHECK(run.out == on_ruritania({"control", "--progress", "never", "--format", "jsonl"}).out);
}

}  // namespace
}  // namespace dutygraph
