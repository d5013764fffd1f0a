// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <string>
#include <string_view>

namespace dutygraph::io::detail {

/// Whether a text has what looks like a character reference of HTML: "&amp;", "&#039;".
[[nodiscard]] bool has_html_entities(std::string_view text) noexcept;
/// The text with the character references of XML and the numbered ones read, once; what is none stays.
[[nodiscard]] std::string without_html_entities(std::string_view text);

}  // namespace dutygraph::io::detail
