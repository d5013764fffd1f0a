// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <stop_token>
#include <unordered_map>
#include <vector>

#include "query/group.hpp"
#include "query/holders.hpp"

namespace dutygraph::detail {

/// The lower and upper closures of control, for one group of owners after another.
///
/// What the holders of a company have does not depend on the State, so it is read once, when the first
/// State reaches the company. Each State then touches only what its holdings reach: sums are kept per
/// reached company and grow as holders join, round by round. Nothing is ever a pass over all entities.
class Closures {
 public:
  Closures(const Graph& graph, const ControlProfile& profile, std::int32_t day, std::stop_token stop);

  /// Computes both closures from the members of \p groups outward.
  void run(std::span<const StateGroup> groups);

  static constexpr std::uint32_t none = 0xFFFFFFFFU;

  /// Companies in which a member has an interest, in order of touch; members of the groups are not among
  /// them unless somebody of the group holds them.
  [[nodiscard]] const std::vector<std::uint32_t>& touched() const noexcept { return touched_; }
  [[nodiscard]] VertexId vertex(std::uint32_t slot) const noexcept { return entities_[slot].vertex; }
  [[nodiscard]] bool in_lower(VertexId v) const noexcept { return lower_[v.value()] == stamp_; }
  [[nodiscard]] bool in_upper(VertexId v) const noexcept { return upper_[v.value()] == stamp_; }
  /// Whether \p v was a member of the group from the start.
  [[nodiscard]] bool counts_as_organ(VertexId v) const noexcept {
    const std::uint32_t slot = slots_[v.value()];
    return in_upper(v) && (slot == 0 || sums_[slot].stamp != stamp_ || sums_[slot].upper_round == none);
  }
  [[nodiscard]] std::uint32_t lower_round(std::uint32_t slot) const noexcept {
    return sums_[slot].stamp == stamp_ ? sums_[slot].lower_round : none;
  }
  [[nodiscard]] std::uint32_t upper_round(std::uint32_t slot) const noexcept {
    return sums_[slot].stamp == stamp_ ? sums_[slot].upper_round : none;
  }
  [[nodiscard]] Low lower_total(std::uint32_t slot) const;
  [[nodiscard]] High upper_total(std::uint32_t slot) const;
  /// Whether the recorded holders have more than everything.
  [[nodiscard]] bool is_inconsistent(std::uint32_t slot) const noexcept { return entities_[slot].over; }
  [[nodiscard]] std::span<const HolderFact> holders(std::uint32_t slot) const noexcept {
    return std::span{facts_}.subspan(entities_[slot].first, entities_[slot].count);
  }
  /// What the company holds of itself.
  [[nodiscard]] const HolderFact& self(std::uint32_t slot) const noexcept {
    const std::optional<std::uint32_t>& own = entities_[slot].self_fact;
    return own ? self_[*own] : nothing_;
  }
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
  /// The slot of \p company, reached or not: reads its holders if nobody has.
  std::uint32_t slot_of(VertexId company);
  [[nodiscard]] const Holders& reader() const noexcept { return holders_; }

 private:
  struct Entity {
    VertexId vertex{};
    std::uint32_t first = 0, count = 0;
    Low total_low{};
    std::uint32_t open_lows = 0;
    std::optional<std::uint32_t> self_fact{};
    bool over = false;
    bool in_concert = false;
  };
  /// What a group has in one company so far.
  struct Sums {
    std::uint32_t stamp = 0;
    std::uint32_t lower_round = none, upper_round = none;
    std::uint32_t lower_touch = 0, upper_touch = 0;  // round of the last change
    Low low{};               // of the lower closure's members
    High high{};             // of the upper closure's members
    Low inside_low{};        // lower bounds of the upper closure's members
    std::uint32_t inside_open = 0;
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

  [[nodiscard]] bool partner_counts(const Entity& entity, VertexId holder, bool upper) const;
  void join(VertexId member, bool lower, std::uint32_t round);
  void touch(std::uint32_t slot, bool lower, std::uint32_t round);
  void add(std::uint32_t slot, const HolderFact& fact, bool lower);
  void recount(std::uint32_t slot);
  [[nodiscard]] bool joins_lower(std::uint32_t slot) const;
  [[nodiscard]] bool joins_upper(std::uint32_t slot) const;
  [[nodiscard]] Low rescale(Low low, const HolderFact& self) const;

  const Graph* graph_;
  Holders holders_;
  std::stop_token stop_;
  std::vector<Agreement> agreements_;
  std::unordered_map<std::uint32_t, std::vector<std::uint32_t>> agreements_of_;  // by party

  std::unique_ptr<std::uint32_t[], void (*)(void*)> slots_, lower_, upper_;  // by vertex; zero pages until touched
  std::vector<Entity> entities_;
  std::vector<HolderFact> facts_;
  std::vector<HolderFact> self_;
  std::vector<Sums> sums_;
  std::uint32_t stamp_ = 0;
  std::vector<std::uint32_t> touched_;
  std::vector<std::uint32_t> changed_lower_, changed_upper_;
  HolderFact nothing_{};
};

}  // namespace dutygraph::detail
