// SPDX-License-Identifier: BSL-1.0
// Every channel of the nexus from the native document to the row, and who else is in a deal.
#include <dutygraph/query/nexus.hpp>

#include <algorithm>
#include <string>
#include <vector>

#include <dutygraph/render/nexus.hpp>

#include "support/catch.hpp"
#include "support/world.hpp"

namespace dg = dutygraph;

namespace {

using dg::tests::world;

/// A row of the table of channels, § 2.3 of the notes on the Guiding Principles, and how a document records it.
struct Case {
  std::string channel, ungp, closeness;
  std::string given, taken;  ///< roles of the State's agency and of the company; empty: a holding
  std::string expected;      ///< of the safeguards: a word that must be there
};

// clang-format off
const std::vector<Case> deals{
    {"n06", "4", "C2", "guarantor", "exporter", "screening"},
    {"n07", "4", "C2", "guarantor", "beneficiary", "withdrawal"},
    {"n08", "4,10", "C2", "provider", "beneficiary", "due diligence"},
    {"n09", "4", "C2", "provider", "beneficiary", "review"},
    {"n10", "4", "C2", "provider", "beneficiary", "condition"},
    {"n11", "4", "C2", "provider", "beneficiary", "clawback"},
    {"n12", "4", "C2", "co_financier", "beneficiary", "investee"},
    {"n13", "6", "C1", "buyer", "supplier", "clauses"},
    {"n14", "6,5", "C1", "buyer", "supplier", "impact assessment"},
    {"n15", "5,6", "C1", "end_user", "supplier", "oversight"},
    {"n16", "5", "C2", "co_financier", "supplier", "monitoring"},
    {"n17", "5", "C2", "buyer", "supplier", "monitoring"},
    {"n18", "3,5", "C1", "provider", "beneficiary", "shutdowns"},
    {"n19", "4,8", "C1", "provider", "exporter", "exclusion"},
    {"n20", "3,7,8", "C1", "provider", "exporter", "end-use check"},
    {"n21", "1,5", "C1", "end_user", "supplier", "oversight"},
    {"n22", "5,6", "C1", "provider", "beneficiary", "impact assessment"},
    {"n23", "10", "C1", "provider", "intermediary", "positions"},
    {"n24", "6", "C1", "end_user", "supplier", "clauses"},
    {"n25", "3,8", "C1", "provider", "beneficiary", "exit"},
    {"n26", "4,9", "C1", "provider", "beneficiary", "grounds"},
    {"n27", "10", "C2", "guarantor", "beneficiary", "safeguard"},
};
// clang-format on

const dg::NexusRow* find(const dg::Graph& graph, const dg::NexusResult& rows, const std::string& state,
                         const std::string& company, const std::string& engagement = {}) {
  const auto at = std::find_if(rows.begin(), rows.end(), [&](const dg::NexusRow& row) {
    return graph.key(row.state) == state && graph.key(row.company) == company &&
           (engagement.empty() || (row.engagement && graph.key(row.engagement) == engagement));
  });
  return at == rows.end() ? nullptr : at;
}

std::vector<std::string> ids(const dg::Graph& graph, const std::vector<dg::VertexId>& list) {
  std::vector<std::string> texts;
  for (const dg::VertexId v : list) texts.emplace_back(graph.key(v));
  return texts;
}

using Ids = std::vector<std::string>;

}  // namespace

