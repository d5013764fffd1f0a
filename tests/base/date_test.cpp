// SPDX-License-Identifier: BSL-1.0
#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <limits>
#include <string>
#include <type_traits>
#include <vector>

#include <dutygraph/date.hpp>

#include <cstdint>
#include <dutygraph/error.hpp>
#include <limits>

#include "support/catch.hpp"

namespace dg = dutygraph;
using Catch::Matchers::ContainsSubstring;

namespace {

static_assert(std::is_trivially_copyable_v<dg::Date>);
static_assert(sizeof(dg::Date) == 4);

constexpr bool is_leap(int year) { return year % 400 == 0 || (year % 4 == 0 && year % 100 != 0); }

constexpr int length_of(int year, int month) {
  constexpr int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  return month == 2 && is_leap(year) ? 29 : days[month - 1];
}

// Days from 1 January of the year to 1970-01-01, counted one year at a time.
int new_year(int year) {
  int days = 0;
  for (int y = 1970; y < year; ++y) days += is_leap(y) ? 366 : 365;
  for (int y = year; y < 1970; ++y) days -= is_leap(y) ? 366 : 365;
  return days;
}

std::string iso(int year, int month, int day) {
  char text[32];
  std::snprintf(text, sizeof text, "%04d-%02d-%02d", year, month, day);
  return text;
}

}  // namespace

TEST_CASE("Date agrees with a counter of days on every day from 1600 to 2400", "[base]") {
  std::int32_t count = new_year(1600);
  std::vector<std::string> wrong;
  for (int year = 1600; year <= 2400; ++year)
    for (int month = 1; month <= 12; ++month)
      for (int day = 1; day <= length_of(year, month); ++day, ++count) {
        const dg::Date date{year, month, day};
        const std::string text = iso(year, month, day);
        if (date.first() != count || date.last() != count || date != dg::Date::from_days(count) ||
            date != dg::Date::from_raw(date.raw()) || date.to_string() != text || dg::Date::parse(text) != date)
          wrong.push_back(text);
      }
  CHECK(count == new_year(2401));
  CHECK(wrong == std::vector<std::string>{});
}

TEST_CASE("a month or a year is any of its days, in every year from 1600 to 2400", "[base]") {
  std::size_t wrong = 0;
  for (int year = 1600; year <= 2400; ++year) {
    const dg::Date whole{year};
    if (whole.first() != dg::Date(year, 1, 1).first() || whole.last() != dg::Date(year, 12, 31).first()) ++wrong;
    for (int month = 1; month <= 12; ++month) {
      const dg::Date date{year, month};
      if (date.first() != dg::Date(year, month, 1).first()) ++wrong;
      if (date.last() != dg::Date(year, month, length_of(year, month)).first()) ++wrong;
      if (dg::Date::parse(iso(year, month, 1).substr(0, 7)) != date) ++wrong;
    }
  }
  CHECK(wrong == 0);
}

TEST_CASE("is_raw() takes what raw() gives and nothing else", "[base]") {
  for (const dg::Date date :
       {dg::Date{}, dg::Date{1}, dg::Date{2024, 2}, dg::Date{2024, 2, 29}, dg::Date{9999, 12, 31}})
    CHECK(dg::Date::is_raw(date.raw()));
  CHECK_FALSE(dg::Date::is_raw(dg::Date{2024, 2, 2}.raw() + 1));  // a month that begins on its second day
  CHECK_FALSE(dg::Date::is_raw(dg::Date{2024, 2}.raw() + 1));     // a year that begins in February
  CHECK_FALSE(dg::Date::is_raw(7));                               // unknown, with a day
  CHECK_FALSE(dg::Date::is_raw(dg::Date{1, 1, 1}.raw() - 4));
  CHECK_FALSE(dg::Date::is_raw(dg::Date{9999, 12, 31}.raw() + 4));
  CHECK_FALSE(dg::Date::is_raw(std::numeric_limits<std::int32_t>::max() - 3));
}

TEST_CASE("Date covers the years 1 to 9999", "[base]") {
  CHECK(dg::Date{1, 1, 1}.first() == new_year(1));
  CHECK(dg::Date{1, 1, 1}.to_string() == "0001-01-01");
  CHECK(dg::Date{9999, 12, 31}.first() == new_year(10000) - 1);
  CHECK(dg::Date{9999}.last() == new_year(10000) - 1);
  CHECK(dg::Date{9999, 12}.to_string() == "9999-12");
  CHECK(dg::Date{1970, 1, 1}.first() == 0);
}

