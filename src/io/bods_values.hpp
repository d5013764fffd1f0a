// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include <dutygraph/date.hpp>
#include <dutygraph/share.hpp>

namespace dutygraph::io::detail {

/// How a date was written.
enum class DateForm : std::uint8_t {
  whole,       ///< a year, month or day with hyphens
  cut,         ///< with a time of day, which is left out
  converted,   ///< a week, an ordinal day, or without hyphens
  unreadable,  ///< none of these; the date is unknown
};

struct ReadDate {
  Date date{};
  DateForm form = DateForm::unreadable;
};

/// Reads any ISO 8601 date that BODS 0.1 to 0.4 allow. A week without a day becomes the month, or else the year,
/// that it lies in.
[[nodiscard]] ReadDate read_iso_date(std::string_view text) noexcept;

/// Reads a percentage that came as a string: with blanks around it or a percent sign behind it.
[[nodiscard]] std::optional<Percent::Parsed> read_percent_text(std::string_view text) noexcept;

/// The ISO 3166-1 code in a code of ISO 3166-1 or -2: "GB" of "GB-SCT".
/// \return nothing if \p code is no such code; lower case is none.
[[nodiscard]] std::optional<std::string_view> country_of(std::string_view code) noexcept;

/// The parts of a share as a statement gives them; what is absent was not given.
struct ShareParts {
  std::optional<Percent> exact{}, minimum{}, maximum{};
  std::optional<Percent> above{}, below{};                  ///< `exclusiveMinimum`, `exclusiveMaximum` as numbers (0.4)
  bool minimum_excluded = false, maximum_excluded = false;  ///< as booleans (0.1 to 0.3)

  [[nodiscard]] bool empty() const noexcept { return !exact && !minimum && !maximum && !above && !below; }
};

/// What became of the parts of a share.
struct ReadShare {
  enum class Problem : std::uint8_t {
    none,
    exact_and_range,     ///< both were given and agree: the exact value counts
    exact_beside_range,  ///< both were given and differ: the hull of both counts
    two_bounds,          ///< one end was given both inclusive and exclusive: the narrower counts
    out_of_range,        ///< beyond 0 to 100 percent: no share
    empty_range,         ///< the minimum is above the maximum, or excluded where they meet: no share
  };
  Share share{};
  Problem problem = Problem::none;
};

/// Puts the parts of a share together. \pre not all are absent
[[nodiscard]] ReadShare read_share(const ShareParts& parts);

}  // namespace dutygraph::io::detail
