// SPDX-License-Identifier: BSL-1.0
#include <dutygraph/io/edits.hpp>

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include <dutygraph/error.hpp>
#include <dutygraph/graph/builder.hpp>

#include "base/json_text.hpp"
#include "io/edit_text.hpp"
#include "io/input.hpp"
#include "io/native_actors.hpp"
#include "io/native_holdings.hpp"
#include "io/native_reader.hpp"
#include "io/native_settings.hpp"
#include "io/native_write.hpp"
#include "io/report.hpp"

namespace dutygraph::io {
namespace {

using detail::Input;
using detail::JsonError;
using detail::JsonKind;
using detail::JsonTree;
using detail::Path;
using Node = JsonTree::Node;

constexpr std::array<std::string_view, 4> operations{"add", "change", "end", "remove"};
constexpr std::size_t most_errors = 1000;

/// Sections whose items are parts of the settings: added and removed as wholes.
bool is_settings_section(std::string_view section) {
  return detail::is_list_section(section) || section == "taxonomies" || section == "codelists" ||
         section == "profiles" || section == "same_as";
}

/// A record as the edits so far leave it.
struct Slot {
  std::optional<std::string> text{};  ///< its JSON; nothing: there is none
  std::uint64_t line = 0;             ///< of the last edit
  bool in_base = false;               ///< the base has such a record
};

/// Reads edits and says what they leave of a world.
class Edits {
 public:
  Edits(const Graph& base, Input& input) : base_{base}, input_{input}, settings_{base.settings()} {}

  /// \throws InvalidData
  void read() {
    std::vector<std::pair<std::uint64_t, std::string>> lines;
    std::string_view line;
    for (std::uint64_t number = 0; input_.next_line(line, number);) lines.emplace_back(number, line);
    find_holdings(lines);
    for (auto& [number, text] : lines) read_line(number, text);
    if (left_out_ != 0)
      errors_.add(
          {"more-errors", Severity::error, input_.name(), 0, {}, {}, std::to_string(left_out_) + " more errors"});
    if (errors_.has_errors()) throw InvalidData{std::move(errors_)};
  }

  Edited apply();

 private:
  using Key = std::pair<std::string, std::string>;  // section, id

  void complain(std::string_view rule, std::string path, std::string_view value, std::string hint) {
    if (errors_.size() >= most_errors) {
      ++left_out_;
      return;
    }
    errors_.add(
        {std::string{rule}, Severity::error, input_.name(), line_, std::move(path), printable(value), std::move(hint)});
  }
  void complain_at(std::string_view rule, Node at, std::string_view name, std::string hint) {
    complain(rule, "/" + std::string{name},
             !at                       ? std::string_view{}
             : at.is(JsonKind::string) ? at.text()
                                       : at.source(),
             std::move(hint));
  }

  /// Where the interests of the holdings are that edits name: one walk over all edges.
  void find_holdings(const std::vector<std::pair<std::uint64_t, std::string>>& lines);
  void read_line(std::uint64_t number, const std::string& text);
  void edit(std::string_view operation, const std::string& section, const std::string& id, Node root);
  void edit_settings(std::string_view operation, const std::string& section, const std::string& id, Node root);
  /// The record as it stands, or a slot without one.
  Slot& slot(const Key& key);
  [[nodiscard]] std::optional<std::string> base_text(const Key& key) const;
  /// The members of \p root that are fields of the record.
  [[nodiscard]] static std::vector<Node> fields_of(Node root, bool may_be_wrapped);
  bool refuse_fields(Node root, std::initializer_list<std::string_view> allowed, std::string_view operation);