TEST_CASE("Date refuses days that the calendar does not have", "[base]") {
  CHECK_THROWS_AS((dg::Date{2023, 2, 29}), dg::InvalidValue);
  CHECK_THROWS_AS((dg::Date{1900, 2, 29}), dg::InvalidValue);
  CHECK_NOTHROW(dg::Date{2000, 2, 29});
  CHECK_THROWS_AS((dg::Date{2024, 4, 31}), dg::InvalidValue);
  CHECK_THROWS_AS((dg::Date{2024, 0}), dg::InvalidValue);
  CHECK_THROWS_AS((dg::Date{2024, 13}), dg::InvalidValue);
  CHECK_THROWS_AS((dg::Date{2024, 1, 0}), dg::InvalidValue);
  CHECK_THROWS_AS(dg::Date{0}, dg::InvalidValue);
  CHECK_THROWS_AS(dg::Date{-1}, dg::InvalidValue);
  CHECK_THROWS_AS(dg::Date{20240101}, dg::InvalidValue);
  CHECK_THROWS_WITH((dg::Date{2023, 2, 30}), ContainsSubstring("2023") && ContainsSubstring("30"));
}

TEST_CASE("Date::parse reads the four precisions and nothing else", "[base]") {
  CHECK(dg::Date::parse("2021") == dg::Date{2021});
  CHECK(dg::Date::parse("2021-06") == dg::Date{2021, 6});
  CHECK(dg::Date::parse("2021-06-18") == dg::Date{2021, 6, 18});
  CHECK(dg::Date::parse("unknown") == dg::Date{});
  const auto text = GENERATE(as<std::string>{}, "", "21", "2021-", "2021-6", "2021-06-", "2021-06-1", "2021-06-181",
                             "2021/06/18", "18-06-2021", "2021-13", "2021-00", "2021-02-29", "2021-06-31", "0000",
                             "0000-01-01", " 2021", "2021 ", "+021", "-021", "2021-06-18T00:00:00Z", "Unknown",
                             "unknown ", "20210618", "2021-0a-01", "202\uFF11", "\uFF12021");
  CAPTURE(text);
  CHECK_FALSE(dg::Date::parse(text));
}

TEST_CASE("Date::parse takes no byte outside digits and dashes", "[base]") {
  const std::string good = "2021-06-18";
  std::size_t accepted = 0;
  for (std::size_t at = 0; at < good.size(); ++at)
    for (int byte = 0; byte < 256; ++byte) {
      std::string text = good;
      text[at] = static_cast<char>(byte);
      const bool digit = byte >= '0' && byte <= '9';
      const bool separator = at == 4 || at == 7;
      if (dg::Date::parse(text)) {
        ++accepted;
        CHECK((separator ? byte == '-' : digit));
      }
    }
  CHECK(accepted > 40);
}

TEST_CASE("Date tells its precision and writes itself the way it was read", "[base]") {
  CHECK(dg::Date{2021}.precision() == dg::Precision::year);
  CHECK(dg::Date{2021, 6}.precision() == dg::Precision::month);
  CHECK(dg::Date{2021, 6, 18}.precision() == dg::Precision::day);
  CHECK(dg::Date{}.precision() == dg::Precision::unknown);
  CHECK(dg::Date{2021, 6, 18}.is_day());
  CHECK_FALSE(dg::Date{2021, 6}.is_day());
  CHECK(dg::Date{}.is_unknown());
  CHECK_FALSE(dg::Date{1970}.is_unknown());
  for (const char* text : {"2021", "2021-06", "2021-06-18", "unknown", "0007-01", "9999-12-31"})
    CHECK(dg::Date::parse(text).value().to_string() == text);
}

TEST_CASE("the unknown date may be any day", "[base]") {
  CHECK(dg::Date{}.first() == INT32_MIN);
  CHECK(dg::Date{}.last() == INT32_MAX);
}

TEST_CASE("dates order by first possible day, then by precision", "[base]") {
  std::vector<dg::Date> dates{{2020}, {2019, 12, 31}, {2020, 1, 2}, {2020, 1}, {2020, 1, 1}, {1969, 12, 31}};
  std::sort(dates.begin(), dates.end());
  const std::vector<dg::Date> expected{{1969, 12, 31}, {2019, 12, 31}, {2020, 1, 1}, {2020, 1}, {2020}, {2020, 1, 2}};
  CHECK(dates == expected);
  CHECK(dg::Date{2020} != dg::Date{2020, 1, 1});
}
