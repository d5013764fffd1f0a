// SPDX-License-Identifier: BSL-1.0
#include <dutygraph/query/ownership.hpp>

#include <algorithm>
#include <array>
#include <set>

#include "query/day.hpp"
#include "query/group.hpp"
#include "query/stakes.hpp"
#include "query/stamp.hpp"

namespace dutygraph {

using detail::HolderFact;
using detail::Holders;
using detail::Stake;
using detail::StateGroup;

namespace {
constexpr std::array<std::string_view, 2> definitions{"all_walks", "no_reentry"};
}  // namespace

std::string_view to_string(OwnershipDefinition definition) noexcept {
  return definitions[static_cast<std::size_t>(definition)];
}

std::optional<OwnershipDefinition> parse_definition(std::string_view text) noexcept {
  for (std::size_t i = 0; i < definitions.size(); ++i)
    if (definitions[i] == text) return static_cast<OwnershipDefinition>(i);
  return std::nullopt;
}

namespace {

/// What is closer than this to a printed number is that number: far below what is printed, far above the margins.
constexpr Stake hair = 1000;

Percent percent_down(Stake stake) {
  return Percent::of_units(static_cast<std::int64_t>((stake + hair) / detail::stake_per_unit));
}
Percent percent_up(Stake stake) {
  const Stake less = std::max<Stake>(0, stake - hair);
  return Percent::of_units(static_cast<std::int64_t>((less + detail::stake_per_unit - 1) / detail::stake_per_unit));
}

/// Reads the companies that States reach, and those asked for with all that stands above them.
class Network {
 public:
  Network(const Graph& graph, const ControlProfile& profile, std::int32_t day, const std::stop_token& stop)
      : graph_{graph},
        stop_{stop},
        holders_{graph, profile, day, Holders::First::capital},
        nodes_(graph.num_vertices(), none) {}

  void reach(const std::vector<StateGroup>& groups, const std::set<VertexId>& companies) {
    for (const StateGroup& group : groups)
      for (const VertexId member : group.possible) node_of(member);
    for (std::size_t i = 0; i < vertices_.size(); ++i) {
      if (i % 1024 == 0 && stop_.stop_requested()) throw Cancelled{};
      const VertexId holder = vertices_[i];
      for (const EdgeId e : graph_.out_edges(holder, EdgeKind::holds)) {
        const VertexId company = graph_.target(e);
        if (nodes_[company.value()] == none) node_of(company);
      }
    }
    // A ring that no State reaches is seen only from inside.
    std::size_t i = vertices_.size();
    for (const VertexId company : companies) node_of(company);
    std::vector<VertexId> above;
    for (; i < vertices_.size(); ++i) {
      above.clear();
      for (const HolderFact& fact : facts_of(i))
        if (fact.high.units() > 0) above.push_back(fact.holder);
      for (const VertexId holder : above) node_of(holder);
    }
    for (std::size_t v = 0; v < vertices_.size(); ++v) link(static_cast<std::uint32_t>(v));
    system_.finish();
  }

  [[nodiscard]] detail::StakeSystem& system() noexcept { return system_; }
  [[nodiscard]] const Holders& reader() const noexcept { return holders_; }
  [[nodiscard]] VertexId vertex(std::uint32_t node) const noexcept { return vertices_[node]; }
  [[nodiscard]] std::uint32_t node(VertexId v) const noexcept { return nodes_[v.value()]; }
  [[nodiscard]] std::span<const HolderFact> facts_of(std::size_t node) const noexcept {
    return std::span{facts_}.subspan(first_fact_[node], first_fact_[node + 1] - first_fact_[node]);
  }
  [[nodiscard]] const HolderFact& self(std::uint32_t node) const noexcept { return selves_[node]; }
  static constexpr std::uint32_t none = 0xFFFFFFFFU;

 private:
  void node_of(VertexId v) {
    if (nodes_[v.value()] != none) return;
    nodes_[v.value()] = system_.add_node();
    vertices_.push_back(v);
    holders_.read(v, graph_.tables().fan[v.value()], facts_, rights_, selves_.emplace_back());
    first_fact_.push_back(facts_.size());
    rights_.resize(1);  // not used here
  }

  void link(std::uint32_t node) {
    std::vector<detail::StakeLink> links;
    std::int64_t elsewhere = 0;
    const auto add = [&](const HolderFact& fact) {
      const std::uint32_t holder = nodes_[fact.holder.value()];
      const std::int64_t low = fact.low.units();
      if (holder == none) {
        elsewhere += low;
      } else {
        links.push_back({holder, low, std::max(low, fact.high.units())});
      }
    };
    for (const HolderFact& fact : facts_of(node)) add(fact);
    if (selves_[node].holder) add(selves_[node]);
    system_.set_links(node, std::move(links), elsewhere);
  }

  const Graph& graph_;
  const std::stop_token& stop_;
  Holders holders_;
  std::vector<std::uint32_t> nodes_;  // by vertex
  std::vector<VertexId> vertices_;    // by node
  std::vector<HolderFact> facts_;
  std::vector<std::size_t> first_fact_{0};
  std::vector<HolderFact> selves_;
  std::vector<detail::Rights> rights_{1};
  detail::StakeSystem system_;
};

/// Makes the rows of one State after another.
class RowMaker {
 public:
  RowMaker(const Graph& graph, const OwnershipOptions& options, Network& network)
      : graph_{graph}, options_{options}, network_{network} {}

