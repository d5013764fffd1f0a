// SPDX-License-Identifier: BSL-1.0
#include <algorithm>
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
using dg::EdgeKind;
using dg::Graph;
using dg::GraphBuilder;
using dg::InvalidData;
using dg::tests::facts_of;

namespace {

/// What the one complaint of a call that is refused says.
template <class Call>
dg::Diagnostic complaint(Call call) {
  try {
    call();
  } catch (const InvalidData& error) {
    REQUIRE(error.diagnostics().size() == 1);
    return error.diagnostics()[0];
  }
  FAIL("nothing was refused");
  return {};
}

dg::Holding stake(std::string holder, std::string company) {
  return {.holder = std::move(holder), .company = std::move(company), .interests = {{.share = dg::Share::exactly(51)}}};
}

}  // namespace

TEST_CASE("a typed builder makes the five-line world", "[graph]") {
  GraphBuilder builder;
  const auto report = builder.add(dg::Source{.id = "report", .title = "State holdings report 2024"});
  const auto state = builder.add(dg::State{.id = "XR", .name = "Ruritania"}, report);
  const auto telco = builder.add(dg::Company{.id = "ruritel", .name = "Ruritel"}, report);
  builder.connect(state, telco, dg::Holds{.interests = {{.share = dg::Share::exactly(62)}}}, report);
  const Graph graph = std::move(builder).freeze();

  REQUIRE(graph.num_vertices() == 2);
  REQUIRE(graph.num_edges() == 1);
  const dg::EdgeId e = *graph.edges().begin();
  CHECK(graph.source(e) == state);
  CHECK(graph.target(e) == telco);
  CHECK(graph.kind(e) == EdgeKind::holds);
  CHECK(graph.share(e) == dg::Share::exactly(62));
  CHECK(graph.sources(e).begin()->title == "State holdings report 2024");
}

TEST_CASE("ids from the builder are good in the graph", "[graph]") {
  const dg::tests::Ruritania world;
  CHECK(world.graph.key(world.state) == "XR");
  CHECK(world.graph.key(world.borderwatch) == "borderwatch");
  CHECK(world.graph.kind(world.credit) == dg::VertexKind::engagement);
  CHECK(world.graph.at<dg::Company>("ruritel") == world.ruritel);
}

TEST_CASE("each typed edge becomes the reference that a document would make", "[graph]") {
  const dg::tests::Ruritania world;
  const Graph& g = world.graph;
  CHECK(g.record(world.treasury).state == "XR");
  CHECK(g.record(world.export_bank).part_of == "treasury");
  CHECK(g.record(world.fund).organ_of == "XR");
  CHECK(g.record(world.credit).roles ==
        std::vector<dg::Role>{{"export-bank", "provider"}, {"borderwatch", "beneficiary"}});
  CHECK(g.record(world.act).state == "XR");
  CHECK(g.record(world.act).enforcers == std::vector<dg::Enforcer>{{"treasury", {"fine"}}});
  CHECK(g.record(world.secretariat).members == std::vector<std::string>{"treasury", "export-bank"});
}

