// SPDX-License-Identifier: BSL-1.0
#include "io/field_kinds.hpp"

#include <algorithm>
#include <span>

#include <dutygraph/model/records.hpp>
#include <dutygraph/model/source.hpp>

#include "io/native_fields.hpp"
#include "io/native_holding.hpp"

namespace dutygraph::io::detail {
namespace {

using Steps = std::span<FieldStep>;

/// Marks a step that numbers an item. \return whether it is a number
bool take_item(FieldStep& step) {
  step.is_item = !step.name.empty() && step.name.size() <= 4 &&
                 std::all_of(step.name.begin(), step.name.end(), [](char c) { return c >= '0' && c <= '9'; });
  return step.is_item;
}

/// Looks for one field among those that a record describes.
template <class Record>
struct FieldFinder : EachField<Record, FieldFinder<Record>> {
  Steps path;
  std::optional<FoundField>& out;

  FieldFinder(Steps steps, std::optional<FoundField>& found) : path{steps}, out{found} {}

  /// What EachField has no other method for is a text.
  void add(std::string_view name) { leaf(name, FieldKind::text); }
  template <class... Rest>
  void texts(std::string_view name, Rest...) {
    list_of(name, FieldKind::texts, FieldKind::text);
  }
  template <class... Rest>
  void optional_texts(std::string_view name, Rest...) {
    list_of(name, FieldKind::texts, FieldKind::text);
  }
  template <class... Rest>
  void codes(std::string_view name, Rest...) {
    list_of(name, FieldKind::texts, FieldKind::text);
  }
  template <class... Rest>
  void optional_codes(std::string_view name, Rest...) {
    list_of(name, FieldKind::texts, FieldKind::text);
  }
  template <class... Rest>
  void refs(std::string_view name, std::vector<std::string> Record::*, VertexKinds, Rest...) {
    list_of(name, FieldKind::texts, FieldKind::text);
  }
  template <class... Rest>
  void refs_or_codes(std::string_view name, std::vector<std::string> Record::*, VertexKinds, Rest...) {
    list_of(name, FieldKind::texts, FieldKind::text);
  }
  void date(std::string_view name, std::optional<Date> Record::*) { leaf(name, FieldKind::date); }
  void number(std::string_view name, std::optional<Decimal> Record::*) { leaf(name, FieldKind::number); }
  void integer(std::string_view name, std::optional<std::int64_t> Record::*) { leaf(name, FieldKind::integer); }
  void boolean(std::string_view name, std::optional<bool> Record::*) { leaf(name, FieldKind::boolean); }
  void raw(std::string_view name, std::string Record::*) { free(name, FieldKind::json); }
  void any(std::string_view name, std::string Record::*) { free(name, FieldKind::any); }
  template <class Item>
  void list(std::string_view name, std::vector<Item> Record::*) {
    items<Item>(name);
  }
  template <class Item>
  void optional_list(std::string_view name, std::optional<std::vector<Item>> Record::*) {
    items<Item>(name);
  }
  template <class Item>
  void object(std::string_view name, std::optional<Item> Record::*) {
    if (path[0].name != name) return;
    if (path.size() == 1) return found(FieldKind::json);
    nest<Item>(path.subspan(1));
  }
  template <class Named>
  void named_lists(std::string_view name, std::vector<Named> Record::*) {
    if (path[0].name == name && path.size() <= 2) found(path.size() == 1 ? FieldKind::json : FieldKind::texts);
  }
  template <class Named>
  void named_codes(std::string_view name, std::vector<Named> Record::*, std::string_view, std::string_view) {
    if (path[0].name == name && path.size() <= 2) found(path.size() == 1 ? FieldKind::json : FieldKind::text);
  }

  void leaf(std::string_view name, FieldKind kind) {
    if (path.size() == 1 && path[0].name == name) found(kind);
  }
  void list_of(std::string_view name, FieldKind all, FieldKind one) {
    leaf(name, all);
    if (path.size() == 2 && path[0].name == name && take_item(path[1])) found(one);
  }
  /// An object or list of any shape.
  void free(std::string_view name, FieldKind whole) {
    if (path[0].name == name) found(path.size() == 1 ? whole : FieldKind::text);
  }

