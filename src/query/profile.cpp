// SPDX-License-Identifier: BSL-1.0
#include <dutygraph/query/profile.hpp>

#include <simdjson.h>

#include <array>
#include <charconv>
#include <numeric>

#include <dutygraph/error.hpp>

namespace dutygraph {
namespace {

using Compare = ControlProfile::Compare;
using Measure = ControlProfile::Measure;
using Treasury = ControlProfile::Treasury;
using vocab::Basis;

const std::array<ControlProfile, 7>& profiles() {
  static const std::array<ControlProfile, 7> all{{
      {.name = "majority", .source = "more than half of the votes, as company law commonly defines a subsidiary"},
      {.name = "half_or_more", .compare = Compare::at_least, .source = "half of the votes or more"},
      {.name = "ownership_half",
       .measure = Measure::capital,
       .compare = Compare::at_least,
       .source = "ownership of 50 percent or more, as the 50 percent rule of the US Office of Foreign Assets Control"},
      {.name = "significant",
       .threshold = {25, 1},
       .compare = Compare::at_least,
       .source = "25 percent of the votes or more, as registers of beneficial owners commonly ask"},
      {.name = "one_third", .threshold = {100, 3}, .source = "more than a third of the votes: a blocking minority"},
      {.name = "world_bank_bos",
       .measure = Measure::capital,
       .threshold = {10, 1},
       .compare = Compare::at_least,
       .source = "ownership of 10 percent or more, as the World Bank's Businesses of the State"},
      {.name = "control_any_means",
       .accept_alone = {Basis::board, Basis::veto, Basis::law, Basis::consolidation},
       .concert = true,
       .source = "majority of the votes, concert partners included, or of the board, or a veto, or control by law"},
  }};
  return all;
}

[[noreturn]] void refuse(std::string path, std::string_view value, std::string hint) {
  Diagnostics list;
  list.add({"bad-profile", Severity::error, {}, 0, std::move(path), printable(value), std::move(hint)});
  throw InvalidData{std::move(list)};
}

/// "50", "33.3", "100/3" as an exact fraction of percent.
Threshold parse_threshold(std::string_view text) {
  const std::size_t slash = text.find('/');
  Threshold threshold;
  if (slash != std::string_view::npos) {
    const auto whole = [&](std::string_view digits) {
      std::int64_t value = 0;
      const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
      if (error != std::errc{} || end != digits.data() + digits.size() || value < 0 || value > 1'000'000)
        refuse("/threshold", text, "percent as a number or as a fraction such as 100/3");
      return value;
    };
    threshold = {whole(text.substr(0, slash)), whole(text.substr(slash + 1))};
    if (threshold.denominator == 0) refuse("/threshold", text, "a fraction with a denominator above 0");
  } else {
    const auto percent = Percent::parse(text);
    if (!percent || percent->rounded) refuse("/threshold", text, "percent as a number of at most 9 decimals");
    threshold = {percent->value.units(), Percent::units_per_percent};
  }
  if (threshold.numerator < 0 || threshold.numerator > 100 * threshold.denominator)
    refuse("/threshold", text, "a threshold of 0 to 100 percent");
  const std::int64_t common = std::gcd(threshold.numerator, threshold.denominator);
  if (common > 1) threshold = {threshold.numerator / common, threshold.denominator / common};
  return threshold;
}

std::string_view raw_text(simdjson::dom::element value, std::string& storage) {
  if (value.is_string()) return value.get_string().value();
  storage = simdjson::minify(value);
  return storage;
}

void read_field(std::string_view name, simdjson::dom::element value, ControlProfile& profile) {
  const auto text = [&](std::string_view expected) -> std::string_view {
    std::string_view result;
    if (value.get_string().get(result) != simdjson::SUCCESS)
      refuse("/" + std::string{name}, simdjson::minify(value), std::string{expected});
    return result;
  };
  const auto flag = [&] {
    bool result = false;
    if (value.get_bool().get(result) != simdjson::SUCCESS)
      refuse("/" + std::string{name}, simdjson::minify(value), "true or false");
    return result;
  };
  if (name == "name") {
    profile.name = text("a name");
  } else if (name == "source") {
    profile.source = text("a source");
  } else if (name == "measure") {
    const std::string_view measure = text("votes or capital");
    if (measure != "votes" && measure != "capital") refuse("/measure", measure, "votes or capital");
    profile.measure = measure == "votes" ? Measure::votes : Measure::capital;
  } else if (name == "threshold") {
    std::string storage;
    profile.threshold = parse_threshold(raw_text(value, storage));
  } else if (name == "compare") {
    const std::string_view compare = text("> or >=");
    if (compare != ">" && compare != ">=") refuse("/compare", compare, "> or >=");
    profile.compare = compare == ">" ? Compare::more_than : Compare::at_least;
  } else if (name == "accept_alone") {
    simdjson::dom::array list;
    if (value.get_array().get(list) != simdjson::SUCCESS) refuse("/accept_alone", "", "a list of bases");
    profile.accept_alone = {};
    for (const simdjson::dom::element item : list) {
      std::string_view code;
      const auto basis = item.get_string().get(code) == simdjson::SUCCESS ? vocab::parse_basis(code) : std::nullopt;
      if (!basis || !vocab::may_control_alone(*basis))
        refuse("/accept_alone", simdjson::minify(item), "board, veto, law or consolidation");
      profile.accept_alone = profile.accept_alone | *basis;
    }
  } else if (name == "include_subnational") {
    profile.include_subnational = flag();
  } else if (name == "concert") {
    profile.concert = flag();
  } else if (name == "treasury") {
    const std::string_view treasury = text("ignored or suspended");
    if (treasury != "ignored" && treasury != "suspended") refuse("/treasury", treasury, "ignored or suspended");
    profile.treasury = treasury == "ignored" ? Treasury::ignored : Treasury::suspended;
  } else {
    refuse("/" + std::string{name}, "",
           "a field of a profile: name, measure, threshold, compare, accept_alone, include_subnational, concert, "
           "treasury, source");
  }
}

std::string json_text(std::string_view text) {
  std::string out{'"'};
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') {
      out += '\\';
      out += c;
    } else if (byte < 0x20) {
      static constexpr char hex[] = "0123456789abcdef";
      out += "\\u00";
      out += hex[byte >> 4];
      out += hex[byte & 15];
    } else {
      out += c;
    }
  }
  return out + '"';
}

}  // namespace

