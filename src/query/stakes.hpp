// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <stop_token>
#include <vector>

#include "query/holders.hpp"

namespace dutygraph::detail {

/// A stake in units of 1e-25 of a whole company: fine enough for products of shares to be exact in short chains.
__extension__ using Stake = __int128;

inline constexpr Stake stake_per_unit = Stake{100'000'000'000'000};         // of 1e-9 percent
inline constexpr Stake whole_stake = stake_per_unit * Stake{detail::full};  // 100 percent
inline constexpr Stake most_stake = whole_stake * 10;  // only data that contradict themselves lead beyond

/// One holder's part of a company, in units of 1e-9 percent.
struct StakeLink {
  std::uint32_t holder = 0;
  std::int64_t low = 0, high = 0;
};

/// Companies and what they hold of each other: solves for the look-through stakes of one group of owners after another.
///
/// Stakes are least solutions of `x = d + A^T x`. The lower ends use the low end of every share. The upper ends use, in
/// each company on its own, those shares within their ranges and within 100 percent together that make the stake
/// largest: the least fixed point of a monotone operator. Nodes are numbered from 0 by the caller.
class StakeSystem {
 public:
  /// Adds a node, with its links still to come. \p elsewhere: what holders that are no nodes have for certain.
  std::uint32_t add_node();
  /// \pre every holder is a node by the time of finish()
  void set_links(std::uint32_t node, std::vector<StakeLink> links, std::int64_t elsewhere);
  /// Finds the rings and an order from owners down. Once, after all nodes and links.
  void finish();

  /// What one group of owners has, at the lower or at the upper end.
  enum class Bound : std::uint8_t { low, high };
  struct Owners {
    std::span<const std::uint32_t> sure;      ///< for the lower end
    std::span<const std::uint32_t> possible;  ///< for the upper end: includes the sure ones
  };
  /// Computes both ends for every node that owners reach. \throws Cancelled
  void solve(Owners owners, bool reentry, const std::stop_token& stop);

  /// Nodes that owners reach by links that may be above zero, in the last solve().
  [[nodiscard]] const std::vector<std::uint32_t>& touched() const noexcept { return touched_; }
  /// The stake in a node through all its holders; of an owner too.
  [[nodiscard]] Stake low(std::uint32_t node) const;
  [[nodiscard]] Stake high(std::uint32_t node) const;
  /// The part that owners hold themselves.
  [[nodiscard]] std::int64_t direct_low(std::uint32_t node) const;
  [[nodiscard]] std::int64_t direct_high(std::uint32_t node) const;
  /// Whether \p holder carries any stake of the owners, at the upper end.
  [[nodiscard]] bool carries(std::uint32_t holder) const;
  /// Whether a node's shares are held in a ring that leaves nothing to others, or the last solve() found no stake.
  [[nodiscard]] bool is_closed(std::uint32_t node) const;
  /// Whether recorded holders have more than everything.
  [[nodiscard]] bool is_over(std::uint32_t node) const noexcept { return nodes_[node].over; }
  [[nodiscard]] std::size_t size() const noexcept { return nodes_.size(); }

 private:
  struct Node {
    std::uint32_t first = 0, count = 0;  // links
    std::uint32_t ring = 0;              // number of its strongly connected component, owners first
    std::int64_t low_sum = 0;            // of everybody, the company itself included
    bool over = false;
    bool in_ring = false;  // its component has more than one node, or it holds itself
    bool closed = false;   // the component's shares close, whoever asks
  };
  /// Of the current owners.
  struct State {
    std::uint32_t stamp = 0;
    bool sure = false, possible = false, unsolved = false;
    Stake low = 0, high = 0;  // of an owner: only what other companies hold of it
  };
  struct Ring;

  [[nodiscard]] std::span<const StakeLink> links(std::uint32_t node) const noexcept {
    return std::span{links_}.subspan(nodes_[node].first, nodes_[node].count);
  }
  [[nodiscard]] bool is_owner(std::uint32_t node, Bound bound) const noexcept {
    const State& s = states_[node];
    return s.stamp == stamp_ && (bound == Bound::low ? s.sure : s.possible);
  }
  /// What one share of \p holder is worth to the owners.
  [[nodiscard]] Stake worth(std::uint32_t holder, Bound bound) const noexcept;
  /// \param inside  of an owner: whether what other owners hold of it counts
  [[nodiscard]] Stake evaluate(std::uint32_t node, Bound bound, bool up, bool inside) const;
  /// Gives up on a stake beyond all sense.
  static void limit(State& state) noexcept;
  void solve_ring(std::span<const std::uint32_t> members, const std::stop_token& stop);
  [[nodiscard]] bool solve_low(Ring& ring);
  [[nodiscard]] bool solve_high(Ring& ring, const std::stop_token& stop);
  /// The shares that make the stake in \p node largest, as (link, units).
  template <class Use>
  void allocate(std::uint32_t node, bool inside, Stake bonus, Use&& use) const;
  void find_closed();

  std::vector<Node> nodes_;
  std::vector<std::vector<StakeLink>> given_;
  std::vector<StakeLink> links_;
  std::vector<std::uint32_t> out_first_, outs_;  // holder to company
  std::vector<std::uint32_t> members_, ring_first_;
  std::vector<State> states_;
  std::uint32_t stamp_ = 0;
  bool reentry_ = false;
  std::vector<std::uint32_t> touched_;
};

}  // namespace dutygraph::detail
