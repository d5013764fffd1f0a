// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <vector>

#include <dutygraph/graph/graph.hpp>

#include "io/native_sink.hpp"

namespace dutygraph::io::detail {

/// The record that those interests belong to. \pre there is one at least
/// \throws UsageError if they belong to several
[[nodiscard]] Holding holding_of(const Graph& graph, const std::vector<EdgeId>& edges);

/// Writes the holdings that a graph shows, put together from their interests.
void write_holdings(NativeSink& sink, const Graph& graph);

}  // namespace dutygraph::io::detail
