// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <dutygraph/graph/graph.hpp>

#include "io/native_sink.hpp"

namespace dutygraph::io::detail {

/// Writes the holdings that a graph shows, put together from their interests.
void write_holdings(NativeSink& sink, const Graph& graph);

}  // namespace dutygraph::io::detail
