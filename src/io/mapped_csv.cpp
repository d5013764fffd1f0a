// SPDX-License-Identifier: BSL-1.0
#include "io/mapped_csv.hpp"

#include <algorithm>
#include <functional>
#include <optional>
#include <set>
#include <utility>

#include <dutygraph/error.hpp>

#include "base/json_text.hpp"

namespace dutygraph::io::detail {
namespace {

std::string joined(const std::vector<std::string>& names, std::size_t most = 60) {
  std::string list;
  for (std::size_t i = 0; i < std::min(names.size(), most); ++i) list += (i == 0 ? "" : ", ") + printable(names[i], 60);
  if (names.size() > most) list += " and " + std::to_string(names.size() - most) + " more";
  return list;
}

/// Writes the fields that a row has as one JSON object.
class RecordText {
 public:
  RecordText(const std::vector<MapField>& fields, const std::vector<std::string>& values)
      : fields_{&fields}, values_{&values} {}

  std::string write() {
    for (std::size_t i = 0; i < fields_->size(); ++i)
      if (!(*values_)[i].empty()) present_.push_back(i);
    json_.object([&] { write_members(0, present_.size(), 0); });
    return json_.take();
  }

 private:
  [[nodiscard]] const std::vector<FieldStep>& path(std::size_t at) const { return (*fields_)[present_[at]].path; }

  /// The members or items of the fields from \p first to \p last, whose paths agree up to \p depth.
  void write_members(std::size_t first, std::size_t last, std::size_t depth) {
    while (first < last) {
      const FieldStep& step = path(first)[depth];
      std::size_t end = first + 1;
      while (end < last && path(end)[depth] == step) ++end;
      if (!step.is_item) json_.key(step.name);
      if (path(first).size() == depth + 1)
        json_.raw((*values_)[present_[first]]);
      else if (path(first)[depth + 1].is_item)
        json_.array([&] { write_members(first, end, depth + 1); });
      else
        json_.object([&] { write_members(first, end, depth + 1); });
      first = end;
    }
  }

  const std::vector<MapField>* fields_;
  const std::vector<std::string>* values_;
  std::vector<std::size_t> present_{};
  dutygraph::detail::JsonText json_{};
};

/// One file on its way through its map.
class MappedFile {
 public:
  MappedFile(const CsvMap& map, const std::string& file) : map_{&map}, file_{file}, skipped_(map.skip.size()) {
    for (const MapRecord& record : map.records) left_out_.emplace_back(record.fields.size());
  }

  /// Finds the columns. \throws InvalidData with those that are not there
  void bind(const std::vector<std::string>& header) {
    Diagnostics list;
    std::vector<std::string> names;
    for (const std::string& cell : header) names.emplace_back(trimmed(cell));
    const std::vector<std::string_view> views(names.begin(), names.end());
    std::vector<bool> used(names.size());
    for (const MapColumn& column : map_->columns) {
      const auto found = std::find(names.begin(), names.end(), trimmed(column.name));
      const auto complain = [&](const char* rule, std::string hint) {
        list.add(
            {rule, Severity::error, map_->name, column.line, column.path, printable(column.name), std::move(hint)});
      };
      if (found == names.end())
        complain("unknown-column", "a column of " + printable(file_, 200) + did_you_mean(column.name, views) +
                                       (did_you_mean(column.name, views).empty() ? "; it has " : " It has ") +
                                       joined(names));
      else if (std::find(found + 1, names.end(), *found) != names.end())
        complain("duplicate-column", "a column that " + printable(file_, 200) + " has once");
      at_.push_back(static_cast<std::size_t>(found - names.begin()));
      if (found != names.end()) used[at_.back()] = true;
    }
    if (list.has_errors()) throw InvalidData{std::move(list)};
    for (std::size_t i = 0; i < names.size(); ++i)
      if (!used[i]) unused_.push_back(names[i]);
    width_ = names.size();
  }

