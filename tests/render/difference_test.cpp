// SPDX-License-Identifier: BSL-1.0
#include <dutygraph/render/difference.hpp>

#include <algorithm>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "support/catch.hpp"
#include "support/random_world.hpp"

namespace dg = dutygraph;
using dg::render::Difference;
using dg::render::Record;
using dg::render::RecordList;

namespace {

Record row(std::string_view company, std::string_view verdict, std::int64_t votes = 0) {
  Record record;
  record.add("state", "AA");
  record.add("company", company);
  record.add("verdict", verdict);
  if (votes != 0) record.add("votes/low", votes);
  return record;
}

RecordList list(const std::vector<Record>& rows) {
  return {.columns = {"state", "company", "verdict", "votes/low"}, .size = rows.size(), .at = [rows](std::size_t i) {
            return rows[i];
          }};
}

std::string json(const RecordList& rows) { return to_json(rows.at(0)); }

}  // namespace

TEST_CASE("equal results differ in nothing", "[render]") {
  const RecordList rows = list({row("a", "certain"), row("b", "possible"), row("b", "possible")});
  CHECK(difference(rows, rows).empty());
  CHECK(difference(rows, rows).unchanged == 3);
  CHECK(json(records(difference(list({}), list({})), "control")) ==
        R"({"verb":"control","added":[],"removed":[],"changed":[],"unchanged":0})");
}

TEST_CASE("rows of one thing that say something else are changes", "[render]") {
  const Difference found = difference(list({row("a", "certain"), row("b", "possible", 20), row("c", "possible")}),
                                      list({row("b", "certain"), row("c", "possible"), row("d", "certain", 60)}));
  CHECK(
      json(records(found, "control")) ==
      R"({"verb":"control","added":[{"state":"AA","company":"d","verdict":"certain","votes":{"low":60}}],)"
      R"("removed":[{"state":"AA","company":"a","verdict":"certain"}],)"
      R"("changed":[{"state":"AA","company":"b","changes":[{"field":"verdict","before":"possible","after":"certain"},)"
      R"({"field":"votes/low","before":20}]}],"unchanged":1})");
}

TEST_CASE("rows of the same thing are paired in order, equal ones first", "[render]") {
  const Difference found = difference(list({row("a", "x", 1), row("a", "x", 2), row("a", "x", 3)}),
                                      list({row("a", "x", 3), row("a", "x", 4)}));
  CHECK(found.unchanged == 1);
  CHECK(found.added.empty());
  REQUIRE(found.removed.size() == 1);
  CHECK(to_json(found.removed[0]) == to_json(row("a", "x", 2)));
  REQUIRE(found.changed.size() == 1);
  CHECK(std::get<std::int64_t>(*found.changed[0].items[0].before) == 1);
  CHECK(std::get<std::int64_t>(*found.changed[0].items[0].after) == 4);
}

TEST_CASE("differences account for every row, both ways", "[render]") {
  for (std::uint32_t seed = 0; seed < 500; ++seed) {
    dg::tests::Dice dice{seed};
    const auto random = [&] {
      std::vector<Record> rows;
      for (std::uint32_t i = dice.roll(7); i > 0; --i)
        rows.push_back(row(dice.one_in(2) ? "a" : "b", dice.one_in(2) ? "x" : "y", dice.roll(3)));
      return rows;
    };
    const std::vector<Record> before = random(), after = random();
    const Difference there = difference(list(before), list(after));
    const Difference back = difference(list(after), list(before));
    CHECK(there.unchanged + there.changed.size() + there.added.size() == after.size());
    CHECK(there.unchanged + there.changed.size() + there.removed.size() == before.size());
    CHECK(back.added.size() == there.removed.size());
    CHECK(back.removed.size() == there.added.size());
    // Equal rows, counted without pairing anything.
    std::map<std::string, int> left;
    for (const Record& record : before) ++left[to_json(record)];
    std::size_t equal = 0;
    for (const Record& record : after)
      if (left[to_json(record)]-- > 0) ++equal;
    CHECK(there.unchanged == equal);
  }
}
