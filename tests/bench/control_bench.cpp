// SPDX-License-Identifier: BSL-1.0
//
// Control of all States on worlds of tests/tools/gen_ownership.py, beside a competent worklist on
// boost::adjacency_list in the same run. Usage: control_bench DIR...  (DIR holds nodes.csv, edges.csv, truth.csv)
#include <sys/resource.h>

#include <algorithm>
#include <boost/graph/adjacency_list.hpp>
#include <chrono>
#include <cstdio>
#include <fstream>
#include <functional>
#include <map>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include <dutygraph/graph/builder.hpp>
#include <dutygraph/query/control.hpp>

namespace dg = dutygraph;

namespace {

using Clock = std::chrono::steady_clock;

double milliseconds(const std::function<void()>& work, int runs) {
  std::vector<double> times;
  for (int i = 0; i < runs; ++i) {
    const auto start = Clock::now();
    work();
    times.push_back(std::chrono::duration<double, std::milli>(Clock::now() - start).count());
  }
  std::sort(times.begin(), times.end());
  return times[times.size() / 2];
}

long peak_mb() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return usage.ru_maxrss / 1024;
}

std::vector<std::string> split(const std::string& line) {
  std::vector<std::string> cells(1);
  bool quoted = false;
  for (const char c : line) {
    if (c == '"') {
      quoted = !quoted;
    } else if (c == ',' && !quoted) {
      cells.emplace_back();
    } else {
      cells.back() += c;
    }
  }
  return cells;
}

/// What the peer knows of a holding: the same rows as ours, so that the day is asked at query time.
struct PeerEdge {
  std::int64_t low = 0;
  std::int32_t from = 0, to = 0;
  enum Kind : std::uint8_t { law, owns, votes, board, deal } kind = owns;
  bool strict = false;
};
using Peer = boost::adjacency_list<boost::vecS, boost::vecS, boost::directedS, boost::no_property, PeerEdge>;

struct World {
  dg::Graph graph;
  Peer peer;
  std::vector<std::size_t> states;  // of the peer
  std::size_t entities = 0, holdings = 0;
};

World load(const std::string& dir) {
  World world;
  dg::GraphBuilder builder;
  const dg::SourceId source = builder.add(dg::Source{.id = "gen", .title = "gen_ownership"});
  const dg::SourceId sources[] = {source};
  const dg::EvidenceId evidence = builder.intern(sources);
  std::unordered_map<std::string, dg::VertexId> ids;
  std::ifstream nodes{dir + "/nodes.csv"};
  std::string line;
  std::getline(nodes, line);
  while (std::getline(nodes, line)) {
    const auto cells = split(line);
    const dg::VertexKind kind = cells[1] == "state"    ? dg::VertexKind::state
                                : cells[1] == "agency" ? dg::VertexKind::agency
                                : cells[1] == "person" ? dg::VertexKind::organisation
                                                       : dg::VertexKind::company;
    const std::string name = kind == dg::VertexKind::organisation ? std::string{} : cells[2];
    ids.emplace(cells[0], builder.add_actor(kind, cells[0], name, {}, {}, evidence));
    if (kind == dg::VertexKind::state) world.states.push_back(ids.at(cells[0]).value());
  }
  world.entities = ids.size();
  world.peer = Peer{ids.size()};
  std::ifstream edges{dir + "/edges.csv"};
  std::getline(edges, line);
  std::vector<std::vector<std::string>> rows;
  while (std::getline(edges, line)) {
    auto cells = split(line);
    if (cells[3] != "unspecified") rows.push_back(cells);  // a company of which nothing is known
  }
  std::vector<dg::Support> deals;
  for (const auto& cells : rows) {
    if (cells[3] == "law") {
      builder.add_membership(ids.at(cells[2]), ids.at(cells[1]), {}, evidence);
      boost::add_edge(ids.at(cells[1]).value(), ids.at(cells[2]).value(),
                      PeerEdge{.from = INT32_MIN, .to = INT32_MAX, .kind = PeerEdge::law}, world.peer);
      continue;
    }
    if (cells[3] == "procures" || cells[3] == "export_credit") {
      dg::Support deal{.id = cells[0], .agency = cells[1], .company = cells[2]};
      deal.type = cells[3] == "procures" ? "procurement" : "export-credit";
      deal.date = dg::Date::parse(cells[9]);
      deals.push_back(std::move(deal));
      boost::add_edge(ids.at(cells[1]).value(), ids.at(cells[2]).value(), PeerEdge{.kind = PeerEdge::deal}, world.peer);
      continue;
    }
    dg::Interest interest;
    interest.basis = *dg::vocab::parse_basis(cells[3] == "owns" ? "capital" : cells[3]);
    const auto number = [&](std::size_t i) { return dg::Percent::parse(cells[i])->value; };
    if (!cells[4].empty())
      interest.share = dg::Share::exactly(number(4));
    else if (!cells[5].empty())
      interest.share = dg::Share::between(number(5), number(6), cells[7] == "1", cells[8] == "1");
    interest.valid =
        dg::Interval{dg::Date::parse(cells[9]), cells[10].empty() ? std::nullopt : dg::Date::parse(cells[10])};
    builder.add_interest(ids.at(cells[1]), ids.at(cells[2]),
                         {.key = cells[0], .interest = &interest, .evidence = evidence});
    ++world.holdings;
    PeerEdge edge{.from = interest.valid.from()->first(),
                  .to = interest.valid.to() ? interest.valid.to()->first() : INT32_MAX,
                  .kind = cells[3] == "owns"    ? PeerEdge::owns
                          : cells[3] == "votes" ? PeerEdge::votes
                                                : PeerEdge::board};
    if (interest.share) {
      edge.low = interest.share->low().units();
      edge.strict = interest.share->low_open();
    }
    boost::add_edge(ids.at(cells[1]).value(), ids.at(cells[2]).value(), edge, world.peer);
  }
  for (dg::Support& deal : deals) builder.add(std::move(deal));
  world.graph = std::move(builder).freeze();
  return world;
}

