// SPDX-License-Identifier: BSL-1.0
#include <algorithm>
#include <vector>

#include <dutygraph/error.hpp>
#include <dutygraph/share.hpp>

#include "support/catch.hpp"

using Catch::Matchers::ContainsSubstring;
using dutygraph::InvalidValue;
using dutygraph::Percent;
using dutygraph::Share;

namespace {

Percent percent(std::string_view text) { return Percent::parse(text).value().value; }

const Percent one_unit = Percent::of_units(1);

}  // namespace

TEST_CASE("half and half plus one unit are different shares", "[base]") {
  const Share half = Share::exactly(50);
  const Share more = Share::exactly(Percent::of_units(50'000'000'001));
  CHECK(half != more);
  CHECK(half < more);
  CHECK(half.low() == Percent{50});
  CHECK(half.high() == Percent{50});
  CHECK(more.low() > Percent{50});
  CHECK(more.low().units() - half.low().units() == 1);
}

TEST_CASE("a share is exact if both ends are the same", "[base]") {
  CHECK(Share::exactly(50).is_exact());
  CHECK(Share::between(50, 50) == Share::exactly(50));
  CHECK_FALSE(Share::between(50, 75).is_exact());
  CHECK_FALSE(Share::unknown().is_exact());
  CHECK_FALSE(Share::between(percent("50"), percent("50.000000001")).is_exact());
}

TEST_CASE("a share keeps its ends, open or closed", "[base]") {
  const Share share = Share::between(25, 50, true, false);
  CHECK(share.low() == Percent{25});
  CHECK(share.high() == Percent{50});
  CHECK(share.low_open());
  CHECK_FALSE(share.high_open());
  const Share other = Share::between(25, 50, false, true);
  CHECK_FALSE(other.low_open());
  CHECK(other.high_open());
  CHECK(share != other);
  CHECK(share != Share::between(25, 50));
  CHECK(Share::between(0, 100, true, true).low_open());
  CHECK(Share::between(0, 100, true, true).high_open());
}

TEST_CASE("the unknown share is anything from 0 to 100, but not the recorded range 0 to 100", "[base]") {
  const Share share;
  CHECK(share == Share::unknown());
  CHECK(share.is_unknown());
  CHECK(share.low() == Percent{0});
  CHECK(share.high() == Percent{100});
  CHECK_FALSE(share.low_open());
  CHECK_FALSE(share.high_open());
  const Share whole = Share::between(0, 100);
  CHECK_FALSE(whole.is_unknown());
  CHECK(whole != share);
  CHECK(whole.low() == share.low());
  CHECK(whole.high() == share.high());
}

TEST_CASE("a share outside 0 to 100 is refused with its number", "[base]") {
  CHECK_THROWS_AS(Share::exactly(101), InvalidValue);
  CHECK_THROWS_AS(Share::exactly(-1), InvalidValue);
  CHECK_THROWS_AS(Share::exactly(Percent::of_units(100'000'000'001)), InvalidValue);
  CHECK_THROWS_AS(Share::exactly(Percent::of_units(-1)), InvalidValue);
  CHECK_THROWS_AS(Share::between(0, 120), InvalidValue);
  CHECK_THROWS_WITH(Share::exactly(percent("100.5")), ContainsSubstring("100.5") && ContainsSubstring("0 to 100"));
  CHECK_NOTHROW(Share::exactly(0));
  CHECK_NOTHROW(Share::exactly(100));
}

TEST_CASE("a range without anything in it is refused", "[base]") {
  CHECK_THROWS_AS(Share::between(60, 50), InvalidValue);
  CHECK_THROWS_AS(Share::between(50, 50, true, false), InvalidValue);
  CHECK_THROWS_AS(Share::between(50, 50, false, true), InvalidValue);
  CHECK_THROWS_AS(Share::between(50, 50, true, true), InvalidValue);
  CHECK_NOTHROW(Share::between(50, Percent::of_units(50'000'000'001), true, false));
}

TEST_CASE("shares order by lower end, then upper end", "[base]") {
  std::vector<Share> shares{Share::exactly(75), Share::between(25, 75), Share::exactly(25), Share::between(25, 50),
                            Share::exactly(0)};
  std::sort(shares.begin(), shares.end());
  const std::vector<Share> expected{Share::exactly(0), Share::exactly(25), Share::between(25, 50),
                                    Share::between(25, 75), Share::exactly(75)};
  CHECK(shares == expected);
  CHECK(Share::between(25, 50) < Share::between(25, 50, true, false));  // more than 25 begins above 25
}

TEST_CASE("the ends of the scale do not overflow", "[base]") {
  const Share top = Share::between(Percent::of_units(100 * Percent::units_per_percent - 1), 100, true, false);
  CHECK(top.high() == Percent{100});
  CHECK(top.low().units() == 99'999'999'999);
  const Share bottom = Share::between(0, one_unit, false, true);
  CHECK(bottom.low() == Percent{0});
  CHECK(bottom.high() == one_unit);
}

TEST_CASE("a share says itself in words", "[base]") {
  CHECK(Share::exactly(51).to_string() == "51 %");
  CHECK(Share::exactly(percent("33.333333333")).to_string() == "33.333333333 %");
  CHECK(Share::between(25, 50).to_string() == "25 to 50 %");
  CHECK(Share::between(50, 75, true, false).to_string() == "more than 50 up to 75 %");
  CHECK(Share::between(50, 75, false, true).to_string() == "50 to less than 75 %");
  CHECK(Share::between(50, 75, true, true).to_string() == "more than 50 to less than 75 %");
  CHECK(Share::unknown().to_string() == "unknown");
}
