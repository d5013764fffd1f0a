// SPDX-License-Identifier: BSL-1.0
#include "support/catch.hpp"

#include "io/bods_world.hpp"

namespace dg = dutygraph;
using namespace bods_test;

namespace {

/// Whether a holding counts on a day, as 'n'o, 'p'ossible or 'c'ertain.
char on(const World& world, std::string_view key, dg::Date day) {
  return "npc"[static_cast<int>(world.graph.on(world.holding(key).at(0), day.first()))];
}

}  // namespace

TEST_CASE("BODS 0.4: versions of a record count from the day they were stated", "[io]") {
  const World world = read_data({"series-04.jsonl"});
  CHECK(world.share("versions@2018-01-01") == "30 %");
  CHECK(world.share("versions@2020-05-05") == "60 %");
  CHECK(world.interest("versions").valid == dg::Interval{dg::Date{2018, 1, 1}, dg::Date{2022, 12, 31}});
  CHECK(on(world, "versions@2018-01-01", {2020, 5, 4}) == 'c');
  CHECK(on(world, "versions@2018-01-01", {2020, 5, 5}) == 'n');
  CHECK(on(world, "versions@2020-05-05", {2020, 5, 4}) == 'n');
  CHECK(on(world, "versions@2020-05-05", {2020, 5, 5}) == 'c');
  CHECK(on(world, "versions@2020-05-05", {2023, 1, 14}) == 'c');  // nobody had said yet that it had ended
  CHECK(on(world, "versions@2020-05-05", {2023, 1, 15}) == 'n');
  CHECK(on(world, "versions", {2023, 1, 15}) == 'n');
}

TEST_CASE("BODS 0.4: of two versions of one day the last in the file counts", "[io]") {
  const World world = read_data({"series-04.jsonl"});
  CHECK(world.share("ties") == "2 %");
  CHECK(on(world, "ties@2020-01-01", {2021, 1, 1}) == 'n');
  CHECK(on(world, "ties", {2021, 1, 1}) == 'c');
  CHECK(world.share("backwards") == "20 %");  // the order of the file is not that of the dates
  CHECK(world.share("backwards@2019-01-01") == "10 %");
}

TEST_CASE("BODS 0.4: the latest statement describes an entity", "[io]") {
  const World world = read_data({"series-04.jsonl"});
  CHECK(world.graph.name(world.vertex("owner")) == "Owner as renamed");
  CHECK(world.graph.lifetime(world.vertex("owned")) == dg::Interval::since({1999, 12, 31}));
  CHECK(world.graph.lifetime(world.vertex("dissolved")) == dg::Interval{dg::Date{2001, 1, 1}, dg::Date{2021, 6, 30}});
  CHECK(world.graph.lifetime(world.vertex("closed")) == dg::Interval::until({2022, 2, 2}));
  // Closed in 2010, but its register knows of interests until 2015.
  CHECK(world.graph.lifetime(world.vertex("still-held")) == dg::Interval::until({2015, 1, 1}));
  CHECK(world.count("closed-before-its-interests") == 1);
}

TEST_CASE("BODS 0.4: closed records end", "[io]") {
  const World world = read_data({"series-04.jsonl"});
  CHECK(world.interest("no-end").valid == dg::Interval{dg::Date{2015, 1, 1}, dg::Date{2020, 7, 7}});
  CHECK(world.interest("notice").valid == dg::Interval{dg::Date{2020, 7, 7}, dg::Date{}});  // on an unknown day
  CHECK(world.interest("end-only").valid == dg::Interval{dg::Date{2015, 1, 1}, dg::Date{2016, 1, 1}});
  CHECK(world.count("closed-without-end") == 4);
  CHECK(world.count("end-without-closed") == 4);
  CHECK(world.holding("one-day").empty());
  CHECK(world.count("never-in-force") == 1);
  CHECK(world.holding("reversed").empty());
  CHECK(world.count("ends-before-start") == 1);
}

TEST_CASE("BODS 0.4: versions without a date", "[io]") {
  const auto row = [](const char* id, const char* date, const char* share) {
    return std::string{R"({"statementId":")"} + id + R"(","recordId":"r","recordType":"relationship")" + date +
           R"(,"recordDetails":{"subject":"c","interestedParty":"h","interests":[{"type":"shareholding","share":{"exact":)" +
           share + "}}]}}\n";
  };
  const World world =
      read_text(row("a", "", "1") + row("b", "", "2") + row("c", R"(,"statementDate":"2020-01-01")", "3"));
  CHECK(world.count("undated-version") == 1);
  CHECK(world.share("r@unknown") == "2 %");
  CHECK(on(world, "r@unknown", {2019, 1, 1}) == 'c');
  CHECK(on(world, "r@unknown", {2020, 1, 1}) == 'n');
  CHECK(world.share("r") == "3 %");
}

TEST_CASE("BODS 0.3: replaced entities are one entity", "[io]") {
  const World world = read_data({"series-03.json"});
  CHECK(world.graph.name(world.vertex("entity-3")) == "Third name");
  CHECK_FALSE(world.graph.find("entity-1"));
  CHECK(world.ends("tie-2a") == "holder-1 -> entity-3");  // by the id of a statement that is in no file
}

TEST_CASE("BODS 0.3: replaced relationships count until they are replaced", "[io]") {
  const World world = read_data({"series-03.json"});
  const std::string before = "tie-2b@2018-01-01";  // two statements replace it: the later one names the series
  CHECK(world.share(before) == "50 %");
  CHECK(on(world, before, {2019, 2, 1}) == 'c');
  CHECK(on(world, before, {2019, 2, 2}) == 'n');
  CHECK(on(world, "tie-2a", {2019, 2, 1}) == 'n');
  CHECK(on(world, "tie-2a", {2019, 2, 2}) == 'c');
  CHECK(on(world, "tie-2b", {2019, 3, 2}) == 'n');
  CHECK(on(world, "tie-2b", {2019, 3, 3}) == 'c');
  CHECK(world.type("unknown:tie-2b") == "unknown");
}

TEST_CASE("BODS 0.3: statements that replace each other do not run in circles", "[io]") {
  const World world = read_data({"series-03.json"});
  CHECK(world.count("cyclic-replacement") == 1);
  CHECK(world.share("ring-2") == "2 %");
  CHECK(on(world, "ring-2", {2020, 1, 1}) == 'c');
  CHECK(on(world, "ring-2@2019-01-01", {2020, 1, 1}) == 'n');
}

TEST_CASE("BODS: a statement that comes eighteen times counts once", "[io]") {
  const std::string row =
      R"({"statementType":"ownershipOrControlStatement","statementID":"9996361713468196276",)"
      R"("subject":{"describedByEntityStatement":"c"},"interestedParty":{"describedByEntityStatement":"h"},)"
      R"("interests":[{"type":"shareholding","share":{"exact":5}}]})"
      "\n";
  std::string text;
  for (int i = 0; i < 18; ++i) text += row;
  const World world = read({{"a", text}, {"b", row}});
  CHECK(world.graph.num_edges() == 1);
  REQUIRE(world.count("duplicate-statement") == 2);  // one complaint a file, with the number
  CHECK(world.complaint("duplicate-statement").value == "17");
}
