// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <string>
#include <vector>

#include <dutygraph/query/check.hpp>

namespace dutygraph::render::detail {

class Citations;

/// "powers of DPA (from: the gazette)": what is not recorded, and who could supply it.
[[nodiscard]] std::string told(const CheckGap& gap);

/// The reasons of an answer, and what would decide it, one text each.
[[nodiscard]] std::vector<std::string> texts(const std::vector<CheckReason>& because);
[[nodiscard]] std::vector<std::string> texts(const std::vector<CheckGap>& missing);

/// Adds the ids of sources that \p sources does not have yet, in the order of the reasons.
void add_sources(const std::vector<CheckReason>& because, std::vector<std::string>& sources);
[[nodiscard]] std::vector<std::string> sources_of(const std::vector<CheckReason>& because);

/// The same for a cell of a page, a line each.
[[nodiscard]] std::string lines(const std::vector<CheckReason>& because, Citations& citations);
[[nodiscard]] std::string lines(const std::vector<CheckGap>& missing);

}  // namespace dutygraph::render::detail
