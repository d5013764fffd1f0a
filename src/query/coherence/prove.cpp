// SPDX-License-Identifier: BSL-1.0
#include <algorithm>
#include <map>

#include <dutygraph/error.hpp>
#include <dutygraph/query/proof.hpp>

#include "query/coherence/judge.hpp"
#include "query/coherence/plain.hpp"
#include "query/coherence/proofs.hpp"
#include "query/day.hpp"

namespace dutygraph {

using namespace detail;

namespace {

/// The shortest way up from \p atom to a node that \p scope names; empty if it names none above.
std::vector<std::string> way_up(const PlainDimension& dimension, const std::string& atom, const Scope& scope) {
  Names goals;
  for (const std::string& id : scope.in) goals.insert(dimension.spelled(id));
  std::map<std::string, std::string> below{{dimension.spelled(atom), {}}};
  std::vector<std::string> ring{dimension.spelled(atom)};
  while (!ring.empty()) {
    std::vector<std::string> next;
    for (const std::string& node : ring) {
      if (goals.contains(node)) {
        std::vector<std::string> way;
        for (std::string at = node; !at.empty(); at = below[at]) way.push_back(at);
        std::reverse(way.begin(), way.end());
        return way;
      }
      for (const std::string& parent : dimension.parents(node))
        if (below.emplace(parent, node).second) next.push_back(parent);
    }
    ring = std::move(next);
  }
  return {};
}

std::string text_of(Modality modality) {
  constexpr std::string_view names[] = {"obligation",     "prohibition",    "permission", "exemption",
                                        "recommendation", "discouragement", "support",    "restriction"};
  return std::string{names[static_cast<std::size_t>(modality)]};
}

std::string join(const std::vector<std::string>& list) {
  std::string text;
  for (const std::string& item : list) text += (text.empty() ? "" : ", ") + item;
  return text;
}

std::string text_of(const std::optional<Scope>& scope) {
  if (!scope || (scope->in.empty() && scope->ex.empty())) return "everything";
  std::string text = scope->in.empty() ? "everything" : join(scope->in);
  if (!scope->ex.empty()) text += " without " + join(scope->ex);
  return text;
}

std::string text_of(const Spans& spans) {
  std::string text;
  for (const Span& span : spans) text += (text.empty() ? "" : "; ") + span.interval().to_string();
  return text.empty() ? "never" : text;
}

std::string text_of(const std::vector<Reach>& reaches) {
  std::string text;
  for (const Reach& reach : reaches)
    text += (text.empty() ? "" : "; ") +
            (reach.territory.empty() ? std::string{"everywhere"} : reach.basis + " " + join(reach.territory));
  return text;
}

std::vector<std::string> sources_of(const Graph& graph, VertexId v) {
  std::vector<std::string> ids;
  for (const Source& source : graph.sources(v)) ids.push_back(source.id);
  return ids;
}

std::string named(const Graph& graph, const IdList& ids) {
  std::string text;
  for (std::size_t i = 0; i < ids.size(); ++i)
    text += (i == 0 ? "" : i + 1 == ids.size() ? " and " : ", ") + std::string{graph.key(ids[i])};
  return text;
}

Explanation side(const PlainWorld& world, VertexId v) {
  const Graph& graph = world.graph();
  Explanation told{.claim = std::string{graph.key(v)}, .sources = sources_of(graph, v)};
  if (graph.name(v) != graph.key(v)) told.facts.emplace_back("name", graph.name(v));
  if (graph.kind(v) != VertexKind::provision) {
    told.claim += " is one of " + std::string{section_of(graph.kind(v))};
    if (const std::string time = graph.lifetime(v).to_string(); time != "always")
      told.facts.emplace_back("holds", time);
    return told;
  }
  const Clause clause = world.clause(v);
  if (clause.fields == nullptr) return told;
  const Provision& p = *clause.fields;
  told.claim += clause.modality
                    ? " is " + std::string{clause.binding ? "binding: " : "not binding: "} + text_of(*clause.modality)
                    : " has no effect: it does not bind, or does not count";
  if (const std::string cite = cited(world, v); !cite.empty()) told.facts.emplace_back("cites", cite);
  if (clause.agency) told.facts.emplace_back("agency", graph.key(clause.agency));
  told.facts.emplace_back("bearer", text_of(p.bearer));
  told.facts.emplace_back("conduct", text_of(p.conduct) + (p.any_means.value_or(false) ? ", by any means" : ""));
  told.facts.emplace_back("object", text_of(p.object));
  told.facts.emplace_back("reach", text_of(clause.reach));
  told.facts.emplace_back("holds", text_of(clause.spans));
  if (!p.conditions.empty()) told.facts.emplace_back("if", join(p.conditions));
  return told;
}

}  // namespace

Proof prove(const Graph& graph, const Finding& finding, const CoherenceOptions& options) {
  const PlainWorld world{graph};
  Proof proof;
  for (const VertexId v : finding.ids) proof.provisions.emplace_back(graph.key(v), cited(world, v));
  if (finding.kind > TensionKind::frustration) return proof;
  const Witness& seen = finding.witness;
  const auto part = [&](const PlainDimension& dimension, std::string_view atom, bool common) {
    return common ? std::optional{dimension.spelled(atom)} : std::nullopt;
  };
  // A witness without a name is one too, in a dimension that has no nodes.
  std::vector<Clause> clauses;
  for (const VertexId v : finding.ids) clauses.push_back(world.clause(v));
  bool who = true, how = true, what = true;
  if (clauses.size() == 2 && finding.kind != TensionKind::frustration) {
    const Provision &p = *clauses[0].fields, &q = *clauses[1].fields;
    who = world.bearers_meet(clauses[0], clauses[1]) == Meet::definite;
    how = !seen.other_conduct.empty() ? !seen.conduct.empty()
                                      : world.conduct.meet(p.conduct, q.conduct) == Meet::definite;
    what = world.object.meet(p.object, q.object) == Meet::definite;
  }
  proof.bearer = part(world.bearer, seen.bearer, who);
  proof.conduct = part(world.conduct, seen.conduct, how);
  proof.object = part(world.object, seen.object, what);
  if (!seen.other_conduct.empty()) proof.other_conduct = world.conduct.spelled(seen.other_conduct);
  proof.interval = seen.interval.to_string();
  std::size_t conducts = 0;
  for (const ScopeUse& use : uses_of(world, finding)) {
    const bool is_bearer = use.dimension == "bearer", is_conduct = use.dimension == "conduct";
    const PlainDimension& dimension = is_bearer ? world.bearer : is_conduct ? world.conduct : world.object;
    const bool second = is_conduct && conducts++ > 0 && proof.other_conduct;
    const auto& atom = is_bearer    ? proof.bearer
                       : second     ? proof.other_conduct
                       : is_conduct ? proof.conduct
                                    : proof.object;
    if (!atom || !use.scope || use.scope->in.empty()) continue;
    std::vector<std::string> nodes = way_up(dimension, *atom, *use.scope);
    if (nodes.size() > 1) proof.paths.push_back({use.dimension, use.provision, std::move(nodes)});
  }
  const Clause* duty = &clauses.front();
  const bool joint = finding.kind == TensionKind::joint_collision;
  for (const Clause& clause : clauses)
    if (joint && clause.modality == Modality::obligation) duty = &clause;
  bool all = true;
  for (const Clause& clause : clauses) {
    if (&clause == duty) continue;
    std::string fact;
    const auto [rule, winner] = decided(world, finding.kind, finding.axis, *duty, clause, options, fact);
    all = all && winner != 0;
    if (winner != 0) proof.rule_facts.emplace_back(to_string(rule), fact);
  }
  if (!all) proof.rule_facts.clear();
  return proof;
}

Explanation explain_coherence(const Graph& graph, const std::vector<VertexId>& ids, const CoherenceOptions& options) {
  const PlainWorld world{graph};
  IdList wanted;
  std::vector<VertexId> sorted = ids;
  std::sort(sorted.begin(), sorted.end(), [&](VertexId a, VertexId b) { return graph.key(a) < graph.key(b); });
  sorted.erase(std::unique(sorted.begin(), sorted.end()), sorted.end());
  for (const VertexId v : sorted) wanted.push_back(v);
  CoherenceOptions all = options;
  all.limit = static_cast<std::size_t>(-1);
  Explanation told;
  for (const Finding& finding : coherence(graph, all)) {
    if (!(finding.ids == wanted)) continue;
    const Proof proof = prove(graph, finding, options);
    Explanation& one = told.because.emplace_back();
    one.claim = std::string{to_string(finding.kind)} + ", " + (finding.definite ? "definite" : "potential") + ", " +
                std::string{to_string(finding.status)} + ": " + named(graph, finding.ids);
    one.rule = to_string(finding.rule);
    if (finding.winner) one.facts.emplace_back("prevails", graph.key(finding.winner));
    for (const auto& [rule, fact] : proof.rule_facts) one.facts.emplace_back(rule, fact);
    if (finding.protective_norm_yields) one.facts.emplace_back("note", "the norm that protects rights yields");
    if (proof.bearer && !proof.bearer->empty()) one.facts.emplace_back("common bearer", *proof.bearer);
    if (proof.conduct && !proof.conduct->empty()) one.facts.emplace_back("common conduct", *proof.conduct);
    if (proof.other_conduct) one.facts.emplace_back("incompatible with", *proof.other_conduct);
    if (proof.object && !proof.object->empty()) one.facts.emplace_back("common object", *proof.object);
    if (proof.interval) one.facts.emplace_back("common time", *proof.interval);
    for (const Proof::Path& path : proof.paths) {
      std::string way;
      for (const std::string& node : path.nodes) way += (way.empty() ? "" : " is under ") + node;
      one.facts.emplace_back(path.dimension + " of " + path.provision, way);
    }
    const Particulars& more = finding.details();
    if (!more.missing.empty()) one.facts.emplace_back("missing", join(more.missing));
    if (!more.on.empty()) one.facts.emplace_back("both shape", more.on);
    if (!more.through.empty()) one.facts.emplace_back("through control by", more.through);
    if (!more.term.empty()) one.facts.emplace_back("term", more.term + ": " + join(more.difference));
    for (const VertexId v : finding.ids) one.because.push_back(side(world, v));
  }
  told.claim = told.because.empty() ? "No tension is found about exactly " + named(graph, wanted) + "."
                                    : (told.because.size() == 1 ? std::string{"1 finding"}
                                                                : std::to_string(told.because.size()) + " findings") +
                                          " about " + named(graph, wanted) + ".";
  return told;
}

Explanation why_not_coherence(const Graph& graph, VertexId first, VertexId second, const CoherenceOptions& options) {
  for (const VertexId v : {first, second})
    if (graph.kind(v) != VertexKind::provision)
      throw UsageError{"why-not compares two provisions; " + std::string{graph.key(v)} + " is one of " +
                       std::string{section_of(graph.kind(v))}};
  const PlainWorld world{graph};
  const Clause a = world.clause(first), b = world.clause(second);
  Explanation told = explain_coherence(graph, {first, second}, options);
  if (!told.because.empty()) {
    told.claim = "There is a finding: " + told.because.front().claim;
    return told;
  }
  told.because = {side(world, first), side(world, second)};
  const std::string names = std::string{graph.key(first)} + " and " + std::string{graph.key(second)};
  const auto fails = [&](std::string test, std::string what, const std::string& x, const std::string& y) {
    told.claim = "No finding about " + names + ": " + what;
    told.rule = std::move(test);
    told.facts.emplace_back(graph.key(first), x);
    told.facts.emplace_back(graph.key(second), y);
    return told;
  };
  const auto effect = [](const Clause& clause) {
    if (!clause.modality) return std::string{"no effect: it does not bind, or does not count"};
    std::string text = text_of(*clause.modality);
    if (clause.fields->strength == "weak") text += ", weak";
    return text + (clause.binding ? "" : ", not binding");
  };
  const auto weak = [](const Clause& c) { return c.modality == Modality::permission && c.fields->strength == "weak"; };
  const bool cell_none =
      !a.modality || !b.modality || weak(a) || weak(b) || cell(*a.modality, *b.modality) == Cell::none;
  if (first == second || cell_none)
    return fails("modality", "these two modalities do not pull apart", effect(a), effect(b));
  if (meet(a.spans, b.spans).empty())
    return fails("time", "they never hold together", text_of(a.spans), text_of(b.spans));
  const Provision &p = *a.fields, &q = *b.fields;
  const auto flags = [](const Provision& x) { return x.conditions.empty() ? "none" : join(x.conditions); };
  if (!world.conditions_meet({&a, &b}))
    return fails("conditions", "their conditions exclude each other", flags(p), flags(q));
  if (world.bearers_meet(a, b) == Meet::none)
    return fails("bearer", "nobody bears both", text_of(p.bearer), text_of(q.bearer));
  if (world.object.meet(p.object, q.object) == Meet::none)
    return fails("object", "their objects do not meet", text_of(p.object), text_of(q.object));
  if (world.conduct.meet(p.conduct, q.conduct) == Meet::none)
    return fails("conduct", "their conducts do not meet", text_of(p.conduct), text_of(q.conduct));
  if (world.reach_meets(a, b) == Meet::none)
    return fails("reach", "they reach different places", text_of(a.reach), text_of(b.reach));
  if (cell(*a.modality, *b.modality) == Cell::same)
    return fails("duplication",
                 "two alike: neither numbers, conducts or gates exclude each other, nor do two agencies of one State "
                 "ask the same function for certain",
                 effect(a) + ", function " + (p.function.empty() ? "not recorded" : p.function),
                 effect(b) + ", function " + (q.function.empty() ? "not recorded" : q.function));
  return fails("any_means", "the duty can be met in another way", text_of(p.conduct), text_of(q.conduct));
}

}  // namespace dutygraph
