// SPDX-License-Identifier: BSL-1.0
#include <dutygraph/query/dossier.hpp>
#include <dutygraph/query/lint.hpp>
#include <dutygraph/query/nexus.hpp>

#include <algorithm>
#include <range/v3/view/filter.hpp>
#include <string>

#include "support/catch.hpp"
#include "support/world.hpp"

namespace dg = dutygraph;

namespace {

using dg::tests::world;

const dg::Graph& ties() {
  static const dg::Graph graph = world(R"({"dutygraph": 1, "as_of": "2024-06-01",
    "states": {"XR": {"name": "Ruritania"}, "XG": {"name": "Graustark"}},
    "agencies": {"eca": {"state": "XR"}, "buyer": {"state": "XR"}, "holder": {"state": "XR"}, "g-eca": {"state": "XG"}},
    "organisations": {"fund": {"kind": "fund", "fund_type": "sovereign_wealth", "organ_of": "XR"}},
    "companies": {"telco": {}, "minor": {}, "special": {}, "funded": {}, "exporter": {}, "bureau": {"organ_of": "XR"},
                  "past": {}, "sub": {}},
    "holdings": [
      {"id": "h1", "holder": "holder", "company": "telco", "interests": [{"type": "votes", "share": 60}], "from": "2014"},
      {"id": "h2", "holder": "holder", "company": "minor", "interests": [{"type": "votes", "share": 25}]},
      {"id": "h3", "holder": "XR", "company": "special", "interests": [{"type": "veto"}]},
      {"id": "h4", "holder": "fund", "company": "funded", "interests": [{"type": "capital", "share": 5}]},
      {"id": "h5", "holder": "holder", "company": "past", "interests": [{"type": "votes", "share": 60}], "to": "2020-01-01"},
      {"id": "h6", "holder": "telco", "company": "sub", "interests": [{"type": "votes", "share": {"min": 50, "max": 75}}]}],
    "instruments": {"policy": {"kind": "ownership_policy", "state": "XR", "binding": "mandatory", "hrdd": "process",
      "scope": {"tests": [{"metric": "stake", "op": ">", "value": 50}]}}},
    "engagements": {
      "deal": {"channel": "n06", "signed": "2023-03-01", "amount": 1000000, "currency": "USD", "hr_condition": "required",
        "roles": [{"party": "eca", "role": "guarantor"}, {"party": "exporter", "role": "exporter"}]},
      "tender": {"channel": "n13", "from": "2024", "safeguards": [],
        "roles": [{"party": "buyer", "role": "buyer"}, {"party": "telco", "role": "supplier"}]},
      "future": {"channel": "n13", "signed": "2025-01-01",
        "roles": [{"party": "buyer", "role": "buyer"}, {"party": "exporter", "role": "supplier"}]}},
    "supports": {"grant": {"agency": "g-eca", "company": "exporter", "type": "grant", "from": "2024-01-01"}}})");
  return graph;
}

/// The row of one company and channel of Ruritania, or null.
const dg::NexusRow* find(const dg::NexusResult& rows, const std::string& company, const std::string& channel) {
  const auto row = std::find_if(rows.begin(), rows.end(), [&](const dg::NexusRow& r) {
    return ties().key(r.company) == company && r.channel == channel;
  });
  return row == rows.end() ? nullptr : row;
}

}  // namespace

TEST_CASE("nexus lists ownership by channel, closeness and verdict", "[query]") {
  const auto state = *ties().find<dg::State>("XR");
  const dg::NexusResult rows = nexus(ties(), {.states = {state}});

  const dg::NexusRow* telco = find(rows, "telco", "n01");
  REQUIRE(telco != nullptr);
  CHECK(telco->ungp == "4");
  CHECK(telco->closeness == dg::vocab::Closeness::c3);
  CHECK(telco->verdict == dg::Verdict::certain);
  CHECK(telco->valid.from() == dg::Date{2014});
  CHECK(telco->safeguard == dg::SafeguardStatus::required);
  CHECK(ties().key(telco->policy) == "policy");
  CHECK(ties().key(telco->agency) == "holder");
  CHECK(telco->evidence.size() == 1);

  const dg::NexusRow* minor = find(rows, "minor", "n02");
  REQUIRE(minor != nullptr);
  CHECK(minor->closeness == dg::vocab::Closeness::c2);
  CHECK(minor->safeguard == dg::SafeguardStatus::expected);  // the policy binds above half only

  REQUIRE(find(rows, "special", "n03") != nullptr);
  CHECK(find(rows, "special", "n03")->closeness == dg::vocab::Closeness::c3);
  REQUIRE(find(rows, "funded", "n04") != nullptr);
  CHECK(find(rows, "funded", "n04")->closeness == dg::vocab::Closeness::c1);  // below a fifth
  REQUIRE(find(rows, "bureau", "n01") != nullptr);
  CHECK(find(rows, "bureau", "n01")->closeness == dg::vocab::Closeness::c4);
  CHECK(find(rows, "past", "n01") == nullptr);

  const dg::NexusRow* sub = find(rows, "sub", "n01");
  REQUIRE(sub != nullptr);
  CHECK(sub->verdict == dg::Verdict::possible);  // 50.0 is no majority
  CHECK(ties().key(sub->agency) == "telco");
}

