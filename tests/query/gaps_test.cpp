// SPDX-License-Identifier: BSL-1.0
#include <dutygraph/query/coverage.hpp>
#include <dutygraph/query/gaps.hpp>

#include <algorithm>
#include <string>

#include <dutygraph/error.hpp>

#include "support/catch.hpp"
#include "support/world.hpp"

namespace dg = dutygraph;
using dg::Covered;
using dg::Outcome;

namespace {

using dg::tests::world;

const dg::Graph& firms() {
  static const dg::Graph graph = world(R"({"dutygraph": 1, "as_of": "2024-06-01",
    "states": {"XR": {}, "XG": {}, "XU": {"members": ["XR"]}},
    "companies": {
      "big": {"home": "XR", "technologies": ["search"], "size": [{"year": 2022, "staff": 900, "turnover": 10, "currency": "EUR"},
              {"year": 2023, "staff": 5000}, {"year": 2025, "staff": 1}]},
      "small": {"home": "XR", "size": [{"year": 2023, "staff": 999, "turnover": 100, "balance_sheet": 10, "currency": "XRD", "users": 5}]},
      "silent": {"home": "XR"},
      "foreign": {"home": "XG", "operates": ["XG"], "size": [{"staff": 9000}]},
      "visitor": {"home": "XG", "operates": ["XG", "XR"], "size": [{"staff": 9000}]},
      "homeless": {"size": [{"staff": 9000}]},
      "owned": {"home": "XR"}},
    "holdings": [{"id": "h", "holder": "XR", "company": "owned", "interests": [{"type": "votes", "share": {"min": 50, "max": 75}}]}],
    "instruments": {
      "and": {"state": "XR", "binding": "mandatory", "hrdd": "process", "scope": {"need": "all", "tests": [
        {"metric": "staff", "op": ">=", "value": 1000}]}},
      "two-of-three": {"state": "XR", "scope": {"need": 2, "tests": [{"metric": "staff", "op": ">=", "value": 500},
        {"metric": "turnover", "op": ">", "value": 99, "currency": "XRD"},
        {"metric": "balance_sheet", "op": ">=", "value": 20, "currency": "XRD"}]}},
      "owner": {"state": "XR", "kind": "ownership_policy", "scope": {"tests": [{"metric": "stake", "op": ">", "value": 50}]}},
      "union": {"state": "XU", "technologies": ["search"], "scope": {"tests": [{"metric": "staff", "op": "<", "value": 10}]}}}})");
  return graph;
}

dg::CoverageRow row_of(const dg::CoverageResult& rows, const std::string& instrument, const std::string& company) {
  for (const dg::CoverageRow& row : rows)
    if (firms().key(row.instrument) == instrument && firms().key(row.company) == company) return row;
  FAIL("no row of " << instrument << " and " << company);
  return {};
}

}  // namespace

TEST_CASE("coverage says who falls in, who falls out and of whom it is not known", "[coverage]") {
  const dg::CoverageResult rows = coverage(firms());
  const dg::CoverageRow big = row_of(rows, "and", "big");
  CHECK(big.answer == Covered::in);
  CHECK(big.tests[0].year == 2023);  // the last year that is not after the day
  CHECK(big.tests[0].value == dg::Decimal{5000});
  CHECK(row_of(rows, "and", "small").answer == Covered::out);
  CHECK(row_of(rows, "and", "silent").answer == Covered::unknown);
  CHECK(row_of(rows, "and", "silent").missing == std::vector<std::string>{"staff of silent"});
  CHECK(row_of(rows, "and", "visitor").answer == Covered::unknown);
  CHECK(row_of(rows, "and", "homeless").missing == std::vector<std::string>{"home of homeless"});
  for (const dg::CoverageRow& row : rows) CHECK(firms().key(row.company) != "foreign");
  const auto foreign = coverage(firms(), {.companies = {*firms().find<dg::Company>("foreign")}});
  CHECK(row_of(foreign, "and", "foreign").answer == Covered::out);

  CHECK(row_of(rows, "two-of-three", "small").answer == Covered::in);     // staff and turnover
  CHECK(row_of(rows, "two-of-three", "big").answer == Covered::unknown);  // euros are no answer to a test in XRD
  CHECK(row_of(rows, "two-of-three", "big").missing ==
        std::vector<std::string>{"turnover of big in XRD", "balance_sheet of big"});
  CHECK(row_of(rows, "owner", "owned").answer == Covered::unknown);
  CHECK(row_of(rows, "owner", "big").answer == Covered::out);
  CHECK(row_of(rows, "union", "big").answer == Covered::out);
  CHECK(row_of(rows, "union", "silent").answer == Covered::unknown);  // its technologies are not recorded
}

TEST_CASE("what if the threshold were another one", "[coverage]") {
  dg::CoverageOptions options{.instruments = {*firms().find<dg::Instrument>("and")}};
  options.instead = {dg::parse_scope_test("staff>=900")};
  const dg::CoverageRow small = row_of(coverage(firms(), options), "and", "small");
  CHECK(small.recorded == Covered::out);
  CHECK(small.answer == Covered::in);
  options.instead.push_back(dg::parse_scope_test("users>10"));
  options.need = "1";
  CHECK(row_of(coverage(firms(), options), "and", "small").answer == Covered::in);
  options.need = "all";
  CHECK(row_of(coverage(firms(), options), "and", "small").answer == Covered::out);
  options.need = "most";
  CHECK_THROWS_AS(coverage(firms(), options), dg::UsageError);

  CHECK(dg::parse_scope_test("turnover>450000000 EUR").currency == "EUR");
  for (const char* wrong : {"", "staff", "staff>", "staff>x", "height>3", "staff>3 EUR", "turnover>3 euro", "amount>3"})
    CHECK_THROWS_AS(dg::parse_scope_test(wrong), dg::UsageError);
}

