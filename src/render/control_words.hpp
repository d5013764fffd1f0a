// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <string>
#include <string_view>

#include "render/words.hpp"

namespace dutygraph::render::detail {

/// Adds the fields of a row of control(). \p profile is left out if empty.
void add_control(Record& record, const Graph& graph, const ControlResult& result, const ControlRow& row,
                 std::string_view profile);

/// What the verdict of a row rests on: holdings, or for an organ that it is part of the State.
[[nodiscard]] std::vector<EdgeId> grounds(const Graph& graph, const ControlResult& result, const ControlRow& row);

/// "controls", "may control", "not shown to control".
[[nodiscard]] std::string verdict_words(const ControlRow& row);
/// "53.97 % (from capital)".
[[nodiscard]] std::string total_words(const ControlRow& row, const ControlProfile& profile);
/// "votes, step 2 of a chain", "organ of the State".
[[nodiscard]] std::string basis_words(const Graph& graph, const ControlRow& row);
/// What is special about a row: blocking, inconsistent, last seen.
[[nodiscard]] std::string remark_words(const Graph& graph, const ControlRow& row);

}  // namespace dutygraph::render::detail
