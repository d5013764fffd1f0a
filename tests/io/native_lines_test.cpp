// SPDX-License-Identifier: BSL-1.0
#include <algorithm>
#include <string>
#include <string_view>

#include <dutygraph/error.hpp>
#include <dutygraph/io/read.hpp>

#include "support/catch.hpp"

namespace dg = dutygraph;
using dg::io::Reader;
using dg::io::Reading;
using dg::io::Strictness;

namespace {

Reading read(std::string_view text, Strictness strictness = Strictness::automatic) {
  Reader reader{{.strictness = strictness}};
  reader.read_text(text, "world.duty.jsonl");
  return reader.finish();
}

dg::Diagnostics complaints(std::string_view text) {
  try {
    read(text);
  } catch (const dg::InvalidData& error) {
    return error.diagnostics();
  }
  return {};
}

}  // namespace

TEST_CASE("lines hold settings first, then rows in any order", "[io]") {
  const Reading reading = read(R"({"dutygraph": 1, "as_of": "2024-01-01"}
{"section": "holdings", "holder": "NO", "company": "c", "interests": [{"type": "votes", "share": 60}]}

{"section": "companies", "id": "c", "technologies": ["warp"]}
{"section": "order_edges", "value": ["EU:statute", "DK:statute"]}
{"section": "states", "id": "NO", "sources": ["s"]}
{"section": "taxonomies", "id": "object", "nodes": {"warp": []}}
{"section": "codelists", "id": "power", "value": ["kill"]}
{"section": "profiles", "id": "third", "threshold": "100/3"}
{"section": "complete", "value": {"section": "companies", "state": "NO"}}
{"section": "same_as", "ids": ["c", "d"]}
{"section": "companies", "id": "d", "value": {"name": "D"}}
{"section": "sources", "id": "s"}
)");
  const dg::Graph& graph = reading.graph;
  REQUIRE(graph.settings().as_of == dg::Date{2024, 1, 1});
  REQUIRE(graph.settings().order_edges == std::vector<std::vector<std::string>>{{"EU:statute", "DK:statute"}});
  REQUIRE(graph.settings().profiles.front() ==
          std::pair<std::string, std::string>{"third", R"({"threshold":"100/3"})"});
  REQUIRE(graph.name(graph.at<dg::Company>("d")) == "D");
  REQUIRE(graph.canonical(graph.at<dg::Company>("d")) == graph.at<dg::Company>("c"));
  const auto complete = *graph.vertices<dg::Completeness>().begin();
  REQUIRE(graph.record(complete).section == "companies");
  REQUIRE(graph.inputs().size() == 1);
  REQUIRE(graph.inputs()[0].digest.starts_with("sha256:"));
  for (const dg::Diagnostic& note : reading.report) REQUIRE(note.rule != "unknown-code");
}

TEST_CASE("codes that a later line declares are known", "[io]") {
  const std::string_view text = R"({"dutygraph": 1}
{"section": "engagements", "id": "e", "channel": "x99"}
{"section": "engagements", "id": "f", "channel": "x98"}
{"section": "codelists", "id": "channel", "value": ["x99"]}
)";
  const dg::Diagnostics list = complaints(text);
  REQUIRE(list.size() == 1);
  REQUIRE(list[0].rule == "unknown-code");
  REQUIRE(list[0].line == 3);
  REQUIRE(list[0].path == "/channel");
  const Reading lenient = read(text, Strictness::lenient);
  REQUIRE(lenient.graph.vertices<dg::Engagement>().size() == 1);
  REQUIRE(lenient.quarantine.size() == 1);
  REQUIRE(lenient.quarantine[0].text == R"({"section": "engagements", "id": "f", "channel": "x98"})");
}

TEST_CASE("faults of lines have line, path and rule", "[io]") {
  struct Case {
    std::string line;
    std::string rule;
    std::string path;
  };
  const auto row = GENERATE(values<Case>({
      {"rubbish", "malformed-json", ""},
      {"{\"section\":\"states\",\"id\":\"N\xFF\"}", "invalid-utf8", ""},
      {"7", "malformed-json", ""},
      {"[]", "wrong-type", ""},
      {"{}", "missing-field", "/section"},
      {R"({"section":"stats","id":"NO"})", "unknown-section", "/section"},
      {R"({"section":"as_of","value":"2024-01-01"})", "unknown-section", "/section"},
      {R"({"section":7,"id":"NO"})", "unknown-section", "/section"},
      {R"({"section":"states"})", "missing-id", "/id"},
      {R"({"section":"states","id":"NO","nam":"x"})", "unknown-field", "/nam"},
      {R"({"section":"states","id":"NO","value":{"id":"SE"}})", "two-ids", "/value/id"},
      {R"({"section":"states","name":"x","value":{"id":"SE"}})", "unknown-field", "/name"},
      {R"({"section":"order_edges"})", "missing-field", "/value"},
      {R"({"section":"order_edges","value":["a"]})", "wrong-length", "/value"},
      {R"({"section":"codelists","id":"power","value":7})", "wrong-type", "/value"},
      {R"({"section":"taxonomies","nodes":{}})", "missing-id", "/id"},
      {R"({"section":"taxonomies","id":"x","nodes":{"a":["a"]}})", "taxonomy-cycle", ""},
  }));
  INFO(row.line);
  const dg::Diagnostics list =
      complaints("{\"dutygraph\":1}\n{\"section\":\"states\",\"id\":\"DK\"}\n" + row.line + "\n");
  REQUIRE(list.size() == 1);
  REQUIRE(list[0].rule == row.rule);
  REQUIRE(list[0].line == 3);
  REQUIRE(list[0].path == row.path);
  const Reading lenient =
      read("{\"dutygraph\":1}\n" + row.line + "\n{\"section\":\"states\",\"id\":\"DK\"}", Strictness::lenient);
  REQUIRE(lenient.graph.find(dg::VertexKind::state, "DK"));
  REQUIRE(lenient.report.count(dg::Severity::warning) >= 1);
}

TEST_CASE("the first line is settings only", "[io]") {
  REQUIRE(complaints("{\"dutygraph\":1,\"states\":[]}\n{\"section\":\"states\",\"id\":\"NO\"}")[0].path == "/states");
  REQUIRE(complaints("{\"as_of\":\"2024-01-01\"}\n{\"section\":\"states\",\"id\":\"NO\"}")[0].rule == "missing-field");
  const std::string_view without = "{\"section\":\"states\",\"id\":\"NO\"}\n{\"section\":\"states\",\"id\":\"SE\"}";
  REQUIRE(complaints(without).size() == 1);
  REQUIRE(complaints(without)[0].path == "/dutygraph");
  const Reading lenient = read(without, Strictness::lenient);
  REQUIRE(lenient.graph.vertices<dg::State>().size() == 2);
}

TEST_CASE("more faults than anyone reads are counted", "[io]") {
  std::string text = "{\"dutygraph\":1}\n";
  for (int i = 0; i < 3000; ++i) text += "{}\n";
  const dg::Diagnostics list = complaints(text);
  REQUIRE(list.size() == 1001);
  REQUIRE(list[1000].rule == "more-errors");
  REQUIRE(list[1000].hint == "2000 more errors");
}
