// SPDX-License-Identifier: BSL-1.0
#pragma once

/// \file
/// Snapshots: a world in one binary file (`.dgs`) that loads much faster than its documents and cannot hurt whoever
/// loads it.
///
/// Equal worlds give equal bytes, in whatever order their files were read and on whatever machine. A snapshot holds
/// what the world was made from and nothing that follows from it; loading checks every byte and works out the rest.
/// The checksums find damage; they are no signature.

#include <cstdint>
#include <iosfwd>
#include <string>
#include <string_view>

#include <dutygraph/config.hpp>
#include <dutygraph/graph/graph.hpp>

namespace dutygraph::io {

/// Writes \p graph, whole: what a view hides is written too. O(n log n); O(n) if the graph came from a snapshot.
/// \throws Unwritable if \p out fails.
DUTYGRAPH_EXPORT void write_snapshot(const Graph& graph, std::ostream& out);

/// Saves \p graph into a file, which is complete and synced when this returns. If it throws, or the machine stops, the
/// file that was there is as it was: the bytes go into a new file beside it, which is then renamed. If nothing but the
/// sync of the folder fails after that, it throws although the new file is in place. A process that is killed may leave
/// the new file beside it, hidden, `.dutygraph-*.tmp`; it may be removed. On network file systems all of that holds as
/// far as their rename() and fsync() do.
/// \throws Unwritable with path and reason.
DUTYGRAPH_EXPORT void save_snapshot(const Graph& graph, const std::string& path);

/// The world that \p bytes hold.
/// \throws InvalidData with the place if they are no snapshot, are damaged, come from a later version of the format, or
/// say what no world can be. No memory is asked for before it is known that the bytes can fill it.
[[nodiscard]] DUTYGRAPH_EXPORT Graph read_snapshot(std::string_view bytes);

/// The world in the file at \p path, plain or gzip.
/// \param max_bytes  refuse files of more (unpacked) bytes; DEFAULT 0: no limit
/// \throws Unreadable if it cannot be read; InvalidData as read_snapshot() does, with the file's name.
[[nodiscard]] DUTYGRAPH_EXPORT Graph load_snapshot(const std::string& path, std::uint64_t max_bytes = 0);

}  // namespace dutygraph::io
