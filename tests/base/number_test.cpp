// SPDX-License-Identifier: BSL-1.0
#include <algorithm>
#include <cstdint>
#include <optional>
#include <random>
#include <string>
#include <vector>

#include <dutygraph/decimal.hpp>
#include <dutygraph/share.hpp>

#include "support/catch.hpp"

using dutygraph::Decimal;
using dutygraph::Percent;

namespace {

std::optional<std::int64_t> units(std::string_view text) {
  const auto parsed = Percent::parse(text);
  return parsed ? std::optional{parsed->value.units()} : std::nullopt;
}

bool rounded(std::string_view text) { return Percent::parse(text).value().rounded; }

const std::vector<std::string> no_numbers{"",           "-",    "+1",       "01",    "-01", "00",     ".5",     "5.",
                                          "1e",         "1e+",  "e5",       "1.e5",  "NaN", "nan",    "-NaN",   "inf",
                                          "-inf",       "INF",  "Infinity", "0x10",  "1,5", "1 ",     " 1",     "1_000",
                                          "1e99999999", "--1",  "1.2.3",    "1e5.5", "50%", "\u00BD", "\uFF11", "1\n",
                                          "true",       "null", "1e 5",     "0b1",   "1f"};

// A number as its digits and the place of its decimal point: value = 0.digits * 10^point.
struct Plain {
  bool negative;
  std::string digits;
  int point;
};

// Its value in units of 10^-places, rounded half away from zero; nothing above 10^18.
std::optional<std::int64_t> in_units(const Plain& number, int places) {
  std::string digits = number.digits;
  const int length = number.point + places;
  bool up = false;
  if (length < 0) {
    digits.clear();
  } else if (static_cast<std::size_t>(length) < digits.size()) {
    up = digits[static_cast<std::size_t>(length)] >= '5';
    digits.resize(static_cast<std::size_t>(length));
  } else {
    digits.append(static_cast<std::size_t>(length) - digits.size(), '0');
  }
  digits.erase(0, std::min(digits.find_first_not_of('0'), digits.size()));
  if (digits.size() > 19) return std::nullopt;
  const auto value = (digits.empty() ? 0ULL : std::stoull(digits)) + (up ? 1ULL : 0ULL);
  if (value > 1'000'000'000'000'000'000U) return std::nullopt;
  return number.negative ? -static_cast<std::int64_t>(value) : static_cast<std::int64_t>(value);
}

}  // namespace

