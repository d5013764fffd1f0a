// SPDX-License-Identifier: BSL-1.0
#include <ostream>

#include <dutygraph/io/schema.hpp>
#include <dutygraph/query/profile.hpp>
#include <dutygraph/vocab/codelist.hpp>

#include "cli/session.hpp"
#include "cli/verbs.hpp"

namespace dutygraph::cli {
namespace {

std::string join(const std::vector<std::string>& list) {
  std::string text;
  for (const std::string& item : list) text += (text.empty() ? "" : ", ") + item;
  return text;
}

/// A page with one table: the columns of the records.
render::Page page_of(const render::RecordList& rows, std::string title, std::size_t limit) {
  render::Page page;
  page.heading(std::move(title));
  render::Table table;
  for (const std::string_view column : rows.columns) table.columns.push_back({std::string{column}, 10});
  for (std::size_t i = 0; i < std::min(rows.size, limit); ++i) {
    const render::Record record = rows.at(i);
    std::vector<std::string>& cells = table.rows.emplace_back();
    for (const render::Field& field : record.fields) {
      if (const auto* text = std::get_if<std::string>(&field.value)) cells.push_back(*text);
      if (const auto* yes = std::get_if<bool>(&field.value)) cells.emplace_back(*yes ? "yes" : "no");
      if (const auto* list = std::get_if<std::vector<std::string>>(&field.value)) cells.push_back(join(*list));
    }
  }
  page.add(std::move(table));
  return page;
}

render::RecordList codelist_records() {
  const auto lists = vocab::codelists();
  return {{"list", "open", "used_in", "codes", "note"}, lists.size(), [lists](std::size_t i) {
            render::Record record;
            record.add("list", lists[i].name);
            record.add("open", lists[i].open);
            record.add("used_in", lists[i].used_in);
            record.add("codes", std::vector<std::string>(lists[i].codes.begin(), lists[i].codes.end()));
            record.add("note", lists[i].note);
            return record;
          }};
}

render::RecordList profile_records() {
  const auto profiles = shipped_profiles();
  return {{"name", "profile", "source"}, profiles.size(), [profiles](std::size_t i) {
            ControlProfile rules = profiles[i];
            rules.source.clear();
            render::Record record;
            record.add("name", rules.name);
            record.add("profile", to_json(rules));
            record.add("source", profiles[i].source);
            return record;
          }};
}

}  // namespace

int run_schema(Session& session) {
  if (session.arguments().topic == "json") {
    session.write_with([](std::ostream& out) { out << io::json_schema(); });
    return 0;
  }
  const bool codelists = session.arguments().topic == "codelists";
  const render::RecordList rows = codelists ? codelist_records() : profile_records();
  session.write({.records = rows,
                 .stamp = session.stamp(codelists ? "schema codelists" : "schema profiles"),
                 .page = [&](const Stamp&, std::size_t limit) {
                   return page_of(rows, codelists ? "Codelists" : "Control profiles", limit);
                 }});
  return 0;
}

}  // namespace dutygraph::cli
