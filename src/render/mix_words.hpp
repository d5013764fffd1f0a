// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <dutygraph/query/outcome.hpp>
#include <dutygraph/query/portfolio.hpp>

#include "render/words.hpp"

namespace dutygraph::render::detail {

/// Ids of records, for machines.
[[nodiscard]] std::vector<std::string> ids(const Graph& graph, std::span<const VertexId> list);
/// The ids of the sources of some records, in the order of the records, none twice.
[[nodiscard]] std::vector<std::string> sources_of(const Graph& graph, std::span<const VertexId> list);
/// "a, b and c", shown safely.
[[nodiscard]] std::string listed(const std::vector<std::string>& items, std::string_view between = ", ");
/// At most six decimals, without zeros at the end: "0.333333", "12".
[[nodiscard]] std::string number(double value);
/// "0.25 (0 to 1)", or "0.25" where nothing is open; "no value (0 to 1)" where the measure has none.
[[nodiscard]] std::string estimate(const Estimate& value);
/// The dimension of the "rows" or "columns": "technology", "smart_mix" of a stamp of mix(); of quadrants the words it
/// uses.
[[nodiscard]] std::string axis_of(const Stamp& stamp, std::string_view name);
/// The notes that explain outcomes, where they occur.
void note_outcomes(Remarks& remarks, std::span<const Outcome> seen);

}  // namespace dutygraph::render::detail
