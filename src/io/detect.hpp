// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstdint>
#include <string_view>

namespace dutygraph::io::detail {

/// What the first bytes of a file say it is.
enum class Content : std::uint8_t {
  empty,  ///< nothing but white space
  native_document,
  native_lines,
  bods,
  ocds,
  ftm,
  gleif,
  iati,
  csv,
  other,
};

/// Looks at the names of the first object: what a file is called does not count.
[[nodiscard]] Content detect_content(std::string_view first_bytes);

/// Whether a file that starts so holds one object a line: something follows the line of the first value.
[[nodiscard]] bool has_more_lines(std::string_view first_bytes) noexcept;

}  // namespace dutygraph::io::detail
