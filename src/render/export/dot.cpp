// SPDX-License-Identifier: BSL-1.0
#include <ostream>

#include "render/export/network.hpp"
#include "render/words.hpp"

namespace dutygraph::render::detail {
namespace {

/// \p text in quotes, where nothing but the quote is special; backslashes are doubled so that none ends it.
std::string dot_text(std::string_view text) {
  std::string out = "\"";
  for (const char c : plain(text)) {
    if (c == '"' || c == '\\') out += '\\';
    out += c;
  }
  return out + '"';
}

/// The same for identifiers: different ones stay different, whatever plain() makes of control characters.
std::string dot_name(std::string_view name) {
  std::string doubled;
  for (const char c : name) doubled.append(c == '\\' ? 2 : 1, c);
  return dot_text(doubled);
}

/// \p text in quotes as a label, where Graphviz also reads HTML entities.
std::string dot_label(std::string_view text) {
  std::string out = "\"";
  for (const char c : plain(text)) {
    if (c == '&') {
      out += "&amp;";
      continue;
    }
    if (c == '"' || c == '\\') out += '\\';
    out += c;
  }
  return out + '"';
}

std::string_view dot_shape(VertexKind kind) {
  switch (kind) {
    case VertexKind::state:
      return "doubleoctagon";
    case VertexKind::agency:
      return "octagon";
    case VertexKind::company:
      return "box";
    case VertexKind::organisation:
      return "ellipse";
    case VertexKind::engagement:
    case VertexKind::support:
      return "diamond";
    case VertexKind::instrument:
      return "note";
    case VertexKind::provision:
      return "tab";
    case VertexKind::event:
      return "hexagon";
    default:
      return "plaintext";
  }
}

/// Attributes that DOT files may have beside those that Graphviz draws.
void write_attributes(std::ostream& out, const ExportAttributes& attributes) {
  for (const ExportAttribute& attribute : attributes)
    if (attribute.name != "label" && attribute.name != "evidence")
      out << ", " << (attribute.name == "from" || attribute.name == "to" ? "valid_" : "duty_") << attribute.name << '='
          << dot_text(attribute.joined());
}

std::string tooltip(const ExportAttributes& attributes) {
  for (const ExportAttribute& attribute : attributes)
    if (attribute.name == "evidence") {
      std::string text;
      for (const std::string& source : attribute.values) text += (text.empty() ? "" : " | ") + source;
      return text;
    }
  return "no source recorded";
}

}  // namespace

void write_dot(const ExportNetwork& network, const Stamp& stamp, std::ostream& out) {
  const Graph& graph = network.graph();
  out << "// " << stamp_line(stamp) << "\n"
      << "digraph dutygraph {\n"
         "  graph [rankdir=\"LR\", fontname=\"sans-serif\"];\n"
         "  node [fontname=\"sans-serif\"];\n"
         "  edge [fontname=\"sans-serif\", fontsize=\"10\"];\n";
  for (const VertexId v : network.vertices()) {
    const ExportAttributes attributes = network.attributes(v);
    out << "  " << dot_name(network.name(v)) << " [label=" << dot_label(name_of(graph, v))
        << ", shape=" << dot_shape(graph.kind(v)) << ", tooltip=" << dot_label(tooltip(attributes));
    write_attributes(out, attributes);
    out << "];\n";
  }
  for (const EdgeId e : network.edges()) {
    const ExportAttributes attributes = network.attributes(e);
    const Assertion assertion = network.assertion(e);
    out << "  " << dot_name(network.name(graph.source(e))) << " -> " << dot_name(network.name(graph.target(e)))
        << " [label=" << dot_label(network.words(e)) << ", style="
        << (assertion != Assertion::positive   ? "dotted"
            : graph.kind(e) == EdgeKind::holds ? "solid"
                                               : "dashed")
        << ", tooltip=" << dot_label(tooltip(attributes));
    write_attributes(out, attributes);
    out << "];\n";
  }
  out << "}\n";
}

}  // namespace dutygraph::render::detail