TEST_CASE("every channel of deals arrives with principle, closeness, roles and expected safeguards", "[query]") {
  for (const Case& c : deals) {
    INFO(c.channel);
    const dg::Graph graph = world(R"({"dutygraph": 1, "as_of": "2024-01-01", "states": {"XR": {}},
      "agencies": {"a": {"state": "XR"}}, "companies": {"c": {}, "bureau": {"organ_of": "XR"}},
      "engagements": {"d": {"channel": ")" +
                                  c.channel + R"(", "signed": "2023-01-01", "roles": [
        {"party": "a", "role": ")" +
                                  c.given + R"("}, {"party": "c", "role": ")" + c.taken + R"("},
        {"party": "bureau", "role": "beneficiary"}]}}})");
    const dg::NexusResult rows = nexus(graph, {.channel = c.channel});
    const dg::NexusRow* row = find(graph, rows, "XR", "c");
    REQUIRE(row != nullptr);
    CHECK(row->channel == c.channel);
    CHECK(row->ungp == c.ungp);
    CHECK(dg::vocab::to_string(row->closeness) == c.closeness);
    CHECK(graph.key(row->agency) == "a");
    CHECK(row->role == c.taken);
    CHECK(row->verdict == dg::Verdict::certain);
    CHECK(row->evidence.size() == 2);
    CHECK(graph.role(row->evidence[0]) != graph.role(row->evidence[1]));
    const dg::NexusRow* organ = find(graph, rows, "XR", "bureau");
    REQUIRE(organ != nullptr);
    CHECK(organ->closeness == dg::vocab::Closeness::c4);
    const std::string json =
        dg::render::to_json(dg::render::records(graph, rows).at(static_cast<std::size_t>(row - rows.begin())));
    const std::size_t at = json.find("\"expected_safeguards\":\"");
    REQUIRE(at != std::string::npos);
    CHECK(json.find(c.expected, at) < json.find("\"givers\"", at));
  }
}

TEST_CASE("every channel of holdings arrives, by fund, right and share", "[query]") {
  struct Holding {
    std::string channel, closeness, verdict, holder, interest;
  };
  const std::vector<Holding> holdings{
      {"n01", "C3", "certain", "office", R"({"type": "votes", "share": 50.000000001})"},
      {"n01", "C3", "possible", "office", R"({"type": "votes", "share": {"min": 50, "max": 60}})"},
      {"n02", "C2", "certain", "office", R"({"type": "votes", "share": 20})"},
      {"n02", "C1", "certain", "office", R"({"type": "votes", "share": 19.999999999})"},
      {"n03", "C3", "certain", "office", R"({"type": "veto"})"},
      {"n03", "C3", "certain", "office", R"({"type": "law"})"},
      {"n04", "C2", "certain", "swf", R"({"type": "capital", "share": 20})"},
      {"n04", "C1", "certain", "swf", R"({"type": "capital", "share": 1})"},
      {"n05", "C2", "certain", "pensions", R"({"type": "capital", "share": 21})"},
      {"n05", "C1", "certain", "pensions", R"({"type": "capital", "share": {"min": 5, "max": 30}})"},
      {"n08", "C2", "certain", "dev", R"({"type": "capital", "share": 2})"},
      {"n12", "C2", "certain", "ventures", R"({"type": "capital", "share": 3})"},
  };
  for (const Holding& h : holdings) {
    INFO(h.channel << " " << h.interest);
    const dg::Graph graph = world(R"({"dutygraph": 1, "as_of": "2024-01-01", "states": {"XR": {}},
      "agencies": {"office": {"state": "XR"}}, "companies": {"c": {}}, "organisations": {
        "swf": {"kind": "fund", "fund_type": "sovereign_wealth", "organ_of": "XR"},
        "pensions": {"kind": "fund", "fund_type": "pension", "organ_of": "XR"},
        "ventures": {"kind": "fund", "fund_type": "venture", "organ_of": "XR"},
        "dev": {"kind": "fund", "fund_type": "development", "organ_of": "XR"}},
      "holdings": [{"id": "h", "holder": ")" +
                                  h.holder + R"(", "company": "c", "interests": [)" + h.interest + "]}]}");
    const dg::NexusResult rows = nexus(graph);
    REQUIRE(rows.size() == 1);
    CHECK(rows[0].channel == h.channel);
    CHECK(rows[0].ungp == (h.channel == "n08" ? "4,10" : "4"));
    CHECK(dg::vocab::to_string(rows[0].closeness) == h.closeness);
    CHECK(to_string(rows[0].verdict) == h.verdict);
    CHECK(graph.key(rows[0].agency) == h.holder);
  }
}

