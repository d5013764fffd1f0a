// SPDX-License-Identifier: BSL-1.0

/// \file
/// How fast BODS files go into a graph, and where the time goes: `bods_ingest FILE [FILE...]`.
///
/// Times each stage over the same bytes: reading and digesting, simdjson alone (its own parser asked for every field),
/// reading into the pool, resolving into the builder, freezing. Prints megabytes a second of processor time
/// (one thread) and peak memory.

#include <sys/resource.h>

#include <cstdint>
#include <cstdio>
#include <string>
#include <string_view>
#include <vector>

#include <dutygraph/error.hpp>
#include <dutygraph/graph/builder.hpp>

#include "io/bods.hpp"
#include "io/bods_json.hpp"
#include "io/input.hpp"
#include "io/report.hpp"

namespace {

namespace dg = dutygraph;
namespace detail = dutygraph::io::detail;

/// Seconds of processor time: on a busy machine wall time says more about the neighbours.
double now() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  const auto seconds = [](const timeval& t) {
    return static_cast<double>(t.tv_sec) + static_cast<double>(t.tv_usec) / 1e6;
  };
  return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

double peak_megabytes() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return static_cast<double>(usage.ru_maxrss) / 1024;
}

/// Goes over all rows of a file with `on_row(row)`. \return the number of bytes in rows.
template <class OnRow>
std::uint64_t each_row(const std::string& path, const dg::io::ReadOptions& options, OnRow&& on_row) {
  detail::Input input{path, options};
  const bool lines = detail::looks_like_json_lines(input.peek());
  std::string_view row;
  std::uint64_t line = 0;
  std::uint64_t bytes = 0;
  while (lines ? input.next_line(row, line) : input.next_element(row, line)) {
    bytes += row.size() + 1;
    on_row(row);
  }
  static_cast<void>(input.digest());
  return bytes;
}

void print(const char* stage, double seconds, std::uint64_t bytes) {
  std::printf("%-34s %7.3f s %8.0f MB/s   peak %6.0f MB\n", stage, seconds,
              seconds > 0 ? static_cast<double>(bytes) / seconds / 1e6 : 0.0, peak_megabytes());
}

}  // namespace

int main(int argc, char* argv[]) {
  const std::vector<std::string> files(argv + 1, argv + argc);
  if (files.empty()) {
    std::fprintf(stderr, "usage: %s FILE...\n", argv[0]);
    return 3;
  }
  try {
    const dg::io::ReadOptions options;
    std::uint64_t bytes = 0;
    double start = now();
    for (const std::string& file : files) bytes += each_row(file, options, [](std::string_view) {});
    print("read and digest", now() - start, bytes);

    start = now();
    std::uint64_t rows = 0;
    detail::JsonWalk walk;
    for (const std::string& file : files)
      each_row(file, options, [&](std::string_view row) {
        ++rows;
        try {
          walk.row(row, [&](detail::Field, detail::JsonWalk::Value& value) { walk.skip(value); });
        } catch (const detail::BadRow&) {
        }
      });
    print("... and simdjson, every field", now() - start, bytes);

    start = now();
    detail::Report report;
    double read = 0;
    double resolved = 0;
    dg::GraphBuilder builder;
    {
      detail::BodsReader reader{report, options};
      for (const std::string& file : files) {
        detail::Input input{file, options};
        reader.read(input, detail::looks_like_json_lines(input.peek()));
      }
      read = now();
      print("... and into the pool", read - start, bytes);
      reader.finish(builder);
      resolved = now();
      print("resolving into the builder", resolved - read, bytes);
      print("both: files to builder", resolved - start, bytes);
    }
    start = now();
    dg::Diagnostics problems;
    const dg::Graph graph = std::move(builder).freeze(problems);
    print("freezing", now() - start, bytes);
    const dg::Graph::Memory memory = graph.memory();
    std::printf("%llu rows, %zu vertices, %zu edges; graph %.0f MB; %zu complaints\n",
                static_cast<unsigned long long>(rows), graph.num_vertices(), graph.num_edges(),
                static_cast<double>(memory.vertices + memory.edges + memory.text) / 1048576, report.take().size());
  } catch (const dg::Error& error) {
    std::fprintf(stderr, "%s\n", error.what());
    return 2;
  }
}
