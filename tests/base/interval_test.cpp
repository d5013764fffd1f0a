// SPDX-License-Identifier: BSL-1.0
#include <cstdint>
#include <optional>
#include <random>
#include <type_traits>

#include <dutygraph/interval.hpp>

#include "support/catch.hpp"

namespace dg = dutygraph;
using dg::Certainty;
using dg::Date;
using dg::Interval;

namespace {

static_assert(std::is_trivially_copyable_v<Interval>);
static_assert(sizeof(Interval) == 8);

Certainty on(const Interval& interval, Date day) { return interval.on(day.first()); }

// What the definition says: the fact holds on a day for certain if it does for every pair of bounds that the dates
// may stand for, and possibly if it does for some pair.
Certainty by_enumeration(const Interval& interval, std::int32_t day, std::int32_t first, std::int32_t last) {
  const auto bounds = [&](std::optional<Date> date, std::int32_t absent) {
    if (!date) return std::pair{absent, absent};
    return date->is_unknown() ? std::pair{first, last} : std::pair{date->first(), date->last()};
  };
  const auto [from_first, from_last] = bounds(interval.from(), first);
  const auto [to_first, to_last] = bounds(interval.to(), last);
  bool all = true;
  bool some = false;
  for (std::int32_t from = from_first; from <= from_last; ++from)
    for (std::int32_t to = to_first; to <= to_last; ++to) {
      const bool holds = from <= day && day < to;
      all = all && holds;
      some = some || holds;
    }
  return all ? Certainty::certain : some ? Certainty::possible : Certainty::no;
}

}  // namespace

TEST_CASE("an interval holds from its first day to the day before its end", "[base]") {
  const Interval interval{Date{2019, 6, 18}, Date{2020, 1, 1}};
  CHECK(on(interval, {2019, 6, 17}) == Certainty::no);
  CHECK(on(interval, {2019, 6, 18}) == Certainty::certain);
  CHECK(on(interval, {2019, 12, 31}) == Certainty::certain);
  CHECK(on(interval, {2020, 1, 1}) == Certainty::no);
  CHECK(interval.is_exact());
}

TEST_CASE("an absent bound is open", "[base]") {
  CHECK(Interval{}.is_always());
  CHECK(Interval{}.on(INT32_MIN) == Certainty::certain);
  CHECK(Interval{}.on(INT32_MAX) == Certainty::certain);
  CHECK(on(Interval::since({2019, 6, 18}), {9999, 1, 1}) == Certainty::certain);
  CHECK(on(Interval::since({2019, 6, 18}), {2019, 6, 17}) == Certainty::no);
  CHECK(on(Interval::until({2019, 6, 18}), {1, 1, 1}) == Certainty::certain);
  CHECK(on(Interval::until({2019, 6, 18}), {2019, 6, 18}) == Certainty::no);
  CHECK_FALSE(Interval::since({2019}).is_always());
}

TEST_CASE("an end in June is possible up to 29 June and over on 30 June", "[base]") {
  const Interval interval = Interval::until({2019, 6});
  CHECK(on(interval, {2019, 5, 31}) == Certainty::certain);
  CHECK(on(interval, {2019, 6, 1}) == Certainty::possible);
  CHECK(on(interval, {2019, 6, 29}) == Certainty::possible);
  CHECK(on(interval, {2019, 6, 30}) == Certainty::no);
  CHECK_FALSE(interval.is_exact());
}

TEST_CASE("a beginning in June is possible from 1 June and certain on 30 June", "[base]") {
  const Interval interval = Interval::since({2019, 6});
  CHECK(on(interval, {2019, 5, 31}) == Certainty::no);
  CHECK(on(interval, {2019, 6, 1}) == Certainty::possible);
  CHECK(on(interval, {2019, 6, 29}) == Certainty::possible);
  CHECK(on(interval, {2019, 6, 30}) == Certainty::certain);
}

TEST_CASE("an unknown end differs from no known end", "[base]") {
  const Interval ended{Date{2010}, Date{}};
  CHECK(on(ended, {2009, 12, 31}) == Certainty::no);
  CHECK(on(ended, {2010, 6, 1}) == Certainty::possible);
  CHECK(on(ended, {2500, 1, 1}) == Certainty::possible);
  CHECK(on(Interval::since({2010}), {2500, 1, 1}) == Certainty::certain);
  CHECK(on(Interval::since(Date{}), {2500, 1, 1}) == Certainty::possible);
  CHECK(on(Interval{Date{}, Date{2020, 1, 1}}, {2020, 1, 1}) == Certainty::no);
  CHECK_FALSE(ended.is_empty());
}

TEST_CASE("an interval is empty if it begins on or after its end, whatever days they stand for", "[base]") {
  CHECK(Interval{Date{2020, 1, 1}, Date{2020, 1, 1}}.is_empty());
  CHECK(Interval{Date{2021}, Date{2020}}.is_empty());
  CHECK(Interval{Date{2020, 12, 31}, Date{2020}}.is_empty());
  CHECK_FALSE(Interval{Date{2020}, Date{2020}}.is_empty());
  CHECK_FALSE(Interval{Date{2020, 6}, Date{2020, 6}}.is_empty());
  CHECK_FALSE(Interval{Date{2020, 1, 1}, Date{2020, 1, 2}}.is_empty());
  CHECK_FALSE(Interval{}.is_empty());
  CHECK_FALSE(Interval::since(Date{}).is_empty());
}

TEST_CASE("certainty of coarse dates is what enumeration of their days gives", "[base]") {
  std::mt19937 random{20240630};
  const std::int32_t first = Date{2019, 11, 1}.first();
  const std::int32_t last = Date{2021, 2, 28}.last();
  const auto date = [&]() -> std::optional<Date> {
    const int year = 2019 + static_cast<int>(random() % 3);
    switch (random() % 6) {
      case 0:
        return std::nullopt;
      case 1:
        return Date{};
      case 2:
        return Date{2020};
      case 3:
        return year == 2019 ? Date{2019, 12} : year == 2020 ? Date{2020, 2} : Date{2021, 1};
      default:
        return Date::from_days(first + static_cast<std::int32_t>(random() % 400U));
    }
  };
  for (int round = 0; round < 400; ++round) {
    const Interval interval{date(), date()};
    const std::int32_t day = first + 1 + static_cast<std::int32_t>(random() % static_cast<unsigned>(last - first - 1));
    CAPTURE(interval.to_string(), Date::from_days(day).to_string());
    CHECK(static_cast<int>(interval.on(day)) == static_cast<int>(by_enumeration(interval, day, first, last)));
  }
}

TEST_CASE("intervals keep their bounds and say them", "[base]") {
  const Interval interval{Date{2019, 6, 1}, Date{2020}};
  CHECK(interval.from() == Date{2019, 6, 1});
  CHECK(interval.to() == Date{2020});
  CHECK(interval.to_string() == "2019-06-01 to 2020");
  CHECK(Interval::since({2019}).to_string() == "since 2019");
  CHECK(Interval::until({2020, 3}).to_string() == "until 2020-03");
  CHECK(Interval{}.to_string() == "always");
  CHECK(Interval{Date{2019}, Date{}}.to_string() == "2019 to unknown");
  CHECK_FALSE(Interval{}.from());
  CHECK(Interval::since(Date{}).from() == Date{});
  CHECK(Interval::since({2019}) != Interval::since({2019, 1, 1}));
}
