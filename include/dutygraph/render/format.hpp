// SPDX-License-Identifier: BSL-1.0
#pragma once

/// \file
/// The forms in which results are written.

#include <cstdint>
#include <optional>
#include <string_view>

#include <dutygraph/config.hpp>

namespace dutygraph::render {

/// What a result is written as.
enum class Format : std::uint8_t {
  table,     ///< text for people: headline, table, sources, caveats
  json,      ///< `{"stamp": …, "rows": […]}`, one row a line
  jsonl,     ///< one row a line and nothing else
  csv,       ///< RFC 4180, a header and one row a line
  markdown,  ///< what `table` says, as Markdown
  svg,       ///< a picture, of results that have one
};

/// "table", "json", "jsonl", "csv", "md", "svg".
[[nodiscard]] DUTYGRAPH_EXPORT std::string_view to_string(Format format) noexcept;
/// Reads what to_string() writes.
/// \return nothing for anything else.
[[nodiscard]] DUTYGRAPH_EXPORT std::optional<Format> parse_format(std::string_view text) noexcept;

}  // namespace dutygraph::render
