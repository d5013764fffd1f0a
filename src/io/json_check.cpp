// SPDX-License-Identifier: BSL-1.0
#include <string>
#include <string_view>
#include <vector>

#include "base/utf8.hpp"
#include "io/json.hpp"

namespace dutygraph::io::detail {
namespace {

constexpr bool is_digit(char c) noexcept { return c >= '0' && c <= '9'; }

/// Reads a text byte by byte and stops at the first thing that JSON does not allow. Not recursive: the text may be
/// nested as deep as it is long.
class Checker {
 public:
  explicit Checker(std::string_view text) noexcept : text_{text} {}

  JsonError run() {
    try {
      skip_spaces();
      value();
      while (!open_.empty()) step();
      skip_spaces();
      if (at_ < text_.size()) refuse("the end of the text after the first value");
      return {};
    } catch (JsonError& error) {
      return std::move(error);
    }
  }

 private:
  [[noreturn]] void refuse(std::string hint, std::string rule = "malformed-json") const {
    if (at_ >= text_.size()) throw JsonError{std::move(rule), text_.size(), {}, hint + "; the text ends here"};
    throw JsonError{std::move(rule), at_, std::string{text_.substr(at_, 20)}, std::move(hint)};
  }
  [[nodiscard]] char peek() const noexcept { return at_ < text_.size() ? text_[at_] : '\0'; }
  void skip_spaces() noexcept {
    while (at_ < text_.size() && (text_[at_] == ' ' || text_[at_] == '\t' || text_[at_] == '\r' || text_[at_] == '\n'))
      ++at_;
  }

  /// One member or item, or the end of the innermost object or list.
  void step() {
    skip_spaces();
    const char close = open_.back().close;
    if (peek() == close && (open_.back().first || !open_.back().expects_value)) {
      ++at_;
      open_.pop_back();
      return;
    }
    if (!open_.back().first && !open_.back().expects_value) {
      if (peek() != ',') refuse(std::string{"a comma or "} + close);
      ++at_;
      skip_spaces();
    }
    open_.back().first = false;
    if (close == '}') {
      if (peek() != '"') refuse("a name in double quotes");
      string();
      skip_spaces();
      if (peek() != ':') refuse("a colon after the name");
      ++at_;
      skip_spaces();
    }
    value();
  }

  void value() {
    const char c = peek();
    if (c == '{' || c == '[') {
      ++at_;
      open_.push_back({c == '{' ? '}' : ']', true, false});
    } else if (c == '"') {
      string();
    } else if (c == '-' || is_digit(c)) {
      number();
    } else {
      for (const std::string_view word : {"true", "false", "null"}) {
        if (text_.substr(at_, word.size()) != word) continue;
        at_ += word.size();
        return;
      }
      if (at_ < text_.size() && static_cast<unsigned char>(c) >= 0x80) unicode();
      refuse("a value: an object, a list, a string in double quotes, a number, true, false or null");
    }
  }

  void number() {
    std::size_t end = at_;
    while (end < text_.size() && std::string_view{" \t\r\n,]}"}.find(text_[end]) == std::string_view::npos) ++end;
    if (!is_json_number(text_.substr(at_, end - at_))) refuse("a decimal number as JSON writes it: -1.5e3");
    at_ = end;
  }

  void string() {
    for (++at_; at_ < text_.size() && text_[at_] != '"';) {
      const auto byte = static_cast<unsigned char>(text_[at_]);
      if (byte == '\\') {
        escape();
      } else if (byte < 0x20) {
        refuse("a string without control characters; write them as \\n, \\t or \\u0000");
      } else if (byte >= 0x80) {
        unicode();
      } else {
        ++at_;
      }
    }
    if (at_ >= text_.size()) refuse("the double quote that ends the string");
    ++at_;
  }

  void unicode() {
    const dutygraph::detail::CodePoint point = dutygraph::detail::decode_utf8(text_.substr(at_));
    if (point.length == 0) refuse("UTF-8; invalid byte at offset " + std::to_string(at_), "invalid-utf8");
    at_ += point.length;
  }

  void escape() {
    static constexpr std::string_view simple = "\"\\/bfnrt";
    const char c = at_ + 1 < text_.size() ? text_[at_ + 1] : '\0';
    if (c != '\0' && simple.find(c) != std::string_view::npos) {
      at_ += 2;
      return;
    }
    if (c != 'u') refuse("an escape that JSON knows");
    const unsigned high = hex(at_ + 2);
    if (high >= 0xDC00 && high < 0xE000) refuse("a low surrogate only after a high one");
    std::size_t length = 6;
    if (high >= 0xD800 && high < 0xDC00) {
      const bool pair = text_.substr(at_ + 6, 2) == "\\u";
      const unsigned low = pair ? hex(at_ + 8) : 0;
      if (low < 0xDC00 || low >= 0xE000) refuse("a low surrogate after a high one");
      length = 12;
    }
    at_ += length;
  }

  [[nodiscard]] unsigned hex(std::size_t from) const {
    unsigned value = 0;
    for (std::size_t i = from; i < from + 4; ++i) {
      const char c = i < text_.size() ? text_[i] : '\0';
      const int digit = is_digit(c)            ? c - '0'
                        : c >= 'a' && c <= 'f' ? c - 'a' + 10
                        : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                               : -1;
      if (digit < 0) refuse("four hexadecimal digits after \\u");
      value = value * 16 + static_cast<unsigned>(digit);
    }
    return value;
  }

  struct Open {
    char close;
    bool first;
    bool expects_value;
  };
  std::string_view text_;
  std::size_t at_ = 0;
  std::vector<Open> open_;
};

}  // namespace

bool is_json_number(std::string_view token) noexcept {
  std::size_t at = 0;
  const auto digits = [&] {
    const std::size_t first = at;
    while (at < token.size() && is_digit(token[at])) ++at;
    return at - first;
  };
  if (at < token.size() && token[at] == '-') ++at;
  const std::size_t whole = at;
  const std::size_t count = digits();
  if (count == 0 || (count > 1 && token[whole] == '0')) return false;
  if (at < token.size() && token[at] == '.') {
    ++at;
    if (digits() == 0) return false;
  }
  if (at < token.size() && (token[at] == 'e' || token[at] == 'E')) {
    ++at;
    if (at < token.size() && (token[at] == '-' || token[at] == '+')) ++at;
    if (digits() == 0) return false;
  }
  return at == token.size();
}

JsonError diagnose_json(std::string_view text) { return Checker{text}.run(); }

}  // namespace dutygraph::io::detail
