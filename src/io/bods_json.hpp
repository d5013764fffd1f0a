// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>
#include <vector>

#include <simdjson.h>

#include "io/bods_fields.hpp"
#include "io/quotes.hpp"

namespace dutygraph::io::detail {

/// Why a row cannot be used. Thrown inside the reader only.
struct BadRow {
  std::string_view rule;
  std::string path;  ///< JSON pointer into the row
  std::string value;
  std::string hint;
};

/// Walks one row of JSON with simdjson's on-demand parser, which looks only at what it is asked for. So every field
/// and element is visited, in document order, and what nobody wants is checked by skip(): a row that was walked to
/// its end is well-formed JSON.
///
/// Any complaint is thrown as BadRow: malformed JSON, invalid UTF-8, a key given twice in one object, nesting deeper
/// than `max_depth`. Texts are valid until the next row.
class JsonWalk {
 public:
  using Value = simdjson::ondemand::value;
  static constexpr std::size_t max_depth = 64;
  /// The most fields of one object, so that comparing them with each other stays cheap.
  static constexpr std::size_t max_fields = 256;

  /// Walks a row that consists of one object. \p row must have simdjson's padding behind it. Calls
  /// `on_field(Field, Value&)` for each field.
  template <class OnField>
  void row(std::string_view row, OnField&& on_field);
  /// Calls `on_field(Field, Value&)` for each field of an object. \pre is_object(value)
  template <class OnField>
  void object(Value& value, OnField&& on_field);
  /// Calls `on_element(Value&)` for each element of an array. \pre is_array(value)
  template <class OnElement>
  void array(Value& value, OnElement&& on_element);

  [[nodiscard]] static bool is_object(Value& value) noexcept { return first(value) == '{'; }
  [[nodiscard]] static bool is_array(Value& value) noexcept { return first(value) == '['; }
  [[nodiscard]] static bool is_string(Value& value) noexcept { return first(value) == '"'; }
  /// The first token of a value as it is written, not checked.
  [[nodiscard]] static std::string_view token(Value& value) noexcept;
  /// A scalar as it is written, checked: "12.50", "true", "null"; of a string everything with its quotes.
  [[nodiscard]] std::string_view scalar(Value& value);
  /// The text of a string. \pre is_string(value)
  [[nodiscard]] std::string_view string(Value& value);
  /// Checks a value that nobody wants.
  void skip(Value& value);

  /// Whether \p value is, byte for byte, what remember() saw last: then it is valid and says the same.
  [[nodiscard]] bool is_remembered(std::string_view memory, Value& value) const noexcept {
    const std::string_view token = value.raw_json_token();
    return !memory.empty() && static_cast<std::size_t>(end_ - token.data()) >= memory.size() &&
           std::memcmp(token.data(), memory.data(), memory.size()) == 0;
  }
  /// Where a value starts in the row; and the text from there to what has been walked over.
  [[nodiscard]] static const char* start_of(Value& value) noexcept { return value.raw_json_token().data(); }
  [[nodiscard]] std::string_view walked_since(const char* start) noexcept;

  /// The JSON pointer of the value that is being visited.
  [[nodiscard]] std::string path() const;
  /// \throws BadRow at the value that is being visited.
  [[noreturn]] void refuse(std::string_view rule, std::string_view value, std::string hint) const;

 private:
  struct Step {
    std::string_view key{};
    std::uint32_t index = 0;
  };
  [[nodiscard]] static char first(Value& value) noexcept { return *value.raw_json_token().data(); }
  void begin(std::string_view row);
  void end();
  template <class OnField>
  void fields(simdjson::ondemand::object& object, OnField&& on_field);
  [[nodiscard]] std::string_view key_of(simdjson::ondemand::field& field) const;
  [[nodiscard]] std::string_view escaped_key(simdjson::ondemand::field& field) const;
  void note_key(Field field, std::string_view key, std::uint64_t& seen, std::size_t first_unknown);
  [[nodiscard]] bool note_unknown_key(std::string_view key, std::size_t first_unknown);
  [[nodiscard]] std::string_view escaped_string(Value& value);
  void push(Step step) {
    if (depth_ == max_depth) refuse_depth();
    steps_[depth_++] = step;
  }
  void pop() noexcept { --depth_; }
  [[noreturn]] void refuse_depth() const;
  [[noreturn]] void refuse_key(std::string_view key) const;
  [[noreturn]] void malformed(simdjson::error_code error) const;

