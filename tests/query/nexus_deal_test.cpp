// SPDX-License-Identifier: BSL-1.0
// Deals on the day each was made: nexus() with `at_deal`.
#include <dutygraph/query/nexus.hpp>

#include <algorithm>
#include <map>
#include <string>
#include <utility>

#include <dutygraph/error.hpp>

#include "support/catch.hpp"
#include "support/random_world.hpp"
#include "support/world.hpp"

namespace dg = dutygraph;

namespace {

using dg::tests::world;

const dg::Graph& sold() {
  static const dg::Graph graph = world(R"({"dutygraph": 1, "as_of": "2024-06-01",
    "states": {"XR": {}, "XG": {}},
    "agencies": {"buyer": {"state": "XR"}, "eca": {"state": "XG"}, "holder": {"state": "XR"},
                 "old": {"state": "XR", "to": "2020-01-01"}},
    "companies": {"telco": {"home": "XR"}, "private": {"home": "XG"}, "bureau": {"organ_of": "XR"}, "sub": {}},
    "holdings": [
      {"id": "h1", "holder": "holder", "company": "telco", "interests": [{"type": "votes", "share": 60}],
       "from": "2014-01-01", "to": "2020-07-01"},
      {"id": "h2", "holder": "XG", "company": "telco", "interests": [{"type": "votes", "share": 60}], "from": "2020-07-01"},
      {"id": "h3", "holder": "telco", "company": "sub", "interests": [{"type": "votes", "share": 100}]}],
    "engagements": {
      "before": {"channel": "n13", "signed": "2020-06-30", "hr_condition": "none",
        "roles": [{"party": "buyer", "role": "buyer"}, {"party": "telco", "role": "supplier"}]},
      "after": {"channel": "n06", "from": "2020-07-01", "safeguards": [{"kind": "clause", "date": "2021-01-01"}],
        "roles": [{"party": "eca", "role": "guarantor"}, {"party": "buyer", "role": "co_financier"},
                  {"party": "telco", "role": "exporter"}]},
      "that-year": {"channel": "n18", "signed": "2020",
        "roles": [{"party": "buyer", "role": "provider"}, {"party": "sub", "role": "beneficiary"}]},
      "year-before": {"channel": "n18", "signed": "2019",
        "roles": [{"party": "buyer", "role": "provider"}, {"party": "sub", "role": "beneficiary"}]},
      "undated": {"channel": "n14",
        "roles": [{"party": "buyer", "role": "buyer"}, {"party": "telco", "role": "supplier"}]},
      "declined": {"channel": "n13", "signed": "2016-01-01", "status": "declined",
        "roles": [{"party": "buyer", "role": "buyer"}, {"party": "telco", "role": "supplier"}]},
      "organ": {"channel": "n13", "signed": "2016-01-01", "safeguards": [{"kind": "clause", "date": "2015-01-01"}],
        "roles": [{"party": "buyer", "role": "buyer"}, {"party": "bureau", "role": "supplier"}]},
      "other": {"channel": "n13", "signed": "2016-01-01",
        "roles": [{"party": "old", "role": "buyer"}, {"party": "private", "role": "supplier"}]}},
    "supports": {"grant": {"agency": "buyer", "company": "sub", "type": "grant", "signed": "2015-03-01"}}})");
  return graph;
}

/// The row of a deal and a State, or null.
const dg::NexusRow* find(const dg::NexusResult& rows, const std::string& deal, const std::string& state) {
  const auto at = std::find_if(rows.begin(), rows.end(), [&](const dg::NexusRow& row) {
    return sold().key(row.engagement) == deal && (row.state ? sold().key(row.state) : "") == state;
  });
  return at == rows.end() ? nullptr : at;
}

}  // namespace

TEST_CASE("a deal is looked at on the day it was signed", "[query]") {
  const dg::NexusResult rows = nexus(sold(), {.at_deal = true});
  const dg::NexusRow* before = find(rows, "before", "XR");
  REQUIRE(before != nullptr);
  CHECK(before->verdict == dg::Verdict::certain);
  CHECK(before->deal_day == dg::Date{2020, 6, 30});
  CHECK(before->deal_date == dg::DealDate::signed_);
  CHECK(before->low.value == dg::Percent{60});
  CHECK(before->safeguard == dg::SafeguardStatus::none);
  CHECK(sold().key(before->agency) == "buyer");
  CHECK(find(rows, "before", "XG") == nullptr);  // bought the company the day after

  const dg::NexusRow* after = find(rows, "after", "XG");
  REQUIRE(after != nullptr);
  CHECK(after->verdict == dg::Verdict::certain);
  CHECK(after->deal_date == dg::DealDate::from);
  CHECK(after->safeguard == dg::SafeguardStatus::unknown);  // the clause came later
  CHECK(after->givers.size() == 2);
  CHECK(after->states_behind.size() == 2);  // both States give in it
  CHECK(find(rows, "after", "XR") == nullptr);
  CHECK(find(rows, "declined", "XR") == nullptr);
  CHECK(find(rows, "other", "XR") == nullptr);
  REQUIRE(find(rows, "grant", "XR") != nullptr);
  CHECK(find(rows, "grant", "XR")->channel == "n09");
}

