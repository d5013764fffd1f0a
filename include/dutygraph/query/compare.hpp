// SPDX-License-Identifier: BSL-1.0
#pragma once

/// \file
/// Several States side by side.

#include <cstdint>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include <dutygraph/config.hpp>
#include <dutygraph/graph/graph.hpp>
#include <dutygraph/query/profile.hpp>
#include <dutygraph/query/result.hpp>

namespace dutygraph {

/// One number of one State, as a range, with how much of it is known.
///
/// A count of what is recorded is no count of what there is: a State with better registers has higher numbers. No
/// number is a rank.
struct CompareRow {
  VertexId state{};
  std::string measure{};   ///< "controlled_companies", "tied_companies", "ties", "unconditioned_ties"
  std::string category{};  ///< of ties: a channel ("n07") or a level of closeness ("C3"); empty: all together
  std::int64_t low = 0;    ///< what is counted for certain
  std::optional<std::int64_t> value{};  ///< the number, where nothing leaves it open
  std::int64_t high = 0;                ///< with all that may count
  std::int64_t known = 0;               ///< things of which it is known whether they count
  std::int64_t unknown = 0;             ///< things of which it is not
  std::vector<std::string> sources{};   ///< ids of what the counted things rest on, ascending
};

/// Rows of compare(), by measure in the order above, then category, then id of State.
using CompareResult = Result<CompareRow>;

/// Options of compare().
struct CompareOptions {
  ControlProfile profile{};        ///< of the control verdicts. DEFAULT: majority
  std::optional<Date> as_of{};     ///< DEFAULT: the day of the view, else the document's
  std::vector<VertexId> states{};  ///< DEFAULT: all
  std::stop_token stop{};          ///< asks to end: Cancelled is thrown
};

/// Counts of control and nexus for several States, in tidy form: one number a row, and every State has every row.
///
/// - `controlled_companies`: companies under control(); `low` the certain ones, `high` with the possible ones.
/// - `tied_companies`: companies with any tie in nexus().
/// - `ties`: ties in nexus(), in all, by channel and by closeness.
/// - `unconditioned_ties`: ties without a human-rights condition in force that day: `low` where that is recorded,
///   `high` with those of which nothing is recorded.
///
/// \return nothing for a graph without States. \throws UsageError if no day is given anywhere; Cancelled.
[[nodiscard]] DUTYGRAPH_EXPORT CompareResult compare(const Graph& graph, const CompareOptions& options = {});

}  // namespace dutygraph
