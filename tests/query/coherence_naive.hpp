// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <algorithm>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <tuple>
#include <vector>

#include <dutygraph/graph/graph.hpp>
#include <dutygraph/query/coherence.hpp>

#include "query/naive_periods.hpp"

namespace dutygraph::tests {

/// Readings of the specification that look right and are wrong. Each can be switched on in the naive detector.
enum class Wrong {
  none,
  dates_ignored,
  closed_intervals,
  missing_end_is_ended,
  superseded_kept,
  guidance_binds,
  decision_keeps_its_rank,
  weak_is_a_right,
  scopes_by_equality,
  scopes_one_way,
  one_level_of_parents,
  first_parent_only,
  siblings_related,
  exclusions_lost,
  class_is_its_leaves,
  disjointness_unused,
  open_is_closed,
  possible_is_definite,
  one_kind_per_company,
  jurisdictions_ignored,
  states_merged,
  ranks_across_orders,
  special_before_superior,
  posterior_before_special,
  posterior_across_issuers,
  special_in_one_dimension,
  special_when_equal,
  special_without_conditions,
  clauses_ignored,
  resolved_dropped,
  yielding_unflagged,
  conditions_ignored,
  any_means_ignored,
  any_means_reversed,
  numbers_ignored,
  only_pairs,
  only_direct,
  both_orders,
};

/// Finds tensions between provisions by comparing every two of them, set by set. Slow, and free of the library's code
/// for scopes, time, ranks and rules. Instruments give their provisions the periods in which they are law, and no more.
class NaiveCoherence {
 public:
  explicit NaiveCoherence(const Graph& graph, Wrong wrong = Wrong::none) : graph_{graph}, wrong_{wrong} {}

  /// "kind|ids|axis|tier|certainty|status|rule|winner|when|yields", sorted.
  std::vector<std::string> run() {
    read();
    for (std::size_t i = 0; i < norms_.size(); ++i)
      for (std::size_t k = i + 1; k < norms_.size(); ++k) {
        pair(norms_[i], norms_[k]);
        if (!is(Wrong::only_direct)) {
          frustration(norms_[i], norms_[k]);
          frustration(norms_[k], norms_[i]);
        }
      }
    if (!is(Wrong::only_pairs))
      for (const Norm& duty : norms_) joint(duty);
    std::sort(out_.begin(), out_.end());
    return out_;
  }

  /// The same of a result of the library, provisions only.
  static std::vector<std::string> lines(const Graph& graph, const CoherenceResult& result) {
    std::vector<std::string> out;
    for (const Finding& f : result) {
      if (f.kind > TensionKind::frustration) continue;
      std::string ids;
      for (const VertexId v : f.ids) ids += std::string{graph.key(v)} + ",";
      out.push_back(line(to_string(f.kind), ids, to_string(f.axis), to_string(f.tier), f.definite, to_string(f.status),
                         to_string(f.rule), f.winner ? graph.key(f.winner) : "", to_string(f.when),
                         f.protective_norm_yields));
    }
    std::sort(out.begin(), out.end());
    return out;
  }

 private:
  using Set = std::set<std::string>;
  static constexpr int none = 0, possible = 1, definite = 2;

  struct Norm {
    std::string id, state, agency, instrument, rank, applied;
    char what = 'O';
    bool binding = true;
    const Provision* p = nullptr;
    std::vector<Period> periods;
    std::optional<Date> adopted;
    std::vector<Reach> reach;
  };

