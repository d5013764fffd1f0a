// SPDX-License-Identifier: BSL-1.0
#include "query/coherence/norms.hpp"

#include <algorithm>
#include <numeric>
#include <set>

namespace dutygraph::detail {
namespace {

std::optional<Modality> parse_modality(std::string_view text) {
  constexpr std::string_view names[] = {"obligation",     "prohibition",    "permission", "exemption",
                                        "recommendation", "discouragement", "support",    "restriction"};
  for (std::size_t i = 0; i < modalities; ++i)
    if (names[i] == text) return static_cast<Modality>(i);
  return std::nullopt;
}

/// What is left of a modality in a text that does not bind; nothing if it has no effect.
std::optional<Modality> downgraded(Modality modality) {
  switch (modality) {
    case Modality::obligation:
      return Modality::recommendation;
    case Modality::prohibition:
    case Modality::restriction:
      return Modality::discouragement;
    case Modality::permission:
    case Modality::exemption:
      return std::nullopt;
    default:
      return modality;
  }
}

void note(std::set<std::string_view>& out, const std::optional<Scope>& scope) {
  if (!scope) return;
  out.insert(scope->in.begin(), scope->in.end());
  out.insert(scope->ex.begin(), scope->ex.end());
}

}  // namespace

Norms::Norms(const Graph& graph, std::stop_token stop)
    : records_{graph}, conditions_{graph.settings()}, ranks_{graph.settings()} {
  Diagnostics faults;
  make_dimensions(faults);
  if (faults.has_errors()) {
    faults.sort();
    throw InvalidData{std::move(faults)};
  }
  knows_companies_ = graph.vertices<Company>().begin() != graph.vertices<Company>().end();
  std::size_t done = 0;
  for (const VertexId v : graph.vertices<Provision>()) {
    if (++done % 4096 == 0 && stop.stop_requested()) throw Cancelled{};
    if (const Provision* fields = graph.fields<Provision>(v)) add(v, *fields);
  }
  for (const auto& group : graph.settings().incompatible_conducts)
    for (std::size_t i = 0; i < group.size(); ++i)
      for (std::size_t k = i + 1; k < group.size(); ++k)
        if (group[i] != group[k])
          clashes_.emplace_back(conducts_->add(std::vector{group[i]}), conducts_->add(std::vector{group[k]}));
  for (ScopeTable* table : {bearers_.get(), conducts_.get(), objects_.get(), territories_.get()}) table->close();
  reaches_->close();
  conditions_.close();
  ranks_.close();
  std::vector<std::uint32_t> order(norms_.size());
  std::iota(order.begin(), order.end(), 0U);
  std::sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) {
    return graph.key(norms_[a].vertex) < graph.key(norms_[b].vertex);
  });
  for (std::uint32_t i = 0; i < order.size(); ++i) norms_[order[i]].order = i;
}

void Norms::make_dimensions(Diagnostics& faults) {
  const Graph& graph = records_.graph();
  std::set<std::string_view> bearer, conduct, object, territory;
  for (const VertexId v : graph.vertices<Provision>()) {
    const Provision* fields = graph.fields<Provision>(v);
    if (fields == nullptr) continue;
    note(bearer, fields->bearer);
    note(conduct, fields->conduct);
    note(object, fields->object);
    if (fields->triggered_by) {
      note(bearer, fields->triggered_by->bearer);
      note(conduct, fields->triggered_by->conduct);
      note(object, fields->triggered_by->object);
    }
    for (const Reach& reach : fields->reach) territory.insert(reach.territory.begin(), reach.territory.end());
  }
  for (const auto& group : graph.settings().incompatible_conducts) conduct.insert(group.begin(), group.end());
  bearer_ = std::make_unique<Dimension>(graph, "bearer", bearer, faults);
  conduct_ = std::make_unique<Dimension>(graph, "conduct", conduct, faults);
  object_ = std::make_unique<Dimension>(graph, "object", object, faults);
  territory_ = std::make_unique<Dimension>(graph, "territory", territory, faults);
  bearers_ = std::make_unique<ScopeTable>(*bearer_);
  conducts_ = std::make_unique<ScopeTable>(*conduct_);
  objects_ = std::make_unique<ScopeTable>(*object_);
  territories_ = std::make_unique<ScopeTable>(*territory_);
  reaches_ = std::make_unique<ReachTable>(*territories_);
}

