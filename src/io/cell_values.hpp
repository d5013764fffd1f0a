// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "io/field_kinds.hpp"

namespace dutygraph::io::detail {

/// How the cells of a table write what they hold.
struct CellFormats {
  std::string decimal = ".";         ///< stands before the fraction
  std::string group{};               ///< stands between groups of three digits; empty: nothing may; " ": any space
  std::vector<std::string> dates{};  ///< such as "DD.MM.YYYY"; none: as native documents write them
  bool fraction = false;             ///< shares are parts of 1, not of 100
};

/// What is wrong with a cell: a rule, and what was expected.
struct CellProblem {
  std::string_view rule;
  std::string hint;
};

/// What a cell says, as JSON for a field of that kind; of lists, one item. Texts stay as they are.
/// \pre \p cell is not empty and has no spaces around it
/// \throws CellProblem
[[nodiscard]] std::string cell_value(std::string_view cell, FieldKind kind, const CellFormats& formats);

/// Whether that can be a format of dates: YYYY, and with it MM or M, and with that DD or D, each at most once. A `*` at
/// the end stands for anything.
[[nodiscard]] bool is_date_format(std::string_view format);

/// Reads a date that is written in that format: "2024-03-01" or, without day, "2024-03". Whether there is such a day is
/// not looked at.
[[nodiscard]] std::optional<std::string> read_formatted_date(std::string_view cell, std::string_view format);

/// \p text without spaces at its ends, those of the width of a digit included.
[[nodiscard]] std::string_view trimmed(std::string_view text) noexcept;

}  // namespace dutygraph::io::detail
