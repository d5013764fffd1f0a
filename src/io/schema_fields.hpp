// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <dutygraph/model/visit.hpp>

#include "base/json_text.hpp"
#include "io/native_items.hpp"

namespace dutygraph::io::detail {

using dutygraph::detail::JsonText;

/// A reference to a part of the schema that many fields share.
void write_definition(JsonText& out, std::string_view name);
/// Those parts, as members of `$defs`.
void write_definitions(JsonText& out);
/// What a section holds.
[[nodiscard]] std::string_view note_of(std::string_view section);
/// "id of a record of states, agencies".
[[nodiscard]] std::string kinds_note(VertexKinds kinds);
/// One value, or a list of such values.
void write_text_list(JsonText& out, std::string_view of);
/// A code of a list, or a list of them.
void write_code(JsonText& out, std::string_view list);
void write_codes(JsonText& out, std::string_view list);
/// An id of a record of one of those kinds, or a list of them.
void write_reference(JsonText& out, VertexKinds kinds);
void write_references(JsonText& out, VertexKinds kinds);
/// An object of codes by names of codes.
void write_named(JsonText& out, std::string_view names, std::string_view list);

/// Writes the schema of each field that a record describes as a member of `properties`.
template <class Record>
struct SchemaWriter : RecordVisitor<Record> {
  using Texts = std::vector<std::string>;
  JsonText& out;
  explicit SchemaWriter(JsonText& json) : out{json} {}

  void text(std::string_view name, std::string Record::*) { define(name, "text"); }
  void texts(std::string_view name, Texts Record::*) { define(name, "texts"); }
  void optional_texts(std::string_view name, std::optional<Texts> Record::*) { define(name, "texts"); }
  void code(std::string_view name, std::string Record::*, std::string_view list) {
    out.key(name);
    write_code(out, list);
  }
  void codes(std::string_view name, Texts Record::*, std::string_view list) {
    out.key(name);
    write_codes(out, list);
  }
  void optional_codes(std::string_view name, std::optional<Texts> Record::*, std::string_view list) {
    out.key(name);
    write_codes(out, list);
  }
  template <class... Rest>
  void ref(std::string_view name, std::string Record::*, VertexKinds kinds, Rest...) {
    out.key(name);
    write_reference(out, kinds);
  }
  template <class... Rest>
  void refs(std::string_view name, Texts Record::*, VertexKinds kinds, Rest...) {
    out.key(name);
    write_references(out, kinds);
  }
  void refs_or_codes(std::string_view name, Texts Record::*, VertexKinds, EdgeKind, Direction) {
    define(name, "texts");
  }
  void date(std::string_view name, std::optional<Date> Record::*) { define(name, "date"); }
  void number(std::string_view name, std::optional<Decimal> Record::*) { type(name, "number"); }
  void integer(std::string_view name, std::optional<std::int64_t> Record::*) { type(name, "integer"); }
  void boolean(std::string_view name, std::optional<bool> Record::*) { type(name, "boolean"); }
  template <class Choice>
  void choice(std::string_view name, Choice Record::*) {
    out.key(name);
    write_code(out, "assertion");
  }
  void number_or_text(std::string_view name, std::string Record::*) { define(name, "number_or_text"); }
  void raw(std::string_view name, std::string Record::*) { type(name, "object"); }
  void any(std::string_view name, std::string Record::*) {
    out.key(name).object([] {});
  }
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
    out.key(name);
    item<Item>();
  }
  template <class Named>
  void named_lists(std::string_view name, std::vector<Named> Record::*) {
    define(name, "named_lists");
  }
  template <class Named>
  void named_codes(std::string_view name, std::vector<Named> Record::*, std::string_view names, std::string_view list) {
    out.key(name);
    write_named(out, names, list);
  }

  /// An object of the fields of an item.
  template <class Item>
  static void item(JsonText& out) {
    out.object([&] {
      out.key("type").string("object");
      out.key("properties").object([&] {
        SchemaWriter<Item> inner{out};
        Item::describe(inner);
      });
      if constexpr (has_shorthand<Item> || has_required<Item>)
        out.key("required").array([&] {
          if constexpr (has_shorthand<Item>) out.string(Item::shorthand);
          if constexpr (has_required<Item>)
            for (const std::string_view name : Item::required)
              if (!is_shorthand<Item>(name)) out.string(name);
        });
      out.key("additionalProperties").boolean(false);
    });
  }

 private:
  template <class Item>
  static bool is_shorthand(std::string_view name) {
    if constexpr (has_shorthand<Item>) return name == Item::shorthand;
    return false;
  }
  void define(std::string_view name, std::string_view definition) {
    out.key(name);
    write_definition(out, definition);
  }
  void type(std::string_view name, std::string_view json_type) {
    out.key(name).object([&] { out.key("type").string(json_type); });
  }
  /// An item, or the text that is shorthand for it.
  template <class Item>
  void item() {
    if constexpr (has_shorthand<Item>) {
      out.object([&] {
        out.key("anyOf").array([&] {
          shorthand<Item>();
          item<Item>(out);
        });
      });
    } else {
      item<Item>(out);
    }
  }
  template <class Item>
  void shorthand() {
    const Shorthand<Item> field;
    if (field.list.empty()) {
      write_definition(out, "id");
    } else {
      write_code(out, field.list);
    }
  }
  template <class Item>
  void items(std::string_view name) {
    const auto array = [&] {
      out.object([&] {
        out.key("type").string("array");
        out.key("items");
        item<Item>();
      });
    };
    out.key(name);
    if constexpr (has_shorthand<Item>) {
      out.object([&] {
        out.key("anyOf").array([&] {
          shorthand<Item>();
          array();
        });
      });
    } else {
      array();
    }
  }
};

}  // namespace dutygraph::io::detail
