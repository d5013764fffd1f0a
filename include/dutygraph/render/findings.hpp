// SPDX-License-Identifier: BSL-1.0
#pragma once

/// \file
/// What is wrong or odd with data, for machines and for people.

#include <dutygraph/config.hpp>
#include <dutygraph/diagnostics.hpp>
#include <dutygraph/render/page.hpp>
#include <dutygraph/render/record.hpp>

namespace dutygraph::render {

/// One record per finding: `rule`, `severity`, `file`, `line`, `path`, `value`, `hint`. \pre \p list outlives it
[[nodiscard]] DUTYGRAPH_EXPORT RecordList records(const Diagnostics& list);

/// How many there are of which severity, and a table of them.
[[nodiscard]] DUTYGRAPH_EXPORT Page page(const Diagnostics& list, const Stamp& stamp, std::size_t limit = all_rows);

}  // namespace dutygraph::render
