// SPDX-License-Identifier: BSL-1.0
//
// A range of a graph that is gone at the end of the statement.
// expect: (use of deleted function|call to deleted member function)
#include <dutygraph/dutygraph.hpp>

namespace dg = dutygraph;

dg::Graph load();

bool any(dg::VertexId v) {
#ifdef DUTYGRAPH_FAIL
  return load().out_edges(v).empty();
#else
  const dg::Graph graph = load();
  return graph.out_edges(v).empty();
#endif
}
