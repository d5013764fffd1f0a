// SPDX-License-Identifier: BSL-1.0
#include "io/bods_names.hpp"

#include <random>

#include <dutygraph/error.hpp>

namespace dutygraph::io::detail {
namespace {

/// Folds the product of two numbers: each bit of both reaches each bit of the result.
std::uint64_t fold(std::uint64_t a, std::uint64_t b) noexcept {
  __extension__ using Wide = unsigned __int128;
  const Wide product = static_cast<Wide>(a) * b;
  return static_cast<std::uint64_t>(product) ^ static_cast<std::uint64_t>(product >> 64);
}

std::uint64_t draw() noexcept {
  try {
    std::random_device device;
    return std::uint64_t{device()} << 32 | device() | 1U;
  } catch (...) {
    return 0x9E3779B97F4A7C15U;  // no source of randomness: ids still work
  }
}

std::uint64_t word_at(const char* bytes, std::size_t size) noexcept {
  std::uint64_t word = 0;
  std::memcpy(&word, bytes, size);
  return word;
}

}  // namespace

std::uint64_t hash_of(std::string_view text) noexcept {
  static const std::uint64_t seed = draw();
  static const std::uint64_t other = draw();
  std::uint64_t hash = seed ^ text.size();
  const char* at = text.data();
  std::size_t left = text.size();
  for (; left > 8; at += 8, left -= 8) hash = fold(hash ^ word_at(at, 8), other);
  if (left != 0) hash = fold(hash ^ word_at(at, left), other);
  return fold(hash ^ seed, 0x9E3779B97F4A7C15U);
}

void HashIndex::grow() {
  // While it is small, room is cheaper than moving everything again.
  constexpr std::size_t small = std::size_t{1} << 20;
  std::vector<Slot> old(slots_.empty() ? 64 : slots_.size() * (slots_.size() < small ? 4 : 2));
  old.swap(slots_);
  for (const Slot& slot : old)
    if (slot.row != none) place(std::uint64_t{slot.hash} << 32, slot.row);
}

std::uint32_t Names::intern(std::string_view name, std::uint64_t hash) {
  const std::uint32_t found = index_.find(hash, [&](std::uint32_t row) { return pool_[texts_[row]] == name; });
  if (found != HashIndex::none) return found;
  if (texts_.size() >= 0x7FFFFFFFU) throw InvalidValue{"more than 2^31 records"};
  const std::uint32_t number = size();
  texts_.push_back(pool_.add(name));
  index_.insert(hash, number);
  return number;
}

std::uint32_t Names::find(std::string_view name) const {
  return index_.find(hash_of(name), [&](std::uint32_t row) { return pool_[texts_[row]] == name; });
}

}  // namespace dutygraph::io::detail
