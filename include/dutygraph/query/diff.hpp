// SPDX-License-Identifier: BSL-1.0
#pragma once

/// \file
/// Which verdicts differ between two days or two worlds.

#include <cstdint>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

#include <dutygraph/config.hpp>
#include <dutygraph/graph/graph.hpp>
#include <dutygraph/query/control.hpp>
#include <dutygraph/query/nexus.hpp>
#include <dutygraph/query/result.hpp>

namespace dutygraph {

/// How a verdict changed.
enum class DiffChange : std::uint8_t {
  added,    ///< only the second says so
  removed,  ///< only the first says so
  changed,  ///< both, differently
};
[[nodiscard]] DUTYGRAPH_EXPORT std::string_view to_string(DiffChange change) noexcept;

/// One verdict that differs. Actors are named by id, since the two worlds need not have the same records.
struct DiffRow {
  /// What one of the two says.
  struct Side {
    Verdict verdict = Verdict::excluded;
    Bound low{}, high{};                 ///< of control: the State's total
    vocab::Closeness closeness{};        ///< of a tie
    SafeguardStatus safeguard{};         ///< of a tie
    std::vector<std::string> sources{};  ///< ids, in the order of the evidence
  };
  std::string_view query{};  ///< "control" or "nexus"
  std::string state{}, company{};
  std::string state_name{}, company_name{};
  std::string channel{}, agency{}, engagement{}, role{};  ///< of a tie
  DiffChange change = DiffChange::changed;
  std::optional<Side> before{}, after{};  ///< nothing: not recorded at all
};

/// Rows of diff(): control first, then ties; by id of State, company, channel, agency, engagement and role.
using DiffResult = Result<DiffRow>;

/// Options of diff().
struct DiffOptions {
  ControlProfile profile{};                       ///< DEFAULT: majority
  std::optional<Date> before_day{}, after_day{};  ///< DEFAULT: the day of each view, else of each document
  std::vector<std::string> states{};              ///< ids. DEFAULT: all
  std::vector<std::string> companies{};           ///< ids. DEFAULT: all
  std::stop_token stop{};                         ///< asks to end: Cancelled is thrown
};

/// Compares verdicts, not lines: companies that a State controls in one world or on one day and not, or not as surely,
/// in the other; and ties that only one has, or whose certainty, closeness or human-rights condition differs. A
/// difference in a share, a name or a source that changes no verdict is none.
///
/// \return nothing if all verdicts are the same.
/// \throws NotFound if a State or company is in neither; UsageError if no day is given anywhere; Cancelled.
[[nodiscard]] DUTYGRAPH_EXPORT DiffResult diff(const Graph& before, const Graph& after,
                                               const DiffOptions& options = {});

}  // namespace dutygraph