TEST_CASE("a coarse date of a deal is any of its days", "[query]") {
  const dg::NexusResult rows = nexus(sold(), {.at_deal = true});
  for (const char* state : {"XR", "XG"}) {  // sold in the middle of the year
    REQUIRE(find(rows, "that-year", state) != nullptr);
    CHECK(find(rows, "that-year", state)->verdict == dg::Verdict::possible);
  }
  REQUIRE(find(rows, "year-before", "XR") != nullptr);
  CHECK(find(rows, "year-before", "XR")->verdict == dg::Verdict::certain);
  CHECK(find(rows, "year-before", "XR")->deal_day == dg::Date{2019});
  CHECK(find(rows, "year-before", "XG") == nullptr);
}

TEST_CASE("a deal without a date is unknown, never as of today", "[query]") {
  const dg::NexusResult rows = nexus(sold(), {.as_of = dg::Date{2024, 6, 1}, .at_deal = true});
  for (const char* state : {"XR", "XG"}) {
    const dg::NexusRow* row = find(rows, "undated", state);
    REQUIRE(row != nullptr);
    CHECK_FALSE(row->deal_day);
    CHECK(row->deal_date == dg::DealDate::none);
    CHECK(row->verdict == dg::Verdict::possible);
    CHECK(row->controllers.empty());
    CHECK(row->possible_controllers.size() == 2);
  }
}

TEST_CASE("as_of leaves out later deals, excluded brings in all", "[query]") {
  const dg::NexusResult rows = nexus(sold(), {.as_of = dg::Date{2019, 6, 1}, .at_deal = true});
  CHECK(find(rows, "before", "XR") == nullptr);
  CHECK(find(rows, "year-before", "XR") != nullptr);  // may have been made by then
  const dg::NexusResult all = nexus(sold(), {.channel = "procurement", .at_deal = true, .excluded = true});
  REQUIRE(find(all, "other", "XR") != nullptr);  // an organ of that day, though not of today
  CHECK(find(all, "other", "XR")->verdict == dg::Verdict::excluded);
  CHECK(find(all, "after", "XG") == nullptr);  // another channel
  REQUIRE(find(all, "organ", "XR") != nullptr);
  CHECK(find(all, "organ", "XR")->is_organ);
  CHECK(find(all, "organ", "XR")->closeness == dg::vocab::Closeness::c4);
  CHECK(find(all, "organ", "XR")->safeguard == dg::SafeguardStatus::required);
  CHECK_THROWS_AS(nexus(sold().as_of(dg::Date{2024, 6, 1}), {.at_deal = true}), dg::UsageError);
}

TEST_CASE("deals of random worlds agree with control on every day on which they may have been made", "[query]") {
  std::size_t ties = 0;
  for (std::uint32_t seed = 0; seed < 25; ++seed) {
    const dg::tests::RandomWorld random = dg::tests::random_world(seed, {.companies = 8, .holdings = 20});
    dg::tests::Dice dice{seed + 1000};
    dg::GraphBuilder builder = dg::GraphBuilder::from(random.graph);
    std::map<std::string, dg::Date> made;
    for (int i = 0; i < 12; ++i) {
      const std::string id = "deal" + std::to_string(i);
      const dg::Date date = dice.date();
      made.emplace(id, date);
      builder.add(dg::Engagement{.id = id,
                                 .channel = "n13",
                                 .roles = {{.party = "agency" + std::to_string(dice.roll(3)), .role = "buyer"},
                                           {.party = "c" + std::to_string(dice.roll(8)), .role = "supplier"}},
                                 .date = date});
    }
    const dg::Graph graph = std::move(builder).freeze();
    const dg::ControlProfile profile = *dg::find_profile("significant");
    std::map<std::pair<std::string, std::string>, dg::Verdict> found;
    for (const dg::NexusRow& row : nexus(graph, {.profile = profile, .at_deal = true}))
      if (row.deal_day)
        found[{std::string{graph.key(row.engagement)}, std::string{graph.key(row.state)}}] = row.verdict;
    std::map<std::pair<std::string, std::string>, dg::Verdict> expected;
    for (const auto& [id, date] : made) {
      if (date.is_unknown()) continue;
      dg::VertexId company{};
      for (const dg::EdgeId e : graph.in_edges(*graph.find(id), dg::EdgeKind::role_in))
        if (graph.role(e) == "supplier") company = graph.source(e);
      for (const char* state : {"AA", "BB"}) {
        std::int32_t certain = 0, possible = 0;
        for (std::int32_t day = date.first(); day <= date.last(); ++day)
          for (const dg::ControlRow& row : control(graph, {.profile = profile,
                                                          .as_of = dg::Date::from_days(day),
                                                          .states = {*graph.find(state)},
                                                          .companies = {company}})) {
            certain += row.verdict == dg::Verdict::certain ? 1 : 0;
            possible += row.verdict == dg::Verdict::possible ? 1 : 0;
          }
        if (certain + possible == 0) continue;
        const bool always = certain == date.last() - date.first() + 1;
        expected[{id, state}] = always ? dg::Verdict::certain : dg::Verdict::possible;
      }
    }
    INFO("world " << seed);
    CHECK(found == expected);
    ties += expected.size();
  }
  CHECK(ties > 50);
}
