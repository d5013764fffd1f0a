// SPDX-License-Identifier: BSL-1.0
#pragma once

/// \file
/// Tables of a National Baseline Assessment: what is recorded of each element of each principle.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <dutygraph/config.hpp>
#include <dutygraph/graph/graph.hpp>
#include <dutygraph/query/result.hpp>

namespace dutygraph {

/// One record that speaks to one element, or an element to which none does.
struct BaselineRow {
  VertexId state{};
  std::uint8_t principle = 0;      ///< 1 to 10, 25 to 31
  std::string_view element{};      ///< "ungp3a.law"; empty for 29 and 30, which ask nothing of States
  std::string_view expectation{};  ///< our paraphrase of the element, else of the principle
  VertexId record{};               ///< null: nothing is recorded
  std::optional<Assertion> assertion{};
  bool coded = false;  ///< a hand-coded mark of the record (`elements`); else derived from its fields
  std::string why{};   ///< of derived rows: "mandatory, in force"
};

/// Rows of baseline(), by id of State, then principles 1 to 10 and 25 to 31, elements in their order, section and id.
using BaselineResult = Result<BaselineRow>;

/// Options of baseline().
struct BaselineOptions {
  std::vector<VertexId> states{};  ///< DEFAULT: every State with an instrument
  std::optional<Date> as_of{};     ///< DEFAULT: the day of the view, else the document's
};

/// What is recorded of every element of the principles for a State on a day, as the tables of a National Baseline
/// Assessment ask: hand-coded marks of records that belong to the State, and records whose fields speak for themselves
/// (an instrument in force that is mandatory speaks to 3(a), one of guidance to 3(c), a remedy to 25 to 31, and so on).
/// A list of evidence, not an assessment; an element without a record has one row without one: not known.
/// \throws UsageError if no day is given anywhere.
[[nodiscard]] DUTYGRAPH_EXPORT BaselineResult baseline(const Graph& graph, const BaselineOptions& options = {});

}  // namespace dutygraph
