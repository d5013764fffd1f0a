// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <functional>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include <dutygraph/graph/graph.hpp>
#include <dutygraph/model/records.hpp>
#include <dutygraph/model/visit.hpp>

#include "base/json_text.hpp"
#include "io/native_items.hpp"

namespace dutygraph::io::detail {

using dutygraph::detail::JsonText;

/// Says which references of a graph lead somewhere. Those of a leniently read world that do not are left out, so that
/// what is written can be read strictly.
class ReferenceFilter {
 public:
  /// Every reference is kept.
  ReferenceFilter() noexcept = default;
  /// O(records) if there are instruments without a record, else O(1).
  explicit ReferenceFilter(const Graph& graph);
  [[nodiscard]] bool keeps(VertexKinds kinds, std::string_view key) const;

 private:
  const Graph* graph_ = nullptr;
  std::set<std::string, std::less<>> instruments_;  // without a record, but a reader takes them for one
};

void write_member(JsonText& out, std::string_view name, const std::optional<Date>& date);
void write_named_lists(JsonText& out, const std::vector<NamedList>& lists);
void write_named_codes(JsonText& out, const std::vector<NamedList>& codes);
/// A number where the text is one.
void write_number_or_text(JsonText& out, std::string_view text);
/// The fields that every record may have; not `id` and `name`.
void write_facts(JsonText& out, const Facts& facts);

/// Whether the references that an item cannot do without are kept.
template <class Item>
struct RequiredReferences : RecordVisitor<Item> {
  const Item& item;
  const ReferenceFilter& filter;
  bool kept = true;

  RequiredReferences(const Item& i, const ReferenceFilter& f) : item{i}, filter{f} { Item::describe(*this); }
  template <class... Rest>
  void ref(std::string_view name, std::string Item::*member, VertexKinds kinds, Rest...) {
    if (is_required<Item>(name) && !filter.keeps(kinds, item.*member)) kept = false;
  }
};

/// Writes the fields that a record describes; what is absent or default is left out.
template <class Record>
struct FieldWriter : RecordVisitor<Record> {
  using Texts = std::vector<std::string>;
  JsonText& out;
  const Record& record;
  const ReferenceFilter& filter;

  FieldWriter(JsonText& json, const Record& from, const ReferenceFilter& references)
      : out{json}, record{from}, filter{references} {}

  void text(std::string_view name, std::string Record::*member) {
    if (!(record.*member).empty()) out.key(name).string(record.*member);
  }
  void texts(std::string_view name, Texts Record::*member) {
    if (!(record.*member).empty()) out.key(name).strings(record.*member);
  }
  void optional_texts(std::string_view name, std::optional<Texts> Record::*member) {
    if (record.*member) out.key(name).strings(*(record.*member));
  }
  void code(std::string_view name, std::string Record::*member, std::string_view) { text(name, member); }
  void codes(std::string_view name, Texts Record::*member, std::string_view) { texts(name, member); }
  void optional_codes(std::string_view name, std::optional<Texts> Record::*member, std::string_view) {
    optional_texts(name, member);
  }
  template <class... Rest>
  void ref(std::string_view name, std::string Record::*member, VertexKinds kinds, Rest...) {
    if (!(record.*member).empty() && filter.keeps(kinds, record.*member)) text(name, member);
  }
  template <class... Rest>
  void refs(std::string_view name, Texts Record::*member, VertexKinds kinds, Rest...) {
    Texts kept;
    for (const std::string& key : record.*member)
      if (filter.keeps(kinds, key)) kept.push_back(key);
    if (!kept.empty()) out.key(name).strings(kept);
  }
  void refs_or_codes(std::string_view name, Texts Record::*member, VertexKinds, EdgeKind, Direction) {
    texts(name, member);
  }
  void date(std::string_view name, std::optional<Date> Record::*member) { write_member(out, name, record.*member); }
  void number(std::string_view name, std::optional<Decimal> Record::*member) {
    if (record.*member) out.key(name).raw((record.*member)->to_string());
  }
  void integer(std::string_view name, std::optional<std::int64_t> Record::*member) {
    if (record.*member) out.key(name).number(*(record.*member));
  }
  void boolean(std::string_view name, std::optional<bool> Record::*member) {
    if (record.*member) out.key(name).boolean(*(record.*member));
  }
  void choice(std::string_view name, Assertion Record::*member) {
    if (record.*member != Assertion::positive)
      out.key(name).string(record.*member == Assertion::negative ? "negative" : "disputed");
  }
  void number_or_text(std::string_view name, std::string Record::*member) {
    if ((record.*member).empty()) return;
    out.key(name);
    write_number_or_text(out, record.*member);
  }
  void raw(std::string_view name, std::string Record::*member) {
    if (!(record.*member).empty()) out.key(name).raw(record.*member);
  }
  void any(std::string_view name, std::string Record::*member) { raw(name, member); }
  template <class Item>
  void list(std::string_view name, std::vector<Item> Record::*member) {
    std::vector<Item> kept;
    for (const Item& item : record.*member)
      if (RequiredReferences<Item>{item, filter}.kept) kept.push_back(item);
    if (!kept.empty()) write_items(name, kept);
  }
  template <class Item>
  void optional_list(std::string_view name, std::optional<std::vector<Item>> Record::*member) {
    if (record.*member) write_items(name, *(record.*member));
  }
  template <class Item>
  void object(std::string_view name, std::optional<Item> Record::*member) {
    if (!(record.*member)) return;
    out.key(name);
    write_item(*(record.*member));
  }
  void named_lists(std::string_view name, std::vector<NamedList> Record::*member) {
    if ((record.*member).empty()) return;
    out.key(name);
    write_named_lists(out, record.*member);
  }
  void named_codes(std::string_view name, std::vector<NamedList> Record::*member, std::string_view, std::string_view) {
    if ((record.*member).empty()) return;
    out.key(name);
    write_named_codes(out, record.*member);
  }

 private:
  template <class Item>
  void write_items(std::string_view name, const std::vector<Item>& items) {
    out.key(name).array([&] {
      for (const Item& item : items) write_item(item);
    });
  }
  template <class Item>
  void write_item(const Item& item) {
    if constexpr (has_shorthand<Item>) {
      const Shorthand<Item> field;
      Item only{};
      only.*field.member = item.*field.member;
      if (only == item) return out.string(item.*field.member);
    }
    out.object([&] {
      FieldWriter<Item> writer{out, item, filter};
      Item::describe(writer);
    });
  }
};

/// A record as compact JSON.
template <VertexRecord Record>
[[nodiscard]] std::string compact_record(const Record& record, const ReferenceFilter& filter = {}) {
  JsonText out;
  out.object([&] {
    if (!record.id.empty()) out.key("id").string(record.id);
    if (!record.name.empty()) out.key("name").string(record.name);
    FieldWriter<Record> writer{out, record, filter};
    Record::describe(writer);
    write_facts(out, record.facts);
  });
  return out.take();
}
/// A record that describes all its fields as compact JSON.
template <class Record>
[[nodiscard]] std::string compact_item(const Record& record) {
  JsonText out;
  const ReferenceFilter filter;
  out.object([&] {
    FieldWriter<Record> writer{out, record, filter};
    Record::describe(writer);
  });
  return out.take();
}
[[nodiscard]] std::string compact_holding(const Holding& holding);

}  // namespace dutygraph::io::detail
