// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <string>

#include <dutygraph/graph/graph.hpp>
#include <dutygraph/io/read.hpp>

namespace dutygraph::tests {

/// The graph of a native document.
inline Graph world(const std::string& text) {
  io::Reader reader;
  reader.read_text(text, "world.duty.json", io::Format::native);
  return reader.finish().graph;
}

}  // namespace dutygraph::tests
