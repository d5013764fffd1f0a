// SPDX-License-Identifier: BSL-1.0
#pragma once

/// \file
/// From a harmed right-holder to an effective mechanism: each step, and where the chain breaks. \ungp{25} to \ungp{31}

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

#include <dutygraph/config.hpp>
#include <dutygraph/graph/graph.hpp>
#include <dutygraph/query/check.hpp>
#include <dutygraph/query/outcome.hpp>
#include <dutygraph/query/result.hpp>

namespace dutygraph {

/// Whose mechanism it is.
enum class RemedyType : std::uint8_t {
  any,                 ///< the three together: whether there is a way at all. \ungp{25}
  state_judicial,      ///< courts. \ungp{26}
  state_non_judicial,  ///< a regulator, an NCP, an ombudsman. \ungp{27}
  non_state,           ///< of companies, associations, international bodies. \ungp{28}
};
/// "any", "state_judicial", "state_non_judicial", "non_state".
[[nodiscard]] DUTYGRAPH_EXPORT std::string_view to_string(RemedyType type) noexcept;
/// The element of the principles that a type speaks to: "ungp25.remedy_route".
[[nodiscard]] DUTYGRAPH_EXPORT std::string_view element_of(RemedyType type) noexcept;

/// What has to hold for a route to end in remedy, in the order in which somebody meets it.
enum class RemedyStage : std::uint8_t {
  route,      ///< the way exists on the day
  harm,       ///< it is for this right, and for the technology and the company asked about
  mechanism,  ///< a named body of the State, or other body, handles it and is in being
  access,     ///< it is open to this right-holder
  effective,  ///< courts: as principle 26 asks; others: the seven criteria of principle 31
};
inline constexpr std::size_t remedy_stages = 5;
/// "route", "harm", "mechanism", "access", "effective".
[[nodiscard]] DUTYGRAPH_EXPORT std::string_view to_string(RemedyStage stage) noexcept;

/// The answer at one step.
struct RemedyStep {
  Outcome result = Outcome::unknown;
  std::vector<CheckReason> because{};
  std::vector<CheckGap> missing{};  ///< never empty for UNKNOWN
};

/// One recorded way, step by step.
struct RemedyRoute {
  VertexId remedy{};     ///< null where an instrument or agency names a remedy that has no record of its own
  std::string id{};      ///< of the remedy, or what it is called
  VertexId mechanism{};  ///< null if not recorded
  /// FAIL if a step is; else UNKNOWN if a step is; else PARTIAL; PASS only if every step is.
  Outcome result = Outcome::unknown;
  std::optional<RemedyStage> broken_at{};         ///< the first step that fails, else the first that is not PASS
  std::array<RemedyStep, remedy_stages> steps{};  ///< by RemedyStage
};

/// What is recorded of one type of mechanism for one right.
struct RemedyRow {
  VertexId state{};
  std::string right{};
  std::string technology{};    ///< empty: not asked about
  std::string right_holder{};  ///< empty: not asked about
  VertexId company{};          ///< null: not asked about
  RemedyType type = RemedyType::any;
  /// PASS: a route holds at every step. PARTIAL: one does in part, or a record denies it. FAIL: a record says that
  /// there is none, or none of use in a scope declared complete. UNKNOWN: anything else, also where each recorded route
  /// fails: others may exist. Of `any`: PASS or PARTIAL if a type is, FAIL only if all three are.
  Outcome result = Outcome::unknown;
  std::string broken{};                ///< where the route that comes furthest breaks; empty for PASS
  std::vector<RemedyRoute> routes{};   ///< recorded routes that are, or may be, for this; by id. Empty for `any`
  std::vector<CheckReason> because{};  ///< what decides beside the routes: negative records, a complete scope
  std::vector<CheckGap> missing{};     ///< of UNKNOWN: what would decide, of all routes; never empty for UNKNOWN
};

/// Rows of remedies(), by id of State, then right, technology, company, type.
using RemedyResult = Result<RemedyRow>;

/// Options of remedies().
struct RemedyOptions {
  std::vector<VertexId> states{};           ///< DEFAULT: all
  std::vector<std::string> rights{};        ///< DEFAULT: those that matter for the State, and those remedies name
  std::vector<std::string> technologies{};  ///< one question for each. DEFAULT: whatever the technology
  std::vector<VertexId> companies{};        ///< who may have done harm; one question for each. DEFAULT: whoever
  std::string right_holder{};               ///< codelist `stakeholder`: "children". DEFAULT: anybody harmed
  std::optional<Date> as_of{};              ///< DEFAULT: the day of the view, else the document's
  std::stop_token stop{};                   ///< asks to end: Cancelled is thrown
};

/// The chains from right-holders to mechanisms of remedy, for each type. A route is a `remedies` record, or what an
/// instrument or agency names as its remedy. It is for a right if it names that right or one above it, or an instrument
/// of the State's mix that speaks to it, or an agency of the State that enforces one. A route `open_to`
/// `affected_group` is open to whoever was harmed; a list that leaves out the right-holder leaves the step open outside
/// a complete scope. Criteria of principle 31 count for mechanisms that are not courts only; marks under `elements` of
/// the route or its mechanism count too.
/// \return four rows (any and the three types) per question; none for a world without States or rights.
/// \throws UsageError if no day is given anywhere; NotFound for a right-holder that is no code; Cancelled.
/// Complexity: questions × remedies × instruments of the State.
[[nodiscard]] DUTYGRAPH_EXPORT RemedyResult remedies(const Graph& graph, const RemedyOptions& options = {});

}  // namespace dutygraph
