// SPDX-License-Identifier: BSL-1.0
#pragma once

/// \file
/// Which companies a State controls, and how surely.

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <stop_token>
#include <string>
#include <vector>

#include <dutygraph/config.hpp>
#include <dutygraph/graph/graph.hpp>
#include <dutygraph/query/profile.hpp>
#include <dutygraph/query/result.hpp>

namespace dutygraph {

/// How surely a company is controlled.
enum class Verdict : std::uint8_t {
  excluded,  ///< nothing that is recorded or left open makes it so
  possible,  ///< the unknown shares, ranges, dates or disputed facts leave it open
  certain,   ///< whatever the unknown turns out to be
};
[[nodiscard]] DUTYGRAPH_EXPORT std::string_view to_string(Verdict verdict) noexcept;

/// One end of a total of votes: a percentage, and whether the total only comes close to it.
struct Bound {
  Percent value{};
  bool open = false;
  friend bool operator==(const Bound&, const Bound&) = default;
};

/// What a row takes for granted.
struct Assumptions {
  bool votes_from_capital = false;    ///< capital stands in for votes that nobody recorded
  bool capital_from_votes = false;    ///< of ownership(): votes stand in for capital that nobody recorded
  bool directness_unknown = false;    ///< a source does not say whether an interest is direct
  bool indirect_claim = false;        ///< a source claims an indirect interest without the chain
  bool stated_later = false;          ///< first recorded after the day asked for
  std::vector<Date> last_observed{};  ///< a source shows it on other days only; the last of these
  [[nodiscard]] bool empty() const noexcept {
    return !votes_from_capital && !capital_from_votes && !directness_unknown && !indirect_claim && !stated_later &&
           last_observed.empty();
  }
  /// "votes_from_capital", "last_observed: 2019-11", ascending.
  [[nodiscard]] DUTYGRAPH_EXPORT std::vector<std::string> names() const;
  friend bool operator==(const Assumptions&, const Assumptions&) = default;
};

/// One State and one company. \ungp{4}
struct ControlRow {
  VertexId state{};
  VertexId company{};
  Verdict verdict = Verdict::excluded;
  Bases basis{};              ///< what decided: votes or capital, board, veto, law, consolidation; empty for an organ
  Bound low{}, high{};        ///< the State's total: for certain, and at most
  std::uint32_t round = 0;    ///< in which the company joined the closure that decided; 0: an organ of the State
  bool inconsistent = false;  ///< the recorded holders have more than 100 percent together
  bool blocking = false;      ///< the sure total is exactly the threshold that must be exceeded
  VertexId joint_with{};      ///< of a joint row: the second State
  Assumptions assumptions{};
  std::uint32_t first_evidence = 0, num_evidence = 0;  ///< see ControlResult::evidence()
};

/// Rows of control(), by id of State, then of company.
class DUTYGRAPH_EXPORT ControlResult : public Result<ControlRow> {
 public:
  ControlResult() = default;
  ControlResult(std::vector<ControlRow> rows, std::vector<EdgeId> evidence, Stamp stamp)
      : Result{std::move(rows), std::move(stamp)},
        evidence_{std::make_shared<const std::vector<EdgeId>>(std::move(evidence))} {}
  /// The holdings that the verdict of \p row rests on: those of the State's group in the company.
  [[nodiscard]] std::span<const EdgeId> evidence(const ControlRow& row) const noexcept {
    return evidence_ ? std::span{*evidence_}.subspan(row.first_evidence, row.num_evidence) : std::span<const EdgeId>{};
  }

 private:
  std::shared_ptr<const std::vector<EdgeId>> evidence_;
};

/// Options of control().
struct ControlOptions {
  ControlProfile profile{};           ///< DEFAULT: majority of votes
  std::optional<Date> as_of{};        ///< DEFAULT: the day of the view, else the document's
  std::vector<VertexId> states{};     ///< DEFAULT: all
  std::vector<VertexId> companies{};  ///< only these, with a row even if excluded. DEFAULT: all that are controlled
  bool excluded = false;              ///< rows too for companies in which the State has any interest
  bool joint = false;                 ///< instead: companies that two States control together and neither alone
  std::stop_token stop{};             ///< asks to end: Cancelled is thrown
};

/// Which companies States control, for certain or possibly, by votes of a State's whole group and of
/// what it controls in turn: the least fixed points of the lower and upper bounds of holdings.
/// \ungp{4} The closures are those of company control (Ceri, Gottlob, Tanca 1990), with intervals.
///
/// \code
/// for (const dg::ControlRow& row : dg::control(graph, {.as_of = dg::Date{2024, 1, 1}}))
///   std::cout << graph.name(row.state) << " -> " << graph.name(row.company) << ": " << row.low.value.to_string();
/// \endcode
///
/// \return rows by id of State and company; none for a graph without States or holdings.
/// \throws UsageError if no day is given anywhere; Cancelled.
/// Complexity: linear in the holdings that States reach; all States at once cost what they reach.
[[nodiscard]] DUTYGRAPH_EXPORT ControlResult control(const Graph& graph, const ControlOptions& options = {});

}  // namespace dutygraph
