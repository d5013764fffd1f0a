// SPDX-License-Identifier: BSL-1.0
#include <dutygraph/date.hpp>
#include <dutygraph/error.hpp>
#include <dutygraph/interval.hpp>

namespace dutygraph {
namespace {

struct Civil {
  int year, month, day;
};

// Days since 1970-01-01 of a proleptic Gregorian date, counted in eras of 400 years.
std::int32_t days_of(Civil c) noexcept {
  const int y = c.month <= 2 ? c.year - 1 : c.year;
  const int era = (y >= 0 ? y : y - 399) / 400;
  const int year_of_era = y - era * 400;
  const int day_of_year = (153 * (c.month + (c.month > 2 ? -3 : 9)) + 2) / 5 + c.day - 1;
  const int day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
  return era * 146097 + day_of_era - 719468;
}

Civil civil_of(std::int32_t days) noexcept {
  const int z = days + 719468;
  const int era = (z >= 0 ? z : z - 146096) / 146097;
  const int day_of_era = z - era * 146097;
  const int year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
  const int day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  const int shifted_month = (5 * day_of_year + 2) / 153;
  const int month = shifted_month + (shifted_month < 10 ? 3 : -9);
  return {year_of_era + era * 400 + (month <= 2 ? 1 : 0), month, day_of_year - (153 * shifted_month + 2) / 5 + 1};
}

int days_in_month(int year, int month) noexcept {
  if (month == 2) return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28;
  return month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31;
}

bool is_valid(Civil c) noexcept {
  return c.year >= 1 && c.year <= 9999 && c.month >= 1 && c.month <= 12 && c.day >= 1 &&
         c.day <= days_in_month(c.year, c.month);
}

std::int32_t pack(Civil c, Precision precision) {
  if (!is_valid(c))
    throw InvalidValue{"no such date: year " + std::to_string(c.year) + ", month " + std::to_string(c.month) +
                       ", day " + std::to_string(c.day)};
  return days_of(c) * 4 + static_cast<int>(precision);
}

void append_padded(std::string& out, int value, int width) {
  const std::string digits = std::to_string(value);
  out.append(static_cast<std::size_t>(width) - digits.size(), '0');
  out += digits;
}

}  // namespace

Date::Date(int year) : Date{pack({year, 1, 1}, Precision::year), nullptr} {}
Date::Date(int year, int month) : Date{pack({year, month, 1}, Precision::month), nullptr} {}
Date::Date(int year, int month, int day) : Date{pack({year, month, day}, Precision::day), nullptr} {}

std::optional<Date> Date::parse(std::string_view text) noexcept {
  if (text == "unknown") return Date{};
  if (text.size() != 4 && text.size() != 7 && text.size() != 10) return std::nullopt;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool dash = i == 4 || i == 7;
    if (dash ? text[i] != '-' : text[i] < '0' || text[i] > '9') return std::nullopt;
  }
  const auto number = [&](std::size_t at, std::size_t length) {
    int value = 0;
    for (std::size_t i = at; i < at + length; ++i) value = value * 10 + (text[i] - '0');
    return value;
  };
  const Civil civil{number(0, 4), text.size() > 4 ? number(5, 2) : 1, text.size() > 7 ? number(8, 2) : 1};
  if (!is_valid(civil)) return std::nullopt;
  const int precision = text.size() == 10 ? 0 : text.size() == 7 ? 1 : 2;
  return Date{days_of(civil) * 4 + precision, nullptr};
}

bool Date::is_raw(std::int32_t raw) noexcept {
  const Date date = from_raw(raw);
  if (date.is_unknown()) return raw == Date{}.raw();
  const Civil civil = civil_of(raw >> 2);
  if (!is_valid(civil)) return false;
  return date.is_day() || (civil.day == 1 && (date.precision() == Precision::month || civil.month == 1));
}

std::int32_t Date::first() const noexcept { return is_unknown() ? INT32_MIN : raw_ >> 2; }

std::int32_t Date::last() const noexcept {
  if (is_unknown()) return INT32_MAX;
  const std::int32_t day = raw_ >> 2;
  if (is_day()) return day;
  const Civil civil = civil_of(day);
  if (precision() == Precision::month) return day + days_in_month(civil.year, civil.month) - 1;
  return days_of({civil.year, 12, 31});
}

std::string Date::to_string() const {
  if (is_unknown()) return "unknown";
  const Civil civil = civil_of(raw_ >> 2);
  std::string out;
  append_padded(out, civil.year, 4);
  if (precision() == Precision::year) return out;
  out += '-';
  append_padded(out, civil.month, 2);
  if (precision() == Precision::month) return out;
  out += '-';
  append_padded(out, civil.day, 2);
  return out;
}

Certainty Interval::on_coarse(std::int32_t day) const noexcept {
  bool sure = true;
  if (from_ != none) {
    const Date from = Date::from_raw(from_);
    if (from.first() > day) return Certainty::no;
    if (from.last() > day) sure = false;
  }
  if (to_ != none) {
    const Date to = Date::from_raw(to_);
    if (to.last() <= day) return Certainty::no;  // INT32_MAX for the unknown end: never over for sure
    if (to.first() <= day) sure = false;
  }
  return sure ? Certainty::certain : Certainty::possible;
}

bool Interval::is_empty() const noexcept {
  if (from_ == none || to_ == none) return false;
  return Date::from_raw(from_).first() >= Date::from_raw(to_).last();
}

std::string Interval::to_string() const {
  if (is_always()) return "always";
  if (to_ == none) return "since " + Date::from_raw(from_).to_string();
  if (from_ == none) return "until " + Date::from_raw(to_).to_string();
  return Date::from_raw(from_).to_string() + " to " + Date::from_raw(to_).to_string();
}

}  // namespace dutygraph
