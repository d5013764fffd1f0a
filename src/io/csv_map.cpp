// SPDX-License-Identifier: BSL-1.0
#include "io/csv_map.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include <dutygraph/error.hpp>
#include <dutygraph/io/schema.hpp>

#include "base/json_text.hpp"
#include "base/sha256.hpp"
#include "io/input.hpp"
#include "io/native_fields.hpp"
#include "io/utf8.hpp"

namespace dutygraph::io::detail {

std::string MapField::name() const {
  std::string text;
  for (const FieldStep& step : path) text += (text.empty() ? "" : ".") + step.name;
  return text;
}

namespace {

using Node = JsonTree::Node;

constexpr std::array<std::string_view, 9> map_names{"map",    "separator", "columns", "numbers", "dates",
                                                    "shares", "empty",     "skip",    "records"};
constexpr std::array<std::string_view, 5> record_names{"section", "when", "unless", "once", "record"};
constexpr std::array<std::string_view, 3> skip_names{"when", "unless", "because"};
constexpr std::array<std::string_view, 2> number_names{"decimal", "group"};
constexpr std::array<std::string_view, 8> value_names{"column", "template", "values",  "others",
                                                      "split",  "dates",    "numbers", "shares"};

std::vector<FieldStep> steps_of(std::string_view name) {
  std::vector<FieldStep> steps;
  for (;;) {
    const std::size_t dot = name.find('.');
    steps.push_back({std::string{name.substr(0, dot)}, false});
    if (dot == std::string_view::npos) return steps;
    name.remove_prefix(dot + 1);
  }
}

bool comes_before(const FieldStep& a, const FieldStep& b) {
  if (a.is_item && b.is_item && a.name.size() != b.name.size()) return a.name.size() < b.name.size();
  return a.name < b.name;
}

/// Reads one map and says everything that is wrong with it.
class MapReader {
 public:
  explicit MapReader(CsvMap& map) : map_{map}, context_{map.name, codes_, false} {}

  void read(std::string_view json) {
    JsonTree tree;
    context_.start(json, 1);
    try {
      tree.parse_copy(json);
    } catch (const JsonError& error) {
      Diagnostics list;
      list.add({error.rule,
                Severity::error,
                map_.name,
                context_.line_of(error.offset),
                {},
                printable(error.value),
                error.hint});
      throw InvalidData{std::move(list)};
    }
    const Path top;
    if (!tree.root().is(JsonKind::object)) {
      context_.wrong_type(top, tree.root(), "a map: an object with \"map\": 1 and \"records\"");
    } else {
      read_map(top, tree.root());
    }
    Diagnostics list;
    for (Diagnostic& found : context_.take()) list.add(std::move(found));
    if (list.has_errors()) throw InvalidData{std::move(list)};
  }

 private:
  template <class Names>
  static std::vector<std::string_view> list_of(const Names& names) {
    return {names.begin(), names.end()};
  }

  void read_map(const Path& top, Node root) {
    ObjectReader in{context_, top, root};
    in.require("map");
    in.field("map", [&](const Path& path, Node at) {
      if (!at.is(JsonKind::number) || at.text() != "1")
        context_.error("unknown-version", path, at, "1, the version of the format of maps");
    });
    in.field("separator", [&](const Path& path, Node at) {
      const std::string text = text_of(path, at);
      if (text.size() == 1 && std::string_view{",;\t|"}.find(text.front()) != std::string_view::npos)
        map_.separator = text.front();
      else
        context_.error("invalid-value", path, at, R"(what separates cells: ",", ";", "\t" or "|")");
    });
    in.field("columns", [&](const Path& path, Node at) { map_.header = texts_of(path, at); });
    in.field("empty", [&](const Path& path, Node at) {
      map_.empty = texts_of(path, at);
      map_.empty.emplace_back();
    });
    read_formats(in, defaults_);
    in.field("skip", [&](const Path& path, Node at) { read_skips(path, at); });
    in.require("records");
    in.field("records", [&](const Path& path, Node at) {
      each(path, at, [&](const Path& where, Node item) { read_record(where, item); });
      if (at.is(JsonKind::array) && at.size() == 0)
        context_.error("missing-field", path, at, "at least one record that rows make");
    });
    in.finish(list_of(map_names));
  }

