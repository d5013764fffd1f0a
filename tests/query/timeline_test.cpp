// SPDX-License-Identifier: BSL-1.0
#include <dutygraph/query/timeline.hpp>

#include <string>
#include <vector>

#include <dutygraph/error.hpp>
#include <dutygraph/io/read.hpp>

#include "support/catch.hpp"
#include "support/random_world.hpp"

namespace dg = dutygraph;

namespace {

dg::Graph world(const std::string& holdings, const std::string& more = "") {
  dg::io::Reader reader;
  reader.read_text(R"({"dutygraph": 1, "as_of": "2024-01-01", "states": {"S": {}, "T": {}},
    "companies": {"h": {}, "e": {}, "gone": {"to": "2015-01-01"}},)" +
                       more + R"("holdings": [)" + holdings + "]}",
                   "world.duty.json", dg::io::Format::native);
  return reader.finish().graph;
}

std::string holding(const std::string& holder, const std::string& company, const std::string& interest) {
  return R"({"holder": ")" + holder + R"(", "company": ")" + company + R"(", "interests": [{"type": "votes", )" +
         interest + "}]}";
}

/// "ever excluded; 2010-01-01 certain"
std::string text_of(const dg::TimelineResult& result) {
  std::string text;
  for (const dg::TimelineRow& row : result)
    text += (text.empty() ? "" : "; ") + (row.date ? row.date->to_string() : "ever") + " " +
            std::string{to_string(row.verdict)};
  return text;
}

std::string ask(const dg::Graph& graph, const char* company = "e") {
  return text_of(timeline(graph, {.states = {*graph.find("S")}, .companies = {*graph.find(company)}}));
}

}  // namespace

TEST_CASE("case 20: half-open dates are the days on which the verdict changes", "[query]") {
  const dg::Graph graph = world(holding("S", "e", R"("share": 60, "from": "2010-01-01", "to": "2020-01-01")"));
  CHECK(ask(graph) == "ever excluded; 2010-01-01 certain; 2020-01-01 excluded");
  const dg::TimelineResult result = timeline(graph, {.companies = {*graph.find("e")}});
  REQUIRE(result.size() == 3);  // T never held anything
  CHECK(result[1].before == dg::Verdict::excluded);
  CHECK(result[1].to == dg::Date{2020, 1, 1});
  CHECK(result[1].low.value == dg::Percent{60});
  CHECK(result.evidence(result[1]).size() == 1);
  CHECK_FALSE(result[2].to.has_value());
  CHECK(result.stamp().query == "timeline");
}

TEST_CASE("case 19: a month is possible where it is not sure", "[query]") {
  CHECK(ask(world(holding("S", "e", R"("share": 60, "to": "2019-06")"))) ==
        "ever certain; 2019-06-01 possible; 2019-06-30 excluded");
}

TEST_CASE("changes that turn no verdict are no change, and what never changes has one row", "[query]") {
  const std::string two = holding("S", "e", R"("share": 60, "to": "2015-01-01")") + "," +
                          holding("S", "e", R"("share": 70, "from": "2015-01-01")");
  const dg::Graph graph = world(two);
  CHECK(ask(graph) == "ever certain");
  const dg::TimelineResult result = timeline(graph, {.states = {*graph.find("S")}, .companies = {*graph.find("e")}});
  CHECK(result[0].low.value == dg::Percent{60});  // over the whole span
  CHECK(result[0].high.value == dg::Percent{70});
  CHECK(ask(world("")) == "ever excluded");
}

TEST_CASE("changes far up a chain, of organs and of the company itself count", "[query]") {
  CHECK(ask(world(holding("S", "h", R"("share": 60, "from": "2012-05-01")") + "," +
                  holding("h", "e", R"("share": 51)"))) == "ever excluded; 2012-05-01 certain");
  CHECK(
      ask(world(holding("a", "e", R"("share": 60)"), R"("agencies": {"a": {"state": "S", "from": "2011-01-01"}},)")) ==
      "ever excluded; 2011-01-01 certain");
  CHECK(ask(world(holding("S", "gone", R"("share": 60)")), "gone") == "ever certain; 2015-01-01 excluded");
}

TEST_CASE("a question without a company is refused", "[query]") {
  CHECK_THROWS_AS(timeline(world(""), {}), dg::UsageError);
}

TEST_CASE("the timeline agrees with control on every day", "[query]") {
  for (std::uint32_t seed = 0; seed < 12; ++seed) {
    const dg::tests::RandomWorld world = dg::tests::random_world(seed, {.companies = 6, .holdings = 14});
    const dg::Graph& graph = world.graph;
    const dg::VertexId company = *graph.find("c" + std::to_string(seed % 6));
    const dg::ControlProfile profile = *dg::find_profile("significant");
    const dg::TimelineResult result = timeline(graph, {.profile = profile, .companies = {company}});
    for (std::int32_t day = dg::Date{2009, 6, 1}.first(); day < dg::Date{2026, 2, 1}.first(); day += 9) {
      const dg::Date date = dg::Date::from_days(day);
      const dg::ControlResult control = dg::control(graph, {.profile = profile, .as_of = date, .companies = {company}});
      for (const dg::TimelineRow& row : result) {
        if ((row.date && date < *row.date) || (row.to && date >= *row.to)) continue;
        dg::Verdict verdict = dg::Verdict::excluded;
        for (const dg::ControlRow& c : control)
          if (c.state == row.state) verdict = c.verdict;
        INFO("world " << seed << ", " << date.to_string());
        CHECK(verdict == row.verdict);
      }
    }
  }
}
