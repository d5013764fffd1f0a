// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <new>
#include <type_traits>
#include <vector>

namespace dutygraph::io::detail {

/// A long list in blocks: it grows without moving what is there, so it neither copies nor ever takes twice its room,
/// and it can be given back from the front while it is read for the last time.
template <class Row>
class Chunks {
 public:
  static_assert(std::is_trivially_copyable_v<Row> && std::is_trivially_destructible_v<Row>);
  static constexpr std::uint32_t chunk_size = 1U << 10;

  [[nodiscard]] std::uint32_t size() const noexcept { return size_; }
  [[nodiscard]] Row& operator[](std::uint32_t at) noexcept { return *row(at); }
  [[nodiscard]] const Row& operator[](std::uint32_t at) const noexcept { return *row(at); }
  [[nodiscard]] Row& back() noexcept { return *row(size_ - 1); }
  void push_back(const Row& added) {
    if (size_ % chunk_size == 0) chunks_.push_back(std::make_unique_for_overwrite<Chunk>());
    ::new (static_cast<void*>(chunks_.back()->bytes + size_ % chunk_size * sizeof(Row))) Row(added);
    ++size_;
  }
  /// Fills up with \p filler. \pre size is not less than it was
  void resize(std::uint32_t size, const Row& filler) {
    while (size_ < size) push_back(filler);
  }
  /// Gives back the blocks that lie before \p at. What they held must not be looked at again.
  void release_before(std::uint32_t at) noexcept {
    for (; released_ < at / chunk_size; ++released_) chunks_[released_].reset();
  }

 private:
  struct Chunk {
    alignas(Row) std::byte bytes[chunk_size * sizeof(Row)];
  };
  [[nodiscard]] Row* row(std::uint32_t at) const noexcept {
    return std::launder(reinterpret_cast<Row*>(chunks_[at / chunk_size]->bytes + at % chunk_size * sizeof(Row)));
  }
  std::vector<std::unique_ptr<Chunk>> chunks_;
  std::uint32_t size_ = 0;
  std::uint32_t released_ = 0;
};

}  // namespace dutygraph::io::detail
