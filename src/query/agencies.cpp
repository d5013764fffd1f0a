// SPDX-License-Identifier: BSL-1.0
#include <dutygraph/query/agencies.hpp>

#include <algorithm>
#include <deque>
#include <iterator>
#include <map>
#include <set>
#include <utility>

#include <boost/graph/adjacency_list.hpp>
#include <boost/graph/betweenness_centrality.hpp>
#include <boost/graph/biconnected_components.hpp>
#include <dutygraph/error.hpp>
#include <dutygraph/query/coherence.hpp>
#include <dutygraph/query/outcome.hpp>

#include "query/day.hpp"
#include "query/group.hpp"
#include "query/influence.hpp"
#include "query/stamp.hpp"

namespace dutygraph {

std::string_view to_string(Means means) noexcept {
  switch (means) {
    case Means::instrument:
      return "instrument";
    case Means::enforcement:
      return "enforcement";
    case Means::mandate:
      return "mandate";
    case Means::money:
      return "money";
    case Means::ownership:
      return "ownership";
    case Means::supervision:
      return "supervision";
    case Means::restriction:
      return "restriction";
    case Means::agenda:
      break;
  }
  return "agenda";
}

namespace {

/// Sets of vertices in the order of their keys.
struct ByKey {
  const Graph* graph;
  bool operator()(VertexId a, VertexId b) const {
    return graph->key(a) < graph->key(b) || (graph->key(a) == graph->key(b) && a < b);
  }
};
using Sorted = std::set<VertexId, ByKey>;

std::vector<VertexId> states_of(const Graph& graph, const AgencyOptions& options) {
  Sorted states{ByKey{&graph}};
  for (const VertexId state : options.states) states.insert(graph.canonical(state));
  if (options.states.empty())
    for (const VertexIdOf<State> state : graph.vertices<State>())
      if (graph.canonical(state) == state) states.insert(state);
  return {states.begin(), states.end()};
}

std::vector<InfluenceRow> rows_of(const Graph& graph, const AgencyOptions& options, Date day, VertexId state) {
  detail::InfluenceMaker maker{graph, options, day};
  maker.add_state(state);
  return maker.take();
}

Stamp stamp_of(std::string_view query, const Graph& graph, Date day, const AgencyOptions& options) {
  std::vector<std::pair<std::string, std::string>> parameters;
  std::string list;
  for (const VertexId agency : options.agencies) list += (list.empty() ? "" : ",") + std::string{graph.key(agency)};
  if (!list.empty()) parameters.emplace_back("agency", std::exchange(list, {}));
  for (const std::string& technology : options.technologies) list += (list.empty() ? "" : ",") + technology;
  if (!list.empty()) parameters.emplace_back("technology", std::move(list));
  return detail::make_stamp(query, graph, day, std::move(parameters));
}

/// The coordination of one State: who sits where, on one day.
class Tables {
 public:
  Tables(const Graph& graph, VertexId state, Date day) : bodies_{ByKey{&graph}} {
    const std::vector<VertexId> group = detail::group_of(graph, state, day.first(), true).possible;
    const std::set<VertexId> own{group.begin(), group.end()};
    for (const VertexIdOf<Coordination> body : graph.vertices<Coordination>()) {
      Sorted members{ByKey{&graph}};
      for (const EdgeId e : graph.in_edges(body, EdgeKind::coordinates))
        if (own.contains(graph.source(e)) && graph.on(e, day.first()) != Certainty::no) members.insert(graph.source(e));
      if (members.empty()) continue;
      const Coordination* fields = graph.fields<Coordination>(body);
      const bool ad_hoc = fields != nullptr && fields->type == "ad_hoc";
      if (!ad_hoc) {
        bodies_.insert(body);
        for (const VertexId member : members) sits_in_[member].push_back(body);
      }
      for (const VertexId a : members)
        for (const VertexId b : members)
          if (a != b) {
            any_[a].insert(b);
            if (!ad_hoc) formal_[a].insert(b);
          }
      members_.emplace(body, std::vector<VertexId>{members.begin(), members.end()});
    }
    for (auto& [member, list] : sits_in_) std::sort(list.begin(), list.end(), ByKey{&graph});
  }

  using Links = std::map<VertexId, std::set<VertexId>>;
  /// Bodies and memoranda, by id.
  [[nodiscard]] const Sorted& bodies() const { return bodies_; }
  [[nodiscard]] const std::vector<VertexId>& members(VertexId body) const { return members_.at(body); }
  [[nodiscard]] std::vector<VertexId> sits_in(VertexId agency) const {
    const auto at = sits_in_.find(agency);
    return at == sits_in_.end() ? std::vector<VertexId>{} : at->second;
  }
  [[nodiscard]] const Links& formal() const { return formal_; }
  [[nodiscard]] const Links& any() const { return any_; }

