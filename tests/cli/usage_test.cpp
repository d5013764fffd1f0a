// SPDX-License-Identifier: BSL-1.0
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
  arguments.push_back(data("ruritania.duty.json"));
  return tests::run(arguments);
}

/// Bad usage: exit code 3, nothing on standard output, a reason on standard error.
void check_usage(const Run& run, const std::string& reason) {
  CHECK(run.code == 3);
  CHECK(run.out.empty());
  CHECK(run.err.starts_with("dutygraph: "));
  CHECK_THAT(run.err, ContainsSubstring(reason));
}

TEST_CASE("a verb that is not there is named, with those that are", "[cli]") {
  check_usage(tests::run({}), "no verb was given; there are info, lint, convert, control");
  check_usage(tests::run({"frobnicate"}), "there is no verb \"frobnicate\"; there are info");
  check_usage(tests::run({"--format", "json", "nexus"}), "a verb comes first");
  check_usage(tests::run({"\x1b[31m"}), "\"\\u001b[31m\"");
}

TEST_CASE("options that are wrong are refused", "[cli]") {
  check_usage(tests::run({"control"}), "no FILE was given");
  check_usage(on_ruritania({"control", "--frobnicate"}), "--frobnicate");
  check_usage(on_ruritania({"control", "--format", "xml"}), "table, json, jsonl, csv, md, svg");
  check_usage(on_ruritania({"control", "--as-of", "2024"}), "--as-of needs a day");
  check_usage(on_ruritania({"control", "--as-of", "2024-02-30"}), "--as-of needs a day");
  check_usage(on_ruritania({"control", "--known-by", "soon"}), "--known-by needs a day");
  check_usage(on_ruritania({"control", "--limit", "-2"}), "--limit");
  check_usage(on_ruritania({"control", "--limit", "few"}), "--limit");
  check_usage(on_ruritania({"control", "--limit-time", "-1"}), "--limit-time");
  check_usage(on_ruritania({"control", "--progress", "maybe"}), "auto, always, never");
  check_usage(on_ruritania({"control", "--fail-on", "luck"}), "note, warning, error, quarantine");
  check_usage(on_ruritania({"control", "--strict", "--lenient"}), "exclude each other");
  check_usage(on_ruritania({"control", "--all-profiles", "--profile", "majority"}), "exclude each other");
  check_usage(on_ruritania({"control", "--all-profiles", "--joint"}), "exclude each other");
  check_usage(on_ruritania({"control", "--from", "xml"}), "is no format");
  check_usage(on_ruritania({"control", "--from", "xlsx"}), "is no format; there are auto, native, bods");
  check_usage(on_ruritania({"nexus", "--joint"}), "--joint");
  for (const char* later : {"csv"})
    check_usage(on_ruritania({"convert", "--to", later}), "is not in this version; there are native, jsonl");
  check_usage(on_ruritania({"convert", "--to", "xml"}), "is no format");
  check_usage(on_ruritania({"report"}), "report is about one State: --state ID");
  check_usage(on_ruritania({"report", "--state", "XR", "--state", "XB"}), "report is about one State");
  check_usage(on_ruritania({"report", "--state", "all"}), "report is about one State");
  check_usage(on_ruritania({"report", "--state", "XR", "--to", "pdf"}), "there are html, md");
  check_usage(on_ruritania({"export"}), "export needs --to FORMAT; there are dot, graphml");
  check_usage(on_ruritania({"export", "--to", "native"}), "is no format of export; there are dot");
  check_usage(on_ruritania({"export", "--to", "dot", "--hops", "-1"}), "--hops needs a number of edges");
}

