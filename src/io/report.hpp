// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <dutygraph/io/read.hpp>

namespace dutygraph::io::detail {

/// Collects what is odd while files are read. Keeps the first `most` complaints of each rule and file and
/// counts the rest, so that a register with a million odd rows does not cost a gigabyte.
class Report {
 public:
  static constexpr std::uint64_t most = 1000;

  void add(Severity severity, std::string_view rule, const std::string& file, std::uint64_t line, std::string_view path,
           std::string_view value, std::string_view hint);
  /// Counts a complaint. \return whether it is to be listed too, with list(): so that callers need not put a text
  /// together that nobody will see.
  [[nodiscard]] bool count(Severity severity, std::string_view rule, const std::string& file);
  /// Lists a complaint that count() wants to see.
  void list(Severity severity, std::string_view rule, const std::string& file, std::uint64_t line,
            std::string_view path, std::string_view value, std::string_view hint);
  /// Sets a row aside: a warning, and an entry of the quarantine.
  void quarantine(std::string_view rule, const std::string& file, std::uint64_t line, std::string_view path,
                  std::string_view value, std::string_view hint, std::string_view row);
  [[nodiscard]] bool has_errors() const noexcept { return diagnostics_.has_errors(); }
  /// Everything so far, in canonical order, with one closing line per rule whose complaints were only counted.
  [[nodiscard]] Diagnostics take();
  [[nodiscard]] std::vector<QuarantinedRow> take_quarantine() { return std::exchange(quarantine_, {}); }

 private:
  struct Tally {
    Severity worst = Severity::note;
    std::uint64_t count = 0;
  };
  /// Compares without making strings.
  struct Less {
    using is_transparent = void;
    template <class A, class B>
    bool operator()(const A& a, const B& b) const noexcept {
      const std::string_view file_a{a.first}, file_b{b.first}, rule_a{a.second}, rule_b{b.second};
      return rule_a != rule_b ? rule_a < rule_b : file_a < file_b;
    }
  };
  Diagnostics diagnostics_;
  std::vector<QuarantinedRow> quarantine_;
  std::map<std::pair<std::string, std::string>, Tally, Less> tallies_;  // (file, rule)
};

}  // namespace dutygraph::io::detail
