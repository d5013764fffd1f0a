// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <string_view>
#include <vector>

#include <dutygraph/model/holding.hpp>

namespace dutygraph::io::detail {

class ObjectReader;

/// Names of the fields of an interest, and of a holding.
[[nodiscard]] const std::vector<std::string_view>& interest_fields();
[[nodiscard]] const std::vector<std::string_view>& holding_fields();

/// Reads the fields of a holding but its id.
void read_holding(ObjectReader& in, Holding& holding);

}  // namespace dutygraph::io::detail
