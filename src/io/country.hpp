// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <optional>
#include <string_view>

namespace dutygraph::io::detail {

/// The ISO 3166-1 alpha-2 code that a country is written as: a code of ISO 3166-1 or -2 in either case, or a name in
/// English (or one of a few others), in any case of its ASCII letters. A part of the United Kingdom is GB.
/// \return nothing for anything else.
[[nodiscard]] std::optional<std::string_view> country_named(std::string_view text);

/// The country of an identifier scheme of org-id.guide: GB for "GB-COH".
/// \return nothing for schemes of no country: "XI-LEI".
[[nodiscard]] std::optional<std::string_view> country_of_scheme(std::string_view scheme);

}  // namespace dutygraph::io::detail
