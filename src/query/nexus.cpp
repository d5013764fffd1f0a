// SPDX-License-Identifier: BSL-1.0
#include <dutygraph/query/nexus.hpp>

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include <dutygraph/error.hpp>

#include "query/above.hpp"
#include "query/closure.hpp"
#include "query/day.hpp"
#include "query/deal.hpp"
#include "query/deal_chains.hpp"
#include "query/deal_day.hpp"
#include "query/safeguard.hpp"
#include "query/stamp.hpp"

namespace dutygraph {

using detail::Closures;
using detail::gives;
using detail::HolderFact;
using detail::Holders;
using detail::StateGroup;
using vocab::Channel;

std::string_view to_string(SafeguardStatus status) noexcept {
  switch (status) {
    case SafeguardStatus::unknown:
      return "unknown";
    case SafeguardStatus::none:
      return "none";
    case SafeguardStatus::expected:
      return "expected";
    case SafeguardStatus::required:
      return "required";
  }
  return "unknown";
}

std::string_view to_string(DealDate date) noexcept {
  switch (date) {
    case DealDate::none:
      return "unknown";
    case DealDate::signed_:
      return "signed";
    case DealDate::from:
      return "from";
  }
  return "unknown";
}

namespace {

constexpr auto more_than = ControlProfile::Compare::more_than;
constexpr auto at_least = ControlProfile::Compare::at_least;
constexpr Threshold half{};
constexpr Threshold significant{vocab::significant_stake_percent, 1};

/// The least span that holds both.
Interval hull(Interval a, Interval b) {
  const auto from = a.from() && b.from() ? std::optional{std::min(*a.from(), *b.from())} : std::nullopt;
  const auto to = a.to() && b.to() ? std::optional{std::max(*a.to(), *b.to())} : std::nullopt;
  return {from, to};
}

Verdict verdict_of(Certainty certainty) {
  return certainty == Certainty::certain ? Verdict::certain : Verdict::possible;
}

class NexusMaker {
 public:
  NexusMaker(const Graph& graph, const NexusOptions& options, Date day)
      : graph_{graph}, options_{options}, day_{day.first()}, closures_{graph, options.profile, day_, options.stop} {
    for (const VertexId company : options.companies) companies_.insert(graph.canonical(company));
  }

  void add_state(VertexId state) {
    group_ = detail::group_of(graph_, state, day_, options_.profile.include_subnational);
    sure_ = {group_.sure.begin(), group_.sure.end()};
    possible_ = {group_.possible.begin(), group_.possible.end()};
    closures_.prepare({&group_, 1});
    closures_.run({&group_, 1});
    add_organs(state);
    const detail::OwnershipPolicies policies{graph_, state, day_};
    for (const std::uint32_t slot : closures_.touched()) add_holdings(state, slot, policies);
    add_banks();
    std::set<VertexId> deals;
    for (const VertexId member : group_.possible)
      for (const EdgeId e : graph_.out_edges(member, EdgeKind::role_in)) deals.insert(graph_.target(e));
    for (const auto& [bank, membership] : banks_)
      for (const EdgeId e : graph_.out_edges(bank, EdgeKind::role_in)) deals.insert(graph_.target(e));
    deal_rows_.clear();
    std::size_t done = 0;
    for (const VertexId deal : deals) {
      if (done++ % 1024 == 0 && options_.stop.stop_requested()) throw Cancelled{};
      add_deal(state, deal);
    }
    finish_deals();
  }

  [[nodiscard]] std::vector<NexusRow> take() {
    add_controllers();
    return std::move(rows_);
  }