TEST_CASE("the remaining typed edges connect what they say", "[graph]") {
  GraphBuilder builder;
  const auto s = builder.add(dg::Source{.id = "s"});
  const auto state = builder.add(dg::State{.id = "XR"}, s);
  const auto agency = builder.add(dg::Agency{.id = "regulator", .state = "XR"}, s);
  const auto company = builder.add(dg::Company{.id = "c"}, s);
  const auto club = builder.add(dg::Organisation{.id = "club"}, s);
  const auto treaty = builder.add(dg::Instrument{.id = "treaty"}, s);
  const auto law = builder.add(dg::Instrument{.id = "law"}, s);
  const auto old = builder.add(dg::Instrument{.id = "old"}, s);
  const auto clause = builder.add(dg::Provision{.id = "clause"}, s);
  const auto promise = builder.add(dg::Commitment{.id = "promise"}, s);
  const auto pact = builder.add(dg::Concert{.id = "pact", .company = "c"}, s);
  const auto hearing = builder.add(dg::Event{.id = "hearing"}, s);
  builder.connect(state, club, dg::MemberOf{.role = "chair", .valid = dg::Interval::since({2020})}, s);
  builder.connect(agency, company, dg::Supervises{}, s);
  builder.connect(company, hearing, dg::RoleIn{.role = "respondent"}, s);
  builder.connect(club, pact, dg::ActsInConcert{}, s);
  builder.connect(agency, law, dg::Issues{}, s);
  builder.connect(state, treaty, dg::PartyTo{}, s);
  builder.connect(law, clause, dg::Contains{}, s);
  builder.connect(law, promise, dg::Implements{}, s);
  builder.connect(law, treaty, dg::Implements{}, s);
  builder.connect(law, old, dg::Supersedes{}, s);
  CHECK_THROWS_AS(builder.connect(law, clause, dg::Supersedes{}, s), InvalidData);
  const Graph g = std::move(builder).freeze();
  const auto connected = [&](dg::VertexId from, dg::VertexId to, EdgeKind kind) {
    for (const dg::EdgeId e : g.out_edges(from, kind))
      if (g.target(e) == to) return true;
    return false;
  };
  CHECK(connected(state, club, EdgeKind::member_of));
  CHECK(g.role(*g.out_edges(state, EdgeKind::member_of).begin()) == "chair");
  CHECK(g.valid(*g.out_edges(state, EdgeKind::member_of).begin()) == dg::Interval::since({2020}));
  CHECK(connected(agency, company, EdgeKind::supervises));
  CHECK(connected(company, hearing, EdgeKind::role_in));
  CHECK(connected(club, pact, EdgeKind::acts_in_concert));
  CHECK(connected(pact, company, EdgeKind::concerns));
  CHECK(connected(agency, law, EdgeKind::issues));
  CHECK(connected(state, treaty, EdgeKind::party_to));
  CHECK(connected(law, clause, EdgeKind::contains));
  CHECK(connected(law, promise, EdgeKind::implements));
  CHECK(connected(law, treaty, EdgeKind::implements));
  CHECK(connected(law, old, EdgeKind::supersedes));
}

TEST_CASE("an id that is taken is refused with both places", "[graph]") {
  GraphBuilder builder;
  const auto s = builder.add(dg::Source{.id = "s"});
  builder.set_file("a.duty.jsonl", "", s);
  builder.set_line(7);
  builder.add(dg::Company{.id = "acme"});
  builder.set_file("b.duty.jsonl", "", s);
  builder.set_line(9);
  const dg::Diagnostic same = complaint([&] { builder.add(dg::Company{.id = "acme"}); });
  CHECK(same.rule == "duplicate-id");
  CHECK(same.file == "b.duty.jsonl");
  CHECK(same.line == 9);
  CHECK(same.path == "/companies");
  CHECK(same.value == "acme");
  CHECK_THAT(same.hint, ContainsSubstring("a.duty.jsonl:7") && ContainsSubstring("another record"));
  // Actors share one space of ids; other kinds have their own.
  const dg::Diagnostic other = complaint([&] { builder.add(dg::Agency{.id = "acme"}); });
  CHECK_THAT(other.hint, ContainsSubstring("a record of companies"));
  CHECK_NOTHROW(builder.add(dg::Instrument{.id = "acme"}));
  CHECK_NOTHROW(builder.add(dg::Event{.id = "acme"}));
}

TEST_CASE("a record without an id is refused, or gets one where the model lets it", "[graph]") {
  GraphBuilder builder;
  const auto s = builder.add(dg::Source{.id = "s"});
  CHECK(complaint([&] { builder.add(dg::Company{.id = "", .name = "Nameless"}, s); }).rule == "missing-id");
  CHECK(complaint([&] { builder.add(dg::State{.id = ""}, s); }).rule == "missing-id");
  CHECK(complaint([&] { builder.add(dg::Source{.id = "", .title = "No id"}); }).rule == "missing-id");
  const auto a = builder.add(dg::Mandate{.function = "inspection"}, s);
  const auto b = builder.add(dg::Mandate{.function = "licensing"}, s);
  const Graph g = std::move(builder).freeze();
  CHECK_FALSE(g.key(a).empty());
  CHECK(g.key(a) != g.key(b));
}

