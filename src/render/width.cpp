// SPDX-License-Identifier: BSL-1.0
#include "render/width.hpp"

#include <algorithm>
#include <array>

#include "base/utf8.hpp"

namespace dutygraph::render::detail {
namespace {

struct Range {
  char32_t first, last;
};

// Unicode: the blocks of combining marks (general categories Mn and Me) that names are written with, and zero-width
// characters. Ascending.
constexpr std::array zero{
    Range{0x0300, 0x036F}, Range{0x0483, 0x0489}, Range{0x0591, 0x05BD}, Range{0x0610, 0x061A}, Range{0x064B, 0x065F},
    Range{0x0670, 0x0670}, Range{0x06D6, 0x06DC}, Range{0x0730, 0x074A}, Range{0x0900, 0x0902}, Range{0x093C, 0x093C},
    Range{0x0941, 0x0948}, Range{0x094D, 0x094D}, Range{0x0981, 0x0981}, Range{0x09BC, 0x09BC}, Range{0x09C1, 0x09C4},
    Range{0x09CD, 0x09CD}, Range{0x0E31, 0x0E31}, Range{0x0E34, 0x0E3A}, Range{0x0E47, 0x0E4E}, Range{0x1AB0, 0x1AFF},
    Range{0x1DC0, 0x1DFF}, Range{0x200B, 0x200F}, Range{0x20D0, 0x20F0}, Range{0x3099, 0x309A}, Range{0xFE00, 0xFE0F},
    Range{0xFE20, 0xFE2F}, Range{0xFEFF, 0xFEFF},
};

// Unicode TR 11: the blocks that are wide (W) or full-width (F) as a whole. Ascending.
constexpr std::array wide{
    Range{0x1100, 0x115F},   Range{0x2E80, 0x303E},   Range{0x3041, 0x33FF},   Range{0x3400, 0x4DBF},
    Range{0x4E00, 0x9FFF},   Range{0xA000, 0xA4CF},   Range{0xA960, 0xA97C},   Range{0xAC00, 0xD7A3},
    Range{0xF900, 0xFAFF},   Range{0xFE30, 0xFE6F},   Range{0xFF00, 0xFF60},   Range{0xFFE0, 0xFFE6},
    Range{0x1F300, 0x1F64F}, Range{0x1F680, 0x1F6FF}, Range{0x1F900, 0x1F9FF}, Range{0x20000, 0x3FFFD},
};

template <std::size_t size>
bool is_in(const std::array<Range, size>& ranges, char32_t c) noexcept {
  const auto at = std::upper_bound(ranges.begin(), ranges.end(), c,
                                   [](char32_t value, const Range& range) { return value < range.first; });
  return at != ranges.begin() && c <= std::prev(at)->last;
}

}  // namespace

std::size_t width_of(char32_t c) noexcept {
  if (c < 0x300) return 1;
  if (is_in(zero, c)) return 0;
  return is_in(wide, c) ? 2 : 1;
}

std::size_t width_of(std::string_view text) noexcept {
  std::size_t columns = 0;
  for (std::size_t i = 0; i < text.size();) {
    const auto point = dutygraph::detail::decode_utf8(text.substr(i));
    columns += point.length == 0 ? 1 : width_of(point.value);
    i += std::max<std::size_t>(point.length, 1);
  }
  return columns;
}

std::size_t bytes_within(std::string_view text, std::size_t columns) noexcept {
  std::size_t i = 0, used = 0;
  while (i < text.size()) {
    const auto point = dutygraph::detail::decode_utf8(text.substr(i));
    used += point.length == 0 ? 1 : width_of(point.value);
    if (used > columns && i != 0) break;
    i += std::max<std::size_t>(point.length, 1);
  }
  return i;
}

}  // namespace dutygraph::render::detail
