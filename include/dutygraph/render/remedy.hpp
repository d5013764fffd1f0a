// SPDX-License-Identifier: BSL-1.0
#pragma once

/// \file
/// Results of remedies() for machines and for people.

#include <dutygraph/config.hpp>
#include <dutygraph/query/remedy.hpp>
#include <dutygraph/render/control.hpp>

namespace dutygraph::render {

/// One record per question and type: `state`, `right`, `type`, `result`, `broken`, `routes` ("suit: PARTIAL at
/// effective"), `steps` of each route, `because`, `missing`, `sources`. CSV has no `steps`.
[[nodiscard]] DUTYGRAPH_EXPORT RecordList records(const Graph& graph, const RemedyResult& result);
/// Per State, the types of mechanism side by side for each right, then each route with its steps.
[[nodiscard]] DUTYGRAPH_EXPORT Page page(const Graph& graph, const RemedyResult& result, const Stamp& stamp,
                                         const PageOptions& options = {});

}  // namespace dutygraph::render
