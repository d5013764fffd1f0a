// SPDX-License-Identifier: BSL-1.0
#include <algorithm>
#include <type_traits>
#include <utility>
#include <vector>

#include <boost/concept/assert.hpp>
#include <boost/graph/graph_concepts.hpp>
#include <boost/property_map/property_map.hpp>
#include <dutygraph/bgl.hpp>

#include "support/catch.hpp"
#include "support/random_world.hpp"
#include "support/ruritania.hpp"

namespace dg = dutygraph;
using dg::EdgeId;
using dg::Graph;
using dg::VertexId;

BOOST_CONCEPT_ASSERT((boost::GraphConcept<Graph>));
BOOST_CONCEPT_ASSERT((boost::VertexListGraphConcept<Graph>));
BOOST_CONCEPT_ASSERT((boost::EdgeListGraphConcept<Graph>));
BOOST_CONCEPT_ASSERT((boost::VertexAndEdgeListGraphConcept<Graph>));
BOOST_CONCEPT_ASSERT((boost::IncidenceGraphConcept<Graph>));
BOOST_CONCEPT_ASSERT((boost::BidirectionalGraphConcept<Graph>));
BOOST_CONCEPT_ASSERT((boost::AdjacencyGraphConcept<Graph>));
BOOST_CONCEPT_ASSERT((boost::AdjacencyMatrixConcept<Graph>));
BOOST_CONCEPT_ASSERT((boost::ReadablePropertyGraphConcept<Graph, VertexId, boost::vertex_index_t>));
BOOST_CONCEPT_ASSERT((boost::ReadablePropertyGraphConcept<Graph, EdgeId, boost::edge_index_t>));
BOOST_CONCEPT_ASSERT((boost::ReadablePropertyGraphConcept<Graph, VertexId, boost::vertex_name_t>));

static_assert(std::is_same_v<boost::graph_traits<Graph>::vertex_descriptor, VertexId>);
static_assert(std::is_same_v<boost::graph_traits<const Graph>::edge_descriptor, EdgeId>);
static_assert(boost::is_directed_graph<Graph>::value);
static_assert(boost::is_bidirectional_graph<Graph>::value);
static_assert(boost::is_multigraph<Graph>::value);
static_assert(boost::is_incidence_graph<Graph>::value);
static_assert(boost::is_vertex_list_graph<Graph>::value);
static_assert(boost::is_edge_list_graph<Graph>::value);

namespace {

template <class Iterator>
auto listed(std::pair<Iterator, Iterator> range) {
  return std::vector(range.first, range.second);
}

std::vector<Graph> views_of(const Graph& graph) {
  const dg::Date day{2018, 3, 1};
  return {graph,
          graph.as_of(day),
          graph.only(dg::EdgeKind::holds),
          graph.where([](EdgeId e) { return e.value() % 3 != 0; }),
          graph.as_of(day).only(dg::EdgeKind::holds),
          graph.only(dg::EdgeKind::part_of | dg::EdgeKind::member_of).as_of(day),
          graph.only({})};
}

}  // namespace

TEST_CASE("the free functions say what the members of the graph and of each view say", "[bgl]") {
  const Graph full = dg::tests::random_world(GENERATE(1U, 2U, 3U)).graph;
  for (const Graph& g : views_of(full)) {
    CHECK(num_vertices(g) == full.num_vertices());
    CHECK(listed(vertices(g)).size() == full.num_vertices());
    CHECK(num_edges(g) == g.num_edges());
    CHECK(listed(edges(g)).size() == num_edges(g));
    for (const VertexId v : g.vertices()) {
      const std::vector<EdgeId> out = listed(out_edges(v, g));
      const std::vector<EdgeId> in = listed(in_edges(v, g));
      CHECK(out_degree(v, g) == out.size());
      CHECK(in_degree(v, g) == in.size());
      CHECK(degree(v, g) == out.size() + in.size());
      std::vector<VertexId> targets;
      for (const EdgeId e : out) {
        CHECK(source(e, g) == v);
        CHECK(g.contains(e));
        targets.push_back(target(e, g));
      }
      CHECK(listed(adjacent_vertices(v, g)) == targets);
      for (const VertexId w : g.vertices()) {
        const auto first = std::find(targets.begin(), targets.end(), w);
        const auto found = edge(v, w, g);
        CHECK(found.second == (first != targets.end()));
        if (found.second) CHECK(found.first == out[static_cast<std::size_t>(first - targets.begin())]);
      }
      std::vector<VertexId> sources;
      for (const EdgeId e : in) {
        CHECK(target(e, g) == v);
        sources.push_back(source(e, g));
      }
      CHECK(listed(inv_adjacent_vertices(v, g)) == sources);
    }
  }
}

