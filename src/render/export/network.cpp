// SPDX-License-Identifier: BSL-1.0
#include "render/export/network.hpp"

#include <algorithm>
#include <tuple>
#include <type_traits>
#include <utility>

#include <dutygraph/model/visit.hpp>

#include "base/utf8.hpp"
#include "render/words.hpp"

namespace dutygraph::render::detail {
namespace {

using dutygraph::detail::HoldingRow;
using Type = ExportAttribute::Type;

void add_text(ExportAttributes& list, std::string_view name, std::string_view value, Type type = Type::text) {
  if (!value.empty()) list.push_back({name, type, {std::string{value}}});
}

void add_dates(ExportAttributes& list, Interval valid) {
  if (valid.from()) add_text(list, "from", valid.from()->to_string());
  if (valid.to()) add_text(list, "to", valid.to()->to_string());
}

void add_standing(ExportAttributes& list, Assertion assertion) {
  if (assertion != Assertion::positive)
    add_text(list, "assertion", assertion == Assertion::negative ? "negative" : "disputed");
}

void add_sources(ExportAttributes& list, SourceRange sources) {
  std::vector<std::string> ids, described;
  for (const Source& source : sources) {
    ids.push_back(source.id);
    std::string words = describe(source);
    described.push_back(words.empty() ? source.id : std::move(words));
  }
  if (ids.empty()) return;
  list.push_back({"sources", Type::list, std::move(ids)});
  list.push_back({"evidence", Type::list, std::move(described)});
}

/// The fields of a record that are texts, codes, numbers, dates or lists of such. What is named by reference is an
/// edge.
template <class Record>
struct PlainFields : RecordVisitor<Record> {
  PlainFields(const Record& from, ExportAttributes& to) : record_{from}, list_{to} {}
  void text(std::string_view name, std::string Record::*member) { put(name, record_.*member); }
  void code(std::string_view name, std::string Record::*member, std::string_view) { put(name, record_.*member); }
  void number_or_text(std::string_view name, std::string Record::*member) { put(name, record_.*member); }
  void texts(std::string_view name, std::vector<std::string> Record::*member) { put(name, record_.*member); }
  void codes(std::string_view name, std::vector<std::string> Record::*member, std::string_view) {
    put(name, record_.*member);
  }
  void optional_texts(std::string_view name, std::optional<std::vector<std::string>> Record::*member) {
    if (record_.*member) put(name, *(record_.*member));
  }
  void optional_codes(std::string_view name, std::optional<std::vector<std::string>> Record::*member,
                      std::string_view) {
    if (record_.*member) put(name, *(record_.*member));
  }
  void date(std::string_view name, std::optional<Date> Record::*member) {
    if (record_.*member) put(name, (record_.*member)->to_string());
  }
  void number(std::string_view name, std::optional<Decimal> Record::*member) {
    if (record_.*member) add_text(list_, renamed(name), (record_.*member)->to_string(), Type::number);
  }
  void integer(std::string_view name, std::optional<std::int64_t> Record::*member) {
    if (record_.*member) add_text(list_, renamed(name), std::to_string(*(record_.*member)), Type::number);
  }
  void boolean(std::string_view name, std::optional<bool> Record::*member) {
    if (record_.*member) add_text(list_, renamed(name), *(record_.*member) ? "true" : "false", Type::flag);
  }

 private:
  /// A field of the name of an attribute that every vertex has.
  static std::string_view renamed(std::string_view name) { return name == "kind" ? "type" : name; }
  void put(std::string_view name, const std::string& value) { add_text(list_, renamed(name), value); }
  void put(std::string_view name, const std::vector<std::string>& values) {
    if (!values.empty()) list_.push_back({renamed(name), Type::list, values});
  }

