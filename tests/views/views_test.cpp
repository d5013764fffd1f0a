// SPDX-License-Identifier: BSL-1.0
#include <concepts>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include <range/v3/algorithm/count_if.hpp>
#include <range/v3/algorithm/max_element.hpp>
#include <range/v3/numeric/accumulate.hpp>
#include <range/v3/range/conversion.hpp>
#include <range/v3/view/concat.hpp>
#include <range/v3/view/reverse.hpp>
#include <range/v3/view/take.hpp>
#include <range/v3/view/unique.hpp>
#include <range/v3/view/zip.hpp>

#include <dutygraph/query/nexus.hpp>
#include <dutygraph/views.hpp>

#include "support/catch.hpp"
#include "support/random_world.hpp"
#include "support/ruritania.hpp"

namespace dg = dutygraph;
namespace rv = ranges::views;
namespace views = dg::views;
using dg::EdgeId;
using dg::EdgeKind;
using dg::Graph;
using dg::VertexId;
using dg::tests::Ruritania;
using dg::tests::today;

namespace {

using Names = std::vector<std::string_view>;

using OfTargets = decltype(std::declval<dg::EdgeRange>() | views::targets_in(std::declval<Graph>()));
static_assert(ranges::forward_range<OfTargets>);
static_assert(ranges::view_<OfTargets>);
static_assert(std::same_as<ranges::range_value_t<OfTargets>, VertexId>);

}  // namespace

TEST_CASE("edges become their ends, ends become names", "[views]") {
  const Ruritania world;
  const Graph& g = world.graph;
  CHECK((g.out_edges(world.state, EdgeKind::holds) | views::targets_in(g) | views::names_in(g) |
         ranges::to<std::vector>()) == Names{"Ruritel", "privatel"});
  CHECK((g.in_edges(world.privatel) | views::sources_in(g) | views::names_in(g) | ranges::to<std::vector>()) ==
        Names{"Ruritania", "Investor Ltd"});
  CHECK((g.in_edges(world.secretariat, EdgeKind::coordinates) | views::sources_in(g) | views::keys_in(g) |
         ranges::to<std::vector>()) == Names{"treasury", "export-bank"});
}

TEST_CASE("edges and vertices are picked by kind", "[views]") {
  const Ruritania world;
  const Graph& g = world.graph;
  CHECK((g.out_edges(world.state) | views::of_kind(g, EdgeKind::issues) | views::targets_in(g) | views::keys_in(g) |
         ranges::to<std::vector>()) == Names{"hr-act"});
  CHECK(ranges::distance(g.edges() | views::of_kind(g, EdgeKind::holds | EdgeKind::part_of)) == 8);
  CHECK((g.vertices() | views::of_kind(g, dg::VertexKind::agency) | views::names_in(g) | ranges::to<std::vector>()) ==
        Names{"Treasury", "Export Bank"});
}

TEST_CASE("as_of keeps what may hold, certain_on what does", "[views]") {
  const Ruritania world;
  const dg::Date day{2019, 3, 10};  // the fund bought its stake in March 2019, on a day nobody recorded
  const Graph then = world.graph.as_of(day);
  const auto possible = then.in_edges(world.borderwatch, EdgeKind::holds);
  CHECK(ranges::distance(possible) == 1);
  CHECK(ranges::distance(possible | views::certain_on(then, day)) == 0);
  CHECK(ranges::distance(possible | views::certain_on(then, {2019, 3, 31})) == 1);
}

TEST_CASE("records are put together as they are read", "[views]") {
  const Ruritania world;
  const auto homes = world.graph.vertices<dg::Company>() | views::records_in<dg::Company>(world.graph) |
                     rv::transform([](const dg::Company& c) { return c.id + "@" + c.home; }) |
                     ranges::to<std::vector>();
  CHECK(homes == std::vector<std::string>{"ruritel@XR", "ruricloud@XR", "borderwatch@XR", "privatel@XR"});
}

