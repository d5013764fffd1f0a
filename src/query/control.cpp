// SPDX-License-Identifier: BSL-1.0
#include <dutygraph/query/control.hpp>

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "query/closure.hpp"
#include "query/day.hpp"
#include "query/stamp.hpp"

namespace dutygraph {

using detail::Closures;
using detail::High;
using detail::HolderFact;
using detail::Low;
using detail::StateGroup;

std::string_view to_string(Verdict verdict) noexcept {
  switch (verdict) {
    case Verdict::excluded:
      return "excluded";
    case Verdict::possible:
      return "possible";
    case Verdict::certain:
      return "certain";
  }
  return "excluded";
}

std::vector<std::string> Assumptions::names() const {
  std::vector<std::string> names;
  if (capital_from_votes) names.emplace_back("capital_from_votes");
  if (directness_unknown) names.emplace_back("directness_unknown");
  if (indirect_claim) names.emplace_back("indirect_claim");
  for (const Date date : last_observed) names.push_back("last_observed: " + date.to_string());
  if (stated_later) names.emplace_back("stated_later");
  if (votes_from_capital) names.emplace_back("votes_from_capital");
  std::sort(names.begin(), names.end());
  return names;
}

namespace {

/// Makes the rows of one State after another.
class RowMaker {
 public:
  RowMaker(const Graph& graph, const ControlOptions& options, Closures& closures)
      : graph_{graph}, options_{options}, closures_{closures}, day_{closures.reader().day()} {}

  [[nodiscard]] bool is_listed(VertexId v) const { return detail::is_listed(graph_, v, day_); }

  void add(VertexId state, std::uint32_t slot, VertexId joint_with = {}) {
    const VertexId company = closures_.vertex(slot);
    ControlRow row;
    row.state = state;
    row.company = company;
    row.joint_with = joint_with;
    const bool certain = closures_.is_lower(slot);
    const bool possible = closures_.is_upper(slot);
    row.verdict = certain ? Verdict::certain : possible ? Verdict::possible : Verdict::excluded;
    const bool upper = !certain;
    const std::uint32_t round = certain ? closures_.lower_round(slot) : closures_.upper_round(slot);
    row.round = round == Closures::none ? 0 : round;
    const ControlProfile& profile = options_.profile;
    const Low low = closures_.lower_total(slot);
    const High high = closures_.high_total(slot);
    row.low = {Percent::of_units(low.units()), low.open()};
    row.high = {Percent::of_units(high.units()), !high.closed()};
    row.basis = closures_.alone(slot, upper);
    const auto by_total = vocab_basis(profile);
    if (upper ? closures_.upper_meets(slot) || closures_.claimed(slot) : closures_.lower_meets(slot, profile.compare))
      row.basis = row.basis | by_total;
    if (row.verdict == Verdict::excluded) row.basis = {};
    row.inconsistent = closures_.is_inconsistent(slot);
    // Exactly the threshold: "at least" is met where "more than" is not.
    row.blocking = profile.compare == ControlProfile::Compare::more_than && !certain && !low.open() &&
                   closures_.lower_meets(slot, ControlProfile::Compare::at_least) &&
                   !closures_.lower_meets(slot, ControlProfile::Compare::more_than);
    collect(slot, upper, row);
    rows_.push_back(std::move(row));
  }

  /// Whether a member of the group has an interest in a company; a partner's alone is none of its own.
  [[nodiscard]] bool holds_any(std::uint32_t slot) const {
    const auto holders = closures_.holders(slot);
    return std::any_of(holders.begin(), holders.end(),
                       [&](const HolderFact& fact) { return closures_.in_upper(fact.holder); });
  }

  /// Adds the rows of one State for companies in \p slots, by id of company.
  void add_all(VertexId state, const std::vector<std::uint32_t>& slots) {
    const auto& t = graph_.tables();
    constexpr std::size_t ahead = 16;
    for (std::size_t i = 0; i < slots.size() + ahead; ++i) {
      if (i < slots.size()) __builtin_prefetch(&t.key[closures_.vertex(slots[i]).value()]);
      if (i >= ahead) __builtin_prefetch(graph_.key(closures_.vertex(slots[i - ahead])).data());
    }
    order_.clear();
    for (const std::uint32_t slot : slots) order_.emplace_back(graph_.key(closures_.vertex(slot)), slot);
    std::sort(order_.begin(), order_.end());
    for (const Place& place : order_) add(state, place.slot);
  }

  void reserve() {
    rows_.reserve(closures_.num_slots());
    evidence_.reserve(closures_.num_facts());
  }

  [[nodiscard]] ControlResult take(Stamp stamp) { return {std::move(rows_), std::move(evidence_), std::move(stamp)}; }

