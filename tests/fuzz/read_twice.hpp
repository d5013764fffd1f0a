// SPDX-License-Identifier: BSL-1.0
#pragma once

/// \file
/// Any bytes as a file of one format, leniently or (by their number) strictly. Whatever is accepted must freeze, be
/// written and be read again, and reading the same bytes twice must give the same world and the same complaints.

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

namespace fuzz {

namespace dg = dutygraph;

/// The world as a document, and what was said about it; nothing if the file is refused.
inline std::optional<std::string> read(std::string_view bytes, dg::io::Format format,
                                       const dg::io::ReadOptions& options) {
  try {
    dg::io::Reader reader{options};
    reader.read_text(bytes, "fuzz", format);
    const dg::io::Reading reading = reader.finish();
    std::ostringstream out;
    dg::io::write_native(reading.graph, out);
    std::string text = out.str();
    for (const dg::Diagnostic& d : reading.report) text += d.to_string() + '\n';
    return text + std::to_string(reading.quarantine.size());
  } catch (const dg::Error&) {
    return std::nullopt;
  }
}

inline int read_twice(const std::uint8_t* data, std::size_t size, dg::io::Format format) {
  const std::string_view bytes{reinterpret_cast<const char*>(data), size};
  dg::io::ReadOptions options;
  options.max_bytes = std::uint64_t{1} << 24;  // a small gzip file must not make a slow run
  options.persons = size % 2 == 0;
  options.strictness = size % 3 == 0 ? dg::io::Strictness::strict : dg::io::Strictness::lenient;
  if (read(bytes, format, options) != read(bytes, format, options)) {
    std::fputs("reading the same bytes twice gave two worlds\n", stderr);
    std::abort();
  }
  return 0;
}

}  // namespace fuzz
