// SPDX-License-Identifier: BSL-1.0
#include "io/csv_rows.hpp"

#include <array>
#include <cstddef>

#include "io/utf8.hpp"

namespace dutygraph::io::detail {

/// The text of the next row, with its line end: to the first one outside quotes. \return false if there is no more.
bool CsvRows::take_text(std::string& text) {
  text.clear();
  bool quoted = false;
  bool at_start = true;  // of a cell: only there a quote opens one
  bool closed = false;   // the last byte closed a quoted cell: another quote is part of it
  for (;;) {
    if (block_.empty()) {
      block_ = ended_ ? std::string_view{} : input_->next_block();
      if (block_.empty()) {
        ended_ = true;
        return !text.empty();
      }
    }
    std::size_t at = 0;
    for (; at < block_.size(); ++at) {
      const char c = block_[at];
      if (c == '"') {
        if (quoted) {
          quoted = false;
          closed = true;
        } else if (at_start || closed) {
          quoted = true;
          closed = false;
        }
        at_start = false;
        continue;
      }
      closed = false;
      if (!quoted && c == '\n') {
        text += block_.substr(0, at + 1);
        block_.remove_prefix(at + 1);
        return true;
      }
      at_start = !quoted && c == separator_;
    }
    text += block_;
    block_ = {};
    if (text.size() > max_row) {
      too_long_ = ended_ = true;
      return true;
    }
  }
}

bool CsvRows::next(CsvRow& row) {
  for (;;) {
    row = {};
    if (too_long_ || !take_text(row.text)) return false;
    row.line = line_;
    for (const char c : row.text) line_ += c == '\n' ? 1U : 0U;
    while (!row.text.empty() && (row.text.back() == '\n' || row.text.back() == '\r')) row.text.pop_back();
    if (!row.text.empty()) break;
  }
  if (too_long_) {
    row.rule = "row-too-long";
    row.hint = "a row of at most 16 MiB: a closing quote may be missing; what follows is not read";
    row.text.resize(1024);
    return true;
  }
  if (!is_utf8(row.text)) {
    row.rule = "invalid-utf8";
    row.hint = "text in UTF-8; a file in ISO-8859-1 must be converted first";
    return true;
  }
  try {
    std::uint64_t ignored = 0;
    CsvReader{row.text, separator_}.next(row.cells, ignored);
  } catch (const CsvProblem& problem) {
    row.rule = "malformed-csv";
    row.hint = problem.hint;
  }
  return true;
}

char csv_separator(std::string_view first_bytes) noexcept {
  constexpr std::array<char, 3> candidates{',', ';', '\t'};
  std::array<std::size_t, 3> found{};
  bool quoted = false;
  for (const char c : first_bytes) {
    if (c == '"') quoted = !quoted;
    if (quoted) continue;
    if (c == '\n') break;
    for (std::size_t i = 0; i < candidates.size(); ++i) found[i] += c == candidates[i] ? 1U : 0U;
  }
  std::size_t best = 0;
  for (std::size_t i = 1; i < candidates.size(); ++i)
    if (found[i] > found[best]) best = i;
  return candidates[best];
}

std::vector<std::string> csv_header(std::string_view first_bytes) {
  std::vector<std::string> cells;
  std::uint64_t line = 0;
  try {
    if (!CsvReader{first_bytes, csv_separator(first_bytes)}.next(cells, line)) cells.clear();
  } catch (const CsvProblem&) {
    cells.clear();
  }
  return cells;
}

}  // namespace dutygraph::io::detail
