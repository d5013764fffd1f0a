// SPDX-License-Identifier: BSL-1.0
#include <algorithm>
#include <set>

#include "query/coherence/norms.hpp"

namespace dutygraph::detail {
namespace {

constexpr std::size_t most_compared = 4096;  // distinct values whose pairs are compared once and kept

}  // namespace

// --- reach
// ------------------------------------------------------------------------------------------------------------

ReachTable::Id ReachTable::add(std::vector<ReachEntry> entries) {
  std::sort(entries.begin(), entries.end());
  entries.erase(std::unique(entries.begin(), entries.end()), entries.end());
  const auto [at, added] = index_.try_emplace(entries, static_cast<Id>(lists_.size()));
  if (added) lists_.push_back(std::move(entries));
  return at->second;
}

Meet ReachTable::compare(Id a, Id b) const noexcept {
  Meet best = Meet::none;
  for (const ReachEntry& x : lists_[a])
    for (const ReachEntry& y : lists_[b]) {
      const bool apart = x.basis != y.basis || x.basis.empty();
      best = std::max(best, apart ? Meet::definite : territories_.meet(x.territory, y.territory));
    }
  return best;
}

void ReachTable::close() {
  if (lists_.size() > most_compared) return;
  std::vector<std::uint8_t> matrix(lists_.size() * lists_.size());
  for (Id a = 0; a < lists_.size(); ++a)
    for (Id b = 0; b < lists_.size(); ++b)
      matrix[std::size_t{a} * lists_.size() + b] = static_cast<std::uint8_t>(compare(a, b));
  matrix_ = std::move(matrix);
}

std::string_view ReachTable::place(Id a, Id b) const {
  const auto name = [&](std::optional<std::uint32_t> atom) {
    return atom ? territories_.dimension().atoms()[*atom].id : std::string_view{};
  };
  for (const ReachEntry& x : lists_[a])
    for (const ReachEntry& y : lists_[b]) {
      if (!x.basis.empty() && x.basis == y.basis) {
        if (const auto atom = territories_.witness(x.territory, y.territory)) return name(atom);
        continue;
      }
      const ReachEntry& shown = x.basis == "territorial" ? x : y.basis == "territorial" ? y : x.basis.empty() ? y : x;
      return shown.basis.empty() ? std::string_view{} : name(territories_.witness(shown.territory, shown.territory));
    }
  return {};
}

// --- conditions
// -------------------------------------------------------------------------------------------------------

ConditionTable::ConditionTable(const Settings& settings) {
  std::uint32_t group = 0;
  for (const std::vector<std::string>& names : settings.exclusive_flags) {
    for (const std::string& name : names) {
      const std::uint32_t f = flag(name);
      if (groups_[f].empty() || groups_[f].back() != group) groups_[f].push_back(group);
    }
    ++group;
  }
  add({});
}

std::uint32_t ConditionTable::flag(std::string_view name) {
  const auto [at, added] = flags_.try_emplace(std::string{name}, static_cast<std::uint32_t>(groups_.size()));
  if (added) groups_.emplace_back();
  return at->second;
}

ConditionTable::Id ConditionTable::add(const std::vector<std::string>& conditions) {
  std::vector<std::uint32_t> set;
  for (std::string_view condition : conditions) {
    const bool negated = !condition.empty() && condition.front() == '!';
    if (negated) condition.remove_prefix(1);
    set.push_back(flag(condition) * 2 + (negated ? 1 : 0));
  }
  std::sort(set.begin(), set.end());
  set.erase(std::unique(set.begin(), set.end()), set.end());
  const auto [at, added] = index_.try_emplace(set, static_cast<Id>(sets_.size()));
  if (added) sets_.push_back(std::move(set));
  return at->second;
}

bool ConditionTable::is_consistent(const std::vector<std::uint32_t>& literals) const noexcept {
  for (std::size_t i = 0; i + 1 < literals.size(); ++i)
    if (literals[i] / 2 == literals[i + 1] / 2 && literals[i] != literals[i + 1]) return false;
  for (std::size_t i = 0; i < literals.size(); ++i)
    for (std::size_t k = i + 1; k < literals.size(); ++k) {
      if (literals[i] == literals[k] || literals[i] % 2 != 0 || literals[k] % 2 != 0) continue;
      for (const std::uint32_t group : groups_[literals[i] / 2])
        if (std::find(groups_[literals[k] / 2].begin(), groups_[literals[k] / 2].end(), group) !=
            groups_[literals[k] / 2].end())
          return false;
    }
  return true;
}

bool ConditionTable::consistent(Id a, Id b) const {
  std::vector<std::uint32_t> both = sets_[a];
  both.insert(both.end(), sets_[b].begin(), sets_[b].end());
  std::sort(both.begin(), both.end());
  return is_consistent(both);
}

void ConditionTable::close() {
  if (sets_.size() > most_compared) return;
  std::vector<std::uint8_t> matrix(sets_.size() * sets_.size());
  for (Id a = 0; a < sets_.size(); ++a)
    for (Id b = a; b < sets_.size(); ++b)
      matrix[std::size_t{a} * sets_.size() + b] = matrix[std::size_t{b} * sets_.size() + a] = consistent(a, b) ? 1 : 0;
  matrix_ = std::move(matrix);
}

bool ConditionTable::includes(Id a, Id b) const noexcept {
  return std::includes(sets_[a].begin(), sets_[a].end(), sets_[b].begin(), sets_[b].end());
}

// --- ranks
// ------------------------------------------------------------------------------------------------------------

RankTable::RankTable(const Settings& settings) {
  for (const std::vector<std::string>& edge : settings.order_edges)
    if (edge.size() == 2) edges_.emplace_back(node(edge[0]), node(edge[1]));
}

std::uint32_t RankTable::node(const std::string& name) {
  const auto [at, added] = index_.try_emplace(name, static_cast<std::uint32_t>(nodes_.size()));
  if (added) nodes_.push_back(name);
  return at->second;
}

RankTable::Id RankTable::add(const std::vector<std::string>& standing) {
  std::vector<std::uint32_t> set;
  for (const std::string& name : standing) set.push_back(node(name));
  std::sort(set.begin(), set.end());
  const auto [at, added] = set_index_.try_emplace(set, static_cast<Id>(sets_.size()));
  if (added) sets_.push_back(std::move(set));
  return at->second;
}

void RankTable::close() {
  // Inside an order, ranks follow each other by level; declared edges join orders.
  struct Place {
    std::string_view order;
    int level = -1;
  };
  std::vector<Place> places;
  std::map<std::string_view, std::vector<std::uint32_t>> by_order;
  for (std::uint32_t i = 0; i < nodes_.size(); ++i) {
    const std::string_view name = nodes_[i];
    const std::size_t colon = name.rfind(':');
    const bool split = colon != std::string_view::npos;
    places.push_back({split ? name.substr(0, colon) : name, split ? level_of(name.substr(colon + 1)) : -1});
    if (places.back().level >= 0) by_order[places.back().order].push_back(i);
  }
  std::vector<std::vector<std::pair<std::uint32_t, bool>>> down(nodes_.size());  // to, strictly
  for (const auto& [high, low] : edges_) down[high].emplace_back(low, true);
  for (const auto& [order, members] : by_order)
    for (const std::uint32_t a : members)
      for (const std::uint32_t b : members)
        if (a != b && places[a].level >= places[b].level) down[a].emplace_back(b, places[a].level > places[b].level);
  std::vector<std::vector<std::uint8_t>> below(nodes_.size());
  for (std::uint32_t start = 0; start < nodes_.size(); ++start) {
    std::vector<std::uint8_t> seen(nodes_.size() * 2, 0);
    std::vector<std::uint32_t> todo{start * 2};
    while (!todo.empty()) {
      const std::uint32_t at = todo.back();
      todo.pop_back();
      if (std::exchange(seen[at], std::uint8_t{1}) != 0) continue;
      for (const auto& [to, strict] : down[at / 2]) todo.push_back(to * 2 + (strict || at % 2 != 0 ? 1 : 0));
    }
    below[start].resize(nodes_.size());
    for (std::uint32_t i = 0; i < nodes_.size(); ++i) below[start][i] = seen[i * 2 + 1];
  }
  matrix_.assign(sets_.size() * sets_.size(), 0);
  for (std::size_t a = 0; a < sets_.size(); ++a)
    for (std::size_t b = 0; b < sets_.size(); ++b)
      for (const std::uint32_t x : sets_[a])
        for (const std::uint32_t y : sets_[b])
          if (below[x][y] != 0) matrix_[a * sets_.size() + b] = 1;
}

}  // namespace dutygraph::detail
