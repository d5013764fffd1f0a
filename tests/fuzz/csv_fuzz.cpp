// SPDX-License-Identifier: BSL-1.0
#include "fuzz/read_twice.hpp"

// NOLINTNEXTLINE(readability-identifier-naming): the name is libFuzzer's
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  return fuzz::read_twice(data, size, dutygraph::io::Format::csv);
}
