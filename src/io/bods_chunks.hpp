// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

namespace dutygraph::io::detail {

/// A long list in blocks: it grows without moving what is there, and lets go of it from the front.
template <class Row>
class Chunks {
 public:
  static constexpr std::uint32_t chunk_size = 1U << 15;

  [[nodiscard]] std::uint32_t size() const noexcept { return size_; }
  [[nodiscard]] bool empty() const noexcept { return size_ == 0; }
  [[nodiscard]] Row& operator[](std::uint32_t at) noexcept { return chunks_[at / chunk_size][at % chunk_size]; }
  [[nodiscard]] const Row& operator[](std::uint32_t at) const noexcept {
    return chunks_[at / chunk_size][at % chunk_size];
  }
  [[nodiscard]] Row& back() noexcept { return (*this)[size_ - 1]; }
  void push_back(const Row& row) {
    // Small files are many: the first block starts small.
    if (size_ % chunk_size == 0) chunks_.push_back(std::make_unique<Row[]>(chunk_size));
    (*this)[size_++] = row;
  }
  void resize(std::uint32_t size, const Row& row) {
    while (size_ < size) push_back(row);
  }
  /// Frees the blocks that lie wholly before \p at. What is before it must not be looked at any more.
  void release_before(std::uint32_t at) noexcept {
    for (; released_ < at / chunk_size; ++released_) chunks_[released_].reset();
  }
  void clear() noexcept {
    chunks_ = {};
    size_ = released_ = 0;
  }

 private:
  std::vector<std::unique_ptr<Row[]>> chunks_;
  std::uint32_t size_ = 0;
  std::uint32_t released_ = 0;
};

}  // namespace dutygraph::io::detail
