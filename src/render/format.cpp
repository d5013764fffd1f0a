// SPDX-License-Identifier: BSL-1.0
#include <dutygraph/render/format.hpp>

#include <array>

namespace dutygraph::render {
namespace {

constexpr std::array<std::string_view, 6> names{"table", "json", "jsonl", "csv", "md", "svg"};

}  // namespace

std::string_view to_string(Format format) noexcept { return names[static_cast<std::size_t>(format)]; }

std::optional<Format> parse_format(std::string_view text) noexcept {
  for (std::size_t i = 0; i < names.size(); ++i)
    if (names[i] == text) return static_cast<Format>(i);
  return std::nullopt;
}

}  // namespace dutygraph::render
