// SPDX-License-Identifier: BSL-1.0
#pragma once

/// \file
/// What the fuzz targets of readers of registers have in common.

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

namespace register_fuzz {

/// All that reading says and makes, as text; nothing if the file is refused.
inline std::optional<std::string> read(std::string_view bytes, dutygraph::io::Format format,
                                       const dutygraph::io::ReadOptions& options) {
  try {
    dutygraph::io::Reader reader{options};
    reader.read_text(bytes, "fuzz", format);
    const dutygraph::io::Reading reading = reader.finish();
    std::ostringstream text;
    dutygraph::io::write_jsonl(reading.graph, text);
    for (const dutygraph::Diagnostic& d : reading.report) text << d.to_string() << '\n';
    text << reading.quarantine.size();
    return text.str();
  } catch (const dutygraph::Error&) {
    return std::nullopt;
  }
}

inline int run(const std::uint8_t* data, std::size_t size, dutygraph::io::Format format) {
  const std::string_view bytes{reinterpret_cast<const char*>(data), size};
  dutygraph::io::ReadOptions options;
  options.max_bytes = std::uint64_t{1} << 24;  // a small gzip file must not make a slow run
  options.persons = size % 2 == 0;
  options.strictness = size % 3 == 0 ? dutygraph::io::Strictness::strict : dutygraph::io::Strictness::lenient;
  const std::optional<std::string> first = read(bytes, format, options);
  if (read(bytes, format, options) == first) return 0;
  std::fputs("reading the same bytes twice gave two worlds\n", stderr);
  std::abort();
}

}  // namespace register_fuzz
