// SPDX-License-Identifier: BSL-1.0
#include "io/bods_json.hpp"

#include <algorithm>
#include <bit>

#include "io/input.hpp"
#include "io/json_memory.hpp"

namespace dutygraph::io::detail {
namespace {

static_assert(simdjson::SIMDJSON_PADDING <= Input::padding, "pieces of input must have the padding simdjson wants");

constexpr bool is_digit(char c) noexcept { return c >= '0' && c <= '9'; }

/// The grammar of JSON numbers.
bool is_json_number(std::string_view text) noexcept {
  const auto digits = [&] {
    const std::size_t before = text.size();
    while (!text.empty() && is_digit(text.front())) text.remove_prefix(1);
    return before - text.size();
  };
  if (text.starts_with('-')) text.remove_prefix(1);
  const bool zero = text.starts_with('0');
  const std::size_t whole = digits();
  if (whole == 0 || (zero && whole > 1)) return false;
  if (text.starts_with('.')) {
    text.remove_prefix(1);
    if (digits() == 0) return false;
  }
  if (text.starts_with('e') || text.starts_with('E')) {
    text.remove_prefix(1);
    if (text.starts_with('+') || text.starts_with('-')) text.remove_prefix(1);
    if (digits() == 0) return false;
  }
  return text.empty();
}

void append_escaped(std::string& pointer, std::string_view key) {
  for (const char c : key) {
    if (c == '~')
      pointer += "~0";
    else if (c == '/')
      pointer += "~1";
    else
      pointer += c;
  }
}

}  // namespace

void JsonWalk::malformed(simdjson::error_code error) const {
  if (error == simdjson::MEMALLOC) throw std::bad_alloc{};
  if (error == simdjson::UTF8_ERROR) refuse("invalid-utf8", {}, "text in UTF-8");
  if (error == simdjson::INCORRECT_TYPE) refuse("malformed-json", {}, "a JSON object");
  refuse("malformed-json", {}, "well-formed JSON");
}

void JsonWalk::refuse(std::string_view rule, std::string_view value, std::string hint) const {
  throw BadRow{rule, path(), std::string{value.substr(0, 400)}, std::move(hint)};
}

std::string JsonWalk::path() const {
  std::string pointer;
  for (std::size_t i = 0; i < depth_; ++i) {
    pointer += '/';
    if (steps_[i].key.data() != nullptr)
      append_escaped(pointer, steps_[i].key);
    else
      pointer += std::to_string(steps_[i].index);
  }
  return pointer;
}

void JsonWalk::refuse_depth() const {
  refuse("too-deep", {}, "nesting of at most " + std::to_string(max_depth) + " levels");
}

void JsonWalk::refuse_key(std::string_view key) const { refuse("duplicate-key", key, "each key once in an object"); }

std::string_view JsonWalk::escaped_key(simdjson::ondemand::field& field) const {
  std::string_view key;
  if (const simdjson::error_code error = field.unescaped_key().get(key)) malformed(error);
  return key;
}

bool JsonWalk::note_unknown_key(std::string_view key, std::size_t first_unknown) {
  const auto first = unknown_keys_.begin() + static_cast<std::ptrdiff_t>(first_unknown);
  const bool repeated = std::find(first, unknown_keys_.end(), key) != unknown_keys_.end();
  unknown_keys_.push_back(key);
  if (unknown_keys_.size() - first_unknown > max_fields)
    refuse("malformed-json", key, "an object of at most " + std::to_string(max_fields) + " unknown fields");
  return repeated;
}

std::string_view JsonWalk::escaped_string(Value& value) {
  const std::string_view written = token(value);
  if (written.size() < 2 || written.front() != '"' || written.back() != '"')
    refuse("malformed-json", written.substr(0, 80), "a string");
  std::string_view text;
  if (const simdjson::error_code error = value.get_string().get(text)) malformed(error);
  return text;
}

void JsonWalk::begin(std::string_view row) {
  depth_ = 0;
  unknown_keys_.clear();
  end_ = row.data() + row.size();
  require_memory(parser_, row.size());
  const simdjson::padded_string_view padded{row.data(), row.size(), row.size() + Input::padding};
  if (const simdjson::error_code error = parser_.iterate(padded).get(document_)) malformed(error);
}

void JsonWalk::end() {
  // On-demand stops at the end of the object; anything behind it is an error that only we look for.
  const char* location = nullptr;
  if (document_.current_location().get(location) == simdjson::SUCCESS && location < end_)
    refuse("malformed-json", {location, static_cast<std::size_t>(end_ - location)},
           "one JSON object; this is behind its end");
}

std::string_view JsonWalk::scalar(Value& value) {
  const std::string_view written = token(value);
  if (written.starts_with('"')) {
    static_cast<void>(string(value));  // checks it
  } else if (written != "true" && written != "false" && written != "null" && !is_json_number(written)) {
    refuse("malformed-json", written.substr(0, 80), "a JSON value");
  }
  return written;
}

void JsonWalk::skip(Value& value) {
  if (is_object(value)) {
    object(value, [this](Field, Value& inner) { skip(inner); });
  } else if (is_array(value)) {
    array(value, [this](Value& inner) { skip(inner); });
  } else {
    static_cast<void>(scalar(value));
  }
}

std::string_view JsonWalk::walked_since(const char* start) noexcept {
  const char* location = nullptr;
  if (document_.current_location().get(location) != simdjson::SUCCESS || location <= start) return {};
  std::string_view walked{start, static_cast<std::size_t>(location - start)};
  while (!walked.empty() && is_json_space(walked.back())) walked.remove_suffix(1);
  return walked;
}

}  // namespace dutygraph::io::detail
