// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <dutygraph/graph/graph.hpp>

#include "io/native_sink.hpp"

namespace dutygraph::io::detail {

/// Hands all that a graph holds to a sink, in canonical order.
void write_world(const Graph& graph, NativeSink& sink);

}  // namespace dutygraph::io::detail
