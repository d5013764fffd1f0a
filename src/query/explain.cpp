// SPDX-License-Identifier: BSL-1.0
#include <dutygraph/query/explain.hpp>

#include <algorithm>
#include <set>

#include "query/case.hpp"

namespace dutygraph {

using detail::Case;
using detail::Closures;
using detail::High;
using detail::HolderFact;
using detail::Holders;
using detail::Low;

namespace {

std::string percent(Low low) {
  return (low.open() ? "more than " : "") + Percent::of_units(low.units()).to_string() + " %";
}
std::string percent(High high) {
  return (high.closed() ? "" : "less than ") + Percent::of_units(high.units()).to_string() + " %";
}
std::string range(Low low, High high) {
  if (low.units() == high.units() && !low.open() && high.closed()) return percent(low);
  return percent(low) + " to " + percent(high);
}
std::string threshold(const ControlProfile& profile) {
  const Threshold t = profile.threshold;
  const std::string value =
      t.denominator == 1 ? std::to_string(t.numerator)
      : Percent::units_per_percent % t.denominator == 0
          ? Percent::of_units(t.numerator * (Percent::units_per_percent / t.denominator)).to_string()
          : std::to_string(t.numerator) + "/" + std::to_string(t.denominator);
  return (profile.compare == ControlProfile::Compare::more_than ? "more than " : "at least ") + value + " % of the " +
         (profile.measure == ControlProfile::Measure::votes ? "votes" : "capital");
}

/// Tells the story of one company and one State after the closures have been run.
class Teller {
 public:
  Teller(const Graph& graph, const ControlProfile& profile, std::int32_t day, Closures& closures, VertexId state)
      : graph_{graph}, profile_{profile}, day_{day}, closures_{closures}, state_{state} {}

  Explanation control(VertexId company) {
    const std::uint32_t slot = closures_.slot_of(company);
    const bool certain = closures_.in_lower(company);
    const bool possible = closures_.in_upper(company);
    const bool upper = !certain;
    Explanation told;
    told.claim = name(state_) +
                 (certain    ? " controls "
                  : possible ? " may control "
                             : " is not shown to control ") +
                 name(company);
    told.rule = threshold(profile_);
    told.facts.emplace_back("verdict", std::string{to_string(certain    ? Verdict::certain
                                                             : possible ? Verdict::possible
                                                                        : Verdict::excluded)});
    told.facts.emplace_back("as_of", Date::from_days(day_).to_string());
    told.facts.emplace_back("profile", profile_.name);
    if (!closures_.is_organ(company)) {
      const Low low = closures_.lower_total(slot);
      told.facts.emplace_back("total", range(low, closures_.high_total(slot)));
    }
    if (closures_.is_inconsistent(slot)) told.facts.emplace_back("inconsistent", "recorded holders exceed 100 %");
    tell_joining(company, slot, upper, told);
    return told;
  }

 private:
  [[nodiscard]] std::string name(VertexId v) const {
    const std::string key{graph_.key(v)};
    const std::string name{graph_.name(v)};
    return name == key ? key : name + " (" + key + ")";
  }
  [[nodiscard]] std::uint32_t round_of(VertexId v, bool upper) {
    const std::uint32_t slot = closures_.slot_of(v);
    const std::uint32_t round = upper ? closures_.upper_round(slot) : closures_.lower_round(slot);
    return round == Closures::none ? 0 : round;
  }

  /// The holders that made \p company join: those that had joined in an earlier round.
  void tell_joining(VertexId company, std::uint32_t slot, bool upper, Explanation& told) {
    const bool joined = upper ? closures_.in_upper(company) : closures_.in_lower(company);
    const std::uint32_t round = joined ? round_of(company, upper) : Closures::none;
    if (joined && round == 0) {
      told.facts.emplace_back("round", "0");
      told.because.push_back(tell_membership(company));
      return;
    }
    if (joined) told.facts.emplace_back("round", std::to_string(round));
    for (const HolderFact& fact : closures_.holders(slot)) {
      if (!closures_.counts(slot, fact, upper)) continue;
      const bool member = upper ? closures_.in_upper(fact.holder) : closures_.in_lower(fact.holder);
      if (member && joined && round_of(fact.holder, upper) >= round) continue;  // joined later, was not needed
      told.because.push_back(tell_holder(company, fact, upper, member));
    }
    if (told.because.empty() && !joined)
      told.because.push_back({.claim = "No holding of " + name(state_) + " or of what it controls in " + name(company) +
                                       " is recorded for that day"});
  }

