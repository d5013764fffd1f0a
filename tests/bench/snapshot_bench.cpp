// SPDX-License-Identifier: BSL-1.0

/// \file
/// How fast a snapshot saves and loads, beside JSON Lines of the same world: `snapshot_bench FOLDER FILE [FILE...]`.
///
/// Reads the files, writes world.jsonl and world.dgs into the folder, and times each way in seconds of processor time
/// of one thread, the best of three. Memory is what the library asked for: the most while loading, and what the graph
/// keeps.

#include <sys/resource.h>

#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <ostream>
#include <streambuf>
#include <string>

#include <dutygraph/io/read.hpp>
#include <dutygraph/io/snapshot.hpp>
#include <dutygraph/io/write.hpp>

#include "io/crc32c.hpp"
#include "io/snapshot_reader.hpp"
#include "support/live_memory.hpp"

namespace {

namespace dg = dutygraph;

double now() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  const auto seconds = [](const timeval& t) {
    return static_cast<double>(t.tv_sec) + static_cast<double>(t.tv_usec) / 1e6;
  };
  return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

/// Takes bytes and keeps none.
struct Nowhere : std::streambuf {
  std::streamsize xsputn(const char*, std::streamsize n) override { return n; }
  int_type overflow(int_type c) override { return traits_type::not_eof(c); }
};

constexpr double megabyte = 1e6;

template <class Body>
double best_of_three(const char* what, double bytes, Body&& body) {
  double best = 1e9;
  for (int i = 0; i < 3; ++i) {
    const double start = now();
    body();
    best = std::min(best, now() - start);
  }
  std::printf("%-34s %8.3f s  %8.0f MB/s\n", what, best, bytes / megabyte / best);
  std::fflush(stdout);
  return best;
}

}  // namespace

int main(int argc, char* argv[]) {
  if (argc < 3) {
    std::fputs("usage: snapshot_bench FOLDER FILE [FILE...]\n", stderr);
    return 2;
  }
  const std::string lines = std::string{argv[1]} + "/world.jsonl", snapshot = std::string{argv[1]} + "/world.dgs";
  {
    dg::io::Reader reader;
    for (int i = 2; i < argc; ++i) reader.read(argv[i]);
    const dg::Graph graph = reader.finish().graph;
    std::ofstream out{lines, std::ios::binary};
    dg::io::write_jsonl(graph, out);
    dg::io::save_snapshot(graph, snapshot);
    std::printf("%zu vertices, %zu edges\n", graph.num_vertices(), graph.num_edges());
  }
  const auto size_of = [](const std::string& path) { return static_cast<double>(std::filesystem::file_size(path)); };
  std::printf("JSON Lines %.0f MB, snapshot %.0f MB\n", size_of(lines) / megabyte, size_of(snapshot) / megabyte);
  const std::size_t before = live_memory::now;
  live_memory::peak = before;
  const dg::Graph graph = dg::io::load_snapshot(snapshot);
  const double kept = static_cast<double>(live_memory::now - before);
  const double most = static_cast<double>(live_memory::peak - before);
  std::printf("memory: graph %.0f MB, most while loading %.0f MB (%.2f times)\n", kept / megabyte, most / megabyte,
              most / kept);
  std::string bytes;
  {
    std::ifstream in{snapshot, std::ios::binary};
    bytes.assign(std::istreambuf_iterator<char>{in}, {});
  }
  const double parse = best_of_three("read JSON Lines", size_of(lines), [&] {
    dg::io::Reader reader;
    reader.read(lines);
    static_cast<void>(reader.finish());
  });
  const double load = best_of_three("load the snapshot", size_of(snapshot),
                                    [&] { static_cast<void>(dg::io::load_snapshot(snapshot)); });
  best_of_three("  of it: checksum", size_of(snapshot), [&] { static_cast<void>(dg::io::detail::crc32c(bytes)); });
  best_of_three("  of it: decode and validate", size_of(snapshot),
                [&] { static_cast<void>(dg::io::detail::snapshot_builder(bytes)); });
  Nowhere nowhere;
  std::ostream out{&nowhere};
  best_of_three("save, bytes alone", size_of(snapshot), [&] { dg::io::write_snapshot(graph, out); });
  best_of_three("save into a file", size_of(snapshot), [&] { dg::io::save_snapshot(graph, snapshot); });
  std::printf("loading is %.1f times as fast as reading JSON Lines\n", parse / load);
}
