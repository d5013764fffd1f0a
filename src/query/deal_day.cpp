// SPDX-License-Identifier: BSL-1.0
#include "query/deal_day.hpp"

#include <algorithm>
#include <limits>
#include <map>
#include <set>
#include <utility>

#include <dutygraph/error.hpp>

#include "query/above.hpp"
#include "query/deal.hpp"
#include "query/group.hpp"

namespace dutygraph::detail {
namespace {

bool is_below(Bound a, Bound b) { return a.value != b.value ? a.value < b.value : !a.open && b.open; }
bool is_above(Bound a, Bound b) { return a.value != b.value ? a.value > b.value : !a.open && b.open; }

void merge(Assumptions& into, const Assumptions& from) {
  into.votes_from_capital = into.votes_from_capital || from.votes_from_capital;
  into.capital_from_votes = into.capital_from_votes || from.capital_from_votes;
  into.directness_unknown = into.directness_unknown || from.directness_unknown;
  into.indirect_claim = into.indirect_claim || from.indirect_claim;
  into.stated_later = into.stated_later || from.stated_later;
  for (const Date date : from.last_observed)
    if (std::find(into.last_observed.begin(), into.last_observed.end(), date) == into.last_observed.end())
      into.last_observed.push_back(date);
}

/// One company that receives in a deal, and what each State had in it over the days on which it may have been made.
struct Receipt {
  struct Stake {
    std::size_t days = 0, certain = 0, possible = 0;  // on how many days looked at
    Bound low{}, high{};
    bool is_organ = false;
    Assumptions assumptions{};
    std::vector<EdgeId> evidence{};
  };
  NexusRow row{};  // what all its rows have in common
  Certainty made = Certainty::certain;
  std::int32_t first = 0, last = 0;  // days on which the deal may have been made
  std::size_t days = 0;              // looked at
  std::map<VertexId, Stake> stakes{};
};

class DayByDay {
 public:
  DayByDay(const Graph& graph, const NexusOptions& options) : graph_{graph}, options_{options} {
    for (const VertexId company : options.companies) companies_.insert(graph.canonical(company));
    for (const VertexId state : options.states) states_.insert(graph.canonical(state));
  }

  std::vector<NexusRow> run() {
    for (const VertexId deal : graph_.vertices<Engagement>()) add_deal(deal);
    for (const VertexId deal : graph_.vertices<Support>()) add_deal(deal);
    look();
    std::vector<NexusRow> rows;
    for (const Receipt& receipt : receipts_) make_rows(receipt, rows);
    return rows;
  }

 private:
  void add_deal(VertexId v) {
    if (receipts_.size() % 1024 == 0 && options_.stop.stop_requested()) throw Cancelled{};
    constexpr std::int32_t any_day = 0;  // what is read here depends on none
    const std::optional<Deal> deal = read_deal(graph_, v, any_day);
    if (!deal || is_unmade(deal->status) || !covers(options_.channel, deal->channel)) return;
    Receipt receipt;
    NexusRow& row = receipt.row;
    row.at_deal = true;
    row.engagement = v;
    if (const auto settled = settled_on(*deal)) {
      row.deal_day = settled->first;
      row.deal_date = settled->second;
      if (options_.as_of && settled->first.first() > options_.as_of->first()) return;
    }
    receipt.first = row.deal_day ? row.deal_day->first() : std::numeric_limits<std::int32_t>::min();
    receipt.last = row.deal_day ? row.deal_day->last() : std::numeric_limits<std::int32_t>::max();
    if (deal->facts->assertion == Assertion::disputed) receipt.made = Certainty::possible;
    row.valid = deal->valid;
    row.channel = deal->channel;
    row.amount = deal->amount;
    row.currency = deal->currency;
    row.safeguard = deal->condition_on(row.deal_day);
    row.closeness = vocab::closeness(vocab::parse_channel(row.channel).value_or(vocab::Channel::none));
    row.givers = givers_of(graph_, v);
    std::set<std::pair<VertexId, std::string_view>> seen;
    for (const EdgeId e : graph_.in_edges(v, EdgeKind::role_in)) {
      const VertexId company = graph_.source(e);
      const VertexKind kind = graph_.kind(company);
      if (kind != VertexKind::company && kind != VertexKind::organisation) continue;
      if (!receives(graph_.role(e)) || (!companies_.empty() && !companies_.contains(company))) continue;
      if (!seen.insert({company, graph_.role(e)}).second) continue;
      Receipt one = receipt;
      one.row.company = company;
      one.row.role = graph_.role(e);
      one.row.evidence.push_back(e);
      for (const EdgeId given : graph_.in_edges(v, EdgeKind::role_in))
        if (given != e && gives(graph_.role(given))) one.row.evidence.push_back(given);
      receipts_.push_back(std::move(one));
    }
  }

