// SPDX-License-Identifier: BSL-1.0
#include <algorithm>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include <dutygraph/error.hpp>
#include <dutygraph/graph/builder.hpp>

#include "support/catch.hpp"
#include "support/ruritania.hpp"

namespace dg = dutygraph;
using dg::Date;
using dg::EdgeId;
using dg::EdgeKind;
using dg::Graph;
using dg::Interval;
using dg::tests::Ruritania;
using dg::tests::today;

namespace {

/// "holder -> company" of the holdings that a view shows, in its order.
std::vector<std::string> holdings(const Graph& g) {
  std::vector<std::string> list;
  for (const EdgeId e : g.edges())
    if (g.kind(e) == EdgeKind::holds)
      list.push_back(std::string{g.key(g.source(e))} + " -> " + std::string{g.key(g.target(e))});
  std::sort(list.begin(), list.end());
  return list;
}

using Lines = std::vector<std::string>;

/// One company held by another, the holding as given.
struct OneHolding {
  dg::GraphBuilder builder{};
  dg::SourceId source = builder.add(dg::Source{.id = "s"});
  Graph with(dg::Holding holding, Interval holder = {}, Interval company = {}) {
    builder.add(dg::Company{.id = "a", .facts = {.valid = holder}}, source);
    builder.add(dg::Company{.id = "b", .facts = {.valid = company}}, source);
    holding.holder = "a";
    holding.company = "b";
    if (holding.interests.empty()) holding.interests = {{}};
    builder.add(holding, source);
    return std::move(builder).freeze();
  }
};

dg::Holding recorded(Date day) {
  dg::Holding holding{.holder = "", .company = ""};
  holding.facts.recorded = day;
  return holding;
}

}  // namespace

TEST_CASE("as_of shows what holds on the day and hides edges that end on it", "[graph]") {
  const Ruritania world;
  const Graph& g = world.graph;
  CHECK(holdings(g.as_of({2017, 12, 31})) == Lines{"XR -> privatel", "XR -> ruritel", "ruritel -> ruricloud"});
  CHECK(holdings(g.as_of({2018, 1, 1})) == Lines{"XR -> ruritel", "investor -> privatel", "ruritel -> ruricloud"});
  CHECK(holdings(g.as_of({2014, 6, 1})) == Lines{"XR -> privatel", "XR -> ruritel"});
  CHECK(holdings(g.as_of({2014, 5, 31})) == Lines{"XR -> privatel"});
  CHECK(holdings(g.as_of({2009, 12, 31})).empty());
  CHECK(g.as_of(today).as_of_day() == today);
  CHECK_FALSE(g.as_of_day());
}

TEST_CASE("as_of shows what may hold on the day", "[graph]") {
  const Ruritania world;
  // The fund bought in March 2019, Ruritel in 2016; nobody recorded the day.
  CHECK(holdings(world.graph.as_of({2019, 2, 28})).size() == 3);
  CHECK(holdings(world.graph.as_of({2019, 3, 1})).size() == 4);
  CHECK(holdings(world.graph.as_of({2015, 12, 31})).size() == 2);
  CHECK(holdings(world.graph.as_of({2016, 1, 1})).size() == 3);
}

TEST_CASE("as_of needs a day", "[graph]") {
  const Ruritania world;
  CHECK_THROWS_AS(world.graph.as_of({2019}), dg::UsageError);
  CHECK_THROWS_AS(world.graph.as_of({2019, 6}), dg::UsageError);
  CHECK_THROWS_AS(world.graph.as_of(Date{}), dg::UsageError);
  CHECK_THROWS_AS(world.graph.known_by({2019}), dg::UsageError);
  CHECK_THROWS_WITH(world.graph.as_of({2019, 6}), Catch::Matchers::ContainsSubstring("2019-06"));
}

TEST_CASE("a view keeps the ids of vertices and edges, and all vertices", "[graph]") {
  const Ruritania world;
  const Graph& g = world.graph;
  const Graph then = g.as_of({2012, 1, 1});
  CHECK(then.num_vertices() == g.num_vertices());
  CHECK(then.max_edges() == g.max_edges());
  CHECK(then.num_edges() < g.num_edges());
  CHECK(then.edges().count() == then.num_edges());
  for (const EdgeId e : then.edges()) {
    CHECK(g.contains(e));
    CHECK(then.contains(e));
    CHECK(then.source(e) == g.source(e));
    CHECK(then.target(e) == g.target(e));
  }
  CHECK(then.at<dg::Company>("ruritel") == world.ruritel);
  CHECK(then.out_edges(world.ruritel).empty());
}

TEST_CASE("as_of hides the edges of what does not exist on the day", "[graph]") {
  const bool holder_is_late = GENERATE(true, false);
  CAPTURE(holder_is_late);
  const Interval late{Date{2020, 1, 1}, Date{2022, 1, 1}};
  const Graph g = OneHolding{}.with({.holder = "", .company = ""}, holder_is_late ? late : Interval{},
                                    holder_is_late ? Interval{} : late);
  CHECK(g.num_edges() == 1);
  CHECK(g.as_of({2019, 12, 31}).num_edges() == 0);
  CHECK(g.as_of({2020, 1, 1}).num_edges() == 1);
  CHECK(g.as_of({2021, 12, 31}).num_edges() == 1);
  CHECK(g.as_of({2022, 1, 1}).num_edges() == 0);
  CHECK(g.known_by({2019, 12, 31}).num_edges() == 1);  // knowing is another matter
}