void Norms::add(VertexId v, const Provision& provision) {
  if (!records_.counts(provision.facts)) return;
  auto modality = parse_modality(provision.modality);
  if (!modality) return;
  Norm norm;
  norm.binding = records_.binds(provision);
  if (!norm.binding) modality = downgraded(*modality);
  if (!modality) return;
  norm.modality = *modality;
  norm.conditions = conditions_.add(provision.conditions);
  if (!conditions_.can_hold(norm.conditions)) return;
  const Spans spans = records_.life(v, provision);
  if (spans.empty()) return;
  norm.vertex = v;
  norm.agency = records_.agency_of(provision);
  norm.state = records_.state_of(v, provision);
  const Graph& graph = records_.graph();
  if (!provision.instrument.empty())
    if (const auto own = graph.find(VertexKind::instrument, provision.instrument)) norm.instrument = *own;
  norm.from = spans.front().from, norm.to = spans.back().to;
  norm.sure_from = spans.front().sure_from, norm.sure_to = spans.back().sure_to;
  norm.bearer = bearers_->add(provision.bearer);
  norm.conduct = conducts_->add(provision.conduct);
  norm.object = objects_->add(provision.object);
  std::vector<ReachEntry> reach;
  for (const Reach& entry : provision.reach)
    reach.push_back(entry.territory.empty() ? ReachEntry{}
                                            : ReachEntry{entry.basis, territories_->add(entry.territory)});
  if (reach.empty() && norm.state)
    reach.push_back({"territorial", territories_->add(std::vector{std::string{graph.key(norm.state)}})});
  if (reach.empty()) reach.emplace_back();
  norm.reach = reaches_->add(std::move(reach));
  norm.rank = ranks_.add(records_.standing(v, provision));
  if (const auto day = records_.adopted(v, provision); day && !day->is_unknown()) {
    norm.adopted = day->first();
    norm.adopted_last = day->last();
  } else if (day) {
    norm.adopted_last = Span::greatest;  // some day
  }
  norm.any_means = provision.any_means.value_or(false);
  norm.strong = provision.strength != "weak";
  norm.protects = provision.effect == "protects";
  norm.disputed = provision.facts.assertion == Assertion::disputed;
  norm.treaty = records_.rank_of(provision) == "treaty";
  norm.statute = records_.rank_of(provision) == "statute";

  NormExtra extra;
  if (spans.size() > 1) extra.spans = spans;
  extra.function = provision.function;
  extra.gate = provision.gate;
  extra.param = provision.param;
  if (norm.treaty) extra.parties = records_.parties_of(provision);
  const auto named = [&](const std::vector<std::string>& ids, std::vector<VertexId>& out) {
    for (const std::string& id : ids)
      for (const VertexKind kind : {VertexKind::provision, VertexKind::instrument})
        if (const auto other = graph.find(kind, id)) out.push_back(*other);
    std::sort(out.begin(), out.end());
  };
  named(provision.overrides, extra.prevails);
  named(provision.subject_to, extra.yields);
  norm.clauses = !extra.prevails.empty() || !extra.yields.empty();
  if (provision.triggered_by) {
    extra.triggered = true;
    extra.trigger_has_bearer = provision.triggered_by->bearer.has_value();
    extra.trigger_bearer = bearers_->add(provision.triggered_by->bearer);
    extra.trigger_conduct = conducts_->add(provision.triggered_by->conduct);
    extra.trigger_object = objects_->add(provision.triggered_by->object);
  }
  const bool has_extra = !extra.spans.empty() || !extra.function.empty() || !extra.gate.empty() || extra.param ||
                         !extra.parties.empty() || norm.clauses || extra.triggered;
  if (has_extra) {
    norm.extra = static_cast<std::uint32_t>(extras_.size());
    extras_.push_back(std::move(extra));
  }
  norms_.push_back(norm);
}

}  // namespace dutygraph::detail
