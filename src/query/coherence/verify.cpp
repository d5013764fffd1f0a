// SPDX-License-Identifier: BSL-1.0
#include <algorithm>
#include <functional>

#include <dutygraph/query/proof.hpp>

#include "query/coherence/plain.hpp"
#include "query/coherence/proofs.hpp"
#include "query/coherence/structural_proof.hpp"
#include "query/day.hpp"

namespace dutygraph {
namespace detail {

std::vector<ScopeUse> uses_of(const PlainWorld& world, const Finding& finding) {
  std::vector<ScopeUse> uses;
  std::vector<Clause> clauses;
  for (const VertexId v : finding.ids)
    if (world.graph().kind(v) == VertexKind::provision) clauses.push_back(world.clause(v));
  const bool indirect = finding.kind == TensionKind::frustration;
  for (const Clause& clause : clauses) {
    const Provision& p = *clause.fields;
    const std::string id{world.graph().key(clause.vertex)};
    const bool ban = indirect && p.triggered_by && clause.modality != Modality::permission &&
                     clause.modality != Modality::support && clause.modality != Modality::obligation;
    if (!indirect || ban) uses.push_back({"bearer", id, p.bearer});
    const bool bars = finding.kind == TensionKind::joint_collision && clause.modality == Modality::prohibition;
    if (!bars) uses.push_back({"conduct", id, ban ? p.triggered_by->conduct : p.conduct});
    uses.push_back({"object", id, ban ? p.triggered_by->object : p.object});
  }
  return uses;
}

}  // namespace detail

namespace {

using namespace detail;

constexpr bool is_normative(TensionKind kind) { return kind <= TensionKind::frustration; }

/// Derives a finding about provisions from its proof.
class Checker {
 public:
  Checker(const Graph& graph, const Finding& finding, const Proof& proof, const CoherenceOptions& options)
      : world_{graph},
        finding_{finding},
        proof_{proof},
        options_{options},
        day_{day_of(graph, options.as_of).first()} {}

  std::optional<std::string> run() {
    if (proof_.provisions.size() != finding_.ids.size()) return "the records named are not those of the finding";
    for (std::size_t i = 0; i < finding_.ids.size(); ++i) {
      const VertexId v = finding_.ids[i];
      if (proof_.provisions[i] != std::pair{std::string{world_.graph().key(v)}, cited(world_, v)})
        return "a record or its citation is missing";
    }
    if (!is_normative(finding_.kind)) return check_structural(world_, finding_, day_);
    for (const VertexId v : finding_.ids) {
      clauses_.push_back(world_.clause(v));
      if (!clauses_.back().modality) return "a record is no clause with an effect";
    }
    for (const Step step : {&Checker::kind, &Checker::time, &Checker::witness, &Checker::resolution})
      if (auto fault = (this->*step)()) return fault;
    return std::nullopt;
  }

 private:
  using Fault = std::optional<std::string>;
  using Step = Fault (Checker::*)() const;

  [[nodiscard]] bool has(Modality modality) const {
    return std::any_of(clauses_.begin(), clauses_.end(), [&](const Clause& c) { return c.modality == modality; });
  }

