// SPDX-License-Identifier: BSL-1.0
//
// There is no edge without evidence.
// expect: no matching (member )?function for call to .*connect
#include <dutygraph/dutygraph.hpp>

namespace dg = dutygraph;

void build(dg::GraphBuilder& builder, dg::VertexIdOf<dg::Agency> agency, dg::VertexIdOf<dg::State> state,
           dg::SourceId source) {
  builder.connect(agency, state, dg::PartOf{}, source);
#ifdef DUTYGRAPH_FAIL
  builder.connect(agency, state, dg::PartOf{});
#endif
}