  [[nodiscard]] Periods both(const Periods& a, const Periods& b) const {
    Periods out;
    for (const Period& x : a)
      for (const Period& y : b) {
        const Period one{std::max(x.from, y.from), std::min(x.to, y.to), std::max(x.sure_from, y.sure_from),
                         std::min(x.sure_to, y.sure_to)};
        if (one.from < one.to || (is(Wrong::closed_intervals) && one.from == one.to) || is(Wrong::dates_ignored))
          out.push_back(one);
      }
    return out;
  }
  const Instrument* text_of(const std::string& id) const {
    const auto v = graph_.find(VertexKind::instrument, id);
    return v && !id.empty() ? graph_.fields<Instrument>(*v) : nullptr;
  }
  [[nodiscard]] Periods life(const Instrument& text) const {
    if (text.facts.assertion == Assertion::negative) return {};
    const bool goes_on = text.continues.value_or(false);
    Periods out =
        both({period(text.facts.valid.from(), goes_on ? std::nullopt : text.facts.valid.to())}, by_phases(text.status));
    for (const VertexId w : graph_.vertices<Instrument>()) {
      const Instrument& later = *graph_.fields<Instrument>(w);
      const auto& list = later.supersedes;
      if (std::find(list.begin(), list.end(), text.id) == list.end() || &later == &text || !later.facts.valid.from() ||
          later.facts.assertion == Assertion::negative || !was_adopted(later) || is(Wrong::superseded_kept))
        continue;
      out = both(out, {period(std::nullopt, later.facts.valid.from())});
    }
    return out;
  }

  [[nodiscard]] bool is(Wrong wrong) const { return wrong_ == wrong; }

  static std::string line(std::string_view kind, std::string_view ids, std::string_view axis, std::string_view tier,
                          bool sure, std::string_view status, std::string_view rule, std::string_view winner,
                          std::string_view when, bool yields) {
    std::string text;
    for (const std::string_view part : {kind, ids, axis, tier, std::string_view{sure ? "definite" : "potential"},
                                        status, rule, winner, when, std::string_view{yields ? "yields" : ""}})
      text += std::string{part} + "|";
    return text;
  }

  // --- taxonomies ---

  const Taxonomy* taxonomy(const std::string& dimension) const {
    for (const Taxonomy& t : graph_.settings().taxonomies)
      if (t.id == dimension) return &t;
    return nullptr;
  }
  std::vector<std::string> parents(const std::string& dimension, const std::string& node) const {
    std::vector<std::string> out;
    const Taxonomy* t = taxonomy(dimension);
    bool listed = false;
    if (t != nullptr)
      for (const NamedList& n : t->nodes)
        if (n.name == node) out = n.values, listed = true;
    if (dimension == "bearer" && !listed)
      if (const auto v = graph_.find(VertexKind::company, node))
        if (const Company* company = graph_.fields<Company>(*v)) {
          out = company->kinds;
          if (is(Wrong::one_kind_per_company) && out.size() > 1) out.resize(1);
        }
    if (is(Wrong::first_parent_only) && out.size() > 1) out.resize(1);
    return out;
  }
  Set up(const std::string& dimension, const std::string& node) const {
    Set all{node};
    std::vector<std::string> todo{node};
    for (int step = 0; !todo.empty() && (step == 0 || !is(Wrong::one_level_of_parents)); ++step) {
      std::vector<std::string> next;
      for (const std::string& x : todo)
        for (const std::string& parent : parents(dimension, x))
          if (all.insert(parent).second) next.push_back(parent);
      todo = next;
    }
    return all;
  }
  Set universe(const std::string& dimension) const {
    Set all;
    const Taxonomy* t = taxonomy(dimension);
    if (t != nullptr)
      for (const NamedList& n : t->nodes) {
        bool has_child = false;
        for (const NamedList& m : t->nodes)
          has_child = has_child || std::find(m.values.begin(), m.values.end(), n.name) != m.values.end();
        const bool full = std::find(t->exhaustive.begin(), t->exhaustive.end(), n.name) != t->exhaustive.end();
        if (!full && !(is(Wrong::class_is_its_leaves) && has_child)) all.insert(n.name);
      }
    if (dimension == "bearer")
      for (const VertexId v : graph_.vertices<Company>()) all.insert(std::string{graph_.key(v)});
    return all;
  }
  bool related(const std::string& dimension, const std::string& node, const std::string& general) const {
    if (is(Wrong::scopes_by_equality)) return node == general;
    if (up(dimension, node).contains(general)) return true;
    if (!is(Wrong::siblings_related)) return false;
    const auto a = parents(dimension, node), b = parents(dimension, general);
    return std::any_of(a.begin(), a.end(), [&](const auto& x) { return std::find(b.begin(), b.end(), x) != b.end(); });
  }
  Set extension(const std::string& dimension, const std::optional<Scope>& scope) const {
    Set all;
    for (const std::string& atom : universe(dimension)) {
      bool in = !scope || scope->in.empty();
      if (scope)
        for (const std::string& node : scope->in) in = in || related(dimension, atom, node);
      if (scope && !is(Wrong::exclusions_lost))
        for (const std::string& node : scope->ex) in = in && !up(dimension, atom).contains(node);
      if (in) all.insert(atom);
    }
    return all;
  }
  static Set common(const Set& a, const Set& b) {
    Set out;
    std::set_intersection(a.begin(), a.end(), b.begin(), b.end(), std::inserter(out, out.end()));
    return out;
  }
  static bool within(const Set& a, const Set& b) { return std::includes(b.begin(), b.end(), a.begin(), a.end()); }
  bool company(const std::string& atom) const { return graph_.find(VertexKind::company, atom).has_value(); }

