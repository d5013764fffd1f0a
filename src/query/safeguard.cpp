// SPDX-License-Identifier: BSL-1.0
#include "query/safeguard.hpp"

#include <algorithm>
#include <optional>

#include <dutygraph/query/standing.hpp>

namespace dutygraph::detail {

SafeguardStatus condition_of(std::string_view hr_condition, const std::optional<std::vector<Safeguard>>& safeguards) {
  if (hr_condition == "required") return SafeguardStatus::required;
  if (hr_condition == "expected") return SafeguardStatus::expected;
  if (hr_condition == "none") return SafeguardStatus::none;
  if (!hr_condition.empty() || !safeguards) return SafeguardStatus::unknown;
  if (safeguards->empty()) return SafeguardStatus::none;
  const bool asks = std::any_of(safeguards->begin(), safeguards->end(), [](const Safeguard& safeguard) {
    return safeguard.kind == "hrdd" || safeguard.kind == "enhanced_dd" || safeguard.kind == "clause";
  });
  return asks ? SafeguardStatus::required : SafeguardStatus::unknown;
}

OwnershipPolicies::OwnershipPolicies(const Graph& graph, VertexId state, std::int32_t day) : graph_{&graph} {
  std::optional<Standings> standings;  // made where there is a policy at all
  for (const EdgeId e : graph.out_edges(state, EdgeKind::issues)) {
    const VertexId v = graph.target(e);
    const Instrument* instrument = graph.fields<Instrument>(v);
    if (instrument == nullptr || instrument->type != "ownership_policy") continue;
    if (!standings) standings.emplace(graph, Date::from_days(day));
    if (standings->in_force(v) == Certainty::certain) instruments_.push_back(v);
  }
  for (const EdgeId e : graph.out_edges(state, EdgeKind::bears))
    if (graph.kind(graph.target(e)) == VertexKind::safeguard_policy && graph.on(e, day) == Certainty::certain)
      policies_.push_back(graph.target(e));
  const auto by_key = [&](VertexId a, VertexId b) { return graph.key(a) < graph.key(b); };
  std::sort(instruments_.begin(), instruments_.end(), by_key);
  std::sort(policies_.begin(), policies_.end(), by_key);
}

Condition OwnershipPolicies::condition(Low stake, std::string_view channel) const {
  Condition best;
  const auto take = [&](SafeguardStatus status, VertexId policy) {
    if (status > best.status) best = {status, policy};
  };
  for (const VertexId v : policies_) {
    const SafeguardPolicy* policy = graph_->fields<SafeguardPolicy>(v);
    const auto& to = policy->applies_to;
    if (!policy->safeguards.empty() && std::find(to.begin(), to.end(), channel) != to.end())
      take(SafeguardStatus::required, v);
  }
  for (const VertexId v : instruments_) {
    const Instrument* policy = graph_->fields<Instrument>(v);
    if (policy->hrdd.empty()) continue;
    if (policy->hrdd == "none") {
      take(SafeguardStatus::none, v);
      continue;
    }
    // A policy that binds from a stake on is an expectation below it.
    bool binds = policy->binding == "mandatory";
    if (policy->scope)
      for (const ScopeTest& test : policy->scope->tests)
        if (test.metric == "stake" && test.value) {
          const auto limit = Percent::parse(test.value->to_string());
          const auto compare = test.op == ">" ? ControlProfile::Compare::more_than : ControlProfile::Compare::at_least;
          binds = binds && limit && Holders::meets(stake, {limit->value.units(), Percent::units_per_percent}, compare);
        }
    take(binds ? SafeguardStatus::required : SafeguardStatus::expected, v);
  }
  return best;
}

}  // namespace dutygraph::detail
