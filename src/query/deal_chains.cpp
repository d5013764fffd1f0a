// SPDX-License-Identifier: BSL-1.0
#include "query/deal_chains.hpp"

#include <algorithm>
#include <utility>

namespace dutygraph::detail {
namespace {

/// Of a chain: "none" if one deal has none, else as weak as the weakest, unknown before all.
SafeguardStatus both(SafeguardStatus a, SafeguardStatus b) {
  if (a == SafeguardStatus::none || b == SafeguardStatus::none) return SafeguardStatus::none;
  return std::min(a, b);
}

vocab::Closeness closeness_of(std::string_view channel) {
  return vocab::closeness(vocab::parse_channel(channel).value_or(vocab::Channel::none));
}

bool passes_on(std::string_view role) { return gives(role) && role != "buyer"; }

}  // namespace

/// A receiver, and how it was reached.
struct DealChains::Step {
  VertexId at{};
  NexusRow row{};
};

DealChains::DealChains(const Graph& graph, std::int32_t day) : graph_{graph}, day_{day} {
  const auto add = [&](VertexId v) {
    const std::optional<Deal> deal = read_deal(graph, v, day);
    if (!deal || deal->on == Certainty::no || !covers("support", deal->channel)) return;
    const auto roles = graph.in_edges(v, EdgeKind::role_in);
    for (const EdgeId given : roles) {
      if (!passes_on(graph.role(given)) || graph.on(given, day) == Certainty::no) continue;
      const VertexKind kind = graph.kind(graph.source(given));
      if (kind != VertexKind::company && kind != VertexKind::organisation) continue;
      Link link{.deal = *deal, .given = given};
      for (const EdgeId taken : roles) {
        const VertexKind other = graph.kind(graph.source(taken));
        if ((other == VertexKind::company || other == VertexKind::organisation) && receives(graph.role(taken)) &&
            graph.source(taken) != graph.source(given) && graph.on(taken, day) != Certainty::no)
          link.taken.push_back(taken);
      }
      if (!link.taken.empty()) given_[graph.source(given)].push_back(std::move(link));
    }
  };
  for (const VertexId v : graph.vertices<Engagement>()) add(v);
  for (const VertexId v : graph.vertices<Support>()) add(v);
  const auto key = [&](EdgeId e) { return std::pair{graph.key(graph.source(e)), graph.role(e)}; };
  for (auto& [giver, links] : given_) {
    for (Link& link : links)
      std::sort(link.taken.begin(), link.taken.end(), [&](EdgeId a, EdgeId b) { return key(a) < key(b); });
    std::stable_sort(links.begin(), links.end(), [&](const Link& a, const Link& b) {
      return std::pair{graph.key(a.deal.id), graph.role(a.given)} <
             std::pair{graph.key(b.deal.id), graph.role(b.given)};
    });
  }
}

std::vector<NexusRow> DealChains::reach(const std::vector<NexusRow>& direct, const std::set<VertexId>& group) const {
  std::map<std::pair<VertexId, VertexId>, NexusRow> found;  // by receiver and last deal
  if (given_.empty()) return {};
  walk(direct, group, Verdict::certain, found);
  walk(direct, group, Verdict::possible, found);
  std::vector<NexusRow> rows;
  for (auto& [ends, row] : found) rows.push_back(std::move(row));
  return rows;
}

/// A search in breadth over receivers, each of which passes on once: no ring is walked twice.
void DealChains::walk(const std::vector<NexusRow>& direct, const std::set<VertexId>& group, Verdict least,
                      std::map<std::pair<VertexId, VertexId>, NexusRow>& found) const {
  std::set<VertexId> own;  // deals in which the State gives itself
  for (const NexusRow& row : direct)
    if (row.engagement) own.insert(row.engagement);
  std::set<VertexId> seen;
  std::vector<Step> todo;
  for (const NexusRow& row : direct) {
    if (!row.engagement || row.verdict < least || !covers("support", row.channel) || !receives(row.role)) continue;
    if (group.contains(row.company) || !seen.insert(row.company).second) continue;
    Step step{row.company, row};
    step.row.path = {row.engagement};
    todo.push_back(std::move(step));
  }
  for (std::size_t next = 0; next < todo.size(); ++next) {
    const auto links = given_.find(todo[next].at);
    if (links == given_.end()) continue;
    for (const Link& link : links->second) {
      if (own.contains(link.deal.id)) continue;
      const std::vector<VertexId> givers = givers_of(graph_, link.deal.id);
      for (const EdgeId taken : link.taken) {
        const VertexId company = graph_.source(taken);
        if (group.contains(company)) continue;
        Certainty certainty = std::min({link.deal.on, graph_.on(link.given, day_), graph_.on(taken, day_)});
        if (todo[next].row.verdict == Verdict::possible) certainty = std::min(certainty, Certainty::possible);
        const Verdict verdict = certainty == Certainty::certain ? Verdict::certain : Verdict::possible;
        if (verdict < least) continue;
        NexusRow row = todo[next].row;  // State, agency and channel are those of the State's own deal
        row.company = company;
        row.engagement = link.deal.id;
        row.role = graph_.role(taken);
        row.verdict = verdict;
        row.closeness = std::min(row.closeness, closeness_of(link.deal.channel));
        row.valid = link.deal.valid;
        row.amount = link.deal.amount;
        row.currency = link.deal.currency;
        row.safeguard = both(row.safeguard, link.deal.condition());
        row.givers = givers;
        row.states_behind = states_behind(graph_, givers, day_);
        row.via.push_back(todo[next].at);
        row.path.push_back(link.deal.id);
        row.evidence.insert(row.evidence.end(), {link.given, taken});
        found.try_emplace({company, link.deal.id}, row);
        if (seen.insert(company).second) todo.push_back({company, std::move(row)});
      }
    }
  }
}

}  // namespace dutygraph::detail