  int meet(
      const std::string& dimension, const std::optional<Scope>& a, const std::optional<Scope>& b,
      const std::function<bool(const std::string&)>& counts = [](const std::string&) { return true; }) const {
    const Set both = common(extension(dimension, a), extension(dimension, b));
    if (is(Wrong::scopes_one_way) && dimension != "territory") {
      return within(extension(dimension, a), extension(dimension, b)) && !both.empty() ? definite : none;
    }
    if (std::any_of(both.begin(), both.end(), counts)) return definite;
    const Taxonomy* t = taxonomy(dimension);
    const bool closed = t != nullptr && t->closed ? *t->closed : dimension != "bearer";
    if ((closed || is(Wrong::open_is_closed)) || !a || !b || a->in.empty() || b->in.empty()) return none;
    for (const std::string& x : a->in)
      for (const std::string& y : b->in) {
        const Set ux = up(dimension, x), uy = up(dimension, y);
        if (ux.contains(y) || uy.contains(x) || (company(x) && company(y))) continue;
        const auto hit = [&](const Set& above, const std::vector<std::string>& ex) {
          return std::any_of(ex.begin(), ex.end(), [&](const std::string& e) { return above.contains(e); });
        };
        if (hit(ux, a->ex) || hit(ux, b->ex) || hit(uy, a->ex) || hit(uy, b->ex)) continue;
        bool apart = false;
        if (t != nullptr && !is(Wrong::disjointness_unused))
          for (const auto& group : t->disjoint)
            for (const std::string& g : group)
              for (const std::string& h : group) apart = apart || (g != h && ux.contains(g) && uy.contains(h));
        if (!apart) return is(Wrong::possible_is_definite) ? definite : possible;
      }
    return none;
  }

  // --- norms ---

  static int level(const std::string& rank) {
    static const std::map<std::string, int> levels{{"constitution", 6}, {"statute", 5}, {"regulation", 4},
                                                   {"decision", 3},     {"policy", 2},  {"strategy", 2},
                                                   {"guidance", 1}};
    const auto at = levels.find(rank);
    return at == levels.end() ? -1 : at->second;
  }

