// SPDX-License-Identifier: BSL-1.0
#include <string>
#include <utility>
#include <vector>

#include <dutygraph/error.hpp>
#include <dutygraph/graph/builder.hpp>

#include "support/catch.hpp"
#include "support/random_world.hpp"
#include "support/ruritania.hpp"

namespace dg = dutygraph;
using Catch::Matchers::ContainsSubstring;
using dg::EdgeId;
using dg::EdgeKind;
using dg::Graph;
using dg::VertexId;
using dg::VertexKind;
using dg::tests::Ruritania;

TEST_CASE("the empty graph has nothing and answers everything", "[graph]") {
  const Graph g;
  CHECK(g.num_vertices() == 0);
  CHECK(g.num_edges() == 0);
  CHECK(g.max_edges() == 0);
  CHECK(g.vertices().empty());
  CHECK(g.edges().empty());
  CHECK(g.vertices<dg::State>().empty());
  CHECK_FALSE(g.find("XR"));
  CHECK(g.resolve(dg::actors, "XR").empty());
  CHECK(g.as_of({2024, 6, 30}).num_edges() == 0);
  CHECK(dg::GraphBuilder{}.operator=(dg::GraphBuilder{}).find(VertexKind::state, "XR") == std::nullopt);
}

TEST_CASE("vertices have a kind, a key, a name, a home and a lifetime", "[graph]") {
  const Ruritania world;
  const Graph& g = world.graph;
  CHECK(g.kind(world.ruritel) == VertexKind::company);
  CHECK(g.key(world.ruritel) == "ruritel");
  CHECK(g.name(world.ruritel) == "Ruritel");
  CHECK(g.name(world.privatel) == "privatel");  // the key where there is no name
  CHECK(g.home(world.ruritel) == world.state);
  CHECK_FALSE(g.home(world.investor));
  CHECK(g.lifetime(world.act) == dg::Interval::since({2021, 7, 1}));
  CHECK(g.lifetime(world.state).is_always());
  CHECK_FALSE(g.is_implicit(world.state));
  CHECK(g.canonical(world.state) == world.state);
}

TEST_CASE("vertices of one record come in order of insertion", "[graph]") {
  const Ruritania world;
  std::vector<std::string_view> keys;
  for (const dg::VertexIdOf<dg::Company> c : world.graph.vertices<dg::Company>()) keys.push_back(world.graph.key(c));
  CHECK(keys == std::vector<std::string_view>{"ruritel", "ruricloud", "borderwatch", "privatel"});
  CHECK(world.graph.vertices<dg::Agency>().size() == 2);
  CHECK(world.graph.vertices<dg::Provision>().empty());
}

TEST_CASE("find misses quietly, at says what it looked for", "[graph]") {
  const Ruritania world;
  const Graph& g = world.graph;
  CHECK(g.find("ruritel") == world.ruritel);
  CHECK(g.find<dg::Company>("ruritel") == world.ruritel);
  CHECK_FALSE(g.find<dg::State>("ruritel"));
  CHECK_FALSE(g.find("Ruritel"));  // ids are case-sensitive, and names are not ids
  CHECK_FALSE(g.find(""));
  CHECK(g.find("hr-act") == world.act);
  CHECK(g.at<dg::State>("XR") == world.state);
  CHECK_THROWS_AS(g.at<dg::State>("XX"), dg::NotFound);
  CHECK_THROWS_WITH(g.at<dg::State>("XX"), ContainsSubstring("state") && ContainsSubstring("XX"));
  CHECK_THROWS_WITH(g.at<dg::State>("ruritel"), ContainsSubstring("companies"));
  CHECK_THROWS_WITH(g.at<dg::State>("\x1B[2J"), ContainsSubstring("\\u001b"));
}

TEST_CASE("an id that two kinds share is found by kind, or as the actor", "[graph]") {
  dg::GraphBuilder builder;
  const auto company = builder.add(dg::Company{.id = "x"});
  const auto event = builder.add(dg::Event{.id = "x"});
  const auto remedy = builder.add(dg::Remedy{.id = "y"});
  builder.add(dg::Place{.id = "y"});
  const Graph g = std::move(builder).freeze();
  CHECK(g.find("x") == company);
  CHECK(g.find<dg::Event>("x") == event);
  CHECK_FALSE(g.find("y"));  // ambiguous
  CHECK(g.find(VertexKind::remedy, "y") == remedy);
}

TEST_CASE("record gives back what was added", "[graph]") {
  dg::GraphBuilder builder;
  builder.add(dg::Source{.id = "s"});
  builder.add(dg::State{.id = "XR"});
  dg::Company company{.id = "c",
                      .name = "Company",
                      .home = "XR",
                      .kinds = {"platform"},
                      .technologies = {"ai"},
                      .operates = {"XR"},
                      .identifiers = {{"XI-LEI", "529900T8BM49AURSDO55"}, {"XR-REG", "7"}},
                      .size = {{.year = 2023, .staff = dg::Decimal{1200}, .currency = "EUR"}},
                      .roles = {"soe"}};
  company.facts = {.valid = dg::Interval::since({2001}),
                   .sources = {"s"},
                   .confidence = dg::Decimal::parse("0.8"),
                   .recorded = dg::Date{2024, 1, 1},
                   .note = "a note",
                   .observed = {dg::Date{2020}},
                   .elements = {{"ungp3a.law"}},
                   .extra = "{\"k\":1}"};
  const auto v = builder.add(company);
  dg::Instrument act{.id = "act", .title = "Act", .state = "XR", .status = {{"in_force", dg::Date{2021}}}};
  act.facts.sources = {"s"};
  const auto w = builder.add(act);
  const Graph g = std::move(builder).freeze();
  CHECK(g.record(v) == company);
  CHECK(g.record(w).title == "Act");
  CHECK(g.record(w).state == "XR");
  CHECK(g.record(w).status == act.status);
  CHECK(g.record(w).facts == act.facts);
  CHECK(g.num_identifiers(v) == 2);
  CHECK(g.identifier(v, 0) == std::pair<std::string_view, std::string_view>{"XI-LEI", "529900T8BM49AURSDO55"});
}

