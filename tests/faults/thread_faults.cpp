// SPDX-License-Identifier: BSL-1.0

/// \file
/// thread_faults [QUERIES [THREADS]]: threads that ask a shared graph (QUERIES in all, default 400, by 4 threads) while
/// two others load worlds from snapshots and put them in its place. Every answer must be the one that a single thread
/// gets. For ThreadSanitizer (preset tsan), and good for something without.

#include <algorithm>
#include <array>
#include <atomic>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <memory>
#include <mutex>
#include <sstream>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include <dutygraph/dutygraph.hpp>
#include <dutygraph/io/read.hpp>
#include <dutygraph/io/snapshot.hpp>
#include <dutygraph/io/write.hpp>
#include <dutygraph/query/check.hpp>
#include <dutygraph/render/check.hpp>
#include <dutygraph/render/coherence.hpp>
#include <dutygraph/render/control.hpp>
#include <dutygraph/render/mix.hpp>
#include <dutygraph/render/nexus.hpp>
#include <dutygraph/render/ownership.hpp>
#include <dutygraph/render/record.hpp>

#include "support/random_world.hpp"
#include "support/ruritania.hpp"

namespace {

namespace dg = dutygraph;

template <class Result>
std::string rows_of(const dg::Graph& graph, const Result& result) {
  std::ostringstream out;
  dg::render::write_jsonl(dg::render::records(graph, result), out);
  return out.str();
}

std::string snapshot_of(const dg::Graph& graph) {
  std::ostringstream out;
  dg::io::write_snapshot(graph, out);
  return out.str();
}

const dg::Date day{2020, 6, 30};

using Query = std::string (*)(const dg::Graph&);
constexpr std::array<Query, 10> queries{
    [](const dg::Graph& g) { return rows_of(g, dg::control(g, {.as_of = day, .excluded = true})); },
    [](const dg::Graph& g) { return rows_of(g, dg::nexus(g, {.as_of = day})); },
    [](const dg::Graph& g) { return rows_of(g, dg::coherence(g, {.as_of = day})); },
    [](const dg::Graph& g) { return rows_of(g, dg::ownership(g, {.as_of = day})); },
    [](const dg::Graph& g) {
      return rows_of(g, dg::check(g, {.as_of = day, .checks = {"NX01", "SM03", "CO13"}}));
    },
    [](const dg::Graph& g) { return rows_of(g, dg::mix(g, {.as_of = day})); },
    [](const dg::Graph& g) { return std::to_string(dg::lint(g, day).size()); },
    [](const dg::Graph& g) {
      const dg::Graph view = g.as_of(day).known_by(day).only(dg::EdgeKind::holds);
      std::size_t edges = 0;
      for (const dg::VertexId v : view.vertices())
        for (const dg::EdgeId e : view.out_edges(v)) edges += view.sources(e).begin()->id.size();
      return std::to_string(edges);
    },
    [](const dg::Graph& g) { return snapshot_of(g); },
    [](const dg::Graph& g) {
      std::ostringstream out;
      dg::io::write_native(g, out);
      return out.str();
    },
};

/// The graph that everybody asks. Handed out and replaced whole.
class Shared {
 public:
  struct World {
    dg::Graph graph;
    std::size_t number;
  };
  [[nodiscard]] std::shared_ptr<const World> get() const {
    const std::lock_guard lock{mutex_};
    return world_;
  }
  void put(std::shared_ptr<const World> world) {
    const std::lock_guard lock{mutex_};
    world_.swap(world);
  }

 private:
  mutable std::mutex mutex_;
  std::shared_ptr<const World> world_;
};

}  // namespace

int main(int argc, char* argv[]) {
  const long most = argc > 1 ? std::atol(argv[1]) : 400;
  const int readers = argc > 2 ? std::atoi(argv[2]) : 4;
  const std::vector<std::string> snapshots{snapshot_of(dg::tests::Ruritania{}.graph),
                                           snapshot_of(dg::tests::random_world(1).graph),
                                           snapshot_of(dg::tests::random_world(2).graph)};
  Shared shared;
  shared.put(std::make_shared<const Shared::World>(Shared::World{dg::io::read_snapshot(snapshots[0]), 0}));
  std::atomic<long> asked{0}, swaps{0}, wrong{0};

  // What each thread was told first, by world and query. No answer is made before the threads start, so that what the
  // library makes once is made by threads that race for it.
  using Answers = std::vector<std::array<std::string, queries.size()>>;
  std::vector<Answers> answers(static_cast<std::size_t>(readers), Answers(snapshots.size()));
  std::vector<std::thread> threads;
  threads.reserve(static_cast<std::size_t>(readers) + 2);
  for (int r = 0; r < readers; ++r) {
    threads.emplace_back([&, r] {
      Answers& mine = answers[static_cast<std::size_t>(r)];
      for (long n = r; asked.fetch_add(1) < most; ++n) {
        const std::size_t query = static_cast<std::size_t>(n) % queries.size();
        const auto world = shared.get();
        std::string answer = queries[query](world->graph);
        std::string& first = mine[world->number][query];
        if (first.empty())
          first = std::move(answer);
        else if (answer != first)
          ++wrong;
      }
    });
  }
  for (std::size_t w = 0; w < 2; ++w) {
    threads.emplace_back([&, w] {
      for (std::size_t n = w; asked.load() < most; ++n) {
        const std::size_t number = n % snapshots.size();
        shared.put(
            std::make_shared<const Shared::World>(Shared::World{dg::io::read_snapshot(snapshots[number]), number}));
        ++swaps;
        std::this_thread::yield();
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  for (std::size_t number = 0; number < snapshots.size(); ++number) {
    const dg::Graph graph = dg::io::read_snapshot(snapshots[number]);
    for (std::size_t query = 0; query < queries.size(); ++query) {
      const std::string expected = queries[query](graph);
      for (const Answers& mine : answers)
        if (!mine[number][query].empty() && mine[number][query] != expected) ++wrong;
    }
  }
  std::printf("%ld queries by %d threads, %ld swaps, %ld wrong\n", std::min(asked.load(), most), readers, swaps.load(),
              wrong.load());
  return wrong == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
