// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "io/csv.hpp"
#include "io/input.hpp"

namespace dutygraph::io::detail {

/// One row of a CSV file.
struct CsvRow {
  std::uint64_t line = 0;  ///< that it starts on
  std::vector<std::string> cells{};
  std::string text{};       ///< as it was written, without its line end
  std::string_view rule{};  ///< empty if the cells are sound: malformed-csv, invalid-utf8, row-too-long
  std::string_view hint{};
};

/// The rows of a CSV file of any size, one at a time. Blank lines are passed over.
class CsvRows {
 public:
  /// The longest row: a quote that nobody closes must not ask for all memory.
  static constexpr std::size_t max_row = std::size_t{1} << 24;

  /// \p input must outlive the rows.
  explicit CsvRows(Input& input, char separator = ',') : input_{&input}, separator_{separator} {}
  /// The next row, sound or not; after a row whose quotes never end there is none. \return false at the end.
  bool next(CsvRow& row);

 private:
  bool take_text(std::string& text);

  Input* input_;
  char separator_;
  std::string_view block_{};
  std::uint64_t line_ = 1;
  bool ended_ = false, too_long_ = false;
};

/// What separates the cells of a header line: a comma, a semicolon or a tab, whichever stands most often outside
/// quotes.
[[nodiscard]] char csv_separator(std::string_view first_bytes) noexcept;

/// The cells of the first line of a file that starts so; empty if they are not sound.
[[nodiscard]] std::vector<std::string> csv_header(std::string_view first_bytes);

}  // namespace dutygraph::io::detail
