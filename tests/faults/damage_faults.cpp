// SPDX-License-Identifier: BSL-1.0

/// \file
/// damage_faults [STEP]: small snapshots with every byte changed to every other value (every STEP-th, default 17), cut
/// at every length and with every eight bytes zeroed. All must be refused. Prints how many were, and the most memory
/// that one load asked for at once.

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <sstream>
#include <string>
#include <string_view>

#include <dutygraph/error.hpp>
#include <dutygraph/graph/builder.hpp>
#include <dutygraph/io/snapshot.hpp>

#include "faults/allocations.hpp"
#include "support/random_world.hpp"
#include "support/ruritania.hpp"

namespace {

namespace dg = dutygraph;

std::string snapshot_of(const dg::Graph& graph) {
  std::ostringstream out;
  dg::io::write_snapshot(graph, out);
  return out.str();
}

long tried = 0, accepted = 0;

void expect_refusal(std::string_view bytes) {
  ++tried;
  try {
    static_cast<void>(dg::io::read_snapshot(bytes));
    ++accepted;
  } catch (const dg::InvalidData&) {
  }
}

}  // namespace

int main(int argc, char* argv[]) {
  const int step = argc > 1 ? std::atoi(argv[1]) : 17;
  const std::string worlds[] = {snapshot_of(dg::Graph{}), snapshot_of(dg::tests::Ruritania{}.graph),
                                snapshot_of(dg::tests::random_world(1, {.companies = 8, .holdings = 20}).graph)};
  std::size_t bytes_in_all = 0;
  faults::largest = 0;
  for (const std::string& good : worlds) {
    bytes_in_all += good.size();
    std::string bytes = good;
    for (std::size_t at = 0; at < good.size(); ++at) {
      for (int change = 1; change < 256; change += step) {
        bytes[at] = static_cast<char>(static_cast<unsigned char>(good[at]) + change);
        expect_refusal(bytes);
      }
      bytes[at] = good[at];
      expect_refusal(std::string_view{good}.substr(0, at));
      const std::size_t size = std::min<std::size_t>(8, good.size() - at);
      const std::string zeroed = std::string{good}.replace(at, size, size, '\0');
      if (zeroed != good) expect_refusal(zeroed);
    }
  }
  std::printf("%ld damaged snapshots of %zu bytes in 3 files: %ld refused, %ld accepted; largest request %zu bytes\n",
              tried, bytes_in_all, tried - accepted, accepted, faults::largest.load());
  return accepted == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
