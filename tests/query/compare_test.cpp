// SPDX-License-Identifier: BSL-1.0
#include <dutygraph/query/compare.hpp>

#include <string>

#include <dutygraph/error.hpp>
#include <dutygraph/io/read.hpp>
#include <dutygraph/query/diff.hpp>
#include <dutygraph/query/verify.hpp>

#include "support/catch.hpp"

namespace dg = dutygraph;

namespace {

dg::Graph world(const std::string& share, const std::string& more = "", const std::string& note = "") {
  dg::io::Reader reader;
  reader.read_text(R"({"dutygraph": 1, "as_of": "2024-01-01", "states": {"S": {}, "T": {}},
    "agencies": {"bank": {"state": "S"}}, "companies": {"e": {"note": ")" +
                       note + R"("}, "f": {}}, "sources": {"r": {"title": "Report"}},
    "engagements": [{"id": "loan", "channel": "n08", "signed": "2020-01-01", "sources": ["r"],
      "roles": [{"party": "bank", "role": "provider"}, {"party": "f", "role": "beneficiary"}]}],)" +
                       more +
                       R"("holdings": [{"id": "h", "holder": "S", "company": "e", "sources": ["r"], "interests": [
      {"type": "votes", "share": )" +
                       share + R"(, "from": "2015-01-01"}]}]})",
                   "world.duty.json", dg::io::Format::native);
  return reader.finish().graph;
}

const dg::CompareRow& row_of(const dg::CompareResult& result, const dg::Graph& graph, const char* state,
                             const char* measure, const char* category = "") {
  for (const dg::CompareRow& row : result)
    if (graph.key(row.state) == state && row.measure == measure && row.category == category) return row;
  FAIL("no row " << state << ' ' << measure << ' ' << category);
  return result[0];
}

}  // namespace

TEST_CASE("compare counts for certain and at most, every State in every row", "[query]") {
  const dg::Graph graph = world(R"({"min": 40, "max": 60})");
  const dg::CompareResult result = compare(graph);
  const dg::CompareRow& controlled = row_of(result, graph, "S", "controlled_companies");
  CHECK(controlled.low == 0);
  CHECK(controlled.high == 1);
  CHECK_FALSE(controlled.value.has_value());
  CHECK(controlled.unknown == 1);
  CHECK(controlled.sources == std::vector<std::string>{"r"});
  CHECK(row_of(result, graph, "T", "controlled_companies").value == 0);
  CHECK(row_of(result, graph, "S", "ties", "n08").value == 1);
  CHECK(row_of(result, graph, "T", "ties", "n08").value == 0);
  // Nothing is recorded of a condition: that is not none.
  const dg::CompareRow& unconditioned = row_of(result, graph, "S", "unconditioned_ties");
  CHECK(unconditioned.low == 0);
  CHECK(unconditioned.high == 2);
  CHECK(unconditioned.known == 0);
  CHECK(result.size() % 2 == 0);
  CHECK(compare(dg::Graph{}, {.as_of = dg::Date{2024, 1, 1}}).empty());
}

TEST_CASE("diff tells verdicts apart, not lines", "[query]") {
  const dg::Graph graph = world("60");
  CHECK(diff(graph, world("70", "", "another note")).empty());
  const dg::DiffResult weaker = diff(graph, world(R"({"min": 40, "max": 60})"), {.companies = {"e"}});
  REQUIRE_FALSE(weaker.empty());
  CHECK(weaker[0].query == "control");
  CHECK(weaker[0].change == dg::DiffChange::changed);
  CHECK(weaker[0].before->verdict == dg::Verdict::certain);
  CHECK(weaker[0].after->verdict == dg::Verdict::possible);
  CHECK(weaker[0].after->low.value == dg::Percent{40});
  CHECK(weaker[0].before->sources == std::vector<std::string>{"r"});
  const dg::DiffResult dates = diff(graph, graph, {.before_day = dg::Date{2014, 12, 31}});
  REQUIRE(dates.size() == 3);  // control, the holding and the loan
  CHECK(dates[0].change == dg::DiffChange::added);
  CHECK(dates[2].engagement == "loan");
  CHECK_FALSE(dates[2].before.has_value());
  CHECK(diff(graph, graph).empty());
  CHECK(diff(graph, dg::Graph{}, {.after_day = dg::Date{2024, 1, 1}}).size() == 3);
  CHECK_THROWS_AS(diff(graph, graph, {.states = {"nowhere"}}), dg::NotFound);
}

TEST_CASE("verify compares stamps and rows and refuses what is no result", "[query]") {
  const std::string text =
      R"({"stamp": {"library": "dutygraph 0.0.1", "query": "control", "inputs": [{"name": "a", "digest": "sha256:1"}],
      "as_of": "2024-01-01", "parameters": {"profile": "majority"}, "configuration": "c"}, "rows": [{"a": 1}, {"b": 2}]})";
  const dg::SavedResult saved = dg::parse_result(text);
  CHECK(saved.rows == std::vector<std::string>{R"({"a":1})", R"({"b":2})"});
  dg::SavedResult computed = saved;
  computed.stamp.library = "dutygraph 9";
  CHECK(verify(saved, computed).empty());
  computed.rows[1] = R"({"b":3})";
  computed.stamp.inputs[0].second = "sha256:2";
  computed.stamp.parameters[0].second = "significant";
  const dg::VerifyResult result = verify(saved, computed);
  REQUIRE(result.size() == 6);
  CHECK(result[0].what == "input");
  CHECK(result[0].saved == "a sha256:1");
  CHECK(result[2].what == "parameter profile");
  CHECK(result[4].saved == R"({"b":2})");
  CHECK(result[5].computed == R"({"b":3})");
  for (const char* bad : {"", "[]", "{}", R"({"stamp": {}, "rows": []})", R"({"stamp": 1, "rows": 2})", "{\"stamp\": "})
    CHECK_THROWS_AS(dg::parse_result(bad), dg::InvalidData);
}
