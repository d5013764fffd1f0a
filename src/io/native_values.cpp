// SPDX-License-Identifier: BSL-1.0
#include "io/native_values.hpp"

#include <algorithm>

namespace dutygraph::io::detail {
namespace {

constexpr std::string_view date_hint = "a date of the calendar as YYYY, YYYY-MM or YYYY-MM-DD, or \"unknown\"";

bool is_text(Context& context, const Path& path, JsonTree::Node at, std::string_view expected) {
  if (at.is(JsonKind::string)) return true;
  context.wrong_type(path, at, expected);
  return false;
}

/// Calls `read(path, item)` for each item of a list, or for a text that stands for a list of one.
template <class Read>
void each_text(Context& context, const Path& path, JsonTree::Node at, std::string_view expected, Read&& read) {
  if (at.is(JsonKind::string)) {
    read(path, at);
  } else if (at.is(JsonKind::array)) {
    std::size_t i = 0;
    for (const JsonTree::Node item : at) read(Path::item(path, i++), item);
  } else {
    context.wrong_type(path, at, expected);
  }
}

}  // namespace

void read_text(Context& context, const Path& path, JsonTree::Node at, std::string& out) {
  if (is_text(context, path, at, "a text in double quotes")) out = std::string{at.text()};
}

void read_id(Context& context, const Path& path, JsonTree::Node at, std::string& out) {
  if (!is_text(context, path, at, "an id: a text in double quotes")) return;
  if (at.text().empty()) context.error("empty-text", path, at, "a text that is not empty; leave out what is not known");
  out = std::string{at.text()};
}

void read_texts(Context& context, const Path& path, JsonTree::Node at, std::vector<std::string>& out) {
  each_text(context, path, at, "a list of texts",
            [&](const Path& where, JsonTree::Node item) { read_id(context, where, item, out.emplace_back()); });
}

void read_code(Context& context, const Path& path, JsonTree::Node at, std::string_view list, std::string& out) {
  if (!is_text(context, path, at, "a code: a text in double quotes")) return;
  out = std::string{at.text()};
  switch (out.empty() ? Codes::Standing::not_in_closed_list : context.codes().check(list, out)) {
    case Codes::Standing::known:
      return;
    case Codes::Standing::new_to_open_list:
      context.new_code(list, path, at);
      return;
    case Codes::Standing::not_in_closed_list:
      context.error("unknown-code", path, at, Codes::expected(list, out));
      return;
  }
}

void read_codes(Context& context, const Path& path, JsonTree::Node at, std::string_view list,
                std::vector<std::string>& out) {
  each_text(context, path, at, "a list of codes",
            [&](const Path& where, JsonTree::Node item) { read_code(context, where, item, list, out.emplace_back()); });
}

void read_date(Context& context, const Path& path, JsonTree::Node at, std::optional<Date>& out) {
  if (!is_text(context, path, at, date_hint)) return;
  out = Date::parse(at.text());
  if (!out) context.error("invalid-date", path, at, std::string{date_hint});
}

void read_dates(Context& context, const Path& path, JsonTree::Node at, std::vector<Date>& out) {
  each_text(context, path, at, "a list of dates", [&](const Path& where, JsonTree::Node item) {
    std::optional<Date> date;
    read_date(context, where, item, date);
    if (date) out.push_back(*date);
  });
}

void read_number(Context& context, const Path& path, JsonTree::Node at, std::optional<Decimal>& out) {
  if (!at.is(JsonKind::number)) return context.wrong_type(path, at, "a number");
  out = Decimal::parse(at.text());
  if (!out) context.error("invalid-number", path, at, "a number of at most 18 significant digits");
}

void read_integer(Context& context, const Path& path, JsonTree::Node at, std::optional<std::int64_t>& out) {
  if (!at.is(JsonKind::number)) return context.wrong_type(path, at, "a whole number");
  const std::optional<Decimal> number = Decimal::parse(at.text());
  if (!number || number->exponent() < 0 || number->exponent() > 18)
    return context.error("invalid-number", path, at, "a whole number");
  std::int64_t value = number->significand();
  for (int i = 0; i < number->exponent(); ++i) {
    if (value > INT64_MAX / 10 || value < INT64_MIN / 10)
      return context.error("invalid-number", path, at, "a whole number");
    value *= 10;
  }
  out = value;
}

void read_boolean(Context& context, const Path& path, JsonTree::Node at, std::optional<bool>& out) {
  if (!at.is(JsonKind::boolean)) return context.wrong_type(path, at, "true or false");
  out = at.text() == "true";
}

void read_assertion(Context& context, const Path& path, JsonTree::Node at, Assertion& out) {
  std::string code;
  read_code(context, path, at, "assertion", code);
  out = code == "negative" ? Assertion::negative : code == "disputed" ? Assertion::disputed : Assertion::positive;
}

void read_number_or_text(Context& context, const Path& path, JsonTree::Node at, std::string& out) {
  if (at.is(JsonKind::string)) return read_id(context, path, at, out);
  std::optional<std::int64_t> number;
  if (!at.is(JsonKind::number)) return context.wrong_type(path, at, "a whole number or a text");
  read_integer(context, path, at, number);
  if (number && *number < 1) context.error("invalid-number", path, at, "a whole number from 1 up");
  if (number) out = std::to_string(*number);
}

void read_raw_object(Context& context, const Path& path, JsonTree::Node at, std::string& out) {
  if (!at.is(JsonKind::object)) return context.wrong_type(path, at, "an object");
  if (at.size() != 0) out = at.canonical();
}

void read_named_lists(Context& context, const Path& path, JsonTree::Node at, std::vector<NamedList>& out) {
  if (!at.is(JsonKind::object)) return context.wrong_type(path, at, "an object of lists");
  for (const JsonTree::Node member : at) {
    NamedList list{.name = std::string{member.key()}, .values = {}};
    read_texts(context, Path::member(path, member.key()), member, list.values);
    out.push_back(std::move(list));
  }
  std::sort(out.begin(), out.end(), [](const NamedList& a, const NamedList& b) { return a.name < b.name; });
}

void read_named_codes(Context& context, const Path& path, JsonTree::Node at, std::string_view names,
                      std::string_view list, std::vector<NamedList>& out) {
  if (!at.is(JsonKind::object)) return context.wrong_type(path, at, "an object of codes");
  for (const JsonTree::Node member : at) {
    const Path where = Path::member(path, member.key());
    NamedList named{.name = std::string{member.key()}, .values = {{}}};
    if (!names.empty() && context.codes().check(names, member.key()) == Codes::Standing::not_in_closed_list)
      context.error("unknown-code", where, member, "as name, " + Codes::expected(names, member.key()));
    if (list.empty()) {
      read_text(context, where, member, named.values.front());
    } else {
      read_code(context, where, member, list, named.values.front());
    }
    out.push_back(std::move(named));
  }
  std::sort(out.begin(), out.end(), [](const NamedList& a, const NamedList& b) { return a.name < b.name; });
}

void check_span(Context& context, const Path& path, JsonTree::Node at, const Interval& span) {
  if (!span.is_empty()) return;
  JsonTree::Node from = at ? at.find("from") : at;
  context.error("empty-interval", Path::member(path, "from"), from ? from : at,
                "`from` before `to` (" + span.to_string() + "): the span is half-open, [from, to)");
}

}  // namespace dutygraph::io::detail