  /// The day of a deal, and which of its dates that is.
  static std::optional<std::pair<Date, DealDate>> settled_on(const Deal& deal) {
    if (deal.date && !deal.date->is_unknown()) return std::pair{*deal.date, DealDate::signed_};
    const std::optional<Date> from = deal.valid.from();
    if (from && !from->is_unknown()) return std::pair{*from, DealDate::from};
    return std::nullopt;
  }

  /// Asks who controls the companies on every day on which a deal may have been made and the answer may differ.
  void look() {
    std::vector<VertexId> companies;
    for (const Receipt& receipt : receipts_) companies.push_back(receipt.row.company);
    std::sort(companies.begin(), companies.end());
    companies.erase(std::unique(companies.begin(), companies.end()), companies.end());
    if (companies.empty()) return;
    const Above above{graph_, companies, options_.stop};
    const Graph part = above.part();
    std::vector<std::int32_t> changes;
    for (const Date day : above.days()) changes.push_back(day.first());
    // What held before the first change of all.
    changes.insert(changes.begin(), changes.empty() ? Date{2000, 1, 1}.first() : changes.front() - 1);
    std::map<std::int32_t, std::vector<std::size_t>> agenda;
    for (std::size_t i = 0; i < receipts_.size(); ++i) {
      const Receipt& receipt = receipts_[i];
      if (receipt.row.deal_day) agenda[receipt.first].push_back(i);
      for (auto at = std::upper_bound(changes.begin(), changes.end(), receipt.first);
           at != changes.end() && *at <= receipt.last; ++at)
        agenda[*at].push_back(i);
    }
    for (const auto& [day, items] : agenda) look_on(part, day, items);
  }

  void look_on(const Graph& part, std::int32_t day, const std::vector<std::size_t>& items) {
    const ControlResult result = control(
        part, {.profile = options_.profile, .as_of = Date::from_days(day), .excluded = true, .stop = options_.stop});
    std::map<VertexId, std::vector<const ControlRow*>> by_company;
    for (const ControlRow& row : result) by_company[row.company].push_back(&row);
    for (const std::size_t i : items) {
      Receipt& receipt = receipts_[i];
      ++receipt.days;
      const auto found = by_company.find(receipt.row.company);
      if (found != by_company.end())
        for (const ControlRow* row : found->second) note(receipt.stakes[row->state], *row, result.evidence(*row));
      for (const VertexId state : states_behind(part, receipt.row.givers, day)) {
        receipt.stakes.try_emplace(state);
        auto& behind = receipt.row.states_behind;
        if (std::find(behind.begin(), behind.end(), state) == behind.end()) behind.push_back(state);
      }
    }
  }

  static void note(Receipt::Stake& stake, const ControlRow& row, std::span<const EdgeId> evidence) {
    if (stake.days == 0) {
      stake.low = row.low;
      stake.high = row.high;
    } else {
      if (is_below(row.low, stake.low)) stake.low = row.low;
      if (is_above(row.high, stake.high)) stake.high = row.high;
    }
    ++stake.days;
    if (row.verdict == Verdict::certain) ++stake.certain;
    if (row.verdict == Verdict::possible) ++stake.possible;
    stake.is_organ = stake.is_organ || (row.verdict != Verdict::excluded && row.basis.empty());
    merge(stake.assumptions, row.assumptions);
    for (const EdgeId e : evidence)
      if (std::find(stake.evidence.begin(), stake.evidence.end(), e) == stake.evidence.end())
        stake.evidence.push_back(e);
  }