  [[nodiscard]] std::size_t width() const noexcept { return width_; }
  [[nodiscard]] const std::vector<std::string>& unused() const noexcept { return unused_; }
  [[nodiscard]] std::uint64_t skipped(std::size_t rule) const noexcept { return skipped_[rule]; }
  [[nodiscard]] std::uint64_t left_out(std::size_t record, std::size_t field) const { return left_out_[record][field]; }

  /// Whether the map leaves a row out.
  bool skips(const CsvRow& row) {
    for (std::size_t i = 0; i < map_->skip.size(); ++i) {
      if (!holds(map_->skip[i].rows, row)) continue;
      ++skipped_[i];
      return true;
    }
    return false;
  }

  [[nodiscard]] bool holds(const MapCondition& condition, const CsvRow& row) const {
    const auto is_among = [&](const MapCondition::Test& test) {
      return std::find(test.values.begin(), test.values.end(), cell(row, test.column)) != test.values.end();
    };
    return std::all_of(condition.when.begin(), condition.when.end(), is_among) &&
           std::none_of(condition.unless.begin(), condition.unless.end(), is_among);
  }

  /// One record of a row, as JSON; `id` of it, if it has one.
  struct Text {
    std::string json, id;
    std::vector<bool> has{};  // by field of the record
  };
  Text record(std::size_t index, const CsvRow& row, std::vector<Diagnostic>& problems) {
    const MapRecord& record = map_->records[index];
    std::vector<std::string> values;
    for (std::size_t i = 0; i < record.fields.size(); ++i) {
      try {
        values.push_back(value(record.fields[i], row, left_out_[index][i]));
      } catch (const CellProblem& problem) {
        problems.push_back({std::string{problem.rule}, Severity::error, file_, row.line, place(record.fields[i]),
                            printable(shown(record.fields[i], row)), problem.hint + about(record, record.fields[i])});
        values.emplace_back();
      }
    }
    leave_out_items(record, values);
    Text out;
    for (std::size_t i = 0; i < record.fields.size(); ++i)
      if (record.fields[i].path.size() == 1 && record.fields[i].path.front().name == "id") out.id = values[i];
    for (const std::string& json : values) out.has.push_back(!json.empty());
    out.json = RecordText{record.fields, values}.write();
    return out;
  }

  /// Says of a complaint about a record in which column its cause lies. \p has: the fields that it has.
  void locate(std::size_t index, const std::vector<bool>& has, Diagnostic& d) const {
    const MapRecord& record = map_->records[index];
    const MapField* nearest_field = nullptr;
    for (const MapField& field : record.fields) {
      const std::string path = written_path(record, has, field);
      if (d.path == path || d.path.starts_with(path + "/")) nearest_field = &field;
    }
    if (nearest_field == nullptr) {
      d.hint += " (" + record.section + (d.path.empty() ? "" : ", " + d.path.substr(1)) + ")";
      d.path.clear();
      return;
    }
    d.hint += about(record, *nearest_field);
    if (nearest_field->takes_cells())
      d.path = place(*nearest_field);
    else
      d.hint += ", which the map says";
  }

 private:
  /// Where in the record that was written a field stands: items that the row does not have are not counted.
  static std::string written_path(const MapRecord& record, const std::vector<bool>& has, const MapField& field) {
    std::string path;
    for (auto step = field.path.begin(); step != field.path.end(); ++step) {
      const auto depth = static_cast<std::size_t>(step - field.path.begin());
      if (!step->is_item) {
        path += "/" + step->name;
        continue;
      }
      std::set<std::string> before;
      for (std::size_t i = 0; &record.fields[i] != &field; ++i) {
        const auto& other = record.fields[i].path;
        if (has[i] && other.size() > depth && std::equal(field.path.begin(), step, other.begin()) &&
            other[depth] != *step)
          before.insert(other[depth].name);
      }
      path += "/" + std::to_string(before.size());
    }
    return path;
  }

  /// "" for a cell that says nothing.
  [[nodiscard]] std::string_view cell(const CsvRow& row, std::size_t column) const {
    const std::string_view text = trimmed(row.cells[at_[column]]);
    return std::find(map_->empty.begin(), map_->empty.end(), text) != map_->empty.end() ? std::string_view{} : text;
  }

