// SPDX-License-Identifier: BSL-1.0
#include <dutygraph/query/scoreboard.hpp>

#include <string>

#include "support/check_cases.hpp"

namespace dutygraph {
namespace {

Outcome element(const Graph& graph, const std::string& id) {
  const ElementResult rows = scoreboard(graph, {.states = {*graph.find<State>("S")}});
  for (const ElementRow& row : rows)
    if (row.element->id == id) return row.result;
  FAIL("no such element: " << id);
  return Outcome::info;
}

TEST_CASE("the scoreboard has every element of the principles once, and no factor", "[query]") {
  const Graph graph = tests::check_world("");
  const ElementResult rows = scoreboard(graph, {.states = {*graph.find<State>("S")}});
  CHECK(rows.size() == vocab::elements().size() - vocab::factors().size());
  for (std::size_t i = 0; i < rows.size(); ++i) {
    CHECK(rows[i].element == &vocab::elements()[i]);
    CHECK(rows[i].result == Outcome::unknown);  // nothing is recorded
    CHECK_FALSE(rows[i].missing.empty());
  }
  CHECK(scoreboard(graph).size() == 3 * rows.size());
}

TEST_CASE("the scoreboard combines the rows of checks, and reads marks where none decides", "[query]") {
  const std::string deals = R"("agencies": {"a": {"state": "S"}}, "companies": {"c": {}}, "engagements": {
    "d": {"channel": "n06", "hr_condition": "none", "roles": [{"party": "a", "role": "provider"}, {"party": "c", "role": "beneficiary"}]},
    "e": {"channel": "n06", "hr_condition": "required", "roles": [{"party": "a", "role": "provider"}, {"party": "c", "role": "beneficiary"}],
          "elements": [{"id": "ungp7a.engage"}, {"id": "ungp4.conditions", "assertion": "negative"}]}},
    "instruments": {"l": {"state": "S", "rank": "statute", "elements": [{"id": "ungp1.prevent"}]},
      "m": {"state": "S", "rank": "statute", "elements": [{"id": "ungp1.prevent", "assertion": "negative"}, {"id": "ungp1.punish", "assertion": "negative"}]},
      "o": {"state": "T", "rank": "statute", "elements": [{"id": "ungp1.redress"}]},
      "p": {"state": "S", "rank": "statute", "to": "2020", "elements": [{"id": "ungp1.redress"}]}})";
  const Graph graph = tests::check_world(deals);
  CHECK(element(graph, "ungp4.conditions") == Outcome::partial);  // one deal has one, one has none
  CHECK(element(graph, "ungp7a.engage") == Outcome::pass);        // no check computes it
  CHECK(element(graph, "ungp1.prevent") == Outcome::partial);     // sources say both
  CHECK(element(graph, "ungp1.punish") == Outcome::fail);
  CHECK(element(graph, "ungp1.redress") == Outcome::unknown);  // another State's, and one that has ended
  CHECK(element(graph, "ungp4.withdrawal") == Outcome::unknown);
}

TEST_CASE("five headlines per State, from the elements", "[query]") {
  const Graph graph = tests::check_world(
      R"("instruments": {"l": {"state": "S", "elements": [{"id": "ungp9.impact_assessed", "assertion": "negative"}]}})");
  const HeadlineResult rows = headlines_of(scoreboard(graph, {.states = {*graph.find<State>("S")}}));
  REQUIRE(rows.size() == 5);
  CHECK(rows[0].headline->id == "H1");
  CHECK(rows[0].result == Outcome::unknown);
  CHECK(rows[4].result == Outcome::fail);
  CHECK(std::find(rows[4].elements.begin(), rows[4].elements.end(), "ungp9.impact_assessed: FAIL") !=
        rows[4].elements.end());
  CHECK(rows.stamp().query == "check headlines");
}

}  // namespace
}  // namespace dutygraph