  const Record& record_;
  ExportAttributes& list_;
};

std::string xml(std::string_view text, bool is_name) {
  static constexpr char hex[] = "0123456789abcdef";
  std::string out;
  for (std::size_t i = 0; i < text.size();) {
    const dutygraph::detail::CodePoint point = dutygraph::detail::decode_utf8(text.substr(i));
    const auto byte = static_cast<unsigned char>(text[i]);
    const char32_t c = point.value;
    if (point.length == 0) {
      out += {'\\', 'x', hex[byte >> 4], hex[byte & 15]};
      ++i;
      continue;
    }
    if (c == '&')
      out += "&amp;";
    else if (c == '<')
      out += "&lt;";
    else if (c == '>')
      out += "&gt;";
    else if (c == '"')
      out += "&quot;";
    else if (c == '\n' || c == '\t' || c == '\r')
      out += c == '\n' ? "&#10;" : c == '\t' ? "&#9;" : "&#13;";
    else if (c == '\\' && is_name)
      out += "\\\\";
    else if (c < 0x20 || c == 0xFFFE || c == 0xFFFF)
      out += {'\\', 'u', hex[c >> 12 & 15], hex[c >> 8 & 15], hex[c >> 4 & 15], hex[c & 15]};
    else
      out.append(text, i, point.length);
    i += point.length;
  }
  return out;
}

}  // namespace

std::string xml_text(std::string_view text) { return xml(text, false); }
std::string xml_name(std::string_view text) { return xml(text, true); }

std::string ExportAttribute::joined() const {
  if (type != Type::list) return value();
  std::string text;
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (i != 0) text += ';';
    for (const char c : values[i]) {
      if (c == ';' || c == '\\') text += '\\';
      text += c;
    }
  }
  return text;
}

ExportNetwork::ExportNetwork(const Graph& graph, const ExportOptions& options)
    : graph_{graph}, place_(graph.num_vertices(), 0), shares_id_(graph.num_vertices(), 0) {
  choose(options);
  const auto by_key = [&](VertexId a, VertexId b) {
    return std::pair{graph_.key(a), graph_.kind(a)} < std::pair{graph_.key(b), graph_.kind(b)};
  };
  std::sort(vertices_.begin(), vertices_.end(), by_key);
  for (std::size_t i = 1; i < vertices_.size(); ++i)
    if (graph_.key(vertices_[i]) == graph_.key(vertices_[i - 1]))
      shares_id_[vertices_[i].value()] = shares_id_[vertices_[i - 1].value()] = 1;
  std::stable_sort(vertices_.begin(), vertices_.end(),
                   [&](VertexId a, VertexId b) { return graph_.kind(a) < graph_.kind(b); });
  for (std::size_t i = 0; i < vertices_.size(); ++i) place_[vertices_[i].value()] = static_cast<std::uint32_t>(i + 1);
  for (const EdgeId e : graph_.edges())
    if (place_[graph_.source(e).value()] != 0 && place_[graph_.target(e).value()] != 0) edges_.push_back(e);
  sort_edges();
}

void ExportNetwork::choose(const ExportOptions& options) {
  if (options.around.empty()) {
    for (const VertexId v : graph_.vertices()) vertices_.push_back(v);
    return;
  }
  const auto reach = [&](VertexId v) {
    if (std::exchange(place_[v.value()], 1U) == 0) vertices_.push_back(v);
  };
  for (const VertexId v : options.around) reach(v);
  const std::size_t asked = vertices_.size();
  std::size_t first = 0;
  for (std::size_t hop = 0; hop < options.hops && first < vertices_.size(); ++hop) {
    const std::size_t last = vertices_.size();
    for (; first < last; ++first) {
      const VertexId v = vertices_[first];
      if (first >= asked && graph_.kind(v) == VertexKind::state) continue;
      for (const EdgeId e : graph_.out_edges(v)) reach(graph_.target(e));
      for (const EdgeId e : graph_.in_edges(v)) reach(graph_.source(e));
    }
  }
}

void ExportNetwork::sort_edges() {
  const auto holding = [&](EdgeId e) {
    return graph_.kind(e) == EdgeKind::holds ? graph_.holding_key(e) : std::string_view{};
  };
  std::sort(edges_.begin(), edges_.end(), [&](EdgeId a, EdgeId b) {
    const auto key = [&](EdgeId e) {
      return std::tuple{place_[graph_.source(e).value()],
                        place_[graph_.target(e).value()],
                        graph_.kind(e),
                        graph_.role(e),
                        holding(e),
                        graph_.valid(e),
                        e};
    };
    return key(a) < key(b);
  });
}

std::string ExportNetwork::name(VertexId v) const {
  std::string name{graph_.key(v)};
  if (shares_id_[v.value()] != 0) name = std::string{to_string(graph_.kind(v))} + ":" + name;
  return name;
}

