// SPDX-License-Identifier: BSL-1.0
#include "io/html_text.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <utility>

namespace dutygraph::io::detail {
namespace {

constexpr std::size_t longest = 10;  // "&#x10FFFF;"

std::string utf8(std::uint32_t point) {
  const auto byte = [](std::uint32_t value) { return static_cast<char>(static_cast<unsigned char>(value)); };
  if (point < 0x80) return {byte(point)};
  if (point < 0x800) return {byte(0xC0 | (point >> 6)), byte(0x80 | (point & 0x3F))};
  if (point < 0x10000)
    return {byte(0xE0 | (point >> 12)), byte(0x80 | ((point >> 6) & 0x3F)), byte(0x80 | (point & 0x3F))};
  return {byte(0xF0 | (point >> 18)), byte(0x80 | ((point >> 12) & 0x3F)), byte(0x80 | ((point >> 6) & 0x3F)),
          byte(0x80 | (point & 0x3F))};
}

std::optional<std::string> numbered(std::string_view digits) {
  const bool hex = digits.starts_with('x') || digits.starts_with('X');
  if (hex) digits.remove_prefix(1);
  if (digits.empty() || digits.size() > 7) return std::nullopt;
  std::uint32_t point = 0;
  for (const char c : digits) {
    std::uint32_t digit = 16;
    if (c >= '0' && c <= '9') digit = static_cast<std::uint32_t>(c - '0');
    if (hex && c >= 'a' && c <= 'f') digit = static_cast<std::uint32_t>(c - 'a' + 10);
    if (hex && c >= 'A' && c <= 'F') digit = static_cast<std::uint32_t>(c - 'A' + 10);
    if (digit == 16) return std::nullopt;
    point = point * (hex ? 16 : 10) + digit;
  }
  if (point < 0x20 || point > 0x10FFFF || (point >= 0xD800 && point <= 0xDFFF)) return std::nullopt;
  return utf8(point);
}

/// What the reference at the start of \p text stands for, and how long it is.
std::optional<std::pair<std::string, std::size_t>> reference(std::string_view text) {
  const std::size_t end = text.substr(0, longest).find(';');
  if (end == std::string_view::npos || end < 3) return std::nullopt;
  const std::string_view name = text.substr(1, end - 1);
  if (name.front() == '#') {
    std::optional<std::string> read = numbered(name.substr(1));
    if (!read) return std::nullopt;
    return std::pair{*std::move(read), end + 1};
  }
  constexpr std::pair<std::string_view, std::string_view> known[] = {{"amp", "&"},   {"lt", "<"},   {"gt", ">"},
                                                                     {"quot", "\""}, {"apos", "'"}, {"nbsp", " "}};
  for (const auto& [entity, character] : known)
    if (name == entity) return std::pair{std::string{character}, end + 1};
  return std::nullopt;
}

}  // namespace

bool has_html_entities(std::string_view text) noexcept {
  const std::size_t at = text.find('&');
  return at != std::string_view::npos && text.find(';', at) != std::string_view::npos;
}

std::string without_html_entities(std::string_view text) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    if (text[at] == '&') {
      if (const auto found = reference(text.substr(at))) {
        out += found->first;
        at += found->second;
        continue;
      }
    }
    out += text[at++];
  }
  return out;
}

}  // namespace dutygraph::io::detail