TEST_CASE("a lifetime that may have begun hides nothing", "[graph]") {
  const Graph g = OneHolding{}.with({.holder = "", .company = ""}, Interval::since({2020}));
  CHECK(g.as_of({2019, 12, 31}).num_edges() == 0);
  CHECK(g.as_of({2020, 1, 1}).num_edges() == 1);
}

TEST_CASE("known_by hides what was recorded later", "[graph]") {
  const Graph g = OneHolding{}.with(recorded({2021, 5, 3}));
  CHECK(g.known_by({2021, 5, 2}).num_edges() == 0);
  CHECK(g.known_by({2021, 5, 3}).num_edges() == 1);  // by the end of the day
  CHECK(g.known_by({2021, 5, 2}).known_by_day() == Date{2021, 5, 2});
  CHECK(g.as_of({2010, 1, 1}).num_edges() == 1);  // when a fact holds is not when it was learned
}

TEST_CASE("a fact without a date of recording has always been known", "[graph]") {
  const Ruritania world;
  CHECK(world.graph.known_by({1990, 1, 1}).num_edges() == world.graph.num_edges());
}

TEST_CASE("a record that says when it was recorded says it of its references too", "[graph]") {
  dg::GraphBuilder builder;
  builder.add(dg::State{.id = "XR"});
  dg::Agency agency{.id = "a", .state = "XR"};
  agency.facts.recorded = Date{2021};
  builder.add(agency);
  const Graph g = std::move(builder).freeze();
  CHECK(g.known_by({2020, 12, 31}).num_edges() == 0);
  CHECK(g.known_by({2021, 1, 1}).num_edges() == 1);  // may have been known
}

TEST_CASE("known_by and as_of compose: what did we know then about another day", "[graph]") {
  dg::Holding holding = recorded({2021, 5, 3});
  holding.facts.valid = Interval{Date{2015, 1, 1}, Date{2016, 1, 1}};
  const Graph g = OneHolding{}.with(holding);
  const Date about{2015, 6, 1};
  CHECK(g.as_of(about).known_by({2021, 5, 2}).num_edges() == 0);
  CHECK(g.known_by({2021, 5, 2}).as_of(about).num_edges() == 0);
  CHECK(g.as_of(about).known_by({2021, 5, 3}).num_edges() == 1);
  CHECK(g.known_by({2021, 5, 3}).as_of(about).num_edges() == 1);
  CHECK(g.known_by({2021, 5, 3}).as_of({2016, 1, 1}).num_edges() == 0);
}

TEST_CASE("a second as_of asks about another day, a second only about fewer edges", "[graph]") {
  const Ruritania world;
  const Graph& g = world.graph;
  CHECK(holdings(g.as_of({2012, 1, 1}).as_of(today)) == holdings(g.as_of(today)));
  const Graph less = g.only(EdgeKind::holds | EdgeKind::part_of).only(EdgeKind::holds | EdgeKind::role_in);
  CHECK(less.num_edges() == 5);
  CHECK(g.only(EdgeKind::holds).only(EdgeKind::part_of).num_edges() == 0);
}

TEST_CASE("only keeps the edges of its kinds", "[graph]") {
  const Ruritania world;
  const Graph& g = world.graph;
  CHECK(g.only(EdgeKind::holds).num_edges() == 5);
  CHECK(g.only(EdgeKind::part_of).num_edges() == 3);
  CHECK(g.only(EdgeKind::holds | EdgeKind::part_of).num_edges() == 8);
  CHECK(g.only(dg::EdgeKinds::all()).num_edges() == g.num_edges());
  CHECK(g.only({}).num_edges() == 0);
  const Graph none = g.only({});
  CHECK(none.edges().empty());
  CHECK(g.only(EdgeKind::holds).as_of(today).num_edges() == 4);
  CHECK(g.as_of(today).only(EdgeKind::holds).num_edges() == 4);
}

TEST_CASE("where keeps the edges its predicate wants", "[graph]") {
  const Ruritania world;
  const Graph& g = world.graph;
  const Graph large =
      g.where([&](EdgeId e) { return g.kind(e) == EdgeKind::holds && g.share(e)->low() > dg::Percent{50}; });
  CHECK(holdings(large) == Lines{"XR -> ruritel", "ruritel -> ruricloud"});
  CHECK(holdings(large.as_of({2015, 1, 1})) == Lines{"XR -> ruritel"});
  const Graph of_report = g.where([&](EdgeId e) { return g.sources(e).begin()->id == "report"; });
  CHECK(of_report.only(EdgeKind::holds).num_edges() == 3);
}

TEST_CASE("the last words of a bitmap are as good as the first", "[graph]") {
  // Edge counts around multiples of 64.
  const std::uint32_t edges = GENERATE(1U, 63U, 64U, 65U, 127U, 128U, 129U);
  dg::GraphBuilder builder;
  const auto s = builder.add(dg::Source{.id = "s"});
  const auto a = builder.add(dg::Company{.id = "a"}, s);
  const auto b = builder.add(dg::Company{.id = "b"}, s);
  for (std::uint32_t i = 0; i < edges; ++i)
    builder.connect(a, b, dg::Holds{.interests = {{.valid = Interval::since({2020, 1, 1})}}}, s);
  const Graph g = std::move(builder).freeze();
  CHECK(g.as_of({2020, 1, 1}).num_edges() == edges);
  CHECK(g.as_of({2019, 12, 31}).num_edges() == 0);
  const Graph last = g.where([&](EdgeId e) { return e.value() + 1 == edges; });
  REQUIRE(last.num_edges() == 1);
  CHECK((*last.edges().begin()).value() == edges - 1);
  CHECK((*last.out_edges(a).begin()).value() == edges - 1);
  CHECK((*last.in_edges(b, EdgeKind::holds).begin()).value() == edges - 1);
}