ExportAttributes ExportNetwork::attributes(VertexId v) const {
  ExportAttributes list;
  add_text(list, "label", name_of(graph_, v));
  add_text(list, "kind", to_string(graph_.kind(v)));
  if (shares_id_[v.value()] != 0) add_text(list, "id_in_document", graph_.key(v));
  if (const VertexId home = graph_.home(v)) add_text(list, "home", graph_.key(home));
  if (const VertexId one = graph_.canonical(v); one != v) add_text(list, "same_as", graph_.key(one));
  if (graph_.is_implicit(v)) add_text(list, "only_named", "true", Type::flag);
  add_dates(list, graph_.lifetime(v));
  with_record(graph_.kind(v), [&]<class Record>() {
    const Record* fields = graph_.fields<Record>(v);
    if (fields == nullptr) return;
    add_standing(list, fields->facts.assertion);
    if (fields->facts.recorded) add_text(list, "recorded", fields->facts.recorded->to_string());
    add_text(list, "note", fields->facts.note);
    PlainFields<Record> visitor{*fields, list};
    Record::describe(visitor);
  });
  std::vector<std::string> identifiers;
  for (std::size_t i = 0; i < graph_.num_identifiers(v); ++i) {
    const auto identifier = graph_.identifier(v, i);
    identifiers.push_back((identifier.first.empty() ? std::string{} : std::string{identifier.first} + ":") +
                          std::string{identifier.second});
  }
  if (!identifiers.empty()) list.push_back({"identifiers", Type::list, std::move(identifiers)});
  add_sources(list, graph_.sources(v));
  return list;
}

Assertion ExportNetwork::assertion(EdgeId e) const {
  if (graph_.kind(e) == EdgeKind::holds) return graph_.tables().holding(e.value()).assertion();
  return graph_.tables().reference(e.value()).disputed ? Assertion::disputed : Assertion::positive;
}

ExportAttributes ExportNetwork::attributes(EdgeId e) const {
  ExportAttributes list;
  add_text(list, "kind", to_string(graph_.kind(e)));
  add_text(list, "role", graph_.role(e));
  std::int32_t recorded = 0;
  if (graph_.kind(e) == EdgeKind::holds) {
    const HoldingRow& row = graph_.tables().holding(e.value());
    const Interest interest = graph_.interest(e);
    recorded = row.recorded;
    add_text(list, "holding", graph_.holding_key(e));
    add_text(list, "basis", vocab::to_string(interest.basis));
    add_text(list, "code", interest.code);
    add_text(list, "share_class", interest.share_class);
    if (interest.directness != Directness::direct)
      add_text(list, "directness", interest.directness == Directness::indirect ? "indirect" : "unknown");
    if (interest.share) {
      add_text(list, "share", interest.share->to_string());
      add_text(list, "low", interest.share->low().to_string(), Type::number);
      add_text(list, "high", interest.share->high().to_string(), Type::number);
    }
    add_text(list, "unknown_reason", interest.unknown_reason);
    if (const auto* version = (row.flags & HoldingRow::versioned) != 0
                                  ? graph_.tables().versions.find(graph_.tables().holding_row(e.value()))
                                  : nullptr;
        version != nullptr && version->superseded != INT32_MAX)
      add_text(list, "superseded", Date::from_days(version->superseded).to_string());
  } else {
    recorded = graph_.tables().reference(e.value()).recorded;
  }
  add_dates(list, graph_.valid(e));
  add_standing(list, assertion(e));
  if (const Date day = Date::from_raw(recorded); !day.is_unknown()) add_text(list, "recorded", day.to_string());
  add_sources(list, graph_.sources(e));
  return list;
}

std::string ExportNetwork::words(EdgeId e) const {
  std::string text{to_string(graph_.kind(e))};
  std::replace(text.begin(), text.end(), '_', ' ');
  if (graph_.kind(e) == EdgeKind::holds) {
    const Interest interest = graph_.interest(e);
    text = interest.share ? interest.share->to_string() : std::string{"no share given"};
    if (interest.share && interest.share->is_unknown()) text = "unknown share";
    text += " " + std::string{vocab::to_string(interest.basis)};
    if (interest.directness == Directness::indirect) text += ", indirect";
    if (assertion(e) == Assertion::negative) text = "denied: " + text;
  } else if (!graph_.role(e).empty()) {
    text += " (" + plain(graph_.role(e)) + ")";
  }
  if (assertion(e) == Assertion::disputed) text = "disputed: " + text;
  const std::string when = period(graph_.valid(e));
  return when.empty() ? text : text + ", " + when;
}

}  // namespace dutygraph::render::detail
