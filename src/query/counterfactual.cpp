// SPDX-License-Identifier: BSL-1.0
#include <algorithm>
#include <set>
#include <tuple>

#include "query/case.hpp"

namespace dutygraph {

using detail::Case;
using detail::Closures;
using detail::High;
using detail::HolderFact;
using detail::Low;

namespace {

constexpr std::size_t most = 64;

/// The company of a case and the members of a closure above it, nearest first.
std::vector<std::uint32_t> above(Case& c, bool upper, std::size_t limit) {
  std::vector<std::uint32_t> slots{c.closures.slot_of(c.company)};
  std::set<VertexId> seen{c.company};
  for (std::size_t i = 0; i < slots.size() && slots.size() < limit; ++i) {
    std::vector<VertexId> holders;
    for (const HolderFact& fact : c.closures.holders(slots[i]))
      if (upper ? c.closures.in_upper(fact.holder) : c.closures.in_lower(fact.holder)) holders.push_back(fact.holder);
    for (const VertexId holder : holders)
      if (!c.closures.is_organ(holder) && seen.insert(holder).second) slots.push_back(c.closures.slot_of(holder));
  }
  return slots;
}

std::string name_of(const Graph& graph, VertexId v) {
  const std::string key{graph.key(v)}, name{graph.name(v)};
  return name == key ? key : name + " (" + key + ")";
}

std::string words(Bound low, Bound high) {
  const std::string from = (low.open ? "more than " : "") + low.value.to_string();
  const std::string to = (high.open ? "less than " : "") + high.value.to_string();
  return low == high ? low.value.to_string() + " %" : from + " to " + to + " %";
}

}  // namespace

std::optional<Sale> smallest_sale(const Graph& graph, VertexId state, VertexId company, const ControlOptions& options) {
  Case c{graph, state, company, options};
  if (c.verdict() != Verdict::certain || c.closures.is_organ(c.company) ||
      options.profile.treasury == ControlProfile::Treasury::suspended)
    return std::nullopt;
  const ControlProfile& profile = options.profile;
  struct Candidate {
    std::uint32_t slot;
    Low total;
    std::vector<HolderFact> facts;
  };
  std::vector<Candidate> candidates;
  for (const std::uint32_t slot : above(c, false, most)) {
    if (!c.closures.alone(slot, false).empty()) continue;  // selling shares would not end it
    Candidate& candidate = candidates.emplace_back(Candidate{slot, c.closures.lower_total(slot), {}});
    for (const HolderFact& fact : c.closures.holders(slot))
      if (c.closures.counts(slot, fact, false)) candidate.facts.push_back(fact);
  }
  // The largest whole number of units that is no more than the threshold.
  const std::int64_t kept = profile.threshold.numerator * Percent::units_per_percent / profile.threshold.denominator;
  const bool exact = profile.threshold.numerator * Percent::units_per_percent % profile.threshold.denominator == 0;
  std::optional<Sale> best;
  const auto key = [&](const Sale& sale) { return std::tuple{sale.amount, sale.more_than, c.graph.key(sale.company)}; };
  for (const Candidate& candidate : candidates) {
    for (const HolderFact& fact : candidate.facts) c.closures.suppose(candidate.slot, fact.holder, {}, fact.high);
    c.run();
    const bool ends = c.verdict() != Verdict::certain;
    for (const HolderFact& fact : candidate.facts) c.closures.suppose(candidate.slot, fact.holder, fact.low, fact.high);
    if (!ends) continue;
    Sale sale{c.closures.vertex(candidate.slot), Percent::of_units(candidate.total.units() - kept), false};
    // "At least" is left only below the threshold, and an open total lies a little higher than its number.
    sale.more_than = candidate.total.open() || (profile.compare == ControlProfile::Compare::at_least && exact);
    if (!best || key(sale) < key(*best)) best = sale;
  }
  return best;
}

std::vector<DecidingFact> deciding_facts(const Graph& graph, VertexId state, VertexId company,
                                         const ControlOptions& options) {
  Case c{graph, state, company, options};
  std::vector<DecidingFact> found;
  if (c.verdict() != Verdict::possible) return found;
  struct Open {
    std::uint32_t slot;
    HolderFact fact;
  };
  std::vector<Open> open;
  for (const std::uint32_t slot : above(c, true, most))
    for (const HolderFact& fact : c.closures.holders(slot))
      if (open.size() < most && fact.low.units() < fact.high.units()) open.push_back({slot, fact});
  for (const Open& o : open) {
    const auto verdict_if = [&](std::int64_t units) {
      c.closures.suppose(o.slot, o.fact.holder, {units, false}, {units, true});
      c.run();
      return c.verdict();
    };
    DecidingFact fact{.holder = o.fact.holder, .company = c.closures.vertex(o.slot)};
    fact.low = {Percent::of_units(o.fact.low.units()), o.fact.low.open()};
    fact.high = {Percent::of_units(o.fact.high.units()), !o.fact.high.closed()};
    // An open end is not reached: the next value is.
    fact.if_low = verdict_if(o.fact.low.units() + (o.fact.low.open() ? 1 : 0));
    fact.if_high = verdict_if(o.fact.high.units() - (o.fact.high.closed() ? 0 : 1));
    c.closures.suppose(o.slot, o.fact.holder, o.fact.low, o.fact.high);
    if (fact.if_low != Verdict::possible || fact.if_high != Verdict::possible) found.push_back(fact);
  }
  std::sort(found.begin(), found.end(), [&](const DecidingFact& a, const DecidingFact& b) {
    return std::pair{c.graph.key(a.company), c.graph.key(a.holder)} <
           std::pair{c.graph.key(b.company), c.graph.key(b.holder)};
  });
  return found;
}

namespace detail {

Explanation told_sale(const Graph& graph, const Sale& sale, const ControlProfile& profile) {
  Explanation told;
  told.claim = "Control would no longer be certain if the State's group sold " +
               std::string{sale.more_than ? "more than " : ""} + sale.amount.to_string() + " % of the " +
               (profile.measure == ControlProfile::Measure::votes ? "votes" : "capital") + " of " +
               name_of(graph, sale.company);
  told.rule = "smallest sale that ends it";
  return told;
}

Explanation told_fact(const Graph& graph, const DecidingFact& fact) {
  Explanation told;
  const bool alone =
      fact.if_low != Verdict::possible && fact.if_high != Verdict::possible && fact.if_low != fact.if_high;
  told.claim = "What " + name_of(graph, fact.holder) + " holds of " + name_of(graph, fact.company) + ", " +
               words(fact.low, fact.high) + (alone ? ", decides alone" : ", may decide");
  told.rule = "a single fact that decides";
  told.facts.emplace_back("at its low end", std::string{to_string(fact.if_low)});
  told.facts.emplace_back("at its high end", std::string{to_string(fact.if_high)});
  return told;
}

}  // namespace detail
}  // namespace dutygraph