  const Graph& base_;
  Input& input_;
  Settings settings_;
  std::map<Key, Slot> slots_;
  std::vector<std::pair<std::uint64_t, std::string>> unnamed_;  // rows without an id, and settings
  bool unnamed_holding_ = false;
  std::map<std::string, std::vector<EdgeId>, std::less<>> holdings_;
  std::uint64_t line_ = 0;
  std::size_t count_ = 0;
  Diagnostics errors_;
  std::size_t left_out_ = 0;
};

void Edits::find_holdings(const std::vector<std::pair<std::uint64_t, std::string>>& lines) {
  JsonTree tree;
  for (const auto& [number, text] : lines) {
    try {
      tree.parse_copy(text);
    } catch (const JsonError&) {
      continue;  // said when the line is read
    }
    if (!tree.root().is(JsonKind::object)) continue;
    const Node section = tree.root().find("section"), id = tree.root().find("id");
    if (section && id && id.is(JsonKind::string) && section.is(JsonKind::string) && section.text() == "holdings")
      holdings_.try_emplace(std::string{id.text()});
  }
  if (holdings_.empty()) return;
  const auto& t = base_.tables();
  for (std::uint32_t e = 0; e < t.in_link.size(); ++e)
    if (t.in_link[e].is_holding())
      if (const auto at = holdings_.find(t.text[t.holding(e).key]); at != holdings_.end())
        at->second.push_back(EdgeId{e});
}

std::optional<std::string> Edits::base_text(const Key& key) const {
  const std::string& section = key.first;
  const std::string& id = key.second;
  if (section == "holdings") {
    const auto at = holdings_.find(id);
    if (at == holdings_.end() || at->second.empty()) return std::nullopt;
    return detail::compact_holding(detail::holding_of(base_, at->second));
  }
  if (section == "sources") {
    for (const Source& source : base_.all_sources())
      if (source.id == id && source.id != "unsourced") return detail::compact_item(source);
    return std::nullopt;
  }
  std::optional<std::string> text;
  dutygraph::with_record(*kind_of_section(section), [&]<class Record>() {
    const std::optional<VertexIdOf<Record>> v = base_.find<Record>(id);
    // States and others that are only named have no record; a party that nobody has identified has one.
    if (!v || (base_.is_implicit(*v) && (!is_actor(Record::kind) || Record::kind == VertexKind::state))) return;
    text = detail::compact_record(detail::document_record(base_, *v), detail::ReferenceFilter{base_});
  });
  return text;
}

Slot& Edits::slot(const Key& key) {
  const auto [at, added] = slots_.try_emplace(key);
  if (added) {
    at->second.text = base_text(key);
    at->second.in_base = at->second.text.has_value();
  }
  return at->second;
}

std::vector<Node> Edits::fields_of(Node root, bool may_be_wrapped) {
  std::vector<Node> fields;
  const Node value = root.find("value");
  if (may_be_wrapped && value && value.is(JsonKind::object)) {
    for (const Node member : value) fields.push_back(member);
    return fields;
  }
  for (const Node member : root)
    if (member.key() != "op" && member.key() != "section" && member.key() != "id") fields.push_back(member);
  return fields;
}

bool Edits::refuse_fields(Node root, std::initializer_list<std::string_view> allowed, std::string_view operation) {
  bool refused = false;
  for (const Node member : root) {
    if (member.key() == "op" || member.key() == "section" || member.key() == "id") continue;
    if (std::find(allowed.begin(), allowed.end(), member.key()) != allowed.end()) continue;
    std::string list = "`op`, `section` and `id`";
    for (const std::string_view name : allowed) list += ", and `" + std::string{name} + "`";
    complain_at("unknown-field", member, member.key(), list + " only: " + std::string{operation} + " takes no other");
    refused = true;
  }
  return refused;
}

void Edits::read_line(std::uint64_t number, const std::string& text) {
  line_ = number;
  JsonTree tree;
  try {
    tree.parse_copy(text);
  } catch (const JsonError& error) {
    return complain(error.rule, {}, error.value,
                    error.hint + " (byte " + std::to_string(error.offset + 1) + " of the line)");
  }
  const Node root = tree.root();
  if (!root.is(JsonKind::object))
    return complain("wrong-type", {}, root.source(), "an edit: {\"op\": ..., \"section\": ..., \"id\": ..., ...}");
  const Node op = root.find("op");
  const bool known_op =
      op && op.is(JsonKind::string) && std::find(operations.begin(), operations.end(), op.text()) != operations.end();
  if (!known_op)
    complain_at(op ? "unknown-operation" : "missing-field", op, "op",
                "one of add, change, end, remove" +
                    (op && op.is(JsonKind::string) ? detail::did_you_mean(op.text(), operations) : std::string{}));
  const Node section = root.find("section");
  const auto names = detail::section_names();
  const bool known_section = section && section.is(JsonKind::string) && !detail::is_setting(section.text()) &&
                             std::find(names.begin(), names.end(), section.text()) != names.end();
  if (!known_section)
    complain_at(
        section ? "unknown-section" : "missing-field", section, "section",
        "a section of the native document" +
            (section && section.is(JsonKind::string) ? detail::did_you_mean(section.text(), names) : std::string{}));
  const Node id = root.find("id");
  const bool good_id = !id || (id.is(JsonKind::string) && !id.text().empty());
  if (!good_id) complain_at("wrong-type", id, "id", "the id of a record: a text that is not empty");
  if (!known_op || !known_section || !good_id) return;
  const std::string name{section.text()};
  const std::string key = id ? std::string{id.text()} : std::string{};
  try {
    if (is_settings_section(name)) {
      edit_settings(op.text(), name, key, root);
    } else {
      edit(op.text(), name, key, root);
    }
  } catch (const UsageError& error) {
    complain_at("ambiguous-id", id, "id", error.what());
  } catch (const JsonError& error) {  // too deep once it is put together
    complain(error.rule, {}, error.value, error.hint);
  }
  ++count_;
}

void Edits::edit(std::string_view operation, const std::string& section, const std::string& id, Node root) {
  const Node at = root.find("id");
  if (const Node value = root.find("value"); section == "complete" && value && value.find("id"))
    return complain_at("two-ids", value.find("id"), "value/id", "the id beside the record, not in it");
  if (id.empty()) {
    if (operation != "add")
      return complain_at("missing-field", at, "id", "the id of the record; convert writes those that were made up");
    if (section == "sources") return complain_at("missing-id", at, "id", "an id: records name their sources");
    unnamed_holding_ = unnamed_holding_ || section == "holdings";
    unnamed_.emplace_back(line_,
                          detail::edit_row(section, detail::merged("{}", fields_of(root, section == "complete"))));
    return;
  }
  Slot& now = slot({section, id});
  if (operation == "add") {
    if (now.text)
      return complain_at("duplicate-id", at, "id", "an id that no record of " + section + " has; `change` changes one");
    now.text =
        detail::merged("{\"id\":" + dutygraph::detail::json_string(id) + "}", fields_of(root, section == "complete"));
    now.line = line_;
    return;
  }
  if (!now.text)
    return complain_at("unknown-id", at, "id", "the id of a record of " + section + "; the world has none of this id");
  if (operation == "remove") {
    if (refuse_fields(root, {}, operation)) return;
    now.text.reset();
  } else if (operation == "change") {
    const std::vector<Node> fields = fields_of(root, section == "complete");
    if (fields.empty()) return complain("missing-field", {}, std::string_view{}, "at least one field to change");
    JsonTree tree;
    tree.parse_copy(*now.text);
    bool refused = false;
    for (const Node field : fields)
      if (field.is(JsonKind::null) && !tree.root().find(field.key())) {
        complain_at("missing-field", field, field.key(), "a field that the record has: null takes one away");
        refused = true;
      }
    if (refused) return;
    now.text = detail::merged(*now.text, fields);
  } else {
    if (refuse_fields(root, {"to"}, operation)) return;
    const Node to = root.find("to");
    const std::optional<Date> day = to && to.is(JsonKind::string) ? Date::parse(to.text()) : std::nullopt;
    if (!day || day->is_unknown())
      return complain_at(to ? "invalid-date" : "missing-field", to, "to",
                         "a date such as 2024-06-30: the first day on which it no longer holds");
    if (section == "sources")
      return complain_at("wrong-section", root.find("section"), "section", "records with dates");
    std::string problem;
    std::string ended = detail::ended(*now.text, *day, problem);
    if (!problem.empty()) return complain_at("already-ended", to, "to", problem);
    now.text = std::move(ended);
  }
  now.line = line_;
}

void Edits::edit_settings(std::string_view operation, const std::string& section, const std::string& id, Node root) {
  if (operation != "add" && operation != "remove")
    return complain_at("unknown-operation", root.find("op"), "op",
                       "add or remove: items of " + section + " are replaced as a whole");
  if (operation == "add") {
    std::string row = "{\"section\":" + dutygraph::detail::json_string(section);
    for (const Node member : root)
      if (member.key() != "op" && member.key() != "section")
        row += "," + dutygraph::detail::json_string(member.key()) + ":" + std::string{member.source()};
    unnamed_.emplace_back(line_, row + "}");
    return;
  }
  const Node value = root.find("value");
  const auto gone = [&](auto& list, auto&& is_it) {
    const auto at = std::find_if(list.begin(), list.end(), is_it);
    if (at == list.end()) {
      const bool by_value = value && id.empty();
      return complain_at("unknown-id", by_value ? value : root.find("id"), by_value ? "value" : "id",
                         "an item of " + section + " that the world has");
    }
    list.erase(at);
  };
  if (detail::is_list_section(section)) {
    if (refuse_fields(root, {"value"}, operation)) return;
    std::vector<std::string> item;
    if (value && value.is(JsonKind::array))
      for (const Node text : value) item.emplace_back(text.text());
    auto& list = section == "order_edges"             ? settings_.order_edges
                 : section == "exclusive_flags"       ? settings_.exclusive_flags
                 : section == "incompatible_conducts" ? settings_.incompatible_conducts
                                                      : settings_.incompatible_gates;
    const bool ordered = section == "order_edges";
    const auto sorted = [&](std::vector<std::string> texts) {
      if (!ordered) std::sort(texts.begin(), texts.end());
      return texts;
    };
    return gone(list, [&](const auto& other) { return sorted(other) == sorted(item); });
  }
  if (refuse_fields(root, {}, operation)) return;
  if (id.empty()) return complain("missing-field", "/id", {}, "the id of the item");
  if (section == "taxonomies") return gone(settings_.taxonomies, [&](const Taxonomy& t) { return t.id == id; });
  if (section == "codelists") return gone(settings_.codelists, [&](const NamedList& l) { return l.name == id; });
  if (section == "profiles") return gone(settings_.profiles, [&](const auto& p) { return p.first == id; });
  gone(settings_.same_as, [&](const SameAs& s) { return s.id == id; });
}

Edited Edits::apply() {
  Without without;
  std::vector<std::pair<std::uint64_t, std::string>> rows = std::move(unnamed_);
  for (const auto& [key, now] : slots_) {
    const auto& [section, id] = key;
    if (now.in_base) {
      if (section == "holdings") {
        without.holdings.push_back(id);
      } else if (section == "sources") {
        without.sources.push_back(id);
      } else {
        without.records.push_back(*base_.find(*kind_of_section(section), id));
      }
    } else if (const auto kind = kind_of_section(section); kind && is_actor(*kind) && now.text) {
      // A party that was only named so far gets a record.
      for (const VertexKind other : {VertexKind::agency, VertexKind::company, VertexKind::organisation})
        if (const auto v = base_.find(other, id); v && base_.is_implicit(*v)) without.records.push_back(*v);
    }
    if (now.text) rows.emplace_back(now.line, detail::edit_row(section, *now.text));
  }
  std::stable_sort(rows.begin(), rows.end(), [](const auto& a, const auto& b) { return a.first < b.first; });

  detail::Report report;
  GraphBuilder builder = GraphBuilder::from(base_, without, settings_);
  detail::NativeReader reader{builder, report};
  reader.know(settings_);
  if (unnamed_holding_) {
    const auto& t = base_.tables();
    const std::set<std::string_view> gone{without.holdings.begin(), without.holdings.end()};
    for (const auto& row : t.holdings)
      if (!gone.contains(t.text[row.key])) reader.know_holding(t.text[row.key]);
  }
  reader.read_rows(input_, rows);
  reader.finish();
  std::set<std::string, std::less<>> touched;
  for (const auto& [key, now] : slots_) touched.insert(printable(key.second));
  Diagnostics problems;
  Diagnostics errors;
  std::optional<Graph> graph;
  try {
    graph = std::move(builder).freeze(problems);
  } catch (const InvalidData& error) {
    problems = error.diagnostics();
  }
  for (Diagnostic problem : problems) {
    const bool by_edit = problem.file == input_.name();
    if (problem.severity == Severity::note) continue;
    // What the base left open stays so; what an edit took away does not.
    if (problem.severity == Severity::warning && !by_edit && !touched.contains(problem.value)) continue;
    problem.severity = Severity::error;
    if (problem.file.empty()) {
      problem.file = input_.name();
      problem.hint += "; a record that no edit names refers to it";
    }
    errors.add(std::move(problem));
  }
  if (errors.has_errors()) {
    errors.sort();
    throw InvalidData{std::move(errors)};
  }
  return {std::move(*graph), report.take(), count_};
}

Edited apply(const Graph& base, Input& input) {
  if (base.is_filtered()) throw UsageError{"edits apply to a whole world, not to a view of some kinds of edges"};
  Edits edits{base, input};
  edits.read();
  Edited edited = edits.apply();
  if (base.as_of_day()) edited.graph = edited.graph.as_of(*base.as_of_day());
  if (base.known_by_day()) edited.graph = edited.graph.known_by(*base.known_by_day());
  return edited;
}

}  // namespace

Edited apply_edits(const Graph& base, const std::string& path, const ReadOptions& options) {
  Input input{path, options};
  return apply(base, input);
}

Edited apply_edits_text(const Graph& base, std::string_view text, const std::string& name, const ReadOptions& options) {
  Input input{text, name, options};
  return apply(base, input);
}

}  // namespace dutygraph::io
