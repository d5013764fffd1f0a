// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstdint>
#include <vector>

#include <dutygraph/graph/graph.hpp>
#include <dutygraph/query/control.hpp>
#include <dutygraph/query/profile.hpp>

namespace dutygraph::detail {

/// A lower bound in units of 1e-9 percent; open: more than that. Eight bytes, ordered by value, closed first.
class Low {
 public:
  constexpr Low() noexcept = default;
  constexpr Low(std::int64_t units, bool open) noexcept : raw_{units * 2 + (open ? 1 : 0)} {}
  [[nodiscard]] constexpr std::int64_t units() const noexcept { return raw_ >> 1; }
  [[nodiscard]] constexpr bool open() const noexcept { return (raw_ & 1) != 0; }
  constexpr Low& operator+=(Low other) noexcept {
    *this = {units() + other.units(), open() || other.open()};
    return *this;
  }
  friend constexpr bool operator==(Low, Low) noexcept = default;
  friend constexpr auto operator<=>(Low, Low) noexcept = default;

 private:
  std::int64_t raw_ = 0;
};

/// An upper bound in units of 1e-9 percent; not closed: less than that. Ordered by value, closed last.
class High {
 public:
  constexpr High() noexcept = default;
  constexpr High(std::int64_t units, bool closed) noexcept : raw_{units * 2 + (closed ? 1 : 0)} {}
  [[nodiscard]] constexpr std::int64_t units() const noexcept { return raw_ >> 1; }
  [[nodiscard]] constexpr bool closed() const noexcept { return (raw_ & 1) != 0; }
  constexpr High& operator+=(High other) noexcept {
    *this = {units() + other.units(), closed() && other.closed()};
    return *this;
  }
  friend constexpr bool operator==(High, High) noexcept = default;
  friend constexpr auto operator<=>(High, High) noexcept = default;

 private:
  std::int64_t raw_ = 1;
};

inline constexpr std::int64_t full = 100 * Percent::units_per_percent;

/// What few holders have beside votes.
struct Rights {
  Low seats_low{};
  High seats_high{};
  Bases alone_low{};   ///< accepted bases, board apart, that it holds for certain
  Bases alone_high{};  ///< ... that it holds or may hold
  bool has_seats = false;
  bool claims_board = false;   ///< an indirect claim to more than half of the board
  bool claims = false;         ///< an indirect claim to votes or capital that meets the threshold
  bool contradictory = false;  ///< sources exclude each other
};

/// What one holder has in one company on a day: its votes under a profile, and its rights.
struct HolderFact {
  VertexId holder{};
  std::uint32_t first_edge = 0, last_edge = 0;  ///< its `holds` edges are [first, last)
  std::uint32_t rights : 30 = 0;                ///< index into the rights read with it; 0: none
  /// One direct, undisputed row in force for certain that takes nothing for granted: of capital, of votes.
  enum Plain : std::uint32_t { not_plain, plain_capital, plain_votes };
  std::uint32_t plain : 2 = not_plain;
  std::uint32_t lower = 0, upper = 0;  ///< stamps of Closures: the holder is a member in this run
  Low low{};
  High high{};
};

/// Reads what holders have from the rows of a graph, on one day and under one profile.
///
/// Rows of one holder, basis and class are grouped by their first source: within a source they are
/// lots and add up, across sources they are evidence for one fact and are intersected. A row that
/// may hold or not is tried both ways, so the bounds are those over all that may be the case.
class Holders {
 public:
  /// Which of votes and capital is read where a holder has both.
  enum class First : std::uint8_t {
    as_measured,  ///< as the profile says: votes, with capital in their stead, or capital alone
    capital,      ///< capital, with votes in its stead, whatever the profile says
  };
  Holders(const Graph& graph, const ControlProfile& profile, std::int32_t day, First first = First::as_measured);

  /// What the holders of \p company have, by id of holder; the company's own shares are in \p self.
  /// Holders of which no row counts on the day are left out. Appends to \p facts, and to \p rights, whose
  /// first element stands for none. \p fan is the company's.
  void read(VertexId company, const Fan& fan, std::vector<HolderFact>& facts, std::vector<Rights>& rights,
            HolderFact& self) const;

  /// Whether an edge counts on the day, and whether for certain and undisputed.
  [[nodiscard]] Certainty standing(std::uint32_t edge) const noexcept;
  /// What rests on a row that counts: added to \p assumptions.
  void note(std::uint32_t edge, Assumptions& assumptions) const;

  /// The same for a record that was observed on some days only.
  void note(const std::vector<Date>& observed, Assumptions& assumptions) const;

  [[nodiscard]] const ControlProfile& profile() const noexcept { return *profile_; }
  [[nodiscard]] std::int32_t day() const noexcept { return day_; }
  /// Whether a lower or upper bound meets a threshold, exactly; \p own units that the company holds of itself
  /// are taken out of the whole first.
  [[nodiscard]] static bool meets(Low low, Threshold threshold, ControlProfile::Compare compare,
                                  std::int64_t own = 0) noexcept;
  [[nodiscard]] static bool meets(High high, Threshold threshold, ControlProfile::Compare compare,
                                  std::int64_t own = 0) noexcept;

 private:
  bool read_plain(HolderFact& fact) const;
  bool read_group(HolderFact& fact, std::vector<Rights>& rights) const;
  const Graph* graph_;
  const ControlProfile* profile_;
  std::int32_t day_;
  First first_;
  std::int32_t known_;
};

}  // namespace dutygraph::detail
