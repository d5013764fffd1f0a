// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include <dutygraph/error.hpp>
#include <dutygraph/share.hpp>

namespace dutygraph::detail {

/// Interned lists of 32-bit ids: thousands of edges that rest on the same register cost one list.
class ListLexicon {
 public:
  std::uint32_t add(std::span<const std::uint32_t> list) {
    const auto [at, added] = index_.try_emplace(std::vector<std::uint32_t>(list.begin(), list.end()),
                                                static_cast<std::uint32_t>(offset_.size() - 1));
    if (added) {
      ids_.insert(ids_.end(), list.begin(), list.end());
      offset_.push_back(ids_.size());
    }
    return at->second;
  }
  [[nodiscard]] std::span<const std::uint32_t> operator[](std::uint32_t list) const noexcept {
    return std::span{ids_}.subspan(offset_[list], offset_[list + 1] - offset_[list]);
  }
  [[nodiscard]] std::size_t size() const noexcept { return offset_.size() - 1; }

 private:
  std::map<std::vector<std::uint32_t>, std::uint32_t> index_;
  std::vector<std::size_t> offset_{0};
  std::vector<std::uint32_t> ids_;
};

/// Few distinct words (roles, codes, classes); word 0 is the empty one.
class Symbols {
 public:
  Symbols() { add({}); }
  std::uint16_t add(std::string_view word) {
    if (const auto at = index_.find(std::string{word}); at != index_.end()) return at->second;
    if (words_.size() > 0xFFFF) throw InvalidValue{"more than 65,536 distinct roles, codes and share classes"};
    const auto id = static_cast<std::uint16_t>(words_.size());
    words_.emplace_back(word);
    index_.emplace(words_.back(), id);
    return id;
  }
  [[nodiscard]] std::string_view operator[](std::uint16_t id) const noexcept { return words_[id]; }
  [[nodiscard]] std::size_t size() const noexcept { return words_.size(); }

 private:
  std::vector<std::string> words_;
  std::unordered_map<std::string, std::uint16_t> index_;
};

/// Distinct shares: registers repeat a few bands and two-decimal numbers millions of times.
class Shares {
 public:
  std::uint32_t add(const Share& share) {
    const auto [at, added] = index_.try_emplace(share, static_cast<std::uint32_t>(shares_.size()));
    if (added) shares_.push_back(share);
    return at->second;
  }
  [[nodiscard]] const Share& operator[](std::uint32_t id) const noexcept { return shares_[id]; }
  [[nodiscard]] std::size_t size() const noexcept { return shares_.size(); }
  /// Forgets how to add.
  void freeze() { index_ = {}; }

 private:
  struct Hash {
    std::size_t operator()(const Share& share) const noexcept {
      const auto mix = [](std::size_t x) { return (x ^ (x >> 29)) * 0xBF58476D1CE4E5B9U; };
      return mix(mix(static_cast<std::size_t>(share.low().units()) * 4 + share.low_open() * 2U + share.high_open()) +
                 static_cast<std::size_t>(share.high().units()) * 2 + share.is_unknown());
    }
  };
  std::vector<Share> shares_;
  std::unordered_map<Share, std::uint32_t, Hash> index_;
};

}  // namespace dutygraph::detail