TEST_CASE("fields gives what has no column, without a copy", "[graph]") {
  const Ruritania world;
  const Graph& g = world.graph;
  REQUIRE(g.fields<dg::Engagement>(world.credit) != nullptr);
  CHECK(g.fields<dg::Engagement>(world.credit)->channel == "n06");
  CHECK(g.fields<dg::Company>(world.credit) == nullptr);    // of another kind
  CHECK(g.fields<dg::Company>(world.privatel) == nullptr);  // nothing beyond the columns
  const Graph view = g.as_of(dg::tests::today);
  CHECK(g.fields<dg::Engagement>(world.credit) == view.fields<dg::Engagement>(world.credit));
}

TEST_CASE("a holding keeps every part of its interests", "[graph]") {
  dg::GraphBuilder builder;
  const auto s = builder.add(dg::Source{.id = "s"});
  builder.add(dg::State{.id = "XR"}, s);
  const auto company = builder.add(dg::Company{.id = "c"}, s);
  const dg::Interest votes{.basis = dg::vocab::Basis::votes,
                           .code = "votingRights",
                           .share_class = "A",
                           .directness = dg::Directness::unknown,
                           .share = dg::Share::between(25, 50, true),
                           .valid = dg::Interval::since({2020})};
  const dg::Interest unknown{.share = dg::Share::unknown(), .unknown_reason = "not published"};
  const dg::Interest veto{.basis = dg::vocab::Basis::veto};
  builder.add(dg::Holding{.id = "h", .holder = "XR", .company = "c", .interests = {votes, unknown, veto}}, s);
  const Graph g = std::move(builder).freeze();
  std::vector<dg::Interest> interests;
  for (const EdgeId e : g.in_edges(company, EdgeKind::holds)) {
    interests.push_back(g.interest(e));
    CHECK(g.holding_key(e) == "h");
    CHECK(g.basis(e) == interests.back().basis);
    CHECK(g.share(e) == interests.back().share);
    CHECK(g.role(e).empty());
  }
  CHECK(interests == std::vector{votes, unknown, veto});  // in the order of the record
  CHECK_FALSE(g.share(*g.in_edges(company).begin())->is_exact());
  CHECK_FALSE(interests[2].share);
}

TEST_CASE("two lots of one source stay two facts", "[graph]") {
  dg::tests::RuritaniaBuilder ruritania;
  const auto lot = [&] {
    ruritania.hold(ruritania.state, ruritania.ruricloud, dg::Share::exactly(10), {}, ruritania.report);
  };
  lot();
  lot();
  const Graph g = std::move(ruritania.builder).freeze();
  CHECK(g.in_edges(ruritania.ruricloud, EdgeKind::holds).count() == 3);
}

TEST_CASE("out_edges and in_edges of a kind", "[graph]") {
  const Ruritania world;
  const Graph& g = world.graph;
  CHECK(g.out_edges(world.state).count() == 3);
  CHECK(g.out_edges(world.state, EdgeKind::holds).count() == 2);
  CHECK(g.out_edges(world.state, EdgeKind::issues).count() == 1);
  CHECK(g.out_edges(world.state, EdgeKind::part_of).empty());
  CHECK(g.in_edges(world.state, EdgeKind::part_of).count() == 2);
  CHECK(g.in_edges(world.state).count() == 2);
  CHECK(g.edges().count() == g.num_edges());
  for (const EdgeId e : g.out_edges(world.treasury, EdgeKind::enforces)) CHECK(g.target(e) == world.act);
}

TEST_CASE("thousands of edges that rest on the same sources share one list", "[graph]") {
  dg::tests::RuritaniaBuilder ruritania;
  for (int i = 0; i < 1000; ++i)
    ruritania.hold(ruritania.state, ruritania.ruricloud, dg::Share::exactly(1), {},
                   {ruritania.report, ruritania.registry});
  const Graph g = std::move(ruritania.builder).freeze();
  CHECK(g.tables().evidence.size() < 10);
}

TEST_CASE("a copy of a graph is a handle on the same tables", "[graph]") {
  Graph copy;
  {
    const Ruritania world;
    copy = world.graph;
    CHECK(&copy.tables() == &world.graph.tables());
    const Graph view = copy.as_of(dg::tests::today);
    CHECK(&copy.tables() == &view.tables());
  }
  CHECK(copy.name(VertexId{0}) == "Ruritania");
  CHECK(sizeof(Graph) <= 80);
}

TEST_CASE("memory is counted by part", "[graph]") {
  const Graph g = dg::tests::random_world(1, {.companies = 20'000, .holdings = 100'000}).graph;
  const Graph::Memory memory = g.memory();
  const auto per_edge = static_cast<double>(memory.edges) / static_cast<double>(g.num_edges());
  const auto per_vertex = static_cast<double>(memory.vertices) / static_cast<double>(g.num_vertices());
  WARN("bytes per holding " << per_edge << ", per vertex " << per_vertex << ", of text per vertex "
                            << static_cast<double>(memory.text) / static_cast<double>(g.num_vertices()));
  CHECK(per_edge >= sizeof(dg::detail::HoldingRow));
  CHECK(per_edge < 128);
  CHECK(memory.vertices > 0);
  CHECK(memory.text > 0);
}
