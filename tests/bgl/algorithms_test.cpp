// SPDX-License-Identifier: BSL-1.0
//
// Boost's algorithms on graphs and views, compared with the same algorithm on a plain boost::adjacency_list.
#include <algorithm>
#include <cmath>
#include <iterator>
#include <limits>
#include <sstream>
#include <string>
#include <vector>

#include <boost/graph/bellman_ford_shortest_paths.hpp>
#include <boost/graph/betweenness_centrality.hpp>
#include <boost/graph/breadth_first_search.hpp>
#include <boost/graph/closeness_centrality.hpp>
#include <boost/graph/copy.hpp>
#include <boost/graph/core_numbers.hpp>
#include <boost/graph/dag_shortest_paths.hpp>
#include <boost/graph/depth_first_search.hpp>
#include <boost/graph/dijkstra_shortest_paths.hpp>
#include <boost/graph/dominator_tree.hpp>
#include <boost/graph/exterior_property.hpp>
#include <boost/graph/graphviz.hpp>
#include <boost/graph/hawick_circuits.hpp>
#include <boost/graph/isomorphism.hpp>
#include <boost/graph/page_rank.hpp>
#include <boost/graph/reverse_graph.hpp>
#include <boost/graph/strong_components.hpp>
#include <boost/graph/topological_sort.hpp>
#include <boost/graph/transitive_closure.hpp>
#include <boost/graph/vf2_sub_graph_iso.hpp>

#include "bgl/plain_copy.hpp"
#include "support/catch.hpp"

namespace dg = dutygraph;
using dg::tests::Case;
using dg::tests::cases;
using dg::tests::index_of;
using dg::tests::nth;
using dg::tests::vertex_values;
using dg::tests::weights;

namespace {

constexpr int far = std::numeric_limits<int>::max();
constexpr dg::tests::WorldSize acyclic{.companies = 40, .holdings = 120, .acyclic = true};
constexpr dg::tests::WorldSize small{.companies = 8, .holdings = 14};

/// Runs \p algorithm on a graph and on its plain copy; the results must be the same.
template <class Algorithm>
void compare(const std::vector<Case>& list, Algorithm algorithm) {
  for (const Case& c : list) {
    CAPTURE(c.name);
    const auto ours = algorithm(c.graph);
    const auto theirs = algorithm(c.plain);
    CHECK(ours == theirs);
  }
}

/// Whether the numbers are the same up to the order in which they were added up.
bool all_close(const std::vector<double>& a, const std::vector<double>& b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](double x, double y) { return std::abs(x - y) <= 1e-9 * (1 + std::abs(x)); });
}

/// Writes the order in which a search sees vertices and edges.
struct Recorder : boost::default_dfs_visitor {
  std::vector<std::string>* log;
  explicit Recorder(std::vector<std::string>& out) : log{&out} {}
  template <class V, class G>
  void discover_vertex(V v, const G&) const {
    log->push_back("+" + std::to_string(index_of(v)));
  }
  template <class V, class G>
  void finish_vertex(V v, const G&) const {
    log->push_back("-" + std::to_string(index_of(v)));
  }
  template <class E, class G>
  void back_edge(E e, const G& g) const {
    log->push_back("back " + std::to_string(index_of(source(e, g))) + " " + std::to_string(index_of(target(e, g))));
  }
};

/// Collects the circuits that hawick_circuits() finds.
struct Collector {
  std::vector<std::vector<std::size_t>>* circuits;
  template <class Path, class G>
  void cycle(const Path& path, const G&) const {
    std::vector<std::size_t> list;
    for (const auto v : path) list.push_back(index_of(v));
    circuits->push_back(std::move(list));
  }
};

/// Edges on the shortest way from a vertex to each other one.
template <class G>
std::vector<int> hops(const G& g, std::size_t from) {
  std::vector<int> distance(num_vertices(g), far);
  distance[from] = 0;
  boost::breadth_first_search(
      g, nth(g, from),
      boost::visitor(boost::make_bfs_visitor(boost::record_distances(
          boost::make_iterator_property_map(distance.begin(), get(boost::vertex_index, g)), boost::on_tree_edge()))));
  return distance;
}

}  // namespace

TEST_CASE("breadth_first_search", "[bgl]") {
  const auto list = cases(GENERATE(range(1U, 5U)));
  for (const std::size_t from : {0U, 3U, 11U}) compare(list, [&](const auto& g) { return hops(g, from); });
}

TEST_CASE("depth_first_search", "[bgl]") {
  compare(cases(GENERATE(range(1U, 5U))), [](const auto& g) {
    std::vector<std::string> log;
    boost::depth_first_search(g, boost::visitor(Recorder{log}));
    return log;
  });
}