std::span<const ControlProfile> shipped_profiles() { return profiles(); }

const ControlProfile* find_profile(std::string_view name) {
  for (const ControlProfile& profile : profiles())
    if (profile.name == name) return &profile;
  return nullptr;
}

ControlProfile parse_profile(std::string_view json) {
  simdjson::dom::parser parser;
  simdjson::dom::object object;
  const simdjson::padded_string padded{json};
  if (const auto error = parser.parse(padded).get_object().get(object); error != simdjson::SUCCESS)
    refuse("", json, std::string{"a profile is a JSON object: "} + simdjson::error_message(error));
  ControlProfile profile;
  profile.name = "custom";
  for (const auto& [name, value] : object) read_field(name, value, profile);
  if (profile.threshold.numerator == 0 && profile.compare == Compare::at_least)
    refuse("/threshold", "0", "with >= a threshold above 0: everybody holds 0 percent or more");
  return profile;
}

std::string to_json(const ControlProfile& profile) {
  std::string accepted;
  for (const Basis basis : {Basis::board, Basis::veto, Basis::law, Basis::consolidation})
    if (profile.accept_alone.contains(basis)) accepted += (accepted.empty() ? "" : ",") + json_text(to_string(basis));
  const Threshold t = profile.threshold;
  std::string threshold = std::to_string(t.numerator);
  if (t.denominator != 1) {
    // Nine decimals at most print as a decimal, everything else as a fraction.
    threshold = Percent::units_per_percent % t.denominator == 0
                    ? Percent::of_units(t.numerator * (Percent::units_per_percent / t.denominator)).to_string()
                    : threshold + "/" + std::to_string(t.denominator);
  }
  std::string json = "{\"name\":" + json_text(profile.name);
  json += profile.measure == Measure::votes ? ",\"measure\":\"votes\"" : ",\"measure\":\"capital\"";
  json += ",\"threshold\":" + json_text(threshold);
  json += profile.compare == Compare::more_than ? ",\"compare\":\">\"" : ",\"compare\":\">=\"";
  json += ",\"accept_alone\":[" + accepted + "]";
  json += profile.include_subnational ? ",\"include_subnational\":true" : ",\"include_subnational\":false";
  json += profile.concert ? ",\"concert\":true" : ",\"concert\":false";
  json += profile.treasury == Treasury::ignored ? ",\"treasury\":\"ignored\"" : ",\"treasury\":\"suspended\"";
  if (!profile.source.empty()) json += ",\"source\":" + json_text(profile.source);
  return json + "}";
}

}  // namespace dutygraph
