// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <dutygraph/graph/graph.hpp>
#include <dutygraph/query/nexus.hpp>

namespace dutygraph::detail {

/// The rows of nexus() with NexusOptions::at_deal, in no order.
/// \throws UsageError for a view as of a day; Cancelled.
[[nodiscard]] std::vector<NexusRow> deals_on_their_day(const Graph& graph, const NexusOptions& options);

}  // namespace dutygraph::detail
