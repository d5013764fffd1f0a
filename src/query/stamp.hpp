// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <string_view>

#include <dutygraph/graph/graph.hpp>
#include <dutygraph/query/profile.hpp>
#include <dutygraph/query/result.hpp>

namespace dutygraph::detail {

/// The stamp of a query on \p graph under \p profile.
[[nodiscard]] Stamp make_stamp(std::string_view query, const Graph& graph, Date day, const ControlProfile& profile);

}  // namespace dutygraph::detail
