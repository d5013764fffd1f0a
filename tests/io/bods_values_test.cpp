// SPDX-License-Identifier: BSL-1.0
#include "support/catch.hpp"

#include <dutygraph/error.hpp>

#include "io/bods_fields.hpp"
#include "io/bods_values.hpp"
#include "io/bods_world.hpp"

namespace dg = dutygraph;
using namespace bods_test;
using detail::DateForm;

TEST_CASE("read_iso_date reads every form of ISO 8601 that BODS allows", "[io]") {
  const auto date = [](std::string_view text) { return detail::read_iso_date(text).date.to_string(); };
  const auto form = [](std::string_view text) { return detail::read_iso_date(text).form; };
  CHECK(date("2021-06-18") == "2021-06-18");
  CHECK(form("2021-06-18") == DateForm::whole);
  CHECK(date("2021-06") == "2021-06");
  CHECK(date("2021") == "2021");
  CHECK(date("2012-11-29T00:00:00.000Z") == "2012-11-29");
  CHECK(form("2012-11-29T00:00:00.000Z") == DateForm::cut);
  CHECK(form("2012-11-29 10:00") == DateForm::cut);
  CHECK(date("20210618") == "2021-06-18");
  CHECK(form("20210618") == DateForm::converted);
  CHECK(date("2020-366") == "2020-12-31");
  CHECK(date("2021-001") == "2021-01-01");
  CHECK(date("2021001") == "2021-01-01");
  CHECK(date("2009-W01-1") == "2008-12-29");  // examples of ISO 8601
  CHECK(date("2009-W53-7") == "2010-01-03");
  CHECK(date("2009W537") == "2010-01-03");
  CHECK(date("2021-W05-3") == "2021-02-03");
  CHECK(date("2021-W06") == "2021-02");  // 8 to 14 February
  CHECK(date("2021-W05T12:00") == "2021-02");
  CHECK(date("2021-W09") == "2021-03");
  CHECK(date("2021-W04") == "2021-01");
  CHECK(date("2021-W17") == "2021");  // 26 April to 2 May
  for (const char* text :
       {"", "unknown", "2021-02-30", "2021-366", "2021-000", "2021-W54", "2021-W53", "2021-W00-1", "2021-W05-8",
        "last spring", "2021-6-18", "18.06.2021", "2021-06-18x", "99999", "-2021", "0000-01-01", "2021/06/18"}) {
    INFO(text);
    CHECK(form(text) == DateForm::unreadable);
    CHECK(detail::read_iso_date(text).date.is_unknown());
  }
}

TEST_CASE("read_percent_text takes blanks and a percent sign", "[io]") {
  CHECK(detail::read_percent_text("33.3")->value.to_string() == "33.3");
  CHECK(detail::read_percent_text(" 33.3 % ")->value.to_string() == "33.3");
  CHECK_FALSE(detail::read_percent_text("33,3"));
  CHECK_FALSE(detail::read_percent_text("%"));
  CHECK_FALSE(detail::read_percent_text("NaN"));
}

TEST_CASE("country_of takes codes of ISO 3166-1 and -2", "[io]") {
  CHECK(detail::country_of("GB") == "GB");
  CHECK(detail::country_of("GB-SCT") == "GB");
  CHECK_FALSE(detail::country_of("gb"));
  CHECK_FALSE(detail::country_of("GBR"));
  CHECK_FALSE(detail::country_of("GB-"));
  CHECK_FALSE(detail::country_of(""));
}

