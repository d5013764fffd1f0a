// SPDX-License-Identifier: BSL-1.0
//
// Edits of a small world: whatever the bytes, a world that can be written and read again, or an Error.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <sstream>
#include <string>
#include <string_view>

#include <dutygraph/error.hpp>
#include <dutygraph/io/edits.hpp>
#include <dutygraph/io/write.hpp>

namespace dg = dutygraph;

namespace {

constexpr std::string_view world = R"({"dutygraph":1,"as_of":"2024-01-01"}
{"section":"states","id":"XR"}
{"section":"agencies","id":"fund","state":"XR"}
{"section":"companies","id":"tel","home":"XR"}
{"section":"holdings","id":"h","holder":"fund","company":"tel","interests":[{"type":"votes","share":40},{"type":"veto","to":"2022"}]}
{"section":"provisions","id":"p","instrument":"law","modality":"obligation","bearer":{"in":["tel"]}}
{"section":"complete","value":{"id":"c","section":"holdings","state":"XR"}}
{"section":"taxonomies","id":"conduct","nodes":{"a":[],"b":["a"]}}
{"section":"order_edges","value":["EU:statute","XR:statute"]}
)";

dg::Graph read(std::string_view text) {
  dg::io::Reader reader;
  reader.read_text(text, "world.duty.jsonl");
  return reader.finish().graph;
}

std::string written(const dg::Graph& graph) {
  std::ostringstream out;
  dg::io::write_jsonl(graph, out);
  return out.str();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const dg::Graph base = read(world);
  static const std::string before = written(base);
  try {
    const std::string after =
        written(dg::io::apply_edits_text(base, {reinterpret_cast<const char*>(data), size}).graph);
    if (written(read(after)) != after) std::abort();
  } catch (const dg::Error&) {
  }
  if (written(base) != before) std::abort();
  return 0;
}