  Fault kind() const {
    if (finding_.kind == TensionKind::joint_collision) return joint();
    if (clauses_.size() != 2) return "a pair has two sides";
    const Clause &a = clauses_[0], &b = clauses_[1];
    const auto is = [&](Modality x, Modality y) {
      return (a.modality == x && b.modality == y) || (a.modality == y && b.modality == x);
    };
    const auto strong = [](const Clause& c) {
      return c.modality != Modality::permission || c.fields->strength != "weak";
    };
    if (!strong(a) || !strong(b)) return "a weak permission grants nothing";
    using M = Modality;
    switch (finding_.kind) {
      case TensionKind::collision: {
        if (is(M::obligation, M::prohibition)) return all_ways(M::prohibition);
        const Provision &p = *a.fields, &q = *b.fields;
        if (is(M::obligation, M::obligation)) {
          if (proof_.other_conduct) return std::nullopt;  // see witness()
          const bool named = p.param && q.param && p.param->name == q.param->name && p.param->unit == q.param->unit;
          if (named && ((p.param->max && q.param->min && *p.param->max < *q.param->min) ||
                        (q.param->max && p.param->min && *q.param->max < *p.param->min)))
            return std::nullopt;
          return "two duties that do not exclude each other";
        }
        if (!is(M::restriction, M::restriction)) return "the modalities do not collide";
        for (const auto& group : world_.graph().settings().incompatible_gates)
          for (const std::string& x : group)
            for (const std::string& y : group)
              if (x != y && std::count(p.gate.begin(), p.gate.end(), x) != 0 &&
                  std::count(q.gate.begin(), q.gate.end(), y) != 0)
                return std::nullopt;
        return "no two gates exclude each other";
      }
      case TensionKind::contradiction:
        if (is(M::obligation, M::exemption)) return all_ways(M::exemption);
        if (is(M::prohibition, M::permission) || is(M::prohibition, M::restriction) ||
            is(M::permission, M::restriction))
          return std::nullopt;
        return "neither grants what the other denies";
      case TensionKind::competition: {
        const bool pull = is(M::obligation, M::discouragement) || is(M::obligation, M::restriction) ||
                          is(M::prohibition, M::recommendation) || is(M::prohibition, M::support) ||
                          is(M::recommendation, M::discouragement) || is(M::recommendation, M::restriction) ||
                          is(M::discouragement, M::support) || is(M::support, M::restriction);
        return pull ? std::nullopt : Fault{"they do not pull apart"};
      }
      case TensionKind::duplication: {
        if (!a.agency || !b.agency || a.agency == b.agency || !a.state || a.state != b.state)
          return "not two agencies of one State";
        const auto& gates = b.fields->gate;
        const bool shared = std::any_of(a.fields->gate.begin(), a.fields->gate.end(), [&](const std::string& gate) {
          return std::count(gates.begin(), gates.end(), gate) != 0;
        });
        if (a.modality != b.modality || !finding_.definite) return "not the same pull";
        const bool same = a.modality == M::restriction
                              ? shared
                              : (is(M::obligation, M::obligation) || is(M::prohibition, M::prohibition) ||
                                 is(M::support, M::support)) &&
                                    !a.fields->function.empty() && a.fields->function == b.fields->function;
        return same ? std::nullopt : Fault{"neither function nor gate is the same"};
      }
      case TensionKind::frustration: {
        if (!a.agency || !b.agency || a.agency == b.agency || !a.state || a.state != b.state)
          return "not two agencies of one State";
        const auto act = [](const Clause& c) {
          return c.modality == M::permission || c.modality == M::support || c.modality == M::obligation;
        };
        const Clause &one = act(a) ? a : b, &two = act(a) ? b : a;
        if (!act(one) || act(two) || !two.fields->triggered_by) return "nothing is triggered";
        if (two.modality == M::recommendation || two.modality == M::exemption) return "nothing is forbidden";
        return world_.bearers_meet(one, two) == Meet::definite ? Fault{"they meet directly"} : std::nullopt;
      }
      default:
        return "no such kind";
    }
  }

  /// A duty by any means needs all its ways inside the other clause.
  Fault all_ways(Modality other) const {
    const Clause& duty = clauses_[0].modality == Modality::obligation ? clauses_[0] : clauses_[1];
    const Clause& bar = clauses_[0].modality == other ? clauses_[0] : clauses_[1];
    if (!duty.fields->any_means.value_or(false)) return std::nullopt;
    const Names ways = world_.conduct.extension(duty.fields->conduct),
                all = world_.conduct.extension(bar.fields->conduct);
    return std::includes(all.begin(), all.end(), ways.begin(), ways.end()) ? std::nullopt
                                                                           : Fault{"another way is left"};
  }

  Fault joint() const {
    const Clause* duty = nullptr;
    Names closed;
    for (const Clause& c : clauses_) {
      if (c.modality == Modality::obligation && c.fields->any_means.value_or(false) && duty == nullptr)
        duty = &c;
      else if (c.modality != Modality::prohibition)
        return "not one duty by any means and bans";
      else
        closed.merge(world_.conduct.extension(c.fields->conduct));
    }
    if (duty == nullptr || clauses_.size() < 3) return "not one duty by any means and bans";
    const Names ways = world_.conduct.extension(duty->fields->conduct);
    if (!std::includes(closed.begin(), closed.end(), ways.begin(), ways.end())) return "another way is left";
    for (const Clause& c : clauses_) {
      if (&c == duty) continue;
      const Names who = world_.bearer.extension(duty->fields->bearer), all = world_.bearer.extension(c.fields->bearer);
      const Names what = world_.object.extension(duty->fields->object),
                  every = world_.object.extension(c.fields->object);
      if (!std::includes(all.begin(), all.end(), who.begin(), who.end()) ||
          !std::includes(every.begin(), every.end(), what.begin(), what.end()))
        return "a ban does not cover all bearers and objects of the duty";
      Names others;
      for (const Clause& d : clauses_)
        if (&d != duty && &d != &c) others.merge(world_.conduct.extension(d.fields->conduct));
      if (!finding_.approximate && std::includes(others.begin(), others.end(), ways.begin(), ways.end()))
        return "a ban is not needed";
    }
    return std::nullopt;
  }