TEST_CASE("topological_sort", "[bgl]") {
  const auto sorted = [](const auto& g) {
    std::vector<std::size_t> order;
    std::vector<typename boost::graph_traits<std::decay_t<decltype(g)>>::vertex_descriptor> vertices;
    boost::topological_sort(g, std::back_inserter(vertices));
    for (const auto v : vertices) order.push_back(index_of(v));
    return order;
  };
  compare(cases(GENERATE(range(1U, 5U)), acyclic), sorted);
  const Case cyclic = cases(1)[0];
  CHECK_THROWS_AS(sorted(cyclic.graph), boost::not_a_dag);
}

TEST_CASE("strong_components", "[bgl]") {
  compare(cases(GENERATE(range(1U, 5U))), [](const auto& g) {
    std::vector<int> component;
    const int count = boost::strong_components(g, vertex_values(g, component));
    return std::pair{count, component};
  });
}

TEST_CASE("dijkstra_shortest_paths", "[bgl]") {
  compare(cases(GENERATE(range(1U, 5U))), [](const auto& g) {
    std::vector<int> distance;
    boost::dijkstra_shortest_paths(g, nth(g, 2),
                                   boost::weight_map(weights(g)).distance_map(vertex_values(g, distance)));
    return distance;
  });
}

TEST_CASE("bellman_ford_shortest_paths", "[bgl]") {
  compare(cases(GENERATE(range(1U, 5U))), [](const auto& g) {
    std::vector<int> distance;
    const bool good = boost::bellman_ford_shortest_paths(
        g, boost::root_vertex(nth(g, 4)).weight_map(weights(g)).distance_map(vertex_values(g, distance)));
    return std::pair{good, distance};
  });
}

TEST_CASE("dag_shortest_paths", "[bgl]") {
  compare(cases(GENERATE(range(1U, 5U)), acyclic), [](const auto& g) {
    std::vector<int> distance;
    boost::dag_shortest_paths(g, nth(g, 0), boost::weight_map(weights(g)).distance_map(vertex_values(g, distance)));
    return distance;
  });
}

TEST_CASE("page_rank", "[bgl]") {
  for (const Case& c : cases(GENERATE(range(1U, 5U)))) {
    CAPTURE(c.name);
    std::vector<double> ours;
    std::vector<double> theirs;
    boost::graph::page_rank(c.graph, vertex_values(c.graph, ours), boost::graph::n_iterations(30));
    boost::graph::page_rank(c.plain, vertex_values(c.plain, theirs), boost::graph::n_iterations(30));
    CHECK(all_close(ours, theirs));
  }
}

TEST_CASE("brandes_betweenness_centrality", "[bgl]") {
  for (const Case& c : cases(GENERATE(range(1U, 5U)))) {
    CAPTURE(c.name);
    std::vector<double> ours;
    std::vector<double> theirs;
    boost::brandes_betweenness_centrality(c.graph, vertex_values(c.graph, ours));
    boost::brandes_betweenness_centrality(c.plain, vertex_values(c.plain, theirs));
    CHECK(all_close(ours, theirs));
  }
}

TEST_CASE("transitive_closure", "[bgl]") {
  using Closure = boost::adjacency_list<boost::setS, boost::vecS, boost::directedS>;
  for (const Case& c : cases(GENERATE(range(1U, 4U)))) {
    CAPTURE(c.name);
    Closure closure;
    boost::transitive_closure(c.graph, closure);
    std::size_t wrong = 0;
    for (const dg::VertexId v : c.graph.vertices()) {
      const std::vector<int> distance = hops(c.plain, v.value());
      for (const dg::VertexId w : c.graph.vertices())
        if (v != w) wrong += boost::edge(v.value(), w.value(), closure).second != (distance[w.value()] != far);
    }
    CHECK(wrong == 0);
  }
}

TEST_CASE("copy_graph", "[bgl]") {
  using Pairs = std::vector<std::pair<std::size_t, std::size_t>>;
  const auto pairs = [](const auto& g) {
    Pairs list;
    for (auto [at, end] = edges(g); at != end; ++at)
      list.emplace_back(index_of(source(*at, g)), index_of(target(*at, g)));
    std::sort(list.begin(), list.end());
    return list;
  };
  for (const Case& c : cases(GENERATE(range(1U, 5U)))) {
    CAPTURE(c.name);
    boost::adjacency_list<> copy;
    boost::copy_graph(c.graph, copy, boost::vertex_copy([](auto, auto) {}).edge_copy([](auto, auto) {}));
    CHECK(num_vertices(copy) == c.graph.num_vertices());
    CHECK(pairs(copy) == pairs(c.plain));
  }
}

TEST_CASE("reverse_graph", "[bgl]") {
  for (const Case& c : cases(GENERATE(range(1U, 5U)))) {
    CAPTURE(c.name);
    const auto ours = boost::make_reverse_graph(c.graph);
    const auto theirs = boost::make_reverse_graph(c.plain);
    std::vector<int> component_ours;
    std::vector<int> component_theirs;
    CHECK(boost::strong_components(ours, vertex_values(c.graph, component_ours)) ==
          boost::strong_components(theirs, vertex_values(c.plain, component_theirs)));
    for (const dg::VertexId v : c.graph.vertices()) CHECK(out_degree(v, ours) == out_degree(v.value(), theirs));
  }
}

