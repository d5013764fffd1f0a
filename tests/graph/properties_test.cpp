// SPDX-License-Identifier: BSL-1.0
//
// What holds for every world, tried on random ones.
#include <algorithm>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <dutygraph/graph/builder.hpp>

#include "support/catch.hpp"
#include "support/random_world.hpp"

namespace dg = dutygraph;
using dg::Certainty;
using dg::Date;
using dg::EdgeId;
using dg::EdgeKind;
using dg::Graph;
using dg::VertexId;
using dg::tests::Fact;
using dg::tests::facts_of;
using dg::tests::random_world;
using dg::tests::RandomWorld;

namespace {

std::vector<Fact> sorted(std::vector<Fact> facts) {
  std::sort(facts.begin(), facts.end());
  return facts;
}

std::vector<EdgeId> listed(const dg::EdgeRange& range) { return {range.begin(), range.end()}; }
std::vector<EdgeId> listed(const Graph& g) { return listed(g.edges()); }

/// The facts that went in and that \p keep wants.
template <class Keep>
std::vector<Fact> given(const RandomWorld& world, Keep keep) {
  std::vector<Fact> facts;
  for (const dg::tests::GivenFact& g : world.given)
    if (keep(g)) facts.push_back(g.fact);
  return sorted(std::move(facts));
}

std::vector<Date> some_days() { return {{2009, 12, 31}, {2014, 2, 28}, {2018, 7, 1}, {2021, 12, 31}, {2030, 1, 1}}; }

bool exists(const Graph& g, VertexId v, Date day) { return g.lifetime(v).on(day.first()) != Certainty::no; }

}  // namespace

TEST_CASE("freeze keeps the multiset of facts", "[graph]") {
  const RandomWorld world = random_world(GENERATE(range(1U, 40U)));
  CHECK(sorted(facts_of(world.graph)) == given(world, [](const auto&) { return true; }));
  CHECK(world.graph.num_edges() == world.given.size());
}

TEST_CASE("out-edges and in-edges mirror each other, and all edges", "[graph]") {
  const Graph full = random_world(GENERATE(range(1U, 15U))).graph;
  for (const Graph& g : {full, full.as_of({2018, 7, 1}), full.where([](EdgeId e) { return e.value() % 3 != 1; })}) {
    std::map<EdgeId, int> seen;
    for (const VertexId v : g.vertices()) {
      for (const EdgeId e : g.out_edges(v)) {
        CHECK(g.source(e) == v);
        seen[e] += 1;
      }
      for (const EdgeId e : g.in_edges(v)) {
        CHECK(g.target(e) == v);
        seen[e] += 10;
      }
    }
    CHECK(seen.size() == g.num_edges());
    for (const EdgeId e : g.edges()) CHECK(seen[e] == 11);
  }
}

TEST_CASE("edges are ordered: out-edges by kind and target, in-edges by kind and source", "[graph]") {
  const Graph g = random_world(GENERATE(range(1U, 15U))).graph;
  for (const VertexId v : g.vertices()) {
    const std::vector<EdgeId> out = listed(g.out_edges(v));
    CHECK(std::is_sorted(out.begin(), out.end(), [&](EdgeId a, EdgeId b) { return g.kind(a) < g.kind(b); }));
    // Edges to one target stand together within a kind.
    std::vector<std::pair<EdgeKind, VertexId>> targets;
    for (const EdgeId e : out) targets.emplace_back(g.kind(e), g.target(e));
    const auto last = std::unique(targets.begin(), targets.end());
    std::sort(targets.begin(), last);
    CHECK(std::unique(targets.begin(), last) == last);
    const std::vector<EdgeId> in = listed(g.in_edges(v));
    CHECK(std::is_sorted(in.begin(), in.end(), [&](EdgeId a, EdgeId b) {
      return std::pair{g.kind(a), g.source(a)} < std::pair{g.kind(b), g.source(b)};
    }));
    CHECK(std::is_sorted(in.begin(), in.end()));
  }
}

TEST_CASE("the same world built again has the same ids", "[graph]") {
  const auto seed = GENERATE(range(1U, 10U));
  const Graph a = random_world(seed).graph;
  const Graph b = random_world(seed).graph;
  REQUIRE(a.num_vertices() == b.num_vertices());
  for (const VertexId v : a.vertices()) CHECK(a.key(v) == b.key(v));
  CHECK(facts_of(a) == facts_of(b));
}

TEST_CASE("as_of is the naive filter", "[graph]") {
  const RandomWorld world = random_world(GENERATE(range(1U, 30U)));
  const Graph& g = world.graph;
  for (const Date day : some_days()) {
    CAPTURE(day.to_string());
    const Graph view = g.as_of(day);
    std::vector<EdgeId> expected;
    for (const EdgeId e : g.edges())
      if (g.on(e, day.first()) != Certainty::no && exists(g, g.source(e), day) && exists(g, g.target(e), day))
        expected.push_back(e);
    CHECK(listed(view) == expected);
    CHECK(view.num_edges() == expected.size());
    // The same without asking the graph when a fact holds.
    CHECK(sorted(facts_of(view)) == given(world, [&](const dg::tests::GivenFact& f) {
            const auto lives = [&](const std::string& key) { return exists(g, g.find(key).value(), day); };
            return f.assertion != dg::Assertion::negative && f.fact.valid.on(day.first()) != Certainty::no &&
                   lives(f.fact.source) && lives(f.fact.target);
          }));
  }
}

