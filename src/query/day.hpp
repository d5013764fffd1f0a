// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstdint>
#include <optional>

#include <dutygraph/error.hpp>
#include <dutygraph/graph/graph.hpp>

namespace dutygraph::detail {

/// The day a query answers for: the one asked for, else that of the view, else the document's.
inline Date day_of(const Graph& graph, std::optional<Date> asked) {
  std::optional<Date> day = asked;
  if (!day) day = graph.as_of_day();
  if (!day) day = graph.settings().as_of;
  if (!day) throw UsageError{"no day to answer for: give `as_of`, in the call or in a document"};
  if (!day->is_day()) throw UsageError{"as_of needs a day such as 2024-06-30, not " + day->to_string()};
  return *day;
}

/// \p graph without the edges of another day than \p day.
inline Graph seen_on(const Graph& graph, Date day) {
  return graph.as_of_day() && *graph.as_of_day() != day ? graph.as_of(day) : graph;
}

}  // namespace dutygraph::detail