TEST_CASE("a span that ends before it begins is refused", "[graph]") {
  GraphBuilder builder;
  const auto s = builder.add(dg::Source{.id = "s"});
  const dg::Interval backwards{dg::Date{2020}, dg::Date{2019}};
  const dg::Diagnostic record =
      complaint([&] { builder.add(dg::Company{.id = "c", .facts = {.valid = backwards}}, s); });
  CHECK(record.rule == "empty-interval");
  CHECK(record.path == "/companies/c/from");
  CHECK_THAT(record.value, ContainsSubstring("2020") && ContainsSubstring("2019"));
  dg::Holding holding = stake("a", "b");
  holding.id = "h";
  holding.interests.push_back({.valid = backwards});
  CHECK(complaint([&] { builder.add(holding, s); }).path == "/holdings/h/interests/1/from");
  // The record's own dates are the default for those of its interests.
  dg::Holding mixed = stake("a", "b");
  mixed.facts.valid = dg::Interval::since({2020});
  mixed.interests[0].valid = dg::Interval::until({2019});
  CHECK(complaint([&] { builder.add(mixed, s); }).rule == "empty-interval");
}

TEST_CASE("an edge without evidence is refused", "[graph]") {
  GraphBuilder builder;
  const auto s = builder.add(dg::Source{.id = "s"});
  const auto state = builder.add(dg::State{.id = "XR"}, s);
  const auto company = builder.add(dg::Company{.id = "c"}, s);
  const dg::Diagnostic d = complaint([&] { builder.connect(state, company, dg::Holds{.interests = {{}}}, {}); });
  CHECK(d.rule == "no-evidence");
  CHECK(d.value == "holds");
  CHECK(complaint([&] { builder.connect(state, company, dg::Holds{}, s); }).path.ends_with("/interests"));
}

TEST_CASE("a second edge where the record can have only one is refused, not lost", "[graph]") {
  dg::tests::RuritaniaBuilder world;
  GraphBuilder& builder = world.builder;
  const auto neighbour = builder.add(dg::State{.id = "XS"}, world.gazette);
  const dg::Diagnostic d = complaint([&] { builder.connect(world.treasury, neighbour, dg::PartOf{}, world.gazette); });
  CHECK(d.rule == "already-connected");
  CHECK(d.path == "/agencies/treasury -> /states/XS");
  CHECK(d.value == "part_of");
  CHECK_THAT(d.hint, ContainsSubstring("XR"));
  CHECK_THROWS_AS(builder.connect(world.fund, neighbour, dg::PartOf{}, world.gazette), InvalidData);
  CHECK_THROWS_AS(builder.connect(neighbour, world.act, dg::Issues{}, world.gazette), InvalidData);
  CHECK_NOTHROW(builder.connect(world.treasury, world.state, dg::PartOf{}, world.report));  // the same, another source
  const Graph g = std::move(builder).freeze();
  CHECK(g.out_edges(world.treasury, EdgeKind::part_of).count() == 1);
  CHECK(g.sources(*g.out_edges(world.treasury, EdgeKind::part_of).begin()).size() == 2);
}

TEST_CASE("every edge rests on sources, in the order given, without repeats", "[graph]") {
  GraphBuilder builder;
  const auto a = builder.add(dg::Source{.id = "a"});
  const auto b = builder.add(dg::Source{.id = "b"});
  CHECK(builder.add(dg::Source{.id = "a"}) == a);  // said twice in the same words
  CHECK(complaint([&] { builder.add(dg::Source{.id = "a", .title = "Another"}); }).rule == "duplicate-id");
  builder.add(dg::Company{.id = "x"}, a);
  builder.add(dg::Company{.id = "y"}, a);
  dg::Holding holding = stake("x", "y");
  holding.facts.sources = {"b", "a"};
  builder.add(holding, {a, b});
  const Graph g = std::move(builder).freeze();
  std::vector<std::string> ids;
  for (const dg::Source& source : g.sources(*g.edges().begin())) ids.push_back(source.id);
  CHECK(ids == std::vector<std::string>{"b", "a"});
}

TEST_CASE("a record without sources rests on its file, or says that it has none", "[graph]") {
  GraphBuilder builder;
  const auto v = builder.add(dg::Company{.id = "before"});
  const auto file = builder.add(dg::Source{.id = "file:world.duty.json", .title = "world.duty.json"});
  builder.set_file("/somewhere/world.duty.json", "sha256:00", file);
  const auto w = builder.add(dg::Company{.id = "after"});
  const Graph g = std::move(builder).freeze();
  CHECK(g.sources(v).begin()->id == "unsourced");
  CHECK(g.sources(w).begin()->id == "file:world.duty.json");
  REQUIRE(g.inputs().size() == 1);
  CHECK(g.inputs()[0].name == "world.duty.json");  // never a path
}