  void read() {
    day_ = graph_.settings().as_of->first();
    for (const VertexId v : graph_.vertices<Provision>()) {
      const Provision& p = *graph_.fields<Provision>(v);
      Norm n;
      n.p = &p;
      n.id = p.id;
      n.state = p.state;
      n.agency = p.agency;
      n.instrument = p.instrument;
      n.rank = n.applied = p.rank;
      if (p.rank == "decision" && !p.applies_rank.empty() && level(p.applies_rank) > level(p.rank) &&
          !is(Wrong::decision_keeps_its_rank))
        n.applied = p.applies_rank;
      n.binding = p.binding ? *p.binding : level(p.rank) >= 3 || p.rank == "treaty" || p.rank == "contract";
      if (is(Wrong::guidance_binds)) n.binding = true;
      static const std::map<std::string, char> letters{
          {"obligation", 'O'},     {"prohibition", 'F'},    {"permission", 'P'}, {"exemption", 'E'},
          {"recommendation", 'N'}, {"discouragement", 'D'}, {"support", 'S'},    {"restriction", 'R'}};
      n.what = letters.at(p.modality);
      if (!n.binding) {
        if (n.what == 'P' || n.what == 'E') continue;
        if (n.what == 'O') n.what = 'N';
        if (n.what == 'F' || n.what == 'R') n.what = 'D';
      }
      const std::optional<Date> from = p.facts.valid.from();
      Period own = period(from, p.facts.valid.to());
      if (!p.facts.valid.to() && is(Wrong::missing_end_is_ended))
        own.to = own.sure_to = own.from == INT64_MIN ? INT64_MIN + 1 : own.from + 1;
      n.periods = both({own}, {Period{}});
      const Instrument* text = text_of(p.instrument);
      if (text != nullptr) n.periods = both(n.periods, life(*text));
      if (!is(Wrong::superseded_kept))
        for (const VertexId w : graph_.vertices<Provision>()) {
          const Provision& later = *graph_.fields<Provision>(w);
          const bool ends = std::find(later.supersedes.begin(), later.supersedes.end(), p.id) != later.supersedes.end();
          const Instrument* theirs = text_of(later.instrument);
          if (ends && w != v && later.facts.valid.from() && (theirs == nullptr || was_adopted(*theirs)))
            n.periods = both(n.periods, {period(std::nullopt, later.facts.valid.from())});
        }
      if (n.periods.empty()) continue;
      n.adopted = p.adopted                          ? p.adopted
                  : text != nullptr && text->adopted ? text->adopted
                  : p.facts.valid.from()             ? p.facts.valid.from()
                  : text != nullptr                  ? text->facts.valid.from()
                                                     : std::nullopt;
      n.reach = p.reach;
      if (n.reach.empty() && !n.state.empty()) n.reach.push_back({"territorial", {n.state}});
      if (n.reach.empty()) n.reach.push_back({"", {}});
      if (!conditions({&n})) continue;
      norms_.push_back(n);
    }
  }

  bool conditions(const std::vector<const Norm*>& norms) const {
    if (is(Wrong::conditions_ignored)) return true;
    Set flags;
    for (const Norm* n : norms) flags.insert(n->p->conditions.begin(), n->p->conditions.end());
    for (const std::string& f : flags)
      if (flags.contains("!" + f)) return false;
    for (const auto& group : graph_.settings().exclusive_flags) {
      int held = 0;
      for (const std::string& f : Set{group.begin(), group.end()}) held += flags.contains(f) ? 1 : 0;
      if (held > 1) return false;
    }
    return true;
  }

  /// Whether they may hold at one time; sets when that is, and whether it is sure.
  bool together(const std::vector<const Norm*>& norms, std::string& when, bool& sure) const {
    Periods common{Period{}};
    for (const Norm* n : norms) common = both(common, n->periods);
    sure = false;
    for (const Period& one : common) sure = sure || one.sure_from < one.sure_to;
    if (is(Wrong::dates_ignored) || is(Wrong::closed_intervals)) sure = true;
    int best = -1;
    for (const Period& one : common) {
      if (sure && one.sure_from >= one.sure_to && !is(Wrong::dates_ignored) && !is(Wrong::closed_intervals)) continue;
      best = std::max(best, one.to <= day_ ? 0 : one.from > day_ ? 1 : 2);
    }
    when = best == 0 ? "past" : best == 1 ? "future" : "current";
    return !common.empty();
  }

  Set places(const std::vector<std::string>& in) const { return extension("territory", Scope{in, {}}); }

  int reach(const Norm& a, const Norm& b) const {
    if (is(Wrong::jurisdictions_ignored)) return definite;
    int best = none;
    for (const Reach& x : a.reach)
      for (const Reach& y : b.reach) {
        const bool free = x.basis != y.basis || x.territory.empty() || y.territory.empty();
        if (free || !common(places(x.territory), places(y.territory)).empty()) best = definite;
      }
    return best;
  }

