// SPDX-License-Identifier: BSL-1.0
#include <dutygraph/query/coherence.hpp>

#include <dutygraph/render/coherence.hpp>

#include "query/coherence_cases.hpp"
#include "support/catch.hpp"

namespace dg = dutygraph;

TEST_CASE("coherence finds exactly what each case expects", "[query]") {
  const auto cases = dg::tests::load_cases();
  REQUIRE(cases.size() >= 50);
  for (const dg::tests::CoherenceCase& one : cases) {
    INFO(one.id);
    const dg::Graph graph = dg::tests::read_world(one.document);
    const dg::CoherenceResult result = coherence(graph);
    const dg::render::RecordList rows = dg::render::records(graph, result);
    std::string all;
    for (std::size_t i = 0; i < rows.size; ++i) all += dg::render::to_json(rows.at(i)) + "\n";
    INFO(all);
    CHECK(rows.size == one.expect.size());
    for (const std::string& wanted : one.expect) {
      INFO(wanted);
      std::size_t hits = 0;
      for (std::size_t i = 0; i < rows.size; ++i)
        hits += dg::tests::has_all(dg::render::to_json(rows.at(i)), wanted) ? 1U : 0U;
      CHECK(hits == 1);
    }
  }
}
