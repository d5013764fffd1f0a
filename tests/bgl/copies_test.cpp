// SPDX-License-Identifier: BSL-1.0
#include <algorithm>
#include <cstdint>
#include <iterator>
#include <utility>
#include <vector>

#include <boost/graph/adjacency_list.hpp>
#include <boost/graph/biconnected_components.hpp>
#include <boost/graph/connected_components.hpp>
#include <boost/graph/kruskal_min_spanning_tree.hpp>
#include <boost/graph/push_relabel_max_flow.hpp>
#include <dutygraph/bgl.hpp>

#include "bgl/plain_copy.hpp"
#include "support/catch.hpp"
#include "support/ruritania.hpp"

namespace dg = dutygraph;
using dg::EdgeId;
using dg::Graph;
using dg::tests::Case;
using dg::tests::cases;

namespace {

using Undirected = boost::adjacency_list<boost::vecS, boost::vecS, boost::undirectedS, boost::no_property, EdgeId>;

}  // namespace

TEST_CASE("weak_components are the connected components of the undirected copy", "[bgl]") {
  for (const Case& c : cases(GENERATE(range(1U, 9U)), {.companies = 40, .holdings = 30})) {
    CAPTURE(c.name);
    const dg::bgl::WeakComponents ours = dg::bgl::weak_components(c.graph);
    std::vector<std::uint32_t> theirs(c.graph.num_vertices());
    const auto copy = dg::bgl::to_adjacency_list<Undirected>(c.graph);
    const auto count = boost::connected_components(
        copy, boost::make_iterator_property_map(theirs.begin(), get(boost::vertex_index, copy)));
    CHECK(ours.count == static_cast<std::size_t>(count));
    CHECK(ours.component == theirs);  // both number components by their least vertex
  }
}

TEST_CASE("weak_components follow edges both ways", "[bgl]") {
  // A star that points inwards: as a directed graph it has three sinks and sources, weakly it is one piece.
  dg::GraphBuilder builder;
  const dg::SourceId source = builder.add(dg::Source{.id = "s"});
  const auto hub = builder.add(dg::Company{.id = "hub"}, source);
  for (const char* id : {"a", "b"})
    builder.connect(builder.add(dg::Company{.id = id}, source), hub, dg::Holds{.interests = {{}}}, source);
  builder.add(dg::Company{.id = "alone"}, source);
  const Graph g = std::move(builder).freeze();
  const dg::bgl::WeakComponents found = dg::bgl::weak_components(g);
  CHECK(found.count == 2);
  CHECK(found.component == std::vector<std::uint32_t>{0, 0, 0, 1});
  CHECK(dg::bgl::weak_components(g.only({})).count == 4);
  CHECK(dg::bgl::weak_components(Graph{}).count == 0);
}

TEST_CASE("to_adjacency_list copies what the view shows, in order, with the ids of the edges", "[bgl]") {
  for (const Case& c : cases(GENERATE(range(1U, 4U)))) {
    CAPTURE(c.name);
    const auto copy = dg::bgl::to_adjacency_list<dg::tests::Plain>(c.graph);
    CHECK(num_vertices(copy) == c.graph.num_vertices());
    CHECK(num_edges(copy) == c.graph.num_edges());
    std::size_t wrong = 0;
    auto at = edges(copy).first;
    for (const EdgeId e : c.graph.edges()) {
      wrong += copy[*at] != e || source(*at, copy) != c.graph.source(e).value() ||
               target(*at, copy) != c.graph.target(e).value();
      ++at;
    }
    CHECK(wrong == 0);
  }
}

TEST_CASE("to_adjacency_list works with any list and any property of edges", "[bgl]") {
  const dg::tests::Ruritania world;
  const auto bare = dg::bgl::to_adjacency_list<boost::adjacency_list<>>(world.graph);
  CHECK(num_edges(bare) == world.graph.num_edges());
  using Weighted = boost::adjacency_list<boost::listS, boost::vecS, boost::undirectedS, boost::no_property,
                                         boost::property<boost::edge_weight_t, int>>;
  const auto weighted = dg::bgl::to_adjacency_list<Weighted>(
      world.graph, [](EdgeId e) { return boost::property<boost::edge_weight_t, int>(dg::tests::weight_of(e)); });
  int ours = 0;
  int theirs = 0;
  for (const EdgeId e : world.graph.edges()) ours += dg::tests::weight_of(e);
  for (auto [at, end] = edges(weighted); at != end; ++at) theirs += get(boost::edge_weight, weighted, *at);
  CHECK(ours == theirs);
}

TEST_CASE("a minimum spanning forest runs on the undirected copy", "[bgl]") {
  for (const Case& c : cases(GENERATE(range(1U, 5U)))) {
    CAPTURE(c.name);
    const auto copy = dg::bgl::to_adjacency_list<Undirected>(c.graph);
    const auto weight = boost::make_function_property_map<boost::graph_traits<Undirected>::edge_descriptor>(
        [&](const boost::graph_traits<Undirected>::edge_descriptor& e) { return dg::tests::weight_of(copy[e]); });
    std::vector<boost::graph_traits<Undirected>::edge_descriptor> forest;
    boost::kruskal_minimum_spanning_tree(copy, std::back_inserter(forest), boost::weight_map(weight));
    CHECK(forest.size() == c.graph.num_vertices() - dg::bgl::weak_components(c.graph).count);
  }
}

TEST_CASE("biconnected components and articulation points run on the undirected copy", "[bgl]") {
  // Ruritania's fund is tied to the rest through the State only, the credit through two parties.
  const dg::tests::Ruritania world;
  const auto copy = dg::bgl::to_adjacency_list<Undirected>(world.graph);
  std::vector<std::size_t> points;
  boost::articulation_points(copy, std::back_inserter(points));
  CHECK(std::find(points.begin(), points.end(), world.state.value()) != points.end());
  CHECK(std::find(points.begin(), points.end(), world.ruritel.value()) != points.end());
  CHECK(std::find(points.begin(), points.end(), world.ruricloud.value()) == points.end());
}

TEST_CASE("a maximum flow runs on a copy with residual edges", "[bgl]") {
  using Traits = boost::adjacency_list_traits<boost::vecS, boost::vecS, boost::directedS>;
  using Flow = boost::adjacency_list<
      boost::vecS, boost::vecS, boost::directedS, boost::no_property,
      boost::property<boost::edge_capacity_t, long,
                      boost::property<boost::edge_residual_capacity_t, long,
                                      boost::property<boost::edge_reverse_t, Traits::edge_descriptor>>>>;
  const dg::tests::Ruritania world;
  const auto capacity = [](long value) { return Flow::edge_property_type(value); };
  auto flow = dg::bgl::to_adjacency_list<Flow>(world.graph, [&](EdgeId) { return capacity(1); });
  std::vector<Traits::edge_descriptor> forward;
  for (auto [at, end] = edges(flow); at != end; ++at) forward.push_back(*at);
  for (const auto& e : forward) {
    const auto back = boost::add_edge(target(e, flow), source(e, flow), capacity(0), flow).first;
    put(boost::edge_reverse, flow, e, back);
    put(boost::edge_reverse, flow, back, e);
  }
  // The export bank reaches the State through the treasury only.
  CHECK(boost::push_relabel_max_flow(flow, world.export_bank.value(), world.state.value()) == 1);
  CHECK(boost::push_relabel_max_flow(flow, world.state.value(), world.ruricloud.value()) == 1);
  CHECK(boost::push_relabel_max_flow(flow, world.ruricloud.value(), world.state.value()) == 0);
}
