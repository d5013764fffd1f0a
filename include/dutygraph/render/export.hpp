// SPDX-License-Identifier: BSL-1.0
#pragma once

/// \file
/// A graph as a file of other programs: Graphviz, Gephi, networkx, Mermaid, RDF tools, Neo4j.

#include <cstddef>
#include <cstdint>
#include <iosfwd>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include <dutygraph/config.hpp>
#include <dutygraph/graph/graph.hpp>
#include <dutygraph/query/result.hpp>

namespace dutygraph::render {

/// What a graph can be written as.
enum class ExportFormat : std::uint8_t {
  dot,      ///< Graphviz; one shape per kind, sources as tooltips
  graphml,  ///< networkx, igraph, yEd, Gephi
  gexf,     ///< Gephi, version 1.2
  mermaid,  ///< flowchart for Markdown; sources as comments, of other attributes the label only
  jsonld,   ///< RDF as JSON-LD 1.1: PROV-O, W3C ORG, BODS and own terms
  cypher,   ///< statements for Neo4j; running them twice changes nothing
};

/// "dot", "graphml" and so on.
[[nodiscard]] DUTYGRAPH_EXPORT std::string_view to_string(ExportFormat format) noexcept;
/// \return nothing for a name that to_string() does not give.
[[nodiscard]] DUTYGRAPH_EXPORT std::optional<ExportFormat> parse_export_format(std::string_view name) noexcept;
/// All of them, in the order above.
[[nodiscard]] DUTYGRAPH_EXPORT std::span<const ExportFormat> export_formats() noexcept;

/// Which part of a graph is written.
struct ExportOptions {
  std::vector<VertexId> around{};  ///< where the neighbourhood begins; empty: the whole graph
  /// Edges walked from there, whichever way they point. A walk comes to other States and does not go on from them, as
  /// everything hangs on them. Without effect on the whole graph. DEFAULT: 2
  std::size_t hops = 2;
};

/// How much was written.
struct Exported {
  std::size_t vertices = 0;
  std::size_t edges = 0;
};

/// Writes the vertices and the edges that the view \p graph shows.
///
/// Every format has for each vertex its id, name and kind, and for each edge its kind and sources; all but Mermaid also
/// dates as recorded (a year stays a year), the ends of shares as exact decimals, standing, and those fields of records
/// that are texts, codes, numbers or lists of them. What is not recorded has no attribute; a share that was given as
/// unknown has the word as `share`, with 0 and 100 as its ends. A holding that is recorded as not so is written as
/// denied. Lists in formats that have none are joined by ";", with "\;" for a ";" of an item.
///
/// Order and bytes depend on the graph alone: by kind and id.
/// \param stamp  written as a comment or description
/// Complexity: O((vertices + edges) log(vertices + edges)).
DUTYGRAPH_EXPORT Exported export_graph(const Graph& graph, ExportFormat format, const Stamp& stamp, std::ostream& out,
                                       const ExportOptions& options = {});

}  // namespace dutygraph::render
