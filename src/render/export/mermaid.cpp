// SPDX-License-Identifier: BSL-1.0
#include <ostream>

#include "render/export/network.hpp"
#include "render/words.hpp"

namespace dutygraph::render::detail {
namespace {

/// \p text for a quoted label or a comment: all punctuation that Mermaid, Markdown or HTML may give a meaning is
/// written as a character code.
std::string mermaid_text(std::string_view text) {
  constexpr std::string_view harmless = " .,-()/%+:";
  std::string out;
  for (const char c : plain(text)) {
    const auto byte = static_cast<unsigned char>(c);
    const bool word = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || byte >= 0x80;
    if (word || harmless.find(c) != std::string_view::npos) {
      out += c;
    } else {
      out += '#' + std::to_string(byte) + ';';
    }
  }
  return out;
}

struct Brackets {
  std::string_view open, close;
};

Brackets brackets(VertexKind kind) {
  switch (kind) {
    case VertexKind::state:
      return {"([\"", "\"])"};
    case VertexKind::agency:
      return {"[[\"", "\"]]"};
    case VertexKind::organisation:
      return {"(\"", "\")"};
    case VertexKind::engagement:
    case VertexKind::support:
      return {"{{\"", "\"}}"};
    case VertexKind::instrument:
    case VertexKind::provision:
      return {"[/\"", "\"/]"};
    default:
      return {"[\"", "\"]"};
  }
}

/// The ids of the sources as a comment.
void write_sources(std::ostream& out, const std::string& what, SourceRange sources) {
  if (sources.empty()) return;
  out << "  %% " << what << " rests on";
  for (const Source& source : sources) out << ' ' << mermaid_text(source.id);
  out << '\n';
}

}  // namespace

void write_mermaid(const ExportNetwork& network, const Stamp& stamp, std::ostream& out) {
  const Graph& graph = network.graph();
  out << "flowchart LR\n  %% " << mermaid_text(stamp_line(stamp)) << '\n';
  constexpr std::size_t most_edges = 500;  // of Mermaid 10 and 11
  if (network.edges().size() > most_edges)
    out << "  %% Mermaid draws at most 500 edges unless maxEdges is raised where it is called; here are "
        << network.edges().size() << '\n';
  const auto id = [&](VertexId v) { return "n" + std::to_string(network.place(v)); };
  for (const VertexId v : network.vertices()) {
    const auto [open, close] = brackets(graph.kind(v));
    std::string kind{to_string(graph.kind(v))};
    for (char& c : kind)
      if (c == '_') c = ' ';
    // A space first: a label that begins with a list mark would be taken for Markdown.
    out << "  " << id(v) << open << ' ' << mermaid_text(name_of(graph, v)) << " (" << kind << ": "
        << mermaid_text(graph.key(v)) << ")" << close << '\n';
    write_sources(out, id(v), graph.sources(v));
  }
  std::size_t number = 0;
  for (const EdgeId e : network.edges()) {
    const bool solid = graph.kind(e) == EdgeKind::holds && network.assertion(e) == Assertion::positive;
    out << "  " << id(graph.source(e)) << (solid ? " -->" : " -.->") << "|\"" << mermaid_text(network.words(e))
        << "\"| " << id(graph.target(e)) << '\n';
    write_sources(out, "edge " + std::to_string(number++), graph.sources(e));
  }
}

}  // namespace dutygraph::render::detail
