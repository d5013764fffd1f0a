// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <string_view>

#include <dutygraph/graph/builder.hpp>
#include <dutygraph/graph/detail/columns.hpp>

namespace dutygraph::io::detail {

/// Whether a file that starts so is a snapshot, whole or damaged.
[[nodiscard]] bool is_snapshot(std::string_view first_bytes) noexcept;

/// Whether checksums have to be right. To ignore them is for tests, which damage what is behind them.
enum class Checksums : bool { checked, ignored };

/// A builder that holds the world of a snapshot. \throws InvalidData
[[nodiscard]] GraphBuilder snapshot_builder(std::string_view file, Checksums checksums = Checksums::checked);

/// Reads one table from the bytes of its section. \throws InvalidData
void read_section(std::string_view name, std::string_view bytes, dutygraph::detail::Columns& columns);

}  // namespace dutygraph::io::detail
