// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <bit>
#include <cstdint>
#include <cstring>

namespace dutygraph::io::detail {

/// The index of the first quote or backslash among eight bytes; 8 if there is none.
[[nodiscard]] inline int quote_or_backslash_in(const char* bytes) noexcept {
  if constexpr (std::endian::native == std::endian::little) {
    constexpr std::uint64_t ones = 0x0101010101010101U;
    // Exact for the lowest zero byte, which is all that counts.
    const auto zero_bytes = [](std::uint64_t word) { return (word - ones) & ~word & 0x8080808080808080U; };
    std::uint64_t word = 0;
    std::memcpy(&word, bytes, 8);
    return std::countr_zero(zero_bytes(word ^ ones * '"') | zero_bytes(word ^ ones * '\\')) / 8;
  }
  int at = 0;
  while (at < 8 && bytes[at] != '"' && bytes[at] != '\\') ++at;
  return at;
}

/// The first quote or backslash from \p at on. \pre there is one, and 8 bytes behind it may be read
[[nodiscard]] inline const char* quote_or_backslash(const char* at) noexcept {
  for (;; at += 8)
    if (const int found = quote_or_backslash_in(at); found != 8) return at + found;
}

/// The first quote or backslash from \p at on, or \p end.
[[nodiscard]] inline const char* quote_or_backslash(const char* at, const char* end) noexcept {
  for (; end - at >= 8; at += 8)
    if (const int found = quote_or_backslash_in(at); found != 8) return at + found;
  while (at != end && *at != '"' && *at != '\\') ++at;
  return at;
}

}  // namespace dutygraph::io::detail
