// SPDX-License-Identifier: BSL-1.0
#include <sstream>
#include <string>

#include <dutygraph/graph/builder.hpp>
#include <dutygraph/render/compare.hpp>
#include <dutygraph/render/control.hpp>
#include <dutygraph/render/dossier.hpp>
#include <dutygraph/render/explanation.hpp>
#include <dutygraph/render/findings.hpp>
#include <dutygraph/render/nexus.hpp>
#include <dutygraph/render/overview.hpp>

#include "support/catch.hpp"
#include "support/ruritania.hpp"

namespace dutygraph::render {
namespace {

using Catch::Matchers::ContainsSubstring;
using tests::Ruritania;
using tests::RuritaniaBuilder;
using tests::today;

std::string text_of(const Page& page) {
  std::ostringstream out;
  write_text(page, out, 140);
  return std::move(out).str();
}

std::string jsonl_of(const RecordList& rows) {
  std::ostringstream out;
  write_jsonl(rows, out);
  return std::move(out).str();
}

/// Keys of a record that its list of columns does not have would be lost in a CSV.
void check_columns(const RecordList& rows) {
  for (std::size_t i = 0; i < rows.size; ++i)
    for (const Field& field : rows.at(i).fields) {
      INFO(field.key);
      CHECK(std::find(rows.columns.begin(), rows.columns.end(), field.key) != rows.columns.end());
    }
}

TEST_CASE("rows of control have the keys of the interface", "[render]") {
  const Ruritania world;
  const ControlResult result = control(world.graph, {.as_of = today});
  const RecordList rows = records(world.graph, result);
  check_columns(rows);
  CHECK(
      jsonl_of(rows) ==
      R"({"state":"XR","state_name":"Ruritania","company":"ruricloud","company_name":"Ruricloud","verdict":"certain",)"
      R"("basis":["votes"],"votes":{"low":"80","high":"80"},"round":2,"assumptions":["votes_from_capital"],)"
      R"("evidence":[")" +
          std::string{world.graph.holding_key(result.evidence(result[0])[0])} + R"("],"sources":["registry"]})" + "\n" +
          R"({"state":"XR","state_name":"Ruritania","company":"ruritel","company_name":"Ruritel","verdict":"certain",)"
          R"("basis":["votes"],"votes":{"low":"62","high":"62"},"round":1,"assumptions":["votes_from_capital"],)"
          R"("evidence":[")" +
          std::string{world.graph.holding_key(result.evidence(result[1])[0])} +
          R"("],"sources":["report","registry"]})" + "\n");
}

TEST_CASE("an excluded row has no round, and flags only where they are true", "[render]") {
  const Ruritania world;
  const ControlResult result = control(world.graph, {.as_of = today, .companies = {world.borderwatch}});
  REQUIRE(result.size() == 1);
  const std::string json = jsonl_of(records(world.graph, result));
  CHECK_THAT(json, ContainsSubstring(R"("verdict":"excluded","votes":{"low":"9.5","high":"9.5"},"assumptions":)"));
  for (const char* key : {"round", "basis", "inconsistent", "blocking", "joint"})
    CHECK(json.find(std::string{"\""} + key + "\"") == std::string::npos);
}

TEST_CASE("rows of nexus have the keys of the interface", "[render]") {
  const Ruritania world;
  const NexusResult result = nexus(world.graph, {.as_of = today, .states = {world.state}});
  const RecordList rows = records(world.graph, result);
  check_columns(rows);
  const std::string json = jsonl_of(rows);
  CHECK_THAT(json, ContainsSubstring(R"("company":"ruritel","company_name":"Ruritel","ungp":"4","channel":"n01")"));
  CHECK_THAT(json, ContainsSubstring(R"("share":{"low":"62","high":"62"},"from":"2014-06-01")"));
  CHECK_THAT(json, ContainsSubstring(R"("agency":"export-bank","agency_name":"Export Bank","engagement":"credit")"));
  CHECK_THAT(json, ContainsSubstring(R"("amount":"25000000","currency":"EUR","safeguard":"none")"));
}