  /// The cells of a field, joined; empty if one of them says nothing.
  [[nodiscard]] std::string text_of(const MapField& field, const CsvRow& row) const {
    std::string text;
    for (const MapPart& part : field.parts) {
      if (part.column == no_column) {
        text += part.text;
        continue;
      }
      const std::string_view one = cell(row, part.column);
      if (one.empty()) return {};
      text += one;
    }
    return text;
  }
  [[nodiscard]] std::string shown(const MapField& field, const CsvRow& row) const { return text_of(field, row); }

  /// "/Share": the columns of a field.
  [[nodiscard]] std::string place(const MapField& field) const {
    std::string text;
    for (const MapPart& part : field.parts)
      if (part.column != no_column)
        text += (text.empty() ? "/" : " and ") + printable(map_->columns[part.column].name, 60);
    return text;
  }
  [[nodiscard]] static std::string about(const MapRecord& record, const MapField& field) {
    return " (" + record.section + ", " + field.name() + ")";
  }

  /// JSON; empty if the row has nothing for that field.
  std::string value(const MapField& field, const CsvRow& row, std::uint64_t& left_out) const {
    if (!field.takes_cells()) return field.constant;
    const std::string text = text_of(field, row);
    if (text.empty()) return {};
    if (field.split.empty()) return item(field, text, left_out);
    dutygraph::detail::JsonText json;
    bool any = false;
    json.array([&] {
      std::string_view rest = text;
      for (;;) {
        const std::size_t end = rest.find(field.split);
        if (const std::string_view one = trimmed(rest.substr(0, end)); !one.empty())
          if (const std::string made = item(field, one, left_out); !made.empty()) {
            json.raw(made);
            any = true;
          }
        if (end == std::string_view::npos) break;
        rest.remove_prefix(end + field.split.size());
      }
    });
    return any ? json.take() : std::string{};
  }

  static std::string item(const MapField& field, std::string_view text, std::uint64_t& left_out) {
    if (const auto known = field.values.find(text); known != field.values.end()) return known->second;
    if (!field.values.empty() && field.others == MapField::Others::leave_out) {
      ++left_out;
      return {};
    }
    if (!field.values.empty() && field.others == MapField::Others::refuse) {
      std::vector<std::string> names;
      for (const auto& [name, json] : field.values) names.push_back(name);
      throw CellProblem{"unmapped-value", "one of the `values` of the map: " + joined(names, 12)};
    }
    return cell_value(text, field.field.kind, field.formats);
  }

  /// Items of lists that cannot be without a field whose cell says nothing are left out as a whole.
  static void leave_out_items(const MapRecord& record, std::vector<std::string>& values) {
    for (std::size_t i = 0; i < record.fields.size(); ++i) {
      const MapField& needed = record.fields[i];
      if (!values[i].empty() || !needed.field.item_needs_it || !needed.takes_cells()) continue;
      const auto item_end = needed.path.end() - 1;
      for (std::size_t k = 0; k < record.fields.size(); ++k) {
        const auto& path = record.fields[k].path;
        if (path.size() >= needed.path.size() && std::equal(needed.path.begin(), item_end, path.begin()))
          values[k].clear();
      }
    }
  }

