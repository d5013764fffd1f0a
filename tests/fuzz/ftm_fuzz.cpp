// SPDX-License-Identifier: BSL-1.0

/// \file
/// Any bytes as a file of FollowTheMoney. Whatever is accepted must become a graph, twice the same.

#include "fuzz/register_fuzz.hpp"

// NOLINTNEXTLINE(readability-identifier-naming): the name is libFuzzer's
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  return register_fuzz::run(data, size, dutygraph::io::Format::ftm);
}
