// SPDX-License-Identifier: BSL-1.0
#pragma once

/// \file
/// What the exporters write: vertices with names, edges, and attributes of both, in one order.

#include <cstddef>
#include <cstdint>
#include <iosfwd>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <dutygraph/graph/graph.hpp>
#include <dutygraph/query/result.hpp>
#include <dutygraph/render/export.hpp>

namespace dutygraph::render::detail {

/// One attribute of a vertex or an edge.
struct ExportAttribute {
  enum class Type : std::uint8_t { text, number, flag, list };
  std::string_view name;
  Type type = Type::text;
  std::vector<std::string> values;  ///< one, unless it is a list; never empty

  [[nodiscard]] const std::string& value() const { return values.front(); }
  /// The items of a list joined by ";", with "\;" and "\\" for those characters in items; else the value.
  [[nodiscard]] std::string joined() const;
};
using ExportAttributes = std::vector<ExportAttribute>;

/// The part of a graph that is written.
class ExportNetwork {
 public:
  ExportNetwork(const Graph& graph, const ExportOptions& options);

  [[nodiscard]] const Graph& graph() const noexcept { return graph_; }
  /// By kind and id.
  [[nodiscard]] const std::vector<VertexId>& vertices() const noexcept { return vertices_; }
  /// By place of source and target, then kind, then by what they say.
  [[nodiscard]] const std::vector<EdgeId>& edges() const noexcept { return edges_; }
  /// The place of a vertex among vertices().
  [[nodiscard]] std::size_t place(VertexId v) const noexcept { return place_[v.value()] - 1; }
  /// The id, or "kind:id" where another kind has a record of the same id: different for all vertices.
  [[nodiscard]] std::string name(VertexId v) const;
  /// label, kind, home, dates, plain fields of the record, sources, evidence.
  [[nodiscard]] ExportAttributes attributes(VertexId v) const;
  /// kind, role, basis, share and its ends, dates, standing, sources, evidence.
  [[nodiscard]] ExportAttributes attributes(EdgeId e) const;
  /// "positive" unless the record says that it is not so or that sources disagree.
  [[nodiscard]] Assertion assertion(EdgeId e) const;
  /// A few words for a picture: "holds 53.97 %, since 2019", "role in (buyer)".
  [[nodiscard]] std::string words(EdgeId e) const;

 private:
  void choose(const ExportOptions& options);
  void sort_edges();

  const Graph& graph_;
  std::vector<VertexId> vertices_;
  std::vector<EdgeId> edges_;
  std::vector<std::uint32_t> place_;     ///< by vertex; counted from 1, 0: not written
  std::vector<std::uint8_t> shares_id_;  ///< by vertex: another kind has the same id
};

/// \p text for XML: markup escaped, line ends kept in attributes too, characters that XML forbids as "\u0001", bytes
/// that are no UTF-8 as "\xff".
[[nodiscard]] std::string xml_text(std::string_view text);
/// The same with "\" doubled, so that different texts stay different: for identifiers.
[[nodiscard]] std::string xml_name(std::string_view text);

void write_dot(const ExportNetwork& network, const Stamp& stamp, std::ostream& out);
void write_graphml(const ExportNetwork& network, const Stamp& stamp, std::ostream& out);
void write_gexf(const ExportNetwork& network, const Stamp& stamp, std::ostream& out);
void write_mermaid(const ExportNetwork& network, const Stamp& stamp, std::ostream& out);
void write_jsonld(const ExportNetwork& network, const Stamp& stamp, std::ostream& out);
void write_cypher(const ExportNetwork& network, const Stamp& stamp, std::ostream& out);

}  // namespace dutygraph::render::detail