  template <class Read>
  void each(const Path& path, Node at, Read&& read) {
    if (!at.is(JsonKind::array)) return context_.wrong_type(path, at, "a list");
    std::size_t i = 0;
    for (const Node item : at) {
      const Path where = Path::item(path, i++);
      if (item.is(JsonKind::object))
        read(where, item);
      else
        context_.wrong_type(where, item, "an object");
    }
  }

  std::string text_of(const Path& path, Node at) {
    std::string out;
    read_text(context_, path, at, out);
    return out;
  }
  /// A list of texts, or a text that stands for a list of one; they may be empty.
  std::vector<std::string> texts_of(const Path& path, Node at) {
    if (!at.is(JsonKind::array)) return {text_of(path, at)};
    std::vector<std::string> out;
    std::size_t i = 0;
    for (const Node item : at) out.push_back(text_of(Path::item(path, i++), item));
    return out;
  }

  void read_formats(ObjectReader& in, CellFormats& out) {
    in.field("numbers", [&](const Path& path, Node at) {
      if (!at.is(JsonKind::object)) return context_.wrong_type(path, at, "an object with `decimal` and `group`");
      ObjectReader inner{context_, path, at};
      inner.field("decimal", [&](const Path& where, Node node) {
        out.decimal = text_of(where, node);
        if (out.decimal != "." && out.decimal != ",")
          context_.error("invalid-value", where, node, R"(what stands before a fraction: "." or ",")");
      });
      inner.field("group", [&](const Path& where, Node node) {
        out.group = text_of(where, node);
        constexpr std::array<std::string_view, 6> known{"", ",", ".", " ", "'", "\u2019"};
        if (std::find(known.begin(), known.end(), out.group) == known.end())
          context_.error("invalid-value", where, node,
                         R"(what stands between groups of three digits: "", ",", ".", " " or "'")");
      });
      inner.finish(list_of(number_names));
      if (out.group == out.decimal)
        context_.error("invalid-value", path, at, "two different signs: `group` and `decimal`");
    });
    in.field("dates", [&](const Path& path, Node at) {
      out.dates = texts_of(path, at);
      for (const std::string& format : out.dates)
        if (!is_date_format(format))
          context_.error("invalid-value", path, at,
                         "formats of dates of YYYY, MM or M, DD or D and what stands between them, such as "
                         "\"DD.MM.YYYY\"; \"YYYY-MM-DD*\" leaves out a time");
    });
    in.field("shares", [&](const Path& path, Node at) {
      const std::string unit = text_of(path, at);
      out.fraction = unit == "fraction";
      if (unit != "percent" && unit != "fraction")
        context_.error("invalid-value", path, at, "the unit of shares: percent (0 to 100) or fraction (0 to 1)");
    });
  }

  std::size_t column(std::string_view name, const Path& path, Node at) {
    const auto known = std::find_if(map_.columns.begin(), map_.columns.end(),
                                    [&](const MapColumn& column) { return column.name == name; });
    if (known != map_.columns.end()) return static_cast<std::size_t>(known - map_.columns.begin());
    map_.columns.push_back({std::string{name}, context_.line_of(at), path.to_string()});
    return map_.columns.size() - 1;
  }

  void read_condition(ObjectReader& in, MapCondition& out) {
    for (const auto& [name, tests] : {std::pair{"when", &out.when}, std::pair{"unless", &out.unless}}) {
      std::vector<MapCondition::Test>& to = *tests;
      in.field(name, [&](const Path& path, Node at) {
        if (!at.is(JsonKind::object))
          return context_.wrong_type(path, at,
                                     "an object of columns and the cells that count: {\"Status\": \"active\"}");
        for (const Node member : at) {
          const Path where = Path::member(path, member.key());
          to.push_back({column(member.key(), where, member), texts_of(where, member)});
        }
      });
    }
  }

  void read_skips(const Path& path, Node at) {
    each(path, at, [&](const Path& where, Node item) {
      ObjectReader in{context_, where, item};
      MapSkip skip;
      read_condition(in, skip.rows);
      in.field("because", [&](const Path& deep, Node node) { skip.because = text_of(deep, node); });
      in.finish(list_of(skip_names));
      if (skip.rows.when.empty() && skip.rows.unless.empty())
        context_.error("missing-field", where, item, "`when` or `unless`: which rows to skip");
      map_.skip.push_back(std::move(skip));
    });
  }

  void read_record(const Path& path, Node at) {
    ObjectReader in{context_, path, at};
    MapRecord record;
    const auto sections = record_sections();
    bool known = false;
    in.require("section");
    in.field("section", [&](const Path& where, Node node) {
      record.section = text_of(where, node);
      known = std::find(sections.begin(), sections.end(), record.section) != sections.end();
      if (known) return;
      std::string list;
      for (const std::string_view section : sections) list += (list.empty() ? "" : ", ") + std::string{section};
      context_.error("unknown-section", where, node,
                     "a section of records" + did_you_mean(record.section, sections) + " There are " + list);
    });
    in.field("once", [&](const Path& where, Node node) {
      std::optional<bool> once;
      read_boolean(context_, where, node, once);
      record.once = once.value_or(false);
    });
    read_condition(in, record.rows);
    in.require("record");
    in.field("record", [&](const Path& where, Node node) {
      if (!node.is(JsonKind::object)) return context_.wrong_type(where, node, "a record with columns in braces");
      if (known) read_members(record, {}, where, node);
    });
    in.finish(list_of(record_names));
    settle(record, path, at);
    map_.records.push_back(std::move(record));
  }

  void read_members(MapRecord& record, const std::vector<FieldStep>& above, const Path& path, Node at) {
    for (const Node member : at) {
      std::vector<FieldStep> steps = above;
      for (FieldStep& step : steps_of(member.key())) steps.push_back(std::move(step));
      read_value(record, std::move(steps), Path::member(path, member.key()), member);
    }
  }

  void read_value(MapRecord& record, std::vector<FieldStep> steps, const Path& path, Node at) {
    if (at.is(JsonKind::array)) {
      std::size_t i = 0;
      for (const Node item : at) {
        std::vector<FieldStep> inner = steps;
        inner.push_back({std::to_string(i), true});
        read_value(record, std::move(inner), Path::item(path, i++), item);
      }
      return;
    }
    const bool has_options = at.is(JsonKind::object) && (at.find("column") || at.find("template"));
    if (at.is(JsonKind::object) && !has_options) return read_members(record, steps, path, at);
    MapField field;
    const auto found = find_field(record.section, steps);
    field.path = std::move(steps);
    if (!found) {
      const auto names = first_fields(record.section);
      context_.error("unknown-field", path, at,
                     "a field of " + record.section + "; `" + printable(field.name(), 60) + "` is none" +
                         did_you_mean(field.path.front().name, names));
      return;
    }
    field.field = *found;
    field.formats = defaults_;
    if (has_options) {
      read_options(field, path, at);
    } else if (at.is(JsonKind::string)) {
      read_template(field, at.text(), path, at);
    } else if (at.is(JsonKind::null)) {
      context_.wrong_type(path, at, "a text with columns in braces, a number, true or false");
    } else {
      field.constant = std::string{at.text()};
    }
    record.fields.push_back(std::move(field));
  }

  void read_options(MapField& field, const Path& path, Node at) {
    ObjectReader in{context_, path, at};
    in.field("column", [&](const Path& where, Node node) {
      field.parts.push_back({{}, column(text_of(where, node), where, node)});
    });
    in.field("template", [&](const Path& where, Node node) {
      if (!field.parts.empty()) context_.error("invalid-value", where, node, "`column` or `template`, not both");
      field.parts.clear();
      read_template(field, text_of(where, node), where, node);
      if (field.parts.empty()) context_.error("invalid-value", where, node, "a text with a column in braces: {Name}");
    });
    in.field("values", [&](const Path& where, Node node) {
      if (!node.is(JsonKind::object)) return context_.wrong_type(where, node, "an object: {\"cell\": value}");
      field.others = MapField::Others::refuse;
      for (const Node member : node) field.values.emplace(member.key(), member.canonical());
    });
    in.field("others", [&](const Path& where, Node node) {
      const std::string word = text_of(where, node);
      if (word == "keep")
        field.others = MapField::Others::keep;
      else if (word == "leave_out")
        field.others = MapField::Others::leave_out;
      else if (word != "refuse")
        context_.error("invalid-value", where, node,
                       "what to do with cells that `values` does not have: refuse, keep "
                       "or leave_out");
      if (!at.find("values")) context_.error("missing-field", where, node, "`values`, which this is about");
    });
    in.field("split", [&](const Path& where, Node node) {
      field.split = text_of(where, node);
      if (field.split.empty()) context_.error("empty-text", where, node, "what stands between the items of a cell");
      if (field.field.kind != FieldKind::texts && field.field.kind != FieldKind::dates)
        context_.error("invalid-value", where, node, "for a list; `" + field.name() + "` is none");
    });
    read_formats(in, field.formats);
    in.finish(list_of(value_names));
  }

  /// Texts and columns in turn; a text without columns is a constant.
  void read_template(MapField& field, std::string_view text, const Path& path, Node at) {
    std::string plain;
    bool has_column = false;
    const auto flush = [&] {
      if (!plain.empty()) field.parts.push_back({std::exchange(plain, {}), no_column});
    };
    for (std::size_t i = 0; i < text.size(); ++i) {
      const char c = text[i];
      if ((c == '{' || c == '}') && i + 1 < text.size() && text[i + 1] == c) {
        plain += c;
        ++i;
      } else if (c == '{') {
        const std::size_t end = text.find('}', i);
        if (end == std::string_view::npos || end == i + 1) {
          context_.error("invalid-value", path, at, "the name of a column and a closing brace; {{ stands for a brace");
          return;
        }
        flush();
        field.parts.push_back({{}, column(text.substr(i + 1, end - i - 1), path, at)});
        has_column = true;
        i = end;
      } else if (c == '}') {
        context_.error("invalid-value", path, at, "an opening brace before a closing one; }} stands for a brace");
        return;
      } else {
        plain += c;
      }
    }
    flush();
    if (has_column) return;
    field.constant = dutygraph::detail::json_string(field.parts.empty() ? std::string{} : field.parts.front().text);
    field.parts.clear();
  }

  /// Orders the fields, so that they can be written in one go.
  void settle(MapRecord& record, const Path& path, Node at) {
    const auto less = [](const MapField& a, const MapField& b) {
      return std::lexicographical_compare(a.path.begin(), a.path.end(), b.path.begin(), b.path.end(), comes_before);
    };
    std::stable_sort(record.fields.begin(), record.fields.end(), less);
    for (std::size_t i = 1; i < record.fields.size(); ++i) {
      const MapField &a = record.fields[i - 1], &b = record.fields[i];
      const auto [at_a, at_b] = std::mismatch(a.path.begin(), a.path.end(), b.path.begin(), b.path.end());
      if (at_a == a.path.end() || at_b == b.path.end() || at_a->is_item != at_b->is_item)
        context_.error("duplicate-key", path, at,
                       "each field once; `" + a.name() + "` and `" + b.name() + "` exclude each other");
    }
    const bool has_id = std::any_of(record.fields.begin(), record.fields.end(), [](const MapField& field) {
      return field.path.size() == 1 && field.path.front().name == "id";
    });
    if (record.once && !has_id)
      context_.error("missing-field", path, at, "an id: with `once`, rows of one id make one record");
  }

  CsvMap& map_;
  Codes codes_;
  Context context_;
  CellFormats defaults_{};
};

}  // namespace

CsvMap parse_csv_map(std::string_view json, const std::string& name) {
  CsvMap map;
  map.name = name;
  map.digest = "sha256:" + dutygraph::detail::sha256(json);
  if (json.starts_with("\xEF\xBB\xBF")) json.remove_prefix(3);
  MapReader{map}.read(json);
  return map;
}

CsvMap read_csv_map(const std::string& path, const ReadOptions& options) {
  ReadOptions quiet;  // a small file: its progress is not that of the data
  quiet.stop = options.stop;
  quiet.max_bytes = std::uint64_t{1} << 24;
  Input input{path, quiet};
  return parse_csv_map(input.read_all(), input.name());
}

}  // namespace dutygraph::io::detail
