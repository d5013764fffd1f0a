// SPDX-License-Identifier: BSL-1.0
//
// A map and a table, parted by the first line "---": refused, or a world that can be written and read again; and the
// same one twice.
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <optional>
#include <sstream>
#include <string>
#include <string_view>

#include <dutygraph/error.hpp>
#include <dutygraph/io/read.hpp>
#include <dutygraph/io/write.hpp>

namespace dg = dutygraph;

namespace {

std::string written(const dg::Graph& graph) {
  std::ostringstream out;
  dg::io::write_native(graph, out);
  return out.str();
}

struct Outcome {
  std::string world, said;
  friend bool operator==(const Outcome&, const Outcome&) = default;
};

std::optional<Outcome> read(std::string_view map, std::string_view table, const dg::io::ReadOptions& options) {
  try {
    dg::io::Reader reader{options};
    reader.read_mapped_text(table, "fuzz.csv", map, "fuzz.map.json", dg::io::Format::csv);
    const dg::io::Reading reading = reader.finish();
    Outcome out{written(reading.graph), {}};
    for (const dg::Diagnostic& d : reading.report) out.said += d.to_string() + '\n';
    for (const dg::io::QuarantinedRow& row : reading.quarantine) out.said += row.text + '\n';
    return out;
  } catch (const dg::Error&) {
    return std::nullopt;
  }
}

[[noreturn]] void fail(const char* what) {
  std::fputs(what, stderr);
  std::abort();
}

}  // namespace

// NOLINTNEXTLINE(readability-identifier-naming): the name is libFuzzer's
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes{reinterpret_cast<const char*>(data), size};
  constexpr std::string_view mark = "\n---\n";
  const std::size_t at = bytes.find(mark);
  if (at == std::string_view::npos) return 0;
  dg::io::ReadOptions options;
  options.max_bytes = std::uint64_t{1} << 24;  // a small gzip file must not make a slow run
  options.strictness = size % 3 == 0 ? dg::io::Strictness::strict : dg::io::Strictness::lenient;
  const std::string_view map = bytes.substr(0, at), table = bytes.substr(at + mark.size());
  const std::optional<Outcome> first = read(map, table, options);
  if (read(map, table, options) != first) fail("reading the same bytes twice gave two worlds\n");
  if (!first) return 0;
  try {
    dg::io::Reader again{{.strictness = dg::io::Strictness::strict}};
    again.read_text(first->world, "fuzz.duty.json", dg::io::Format::native);
    if (written(again.finish().graph) != first->world) fail("what was written is read as something else\n");
  } catch (const dg::Error&) {
    fail("what was written is refused\n");
  }
  return 0;
}