TEST_CASE("a pipeline keeps the graph it reads alive", "[views]") {
  const auto pipeline = [] {
    const Ruritania world;
    return rv::all(world.graph.out_edges(world.state, EdgeKind::holds)) | views::targets_in(world.graph) |
           views::names_in(world.graph);
  }();
  CHECK(ranges::to<std::vector>(pipeline) == Names{"Ruritel", "privatel"});
}

TEST_CASE("ranges of the graph compose with filter, transform, zip, reverse and concat", "[views]") {
  const Ruritania world;
  const Graph& g = world.graph;
  const auto large =
      g.edges() |
      rv::filter([&](EdgeId e) { return g.kind(e) == EdgeKind::holds && g.share(e)->low() > dg::Percent{50}; }) |
      rv::transform([&](EdgeId e) { return g.name(g.target(e)); }) | ranges::to<std::vector>();
  CHECK(large == Names{"Ruritel", "Ruricloud"});
  CHECK(*ranges::begin(g.vertices() | rv::reverse) == world.secretariat);
  CHECK((g.vertices<dg::Company>() | rv::take(2) | views::names_in(g) | ranges::to<std::vector>()) ==
        Names{"Ruritel", "Ruricloud"});
  const auto around = rv::concat(g.out_edges(world.treasury), g.in_edges(world.treasury));
  CHECK(ranges::distance(around) == 4);
  for (const auto& [v, kind] :
       rv::zip(g.vertices(), g.vertices() | rv::transform([&](VertexId v) { return g.kind(v); })))
    CHECK(kind == g.kind(v));
  const auto held_most = ranges::max_element(
      g.vertices<dg::Company>(), {}, [&](VertexId c) { return ranges::distance(g.in_edges(c, EdgeKind::holds)); });
  CHECK(*held_most == world.privatel);
}

TEST_CASE("sources of an edge are a range of Source", "[views]") {
  const Ruritania world;
  const Graph& g = world.graph;
  const EdgeId stake = *g.out_edges(world.state, EdgeKind::holds).begin();
  CHECK((g.sources(stake) | rv::transform([](const dg::Source& s) { return s.id; }) | ranges::to<std::vector>()) ==
        std::vector<std::string>{"report", "registry"});
  CHECK(ranges::count_if(g.sources(stake), [](const dg::Source& s) { return s.url.empty(); }) == 1);
}

TEST_CASE("rows of a query are a view", "[views]") {
  const Ruritania world;
  const dg::NexusResult rows = dg::nexus(world.graph, {.as_of = today});
  const auto companies = rows | rv::transform([](const dg::NexusRow& row) { return VertexId{row.company}; }) |
                         rv::unique | views::keys_in(world.graph) | ranges::to<std::vector>();
  CHECK(companies == Names{"borderwatch", "ruricloud", "ruritel"});
  const std::size_t evidence = ranges::accumulate(
      rows | rv::transform([](const dg::NexusRow& row) { return row.evidence.size(); }), std::size_t{0});
  CHECK(evidence == 5);
}

TEST_CASE("out_edges of a kind are the out_edges filtered by kind, on every view", "[views]") {
  const Graph full = dg::tests::random_world(GENERATE(range(1U, 6U))).graph;
  for (const Graph& g : {full, full.as_of({2018, 1, 1}), full.where([](EdgeId e) { return e.value() % 2 == 0; })})
    for (const VertexId v : g.vertices())
      for (std::size_t k = 0; k < dg::edge_kinds; ++k) {
        const auto kind = static_cast<EdgeKind>(k);
        CHECK((g.out_edges(v, kind) | ranges::to<std::vector>()) ==
              (g.out_edges(v) | views::of_kind(g, kind) | ranges::to<std::vector>()));
        CHECK((g.in_edges(v, kind) | ranges::to<std::vector>()) ==
              (g.in_edges(v) | views::of_kind(g, kind) | ranges::to<std::vector>()));
      }
}