TEST_CASE("Percent::parse reads decimals exactly", "[base]") {
  CHECK(units("50") == 50'000'000'000);
  CHECK(units("50.000000001") == 50'000'000'001);
  CHECK(units("33.333333333") == 33'333'333'333);
  CHECK(units("0.1") == 100'000'000);
  CHECK(units("1e-09") == 1);
  CHECK(units("1E-9") == 1);
  CHECK(units("1e+1") == 10'000'000'000);
  CHECK(units("0.5e2") == 50'000'000'000);
  CHECK(units("5e1") == 50'000'000'000);
  CHECK(units("0") == 0);
  CHECK(units("-0") == 0);
  CHECK(units("-0.0") == 0);
  CHECK(units("0e99999") == 0);
  CHECK(units("-12.5") == -12'500'000'000);
  CHECK(units("100.00") == 100'000'000'000);
  CHECK(units("0." + std::string(400, '0') + "1e401") == 1'000'000'000);
  CHECK(units("1" + std::string(300, '0') + "e-300") == 1'000'000'000);
}

TEST_CASE("Percent::parse rounds what is finer than a unit and says so", "[base]") {
  CHECK(units("1e-10") == 0);
  CHECK(rounded("1e-10"));
  CHECK(units("5e-10") == 1);
  CHECK(units("4.9e-10") == 0);
  CHECK(units("-5e-10") == -1);
  CHECK(units("33.3333333333") == 33'333'333'333);
  CHECK(rounded("33.3333333333"));
  CHECK(units("99.9999999999") == 100'000'000'000);
  CHECK_FALSE(rounded("50.0000000000000000"));
  CHECK_FALSE(rounded("0.000000001"));
  CHECK(units("4.9e-324") == 0);  // the least subnormal double
  CHECK(rounded("4.9e-324"));
  CHECK(rounded("2.2250738585072011e-308"));
  CHECK(units("1e-99999") == 0);
}

TEST_CASE("Percent::parse refuses numbers beyond 10^9 percent instead of overflowing", "[base]") {
  CHECK(units("1000000000") == 1'000'000'000'000'000'000);
  CHECK(units("-1e9") == -1'000'000'000'000'000'000);
  const auto text =
      GENERATE(as<std::string>{}, "1000000000.000000001", "9999999999", "9223372036.854775807", "1e10", "1e18", "1e19",
               "1e999", "-1e999", "1e99999", "99999999999999999999", "18446744073709551616", "1844674407.3709551617");
  CAPTURE(text);
  CHECK_FALSE(units(text));
}

TEST_CASE("neither Percent nor Decimal reads what JSON does not call a number", "[base]") {
  for (const std::string& text : no_numbers) {
    CAPTURE(text);
    CHECK_FALSE(Percent::parse(text));
    CHECK_FALSE(Decimal::parse(text));
  }
}

TEST_CASE("Percent::parse agrees with arithmetic on strings of digits", "[base]") {
  std::mt19937 random{7};
  for (int round = 0; round < 20'000; ++round) {
    const std::size_t length = 1 + random() % 24;
    std::string digits;
    for (std::size_t i = 0; i < length; ++i) digits += static_cast<char>('0' + (random() % 3 == 0 ? 0 : random() % 10));
    const std::size_t whole = 1 + random() % length;
    const int exponent = static_cast<int>(random() % 31) - 15;
    std::string text = digits.substr(0, whole);
    if (whole > 1 && text.front() == '0') text.front() = digits.front() = '1';
    if (whole < length) text += "." + digits.substr(whole);
    if (random() % 2 == 0) text += (random() % 2 == 0 ? "e" : "E") + std::to_string(exponent);
    const bool scaled = text.find_first_of("eE") != std::string::npos;
    const Plain plain{random() % 4 == 0, digits, static_cast<int>(whole) + (scaled ? exponent : 0)};
    if (plain.negative) text.insert(0, "-");
    CAPTURE(text);
    REQUIRE(units(text) == in_units(plain, 9));
  }
}

TEST_CASE("Percent writes the shortest text that reads back", "[base]") {
  CHECK(Percent{50}.to_string() == "50");
  CHECK(Percent::of_units(1).to_string() == "0.000000001");
  CHECK(Percent::of_units(-33'333'333'330).to_string() == "-33.33333333");
  CHECK(Percent{}.to_string() == "0");
  std::mt19937_64 random{11};
  for (int round = 0; round < 2'000; ++round) {
    const auto value = static_cast<std::int64_t>(random() % 200'000'000'001U) - 100'000'000'000;
    const std::string text = Percent::of_units(value).to_string();
    CAPTURE(text);
    REQUIRE(units(text) == value);
    CHECK_FALSE(rounded(text));
  }
}

TEST_CASE("Decimal keeps up to 18 significant digits exactly", "[base]") {
  CHECK(Decimal::parse("999999999999999999") == Decimal{999'999'999'999'999'999});
  CHECK(Decimal::parse("-999999999999999999") == Decimal{-999'999'999'999'999'999});
  CHECK(Decimal::parse("0.999999999999999999") == Decimal{999'999'999'999'999'999, -18});
  CHECK(Decimal::parse("100000000000000001") == Decimal{100'000'000'000'000'001});
  CHECK(Decimal::parse("10000000000000000000") == Decimal{1, 19});
  CHECK(Decimal::parse("123456789012345678e12") == Decimal{123'456'789'012'345'678, 12});
  CHECK_FALSE(Decimal::parse("1000000000000000001"));
  CHECK_FALSE(Decimal::parse("1234567890123456789"));
  CHECK_FALSE(Decimal::parse("0.1234567890123456789"));
}

TEST_CASE("Decimal is kept in lowest terms", "[base]") {
  CHECK(Decimal::parse("1330000000") == Decimal{133, 7});
  CHECK(Decimal::parse("0.60") == Decimal{6, -1});
  CHECK(Decimal::parse("1.0") == Decimal{1});
  CHECK(Decimal::parse("10.0") == Decimal{1, 1});
  CHECK(Decimal::parse("100.5") == Decimal{1005, -1});
  CHECK(Decimal::parse("0.05") == Decimal{5, -2});
  CHECK(Decimal::parse("1e-09") == Decimal{1, -9});
  CHECK(Decimal::parse("-0") == Decimal{0});
  CHECK(Decimal::parse("0.000") == Decimal{0});
  CHECK(Decimal::parse("0e30") == Decimal{0});
  CHECK(Decimal{1500}.significand() == 15);
  CHECK(Decimal{1500}.exponent() == 2);
  CHECK(Decimal{0, 7} == Decimal{});
}

TEST_CASE("Decimal refuses exponents beyond its range", "[base]") {
  CHECK(Decimal::parse("1e30") == Decimal{1, 30});
  CHECK(Decimal::parse("1e-30") == Decimal{1, -30});
  for (const char* text : {"1e31", "1e-31", "1e999", "-1e999", "4.9e-324", "2.2250738585072011e-308", "1e99999"}) {
    CAPTURE(text);
    CHECK_FALSE(Decimal::parse(text));
  }
}

TEST_CASE("Decimal writes plain notation that reads back", "[base]") {
  CHECK(Decimal{133, 7}.to_string() == "1330000000");
  CHECK(Decimal{6, -1}.to_string() == "0.6");
  CHECK(Decimal{-5, -3}.to_string() == "-0.005");
  CHECK(Decimal{}.to_string() == "0");
  CHECK(Decimal{1, 30}.to_string() == "1" + std::string(30, '0'));
  std::mt19937_64 random{13};
  for (int round = 0; round < 2'000; ++round) {
    const Decimal value{static_cast<std::int64_t>(random() % 1'000'000'000'000U) - 500'000'000'000,
                        static_cast<int>(random() % 21) - 10};
    CAPTURE(value.to_string());
    REQUIRE(Decimal::parse(value.to_string()) == value);
  }
}

TEST_CASE("Decimals order by value", "[base]") {
  const std::vector<const char*> ascending{"-1e30", "-1000", "-999.9", "-1.05", "-1.0", "-0.5", "-1e-30",
                                           "0",     "1e-30", "0.05",   "0.5",   "1",    "1.05", "9",
                                           "10",    "10.5",  "999.9",  "1000",  "1e18", "1e30"};
  for (std::size_t i = 0; i < ascending.size(); ++i)
    for (std::size_t j = 0; j < ascending.size(); ++j) {
      CAPTURE(ascending[i], ascending[j]);
      const Decimal a = Decimal::parse(ascending[i]).value();
      const Decimal b = Decimal::parse(ascending[j]).value();
      CHECK((a < b) == (i < j));
      CHECK((a == b) == (i == j));
    }
  CHECK(Decimal{INT64_MIN, 1} < Decimal{INT64_MIN});
  CHECK(Decimal{5, -1}.to_double() == 0.5);
  CHECK(Decimal{133, 7}.to_double() == 1.33e9);
}
