// SPDX-License-Identifier: BSL-1.0
#include "io/deal_values.hpp"

#include <algorithm>
#include <iterator>

#include "io/bods_values.hpp"
#include "io/html_text.hpp"
#include "io/json.hpp"

namespace dutygraph::io::detail {
namespace {

std::string_view trimmed(std::string_view text) noexcept {
  const auto is_blank = [](char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; };
  while (!text.empty() && is_blank(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_blank(text.back())) text.remove_suffix(1);
  return text;
}

}  // namespace

std::optional<Date> deal_date(std::string_view text, const DealVoice& voice, std::string_view path) {
  text = trimmed(text);
  if (text.empty()) return std::nullopt;
  const ReadDate read = read_iso_date(text);
  if (read.form == DateForm::unreadable || read.date.is_unknown()) {
    voice.warn("unreadable-date", path, text, "a date like 2021-06-18; taken as not known");
    return std::nullopt;
  }
  const std::string day = read.date.to_string();
  if (day == "1900-01-01" || day.starts_with("0001") || day >= "9990") {
    voice.warn("placeholder-date", path, text, "a date of this time; taken as not known");
    return std::nullopt;
  }
  return read.date;
}

std::optional<Decimal> deal_amount(std::string_view text, const DealVoice& voice, std::string_view path) {
  text = trimmed(text);
  if (text.empty()) return std::nullopt;
  const std::optional<Decimal> amount = is_json_number(text) ? Decimal::parse(text) : std::nullopt;
  if (!amount) {
    voice.warn("bad-amount", path, text, "a number like 1250.50; taken as not known");
  } else if (*amount == Decimal{0}) {
    voice.note("zero-amount", path, text, "an amount; 0 is taken as not known");
    return std::nullopt;
  } else if (*amount < Decimal{0}) {
    voice.warn("negative-amount", path, text, "an amount above 0; taken as not known");
    return std::nullopt;
  }
  return amount;
}

std::string deal_currency(std::string_view text, const DealVoice& voice, std::string_view path) {
  text = trimmed(text);
  if (text.empty()) return {};
  std::string code{text};
  for (char& c : code)
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  const auto is_upper = [](char c) { return c >= 'A' && c <= 'Z'; };
  if (code.size() == 3 && std::all_of(code.begin(), code.end(), is_upper)) return code;
  voice.warn("unknown-currency", path, text, "a currency of ISO 4217: three letters; left out");
  return {};
}

Interval deal_period(std::optional<Date> from, std::optional<Date> to, const DealVoice& voice, std::string_view path) {
  if (!from || !to) return {from, to};
  if (from->is_day() && to->is_day() && *from == *to) return {from, Date::from_days(to->first() + 1)};
  if (!Interval{from, to}.is_empty()) return {from, to};
  voice.warn("ends-before-start", path, to->to_string(),
             "a day after the start, " + from->to_string() + "; the end is taken as not known");
  return {from, Date{}};
}

std::string deal_name(std::string_view text, const DealVoice& voice, std::string_view path) {
  text = trimmed(text);
  if (!has_html_entities(text)) return std::string{text};
  std::string name = without_html_entities(text);
  if (name != text) voice.note("html-entities", path, text, "plain text; read as " + name);
  return name;
}

bool is_placeholder(std::string_view text) noexcept {
  text = trimmed(text);
  if (std::all_of(text.begin(), text.end(), [](char c) { return c == '0' || c == '-' || c == '.' || c == '/'; }))
    return true;
  std::string word{text.substr(0, 16)};
  for (char& c : word)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  constexpr std::string_view words[] = {"n/a", "na",  "none", "null", "nil", "unknown", "not applicable",
                                        "tbc", "tbd", "n.a."};
  return text.size() <= 16 && std::find(std::begin(words), std::end(words), word) != std::end(words);
}

bool is_person_number(std::string_view scheme, std::string_view number) noexcept {
  const auto is_upper = [](char c) { return c >= 'A' && c <= 'Z'; };
  const std::size_t dash = scheme.find('-');
  if (dash == std::string_view::npos || dash < 2 || dash > 3 ||
      !std::all_of(scheme.begin(), scheme.begin() + static_cast<std::ptrdiff_t>(dash), is_upper))
    return false;
  const std::string_view kind = scheme.substr(dash + 1);
  constexpr std::string_view long_kinds[] = {"PASSPORT", "TAXID", "IDCARD"};
  constexpr std::string_view short_kinds[] = {"CPF", "CURP", "DNI", "CC", "CEDULA", "PESEL", "NIE"};
  if (dash == 3) return std::find(std::begin(long_kinds), std::end(long_kinds), kind) != std::end(long_kinds);
  if (std::find(std::begin(short_kinds), std::end(short_kinds), kind) != std::end(short_kinds)) return true;
  const bool portuguese = scheme == "PT-NIPPC" || scheme == "PT-NIPC" || scheme == "PT-NIF";
  return portuguese && number.size() == 9 && number.front() >= '1' && number.front() <= '3';
}

}  // namespace dutygraph::io::detail
