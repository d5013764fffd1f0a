// SPDX-License-Identifier: BSL-1.0
//
// The calls that readers of registers use: actors without records, interests with versions.
#include <string>
#include <utility>
#include <vector>

#include <dutygraph/error.hpp>
#include <dutygraph/graph/builder.hpp>

#include "support/catch.hpp"

namespace dg = dutygraph;
using dg::Certainty;
using dg::Date;
using dg::EdgeId;
using dg::EdgeKind;
using dg::Graph;
using dg::Interval;
using dg::VertexId;
using dg::VertexKind;

namespace {

struct Register {
  dg::GraphBuilder builder{};
  dg::SourceId source = builder.add(dg::Source{.id = "register"});
  dg::EvidenceId evidence = intern();
  VertexId holder = builder.add_actor(VertexKind::state, "XR", "Ruritania", "", {}, evidence);
  VertexId company = builder.add_actor(VertexKind::company, "c", "Company", "XR", {}, evidence);

  dg::EvidenceId intern() {
    const dg::SourceId list[] = {source};
    return builder.intern(list);
  }
  void add(const char* key, int percent, dg::GraphBuilder::RegisterInterest row = {}) {
    const dg::Interest interest{.share = dg::Share::exactly(percent)};
    row.key = key;
    row.interest = &interest;
    row.evidence = evidence;
    builder.add_interest(holder, company, row);
  }
};

/// The shares that count on a day, in percent.
std::vector<std::string> shares_on(const Graph& g, Date day) {
  std::vector<std::string> list;
  for (const EdgeId e : g.edges())
    if (g.kind(e) == EdgeKind::holds && g.on(e, day.first()) != Certainty::no) list.push_back(g.share(e)->to_string());
  return list;
}

using Shares = std::vector<std::string>;

}  // namespace

TEST_CASE("an actor of a register is a vertex like any other", "[graph]") {
  Register r;
  r.builder.add_identifier(r.company, "XI-LEI", "LEI1");
  r.add("o1", 60);
  r.add("o1", 20);
  r.add("o2", 5);
  CHECK(r.builder.find(VertexKind::company, "c") == r.company);
  CHECK_FALSE(r.builder.find(VertexKind::state, "c"));
  CHECK_FALSE(r.builder.find(VertexKind::company, "nobody"));
  CHECK_THROWS_AS(r.builder.add_actor(VertexKind::company, "c", "", "", {}, r.evidence), dg::InvalidData);
  CHECK_THROWS_AS(r.builder.add_actor(VertexKind::agency, "c", "", "", {}, r.evidence), dg::InvalidData);
  CHECK_THROWS_AS(r.builder.add_actor(VertexKind::company, "", "", "", {}, r.evidence), dg::InvalidData);
  const VertexId company = r.company;
  const VertexId holder = r.holder;
  const Graph g = std::move(r.builder).freeze();
  const dg::Company record = g.record(dg::VertexIdOf<dg::Company>{company});
  CHECK(record.name == "Company");
  CHECK(record.home == "XR");
  CHECK(record.identifiers == std::vector<dg::Identifier>{{"XI-LEI", "LEI1"}});
  CHECK(record.facts.sources == std::vector<std::string>{"register"});
  CHECK(g.fields<dg::Company>(company) == nullptr);
  std::vector<std::string> keys;
  for (const EdgeId e : g.in_edges(company)) {
    CHECK(g.source(e) == holder);
    keys.push_back(std::string{g.holding_key(e)});
  }
  CHECK(keys == std::vector<std::string>{"o1", "o1", "o2"});
}

TEST_CASE("an actor may be named as home before it is added", "[graph]") {
  dg::GraphBuilder builder;
  const dg::SourceId list[] = {builder.add(dg::Source{.id = "register"})};
  const dg::EvidenceId evidence = builder.intern(list);
  const VertexId company = builder.add_actor(VertexKind::company, "c", "", "XR", {}, evidence);
  const VertexId state = builder.add_actor(VertexKind::state, "XR", "Ruritania", "", Interval::since({1900}), evidence);
  const Graph g = std::move(builder).freeze();
  CHECK(g.home(company) == state);
  CHECK(g.name(state) == "Ruritania");
  CHECK(g.lifetime(state) == Interval::since({1900}));
  CHECK_FALSE(g.is_implicit(state));
}

TEST_CASE("the same list of sources is interned once", "[graph]") {
  Register r;
  CHECK(r.intern() == r.evidence);
}

TEST_CASE("of the versions of a record the one last stated by the day counts", "[graph]") {
  Register r;
  r.add("v1", 30, {.stated = Date{2019, 3, 1}, .versioned = true, .superseded = Date{2020, 3, 1}});
  r.add("v2", 40,
        {.stated = Date{2020, 3, 1}, .versioned = true, .first_version = false, .superseded = Date{2021, 3, 1}});
  r.add("v3", 55, {.stated = Date{2021, 3, 1}, .versioned = true, .first_version = false});
  const Graph g = std::move(r.builder).freeze();
  CHECK(shares_on(g, {2019, 3, 1}) == Shares{"30 %"});
  CHECK(shares_on(g, {2020, 2, 29}) == Shares{"30 %"});
  CHECK(shares_on(g, {2020, 3, 1}) == Shares{"40 %"});
  CHECK(shares_on(g, {2021, 3, 1}) == Shares{"55 %"});
  CHECK(shares_on(g, {2030, 1, 1}) == Shares{"55 %"});
  // Before anything was stated the first version counts, where its own dates say that it held.
  CHECK(shares_on(g, {2010, 1, 1}) == Shares{"30 %"});
}

