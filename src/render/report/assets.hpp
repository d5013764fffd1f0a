// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <string_view>

namespace dutygraph::render::detail {

/// The style sheet of a report: system fonts, light and dark, narrow screens, paper.
[[nodiscard]] std::string_view report_style() noexcept;
/// The script of a report: sorting and search of tables, nothing else. Without it everything is there all the same.
[[nodiscard]] std::string_view report_script() noexcept;

}  // namespace dutygraph::render::detail