TEST_CASE("nexus lists deals that are on, with their human-rights condition", "[query]") {
  const auto state = *ties().find<dg::State>("XR");
  const dg::NexusResult rows = nexus(ties(), {.states = {state}});
  const dg::NexusRow* deal = find(rows, "exporter", "n06");
  REQUIRE(deal != nullptr);
  CHECK(deal->closeness == dg::vocab::Closeness::c2);
  CHECK(deal->safeguard == dg::SafeguardStatus::required);
  CHECK(deal->amount == dg::Decimal{1'000'000});
  CHECK(deal->valid.from() == dg::Date{2023, 3, 1});
  CHECK(deal->role == "exporter");
  const dg::NexusRow* tender = find(rows, "telco", "n13");
  REQUIRE(tender != nullptr);
  CHECK(tender->safeguard == dg::SafeguardStatus::none);  // recorded as empty
  CHECK(tender->ungp == "6");
  CHECK(find(rows, "exporter", "n13") == nullptr);  // not signed yet
  CHECK(find(nexus(ties(), {.as_of = dg::Date{2025, 6, 1}, .states = {state}}), "exporter", "n13") != nullptr);
  CHECK(find(rows, "exporter", "n09") == nullptr);  // another State's
  const auto other = *ties().find<dg::State>("XG");
  const dg::NexusResult theirs = nexus(ties(), {.states = {other}});
  REQUIRE(theirs.size() == 1);
  CHECK(theirs[0].channel == "n09");
  CHECK(theirs[0].safeguard == dg::SafeguardStatus::unknown);  // not recorded: not the same as none
}

TEST_CASE("every row of nexus rests on live edges with sources, and rows are range-v3 views", "[query]") {
  const dg::NexusResult rows = nexus(ties());
  CHECK(rows.size() > 8);
  for (const dg::NexusRow& row : rows) {
    CHECK_FALSE(row.evidence.empty());
    for (const dg::EdgeId e : row.evidence) {
      CHECK(ties().on(e, dg::Date{2024, 6, 1}.first()) != dg::Certainty::no);
      CHECK_FALSE(ties().sources(e).empty());
    }
  }
  auto unconditioned =
      rows | ranges::views::filter([](const dg::NexusRow& row) { return row.safeguard == dg::SafeguardStatus::none; });
  CHECK(std::distance(unconditioned.begin(), unconditioned.end()) == 1);
}

TEST_CASE("holdings of more than 100 percent together are shown as 100", "[query]") {
  for (const char* second :
       {R"({"min": 60, "max": 80})", R"({"min": 60, "exclusive_min": true, "max": 80})", "70", "30"}) {
    const dg::Graph graph =
        world(R"({"dutygraph": 1, "as_of": "2024-06-01", "states": {"XR": {}}, "companies": {"c": {}},
      "holdings": [{"id": "h", "holder": "XR", "company": "c", "interests": [
        {"type": "votes", "share": 70}, {"type": "votes", "share": )" +
              std::string{second} + "}]}]}");
    const dg::NexusResult rows = dg::nexus(graph);
    REQUIRE(rows.size() == 1);
    CHECK(rows[0].share->low() == dg::Percent{100});
    CHECK(rows[0].share->high() == dg::Percent{100});
  }
}

TEST_CASE("a dossier says who holds a company, which ties it has, and what is not known", "[query]") {
  const dg::VertexId telco = *ties().find<dg::Company>("telco");
  const dg::Dossier file = dossier(ties(), telco);
  CHECK(file.owners.size() == 1);
  CHECK(file.holdings.size() == 1);
  REQUIRE(file.control.size() == 1);
  CHECK(file.control[0].verdict == dg::Verdict::certain);
  CHECK(file.nexus.size() == 2);
  const dg::Dossier past = dossier(ties(), *ties().find<dg::Company>("past"));
  CHECK(past.owners.empty());
  CHECK(past.past_owners.size() == 1);
  CHECK_FALSE(past.gaps.empty());
}

TEST_CASE("lint finds what no single record shows", "[query]") {
  const dg::Graph graph = world(R"({"dutygraph": 1, "as_of": "2024-01-01", "states": {"A": {}, "B": {}},
    "companies": {"c": {}, "d": {}, "e": {}, "f": {}}, "sources": {"s": {}, "t": {}},
    "holdings": [
      {"id": "1", "holder": "A", "company": "c", "interests": [{"type": "votes", "share": 60}], "sources": ["s"]},
      {"id": "2", "holder": "A", "company": "c", "interests": [{"type": "votes", "share": 51}], "sources": ["t"]},
      {"id": "3", "holder": "A", "company": "d", "interests": [{"type": "votes", "share": 70}]},
      {"id": "4", "holder": "B", "company": "d", "interests": [{"type": "votes", "share": 70}]},
      {"id": "5", "holder": "e", "company": "e", "interests": [{"type": "capital", "share": 5}]},
      {"id": "6", "holder": "A", "company": "f", "interests": [{"type": "votes", "share": 80, "directness": "indirect"}]}]})");
  const dg::Diagnostics found = lint(graph);
  const auto has = [&](const std::string& rule, const std::string& path) {
    return std::any_of(found.begin(), found.end(),
                       [&](const dg::Diagnostic& d) { return d.rule == rule && d.path == path; });
  };
  CHECK(has("contradictory_shares", "/companies/c"));
  CHECK(has("over_allocated", "/companies/d"));
  CHECK(has("two_majorities", "/companies/d"));
  CHECK(has("self_owned", "/companies/e"));
  CHECK(has("unsupported_claim", "/companies/f"));
  CHECK_FALSE(found.has_errors());
}
