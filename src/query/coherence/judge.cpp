// SPDX-License-Identifier: BSL-1.0
#include "query/coherence/judge.hpp"

#include <algorithm>
#include <bit>

namespace dutygraph::detail {

Cell cell(Modality a, Modality b) noexcept {
  constexpr Cell none = Cell::none, hits = Cell::collision, denies = Cell::contradiction, pulls = Cell::competition,
                 same = Cell::same;
  // obligation, prohibition, permission, exemption, recommendation, discouragement, support, restriction
  static constexpr std::array<std::array<Cell, modalities>, modalities> matrix{{
      {same, hits, none, denies, none, pulls, none, pulls},
      {hits, same, denies, none, pulls, none, pulls, denies},
      {none, denies, none, none, none, none, none, denies},
      {denies, none, none, none, none, none, none, none},
      {none, pulls, none, none, none, pulls, none, pulls},
      {pulls, none, none, none, pulls, none, pulls, none},
      {none, pulls, none, none, none, pulls, same, pulls},
      {pulls, denies, denies, none, pulls, none, pulls, same},
  }};
  return matrix[static_cast<std::size_t>(a)][static_cast<std::size_t>(b)];
}

Meet caught(const ScopeTable& conducts, ScopeTable::Id conduct, bool any_means, ScopeTable::Id x) noexcept {
  const ScopePair pair = conducts.pair(conduct, x);
  if (!any_means) return pair.meet;
  return pair.inside && pair.meet == Meet::definite ? Meet::definite : Meet::none;
}

std::optional<CommonTime> common_time(const Span& span, std::int32_t day) noexcept {
  if (!span.may_be()) return std::nullopt;
  CommonTime time{.shown = span, .sure = span.is_sure()};
  time.when = span.to <= day ? When::past : span.from > day ? When::future : When::current;
  return time;
}

std::optional<CommonTime> common_time(const Spans& spans, std::int32_t day) {
  std::optional<CommonTime> best;
  const bool sure = any_sure(spans);
  for (const Span& span : spans) {
    if (sure && !span.is_sure()) continue;
    const std::optional<CommonTime> time = common_time(span, day);
    // The current one, else the next to come, else the last that was.
    if (time && (!best || time->when > best->when || (time->when == best->when && time->when == When::past)))
      best = time;
  }
  return best;
}

std::int8_t exposure(std::int64_t companies) noexcept {
  if (companies < 2) return static_cast<std::int8_t>(companies);
  return companies < 10 ? 2 : companies < 100 ? 3 : 4;
}

Judge::Judge(const Norms& norms, const CoherenceOptions& options, std::int32_t day)
    : norms_{norms}, options_{options}, day_{day} {}

std::optional<CommonTime> Judge::time(const Norm& a, const Norm& b) const {
  if (norms_.extra(a).spans.empty() && norms_.extra(b).spans.empty()) return common_time(a.span() & b.span(), day_);
  return common_time(meet(norms_.spans(a), norms_.spans(b)), day_);
}

// --- bearers
// ----------------------------------------------------------------------------------------------------------

Bearing Judge::bearing(const Norm& a, const Norm& b) {
  const bool swap = std::pair{b.bearer, b.reach} < std::pair{a.bearer, a.reach};
  const Norm& x = swap ? b : a;
  const Norm& y = swap ? a : b;
  const Key key{x.bearer, y.bearer, x.reach, y.reach};
  if (key == last_key_) return last_;
  const auto [at, added] = bearings_.try_emplace(key);
  if (added) at->second = find_bearing(x, y);
  last_key_ = key;
  return last_ = at->second;
}

Bearing Judge::find_bearing(const Norm& a, const Norm& b) const {
  const ScopeTable& scopes = norms_.bearers();
  const ScopePair pair = scopes.pair(a.bearer, b.bearer);
  Bearing found{.meet = pair.without_companies};
  const Bits& x = scopes.extension(a.bearer);
  const Bits& y = scopes.extension(b.bearer);
  const auto& atoms = scopes.dimension().atoms();
  const Bits& companies = scopes.dimension().companies();
  for (std::size_t i = 0; i < x.size(); ++i) {
    for (std::uint64_t rest = x[i] & y[i]; rest != 0; rest &= rest - 1) {
      const auto atom = static_cast<std::uint32_t>(i * 64) + static_cast<std::uint32_t>(std::countr_zero(rest));
      if ((companies[i] >> atom % 64 & 1U) != 0) {
        if (!fits(atoms[atom], a.reach, b.reach)) continue;
        found.companies += atoms[atom].count;
        found.meet = Meet::definite;
      }
      found.atom = std::min(found.atom, atom);
    }
  }
  return found;
}

/// Whether \p state has a place in what one entry, or two of the same kind, are limited to.
bool Judge::is_placed(VertexId state, const ReachEntry& entry, const ReachEntry* other) const {
  const ScopeTable& territories = norms_.reaches().territories();
  const auto node = territories.dimension().find(norms_.graph().key(state));
  if (!node) return false;
  const Bits& one = territories.extension(entry.territory);
  const Bits& two = territories.extension(other == nullptr ? entry.territory : other->territory);
  const auto& atoms = territories.dimension().atoms_below(*node);
  return std::any_of(atoms.begin(), atoms.end(), [&](std::uint32_t atom) {
    return (one[atom / 64] & two[atom / 64] & std::uint64_t{1} << atom % 64) != 0;
  });
}

bool Judge::fits(const Dimension::Atom& atom, ReachTable::Id a, ReachTable::Id b) const {
  const Graph& graph = norms_.graph();
  const Company* fields = graph.fields<Company>(atom.company);
  const auto fits_one = [&](const ReachEntry& entry, const ReachEntry* other) {
    if (entry.basis == "personal") {
      const VertexId home = graph.home(atom.company);
      return !home || is_placed(home, entry, other);
    }
    if (entry.basis == "territorial") {
      if (fields == nullptr || fields->operates.empty()) return true;
      return std::any_of(fields->operates.begin(), fields->operates.end(), [&](const std::string& id) {
        const auto state = graph.find(VertexKind::state, id);
        return state && is_placed(*state, entry, other);
      });
    }
    return true;
  };
  for (const ReachEntry& x : norms_.reaches().entries(a))
    for (const ReachEntry& y : norms_.reaches().entries(b)) {
      if (!x.basis.empty() && x.basis == y.basis) {
        if (norms_.reaches().territories().meet(x.territory, y.territory) != Meet::none && fits_one(x, &y)) return true;
      } else if (fits_one(x, nullptr) && fits_one(y, nullptr)) {
        return true;
      }
    }
  return false;
}

// --- pairs
// ------------------------------------------------------------------------------------------------------------

ScopeRelation Judge::relation(const Norm& a, const Norm& b) const noexcept {
  const ScopePair bearer = norms_.bearers().pair(a.bearer, b.bearer);
  const ScopePair object = norms_.objects().pair(a.object, b.object);
  const ScopePair conduct = norms_.conducts().pair(a.conduct, b.conduct);
  const bool inside =
      bearer.inside && object.inside && conduct.inside && norms_.conditions().includes(a.conditions, b.conditions);
  const bool contains = bearer.contains && object.contains && conduct.contains &&
                        norms_.conditions().includes(b.conditions, a.conditions);
  if (inside) return contains ? ScopeRelation::equal : ScopeRelation::inside;
  return contains ? ScopeRelation::contains : ScopeRelation::crossing;
}

Axis Judge::axis(const Norm& a, const Norm& b) const noexcept {
  const auto binds = [&](const Norm& treaty, const Norm& other) {
    if (!treaty.treaty || !other.state) return false;
    const std::vector<VertexId>& parties = norms_.extra(treaty).parties;
    return treaty.state == other.state || std::binary_search(parties.begin(), parties.end(), other.state);
  };
  if (binds(a, b) || binds(b, a)) return Axis::vertical;
  if (a.state && b.state && a.state != b.state) return Axis::inter_state;
  return a.agency && a.agency == b.agency ? Axis::intra_agency : Axis::horizontal;
}

std::optional<Finding> Judge::pair(const Norm& given_a, const Norm& given_b) {
  // A fixed order of the two: the lower modality first, then by id.
  const bool swap = std::pair{given_b.modality, given_b.order} < std::pair{given_a.modality, given_a.order};
  const Norm& a = swap ? given_b : given_a;
  const Norm& b = swap ? given_a : given_b;
  const Cell what = cell(a.modality, b.modality);
  if (what == Cell::none || &a == &b) return std::nullopt;
  const NormExtra& more_a = norms_.extra(a);
  const NormExtra& more_b = norms_.extra(b);
  if (a.modality == Modality::permission && !a.strong) return std::nullopt;
  if (b.modality == Modality::permission && !b.strong) return std::nullopt;
  const bool duties = a.modality == Modality::obligation && b.modality == Modality::obligation;
  if (what == Cell::same && (norms_.clashes().empty() || !duties) && (a.extra == 0 || b.extra == 0))
    return std::nullopt;  // neither number, gate nor function to compare
  if (!norms_.conditions().meet(a.conditions, b.conditions)) return std::nullopt;
  const Meet reach = norms_.reaches().meet(a.reach, b.reach);
  if (reach == Meet::none) return std::nullopt;
  const Meet object = norms_.objects().meet(a.object, b.object);
  if (object == Meet::none) return std::nullopt;
  const ScopeTable& conducts = norms_.conducts();
  const ScopePair conduct = conducts.pair(a.conduct, b.conduct);

  // Conducts that are declared incompatible stand in for an overlap of two duties.
  Meet clash = Meet::none;
  std::pair<ScopeTable::Id, ScopeTable::Id> clashing{};
  if (duties) {
    for (const auto& [x, y] : norms_.clashes())
      for (const auto& [one, two] : {std::pair{x, y}, std::pair{y, x}}) {
        const Meet both =
            std::min(caught(conducts, a.conduct, a.any_means, one), caught(conducts, b.conduct, b.any_means, two));
        if (both > clash) {
          clash = both;
          clashing = {one, two};
        }
      }
  }
  if (conduct.meet == Meet::none && clash == Meet::none) return std::nullopt;
  const std::optional<CommonTime> when = time(a, b);
  if (!when) return std::nullopt;
  const Bearing bearer = bearing(a, b);
  if (bearer.meet == Meet::none) return std::nullopt;

  TensionKind kind = TensionKind::collision;
  bool by_clash = false;
  const bool all_definite = std::min({reach, object, conduct.meet, bearer.meet}) == Meet::definite && when->sure &&
                            !a.disputed && !b.disputed;
  const bool other_agency = a.agency && b.agency && a.agency != b.agency && a.state && a.state == b.state;
  switch (what) {
    case Cell::none:
      return std::nullopt;
    case Cell::collision:
      if (a.any_means && !(conduct.inside && conduct.meet == Meet::definite)) {
        partial_.emplace_back(static_cast<std::uint32_t>(&a - norms_.all().data()),
                              static_cast<std::uint32_t>(&b - norms_.all().data()));
        return std::nullopt;
      }
      break;
    case Cell::contradiction:
      if (a.modality == Modality::obligation && a.any_means && !(conduct.inside && conduct.meet == Meet::definite))
        return std::nullopt;
      kind = TensionKind::contradiction;
      break;
    case Cell::competition:
      kind = TensionKind::competition;
      break;
    case Cell::same: {
      bool collides = false;
      if (duties) {
        by_clash = clash != Meet::none;
        const auto& p = more_a.param;
        const auto& q = more_b.param;
        const bool apart = p && q && p->name == q->name && p->unit == q->unit &&
                           ((p->max && q->min && *p->max < *q->min) || (q->max && p->min && *q->max < *p->min));
        const bool numbers = apart && conduct.meet != Meet::none;
        // Whichever is surer says where the conducts meet.
        if (numbers && (!by_clash || conduct.meet >= clash)) by_clash = false;
        collides = by_clash || numbers;
      } else if (a.modality == Modality::restriction) {
        for (const auto& group : norms_.graph().settings().incompatible_gates)
          for (const std::string& x : group)
            for (const std::string& y : group)
              collides =
                  collides || (x != y && std::find(more_a.gate.begin(), more_a.gate.end(), x) != more_a.gate.end() &&
                               std::find(more_b.gate.begin(), more_b.gate.end(), y) != more_b.gate.end());
        const bool shared = std::any_of(more_a.gate.begin(), more_a.gate.end(), [&](const std::string& gate) {
          return std::find(more_b.gate.begin(), more_b.gate.end(), gate) != more_b.gate.end();
        });
        if (!collides && !(shared && other_agency && all_definite)) return std::nullopt;
        if (!collides) kind = TensionKind::duplication;
        break;
      }
      if (collides) break;
      if (!all_definite || !other_agency || more_a.function.empty() || more_a.function != more_b.function)
        return std::nullopt;
      kind = TensionKind::duplication;
      break;
    }
  }

  Finding finding;
  finding.kind = kind;
  const Meet conduct_meet = by_clash ? clash : conduct.meet;
  finding.date_uncertain = !when->sure;
  finding.definite = std::min({reach, object, conduct_meet, bearer.meet}) == Meet::definite && when->sure &&
                     !a.disputed && !b.disputed;
  finding.when = when->when;
  finding.axis = axis(a, b);
  finding.tier = a.binding && b.binding ? Tier::hard : a.binding || b.binding ? Tier::mixed : Tier::soft;
  const Decision decision = decide(a, b, kind, finding.axis);
  finding.rule = decision.rule;
  finding.status = decision.status;
  if (decision.winner != 0) {
    const Norm& winner = decision.winner == 1 ? a : b;
    const Norm& loser = decision.winner == 1 ? b : a;
    finding.winner = winner.vertex;
    finding.protective_norm_yields = !winner.protects && loser.protects;
  }
  const bool a_first = a.order < b.order;
  const Norm& first = a_first ? a : b;
  const Norm& second = a_first ? b : a;
  finding.relation = relation(first, second);
  const auto atom = [](const ScopeTable& scopes, std::optional<std::uint32_t> i) {
    return i ? scopes.dimension().atoms()[*i].id : std::string_view{};
  };
  if (bearer.atom != Bearing::no_atom) finding.witness.bearer = norms_.bearers().dimension().atoms()[bearer.atom].id;
  if (by_clash) {
    const std::string_view of_a = atom(conducts, conducts.witness(a.conduct, clashing.first));
    const std::string_view of_b = atom(conducts, conducts.witness(b.conduct, clashing.second));
    finding.witness.conduct = a_first ? of_a : of_b;
    finding.witness.other_conduct = a_first ? of_b : of_a;
  } else {
    finding.witness.conduct = atom(conducts, conducts.witness(a.conduct, b.conduct));
  }
  finding.witness.object = atom(norms_.objects(), norms_.objects().witness(a.object, b.object));
  finding.witness.place = norms_.reaches().place(a.reach, b.reach);
  finding.witness.interval = when->shown.interval();
  complete(finding, {&first, &second}, bearer.companies);
  return finding;
}

bool Judge::is_partial_cover(const Norm& o, const Norm& f) {
  if (!norms_.bearers().pair(o.bearer, f.bearer).inside || !norms_.objects().pair(o.object, f.object).inside)
    return false;
  if (norms_.conducts().pair(o.conduct, f.conduct).meet != Meet::definite) return false;
  if (bearing(o, f).meet != Meet::definite) return false;
  return decide(o, f, TensionKind::joint_collision, axis(o, f)).winner != 1;
}

std::optional<Finding> Judge::frustration(const Norm& act, const Norm& triggered) {
  if (!act.agency || !triggered.agency || act.agency == triggered.agency) return std::nullopt;
  if (!act.state || act.state != triggered.state) return std::nullopt;
  if (act.modality == Modality::permission && !act.strong) return std::nullopt;
  const NormExtra& more = norms_.extra(triggered);
  if (norms_.conducts().meet(act.conduct, more.trigger_conduct) != Meet::definite) return std::nullopt;
  if (norms_.objects().meet(act.object, more.trigger_object) != Meet::definite) return std::nullopt;
  if (!norms_.conditions().meet(act.conditions, triggered.conditions)) return std::nullopt;
  const Meet reach = norms_.reaches().meet(act.reach, triggered.reach);
  if (reach == Meet::none) return std::nullopt;
  Meet setter = Meet::definite;
  if (more.trigger_has_bearer) setter = norms_.bearers().meet(act.bearer, more.trigger_bearer);
  if (setter == Meet::none) return std::nullopt;
  if (bearing(act, triggered).meet == Meet::definite) return std::nullopt;  // then they meet directly
  for (const ScopeTable::Id bearers : {act.bearer, triggered.bearer})
    if (!norms_.bearers().witness(bearers, bearers)) return std::nullopt;  // addressed to nobody
  const std::optional<CommonTime> when = time(act, triggered);
  if (!when) return std::nullopt;
  Finding finding;
  finding.kind = TensionKind::frustration;
  finding.date_uncertain = !when->sure;
  finding.definite = std::min(reach, setter) == Meet::definite && when->sure && !act.disputed && !triggered.disputed;
  finding.when = when->when;
  finding.axis = axis(act, triggered);
  finding.tier = act.binding && triggered.binding   ? Tier::hard
                 : act.binding || triggered.binding ? Tier::mixed
                                                    : Tier::soft;
  const Decision decision = decide(act, triggered, finding.kind, finding.axis);
  finding.rule = decision.rule;
  finding.status = decision.status;
  if (decision.winner != 0) {
    const Norm& winner = decision.winner == 1 ? act : triggered;
    const Norm& loser = decision.winner == 1 ? triggered : act;
    finding.winner = winner.vertex;
    finding.protective_norm_yields = !winner.protects && loser.protects;
  }
  const auto atom = [](const ScopeTable& scopes, std::optional<std::uint32_t> i) {
    return i ? scopes.dimension().atoms()[*i].id : std::string_view{};
  };
  finding.witness.bearer = atom(norms_.bearers(), norms_.bearers().witness(triggered.bearer, triggered.bearer));
  finding.witness.conduct = atom(norms_.conducts(), norms_.conducts().witness(act.conduct, more.trigger_conduct));
  finding.witness.object = atom(norms_.objects(), norms_.objects().witness(act.object, more.trigger_object));
  finding.witness.place = norms_.reaches().place(act.reach, triggered.reach);
  finding.witness.interval = when->shown.interval();
  const bool act_first = act.order < triggered.order;
  complete(finding, {act_first ? &act : &triggered, act_first ? &triggered : &act}, -1);
  return finding;
}

// --- resolution
// -------------------------------------------------------------------------------------------------------

int Judge::by_clause(const Norm& a, const Norm& b) const {
  if (!a.clauses && !b.clauses) return 0;
  const auto names = [](const std::vector<VertexId>& list, const Norm& norm) {
    return std::binary_search(list.begin(), list.end(), norm.vertex) ||
           (norm.instrument && std::binary_search(list.begin(), list.end(), norm.instrument));
  };
  const bool first = names(norms_.extra(a).prevails, b) || names(norms_.extra(b).yields, a);
  const bool second = names(norms_.extra(b).prevails, a) || names(norms_.extra(a).yields, b);
  return first == second ? 0 : first ? 1 : 2;
}

int Judge::by_date(const Norm& a, const Norm& b) const noexcept {
  if (a.adopted > b.adopted_last) return 1;
  return b.adopted > a.adopted_last ? 2 : 0;
}

Decision Judge::decide(const Norm& a, const Norm& b, TensionKind kind, Axis axis) const {
  const bool standing =
      kind == TensionKind::competition || kind == TensionKind::duplication || kind == TensionKind::frustration;
  const int higher = norms_.ranks().compare(a.rank, b.rank);
  const bool foreign = axis == Axis::inter_state && higher == 0;
  for (const PriorityRule rule : options_.rules.order) {
    int winner = 0;
    switch (rule) {
      case PriorityRule::none:
        break;
      case PriorityRule::explicit_clause:
        winner = by_clause(a, b);
        break;
      case PriorityRule::internal_exception:
        if (!a.instrument || a.instrument != b.instrument) break;
        [[fallthrough]];
      case PriorityRule::lex_specialis: {
        if (rule == PriorityRule::lex_specialis && (standing || foreign)) break;
        const ScopeRelation lie = relation(a, b);
        winner = lie == ScopeRelation::inside ? 1 : lie == ScopeRelation::contains ? 2 : 0;
        break;
      }
      case PriorityRule::lex_superior:
        if (!standing) winner = higher > 0 ? 1 : higher < 0 ? 2 : 0;
        break;
      case PriorityRule::lex_posterior: {
        if (standing || foreign) break;
        const bool one_voice = (a.agency && a.agency == b.agency) ||
                               (a.statute && b.statute && a.state && a.state == b.state) ||
                               options_.rules.posterior_across_issuers;
        if (one_voice) winner = by_date(a, b);
        break;
      }
    }
    if (winner == 0) continue;
    const bool in_text = rule == PriorityRule::explicit_clause || rule == PriorityRule::internal_exception;
    return {rule, in_text ? FindingStatus::apparent : FindingStatus::resolved, winner};
  }
  return {PriorityRule::none, standing ? FindingStatus::standing : FindingStatus::unresolved, 0};
}

// --- severity
// ---------------------------------------------------------------------------------------------------------

void Judge::sort_ids(IdList& ids) const {
  const Graph& graph = norms_.graph();
  const auto before = [&](VertexId x, VertexId y) { return std::pair{graph.key(x), x} < std::pair{graph.key(y), y}; };
  std::sort(ids.begin(), ids.end(), before);
  if (!ids.empty()) ids.shorten(static_cast<std::size_t>(std::unique(ids.begin(), ids.end()) - ids.begin()));
}

void Judge::complete(Finding& finding, std::vector<const Norm*> members, std::int64_t companies) const {
  for (const Norm* norm : members) {
    finding.ids.push_back(norm->vertex);
    if (norm->agency) finding.agencies.push_back(norm->agency);
    if (norm->state) finding.states.push_back(norm->state);
  }
  sort_ids(finding.ids);
  sort_ids(finding.agencies);
  sort_ids(finding.states);
  if (!options_.rights.empty()) {
    int right = -1;
    for (const Norm* norm : members)
      for (const std::string& issue : norms_.graph().fields<Provision>(norm->vertex)->issues)
        for (const auto& [name, weight] : options_.rights)
          if (name == issue) right = std::max(right, weight);
    finding.severity.right = static_cast<std::int8_t>(right);
  }
  grade(finding, norms_.knows_companies() ? companies : -1);
}

void Judge::grade(Finding& finding, std::int64_t companies) const {
  SeverityVector& s = finding.severity;
  s.certainty = finding.definite ? 1 : 0;
  switch (finding.kind) {
    case TensionKind::collision:
    case TensionKind::joint_collision:
      s.kind = 4;
      break;
    case TensionKind::contradiction:
    case TensionKind::support_vs_restriction:
    case TensionKind::procurement_vs_restriction:
    case TensionKind::support_without_safeguard:
    case TensionKind::commitment_not_implemented:
    case TensionKind::mandate_gap:
    case TensionKind::treaty_limits_measure:
      s.kind = 3;
      break;
    case TensionKind::competition:
    case TensionKind::frustration:
    case TensionKind::coordination_gap:
    case TensionKind::capacity_gap:
    case TensionKind::position_mismatch:
    case TensionKind::mandate_duplicated:
      s.kind = 2;
      break;
    case TensionKind::duplication:
    case TensionKind::term_drift:
    case TensionKind::goal_tension:
      s.kind = 1;
      break;
    case TensionKind::capacity_unknown:
      s.kind = 0;
      break;
  }
  if (finding.status == FindingStatus::unknown) s.kind = 0;
  switch (finding.status) {
    case FindingStatus::unresolved:
      s.status = 3;
      break;
    case FindingStatus::standing:
    case FindingStatus::exposed:
    case FindingStatus::unknown:
      s.status = 2;
      break;
    case FindingStatus::resolved:
      s.status = finding.protective_norm_yields ? 2 : 1;
      break;
    case FindingStatus::apparent:
    case FindingStatus::excepted:
      s.status = 0;
      break;
  }
  s.when = static_cast<std::int8_t>(finding.when);
  s.binding =
      finding.tier == Tier::none ? std::int8_t{-1} : static_cast<std::int8_t>(3 - static_cast<int>(finding.tier));
  s.exposed = companies < 0 ? std::int8_t{-1} : exposure(companies);
}

}  // namespace dutygraph::detail
