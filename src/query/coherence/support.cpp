// SPDX-License-Identifier: BSL-1.0
#include <algorithm>
#include <map>
#include <set>

#include <dutygraph/query/control.hpp>
#include <dutygraph/vocab/channel.hpp>

#include "query/coherence/structural.hpp"

namespace dutygraph::detail {
namespace {

/// One act of support, or one purchase.
struct Act {
  VertexId vertex{};
  std::vector<VertexId> agencies;   ///< providers and buyers that belong to a State
  std::vector<VertexId> companies;  ///< who receives
  std::string type{}, channel{};
  std::optional<Date> date{};  ///< signed, else from
  Span span{};
  const std::optional<std::vector<Safeguard>>* safeguards = nullptr;
  const Facts* facts = nullptr;
};

bool gives(std::string_view role) {
  return role == "provider" || role == "guarantor" || role == "buyer" || role == "co_financier";
}

class SupportFinder {
 public:
  SupportFinder(const Records& records, const Judge& judge, const Sink& sink)
      : records_{records}, graph_{records.graph()}, judge_{judge}, make_{records, judge}, sink_{sink} {}

  bool run() {
    read_acts();
    for (const VertexId v : graph_.vertices<Instrument>())
      if (const Instrument* fields = graph_.fields<Instrument>(v); fields != nullptr && records_.counts(fields->facts))
        for (const Enforcer& enforcer : fields->enforcers) enforcers_.insert(records_.actor(enforcer.agency));
    return restrictions() && policies();
  }

 private:
  void add(Act act, const std::optional<Date>& date) {
    if (act.agencies.empty() || !records_.counts(*act.facts)) return;
    Interval valid = graph_.lifetime(act.vertex);
    act.date = date ? date : valid.from();
    if (!valid.from() && date) valid = Interval{date, valid.to()};
    act.span = Span{valid};
    if (act.channel.empty())
      if (const auto channel = vocab::support_channel(act.type)) act.channel = vocab::to_string(*channel);
    if (act.span.may_be()) acts_.push_back(std::move(act));
  }

  void read_acts() {
    for (const VertexId v : graph_.vertices<Support>()) {
      const Support* fields = graph_.fields<Support>(v);
      if (fields == nullptr) continue;
      Act act;
      act.vertex = v;
      act.type = fields->type;
      act.channel = fields->channel;
      if (const VertexId agency = records_.actor(fields->agency); agency && records_.state_of(agency))
        act.agencies.push_back(agency);
      if (const VertexId company = records_.actor(fields->company)) act.companies.push_back(company);
      act.safeguards = &fields->safeguards;
      act.facts = &fields->facts;
      add(std::move(act), fields->date);
    }
    for (const VertexId v : graph_.vertices<Engagement>()) {
      const Engagement* fields = graph_.fields<Engagement>(v);
      if (fields == nullptr || fields->status == "planned" || fields->status == "proposed" ||
          fields->status == "declined")
        continue;
      Act act;
      act.vertex = v;
      act.channel = fields->channel;
      for (const Role& role : fields->roles) {
        const VertexId party = records_.actor(role.party);
        if (!party) continue;
        const VertexKind kind = graph_.kind(party);
        if (gives(role.role)) {
          if (records_.state_of(party)) act.agencies.push_back(party);
        } else if (kind == VertexKind::company || kind == VertexKind::organisation) {
          act.companies.push_back(party);
        }
      }
      act.safeguards = &fields->safeguards;
      act.facts = &fields->facts;
      add(std::move(act), fields->date);
    }
  }

  /// Whether \p holder certainly controls \p company on a day.
  bool controls(VertexId holder, VertexId company, const Span& span) {
    if (graph_.in_edges(company, EdgeKind::holds).empty()) return false;
    if (graph_.kind(holder) != VertexKind::company && graph_.kind(holder) != VertexKind::organisation) return false;
    const bool sure = span.is_sure();
    std::int32_t day = sure ? span.sure_from : span.from;
    if (day == Span::least) {  // since ever: the day asked for, if it lies in the overlap
      day = judge_.day();
      if (span.on(day) == Certainty::no) day = span.to - 1;
    }
    const auto [at, added] = controls_.try_emplace({holder, company, day}, false);
    if (added) {
      const ControlResult rows =
          control(graph_, {.as_of = Date::from_days(day), .states = {holder}, .companies = {company}});
      at->second = !rows.empty() && rows[0].verdict == Verdict::certain;
    }
    return at->second;
  }

