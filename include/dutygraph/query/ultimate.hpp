// SPDX-License-Identifier: BSL-1.0
#pragma once

/// \file
/// Who stands at the top.

#include <cstdint>
#include <string_view>
#include <vector>

#include <dutygraph/config.hpp>
#include <dutygraph/graph/graph.hpp>
#include <dutygraph/query/control.hpp>

namespace dutygraph {

/// Whether there is an ultimate controller, or why there is none.
enum class UltimateReason : std::uint8_t {
  found,          ///< one party controls the company for certain, and nobody on record controls that party
  tie,            ///< several parties do, none of which controls another
  cycle,          ///< all that control it are controlled by each other or by itself
  unknown_owner,  ///< an open share, an unidentified holder or the unrecorded rest may be control
  dispersed,      ///< the holders are known and none controls it
};
[[nodiscard]] DUTYGRAPH_EXPORT std::string_view to_string(UltimateReason reason) noexcept;

/// The answer of ultimate_controller().
struct UltimateControl {
  VertexId controller{};  ///< a State or another party, the last on record; null unless `found`
  UltimateReason reason = UltimateReason::dispersed;
  std::vector<VertexId> tied{};  ///< of a tie: the parties, by id
};

/// The State or other party that controls a company for certain and is itself controlled by nobody on record. \ungp{4}
///
/// Every holder above the company, at any distance, is asked for what it controls by votes of its own and of what it
/// controls in turn, as control() asks for States; organs of a State count as that State. Only `profile`, `as_of` and
/// `stop` of \p options are read. Not to be mixed with the largest holder followed upward, or with a look-through
/// stake.
///
/// \throws UsageError if no day is given anywhere; Cancelled. Complexity: one closure for each holder above.
[[nodiscard]] DUTYGRAPH_EXPORT UltimateControl ultimate_controller(const Graph& graph, VertexId company,
                                                                   const ControlOptions& options = {});

}  // namespace dutygraph
