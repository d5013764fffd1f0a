// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <functional>
#include <iosfwd>
#include <string>

#include "cli/watch.hpp"

namespace dutygraph::cli {

/// Makes sure that 0, 1 and 2 are open, so that no file gets one of these numbers and messages into it. A standard
/// output that was closed stays unwritable.
void guard_standard_files();

/// Writes to standard output (an empty path or "-") or to a file.
///
/// A file is written whole or not at all: into a new file in the same folder, synced, then renamed. A symbolic link is
/// followed and its target replaced; a link that leads nowhere is refused. What is no regular file (a device, a pipe)
/// is written to directly. \throws Unwritable with path and reason; the old file then is as it was.
void write_output(const std::string& path, Watch& watch, const std::function<void(std::ostream&)>& body);

/// Columns for text: those of the terminal (80 to 160) if \p path is standard output on one, else 120.
[[nodiscard]] std::size_t text_width(const std::string& path);

}  // namespace dutygraph::cli
