// SPDX-License-Identifier: BSL-1.0
#pragma once

/// \file
/// How much memory `operator new` has handed out. Only for programs that include it in one file: it replaces the
/// operators of the whole program.

#include <malloc.h>

#include <atomic>
#include <cstddef>
#include <cstdlib>
#include <new>

namespace live_memory {

inline std::atomic<std::size_t> now{0};   ///< bytes that are in use
inline std::atomic<std::size_t> peak{0};  ///< the most since it was last set

inline void* take(std::size_t size) {
  void* const at = std::malloc(size == 0 ? 1 : size);
  if (at == nullptr) throw std::bad_alloc{};
  const std::size_t usable = malloc_usable_size(at);
  const std::size_t sum = now.fetch_add(usable, std::memory_order_relaxed) + usable;
  if (sum > peak.load(std::memory_order_relaxed)) peak = sum;
  return at;
}

inline void* try_to_take(std::size_t size) noexcept {
  try {
    return take(size);
  } catch (const std::bad_alloc&) {
    return nullptr;
  }
}

inline void give_back(void* at) noexcept {
  if (at != nullptr) now.fetch_sub(malloc_usable_size(at), std::memory_order_relaxed);
  std::free(at);
}

}  // namespace live_memory

void* operator new(std::size_t size) { return live_memory::take(size); }
void* operator new[](std::size_t size) { return live_memory::take(size); }
// A sanitizer has these too, and would not meet ours.
void* operator new(std::size_t size, const std::nothrow_t&) noexcept { return live_memory::try_to_take(size); }
void* operator new[](std::size_t size, const std::nothrow_t&) noexcept { return live_memory::try_to_take(size); }
void operator delete(void* at) noexcept { live_memory::give_back(at); }
void operator delete[](void* at) noexcept { live_memory::give_back(at); }
void operator delete(void* at, std::size_t) noexcept { live_memory::give_back(at); }
void operator delete[](void* at, std::size_t) noexcept { live_memory::give_back(at); }
void operator delete(void* at, const std::nothrow_t&) noexcept { live_memory::give_back(at); }
void operator delete[](void* at, const std::nothrow_t&) noexcept { live_memory::give_back(at); }