  void add_all(VertexId state, const StateGroup& group, const std::set<VertexId>& companies) {
    std::vector<std::uint32_t> sure, possible;
    for (const VertexId v : group.sure) sure.push_back(network_.node(v));
    for (const VertexId v : group.possible) possible.push_back(network_.node(v));
    detail::StakeSystem& system = network_.system();
    system.solve({sure, possible}, options_.definition == OwnershipDefinition::all_walks, options_.stop);
    std::vector<std::pair<std::string_view, std::uint32_t>> order;
    const auto list = [&](std::uint32_t node) {
      const VertexId v = network_.vertex(node);
      if (detail::is_listed(graph_, v, network_.reader().day())) order.emplace_back(graph_.key(v), node);
    };
    if (companies.empty()) {
      for (const std::uint32_t node : system.touched())
        if (system.high(node) > 0) list(node);
    } else {
      for (const VertexId v : companies) list(network_.node(v));
    }
    std::sort(order.begin(), order.end());
    for (const auto& [key, node] : order) add(state, node);
  }

  [[nodiscard]] OwnershipResult take(Stamp stamp) { return {std::move(rows_), std::move(evidence_), std::move(stamp)}; }

 private:
  void add(VertexId state, std::uint32_t node) {
    const detail::StakeSystem& system = network_.system();
    OwnershipRow row;
    row.state = state;
    row.company = network_.vertex(node);
    row.definition = options_.definition;
    row.low = percent_down(system.low(node));
    row.high = std::max(row.low, percent_up(system.high(node)));
    row.direct_low = Percent::of_units(system.direct_low(node));
    row.direct_high = std::max(row.direct_low, Percent::of_units(system.direct_high(node)));
    row.closed_ring = system.is_closed(node);
    row.inconsistent = system.is_over(node);
    row.first_evidence = static_cast<std::uint32_t>(evidence_.size());
    const auto note = [&](const HolderFact& fact) {
      if (!fact.holder || !system.carries(network_.node(fact.holder)) || fact.high.units() <= 0) return;
      for (std::uint32_t e = fact.first_edge; e < fact.last_edge; ++e) note_row(e, fact, row);
    };
    for (const HolderFact& fact : network_.facts_of(node))
      if (network_.node(fact.holder) != Network::none) note(fact);
    note(network_.self(node));
    std::sort(row.assumptions.last_observed.begin(), row.assumptions.last_observed.end());
    row.num_evidence = static_cast<std::uint32_t>(evidence_.size()) - row.first_evidence;
    rows_.push_back(std::move(row));
  }

  /// One holding that the stake comes through, if it is capital or stands in for it.
  void note_row(std::uint32_t e, const HolderFact& fact, OwnershipRow& row) {
    using vocab::Basis;
    const auto& t = graph_.tables();
    if (network_.reader().standing(e) == Certainty::no) return;
    const detail::HoldingRow& h = t.holding(e);
    if (h.directness() == Directness::indirect) return;
    const bool has_share = (h.flags & detail::HoldingRow::has_share) != 0;
    bool used = h.basis == Basis::capital || (h.basis == Basis::unknown && has_share);
    if (h.basis == Basis::votes) {
      bool sure_capital = false;
      for (std::uint32_t other = fact.first_edge; other < fact.last_edge; ++other) {
        const detail::HoldingRow& o = t.holding(other);
        sure_capital = sure_capital || (o.basis == Basis::capital && o.directness() != Directness::indirect &&
                                        network_.reader().standing(other) == Certainty::certain);
      }
      used = !sure_capital;
      if (used) row.assumptions.capital_from_votes = true;
    }
    if (!used) return;
    evidence_.push_back(EdgeId{e});
    network_.reader().note(e, row.assumptions);
  }

  const Graph& graph_;
  const OwnershipOptions& options_;
  Network& network_;
  std::vector<OwnershipRow> rows_;
  std::vector<EdgeId> evidence_;
};

}  // namespace

OwnershipResult ownership(const Graph& given, const OwnershipOptions& options) {
  const Date day = detail::day_of(given, options.as_of);
  const Graph graph = detail::seen_on(given, day);
  const std::vector<VertexId> states = detail::states_asked(graph, options.states);
  std::set<VertexId> companies;
  for (const VertexId company : options.companies) companies.insert(graph.canonical(company));
  std::vector<StateGroup> groups;
  groups.reserve(states.size());
  for (const VertexId state : states)
    groups.push_back(detail::group_of(graph, state, day.first(), options.profile.include_subnational));
  Network network{graph, options.profile, day.first(), options.stop};
  network.reach(groups, companies);
  RowMaker maker{graph, options, network};
  for (std::size_t i = 0; i < states.size(); ++i) maker.add_all(states[i], groups[i], companies);
  Stamp stamp = detail::make_stamp("ownership", graph, day, options.profile);
  stamp.parameters.emplace_back("definition", to_string(options.definition));
  return maker.take(std::move(stamp));
}

}  // namespace dutygraph