TEST_CASE("the empty graph is a graph", "[bgl]") {
  const Graph g;
  CHECK(boost::allows_parallel_edges(g));
  CHECK(num_vertices(g) == 0);
  CHECK(num_edges(g) == 0);
  CHECK(listed(vertices(g)).empty());
  CHECK(listed(edges(g)).empty());
  CHECK_FALSE(boost::graph_traits<Graph>::null_vertex());
}

TEST_CASE("iterators of a view outlive the view while another graph holds the tables", "[bgl]") {
  const Graph full = dg::tests::random_world(4).graph;
  auto range = [&] {
    const Graph other = full;
    return edges(other);
  }();
  CHECK(listed(range).size() == full.num_edges());
}

TEST_CASE("vertex_index is dense, edge_index goes up to max_edges", "[bgl]") {
  const Graph full = dg::tests::random_world(5).graph;
  const Graph g = full.only(dg::EdgeKind::part_of | dg::EdgeKind::member_of);
  const auto vertex_index = get(boost::vertex_index, g);
  std::size_t expected = 0;
  for (const VertexId v : g.vertices()) {
    CHECK(get(vertex_index, v) == expected);
    CHECK(get(boost::vertex_index, g, v) == expected++);
  }
  const auto edge_index = get(boost::edge_index, g);
  std::size_t greatest = 0;
  for (const EdgeId e : g.edges()) {
    CHECK(full.kind(e) != dg::EdgeKind::holds);
    CHECK(get(edge_index, e) == get(boost::edge_index, g, e));
    greatest = std::max(greatest, edge_index[e]);
  }
  CHECK(num_edges(g) < g.max_edges());
  CHECK(greatest >= num_edges(g));  // so an array of num_edges() would be too short
  CHECK(greatest < g.max_edges());
}

TEST_CASE("vertex_name is the name, or the id where there is none, and outlives the graph", "[bgl]") {
  const dg::tests::Ruritania world;
  const auto names = get(boost::vertex_name, world.graph);
  CHECK(get(names, world.ruritel) == "Ruritel");
  CHECK(get(names, world.privatel) == "privatel");
  CHECK(get(boost::vertex_name, world.graph, world.state) == "Ruritania");
  const auto alone = get(boost::vertex_name, dg::tests::Ruritania{}.graph);
  CHECK(alone[VertexId{0}] == "Ruritania");
}

TEST_CASE("edge_map computes weights, vertex_map and edge_map write into vectors of the caller", "[bgl]") {
  const dg::tests::Ruritania world;
  const Graph& g = world.graph;
  const auto weight = dg::bgl::edge_map(g, [&](EdgeId e) { return g.kind(e) == dg::EdgeKind::holds ? 2 : 1; });
  int sum = 0;
  for (const EdgeId e : g.edges()) sum += get(weight, e);
  CHECK(sum == 14 + 5);
  std::vector<int> by_edge(g.max_edges());
  std::vector<double> by_vertex(g.num_vertices());
  auto edge_values = dg::bgl::edge_map(g, by_edge);
  auto vertex_values = dg::bgl::vertex_map(g, by_vertex);
  put(edge_values, EdgeId{3}, 7);
  put(vertex_values, world.ruritel, 0.5);
  vertex_values[world.state] += 1;
  CHECK(by_edge[3] == 7);
  CHECK(get(edge_values, EdgeId{3}) == 7);
  CHECK(by_vertex[world.ruritel.value()] == 0.5);
  CHECK(by_vertex[world.state.value()] == 1);
}
