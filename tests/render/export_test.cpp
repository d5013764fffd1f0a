// SPDX-License-Identifier: BSL-1.0
#include <algorithm>
#include <sstream>
#include <string>

#include <dutygraph/graph/builder.hpp>
#include <dutygraph/render/export.hpp>

#include "support/catch.hpp"
#include "support/ruritania.hpp"

namespace dutygraph::render {
namespace {

using Catch::Matchers::ContainsSubstring;
using tests::Ruritania;

const Stamp stamp{
    .library = "dutygraph", .query = "export", .inputs = {}, .as_of = {}, .parameters = {}, .configuration = {}};

std::string text_of(const Graph& graph, ExportFormat format, const ExportOptions& options = {}) {
  std::ostringstream out;
  export_graph(graph, format, stamp, out, options);
  return std::move(out).str();
}

std::size_t count_of(const std::string& text, const std::string& word) {
  std::size_t count = 0;
  for (std::size_t at = 0; (at = text.find(word, at)) != std::string::npos; at += word.size()) ++count;
  return count;
}

TEST_CASE("formats of export have names", "[render]") {
  for (const ExportFormat format : export_formats()) CHECK(parse_export_format(to_string(format)) == format);
  CHECK_FALSE(parse_export_format("svgz"));
  CHECK_FALSE(parse_export_format(""));
}

TEST_CASE("every format has every vertex and edge, in the same bytes each time", "[render]") {
  const Ruritania world;
  const std::size_t vertices = world.graph.num_vertices(), edges = world.graph.num_edges();
  for (const ExportFormat format : export_formats()) {
    INFO(to_string(format));
    std::ostringstream out;
    const Exported written = export_graph(world.graph, format, stamp, out);
    CHECK(written.vertices == vertices);
    CHECK(written.edges == edges);
    CHECK(out.str() == text_of(world.graph, format));
    CHECK_THAT(out.str(), ContainsSubstring("Ruritania Fund") && ContainsSubstring("62"));
  }
  CHECK(count_of(text_of(world.graph, ExportFormat::graphml), "<node ") == vertices);
  CHECK(count_of(text_of(world.graph, ExportFormat::gexf), "<edge ") == edges);
  CHECK(count_of(text_of(world.graph, ExportFormat::dot), " -> ") == edges);
  CHECK(count_of(text_of(world.graph, ExportFormat::cypher), "\nMATCH ") == edges);
  CHECK(count_of(text_of(world.graph, ExportFormat::jsonld), "\n{\"@id\":\"urn:dutygraph:edge:") == edges);
}

TEST_CASE("an export keeps dates, shares and sources", "[render]") {
  const Ruritania world;
  const std::string dot = text_of(world.graph, ExportFormat::dot);
  CHECK_THAT(dot, ContainsSubstring(R"("XR" -> "ruritel" [label="62 % capital, since 2014-06-01", style=solid)") &&
                      ContainsSubstring(R"(valid_from="2014-06-01", duty_sources="report;registry")"));
  const std::string cypher = text_of(world.graph, ExportFormat::cypher);
  CHECK_THAT(cypher, ContainsSubstring("MERGE (n:Record:Company {id: 'ruritel'})") &&
                         ContainsSubstring("`low`: 62, `high`: 62, `from`: '2014-06-01', `sources`: ['report', "
                                           "'registry']"));
  const std::string jsonld = text_of(world.graph, ExportFormat::jsonld);
  CHECK_THAT(jsonld, ContainsSubstring(R"("bods:startDate":{"@value":"2014-06-01","@type":"xsd:date"})") &&
                         ContainsSubstring(R"("prov:wasDerivedFrom":[{"@id":"urn:dutygraph:source:report"})") &&
                         ContainsSubstring(R"("bods:shareExclusiveMinimum":{"@value":"25","@type":"xsd:decimal"})"));
}

TEST_CASE("a neighbourhood ends at other States and at the number of hops", "[render]") {
  const Ruritania world;
  const auto vertices = [&](ExportOptions options) {
    std::ostringstream out;
    return export_graph(world.graph, ExportFormat::dot, stamp, out, options).vertices;
  };
  CHECK(vertices({.around = {world.ruricloud}, .hops = 0}) == 1);
  CHECK(vertices({.around = {world.ruricloud}, .hops = 1}) == 2);
  CHECK(vertices({.around = {world.ruricloud}, .hops = 2}) == 3);    // ruritel, then the State
  CHECK(vertices({.around = {world.ruricloud}, .hops = 100}) == 3);  // not on from the State
  CHECK(vertices({.around = {world.state}, .hops = 1}) > 4);
  CHECK(vertices({}) == world.graph.num_vertices());
}

TEST_CASE("what others name only and views of a day are written as such", "[render]") {
  const Ruritania world;
  const Graph early = world.graph.as_of({2012, 1, 1});
  CHECK(count_of(text_of(early, ExportFormat::graphml), "<edge ") == early.num_edges());
  CHECK(early.num_edges() < world.graph.num_edges());
  CHECK_THAT(text_of(early, ExportFormat::dot), !ContainsSubstring("\"ruritel\" -> \"ruricloud\""));
  CHECK_THAT(text_of(Graph{}, ExportFormat::graphml), ContainsSubstring("</graphml>"));
}

TEST_CASE("an output that fails is an error", "[render]") {
  const Ruritania world;
  std::ostringstream out;
  out.setstate(std::ios::badbit);
  CHECK_THROWS(export_graph(world.graph, ExportFormat::dot, stamp, out));
}

}  // namespace
}  // namespace dutygraph::render