  bool restrictions() {
    for (const VertexId v : graph_.vertices<Restriction>()) {
      const Restriction* fields = graph_.fields<Restriction>(v);
      if (fields == nullptr || !records_.counts(fields->facts)) continue;
      const VertexId agency = records_.actor(fields->agency), company = records_.actor(fields->company);
      const VertexId state = records_.state_of(agency);
      if (!state || !company) continue;
      const Span span{graph_.lifetime(v)};
      for (const Act& act : acts_) {
        const auto other = std::find_if(act.agencies.begin(), act.agencies.end(), [&](VertexId giver) {
          return giver != agency && records_.state_of(giver) == state;
        });
        if (other == act.agencies.end()) continue;
        const auto time = common_time(act.span & span, judge_.day());
        if (!time) continue;
        std::string through;
        if (std::find(act.companies.begin(), act.companies.end(), company) == act.companies.end()) {
          const auto tied = std::find_if(act.companies.begin(), act.companies.end(), [&](VertexId c) {
            return controls(c, company, time->shown) || controls(company, c, time->shown);
          });
          if (tied == act.companies.end()) continue;
          through = graph_.key(controls(*tied, company, time->shown) ? *tied : company);
        }
        const bool purchase = act.type == "procurement" || act.channel == "n13";
        Finding finding =
            make_.start(purchase ? TensionKind::procurement_vs_restriction : TensionKind::support_vs_restriction,
                        {act.vertex, v}, {*other, agency});
        FindingMaker::set_certainty(finding, time->sure, {act.facts, &fields->facts});
        finding.when = time->when;
        finding.witness.bearer = graph_.key(company);
        finding.witness.interval = time->shown.interval();
        Particulars more;
        more.through = through;
        if (purchase && enforces(*other)) more.tag = "testing";
        if (!more.through.empty() || !more.tag.empty()) finding.particulars = particulars(std::move(more));
        if (!make_.emit(std::move(finding), sink_, 1)) return false;
      }
    }
    return true;
  }

  [[nodiscard]] bool enforces(VertexId agency) const {
    const Agency* fields = graph_.fields<Agency>(agency);
    return enforcers_.contains(agency) || (fields != nullptr && !fields->powers.empty());
  }

  [[nodiscard]] static bool applies(const SafeguardPolicy& policy, const Act& act) {
    if (policy.applies_to.empty()) return true;
    return std::any_of(policy.applies_to.begin(), policy.applies_to.end(), [&](const std::string& what) {
      if (!act.type.empty() && Topics::plain(what) == Topics::plain(act.type)) return true;
      if (act.channel.empty()) return false;
      const auto channel = vocab::support_channel(what);
      return what == act.channel || (channel && vocab::to_string(*channel) == act.channel);
    });
  }

  bool policies() {
    for (const VertexId v : graph_.vertices<SafeguardPolicy>()) {
      const SafeguardPolicy* policy = graph_.fields<SafeguardPolicy>(v);
      if (policy == nullptr || !records_.counts(policy->facts) || policy->safeguards.empty()) continue;
      const VertexId home = graph_.home(v);
      if (!home) continue;
      const VertexId state = graph_.canonical(home);
      const Span span{graph_.lifetime(v)};
      const auto start = graph_.lifetime(v).from();
      for (const Act& act : acts_) {
        const auto giver = std::find_if(act.agencies.begin(), act.agencies.end(),
                                        [&](VertexId a) { return records_.state_of(a) == state; });
        if (giver == act.agencies.end() || !applies(*policy, act)) continue;
        const auto time = common_time(act.span & span, judge_.day());
        if (!time) continue;
        bool sure = time->sure;
        if (!policy->retroactive.value_or(false) && start) {
          if (!act.date) continue;  // since ever: before the policy
          const bool unknown = act.date->is_unknown() || start->is_unknown();
          if (!unknown && act.date->last() < start->first()) continue;
          sure = sure && !unknown && act.date->first() >= start->last();
        }
        Particulars more;
        if (*act.safeguards) {
          for (const std::string& wanted : policy->safeguards)
            if (std::none_of((*act.safeguards)->begin(), (*act.safeguards)->end(),
                             [&](const Safeguard& has) { return Topics::plain(has.kind) == Topics::plain(wanted); }))
              more.missing.push_back(wanted);
          if (more.missing.empty()) continue;
          std::sort(more.missing.begin(), more.missing.end());
          more.missing.erase(std::unique(more.missing.begin(), more.missing.end()), more.missing.end());
        }
        Finding finding = make_.start(TensionKind::support_without_safeguard, {act.vertex, v}, {*giver});
        FindingMaker::set_certainty(finding, sure, {act.facts, &policy->facts});
        finding.status = *act.safeguards ? FindingStatus::standing : FindingStatus::unknown;
        finding.when = time->when;
        if (!act.companies.empty()) finding.witness.bearer = graph_.key(act.companies.front());
        finding.witness.interval = time->shown.interval();
        if (!more.missing.empty()) finding.particulars = particulars(std::move(more));
        if (!make_.emit(std::move(finding), sink_, static_cast<std::int64_t>(act.companies.size()))) return false;
      }
    }
    return true;
  }

  const Records& records_;
  const Graph& graph_;
  const Judge& judge_;
  FindingMaker make_;
  const Sink& sink_;
  std::vector<Act> acts_;
  std::set<VertexId> enforcers_;
  std::map<std::tuple<VertexId, VertexId, std::int32_t>, bool> controls_;
};

}  // namespace

bool find_support(const Records& records, const Judge& judge, const Sink& sink) {
  return SupportFinder{records, judge, sink}.run();
}

}  // namespace dutygraph::detail