  [[nodiscard]] ControlResult take_sorted(Stamp stamp) {
    const auto key = [&](const ControlRow& r) {
      return std::tuple{graph_.key(r.state), graph_.key(r.company), graph_.key(r.joint_with)};
    };
    std::sort(rows_.begin(), rows_.end(), [&](const ControlRow& a, const ControlRow& b) { return key(a) < key(b); });
    return take(std::move(stamp));
  }

 private:
  static vocab::Basis vocab_basis(const ControlProfile& profile) {
    return profile.measure == ControlProfile::Measure::votes ? vocab::Basis::votes : vocab::Basis::capital;
  }

  /// The holdings the row rests on, and what they take for granted.
  void collect(std::uint32_t slot, bool upper, ControlRow& row) {
    using vocab::Basis;
    const ControlProfile& profile = options_.profile;
    const bool by_votes = profile.measure == ControlProfile::Measure::votes;
    const auto& t = graph_.tables();
    row.first_evidence = static_cast<std::uint32_t>(evidence_.size());
    for (const HolderFact& fact : closures_.holders(slot)) {
      if (!closures_.counts(slot, fact, upper)) continue;
      if (fact.plain != HolderFact::not_plain) {
        evidence_.push_back(EdgeId{fact.first_edge});
        if (by_votes && fact.plain == HolderFact::plain_capital) row.assumptions.votes_from_capital = true;
        continue;
      }
      const bool member = upper ? closures_.in_upper(fact.holder) : closures_.in_lower(fact.holder);
      const detail::Rights& rights = closures_.rights(fact);
      bool votes_decide = false;
      for (std::uint32_t e = fact.first_edge; by_votes && e < fact.last_edge; ++e) {
        const detail::HoldingRow& h = t.holding(e);
        votes_decide = votes_decide || (h.basis == Basis::votes && h.directness() != Directness::indirect &&
                                        closures_.reader().standing(e) == Certainty::certain);
      }
      for (std::uint32_t e = fact.first_edge; e < fact.last_edge; ++e) {
        const Certainty standing = closures_.reader().standing(e);
        if (standing == Certainty::no || (!upper && standing != Certainty::certain)) continue;
        evidence_.push_back(EdgeId{e});
        const detail::HoldingRow& h = t.holding(e);
        const bool indirect = h.directness() == Directness::indirect;
        bool used = false;
        if (h.basis == Basis::votes || h.basis == Basis::capital) {
          if (!indirect) {
            used = h.basis == Basis::votes ? by_votes : !votes_decide;
            if (used && by_votes && h.basis == Basis::capital) row.assumptions.votes_from_capital = true;
          } else if (upper && member && (by_votes || h.basis == Basis::capital) && rights.claims && claim_meets(e)) {
            used = row.assumptions.indirect_claim = true;
          }
        } else if (h.basis == Basis::unknown) {
          used = upper && !indirect && (h.flags & detail::HoldingRow::has_share) != 0;
        } else if (member && profile.accept_alone.contains(h.basis)) {
          const bool claim = indirect && h.basis != Basis::consolidation;
          used = h.basis != Basis::board ? upper || !claim
                 : claim                 ? upper && rights.claims_board && board_claim_meets(e)
                                         : closures_.board_decides(slot, upper);
          if (used && claim) row.assumptions.indirect_claim = true;
        }
        if (used) closures_.reader().note(e, row.assumptions);
      }
    }
    if (row.assumptions.last_observed.size() > 1)
      std::sort(row.assumptions.last_observed.begin(), row.assumptions.last_observed.end());
    row.num_evidence = static_cast<std::uint32_t>(evidence_.size()) - row.first_evidence;
  }
  [[nodiscard]] High high_of(std::uint32_t edge) const {
    const std::optional<Share> share = graph_.share(EdgeId{edge});
    return share ? High{share->high().units(), !share->high_open()} : High{detail::full, true};
  }
  [[nodiscard]] bool claim_meets(std::uint32_t edge) const {
    return detail::Holders::meets(high_of(edge), options_.profile.threshold, options_.profile.compare);
  }
  [[nodiscard]] bool board_claim_meets(std::uint32_t edge) const {
    return detail::Holders::meets(high_of(edge), {}, ControlProfile::Compare::more_than);
  }

  /// A slot in the order of ids, of which most differ in their first bytes.
  struct Place {
    Place(std::string_view id, std::uint32_t of) noexcept : key{id}, slot{of} {
      for (std::size_t i = 0; i < sizeof start; ++i)
        start = start << 8 | (i < id.size() ? static_cast<unsigned char>(id[i]) : 0U);
    }
    friend bool operator<(const Place& a, const Place& b) noexcept {
      return a.start != b.start ? a.start < b.start : a.key < b.key;
    }
    std::uint64_t start = 0;
    std::string_view key;
    std::uint32_t slot;
  };