 private:
  /// Banks of States and other organisations of which the State, or an organ, is a member.
  void add_banks() {
    banks_.clear();
    for (const VertexId member : group_.possible)
      for (const EdgeId e : graph_.out_edges(member, EdgeKind::member_of)) {
        const Organisation* bank = graph_.fields<Organisation>(graph_.target(e));
        if (bank == nullptr || (bank->type != "ifi" && bank->type != "igo") || possible_.contains(graph_.target(e)))
          continue;
        const Certainty level =
            std::min(graph_.on(e, day_), sure_.contains(member) ? Certainty::certain : Certainty::possible);
        if (level == Certainty::no) continue;
        const auto [at, is_new] = banks_.try_emplace(graph_.target(e), Membership{e, level});
        if (!is_new && level > at->second.level) at->second = {e, level};
      }
  }

  /// Adds the ties by deals, and what is passed on from them.
  void finish_deals() {
    std::sort(deal_rows_.begin(), deal_rows_.end(), [&](const NexusRow& a, const NexusRow& b) {
      const auto key = [&](const NexusRow& row) {
        return std::tuple{graph_.key(row.engagement), graph_.key(row.agency), graph_.key(row.company),
                          std::string_view{row.role}};
      };
      return key(a) < key(b);
    });
    if (!deal_rows_.empty()) {
      if (!chains_) chains_.emplace(graph_, day_);
      for (NexusRow& row : chains_->reach(deal_rows_, possible_))
        if (is_asked(row.company)) push(std::move(row));
    }
    for (NexusRow& row : deal_rows_)
      if (is_asked(row.company)) push(std::move(row));
  }

  [[nodiscard]] bool is_asked(VertexId company) const { return companies_.empty() || companies_.contains(company); }

  void push(NexusRow row) {
    if (detail::covers(options_.channel, row.channel)) rows_.push_back(std::move(row));
  }

  /// Companies that are organs of the State themselves.
  void add_organs(VertexId state) {
    for (const VertexId v : group_.possible) {
      if (graph_.kind(v) != VertexKind::company || !is_asked(v)) continue;
      NexusRow row;
      row.state = state;
      row.company = v;
      row.channel = "n01";
      row.agency = state;
      row.closeness = vocab::Closeness::c4;
      row.verdict = sure_.contains(v) ? Verdict::certain : Verdict::possible;
      bool first = true;
      for (const EdgeId e : graph_.out_edges(v, EdgeKind::part_of)) {
        if (graph_.on(e, day_) == Certainty::no || !possible_.contains(graph_.target(e))) continue;
        row.agency = graph_.target(e);
        row.valid = first ? graph_.valid(e) : hull(row.valid, graph_.valid(e));
        row.evidence.push_back(e);
        first = false;
      }
      push(std::move(row));
    }
  }

  [[nodiscard]] std::string fund_channel(VertexId holder) const {
    const Organisation* fund = graph_.fields<Organisation>(holder);
    if (fund == nullptr || fund->fund_type.empty()) return {};
    const auto channel = vocab::fund_channel(fund->fund_type);
    return channel ? std::string{vocab::to_string(*channel)} : std::string{};
  }

