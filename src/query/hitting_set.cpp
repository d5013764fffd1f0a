// SPDX-License-Identifier: BSL-1.0
#include <algorithm>
#include <numeric>
#include <optional>
#include <span>
#include <utility>
#include <vector>

#include <dutygraph/query/repair.hpp>

namespace dutygraph {
namespace {

using Needs = std::span<const std::vector<std::size_t>>;

/// The cost below which no set can hit the needs that \p chosen does not, without the items in \p barred: cheapest
/// items of needs that share none. Nothing if one of them can no longer be hit.
std::optional<int> bound(Needs needs, std::span<const int> costs, const std::vector<bool>& chosen,
                         const std::vector<bool>& barred) {
  std::vector<bool> used(costs.size(), false);
  int sum = 0;
  for (const std::vector<std::size_t>& need : needs) {
    bool hit = false, apart = true;
    std::optional<int> cheapest;
    for (const std::size_t item : need) {
      hit = hit || chosen[item];
      if (barred[item]) continue;
      apart = apart && !used[item];
      cheapest = std::min(cheapest.value_or(costs[item]), costs[item]);
    }
    if (hit) continue;
    if (!cheapest) return std::nullopt;
    if (!apart) continue;
    sum += *cheapest;
    for (const std::size_t item : need) used[item] = true;
  }
  return sum;
}

/// Branch and bound with a stack of its own: how deep it goes is for the data to decide.
class Search {
 public:
  Search(Needs needs, std::span<const int> costs, std::size_t limit)
      : needs_{needs}, costs_{costs}, limit_{limit}, chosen_(costs.size(), false), barred_(costs.size(), false) {
    best_ = std::accumulate(costs.begin(), costs.end(), 0);
  }

  bool run(std::size_t steps) {
    struct Frame {
      std::vector<std::size_t> items;
      std::size_t next = 0;
    };
    std::vector<Frame> stack;
    const auto open = [&] {
      const std::optional<int> least = bound(needs_, costs_, chosen_, barred_);
      if (!least || cost_ + *least > best_) return;
      std::optional<std::size_t> pick;
      std::size_t fewest = 0;
      for (std::size_t i = 0; i < needs_.size(); ++i) {
        if (std::any_of(needs_[i].begin(), needs_[i].end(), [&](std::size_t item) { return chosen_[item]; })) continue;
        const auto free = static_cast<std::size_t>(
            std::count_if(needs_[i].begin(), needs_[i].end(), [&](std::size_t item) { return !barred_[item]; }));
        if (!pick || free < fewest) {
          pick = i;
          fewest = free;
        }
      }
      if (!pick) return found();
      Frame frame;
      for (const std::size_t item : needs_[*pick])
        if (!barred_[item]) frame.items.push_back(item);
      stack.push_back(std::move(frame));
    };
    open();
    while (!stack.empty()) {
      if (steps-- == 0) return false;
      Frame& frame = stack.back();
      if (frame.next > 0) {  // the item tried last is out of all later branches of this need
        const std::size_t last = frame.items[frame.next - 1];
        chosen_[last] = false;
        cost_ -= costs_[last];
        barred_[last] = true;
      }
      if (frame.next == frame.items.size()) {
        for (const std::size_t item : frame.items) barred_[item] = false;
        stack.pop_back();
        continue;
      }
      const std::size_t item = frame.items[frame.next++];
      chosen_[item] = true;
      cost_ += costs_[item];
      open();
    }
    return true;
  }

  std::vector<std::vector<std::size_t>> take() {
    std::sort(sets_.begin(), sets_.end());
    if (sets_.size() > limit_) sets_.resize(limit_);
    return std::move(sets_);
  }

 private:
  void found() {
    if (cost_ < best_) {
      best_ = cost_;
      sets_.clear();
    }
    std::vector<std::size_t> set;
    for (std::size_t item = 0; item < chosen_.size(); ++item)
      if (chosen_[item]) set.push_back(item);
    sets_.push_back(std::move(set));
    // Of very many equal ones the first in order are kept.
    if (sets_.size() >= 4 * limit_ + 1024) {
      std::sort(sets_.begin(), sets_.end());
      sets_.resize(limit_);
    }
  }

  Needs needs_;
  std::span<const int> costs_;
  std::size_t limit_;
  std::vector<bool> chosen_, barred_;
  int cost_ = 0, best_ = 0;
  std::vector<std::vector<std::size_t>> sets_;
};

}  // namespace

std::optional<std::vector<std::vector<std::size_t>>> smallest_hitting_sets(Needs needs, std::span<const int> costs,
                                                                           std::size_t limit, std::size_t steps) {
  for (const std::vector<std::size_t>& need : needs)
    if (need.empty()) return std::nullopt;
  Search search{needs, costs, limit};
  if (!search.run(steps)) return std::nullopt;
  return search.take();
}

std::pair<std::vector<std::size_t>, int> greedy_hitting_set(Needs needs, std::span<const int> costs) {
  std::vector<bool> hit(needs.size(), false);
  std::vector<bool> chosen(costs.size(), false);
  const std::vector<bool> none(costs.size(), false);
  std::vector<std::size_t> set;
  while (true) {
    std::vector<std::size_t> gain(costs.size(), 0);
    for (std::size_t i = 0; i < needs.size(); ++i)
      if (!hit[i])
        for (const std::size_t item : needs[i]) ++gain[item];
    std::optional<std::size_t> best;
    for (std::size_t item = 0; item < costs.size(); ++item)  // most needs for the cost, then the first
      if (gain[item] != 0 && (!best || gain[item] * static_cast<std::size_t>(costs[*best]) >
                                           gain[*best] * static_cast<std::size_t>(costs[item])))
        best = item;
    if (!best) break;
    chosen[*best] = true;
    set.push_back(*best);
    for (std::size_t i = 0; i < needs.size(); ++i)
      hit[i] = hit[i] || std::find(needs[i].begin(), needs[i].end(), *best) != needs[i].end();
  }
  std::sort(set.begin(), set.end());
  return {std::move(set), bound(needs, costs, none, none).value_or(0)};
}

}  // namespace dutygraph