TEST_CASE("coverage without sizes is unknown, never out: taking a figure away only makes unknown", "[coverage]") {
  for (const char* size : {"", R"("size": [{"year": 2023}],)", R"("size": [{"year": 2030, "staff": 5}],)"}) {
    const dg::Graph graph = world(R"({"dutygraph": 1, "as_of": "2024-06-01", "states": {"XR": {}},
      "companies": {"c": {)" + std::string{size} +
                                  R"("home": "XR"}}, "instruments": {"i": {"state": "XR",
      "scope": {"tests": [{"metric": "staff", "op": ">=", "value": 10}]}}}})");
    const dg::CoverageResult rows = coverage(graph);
    REQUIRE(rows.size() == 1);
    CHECK(rows[0].answer == Covered::unknown);
  }
}

namespace {

const std::string policy = R"({"dutygraph": 1, "as_of": "2024-06-01", "states": {"XR": {}, "XG": {}},
  "companies": {"tiny": {"home": "XR", "technologies": ["search"], "size": [{"staff": 3}]}},
  "salient": [{"technology": "search", "right": "privacy"}, {"technology": "search", "right": "expression"},
              {"technology": "iot", "right": "privacy"}],
  "instruments": {
    "act": {"state": "XR", "binding": "mandatory", "technologies": ["search"], "rights": ["privacy"], "hrdd": "process",
      "scope": {"tests": [{"metric": "staff", "op": ">=", "value": 10}]},
      "enforcement": [{"state": "dormant", "from": "2023-01-01"}]},
    "bill": {"state": "XR", "binding": "mandatory", "technologies": ["search", "iot"], "rights": ["expression", "privacy"],
      "status": [{"state": "proposed", "from": "2024-01-01"}]},
    "soft": {"state": "XR", "binding": "voluntary", "technologies": ["iot"], "rights": ["privacy"]},
    "model-1": {"state": "XG", "binding": "mandatory", "technologies": ["search"], "rights": ["expression"]},
    "model-2": {"state": "XG", "binding": "mandatory", "technologies": ["iot"], "rights": ["privacy"]}})";

}  // namespace

TEST_CASE("gaps name the rule, the nearest instrument and what is missing", "[gaps]") {
  const dg::Graph open = world(policy + "}"),
                  closed = world(policy + R"(, "complete": [{"section": "instruments", "state": "XR"}]})");
  const auto xr = *closed.find<dg::State>("XR");
  const dg::GapResult rows = gaps(closed, {.states = {xr}});
  std::vector<std::string> found;
  for (const dg::GapRow& row : rows)
    found.push_back(std::string{to_string(row.kind)} + " " + row.technology + " " + row.right + " " +
                    std::string{to_string(row.result)});
  CHECK(found == std::vector<std::string>{"no_law iot privacy FAIL", "no_law search expression FAIL",
                                          "no_enforcer   FAIL", "not_applied   FAIL", "no_remedy   UNKNOWN",
                                          "out_of_scope   FAIL"});
  CHECK(closed.key(rows[0].nearest) == "soft");
  CHECK(rows[0].lacks == "mandatory");
  CHECK(rows[0].complete);
  CHECK(closed.key(rows[1].nearest) == "act");
  CHECK(closed.key(rows[5].company) == "tiny");
  for (const dg::GapRow& row : gaps(open, {.states = {xr}}))
    if (row.kind == dg::GapKind::no_law || row.kind == dg::GapKind::no_enforcer) {
      CHECK(row.result == Outcome::unknown);
      CHECK_FALSE(row.missing.empty());
    }
  for (const dg::GapRow& row : gaps(open, {.states = {xr}, .open = false})) CHECK(row.result != Outcome::unknown);
  const dg::GapResult iot = gaps(closed, {.technologies = {"iot"}, .states = {xr}, .open = false});
  REQUIRE(iot.size() == 1);
  CHECK(iot[0].technology == "iot");
}

TEST_CASE("closing_sets lists every smallest set of measures", "[gaps]") {
  const dg::Graph closed = world(policy + R"(, "complete": [{"section": "instruments", "state": "XR"}]})");
  const auto xr = *closed.find<dg::State>("XR");
  const dg::ClosingResult all = closing_sets(closed, {.states = {xr}});
  REQUIRE(all.size() == 1);
  const auto sets = [](const dg::Closing& closing) {
    std::vector<std::string> out;
    for (const auto& cover : closing.answer.covers) {
      std::string text;
      for (const std::size_t m : cover) text += (text.empty() ? "" : " ") + closing.measures[m].id;
      out.push_back(text);
    }
    return out;
  };
  CHECK(sets(all[0]) == std::vector<std::string>{"adopt:bill"});
  CHECK(sets(closing_sets(closed, {.states = {xr}}, {dg::ClosingSource::models})[0]) ==
        std::vector<std::string>{"as:model-1 as:model-2"});
  CHECK(sets(closing_sets(closed, {.states = {xr}}, {dg::ClosingSource::laws})[0]).size() ==
        4);  // two gaps, two ways each
  // What no proposal and no model closes, a law does.
  const dg::Closing edtech =
      closing_sets(closed, {.technologies = {"edtech"}, .rights = {"privacy"}, .states = {xr}})[0];
  CHECK(sets(edtech) == std::vector<std::string>{"law:technology:edtech", "law:right:privacy"});
  CHECK(closing_sets(closed, {.technologies = {"search"}, .rights = {"privacy"}, .states = {xr}})[0].gaps.empty());
}
