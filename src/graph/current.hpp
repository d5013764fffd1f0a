// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <dutygraph/graph/detail/tables.hpp>

namespace dutygraph::detail {

/// Whether a holding counts on \p day, as far as the versions of its record go, with what was stated
/// by \p known.
inline bool is_current(const Tables& t, const HoldingRow& row, std::uint32_t index, std::int32_t day,
                       std::int32_t known) {
  const Date recorded = Date::from_raw(row.recorded);
  if (!recorded.is_unknown() && recorded.first() > known) return false;
  if ((row.flags & HoldingRow::versioned) == 0) return true;
  const Version* version = t.versions.find(index);
  if (version == nullptr) return true;
  if (version->superseded <= known && day >= version->superseded) return false;
  return version->first || recorded.is_unknown() || recorded.first() <= day;
}

}  // namespace dutygraph::detail
