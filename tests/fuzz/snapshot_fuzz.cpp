// SPDX-License-Identifier: BSL-1.0
//
// Snapshots whose checksums are not looked at: whatever the bytes, an Error or a world that saves, loads and is
// written.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <sstream>
#include <string>
#include <string_view>

#include <dutygraph/error.hpp>
#include <dutygraph/io/snapshot.hpp>
#include <dutygraph/io/write.hpp>

#include "io/snapshot_reader.hpp"

namespace dg = dutygraph;

namespace {

std::string saved(const dg::Graph& graph) {
  std::ostringstream out;
  dg::io::write_snapshot(graph, out);
  return out.str();
}

}  // namespace

// NOLINTNEXTLINE(readability-identifier-naming): the name is libFuzzer's
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes{reinterpret_cast<const char*>(data), size};
  try {
    const dg::Graph graph = dg::io::detail::snapshot_builder(bytes, dg::io::detail::Checksums::ignored).freeze();
    try {
      const std::string snapshot = saved(graph);
      if (saved(dg::io::read_snapshot(snapshot)) != snapshot) std::abort();
      std::ostringstream document;
      dg::io::write_native(graph, document);
    } catch (const dg::Error&) {
      std::abort();
    }
  } catch (const dg::Error&) {
    // Refused, with a reason.
  }
  return 0;
}
