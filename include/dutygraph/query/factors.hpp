// SPDX-License-Identifier: BSL-1.0
#pragma once

/// \file
/// A drafting aid: the fifteen factors for regulatory responses, asked of one instrument. \ungp{3}

#include <cstdint>
#include <optional>
#include <stop_token>
#include <string_view>
#include <vector>

#include <dutygraph/config.hpp>
#include <dutygraph/graph/graph.hpp>
#include <dutygraph/query/check.hpp>
#include <dutygraph/query/outcome.hpp>
#include <dutygraph/query/result.hpp>
#include <dutygraph/vocab/ungp.hpp>

namespace dutygraph {

/// The stages of drafting, after the UNGPs Compass. It places rf05 to rf08, one in each; where the other factors are
/// asked is this project's choice.
enum class DraftStage : std::uint8_t {
  problem,    ///< 1: problem and aim, on evidence, with those concerned
  law,        ///< 2: existing law, and whether it works; what other States do
  measures,   ///< 3: the means, their fit, their words
  oversight,  ///< 4: oversight, accountability, review
};
/// "problem", "law", "measures", "oversight".
[[nodiscard]] DUTYGRAPH_EXPORT std::string_view to_string(DraftStage stage) noexcept;
/// The stage in which a factor is asked. \pre \p factor is one of vocab::factors().
[[nodiscard]] DUTYGRAPH_EXPORT DraftStage stage_of(const vocab::Element& factor) noexcept;
/// What in the records answers a factor, in words. \pre as for stage_of().
[[nodiscard]] DUTYGRAPH_EXPORT std::string_view test_of(const vocab::Element& factor) noexcept;

/// One factor of one instrument.
struct FactorRow {
  VertexId instrument{};
  VertexId state{};                        ///< null if none stands behind it
  const vocab::Element* factor = nullptr;  ///< never null in a result
  Outcome result = Outcome::unknown;
  std::vector<CheckReason> because{};
  std::vector<CheckGap>
      missing{};  ///< never empty for UNKNOWN; of PARTIAL what would make it whole, where that is known
};

/// Rows of factors(): by id of instrument, then by stage, then factor.
using FactorResult = Result<FactorRow>;

/// Options of factors().
struct FactorOptions {
  std::vector<VertexId> instruments{};  ///< DEFAULT: those that are proposed or adopted on the day, and not in force
  std::vector<VertexId> states{};       ///< only instruments of these. DEFAULT: of all
  std::optional<Date> as_of{};          ///< DEFAULT: the day of the view, else the document's
  int review_years = 5;                 ///< rf04: how old a review may be
  std::stop_token stop{};               ///< asks to end: Cancelled is thrown
};

/// rf01 to rf15 for instruments, drafts above all. A factor is answered from the fields of the instrument, its
/// provisions and objectives and the law around it, as test_of() says; where these decide nothing, from marks under
/// `elements` of the instrument, its provisions and events about it; else it is UNKNOWN, with what would decide and who
/// could supply it. FAIL takes a recorded negative. Tests are this project's operationalisation, not UN positions.
/// \return fifteen rows an instrument.
/// \throws UsageError if no day is given anywhere; Cancelled.
/// Complexity: instruments asked × records.
[[nodiscard]] DUTYGRAPH_EXPORT FactorResult factors(const Graph& graph, const FactorOptions& options = {});

}  // namespace dutygraph
