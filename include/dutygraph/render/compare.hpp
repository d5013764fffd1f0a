// SPDX-License-Identifier: BSL-1.0
#pragma once

/// \file
/// Results of compare() for machines and for people.

#include <dutygraph/config.hpp>
#include <dutygraph/query/compare.hpp>
#include <dutygraph/render/control.hpp>

namespace dutygraph::render {

/// One record per row: `state`, `measure`, `category`, `low`, `value` (absent where something leaves it open), `high`,
/// `known`, `unknown`, `sources`.
[[nodiscard]] DUTYGRAPH_EXPORT RecordList records(const Graph& graph, const CompareResult& result);

/// Measures down, States across, in the order of their ids: no ranking. \p stamp is printed at the end.
[[nodiscard]] DUTYGRAPH_EXPORT Page page(const Graph& graph, const CompareResult& result, const Stamp& stamp,
                                         const PageOptions& options = {});

}  // namespace dutygraph::render