  Explanation tell_holder(VertexId company, const HolderFact& fact, bool upper, bool member) {
    Explanation told;
    told.claim = name(fact.holder) + " holds " + range(fact.low, fact.high) + " of " + name(company);
    told.rule = member ? "member of the State's group" : "votes with the State's group by a concert agreement";
    for (std::uint32_t i = fact.first_edge; i < fact.last_edge; ++i) {
      const Certainty standing = closures_.reader().standing(i);
      if (standing == Certainty::no || (!upper && standing != Certainty::certain)) continue;
      told.because.push_back(tell_row(EdgeId{i}, standing));
    }
    if (!member) return told;
    if (!told_.insert(fact.holder).second) {
      told.facts.emplace_back("holder", "explained above");
    } else if (round_of(fact.holder, upper) == 0) {
      if (fact.holder != state_) told.because.push_back(tell_membership(fact.holder));
    } else {
      Explanation inner;
      const std::uint32_t slot = closures_.slot_of(fact.holder);
      inner.claim =
          name(state_) + (closures_.in_lower(fact.holder) ? " controls " : " may control ") + name(fact.holder);
      inner.rule = threshold(profile_);
      if (depth_ < deepest) {
        ++depth_;
        tell_joining(fact.holder, slot, upper, inner);
        --depth_;
      } else {
        inner.facts.emplace_back("goes on", "the chain above is longer; ask for this company");
      }
      told.because.push_back(std::move(inner));
    }
    return told;
  }

  Explanation tell_row(EdgeId e, Certainty standing) const {
    const Interest interest = graph_.interest(e);
    Explanation told;
    told.claim = "Holding " + std::string{graph_.holding_key(e)} + ": " + std::string{vocab::to_string(interest.basis)};
    if (interest.share) told.claim += " " + interest.share->to_string();
    if (!interest.code.empty()) told.facts.emplace_back("code", interest.code);
    if (!interest.share_class.empty()) told.facts.emplace_back("class", interest.share_class);
    if (interest.directness != Directness::direct)
      told.facts.emplace_back("directness", interest.directness == Directness::indirect ? "indirect" : "unknown");
    if (!interest.unknown_reason.empty()) told.facts.emplace_back("share unknown", interest.unknown_reason);
    told.facts.emplace_back("valid", interest.valid.is_always() ? "no dates recorded" : interest.valid.to_string());
    if (standing == Certainty::possible) told.facts.emplace_back("standing", "may hold on that day, or is disputed");
    Assumptions assumptions;
    closures_.reader().note(e.value(), assumptions);
    for (std::string& assumption : assumptions.names()) told.facts.emplace_back("assumes", std::move(assumption));
    for (const Source& source : graph_.sources(e)) told.sources.push_back(source.id);
    return told;
  }

  Explanation tell_membership(VertexId member) const {
    Explanation told;
    told.claim = name(member) + " is part of " + name(state_);
    told.rule = "the State and its organs are one owner";
    std::set<VertexId> seen;
    for (VertexId v = member; v != state_ && seen.insert(v).second;) {
      VertexId above{};
      for (const EdgeId e : graph_.out_edges(v, EdgeKind::part_of)) {
        if (graph_.on(e, day_) == Certainty::no || !closures_.in_upper(graph_.target(e))) continue;
        above = graph_.target(e);
        told.facts.emplace_back("part of", name(above) + ", " + graph_.valid(e).to_string());
        for (const Source& source : graph_.sources(e))
          if (std::find(told.sources.begin(), told.sources.end(), source.id) == told.sources.end())
            told.sources.push_back(source.id);
        break;
      }
      if (!above) break;
      v = above;
    }
    return told;
  }