TEST_CASE("explain, why-not, dossier and schema say what they need", "[cli]") {
  check_usage(on_ruritania({"explain"}), "explain is followed by control or nexus or check");
  check_usage(on_ruritania({"explain", "ownership"}),
              "explain is followed by control or nexus or check or coherence, not by \"ownership\"");
  check_usage(on_ruritania({"explain", "coherence"}), "explain coherence needs records: --ids A,B");
  check_usage(on_ruritania({"why-not", "coherence", "--ids", "a"}),
              "why-not coherence needs two provisions: --ids A,B");
  check_usage(on_ruritania({"coherence", "--rules", "lex-nova"}), "is no rule; there are explicit-clause");
  check_usage(on_ruritania({"coherence", "--weigh", "privacy=9"}), "--weigh needs a right and a weight");
  check_usage(on_ruritania({"why-not", "nexus"}), "why-not is followed by control");
  check_usage(on_ruritania({"explain", "control"}), "needs one State and one company");
  check_usage(on_ruritania({"explain", "control", "--state", "XR", "--state", "XB", "--company", "band"}), "one State");
  check_usage(on_ruritania({"why-not", "control", "--state", "XR"}), "needs one State and one company");
  check_usage(on_ruritania({"dossier"}), "--company ID");
  check_usage(on_ruritania({"explain", "check", "--check", "NX01"}), "needs one check and one subject");
  check_usage(on_ruritania({"explain", "check", "--check", "NX04", "--subject", "x"}), "its subjects are credit");
  check_usage(on_ruritania({"check", "--check", "NX99"}), "there is no check \"NX99\"; there are SM01 to SM15");
  check_usage(on_ruritania({"check", "--fail-on", "luck"}), "fail, partial, unknown, note, warning");
  check_usage(tests::run({"schema", "everything"}), "schema is followed by json or codelists or profiles");
}

TEST_CASE("ids are resolved or refused with help", "[cli]") {
  check_usage(on_ruritania({"control", "--state", "XX"}), "there is no State \"XX\"");
  check_usage(on_ruritania({"control", "--state", "ruritania"}), "did you mean XR (Ruritania)?");
  check_usage(on_ruritania({"control", "--company", "nobody"}), "there is no company \"nobody\"");
  check_usage(on_ruritania({"control", "--company", "100"}),
              "company \"100\" is ambiguous: ruritel (Ruritel), cable (Black Sea Cable)");
  check_usage(on_ruritania({"control", "--profile", "none"}), "there are majority, half_or_more");
  // A State is no company and the other way round.
  check_usage(on_ruritania({"control", "--company", "XR"}), "there is no company \"XR\"");
  check_usage(on_ruritania({"control", "--state", "ruritel"}), "there is no State \"ruritel\"");
  // By identifier, with its scheme and, where it says enough, without.
  for (const char* id : {"XR-REG:100", "XR-REG:200", "200", "ruritel"}) {
    INFO(id);
    CHECK(on_ruritania({"control", "--company", id}).code == 0);
  }
  CHECK(on_ruritania({"control", "--state", "all"}).out == on_ruritania({"control"}).out);
  CHECK(on_ruritania({"control", "--state", "XB", "--state", "all"}).out == on_ruritania({"control"}).out);
}

TEST_CASE("documents of different days are bad usage, not bad data", "[cli]") {
  const tests::Folder folder;
  const std::string a = folder.write("a.duty.json", R"({"dutygraph": 1, "as_of": "2024-01-01", "states": {"XR": {}}})");
  const std::string b = folder.write("b.duty.json", R"({"dutygraph": 1, "as_of": "2024-01-02", "states": {"XB": {}}})");
  check_usage(tests::run({"control", a, b}), "as_of");
}

TEST_CASE("without a day anywhere the answer is for today, with a warning", "[cli]") {
  const tests::Folder folder;
  const std::string world = folder.write("a.duty.json", R"({"dutygraph": 1, "states": {"XR": {}}})");
  const Run run = tests::run({"nexus", world});
  CHECK(run.code == 0);
  CHECK_THAT(run.err, ContainsSubstring("answering for today, 2"));
  CHECK(tests::run({"nexus", "--as-of", "2024-01-01", world}).err.empty());
}

}  // namespace
}  // namespace dutygraph
