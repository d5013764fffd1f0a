// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <dutygraph/graph/graph.hpp>
#include <dutygraph/query/profile.hpp>
#include <dutygraph/query/result.hpp>

namespace dutygraph::detail {

/// The stamp of a query on \p graph under \p profile.
[[nodiscard]] Stamp make_stamp(std::string_view query, const Graph& graph, Date day, const ControlProfile& profile);
/// The stamp of a query that reads no profile; \p parameters are those that matter to its rows.
[[nodiscard]] Stamp make_stamp(std::string_view query, const Graph& graph, Date day,
                               std::vector<std::pair<std::string, std::string>> parameters);

}  // namespace dutygraph::detail