TEST_CASE("as_of and known_by look at the versions of a record", "[graph]") {
  dg::tests::Dice dice{GENERATE(range(1U, 20U))};
  dg::GraphBuilder builder;
  const dg::SourceId source[] = {builder.add(dg::Source{.id = "s"})};
  const dg::EvidenceId evidence = builder.intern(source);
  std::vector<VertexId> companies;
  for (int i = 0; i < 10; ++i)
    companies.push_back(builder.add_actor(dg::VertexKind::company, "c" + std::to_string(i), "", "",
                                          dice.one_in(4) ? dice.interval() : dg::Interval{}, evidence));
  for (int i = 0; i < 300; ++i) {
    const dg::Interest interest{.share = dice.share(), .valid = dice.interval()};
    const std::string key = "h" + std::to_string(i);
    builder.add_interest(companies[dice.roll(10)], companies[dice.roll(10)],
                         {.key = key,
                          .interest = &interest,
                          .evidence = evidence,
                          .stated = dice.one_in(5) ? std::nullopt : std::optional{dice.date()},
                          .versioned = dice.one_in(2),
                          .first_version = dice.one_in(3),
                          .superseded = dice.one_in(2) ? std::nullopt : std::optional{Date{2012, 5, 1}}});
    if (i % 50 == 0) builder.add_membership(companies[dice.roll(10)], companies[0], dice.interval(), evidence);
  }
  const Graph g = std::move(builder).freeze();
  for (const Date day : some_days())
    for (const Graph& base : {g, g.known_by({2017, 4, 5})}) {
      std::vector<EdgeId> expected;
      for (const EdgeId e : g.edges())
        if (base.on(e, day.first()) != Certainty::no && exists(g, g.source(e), day) && exists(g, g.target(e), day))
          expected.push_back(e);
      CHECK(listed(base.as_of(day)) == expected);
    }
}

TEST_CASE("known_by is the naive filter", "[graph]") {
  const RandomWorld world = random_world(GENERATE(range(1U, 30U)));
  for (const Date day : some_days()) {
    CAPTURE(day.to_string());
    const Graph view = world.graph.known_by(day);
    CHECK(sorted(facts_of(view)) == given(world, [&](const dg::tests::GivenFact& f) {
            return !f.recorded || f.recorded->first() <= day.first();
          }));
  }
}

TEST_CASE("views compose in any order", "[graph]") {
  const Graph g = random_world(GENERATE(range(1U, 15U))).graph;
  const auto even = [](EdgeId e) { return e.value() % 2 == 0; };
  const dg::EdgeKinds kinds = EdgeKind::holds | EdgeKind::member_of;
  for (const Date day : some_days()) {
    const Date known{2020, 1, 1};
    const std::vector<EdgeId> one = listed(g.as_of(day).only(kinds).where(even).known_by(known));
    CHECK(listed(g.known_by(known).where(even).as_of(day).only(kinds)) == one);
    CHECK(listed(g.where(even).only(kinds).known_by(known).as_of(day)) == one);
    // The composition is the intersection.
    const Graph a = g.as_of(day).known_by(known);
    const Graph b = g.only(kinds);
    std::vector<EdgeId> expected;
    for (const EdgeId e : g.edges())
      if (a.contains(e) && b.contains(e) && even(e)) expected.push_back(e);
    CHECK(one == expected);
  }
}

TEST_CASE("where with a predicate that is always true changes nothing", "[graph]") {
  const Graph g = random_world(GENERATE(range(1U, 6U))).graph;
  for (const Graph& base : {g, g.as_of({2018, 7, 1}), g.only(EdgeKind::holds)}) {
    CHECK(listed(base.where([](EdgeId) { return true; })) == listed(base));
    CHECK(base.where([](EdgeId) { return false; }).num_edges() == 0);
  }
}

TEST_CASE("every edge has evidence and every vertex a key that finds it", "[graph]") {
  const Graph g = random_world(GENERATE(range(1U, 15U))).graph;
  for (const EdgeId e : g.edges()) {
    CHECK_FALSE(g.sources(e).empty());
    for (const dg::Source& source : g.sources(e)) CHECK_FALSE(source.id.empty());
  }
  for (const VertexId v : g.vertices()) {
    CHECK(g.find(g.kind(v), g.key(v)) == v);
    CHECK_FALSE(g.sources(v).empty());
  }
}

TEST_CASE("a sub-range of a kind is the range filtered by kind", "[graph]") {
  const Graph full = random_world(GENERATE(range(1U, 8U))).graph;
  for (const Graph& g : {full, full.as_of({2018, 7, 1})})
    for (const VertexId v : g.vertices())
      for (const EdgeKind kind : {EdgeKind::holds, EdgeKind::part_of, EdgeKind::member_of, EdgeKind::concerns}) {
        std::vector<EdgeId> expected;
        for (const EdgeId e : g.out_edges(v))
          if (g.kind(e) == kind) expected.push_back(e);
        CHECK(listed(g.out_edges(v, kind)) == expected);
        CHECK(g.out_edges(v, kind).count() == expected.size());
      }
}
