// SPDX-License-Identifier: BSL-1.0

/// \file
/// JSON-LD 1.1. Actors are agents of PROV-O and organisations of W3C ORG, interests are relationships of the RDF
/// vocabulary of BODS 0.4, sources are what PROV-O derives from. What has dates or is disputed is a node of its own
/// that states it, never a bare triple.

#include <algorithm>
#include <array>
#include <ostream>
#include <set>
#include <utility>

#include "base/json_text.hpp"
#include "render/export/network.hpp"
#include "render/words.hpp"

namespace dutygraph::render::detail {
namespace {

using dutygraph::detail::JsonText;

constexpr std::string_view context =
    R"({"@version":1.1,"bods":"https://vocab.openownership.org/terms#",)"
    R"("codes":"https://vocab.openownership.org/codelists#","dcterms":"http://purl.org/dc/terms/",)"
    R"("dg":"urn:dutygraph:terms:","org":"http://www.w3.org/ns/org#","prov":"http://www.w3.org/ns/prov#",)"
    R"("rdf":"http://www.w3.org/1999/02/22-rdf-syntax-ns#","rdfs":"http://www.w3.org/2000/01/rdf-schema#",)"
    R"("xsd":"http://www.w3.org/2001/XMLSchema#"})";

/// \p text with everything percent-encoded that may not stand in a part of a URN.
std::string encoded(std::string_view text) {
  static constexpr char hex[] = "0123456789ABCDEF";
  std::string out;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    const bool stays =
        (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '.' || c == '_';
    if (stays)
      out += c;
    else
      out += {'%', hex[byte >> 4], hex[byte & 15]};
  }
  return out;
}

std::string iri(const Graph& graph, VertexId v) {
  return "urn:dutygraph:" + std::string{to_string(graph.kind(v))} + ":" + encoded(graph.key(v));
}

/// Whether \p url may be an address of RDF as it is.
bool is_iri(std::string_view url) {
  if (!url.starts_with("https://") && !url.starts_with("http://")) return false;
  return std::all_of(url.begin(), url.end(), [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte > 0x20 && byte < 0x7F && std::string_view{"<>\"{}|\\^`"}.find(c) == std::string_view::npos;
  });
}

void put_link(JsonText& json, std::string_view key, std::string_view target) {
  json.key(key).object([&] { json.key("@id").string(target); });
}

void put_typed(JsonText& json, std::string_view key, std::string_view value, std::string_view type) {
  json.key(key).object([&] {
    json.key("@value").string(value);
    json.key("@type").string(type);
  });
}

/// A date with the type of its precision; an unknown one is a plain string.
void put_date(JsonText& json, std::string_view key, const std::optional<Date>& date) {
  if (!date) return;
  constexpr std::array<std::string_view, 3> types{"xsd:date", "xsd:gYearMonth", "xsd:gYear"};
  if (date->is_unknown())
    json.key(key).string("unknown");
  else
    put_typed(json, key, date->to_string(), types[static_cast<std::size_t>(date->precision())]);
}

void put_sources(JsonText& json, SourceRange sources) {
  if (sources.empty()) return;
  json.key("prov:wasDerivedFrom").array([&] {
    for (const Source& source : sources)
      json.object([&] { json.key("@id").string("urn:dutygraph:source:" + encoded(source.id)); });
  });
}

/// Everything that no term of another vocabulary says.
void put_attributes(JsonText& json, const ExportAttributes& attributes) {
  using Type = ExportAttribute::Type;
  static constexpr std::array<std::string_view, 7> said{"label", "from", "to", "sources", "evidence", "low", "high"};
  for (const ExportAttribute& attribute : attributes) {
    if (std::find(said.begin(), said.end(), attribute.name) != said.end()) continue;
    const std::string key = "dg:" + std::string{attribute.name};
    if (attribute.type == Type::list)
      json.key(key).strings(attribute.values);
    else if (attribute.type == Type::number)
      put_typed(json, key, attribute.value(), "xsd:decimal");
    else if (attribute.type == Type::flag)
      json.key(key).boolean(attribute.value() == "true");
    else
      json.key(key).string(attribute.value());
  }
}

std::vector<std::string> types_of(const Graph& graph, VertexId v) {
  std::vector<std::string> types{"prov:Entity"};
  switch (graph.kind(v)) {
    case VertexKind::state:
    case VertexKind::agency:
      types = {"org:Organization", "prov:Agent"};
      break;
    case VertexKind::company:
      types = {"org:FormalOrganization", "bods:Entity", "prov:Agent"};
      break;
    case VertexKind::organisation: {
      const Organisation* fields = graph.fields<Organisation>(v);
      const bool person = fields != nullptr && fields->type == "person";
      types = {person ? "prov:Person" : "prov:Agent"};
      if (!person && fields != nullptr && fields->type != "unknown") types.emplace_back("org:Organization");
      break;
    }
    default:
      break;
  }
  std::string own = "dg:";
  bool upper = true;
  for (const char c : to_string(graph.kind(v))) {
    if (c != '_') own += std::exchange(upper, false) ? static_cast<char>(c - 'a' + 'A') : c;
    upper = upper || c == '_';
  }
  types.push_back(std::move(own));
  return types;
}

std::string node_of_vertex(const ExportNetwork& network, VertexId v) {
  const Graph& graph = network.graph();
  JsonText json;
  json.object([&] {
    json.key("@id").string(iri(graph, v));
    json.key("@type").strings(types_of(graph, v));
    json.key("rdfs:label").string(name_of(graph, v));
    json.key("dcterms:identifier").string(graph.key(v));
    put_attributes(json, network.attributes(v));
    put_date(json, "dg:from", graph.lifetime(v).from());
    put_date(json, "dg:to", graph.lifetime(v).to());
    std::vector<std::string> parents;
    for (const EdgeId e : graph.out_edges(v, EdgeKind::part_of))
      if (graph.valid(e).is_always() && network.assertion(e) == Assertion::positive && is_actor(graph.kind(v)))
        parents.push_back(iri(graph, graph.target(e)));
    if (!parents.empty())
      json.key("org:subOrganizationOf").array([&] {
        for (const std::string& parent : parents) json.object([&] { json.key("@id").string(parent); });
      });
    put_sources(json, graph.sources(v));
  });
  return json.take();
}

std::string_view interest_class(vocab::Basis basis) {
  switch (basis) {
    case vocab::Basis::capital:
      return "bods:Shareholding";
    case vocab::Basis::votes:
      return "bods:VotingRights";
    case vocab::Basis::board:
      return "bods:AppointmentOfBoard";
    default:
      return {};
  }
}

void put_interest(JsonText& json, const Interest& interest) {
  json.key("bods:interest").object([&] {
    const std::string_view type = interest_class(interest.basis);
    json.key("@type").strings(type.empty() ? std::vector<std::string_view>{"bods:Interest"}
                                           : std::vector<std::string_view>{"bods:Interest", type});
    constexpr std::array<std::string_view, 3> directness{"codes:Direct", "codes:Indirect", "codes:Unknown"};
    put_link(json, "bods:directOrIndirect", directness[static_cast<std::size_t>(interest.directness)]);
    if (interest.share && !interest.share->is_unknown()) {
      const Share& share = *interest.share;
      const auto put = [&](std::string_view key, Percent value) {
        put_typed(json, key, value.to_string(), "xsd:decimal");
      };
      if (share.is_exact()) {
        put("bods:shareExact", share.low());
      } else {
        put(share.low_open() ? "bods:shareExclusiveMinimum" : "bods:shareMinimum", share.low());
        put(share.high_open() ? "bods:shareExclusiveMaximum" : "bods:shareMaximum", share.high());
      }
    }
    put_date(json, "bods:startDate", interest.valid.from());
    put_date(json, "bods:endDate", interest.valid.to());
  });
}

std::string node_of_edge(const ExportNetwork& network, EdgeId e, std::size_t number) {
  const Graph& graph = network.graph();
  const std::string source = iri(graph, graph.source(e)), target = iri(graph, graph.target(e));
  const bool holds = graph.kind(e) == EdgeKind::holds;
  const bool member = graph.kind(e) == EdgeKind::member_of;
  JsonText json;
  json.object([&] {
    json.key("@id").string("urn:dutygraph:edge:" + std::to_string(number));
    if (holds && network.assertion(e) == Assertion::positive) {
      json.key("@type").strings(std::array<std::string_view, 2>{"bods:Relationship", "prov:Entity"});
      json.key("bods:recordIdString").string(graph.holding_key(e));
      put_link(json, "bods:subject", target);
      put_link(json, "bods:interestedParty", source);
      put_interest(json, graph.interest(e));
    } else {
      // Reified: rdf:Statement says what is claimed, and asserts nothing.
      json.key("@type").array([&] {
        json.string("rdf:Statement");
        json.string("prov:Entity");
        if (member && network.assertion(e) == Assertion::positive) json.string("org:Membership");
      });
      put_link(json, "rdf:subject", source);
      put_link(json, "rdf:predicate", "dg:" + std::string{to_string(graph.kind(e))});
      put_link(json, "rdf:object", target);
      if (member && network.assertion(e) == Assertion::positive) {
        put_link(json, "org:member", source);
        put_link(json, "org:organization", target);
      }
      if (holds && graph.share(e)) {
        put_typed(json, "dg:low", graph.share(e)->low().to_string(), "xsd:decimal");
        put_typed(json, "dg:high", graph.share(e)->high().to_string(), "xsd:decimal");
      }
    }
    put_attributes(json, network.attributes(e));
    put_date(json, "dg:from", graph.valid(e).from());
    put_date(json, "dg:to", graph.valid(e).to());
    put_sources(json, graph.sources(e));
  });
  return json.take();
}

std::string node_of_source(const Source& source) {
  JsonText json;
  json.object([&] {
    json.key("@id").string("urn:dutygraph:source:" + encoded(source.id));
    json.key("@type").strings(std::array<std::string_view, 2>{"prov:Entity", "dg:Source"});
    const auto put = [&](std::string_view key, std::string_view value) {
      if (!value.empty()) json.key(key).string(value);
    };
    put("dcterms:identifier", source.id);
    put("dcterms:title", source.title);
    put("dcterms:publisher", source.publisher);
    put_date(json, "dcterms:issued", source.date);
    put_date(json, "dg:retrieved", source.retrieved);
    if (is_iri(source.url))
      put_link(json, "rdfs:seeAlso", source.url);
    else
      put("dg:url", source.url);
    put("dcterms:rights", source.licence);
    put("dg:locator", source.locator);
    put("dcterms:language", source.language);
  });
  return json.take();
}

}  // namespace

void write_jsonld(const ExportNetwork& network, const Stamp& stamp, std::ostream& out) {
  const Graph& graph = network.graph();
  JsonText about;
  about.object([&] {
    about.key("@id").string("urn:dutygraph:export");
    about.key("@type").string("prov:Entity");
    about.key("rdfs:comment").string(stamp_line(stamp));
  });
  out << "{\"@context\":" << context << ",\"@graph\":[\n" << about.text();
  std::set<std::string_view> cited;
  for (const VertexId v : network.vertices()) {
    out << ",\n" << node_of_vertex(network, v);
    for (const Source& source : graph.sources(v)) cited.insert(source.id);
  }
  std::size_t number = 0;
  for (const EdgeId e : network.edges()) {
    out << ",\n" << node_of_edge(network, e, number++);
    for (const Source& source : graph.sources(e)) cited.insert(source.id);
  }
  for (const Source& source : graph.all_sources())
    if (cited.contains(source.id)) out << ",\n" << node_of_source(source);
  out << "\n]}\n";
}

}  // namespace dutygraph::render::detail