  simdjson::ondemand::parser parser_{};
  simdjson::ondemand::document document_{};
  const char* end_ = nullptr;  // of the row
  std::array<Step, max_depth + 1> steps_{};
  std::size_t depth_ = 0;
  std::vector<std::string_view> unknown_keys_{};  // of the objects that are being visited, innermost last
};

// ---------------------------------------------------------------------------------------------------------------------

[[nodiscard]] constexpr bool is_json_space(char c) noexcept { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

inline std::string_view JsonWalk::token(Value& value) noexcept {
  std::string_view token = value.raw_json_token();
  while (!token.empty() && is_json_space(token.back())) token.remove_suffix(1);
  return token;
}

inline std::string_view JsonWalk::string(Value& value) {
  const char* const start = value.raw_json_token().data() + 1;
  const char* const stop = quote_or_backslash(start);
  if (*stop == '\\') return escaped_string(value);
  simdjson::ondemand::raw_json_string consumed;
  if (const simdjson::error_code error = value.get_raw_json_string().get(consumed)) malformed(error);
  return {start, static_cast<std::size_t>(stop - start)};
}

inline std::string_view JsonWalk::key_of(simdjson::ondemand::field& field) const {
  const char* const start = field.key().raw();
  const char* const stop = quote_or_backslash(start);
  if (*stop == '\\') return escaped_key(field);
  return {start, static_cast<std::size_t>(stop - start)};
}

inline void JsonWalk::note_key(Field field, std::string_view key, std::uint64_t& seen, std::size_t first_unknown) {
  const std::uint64_t bit = std::uint64_t{1} << static_cast<unsigned>(field);
  const bool repeated = field == Field::unknown ? note_unknown_key(key, first_unknown) : (seen & bit) != 0;
  if (repeated) refuse_key(key);
  seen |= bit;
}

template <class OnField>
void JsonWalk::fields(simdjson::ondemand::object& object, OnField&& on_field) {
  const std::size_t first_unknown = unknown_keys_.size();
  std::uint64_t seen = 0;  // known fields, one bit each
  push({});
  for (auto result : object) {
    simdjson::ondemand::field field;
    if (const simdjson::error_code error = std::move(result).get(field)) malformed(error);
    const std::string_view key = key_of(field);
    steps_[depth_ - 1].key = key;
    const Field known = field_of(key);
    note_key(known, key, seen, first_unknown);
    on_field(known, field.value());
  }
  pop();
  unknown_keys_.resize(first_unknown);
}

template <class OnField>
void JsonWalk::row(std::string_view row, OnField&& on_field) {
  begin(row);
  simdjson::ondemand::object object;
  if (const simdjson::error_code error = document_.get_object().get(object)) malformed(error);
  fields(object, on_field);
  end();
}

template <class OnField>
void JsonWalk::object(Value& value, OnField&& on_field) {
  simdjson::ondemand::object object;
  if (const simdjson::error_code error = value.get_object().get(object)) malformed(error);
  fields(object, on_field);
}

template <class OnElement>
void JsonWalk::array(Value& value, OnElement&& on_element) {
  simdjson::ondemand::array array;
  if (const simdjson::error_code error = value.get_array().get(array)) malformed(error);
  push({});
  for (auto result : array) {
    Value element;
    if (const simdjson::error_code error = std::move(result).get(element)) malformed(error);
    on_element(element);
    ++steps_[depth_ - 1].index;
  }
  pop();
}

}  // namespace dutygraph::io::detail
