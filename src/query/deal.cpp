// SPDX-License-Identifier: BSL-1.0
#include "query/deal.hpp"

#include <algorithm>
#include <array>

#include "query/group.hpp"
#include "query/safeguard.hpp"

namespace dutygraph::detail {
namespace {

/// How surely a deal is on: by its dates, from its signing, and by what is said of its state.
Certainty standing(const Interval& valid, std::optional<Date> date, std::string_view status, std::int32_t day) {
  Certainty certainty = valid.on(day);
  if (!valid.from() && date) certainty = std::min(certainty, Interval{date, std::nullopt}.on(day));
  if (is_unmade(status)) return Certainty::no;
  const bool over = status == "withdrawn" || status == "cancelled" || status == "terminated" || status == "ended";
  return over && !valid.to() ? std::min(certainty, Certainty::possible) : certainty;
}

struct Group {
  std::string_view name;
  std::array<std::string_view, 8> codes;
};
constexpr std::array groups{
    Group{"ownership", {"n01", "n02", "n03", "n04", "n05"}},
    Group{"support", {"n06", "n07", "n08", "n09", "n10", "n11", "n12", "n27"}},
    Group{"procurement", {"n13", "n14", "n15"}},
    Group{"licence", {"n18", "n20"}},
};

void sort_by_id(const Graph& graph, std::vector<VertexId>& list) {
  std::sort(list.begin(), list.end(), [&](VertexId a, VertexId b) { return graph.key(a) < graph.key(b); });
  list.erase(std::unique(list.begin(), list.end()), list.end());
}

}  // namespace

bool receives(std::string_view role) noexcept { return !gives(role) || role == "intermediary"; }

bool is_unmade(std::string_view status) noexcept {
  return status == "planned" || status == "proposed" || status == "declined";
}

bool covers(std::string_view asked, std::string_view channel) noexcept {
  if (asked.empty() || asked == channel) return true;
  const auto* group = std::find_if(groups.begin(), groups.end(), [&](const Group& g) { return g.name == asked; });
  return group != groups.end() && !channel.empty() &&
         std::find(group->codes.begin(), group->codes.end(), channel) != group->codes.end();
}

std::vector<VertexId> givers_of(const Graph& graph, VertexId deal) {
  std::vector<VertexId> list;
  for (const EdgeId e : graph.in_edges(deal, EdgeKind::role_in))
    if (gives(graph.role(e))) list.push_back(graph.source(e));
  sort_by_id(graph, list);
  return list;
}

std::vector<VertexId> states_behind(const Graph& graph, const std::vector<VertexId>& members, std::int32_t day) {
  std::vector<VertexId> list;
  for (const VertexId member : members)
    for (const VertexId state : states_of(graph, member, day)) list.push_back(state);
  sort_by_id(graph, list);
  return list;
}

bool gives(std::string_view role) noexcept {
  return role == "provider" || role == "guarantor" || role == "buyer" || role == "co_financier" ||
         role == "intermediary";
}

SafeguardStatus Deal::condition() const { return condition_of(hr_condition, *safeguards); }

SafeguardStatus Deal::condition_on(std::optional<Date> day) const {
  if (!*safeguards || !day || day->is_unknown()) return condition();
  bool open = false;
  std::optional<std::vector<Safeguard>> then{std::in_place};
  for (const Safeguard& safeguard : **safeguards) {
    const bool later = safeguard.date && safeguard.date->first() > day->last();
    const bool perhaps = safeguard.date && safeguard.date->last() > day->first();
    if (later) continue;
    open = open || perhaps;
    if (!perhaps) then->push_back(safeguard);
  }
  // What came later only says that there was none where the record says nothing else.
  if (then->empty() && (open || !(*safeguards)->empty()) && hr_condition.empty()) return SafeguardStatus::unknown;
  return condition_of(hr_condition, then);
}

const Safeguard* Deal::safeguard(std::string_view kind) const {
  if (!*safeguards) return nullptr;
  const auto at = std::find_if((*safeguards)->begin(), (*safeguards)->end(),
                               [kind](const Safeguard& safeguard) { return safeguard.kind == kind; });
  return at == (*safeguards)->end() ? nullptr : &*at;
}

std::optional<Deal> read_deal(const Graph& graph, VertexId v, std::int32_t day) {
  Deal deal;
  deal.id = v;
  deal.valid = graph.lifetime(v);
  if (const Engagement* fields = graph.fields<Engagement>(v)) {
    deal.channel = fields->channel;
    deal.date = fields->date;
    deal.amount = fields->amount;
    deal.tenor_months = fields->tenor_months;
    deal.currency = fields->currency;
    deal.status = fields->status;
    deal.hr_condition = fields->hr_condition;
    deal.safeguards = &fields->safeguards;
    deal.technologies = &fields->technologies;
    deal.places = &fields->places;
    deal.disclosed = fields->disclosed;
    deal.withdrawal_clause = fields->withdrawal_clause;
    deal.facts = &fields->facts;
  } else if (const Support* support = graph.fields<Support>(v)) {
    deal.channel = support->channel;
    deal.type = support->type;
    if (deal.channel.empty())
      if (const auto channel = vocab::support_channel(support->type)) deal.channel = vocab::to_string(*channel);
    deal.date = support->date;
    deal.amount = support->amount;
    deal.currency = support->currency;
    deal.safeguards = &support->safeguards;
    deal.facts = &support->facts;
  } else {
    return std::nullopt;
  }
  if (deal.facts->assertion == Assertion::negative) return std::nullopt;
  deal.on = standing(deal.valid, deal.date, deal.status, day);
  if (!deal.valid.from() && deal.date) deal.valid = Interval{deal.date, deal.valid.to()};
  return deal;
}

}  // namespace dutygraph::detail
