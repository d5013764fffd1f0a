// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>
#include <vector>

#include <dutygraph/graph/detail/text_pool.hpp>

namespace dutygraph::io::detail {

/// Asks for the memory behind an address, which is needed soon. Always inlined: GCC takes a function that only
/// prefetches for one without effect and drops the calls.
#if defined(__GNUC__)
[[gnu::always_inline]] inline void prefetch(const void* address) noexcept { __builtin_prefetch(address); }
#else
inline void prefetch(const void*) noexcept {}
#endif

/// A hash of 64 bits that depends on a number drawn once per process, so that nobody can write a file whose ids all
/// collide. Nothing that is written out depends on it.
[[nodiscard]] std::uint64_t hash_of(std::string_view text) noexcept;

/// An open-addressing set of rows, found by hash; the rows hold the keys.
class HashIndex {
 public:
  static constexpr std::uint32_t none = 0xFFFFFFFFU;

  /// The row with that hash for which `equal(row)` holds, or none.
  template <class Equal>
  [[nodiscard]] std::uint32_t find(std::uint64_t hash, Equal&& equal) const {
    if (slots_.empty()) return none;
    for (std::size_t i = first(hash);; i = (i + 1) & mask()) {
      const Slot& slot = slots_[i];
      if (slot.row == none) return none;
      if (slot.hash == high(hash) && equal(slot.row)) return slot.row;
    }
  }
  /// Adds a row that find() does not find.
  void insert(std::uint64_t hash, std::uint32_t row) {
    if ((size_ + 1) * 10 > slots_.size() * 7) grow();
    place(hash, row);
    ++size_;
  }
  /// Puts \p row in the place of \p old, which has the same hash. \pre old was inserted
  void replace(std::uint64_t hash, std::uint32_t old, std::uint32_t row) noexcept {
    std::size_t i = first(hash);
    while (slots_[i].row != old) i = (i + 1) & mask();
    slots_[i].row = row;
  }
  [[gnu::always_inline]] void prefetch_slot(std::uint64_t hash) const noexcept {
    if (!slots_.empty()) prefetch(&slots_[first(hash)]);
  }
  /// The row that find() will look at first, or none.
  [[nodiscard]] std::uint32_t likely(std::uint64_t hash) const noexcept {
    if (slots_.empty()) return none;
    std::size_t i = first(hash);
    while (slots_[i].row != none && slots_[i].hash != high(hash)) i = (i + 1) & mask();
    return slots_[i].row;
  }

 private:
  struct Slot {
    std::uint32_t hash = 0;  // the high half; the place comes from all of it
    std::uint32_t row = none;
  };
  [[nodiscard]] std::size_t mask() const noexcept { return slots_.size() - 1; }
  [[nodiscard]] std::size_t first(std::uint64_t hash) const noexcept { return high(hash) & mask(); }
  [[nodiscard]] static std::uint32_t high(std::uint64_t hash) noexcept {
    return static_cast<std::uint32_t>(hash >> 32);
  }
  void place(std::uint64_t hash, std::uint32_t row) noexcept {
    std::size_t i = first(hash);
    while (slots_[i].row != none) i = (i + 1) & mask();
    slots_[i] = {high(hash), row};
  }
  void grow();

  std::vector<Slot> slots_;
  std::size_t size_ = 0;
};

/// Ids of records, each kept once, numbered in the order in which they are first seen.
class Names {
 public:
  [[nodiscard]] std::uint32_t intern(std::string_view name) { return intern(name, hash_of(name)); }
  std::uint32_t intern(std::string_view name, std::uint64_t hash);
  [[nodiscard]] std::uint32_t find(std::string_view name) const;
  /// Gives back what only intern() and find() need.
  void forget_index() { index_ = {}; }
  [[nodiscard]] std::string_view operator[](std::uint32_t number) const noexcept { return pool_[texts_[number]]; }
  [[nodiscard]] std::uint32_t size() const noexcept { return static_cast<std::uint32_t>(texts_.size()); }

  /// A name on its way to its number. Looking up one name after the other means waiting for memory three times each;
  /// taking many through the same step first lets the waits overlap.
  struct Search {
    std::string_view name{};
    std::uint64_t hash = 0;
    std::uint32_t candidate = HashIndex::none;
    dutygraph::detail::Text text{};
  };
  [[nodiscard]] static Search search(std::string_view name) noexcept { return {name, hash_of(name)}; }
  [[gnu::always_inline]] void step_1(const Search& search) const noexcept { index_.prefetch_slot(search.hash); }
  void step_2(Search& search) const noexcept { search.candidate = index_.likely(search.hash); }
  void step_3(Search& search) const noexcept {
    if (search.candidate != HashIndex::none) search.text = texts_[search.candidate];
  }
  [[gnu::always_inline]] void step_4(const Search& search) const noexcept { prefetch(pool_[search.text].data()); }
  [[nodiscard]] std::uint32_t intern(const Search& search) {
    const bool found = search.candidate != HashIndex::none && pool_[search.text] == search.name;
    return found ? search.candidate : intern(search.name, search.hash);
  }

 private:
  dutygraph::detail::TextPool pool_;
  std::vector<dutygraph::detail::Text> texts_;
  HashIndex index_;
};

}  // namespace dutygraph::io::detail
