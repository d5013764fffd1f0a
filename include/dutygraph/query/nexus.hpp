// SPDX-License-Identifier: BSL-1.0
#pragma once

/// \file
/// The State-business nexus: which companies a State is tied to, how, and how closely.

#include <cstdint>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

#include <dutygraph/config.hpp>
#include <dutygraph/graph/graph.hpp>
#include <dutygraph/query/control.hpp>
#include <dutygraph/query/result.hpp>
#include <dutygraph/vocab/channel.hpp>

namespace dutygraph {

/// Whether a tie comes with a human-rights condition. \ungp{4}
enum class SafeguardStatus : std::uint8_t {
  unknown,   ///< nothing is recorded: not the same as none
  none,      ///< recorded as absent
  expected,  ///< asked for, not required
  required,
};
[[nodiscard]] DUTYGRAPH_EXPORT std::string_view to_string(SafeguardStatus status) noexcept;

/// One tie of a State to one company through one channel.
struct NexusRow {
  VertexId state{};
  VertexId company{};
  std::string_view ungp{};  ///< principle or principles: "4", "4,10"
  std::string channel{};    ///< "n01" to "n27", or a code of the user's; empty if not recorded
  VertexId agency{};        ///< the member of the State's group, or what it controls, that is tied
  VertexId engagement{};    ///< the deal; null for ownership
  std::string role{};       ///< of the company in the deal
  vocab::Closeness closeness = vocab::Closeness::c1;
  Verdict verdict = Verdict::certain;  ///< of ownership: certain or possible; of a deal: certain unless dates or
                                       ///< sources leave it open
  std::optional<Share> share{};        ///< of ownership: the votes, else the capital, that this channel carries
  Interval valid{};                    ///< from when to when, as recorded
  std::optional<Decimal> amount{};
  std::string currency{};
  SafeguardStatus safeguard = SafeguardStatus::unknown;
  VertexId policy{};          ///< the instrument or policy that the status rests on, where it is not the deal itself
  Assumptions assumptions{};  ///< what the row takes for granted
  std::vector<EdgeId> evidence{};  ///< never empty
};

/// Rows of nexus(), by id of State, then company, channel, agency and engagement.
using NexusResult = Result<NexusRow>;

/// Options of nexus().
struct NexusOptions {
  ControlProfile profile{};           ///< of the control verdicts. DEFAULT: majority
  std::optional<Date> as_of{};        ///< DEFAULT: the day of the view, else the document's
  std::vector<VertexId> states{};     ///< DEFAULT: all
  std::vector<VertexId> companies{};  ///< DEFAULT: all
  std::string channel{};              ///< only this channel. DEFAULT: all
  std::stop_token stop{};             ///< asks to end: Cancelled is thrown
};

/// All ties of States to companies on a day: holdings of the State, its organs and the companies it
/// controls; special rights; and every deal in which an organ takes part. \ungp{4}, \ungp{5}, \ungp{6}
///
/// Closeness follows the logic of the commentary on principle 4 and is this project's scale: C4 organ,
/// C3 control, C2 substantial support or stake, C1 transaction.
///
/// \return rows by id of State, company, channel, agency and engagement; none if there are no ties.
/// \throws UsageError if no day is given anywhere; Cancelled.
[[nodiscard]] DUTYGRAPH_EXPORT NexusResult nexus(const Graph& graph, const NexusOptions& options = {});

}  // namespace dutygraph
