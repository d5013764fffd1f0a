// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <chrono>
#include <string>

#include <dutygraph/io/read.hpp>

#include "cli/command_line.hpp"

namespace dutygraph::cli {

/// Says on standard error how far reading has come: on a terminal in one line that is cleared at the end, once half a
/// second has passed; elsewhere, if asked to always do so, in a line per tenth.
class ProgressLine {
 public:
  explicit ProgressLine(Arguments::Progress when);
  ~ProgressLine() { clear(); }
  ProgressLine(const ProgressLine&) = delete;
  ProgressLine& operator=(const ProgressLine&) = delete;
  [[nodiscard]] bool is_on() const noexcept { return on_; }
  void show(const io::Progress& progress);
  void clear();

 private:
  using Clock = std::chrono::steady_clock;
  bool on_;
  bool terminal_;
  bool always_;
  bool shown_ = false;
  Clock::time_point next_;
  std::string file_;
  std::uint64_t tenth_ = 0;
};

}  // namespace dutygraph::cli