  bool fits(const std::string& atom, const Norm& a, const Norm& b) const {
    const auto v = graph_.find(VertexKind::company, atom);
    if (!v || is(Wrong::jurisdictions_ignored)) return true;
    const Company* fields = graph_.fields<Company>(*v);
    const auto ok = [&](const std::string& basis, const Set& place) {
      if (basis == "personal")
        return !graph_.home(*v) || !common(places({std::string{graph_.key(graph_.home(*v))}}), place).empty();
      if (basis != "territorial" || fields == nullptr || fields->operates.empty()) return true;
      return !common(places(fields->operates), place).empty();
    };
    for (const Reach& x : a.reach)
      for (const Reach& y : b.reach) {
        const bool fx = x.territory.empty(), fy = y.territory.empty();
        if (!fx && !fy && x.basis == y.basis) {
          const Set both = common(places(x.territory), places(y.territory));
          if (!both.empty() && ok(x.basis, both)) return true;
        } else if ((fx || ok(x.basis, places(x.territory))) && (fy || ok(y.basis, places(y.territory)))) {
          return true;
        }
      }
    return false;
  }
  int bearers(const Norm& a, const Norm& b) const {
    const int all = meet("bearer", a.p->bearer, b.p->bearer, [&](const std::string& atom) { return fits(atom, a, b); });
    if (all == definite) return all;
    return meet("bearer", a.p->bearer, b.p->bearer, [&](const std::string& atom) { return !company(atom); });
  }

  std::string axis(const Norm& a, const Norm& b) const {
    if ((a.rank == "treaty" || b.rank == "treaty") && !a.state.empty() && a.state == b.state) return "vertical";
    if (!a.state.empty() && !b.state.empty() && a.state != b.state && !is(Wrong::states_merged)) return "inter-state";
    return !a.agency.empty() && a.agency == b.agency ? "intra-agency" : "horizontal";
  }

  bool inside(const Norm& a, const Norm& b) const {
    const Set ca{a.p->conditions.begin(), a.p->conditions.end()}, cb{b.p->conditions.begin(), b.p->conditions.end()};
    const bool bearer = within(extension("bearer", a.p->bearer), extension("bearer", b.p->bearer));
    const bool conduct = within(extension("conduct", a.p->conduct), extension("conduct", b.p->conduct));
    const bool object = within(extension("object", a.p->object), extension("object", b.p->object));
    const bool flags = within(cb, ca) || is(Wrong::special_without_conditions);
    return bearer && conduct && object && flags;
  }
  /// Whether the first is strictly narrower in some dimension.
  bool narrower_somewhere(const Norm& a, const Norm& b) const {
    const auto strictly = [&](const std::string& dimension, const std::optional<Scope>& x,
                              const std::optional<Scope>& y) {
      return extension(dimension, x) != extension(dimension, y) &&
             within(extension(dimension, x), extension(dimension, y));
    };
    return strictly("bearer", a.p->bearer, b.p->bearer) || strictly("conduct", a.p->conduct, b.p->conduct) ||
           strictly("object", a.p->object, b.p->object);
  }
  int special(const Norm& a, const Norm& b) const {
    if (is(Wrong::special_in_one_dimension)) {
      const bool x = narrower_somewhere(a, b), y = narrower_somewhere(b, a);
      return x == y ? 0 : x ? 1 : 2;
    }
    const bool x = inside(a, b), y = inside(b, a);
    if (x && y && is(Wrong::special_when_equal)) return 1;
    return x == y ? 0 : x ? 1 : 2;
  }
  bool higher(const Norm& a, const Norm& b) const {
    if (is(Wrong::ranks_across_orders) && a.state != b.state)
      return level(b.applied) >= 0 && level(a.applied) > level(b.applied);
    Set ranks{"constitution", "statute", "regulation", "decision", "policy", "strategy", "guidance"};
    const std::string goal = b.state + ":" + b.applied;
    std::set<std::pair<std::string, bool>> seen;
    std::vector<std::pair<std::string, bool>> todo{{a.state + ":" + a.applied, false}};
    while (!todo.empty()) {
      const auto [at, strictly] = todo.back();
      todo.pop_back();
      if (!seen.emplace(at, strictly).second) continue;
      if (strictly && at == goal) return true;
      for (const auto& edge : graph_.settings().order_edges)
        if (edge[0] == at) todo.emplace_back(edge[1], true);
      const std::string order = at.substr(0, at.find(':')), rank = at.substr(at.find(':') + 1);
      for (const std::string& other : ranks)
        if (level(rank) >= level(other)) todo.emplace_back(order + ":" + other, strictly || level(rank) > level(other));
    }
    return false;
  }

