// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace dutygraph::io::detail {

/// What is wrong with a CSV text, and where.
struct CsvProblem {
  std::uint64_t line = 0;
  std::string_view hint{};
};

/// Rows of comma-separated values as in RFC 4180 (or with another separator): CRLF or LF, cells in quotes may hold
/// commas, quotes (doubled) and line ends. Blank lines are passed over.
class CsvReader {
 public:
  static constexpr std::size_t max_columns = 4096;
  static constexpr std::size_t max_cell = std::size_t{1} << 20;

  /// \p text must outlive the reader.
  explicit CsvReader(std::string_view text, char separator = ',') noexcept : rest_{text}, separator_{separator} {}
  /// Reads the next row into \p cells; \p line is the one it starts on. \return false at the end. \throws CsvProblem
  bool next(std::vector<std::string>& cells, std::uint64_t& line) {
    skip_blank_lines();
    if (rest_.empty()) return false;
    line = line_;
    cells.clear();
    do {
      if (cells.size() == max_columns) throw CsvProblem{line_, "a row of at most 4096 cells"};
      cells.push_back(rest_.starts_with('"') ? quoted_cell() : plain_cell());
    } while (take(separator_));
    if (!rest_.empty() && !take_line_end()) throw CsvProblem{line_, "a comma or a line end behind the closing quote"};
    return true;
  }

 private:
  [[nodiscard]] bool take(char c) noexcept {
    if (!rest_.starts_with(c)) return false;
    rest_.remove_prefix(1);
    return true;
  }
  [[nodiscard]] bool take_line_end() noexcept {
    if (rest_.starts_with("\r\n")) rest_.remove_prefix(1);
    if (!take('\n')) return false;
    ++line_;
    return true;
  }
  void skip_blank_lines() noexcept {
    while (take_line_end()) {
    }
    if (rest_ == "\r") rest_ = {};
  }
  [[nodiscard]] std::string plain_cell() {
    std::size_t size = 0;
    while (size < rest_.size() && rest_[size] != separator_ && rest_[size] != '\n' && rest_[size] != '"') ++size;
    if (size < rest_.size() && rest_[size] == '"') throw CsvProblem{line_, "quotes around the whole cell, or none"};
    std::string cell{rest_.substr(0, size)};
    const bool at_line_end = size == rest_.size() || rest_[size] == '\n';
    rest_.remove_prefix(size);
    if (at_line_end && cell.ends_with('\r')) cell.pop_back();
    return checked(std::move(cell));
  }
  [[nodiscard]] std::string quoted_cell() {
    std::string cell;
    const std::uint64_t start = line_;
    rest_.remove_prefix(1);
    for (;;) {
      const std::size_t end = rest_.find('"');
      if (end == std::string_view::npos) throw CsvProblem{start, "a closing quote"};
      for (const char c : rest_.substr(0, end)) line_ += c == '\n' ? 1U : 0U;
      cell += rest_.substr(0, end);
      rest_.remove_prefix(end + 1);
      if (!take('"')) return checked(std::move(cell));
      cell += '"';
    }
  }
  [[nodiscard]] std::string checked(std::string cell) const {
    if (cell.size() > max_cell) throw CsvProblem{line_, "cells of at most 1 MiB"};
    return cell;
  }

  std::string_view rest_;
  char separator_;
  std::uint64_t line_ = 1;
};

}  // namespace dutygraph::io::detail
