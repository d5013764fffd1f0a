// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <functional>
#include <stop_token>

#include "query/coherence/judge.hpp"

namespace dutygraph::detail {

/// Takes a finding; says whether to go on.
using Sink = std::function<bool(Finding&&)>;

/// Pairs of provisions that pull apart. \return false if the sink ended it.
bool find_pairs(Judge& judge, const Sink& sink, const std::stop_token& stop);
/// Bans that together close every way of a duty. Call after find_pairs().
bool find_joint(Judge& judge, const Sink& sink, const std::stop_token& stop);
/// Permissions that set off what another agency forbids to others.
bool find_frustrations(Judge& judge, const Sink& sink, const std::stop_token& stop);

/// Records of support, restriction and safeguards: I1 to I3.
bool find_support(const Records& records, const Judge& judge, const Sink& sink);
/// Records of mandates, promises, coordination and means: I4 to I8.
bool find_institutional(const Records& records, const Judge& judge, const Sink& sink);
/// Treaties, positions, terms and aims: I9 to I12.
bool find_abroad(const Records& records, const Judge& judge, const Sink& sink);

}  // namespace dutygraph::detail
