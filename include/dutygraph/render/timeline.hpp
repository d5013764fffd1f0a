// SPDX-License-Identifier: BSL-1.0
#pragma once

/// \file
/// Results of timeline() for machines and for people.

#include <dutygraph/config.hpp>
#include <dutygraph/query/timeline.hpp>
#include <dutygraph/render/control.hpp>

namespace dutygraph::render {

/// One record per span: `state`, `company`, `date` (absent: since ever), `to` (absent: no further change), `before`,
/// `verdict`, `low`, `high`, and how many interests are behind it with a `known` and an `unknown` share.
[[nodiscard]] DUTYGRAPH_EXPORT RecordList records(const Graph& graph, const TimelineResult& result);

/// A table, with numbered sources, assumptions and caveats. \p stamp is printed at the end.
[[nodiscard]] DUTYGRAPH_EXPORT Page page(const Graph& graph, const TimelineResult& result, const Stamp& stamp,
                                         const PageOptions& options = {});

}  // namespace dutygraph::render
