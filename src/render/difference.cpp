// SPDX-License-Identifier: BSL-1.0
#include <dutygraph/render/difference.hpp>

#include <algorithm>
#include <array>
#include <map>
#include <utility>

#include <dutygraph/diagnostics.hpp>

#include "render/words.hpp"

namespace dutygraph::render {
namespace {

/// Fields that say what a row is about, of all verbs.
constexpr std::array<std::string_view, 34> identifying{
    "state",    "states",     "company", "profile",    "joint",      "ungp",    "channel",  "agency", "other",
    "agencies", "engagement", "role",    "definition", "row",        "column",  "kind",     "ids",    "on",
    "term",     "check",      "subject", "element",    "technology", "through", "part",     "path",   "rule",
    "file",     "section",    "measure", "date",       "metric",     "edits",   "mechanism"};

bool identifies(std::string_view key) {
  return std::find(identifying.begin(), identifying.end(), key) != identifying.end();
}

std::string text_of(const Field& field) { return to_json(Record{{field}}); }

std::string identity_of(const Record& record) {
  Record identity;
  for (const Field& field : record.fields)
    if (identifies(field.key)) identity.fields.push_back(field);
  return to_json(identity);
}

Difference::Change change_of(const Record& before, const Record& after) {
  Difference::Change change;
  const auto find = [](const Record& record, std::string_view key) -> const Field* {
    const auto at =
        std::find_if(record.fields.begin(), record.fields.end(), [&](const Field& field) { return field.key == key; });
    return at == record.fields.end() ? nullptr : &*at;
  };
  for (const Field& field : after.fields) {
    if (identifies(field.key)) {
      change.identity.push_back(field);
      continue;
    }
    const Field* old = find(before, field.key);
    if (old != nullptr && text_of(*old) == text_of(field)) continue;
    change.items.push_back(
        {std::string{field.key}, old != nullptr ? std::optional{old->value} : std::nullopt, field.value});
  }
  for (const Field& field : before.fields)
    if (find(after, field.key) == nullptr) change.items.push_back({std::string{field.key}, field.value, std::nullopt});
  return change;
}

/// A value as a cell shows it.
std::string words(const std::optional<Value>& value) {
  if (!value) return "none";
  if (const auto* text = std::get_if<std::string>(&*value)) return text->empty() ? "none" : detail::plain(*text);
  if (const auto* number = std::get_if<std::int64_t>(&*value)) return std::to_string(*number);
  if (const auto* truth = std::get_if<bool>(&*value)) return *truth ? "yes" : "no";
  if (const auto* list = std::get_if<std::vector<std::string>>(&*value)) {
    std::string text;
    for (const std::string& item : *list) text += (text.empty() ? "" : ", ") + detail::plain(item);
    return text.empty() ? "none" : text;
  }
  std::string text;
  for (const Record& item : std::get<std::vector<Record>>(*value)) text += (text.empty() ? "" : " ") + to_json(item);
  return text.empty() ? "none" : printable(text, 200);
}

std::string identity_words(const std::vector<Field>& fields) {
  std::string text;
  for (const Field& field : fields)
    if (identifies(field.key))
      text += (text.empty() ? "" : "\n") + std::string{field.key} + " " + words(std::optional{field.value});
  return text.empty() ? "the answer" : text;
}

/// What a row says beside what it is about; names and sources are for machines.
std::string content_words(const Record& record) {
  std::string text;
  for (const Field& field : record.fields) {
    if (identifies(field.key) || field.key.ends_with("_name") || field.key == "sources" || field.key == "evidence")
      continue;
    const std::string value = words(std::optional{field.value});
    if (value != "none") text += (text.empty() ? "" : "; ") + std::string{field.key} + " " + value;
  }
  return text;
}

}  // namespace

Difference difference(const RecordList& before, const RecordList& after) {
  std::vector<Record> old;
  std::vector<std::string> old_text;
  std::vector<bool> paired(before.size, false);
  std::map<std::string, std::vector<std::size_t>, std::less<>> by_text, by_identity;
  for (std::size_t i = 0; i < before.size; ++i) {
    old.push_back(before.at(i));
    by_text[to_json(old.back())].push_back(i);
  }
  for (auto& [text, rows] : by_text) std::reverse(rows.begin(), rows.end());
  Difference result;
  std::vector<Record> left;
  for (std::size_t i = 0; i < after.size; ++i) {
    Record row = after.at(i);
    const auto at = by_text.find(to_json(row));
    if (at != by_text.end() && !at->second.empty()) {
      paired[at->second.back()] = true;
      at->second.pop_back();
      ++result.unchanged;
    } else {
      left.push_back(std::move(row));
    }
  }
  for (std::size_t i = before.size; i-- > 0;)
    if (!paired[i]) by_identity[identity_of(old[i])].push_back(i);
  for (Record& row : left) {
    const auto at = by_identity.find(identity_of(row));
    if (at == by_identity.end() || at->second.empty()) {
      result.added.push_back(std::move(row));
      continue;
    }
    result.changed.push_back(change_of(old[at->second.back()], row));
    paired[at->second.back()] = true;
    at->second.pop_back();
  }
  for (std::size_t i = 0; i < before.size; ++i)
    if (!paired[i]) result.removed.push_back(std::move(old[i]));
  return result;
}

RecordList records(const Difference& difference, std::string_view verb) {
  return {.size = 1,
          .at =
              [difference, verb = std::string{verb}](std::size_t) {
                Record document;
                document.add("verb", verb);
                document.add("added", difference.added);
                document.add("removed", difference.removed);
                std::vector<Record> changed;
                for (const Difference::Change& change : difference.changed) {
                  Record row{change.identity};
                  std::vector<Record> items;
                  for (const Difference::Change::Item& item : change.items) {
                    Record& entry = items.emplace_back();
                    entry.add("field", item.field);
                    if (item.before) entry.fields.push_back({"before", *item.before});
                    if (item.after) entry.fields.push_back({"after", *item.after});
                  }
                  row.add("changes", std::move(items));
                  changed.push_back(std::move(row));
                }
                document.add("changed", std::move(changed));
                document.add("unchanged", static_cast<std::uint64_t>(difference.unchanged));
                return document;
              },
          .is_document = true};
}

Page page(const Difference& difference, std::string_view verb, const Stamp& stamp) {
  Page page;
  page.heading("What if: " + std::string{verb} + (stamp.as_of.empty() ? "" : " on " + stamp.as_of));
  page.paragraph(detail::count(difference.added.size(), "row", "rows") + " added, " +
                 std::to_string(difference.removed.size()) + " removed, " + std::to_string(difference.changed.size()) +
                 " changed, " + std::to_string(difference.unchanged) + " unchanged.");
  Table table;
  table.columns = {{"", 7}, {"Row", 24}, {"What it says", 30}};
  for (const Record& row : difference.added)
    table.rows.push_back({"added", identity_words(row.fields), content_words(row)});
  for (const Record& row : difference.removed)
    table.rows.push_back({"removed", identity_words(row.fields), content_words(row)});
  for (const Difference::Change& change : difference.changed) {
    std::string text;
    for (const Difference::Change::Item& item : change.items)
      text += (text.empty() ? "" : "\n") + item.field + ": " + words(item.before) + " -> " + words(item.after);
    table.rows.push_back({"changed", identity_words(change.identity), std::move(text)});
  }
  if (!table.rows.empty()) page.add(std::move(table));
  page.heading("How this was computed", 2);
  page.paragraph(
      "The question was asked of the world as recorded and of the edited copy; the edits are assumptions, not facts.");
  page.paragraph(detail::stamp_line(stamp));
  return page;
}

}  // namespace dutygraph::render
