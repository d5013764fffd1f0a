// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

#include <dutygraph/config.hpp>

namespace dutygraph::detail {

/// Appends \p text as a JSON string: only what JSON must have escaped is escaped, UTF-8 stays. Bytes that are no
/// UTF-8 become U+FFFD, so that the output always is JSON.
DUTYGRAPH_EXPORT void append_json_string(std::string& out, std::string_view text);

/// \p text as a JSON string, quotes included.
[[nodiscard]] DUTYGRAPH_EXPORT std::string json_string(std::string_view text);

/// Writes compact JSON (no spaces) piece by piece; puts the commas and colons.
///
/// \code
/// JsonText json;
/// json.object([&] { json.key("id").string("NO"); json.key("size").number(3); });
/// \endcode
class JsonText {
 public:
  JsonText() = default;
  /// Appends to \p text.
  explicit JsonText(std::string text) : text_{std::move(text)} {}

  /// The name of the next member.
  JsonText& key(std::string_view name) {
    comma();
    append_json_string(text_, name);
    text_ += ':';
    need_comma_ = false;
    return *this;
  }
  void string(std::string_view value) {
    comma();
    append_json_string(text_, value);
  }
  void boolean(bool value) { raw(value ? "true" : "false"); }
  void number(std::int64_t value) { raw(std::to_string(value)); }
  void null() { raw("null"); }
  /// A value that is JSON already.
  void raw(std::string_view json) {
    comma();
    text_ += json;
  }
  /// An object whose members \p body writes.
  template <class Body>
  void object(Body&& body) {
    wrap('{', '}', body);
  }
  /// An array whose items \p body writes.
  template <class Body>
  void array(Body&& body) {
    wrap('[', ']', body);
  }
  /// An array of strings.
  template <class Strings>
  void strings(const Strings& list) {
    array([&] {
      for (const auto& item : list) string(item);
    });
  }

  [[nodiscard]] const std::string& text() const noexcept { return text_; }
  [[nodiscard]] std::string take() {
    need_comma_ = false;
    return std::exchange(text_, {});
  }

 private:
  void comma() {
    if (need_comma_) text_ += ',';
    need_comma_ = true;
  }
  template <class Body>
  void wrap(char open, char close, Body& body) {
    comma();
    text_ += open;
    need_comma_ = false;
    body();
    text_ += close;
    need_comma_ = true;
  }

  std::string text_;
  bool need_comma_ = false;
};

/// Lays compact JSON out for readers: a value that fits into \p width columns stays on one line, with a space after
/// commas and colons; any other gets one line per member or item, indented by two more than \p indent.
/// \param column  where on its line the value starts
/// \param tail    columns that follow it on its last line, for a comma
/// \pre \p compact is JSON without spaces, as JsonText writes it
DUTYGRAPH_EXPORT void append_json_layout(std::string& out, std::string_view compact, std::size_t indent = 0,
                                         std::size_t column = 0, std::size_t tail = 0, std::size_t width = 120);

/// append_json_layout() with a line end.
[[nodiscard]] DUTYGRAPH_EXPORT std::string json_layout(std::string_view compact, std::size_t width = 120);

}  // namespace dutygraph::detail
