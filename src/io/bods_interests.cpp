// SPDX-License-Identifier: BSL-1.0

/// \file
/// Interests and their shares, as statements write them.

#include "io/bods_parse.hpp"

namespace dutygraph::io::detail {

void BodsParser::read_interests(Value& value) {
  if (JsonWalk::is_array(value)) {
    walk_.array(value, [this](Value& element) { read_interest(element); });
  } else if (JsonWalk::is_object(value)) {
    odd(Severity::note, "object-instead-of-array", {}, "taken as a list of one interest");
    read_interest(value);
  } else if (!text(value).empty()) {
    walk_.refuse("wrong-type", {}, "a list of interests");
  }
}

void BodsParser::read_interest(Value& value) {
  if (!JsonWalk::is_object(value)) {
    walk_.skip(value);
    walk_.refuse("wrong-type", {}, "an object");
  }
  RawInterest interest;
  walk_.object(value, [&](Field field, Value& v) {
    switch (field) {
      case Field::type:
        interest.code = codes_.add(id_text(v));
        break;
      case Field::direct_or_indirect:
      case Field::interest_level:
        interest.directness = read_directness(v);
        break;
      case Field::share:
        interest.share = read_share_of(v);
        break;
      case Field::start_date:
        interest.from = date(v);
        break;
      case Field::end_date:
        interest.to = date(v);
        break;
      case Field::details:
        read_details(interest, v);
        break;
      default:
        walk_.skip(v);
    }
  });
  raw_interests_.push_back(interest);
}

/// The details are free text. Two things matter that publishers hide there: what kind of accounting parent GLEIF
/// means, and lists of interest types that are not in `type`.
void BodsParser::read_details(RawInterest& interest, Value& value) {
  if (!JsonWalk::is_string(value)) {
    walk_.skip(value);
    return;
  }
  const std::string_view details = walk_.string(value);
  interest.names_parent = details.find("IS_DIRECTLY_CONSOLIDATED_BY") != std::string_view::npos;
  interest.names_ultimate_parent = details.find("IS_ULTIMATELY_CONSOLIDATED_BY") != std::string_view::npos;
  if (details.find("['") != std::string_view::npos)
    odd(Severity::note, "interests-in-text", details,
        "a list inside a text: only the interests that have a type count");
}

std::optional<Directness> BodsParser::read_directness(Value& value) {
  const std::string_view word = text(value);
  if (word == "direct") return Directness::direct;
  if (word == "indirect") return Directness::indirect;
  if (!word.empty() && word != "unknown")
    odd(Severity::warning, "unknown-directness", word, "direct, indirect or unknown; taken as unknown");
  return std::nullopt;
}

std::optional<Share> BodsParser::read_share_of(Value& value) {
  ShareParts parts;
  if (JsonWalk::is_object(value)) {
    walk_.object(value, [&](Field field, Value& v) { read_share_field(field, v, parts); });
  } else {
    parts.exact = read_percent(value);
    if (parts.exact) odd(Severity::note, "number-instead-of-object", {}, "taken as the exact share");
  }
  return put_together(parts);
}

void BodsParser::read_share_field(Field field, Value& value, ShareParts& parts) {
  switch (field) {
    case Field::exact:
      parts.exact = read_percent(value);
      break;
    case Field::minimum:
      parts.minimum = read_percent(value);
      break;
    case Field::maximum:
      parts.maximum = read_percent(value);
      break;
    case Field::exclusive_minimum:
      parts.above = read_exclusive(value, parts.minimum_excluded);
      break;
    case Field::exclusive_maximum:
      parts.below = read_exclusive(value, parts.maximum_excluded);
      break;
    default:
      walk_.skip(value);
  }
}

/// A percentage, exactly as the file spells it: never through a binary floating-point number.
std::optional<Percent> BodsParser::read_percent(Value& value) {
  if (JsonWalk::is_object(value) || JsonWalk::is_array(value)) {
    walk_.skip(value);
    walk_.refuse("wrong-type", {}, "a number of percent");
  }
  std::optional<Percent::Parsed> parsed;
  std::string_view written;
  if (JsonWalk::is_string(value)) {
    written = walk_.string(value);
    if (written.empty()) {
      odd(Severity::note, "empty-value", written, "taken as absent");
      return std::nullopt;
    }
    parsed = read_percent_text(written);
    if (parsed) odd(Severity::note, "string-instead-of-number", written, "a number of percent");
  } else {
    written = walk_.scalar(value);
    if (is_null(written)) {
      odd(Severity::note, "empty-value", written, "taken as absent");
      return std::nullopt;
    }
    parsed = Percent::parse(written);
  }
  if (!parsed) walk_.refuse("bad-share", written, "a number of percent from 0 to 100");
  if (parsed->rounded)
    odd(strict_ ? Severity::error : Severity::note, "share-rounded", written,
        "finer than a billionth of a percent; rounded to " + parsed->value.to_string());
  return parsed->value;
}

/// `exclusiveMinimum` and its twin are numbers in 0.4 and say before that whether `minimum` is excluded.
std::optional<Percent> BodsParser::read_exclusive(Value& value, bool& excluded) {
  std::string_view word = JsonWalk::token(value);
  const bool quoted = word == "\"true\"" || word == "\"false\"";
  if (quoted) word = word.substr(1, word.size() - 2);
  if (word != "true" && word != "false") return read_percent(value);
  walk_.skip(value);
  if (quoted) odd(Severity::note, "string-instead-of-boolean", word, "true or false");
  excluded = word == "true";
  return std::nullopt;
}

std::optional<Share> BodsParser::put_together(const ShareParts& parts) {
  using Problem = ReadShare::Problem;
  if (parts.empty()) return std::nullopt;
  const ReadShare read = read_share(parts);
  switch (read.problem) {
    case Problem::none:
      break;
    case Problem::exact_and_range:
      odd(Severity::note, "exact-and-range", read.share.to_string(), "the exact value lies in the range and counts");
      break;
    case Problem::exact_beside_range:
      odd(Severity::warning, "exact-beside-range", parts.exact->to_string(),
          "an exact value inside the range; taken as " + read.share.to_string());
      break;
    case Problem::two_bounds:
      odd(Severity::note, "share-two-bounds", read.share.to_string(),
          "one end given both with and without its value; the narrower counts");
      break;
    case Problem::out_of_range:
      walk_.refuse("share-out-of-range", {}, "percentages from 0 to 100");
    case Problem::empty_range:
      walk_.refuse("share-out-of-range", {}, "a minimum that is not above the maximum");
  }
  return read.share;
}

}  // namespace dutygraph::io::detail