  /// One row per holder and channel: the part that each member has.
  void add_holdings(VertexId state, std::uint32_t slot, const detail::OwnershipPolicies& policies) {
    const VertexId company = closures_.vertex(slot);
    const VertexKind kind = graph_.kind(company);
    const auto end = graph_.lifetime(company).to();
    if (kind == VertexKind::agency || !is_asked(company) || (end && day_ >= end->last())) return;
    const detail::Low low = closures_.lower_total(slot);
    const detail::High high = closures_.upper_total(slot);
    const bool majority = Holders::meets(low, half, more_than);
    const bool maybe_majority = Holders::meets(high, half, more_than);
    const bool stake = Holders::meets(low, significant, at_least);
    for (const HolderFact& fact : closures_.holders(slot)) {
      if (!closures_.in_upper(fact.holder)) continue;
      std::map<std::string, NexusRow> by_channel;
      for (std::uint32_t i = fact.first_edge; i < fact.last_edge; ++i) {
        const EdgeId e{i};
        const Certainty standing = closures_.reader().standing(i);
        if (standing == Certainty::no) continue;
        const vocab::Basis basis = graph_.basis(e);
        std::string channel = fund_channel(fact.holder);
        const bool special = basis == vocab::Basis::veto || basis == vocab::Basis::law;
        if (channel.empty()) channel = special ? "n03" : majority || maybe_majority ? "n01" : "n02";
        const bool claim = graph_.interest(e).directness == Directness::indirect;
        // A majority is certain by the State's total, everything else by this holding and its holder.
        Certainty certainty =
            std::min(standing, closures_.in_lower(fact.holder) ? Certainty::certain : Certainty::possible);
        if (claim || (channel == "n01" && !majority)) certainty = std::min(certainty, Certainty::possible);
        auto [at, first] = by_channel.try_emplace(channel);
        NexusRow& row = at->second;
        if (first) {
          row.state = state;
          row.company = company;
          row.channel = channel;
          row.agency = fact.holder;
          const auto parsed = vocab::parse_channel(channel);
          row.closeness = vocab::closeness(parsed.value_or(Channel::none), possible_.contains(company), stake);
          row.verdict = verdict_of(certainty);
          row.valid = graph_.valid(e);
          const detail::Condition condition = policies.condition(low, channel);
          row.safeguard = condition.status;
          row.policy = condition.policy;
        } else {
          row.valid = hull(row.valid, graph_.valid(e));
          row.verdict = std::max(row.verdict, verdict_of(certainty));
        }
        if (vocab::enters_sums(basis) && !claim) {
          const std::int64_t least = std::min(fact.low.units(), detail::full);
          const std::int64_t most = std::min(std::max(fact.high.units(), least), detail::full);
          row.share = Share::between(Percent::of_units(least), Percent::of_units(most), fact.low.open() && least < most,
                                     !fact.high.closed() && least < most);
        }
        if (claim) row.assumptions.indirect_claim = true;
        closures_.reader().note(i, row.assumptions);
        row.evidence.push_back(e);
      }
      for (auto& [channel, row] : by_channel) push(std::move(row));
    }
  }

  void add_deal(VertexId state, VertexId deal) {
    NexusRow row;
    row.state = state;
    row.engagement = deal;
    const std::optional<detail::Deal> fields = detail::read_deal(graph_, deal, day_);
    if (!fields) return;  // events have parties too
    row.valid = fields->valid;
    row.channel = fields->channel;
    row.amount = fields->amount;
    row.currency = fields->currency;
    row.safeguard = fields->condition();
    row.givers = detail::givers_of(graph_, deal);
    row.states_behind = detail::states_behind(graph_, row.givers, day_);
    closures_.reader().note(fields->facts->observed, row.assumptions);
    const Certainty on = fields->on;
    if (on == Certainty::no) return;
    row.closeness = vocab::closeness(vocab::parse_channel(row.channel).value_or(Channel::none));
    std::set<std::tuple<VertexId, VertexId, std::string_view>> seen;
    for (const EdgeId given : graph_.in_edges(deal, EdgeKind::role_in)) {
      const VertexId member = graph_.source(given);
      const VertexKind member_kind = graph_.kind(member);
      const bool organ = member_kind == VertexKind::state || member_kind == VertexKind::agency;
      const auto bank = banks_.find(member);
      const bool by_bank = bank != banks_.end() && row.channel == "n27" && gives(graph_.role(given));
      if (!by_bank && (!possible_.contains(member) || (!organ && !gives(graph_.role(given))))) continue;
      for (const EdgeId taken : graph_.in_edges(deal, EdgeKind::role_in)) {
        const VertexId company = graph_.source(taken);
        const VertexKind kind = graph_.kind(company);
        const bool receives = !gives(graph_.role(taken)) || graph_.role(taken) == "intermediary";
        const bool listed = kind == VertexKind::company || (kind == VertexKind::organisation && receives);
        if (!listed || company == member || (by_bank && !receives)) continue;
        if (possible_.contains(company) && gives(graph_.role(taken))) continue;  // on the State's side
        if (!seen.insert({member, company, graph_.role(taken)}).second) continue;
        NexusRow tie = row;
        tie.company = company;
        tie.agency = member;
        tie.role = graph_.role(taken);
        if (possible_.contains(company)) tie.closeness = vocab::Closeness::c4;
        Certainty certainty = std::min({on, graph_.on(given, day_) == Certainty::possible ? Certainty::possible : on,
                                        graph_.on(taken, day_) == Certainty::possible ? Certainty::possible : on});
        if (by_bank)
          certainty = std::min(certainty, bank->second.level);
        else if (!sure_.contains(member))
          certainty = Certainty::possible;
        tie.verdict = verdict_of(certainty);
        tie.evidence = {given, taken};
        if (by_bank) tie.evidence.push_back(bank->second.edge);
        deal_rows_.push_back(std::move(tie));
      }
    }
  }

