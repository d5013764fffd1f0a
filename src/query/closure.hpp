// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <stop_token>
#include <unordered_map>
#include <vector>

#include "query/group.hpp"
#include "query/holders.hpp"

namespace dutygraph::detail {

/// From the vertices that a query reaches to dense slots: open addressing, in cache where a column by
/// vertex would not be.
class SlotMap {
 public:
  SlotMap() : entries_(1024, empty) {}
  /// The slot of \p v; 0 if it has none.
  [[nodiscard]] std::uint32_t find(VertexId v) const noexcept {
    for (std::size_t i = hash(v);; i = (i + 1) & (entries_.size() - 1)) {
      if (entries_[i] == empty) return 0;
      if (static_cast<std::uint32_t>(entries_[i] >> 32) == v.value()) return static_cast<std::uint32_t>(entries_[i]);
    }
  }
  /// \pre \p v has no slot
  void insert(VertexId v, std::uint32_t slot);

 private:
  static constexpr std::uint64_t empty = ~std::uint64_t{0};
  [[nodiscard]] std::size_t hash(VertexId v) const noexcept {
    return (v.value() * 0x9E3779B97F4A7C15U >> 20) & (entries_.size() - 1);
  }
  std::vector<std::uint64_t> entries_;
  std::size_t size_ = 0;
};

/// The lower and upper closures of control, for one group of owners after another.
///
/// prepare() finds, in rounds over all groups at once, what they can reach together at all: a superset of
/// every closure, since possible control grows with the group. It reads those companies' holders, once, in
/// batches that hide the latency of memory, into a small graph of slots. run() then computes the closures
/// of one group on that small graph. Nothing is ever a pass over all entities.
class Closures {
 public:
  Closures(const Graph& graph, const ControlProfile& profile, std::int32_t day, std::stop_token stop);

  /// Reads what \p groups reach. Once, before run().
  void prepare(std::span<const StateGroup> groups);
  /// Computes both closures from the members of \p groups outward. \pre they were prepared
  void run(std::span<const StateGroup> groups);

  static constexpr std::uint32_t none = 0xFFFFFFFFU;

  /// Slots of the companies in which a member has an interest, in the last run().
  [[nodiscard]] const std::vector<std::uint32_t>& touched() const noexcept { return touched_; }
  [[nodiscard]] VertexId vertex(std::uint32_t slot) const noexcept { return nodes_[slot].vertex; }
  /// detail::is_listed() of vertex(\p slot).
  [[nodiscard]] bool is_listed(std::uint32_t slot) const noexcept {
    const Node& node = nodes_[slot];
    if (node.fan.dated) return detail::is_listed(*graph_, node.vertex, holders_.day());
    return node.fan.kind != VertexKind::state && node.fan.kind != VertexKind::agency;
  }
  /// The slot of \p company, reached or not: reads its holders if nobody has.
  std::uint32_t slot_of(VertexId company);
  [[nodiscard]] bool in_lower(VertexId v) const noexcept { return sums_[find(v)].lower == stamp_; }
  [[nodiscard]] bool in_upper(VertexId v) const noexcept { return sums_[find(v)].upper == stamp_; }
  [[nodiscard]] bool is_lower(std::uint32_t slot) const noexcept { return sums_[slot].lower == stamp_; }
  [[nodiscard]] bool is_upper(std::uint32_t slot) const noexcept { return sums_[slot].upper == stamp_; }
  /// The round in which a company joined; none if it did not, or was a member from the start.
  [[nodiscard]] std::uint32_t lower_round(std::uint32_t slot) const noexcept {
    return sums_[slot].lower == stamp_ ? sums_[slot].lower_round : none;
  }
  [[nodiscard]] std::uint32_t upper_round(std::uint32_t slot) const noexcept {
    return sums_[slot].upper == stamp_ ? sums_[slot].upper_round : none;
  }
  /// Whether \p v was a member of the group from the start.
  [[nodiscard]] bool is_organ(VertexId v) const noexcept {
    const std::uint32_t slot = find(v);
    return sums_[slot].upper == stamp_ && sums_[slot].upper_round == none;
  }
  [[nodiscard]] Low lower_total(std::uint32_t slot) const;
  [[nodiscard]] High upper_total(std::uint32_t slot) const;
  /// upper_total(), but no less than what the group has for certain: in dirty data outsiders may leave less.
  [[nodiscard]] High high_total(std::uint32_t slot) const;
  /// Whether the sure total meets the threshold, compared exactly and before any rounding.
  [[nodiscard]] bool lower_meets(std::uint32_t slot, ControlProfile::Compare compare) const;
  /// Whether the largest possible total does.
  [[nodiscard]] bool upper_meets(std::uint32_t slot) const;
  /// Whether the recorded holders have more than everything.
  [[nodiscard]] bool is_inconsistent(std::uint32_t slot) const noexcept { return nodes_[slot].over; }
  [[nodiscard]] std::span<const HolderFact> holders(std::uint32_t slot) const noexcept {
    return std::span{facts_}.subspan(nodes_[slot].first_fact, nodes_[slot].num_facts);
  }
  [[nodiscard]] const Rights& rights(const HolderFact& fact) const noexcept { return rights_[fact.rights]; }
  /// Whether the votes of a holder count for the group: as a member or by a concert agreement.
  [[nodiscard]] bool counts(std::uint32_t slot, const HolderFact& fact, bool upper) const;
  /// Bases by which members control the company alone.
  [[nodiscard]] Bases alone(std::uint32_t slot, bool upper) const;
  /// Whether the seats that members appoint directly are a majority of the board.
  [[nodiscard]] bool board_decides(std::uint32_t slot, bool upper) const;
  /// Whether a member has an indirect claim that meets the threshold.
  [[nodiscard]] bool claimed(std::uint32_t slot) const noexcept {
    return sums_[slot].stamp == stamp_ && sums_[slot].claims;
  }
  /// Takes what a holder has to be from \p low to \p high, from the next run() on. \pre both lie within what was read
  void suppose(std::uint32_t slot, VertexId holder, Low low, High high);
  [[nodiscard]] const Holders& reader() const noexcept { return holders_; }
  /// How many vertices have slots, and how many facts were read: for reserving.
  [[nodiscard]] std::size_t num_slots() const noexcept { return nodes_.size(); }
  [[nodiscard]] std::size_t num_facts() const noexcept { return facts_.size(); }