  /// Whether the first date is later whatever days the two turn out to be; a date that is not recorded is before all.
  static bool later(const std::optional<Date>& a, const std::optional<Date>& b) {
    if (!a || a->is_unknown()) return false;
    return !b || (!b->is_unknown() && a->first() > b->last());
  }

  /// Rule and winner: 1, 2 or 0.
  std::pair<std::string, int> decide(const Norm& a, const Norm& b, const std::string& kind,
                                     const std::string& where) const {
    const auto either = [](bool x, bool y) { return x == y ? 0 : x ? 1 : 2; };
    if (!is(Wrong::clauses_ignored)) {
      const auto names = [](const std::vector<std::string>& list, const Norm& n) {
        return std::find(list.begin(), list.end(), n.id) != list.end() ||
               (!n.instrument.empty() && std::find(list.begin(), list.end(), n.instrument) != list.end());
      };
      const int w = either(names(a.p->overrides, b) || names(b.p->subject_to, a),
                           names(b.p->overrides, a) || names(a.p->subject_to, b));
      if (w != 0) return {"explicit-clause", w};
    }
    if (!a.instrument.empty() && a.instrument == b.instrument)
      if (const int w = special(a, b); w != 0) return {"internal-exception", w};
    if (kind == "competition" || kind == "duplication" || kind == "frustration") return {"", 0};
    const int superior = either(higher(a, b), higher(b, a));
    if (where == "inter-state" && superior == 0) return {"", 0};
    const int narrow = special(a, b);
    int late = 0;
    const bool statutes = a.rank == "statute" && b.rank == "statute" && !a.state.empty() && a.state == b.state;
    if ((!a.agency.empty() && a.agency == b.agency) || statutes || is(Wrong::posterior_across_issuers))
      late = either(later(a.adopted, b.adopted), later(b.adopted, a.adopted));
    std::vector<std::pair<std::string, int>> order{
        {"lex-superior", superior}, {"lex-specialis", narrow}, {"lex-posterior", late}};
    if (is(Wrong::special_before_superior)) std::swap(order[0], order[1]);
    if (is(Wrong::posterior_before_special)) std::swap(order[1], order[2]);
    for (const auto& one : order)
      if (one.second != 0) return one;
    return {"", 0};
  }

  void emit(const std::string& kind, const Norm& a, const Norm& b, bool sure, const std::string& when) {
    const std::string where = axis(a, b);
    const auto [rule, winner] = decide(a, b, kind, where);
    const bool in_text = rule == "explicit-clause" || rule == "internal-exception";
    const bool stands = kind == "competition" || kind == "duplication" || kind == "frustration";
    const std::string status = in_text ? "apparent" : winner != 0 ? "resolved" : stands ? "standing" : "unresolved";
    if (is(Wrong::resolved_dropped) && winner != 0) return;
    const Norm& first = winner == 2 ? b : a;
    const Norm& second = winner == 2 ? a : b;
    const bool yields = winner != 0 && first.p->effect != "protects" && second.p->effect == "protects" &&
                        !is(Wrong::yielding_unflagged);
    const std::string tier = a.binding && b.binding ? "hard" : a.binding || b.binding ? "mixed" : "soft";
    const auto [x, y] = std::minmax(a.id, b.id);
    out_.push_back(
        line(kind, x + "," + y + ",", where, tier, sure, status, rule, winner != 0 ? first.id : "", when, yields));
    if (is(Wrong::both_orders))
      out_.push_back(
          line(kind, y + "," + x + ",", where, tier, sure, status, rule, winner != 0 ? first.id : "", when, yields));
  }

  bool any_means(const Norm& n) const {
    if (is(Wrong::any_means_ignored)) return false;
    return n.p->any_means.value_or(false) != is(Wrong::any_means_reversed);
  }

