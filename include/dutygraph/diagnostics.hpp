// SPDX-License-Identifier: BSL-1.0
#pragma once

/// \file
/// What is wrong or odd in data, as data.

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <dutygraph/config.hpp>

namespace dutygraph {

/// How much a diagnostic matters: an error refuses the row or file, a warning may change a result,
/// a note is for the record.
enum class Severity : std::uint8_t { note, warning, error };

[[nodiscard]] DUTYGRAPH_EXPORT std::string_view to_string(Severity severity) noexcept;

/// One complaint: what, where, the value, and what was expected.
struct DUTYGRAPH_EXPORT Diagnostic {
  std::string rule;  ///< stable id of the rule: "dangling-reference"
  Severity severity = Severity::error;
  std::string file;        ///< as the caller named it; empty for data that came from no file
  std::uint64_t line = 0;  ///< from 1; 0 where there is none
  std::string path;        ///< JSON pointer into the line or document, or an id
  std::string value;       ///< the offending value, escaped, at most 80 characters
  std::string hint;        ///< what was expected, or what it means

  /// "file:line: error: hint (dangling-reference at /holdings/3/holder: "x")".
  [[nodiscard]] std::string to_string() const;
  friend bool operator==(const Diagnostic&, const Diagnostic&) = default;
};

/// A list of diagnostics in the order of file, line, path and rule once sorted.
class DUTYGRAPH_EXPORT Diagnostics {
 public:
  void add(Diagnostic diagnostic);
  void append(Diagnostics other);
  /// Puts the list in its canonical order: file, line, path, rule, value.
  void sort();

  [[nodiscard]] bool has_errors() const noexcept { return errors_ != 0; }
  [[nodiscard]] std::size_t count(Severity severity) const noexcept;
  [[nodiscard]] bool empty() const noexcept { return list_.empty(); }
  [[nodiscard]] std::size_t size() const noexcept { return list_.size(); }
  [[nodiscard]] auto begin() const noexcept { return list_.begin(); }
  [[nodiscard]] auto end() const noexcept { return list_.end(); }
  [[nodiscard]] const Diagnostic& operator[](std::size_t i) const noexcept { return list_[i]; }

 private:
  std::vector<Diagnostic> list_;
  std::size_t errors_ = 0;
};

/// \p text with control characters, invalid UTF-8 and bidirectional controls shown as escapes, cut
/// to \p limit characters: safe to print on a terminal.
[[nodiscard]] DUTYGRAPH_EXPORT std::string printable(std::string_view text, std::size_t limit = 80);

}  // namespace dutygraph
