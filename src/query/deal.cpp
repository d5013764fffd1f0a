// SPDX-License-Identifier: BSL-1.0
#include "query/deal.hpp"

#include <algorithm>

#include "query/safeguard.hpp"

namespace dutygraph::detail {
namespace {

/// How surely a deal is on: by its dates, from its signing, and by what is said of its state.
Certainty standing(const Interval& valid, std::optional<Date> date, std::string_view status, std::int32_t day) {
  Certainty certainty = valid.on(day);
  if (!valid.from() && date) certainty = std::min(certainty, Interval{date, std::nullopt}.on(day));
  if (status == "planned" || status == "proposed" || status == "declined") return Certainty::no;
  const bool over = status == "withdrawn" || status == "cancelled" || status == "terminated" || status == "ended";
  return over && !valid.to() ? std::min(certainty, Certainty::possible) : certainty;
}

}  // namespace

bool gives(std::string_view role) noexcept {
  return role == "provider" || role == "guarantor" || role == "buyer" || role == "co_financier" ||
         role == "intermediary";
}

SafeguardStatus Deal::condition() const { return condition_of(hr_condition, *safeguards); }

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