  void make_rows(const Receipt& receipt, std::vector<NexusRow>& rows) const {
    NexusRow common = receipt.row;
    const auto by_id = [&](VertexId a, VertexId b) { return graph_.key(a) < graph_.key(b); };
    std::sort(common.states_behind.begin(), common.states_behind.end(), by_id);
    const bool dated = common.deal_day.has_value();
    const auto verdict_of = [&](const Receipt::Stake& stake) {
      if (stake.certain == 0 && stake.possible == 0) return Verdict::excluded;
      if (!dated || receipt.made == Certainty::possible) return Verdict::possible;
      return stake.certain == receipt.days ? Verdict::certain : Verdict::possible;
    };
    for (const auto& [state, stake] : receipt.stakes) {
      if (verdict_of(stake) == Verdict::certain) common.controllers.push_back(state);
      if (verdict_of(stake) == Verdict::possible) common.possible_controllers.push_back(state);
    }
    for (auto* list : {&common.controllers, &common.possible_controllers}) std::sort(list->begin(), list->end(), by_id);
    const bool all = options_.excluded || companies_.contains(common.company);
    bool any = false;
    for (const auto& [state, stake] : receipt.stakes) {
      NexusRow row = common;
      row.state = state;
      row.verdict = verdict_of(stake);
      any = any || row.verdict != Verdict::excluded || all;
      if ((row.verdict == Verdict::excluded && !all) || (!states_.empty() && !states_.contains(state))) continue;
      if (!dated) row.verdict = Verdict::possible;  // whatever was or is the case, that day is not known
      row.low = stake.days == receipt.days ? stake.low : Bound{};
      row.high = stake.high;
      row.is_organ = stake.is_organ;
      if (dated) row.assumptions = stake.assumptions;
      if (row.is_organ && row.verdict != Verdict::excluded) row.closeness = vocab::Closeness::c4;
      row.agency = own_giver(row);
      row.evidence.insert(row.evidence.end(), stake.evidence.begin(), stake.evidence.end());
      if (row.is_organ) add_membership(row);
      rows.push_back(std::move(row));
    }
    if (any || !all || !states_.empty()) return;
    common.verdict = dated ? Verdict::excluded : Verdict::possible;
    rows.push_back(std::move(common));
  }

  /// The first giver that is an organ of the row's State on the day.
  [[nodiscard]] VertexId own_giver(const NexusRow& row) const {
    const std::int32_t day = row.deal_day ? row.deal_day->first() : 0;
    for (const VertexId giver : row.givers) {
      const std::vector<VertexId> states = states_of(graph_, giver, day);
      if (std::find(states.begin(), states.end(), row.state) != states.end()) return giver;
    }
    return {};
  }

  void add_membership(NexusRow& row) const {
    for (const EdgeId e : graph_.out_edges(row.company, EdgeKind::part_of))
      if (!row.deal_day || graph_.on(e, row.deal_day->first()) != Certainty::no ||
          graph_.on(e, row.deal_day->last()) != Certainty::no)
        row.evidence.push_back(e);
  }

  const Graph& graph_;
  const NexusOptions& options_;
  std::set<VertexId> companies_, states_;
  std::vector<Receipt> receipts_;
};

}  // namespace

std::vector<NexusRow> deals_on_their_day(const Graph& graph, const NexusOptions& options) {
  if (graph.as_of_day())
    throw UsageError{"deals are looked at on their own days: ask of the whole world, not of its view as of " +
                     graph.as_of_day()->to_string()};
  return DayByDay{graph, options}.run();
}

}  // namespace dutygraph::detail
