// SPDX-License-Identifier: BSL-1.0
#pragma once

/// \file
/// Results of scoreboard() for machines and for people.

#include <dutygraph/config.hpp>
#include <dutygraph/query/scoreboard.hpp>
#include <dutygraph/render/control.hpp>

namespace dutygraph::render {

/// One record per element: `state`, `element`, `principle`, `result`, `checks`, `because`, `missing`.
[[nodiscard]] DUTYGRAPH_EXPORT RecordList records(const Graph& graph, const ElementResult& result);
/// A table per principle. \p stamp is printed at the end.
[[nodiscard]] DUTYGRAPH_EXPORT Page page(const Graph& graph, const ElementResult& result, const Stamp& stamp,
                                         const PageOptions& options = {});

/// One record per headline: `state`, `headline`, `text`, `basis`, `result`, `elements`.
[[nodiscard]] DUTYGRAPH_EXPORT RecordList records(const Graph& graph, const HeadlineResult& result);
/// The five headlines on one page, as our paraphrase.
[[nodiscard]] DUTYGRAPH_EXPORT Page page(const Graph& graph, const HeadlineResult& result, const Stamp& stamp,
                                         const PageOptions& options = {});

}  // namespace dutygraph::render
