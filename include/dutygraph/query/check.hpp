// SPDX-License-Identifier: BSL-1.0
#pragma once

/// \file
/// The catalogue of checks, run on a world: what is a gap against expectation, what is not known, and why.

#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

#include <dutygraph/config.hpp>
#include <dutygraph/graph/graph.hpp>
#include <dutygraph/query/explain.hpp>
#include <dutygraph/query/outcome.hpp>
#include <dutygraph/query/profile.hpp>
#include <dutygraph/query/result.hpp>
#include <dutygraph/vocab/check.hpp>

namespace dutygraph {

/// A fact that an answer rests on.
struct CheckReason {
  std::string text;                    ///< one clause, no stronger than its evidence
  std::vector<std::string> sources{};  ///< ids, in the order of the record
  friend bool operator==(const CheckReason&, const CheckReason&) = default;
};

/// An input that would decide, and who could supply it.
struct CheckGap {
  std::string what;
  std::string who;
  friend bool operator==(const CheckGap&, const CheckGap&) = default;
};

/// The answer of one check about one subject.
struct CheckRow {
  const vocab::Check* check = nullptr;  ///< never null in a result
  VertexId state{};
  std::string subject;         ///< id, or ids joined by "×" or ","
  VertexId record{};           ///< the record that `subject` names; null where it is none
  std::string_view element{};  ///< what the answer speaks to: "ungp4.conditions"; may be empty
  Outcome result = Outcome::unknown;
  std::string_view severity{};         ///< "H", "M", "L"; empty for lists
  std::vector<CheckReason> because{};  ///< empty only if nothing is recorded
  std::vector<CheckGap> missing{};     ///< never empty for UNKNOWN
};

/// Rows of check(), by id of State, then in the order of the catalogue, then by subject (NX16: by rank).
using CheckResult = Result<CheckRow>;

/// Options of check(). The numbers are defaults of the project, not UN positions.
struct CheckOptions {
  ControlProfile profile = control_any_means();  ///< DEFAULT: votes above 50 %, or board, veto, law, consolidation
  std::optional<Date> as_of{};                   ///< DEFAULT: the day of the view, else the document's
  std::vector<VertexId> states{};                ///< DEFAULT: all
  std::vector<std::string> checks{};             ///< ids. DEFAULT: the whole catalogue
  int significant_percent = 20;                  ///< NX01, NX03: votes from which a stake is significant
  int review_years = 5;                          ///< SM03: how old a review may be
  int event_years = 3;                           ///< SM04, CO13: how old enforcement, training or guidance may be
  int response_months = 12;                      ///< NX18: how long an owner may take to respond
  int promise_years = 2;                         ///< SM14: how far ahead application may lie
  int disclosed_percent = 90;                    ///< NX13: from which share deals count as disclosed
  std::vector<std::string> high_risk_technologies{"cyber_surveillance", "facial_recognition", "biometrics",
                                                  "border_tech",        "automated_decision", "digital_id"};
  std::stop_token stop{};  ///< asks to end: Cancelled is thrown

  /// The shipped profile of that name.
  [[nodiscard]] DUTYGRAPH_EXPORT static ControlProfile control_any_means();
};

/// Runs checks of the catalogue. A record that is not there is never FAIL: that takes recorded negative evidence, or a
/// scope that the document declares complete. Hand-coded evidence (`elements` of a record) decides where a rule cannot.
///
/// \code
/// for (const dg::CheckRow& row : dg::check(graph, {.states = {germany}, .checks = {"SM04"}}))
///   std::cout << row.check->id << ' ' << row.subject << ": " << to_string(row.result) << '\n';
/// \endcode
///
/// \return rows by id of State, check and subject; none for a world without States.
/// \throws UsageError if no day is given anywhere; NotFound for an unknown check; Cancelled.
/// Complexity: linear in the records, apart from control() and nexus(), which some checks run once for all States.
[[nodiscard]] DUTYGRAPH_EXPORT CheckResult check(const Graph& graph, const CheckOptions& options = {});

/// Why a row is as it is: the question, the rule, the facts with their sources, and what is missing and who could
/// supply it.
[[nodiscard]] DUTYGRAPH_EXPORT Explanation explain_check(const Graph& graph, const CheckRow& row);

}  // namespace dutygraph
