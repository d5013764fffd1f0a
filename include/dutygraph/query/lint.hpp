// SPDX-License-Identifier: BSL-1.0
#pragma once

/// \file
/// What is odd about a world as a whole, as far as ownership goes.

#include <optional>
#include <stop_token>

#include <dutygraph/config.hpp>
#include <dutygraph/diagnostics.hpp>
#include <dutygraph/graph/graph.hpp>

namespace dutygraph {

/// Findings that no single record shows, on the document's day or on \p day:
/// `contradictory_shares` (sources exclude each other), `over_allocated` (more than 100 percent),
/// `two_majorities` (two States hold more than half for certain), `self_owned`, `unsupported_claim`
/// (an indirect interest without the chain), `negative_and_positive`, `uncounted_interest` (contract,
/// nominee or trust rights of a State that may matter).
/// Sorted; empty for a world without findings. With no day anywhere, holdings that are in force now or
/// have no end are looked at.
/// \param stop  asks to end: Cancelled is thrown
/// Complexity: linear in the holdings, apart from one run of control().
[[nodiscard]] DUTYGRAPH_EXPORT Diagnostics lint(const Graph& graph, std::optional<Date> day = {},
                                                const std::stop_token& stop = {});

}  // namespace dutygraph
