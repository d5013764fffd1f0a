// SPDX-License-Identifier: BSL-1.0
#include <algorithm>
#include <bit>
#include <map>
#include <optional>

#include "query/coherence/detect.hpp"

namespace dutygraph::detail {
namespace {

constexpr std::size_t exact_up_to = 20;

/// The smallest sets of bans that close all ways of one duty.
class Covers {
 public:
  Covers(Judge& judge, const Norm& duty, std::vector<const Norm*> bans)
      : judge_{judge}, norms_{judge.norms()}, duty_{duty}, bans_{std::move(bans)} {
    const Bits& ways = norms_.conducts().extension(duty.conduct);
    for (const Norm* ban : bans_) {
      Bits closed = norms_.conducts().extension(ban->conduct);
      for (std::size_t i = 0; i < closed.size(); ++i) closed[i] &= ways[i];
      closed_.push_back(std::move(closed));
    }
  }

  bool emit(const Sink& sink) {
    std::vector<std::size_t> everything(bans_.size());
    for (std::size_t i = 0; i < everything.size(); ++i) everything[i] = i;
    if (!covers(everything)) return true;
    if (bans_.size() > exact_up_to) {
      const std::vector<std::size_t> some = greedy();
      if (some.empty()) return true;
      auto finding = make(some);
      if (!finding) return true;
      finding->approximate = true;
      return sink(std::move(*finding));
    }
    for (std::size_t size = 2; size <= bans_.size(); ++size) {
      bool any = false;
      std::vector<std::size_t> set(size);
      for (std::size_t i = 0; i < size; ++i) set[i] = i;
      do {
        if (!covers(set)) continue;
        if (auto finding = make(set)) {
          any = true;
          if (!sink(std::move(*finding))) return false;
        }
      } while (next(set));
      if (any) return true;
    }
    return true;
  }

 private:
  /// The next combination of as many indexes, in lexicographic order.
  [[nodiscard]] bool next(std::vector<std::size_t>& set) const {
    for (std::size_t i = set.size(); i-- > 0;) {
      if (set[i] + (set.size() - i) >= bans_.size()) continue;
      ++set[i];
      for (std::size_t k = i + 1; k < set.size(); ++k) set[k] = set[k - 1] + 1;
      return true;
    }
    return false;
  }

  [[nodiscard]] bool covers(const std::vector<std::size_t>& set) const {
    const Bits& ways = norms_.conducts().extension(duty_.conduct);
    for (std::size_t w = 0; w < ways.size(); ++w) {
      std::uint64_t left = ways[w];
      for (const std::size_t i : set) left &= ~closed_[i][w];
      if (left != 0) return false;
    }
    return true;
  }

  /// Bans that close most first, as long as all hold together.
  [[nodiscard]] std::vector<std::size_t> greedy() const {
    Bits left = norms_.conducts().extension(duty_.conduct);
    std::vector<std::size_t> set;
    while (true) {
      std::size_t best = bans_.size();
      int most = 0;
      for (std::size_t i = 0; i < bans_.size(); ++i) {
        int gain = 0;
        for (std::size_t w = 0; w < left.size(); ++w) gain += std::popcount(left[w] & closed_[i][w]);
        if (gain <= most) continue;
        std::vector<std::size_t> longer = set;
        longer.push_back(i);
        if (!hold_together(longer)) continue;
        most = gain;
        best = i;
      }
      if (best == bans_.size()) return {};
      set.push_back(best);
      bool done = true;
      for (std::size_t w = 0; w < left.size(); ++w) {
        left[w] &= ~closed_[best][w];
        done = done && left[w] == 0;
      }
      if (done) return set;
    }
  }

  [[nodiscard]] Spans spans(const std::vector<std::size_t>& set) const {
    Spans common = norms_.spans(duty_);
    for (const std::size_t i : set) common = meet(common, norms_.spans(*bans_[i]));
    return common;
  }

  [[nodiscard]] bool hold_together(const std::vector<std::size_t>& set) const {
    if (spans(set).empty()) return false;
    std::vector<std::uint32_t> literals = norms_.conditions().literals(duty_.conditions);
    for (const std::size_t i : set) {
      const auto& more = norms_.conditions().literals(bans_[i]->conditions);
      literals.insert(literals.end(), more.begin(), more.end());
    }
    std::sort(literals.begin(), literals.end());
    return norms_.conditions().is_consistent(literals) && reach_together(set);
  }