  const CsvMap* map_;
  const std::string& file_;
  std::vector<std::size_t> at_{};  // by column of the map
  std::vector<std::string> unused_{};
  std::size_t width_ = 0;
  std::vector<std::uint64_t> skipped_;
  std::vector<std::vector<std::uint64_t>> left_out_{};
};

}  // namespace

void MappedCsvReader::read(Input& input, const CsvMap& map, bool lenient) {
  const std::string& file = input.name();
  MappedFile mapped{map, file};
  CsvRows rows{input, map.separator != 0 ? map.separator : csv_separator(input.peek())};
  CsvRow row;
  if (!map.header.empty()) {
    mapped.bind(map.header);
  } else {
    Diagnostics list;
    if (!rows.next(row)) {
      row.rule = "missing-column";
      row.hint = "a row with the names of the columns";
    }
    if (!row.rule.empty()) {
      list.add({std::string{row.rule}, Severity::error, file, row.line, {}, {}, std::string{row.hint}});
      throw InvalidData{std::move(list)};
    }
    mapped.bind(row.cells);
  }

  NativeFile native{*native_, input, lenient};
  native.begin_made(maps_.insert(map.name + ' ' + map.digest).second ? map.name : std::string{}, map.digest);
  std::uint64_t without_record = 0, first_without_record = 0;
  const auto refuse = [&](std::string_view rule, std::string value, std::string hint) {
    native.refuse_made({std::string{rule}, Severity::error, file, row.line, {}, std::move(value), std::move(hint)},
                       row.text);
  };
  while (rows.next(row)) {
    if (!row.rule.empty()) {
      refuse(row.rule, {}, std::string{row.hint});
      continue;
    }
    if (row.cells.size() != mapped.width()) {
      refuse("ragged-row", std::to_string(row.cells.size()),
             std::to_string(mapped.width()) + " cells, as " +
                 (map.header.empty() ? "in the first row" : "`columns` of the map has"));
      continue;
    }
    if (mapped.skips(row)) continue;
    // A cell that cannot be read sets the whole row aside, before any record of it is there.
    std::vector<Diagnostic> problems;
    std::vector<std::pair<std::size_t, MappedFile::Text>> made;
    for (std::size_t i = 0; i < map.records.size(); ++i)
      if (mapped.holds(map.records[i].rows, row)) made.emplace_back(i, mapped.record(i, row, problems));
    if (!problems.empty()) {
      // One entry of the quarantine a row; a strict reader says all that is wrong with it.
      for (Diagnostic& problem : problems) {
        native.refuse_made(std::move(problem), row.text);
        if (lenient) break;
      }
      continue;
    }
    if (made.empty() && without_record++ == 0) first_without_record = row.line;
    for (auto& [index, text] : made) {
      const MapRecord& record = map.records[index];
      if (record.once && !text.id.empty()) {
        const std::uint64_t content = std::hash<std::string>{}(text.json);
        const auto [first, added] = once_.try_emplace(record.section + ' ' + text.id, Made{content, file, row.line});
        if (!added) {
          if (first->second.content != content)
            refuse("conflicting-record", printable(text.id),
                   "the same " + record.section + " as in " + printable(first->second.file, 200) + ":" +
                       std::to_string(first->second.line) + ", which has this id; that one is kept");
          continue;
        }
      }
      const std::size_t which = index;  // not a part of a structured binding: a lambda cannot hold that
      const std::vector<bool>& has = text.has;
      native.read_made(record.section, std::move(text.json), row.line, row.text,
                       [&mapped, &has, which](Diagnostic& d) { mapped.locate(which, has, d); });
    }
  }
  native.end_made();

  for (std::size_t i = 0; i < map.skip.size(); ++i)
    if (mapped.skipped(i) != 0)
      report_->add(Severity::note, "skipped-rows", file, 0, {}, std::to_string(mapped.skipped(i)),
                   "rows that `skip` of " + map.name + " leaves out" +
                       (map.skip[i].because.empty() ? "" : ": " + printable(map.skip[i].because, 200)));
  if (without_record != 0)
    report_->add(Severity::warning, "no-record", file, first_without_record, {}, std::to_string(without_record),
                 "rows of which " + map.name + " makes a record, or that its `skip` names");
  for (std::size_t r = 0; r < map.records.size(); ++r)
    for (std::size_t f = 0; f < map.records[r].fields.size(); ++f)
      if (const std::uint64_t count = mapped.left_out(r, f); count != 0)
        report_->add(Severity::note, "left-out-value", file, 0, "/" + map.records[r].fields[f].name(),
                     std::to_string(count), "cells that `values` of " + map.name + " has; these are left out");
  if (!mapped.unused().empty())
    report_->add(Severity::note, "unused-column", file, 0, {}, std::to_string(mapped.unused().size()),
                 "columns that " + map.name + " names; these are not read: " + joined(mapped.unused()));
  native.finish();
}

}  // namespace dutygraph::io::detail
