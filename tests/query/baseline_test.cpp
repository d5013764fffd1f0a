// SPDX-License-Identifier: BSL-1.0
#include <dutygraph/query/baseline.hpp>

#include <algorithm>
#include <set>
#include <string>
#include <vector>

#include <dutygraph/io/read.hpp>
#include <dutygraph/vocab/ungp.hpp>

#include "support/catch.hpp"

namespace dg = dutygraph;

namespace {

dg::Graph world() {
  dg::io::Reader reader;
  reader.read_text(R"({"dutygraph": 1, "as_of": "2024-06-01", "states": {"XR": {}, "XG": {}, "XU": {"members": ["XR"]}},
    "agencies": {"court": {"state": "XR", "elements": [{"id": "ungp26.courts_effective", "assertion": "negative"}]},
                 "town": {"state": "XR", "level": "subnational", "elements": [{"id": "ungp8.subnational"}]},
                 "theirs": {"state": "XG", "elements": [{"id": "ungp8.trained"}]}},
    "instruments": {
      "act": {"state": "XR", "binding": "mandatory", "smart_mix": ["3a"], "reporting": "required",
              "enforcement": [{"state": "suspended", "from": "2024-01-01"}],
              "elements": [{"id": "ungp3a.law", "assertion": "disputed"}, {"id": "rf04"}, {"id": "no.such.element"}]},
      "old": {"state": "XR", "binding": "mandatory", "smart_mix": ["3a"], "to": "2020-01-01"},
      "union-guide": {"state": "XU", "smart_mix": ["3c"], "technologies": ["search"]}},
    "remedies": {"r": {"mechanism": "court", "type": "state_non_judicial", "criteria": {"accessible": "not", "learning": "met"}}},
    "events": {"t": {"kind": "training", "parties": [{"party": "court", "role": "participant"}]}}})",
                   "world.duty.json", dg::io::Format::native);
  return reader.finish().graph;
}

}  // namespace

TEST_CASE("baseline lists every element of every principle in order, with what is recorded", "[baseline]") {
  const dg::Graph graph = world();
  const dg::BaselineResult rows = baseline(graph, {.states = {*graph.find<dg::State>("XR")}});
  std::vector<std::string> found;
  std::vector<int> principles;
  std::set<std::string_view> elements;
  for (const dg::BaselineRow& row : rows) {
    if (principles.empty() || principles.back() != row.principle) principles.push_back(row.principle);
    elements.insert(row.element);
    if (!row.record) continue;
    CHECK_FALSE(graph.sources(row.record).empty());
    found.push_back(std::string{row.element} + " " + std::string{graph.key(row.record)} + " " +
                    std::to_string(static_cast<int>(*row.assertion)) + (row.coded ? " coded" : ""));
  }
  CHECK(principles == std::vector<int>{1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 25, 26, 27, 28, 29, 30, 31});
  elements.erase("");
  CHECK(elements.size() == dg::vocab::elements().size() - dg::vocab::factors().size());
  CHECK(found == std::vector<std::string>{"ungp1.prevent act 0", "ungp3a.law act 2 coded", "ungp3a.enforced act 1",
                                          "ungp3c.guidance union-guide 0", "ungp3c.sector_specific union-guide 0",
                                          "ungp3d.required act 0", "ungp8.trained t 0",
                                          "ungp8.subnational town 0 coded", "ungp25.remedy_route r 0",
                                          "ungp26.courts_effective court 1 coded", "ungp27.state_mechanism r 0",
                                          "ungp31.crit_accessible r 1", "ungp31.crit_learning r 0"});
  CHECK(baseline(dg::Graph{}, {.as_of = dg::Date{2024, 1, 1}}).empty());
}
