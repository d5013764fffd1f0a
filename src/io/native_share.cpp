// SPDX-License-Identifier: BSL-1.0
#include <algorithm>
#include <array>
#include <optional>
#include <string>

#include <dutygraph/error.hpp>

#include "io/native_values.hpp"

namespace dutygraph::io::detail {
namespace {

constexpr std::array<std::string_view, 6> range_fields{"min",           "max",   "exclusive_min",
                                                       "exclusive_max", "exact", "unknown"};
constexpr std::string_view percent_hint = "a number of percent from 0 to 100, as a number or decimal text";

/// A number of percent from 0 to 100.
std::optional<Percent> read_percent(Context& context, const Path& path, JsonTree::Node at) {
  if (!at.is(JsonKind::number) && !at.is(JsonKind::string)) {
    context.wrong_type(path, at, percent_hint);
    return std::nullopt;
  }
  const std::optional<Percent::Parsed> parsed = Percent::parse(at.text());
  if (at.is(JsonKind::string) && at.text().find_first_of("eE") != std::string_view::npos) {
    context.error("invalid-number", path, at, std::string{percent_hint});
    return std::nullopt;
  }
  if (!parsed) {
    const bool number = is_json_number(at.text());
    context.error(number ? "share-out-of-range" : "invalid-number", path, at, std::string{percent_hint});
    return std::nullopt;
  }
  if (parsed->value < Percent{0} || parsed->value > Percent{100}) {
    context.error("share-out-of-range", path, at, std::string{percent_hint});
    return std::nullopt;
  }
  if (parsed->rounded)
    context.mend("share-rounded", path, at, "at most nine decimals; a billionth of a percent is the finest share");
  return parsed->value;
}

struct Range {
  std::optional<Percent> min{}, max{}, exact{};
  std::optional<bool> min_open{}, max_open{};
};

void settle(Context& context, const Path& path, JsonTree::Node at, const Range& range, Interest& out) {
  const Percent low = range.min.value_or(Percent{0});
  const Percent high = range.max.value_or(Percent{100});
  const bool low_open = range.min_open.value_or(false);
  const bool high_open = range.max_open.value_or(false);
  if (low > high || (low == high && (low_open || high_open)))
    return context.error("empty-range", path, at, "`min` not above `max`, and something between them");
  if (range.exact) {
    const bool inside = (low_open ? *range.exact > low : *range.exact >= low) &&
                        (high_open ? *range.exact < high : *range.exact <= high);
    if (!inside) return context.error("exact-beside-range", path, at, "an exact share inside the range beside it");
    out.share = Share::exactly(*range.exact);
    return;
  }
  out.share = Share::between(low, high, low_open, high_open);
}

void read_range(Context& context, const Path& path, JsonTree::Node at, Interest& out) {
  Range range;
  const auto percent = [&](std::string_view name, std::optional<Percent>& to) {
    if (const JsonTree::Node field = at.find(name)) to = read_percent(context, Path::member(path, name), field);
  };
  const std::size_t before = context.found().size();
  percent("min", range.min);
  percent("max", range.max);
  percent("exact", range.exact);
  for (const auto& [name, to] :
       {std::pair{"exclusive_min", &range.min_open}, std::pair{"exclusive_max", &range.max_open}})
    if (const JsonTree::Node field = at.find(name)) read_boolean(context, Path::member(path, name), field, *to);
  for (const JsonTree::Node member : at)
    if (std::find(range_fields.begin(), range_fields.end(), member.key()) == range_fields.end())
      context.mend("unknown-field", Path::member(path, member.key()), member,
                   "a field of a share: min, max, exclusive_min, exclusive_max, or unknown" +
                       did_you_mean(member.key(), range_fields));
  if (!range.min && !range.max && !range.exact && context.found().size() == before)
    context.error("empty-range", path, at, "`min`, `max` or both; or \"unknown\": the reason why it is not known");
  for (std::size_t i = before; i < context.found().size(); ++i)
    if (context.found()[i].severity == Severity::error) return;
  settle(context, path, at, range, out);
}

}  // namespace

void read_share(Context& context, const Path& path, JsonTree::Node at, Interest& out) {
  if (!at.is(JsonKind::object)) {
    if (const std::optional<Percent> exact = read_percent(context, path, at)) out.share = Share::exactly(*exact);
    return;
  }
  const JsonTree::Node unknown = at.find("unknown");
  if (!unknown) return read_range(context, path, at, out);
  const Path where = Path::member(path, "unknown");
  if (at.size() > 1) context.error("unknown-field", path, at, "\"unknown\" alone, or a range");
  // {"unknown": true} says the same without a reason.
  if (unknown.is(JsonKind::boolean) && unknown.text() == "true") {
    out.share = Share::unknown();
    return;
  }
  read_id(context, where, unknown, out.unknown_reason);
  out.share = Share::unknown();
}

}  // namespace dutygraph::io::detail
