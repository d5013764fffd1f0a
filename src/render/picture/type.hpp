// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace dutygraph::render::detail {

/// How a text is set.
struct Type {
  int size = 12;  ///< pixels
  bool bold = false;
};

/// At least the width of \p text in pixels, in whichever common sans-serif font a reader has: by a built-in table, so
/// that it is the same on every machine.
[[nodiscard]] int type_width(std::string_view text, Type type) noexcept;

/// \p text in at most \p lines lines of at most \p width pixels, broken at blanks where there are any. What does not
/// fit is cut, with an ellipsis as the mark.
[[nodiscard]] std::vector<std::string> set_lines(std::string_view text, Type type, int width, std::size_t lines);

}  // namespace dutygraph::render::detail
