// SPDX-License-Identifier: BSL-1.0
#include "io/bods_values.hpp"

#include <algorithm>
#include <string>

namespace dutygraph::io::detail {
namespace {

constexpr bool is_digit(char c) noexcept { return c >= '0' && c <= '9'; }

/// Takes \p count digits from the front. \return nothing if there are fewer.
std::optional<int> take_number(std::string_view& text, std::size_t count) noexcept {
  if (text.size() < count) return std::nullopt;
  int value = 0;
  for (std::size_t i = 0; i < count; ++i) {
    if (!is_digit(text[i])) return std::nullopt;
    value = value * 10 + (text[i] - '0');
  }
  text.remove_prefix(count);
  return value;
}

bool take(std::string_view& text, char c) noexcept {
  if (!text.starts_with(c)) return false;
  text.remove_prefix(1);
  return true;
}

std::size_t leading_digits(std::string_view text) noexcept {
  return static_cast<std::size_t>(std::find_if_not(text.begin(), text.end(), is_digit) - text.begin());
}

/// The date of a year, month and day, if the calendar has it.
std::optional<Date> date_of(int year, int month, int day) noexcept {
  char text[] = "0000-00-00";
  const auto put = [&](std::size_t at, std::size_t width, int value) {
    for (std::size_t i = width; i-- > 0; value /= 10) text[at + i] = static_cast<char>('0' + value % 10);
  };
  put(0, 4, year);
  put(5, 2, month);
  put(8, 2, day);
  return Date::parse({text, 10});
}

/// 1 January of a year in days since 1970-01-01.
std::optional<std::int32_t> new_year(int year) noexcept {
  const std::optional<Date> date = date_of(year, 1, 1);
  return date ? std::optional{date->first()} : std::nullopt;
}

std::optional<Date> ordinal_date(int year, int day) noexcept {
  const std::optional<std::int32_t> first = new_year(year);
  const std::optional<Date> last = date_of(year, 12, 31);
  if (!first || day < 1 || *first + day - 1 > last->first()) return std::nullopt;
  return Date::from_days(*first + day - 1);
}

/// The Monday of an ISO week: week 1 has the year's first Thursday in it.
std::optional<std::int32_t> monday_of(int year, int week) noexcept {
  const std::optional<std::int32_t> first = new_year(year);
  if (!first || week < 1 || week > 53) return std::nullopt;
  const std::int32_t weekday = ((*first + 3) % 7 + 7) % 7;  // of 1 January; 0 is Monday
  const std::int32_t monday = *first - weekday + (weekday > 3 ? 7 : 0) + (week - 1) * 7;
  if (week == 53) {  // only years with 53 Thursdays have one
    const std::optional<std::int32_t> next = new_year(year + 1);
    if (!next || monday + 3 >= *next) return std::nullopt;
  }
  return monday;
}

/// The month or else the year that all days from \p first to \p last lie in.
std::optional<Date> span_of(std::int32_t first, std::int32_t last) noexcept {
  // Dates print as they parse, and a month or year is a prefix of its days.
  const std::string a = Date::from_days(first).to_string();
  const std::string b = Date::from_days(last).to_string();
  for (const std::size_t size : {std::size_t{7}, std::size_t{4}})
    if (a.compare(0, size, b, 0, size) == 0) return Date::parse(std::string_view{a}.substr(0, size));
  return std::nullopt;
}

/// What follows the year in a date with weeks: "W05", "W05-3", "W053".
std::optional<Date> take_week(std::string_view& text, int year) noexcept {
  const std::optional<int> week = take_number(text, 2);
  if (!week || year < 2 || year > 9998) return std::nullopt;
  const std::optional<std::int32_t> monday = monday_of(year, *week);
  if (!monday) return std::nullopt;
  take(text, '-');
  if (text.empty() || !is_digit(text.front())) return span_of(*monday, *monday + 6);
  const int day = *take_number(text, 1);
  if (day < 1 || day > 7) return std::nullopt;
  return Date::from_days(*monday + day - 1);
}

/// Takes a date of any form but the plain one from the front of \p text.
std::optional<Date> take_other_date(std::string_view& text) noexcept {
  const std::optional<int> year = take_number(text, 4);
  if (!year) return std::nullopt;
  take(text, '-');
  if (take(text, 'W')) return take_week(text, *year);
  switch (leading_digits(text)) {
    case 3:
      return ordinal_date(*year, *take_number(text, 3));
    case 4: {
      const int month = *take_number(text, 2);
      return date_of(*year, month, *take_number(text, 2));
    }
    default:
      return std::nullopt;
  }
}

constexpr bool begins_time(char c) noexcept { return c == 'T' || c == 't' || c == ' '; }

bool is_percent(Percent value) noexcept { return value >= Percent{0} && value <= Percent{100}; }

}  // namespace

ReadDate read_iso_date(std::string_view text) noexcept {
  if (const std::optional<Date> date = Date::parse(text); date && !date->is_unknown()) return {*date, DateForm::whole};
  if (text.size() > 10 && begins_time(text[10]))
    if (const std::optional<Date> date = Date::parse(text.substr(0, 10))) return {*date, DateForm::cut};
  std::string_view rest = text;
  const std::optional<Date> date = take_other_date(rest);
  if (!date || (!rest.empty() && !begins_time(rest.front()))) return {};
  return {*date, DateForm::converted};
}

std::optional<Percent::Parsed> read_percent_text(std::string_view text) noexcept {
  const auto trim = [&] {
    while (text.starts_with(' ')) text.remove_prefix(1);
    while (text.ends_with(' ')) text.remove_suffix(1);
  };
  trim();
  if (text.ends_with('%')) text.remove_suffix(1);
  trim();
  return Percent::parse(text);
}

std::optional<std::string_view> country_of(std::string_view code) noexcept {
  const auto is_upper = [](char c) { return c >= 'A' && c <= 'Z'; };
  if (code.size() < 2 || !is_upper(code[0]) || !is_upper(code[1])) return std::nullopt;
  if (code.size() > 2 && (code[2] != '-' || code.size() > 6 || code.size() == 3)) return std::nullopt;
  return code.substr(0, 2);
}

ReadShare read_share(const ShareParts& parts) {
  using Problem = ReadShare::Problem;
  for (const auto& part : {parts.exact, parts.minimum, parts.maximum, parts.above, parts.below})
    if (part && !is_percent(*part)) return {{}, Problem::out_of_range};
  ReadShare read;
  Percent low = parts.minimum.value_or(Percent{0});
  Percent high = parts.maximum.value_or(Percent{100});
  bool low_open = parts.minimum && parts.minimum_excluded;
  bool high_open = parts.maximum && parts.maximum_excluded;
  if (parts.above) {
    if (parts.minimum) read.problem = Problem::two_bounds;
    if (*parts.above >= low) low_open = true;
    low = std::max(low, *parts.above);
  }
  if (parts.below) {
    if (parts.maximum) read.problem = Problem::two_bounds;
    if (*parts.below <= high) high_open = true;
    high = std::min(high, *parts.below);
  }
  if (low > high || (low == high && (low_open || high_open))) return {{}, Problem::empty_range};
  if (!parts.exact) {
    read.share = Share::between(low, high, low_open, high_open);
    return read;
  }
  const Percent exact = *parts.exact;
  const bool inside = (exact > low || (exact == low && !low_open)) && (exact < high || (exact == high && !high_open));
  if (inside) {
    const bool has_range = parts.minimum || parts.maximum || parts.above || parts.below;
    return {Share::exactly(exact), has_range ? Problem::exact_and_range : Problem::none};
  }
  return {
      Share::between(std::min(low, exact), std::max(high, exact), low_open && low < exact, high_open && high > exact),
      Problem::exact_beside_range};
}

}  // namespace dutygraph::io::detail
