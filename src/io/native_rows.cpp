// SPDX-License-Identifier: BSL-1.0
#include <string>
#include <string_view>
#include <utility>

#include "base/sha256.hpp"
#include "io/native_fields.hpp"
#include "io/native_file.hpp"
#include "io/native_holding.hpp"
#include "io/native_settings.hpp"
#include "io/native_write.hpp"

namespace dutygraph::io::detail {
namespace {

template <class Record>
constexpr bool needs_id = is_actor(Record::kind) || std::is_same_v<Record, Instrument>;

/// Whether a text has one of U+0300 to U+036F: "e" with an accent of its own rather than "é".
bool has_combining_mark(std::string_view text) noexcept {
  for (std::size_t i = 0; i + 1 < text.size(); ++i) {
    const auto a = static_cast<unsigned char>(text[i]);
    const auto b = static_cast<unsigned char>(text[i + 1]);
    if ((a == 0xCC && b >= 0x80) || (a == 0xCD && b >= 0x80 && b <= 0xAF)) return true;
  }
  return false;
}

}  // namespace

template <class Add>
void NativeFile::attempt(const Row& row, Add&& add) {
  try {
    builder_->set_line(context_.line_of(row.node));
    add();
  } catch (const InvalidData& error) {
    for (const Diagnostic& d : error.diagnostics()) {
      const bool id = d.rule == "duplicate-id" && row.node.is(JsonKind::object);
      const Node at = id ? row.node.find("id") : Node{};
      context_.error(d.rule, id && row.key.empty() ? Path::member(row.path, "id") : row.path, at ? at : row.node,
                     d.hint);
      if (!at) context_.found().back().value = d.value;
    }
  } catch (const InvalidValue& error) {
    context_.error("invalid-value", row.path, row.node, error.what());
  }
}

template <class Add>
void NativeFile::use(const Row& row, const Facts& facts, Add&& add) {
  const bool unsourced = facts.sources.empty();
  attempt(row, add);
  if (unsourced && !has_errors() && unsourced_++ == 0) first_unsourced_ = context_.line_of(row.node);
}

void NativeFile::read_row(std::string_view section, const Row& row) {
  if (section == "holdings") return read_holding_row(row);
  if (section == "sources") return read_source_row(row);
  if (const std::optional<VertexKind> kind = kind_of_section(section)) {
    with_record(*kind, [&]<class Record>() { read_record<Record>(row); });
    return;
  }
  if (is_list_section(section)) {
    Settings one;
    read_list_item(context_, section, row.path, row.node, one);
    if (accept(row)) merge(settings_, std::move(one));
    return;
  }
  if (section == "same_as") return read_same_as_row(row);
  read_named_row(section, row);
}

void NativeFile::read_same_as_row(const Row& row) {
  SameAs group;
  read_same_as(context_, row.path, row.node, group);
  const std::uint64_t line = context_.line_of(row.node);
  std::string text{row.text.empty() ? row.node.source() : row.text};
  if (accept(row))
    reader_->same_as_.push_back({std::move(group), name_, line, row.path.to_string(), std::move(text), lenient_});
}

/// Taxonomies, codelists and profiles: named by their key, or by themselves.
void NativeFile::read_named_row(std::string_view section, const Row& row) {
  std::string id{row.key};
  if (id.empty() && row.node.is(JsonKind::object)) {
    const Node name = row.node.find(row.node.find("id") || section != "profiles" ? "id" : "name");
    if (name && name.is(JsonKind::string)) id = std::string{name.text()};
  }
  Settings one;
  if (id.empty()) {
    context_.error("missing-id", Path::member(row.path, "id"), row.node, "a name: \"id\"");
  } else if (section == "taxonomies") {
    read_taxonomy(context_, row.path, row.node, id, one, reader_->codes_);
    // At once: a taxonomy with a cycle must not take others with it.
    if (!has_errors()) {
      note_nodes(one.taxonomies.front(), row);
      attempt(row, [&] { builder_->add(std::exchange(one, {})); });
    }
  } else if (section == "codelists") {
    read_codelist(context_, row.path, row.node, id, one, reader_->codes_);
  } else {
    read_profile(context_, row.path, row.node, id, one);
    const auto [first, added] = reader_->profiles_.try_emplace(id, name_);
    if (!added)
      context_.error("duplicate-id", row.path, row.node,
                     "a name that no other profile has; the same was given in " + first->second);
  }
  if (accept(row)) merge(settings_, std::move(one));
}

void NativeFile::note_nodes(const Taxonomy& taxonomy, const Row& row) {
  for (const NamedList& node : taxonomy.nodes) reader_->nodes_.emplace(taxonomy.id, node.name);
  const std::string path = row.path.to_string();
  const auto use = [&](const std::string& node, const std::string& where) {
    if (!reader_->nodes_.contains({taxonomy.id, node}))
      reader_->node_uses_.push_back({taxonomy.id, node, name_, context_.line_of(row.node), path + where});
  };
  for (const NamedList& node : taxonomy.nodes)
    for (const std::string& parent : node.values) use(parent, "/nodes/" + node.name);
  for (const std::string& node : taxonomy.exhaustive) use(node, "/exhaustive");
  for (const auto& group : taxonomy.disjoint)
    for (const std::string& node : group) use(node, "/disjoint");
}

SeenIds::Place NativeFile::place_of(const Row& row) {
  return {static_cast<std::uint32_t>(context_.line_of(row.node)), index_};
}

void NativeFile::read_id_and_name(ObjectReader& in, const Row& row, std::string& id, std::string* name) {
  id = std::string{row.key};
  in.field("id", [&](const Path& path, Node at) {
    read_id(context_, path, at, id);
    if (has_combining_mark(id))
      context_.warn(
          "not-normalised", path, at,
          "an id in Unicode normal form C; ids are compared byte by byte, and this one may look like another");
    if (!row.key.empty() && id != row.key)
      context_.error("two-ids", path, at, "the id that stands in front of the record, or none");
  });
  if (name != nullptr) in.field("name", [&](const Path& path, Node at) { read_text(context_, path, at, *name); });
}

std::string NativeFile::id_of_text(std::string_view section, const std::string& text, const Row& row) {
  std::string id = std::string{section} + ":" + dutygraph::detail::sha256(text).substr(0, 16);
  const std::uint32_t count = ++reader_->unnamed_[id];
  if (!unnamed_here_.insert(id).second)
    context_.warn("duplicate", row.path, row.node,
                  "each fact once in a file, or records with ids of their own; kept as another one");
  if (count > 1) id += "#" + std::to_string(count);
  return id;
}

template <class Record>
void NativeFile::read_record(const Row& row) {
  begin_records();
  Record record;
  if (!row.node.is(JsonKind::object)) {
    context_.wrong_type(row.path, row.node, "an object");
    accept(row);
    return;
  }
  ObjectReader in{context_, row.path, row.node};
  read_id_and_name(in, row, record.id, &record.name);
  FieldReader<Record> fields{in, record};
  Record::describe(fields);
  read_facts(in, record.facts);
  in.finish(field_names<Record>());
  if (needs_id<Record> && record.id.empty() && !row.node.find("id"))
    context_.error("missing-id", Path::member(row.path, "id"), row.node,
                   "an id: records of " + std::string{section_of(Record::kind)} + " are named by others");
  if (!has_errors()) {
    if (record.id.empty()) record.id = id_of_text(section_of(Record::kind), compact_record(record), row);
    use(row, record.facts, [&] {
      std::vector<std::string> codes;
      if constexpr (std::is_same_v<Record, State>) codes = record.codes;
      const VertexId v = builder_->add(std::move(record));
      for (std::string& code : codes) builder_->add_alias(v, std::move(code));
    });
  }
  accept(row);
}

void NativeFile::read_holding_row(const Row& row) {
  begin_records();
  if (!row.node.is(JsonKind::object)) {
    context_.wrong_type(row.path, row.node, "an object");
    accept(row);
    return;
  }
  ObjectReader in{context_, row.path, row.node};
  Holding holding;
  read_id_and_name(in, row, holding.id, nullptr);
  read_holding(in, holding);
  in.finish(holding_fields());
  if (!has_errors()) {
    if (holding.id.empty()) holding.id = id_of_text("holdings", compact_holding(holding), row);
    if (const SeenIds::Place* first = reader_->holdings_.insert(holding.id, place_of(row))) {
      const Node id = row.node.find("id");
      context_.error("duplicate-id", id ? Path::member(row.path, "id") : row.path, id ? id : row.node,
                     "an id that no other holding has; the same id was given at " + reader_->files_[first->file] + ":" +
                         std::to_string(first->line));
    } else {
      use(row, holding.facts, [&] { builder_->add(holding); });
    }
  }
  accept(row);
}

void NativeFile::read_source_row(const Row& row) {
  Source source;
  source.id = std::string{row.key};
  read_source(context_, row.path, row.node, source);
  const Path path = Path::member(row.path, "id");
  if (source.id.empty()) {
    if (row.node.is(JsonKind::object))
      context_.error("missing-id", path, row.node, "an id: records name their sources");
  } else if (!row.key.empty() && source.id != row.key) {
    context_.error("two-ids", path, row.node, "the id that stands in front of the record, or none");
  } else if (!has_errors()) {
    const auto [first, added] = sources_.emplace(source.id, context_.line_of(row.node));
    if (!added) {
      context_.error(
          "duplicate-id", path, row.node.find("id"),
          "an id that no other source has; the same id was given at " + name_ + ":" + std::to_string(first->second));
    } else {
      attempt(row, [&] { builder_->add(std::move(source)); });
    }
  }
  accept(row);
}

bool NativeFile::has_errors() {
  for (const Diagnostic& found : context_.found())
    if (found.severity == Severity::error) return true;
  return false;
}

}  // namespace dutygraph::io::detail
