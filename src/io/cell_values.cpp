// SPDX-License-Identifier: BSL-1.0
#include "io/cell_values.hpp"

#include <algorithm>
#include <array>

#include <dutygraph/date.hpp>
#include <dutygraph/decimal.hpp>

#include "base/json_text.hpp"
#include "io/json.hpp"
#include "io/share_text.hpp"

namespace dutygraph::io::detail {
namespace {

using dutygraph::detail::json_string;

constexpr std::array<std::string_view, 3> wide_spaces{"\xC2\xA0", "\xE2\x80\xAF", "\xE2\x80\x89"};

bool is_digit(char c) noexcept { return c >= '0' && c <= '9'; }

/// Takes a separator of groups off the front.
bool take_group(std::string_view& text, std::string_view group) {
  if (group.empty()) return false;
  const auto take = [&](std::string_view sign) {
    if (!text.starts_with(sign)) return false;
    text.remove_prefix(sign.size());
    return true;
  };
  return take(group) || (group == " " && std::any_of(wide_spaces.begin(), wide_spaces.end(), take));
}

std::string number_hint(const CellFormats& formats) {
  return "a number such as 1" + formats.group + "234" + formats.decimal +
         "5; `numbers` of the map says how they are "
         "written";
}

/// A number as JSON writes it.
std::string number(std::string_view cell, const CellFormats& formats) {
  const auto fail = [&] { return CellProblem{"invalid-number", number_hint(formats)}; };
  std::string out;
  std::string_view rest = cell;
  if (rest.starts_with('-') || rest.starts_with('+')) {
    if (rest.front() == '-') out = "-";
    rest.remove_prefix(1);
  }
  std::string whole;
  std::size_t run = 0;  // digits since the last separator
  bool grouped = false;
  for (;;) {
    if (!rest.empty() && is_digit(rest.front())) {
      whole += rest.front();
      rest.remove_prefix(1);
      ++run;
    } else if (take_group(rest, formats.group)) {
      if (run == 0 || run > 3 || (grouped && run != 3)) throw fail();
      grouped = true;
      run = 0;
    } else {
      break;
    }
  }
  if (whole.empty() || (grouped && run != 3)) throw fail();
  whole.erase(0, std::min(whole.find_first_not_of('0'), whole.size() - 1));
  out += whole;
  if (rest.starts_with(formats.decimal)) {
    rest.remove_prefix(formats.decimal.size());
    const auto end = std::find_if_not(rest.begin(), rest.end(), is_digit);
    if (end == rest.begin()) throw fail();
    out += '.';
    out.append(rest.begin(), end);
    rest.remove_prefix(static_cast<std::size_t>(end - rest.begin()));
  }
  out += rest;  // an exponent
  if (!is_json_number(out)) throw fail();
  return out;
}

/// A range of percent that somebody wrote as text.
std::string range(std::string_view cell, const CellFormats& formats) {
  // One number that number() did not take is written in another way than the map says.
  const bool other_sign = cell.find(formats.decimal == "." ? ',' : '.') != std::string_view::npos;
  const std::optional<ShareText> text = formats.fraction || other_sign ? std::nullopt : read_share_text(cell);
  if (!text || text->share.is_exact())
    throw CellProblem{"invalid-share", formats.fraction
                                           ? "a part of 1 such as 0" + formats.decimal +
                                                 "51; `shares` of the map says "
                                                 "in which unit"
                                           : "a number of percent such as 50" + formats.decimal +
                                                 "5, or a range such as 25-50 or >50; `numbers` of the map says how "
                                                 "numbers are written"};
  dutygraph::detail::JsonText json;
  json.object([&] {
    json.key("min").string(text->share.low().to_string());
    json.key("max").string(text->share.high().to_string());
    if (text->share.low_open()) json.key("exclusive_min").boolean(true);
    if (text->share.high_open()) json.key("exclusive_max").boolean(true);
  });
  return json.take();
}

/// A share of 0 to 100 percent; whether it is within is for the reader of records to say.
std::string share(std::string_view cell, const CellFormats& formats) {
  std::string_view digits = cell;
  if (!formats.fraction && digits.ends_with('%')) digits = trimmed(digits.substr(0, digits.size() - 1));
  std::string text;
  try {
    text = number(digits, formats);
  } catch (const CellProblem&) {
    return range(cell, formats);
  }
  const std::optional<Decimal> value = Decimal::parse(text);
  if (!value) throw CellProblem{"invalid-number", "a number of at most 18 significant digits"};
  return json_string(formats.fraction ? Decimal{value->significand(), value->exponent() + 2}.to_string()
                                      : value->to_string());
}

std::string date(std::string_view cell, const CellFormats& formats) {
  if (formats.dates.empty() || cell == "unknown") return json_string(cell);
  std::vector<std::string> found;
  for (const std::string& format : formats.dates)
    if (auto one = read_formatted_date(cell, format); one && Date::parse(*one))
      if (std::find(found.begin(), found.end(), *one) == found.end()) found.push_back(std::move(*one));
  if (found.size() == 1) return json_string(found.front());
  std::string list;
  for (const std::string& format : formats.dates) list += (list.empty() ? "" : " or ") + format;
  if (found.empty()) throw CellProblem{"invalid-date", "a date of the calendar as " + list};
  throw CellProblem{"ambiguous-date",
                    "a date that is one day by the formats " + list + ", not " + found[0] + " or " + found[1]};
}

std::string boolean(std::string_view cell) {
  std::string text;
  for (const char c : cell) text += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  if (text == "true" || text == "false") return text;
  throw CellProblem{"invalid-boolean", "true or false; `values` of the map gives other words a meaning"};
}

std::string json(std::string_view cell) {
  if (!cell.starts_with('{') && !cell.starts_with('[')) throw CellProblem{"invalid-json", "a JSON object or list"};
  JsonTree tree;
  try {
    tree.parse_copy(cell);
  } catch (const JsonError& error) {
    throw CellProblem{"invalid-json", "a JSON object or list; " + error.hint};
  }
  return tree.root().canonical();
}

}  // namespace

std::string_view trimmed(std::string_view text) noexcept {
  const auto strip = [&](auto&& at_end, auto&& remove) {
    for (bool again = true; again && !text.empty();) {
      again = false;
      for (const std::string_view space :
           {std::string_view{" "}, std::string_view{"\t"}, wide_spaces[0], wide_spaces[1], wide_spaces[2]}) {
        if (!at_end(space)) continue;
        remove(space.size());
        again = true;
      }
    }
  };
  strip([&](std::string_view space) { return text.starts_with(space); },
        [&](std::size_t size) { text.remove_prefix(size); });
  strip([&](std::string_view space) { return text.ends_with(space); },
        [&](std::size_t size) { text.remove_suffix(size); });
  return text;
}

std::string cell_value(std::string_view cell, FieldKind kind, const CellFormats& formats) {
  switch (kind) {
    case FieldKind::text:
    case FieldKind::texts:
      return json_string(cell);
    case FieldKind::date:
    case FieldKind::dates:
      return date(cell, formats);
    case FieldKind::number:
    case FieldKind::integer:
      return number(cell, formats);
    case FieldKind::boolean:
      return boolean(cell);
    case FieldKind::share:
      return share(cell, formats);
    case FieldKind::any:
      if (is_json_number(cell)) return std::string{cell};
      return cell.starts_with('{') || cell.starts_with('[') ? json(cell) : json_string(cell);
    case FieldKind::json:
      return json(cell);
  }
  return json_string(cell);
}

namespace {

/// The parts of a date format at its front.
struct DatePart {
  char letter = 0;  // Y, M, D
  std::size_t size = 0;
};

DatePart part_of(std::string_view format) noexcept {
  if (format.starts_with("YYYY")) return {'Y', 4};
  for (const char letter : {'M', 'D'}) {
    if (!format.starts_with(letter)) continue;
    return {letter, format.size() > 1 && format[1] == letter ? std::size_t{2} : std::size_t{1}};
  }
  return {};
}

}  // namespace

bool is_date_format(std::string_view format) {
  int years = 0, months = 0, days = 0;
  while (!format.empty()) {
    const DatePart part = part_of(format);
    if (part.size == 0) {
      const char c = format.front();
      if ((c >= 'A' && c <= 'Z') || is_digit(c) || (c == '*' && format.size() > 1)) return false;
      format.remove_prefix(1);
      continue;
    }
    ++(part.letter == 'Y' ? years : part.letter == 'M' ? months : days);
    format.remove_prefix(part.size);
  }
  return years == 1 && months <= 1 && days <= months;
}

std::optional<std::string> read_formatted_date(std::string_view cell, std::string_view format) {
  std::string year, month, day;
  while (!format.empty()) {
    if (format == "*") {
      cell = {};
      break;
    }
    const DatePart part = part_of(format);
    if (part.size == 0) {
      if (!cell.starts_with(format.front())) return std::nullopt;
      cell.remove_prefix(1);
      format.remove_prefix(1);
      continue;
    }
    // MM and DD are two digits; M and D are one or two.
    const std::size_t most = part.letter == 'Y' ? 4 : 2;
    std::size_t size = 0;
    while (size < most && size < cell.size() && is_digit(cell[size])) ++size;
    if (size < part.size) return std::nullopt;
    std::string& to = part.letter == 'Y' ? year : part.letter == 'M' ? month : day;
    to = (size == 1 ? "0" : "") + std::string{cell.substr(0, size)};
    cell.remove_prefix(size);
    format.remove_prefix(part.size);
  }
  if (!cell.empty()) return std::nullopt;
  std::string out = year;
  if (!month.empty()) out += "-" + month;
  if (!day.empty()) out += "-" + day;
  return out;
}

}  // namespace dutygraph::io::detail
