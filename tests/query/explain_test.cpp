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
  REQUIRE(told.because.size() == 2);  // the second: the smallest sale that ends it
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

namespace {

dg::Graph holdings(const std::string& list) {
  dg::io::Reader reader;
  reader.read_text(
      R"({"dutygraph": 1, "as_of": "2024-01-01", "states": {"S": {}}, "companies": {"h": {}, "g": {}, "e": {}},
    "organisations": {"X": {"kind": "unknown"}}, "holdings": [)" +
          list + "]}",
      "world.duty.json", dg::io::Format::native);
  return reader.finish().graph;
}

std::string holds(const char* holder, const char* company, const char* share) {
  return std::string{R"({"holder": ")"} + holder + R"(", "company": ")" + company +
         R"(", "interests": [{"type": "votes", "share": )" + share + "}]}";
}

}  // namespace

TEST_CASE("the smallest sale that ends control may lie on the way", "[query]") {
  const auto ask = [](const std::string& list, const char* profile = "majority") {
    const dg::Graph graph = holdings(list);
    const auto sale = smallest_sale(graph, id(graph, "S"), id(graph, "e"), {.profile = *dg::find_profile(profile)});
    if (!sale) return std::string{"none"};
    return std::string{graph.key(sale->company)} + (sale->more_than ? " > " : " ") + sale->amount.to_string();
  };
  CHECK(ask(holds("S", "e", "60")) == "e 10");
  CHECK(ask(holds("S", "e", "60"), "half_or_more") == "e > 10");
  CHECK(ask(holds("S", "h", "51") + "," + holds("h", "e", "70")) == "h 1");
  CHECK(ask(holds("S", "h", "51") + "," + holds("h", "e", "20") + "," + holds("S", "e", "55")) == "e 25");
  CHECK(ask(holds("S", "e", "40")) == "none");
  CHECK(ask(holds("S", "e", R"({"min": 50, "max": 75, "exclusive_min": true})")) == "e > 0");
}

TEST_CASE("facts that decide alone are found on the company and above it", "[query]") {
  const auto ask = [](const std::string& list) {
    const dg::Graph graph = holdings(list);
    std::string text;
    for (const dg::DecidingFact& fact : deciding_facts(graph, id(graph, "S"), id(graph, "e")))
      text += std::string{graph.key(fact.holder)} + "-" + std::string{graph.key(fact.company)} + " " +
              std::string{to_string(fact.if_low)} + "/" + std::string{to_string(fact.if_high)} + "; ";
    return text;
  };
  CHECK(ask(holds("S", "e", R"({"min": 40, "max": 60})")) == "S-e excluded/certain; ");
  CHECK(ask(holds("S", "h", R"({"unknown": "n"})") + "," + holds("h", "e", "60")) == "S-h excluded/certain; ");
  // Whichever of the two holds enough.
  CHECK(ask(holds("S", "e", R"({"min": 20, "max": 60})") + "," + holds("X", "e", R"({"min": 10, "max": 60})")) ==
        "S-e excluded/certain; X-e possible/excluded; ");
  CHECK(ask(holds("S", "e", "60")).empty());
  const dg::Graph graph = holdings(holds("S", "e", R"({"min": 40, "max": 60})"));
  CHECK(text_of(why_not_control(graph, id(graph, "S"), id(graph, "e"))).find("decides alone") != std::string::npos);
}

TEST_CASE("a chain of fifty thousand companies is told as far as it can be read", "[query]") {
  constexpr int length = 50'000;
  dg::GraphBuilder builder;
  builder.add(dg::State{.id = "S"});
  for (int i = 0; i < length; ++i) builder.add(dg::Company{.id = "c" + std::to_string(i)});
  for (int i = 0; i < length; ++i) {
    dg::Holding holding{.holder = i == 0 ? "S" : "c" + std::to_string(i - 1), .company = "c" + std::to_string(i)};
    holding.interests.push_back({.share = dg::Share::exactly(dg::Percent{60})});
    builder.add(std::move(holding));
  }
  const dg::Graph graph = std::move(builder).freeze();
  const dg::ControlOptions options{.as_of = dg::Date{2024, 1, 1}};
  const dg::Explanation told = explain_control(graph, id(graph, "S"), id(graph, "c49999"), options);
  CHECK(told.claim == "S controls c49999");
  CHECK(text_of(told).find("c49936 holds 60 % of c49937") != std::string::npos);
  CHECK(text_of(told).find("c49900 holds") == std::string::npos);
}