/// The usual way: for each State a worklist with a hash map of sums. One closure, no ranges, no evidence.
std::size_t peer_control(const World& world, std::int32_t day) {
  std::size_t found = 0;
  constexpr std::int64_t half = 50 * dg::Percent::units_per_percent;
  const auto edges_of = [&](std::size_t v) { return boost::make_iterator_range(boost::out_edges(v, world.peer)); };
  for (const std::size_t state : world.states) {
    std::unordered_map<std::size_t, std::pair<std::int64_t, bool>> sums;
    std::unordered_set<std::size_t> inside{state};
    std::vector<std::size_t> todo{state}, voted;
    while (!todo.empty()) {
      const std::size_t v = todo.back();
      todo.pop_back();
      voted.clear();
      for (const auto e : edges_of(v)) {
        const PeerEdge& edge = world.peer[e];
        if (edge.kind == PeerEdge::votes && edge.from <= day && day < edge.to)
          voted.push_back(boost::target(e, world.peer));
      }
      for (const auto e : edges_of(v)) {
        const PeerEdge& edge = world.peer[e];
        if (edge.kind == PeerEdge::deal || edge.kind == PeerEdge::board || edge.from > day || day >= edge.to) continue;
        const std::size_t company = boost::target(e, world.peer);
        if (edge.kind == PeerEdge::law) {
          if (inside.insert(company).second) todo.push_back(company);
          continue;
        }
        if (edge.kind == PeerEdge::owns && std::find(voted.begin(), voted.end(), company) != voted.end()) continue;
        auto& [sum, strict] = sums[company];
        sum += edge.low;
        strict = strict || edge.strict;
        if ((sum > half || (sum == half && strict)) && inside.insert(company).second) {
          todo.push_back(company);
          ++found;
        }
      }
    }
  }
  return found;
}

/// Counts the planted answers that the verdicts miss.
std::size_t misses(const std::string& dir, const dg::Graph& graph, const dg::ControlResult& rows) {
  std::map<std::pair<std::string, std::string>, dg::Verdict> got;
  for (const dg::ControlRow& row : rows)
    got[{std::string{graph.key(row.company)}, std::string{graph.key(row.state)}}] = row.verdict;
  std::ifstream truth{dir + "/truth.csv"};
  std::string line;
  std::getline(truth, line);
  std::size_t wrong = 0, planted = 0;
  while (std::getline(truth, line)) {
    const auto cells = split(line);
    if (cells[2] != "controlled" && cells[3] != "possible") continue;
    ++planted;
    const auto at = got.find({cells[0], cells[1]});
    const dg::Verdict expected = cells[3] == "possible" ? dg::Verdict::possible : dg::Verdict::certain;
    if (at == got.end() || at->second != expected) ++wrong;
  }
  return wrong + (planted != got.size() ? 1 : 0);
}

}  // namespace

int main(int argc, char** argv) {
  std::printf("%10s %10s %12s %12s %8s %10s %8s %8s %8s %8s\n", "entities", "holdings", "control ms", "boost ms",
              "ratio", "rows", "missed", "as_of ms", "B/hold", "peak MB");
  for (int i = 1; i < argc; ++i) {
    const World world = load(argv[i]);
    const dg::ControlOptions options{.as_of = dg::Date{2025, 1, 1}};
    dg::ControlResult rows;
    std::size_t peer = 0;
    const double ours = milliseconds([&] { rows = control(world.graph, options); }, 9);
    const double theirs = milliseconds([&] { peer = peer_control(world, dg::Date{2025, 1, 1}.first()); }, 9);
    const double view = milliseconds([&] { static_cast<void>(world.graph.as_of({2025, 1, 1})); }, 5);
    const auto certain = std::count_if(rows.begin(), rows.end(),
                                       [](const dg::ControlRow& r) { return r.verdict == dg::Verdict::certain; });
    if (static_cast<std::size_t>(certain) != peer) std::printf("the peer finds %zu, we %td\n", peer, certain);
    std::printf("%10zu %10zu %12.2f %12.2f %8.1f %10zu %8zu %8.2f %8.1f %8ld\n", world.entities, world.holdings, ours,
                theirs, theirs / ours, rows.size(), misses(argv[i], world.graph, rows), view,
                static_cast<double>(world.graph.memory().edges) / static_cast<double>(world.holdings), peak_mb());
  }
}
