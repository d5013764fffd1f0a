// SPDX-License-Identifier: BSL-1.0
#include "cli/output.hpp"

#include <fcntl.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>

#include "io/file_output.hpp"

namespace dutygraph::cli {
namespace {

bool standard_output_is_closed = false;

}  // namespace

void guard_standard_files() {
  for (int file = 0; file <= 2; ++file) {
    if (fcntl(file, F_GETFD) != -1 || errno != EBADF) continue;
    if (file == 1) standard_output_is_closed = true;
    if (open("/dev/null", O_RDWR) < 0) return;  // takes the lowest number: this one
  }
}

void write_output(const std::string& path, Watch& watch, const std::function<void(std::ostream&)>& body) {
  if (path.empty() || path == "-") {
    if (standard_output_is_closed) io::detail::fail_to_write("standard output", EBADF);
    io::detail::write_to(STDOUT_FILENO, "standard output", body);
    return;
  }
  io::detail::replace_file(path, body, [&](const std::string& temporary) { watch.set_temporary(temporary); });
}

std::size_t text_width(const std::string& path) {
  winsize size{};
  const bool terminal = (path.empty() || path == "-") && isatty(STDOUT_FILENO) != 0;
  if (!terminal || ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) != 0 || size.ws_col == 0) return 120;
  return std::clamp<std::size_t>(size.ws_col, 80, 160);
}

}  // namespace dutygraph::cli
