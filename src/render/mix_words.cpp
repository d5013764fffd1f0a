// SPDX-License-Identifier: BSL-1.0
#include "render/mix_words.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace dutygraph::render::detail {

std::vector<std::string> ids(const Graph& graph, std::span<const VertexId> list) {
  std::vector<std::string> out;
  for (const VertexId v : list) out.emplace_back(graph.key(v));
  return out;
}

std::vector<std::string> sources_of(const Graph& graph, std::span<const VertexId> list) {
  std::vector<std::string> out;
  for (const VertexId v : list)
    for (const Source& source : graph.sources(v))
      if (std::find(out.begin(), out.end(), source.id) == out.end()) out.push_back(source.id);
  return out;
}

std::string listed(const std::vector<std::string>& items, std::string_view between) {
  std::string text;
  for (const std::string& item : items) {
    if (!text.empty()) text += between;
    text += plain(item);
  }
  return text;
}

std::string number(double value) {
  std::string text = fmt::format("{:.6f}", value);
  text.erase(text.find_last_not_of('0') + 1);
  if (text.back() == '.') text.pop_back();
  return text == "-0" ? "0" : text;
}

std::string estimate(const Estimate& value) {
  const std::string low = number(value.low), high = number(value.high);
  const std::string range = low + " to " + high + (value.exact ? "" : " at most");
  if (!value.defined) return low == "0" && high == "0" ? "no value" : "no value (" + range + ")";
  return low == high ? number(value.point) : number(value.point) + " (" + range + ")";
}

std::string axis_of(const Stamp& stamp, std::string_view name) {
  for (const auto& [key, value] : stamp.parameters)
    if (key == name) return value.substr(0, value.find('='));
  return name == "rows" ? "binding" : "level";
}

void note_outcomes(Remarks& remarks, std::span<const Outcome> seen) {
  const auto has = [&](Outcome outcome) { return std::find(seen.begin(), seen.end(), outcome) != seen.end(); };
  if (has(Outcome::unknown))
    remarks.note(
        "UNKNOWN: nothing that is recorded decides. It is no finding that there is no such measure; a record, a "
        "negative "
        "record, or a scope declared complete would decide.");
  if (has(Outcome::fail))
    remarks.note(
        "FAIL: a gap against expectation, on a record that says so or in a scope that the documents declare "
        "complete.");
  if (has(Outcome::partial)) remarks.note("PARTIAL: met in part: by a hybrid instrument only, or sources say both.");
  if (has(Outcome::not_applicable)) remarks.note("NOT_APPLICABLE: not among the pairs that the documents say matter.");
}

}  // namespace dutygraph::render::detail
