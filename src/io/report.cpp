// SPDX-License-Identifier: BSL-1.0
#include "io/report.hpp"

#include <algorithm>

namespace dutygraph::io::detail {

void Report::add(Severity severity, std::string_view rule, const std::string& file, std::uint64_t line,
                 std::string_view path, std::string_view value, std::string_view hint) {
  if (count(severity, rule, file)) list(severity, rule, file, line, path, value, hint);
}

bool Report::count(Severity severity, std::string_view rule, const std::string& file) {
  auto at = tallies_.find(std::pair<std::string_view, std::string_view>{file, rule});
  if (at == tallies_.end()) at = tallies_.try_emplace({file, std::string{rule}}).first;
  at->second.worst = std::max(at->second.worst, severity);
  return ++at->second.count <= most;
}

void Report::list(Severity severity, std::string_view rule, const std::string& file, std::uint64_t line,
                  std::string_view path, std::string_view value, std::string_view hint) {
  diagnostics_.add({std::string{rule}, severity, file, line, std::string{path}, printable(value), std::string{hint}});
}

void Report::quarantine(std::string_view rule, const std::string& file, std::uint64_t line, std::string_view path,
                        std::string_view value, std::string_view hint, std::string_view row) {
  quarantine_.push_back({file, line, std::string{rule}, std::string{hint}, std::string{row}});
  if (count(Severity::warning, rule, file))
    list(Severity::warning, rule, file, line, path, value, std::string{hint} + "; row set aside");
}

Diagnostics Report::take() {
  for (const auto& [key, tally] : tallies_)
    if (tally.count > most)
      diagnostics_.add({key.second,
                        tally.worst,
                        key.first,
                        0,
                        {},
                        {},
                        std::to_string(tally.count - most) + " more of this kind, not listed"});
  tallies_.clear();
  diagnostics_.sort();
  return std::exchange(diagnostics_, {});
}

}  // namespace dutygraph::io::detail