  /// Which States control the companies of deals, the row's own and others.
  void add_controllers() {
    std::vector<VertexId> companies;
    for (const NexusRow& row : rows_)
      if (row.engagement) companies.push_back(row.company);
    if (companies.empty()) return;
    const detail::Above above{graph_, companies, options_.stop};
    std::map<VertexId, std::vector<const ControlRow*>> controllers;
    const ControlResult result =
        control(above.part(), {.profile = options_.profile, .as_of = Date::from_days(day_), .stop = options_.stop});
    for (const ControlRow& row : result) controllers[row.company].push_back(&row);
    for (NexusRow& row : rows_) {
      const auto found = controllers.find(row.company);
      if (!row.engagement || found == controllers.end()) continue;
      for (const ControlRow* by : found->second)
        (by->verdict == Verdict::certain ? row.controllers : row.possible_controllers).push_back(by->state);
    }
  }

  const Graph& graph_;
  const NexusOptions& options_;
  std::int32_t day_;
  Closures closures_;
  std::set<VertexId> companies_;
  StateGroup group_;
  std::set<VertexId> sure_, possible_;
  struct Membership {
    EdgeId edge{};
    Certainty level = Certainty::no;
  };
  std::map<VertexId, Membership> banks_;
  std::optional<detail::DealChains> chains_;
  std::vector<NexusRow> rows_, deal_rows_;
};

}  // namespace

namespace {

void finish(const Graph& graph, std::vector<NexusRow>& rows) {
  for (NexusRow& row : rows) {
    if (const auto channel = vocab::parse_channel(row.channel))
      if (const vocab::ChannelInfo* info = vocab::find_channel(*channel)) row.ungp = info->ungp;
    std::sort(row.evidence.begin(), row.evidence.end());
    row.evidence.erase(std::unique(row.evidence.begin(), row.evidence.end()), row.evidence.end());
  }
  const auto key = [&](const NexusRow& row) {
    const auto id = [&](VertexId v) { return v ? graph.key(v) : std::string_view{}; };
    return std::tuple{id(row.state),  id(row.company),    std::string_view{row.channel},
                      id(row.agency), id(row.engagement), std::string_view{row.role}};
  };
  std::sort(rows.begin(), rows.end(), [&](const NexusRow& a, const NexusRow& b) { return key(a) < key(b); });
}

}  // namespace

NexusResult nexus(const Graph& given, const NexusOptions& options) {
  if (options.at_deal) {
    std::vector<NexusRow> rows = detail::deals_on_their_day(given, options);
    finish(given, rows);
    Stamp stamp = detail::make_stamp("nexus", given, options.as_of.value_or(Date{}), options.profile);
    if (!options.as_of) stamp.as_of.clear();
    return {std::move(rows), std::move(stamp)};
  }
  const Date day = detail::day_of(given, options.as_of);
  const Graph graph = detail::seen_on(given, day);
  NexusMaker maker{graph, options, day};
  for (const VertexId state : detail::states_asked(graph, options.states)) maker.add_state(state);
  std::vector<NexusRow> rows = maker.take();
  finish(graph, rows);
  return {std::move(rows), detail::make_stamp("nexus", graph, day, options.profile)};
}

}  // namespace dutygraph
