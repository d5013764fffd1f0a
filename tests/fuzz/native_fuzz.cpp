// SPDX-License-Identifier: BSL-1.0
//
// Native documents and lines: whatever the bytes, a world that can be written and read again, or an Error.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <sstream>
#include <string>
#include <string_view>

#include <dutygraph/error.hpp>
#include <dutygraph/io/read.hpp>
#include <dutygraph/io/write.hpp>

#include "io/json.hpp"

namespace dg = dutygraph;

namespace {

void require(bool condition) {
  if (!condition) std::abort();
}

/// The fast parser takes exactly what the slow one takes.
void compare_parsers(std::string_view text) {
  dg::io::detail::JsonTree tree;
  const dg::io::detail::JsonError slow = dg::io::detail::diagnose_json(text);
  try {
    tree.parse_copy(text);
    require(slow.rule.empty());
  } catch (const dg::io::detail::JsonError& fast) {
    const bool stricter = fast.rule == "duplicate-key" || fast.rule == "too-deep" || fast.hint == "an object or a list";
    require(stricter || (slow.rule == fast.rule && slow.offset == fast.offset));
  }
}

std::string written(const dg::Graph& graph, bool lines) {
  std::ostringstream out;
  lines ? dg::io::write_jsonl(graph, out) : dg::io::write_native(graph, out);
  return out.str();
}

dg::Graph read(std::string_view text, dg::io::Strictness strictness) {
  dg::io::Reader reader{{.strictness = strictness, .max_bytes = std::uint64_t{1} << 24}};
  reader.read_text(text, "fuzz.duty.json", dg::io::Format::native);
  return reader.finish().graph;
}

}  // namespace

// NOLINTNEXTLINE(readability-identifier-naming): the name is libFuzzer's
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const bool lenient = (data[0] & 1) != 0;
  const std::string text(data + 1, data + size);
  compare_parsers(text);
  try {
    const dg::Graph graph = read(text, lenient ? dg::io::Strictness::lenient : dg::io::Strictness::strict);
    const std::string document = written(graph, false);
    const std::string lines = written(graph, true);
    // What was written is read strictly, whatever it came from; an Error here is a bug.
    try {
      require(written(read(document, dg::io::Strictness::strict), false) == document);
      require(written(read(lines, dg::io::Strictness::strict), true) == lines);
    } catch (const dg::Error&) {
      std::abort();
    }
  } catch (const dg::Error&) {
    // Refused, with a reason.
  }
  return 0;
}