  const Graph& graph_;
  const ControlOptions& options_;
  Closures& closures_;
  std::int32_t day_;
  std::vector<ControlRow> rows_;
  std::vector<EdgeId> evidence_;
  std::vector<Place> order_;
};

/// Companies that two States control together and neither alone, for each pair with a company in common.
void add_joint_rows(RowMaker& maker, Closures& closures, const std::vector<VertexId>& states,
                    const std::vector<StateGroup>& groups, const std::set<VertexId>& companies) {
  std::vector<std::set<VertexId>> reached(states.size());
  std::vector<std::map<VertexId, int>> alone(states.size());
  for (std::size_t i = 0; i < states.size(); ++i) {
    closures.run({&groups[i], 1});
    for (const std::uint32_t slot : closures.touched()) {
      const VertexId v = closures.vertex(slot);
      reached[i].insert(v);
      alone[i].emplace(v, closures.in_lower(v) ? 2 : closures.in_upper(v) ? 1 : 0);
    }
    for (const VertexId v : groups[i].possible) alone[i].emplace(v, closures.in_lower(v) ? 2 : 1);
  }
  const auto common = [](const std::set<VertexId>& a, const std::set<VertexId>& b) {
    return std::any_of(a.begin(), a.end(), [&](VertexId v) { return b.contains(v); });
  };
  for (std::size_t i = 0; i < states.size(); ++i)
    for (std::size_t k = i + 1; k < states.size(); ++k) {
      if (!common(reached[i], reached[k])) continue;
      const StateGroup pair[] = {groups[i], groups[k]};
      closures.run(pair);
      const std::vector<std::uint32_t> touched = closures.touched();
      for (const std::uint32_t slot : touched) {
        const VertexId v = closures.vertex(slot);
        if (!maker.is_listed(v) || (!companies.empty() && !companies.contains(v))) continue;
        const int together = closures.in_lower(v) ? 2 : closures.in_upper(v) ? 1 : 0;
        const auto verdict = [&](std::size_t s) {
          const auto at = alone[s].find(v);
          return at == alone[s].end() ? 0 : at->second;
        };
        if (together > std::max(verdict(i), verdict(k))) maker.add(states[i], slot, states[k]);
      }
    }
}

}  // namespace

ControlResult control(const Graph& given, const ControlOptions& options) {
  const Date day = detail::day_of(given, options.as_of);
  const Graph graph = detail::seen_on(given, day);
  const std::vector<VertexId> states = detail::states_asked(graph, options.states);
  Closures closures{graph, options.profile, day.first(), options.stop};
  RowMaker maker{graph, options, closures};
  std::set<VertexId> companies;
  for (const VertexId company : options.companies) companies.insert(graph.canonical(company));
  std::vector<StateGroup> groups;
  groups.reserve(states.size());
  for (const VertexId state : states)
    groups.push_back(detail::group_of(graph, state, day.first(), options.profile.include_subnational));

  closures.prepare(groups);
  if (options.joint) {
    add_joint_rows(maker, closures, states, groups, companies);
    return maker.take_sorted(detail::make_stamp("control", graph, day, options.profile));
  }
  maker.reserve();
  std::vector<std::uint32_t> slots;
  for (std::size_t i = 0; i < states.size(); ++i) {
    closures.run({&groups[i], 1});
    slots.clear();
    for (const std::uint32_t slot : closures.touched()) {
      const VertexId v = closures.vertex(slot);
      const bool wanted = !companies.empty()        ? companies.contains(v)
                          : closures.is_upper(slot) ? true
                                                    : options.excluded && maker.holds_any(slot);
      if (wanted && closures.is_listed(slot)) slots.push_back(slot);
    }
    // Companies that are organs themselves, and companies asked for, whether anything was touched or not.
    const auto add_untouched = [&](VertexId v) {
      const std::uint32_t slot = closures.slot_of(v);
      if (maker.is_listed(v) && std::find(slots.begin(), slots.end(), slot) == slots.end()) slots.push_back(slot);
    };
    for (const VertexId v : groups[i].possible)
      if (graph.kind(v) == VertexKind::company && (companies.empty() || companies.contains(v))) add_untouched(v);
    for (const VertexId v : companies) add_untouched(v);
    maker.add_all(states[i], slots);
  }
  return maker.take(detail::make_stamp("control", graph, day, options.profile));
}

}  // namespace dutygraph