TEST_CASE("pages say who, when, how surely and on what, and what they are not", "[render]") {
  const Ruritania world;
  const NexusResult result = nexus(world.graph, {.as_of = today, .states = {world.state}});
  const std::string text = text_of(page(world.graph, result, result.stamp(), {.states = {world.state}}));
  for (const char* part :
       {"State-business nexus of Ruritania (XR) on 2024-06-30", "Profile majority: more than 50 % of the votes.",
        "majority: 62 % of votes", "since 2014-06-01", "n06 export credit (UNGP 4)",
        "through Export Bank (export-bank)", "25,000,000 EUR", "none: a gap against", "[1]",
        "State holdings report 2024. Treasury of Ruritania, 2024-04-02. table 3. https://example.org/holdings-2024",
        "no legal advice", "Unknown is not none", "This project's scale, not a UN position."})
    CHECK_THAT(text, ContainsSubstring(part));
  CHECK(text.find("violation") == std::string::npos);
  for (const std::string& line : [&] {
         std::vector<std::string> lines;
         std::istringstream in{text};
         for (std::string one; std::getline(in, one);) lines.push_back(one);
         return lines;
       }())
    CHECK(line.size() <= 140);
}

TEST_CASE("a page names the State that was asked for although nothing is tied to it", "[render]") {
  RuritaniaBuilder builder;
  const VertexIdOf<State> other = builder.builder.add(State{.id = "XB", .name = "Borduria"}, builder.gazette);
  const Graph graph = std::move(builder.builder).freeze();
  const NexusResult ties = nexus(graph, {.as_of = today, .states = {other}});
  CHECK_THAT(text_of(page(graph, ties, ties.stamp(), {.states = {other}})),
             ContainsSubstring("State-business nexus of Borduria (XB) on 2024-06-30") &&
                 ContainsSubstring("No tie is recorded"));
  const ControlResult none = control(graph, {.as_of = today, .states = {other}});
  CHECK_THAT(text_of(page(graph, none, none.stamp(), {.states = {other}})), ContainsSubstring("Borduria (XB)"));
}

TEST_CASE("words are no stronger than the evidence", "[render]") {
  RuritaniaBuilder builder;
  const VertexIdOf<Company> band = builder.builder.add(Company{.id = "band"}, builder.registry);
  const VertexIdOf<Company> dark = builder.builder.add(Company{.id = "dark"}, builder.registry);
  const auto votes = [&](VertexIdOf<Company> company, Share share) {
    builder.builder.connect(builder.state, company,
                            Holds{.interests = {Interest{.basis = vocab::Basis::votes, .share = share}}},
                            builder.report);
  };
  votes(band, Share::between(25, 75));
  votes(dark, Share::unknown());
  const Graph graph = std::move(builder.builder).freeze();
  const NexusResult ties = nexus(graph, {.as_of = today, .companies = {band, dark}});
  const std::string text = text_of(page(graph, ties, ties.stamp()));
  CHECK_THAT(text, ContainsSubstring("may control: 25 to 75 % of votes"));
  CHECK_THAT(text, ContainsSubstring("may control: an unknown part of votes"));
  const ControlResult result = control(graph, {.as_of = today, .companies = {band, dark}});
  const std::string table = text_of(page(graph, result, result.stamp()));
  CHECK_THAT(table, ContainsSubstring("may control  25 to 75 %"));
  CHECK_THAT(table, ContainsSubstring("may control  unknown, 0 to 100 %"));
}

TEST_CASE("many States side by side stand in tables that fit a page, and none is left out", "[render]") {
  GraphBuilder builder;
  for (const char letter : std::string{"ABCDEFGHIJKLM"}) builder.add(State{.id = {'X', letter}});
  const Graph graph = std::move(builder).freeze();
  const CompareResult result = compare(graph, {.as_of = today});
  const Page page = render::page(graph, result, result.stamp(), {});
  std::vector<std::string> states;
  for (const Block& block : page.blocks)
    if (const Table* table = std::get_if<Table>(&block)) {
      CHECK(table->columns.size() <= 7);
      REQUIRE_FALSE(table->rows.empty());
      for (const auto& row : table->rows) CHECK(row.size() == table->columns.size());
      CHECK(table->rows.front().front() == "Companies under control");
      for (std::size_t i = 1; i < table->columns.size(); ++i) states.push_back(table->columns[i].title);
    }
  REQUIRE(states.size() == 13);
  CHECK(states.front() == "XA");
  CHECK(states.back() == "XM");
}