  /// Steps from \p start to all that can be reached.
  static std::map<VertexId, std::size_t> steps(const Links& links, VertexId start) {
    std::map<VertexId, std::size_t> found{{start, 0}};
    std::deque<VertexId> todo{start};
    while (!todo.empty()) {
      const VertexId at = todo.front();
      todo.pop_front();
      const auto next = links.find(at);
      if (next == links.end()) continue;
      for (const VertexId other : next->second)
        if (found.try_emplace(other, found[at] + 1).second) todo.push_back(other);
    }
    return found;
  }

 private:
  Sorted bodies_;
  std::map<VertexId, std::vector<VertexId>> members_, sits_in_;
  Links formal_, any_;
};

/// The companies that clauses of one State address: named, or of a kind that is and at home or at work in the State.
class Addressees {
 public:
  Addressees(const Graph& graph, VertexId state) : graph_{graph}, bearers_{graph.settings(), "bearer"} {
    for (const VertexIdOf<Company> company : graph.vertices<Company>()) {
      const Company* fields = graph.fields<Company>(company);
      if (fields == nullptr || fields->kinds.empty()) continue;
      const auto is_state = [&](const std::string& id) {
        const auto v = graph.find(VertexKind::state, id);
        return v && graph.canonical(*v) == state;
      };
      const VertexId home = graph.home(company);
      if ((home && graph.canonical(home) == state) ||
          std::any_of(fields->operates.begin(), fields->operates.end(), is_state))
        by_kinds_[fields->kinds].push_back(graph.canonical(company));
    }
  }

  const std::set<VertexId>& of(VertexId provision) {
    const auto [at, added] = known_.try_emplace(provision);
    const Provision* fields = graph_.fields<Provision>(provision);
    if (!added || fields == nullptr || !fields->bearer) return at->second;
    const Scope& scope = *fields->bearer;
    const auto hits = [&](const std::vector<std::string>& nodes, std::string_view kind) {
      return std::any_of(nodes.begin(), nodes.end(),
                         [&](const std::string& node) { return bearers_.is_below(kind, node); });
    };
    for (const auto& entry : by_kinds_) {
      const auto& kinds = entry.first;
      const auto& companies = entry.second;
      const auto in = [&](const std::vector<std::string>& nodes) {
        return std::any_of(kinds.begin(), kinds.end(), [&](const std::string& kind) { return hits(nodes, kind); });
      };
      if (in(scope.in) && !in(scope.ex)) at->second.insert(companies.begin(), companies.end());
    }
    for (const std::string& id : scope.in)
      if (const auto company = graph_.find<Company>(id)) at->second.insert(graph_.canonical(*company));
    for (const std::string& id : scope.ex)
      if (const auto company = graph_.find<Company>(id)) at->second.erase(graph_.canonical(*company));
    return at->second;
  }