  Fault time() const {
    if (!proof_.interval) return "no interval";
    Spans spans{Span{}};
    std::vector<const Clause*> all;
    for (const Clause& c : clauses_) {
      spans = meet(spans, c.spans);
      all.push_back(&c);
    }
    const bool stated = std::any_of(spans.begin(), spans.end(), [&](const Span& span) {
      return span.interval().to_string() == *proof_.interval && span.is_sure() == !finding_.date_uncertain;
    });
    if (!stated) return "they do not hold together in that time";
    if (!world_.conditions_meet(all)) return "their conditions exclude each other";
    for (std::size_t i = 0; i < all.size(); ++i)
      for (std::size_t k = i + 1; k < all.size(); ++k)
        if (world_.reach_meets(*all[i], *all[k]) == Meet::none) return "their reaches do not meet";
    return std::nullopt;
  }

  /// Whether a path leads from \p atom, step by step, to a node that the scope names.
  bool is_led(const ScopeUse& use, const PlainDimension& dimension, const std::string& atom) const {
    if (!use.scope || use.scope->in.empty()) return true;
    for (const std::string& id : use.scope->in)
      if (dimension.spelled(id) == dimension.spelled(atom)) return true;
    return std::any_of(proof_.paths.begin(), proof_.paths.end(), [&](const Proof::Path& path) {
      if (path.dimension != use.dimension || path.provision != use.provision || path.nodes.empty()) return false;
      if (path.nodes.front() != atom) return false;
      for (std::size_t i = 0; i + 1 < path.nodes.size(); ++i)
        if (!dimension.parents(dimension.spelled(path.nodes[i])).contains(dimension.spelled(path.nodes[i + 1])))
          return false;
      return std::any_of(use.scope->in.begin(), use.scope->in.end(), [&](const std::string& id) {
        return dimension.spelled(id) == dimension.spelled(path.nodes.back());
      });
    });
  }

  Fault witness() const {
    const std::vector<ScopeUse> uses = uses_of(world_, finding_);
    bool potential = finding_.date_uncertain;
    for (const Clause& c : clauses_) potential = potential || c.fields->facts.assertion == Assertion::disputed;
    std::size_t conducts = 0;
    for (const ScopeUse& use : uses) {
      const bool is_bearer = use.dimension == "bearer", is_conduct = use.dimension == "conduct";
      const PlainDimension& dimension = is_bearer ? world_.bearer : is_conduct ? world_.conduct : world_.object;
      const bool second = is_conduct && conducts++ > 0 && proof_.other_conduct;
      const auto& atom = is_bearer    ? proof_.bearer
                         : second     ? proof_.other_conduct
                         : is_conduct ? proof_.conduct
                                      : proof_.object;
      if (!atom) continue;
      if (!dimension.holds(dimension.spelled(*atom), use.scope))
        return "the witness of " + use.dimension + " does not fall under " + use.provision;
      if (!is_led(use, dimension, *atom))
        return "no path from the witness of " + use.dimension + " to " + use.provision;
    }
    if (clauses_.size() == 2 && finding_.kind != TensionKind::frustration) {
      const Clause &a = clauses_[0], &b = clauses_[1];
      const Meet who = world_.bearers_meet(a, b);
      if (proof_.bearer && world_.bearer.is_company(*proof_.bearer) && !world_.fits(*proof_.bearer, a, b))
        return "the witness company is not where both apply";
      Meet how = world_.conduct.meet(a.fields->conduct, b.fields->conduct);
      if (proof_.other_conduct) {
        how = Meet::none;
        for (const auto& group : world_.graph().settings().incompatible_conducts)
          for (const std::string& x : group)
            for (const std::string& y : group)
              if (x != y) how = std::max(how, std::min(world_.caught(a, x), world_.caught(b, y)));
      }
      const Meet what = world_.object.meet(a.fields->object, b.fields->object);
      for (const auto& [meet, atom] :
           {std::pair{who, proof_.bearer.has_value()}, std::pair{how, proof_.conduct.has_value()},
            std::pair{what, proof_.object.has_value()}}) {
        if (meet == Meet::none) return "they do not meet";
        if ((meet == Meet::definite) != atom) return "a witness is missing, or stands for what is only possible";
        potential = potential || meet == Meet::possible;
      }
      potential = potential || world_.reach_meets(a, b) == Meet::possible;
      if (potential == finding_.definite) return "how sure it is does not follow";
    } else if (!proof_.bearer || !proof_.conduct || !proof_.object) {
      return "a witness is missing";
    }
    return std::nullopt;
  }