 private:
  void found(FieldKind kind) { out = FoundField{kind, false}; }
  template <class Item>
  void nest(Steps rest) {
    FieldFinder<Item> inner{rest, out};
    Item::describe(inner);
  }
  template <class Item>
  void items(std::string_view name) {
    if (path[0].name != name) return;
    if (path.size() == 1) return found(has_shorthand<Item> ? FieldKind::texts : FieldKind::json);
    if (!take_item(path[1])) return;
    if (path.size() == 2) return found(has_shorthand<Item> ? FieldKind::text : FieldKind::json);
    nest<Item>(path.subspan(2));
    if (out && path.size() == 3) out->item_needs_it = is_required<Item>(path[2].name);
  }
};

/// A record of nothing, to look for its facts.
struct NoRecord {
  std::vector<ElementMark> elements;
};

/// The fields that every record has.
void find_fact(Steps path, std::optional<FoundField>& out) {
  FieldFinder<NoRecord> facts{path, out};
  for (const std::string_view name : {"id", "name", "assertion", "note"}) facts.leaf(name, FieldKind::text);
  for (const std::string_view name : {"from", "to", "recorded"}) facts.leaf(name, FieldKind::date);
  facts.leaf("confidence", FieldKind::number);
  facts.list_of("sources", FieldKind::texts, FieldKind::text);
  facts.list_of("observed", FieldKind::dates, FieldKind::date);
  facts.list("elements", &NoRecord::elements);
  facts.free("extra", FieldKind::json);
}

void find_interest(Steps path, std::optional<FoundField>& out) {
  const std::string& name = path[0].name;
  const auto& names = interest_fields();
  if (std::find(names.begin(), names.end(), name) == names.end()) return;
  if (path.size() == 1) {
    out = FoundField{name == "share"                  ? FieldKind::share
                     : name == "from" || name == "to" ? FieldKind::date
                                                      : FieldKind::text,
                     name == "type"};
  } else if (path.size() == 2 && name == "share") {
    const std::string& end = path[1].name;
    if (end == "min" || end == "max" || end == "exact")
      out = FoundField{FieldKind::share, false};
    else if (end == "exclusive_min" || end == "exclusive_max")
      out = FoundField{FieldKind::boolean, false};
    else if (end == "unknown")
      out = FoundField{FieldKind::text, false};
  }
}

void find_in_holding(Steps path, std::optional<FoundField>& out) {
  const std::string& name = path[0].name;
  if (name == "interests") {
    if (path.size() == 1)
      out = FoundField{FieldKind::json, false};
    else if (take_item(path[1]) && path.size() == 2)
      out = FoundField{FieldKind::json, false};
    else if (path[1].is_item)
      find_interest(path.subspan(2), out);
  } else if (path.size() == 1 && (name == "holder" || name == "company" || name == "supersedes")) {
    out = FoundField{FieldKind::text, false};
  }
}

}  // namespace

std::optional<FoundField> find_field(std::string_view section, std::vector<FieldStep>& path) {
  std::optional<FoundField> out;
  if (path.empty()) return out;
  if (section == "sources") {
    FieldFinder<Source> fields{path, out};
    Source::describe(fields);
    return out;
  }
  if (section == "holdings") {
    find_in_holding(path, out);
  } else if (const std::optional<VertexKind> kind = kind_of_section(section)) {
    with_record(*kind, [&]<class Record>() {
      FieldFinder<Record> fields{path, out};
      Record::describe(fields);
    });
  } else {
    return out;
  }
  if (!out) find_fact(path, out);
  return out;
}

std::vector<std::string_view> first_fields(std::string_view section) {
  if (section == "sources") return field_names<Source>();
  if (section == "holdings") return holding_fields();
  std::vector<std::string_view> names;
  if (const std::optional<VertexKind> kind = kind_of_section(section))
    with_record(*kind, [&]<class Record>() { names = field_names<Record>(); });
  return names;
}

}  // namespace dutygraph::io::detail
