// SPDX-License-Identifier: BSL-1.0
#pragma once

/// \file
/// How much of a company belongs to a State through all chains.

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <stop_token>
#include <string_view>
#include <vector>

#include <dutygraph/config.hpp>
#include <dutygraph/graph/graph.hpp>
#include <dutygraph/query/control.hpp>
#include <dutygraph/query/profile.hpp>
#include <dutygraph/query/result.hpp>

namespace dutygraph {

/// What is counted as a look-through stake. Definitions are never mixed in one result.
enum class OwnershipDefinition : std::uint8_t {
  /// `x = d + A^T x`: every walk from the State's group down to the company counts (Brioschi, Buzzacchi and Colombo
  /// 1989), also one that comes back to an organ of the State that companies hold shares of.
  all_walks,
  /// Walks that do not come back to the owner (Baldone, Brioschi and Paleari 1998): never more than 100 percent.
  no_reentry,
};
[[nodiscard]] DUTYGRAPH_EXPORT std::string_view to_string(OwnershipDefinition definition) noexcept;
/// Reads what to_string() writes.
[[nodiscard]] DUTYGRAPH_EXPORT std::optional<OwnershipDefinition> parse_definition(std::string_view text) noexcept;

/// The stake of one State in one company: bounds that hold whatever the open shares, dates and disputes turn out to be.
struct OwnershipRow {
  VertexId state{};
  VertexId company{};
  OwnershipDefinition definition = OwnershipDefinition::all_walks;
  Percent low{}, high{};                ///< of the whole company, rounded outward to 1e-9 percent
  Percent direct_low{}, direct_high{};  ///< the part that the State's group holds itself
  bool closed_ring = false;   ///< belongs to companies that hold each other and leave nothing to anybody: no stake can
                              ///< be computed through the ring, `low` is what does not go around in it
  bool inconsistent = false;  ///< the recorded holders have more than 100 percent together
  Assumptions assumptions{};
  std::uint32_t first_evidence = 0, num_evidence = 0;  ///< see OwnershipResult::evidence()
};

/// Rows of ownership(), by id of State, then of company.
class DUTYGRAPH_EXPORT OwnershipResult : public Result<OwnershipRow> {
 public:
  OwnershipResult() = default;
  OwnershipResult(std::vector<OwnershipRow> rows, std::vector<EdgeId> evidence, Stamp stamp)
      : Result{std::move(rows), std::move(stamp)},
        evidence_{std::make_shared<const std::vector<EdgeId>>(std::move(evidence))} {}
  /// The holdings in the company through which the stake of \p row comes: the last links of all walks.
  [[nodiscard]] std::span<const EdgeId> evidence(const OwnershipRow& row) const noexcept {
    return evidence_ ? std::span{*evidence_}.subspan(row.first_evidence, row.num_evidence) : std::span<const EdgeId>{};
  }

 private:
  std::shared_ptr<const std::vector<EdgeId>> evidence_;
};

/// Options of ownership().
struct OwnershipOptions {
  OwnershipDefinition definition = OwnershipDefinition::all_walks;
  ControlProfile profile{};           ///< only `include_subnational` is used: who belongs to the State
  std::optional<Date> as_of{};        ///< DEFAULT: the day of the view, else the document's
  std::vector<VertexId> states{};     ///< DEFAULT: all
  std::vector<VertexId> companies{};  ///< only these, with a row even if nothing is held. DEFAULT: all with a stake
  std::stop_token stop{};             ///< asks to end: Cancelled is thrown
};

/// Integrated ownership: the economic stake of States in companies through all chains of capital. \ungp{4}
///
/// Ownership is not control: 51 percent of 51 percent is 26.01 percent of the capital and full control.
///
/// Shares are direct ones of capital; where a holder's capital in a company is not recorded its votes stand in
/// (assumption `capital_from_votes`). Ranges give a range: `low` takes every share at its low end, `high` the largest
/// stake that shares within their ranges allow when no company has more than 100 percent of holders. Bounds are
/// verified in exact arithmetic before they are rounded outward. A company's shares in itself count as a walk: they
/// raise the others' stakes. Links between members of one State's group are no walks: the group is one owner.
///
/// \return rows by id of State and company; none if no State holds anything.
/// \throws UsageError if no day is given anywhere; Cancelled.
/// Complexity: linear in the holdings that States reach, apart from rings of companies, each of which costs the
/// factorization of its own matrix.
[[nodiscard]] DUTYGRAPH_EXPORT OwnershipResult ownership(const Graph& graph, const OwnershipOptions& options = {});

}  // namespace dutygraph
