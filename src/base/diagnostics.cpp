// SPDX-License-Identifier: BSL-1.0
#include <dutygraph/diagnostics.hpp>

#include <algorithm>
#include <iterator>
#include <tuple>
#include <utility>

#include "base/utf8.hpp"

namespace dutygraph {

std::string_view to_string(Severity severity) noexcept {
  switch (severity) {
    case Severity::note:
      return "note";
    case Severity::warning:
      return "warning";
    case Severity::error:
      return "error";
  }
  return "error";
}

std::string Diagnostic::to_string() const {
  std::string text;
  if (!file.empty()) {
    text += printable(file, 400);
    if (line != 0) text += ":" + std::to_string(line);
    text += ": ";
  }
  text += dutygraph::to_string(severity);
  text += ": " + hint + " (" + rule;
  if (!path.empty()) text += " at " + printable(path, 200);
  if (!value.empty()) text += ": " + value;
  return text + ")";
}

void Diagnostics::add(Diagnostic diagnostic) {
  list_.push_back(std::move(diagnostic));
  if (list_.back().severity == Severity::error) ++errors_;
}

void Diagnostics::append(Diagnostics other) {
  list_.insert(list_.end(), std::make_move_iterator(other.list_.begin()), std::make_move_iterator(other.list_.end()));
  errors_ += other.errors_;
}

void Diagnostics::sort() {
  std::stable_sort(list_.begin(), list_.end(), [](const Diagnostic& a, const Diagnostic& b) {
    return std::tie(a.file, a.line, a.path, a.rule, a.value) < std::tie(b.file, b.line, b.path, b.rule, b.value);
  });
}

std::size_t Diagnostics::count(Severity severity) const noexcept {
  return static_cast<std::size_t>(
      std::count_if(list_.begin(), list_.end(), [&](const Diagnostic& d) { return d.severity == severity; }));
}

std::string printable(std::string_view text, std::size_t limit) {
  static constexpr char hex[] = "0123456789abcdef";
  std::string out;
  std::size_t characters = 0;
  for (std::size_t i = 0; i < text.size(); ++characters) {
    if (characters == limit) return out + "...";
    const detail::CodePoint point = detail::decode_utf8(text.substr(i));
    const auto byte = static_cast<unsigned char>(text[i]);
    if (point.length == 0) {  // not UTF-8
      out += {'\\', 'x', hex[byte >> 4], hex[byte & 15]};
      ++i;
      continue;
    }
    const char32_t c = point.value;
    const bool control = c < 0x20 || (c >= 0x7F && c < 0xA0) || (c >= 0x200E && c <= 0x200F) ||
                         (c >= 0x2028 && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069) || c == 0xFEFF || c == 0x061C;
    if (control) {
      out += "\\u";
      for (int shift = 12; shift >= 0; shift -= 4) out += hex[(c >> static_cast<unsigned>(shift)) & 15];
    } else {
      out.append(text, i, point.length);
    }
    i += point.length;
  }
  return out;
}

}  // namespace dutygraph
