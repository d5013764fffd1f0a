// SPDX-License-Identifier: BSL-1.0
#pragma once

/// \file
/// Repairs for machines and for people.

#include <cstddef>

#include <dutygraph/config.hpp>
#include <dutygraph/query/repair.hpp>
#include <dutygraph/render/page.hpp>
#include <dutygraph/render/record.hpp>

namespace dutygraph::render {

/// One record per set: `component`, `edits` (lines for io::apply_edits()), `moves`, `cost`, `removes`, `adds`,
/// `leaves`, `weakens`, `exact`, `bound`.
[[nodiscard]] DUTYGRAPH_EXPORT RecordList records(const Result<Repair>& result);

/// A table of the sets, component by component.
[[nodiscard]] DUTYGRAPH_EXPORT Page page(const Result<Repair>& result, const Stamp& stamp,
                                         std::size_t limit = all_rows);

}  // namespace dutygraph::render
