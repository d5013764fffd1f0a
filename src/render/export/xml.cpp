// SPDX-License-Identifier: BSL-1.0
#include <map>
#include <ostream>

#include "render/export/network.hpp"
#include "render/words.hpp"

namespace dutygraph::render::detail {
namespace {

using Type = ExportAttribute::Type;

/// Attributes in use and their types, by name.
using Keys = std::map<std::string_view, Type>;

std::string_view type_name(Type type) {
  switch (type) {
    case Type::number:
      return "double";
    case Type::flag:
      return "boolean";
    default:
      return "string";
  }
}

void collect(Keys& keys, const ExportAttributes& attributes) {
  for (const ExportAttribute& attribute : attributes) {
    const auto at = keys.emplace(attribute.name, attribute.type).first;
    // A name that is a number in one section and a text in another is a text.
    if (type_name(at->second) != type_name(attribute.type)) at->second = Type::text;
  }
}

struct AllKeys {
  Keys vertices{}, edges{};
  explicit AllKeys(const ExportNetwork& network) {
    for (const VertexId v : network.vertices()) collect(vertices, network.attributes(v));
    for (const EdgeId e : network.edges()) collect(edges, network.attributes(e));
  }
};

void write_data(std::ostream& out, std::string_view prefix, const ExportAttributes& attributes) {
  for (const ExportAttribute& attribute : attributes)
    out << "      <data key=\"" << prefix << attribute.name << "\">" << xml_text(attribute.joined()) << "</data>\n";
}

void write_values(std::ostream& out, const ExportAttributes& attributes) {
  out << "        <attvalues>\n";
  for (const ExportAttribute& attribute : attributes)
    if (attribute.name != "label")
      out << "          <attvalue for=\"" << attribute.name << "\" value=\"" << xml_text(attribute.joined())
          << "\"/>\n";
  out << "        </attvalues>\n";
}

}  // namespace

void write_graphml(const ExportNetwork& network, const Stamp& stamp, std::ostream& out) {
  const Graph& graph = network.graph();
  const AllKeys keys{network};
  out << "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
         "<graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\""
         " xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\""
         " xsi:schemaLocation=\"http://graphml.graphdrawing.org/xmlns"
         " http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd\">\n"
      << "  <desc>" << xml_text(stamp_line(stamp)) << "</desc>\n";
  const auto declare = [&](const Keys& list, const char* domain, const char* prefix) {
    for (const auto& [name, type] : list)
      out << "  <key id=\"" << prefix << name << "\" for=\"" << domain << "\" attr.name=\"" << name << "\" attr.type=\""
          << type_name(type) << "\"/>\n";
  };
  declare(keys.vertices, "node", "v.");
  declare(keys.edges, "edge", "e.");
  out << "  <graph id=\"world\" edgedefault=\"directed\">\n";
  for (const VertexId v : network.vertices()) {
    out << "    <node id=\"" << xml_name(network.name(v)) << "\">\n";
    write_data(out, "v.", network.attributes(v));
    out << "    </node>\n";
  }
  std::size_t number = 0;
  for (const EdgeId e : network.edges()) {
    out << "    <edge id=\"e" << number++ << "\" source=\"" << xml_name(network.name(graph.source(e))) << "\" target=\""
        << xml_name(network.name(graph.target(e))) << "\">\n";
    write_data(out, "e.", network.attributes(e));
    out << "    </edge>\n";
  }
  out << "  </graph>\n</graphml>\n";
}

void write_gexf(const ExportNetwork& network, const Stamp& stamp, std::ostream& out) {
  const Graph& graph = network.graph();
  const AllKeys keys{network};
  out << "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
         "<gexf xmlns=\"http://www.gexf.net/1.2draft\" xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\""
         " xsi:schemaLocation=\"http://www.gexf.net/1.2draft http://www.gexf.net/1.2draft/gexf.xsd\""
         " version=\"1.2\">\n"
      << "  <meta>\n    <creator>" << xml_text(stamp.library) << "</creator>\n    <description>"
      << xml_text(stamp_line(stamp)) << "</description>\n  </meta>\n"
      << "  <graph defaultedgetype=\"directed\" mode=\"static\">\n";
  const auto declare = [&](const Keys& list, const char* of) {
    out << "    <attributes class=\"" << of << "\" mode=\"static\">\n";
    for (const auto& [name, type] : list)
      if (name != "label")
        out << "      <attribute id=\"" << name << "\" title=\"" << name << "\" type=\"" << type_name(type) << "\"/>\n";
    out << "    </attributes>\n";
  };
  declare(keys.vertices, "node");
  declare(keys.edges, "edge");
  out << "    <nodes>\n";
  for (const VertexId v : network.vertices()) {
    const ExportAttributes attributes = network.attributes(v);
    out << "      <node id=\"" << xml_name(network.name(v)) << "\" label=\"" << xml_text(attributes.front().value())
        << "\">\n";
    write_values(out, attributes);
    out << "      </node>\n";
  }
  out << "    </nodes>\n    <edges>\n";
  std::size_t number = 0;
  for (const EdgeId e : network.edges()) {
    out << "      <edge id=\"" << number++ << "\" source=\"" << xml_name(network.name(graph.source(e)))
        << "\" target=\"" << xml_name(network.name(graph.target(e))) << "\" type=\"directed\" label=\""
        << xml_text(network.words(e)) << "\">\n";
    write_values(out, network.attributes(e));
    out << "      </edge>\n";
  }
  out << "    </edges>\n  </graph>\n</gexf>\n";
}

}  // namespace dutygraph::render::detail
