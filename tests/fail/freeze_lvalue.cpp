// SPDX-License-Identifier: BSL-1.0
//
// freeze() spends the builder, so the call must say std::move.
// expect: (discards qualifiers|expects an rvalue for object argument|rvalue ref-qualifier)
#include <utility>

#include <dutygraph/dutygraph.hpp>

namespace dg = dutygraph;

dg::Graph build(dg::GraphBuilder builder) {
#ifdef DUTYGRAPH_FAIL
  return builder.freeze();
#else
  return std::move(builder).freeze();
#endif
}
