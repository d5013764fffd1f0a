// SPDX-License-Identifier: BSL-1.0
#include <benchmark/benchmark.h>

#include <cstdint>
#include <random>
#include <string>

#include <dutygraph/graph/builder.hpp>
#include <dutygraph/query/coherence.hpp>

// Worlds of `n` provisions: 20 States, 400 agencies, taxonomies of some hundred nodes, distinct scopes much fewer than
// provisions, most norms territorial. `find` counts findings with resolution, certainty and witnesses through the
// callback; `naive` compares every two provisions by the same scopes as plain sets of bits, without resolution.

namespace dg = dutygraph;

namespace {

dg::Taxonomy tree(const std::string& id, const std::string& letter, std::size_t nodes, std::mt19937_64& dice) {
  dg::Taxonomy t{.id = id};
  t.nodes.push_back({letter + "0", {}});
  for (std::size_t i = 1; i < nodes; ++i)
    t.nodes.push_back({letter + std::to_string(i), {letter + std::to_string(dice() % ((i + 3) / 4 + 1) % i)}});
  return t;
}

dg::Graph world(std::size_t provisions, bool dense = false) {
  std::mt19937_64 dice{42};
  const std::size_t states = dense ? 1 : 20;
  dg::GraphBuilder builder;
  dg::Settings settings;
  settings.as_of = dg::Date{2024, 1, 1};
  const std::size_t conducts = dense ? 6 : 300, objects = dense ? 4 : 200, bearers = dense ? 6 : 60;
  settings.taxonomies = {tree("bearer", "b", bearers, dice), tree("conduct", "x", conducts, dice),
                         tree("object", "o", objects, dice)};
  builder.add(settings);
  const auto state = [](std::size_t i) { return "S" + std::to_string(i); };
  for (std::size_t i = 0; i < states; ++i) builder.add(dg::State{.id = state(i)});
  for (std::size_t i = 0; i < states * 20; ++i)
    builder.add(dg::Agency{.id = "a" + std::to_string(i), .state = state(i % states)});
  for (std::size_t i = 0; i < 2000; ++i)
    builder.add(dg::Company{.id = "c" + std::to_string(i),
                            .home = state(dice() % states),
                            .kinds = {"b" + std::to_string(dice() % bearers)}});
  const char* modalities[] = {"obligation",     "obligation",     "prohibition", "permission",
                              "recommendation", "discouragement", "support",     "restriction"};
  const char* ranks[] = {"statute", "regulation", "regulation", "decision", "guidance"};
  // Half of the scopes are deep nodes: few other scopes meet them.
  const auto node = [&](std::size_t n) { return n < 10 ? dice() % n : n / 4 + dice() % (n - n / 4); };
  for (std::size_t i = 0; i < provisions; ++i) {
    const std::size_t s = dice() % states;
    dg::Provision p{.id = "p" + std::to_string(i)};
    p.agency = "a" + std::to_string(s + states * (dice() % 20));
    p.state = state(s);
    p.rank = ranks[dice() % 5];
    p.modality = modalities[dice() % 8];
    p.bearer = dg::Scope{{"b" + std::to_string(node(bearers))}, {}};
    p.conduct = dg::Scope{{"x" + std::to_string(node(conducts))}, {}};
    p.object = dg::Scope{{"o" + std::to_string(node(objects))}, {}};
    if (dice() % 50 == 0) p.reach.push_back({"personal", {state(s)}});
    if (dice() % 8 == 0) p.conditions.push_back("f" + std::to_string(dice() % 10));
    if (dice() % 20 == 0) p.any_means = true;
    const int year = 1990 + static_cast<int>(dice() % 30);
    std::optional<dg::Date> to;
    if (dice() % 2 == 0) to = dg::Date{year + 1 + static_cast<int>(dice() % 10), 1, 1};
    p.facts.valid = {dg::Date{year, 1 + static_cast<int>(dice() % 12), 1}, to};
    builder.add(std::move(p));
  }
  return std::move(builder).freeze();
}

void find(benchmark::State& run, bool dense) {
  const dg::Graph graph = world(static_cast<std::size_t>(run.range(0)), dense);
  std::size_t found = 0;
  for (auto _ : run) {
    found = 0;
    dg::each_finding(graph, {}, [&](const dg::Finding&) {
      ++found;
      return true;
    });
  }
  run.counters["findings"] = static_cast<double>(found);
  run.counters["findings_per_s"] =
      benchmark::Counter(static_cast<double>(found), benchmark::Counter::kIsIterationInvariantRate);
}
void sparse_worlds(benchmark::State& run) { find(run, false); }
void dense_worlds(benchmark::State& run) { find(run, true); }
BENCHMARK(sparse_worlds)->Arg(10'000)->Arg(100'000)->Arg(1'000'000)->Unit(benchmark::kMillisecond);
BENCHMARK(dense_worlds)->Arg(2'000)->Arg(4'000)->Unit(benchmark::kMillisecond);

/// Every two provisions, by the cheapest honest tests of a plain loop.
void naive(benchmark::State& run) {
  const dg::Graph graph = world(static_cast<std::size_t>(run.range(0)));
  struct Row {
    std::uint64_t who = 0, state = 0;
    std::vector<bool> how, what;
    std::int32_t from = 0, to = 0;
    std::string_view modality;
  };
  const auto extension = [&](std::size_t dimension, const std::optional<dg::Scope>& scope) {
    const auto& nodes = graph.settings().taxonomies[dimension].nodes;
    std::vector<bool> bits(nodes.size());
    const std::string& top = scope->in.front();
    for (std::size_t i = 0; i < nodes.size(); ++i) {
      std::string at = nodes[i].name;
      while (at != top && at.substr(1) != "0") at = nodes[std::stoul(at.substr(1))].values.front();
      bits[i] = at == top;
    }
    return bits;
  };
  std::vector<Row> rows;
  for (const dg::VertexId v : graph.vertices<dg::Provision>()) {
    const dg::Provision& p = *graph.fields<dg::Provision>(v);
    Row row;
    row.state = graph.home(v).value();
    const auto who = extension(0, p.bearer);
    for (std::size_t i = 0; i < who.size(); ++i) row.who |= std::uint64_t{who[i]} << i % 64;
    row.how = extension(1, p.conduct);
    row.what = extension(2, p.object);
    row.from = p.facts.valid.from()->first();
    row.to = p.facts.valid.to() ? p.facts.valid.to()->first() : INT32_MAX;
    row.modality = p.modality;
    rows.push_back(std::move(row));
  }
  const auto meets = [](const std::vector<bool>& a, const std::vector<bool>& b) {
    for (std::size_t i = 0; i < a.size(); ++i)
      if (a[i] && b[i]) return true;
    return false;
  };
  for (auto _ : run) {
    std::size_t found = 0;
    for (std::size_t i = 0; i < rows.size(); ++i)
      for (std::size_t k = i + 1; k < rows.size(); ++k) {
        const Row &a = rows[i], &b = rows[k];
        if (a.state != b.state || a.modality == b.modality || a.from >= b.to || b.from >= a.to) continue;
        if ((a.who & b.who) != 0 && meets(a.what, b.what) && meets(a.how, b.how)) ++found;
      }
    benchmark::DoNotOptimize(found);
  }
}
BENCHMARK(naive)->Arg(10'000)->Arg(100'000)->Unit(benchmark::kMillisecond)->Iterations(1);

}  // namespace

BENCHMARK_MAIN();
