// SPDX-License-Identifier: BSL-1.0
#pragma once

/// \file
/// Results of factors() for machines and for people.

#include <dutygraph/config.hpp>
#include <dutygraph/query/factors.hpp>
#include <dutygraph/render/control.hpp>

namespace dutygraph::render {

/// One record per instrument and factor: `instrument`, `factor`, `stage`, `title`, `test`, `result`, `because`,
/// `missing`, `sources`.
[[nodiscard]] DUTYGRAPH_EXPORT RecordList records(const Graph& graph, const FactorResult& result);
/// Per instrument, a table for each stage of drafting.
[[nodiscard]] DUTYGRAPH_EXPORT Page page(const Graph& graph, const FactorResult& result, const Stamp& stamp,
                                         const PageOptions& options = {});

}  // namespace dutygraph::render
