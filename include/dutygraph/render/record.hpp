// SPDX-License-Identifier: BSL-1.0
#pragma once

/// \file
/// Rows for machines: keys and values, written as JSON, JSON Lines or CSV.

#include <cstddef>
#include <cstdint>
#include <functional>
#include <iosfwd>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include <dutygraph/config.hpp>
#include <dutygraph/query/result.hpp>

namespace dutygraph::render {

struct Record;

/// A value: text, a whole number, yes or no, a list of texts, or a list of records.
using Value = std::variant<std::string, std::int64_t, bool, std::vector<std::string>, std::vector<Record>>;

/// A key and its value. "votes/low" is the member `low` of the object `votes`.
struct Field;

/// One row. Fields of one object stand together; what does not apply is left out.
struct DUTYGRAPH_EXPORT Record {
  std::vector<Field> fields;

  void add(std::string_view key, std::string_view value);
  void add(std::string_view key, const char* value) { add(key, std::string_view{value}); }
  void add(std::string_view key, std::int64_t value);
  void add(std::string_view key, std::uint64_t value) { add(key, static_cast<std::int64_t>(value)); }
  void add(std::string_view key, std::uint32_t value) { add(key, std::int64_t{value}); }
  void add(std::string_view key, bool value);
  void add(std::string_view key, std::vector<std::string> value);
  void add(std::string_view key, std::vector<Record> value);
  /// Adds only what is not empty.
  void add_some(std::string_view key, std::string_view value) {
    if (!value.empty()) add(key, value);
  }
  void add_some(std::string_view key, std::vector<std::string> value) {
    if (!value.empty()) add(key, std::move(value));
  }
  void add_some(std::string_view key, std::vector<Record> value);
};

struct Field {
  std::string_view key;  ///< outlives the record: keys are literals
  Value value;
};

/// The rows of a result, made one by one when they are written.
struct RecordList {
  std::vector<std::string_view> columns{};  ///< every key that a row may have, in order: the header of the CSV
  std::size_t size = 0;
  std::function<Record(std::size_t)> at{};  ///< the i-th row
  /// The single row is a document with lists of records. Its CSV has the columns `path` (a JSON pointer) and `value`.
  bool is_document = false;
};

/// \p record as JSON without spaces. Decimal numbers are strings, so that they stay exact.
[[nodiscard]] DUTYGRAPH_EXPORT std::string to_json(const Record& record);
/// \p stamp as JSON without spaces.
[[nodiscard]] DUTYGRAPH_EXPORT std::string to_json(const Stamp& stamp);

/// `{"stamp": …, "rows": […]}` with one row a line; a document is laid out over several.
DUTYGRAPH_EXPORT void write_json(const RecordList& rows, const Stamp& stamp, std::ostream& out);
/// One row a line.
DUTYGRAPH_EXPORT void write_jsonl(const RecordList& rows, std::ostream& out);
/// RFC 4180 with a header. Lists are joined by ";".
DUTYGRAPH_EXPORT void write_csv(const RecordList& rows, std::ostream& out);

/// Appends one field of a CSV file, in quotes where it needs them.
DUTYGRAPH_EXPORT void append_csv(std::string& line, std::string_view field);

}  // namespace dutygraph::render
