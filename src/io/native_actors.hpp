// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <dutygraph/graph/graph.hpp>

namespace dutygraph::io::detail {

/// The record of an actor as a document writes it: bonds that only edges know become fields, other names too.
[[nodiscard]] State document_record(const Graph& graph, VertexIdOf<State> v);
[[nodiscard]] Agency document_record(const Graph& graph, VertexIdOf<Agency> v);
[[nodiscard]] Company document_record(const Graph& graph, VertexIdOf<Company> v);
[[nodiscard]] Organisation document_record(const Graph& graph, VertexIdOf<Organisation> v);
template <class Record>
[[nodiscard]] Record document_record(const Graph& graph, VertexIdOf<Record> v) {
  return graph.record(v);
}

}  // namespace dutygraph::io::detail
