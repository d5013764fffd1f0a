// SPDX-License-Identifier: BSL-1.0

/// \file
/// Any bytes as a BODS file: as lines and as an array, leniently or (by their number) strictly. Whatever is accepted
/// must freeze, and reading it again must give the same world.

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <optional>
#include <string>
#include <string_view>

#include <dutygraph/error.hpp>
#include <dutygraph/graph/builder.hpp>

#include "io/bods.hpp"
#include "io/input.hpp"
#include "io/report.hpp"

namespace {

namespace dg = dutygraph;
namespace detail = dutygraph::io::detail;

/// All that reading says and makes, as text; nothing if the file is refused.
std::optional<std::string> read(std::string_view bytes, bool lines, const dg::io::ReadOptions& options) {
  detail::Report report;
  dg::GraphBuilder builder;
  try {
    detail::BodsReader reader{report, options};
    detail::Input input{bytes, "fuzz", options};
    reader.read(input, lines);
    reader.finish(builder);
  } catch (const dg::Error&) {
    return std::nullopt;
  }
  dg::Diagnostics problems;
  const dg::Graph graph = std::move(builder).freeze(problems);  // must not throw: the reader has checked everything
  std::string text;
  for (const dg::VertexId v : graph.vertices()) {
    text += graph.key(v);
    text += '\n';
  }
  for (const dg::EdgeId e : graph.edges()) {
    text += std::to_string(graph.source(e).value()) + ' ' + std::to_string(graph.target(e).value()) + ' ' +
            graph.valid(e).to_string();
    if (graph.kind(e) == dg::EdgeKind::holds) {
      const dg::Interest interest = graph.interest(e);
      text += ' ' + interest.code + ' ' + (interest.share ? interest.share->to_string() : std::string{"-"});
    }
    text += '\n';
  }
  for (const dg::Diagnostic& d : report.take()) text += d.to_string() + '\n';
  text += std::to_string(report.take_quarantine().size());
  return text;
}

}  // namespace

// NOLINTNEXTLINE(readability-identifier-naming): the name is libFuzzer's
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes{reinterpret_cast<const char*>(data), size};
  dg::io::ReadOptions options;
  options.max_bytes = std::uint64_t{1} << 24;  // a small gzip file must not make a slow run
  options.persons = size % 2 == 0;
  options.strictness = size % 3 == 0 ? dg::io::Strictness::strict : dg::io::Strictness::lenient;
  for (const bool lines : {true, false}) {
    const std::optional<std::string> first = read(bytes, lines, options);
    if (read(bytes, lines, options) == first) continue;
    std::fputs("reading the same bytes twice gave two worlds\n", stderr);
    std::abort();
  }
  return 0;
}
