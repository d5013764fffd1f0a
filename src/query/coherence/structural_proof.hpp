// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <optional>
#include <string>

#include <dutygraph/query/coherence.hpp>

#include "query/coherence/plain.hpp"

namespace dutygraph::detail {

/// Derives a structural finding again from the records that it names and those that could speak against it: without
/// the detector's code, scopes and indexes. \return nothing if it follows; else what does not.
[[nodiscard]] std::optional<std::string> check_structural(const PlainWorld& world, const Finding& finding,
                                                          std::int32_t day);

}  // namespace dutygraph::detail