TEST_CASE("a call that is refused leaves the builder as it was", "[graph]") {
  const auto build = [](bool with_refusals) {
    GraphBuilder builder;
    const auto s = builder.add(dg::Source{.id = "s"});
    builder.add(dg::State{.id = "XR"}, s);
    builder.add(dg::Company{.id = "c", .home = "XR"}, s);
    if (with_refusals) {
      const std::string huge(2U << 20U, 'x');
      dg::Company again{.id = "c", .home = "YY", .identifiers = {{"scheme", "number"}}};
      again.facts.sources = {"nowhere"};
      CHECK_THROWS_AS(builder.add(again, s), InvalidData);
      again.id = "d";
      again.name = huge;
      CHECK_THROWS_AS(builder.add(again, s), dg::InvalidValue);
      again.name.clear();
      again.id = huge;
      CHECK_THROWS_AS(builder.add(again, s), dg::InvalidValue);
      again.id = "d";
      again.home = huge;
      CHECK_THROWS_AS(builder.add(again, s), dg::InvalidValue);
      dg::Holding holding = stake("nobody", "nothing");
      holding.facts.sources = {"nowhere"};
      holding.facts.valid = {dg::Date{2020}, dg::Date{2019}};
      CHECK_THROWS_AS(builder.add(holding, s), InvalidData);
      holding.facts.valid = {};
      holding.company = huge;
      CHECK_THROWS_AS(builder.add(holding, s), dg::InvalidValue);
      dg::Settings settings{.as_of = dg::Date{2024, 1, 1}};
      settings.taxonomies = {{.id = "object", .nodes = {{"a", {"b"}}, {"b", {"a"}}}}};
      CHECK_THROWS_AS(builder.add(settings), InvalidData);
    }
    builder.add(stake("XR", "c"), s);
    return std::move(builder).freeze();
  };
  const Graph plain = build(false);
  const Graph tried = build(true);
  CHECK(tried.num_vertices() == plain.num_vertices());
  CHECK(facts_of(tried) == facts_of(plain));
  CHECK(tried.all_sources() == plain.all_sources());
  CHECK_FALSE(tried.settings().as_of);
}

TEST_CASE("a builder that was frozen is as good as new", "[graph]") {
  dg::tests::RuritaniaBuilder ruritania;
  const Graph first = std::move(ruritania.builder).freeze();
  GraphBuilder& builder = ruritania.builder;
  const auto v = builder.add(dg::Company{.id = "ruritel"});
  const Graph second = std::move(builder).freeze();
  CHECK(first.num_vertices() == 12);
  CHECK(second.num_vertices() == 1);
  CHECK(second.sources(v).begin()->id == "unsourced");
}

TEST_CASE("settings of several documents join, and must not disagree about the day", "[graph]") {
  GraphBuilder builder;
  builder.add(dg::Settings{.taxonomies = {{.id = "object", .nodes = {{"ai", {}}}}}, .as_of = dg::Date{2024, 1, 1}});
  builder.add(dg::Settings{.taxonomies = {{.id = "object", .nodes = {{"ai", {"digital"}}, {"digital", {}}}}},
                           .as_of = dg::Date{2024, 1, 1}});
  CHECK_THROWS_AS(builder.add(dg::Settings{.as_of = dg::Date{2023, 1, 1}}), dg::UsageError);
  const dg::Diagnostic cycle = complaint([&] {
    builder.add(dg::Settings{.taxonomies = {{.id = "object", .nodes = {{"digital", {"ai"}}}}}});
  });
  CHECK(cycle.rule == "taxonomy-cycle");
  CHECK_THAT(cycle.value, ContainsSubstring("ai -> digital") || ContainsSubstring("digital -> ai"));
  const Graph g = std::move(builder).freeze();
  CHECK(g.settings().as_of == dg::Date{2024, 1, 1});
  REQUIRE(g.settings().taxonomies.size() == 1);
  CHECK(g.settings().taxonomies[0].nodes.size() == 2);
}
