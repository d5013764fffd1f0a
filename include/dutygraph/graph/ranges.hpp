// SPDX-License-Identifier: BSL-1.0
#pragma once

/// \file
/// The ranges a Graph hands out: named, borrowed range-v3 views. Their iterators point into the
/// graph's shared tables and are valid while any Graph on the same tables lives.

#include <cstddef>
#include <cstdint>
#include <iterator>

#include <range/v3/range_fwd.hpp>

#include <dutygraph/id.hpp>

namespace dutygraph {

/// Consecutive vertex ids.
class VertexRange : public ranges::view_base {
 public:
  class iterator {
   public:
    using iterator_category = std::random_access_iterator_tag;
    using value_type = VertexId;
    using difference_type = std::ptrdiff_t;
    using pointer = const VertexId*;
    using reference = VertexId;
    constexpr iterator() noexcept = default;
    constexpr explicit iterator(std::uint32_t at) noexcept : at_{at} {}
    constexpr VertexId operator*() const noexcept { return VertexId{at_}; }
    constexpr VertexId operator[](difference_type n) const noexcept { return *(*this + n); }
    constexpr iterator& operator++() noexcept { return *this += 1; }
    constexpr iterator operator++(int) noexcept {
      const iterator old = *this;
      *this += 1;
      return old;
    }
    constexpr iterator& operator--() noexcept { return *this -= 1; }
    constexpr iterator operator--(int) noexcept {
      const iterator old = *this;
      *this -= 1;
      return old;
    }
    constexpr iterator& operator+=(difference_type n) noexcept {
      at_ = static_cast<std::uint32_t>(at_ + n);
      return *this;
    }
    constexpr iterator& operator-=(difference_type n) noexcept { return *this += -n; }
    friend constexpr iterator operator+(iterator a, difference_type n) noexcept { return a += n; }
    friend constexpr iterator operator+(difference_type n, iterator a) noexcept { return a += n; }
    friend constexpr iterator operator-(iterator a, difference_type n) noexcept { return a -= n; }
    friend constexpr difference_type operator-(iterator a, iterator b) noexcept {
      return static_cast<difference_type>(a.at_) - static_cast<difference_type>(b.at_);
    }
    friend constexpr bool operator==(iterator, iterator) noexcept = default;
    friend constexpr auto operator<=>(iterator, iterator) noexcept = default;

   private:
    std::uint32_t at_ = 0;
  };
  constexpr VertexRange() noexcept = default;
  constexpr explicit VertexRange(std::size_t size) noexcept : size_{static_cast<std::uint32_t>(size)} {}
  [[nodiscard]] constexpr iterator begin() const noexcept { return iterator{0}; }
  [[nodiscard]] constexpr iterator end() const noexcept { return iterator{size_}; }
  [[nodiscard]] constexpr std::size_t size() const noexcept { return size_; }
  [[nodiscard]] constexpr bool empty() const noexcept { return size_ == 0; }

 private:
  std::uint32_t size_ = 0;
};

/// The vertices of one record type, in order of insertion.
template <class Record>
class TypedVertexRange : public ranges::view_base {
 public:
  class iterator {
   public:
    using iterator_category = std::forward_iterator_tag;
    using value_type = VertexIdOf<Record>;
    using difference_type = std::ptrdiff_t;
    using pointer = const value_type*;
    using reference = value_type;
    constexpr iterator() noexcept = default;
    constexpr explicit iterator(const VertexId* at) noexcept : at_{at} {}
    constexpr value_type operator*() const noexcept { return value_type{*at_}; }
    constexpr iterator& operator++() noexcept {
      ++at_;
      return *this;
    }
    constexpr iterator operator++(int) noexcept {
      const iterator old = *this;
      ++at_;
      return old;
    }
    friend constexpr bool operator==(iterator, iterator) noexcept = default;

   private:
    const VertexId* at_ = nullptr;
  };
  constexpr TypedVertexRange() noexcept = default;
  constexpr TypedVertexRange(const VertexId* first, std::size_t size) noexcept : first_{first}, size_{size} {}
  [[nodiscard]] constexpr iterator begin() const noexcept { return iterator{first_}; }
  [[nodiscard]] constexpr iterator end() const noexcept { return iterator{first_ + size_}; }
  [[nodiscard]] constexpr std::size_t size() const noexcept { return size_; }
  [[nodiscard]] constexpr bool empty() const noexcept { return size_ == 0; }

 private:
  const VertexId* first_ = nullptr;
  std::size_t size_ = 0;
};

/// Edge ids, without those that a view hides.
class EdgeRange : public ranges::view_base {
 public:
  class iterator {
   public:
    using iterator_category = std::forward_iterator_tag;
    using value_type = EdgeId;
    using difference_type = std::ptrdiff_t;
    using pointer = const EdgeId*;
    using reference = EdgeId;
    constexpr iterator() noexcept = default;
    iterator(const std::uint32_t* ids, std::uint32_t at, std::uint32_t end, const std::uint64_t* live) noexcept
        : ids_{ids}, live_{live}, at_{at}, end_{end} {
      skip();
    }
    EdgeId operator*() const noexcept { return EdgeId{edge()}; }
    iterator& operator++() noexcept {
      ++at_;
      skip();
      return *this;
    }
    iterator operator++(int) noexcept {
      const iterator old = *this;
      ++*this;
      return old;
    }
    friend bool operator==(const iterator& a, const iterator& b) noexcept { return a.at_ == b.at_; }

   private:
    [[nodiscard]] std::uint32_t edge() const noexcept { return ids_ != nullptr ? ids_[std::size_t{at_} * 2] : at_; }
    void skip() noexcept {
      if (live_ == nullptr) return;
      while (at_ != end_) {
        const std::uint32_t e = edge();
        if ((live_[e / 64] >> e % 64 & 1U) != 0) return;
        ++at_;
      }
    }
    const std::uint32_t* ids_ = nullptr;
    const std::uint64_t* live_ = nullptr;
    std::uint32_t at_ = 0, end_ = 0;
  };
  constexpr EdgeRange() noexcept = default;
  /// Edges `ids[2 * first]`, `ids[2 * first + 2]` ..., or `first ... last - 1` where \p ids is null.
  constexpr EdgeRange(const std::uint32_t* ids, std::uint32_t first, std::uint32_t last,
                      const std::uint64_t* live) noexcept
      : ids_{ids}, live_{live}, first_{first}, last_{last} {}
  [[nodiscard]] iterator begin() const noexcept { return {ids_, first_, last_, live_}; }
  [[nodiscard]] iterator end() const noexcept { return {ids_, last_, last_, live_}; }
  [[nodiscard]] bool empty() const noexcept { return begin() == end(); }
  /// The number of edges: O(1) on a full graph; a view looks at each edge, hidden ones too.
  [[nodiscard]] std::size_t count() const noexcept {
    if (live_ == nullptr) return last_ - first_;
    std::size_t n = 0;
    for (iterator at = begin(), past = end(); at != past; ++at) ++n;
    return n;
  }

 private:
  const std::uint32_t* ids_ = nullptr;
  const std::uint64_t* live_ = nullptr;
  std::uint32_t first_ = 0, last_ = 0;
};

}  // namespace dutygraph

template <>
inline constexpr bool ranges::enable_borrowed_range<dutygraph::VertexRange> = true;
template <>
inline constexpr bool ranges::enable_borrowed_range<dutygraph::EdgeRange> = true;
template <class Record>
inline constexpr bool ranges::enable_borrowed_range<dutygraph::TypedVertexRange<Record>> = true;