  void pair(const Norm& p, const Norm& q) {
    const bool swap = std::string{"OFPENDSR"}.find(q.what) < std::string{"OFPENDSR"}.find(p.what);
    const Norm &a = swap ? q : p, &b = swap ? p : q;
    const std::string cell{a.what, b.what};
    std::string when;
    bool sure = true;
    if (!conditions({&a, &b}) || !together({&a, &b}, when, sure)) return;
    const auto weak = [&](const Norm& n) {
      return n.what == 'P' && n.p->strength == "weak" && !is(Wrong::weak_is_a_right);
    };
    if (weak(a) || weak(b)) return;
    const int who = bearers(a, b), what = meet("object", a.p->object, b.p->object), place = reach(a, b);
    int how = meet("conduct", a.p->conduct, b.p->conduct);
    const int overlap = how;
    int clash = none;
    if (cell == "OO") {
      const auto caught = [&](const Norm& n, const std::string& x) {
        const Scope scope{{x}, {}};
        const Set ways = extension("conduct", n.p->conduct);
        if (any_means(n)) return !ways.empty() && within(ways, extension("conduct", scope)) ? definite : none;
        return meet("conduct", n.p->conduct, scope);
      };
      for (const auto& group : graph_.settings().incompatible_conducts)
        for (const std::string& x : group)
          for (const std::string& y : group)
            if (x != y) clash = std::max(clash, std::min(caught(a, x), caught(b, y)));
    }
    if (who == none || what == none || place == none || (how == none && clash == none)) return;
    const auto covered = [&] {
      return how == definite && within(extension("conduct", a.p->conduct), extension("conduct", b.p->conduct));
    };
    std::string kind;
    if (cell == "OF") {
      if (any_means(a) && !covered()) return;
      kind = "collision";
    } else if (cell == "OE") {
      if (any_means(a) && !covered()) return;
      kind = "contradiction";
    } else if (cell == "FP" || cell == "FR" || cell == "PR") {
      kind = "contradiction";
    } else if (cell == "OD" || cell == "OR" || cell == "FN" || cell == "FS" || cell == "ND" || cell == "NR" ||
               cell == "DS" || cell == "SR") {
      kind = "competition";
    } else if (cell == "OO" || cell == "FF" || cell == "SS" || cell == "RR") {
      const auto &x = a.p->param, &y = b.p->param;
      bool collides = cell == "OO" && overlap != none && x && y && x->name == y->name && x->unit == y->unit &&
                      !is(Wrong::numbers_ignored) &&
                      ((x->max && y->min && *x->max < *y->min) || (y->max && x->min && *y->max < *x->min));
      if (clash > none && (!collides || clash > overlap)) how = clash;
      collides = collides || clash != none;
      bool alike = cell != "RR" && !a.p->function.empty() && a.p->function == b.p->function;
      if (cell == "RR") {
        const Set ga{a.p->gate.begin(), a.p->gate.end()}, gb{b.p->gate.begin(), b.p->gate.end()};
        for (const auto& group : graph_.settings().incompatible_gates)
          for (const std::string& g : group)
            for (const std::string& h : group) collides = collides || (g != h && ga.contains(g) && gb.contains(h));
        alike = !common(ga, gb).empty();
      }
      if (collides) {
        kind = "collision";
      } else {
        const bool agencies =
            !a.agency.empty() && !b.agency.empty() && a.agency != b.agency && !a.state.empty() && a.state == b.state;
        if (!alike || !agencies || std::min({who, what, place, overlap}) != definite || !sure) return;
        kind = "duplication";
      }
    } else {
      return;
    }
    emit(kind, a, b, sure && std::min({who, what, place, how}) == definite, when);
  }

  void frustration(const Norm& act, const Norm& ban) {
    if (!ban.p->triggered_by || std::string{"PSO"}.find(act.what) == std::string::npos ||
        std::string{"FRD"}.find(ban.what) == std::string::npos)
      return;
    if (act.what == 'P' && act.p->strength == "weak" && !is(Wrong::weak_is_a_right)) return;
    if (act.agency.empty() || ban.agency.empty() || act.agency == ban.agency || act.state.empty() ||
        act.state != ban.state)
      return;
    std::string when;
    bool sure = true;
    if (!conditions({&act, &ban}) || !together({&act, &ban}, when, sure) || reach(act, ban) == none) return;
    const Trigger& t = *ban.p->triggered_by;
    if (meet("conduct", act.p->conduct, t.conduct) != definite || meet("object", act.p->object, t.object) != definite)
      return;
    const int setter = t.bearer ? meet("bearer", act.p->bearer, t.bearer) : definite;
    if (setter == none || bearers(act, ban) == definite) return;
    if (extension("bearer", act.p->bearer).empty() || extension("bearer", ban.p->bearer).empty()) return;
    emit("frustration", act, ban, sure && setter == definite, when);
  }

