// SPDX-License-Identifier: BSL-1.0
#include <algorithm>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <dutygraph/error.hpp>
#include <dutygraph/graph/builder.hpp>

#include "support/catch.hpp"
#include "support/ruritania.hpp"

namespace dg = dutygraph;
using Catch::Matchers::ContainsSubstring;
using dg::EdgeKind;
using dg::Graph;
using dg::GraphBuilder;
using dg::VertexId;

namespace {

void hold(GraphBuilder& builder, const char* holder, const char* company) {
  builder.add(dg::Holding{.holder = holder, .company = company, .interests = {{}}});
}

std::vector<std::string> edges_of(const Graph& g) {
  std::vector<std::string> list;
  for (const dg::EdgeId e : g.edges())
    list.push_back(std::string{g.key(g.source(e))} + " -> " + std::string{g.key(g.target(e))});
  std::sort(list.begin(), list.end());
  return list;
}

std::vector<VertexId> resolve(const Graph& g, std::string_view text) { return g.resolve(dg::actors, text); }

}  // namespace

TEST_CASE("records that are the same share the edges of the one with the least id", "[graph]") {
  GraphBuilder builder;
  const auto b = builder.add(dg::Company{.id = "b"});
  const auto a = builder.add(dg::Company{.id = "a"});
  const auto c = builder.add(dg::Company{.id = "c"});
  const auto d = builder.add(dg::Company{.id = "d"});
  hold(builder, "b", "d");
  hold(builder, "d", "c");
  builder.add(dg::Settings{.same_as = {{.ids = {"b", "a"}}, {.ids = {"c", "b"}}}});
  const Graph g = std::move(builder).freeze();
  CHECK(g.canonical(a) == a);
  CHECK(g.canonical(b) == a);
  CHECK(g.canonical(c) == a);  // through b
  CHECK(g.canonical(d) == d);
  CHECK(edges_of(g) == std::vector<std::string>{"a -> d", "d -> a"});
  CHECK(g.num_vertices() == 4);  // the others stay findable
  CHECK(g.find("b") == b);
  CHECK(resolve(g, "b") == std::vector<VertexId>{a});
}

TEST_CASE("what was merged can be told apart again", "[graph]") {
  GraphBuilder builder;
  const auto b = builder.add(dg::Company{.id = "b"});
  const auto a = builder.add(dg::Company{.id = "a"});
  const auto d = builder.add(dg::Company{.id = "d"});
  hold(builder, "b", "d");
  hold(builder, "a", "d");
  builder.add(dg::Settings{.same_as = {{.ids = {"a", "b"}, .sources = {}}}});
  const Graph g = std::move(builder).freeze();
  REQUIRE(g.num_edges() == 2);
  std::size_t logged = 0;
  for (const dg::EdgeId e : g.edges()) {
    CHECK(g.source(e) == a);
    if (const auto* ends = g.tables().merged_ends.find(e.value())) {
      ++logged;
      CHECK(*ends == std::pair<VertexId, VertexId>{b, d});
    }
  }
  CHECK(logged == 1);
  CHECK(g.settings().same_as.size() == 1);
}

TEST_CASE("a State keeps its ISO code, whatever else it is called", "[graph]") {
  GraphBuilder builder;
  const auto registered = builder.add(dg::State{.id = "GB-REG:1"});
  const auto iso = builder.add(dg::State{.id = "XR"});
  const auto other = builder.add(dg::State{.id = "AAA"});
  builder.add(dg::Company{.id = "c"});
  hold(builder, "GB-REG:1", "c");
  builder.add(dg::Settings{.same_as = {{.ids = {"AAA", "XR", "GB-REG:1"}}}});
  const Graph g = std::move(builder).freeze();
  CHECK(g.canonical(registered) == iso);
  CHECK(g.canonical(other) == iso);
  CHECK(g.canonical(iso) == iso);
  CHECK(edges_of(g) == std::vector<std::string>{"XR -> c"});
}

TEST_CASE("a holding of oneself through another name is a loop", "[graph]") {
  GraphBuilder builder;
  const auto a = builder.add(dg::Company{.id = "a"});
  builder.add(dg::Company{.id = "b"});
  hold(builder, "b", "a");
  builder.add(dg::Settings{.same_as = {{.ids = {"a", "b"}}}});
  const Graph g = std::move(builder).freeze();
  REQUIRE(g.num_edges() == 1);
  CHECK(g.source(*g.edges().begin()) == a);
  CHECK(g.target(*g.edges().begin()) == a);
}

TEST_CASE("same_as of what is not there is an error", "[graph]") {
  GraphBuilder builder;
  builder.add(dg::Company{.id = "a"});
  builder.add(dg::Settings{.same_as = {{.ids = {"a", "nobody"}}}});
  CHECK_THROWS_WITH(static_cast<void>(std::move(builder).freeze()),
                    ContainsSubstring("same_as") && ContainsSubstring("nobody"));
}

TEST_CASE("an actor is resolved by id, then by alias, then by identifier", "[graph]") {
  GraphBuilder builder;
  const auto a = builder.add(dg::Company{.id = "100", .identifiers = {{"GB-COH", "07524813"}, {"XI-LEI", "LEI1"}}});
  const auto b = builder.add(dg::Company{.id = "b", .identifiers = {{"GB-COH", "100"}, {"DE-CR", "07524813"}}});
  builder.add_alias(b, "bee");
  builder.add_alias(b, "bee");
  builder.add_alias(b, "100");
  const auto event = builder.add(dg::Event{.id = "only-event"});
  const Graph g = std::move(builder).freeze();
  using List = std::vector<VertexId>;
  CHECK(resolve(g, "100") == List{a});  // the id comes before alias and number
  CHECK(resolve(g, "bee") == List{b});
  CHECK(resolve(g, "GB-COH:100") == List{b});
  CHECK(resolve(g, "XI-LEI:LEI1") == List{a});
  CHECK(resolve(g, "07524813") == List{a, b});  // two registers: ambiguous, both are named
  CHECK(resolve(g, "DE-CR:07524813") == List{b});
  CHECK(resolve(g, "FR-RCS:07524813").empty());
  CHECK(resolve(g, "nobody").empty());
  CHECK(resolve(g, "").empty());
  CHECK(resolve(g, "only-event").empty());  // not an actor
  CHECK(g.resolve(dg::VertexKind::state, "bee").empty());
  CHECK(g.find("only-event") == event);
}

TEST_CASE("resolve gives each thing once, under the name queries use", "[graph]") {
  GraphBuilder builder;
  const auto a = builder.add(dg::Company{.id = "a", .identifiers = {{"S", "1"}}});
  builder.add(dg::Company{.id = "b", .identifiers = {{"S", "1"}, {"T", "1"}}});
  builder.add(dg::Settings{.same_as = {{.ids = {"a", "b"}}}});
  const Graph g = std::move(builder).freeze();
  CHECK(resolve(g, "1") == std::vector<VertexId>{a});
  CHECK(resolve(g, "T:1") == std::vector<VertexId>{a});
}