  const Graph& graph_;
  const ControlProfile& profile_;
  std::int32_t day_;
  Closures& closures_;
  VertexId state_;
  std::set<VertexId> told_;
  static constexpr int deepest = 64;
  int depth_ = 0;  // companies on the way down to the one that is told
};

}  // namespace

Explanation explain_control(const Graph& graph, VertexId state, VertexId company, const ControlOptions& options) {
  Case c{graph, state, company, options};
  Explanation told = Teller{c.graph, options.profile, c.day.first(), c.closures, c.state}.control(c.company);
  if (const std::optional<Sale> sale = smallest_sale(graph, state, company, options))
    told.because.push_back(detail::told_sale(c.graph, *sale, options.profile));
  return told;
}

Explanation why_not_control(const Graph& graph, VertexId state, VertexId company, const ControlOptions& options) {
  Case c{graph, state, company, options};
  Explanation told = Teller{c.graph, options.profile, c.day.first(), c.closures, c.state}.control(c.company);
  if (c.closures.in_lower(c.company)) {
    told.claim += ": nothing is missing";
    return told;
  }
  const std::uint32_t slot = c.closures.slot_of(c.company);
  const Graph& g = c.graph;
  const auto name = [&](VertexId v) { return std::string{g.name(v)} + " (" + std::string{g.key(v)} + ")"; };
  const Low low = c.closures.lower_total(slot);
  const High high = c.closures.high_total(slot);
  Explanation missing;
  missing.claim = "A certain verdict needs " + threshold(options.profile) + "; the group is sure of " + percent(low) +
                  " and could have at most " + percent(high);
  missing.rule = "nearest miss";
  if (options.profile.compare == ControlProfile::Compare::more_than && !low.open() &&
      Holders::meets(low, options.profile.threshold, ControlProfile::Compare::at_least))
    missing.facts.emplace_back("blocking", "exactly the threshold: enough to block, not to control");
  for (const HolderFact& fact : c.closures.holders(slot)) {
    const bool inside = c.closures.counts(slot, fact, true);
    const bool sure = c.closures.counts(slot, fact, false);
    const bool wide = fact.low.units() != fact.high.units();
    if (inside && !sure)
      missing.because.push_back({.claim = "Whether " + name(fact.holder) + ", which holds " +
                                          range(fact.low, fact.high) + ", belongs to the State's side for certain",
                                 .rule = "would count for the State"});
    else if (inside && wide)
      missing.because.push_back(
          {.claim = "The exact share or dates of " + name(fact.holder) + ", recorded as " + range(fact.low, fact.high),
           .rule = "an unknown that could decide"});
    else if (inside && (c.closures.rights(fact).claims || c.closures.rights(fact).claims_board))
      missing.because.push_back({.claim = "The chain behind the indirect interest claimed for " + name(fact.holder),
                                 .rule = "a claim is not proof"});
    if (inside) continue;
    const Organisation* holder = g.fields<Organisation>(fact.holder);
    const bool unidentified = holder != nullptr && holder->type == "unknown";
    if (unidentified)
      missing.because.push_back(
          {.claim = "Who stands behind " + name(fact.holder) + ", which holds " + range(fact.low, fact.high),
           .rule = "a holder nobody has identified"});
    else if (fact.high.units() > 0)
      missing.because.push_back({.claim = name(fact.holder) + " holds " + range(fact.low, fact.high) +
                                          " and is not known to belong to the State",
                                 .rule = "a link from the State to this holder would have to be found"});
  }
  for (const DecidingFact& fact : deciding_facts(graph, state, company, options))
    missing.because.push_back(detail::told_fact(g, fact));
  detail::Low recorded;
  for (const HolderFact& fact : c.closures.holders(slot)) recorded += fact.low;
  if (c.closures.holders(slot).empty())
    missing.because.push_back({.claim = "No holder of " + name(c.company) + " is recorded on that day",
                               .rule = "a link would have to be found"});
  else if (recorded.units() < detail::full)
    missing.because.push_back({.claim = "Who holds the other " +
                                        Percent::of_units(detail::full - recorded.units()).to_string() + " % of " +
                                        name(c.company) + " is not recorded for certain",
                               .rule = "a link from the State to such a holder would have to be found"});
  told.because.insert(told.because.begin(), std::move(missing));
  return told;
}

}  // namespace dutygraph
