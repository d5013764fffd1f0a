// SPDX-License-Identifier: BSL-1.0
#include "query/holders.hpp"

#include <algorithm>

#include "graph/current.hpp"

namespace dutygraph::detail {
namespace {

__extension__ using Wide = __int128;

constexpr std::int64_t half = 50 * Percent::units_per_percent;
constexpr Threshold fifty{};

/// The sign of `units / (full - own) - threshold`.
int compare_share(std::int64_t units, Threshold t, std::int64_t own) noexcept {
  const Wide share = Wide{units} * t.denominator * 100;
  const Wide limit = Wide{t.numerator} * (full - own);
  return share > limit ? 1 : share < limit ? -1 : 0;
}

/// A row that enters sums, with what is left open about it.
struct Lot {
  vocab::Basis basis = vocab::Basis::capital;
  std::uint16_t share_class = 0;
  std::uint32_t source = 0;
  Low low{};
  High high{};
  bool sure = true;  ///< surely in force
  bool disputed = false;
};

/// What rows that all hold say together: lots add, sources intersect, classes add. \p lots are sorted
/// by class and source.
template <class Chosen>
void add_up(const std::vector<Lot>& lots, Chosen&& chosen, Low& low, High& high, bool& contradictory) {
  low = {};
  high = {};
  for (std::size_t i = 0; i < lots.size();) {
    const std::uint16_t share_class = lots[i].share_class;
    bool any = false;
    Low class_low;
    High class_high, hull;
    while (i < lots.size() && lots[i].share_class == share_class) {
      const std::uint32_t source = lots[i].source;
      bool said = false;
      Low source_low;
      High source_high;
      for (; i < lots.size() && lots[i].share_class == share_class && lots[i].source == source; ++i) {
        if (!chosen(i)) continue;
        source_low += lots[i].low;
        source_high += lots[i].high;
        said = true;
      }
      if (!said) continue;
      class_low = any ? std::max(class_low, source_low) : source_low;
      class_high = any ? std::min(class_high, source_high) : source_high;
      hull = any ? std::max(hull, source_high) : source_high;
      any = true;
    }
    if (!any) continue;
    if (class_low.units() > class_high.units() ||
        (class_low.units() == class_high.units() && (class_low.open() || !class_high.closed()))) {
      contradictory = true;
      class_low = {};
      class_high = hull;
    }
    low += class_low;
    high += class_high;
  }
}

/// The bounds over all that may be the case, for rows of which those in \p counts take part.
/// `decide(chosen, low, high)` evaluates one case.
template <class Counts, class Decide>
void over_cases(const std::vector<Lot>& lots, Counts&& counts, Decide&& decide, Low& low, High& high) {
  std::vector<std::size_t> open;
  for (std::size_t i = 0; i < lots.size(); ++i)
    if (counts(lots[i]) && (!lots[i].sure || lots[i].disputed)) open.push_back(i);
  if (open.size() > 12) {  // beyond what can be tried: the widest bounds there can be
    low = {};
    high = {};
    for (const Lot& lot : lots)
      if (counts(lot)) high += lot.high;
    return;
  }
  std::vector<std::uint8_t> taken(lots.size());
  for (std::size_t i = 0; i < lots.size(); ++i) taken[i] = counts(lots[i]) ? 1 : 0;
  for (std::uint32_t choice = 0; choice < (1U << open.size()); ++choice) {
    for (std::size_t k = 0; k < open.size(); ++k) taken[open[k]] = static_cast<std::uint8_t>(choice >> k & 1U);
    Low case_low;
    High case_high;
    decide([&](std::size_t i) { return taken[i] != 0; }, case_low, case_high);
    low = choice == 0 ? case_low : std::min(low, case_low);
    high = choice == 0 ? case_high : std::max(high, case_high);
  }
}

}  // namespace

Holders::Holders(const Graph& graph, const ControlProfile& profile, std::int32_t day, First first)
    : graph_{&graph},
      profile_{&profile},
      day_{day},
      first_{first},
      known_{graph.known_by_day() ? graph.known_by_day()->first() : INT32_MAX} {}

bool Holders::meets(Low low, Threshold t, ControlProfile::Compare compare, std::int64_t own) noexcept {
  const int order = compare_share(low.units(), t, own);
  return order != 0 ? order > 0 : compare == ControlProfile::Compare::at_least || low.open();
}

bool Holders::meets(High high, Threshold t, ControlProfile::Compare compare, std::int64_t own) noexcept {
  const int order = compare_share(high.units(), t, own);
  return order != 0 ? order > 0 : compare == ControlProfile::Compare::at_least && high.closed();
}

Certainty Holders::standing(std::uint32_t edge) const noexcept {
  if (!graph_->contains(EdgeId{edge})) return Certainty::no;
  return graph_->on(EdgeId{edge}, day_);
}

void Holders::note(std::uint32_t edge, Assumptions& assumptions) const {
  const Tables& t = graph_->tables();
  const std::uint32_t index = t.holding_row(edge);
  const HoldingRow& row = t.holdings[index];
  if (row.directness() == Directness::unknown) assumptions.directness_unknown = true;
  const Date recorded = Date::from_raw(row.recorded);
  if (!recorded.is_unknown() && recorded.last() > day_) assumptions.stated_later = true;
  if ((row.flags & HoldingRow::remarked) == 0) return;
  if (const Remarks* remarks = t.remarks.find(index)) note(remarks->observed, assumptions);
}

void Holders::note(const std::vector<Date>& observed, Assumptions& assumptions) const {
  if (observed.empty()) return;
  const auto [first, last] = std::minmax_element(observed.begin(), observed.end());
  if (day_ >= first->last() && day_ <= last->first()) return;
  if (std::find(assumptions.last_observed.begin(), assumptions.last_observed.end(), *last) ==
      assumptions.last_observed.end())
    assumptions.last_observed.push_back(*last);
}

/// Rows that need no cases: direct, undisputed, with exact dates, and no more than one each of capital and votes.
bool Holders::read_plain(HolderFact& fact) const {
  using vocab::Basis;
  if (known_ != INT32_MAX) return false;
  const Tables& t = graph_->tables();
  const HoldingRow* capital = nullptr;
  const HoldingRow* votes = nullptr;
  bool any = false;
  for (std::uint32_t e = fact.first_edge; e < fact.last_edge; ++e) {
    const HoldingRow& row = t.holding(e);
    if (row.assertion() != Assertion::positive || row.directness() == Directness::indirect ||
        (row.flags & HoldingRow::versioned) != 0 || !row.valid.is_exact())
      return false;
    const bool counts = graph_->contains(EdgeId{e}) && row.valid.on(day_) != Certainty::no;
    const HoldingRow** known = row.basis == Basis::capital ? &capital : row.basis == Basis::votes ? &votes : nullptr;
    if (known == nullptr) {
      if (row.basis == Basis::unknown || profile_->accept_alone.contains(row.basis)) return false;
      any = any || counts;
    } else if (counts) {
      if (*known != nullptr) return false;
      *known = &row;
    }
  }
  if (capital == nullptr && votes == nullptr && !any) {
    fact.first_edge = fact.last_edge;  // nothing counts
    return true;
  }
  const bool by_votes = first_ == First::capital
                            ? capital == nullptr
                            : profile_->measure == ControlProfile::Measure::votes && votes != nullptr;
  const HoldingRow* decides = by_votes ? votes : capital;
  if (decides == nullptr) return true;
  if ((decides->flags & HoldingRow::has_share) != 0) {
    const Share& share = t.shares[decides->share];
    fact.low = {share.low().units(), share.low_open()};
    fact.high = {share.high().units(), !share.high_open()};
  } else {
    fact.high = {full, true};
  }
  if (fact.last_edge - fact.first_edge > 1) return true;
  const Date recorded = Date::from_raw(decides->recorded);
  if (decides->directness() == Directness::direct && (decides->flags & HoldingRow::remarked) == 0 &&
      (recorded.is_unknown() || recorded.last() <= day_))
    fact.plain = by_votes ? HolderFact::plain_votes : HolderFact::plain_capital;
  return true;
}

bool Holders::read_group(HolderFact& fact, std::vector<Rights>& all_rights) const {
  using vocab::Basis;
  Rights rights;
  bool special = false;  // has any of the rights
  const Tables& t = graph_->tables();
  std::vector<Lot> lots, vague, seats;
  bool any = false;
  for (std::uint32_t e = fact.first_edge; e < fact.last_edge; ++e) {
    const std::uint32_t index = t.holding_row(e);
    const HoldingRow& row = t.holdings[index];
    if (!graph_->contains(EdgeId{e}) || row.assertion() == Assertion::negative ||
        !is_current(t, row, index, day_, known_))
      continue;
    const Certainty in_force = row.valid.on(day_);
    if (in_force == Certainty::no) continue;
    any = true;
    const bool has_share = (row.flags & HoldingRow::has_share) != 0;
    Lot lot{row.basis,
            row.share_class,
            t.evidence[row.evidence.value()].front(),
            {},
            {full, true},
            in_force == Certainty::certain,
            row.assertion() == Assertion::disputed};
    if (has_share) {
      const Share& share = t.shares[row.share];
      lot.low = {share.low().units(), share.low_open()};
      lot.high = {share.high().units(), !share.high_open()};
    } else if (row.basis == Basis::board) {
      lot.low = {half, true};  // a right to appoint without a number of seats is the majority
    }
    const bool indirect = row.directness() == Directness::indirect;
    const bool solid = lot.sure && !lot.disputed;
    switch (row.basis) {
      case Basis::capital:
      case Basis::votes:
        if (!indirect) {
          lots.push_back(lot);
        } else if ((row.basis == Basis::capital || profile_->measure == ControlProfile::Measure::votes) &&
                   meets(lot.high, profile_->threshold, profile_->compare)) {
          rights.claims = special = true;
        }
        break;
      case Basis::unknown:
        if (!indirect && has_share) vague.push_back(lot);
        break;
      case Basis::board:
        if (!profile_->accept_alone.contains(Basis::board)) break;
        if (!indirect) {
          seats.push_back(lot);
        } else if (meets(lot.high, fifty, ControlProfile::Compare::more_than)) {
          rights.claims_board = special = true;
        }
        break;
      default:
        if (!profile_->accept_alone.contains(row.basis)) break;
        // Ultimate consolidation counts like a direct one; other indirect rights are claims.
        special = true;
        rights.alone_high = rights.alone_high | row.basis;
        if (solid && (!indirect || row.basis == Basis::consolidation)) rights.alone_low = rights.alone_low | row.basis;
        break;
    }
  }
  if (!any) return false;
  const auto by_class = [](const Lot& a, const Lot& b) {
    return std::pair{a.share_class, a.source} < std::pair{b.share_class, b.source};
  };
  for (std::vector<Lot>* list : {&lots, &vague, &seats}) std::sort(list->begin(), list->end(), by_class);

  const auto votes_or_capital = [&](auto&& chosen, Low& low, High& high) {
    const auto any_of = [&](Basis basis) {
      for (std::size_t i = 0; i < lots.size(); ++i)
        if (lots[i].basis == basis && chosen(i)) return true;
      return false;
    };
    const bool by_votes = first_ == First::capital
                              ? !any_of(Basis::capital)
                              : profile_->measure == ControlProfile::Measure::votes && any_of(Basis::votes);
    const Basis decides = by_votes ? Basis::votes : Basis::capital;
    add_up(
        lots, [&](std::size_t i) { return lots[i].basis == decides && chosen(i); }, low, high, rights.contradictory);
  };
  Low unused_low;
  High unused_high;
  const auto undisputed = [](const Lot& lot) { return !lot.disputed; };
  const auto all = [](const Lot&) { return true; };
  over_cases(lots, undisputed, votes_or_capital, fact.low, unused_high);
  over_cases(lots, all, votes_or_capital, unused_low, fact.high);
  if (!vague.empty()) {
    High more;
    over_cases(
        vague, all,
        [&](auto&& chosen, Low& low, High& high) { add_up(vague, chosen, low, high, rights.contradictory); },
        unused_low, more);
    fact.high += more;
  }
  if (!seats.empty()) {
    rights.has_seats = special = true;
    const auto count = [&](auto&& chosen, Low& low, High& high) {
      add_up(seats, chosen, low, high, rights.contradictory);
    };
    over_cases(seats, undisputed, count, rights.seats_low, unused_high);
    over_cases(seats, all, count, unused_low, rights.seats_high);
  }
  if (special || rights.contradictory) {
    fact.rights = static_cast<std::uint32_t>(all_rights.size()) & 0x3FFFFFFFU;
    all_rights.push_back(rights);
  }
  return true;
}

void Holders::read(VertexId company, const Fan& fan, std::vector<HolderFact>& facts, std::vector<Rights>& rights,
                   HolderFact& self) const {
  const Tables& t = graph_->tables();
  const std::uint32_t end = fan.in_last;
  std::uint32_t e = fan.in_first;
  while (e < end && t.in_link[e].is_holding()) {
    HolderFact fact;
    fact.holder = t.in_link[e].source;
    fact.first_edge = e;
    do ++e;
    while (e < end && t.in_link[e].is_holding() && t.in_link[e].source == fact.holder);
    fact.last_edge = e;
    if (!read_plain(fact) && !read_group(fact, rights)) continue;
    if (fact.first_edge == fact.last_edge) continue;
    if (fact.holder == company) {
      self = fact;
    } else {
      facts.push_back(fact);
    }
  }
}

}  // namespace dutygraph::detail