TEST_CASE("known_by drops what was stated later, so an earlier version stays in force", "[graph]") {
  Register r;
  r.add("v1", 30, {.stated = Date{2019, 3, 1}, .versioned = true, .superseded = Date{2021, 3, 1}});
  r.add("v2", 55, {.stated = Date{2021, 3, 1}, .versioned = true, .first_version = false});
  const Graph g = std::move(r.builder).freeze();
  const Date now{2024, 1, 1};
  CHECK(shares_on(g, now) == Shares{"55 %"});
  CHECK(shares_on(g.known_by({2020, 12, 31}), now) == Shares{"30 %"});
  CHECK(shares_on(g.known_by({2018, 12, 31}), now).empty());
  CHECK(shares_on(g.known_by({2021, 3, 1}), now) == Shares{"55 %"});
}

TEST_CASE("an unversioned row that was stated later counts on earlier days too", "[graph]") {
  Register r;
  r.add("o", 60, {.stated = Date{2024, 1, 1}});
  const Graph g = std::move(r.builder).freeze();
  CHECK(shares_on(g, {2020, 1, 1}) == Shares{"60 %"});
  CHECK(shares_on(g.known_by({2023, 12, 31}), {2020, 1, 1}).empty());
}

TEST_CASE("a holding that supersedes another ends it on the day it was recorded", "[graph]") {
  dg::GraphBuilder builder;
  const auto s = builder.add(dg::Source{.id = "s"});
  builder.add(dg::State{.id = "XR"}, s);
  builder.add(dg::Company{.id = "c"}, s);
  const auto add = [&](const char* id, int percent, const char* supersedes, std::optional<Date> recorded) {
    dg::Holding holding{.id = id,
                        .holder = "XR",
                        .company = "c",
                        .interests = {{.share = dg::Share::exactly(percent)}},
                        .supersedes = supersedes};
    holding.facts.recorded = recorded;
    builder.add(holding, s);
  };
  add("third", 70, "second", Date{2022, 1, 1});
  add("first", 50, "", Date{2020, 1, 1});
  add("second", 60, "first", Date{2021, 1, 1});
  const Graph g = std::move(builder).freeze();
  CHECK(shares_on(g, {2020, 6, 1}) == Shares{"50 %"});
  CHECK(shares_on(g, {2021, 1, 1}) == Shares{"60 %"});
  CHECK(shares_on(g, {2023, 1, 1}) == Shares{"70 %"});
  CHECK(shares_on(g, {2019, 1, 1}) == Shares{"50 %"});
  CHECK(g.as_of({2021, 6, 1}).num_edges() == 1);
  CHECK(shares_on(g.known_by({2021, 6, 1}), {2023, 1, 1}) == Shares{"60 %"});
}

TEST_CASE("a record that supersedes another without a date replaces it altogether", "[graph]") {
  dg::GraphBuilder builder;
  const auto s = builder.add(dg::Source{.id = "s"});
  builder.add(dg::State{.id = "XR"}, s);
  builder.add(dg::Company{.id = "c"}, s);
  builder.add(dg::Holding{.id = "old", .holder = "XR", .company = "c", .interests = {{}, {}}}, s);
  builder.add(dg::Holding{.id = "new", .holder = "XR", .company = "c", .interests = {{}}, .supersedes = "old"}, s);
  const Graph g = std::move(builder).freeze();
  CHECK(g.num_edges() == 3);
  CHECK(g.as_of({1990, 1, 1}).num_edges() == 1);
  CHECK(g.as_of({2024, 1, 1}).num_edges() == 1);
}

TEST_CASE("a membership that no record states is an edge with dates and sources", "[graph]") {
  Register r;
  r.builder.add_membership(r.company, r.holder, Interval::since({2020, 1, 1}), r.evidence);
  const VertexId company = r.company;
  const VertexId state = r.holder;
  const Graph g = std::move(r.builder).freeze();
  REQUIRE(g.out_edges(company, EdgeKind::part_of).count() == 1);
  const EdgeId e = *g.out_edges(company, EdgeKind::part_of).begin();
  CHECK(g.target(e) == state);
  CHECK(g.valid(e) == Interval::since({2020, 1, 1}));
  CHECK(g.sources(e).begin()->id == "register");
  CHECK(g.record(dg::VertexIdOf<dg::Company>{company}).organ_of == "XR");
}

TEST_CASE("a negative row never counts, a disputed one possibly", "[graph]") {
  Register r;
  r.add("denied", 60, {.assertion = dg::Assertion::negative});
  r.add("disputed", 40, {.assertion = dg::Assertion::disputed});
  const Graph g = std::move(r.builder).freeze();
  const std::int32_t day = Date{2024, 1, 1}.first();
  std::vector<Certainty> found;
  for (const EdgeId e : g.edges()) found.push_back(g.on(e, day));
  CHECK(found == std::vector{Certainty::no, Certainty::possible});
  CHECK(g.as_of({2024, 1, 1}).num_edges() == 1);
  CHECK(g.num_edges() == 2);
}