TEST_CASE("lengauer_tarjan_dominator_tree", "[bgl]") {
  const auto list = cases(GENERATE(range(1U, 5U)));
  for (const std::size_t root : {0U, 5U, 9U})
    compare(list, [&](const auto& g) {
      using G = std::decay_t<decltype(g)>;
      std::vector<typename boost::graph_traits<G>::vertex_descriptor> parent(num_vertices(g),
                                                                             boost::graph_traits<G>::null_vertex());
      boost::lengauer_tarjan_dominator_tree(g, nth(g, root), vertex_values(g, parent));
      std::vector<std::size_t> index;
      for (const auto v : parent) index.push_back(v == boost::graph_traits<G>::null_vertex() ? 9999 : index_of(v));
      return index;
    });
}

TEST_CASE("core_numbers", "[bgl]") {
  compare(cases(GENERATE(range(1U, 5U))), [](const auto& g) {
    std::vector<std::size_t> core;
    const std::size_t greatest = boost::core_numbers(g, vertex_values(g, core));
    return std::pair{greatest, core};
  });
}

TEST_CASE("closeness_centrality over distances from every vertex", "[bgl]") {
  compare(cases(GENERATE(range(1U, 4U))), [](const auto& g) {
    std::vector<double> closeness;
    for (std::size_t v = 0; v < num_vertices(g); ++v) {
      std::vector<int> distance;
      boost::dijkstra_shortest_paths(g, nth(g, v),
                                     boost::weight_map(weights(g)).distance_map(vertex_values(g, distance)));
      closeness.push_back(boost::closeness_centrality(
          g, boost::make_iterator_property_map(distance.begin(), get(boost::vertex_index, g))));
    }
    return closeness;
  });
}

TEST_CASE("isomorphism", "[bgl]") {
  for (const Case& c : cases(GENERATE(range(1U, 4U)), small)) {
    CAPTURE(c.name);
    CHECK(boost::isomorphism(c.graph, c.plain));
    if (c.graph.num_edges() == 0) continue;
    dg::tests::Plain other = c.plain;
    boost::remove_edge(*edges(other).first, other);
    CHECK_FALSE(boost::isomorphism(c.graph, other));
  }
}

TEST_CASE("vf2_subgraph_mono", "[bgl]") {
  for (const Case& c : cases(GENERATE(range(1U, 4U)), small)) {
    CAPTURE(c.name);
    // A path of two edges is found as often as one counts them.
    dg::tests::Plain path(3);
    boost::add_edge(0, 1, path);
    boost::add_edge(1, 2, path);
    const auto count = [&](const auto& g) {
      std::size_t found = 0;
      boost::vf2_subgraph_mono(path, g, [&](const auto&, const auto&) { return ++found != 0; });
      return found;
    };
    CHECK(count(c.graph) == count(c.plain));
  }
}

TEST_CASE("hawick_circuits", "[bgl]") {
  compare(cases(GENERATE(range(1U, 5U)), {.companies = 12, .holdings = 24}), [](const auto& g) {
    std::vector<std::vector<std::size_t>> circuits;
    boost::hawick_circuits(g, Collector{&circuits});
    std::sort(circuits.begin(), circuits.end());
    return circuits;
  });
}

TEST_CASE("write_graphviz", "[bgl]") {
  compare(cases(GENERATE(range(1U, 4U)), small), [](const auto& g) {
    std::ostringstream text;
    boost::write_graphviz(text, g, boost::make_label_writer(get(boost::vertex_index, g)),
                          boost::make_label_writer(weights(g)));
    std::vector<std::string> lines;
    std::istringstream in{text.str()};
    for (std::string line; std::getline(in, line);) lines.push_back(line);
    std::sort(lines.begin(), lines.end());  // the graphs list their edges in different orders
    return lines;
  });
}

TEST_CASE("write_graphviz with the names of the vertices", "[bgl]") {
  dg::GraphBuilder builder;
  const dg::SourceId source = builder.add(dg::Source{.id = "s"});
  const auto state = builder.add(dg::State{.id = "XR", .name = "Ruritania"}, source);
  const auto company = builder.add(dg::Company{.id = "c", .name = "Say \"hello\""}, source);
  builder.connect(state, company, dg::Holds{.interests = {{}}}, source);
  const dg::Graph g = std::move(builder).freeze();
  std::ostringstream text;
  boost::write_graphviz(text, g, boost::make_label_writer(get(boost::vertex_name, g)));
  CHECK(text.str() == "digraph G {\n0[label=Ruritania];\n1[label=\"Say \\\"hello\\\"\"];\n0->1 ;\n}\n");
}
