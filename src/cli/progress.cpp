// SPDX-License-Identifier: BSL-1.0
#include "cli/progress.hpp"

#include <unistd.h>

#include <cstdio>

namespace dutygraph::cli {
namespace {

constexpr std::chrono::milliseconds patience{500}, step{100};

std::string megabytes(std::uint64_t bytes) { return std::to_string((bytes + 500'000) / 1'000'000); }

}  // namespace

ProgressLine::ProgressLine(Arguments::Progress when)
    : on_{when != Arguments::Progress::never},
      terminal_{isatty(STDERR_FILENO) != 0},
      always_{when == Arguments::Progress::always},
      next_{Clock::now() + (always_ ? std::chrono::milliseconds{0} : patience)} {
  if (!always_ && !terminal_) on_ = false;
}

void ProgressLine::show(const io::Progress& progress) {
  if (!on_) return;
  const bool known = progress.bytes_total != 0;
  const std::uint64_t percent =
      known ? std::min<std::uint64_t>(100, progress.bytes_read * 100 / progress.bytes_total) : 0;
  std::string text = printable(progress.file, 60) + "  ";
  if (known) {
    text += "[" + std::string(percent / 5, '#') + std::string(20 - percent / 5, '.') + "] " + std::to_string(percent) +
            " % of " + megabytes(progress.bytes_total) + " MB";
  } else {
    text += megabytes(progress.bytes_read) + " MB";
  }
  if (terminal_) {
    const Clock::time_point now = Clock::now();
    if (now < next_) return;
    next_ = now + step;
    shown_ = true;
    std::fputs(("\r\x1b[K" + text).c_str(), stderr);
    std::fflush(stderr);
    return;
  }
  const bool is_new = file_ != progress.file;
  const std::uint64_t tenth = known ? percent / 10 : progress.bytes_read / 100'000'000;
  if (!is_new && tenth <= tenth_) return;
  file_ = progress.file;
  tenth_ = tenth;
  std::fputs(("dutygraph: " + text + "\n").c_str(), stderr);
}

void ProgressLine::clear() {
  if (shown_) std::fputs("\r\x1b[K", stderr);
  shown_ = false;
}

}  // namespace dutygraph::cli
