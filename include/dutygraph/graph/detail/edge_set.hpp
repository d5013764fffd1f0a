// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace dutygraph::detail {

/// A bitmap over edge ids.
class EdgeSet {
 public:
  explicit EdgeSet(std::size_t size) : words_((size + 63) / 64) {}
  void insert(std::size_t edge) noexcept { words_[edge / 64] |= std::uint64_t{1} << edge % 64; }
  [[nodiscard]] bool contains(std::size_t edge) const noexcept { return (words_[edge / 64] >> edge % 64 & 1U) != 0; }
  [[nodiscard]] const std::uint64_t* words() const noexcept { return words_.data(); }
  /// Sets the 64 bits of one word at once.
  void set_word(std::size_t word, std::uint64_t bits) noexcept { words_[word] = bits; }
  void intersect(const EdgeSet& other) noexcept {
    for (std::size_t i = 0; i < words_.size(); ++i) words_[i] &= other.words_[i];
  }
  [[nodiscard]] std::size_t count() const noexcept {
    std::size_t n = 0;
    for (const std::uint64_t word : words_) n += static_cast<std::size_t>(std::popcount(word));
    return n;
  }

 private:
  std::vector<std::uint64_t> words_;
};

}  // namespace dutygraph::detail
