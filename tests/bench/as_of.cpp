// SPDX-License-Identifier: BSL-1.0
//
// What views cost: making one, and walking it, on a random world. Usage: as_of [EDGES]  (default 1000000)
// One line per measurement: the median of several runs.
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include <boost/graph/breadth_first_search.hpp>
#include <dutygraph/bgl.hpp>
#include <dutygraph/graph/builder.hpp>

namespace dg = dutygraph;

namespace {

double milliseconds(const std::function<void()>& work, int runs = 15) {
  using Clock = std::chrono::steady_clock;
  std::vector<double> times;
  for (int i = 0; i < runs; ++i) {
    const auto start = Clock::now();
    work();
    times.push_back(std::chrono::duration<double, std::milli>(Clock::now() - start).count());
  }
  std::sort(times.begin(), times.end());
  return times[times.size() / 2];
}

/// How the holdings of a world are dated.
struct Dates {
  const char* name;
  unsigned coarse = 0;     ///< percent of bounds known to the month or year only
  unsigned lifetimes = 0;  ///< percent of companies with dates of their own
  unsigned versions = 0;   ///< percent of holdings that are versions of one record
};

dg::Graph make_world(std::size_t edges, const Dates& dates) {
  std::mt19937 random{1};
  const auto percent = [&](unsigned of_hundred) { return random() % 100 < of_hundred; };
  const auto date = [&] {
    const int year = 1995 + static_cast<int>(random() % 30);
    const int month = 1 + static_cast<int>(random() % 12);
    if (percent(dates.coarse)) return random() % 2 == 0 ? dg::Date{year} : dg::Date{year, month};
    return dg::Date{year, month, 1 + static_cast<int>(random() % 28)};
  };
  const auto interval = [&] {
    const dg::Date from = date();
    const dg::Interval span{from, random() % 2 == 0 ? std::nullopt : std::optional{date()}};
    return span.is_empty() ? dg::Interval::since(from) : span;
  };
  dg::GraphBuilder builder;
  const dg::SourceId source[] = {builder.add(dg::Source{.id = "register"})};
  const dg::EvidenceId evidence = builder.intern(source);
  std::vector<dg::VertexId> vertices;
  for (std::size_t i = 0; i < edges * 2 / 3; ++i)
    vertices.push_back(builder.add_actor(dg::VertexKind::company, "company-" + std::to_string(i), "", "",
                                         percent(dates.lifetimes) ? interval() : dg::Interval{}, evidence));
  for (std::size_t i = 0; i < edges; ++i) {
    const dg::Interest interest{.share = dg::Share::exactly(static_cast<int>(random() % 100)), .valid = interval()};
    const std::string key = "holding-" + std::to_string(i);
    const bool version = percent(dates.versions);
    builder.add_interest(vertices[random() % vertices.size()], vertices[random() % vertices.size()],
                         {.key = key,
                          .interest = &interest,
                          .evidence = evidence,
                          .stated = date(),
                          .versioned = version,
                          .first_version = random() % 2 == 0});
  }
  return std::move(builder).freeze();
}

/// Vertices that breadth-first search reaches from the first thousand.
std::size_t reach(const dg::Graph& g) {
  std::size_t reached = 0;
  std::vector<boost::default_color_type> color(num_vertices(g));
  const auto colors = dg::bgl::vertex_map(g, color);
  boost::queue<dg::VertexId> queue;
  for (std::uint32_t v = 0; v < std::min<std::size_t>(1000, num_vertices(g)); ++v)
    if (color[v] == boost::white_color)
      boost::breadth_first_visit(g, dg::VertexId{v}, queue, boost::default_bfs_visitor{}, colors);
  for (const boost::default_color_type c : color) reached += c == boost::black_color;
  return reached;
}

}  // namespace

int main(int argc, char** argv) {
  const std::size_t edges = argc > 1 ? std::strtoul(argv[1], nullptr, 10) : 1'000'000;
  const dg::Date day{2015, 6, 30};
  std::printf("%zu edges, %zu vertices\n", edges, edges * 2 / 3);
  std::printf("%-34s %10s %10s %10s %10s %10s\n", "milliseconds; holdings are", "as_of", "known_by", "both", "only",
              "where");
  dg::Graph plain;
  for (const Dates& dates : {Dates{"dated to the day"}, Dates{"dated, one in four coarsely", 25},
                             Dates{"of companies with lifetimes", 0, 20}, Dates{"in versions, one in five", 0, 0, 20},
                             Dates{"all of that", 25, 20, 20}}) {
    const dg::Graph g = make_world(edges, dates);
    std::size_t sink = 0;
    const auto time = [&](auto view) { return milliseconds([&] { sink += view().num_edges(); }); };
    std::printf("%-34s %10.2f %10.2f %10.2f %10.2f %10.2f\n", dates.name, time([&] { return g.as_of(day); }),
                time([&] { return g.known_by(day); }), time([&] { return g.as_of(day).known_by(day); }),
                time([&] { return g.only(dg::EdgeKind::holds); }),
                time([&] { return g.where([&](dg::EdgeId e) { return g.share(e)->low() > dg::Percent{50}; }); }));
    if (sink == 0) return EXIT_FAILURE;
    if (plain.num_edges() == 0) plain = g;
  }
  const dg::Graph all = plain.where([](dg::EdgeId) { return true; });  // a view that hides nothing walks the same way
  std::size_t full = 0;
  std::size_t seen = 0;
  const double on_full = milliseconds([&] { full = reach(plain); }, 9);
  const double on_view = milliseconds([&] { seen = reach(all); }, 9);
  std::printf("breadth-first search over %zu vertices: %.1f ms on the full graph, %.1f ms on a view\n", full, on_full,
              on_view);
  if (full != seen) return EXIT_FAILURE;
  return EXIT_SUCCESS;
}
