// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <functional>
#include <iosfwd>
#include <string>

#include <dutygraph/config.hpp>

namespace dutygraph::io::detail {

/// \throws Unwritable with what \p error (of errno) means; without a text for a broken pipe: whoever read it has had
/// enough.
[[noreturn]] DUTYGRAPH_EXPORT void fail_to_write(const std::string& path, int error);

/// Writes to an open file. \throws Unwritable naming \p path.
DUTYGRAPH_EXPORT void write_to(int file, const std::string& path, const std::function<void(std::ostream&)>& body);

/// Writes a file whole or not at all: into a new file in the same folder, synced, then renamed. A symbolic link is
/// followed and its target replaced; a link that leads nowhere is refused. What is no regular file (a device, a pipe)
/// is written to directly.
/// \param note_temporary  told the new file's path when it is made, and "" when it is gone
/// \throws Unwritable with path and reason; the old file then is as it was.
DUTYGRAPH_EXPORT void replace_file(const std::string& path, const std::function<void(std::ostream&)>& body,
                                   const std::function<void(const std::string&)>& note_temporary = {});

}  // namespace dutygraph::io::detail