  void joint(const Norm& o) {
    if (o.what != 'O' || !any_means(o)) return;
    const Set ways = extension("conduct", o.p->conduct);
    std::vector<const Norm*> bans;
    for (const Norm& f : norms_) {
      std::string when;
      bool sure = true;
      if (f.what != 'F' || reach(o, f) == none || !together({&o, &f}, when, sure) || !conditions({&o, &f}) ||
          bearers(o, f) != definite)
        continue;
      const Set closed = extension("conduct", f.p->conduct);
      if (common(ways, closed).empty() || within(ways, closed)) continue;
      if (!within(extension("bearer", o.p->bearer), extension("bearer", f.p->bearer))) continue;
      const Set objects = extension("object", o.p->object);
      if (common(objects, extension("object", f.p->object)).empty() ||
          !within(objects, extension("object", f.p->object)))
        continue;
      if (decide(o, f, "joint-collision", axis(o, f)).second == 1) continue;
      bans.push_back(&f);
    }
    bool any = false;
    for (std::size_t size = 2; size <= bans.size() && !any; ++size)
      for (std::size_t mask = 0; mask < std::size_t{1} << bans.size(); ++mask) {
        std::vector<const Norm*> set{&o};
        Set closed;
        for (std::size_t i = 0; i < bans.size(); ++i) {
          if ((mask >> i & 1U) == 0) continue;
          set.push_back(bans[i]);
          closed.merge(extension("conduct", bans[i]->p->conduct));
        }
        std::string when;
        bool sure = true;
        if (set.size() != size + 1 || !within(ways, closed) || !together(set, when, sure) || !conditions(set) ||
            !context(set))
          continue;
        any = true;
        bool all = true, vertical = false, foreign = false, own = true, protects = false;
        std::string rule = "?";
        std::vector<std::string> ids{o.id};
        for (std::size_t i = 1; i < set.size(); ++i) {
          const std::string where = axis(o, *set[i]);
          vertical = vertical || where == "vertical";
          foreign = foreign || where == "inter-state";
          own = own && where == "intra-agency";
          const auto [by, winner] = decide(o, *set[i], "joint-collision", where);
          all = all && winner == 2;
          rule = rule == "?" || rule == by ? by : "";
          protects = protects || set[i]->p->effect == "protects";
          ids.push_back(set[i]->id);
        }
        std::sort(ids.begin(), ids.end());
        std::string names;
        for (const std::string& id : ids) names += id + ",";
        if (is(Wrong::resolved_dropped) && all) continue;
        out_.push_back(line("joint-collision", names,
                            vertical  ? "vertical"
                            : foreign ? "inter-state"
                            : own     ? "intra-agency"
                                      : "horizontal",
                            "hard", sure, all ? "resolved" : "unresolved", all ? rule : "", "", when,
                            all && o.p->effect == "protects" && !protects && !is(Wrong::yielding_unflagged)));
      }
  }
  /// Whether one choice of reaches has a common context.
  bool context(const std::vector<const Norm*>& set) const {
    std::vector<std::size_t> pick(set.size(), 0);
    while (true) {
      std::map<std::string, Set> limits;
      bool ok = true;
      for (std::size_t i = 0; i < set.size(); ++i) {
        const Reach& r = set[i]->reach[pick[i]];
        if (r.territory.empty()) continue;
        const Set place = places(r.territory);
        const auto [at, added] = limits.try_emplace(r.basis, place);
        if (!added) at->second = common(at->second, place);
        ok = ok && !at->second.empty();
      }
      if (ok) return true;
      std::size_t i = 0;
      while (i < pick.size() && ++pick[i] == set[i]->reach.size()) pick[i++] = 0;
      if (i == pick.size()) return false;
    }
  }

  Graph graph_;
  Wrong wrong_;
  std::int64_t day_ = 0;
  std::vector<Norm> norms_;
  std::vector<std::string> out_;
};

}  // namespace dutygraph::tests
