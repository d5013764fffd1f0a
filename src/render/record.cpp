// SPDX-License-Identifier: BSL-1.0
#include <dutygraph/render/record.hpp>

#include <algorithm>
#include <ostream>

#include "base/json_text.hpp"
#include "base/utf8.hpp"

namespace dutygraph::render {

using dutygraph::detail::JsonText;

void Record::add(std::string_view key, std::string_view value) { fields.push_back({key, std::string{value}}); }
void Record::add(std::string_view key, std::int64_t value) { fields.push_back({key, value}); }
void Record::add(std::string_view key, bool value) { fields.push_back({key, value}); }
void Record::add(std::string_view key, std::vector<std::string> value) { fields.push_back({key, std::move(value)}); }
void Record::add(std::string_view key, std::vector<Record> value) { fields.push_back({key, std::move(value)}); }
void Record::add_some(std::string_view key, std::vector<Record> value) {
  if (!value.empty()) add(key, std::move(value));
}

namespace {

/// Calls \p f with the alternative that \p value holds.
template <class F>
void with(const Value& value, F&& f) {
  std::visit(std::forward<F>(f), value);
}

void put(JsonText& json, const Record& record);

void put(JsonText& json, const Value& value) {
  with(value, [&](const auto& v) {
    using Type = std::decay_t<decltype(v)>;
    if constexpr (std::is_same_v<Type, std::string>) {
      json.string(v);
    } else if constexpr (std::is_same_v<Type, std::int64_t>) {
      json.number(v);
    } else if constexpr (std::is_same_v<Type, bool>) {
      json.boolean(v);
    } else if constexpr (std::is_same_v<Type, std::vector<std::string>>) {
      json.strings(v);
    } else {
      json.array([&] {
        for (const Record& item : v) put(json, item);
      });
    }
  });
}

/// The part of "votes/low" before the slash; empty for a plain key.
std::string_view object_of(std::string_view key) {
  const std::size_t slash = key.find('/');
  return slash == std::string_view::npos ? std::string_view{} : key.substr(0, slash);
}

void put(JsonText& json, const Record& record) {
  json.object([&] {
    const std::vector<Field>& fields = record.fields;
    for (std::size_t i = 0; i < fields.size();) {
      const std::string_view object = object_of(fields[i].key);
      if (object.empty()) {
        put(json.key(fields[i].key), fields[i].value);
        ++i;
        continue;
      }
      json.key(object).object([&] {
        for (; i < fields.size() && object_of(fields[i].key) == object; ++i)
          put(json.key(fields[i].key.substr(object.size() + 1)), fields[i].value);
      });
    }
  });
}

void put(JsonText& json, const Stamp& stamp) {
  json.object([&] {
    json.key("library").string(stamp.library);
    json.key("query").string(stamp.query);
    json.key("inputs").array([&] {
      for (const auto& input : stamp.inputs)
        json.object([&] {
          json.key("name").string(input.first);
          json.key("digest").string(input.second);
        });
    });
    if (!stamp.as_of.empty()) json.key("as_of").string(stamp.as_of);
    json.key("parameters").object([&] {
      for (const auto& [name, value] : stamp.parameters) json.key(name).string(value);
    });
    if (!stamp.configuration.empty()) json.key("configuration").string(stamp.configuration);
  });
}

/// The cell of a value that is no list of records.
std::string cell(const Value& value) {
  std::string text;
  with(value, [&](const auto& v) {
    using Type = std::decay_t<decltype(v)>;
    if constexpr (std::is_same_v<Type, std::string>) {
      text = v;
    } else if constexpr (std::is_same_v<Type, std::int64_t>) {
      text = std::to_string(v);
    } else if constexpr (std::is_same_v<Type, bool>) {
      text = v ? "true" : "false";
    } else if constexpr (std::is_same_v<Type, std::vector<std::string>>) {
      for (std::size_t i = 0; i < v.size(); ++i) text += (i == 0 ? "" : ";") + v[i];
    }
  });
  return text;
}

/// Writes a document as rows of path and value.
void put_paths(std::ostream& out, const std::string& above, const Record& record) {
  for (const Field& field : record.fields) {
    const std::string path = above + "/" + std::string{field.key};
    if (const auto* records = std::get_if<std::vector<Record>>(&field.value)) {
      for (std::size_t i = 0; i < records->size(); ++i) put_paths(out, path + "/" + std::to_string(i), (*records)[i]);
      continue;
    }
    std::string line;
    append_csv(line, path);
    line += ',';
    append_csv(line, cell(field.value));
    out << line << "\r\n";
  }
}

/// JSON with the characters escaped that a terminal would obey or that hide or turn text: they only occur in strings.
std::string visible(std::string json) {
  const auto special = [](unsigned char c) { return c == 0x7F || c >= 0x80; };
  if (std::none_of(json.begin(), json.end(), special)) return json;
  static constexpr char hex[] = "0123456789abcdef";
  std::string out;
  for (std::size_t i = 0; i < json.size();) {
    const auto point = dutygraph::detail::decode_utf8(std::string_view{json}.substr(i));
    const char32_t c = point.value;
    const bool hidden = c == 0x7F || (c >= 0x80 && c < 0xA0) || c == 0x061C || (c >= 0x200E && c <= 0x200F) ||
                        (c >= 0x2028 && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069) || c == 0xFEFF;
    const std::size_t length = std::max<std::size_t>(point.length, 1);
    if (hidden && point.length != 0) {
      out += "\\u";
      for (int shift = 12; shift >= 0; shift -= 4) out += hex[(c >> static_cast<unsigned>(shift)) & 15];
    } else {
      out.append(json, i, length);
    }
    i += length;
  }
  return out;
}

}  // namespace

std::string to_json(const Record& record) {
  JsonText json;
  put(json, record);
  return visible(json.take());
}

std::string to_json(const Stamp& stamp) {
  JsonText json;
  put(json, stamp);
  return visible(json.take());
}

void write_json(const RecordList& rows, const Stamp& stamp, std::ostream& out) {
  std::string text = "{\"stamp\": ";
  dutygraph::detail::append_json_layout(text, to_json(stamp), 0, text.size());
  text += ",\n\"rows\": [";
  for (std::size_t i = 0; i < rows.size; ++i) {
    text += i == 0 ? "\n" : ",\n";
    const std::string json = to_json(rows.at(i));
    if (rows.is_document) {
      dutygraph::detail::append_json_layout(text, json);
    } else {
      text += json;
    }
    out << text;
    text.clear();
  }
  out << text << "\n]}\n";
}

void write_jsonl(const RecordList& rows, std::ostream& out) {
  for (std::size_t i = 0; i < rows.size; ++i) out << to_json(rows.at(i)) << '\n';
}

void append_csv(std::string& line, std::string_view field) {
  const bool quote = field.find_first_of(",\"\r\n") != std::string_view::npos ||
                     (!field.empty() && (field.front() == ' ' || field.back() == ' '));
  if (!quote) {
    line += field;
    return;
  }
  line += '"';
  for (const char c : field) {
    if (c == '"') line += '"';
    line += c;
  }
  line += '"';
}

void write_csv(const RecordList& rows, std::ostream& out) {
  if (rows.is_document) {
    out << "path,value\r\n";
    for (std::size_t i = 0; i < rows.size; ++i) put_paths(out, {}, rows.at(i));
    return;
  }
  std::string line;
  for (const std::string_view column : rows.columns) {
    if (!line.empty()) line += ',';
    append_csv(line, column);
  }
  out << line << "\r\n";
  for (std::size_t i = 0; i < rows.size; ++i) {
    line.clear();
    const Record record = rows.at(i);
    bool first = true;
    for (const std::string_view column : rows.columns) {
      if (!first) line += ',';
      first = false;
      for (const Field& field : record.fields)
        if (field.key == column) append_csv(line, cell(field.value));
    }
    out << line << "\r\n";
  }
}

}  // namespace dutygraph::render
