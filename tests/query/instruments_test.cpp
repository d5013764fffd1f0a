// SPDX-License-Identifier: BSL-1.0
#include <dutygraph/query/instruments.hpp>

#include <string>
#include <vector>

#include <dutygraph/io/read.hpp>

#include "support/catch.hpp"

namespace dg = dutygraph;

TEST_CASE("instruments lists what belongs to a State, in force or not, with versions and transposition", "[mix]") {
  dg::io::Reader reader;
  reader.read_text(R"({"dutygraph": 1, "as_of": "2024-06-01", "states": {"XR": {}, "XG": {}, "XU": {"members": ["XR"]}},
    "instruments": {
      "old": {"state": "XR", "technologies": ["iot"], "from": "2010-01-01"},
      "new": {"state": "XR", "supersedes": ["old"], "from": "2020-01-01",
              "reviews": [{"date": "2021-01-01", "gaps_found": true, "gaps_closed": true}, {"date": "2023-01-01", "gaps_found": true}]},
      "directive": {"state": "XU", "kind": "directive", "due": "2025-01-01"},
      "carried": {"state": "XR", "implements": ["directive"], "status": [{"state": "adopted", "from": "2024-01-01"},
                  {"state": "applies", "from": "2025-01-01"}]}}})",
                   "world.duty.json", dg::io::Format::native);
  const dg::Graph graph = reader.finish().graph;
  const auto xr = *graph.find<dg::State>("XR");
  const dg::InstrumentResult rows = instruments(graph, {.states = {xr}});
  REQUIRE(rows.size() == 4);
  CHECK(rows.stamp().query == "instruments");
  const dg::Standing& carried = rows[0].entry.standing;
  CHECK(graph.key(rows[0].entry.instrument) == "carried");
  CHECK(carried.in_force == dg::Certainty::no);
  CHECK(carried.status == "adopted");
  CHECK(carried.next_since == dg::Date{2025, 1, 1});
  CHECK(rows[1].entry.through == "member of XU");
  CHECK(rows[1].entry.belongs == dg::Certainty::possible);  // the measure does not apply yet
  CHECK(rows[1].entry.standing.due == dg::Date{2025, 1, 1});
  CHECK(rows[2].entry.standing.last_review == dg::Date{2023, 1, 1});
  CHECK(rows[2].entry.standing.gaps_open);
  CHECK(graph.key(rows[3].entry.standing.superseded_by) == "new");

  const dg::InstrumentResult later = instruments(graph, {.states = {xr}, .as_of = dg::Date{2025, 1, 1}});
  CHECK(later[1].entry.belongs == dg::Certainty::certain);
  CHECK(later[1].entry.standing.implemented_by.size() == 1);
  CHECK(instruments(graph, {.states = {*graph.find<dg::State>("XG")}}).empty());
  CHECK(instruments(graph).size() == 5);  // the directive for the union too
  // A term keeps what may meet it: the old one lists it, three say nothing of technologies.
  CHECK(instruments(graph, {.only = {{dg::Dimension::technology, {"iot"}}}, .states = {xr}}).size() == 4);
  CHECK(instruments(graph, {.only = {{dg::Dimension::technology, {"search"}}}, .states = {xr}}).size() == 3);
}
