// SPDX-License-Identifier: BSL-1.0
#include <ostream>
#include <set>
#include <utility>

#include "render/export/network.hpp"
#include "render/words.hpp"

namespace dutygraph::render::detail {
namespace {

/// \p text as a string of Cypher. A "u" behind a backslash goes into a string of its own: some versions of Neo4j read
/// \uXXXX before they look for strings, whatever stands before the backslash.
std::string cypher_string(std::string_view text) {
  static constexpr char hex[] = "0123456789ABCDEF";
  std::string out = "'";
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    const auto byte = static_cast<unsigned char>(c);
    switch (c) {
      case '\\':
        out += "\\\\";
        if (i + 1 < text.size() && (text[i + 1] == 'u' || text[i + 1] == 'U')) out += "' + '";
        break;
      case '\'':
        out += "\\'";
        break;
      case '\n':
        out += "\\n";
        break;
      case '\r':
        out += "\\r";
        break;
      case '\t':
        out += "\\t";
        break;
      default:
        if (byte < 0x20 || byte == 0x7F)
          out += {'\\', 'u', '0', '0', hex[byte >> 4], hex[byte & 15]};
        else
          out += c;
    }
  }
  return out + "'";
}

/// "HOLDS", "PART_OF".
std::string relationship(EdgeKind kind) {
  std::string name{to_string(kind)};
  for (char& c : name)
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  return name;
}

/// "RequiredMandate".
std::string node_label(VertexKind kind) {
  std::string name;
  bool upper = true;
  for (const char c : to_string(kind)) {
    if (c == '_')
      upper = true;
    else
      name += std::exchange(upper, false) ? static_cast<char>(c - 'a' + 'A') : c;
  }
  return name;
}

/// `{a: 'b', c: 1}`. Names are in backquotes: some are words of the language.
std::string properties(const ExportAttributes& attributes) {
  using Type = ExportAttribute::Type;
  std::string out = "{";
  for (const ExportAttribute& attribute : attributes) {
    if (attribute.name == "evidence") continue;  // said by the nodes of sources
    out += (out.size() == 1 ? "`" : ", `") + std::string{attribute.name} + "`: ";
    if (attribute.type == Type::list) {
      out += '[';
      for (std::size_t i = 0; i < attribute.values.size(); ++i)
        out += (i == 0 ? "" : ", ") + cypher_string(attribute.values[i]);
      out += ']';
    } else {
      out += attribute.type == Type::text ? cypher_string(attribute.value()) : attribute.value();
    }
  }
  return out + "}";
}

ExportAttributes source_attributes(const Source& source) {
  ExportAttributes list;
  const auto add = [&](std::string_view name, std::string_view value) {
    if (!value.empty()) list.push_back({name, ExportAttribute::Type::text, {std::string{value}}});
  };
  add("title", source.title);
  add("publisher", source.publisher);
  if (source.date) add("date", source.date->to_string());
  if (source.retrieved) add("retrieved", source.retrieved->to_string());
  add("url", source.url);
  add("licence", source.licence);
  add("locator", source.locator);
  add("language", source.language);
  return list;
}

}  // namespace

void write_cypher(const ExportNetwork& network, const Stamp& stamp, std::ostream& out) {
  const Graph& graph = network.graph();
  out << "// " << stamp_line(stamp) << "\n"
      << "CREATE INDEX dutygraph_record IF NOT EXISTS FOR (n:Record) ON (n.id);\n"
      << "CREATE INDEX dutygraph_source IF NOT EXISTS FOR (n:Source) ON (n.id);\n";
  std::set<std::string_view> cited;
  for (const VertexId v : network.vertices())
    for (const Source& source : graph.sources(v)) cited.insert(source.id);
  for (const EdgeId e : network.edges())
    for (const Source& source : graph.sources(e)) cited.insert(source.id);
  for (const Source& source : graph.all_sources())
    if (cited.contains(source.id))
      out << "MERGE (n:Source {id: " << cypher_string(source.id)
          << "}) SET n += " << properties(source_attributes(source)) << ";\n";
  for (const VertexId v : network.vertices())
    out << "MERGE (n:Record:" << node_label(graph.kind(v)) << " {id: " << cypher_string(network.name(v))
        << "}) SET n += " << properties(network.attributes(v)) << ";\n";
  std::size_t number = 0;
  for (const EdgeId e : network.edges())
    out << "MATCH (a:Record {id: " << cypher_string(network.name(graph.source(e)))
        << "}), (b:Record {id: " << cypher_string(network.name(graph.target(e)))
        << "}) MERGE (a)-[r:" << relationship(graph.kind(e)) << " {edge: " << number++
        << "}]->(b) SET r += " << properties(network.attributes(e)) << ";\n";
}

}  // namespace dutygraph::render::detail