TEST_CASE("read_share puts the parts of a share together", "[io]") {
  using Problem = detail::ReadShare::Problem;
  const auto text = [](const detail::ShareParts& parts) { return detail::read_share(parts).share.to_string(); };
  const auto problem = [](const detail::ShareParts& parts) { return detail::read_share(parts).problem; };
  CHECK(text({.exact = 51}) == "51 %");
  CHECK(text({.minimum = 25, .maximum = 50}) == "25 to 50 %");
  CHECK(text({.minimum = 25}) == "25 to 100 %");
  CHECK(text({.maximum = 25}) == "0 to 25 %");
  CHECK(text({.minimum = 50, .maximum = 75, .minimum_excluded = true, .maximum_excluded = true}) ==
        "more than 50 to less than 75 %");
  CHECK(text({.above = 25, .below = 50}) == "more than 25 to less than 50 %");
  CHECK(text({.minimum = 30, .above = 25}) == "30 to 100 %");
  CHECK(problem({.minimum = 30, .above = 25}) == Problem::two_bounds);
  CHECK(problem({.exact = 50, .minimum = 50, .maximum = 75}) == Problem::exact_and_range);
  CHECK(problem({.exact = 50, .minimum = 50, .maximum = 75, .minimum_excluded = true}) == Problem::exact_beside_range);
  CHECK(text({.exact = 50, .minimum = 50, .maximum = 75, .minimum_excluded = true}) == "50 to 75 %");
  CHECK(text({.exact = 80, .minimum = 50, .maximum = 75, .minimum_excluded = true}) == "more than 50 up to 80 %");
  CHECK(problem({.minimum = 75, .maximum = 50}) == Problem::empty_range);
  CHECK(problem({.minimum = 50, .maximum = 50, .maximum_excluded = true}) == Problem::empty_range);
  CHECK(problem({.above = 100}) == Problem::empty_range);
  CHECK(problem({.exact = 101}) == Problem::out_of_range);
  CHECK(problem({.minimum = -1}) == Problem::out_of_range);
}

TEST_CASE("field_of knows the keys of BODS and no others", "[io]") {
  for (std::size_t i = 0; i < detail::fields::names.size(); ++i) {
    std::string key{detail::fields::names[i]};
    key.reserve(64);  // eight bytes behind the key are read
    CHECK(detail::field_of(key) == static_cast<detail::Field>(i));
    key.back() = '#';
    CHECK(detail::field_of(key) == detail::Field::unknown);
  }
  std::string long_key(200, 'a');
  CHECK(detail::field_of(long_key) == detail::Field::unknown);
  CHECK(detail::field_of("") == detail::Field::unknown);
}

TEST_CASE("BODS: odd values are read as they are meant, and said", "[io]") {
  const World world = read_data({"values-04.jsonl"});
  CHECK(world.share("empty") == "unknown");
  CHECK(world.interest("empty").valid == dg::Interval::since({2001, 1, 1}));
  CHECK(world.share("null") == "unknown");
  CHECK(world.share("text") == "33.3 %");
  CHECK(world.share("number") == "12.5 %");
  CHECK(world.share("range") == "more than 25 up to 50 %");
  CHECK(world.share("both") == "more than 25 up to 50 %");
  CHECK(world.share("minimum") == "75 to 100 %");
  CHECK(world.share("agree") == "26.15 %");
  CHECK(world.share("differ") == "50 to 80 %");
  CHECK(world.interest("week").valid == dg::Interval{dg::Date{2008, 12, 29}, dg::Date{2010, 1, 3}});
  CHECK(world.interest("coarse").valid == dg::Interval{dg::Date{2019}, dg::Date{2019, 6}});
  CHECK(world.interest("nonsense").valid == dg::Interval::since({}));
  CHECK(world.count("empty-value") == 4);
  CHECK(world.count("date-converted") == 4);
  CHECK(world.count("unreadable-date") == 1);
  CHECK(world.count("interests-in-text") == 1);
}

TEST_CASE("BODS: shares are read digit by digit", "[io]") {
  const World world = read_data({"values-04.jsonl"});
  CHECK(world.interest("fine").share->low().units() == 50'000'000'001);
  CHECK(world.share("third") == "33.3 %");
  CHECK(world.share("finer") == "50 %");
  CHECK(world.complaint("share-rounded").severity == dg::Severity::note);
  const World strict = read_data({"values-04.jsonl"}, {.strictness = dg::io::Strictness::strict});
  CHECK(strict.complaint("share-rounded").severity == dg::Severity::error);
  CHECK(strict.complaint("unreadable-date").severity == dg::Severity::error);
}

TEST_CASE("BODS: an interest without a share", "[io]") {
  const World world = read_data({"values-04.jsonl"});
  const std::vector<dg::EdgeId> rows = world.holding("no-share");
  REQUIRE(rows.size() == 4);
  CHECK(world.graph.share(rows[0])->is_unknown());  // capital and votes: some share, not known which
  CHECK(world.graph.share(rows[1])->is_unknown());
  CHECK(world.graph.interest(rows[1]).directness == dg::Directness::unknown);
  CHECK_FALSE(world.graph.share(rows[2]));  // the board: its majority
  CHECK_FALSE(world.graph.share(rows[3]));
  CHECK(world.count("unknown-directness") == 1);
}
