// SPDX-License-Identifier: BSL-1.0
#include <cmath>

#include <dutygraph/decimal.hpp>
#include <dutygraph/error.hpp>
#include <dutygraph/share.hpp>

namespace dutygraph {
namespace {

/// A decimal literal taken apart: sign, digits without leading zeros, and the power of ten.
struct Literal {
  bool negative = false;
  std::string_view whole, fraction;
  int exponent = 0;
};

std::string_view take_digits(std::string_view& text) noexcept {
  std::size_t n = 0;
  while (n < text.size() && text[n] >= '0' && text[n] <= '9') ++n;
  const std::string_view digits = text.substr(0, n);
  text.remove_prefix(n);
  return digits;
}

/// The grammar of JSON numbers.
std::optional<Literal> parse_literal(std::string_view text) noexcept {
  Literal literal;
  if (!text.empty() && text.front() == '-') {
    literal.negative = true;
    text.remove_prefix(1);
  }
  literal.whole = take_digits(text);
  if (literal.whole.empty() || (literal.whole.size() > 1 && literal.whole.front() == '0')) return std::nullopt;
  if (!text.empty() && text.front() == '.') {
    text.remove_prefix(1);
    literal.fraction = take_digits(text);
    if (literal.fraction.empty()) return std::nullopt;
  }
  if (!text.empty() && (text.front() == 'e' || text.front() == 'E')) {
    text.remove_prefix(1);
    bool negative = false;
    if (!text.empty() && (text.front() == '-' || text.front() == '+')) {
      negative = text.front() == '-';
      text.remove_prefix(1);
    }
    const std::string_view digits = take_digits(text);
    if (digits.empty() || digits.size() > 5) return std::nullopt;
    for (const char c : digits) literal.exponent = literal.exponent * 10 + (c - '0');
    if (negative) literal.exponent = -literal.exponent;
  }
  if (!text.empty()) return std::nullopt;
  return literal;
}

/// `significand * 10^scale` in plain notation, without trailing zeros.
std::string plain(std::int64_t significand, int scale) {
  const bool negative = significand < 0;
  std::string digits =
      std::to_string(negative ? -static_cast<std::uint64_t>(significand) : static_cast<std::uint64_t>(significand));
  if (scale >= 0) {
    if (significand != 0) digits.append(static_cast<std::size_t>(scale), '0');
  } else {
    const auto places = static_cast<std::size_t>(-scale);
    if (digits.size() <= places) digits.insert(0, places + 1 - digits.size(), '0');
    std::string fraction = digits.substr(digits.size() - places);
    digits.resize(digits.size() - places);
    while (!fraction.empty() && fraction.back() == '0') fraction.pop_back();
    if (!fraction.empty()) digits += '.' + fraction;
  }
  return negative ? '-' + digits : digits;
}

void require_in_range(Percent value) {
  if (value < Percent{0} || value > Percent{100})
    throw InvalidValue{"a share must be within 0 to 100 percent, not " + value.to_string()};
}

}  // namespace

std::optional<Percent::Parsed> Percent::parse(std::string_view text) noexcept {
  const std::optional<Literal> literal = parse_literal(text);
  if (!literal) return std::nullopt;
  // Digit d_i of the number stands for d_i * 10^(places - i); what falls below 1e-9 percent rounds.
  constexpr std::int64_t limit = 1'000'000'000 * units_per_percent;
  std::int64_t units = 0;
  bool rounded = false;
  bool first_lost = true;
  bool round_up = false;
  std::int64_t place = static_cast<std::int64_t>(literal->whole.size()) - 1 + literal->exponent + 9;
  const auto feed = [&](std::string_view digits) {
    for (const char c : digits) {
      const int digit = c - '0';
      if (place >= 0) {
        if (units > limit / 10) return false;
        units = units * 10 + digit;
      } else if (place < -1 && first_lost) {  // more than one place below: rounds to zero
        first_lost = false;
        rounded = rounded || digit != 0;
      } else {
        if (first_lost) round_up = digit >= 5;
        first_lost = false;
        rounded = rounded || digit != 0;
      }
      --place;
    }
    return true;
  };
  if (!feed(literal->whole) || !feed(literal->fraction)) return std::nullopt;
  for (; place >= 0 && units != 0; --place) {
    if (units > limit / 10) return std::nullopt;
    units *= 10;
  }
  if (round_up) ++units;
  if (units > limit) return std::nullopt;
  return Parsed{of_units(literal->negative ? -units : units), rounded};
}

std::string Percent::to_string() const { return plain(units_, -9); }

Share Share::exactly(Percent value) { return between(value, value); }

Share Share::between(Percent low, Percent high, bool low_open, bool high_open) {
  require_in_range(low);
  require_in_range(high);
  if (low > high || (low == high && (low_open || high_open)))
    throw InvalidValue{"a share cannot lie between " + low.to_string() + " and " + high.to_string() + " percent" +
                       (low == high ? " exclusive" : "")};
  Share share;
  share.low_ = low.units() * 2 + (low_open ? 1 : 0);
  share.high_ = high.units() * 4 + (high_open ? 1 : 0);
  return share;
}

std::string Share::to_string() const {
  if (is_unknown()) return "unknown";
  if (is_exact()) return low().to_string() + " %";
  std::string text;
  if (low_open()) text += "more than ";
  text += low().to_string() + (high_open() ? " to less than " : low_open() ? " up to " : " to ");
  return text + high().to_string() + " %";
}

std::optional<Decimal> Decimal::parse(std::string_view text) noexcept {
  const std::optional<Literal> literal = parse_literal(text);
  if (!literal || literal->exponent > 30 || literal->exponent < -30) return std::nullopt;
  std::string_view fraction = literal->fraction;
  while (!fraction.empty() && fraction.back() == '0') fraction.remove_suffix(1);
  std::int64_t significand = 0;
  int exponent = literal->exponent;
  int dropped = 0;  // trailing zeros of the whole part that no digit has followed yet
  constexpr std::int64_t full = 100'000'000'000'000'000;  // has 18 digits: no other fits
  const auto feed = [&](std::string_view digits) {
    for (const char c : digits) {
      if (c == '0') {
        ++dropped;
        continue;
      }
      for (; dropped > 0 && significand != 0; --dropped) {
        if (significand >= full) return false;
        significand *= 10;
      }
      dropped = 0;
      if (significand >= full) return false;
      significand = significand * 10 + (c - '0');
    }
    return true;
  };
  if (!feed(literal->whole) || !feed(fraction)) return std::nullopt;
  if (fraction.empty()) {
    exponent += significand == 0 ? 0 : dropped;
  } else {
    exponent -= static_cast<int>(fraction.size());
  }
  if (exponent > 30 || exponent < -40) return std::nullopt;
  return Decimal{literal->negative ? -significand : significand, exponent};
}

double Decimal::to_double() const noexcept {
  return exponent_ >= 0 ? static_cast<double>(significand_) * std::pow(10.0, exponent_)
                        : static_cast<double>(significand_) / std::pow(10.0, -exponent_);
}

std::string Decimal::to_string() const { return plain(significand_, exponent_); }

std::strong_ordering operator<=>(Decimal a, Decimal b) noexcept {
  if (a.significand_ == b.significand_ && a.exponent_ == b.exponent_) return std::strong_ordering::equal;
  const auto sign = [](std::int64_t x) { return x > 0 ? 1 : x < 0 ? -1 : 0; };
  if (sign(a.significand_) != sign(b.significand_)) return sign(a.significand_) <=> sign(b.significand_);
  const auto magnitude = [](Decimal d) {
    std::string text = plain(d.significand_, d.exponent_);
    return text.front() == '-' ? text.substr(1) : text;
  };
  const std::string x = magnitude(a);
  const std::string y = magnitude(b);
  const std::string_view whole_x = std::string_view{x}.substr(0, x.find('.'));
  const std::string_view whole_y = std::string_view{y}.substr(0, y.find('.'));
  std::strong_ordering order = whole_x.size() <=> whole_y.size();
  if (order == std::strong_ordering::equal) order = x.compare(y) <=> 0;
  return sign(a.significand_) < 0 ? 0 <=> order : order;
}

}  // namespace dutygraph