  Fault resolution() const {
    const bool joint = finding_.kind == TensionKind::joint_collision;
    const Clause* duty = &clauses_.front();
    for (const Clause& c : clauses_)
      if (joint && c.modality == Modality::obligation) duty = &c;
    std::vector<std::pair<std::string, std::string>> facts;
    bool all = true;
    int winner = 0;
    PriorityRule rule = PriorityRule::none;
    for (const Clause& c : clauses_) {
      if (&c == duty) continue;
      std::string fact;
      std::tie(rule, winner) = decided(world_, finding_.kind, finding_.axis, *duty, c, options_, fact);
      if (joint && winner == 1) return "the duty prevails over a ban";
      all = all && winner != 0;
      if (winner != 0) facts.emplace_back(to_string(rule), fact);
    }
    const bool standing = finding_.kind == TensionKind::competition || finding_.kind == TensionKind::duplication ||
                          finding_.kind == TensionKind::frustration;
    const bool in_text = rule == PriorityRule::explicit_clause || rule == PriorityRule::internal_exception;
    const FindingStatus status = joint         ? all ? FindingStatus::resolved : FindingStatus::unresolved
                                 : winner != 0 ? in_text ? FindingStatus::apparent : FindingStatus::resolved
                                 : standing    ? FindingStatus::standing
                                               : FindingStatus::unresolved;
    if (status != finding_.status) return "the status does not follow";
    if (all && proof_.rule_facts != facts) return "the facts of the rule are missing";
    if (joint) return std::nullopt;
    const VertexId who = winner == 0 ? VertexId{} : winner == 1 ? duty->vertex : clauses_[1].vertex;
    if (who != finding_.winner || (winner == 0 ? PriorityRule::none : rule) != finding_.rule)
      return "which prevails does not follow";
    return std::nullopt;
  }

  PlainWorld world_;
  const Finding& finding_;
  const Proof& proof_;
  const CoherenceOptions& options_;
  std::int32_t day_;
  std::vector<Clause> clauses_;
};

}  // namespace

namespace detail {

std::pair<PriorityRule, int> decided(const PlainWorld& world, TensionKind kind, Axis axis, const Clause& a,
                                     const Clause& b, const CoherenceOptions& options, std::string& fact) {
  const bool standing =
      kind == TensionKind::competition || kind == TensionKind::duplication || kind == TensionKind::frustration;
  const bool ordered = world.prevails(PriorityRule::lex_superior, a, b, false) != 0;
  if (kind == TensionKind::joint_collision)
    axis = a.state && b.state && a.state != b.state && axis != Axis::vertical ? Axis::inter_state : Axis::horizontal;
  for (const PriorityRule rule : options.rules.order) {
    const bool of_law = rule > PriorityRule::internal_exception;
    if (of_law && standing) continue;
    if (of_law && axis == Axis::inter_state && !ordered) continue;
    if (const int winner = world.prevails(rule, a, b, options.rules.posterior_across_issuers, &fact); winner != 0)
      return {rule, winner};
  }
  fact.clear();
  return {PriorityRule::none, 0};
}

std::string cited(const PlainWorld& world, VertexId v) {
  const Provision* provision = world.graph().fields<Provision>(v);
  return provision == nullptr ? std::string{} : std::string{world.records().citation(*provision)};
}

}  // namespace detail

std::optional<std::string> verify(const Graph& graph, const Finding& finding, const Proof& proof,
                                  const CoherenceOptions& options) {
  return Checker{graph, finding, proof, options}.run();
}

}  // namespace dutygraph
