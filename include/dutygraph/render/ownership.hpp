// SPDX-License-Identifier: BSL-1.0
#pragma once

/// \file
/// Results of ownership() for machines and for people.

#include <dutygraph/config.hpp>
#include <dutygraph/query/ownership.hpp>
#include <dutygraph/render/control.hpp>

namespace dutygraph::render {

/// One record per row: `state`, `company`, `low`, `high`, `definition`, `closed_ring`, … as the interface lists them.
/// Percentages are decimal strings.
[[nodiscard]] DUTYGRAPH_EXPORT RecordList records(const Graph& graph, const OwnershipResult& result);

/// A table, with numbered sources, assumptions and caveats. \p stamp is printed at the end.
[[nodiscard]] DUTYGRAPH_EXPORT Page page(const Graph& graph, const OwnershipResult& result, const Stamp& stamp,
                                         const PageOptions& options = {});

}  // namespace dutygraph::render
