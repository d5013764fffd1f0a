// SPDX-License-Identifier: BSL-1.0
//
// The model decides which records an edge may connect.
// expect: dutygraph: the model does not allow this edge between these records
#include <dutygraph/dutygraph.hpp>

namespace dg = dutygraph;

void build(dg::GraphBuilder& builder, dg::VertexIdOf<dg::State> state, dg::VertexIdOf<dg::Company> company,
           dg::SourceId source) {
  builder.connect(state, company, dg::Holds{}, source);
#ifdef DUTYGRAPH_FAIL
  builder.connect(company, state, dg::Holds{}, source);  // nobody holds a State
#endif
}
