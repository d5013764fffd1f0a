// SPDX-License-Identifier: BSL-1.0
//
// The id of a vertex is not the id of an edge.
// expect: (cannot convert|no viable conversion)
#include <dutygraph/dutygraph.hpp>

namespace dg = dutygraph;

dg::VertexId start(const dg::Graph& graph, dg::EdgeId edge, dg::VertexId vertex) {
#ifdef DUTYGRAPH_FAIL
  return graph.source(vertex);
#else
  static_cast<void>(vertex);
  return graph.source(edge);
#endif
}
