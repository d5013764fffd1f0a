// SPDX-License-Identifier: BSL-1.0
#pragma once

/// \file
/// Half-open spans of time, and what can be said about a day inside them.

#include <cstdint>
#include <optional>
#include <string>

#include <dutygraph/config.hpp>
#include <dutygraph/date.hpp>

namespace dutygraph {

/// Whether something holds: for certain, perhaps, or not.
enum class Certainty : std::uint8_t { no, possible, certain };

/// The half-open span [from, to) in which a fact holds.
///
/// An absent `from` means "since ever", an absent `to` "in force, no end known". A bound that is
/// known to the month or year only makes the span certain in its sure part and possible in the
/// unsure part; an unknown bound makes it possible everywhere on that side.
class DUTYGRAPH_EXPORT Interval {
 public:
  /// Always.
  constexpr Interval() noexcept = default;
  constexpr Interval(std::optional<Date> from, std::optional<Date> to) noexcept
      : from_{from ? from->raw() : none}, to_{to ? to->raw() : none} {}
  [[nodiscard]] static constexpr Interval since(Date from) noexcept { return {from, std::nullopt}; }
  [[nodiscard]] static constexpr Interval until(Date to) noexcept { return {std::nullopt, to}; }

  [[nodiscard]] constexpr std::optional<Date> from() const noexcept {
    return from_ == none ? std::nullopt : std::optional{Date::from_raw(from_)};
  }
  [[nodiscard]] constexpr std::optional<Date> to() const noexcept {
    return to_ == none ? std::nullopt : std::optional{Date::from_raw(to_)};
  }
  /// Whether both bounds are absent.
  [[nodiscard]] constexpr bool is_always() const noexcept { return from_ == none && to_ == none; }
  /// Whether each bound is absent or known to the day.
  [[nodiscard]] constexpr bool is_exact() const noexcept {
    return (from_ == none || (from_ & 3) == 0) && (to_ == none || (to_ & 3) == 0);
  }
  /// Whether the fact holds on \p day (in days since 1970-01-01).
  [[nodiscard]] Certainty on(std::int32_t day) const noexcept {
    if (is_exact()) {
      const bool begun = from_ == none || (from_ >> 2) <= day;
      const bool open = to_ == none || (to_ >> 2) > day;
      return begun && open ? Certainty::certain : Certainty::no;
    }
    return on_coarse(day);
  }
  /// Whether `from` lies after `to` or on it whatever days they stand for.
  [[nodiscard]] bool is_empty() const noexcept;
  /// "2019-06-01 to 2020", "since 2019", "until 2020", "always".
  [[nodiscard]] std::string to_string() const;

  friend constexpr bool operator==(Interval, Interval) noexcept = default;
  friend constexpr auto operator<=>(Interval, Interval) noexcept = default;

 private:
  [[nodiscard]] Certainty on_coarse(std::int32_t day) const noexcept;
  static constexpr std::int32_t none = INT32_MIN;
  std::int32_t from_ = none;
  std::int32_t to_ = none;
};

}  // namespace dutygraph
