// SPDX-License-Identifier: BSL-1.0
#include "render/reasons.hpp"

#include <algorithm>

#include "render/words.hpp"

namespace dutygraph::render::detail {

std::string told(const CheckGap& gap) { return gap.what + " (from: " + gap.who + ")"; }

std::vector<std::string> texts(const std::vector<CheckReason>& because) {
  std::vector<std::string> list;
  for (const CheckReason& reason : because) list.push_back(reason.text);
  return list;
}

std::vector<std::string> texts(const std::vector<CheckGap>& missing) {
  std::vector<std::string> list;
  for (const CheckGap& gap : missing) list.push_back(told(gap));
  return list;
}

void add_sources(const std::vector<CheckReason>& because, std::vector<std::string>& sources) {
  for (const CheckReason& reason : because)
    for (const std::string& source : reason.sources)
      if (std::find(sources.begin(), sources.end(), source) == sources.end()) sources.push_back(source);
}

std::vector<std::string> sources_of(const std::vector<CheckReason>& because) {
  std::vector<std::string> sources;
  add_sources(because, sources);
  return sources;
}

std::string lines(const std::vector<CheckReason>& because, Citations& citations) {
  std::string text;
  for (const CheckReason& reason : because)
    text += (text.empty() ? "" : "\n") + plain(reason.text) +
            (reason.sources.empty() ? "" : " " + citations.cite(reason.sources));
  return text;
}

std::string lines(const std::vector<CheckGap>& missing) {
  std::string text;
  for (const CheckGap& gap : missing) text += (text.empty() ? "" : "\n") + plain(told(gap));
  return text;
}

}  // namespace dutygraph::render::detail
