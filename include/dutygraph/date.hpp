// SPDX-License-Identifier: BSL-1.0
#pragma once

/// \file
/// Civil dates with the precision their source gave.

#include <compare>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include <dutygraph/config.hpp>

namespace dutygraph {

/// How exactly a source dates a fact.
enum class Precision : std::uint8_t { day, month, year, unknown };

/// A civil day of the years 1 to 9999, known to the day, the month, the year or not at all.
///
/// A coarse date is *any* day of its month or year, never the first one: `Date{2019, 6}` lies
/// between 1 and 30 June 2019. The unknown date lies anywhere. Dates order by their first possible
/// day, then by precision.
class DUTYGRAPH_EXPORT Date {
 public:
  /// The unknown date.
  constexpr Date() noexcept = default;
  /// Some day of a year, of a month, or one day.
  /// \throws InvalidValue if there is no such date.
  Date(int year);  // NOLINT(google-explicit-constructor): as_of({2015}) reads
  Date(int year, int month);
  Date(int year, int month, int day);

  /// Reads "2021", "2021-06", "2021-06-18" or "unknown"; nothing else.
  /// \return nothing if \p text is none of these or names no date of the calendar.
  [[nodiscard]] static std::optional<Date> parse(std::string_view text) noexcept;
  /// The day \p days after 1970-01-01. \pre the year is in 1 to 9999.
  [[nodiscard]] static constexpr Date from_days(std::int32_t days) noexcept { return Date{days * 4, nullptr}; }
  /// The inverse of raw(), for tables.
  [[nodiscard]] static constexpr Date from_raw(std::int32_t raw) noexcept { return Date{raw, nullptr}; }

  /// Whether \p raw is the raw() of some date.
  [[nodiscard]] static bool is_raw(std::int32_t raw) noexcept;

  [[nodiscard]] constexpr Precision precision() const noexcept { return static_cast<Precision>(raw_ & 3); }
  [[nodiscard]] constexpr bool is_day() const noexcept { return (raw_ & 3) == 0; }
  [[nodiscard]] constexpr bool is_unknown() const noexcept { return (raw_ & 3) == 3; }
  /// The first day it may be, in days since 1970-01-01; the least day of all for the unknown date.
  [[nodiscard]] std::int32_t first() const noexcept;
  /// The last day it may be, in days since 1970-01-01; the greatest day of all for the unknown date.
  [[nodiscard]] std::int32_t last() const noexcept;
  [[nodiscard]] constexpr std::int32_t raw() const noexcept { return raw_; }
  /// "2021", "2021-06", "2021-06-18" or "unknown".
  [[nodiscard]] std::string to_string() const;

  friend constexpr bool operator==(Date, Date) noexcept = default;
  friend constexpr auto operator<=>(Date, Date) noexcept = default;

 private:
  constexpr Date(std::int32_t raw, std::nullptr_t) noexcept : raw_{raw} {}
  std::int32_t raw_ = 3;  // first day * 4 + precision
};

}  // namespace dutygraph
