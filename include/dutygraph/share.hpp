// SPDX-License-Identifier: BSL-1.0
#pragma once

/// \file
/// Shares of a company in percent: intervals in fixed point.

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include <dutygraph/config.hpp>

namespace dutygraph {

/// A number of percent in units of 1e-9 percent, so that 50 % and 50 % plus one share differ.
class DUTYGRAPH_EXPORT Percent {
 public:
  static constexpr std::int64_t units_per_percent = 1'000'000'000;

  /// What Percent::parse made of a text.
  struct Parsed;

  constexpr Percent() noexcept = default;
  /// \p units of 1e-9 percent.
  [[nodiscard]] static constexpr Percent of_units(std::int64_t units) noexcept { return Percent{units}; }
  /// A whole number of percent.
  constexpr Percent(int percent) noexcept  // NOLINT(google-explicit-constructor)
      : units_{percent * units_per_percent} {}
  /// Reads a JSON number or decimal string, exactly: no `double` in between.
  /// \return nothing if \p text is no finite decimal number or lies beyond ±10^9 percent.
  [[nodiscard]] static std::optional<Parsed> parse(std::string_view text) noexcept;

  [[nodiscard]] constexpr std::int64_t units() const noexcept { return units_; }
  /// The shortest decimal that reads back as this number: "33.333333333", "50".
  [[nodiscard]] std::string to_string() const;
  friend constexpr bool operator==(Percent, Percent) noexcept = default;
  friend constexpr auto operator<=>(Percent, Percent) noexcept = default;

 private:
  constexpr explicit Percent(std::int64_t units) noexcept : units_{units} {}
  std::int64_t units_ = 0;
};

struct Percent::Parsed {
  Percent value;
  bool rounded = false;  ///< the text was finer than 1e-9 percent and was rounded to the nearest
};

/// How much of something a holder holds: an exact number, a range with open or closed ends, or
/// unknown. Always within 0 to 100 percent.
class DUTYGRAPH_EXPORT Share {
 public:
  /// Unknown: anything from 0 to 100.
  constexpr Share() noexcept = default;
  [[nodiscard]] static constexpr Share unknown() noexcept { return {}; }
  /// \throws InvalidValue if \p value is not within 0 to 100.
  [[nodiscard]] static Share exactly(Percent value);
  /// The range from \p low to \p high; `*_open` excludes that end.
  /// \throws InvalidValue if it is empty or not within 0 to 100.
  [[nodiscard]] static Share between(Percent low, Percent high, bool low_open = false, bool high_open = false);

  [[nodiscard]] constexpr Percent low() const noexcept { return Percent::of_units(low_ >> 1); }
  [[nodiscard]] constexpr Percent high() const noexcept { return Percent::of_units(high_ >> 2); }
  [[nodiscard]] constexpr bool low_open() const noexcept { return (low_ & 1) != 0; }
  [[nodiscard]] constexpr bool high_open() const noexcept { return (high_ & 1) != 0; }
  [[nodiscard]] constexpr bool is_unknown() const noexcept { return (high_ & 2) != 0; }
  [[nodiscard]] constexpr bool is_exact() const noexcept { return low_ >> 1 == high_ >> 2; }
  /// "51 %", "more than 50 up to 75 %", "25 to 50 %", "unknown".
  [[nodiscard]] std::string to_string() const;

  friend constexpr bool operator==(Share, Share) noexcept = default;
  friend constexpr auto operator<=>(Share, Share) noexcept = default;

 private:
  std::int64_t low_ = 0;                                          // units * 2 + open
  std::int64_t high_ = 100 * Percent::units_per_percent * 4 + 2;  // units * 4 + unknown * 2 + open
};

}  // namespace dutygraph
