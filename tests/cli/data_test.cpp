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
using tests::Folder;
using tests::Run;

/// Bad data: exit code 2, nothing written, a reason on standard error.
void check_refused(const Run& run) {
  CHECK(run.code == 2);
  CHECK(run.out.empty());
  CHECK_FALSE(run.err.empty());
}

TEST_CASE("bad and unreadable files are refused with file and reason", "[cli]") {
  const Folder folder;
  const std::vector<std::pair<std::string, std::string>> files{
      {"json", R"({"dutygraph": 1, "states": {"XR": {}})"},
      {"field", R"({"dutygraph": 1, "states": {"XR": {"nmae": "x"}}})"},
      {"dangling",
       R"({"dutygraph": 1, "states": {"XR": {}}, "holdings": [{"holder": "XR", "company": "gone", "interests": []}]})"},
      {"share", R"({"dutygraph": 1, "states": {"XR": {}}, "companies": {"c": {}}, "holdings": [)"
                R"({"holder": "XR", "company": "c", "interests": [{"type": "votes", "share": 101}]}]})"},
      {"empty", ""},
      {"utf8", "{\"dutygraph\": 1, \"states\": {\"\xff\": {}}}"},
      {"binary", std::string{"\x7f\x45LF\0\0\1\2", 8}},
  };
  const std::string answer = folder / "answer.json";
  for (const auto& [name, text] : files) {
    INFO(name);
    const std::string file = folder.write(name + ".duty.json", text);
    const Run run = tests::run({"control", "-o", answer, file});
    check_refused(run);
    CHECK(run.err.starts_with(file));
  }
  check_refused(tests::run({"control", folder / "missing.json"}));
  check_refused(tests::run({"control", folder / ""}));
  CHECK(folder.names().size() == files.size());  // no answer, no temporary file
}

TEST_CASE("all files say what is wrong with them", "[cli]") {
  const Folder folder;
  const std::string a = folder.write("a.duty.json", R"({"dutygraph": 1, "companies": {"c": {"a": 1}}})");
  const std::string b = folder.write("b.duty.json", R"({"dutygraph": 1, "companies": {"d": {"b": 1}}})");
  const Run run = tests::run({"info", folder / "missing.json", a, b});
  check_refused(run);
  for (const char* name : {"missing.json", "a.duty.json", "b.duty.json"}) CHECK_THAT(run.err, ContainsSubstring(name));
}

TEST_CASE("lint tells errors as rows and by its exit code", "[cli]") {
  const Folder folder;
  const std::string bad =
      folder.write("bad.duty.json", R"({"dutygraph": 1, "as_of": "2024-01-01", "states": {"XR": {"nmae": "x"}}})");
  const Run strict = tests::run({"lint", "--strict", bad});
  check_refused(strict);
  const Run lenient = tests::run({"lint", "--format", "jsonl", bad});
  CHECK_THAT(lenient.out, ContainsSubstring("\"rule\":"));
  CHECK_THAT(lenient.out, ContainsSubstring("nmae"));
  const Run clean = tests::run({"lint", "--format", "jsonl", data("ruritania.duty.json")});
  CHECK(clean.code == 0);
}

TEST_CASE("--fail-on turns findings into exit code 1", "[cli]") {
  const Folder folder;
  // The holders have 115 percent together: a warning of lint, and nothing that reading complains about.
  const std::string world = folder.write(
      "over.duty.json",
      R"({"dutygraph": 1, "as_of": "2024-01-01", "states": {"XR": {}, "XB": {}}, "companies": {"c": {}}, "holdings": [)"
      R"({"holder": "XR", "company": "c", "interests": [{"type": "votes", "share": 70}]},)"
      R"({"holder": "XB", "company": "c", "interests": [{"type": "votes", "share": 45}]}]})");
  CHECK(tests::run({"lint", world}).code == 0);
  CHECK(tests::run({"lint", "--fail-on", "error", world}).code == 0);
  CHECK(tests::run({"lint", "--fail-on", "warning", world}).code == 1);
  CHECK(tests::run({"lint", "--fail-on", "note", world}).code == 1);
  CHECK(tests::run({"lint", "--fail-on", "quarantine", world}).code == 0);
  CHECK(tests::run({"control", "--fail-on", "warning", world}).code == 0);
  CHECK_THAT(tests::run({"control", "--format", "jsonl", world}).out, ContainsSubstring("\"inconsistent\":true"));
}

