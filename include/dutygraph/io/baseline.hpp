// SPDX-License-Identifier: BSL-1.0
#pragma once

/// \file
/// Tables of a National Baseline Assessment that were edited, read back.

#include <string>
#include <string_view>

#include <dutygraph/config.hpp>
#include <dutygraph/graph/graph.hpp>

namespace dutygraph::io {

/// What an edited table says that \p graph does not: edits for apply_edits(), as JSON Lines; empty if nothing differs.
///
/// \p csv is what `mix baseline --format csv` writes, with changes: it needs the columns `element`, `section`, `record`
/// and `assertion`, in any order; `basis` may be there, others are not read. A row whose basis is `derived` says
/// nothing here. Any other row with a record sets the mark of that element: positive, negative or disputed; an empty
/// assertion takes it away. Rows may be added, for records that are there. Rows that were deleted change nothing.
/// \throws InvalidData with every row that is wrong: line, column, value, what was expected.
[[nodiscard]] DUTYGRAPH_EXPORT std::string baseline_edits(const Graph& graph, std::string_view csv,
                                                          const std::string& name = "baseline.csv");

}  // namespace dutygraph::io