TEST_CASE("every shipped profile side by side", "[render]") {
  const Ruritania world;
  std::vector<ProfileResult> results;
  for (const ControlProfile& profile : shipped_profiles())
    results.push_back({profile, control(world.graph, {.profile = profile, .as_of = today, .excluded = true})});
  const RecordList rows = records(world.graph, results);
  check_columns(rows);
  CHECK_THAT(jsonl_of(rows), ContainsSubstring(R"("company":"ruritel","company_name":"Ruritel","profile":"majority")"));
  CHECK(jsonl_of(rows).find("borderwatch") == std::string::npos);  // no profile sees it controlled
  CHECK_THAT(jsonl_of(records(world.graph, results, true)), ContainsSubstring("borderwatch"));
  const std::string text = text_of(page(world.graph, results, results[0].result.stamp()));
  for (const ControlProfile& profile : shipped_profiles()) CHECK_THAT(text, ContainsSubstring(profile.name));
}

TEST_CASE("a dossier has what is known and what is not", "[render]") {
  const Ruritania world;
  const Dossier all = dossier(world.graph, world.borderwatch, {.as_of = today});
  const std::string json = jsonl_of(records(world.graph, all));
  for (const char* key : {"company", "owners", "past_owners", "holdings", "control", "nexus", "mentions", "gaps"})
    CHECK_THAT(json, ContainsSubstring(std::string{"\""} + key + "\":"));
  const std::string text = text_of(page(world.graph, all, all.control.stamp()));
  CHECK_THAT(text, ContainsSubstring("Dossier of Borderwatch (borderwatch) on 2024-06-30"));
  CHECK_THAT(text, ContainsSubstring("Ruritania Fund (fund)"));
}

TEST_CASE("a derivation is a tree with sources", "[render]") {
  const Ruritania world;
  const ControlOptions options{.as_of = today, .states = {world.state}, .companies = {world.ruricloud}};
  const Derivation derivation{
      control(world.graph, options), explain_control(world.graph, world.state, world.ruricloud, options), {}};
  const RecordList rows = records(world.graph, derivation);
  CHECK(rows.is_document);
  const std::string json = jsonl_of(rows);
  CHECK(json.starts_with(R"({"state":"XR","company":"ruricloud","verdict":"certain","claim":)"));
  CHECK_THAT(json, ContainsSubstring(R"("because":[{"claim":)"));
  const std::string text = text_of(page(world.graph, derivation, derivation.control.stamp(), {}));
  CHECK_THAT(text, ContainsSubstring("\n  - "));
  CHECK_THAT(text, ContainsSubstring("Register of companies"));
}

TEST_CASE("findings are rows, and are counted", "[render]") {
  Diagnostics list;
  list.add({"over-allocated", Severity::warning, "a.json", 3, "/holdings/1", "115 %", "more than 100 %"});
  list.add({"odd", Severity::note, "", 0, "", "", "just odd"});
  const RecordList rows = records(list);
  check_columns(rows);
  CHECK(jsonl_of(rows) == R"({"rule":"over-allocated","severity":"warning","file":"a.json","line":3,)"
                          R"("path":"/holdings/1","value":"115 %","hint":"more than 100 %"})"
                          "\n"
                          R"({"rule":"odd","severity":"note","hint":"just odd"})"
                          "\n");
  const std::string text = text_of(page(list, {}));
  CHECK_THAT(text, ContainsSubstring("0 errors, 1 warning, 1 note."));
  CHECK_THAT(text, ContainsSubstring("a.json:3 /holdings/1"));
}

TEST_CASE("an overview counts what is there", "[render]") {
  const Ruritania world;
  const Overview overview = render::overview(world.graph, "sha256:0");
  CHECK(overview.holdings == 5);
  CHECK(overview.interests == 5);
  CHECK(overview.unknown_shares == 0);
  CHECK(overview.ranges == 1);
  CHECK(overview.undated == 0);
  CHECK(overview.from == Date{2010, 1, 1});
  CHECK(overview.digest == "sha256:0");
  const std::string json = jsonl_of(records(overview));
  CHECK_THAT(json, ContainsSubstring(R"("sections":[{"section":"states","records":1},)"));
  CHECK_THAT(json, ContainsSubstring(R"("period":{"from":"2010-01-01")"));
  CHECK_THAT(text_of(page(overview)), ContainsSubstring("5 with 5 interests"));
  const Overview nothing = render::overview(Graph{});
  CHECK(nothing.sections.empty());
  CHECK_FALSE(nothing.from);
  CHECK_THAT(text_of(page(nothing)), ContainsSubstring("no dates"));
}

}  // namespace
}  // namespace dutygraph::render
