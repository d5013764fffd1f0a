// SPDX-License-Identifier: BSL-1.0
#include <dutygraph/query/verify.hpp>

#include <simdjson.h>

#include <map>

#include <dutygraph/diagnostics.hpp>
#include <dutygraph/error.hpp>

namespace dutygraph {
namespace {

[[noreturn]] void refuse(std::string path, std::string_view value, std::string expected) {
  Diagnostics list;
  list.add({"saved-result", Severity::error, {}, 0, std::move(path), printable(value, 200), std::move(expected)});
  throw InvalidData{std::move(list)};
}

std::string text_of(simdjson::dom::element parent, const char* name, bool needed) {
  std::string_view text;
  const auto error = parent[name].get_string().get(text);
  if (error == simdjson::NO_SUCH_FIELD && !needed) return {};
  if (error != simdjson::SUCCESS) refuse(std::string{"/stamp/"} + name, "", "a text");
  return std::string{text};
}

Stamp stamp_of(simdjson::dom::element json) {
  Stamp stamp;
  stamp.library = text_of(json, "library", true);
  stamp.query = text_of(json, "query", true);
  stamp.as_of = text_of(json, "as_of", false);
  stamp.configuration = text_of(json, "configuration", false);
  simdjson::dom::array inputs;
  if (json["inputs"].get_array().get(inputs) != simdjson::SUCCESS) refuse("/stamp/inputs", "", "a list of files");
  for (const simdjson::dom::element input : inputs)
    stamp.inputs.emplace_back(text_of(input, "name", true), text_of(input, "digest", true));
  simdjson::dom::object parameters;
  if (json["parameters"].get_object().get(parameters) != simdjson::SUCCESS)
    refuse("/stamp/parameters", "", "an object of texts");
  for (const auto& [name, value] : parameters) {
    std::string_view text;
    if (value.get_string().get(text) != simdjson::SUCCESS)
      refuse("/stamp/parameters/" + std::string{name}, simdjson::minify(value), "a text");
    stamp.parameters.emplace_back(std::string{name}, std::string{text});
  }
  return stamp;
}

/// Names and values of a list, each as often as it occurs.
using Texts = std::map<std::pair<std::string, std::string>, int>;

}  // namespace

SavedResult parse_result(std::string_view json) {
  simdjson::dom::parser parser;
  const simdjson::padded_string padded{json};
  simdjson::dom::element document;
  if (const auto error = parser.parse(padded).get(document); error != simdjson::SUCCESS)
    refuse("", json, std::string{"a result as --format json writes it: "} + simdjson::error_message(error));
  simdjson::dom::element stamp;
  simdjson::dom::array rows;
  if (document["stamp"].get(stamp) != simdjson::SUCCESS || document["rows"].get_array().get(rows) != simdjson::SUCCESS)
    refuse("", json, "an object with stamp and rows, as --format json writes it");
  SavedResult result;
  result.stamp = stamp_of(stamp);
  for (const simdjson::dom::element row : rows) result.rows.push_back(simdjson::minify(row));
  return result;
}

VerifyResult verify(const SavedResult& saved, const SavedResult& computed) {
  std::vector<VerifyRow> rows;
  const Stamp& a = saved.stamp;
  const Stamp& b = computed.stamp;
  const auto compare = [&](const char* what, const std::string& old, const std::string& now) {
    if (old != now) rows.push_back({what, old, now});
  };
  compare("query", a.query, b.query);
  compare("as_of", a.as_of, b.as_of);
  compare("configuration", a.configuration, b.configuration);
  const auto compare_lists = [&](const std::string& what, bool named, const auto& old, const auto& now) {
    Texts left;
    for (const auto& item : now) ++left[item];
    const auto add = [&](const std::pair<std::string, std::string>& item, bool only_saved) {
      const std::string text = named ? item.second : item.first + " " + item.second;
      VerifyRow& row = rows.emplace_back();
      row.what = named ? what + " " + item.first : what;
      (only_saved ? row.saved : row.computed) = text;
    };
    for (const auto& item : old) {
      if (int& count = left[item]; count > 0) {
        --count;
      } else {
        add(item, true);
      }
    }
    for (const auto& [item, count] : left)
      for (int i = 0; i < count; ++i) add(item, false);
  };
  compare_lists("input", false, a.inputs, b.inputs);
  compare_lists("parameter", true, a.parameters, b.parameters);
  std::map<std::string_view, int> left;
  for (const std::string& row : computed.rows) ++left[row];
  for (const std::string& row : saved.rows) {
    if (int& count = left[row]; count > 0) {
      --count;
    } else {
      rows.push_back({"row", row, ""});
    }
  }
  for (const std::string& row : computed.rows)
    if (int& count = left[row]; count > 0) {
      --count;
      rows.push_back({"row", "", row});
    }
  return {std::move(rows), b};
}

}  // namespace dutygraph
