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

/// Which date of a deal says on which day it was made.
enum class DealDate : std::uint8_t {
  none,     ///< no date is recorded: nothing can be said of that day
  signed_,  ///< `signed`: the day of the award, the guarantee or the licence
  from,     ///< `from`: the first day of its period, where no signing is recorded
};
/// "unknown", "signed", "from".
[[nodiscard]] DUTYGRAPH_EXPORT std::string_view to_string(DealDate date) noexcept;

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

  // Of a deal: who else is in it. All by id.
  std::vector<VertexId> givers{};                ///< who gives, buys, guarantees or carries
  std::vector<VertexId> states_behind{};         ///< the States whose organs are among the givers, or may be
  std::vector<VertexId> controllers{};           ///< States that control the company for certain
  std::vector<VertexId> possible_controllers{};  ///< States that may

  // Of support that is passed on over several deals; `engagement` is the last of them.
  std::vector<VertexId> via{};   ///< who passes it on, from the State on
  std::vector<VertexId> path{};  ///< the deals, from the State's own to the last; empty: there is one only

  // Of a row of NexusOptions::at_deal.
  bool at_deal = false;                 ///< it is one
  std::optional<Date> deal_day{};       ///< on which the deal was made, as exactly as recorded
  DealDate deal_date = DealDate::none;  ///< which date of the deal that is
  Bound low{}, high{};                  ///< the State's total in the company then; of an organ: nothing
  bool is_organ = false;                ///< the company was an organ of the State then, or may have been
};

/// Rows of nexus(), by id of State, then company, channel, agency and engagement.
using NexusResult = Result<NexusRow>;

/// Options of nexus().
struct NexusOptions {
  ControlProfile profile{};           ///< of the control verdicts. DEFAULT: majority
  std::optional<Date> as_of{};        ///< DEFAULT: the day of the view, else the document's
  std::vector<VertexId> states{};     ///< DEFAULT: all
  std::vector<VertexId> companies{};  ///< DEFAULT: all
  /// Only this channel, or a group of them: "ownership" (n01 to n05), "support" (n06 to n12, n27), "procurement"
  /// (n13 to n15), "licence" (n18, n20). DEFAULT: all
  std::string channel{};
  bool at_deal = false;    ///< instead: deals of companies that States control, each on the day it was made
  bool excluded = false;   ///< of at_deal: also deals of companies that no State is shown to control
  std::stop_token stop{};  ///< asks to end: Cancelled is thrown
};

/// All ties of States to companies on a day: holdings of the State, its organs and the companies it
/// controls; special rights; and every deal in which an organ takes part. \ungp{4}, \ungp{5}, \ungp{6}
///
/// Closeness follows the logic of the commentary on principle 4 and is this project's scale: C4 organ,
/// C3 control, C2 substantial support or stake, C1 transaction.
///
/// Support that a receiver passes on in a deal of its own is one row more for each receiver and last deal: `path` has
/// the deals and `via` who passes it on, `channel` and `agency` are those of the State's own deal, the closeness is the
/// least of the chain's channels and the condition what all its deals have. Of several chains the row has the shortest
/// one that is certain, else the shortest. Members of a bank of States (an organisation of kind ifi or igo) are tied to
/// what it finances (n27) by way of it.
///
/// With `at_deal`, one row for each deal, company that receives in it, and State that controlled the company, or may
/// have, on the day the deal was made: `signed`, else `from`. A coarse date is any of its days: the verdict is certain
/// only if it is on all of them. Of a deal without a date the verdict is not known (`deal_date` is none, and `verdict`
/// possible): the States are those that control the company, or may, on any day. `as_of` then only leaves out what was
/// made after it; what is made on a later day of the same coarse date is kept.
/// With `excluded` (and for companies asked for), the States that give in a deal, hold any interest in the company, or
/// nobody (a row without State) stand for what no State is shown to control.
///
/// \return rows by id of State, company, channel, agency and engagement; none if there are no ties.
/// \throws UsageError if no day is given anywhere (without `at_deal`), or for a view as of a day (with it); Cancelled.
[[nodiscard]] DUTYGRAPH_EXPORT NexusResult nexus(const Graph& graph, const NexusOptions& options = {});

}  // namespace dutygraph