  /// Whether one context lies in the reach of all: a choice of one entry each that meet on every coordinate they limit.
  [[nodiscard]] bool reach_together(const std::vector<std::size_t>& set) const {
    using Context = std::map<std::string, Bits>;
    const ScopeTable& territories = norms_.reaches().territories();
    std::vector<Context> contexts{{}};
    const auto narrow = [&](const Norm& norm) {
      std::vector<Context> narrower;
      for (const Context& context : contexts)
        for (const ReachEntry& entry : norms_.reaches().entries(norm.reach)) {
          Context one = context;
          if (!entry.basis.empty()) {
            const Bits& place = territories.extension(entry.territory);
            const auto [at, added] = one.try_emplace(entry.basis, place);
            std::uint64_t any = 0;
            for (std::size_t w = 0; w < place.size(); ++w) any |= at->second[w] &= place[w];
            if (any == 0) continue;
          }
          if (std::find(narrower.begin(), narrower.end(), one) == narrower.end()) narrower.push_back(std::move(one));
        }
      contexts = std::move(narrower);
    };
    narrow(duty_);
    for (const std::size_t i : set) narrow(*bans_[i]);
    return !contexts.empty();
  }

  [[nodiscard]] std::optional<Finding> make(const std::vector<std::size_t>& set) {
    if (!hold_together(set)) return std::nullopt;
    const std::optional<CommonTime> time = common_time(spans(set), judge_.day());
    if (!time) return std::nullopt;
    Finding finding;
    finding.kind = TensionKind::joint_collision;
    finding.tier = Tier::hard;
    finding.date_uncertain = !time->sure;
    finding.definite = time->sure && !duty_.disputed;
    finding.when = time->when;
    bool all_prevail = true, any_protects = false, same_agency = true, same_state = true, vertical = false;
    PriorityRule rule = PriorityRule::none;
    std::int64_t companies = -1;
    std::uint32_t bearer = Bearing::no_atom;
    std::vector<const Norm*> members{&duty_};
    for (const std::size_t i : set) {
      const Norm& ban = *bans_[i];
      members.push_back(&ban);
      finding.definite = finding.definite && !ban.disputed;
      const Axis axis = judge_.axis(duty_, ban);
      vertical = vertical || axis == Axis::vertical;
      same_state = same_state && axis != Axis::inter_state;
      same_agency = same_agency && axis == Axis::intra_agency;
      const Decision decision = judge_.decide(duty_, ban, finding.kind, axis);
      all_prevail = all_prevail && decision.winner == 2;
      rule = i == set.front() || rule == decision.rule ? decision.rule : PriorityRule::none;
      any_protects = any_protects || ban.protects;
      const Bearing found = judge_.bearing(duty_, ban);
      companies = companies < 0 ? std::int64_t{found.companies} : std::min<std::int64_t>(companies, found.companies);
      if (bearer == Bearing::no_atom || (found.atom != Bearing::no_atom && found.atom > bearer)) bearer = found.atom;
    }
    finding.axis = vertical      ? Axis::vertical
                   : !same_state ? Axis::inter_state
                   : same_agency ? Axis::intra_agency
                                 : Axis::horizontal;
    finding.status = all_prevail ? FindingStatus::resolved : FindingStatus::unresolved;
    if (all_prevail) {
      finding.rule = rule;
      finding.protective_norm_yields = duty_.protects && !any_protects;
    }
    const auto atom = [](const ScopeTable& scopes, std::optional<std::uint32_t> i) {
      return i ? scopes.dimension().atoms()[*i].id : std::string_view{};
    };
    if (bearer != Bearing::no_atom) finding.witness.bearer = norms_.bearers().dimension().atoms()[bearer].id;
    finding.witness.conduct = atom(norms_.conducts(), norms_.conducts().witness(duty_.conduct, duty_.conduct));
    finding.witness.object = atom(norms_.objects(), norms_.objects().witness(duty_.object, duty_.object));
    finding.witness.place = norms_.reaches().place(duty_.reach, bans_[set.front()]->reach);
    finding.witness.interval = time->shown.interval();
    judge_.complete(finding, std::move(members), companies);
    return finding;
  }

  Judge& judge_;
  const Norms& norms_;
  const Norm& duty_;
  std::vector<const Norm*> bans_;
  std::vector<Bits> closed_;
};

}  // namespace

bool find_joint(Judge& judge, const Sink& sink, const std::stop_token& stop) {
  const std::vector<Norm>& all = judge.norms().all();
  auto partial = std::move(judge.partial());
  std::sort(partial.begin(), partial.end(), [&](const auto& a, const auto& b) {
    return std::pair{all[a.first].order, all[a.second].order} < std::pair{all[b.first].order, all[b.second].order};
  });
  for (std::size_t i = 0; i < partial.size();) {
    if (stop.stop_requested()) throw Cancelled{};
    const Norm& duty = all[partial[i].first];
    std::vector<const Norm*> bans;
    for (; i < partial.size() && &all[partial[i].first] == &duty; ++i)
      if (judge.is_partial_cover(duty, all[partial[i].second])) bans.push_back(&all[partial[i].second]);
    if (bans.size() < 2) continue;
    if (!Covers{judge, duty, std::move(bans)}.emit(sink)) return false;
  }
  return true;
}

}  // namespace dutygraph::detail
