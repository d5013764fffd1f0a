// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include <dutygraph/graph/graph.hpp>
#include <dutygraph/query/nexus.hpp>

#include "query/holders.hpp"

namespace dutygraph::detail {

/// A human-rights condition, and the policy it rests on where it is not the deal itself.
struct Condition {
  SafeguardStatus status = SafeguardStatus::unknown;
  VertexId policy{};
};

/// The condition a deal records: `hr_condition`, else its safeguards; an empty list is "none", an
/// absent one is unknown.
[[nodiscard]] SafeguardStatus condition_of(std::string_view hr_condition,
                                           const std::optional<std::vector<Safeguard>>& safeguards);

/// What a State's ownership policies ask of the companies it holds. \ungp{4}
class OwnershipPolicies {
 public:
  OwnershipPolicies(const Graph& graph, VertexId state, std::int32_t day);
  /// The condition for a company in which the State has at least \p stake, through \p channel.
  [[nodiscard]] Condition condition(Low stake, std::string_view channel) const;

 private:
  const Graph* graph_;
  std::vector<VertexId> instruments_;
  std::vector<VertexId> policies_;
};

}  // namespace dutygraph::detail
