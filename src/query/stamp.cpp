// SPDX-License-Identifier: BSL-1.0
#include "query/stamp.hpp"

#include <algorithm>

#include <dutygraph/version.hpp>

#include "base/sha256.hpp"

namespace dutygraph::detail {

Stamp make_stamp(std::string_view query, const Graph& graph, Date day, const ControlProfile& profile) {
  Stamp stamp;
  stamp.library = "dutygraph " + std::string{version()};
  stamp.query = query;
  for (const InputFile& input : graph.inputs()) stamp.inputs.emplace_back(input.name, input.digest);
  std::sort(stamp.inputs.begin(), stamp.inputs.end());  // the order of files changes no answer
  stamp.as_of = day.to_string();
  if (graph.known_by_day()) stamp.parameters.emplace_back("known_by", graph.known_by_day()->to_string());
  stamp.parameters.emplace_back("profile", profile.name);
  ControlProfile definition = profile;
  definition.source.clear();  // where a definition comes from changes no answer
  stamp.configuration = "sha256:" + sha256(to_json(definition));
  return stamp;
}

Stamp make_stamp(std::string_view query, const Graph& graph, Date day,
                 std::vector<std::pair<std::string, std::string>> parameters) {
  Stamp stamp = make_stamp(query, graph, day, ControlProfile{});
  std::erase_if(stamp.parameters, [](const auto& parameter) { return parameter.first == "profile"; });
  std::string text;
  for (auto& [name, value] : parameters) {
    text += name + "=" + value + "\n";
    stamp.parameters.emplace_back(std::move(name), std::move(value));
  }
  stamp.configuration = "sha256:" + sha256(text);
  return stamp;
}

}  // namespace dutygraph::detail
