// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstddef>
#include <memory>

#include <simdjson.h>

namespace dutygraph::io::detail {

/// Before a parser that has to grow takes a text: simdjson 3.0 goes on without its buffer for strings if there is no
/// memory for that. \throws std::bad_alloc if there is none for all that the parser will ask for
inline void require_memory(const simdjson::ondemand::parser& parser, std::size_t size) {
  constexpr std::size_t fixed = 16 * 1024, per_byte = 6;  // structure 4, strings 5/3; the rest goes by depth
  if (parser.capacity() < size)
    static_cast<void>(std::make_unique_for_overwrite<unsigned char[]>(fixed + per_byte * size));
}

}  // namespace dutygraph::io::detail
