// SPDX-License-Identifier: BSL-1.0
#include "query/safeguard.hpp"

#include <algorithm>

namespace dutygraph::detail {

Certainty in_force(const Graph& graph, VertexId v, std::int32_t day) {
  const Certainty exists = graph.lifetime(v).on(day);
  const Instrument* instrument = graph.fields<Instrument>(v);
  if (instrument == nullptr || instrument->status.empty()) return exists;
  // The last phase that has begun for certain, and any later one that may have.
  const auto applies = [](const Phase& phase) { return phase.state == "in_force" || phase.state == "applies"; };
  const Phase* current = nullptr;
  bool open = false;
  for (const Phase& phase : instrument->status) {
    if (phase.state == "annulled") return Certainty::no;  // void from the start
    const std::int32_t first = phase.from ? phase.from->first() : INT32_MIN;
    const std::int32_t last = phase.from ? phase.from->last() : INT32_MIN;
    if (last <= day) {
      if (current == nullptr || !current->from || (phase.from && current->from->first() <= first)) current = &phase;
    } else if (first <= day) {
      open = true;
    }
  }
  const bool now = current != nullptr && applies(*current);
  if (open) return std::min(exists, Certainty::possible);
  return now ? exists : Certainty::no;
}

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
  for (const EdgeId e : graph.out_edges(state, EdgeKind::issues)) {
    const VertexId v = graph.target(e);
    const Instrument* instrument = graph.fields<Instrument>(v);
    if (instrument != nullptr && instrument->type == "ownership_policy" &&
        in_force(graph, v, day) == Certainty::certain)
      instruments_.push_back(v);
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
