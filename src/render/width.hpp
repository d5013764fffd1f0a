// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstddef>
#include <string_view>

namespace dutygraph::render::detail {

/// The columns that a character takes on a terminal: 0 for combining marks, 2 for wide East Asian ones and pictures,
/// else 1. By fixed ranges, not by the locale.
[[nodiscard]] std::size_t width_of(char32_t c) noexcept;

/// The columns that UTF-8 text takes; bytes that are no UTF-8 count one each.
[[nodiscard]] std::size_t width_of(std::string_view text) noexcept;

/// How many bytes of \p text fit into \p columns, whole characters only; at least one character.
[[nodiscard]] std::size_t bytes_within(std::string_view text, std::size_t columns) noexcept;

}  // namespace dutygraph::render::detail
