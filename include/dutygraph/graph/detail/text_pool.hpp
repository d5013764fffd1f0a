// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <memory>
#include <string_view>
#include <vector>

#include <dutygraph/error.hpp>

namespace dutygraph::detail {

/// A text in a TextPool: 40 bits of offset, 24 bits of length, aligned like what stands beside it.
struct Text {
  std::uint32_t offset_low = 0;
  std::uint32_t rest = 0;  // 24 bits of length, 8 of offset
  [[nodiscard]] static constexpr Text at(std::uint64_t offset, std::size_t size) noexcept {
    return {static_cast<std::uint32_t>(offset), static_cast<std::uint32_t>(size << 8 | offset >> 32)};
  }
  [[nodiscard]] constexpr std::size_t size() const noexcept { return rest >> 8; }
  [[nodiscard]] constexpr std::uint64_t offset() const noexcept {
    return std::uint64_t{rest & 0xFFU} << 32 | offset_low;
  }
  [[nodiscard]] constexpr bool empty() const noexcept { return size() == 0; }
  friend constexpr bool operator==(Text, Text) noexcept = default;
};

/// All ids and names of a graph in one arena of blocks; texts never move.
class TextPool {
 public:
  static constexpr std::size_t block_size = std::size_t{1} << 20;
  /// The longest text the pool takes, in bytes.
  static constexpr std::size_t max_text = block_size;

  /// \throws InvalidValue if \p text is longer than max_text.
  Text add(std::string_view text) {
    if (text.empty()) return {};
    if (text.size() > max_text) throw InvalidValue{"an id or name is longer than 1 MiB"};
    if (blocks_.empty() || used_ + text.size() > block_size) {
      blocks_.push_back(std::unique_ptr<char[]>{new char[block_size]});
      used_ = 0;
    }
    std::memcpy(blocks_.back().get() + used_, text.data(), text.size());
    const std::uint64_t offset = (blocks_.size() - 1) * block_size + used_;
    used_ += text.size();
    return Text::at(offset, text.size());
  }
  [[nodiscard]] std::string_view operator[](Text text) const noexcept {
    if (text.empty()) return {};
    const std::uint64_t offset = text.offset();
    return {blocks_[offset / block_size].get() + offset % block_size, text.size()};
  }
  [[nodiscard]] std::size_t bytes() const noexcept { return blocks_.size() * block_size; }
  /// Takes over blocks that were written one after another. \pre nothing has been added
  void assign(std::string_view blocks) {
    for (std::size_t at = 0; at < blocks.size(); at += block_size) {
      used_ = blocks.size() - at < block_size ? blocks.size() - at : block_size;
      blocks_.push_back(std::unique_ptr<char[]>{new char[block_size]});
      std::memcpy(blocks_.back().get(), blocks.data() + at, used_);
    }
  }

 private:
  std::vector<std::unique_ptr<char[]>> blocks_;
  std::size_t used_ = 0;
};

}  // namespace dutygraph::detail
