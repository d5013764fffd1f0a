// SPDX-License-Identifier: BSL-1.0
#include <string>
#include <string_view>
#include <vector>

#include <dutygraph/error.hpp>
#include <dutygraph/io/schema.hpp>
#include <dutygraph/model/records.hpp>
#include <dutygraph/model/source.hpp>
#include <dutygraph/vocab/codelist.hpp>

#include "io/each_field.hpp"
#include "io/native_settings.hpp"

namespace dutygraph::io {
namespace {

/// Collects the columns of a record: its fields, and those of its first items.
template <class Record>
struct Columns : detail::EachField<Record, Columns<Record>> {
  std::vector<std::string>& out;
  std::string prefix;

  Columns(std::vector<std::string>& columns, std::string before) : out{columns}, prefix{std::move(before)} {}

  void add(std::string_view name) { out.push_back(prefix + std::string{name}); }
  template <class Item>
  void list(std::string_view name, std::vector<Item> Record::*) {
    nest<Item>(std::string{name} + "/0/");
  }
  template <class Item>
  void optional_list(std::string_view name, std::optional<std::vector<Item>> Record::*) {
    nest<Item>(std::string{name} + "/0/");
  }
  template <class Item>
  void object(std::string_view name, std::optional<Item> Record::*) {
    nest<Item>(std::string{name} + "/");
  }
  template <class Named>
  void named_codes(std::string_view name, std::vector<Named> Record::*, std::string_view names, std::string_view) {
    for (const std::string_view key : vocab::find_codelist(names)->codes)
      add(std::string{name} + "/" + std::string{key});
  }
  // Objects whose names only the user knows have no columns.
  void raw(std::string_view, std::string Record::*) {}
  template <class Named>
  void named_lists(std::string_view, std::vector<Named> Record::*) {}

 private:
  template <class Item>
  void nest(const std::string& name) {
    Columns<Item> inner{out, prefix + name};
    Item::describe(inner);
  }
};

void add_common(std::vector<std::string>& columns) {
  for (const std::string_view name : {"from", "to", "assertion", "confidence", "observed", "elements/0/id",
                                      "elements/0/assertion", "recorded", "note", "sources"})
    columns.emplace_back(name);
}

std::vector<std::string> columns_of(std::string_view section) {
  std::vector<std::string> columns;
  if (section == "sources") {
    Columns<Source> fields{columns, {}};
    Source::describe(fields);
    return columns;
  }
  columns = {"id", "name"};
  if (section == "holdings") {
    for (const std::string_view name :
         {"holder", "company", "interests/0/type", "interests/0/code", "interests/0/class", "interests/0/directness",
          "interests/0/share", "interests/0/from", "interests/0/to", "supersedes"})
      columns.emplace_back(name);
    add_common(columns);
    return columns;
  }
  const std::optional<VertexKind> kind = kind_of_section(section);
  if (!kind) return {};
  with_record(*kind, [&]<class Record>() {
    Columns<Record> fields{columns, {}};
    Record::describe(fields);
  });
  add_common(columns);
  return columns;
}

}  // namespace

std::vector<std::string_view> record_sections() {
  std::vector<std::string_view> sections{"sources"};
  for (std::size_t i = 0; i < vertex_kinds; ++i) {
    const auto kind = static_cast<VertexKind>(i);
    if (kind == VertexKind::concert) sections.emplace_back("holdings");
    sections.push_back(section_of(kind));
  }
  return sections;
}

std::string csv_template(std::string_view section) {
  std::string line;
  for (const std::string& column : columns_of(section)) line += (line.empty() ? "" : ",") + column;
  if (line.empty()) {
    const auto names = record_sections();
    throw NotFound{"no section of records is called " + printable(section) + detail::did_you_mean(section, names)};
  }
  return line + "\n";
}

}  // namespace dutygraph::io
