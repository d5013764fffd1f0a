// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace dutygraph::detail {

/// From keys to vertices: open addressing over 32 bits of hash and the vertex; the keys themselves
/// stay in the TextPool, so the caller compares.
class KeyIndex {
 public:
  static constexpr std::uint32_t none = 0xFFFFFFFFU;

  [[nodiscard]] static std::uint32_t hash(std::string_view key, std::uint32_t space) noexcept {
    const std::size_t h = std::hash<std::string_view>{}(key) + std::size_t{space} * 0x9E3779B97F4A7C15U;
    return static_cast<std::uint32_t>(h ^ (h >> 32));
  }
  /// The vertex with that hash for which `equal(vertex)` holds, or none.
  template <class Equal>
  [[nodiscard]] std::uint32_t find(std::uint32_t hash, Equal&& equal) const {
    if (slots_.empty()) return none;
    for (std::size_t i = hash & mask();; i = (i + 1) & mask()) {
      const Slot& slot = slots_[i];
      if (slot.vertex == none) return none;
      if (slot.hash == hash && equal(slot.vertex)) return slot.vertex;
    }
  }
  /// Adds a vertex that find() does not find.
  void insert(std::uint32_t hash, std::uint32_t vertex) {
    if ((size_ + 1) * 10 > slots_.size() * 7) grow();
    place({hash, vertex});
    ++size_;
  }
  [[nodiscard]] std::size_t bytes() const noexcept { return slots_.capacity() * sizeof(Slot); }

 private:
  struct Slot {
    std::uint32_t hash = 0;
    std::uint32_t vertex = none;
  };
  [[nodiscard]] std::size_t mask() const noexcept { return slots_.size() - 1; }
  void place(Slot slot) {
    std::size_t i = slot.hash & mask();
    while (slots_[i].vertex != none) i = (i + 1) & mask();
    slots_[i] = slot;
  }
  void grow() {
    std::vector<Slot> old(slots_.empty() ? 64 : slots_.size() * 2);
    old.swap(slots_);
    for (const Slot& slot : old)
      if (slot.vertex != none) place(slot);
  }
  std::vector<Slot> slots_;
  std::size_t size_ = 0;
};

}  // namespace dutygraph::detail
