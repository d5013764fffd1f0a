// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <algorithm>
#include <cstdint>
#include <optional>
#include <vector>

#include <dutygraph/model/instrument.hpp>

namespace dutygraph::tests {

/// Days on which something may hold, and those on which it does for certain.
struct Period {
  std::int64_t from = INT64_MIN, to = INT64_MAX, sure_from = INT64_MIN, sure_to = INT64_MAX;
};
using Periods = std::vector<Period>;

inline Period period(const std::optional<Date>& from, const std::optional<Date>& to) {
  Period out;
  if (from) {
    out.from = from->is_unknown() ? INT64_MIN : from->first();
    out.sure_from = from->is_unknown() ? INT64_MAX : from->last();
  }
  if (to) {
    out.to = to->is_unknown() ? INT64_MAX : to->last();
    out.sure_to = to->is_unknown() ? INT64_MIN : to->first();
  }
  return out;
}

/// When an instrument is law by its phases: from each phase in which it is to the next in which it is not.
inline Periods by_phases(const std::vector<Phase>& status) {
  if (status.empty()) return {Period{}};
  std::vector<Phase> phases = status;
  std::stable_sort(phases.begin(), phases.end(), [](const Phase& a, const Phase& b) {
    return (a.from ? a.from->first() : INT64_MIN) < (b.from ? b.from->first() : INT64_MIN);
  });
  Periods out;
  for (std::size_t i = 0; i < phases.size(); ++i) {
    if (phases[i].state == "annulled") return {};
    const auto law = [&](std::size_t k) { return phases[k].state == "in_force" || phases[k].state == "applies"; };
    if (!law(i) || (i > 0 && law(i - 1))) continue;
    std::size_t end = i;
    while (end < phases.size() && law(end)) ++end;
    const Period one = period(phases[i].from, end == phases.size() ? std::nullopt : phases[end].from);
    if (one.from < one.to) out.push_back(one);
  }
  for (const Phase& phase : phases)
    if (phase.state == "annulled") return {};
  return out;
}
inline bool was_adopted(const Instrument& text) {
  bool adopted = text.status.empty();
  for (const Phase& phase : text.status) {
    if (phase.state == "annulled") return false;
    adopted = adopted || phase.state != "proposed";
  }
  return adopted;
}

}  // namespace dutygraph::tests
