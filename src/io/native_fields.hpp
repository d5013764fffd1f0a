// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <dutygraph/model/visit.hpp>

#include "io/each_field.hpp"
#include "io/native_items.hpp"
#include "io/native_values.hpp"

namespace dutygraph::io::detail {

/// The fields that every record may have, beside its own.
inline constexpr std::array<std::string_view, 12> common_fields{"id",       "name",       "from",  "to",
                                                                "sources",  "confidence", "note",  "recorded",
                                                                "observed", "elements",   "extra", "assertion"};

/// The names of a record's own fields, in document order.
template <class Record>
struct FieldNames : EachField<Record, FieldNames<Record>> {
  std::vector<std::string_view> names;
  void add(std::string_view name) { names.push_back(name); }
};

template <class Record>
[[nodiscard]] const std::vector<std::string_view>& field_names() {
  static const std::vector<std::string_view> names = [] {
    FieldNames<Record> visitor;
    Record::describe(visitor);
    if constexpr (requires(Record r) { r.facts; })
      visitor.names.insert(visitor.names.end(), common_fields.begin(), common_fields.end());
    return visitor.names;
  }();
  return names;
}

/// Reads the members of one object and complains about those that nobody asked for.
class ObjectReader {
 public:
  ObjectReader(Context& c, const Path& where, JsonTree::Node at) : context{c}, path{where}, object{at} {}

  Context& context;
  const Path& path;
  const JsonTree::Node object;

  ObjectReader(const ObjectReader&) = delete;
  ObjectReader& operator=(const ObjectReader&) = delete;

  /// Calls `read(path, node)` with the member of that name, if there is one.
  template <class Read>
  bool field(std::string_view name, Read&& read) {
    const JsonTree::Node member = object.find(name);
    if (!member) return false;
    member.take();
    read(Path::member(path, name), member);
    return true;
  }
  /// Complains if there is no member of that name.
  void require(std::string_view name);
  /// Complains about members that were not read.
  void finish(const std::vector<std::string_view>& known);
};

/// The fields that every record may have; not `id` and `name`.
void read_facts(ObjectReader& in, Facts& facts);

/// Reads the fields that a record describes.
template <class Record>
struct FieldReader : RecordVisitor<Record> {
  using Texts = std::vector<std::string>;
  ObjectReader& in;
  Record& record;

  FieldReader(ObjectReader& reader, Record& into) : in{reader}, record{into} {}

  void text(std::string_view name, std::string Record::*member) { read(name, read_text, member); }
  void texts(std::string_view name, Texts Record::*member) { read(name, read_texts, member); }
  void optional_texts(std::string_view name, std::optional<Texts> Record::*member) {
    in.field(name, [&](const Path& path, JsonTree::Node at) {
      read_texts(in.context, path, at, (record.*member).emplace());
    });
  }
  void code(std::string_view name, std::string Record::*member, std::string_view list) {
    in.field(name, [&](const Path& path, JsonTree::Node at) { read_code(in.context, path, at, list, record.*member); });
  }
  void codes(std::string_view name, Texts Record::*member, std::string_view list) {
    in.field(name,
             [&](const Path& path, JsonTree::Node at) { read_codes(in.context, path, at, list, record.*member); });
  }
  void optional_codes(std::string_view name, std::optional<Texts> Record::*member, std::string_view list) {
    in.field(name, [&](const Path& path, JsonTree::Node at) {
      read_codes(in.context, path, at, list, (record.*member).emplace());
    });
  }
  template <class... Rest>
  void ref(std::string_view name, std::string Record::*member, VertexKinds, Rest...) {
    read(name, read_id, member);
  }
  template <class... Rest>
  void refs(std::string_view name, Texts Record::*member, VertexKinds, Rest...) {
    read(name, read_texts, member);
  }
  void refs_or_codes(std::string_view name, Texts Record::*member, VertexKinds, EdgeKind, Direction) {
    read(name, read_texts, member);
  }
  void date(std::string_view name, std::optional<Date> Record::*member) { read(name, read_date, member); }
  void number(std::string_view name, std::optional<Decimal> Record::*member) { read(name, read_number, member); }
  void integer(std::string_view name, std::optional<std::int64_t> Record::*member) { read(name, read_integer, member); }
  void boolean(std::string_view name, std::optional<bool> Record::*member) { read(name, read_boolean, member); }
  void choice(std::string_view name, Assertion Record::*member) { read(name, read_assertion, member); }
  void number_or_text(std::string_view name, std::string Record::*member) { read(name, read_number_or_text, member); }
  void raw(std::string_view name, std::string Record::*member) { read(name, read_raw_object, member); }
  void any(std::string_view name, std::string Record::*member) {
    in.field(name, [&](const Path&, JsonTree::Node at) { record.*member = at.canonical(); });
  }
  template <class Item>
  void list(std::string_view name, std::vector<Item> Record::*member) {
    in.field(name, [&](const Path& path, JsonTree::Node at) { read_items(path, at, record.*member); });
  }
  template <class Item>
  void optional_list(std::string_view name, std::optional<std::vector<Item>> Record::*member) {
    in.field(name, [&](const Path& path, JsonTree::Node at) { read_items(path, at, (record.*member).emplace()); });
  }
  template <class Item>
  void object(std::string_view name, std::optional<Item> Record::*member) {
    in.field(name, [&](const Path& path, JsonTree::Node at) { read_item(path, at, (record.*member).emplace()); });
  }
  void named_lists(std::string_view name, std::vector<NamedList> Record::*member) {
    read(name, read_named_lists, member);
  }
  void named_codes(std::string_view name, std::vector<NamedList> Record::*member, std::string_view names,
                   std::string_view list) {
    in.field(name, [&](const Path& path, JsonTree::Node at) {
      read_named_codes(in.context, path, at, names, list, record.*member);
    });
  }

 private:
  template <class Read, class Member>
  void read(std::string_view name, Read&& read_value, Member member) {
    in.field(name, [&](const Path& path, JsonTree::Node at) { read_value(in.context, path, at, record.*member); });
  }

  template <class Item>
  void read_items(const Path& path, JsonTree::Node at, std::vector<Item>& out) {
    if (has_shorthand<Item> && at.is(JsonKind::string)) return read_item(path, at, out.emplace_back());
    if (!at.is(JsonKind::array)) return in.context.wrong_type(path, at, "a list");
    std::size_t i = 0;
    for (const JsonTree::Node item : at) read_item(Path::item(path, i++), item, out.emplace_back());
  }

  template <class Item>
  void read_item(const Path& path, JsonTree::Node at, Item& out) {
    if constexpr (has_shorthand<Item>) {
      if (at.is(JsonKind::string)) {
        const Shorthand<Item> field;
        return field.list.empty() ? read_id(in.context, path, at, out.*field.member)
                                  : read_code(in.context, path, at, field.list, out.*field.member);
      }
    }
    if (!at.is(JsonKind::object))
      return in.context.wrong_type(path, at, has_shorthand<Item> ? "an object or a text" : "an object");
    ObjectReader inner{in.context, path, at};
    FieldReader<Item> reader{inner, out};
    Item::describe(reader);
    for (const std::string_view name : field_names<Item>())
      if (is_required<Item>(name)) inner.require(name);
    if constexpr (requires {
                    out.from;
                    out.to;
                  })
      check_span(in.context, path, at, Interval{out.from, out.to});
    inner.finish(field_names<Item>());
  }
};

}  // namespace dutygraph::io::detail