TEST_CASE("rows that are set aside are counted, kept and can fail", "[cli]") {
  const Folder folder;
  const std::string bad = folder.write(
      "bad.duty.json",
      R"({"dutygraph": 1, "as_of": "2024-01-01", "states": {"XR": {}}, "companies": {"c": {}}, "holdings": [)"
      R"({"id": "good", "holder": "XR", "company": "c", "interests": [{"type": "votes", "share": 60}]},)"
      R"({"id": "bad", "holder": "XR", "company": "c", "interests": [{"type": "votes", "share": 160}]}]})");
  const std::string aside = folder / "aside.csv";
  const Run run = tests::run({"control", "--lenient", "--quarantine", aside, "--format", "json", bad});
  CHECK(run.code == 0);
  CHECK_THAT(run.err, ContainsSubstring("1 row was set aside"));
  CHECK_THAT(run.out, ContainsSubstring("\"quarantined\": \"1\""));
  CHECK_THAT(run.out, ContainsSubstring("\"company\":\"c\""));
  const std::string csv = tests::read_file(aside);
  CHECK(csv.starts_with("file,line,rule,hint,row\r\n"));
  CHECK_THAT(csv, ContainsSubstring("160"));
  CHECK(tests::run({"control", "--lenient", "--fail-on", "quarantine", bad}).code == 1);
  check_refused(tests::run({"control", "--quarantine", folder / "never.csv", bad}));
  CHECK(folder.names() == std::vector<std::string>{"aside.csv", "bad.duty.json"});
}

TEST_CASE("standard input is a file called -", "[cli]") {
  const std::string world = tests::read_file(data("ruritania.duty.json"));
  const Run run = tests::run({"control", "--format", "jsonl", "-"}, {.input = world});
  CHECK(run.code == 0);
  CHECK(run.out == tests::run({"control", "--format", "jsonl", data("ruritania.duty.json")}).out);
}

TEST_CASE("--from holds for the files after it", "[cli]") {
  const std::string world = data("ruritania.duty.json");
  CHECK(tests::run({"control", world, "--from", "native"}).code == 0);
  CHECK(tests::run({"control", "--from", "native", world}).code == 0);
  CHECK(tests::run({"control", world, "--from", "bods"}).code == 0);  // holds for no file
  check_refused(tests::run({"control", "--from", "bods", world}));
  CHECK(tests::run({"control", "--from", "bods", "--from", "auto", world}).code == 0);
}

TEST_CASE("convert writes a document that reads back as the same bytes", "[cli]") {
  const Folder folder;
  for (const std::string to : {"native", "jsonl"}) {
    INFO(to);
    const std::string once = folder / (to == "native" ? "once.duty.json" : "once.duty.jsonl");
    REQUIRE(tests::run({"convert", "--to", to, "-o", once, data("ruritania.duty.json")}).code == 0);
    const Run twice = tests::run({"convert", "--to", to, once});
    CHECK(twice.code == 0);
    CHECK(twice.out == tests::read_file(once));
    CHECK(tests::run({"control", "--format", "jsonl", once}).out ==
          tests::run({"control", "--format", "jsonl", data("ruritania.duty.json")}).out);
  }
}

TEST_CASE("profiles come by name, from the document or from a file", "[cli]") {
  const Folder folder;
  const std::string file = folder.write("quarter.json", R"({"name": "quarter", "threshold": 25, "compare": ">="})");
  const std::string world = data("ruritania.duty.json");
  const Run by_name = tests::run({"control", "--profile", "significant", "--format", "jsonl", world});
  const Run by_file = tests::run({"control", "--profile", file, "--format", "jsonl", world});
  CHECK(by_name.code == 0);
  CHECK(by_file.out == by_name.out);
  const std::string own =
      folder.write("own.duty.json", R"({"dutygraph": 1, "profiles": {"ours": {"threshold": 25, "compare": ">="}}})");
  CHECK(tests::run({"control", "--profile", "ours", "--format", "jsonl", world, own}).out == by_name.out);
  const std::string bad = folder.write("bad.json", R"({"threshold": 200})");
  const Run refused = tests::run({"control", "--profile", bad, world});
  check_refused(refused);
  CHECK_THAT(refused.err, ContainsSubstring("bad.json"));
  check_refused(tests::run({"control", "--profile", folder / "missing.json", world}));
}

}  // namespace
}  // namespace dutygraph
