// SPDX-License-Identifier: BSL-1.0
#include <dutygraph/query/explain.hpp>

#include <string>

#include <dutygraph/error.hpp>
#include <dutygraph/graph/builder.hpp>
#include <dutygraph/io/read.hpp>

#include "support/catch.hpp"

namespace dg = dutygraph;

namespace {

dg::Graph world() {
  dg::io::Reader reader;
  reader.read_text(R"({"dutygraph": 1, "as_of": "2024-01-01", "states": {"S": {"name": "Ruritania"}},
    "agencies": {"ministry": {"state": "S", "sources": ["act"]}},
    "organisations": {"x": {"kind": "unknown"}},
    "companies": {"h": {}, "e": {}, "open": {}, "far": {}},
    "sources": {"act": {"title": "Organic Act"}, "r1": {"title": "Report"}},
    "holdings": [
      {"id": "m-h", "holder": "ministry", "company": "h", "interests": [{"type": "votes", "share": 51}], "sources": ["r1"]},
      {"id": "h-e", "holder": "h", "company": "e", "interests": [{"type": "capital", "share": 51}], "sources": ["r1"]},
      {"id": "s-open", "holder": "S", "company": "open", "interests": [{"type": "votes", "share": {"min": 25, "max": 50}}]},
      {"id": "x-open", "holder": "x", "company": "open", "interests": [{"type": "votes", "share": 30}]}]})",
                   "world.duty.json", dg::io::Format::native);
  return reader.finish().graph;
}

/// The whole tree as text, one claim a line.
std::string text_of(const dg::Explanation& told, int depth = 0) {
  std::string text(static_cast<std::size_t>(depth) * 2, ' ');
  text += told.claim + "\n";
  for (const dg::Explanation& inner : told.because) text += text_of(inner, depth + 1);
  return text;
}

dg::VertexId id(const dg::Graph& graph, const char* key) { return *graph.find(key); }

}  // namespace

TEST_CASE("explain_control tells the chain down from the State, with rounds and sources", "[query]") {
  const dg::Graph graph = world();
  const dg::Explanation told = explain_control(graph, id(graph, "S"), id(graph, "e"));
  CHECK(told.claim == "Ruritania (S) controls e");
  const std::string text = text_of(told);
  CHECK(text.find("h holds 51 % of e") != std::string::npos);
  CHECK(text.find("ministry holds 51 % of h") != std::string::npos);
  CHECK(text.find("ministry is part of Ruritania (S)") != std::string::npos);
  REQUIRE(told.because.size() == 1);
  REQUIRE_FALSE(told.because[0].because.empty());
  CHECK(told.because[0].because[0].sources == std::vector<std::string>{"r1"});
}

TEST_CASE("why_not_control names the total, the threshold and the holder nobody has identified", "[query]") {
  const dg::Graph graph = world();
  const dg::Explanation told = why_not_control(graph, id(graph, "S"), id(graph, "open"));
  CHECK(told.claim == "Ruritania (S) is not shown to control open");
  const std::string text = text_of(told);
  CHECK(text.find("needs more than 50 % of the votes; the group is sure of 25 % and could have at most 50 %") !=
        std::string::npos);
  CHECK(text.find("Who stands behind x") != std::string::npos);
  CHECK(text_of(why_not_control(graph, id(graph, "S"), id(graph, "far"))).find("No holder of far") !=
        std::string::npos);
}

TEST_CASE("chains lists the strongest ways and how much of the stake they explain", "[query]") {
  const dg::Graph graph = world();
  const dg::Chains found = chains(graph, id(graph, "S"), id(graph, "e"));
  REQUIRE(found.chains.size() == 1);
  CHECK(found.chains[0].edges.size() == 2);
  CHECK(found.chains[0].high > 0.2600999);
  CHECK(found.chains[0].high < 0.2601001);
  CHECK(found.explained > found.total - 1e-9);
  CHECK(chains(graph, id(graph, "S"), id(graph, "far")).chains.empty());
}

TEST_CASE("chains ends on rings of owners", "[query]") {
  dg::io::Reader reader;
  reader.read_text(R"({"dutygraph": 1, "as_of": "2024-01-01", "states": {"S": {}}, "companies": {"a": {}, "b": {}},
    "holdings": [
      {"id": "1", "holder": "a", "company": "b", "interests": [{"type": "capital", "share": 60}]},
      {"id": "2", "holder": "b", "company": "a", "interests": [{"type": "capital", "share": 60}]},
      {"id": "3", "holder": "S", "company": "a", "interests": [{"type": "capital", "share": 40}]}]})",
                   "ring.duty.json", dg::io::Format::native);
  const dg::Graph graph = reader.finish().graph;
  const dg::Chains found = chains(graph, id(graph, "S"), id(graph, "b"), 10);
  REQUIRE(found.chains.size() == 1);  // the ring is walked once
  CHECK(found.total > 0.24);
}

TEST_CASE("a question without a day, or about no State, is refused", "[query]") {
  dg::GraphBuilder builder;
  const auto source = builder.add(dg::Source{.id = "s"});
  const auto company = builder.add(dg::Company{.id = "c"}, source);
  const auto state = builder.add(dg::State{.id = "S"}, source);
  const dg::Graph graph = std::move(builder).freeze();
  CHECK_THROWS_AS(explain_control(graph, state, company), dg::UsageError);
  CHECK_THROWS_AS(explain_control(graph, company, company, {.as_of = dg::Date{2024, 1, 1}}), dg::NotFound);
  CHECK_THROWS_AS(control(graph), dg::UsageError);
  CHECK_THROWS_AS(control(graph, {.as_of = dg::Date{2024}}), dg::UsageError);
}

TEST_CASE("profiles read and write the same JSON and refuse what is no profile", "[query]") {
  for (const dg::ControlProfile& profile : dg::shipped_profiles()) {
    INFO(profile.name);
    CHECK(dg::parse_profile(to_json(profile)) == profile);
  }
  CHECK(dg::parse_profile(R"({"threshold": "100/3"})").threshold == dg::Threshold{100, 3});
  CHECK(dg::parse_profile(R"({"threshold": 25.5, "compare": ">="})").threshold == dg::Threshold{51, 2});
  for (const char* bad : {"", "[]", "{", R"({"threshold": "1e"})", R"({"threshold": 101})", R"({"compare": "="})",
                          R"({"accept_alone": ["votes"]})", R"({"treshold": 50})",
                          R"({"threshold": 0, "compare": ">="})", R"({"threshold": "1/0"})", R"({"concert": "yes"})"}) {
    INFO(bad);
    CHECK_THROWS_AS(dg::parse_profile(bad), dg::InvalidData);
  }
}

TEST_CASE("why_not_control says how much nobody has recorded", "[query]") {
  dg::io::Reader reader;
  reader.read_text(R"({"dutygraph": 1, "as_of": "2024-01-01", "states": {"S": {}}, "companies": {"e": {}},
    "holdings": [{"id": "1", "holder": "S", "company": "e", "interests": [{"type": "votes", "share": 37.3}]}]})",
                   "world.duty.json", dg::io::Format::native);
  const dg::Graph graph = reader.finish().graph;
  const std::string text = text_of(why_not_control(graph, id(graph, "S"), id(graph, "e")));
  CHECK(text.find("Who holds the other 62.7 % of e (e) is not recorded") != std::string::npos);
  CHECK(text.find("No holder of") == std::string::npos);
}