 private:
  const Graph& graph_;
  detail::Nodes bearers_;
  std::map<std::vector<std::string>, std::vector<VertexId>> by_kinds_;
  std::map<VertexId, std::set<VertexId>> known_;
};

/// What one agency reaches.
struct Reached {
  std::map<std::string, std::string> technologies{};  // in one spelling: as first written
  std::set<VertexId> companies{};
};

std::map<VertexId, Reached> reached_by(const Graph& graph, const std::vector<InfluenceRow>& rows,
                                       Addressees* addressees) {
  std::map<VertexId, Reached> all;
  for (const InfluenceRow& row : rows) {
    Reached& reached = all[row.agency];
    if (!row.technology.empty())
      reached.technologies.try_emplace(detail::Nodes::canonical(row.technology), row.technology);
    if (addressees == nullptr) continue;
    const VertexId last = row.path.back();
    if (graph.kind(last) == VertexKind::company) reached.companies.insert(last);
    const auto add = [&](VertexId clause) {
      const auto& companies = addressees->of(clause);
      reached.companies.insert(companies.begin(), companies.end());
    };
    if (graph.kind(last) == VertexKind::provision) add(last);
    if (graph.kind(last) == VertexKind::instrument)
      for (const EdgeId e : graph.out_edges(last, EdgeKind::contains))
        if (graph.kind(graph.target(e)) == VertexKind::provision) add(graph.target(e));
  }
  return all;
}

std::vector<std::string> common(const Reached& a, const Reached& b) {
  std::vector<std::string> list;
  for (const auto& [name, written] : a.technologies)
    if (b.technologies.contains(name)) list.push_back(written);
  return list;
}

/// How many tensions two agencies of a State have: open, answered, potential.
struct Tensions {
  std::size_t open = 0, answered = 0, potential = 0;
};
using TensionsOf = std::map<std::pair<VertexId, VertexId>, Tensions>;

TensionsOf tensions_of(const Graph& graph, const AgencyOptions& options, Date day) {
  TensionsOf all;
  CoherenceOptions asked;
  asked.as_of = day;
  asked.states = options.states;
  asked.stop = options.stop;
  for (const Finding& finding : coherence(graph, asked)) {
    if (finding.when != When::current || finding.axis == Axis::inter_state) continue;
    const auto& list = finding.agencies;
    for (std::size_t i = 0; i < list.size(); ++i)
      for (std::size_t j = i + 1; j < list.size(); ++j) {
        Tensions& tensions = all[std::minmax(list[i], list[j])];
        const bool answered = finding.status == FindingStatus::resolved || finding.status == FindingStatus::apparent ||
                              finding.status == FindingStatus::excepted;
        ++(!finding.definite || finding.status == FindingStatus::unknown ? tensions.potential
           : answered                                                    ? tensions.answered
                                                                         : tensions.open);
      }
  }
  return all;
}

}  // namespace

Result<InfluenceRow> agencies(const Graph& whole, const AgencyOptions& options) {
  const Date day = detail::day_of(whole, options.as_of);
  const Graph graph = detail::seen_on(whole, day);
  std::vector<InfluenceRow> rows;
  for (const VertexId state : states_of(graph, options)) {
    std::vector<InfluenceRow> more = rows_of(graph, options, day, state);
    rows.insert(rows.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
  }
  return {std::move(rows), stamp_of("agencies", graph, day, options)};
}

Result<AgencyPair> agency_pairs(const Graph& whole, const AgencyOptions& options) {
  const Date day = detail::day_of(whole, options.as_of);
  const Graph graph = detail::seen_on(whole, day);
  const TensionsOf tensions = tensions_of(graph, options, day);
  std::set<VertexId> asked;
  for (const VertexId agency : options.agencies) asked.insert(graph.canonical(agency));
  AgencyOptions everyone = options;
  everyone.agencies.clear();
  std::vector<AgencyPair> rows;
  for (const VertexId state : states_of(graph, options)) {
    Addressees addressees{graph, state};
    const std::map<VertexId, Reached> reached = reached_by(graph, rows_of(graph, everyone, day, state), &addressees);
    const Tables tables{graph, state, day};
    Sorted members{ByKey{&graph}};
    for (const VertexId member : detail::group_of(graph, state, day.first(), true).possible)
      if (graph.kind(member) != VertexKind::state) members.insert(member);
    for (auto a = members.begin(); a != members.end(); ++a) {
      if (options.stop.stop_requested()) throw Cancelled{};
      std::map<VertexId, std::size_t> formal, any;
      bool walked = false;
      for (auto b = std::next(a); b != members.end(); ++b) {
        if (!asked.empty() && !asked.contains(*a) && !asked.contains(*b)) continue;
        AgencyPair pair;
        pair.state = state;
        pair.first = *a;
        pair.second = *b;
        const auto first = reached.find(*a), second = reached.find(*b);
        if (first != reached.end() && second != reached.end()) {
          pair.technologies = common(first->second, second->second);
          Sorted both{ByKey{&graph}};
          for (const VertexId company : first->second.companies)
            if (second->second.companies.contains(company)) both.insert(company);
          pair.companies.assign(both.begin(), both.end());
        }
        if (const auto at = tensions.find(std::minmax(*a, *b)); at != tensions.end()) {
          pair.conflicts = at->second.open;
          pair.answered = at->second.answered;
          pair.potential = at->second.potential;
        }
        if (pair.technologies.empty() && pair.companies.empty() && pair.conflicts + pair.answered + pair.potential == 0)
          continue;
        if (!walked) {
          formal = Tables::steps(tables.formal(), *a);
          any = Tables::steps(tables.any(), *a);
          walked = true;
        }
        if (const auto at = formal.find(*b); at != formal.end()) pair.distance = at->second;
        if (const auto at = any.find(*b); at != any.end()) pair.ad_hoc_distance = at->second;
        const std::vector<VertexId> mine = tables.sits_in(*a), theirs = tables.sits_in(*b);
        std::set_intersection(mine.begin(), mine.end(), theirs.begin(), theirs.end(), std::back_inserter(pair.bodies),
                              ByKey{&graph});
        rows.push_back(std::move(pair));
      }
    }
  }
  return {std::move(rows), stamp_of("agency-pairs", graph, day, options)};
}

Result<AbsentAgency> missing_agencies(const Graph& whole, const AgencyOptions& options) {
  const Date day = detail::day_of(whole, options.as_of);
  const Graph graph = detail::seen_on(whole, day);
  std::set<VertexId> asked;
  for (const VertexId agency : options.agencies) asked.insert(graph.canonical(agency));
  AgencyOptions everyone = options;
  everyone.agencies.clear();
  std::vector<AbsentAgency> rows;
  for (const VertexId state : states_of(graph, options)) {
    const std::map<VertexId, Reached> reached = reached_by(graph, rows_of(graph, everyone, day, state), nullptr);
    const Tables tables{graph, state, day};
    const bool complete = static_cast<bool>(declared_complete(graph, {.section = "coordination", .state = state}, day));
    Sorted agencies{ByKey{&graph}};
    for (const auto& [agency, what] : reached)
      if (graph.kind(agency) == VertexKind::agency && (asked.empty() || asked.contains(agency)))
        agencies.insert(agency);
    for (const VertexId agency : agencies) {
      const Reached& own = reached.at(agency);
      const std::vector<VertexId> sits = tables.sits_in(agency);
      if (sits.empty()) {
        AbsentAgency row{.state = state, .agency = agency, .complete = complete};
        for (const auto& [name, written] : own.technologies) row.technologies.push_back(written);
        rows.push_back(std::move(row));
      }
      for (const VertexId body : tables.bodies()) {
        if (std::find(sits.begin(), sits.end(), body) != sits.end()) continue;
        AbsentAgency row{.state = state, .agency = agency, .body = body, .complete = complete};
        std::set<std::string> shared;
        for (const VertexId member : tables.members(body)) {
          const auto at = reached.find(member);
          if (at == reached.end()) continue;
          const std::vector<std::string> both = common(own, at->second);
          if (both.empty()) continue;
          shared.insert(both.begin(), both.end());
          row.with.push_back(member);
        }
        if (shared.empty()) continue;
        row.technologies.assign(shared.begin(), shared.end());
        rows.push_back(std::move(row));
      }
    }
  }
  return {std::move(rows), stamp_of("missing-agencies", graph, day, options)};
}

Result<BottleneckRow> coordination_bottlenecks(const Graph& whole, const AgencyOptions& options) {
  const Date day = detail::day_of(whole, options.as_of);
  const Graph graph = detail::seen_on(whole, day);
  std::set<VertexId> asked;
  for (const VertexId agency : options.agencies) asked.insert(graph.canonical(agency));
  std::vector<BottleneckRow> rows;
  for (const VertexId state : states_of(graph, options)) {
    if (options.stop.stop_requested()) throw Cancelled{};
    const Tables tables{graph, state, day};
    Sorted members{ByKey{&graph}};
    for (const VertexId body : tables.bodies())
      members.insert(tables.members(body).begin(), tables.members(body).end());
    const std::vector<VertexId> list{members.begin(), members.end()};
    // Bodies bring their members together both ways, one step apart: a simple undirected graph of agencies.
    using Undirected = boost::adjacency_list<boost::vecS, boost::vecS, boost::undirectedS, boost::no_property,
                                             boost::property<boost::edge_index_t, std::size_t>>;
    Undirected network(list.size());
    std::map<VertexId, std::size_t> index;
    for (std::size_t i = 0; i < list.size(); ++i) index.emplace(list[i], i);
    std::size_t edges = 0;
    for (std::size_t i = 0; i < list.size(); ++i)
      if (const auto links = tables.formal().find(list[i]); links != tables.formal().end())
        for (const VertexId other : links->second)
          if (index.at(other) > i) boost::add_edge(i, index.at(other), edges++, network);
    std::vector<double> centrality(list.size(), 0.0);
    boost::brandes_betweenness_centrality(
        network, boost::make_iterator_property_map(centrality.begin(), get(boost::vertex_index, network)));
    std::vector<std::size_t> cuts;
    boost::articulation_points(network, std::back_inserter(cuts));
    const auto others = static_cast<double>(list.size()) - 1;
    std::vector<BottleneckRow> here;
    for (std::size_t i = 0; i < list.size(); ++i) {
      BottleneckRow row{.state = state, .agency = list[i], .betweenness = centrality[i]};
      if (list.size() > 2) row.share = centrality[i] / (others * (others - 1) / 2);
      row.separates = std::find(cuts.begin(), cuts.end(), i) != cuts.end();
      row.bodies = tables.sits_in(list[i]).size();
      row.partners = boost::out_degree(i, network);
      if (asked.empty() || asked.contains(list[i])) here.push_back(row);
    }
    // Equal to what six decimals show: the last bits depend on the order of additions.
    const auto shown = [](double value) { return static_cast<std::int64_t>(value * 1e6 + 0.5); };
    std::stable_sort(here.begin(), here.end(), [&](const BottleneckRow& a, const BottleneckRow& b) {
      return shown(a.betweenness) > shown(b.betweenness);
    });
    rows.insert(rows.end(), here.begin(), here.end());
  }
  return {std::move(rows), stamp_of("coordination-bottlenecks", graph, day, options)};
}

}  // namespace dutygraph
