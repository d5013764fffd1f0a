// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <string>
#include <string_view>

namespace dutygraph::detail {

/// What stands for \p c in the text of an element of XML, HTML or Markdown; empty: the character itself.
[[nodiscard]] constexpr std::string_view entity_of(char c) noexcept {
  switch (c) {
    case '&':
      return "&amp;";
    case '<':
      return "&lt;";
    case '>':
      return "&gt;";
    default:
      return {};
  }
}

/// Appends \p text as it must be written in an element, or in an attribute between double quotes. U+FFFE and U+FFFF,
/// which XML does not allow, become U+FFFD; other characters that XML does not allow must have been made visible before
/// (printable()).
inline void append_markup(std::string& out, std::string_view text) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    const std::string_view three = text.substr(i, 3);
    if (three == "\xEF\xBF\xBE" || three == "\xEF\xBF\xBF") {
      out += "\xEF\xBF\xBD";
      i += 2;
    } else if (const std::string_view entity = entity_of(text[i]); !entity.empty()) {
      out += entity;
    } else if (text[i] == '"') {
      out += "&quot;";
    } else {
      out += text[i];
    }
  }
}

}  // namespace dutygraph::detail
