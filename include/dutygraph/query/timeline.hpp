// SPDX-License-Identifier: BSL-1.0
#pragma once

/// \file
/// When control of a company began and ended.

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <stop_token>
#include <vector>

#include <dutygraph/config.hpp>
#include <dutygraph/graph/graph.hpp>
#include <dutygraph/query/control.hpp>
#include <dutygraph/query/result.hpp>

namespace dutygraph {

/// A span of days on which the verdict for one State and one company stays the same.
struct TimelineRow {
  VertexId state{};
  VertexId company{};
  std::optional<Date> date{};       ///< the first day, on which the verdict changed; nothing: since ever
  std::optional<Date> to{};         ///< the day of the next change; nothing: no further change is recorded
  std::optional<Verdict> before{};  ///< until that day; nothing in the first row
  Verdict verdict = Verdict::excluded;
  Bound low{}, high{};                                 ///< the State's total over the whole span: at least, and at most
  Assumptions assumptions{};                           ///< on the first day
  std::uint32_t first_evidence = 0, num_evidence = 0;  ///< see TimelineResult::evidence()
};

/// Rows of timeline(), by id of State, then of company, then by date.
class DUTYGRAPH_EXPORT TimelineResult : public Result<TimelineRow> {
 public:
  TimelineResult() = default;
  TimelineResult(std::vector<TimelineRow> rows, std::vector<EdgeId> evidence, Stamp stamp)
      : Result{std::move(rows), std::move(stamp)},
        evidence_{std::make_shared<const std::vector<EdgeId>>(std::move(evidence))} {}
  /// The holdings that the verdict rests on, on the first day of the span.
  [[nodiscard]] std::span<const EdgeId> evidence(const TimelineRow& row) const noexcept {
    return evidence_ ? std::span{*evidence_}.subspan(row.first_evidence, row.num_evidence) : std::span<const EdgeId>{};
  }

 private:
  std::shared_ptr<const std::vector<EdgeId>> evidence_;
};

/// Options of timeline().
struct TimelineOptions {
  ControlProfile profile{};           ///< DEFAULT: majority of votes
  std::vector<VertexId> states{};     ///< DEFAULT: all that hold anything of the companies, on any day
  std::vector<VertexId> companies{};  ///< of which at least one is needed
  std::stop_token stop{};             ///< asks to end: Cancelled is thrown
};

/// The days on which the verdict of control() for a State and a company changes. \ungp{4}
///
/// Only days on which some fact begins, ends, may begin or may end, or is stated anew, are looked at: between two of
/// them nothing changes. Per State and company the first row holds since ever, and is the only one where nothing
/// changes. A company that is dissolved is excluded.
///
/// \param graph  not a view as of a day: what such a view hides is not seen
/// \return rows by id of State, id of company and date.
/// \throws UsageError if no company is given; Cancelled.
/// Complexity: one run of control() on the company's owners, direct and indirect, for each such day.
[[nodiscard]] DUTYGRAPH_EXPORT TimelineResult timeline(const Graph& graph, const TimelineOptions& options);

}  // namespace dutygraph
