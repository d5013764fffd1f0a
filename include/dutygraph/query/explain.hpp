// SPDX-License-Identifier: BSL-1.0
#pragma once

/// \file
/// Derivations that a person can check.

#include <cstddef>
#include <string>
#include <utility>
#include <vector>

#include <dutygraph/config.hpp>
#include <dutygraph/graph/graph.hpp>
#include <dutygraph/query/control.hpp>

namespace dutygraph {

/// A claim, the facts it uses, the sources they rest on, and the claims it follows from.
struct Explanation {
  std::string claim;                                         ///< one sentence, no stronger than its evidence
  std::string rule{};                                        ///< what makes the claim follow
  std::vector<std::pair<std::string, std::string>> facts{};  ///< name and value
  std::vector<std::string> sources{};                        ///< ids
  std::vector<Explanation> because{};
};

/// Why a State controls a company, or how far it is from it: the round in which the company joined,
/// the holders that made it join with their bounds, dates and sources, and so on down to the State.
/// \throws NotFound if either is not in the graph; UsageError if no day is given anywhere.
[[nodiscard]] DUTYGRAPH_EXPORT Explanation explain_control(const Graph& graph, VertexId state, VertexId company,
                                                           const ControlOptions& options = {});

/// What is missing for a certain verdict: the largest total reached, the threshold, the unknown share
/// or date that could turn it, and where a missing link would have to be.
[[nodiscard]] DUTYGRAPH_EXPORT Explanation why_not_control(const Graph& graph, VertexId state, VertexId company,
                                                           const ControlOptions& options = {});

/// One way from a State to a company.
struct Chain {
  std::vector<EdgeId> edges;  ///< from the State's group down to the company
  double low = 0, high = 0;   ///< product of the shares along it, 0 to 1
};

/// The strongest chains of capital from a State's group to a company; votes stand in where no capital is recorded.
struct Chains {
  std::vector<Chain> chains;  ///< by falling `high`, then by ids
  double explained = 0;       ///< sum of `high` of these chains
  double total = 0;           ///< look-through stake over all walks, upper ends; 0 if nothing leads there
};

/// The \p count strongest chains, found best-first: paths are never enumerated. Cycles are walked at most once.
[[nodiscard]] DUTYGRAPH_EXPORT Chains chains(const Graph& graph, VertexId state, VertexId company,
                                             std::size_t count = 5, const ControlOptions& options = {});

}  // namespace dutygraph
