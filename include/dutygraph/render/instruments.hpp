// SPDX-License-Identifier: BSL-1.0
#pragma once

/// \file
/// Results of instruments() for machines and for people.

#include <dutygraph/config.hpp>
#include <dutygraph/query/instruments.hpp>
#include <dutygraph/render/control.hpp>

namespace dutygraph::render {

/// One record per State and instrument: `state`, `instrument`, `in_force`, `status`, `applied`, `superseded_by`, …
[[nodiscard]] DUTYGRAPH_EXPORT RecordList records(const Graph& graph, const InstrumentResult& result);
/// On paper and applied side by side, with versions and upkeep.
[[nodiscard]] DUTYGRAPH_EXPORT Page page(const Graph& graph, const InstrumentResult& result, const Stamp& stamp,
                                         const PageOptions& options = {});

}  // namespace dutygraph::render