TEST_CASE("a row of a deal shows the States behind it, who controls the company, and the border it crosses",
          "[query]") {
  const dg::Graph graph = world(R"({"dutygraph": 1, "as_of": "2024-01-01", "states": {"XA": {}, "XB": {}, "XC": {}},
    "agencies": {"a": {"state": "XA"}, "b": {"state": "XB"}},
    "companies": {"own": {"home": "XA"}, "foreign": {"home": "XB"}, "maybe": {}},
    "holdings": [
      {"id": "1", "holder": "XA", "company": "own", "interests": [{"type": "votes", "share": 60}]},
      {"id": "2", "holder": "b", "company": "foreign", "interests": [{"type": "votes", "share": 60}]},
      {"id": "3", "holder": "XC", "company": "maybe", "interests": [{"type": "votes", "share": {"min": 30, "max": 70}}]}],
    "engagements": {
      "two": {"channel": "n06", "roles": [{"party": "a", "role": "guarantor"}, {"party": "b", "role": "co_financier"},
              {"party": "own", "role": "exporter"}]},
      "abroad": {"channel": "n13", "roles": [{"party": "a", "role": "buyer"}, {"party": "foreign", "role": "supplier"}]},
      "open": {"channel": "n13", "roles": [{"party": "a", "role": "buyer"}, {"party": "maybe", "role": "supplier"}]}}})");
  const dg::NexusResult rows = nexus(graph);
  for (const char* state : {"XA", "XB"}) {
    const dg::NexusRow* two = find(graph, rows, state, "own", "two");
    REQUIRE(two != nullptr);
    CHECK(ids(graph, two->givers) == Ids{"a", "b"});
    CHECK(ids(graph, two->states_behind) == Ids{"XA", "XB"});
    CHECK(ids(graph, two->controllers) == Ids{"XA"});  // supported, and controlled by one of the States itself
  }
  const dg::NexusRow* abroad = find(graph, rows, "XA", "foreign", "abroad");
  REQUIRE(abroad != nullptr);
  CHECK(ids(graph, abroad->controllers) == Ids{"XB"});  // a supplier that another State controls
  const dg::NexusRow* open = find(graph, rows, "XA", "maybe", "open");
  REQUIRE(open != nullptr);
  CHECK(open->controllers.empty());
  CHECK(ids(graph, open->possible_controllers) == Ids{"XC"});
  const std::string json =
      dg::render::to_json(dg::render::records(graph, rows).at(static_cast<std::size_t>(abroad - rows.begin())));
  CHECK(json.find(R"("controlled_by":["XB"])") != std::string::npos);
  CHECK(json.find(R"("company_home":"XB","cross_border":true)") != std::string::npos);
}

TEST_CASE("members of a bank of States are tied to what it finances", "[query]") {
  const dg::Graph graph = world(R"({"dutygraph": 1, "as_of": "2024-01-01", "states": {"XA": {}, "XB": {}, "XC": {}},
    "organisations": {"bank": {"kind": "ifi", "members": [{"id": "XA"}, {"id": "XB", "from": "2024"}, {"id": "XC", "to": "2020-01-01"}]}},
    "companies": {"c": {}},
    "engagements": {"loan": {"channel": "n27", "signed": "2023-05-05",
      "roles": [{"party": "bank", "role": "provider"}, {"party": "c", "role": "beneficiary"}]}}})");
  const dg::NexusResult rows = nexus(graph);
  const dg::NexusRow* sure = find(graph, rows, "XA", "c");
  REQUIRE(sure != nullptr);
  CHECK(graph.key(sure->agency) == "bank");
  CHECK(sure->closeness == dg::vocab::Closeness::c2);
  CHECK(sure->verdict == dg::Verdict::certain);
  CHECK(sure->evidence.size() == 3);  // both roles, and the membership
  const dg::NexusRow* coarse = find(graph, rows, "XB", "c");
  REQUIRE(coarse != nullptr);
  CHECK(coarse->verdict == dg::Verdict::possible);
  CHECK(find(graph, rows, "XC", "c") == nullptr);
}
