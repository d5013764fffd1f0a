// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstdint>
#include <vector>

#include <dutygraph/graph/graph.hpp>
#include <dutygraph/query/control.hpp>
#include <dutygraph/query/profile.hpp>

namespace dutygraph::detail {

/// A lower bound in units of 1e-9 percent; open: more than that.
struct Low {
  std::int64_t units = 0;
  bool open = false;
  friend bool operator==(Low, Low) noexcept = default;
  friend auto operator<=>(Low, Low) noexcept = default;
  Low& operator+=(Low other) noexcept {
    units += other.units;
    open = open || other.open;
    return *this;
  }
};

/// An upper bound in units of 1e-9 percent; not closed: less than that.
struct High {
  std::int64_t units = 0;
  bool closed = true;
  friend bool operator==(High, High) noexcept = default;
  friend auto operator<=>(High, High) noexcept = default;
  High& operator+=(High other) noexcept {
    units += other.units;
    closed = closed && other.closed;
    return *this;
  }
};

inline constexpr std::int64_t full = 100 * Percent::units_per_percent;

/// What one holder has in one company on a day: its votes under a profile, its seats, its rights.
struct HolderFact {
  VertexId holder{};
  std::uint32_t first_edge = 0, last_edge = 0;  ///< its `holds` edges are [first, last)
  Low low{};
  High high{};
  Low seats_low{};
  High seats_high{};
  Bases alone_low{};     ///< accepted bases, board apart, that it holds for certain
  Bases alone_high{};    ///< ... that it holds or may hold
  bool has_seats = false;
  bool claims_board = false;  ///< an indirect claim to more than half of the board
  bool claims = false;        ///< an indirect claim to votes or capital that meets the threshold
  bool contradictory = false; ///< sources exclude each other
};

/// Reads what holders have from the rows of a graph, on one day and under one profile.
///
/// Rows of one holder, basis and class are grouped by their first source: within a source they are
/// lots and add up, across sources they are evidence for one fact and are intersected. A row that
/// may hold or not is tried both ways, so the bounds are those over all that may be the case.
class Holders {
 public:
  Holders(const Graph& graph, const ControlProfile& profile, std::int32_t day);

  /// What the holders of \p company have, by id of holder; the company's own shares are in \p self.
  /// Holders of which no row counts on the day are left out. Appends to \p facts.
  void read(VertexId company, std::vector<HolderFact>& facts, HolderFact& self) const;

  /// Whether an edge counts on the day, and whether for certain and undisputed.
  [[nodiscard]] Certainty standing(std::uint32_t edge) const noexcept;
  /// What rests on a row that counts: added to \p assumptions.
  void note(std::uint32_t edge, Assumptions& assumptions) const;

  [[nodiscard]] const ControlProfile& profile() const noexcept { return *profile_; }
  [[nodiscard]] std::int32_t day() const noexcept { return day_; }
  /// Whether a lower or upper bound meets a threshold.
  [[nodiscard]] static bool meets(Low low, Threshold threshold, ControlProfile::Compare compare) noexcept;
  [[nodiscard]] static bool meets(High high, Threshold threshold, ControlProfile::Compare compare) noexcept;

 private:
  bool read_simple(std::uint32_t edge, HolderFact& fact) const;
  bool read_group(std::uint32_t first, std::uint32_t last, HolderFact& fact) const;
  const Graph* graph_;
  const ControlProfile* profile_;
  std::int32_t day_;
  std::int32_t known_;
};

}  // namespace dutygraph::detail
