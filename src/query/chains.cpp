// SPDX-License-Identifier: BSL-1.0
#include <algorithm>
#include <cmath>
#include <map>
#include <queue>
#include <set>

#include <dutygraph/query/explain.hpp>

#include "query/day.hpp"
#include "query/group.hpp"
#include "query/holders.hpp"

namespace dutygraph {

using detail::HolderFact;
using detail::Holders;

namespace {

constexpr double of_one(std::int64_t units) { return static_cast<double>(units) / static_cast<double>(detail::full); }

/// The holders of companies, read on demand while walking up from one.
class Ancestry {
 public:
  Ancestry(const Graph& graph, const Holders& capital, const Holders& votes)
      : graph_{graph}, capital_{capital}, votes_{votes} {}
  const std::vector<HolderFact>& of(VertexId company) {
    auto [at, added] = facts_.try_emplace(company);
    if (!added) return at->second;
    HolderFact self;
    const detail::Fan& fan = graph_.tables().fan[company.value()];
    capital_.read(company, fan, at->second, rights_, self);
    // Votes stand in where nobody recorded capital. Both lists have the same holders in the same order.
    std::vector<HolderFact> by_votes;
    votes_.read(company, fan, by_votes, rights_, self);
    for (std::size_t i = 0; i < at->second.size(); ++i)
      if (at->second[i].high.units() == 0) at->second[i] = by_votes[i];
    return at->second;
  }

 private:
  const Graph& graph_;
  const Holders& capital_;
  const Holders& votes_;
  std::map<VertexId, std::vector<HolderFact>> facts_;
  std::vector<detail::Rights> rights_{1};
};

/// A chain under construction, from the company upward.
struct Way {
  double high = 1;
  double low = 1;
  VertexId top{};
  std::vector<EdgeId> edges{};  // nearest the company first

  bool operator<(const Way& other) const {  // for a heap: the strongest on top, then the least edges
    return high != other.high ? high < other.high : other.edges < edges;
  }
};

/// The look-through stake of \p owners in \p company over all walks, with the upper end of every share.
double look_through(VertexId company, const std::set<VertexId>& owners, Ancestry& ancestry) {
  std::vector<VertexId> order;
  std::map<VertexId, double> stake;
  std::vector<VertexId> todo{company};
  stake[company] = 0;
  while (!todo.empty()) {
    const VertexId v = todo.back();
    todo.pop_back();
    order.push_back(v);
    for (const HolderFact& fact : ancestry.of(v))
      if (!owners.contains(fact.holder) && stake.try_emplace(fact.holder, 0).second) todo.push_back(fact.holder);
  }
  for (int sweep = 0; sweep < 1000; ++sweep) {
    double change = 0;
    for (auto v = order.rbegin(); v != order.rend(); ++v) {
      double sum = 0;
      for (const HolderFact& fact : ancestry.of(*v))
        sum += of_one(fact.high.units()) * (owners.contains(fact.holder) ? 1 : stake[fact.holder]);
      sum = std::min(sum, 1.0);  // ranges may add up to more than there is
      change = std::max(change, std::abs(sum - stake[*v]));
      stake[*v] = sum;
    }
    if (change < 1e-12) break;
  }
  return stake[company];
}

}  // namespace

Chains chains(const Graph& given, VertexId state, VertexId company, std::size_t count, const ControlOptions& options) {
  const Date day = detail::day_of(given, options.as_of);
  const Graph graph = detail::seen_on(given, day);
  state = graph.canonical(state);
  company = graph.canonical(company);
  ControlProfile by_capital = options.profile;
  by_capital.measure = ControlProfile::Measure::capital;
  ControlProfile by_votes = options.profile;
  by_votes.measure = ControlProfile::Measure::votes;
  const Holders capital{graph, by_capital, day.first()};
  const Holders votes{graph, by_votes, day.first()};
  Ancestry ancestry{graph, capital, votes};
  const detail::StateGroup group = detail::group_of(graph, state, day.first(), options.profile.include_subnational);
  const std::set<VertexId> owners{group.possible.begin(), group.possible.end()};

  Chains found;
  if (owners.contains(company)) return found;
  std::map<VertexId, std::size_t> visits;
  std::priority_queue<Way> ways;
  ways.push({1, 1, company, {}});
  while (!ways.empty() && found.chains.size() < count) {
    if (options.stop.stop_requested()) throw Cancelled{};
    Way way = ways.top();
    ways.pop();
    if (owners.contains(way.top)) {
      std::reverse(way.edges.begin(), way.edges.end());
      found.chains.push_back({std::move(way.edges), way.low, way.high});
      found.explained += found.chains.back().high;
      continue;
    }
    if (++visits[way.top] > count) continue;  // stronger ways through here have been found already
    for (const HolderFact& fact : ancestry.of(way.top)) {
      if (fact.high.units() == 0 || fact.holder == company) continue;
      const bool again =
          std::any_of(way.edges.begin(), way.edges.end(), [&](EdgeId e) { return graph.target(e) == fact.holder; });
      if (again) continue;
      Way longer{way.high * of_one(fact.high.units()), way.low * of_one(fact.low.units()), fact.holder, way.edges};
      longer.edges.push_back(EdgeId{fact.first_edge});
      ways.push(std::move(longer));
    }
  }
  found.total = look_through(company, owners, ancestry);
  return found;
}

}  // namespace dutygraph
