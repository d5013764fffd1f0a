// SPDX-License-Identifier: BSL-1.0
#pragma once

/// \file
/// Exact decimal numbers as documents write them: amounts of money, confidences, thresholds.

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include <dutygraph/config.hpp>

namespace dutygraph {

/// `significand * 10^exponent`, kept exactly and in lowest terms (no trailing zeros).
class DUTYGRAPH_EXPORT Decimal {
 public:
  constexpr Decimal() noexcept = default;
  constexpr Decimal(std::int64_t whole) noexcept  // NOLINT(google-explicit-constructor)
      : Decimal{whole, 0} {}
  constexpr Decimal(std::int64_t significand, int exponent) noexcept
      : significand_{significand}, exponent_{static_cast<std::int16_t>(exponent)} {
    if (significand_ == 0) exponent_ = 0;
    while (significand_ != 0 && significand_ % 10 == 0) {
      significand_ /= 10;
      ++exponent_;
    }
  }
  /// Reads a JSON number of at most 18 significant digits and an exponent within -30 to 30, whose last digit
  /// that is not 0 stands for 1e-40 to 1e30.
  /// \return nothing for anything else, NaN and infinity included.
  [[nodiscard]] static std::optional<Decimal> parse(std::string_view text) noexcept;
  [[nodiscard]] constexpr std::int64_t significand() const noexcept { return significand_; }
  [[nodiscard]] constexpr int exponent() const noexcept { return exponent_; }
  [[nodiscard]] double to_double() const noexcept;
  /// Plain decimal notation without exponent: "1330000000", "0.6".
  [[nodiscard]] std::string to_string() const;
  friend constexpr bool operator==(Decimal, Decimal) noexcept = default;
  /// Order by value.
  DUTYGRAPH_EXPORT friend std::strong_ordering operator<=>(Decimal, Decimal) noexcept;

 private:
  std::int64_t significand_ = 0;
  std::int16_t exponent_ = 0;
};

}  // namespace dutygraph
