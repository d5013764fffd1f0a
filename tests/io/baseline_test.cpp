// SPDX-License-Identifier: BSL-1.0
#include <dutygraph/io/baseline.hpp>

#include <sstream>
#include <string>

#include <dutygraph/error.hpp>
#include <dutygraph/io/edits.hpp>
#include <dutygraph/io/read.hpp>
#include <dutygraph/query/baseline.hpp>
#include <dutygraph/render/mix.hpp>

#include "support/catch.hpp"

namespace dg = dutygraph;

namespace {

dg::Graph world() {
  dg::io::Reader reader;
  reader.read_text(R"({"dutygraph": 1, "as_of": "2024-06-01", "states": {"XR": {}}, "instruments": {
      "act": {"title": "The \"Act\", of\nold", "state": "XR", "binding": "mandatory", "smart_mix": ["3a"],
              "elements": [{"id": "ungp3a.law", "assertion": "disputed"}, {"id": "rf04"}]},
      "guide": {"state": "XR", "smart_mix": ["3c"]}}})",
                   "world.duty.json", dg::io::Format::native);
  return reader.finish().graph;
}

std::string table_of(const dg::Graph& graph) {
  std::ostringstream out;
  dg::render::write_csv(dg::render::records(graph, baseline(graph)), out);
  return out.str();
}

std::string replaced(std::string text, const std::string& what, const std::string& with) {
  const std::size_t at = text.find(what);
  REQUIRE(at != std::string::npos);
  return text.replace(at, what.size(), with);
}

const std::string header = "element,section,record,assertion\n";

}  // namespace

TEST_CASE("a table that was not edited changes nothing", "[baseline]") {
  const dg::Graph graph = world();
  CHECK(dg::io::baseline_edits(graph, table_of(graph)).empty());
  CHECK(dg::io::baseline_edits(graph, "\xEF\xBB\xBF" + table_of(graph)).empty());
  CHECK(dg::io::baseline_edits(graph, header).empty());
}

TEST_CASE("an edited table becomes edits, and the edited world gives the edited table", "[baseline]") {
  const dg::Graph graph = world();
  std::string table = table_of(graph);
  table = replaced(table, "disputed,coded", "positive,coded");
  table += "XR,8,ungp8.trained,,instruments,guide,,negative,,,\n";
  const std::string edits = dg::io::baseline_edits(graph, table);
  CHECK(edits ==
        "{\"op\": \"change\", \"section\": \"instruments\", \"id\": \"act\", \"elements\": [{\"id\": \"ungp3a.law\"}, "
        "{\"id\": \"rf04\"}]}\n"
        "{\"op\": \"change\", \"section\": \"instruments\", \"id\": \"guide\", \"elements\": [{\"id\": "
        "\"ungp8.trained\", "
        "\"assertion\": \"negative\"}]}\n");
  const dg::Graph after = dg::io::apply_edits_text(graph, edits).graph;
  CHECK(dg::io::baseline_edits(after, table).empty());
  CHECK_THAT(table_of(after), Catch::Matchers::ContainsSubstring("ungp8.trained") &&
                                  Catch::Matchers::ContainsSubstring("guide,guide,negative,coded"));
  // And back again: an empty assertion takes a mark away.
  const std::string back = dg::io::baseline_edits(after, header + "ungp8.trained,instruments,guide,\n");
  CHECK(back == "{\"op\": \"change\", \"section\": \"instruments\", \"id\": \"guide\", \"elements\": null}\n");
  CHECK(dg::io::apply_edits_text(after, back).graph.num_vertices() == graph.num_vertices());
}

TEST_CASE("every wrong row of a table is named with its line", "[baseline]") {
  const dg::Graph graph = world();
  const auto problems = [&](const std::string& csv) {
    std::string text;
    try {
      static_cast<void>(dg::io::baseline_edits(graph, csv, "t.csv"));
    } catch (const dg::InvalidData& error) {
      for (const dg::Diagnostic& d : error.diagnostics())
        text += d.file + ":" + std::to_string(d.line) + " " + d.path + ";";
    }
    return text;
  };
  CHECK(problems("") == "t.csv:1 ;");
  CHECK(problems("element,section\n") == "t.csv:1 record;t.csv:1 assertion;");
  CHECK(problems(header +
                 "ungp3a.law,laws,act,positive\nungp3a.law,instruments,none,positive\nungp99,instruments,act,positive\n"
                 "ungp3a.law,instruments,act,maybe\nshort\n") ==
        "t.csv:2 section;t.csv:3 record;t.csv:4 element;t.csv:5 assertion;t.csv:6 ;");
  CHECK(problems(header + "ungp3a.law,instruments,act,positive\nungp3a.law,instruments,act,negative\n") ==
        "t.csv:3 assertion;");
  CHECK(problems(header + "\"open\n") == "t.csv:2 ;");
}