 private:
  /// A reached vertex: its holders, and what it holds itself.
  struct Node {
    VertexId vertex{};
    Fan fan{};
    std::uint32_t first_fact = 0, num_facts = 0;
    std::uint32_t first_out = 0, num_outs = 0;
    std::uint32_t self = 0;  // index into selves_; 0: holds nothing of itself
    std::uint32_t open_lows = 0;
    Low total_low{};
    bool read = false, expanded = false, over = false, in_concert = false;
  };
  struct Out {
    std::uint32_t slot = 0, fact = 0;
  };
  /// What a group has in one company so far.
  struct Sums {
    std::uint32_t stamp = 0;
    std::uint32_t lower = 0, upper = 0;  // stamp of the run in which it is a member
    std::uint32_t lower_round = none, upper_round = none;
    std::uint32_t lower_touch = 0, upper_touch = 0;  // round of the last change
    std::uint32_t inside_open = 0;
    Low low{};         // of the lower closure's members
    High high{};       // of the upper closure's members
    Low inside_low{};  // lower bounds of the upper closure's members
    Low seats_low{};
    High seats_high{};
    Bases alone_low{}, alone_high{};
    bool has_seats = false, claims = false, claims_board = false;
  };
  struct Agreement {
    VertexId company{};  // null: every company
    std::vector<VertexId> parties;
    Certainty standing = Certainty::certain;
  };

  /// The slot of \p v; 0 if it has none.
  [[nodiscard]] std::uint32_t find(VertexId v) const noexcept {
    const std::uint32_t place = graph_->tables().fan[v.value()].place;
    return place != 0 ? places_[place] : slots_.find(v);
  }
  std::uint32_t node_of(VertexId v);
  std::uint32_t node_at(std::uint32_t place);
  std::uint32_t add_node(VertexId v, const Fan& fan);
  [[nodiscard]] Low scaled_low(std::uint32_t slot, bool up) const;
  [[nodiscard]] High unscaled_high(std::uint32_t slot) const;
  void read(std::uint32_t slot);
  void total(Node& node) const;
  void read_all(const std::vector<std::uint32_t>& slots);
  void expand_all(const std::vector<std::uint32_t>& members, std::vector<std::uint32_t>& reached);
  void reach_by_concert(VertexId party, std::vector<std::uint32_t>& reached);
  [[nodiscard]] bool partner_counts(const Node& node, VertexId holder, bool upper) const;
  void join(std::uint32_t slot, bool lower, bool upper, std::uint32_t round);
  void touch(std::uint32_t slot, bool lower, bool upper, std::uint32_t round);
  void add(std::uint32_t slot, const HolderFact& fact, bool lower, bool upper);
  void recount(std::uint32_t slot);
  [[nodiscard]] bool joins_lower(std::uint32_t slot) const;
  [[nodiscard]] bool joins_upper(std::uint32_t slot) const;

  const Graph* graph_;
  Holders holders_;
  std::stop_token stop_;
  std::vector<Agreement> agreements_;
  std::unordered_map<std::uint32_t, std::vector<std::uint32_t>> agreements_of_;  // by party
  std::unordered_map<std::uint32_t, std::vector<std::uint32_t>> concert_slots_;  // by slot of the party

  std::vector<std::uint32_t> places_;  // slots of the vertices in the region, by place
  SlotMap slots_;                      // of all others
  std::vector<Node> nodes_{1};         // slot 0 is nobody's
  std::vector<Sums> sums_{1};
  std::vector<Out> outs_;
  std::vector<HolderFact> facts_;
  std::vector<Rights> rights_{1};
  std::vector<HolderFact> selves_{1};
  std::uint32_t stamp_ = 0;
  std::vector<std::uint32_t> touched_, changed_lower_, changed_upper_;
};

}  // namespace dutygraph::detail
