// SPDX-License-Identifier: BSL-1.0
#include "render/picture/type.hpp"

#include <algorithm>
#include <array>
#include <cstdint>

#include "base/utf8.hpp"
#include "render/width.hpp"

namespace dutygraph::render::detail {
namespace {

// Advance widths of U+0020 to U+007E in thousandths of the size: of DejaVu Sans and Liberation Sans (which has those of
// Arial and Helvetica) the greater.
constexpr std::array<std::uint16_t, 95> ascii{
    318, 401, 460, 838, 637, 951, 780, 275, 391, 391, 500, 838, 318, 361,  318, 337, 637, 637, 637,
    637, 637, 637, 637, 637, 637, 637, 337, 337, 838, 838, 838, 557, 1016, 685, 687, 723, 771, 667,
    611, 778, 752, 295, 500, 667, 558, 863, 749, 788, 667, 788, 723, 667,  611, 732, 685, 989, 686,
    667, 686, 391, 337, 391, 838, 557, 500, 613, 635, 550, 635, 616, 353,  635, 634, 278, 278, 580,
    278, 975, 634, 612, 635, 635, 412, 521, 393, 634, 592, 818, 592, 592,  525, 637, 337, 637, 838};

constexpr std::string_view ellipsis = "\xE2\x80\xA6";

/// In thousandths of the size.
std::int64_t advance(char32_t c) noexcept {
  if (c >= 0x20 && c < 0x7F) return ascii[c - 0x20];
  constexpr std::int64_t letter = 900, wide = 1100;  // of other scripts: nine letters of ten are no wider
  const std::size_t columns = width_of(c);
  return columns == 0 ? 0 : columns == 1 ? letter : wide;
}

int pixels(std::int64_t thousandths, Type type) noexcept {
  constexpr std::int64_t bold = 118;  // percent: bold letters of the two fonts on the average are 12 percent wider
  const std::int64_t exact = thousandths * type.size * (type.bold ? bold : 100);
  return static_cast<int>((exact + 99'999) / 100'000);
}

std::size_t step(std::string_view text, std::int64_t& sum) noexcept {
  const auto point = dutygraph::detail::decode_utf8(text);
  sum += point.length == 0 ? ascii[0] : advance(point.value);
  return std::max<std::size_t>(point.length, 1);
}

/// How many bytes fit into \p width; whole characters, at least one.
std::size_t fitting(std::string_view text, Type type, int width) noexcept {
  std::int64_t sum = 0;
  std::size_t at = 0;
  while (at < text.size()) {
    const std::size_t next = at + step(text.substr(at), sum);
    if (pixels(sum, type) > width && at != 0) break;
    at = next;
  }
  return at;
}

/// The last blank at or before \p end that a line may end at, not between a number and its "%"; 0 if there is none.
std::size_t last_break(std::string_view text, std::size_t end) noexcept {
  std::size_t blank = text.rfind(' ', end);
  while (blank != std::string_view::npos && blank != 0 && text.substr(blank + 1).starts_with('%'))
    blank = text.rfind(' ', blank - 1);
  return blank == std::string_view::npos ? 0 : blank;
}

}  // namespace

int type_width(std::string_view text, Type type) noexcept {
  std::int64_t sum = 0;
  for (std::size_t at = 0; at < text.size();) at += step(text.substr(at), sum);
  return pixels(sum, type);
}

std::vector<std::string> set_lines(std::string_view text, Type type, int width, std::size_t lines) {
  std::vector<std::string> out;
  while (!text.empty()) {
    if (type_width(text, type) <= width) {
      out.emplace_back(text);
      break;
    }
    if (out.size() + 1 >= lines) {
      const std::string_view kept = text.substr(0, fitting(text, type, width - type_width(ellipsis, type)));
      out.push_back(std::string{kept.substr(0, kept.find_last_not_of(' ') + 1)} + std::string{ellipsis});
      break;
    }
    std::size_t end = fitting(text, type, width);
    if (const std::size_t blank = last_break(text, end); blank != 0) end = blank;
    out.emplace_back(text.substr(0, end));
    text.remove_prefix(std::min(text.size(), text.find_first_not_of(' ', end)));
  }
  return out;
}

}  // namespace dutygraph::render::detail
