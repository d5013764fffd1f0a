// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstdint>
#include <vector>

#include <dutygraph/graph/graph.hpp>

namespace dutygraph::detail {

/// A State and its organs: agencies, funds and companies that are part of it. \ungp{1}
struct StateGroup {
  std::vector<VertexId> sure;      ///< members for certain, the State first
  std::vector<VertexId> possible;  ///< members for certain or perhaps, the State first
};

/// The group of \p state on \p day, by `part_of` over any number of steps. Subnational bodies and what
/// is below them are left out unless \p include_subnational.
[[nodiscard]] StateGroup group_of(const Graph& graph, VertexId state, std::int32_t day, bool include_subnational);

/// The States whose group \p actor belongs to, perhaps or for certain.
[[nodiscard]] std::vector<VertexId> states_of(const Graph& graph, VertexId actor, std::int32_t day);

/// The States of a question, canonical, by id: \p asked, or all.
[[nodiscard]] std::vector<VertexId> states_asked(const Graph& graph, const std::vector<VertexId>& asked);

/// A company, or another entity that somebody holds, and not dissolved for certain on \p day.
[[nodiscard]] bool is_listed(const Graph& graph, VertexId v, std::int32_t day);

}  // namespace dutygraph::detail
