// SPDX-License-Identifier: BSL-1.0
#pragma once

/// \file
/// `operator new` that counts, and that fails when it is told to: the n-th call of those that throw (who asks without
/// wanting an exception can do without, or, as simdjson 3.0, does not look), or every call for more than so many bytes.
/// Only for programs that include it in one file: it replaces the operators of the whole program.

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <new>

namespace faults {

inline std::atomic<std::int64_t> made{0};       ///< allocations since the program began
inline std::atomic<std::int64_t> alive{0};      ///< of them, not given back
inline std::atomic<std::int64_t> countdown{0};  ///< the allocation that fails, counted down; 0: none
inline std::atomic<bool> failed{false};         ///< whether it has failed

inline std::atomic<std::size_t> limit{SIZE_MAX};  ///< allocations of more bytes fail
inline std::atomic<std::size_t> largest{0};       ///< the most bytes that one allocation asked for

inline void* allocate(std::size_t size, std::size_t alignment) noexcept {
  if (size > largest.load(std::memory_order_relaxed)) largest = size;
  if (size > limit.load(std::memory_order_relaxed)) {
    failed = true;
    return nullptr;
  }
  if (size == 0) size = 1;
  void* at = alignment <= alignof(std::max_align_t)
                 ? std::malloc(size)
                 : std::aligned_alloc(alignment, (size + alignment - 1) / alignment * alignment);
  if (at != nullptr) {
    made.fetch_add(1, std::memory_order_relaxed);
    alive.fetch_add(1, std::memory_order_relaxed);
  }
  return at;
}

inline void* allocate_or_throw(std::size_t size, std::size_t alignment) {
  if (countdown.load(std::memory_order_relaxed) > 0 && countdown.fetch_sub(1) == 1) {
    failed = true;
    throw std::bad_alloc{};
  }
  void* at = allocate(size, alignment);
  if (at == nullptr) throw std::bad_alloc{};
  return at;
}

inline void give_back(void* at) noexcept {
  if (at != nullptr) alive.fetch_sub(1, std::memory_order_relaxed);
  std::free(at);
}

/// The n-th allocation from here on fails.
inline void arm(std::int64_t n) noexcept {
  failed = false;
  countdown = n;
}
/// From here on there is no block of more bytes.
inline void arm_limit(std::size_t bytes) noexcept {
  failed = false;
  limit = bytes;
}
inline void disarm() noexcept {
  countdown = 0;
  limit = SIZE_MAX;
}

}  // namespace faults

constexpr std::size_t plain = alignof(std::max_align_t);
using Alignment = std::align_val_t;

void* operator new(std::size_t n) { return faults::allocate_or_throw(n, plain); }
void* operator new[](std::size_t n) { return faults::allocate_or_throw(n, plain); }
void* operator new(std::size_t n, const std::nothrow_t&) noexcept { return faults::allocate(n, plain); }
void* operator new[](std::size_t n, const std::nothrow_t&) noexcept { return faults::allocate(n, plain); }
void* operator new(std::size_t n, Alignment a) { return faults::allocate_or_throw(n, static_cast<std::size_t>(a)); }
void* operator new[](std::size_t n, Alignment a) { return faults::allocate_or_throw(n, static_cast<std::size_t>(a)); }
void operator delete(void* at) noexcept { faults::give_back(at); }
void operator delete[](void* at) noexcept { faults::give_back(at); }
void operator delete(void* at, std::size_t) noexcept { faults::give_back(at); }
void operator delete[](void* at, std::size_t) noexcept { faults::give_back(at); }
void operator delete(void* at, const std::nothrow_t&) noexcept { faults::give_back(at); }
void operator delete[](void* at, const std::nothrow_t&) noexcept { faults::give_back(at); }
void operator delete(void* at, Alignment) noexcept { faults::give_back(at); }
void operator delete[](void* at, Alignment) noexcept { faults::give_back(at); }
void operator delete(void* at, std::size_t, Alignment) noexcept { faults::give_back(at); }
void operator delete[](void* at, std::size_t, Alignment) noexcept { faults::give_back(at); }
