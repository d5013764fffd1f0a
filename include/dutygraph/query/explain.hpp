// SPDX-License-Identifier: BSL-1.0
#pragma once

/// \file
/// Derivations that a person can check.

#include <cstddef>
#include <optional>
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
/// the holders that made it join with their bounds, dates and sources, and so on down to the State. Of a chain longer
/// than 64 companies the rest is named, not told: the holder has the fact `goes on`, and its own explanation. For a
/// certain verdict the smallest sale that would end it is told, see smallest_sale().
/// \throws NotFound if either is not in the graph; UsageError if no day is given anywhere.
[[nodiscard]] DUTYGRAPH_EXPORT Explanation explain_control(const Graph& graph, VertexId state, VertexId company,
                                                           const ControlOptions& options = {});

/// What is missing for a certain verdict: the largest total reached, the threshold, the unknown share
/// or date that could turn it, the single facts that decide (deciding_facts()), and where a missing link would have to
/// be.
[[nodiscard]] DUTYGRAPH_EXPORT Explanation why_not_control(const Graph& graph, VertexId state, VertexId company,
                                                           const ControlOptions& options = {});

/// The smallest part of one company that the State's group would have to sell to lose control of another for certain.
struct Sale {
  VertexId company{};      ///< whose shares are sold: the one asked for, or one on the way to it
  Percent amount{};        ///< of its votes, or of its capital as the profile measures
  bool more_than = false;  ///< a little more than `amount`
};

/// Looks at the company and at each controlled company above it on its own: what the group has there beyond the
/// threshold, where losing that company loses the one asked for.
/// \return nothing if control is not certain, if no single sale ends it, if a basis other than shares decides, or under
/// `treasury: suspended`, where a sale changes the whole that it is a part of.
/// Of equal ones the first by id. At most 64 companies, the nearest, are tried.
[[nodiscard]] DUTYGRAPH_EXPORT std::optional<Sale> smallest_sale(const Graph& graph, VertexId state, VertexId company,
                                                                 const ControlOptions& options = {});

/// A holder's part of a company that is not exactly known, and what the verdict would be if it were known.
struct DecidingFact {
  VertexId holder{}, company{};
  Bound low{}, high{};                  ///< what is known of it
  Verdict if_low = Verdict::excluded;   ///< the verdict on the company asked for if it is at its low end
  Verdict if_high = Verdict::excluded;  ///< ... at its high end
};

/// The open shares of which a single one, once known, may change a possible verdict, on the company and above it.
/// A fact whose two ends give `excluded` and `certain` decides alone.
/// \return by id of company, then of holder; nothing unless control is possible. At most 64 open facts are tried, those
/// nearest to the company first.
[[nodiscard]] DUTYGRAPH_EXPORT std::vector<DecidingFact> deciding_facts(const Graph& graph, VertexId state,
                                                                        VertexId company,
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
