// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <dutygraph/date.hpp>

#include "io/json.hpp"

namespace dutygraph::io::detail {

/// A record with some fields replaced or added; null takes a field away. \pre \p record is a JSON object
[[nodiscard]] std::string merged(const std::string& record, const std::vector<JsonTree::Node>& fields);

/// A record that ends on \p day if it did not end before; interests of a holding that would begin later are left out.
/// \param problem  says why it cannot end then; the result is empty
[[nodiscard]] std::string ended(const std::string& record, Date day, std::string& problem);

/// A record as a line of the native format.
[[nodiscard]] std::string edit_row(std::string_view section, const std::string& record);

}  // namespace dutygraph::io::detail
