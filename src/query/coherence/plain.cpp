// SPDX-License-Identifier: BSL-1.0
#include "query/coherence/plain.hpp"

#include <algorithm>

namespace dutygraph::detail {
namespace {

bool meets(const Names& a, const Names& b) {
  return std::any_of(a.begin(), a.end(), [&](const std::string& x) { return b.contains(x); });
}

bool includes(const Names& a, const Names& b) { return std::includes(a.begin(), a.end(), b.begin(), b.end()); }

}  // namespace

std::string PlainDimension::spelled(std::string_view id) const {
  std::string text{id};
  if (name_ == "object") std::replace(text.begin(), text.end(), '_', '-');
  return text;
}

PlainDimension::PlainDimension(const Graph& graph, std::string_view name) : name_{name}, closed_{name != "bearer"} {
  for (const Taxonomy& taxonomy : graph.settings().taxonomies) {
    if (taxonomy.id != name) continue;
    if (taxonomy.closed) closed_ = *taxonomy.closed;
    for (const NamedList& node : taxonomy.nodes)
      for (parents_[spelled(node.name)]; const std::string& parent : node.values) {
        parents_[spelled(parent)];
        parents_[spelled(node.name)].insert(spelled(parent));
      }
    for (const std::string& id : taxonomy.exhaustive) exhaustive_.insert(spelled(id));
    for (const auto& group : taxonomy.disjoint) {
      Names& names = disjoint_.emplace_back();
      for (const std::string& id : group) names.insert(spelled(id));
    }
  }
  const bool empty = parents_.empty();
  if (name == "object")
    for (const VertexId v : graph.vertices<Provision>()) {
      const Provision* p = graph.fields<Provision>(v);
      if (p == nullptr) continue;
      for (const auto& scope : {p->object, p->triggered_by ? p->triggered_by->object : std::nullopt})
        for (const auto* list : {scope ? &scope->in : nullptr, scope ? &scope->ex : nullptr})
          if (list != nullptr)
            for (const std::string& id : *list) parents_[spelled(id)];
    }
  if (name == "territory") {
    Names listed;
    for (const auto& [node, above] : parents_) listed.insert(node);
    for (const VertexId v : graph.vertices<State>()) parents_[std::string{graph.key(v)}];
    for (const VertexId v : graph.vertices<State>())
      if (const State* fields = graph.fields<State>(v))
        for (const Member& member : fields->members)
          if (parents_.contains(member.id) && !listed.contains(member.id) && member.id != graph.key(v))
            parents_[member.id].insert(std::string{graph.key(v)});
  }
  if (name == "bearer") {
    Names nodes;
    for (const auto& [node, above] : parents_) nodes.insert(node);
    for (const VertexId v : graph.vertices()) {
      const VertexKind kind = graph.kind(v);
      const std::string id{graph.key(v)};
      if (!is_actor(kind) || nodes.contains(id) || graph.canonical(v) != v) continue;
      actors_.insert(id);
      if (kind == VertexKind::agency && nodes.contains("public-body")) parents_[id].insert("public-body");
      if (kind != VertexKind::company) continue;
      companies_.insert(id);
      Names& above = parents_[id];
      if (const Company* company = graph.fields<Company>(v))
        for (const std::string& one : company->kinds)
          if (nodes.contains(one)) above.insert(one);
    }
  }
  if (empty) parents_[""];
}

const Names& PlainDimension::parents(const std::string& node) const {
  static const Names none;
  const auto at = parents_.find(node);
  return at == parents_.end() ? none : at->second;
}

Names PlainDimension::up(const std::string& node) const {
  Names all{node};
  std::vector<std::string> todo{node};
  while (!todo.empty()) {
    const std::string next = todo.back();
    todo.pop_back();
    for (const std::string& parent : parents(next))
      if (all.insert(parent).second) todo.push_back(parent);
  }
  return all;
}

bool PlainDimension::holds(const std::string& atom, const std::optional<Scope>& scope) const {
  if (exhaustive_.contains(atom)) return false;
  if (!scope) return true;
  const Names above = up(atom);
  const auto under = [&](const std::string& id) { return above.contains(spelled(id)); };
  if (!scope->in.empty() && std::none_of(scope->in.begin(), scope->in.end(), under)) return false;
  return std::none_of(scope->ex.begin(), scope->ex.end(), under);
}

Names PlainDimension::extension(const std::optional<Scope>& scope) const {
  Names all;
  for (const auto& [node, above] : parents_)
    if (holds(node, scope)) all.insert(node);
  if (scope)  // actors that no kind is recorded for
    for (const std::string& id : scope->in)
      if (holds(spelled(id), scope)) all.insert(spelled(id));
  return all;
}

Meet PlainDimension::meet(const std::optional<Scope>& a, const std::optional<Scope>& b, bool companies) const {
  const Names x = extension(a), y = extension(b);
  for (const std::string& atom : x)
    if (y.contains(atom) && (companies || !is_company(atom))) return Meet::definite;
  if (closed_ || !a || !b || a->in.empty() || b->in.empty()) return Meet::none;
  const auto excluded = [&](const Names& above, const Scope& scope) {
    return std::any_of(scope.ex.begin(), scope.ex.end(),
                       [&](const std::string& id) { return above.contains(spelled(id)); });
  };
  for (const std::string& one : a->in)
    for (const std::string& two : b->in) {
      const std::string p = spelled(one), q = spelled(two);
      const Names above_p = up(p), above_q = up(q);
      if (above_p.contains(q) || above_q.contains(p)) continue;
      if (actors_.contains(p) && actors_.contains(q)) continue;
      if (excluded(above_p, *a) || excluded(above_p, *b) || excluded(above_q, *a) || excluded(above_q, *b)) continue;
      const bool apart = std::any_of(disjoint_.begin(), disjoint_.end(), [&](const Names& group) {
        for (const std::string& g : group)
          for (const std::string& h : group)
            if (g != h && above_p.contains(g) && above_q.contains(h)) return true;
        return false;
      });
      if (!apart) return Meet::possible;
    }
  return Meet::none;
}

// --- clauses
// ----------------------------------------------------------------------------------------------------------

PlainWorld::PlainWorld(const Graph& graph)
    : bearer{graph, "bearer"},
      conduct{graph, "conduct"},
      object{graph, "object"},
      territory{graph, "territory"},
      records_{graph} {}

Clause PlainWorld::clause(VertexId v) const {
  Clause clause{.vertex = v, .fields = graph().fields<Provision>(v)};
  if (clause.fields == nullptr || !records_.counts(clause.fields->facts)) return clause;
  const Provision& p = *clause.fields;
  static const std::map<std::string_view, Modality> names{{"obligation", Modality::obligation},
                                                          {"prohibition", Modality::prohibition},
                                                          {"permission", Modality::permission},
                                                          {"exemption", Modality::exemption},
                                                          {"recommendation", Modality::recommendation},
                                                          {"discouragement", Modality::discouragement},
                                                          {"support", Modality::support},
                                                          {"restriction", Modality::restriction}};
  if (const auto at = names.find(p.modality); at != names.end()) clause.modality = at->second;
  clause.binding = records_.binds(p);
  if (!clause.binding && clause.modality) {
    if (clause.modality == Modality::permission || clause.modality == Modality::exemption)
      clause.modality = std::nullopt;
    else if (clause.modality == Modality::obligation)
      clause.modality = Modality::recommendation;
    else if (clause.modality == Modality::prohibition || clause.modality == Modality::restriction)
      clause.modality = Modality::discouragement;
  }
  clause.agency = records_.agency_of(p);
  clause.state = records_.state_of(v, p);
  clause.spans = records_.life(v, p);
  clause.reach = p.reach;
  if (clause.reach.empty() && clause.state)
    clause.reach.push_back({"territorial", {std::string{graph().key(clause.state)}}});
  if (clause.reach.empty()) clause.reach.push_back({"", {}});
  return clause;
}

bool PlainWorld::conditions_meet(const std::vector<const Clause*>& clauses) const {
  Names flags;
  for (const Clause* clause : clauses)
    flags.insert(clause->fields->conditions.begin(), clause->fields->conditions.end());
  for (const std::string& flag : flags)
    if (flags.contains("!" + flag)) return false;
  for (const auto& group : graph().settings().exclusive_flags)
    if (std::count_if(group.begin(), group.end(), [&](const std::string& flag) { return flags.contains(flag); }) > 1)
      return false;
  return true;
}

Meet PlainWorld::reach_meets(const Clause& a, const Clause& b) const {
  Meet best = Meet::none;
  for (const Reach& x : a.reach)
    for (const Reach& y : b.reach) {
      const bool free = x.basis != y.basis || x.territory.empty() || y.territory.empty();
      best = std::max(best, free ? Meet::definite : territory.meet(Scope{x.territory, {}}, Scope{y.territory, {}}));
    }
  return best;
}

bool PlainWorld::fits(const std::string& company, const Clause& a, const Clause& b) const {
  const auto v = graph().find(VertexKind::company, company);
  if (!v) return false;
  const Company* fields = graph().fields<Company>(*v);
  const auto lies = [&](const std::string& state, const Reach& x, const Reach* y) {
    Names places = territory.extension(Scope{{state}, {}}), one = territory.extension(Scope{x.territory, {}});
    if (y != nullptr) {
      Names both;
      for (const std::string& atom : territory.extension(Scope{y->territory, {}}))
        if (one.contains(atom)) both.insert(atom);
      one = both;
    }
    return meets(places, one);
  };
  const auto fits_one = [&](const Reach& x, const Reach* y) {
    if (x.territory.empty()) return true;
    if (x.basis == "personal") return !graph().home(*v) || lies(std::string{graph().key(graph().home(*v))}, x, y);
    if (x.basis != "territorial" || fields == nullptr || fields->operates.empty()) return true;
    return std::any_of(fields->operates.begin(), fields->operates.end(),
                       [&](const std::string& state) { return lies(state, x, y); });
  };
  for (const Reach& x : a.reach)
    for (const Reach& y : b.reach) {
      const bool same = x.basis == y.basis && !x.territory.empty() && !y.territory.empty();
      if (same ? territory.meet(Scope{x.territory, {}}, Scope{y.territory, {}}) != Meet::none && fits_one(x, &y)
               : fits_one(x, nullptr) && fits_one(y, nullptr))
        return true;
    }
  return false;
}

Meet PlainWorld::bearers_meet(const Clause& a, const Clause& b) const {
  const Names x = bearer.extension(a.fields->bearer), y = bearer.extension(b.fields->bearer);
  for (const std::string& atom : x)
    if (y.contains(atom) && (!bearer.is_company(atom) || fits(atom, a, b))) return Meet::definite;
  return bearer.meet(a.fields->bearer, b.fields->bearer, false);
}

bool PlainWorld::is_inside(const Clause& a, const Clause& b) const {
  const Provision &p = *a.fields, &q = *b.fields;
  const Names x{p.conditions.begin(), p.conditions.end()}, y{q.conditions.begin(), q.conditions.end()};
  return includes(bearer.extension(q.bearer), bearer.extension(p.bearer)) &&
         includes(object.extension(q.object), object.extension(p.object)) &&
         includes(conduct.extension(q.conduct), conduct.extension(p.conduct)) && includes(x, y);
}

Meet PlainWorld::caught(const Clause& duty, const std::string& x) const {
  const Scope scope{{x}, {}};
  if (!duty.fields->any_means.value_or(false)) return conduct.meet(duty.fields->conduct, scope);
  const Names ways = conduct.extension(duty.fields->conduct);
  return !ways.empty() && includes(conduct.extension(scope), ways) ? Meet::definite : Meet::none;
}

/// By walking down from the first: inside one order by level, between orders by declared edges.
bool PlainWorld::is_higher(const Clause& a, const Clause& b) const {
  const auto goals = records_.standing(b.vertex, *b.fields);
  std::set<std::string> places;
  for (const auto& edge : graph().settings().order_edges) places.insert(edge.begin(), edge.end());
  places.insert(goals.begin(), goals.end());
  std::set<std::pair<std::string, bool>> seen;
  std::vector<std::pair<std::string, bool>> todo;
  for (const std::string& start : records_.standing(a.vertex, *a.fields)) todo.emplace_back(start, false);
  const auto split = [](const std::string& place) {
    const std::size_t colon = place.rfind(':');
    return colon == std::string::npos ? std::pair{place, std::string{}}
                                      : std::pair{place.substr(0, colon), place.substr(colon + 1)};
  };
  while (!todo.empty()) {
    const auto [place, strictly] = todo.back();
    todo.pop_back();
    if (!seen.emplace(place, strictly).second) continue;
    if (strictly && std::find(goals.begin(), goals.end(), place) != goals.end()) return true;
    for (const auto& edge : graph().settings().order_edges)
      if (edge.size() == 2 && edge[0] == place) todo.emplace_back(edge[1], true);
    const auto [order, rank] = split(place);
    for (const std::string& other : places) {
      const auto [their_order, their_rank] = split(other);
      const int mine = level_of(rank), theirs = level_of(their_rank);
      if (their_order == order && mine >= 0 && theirs >= 0 && mine >= theirs)
        todo.emplace_back(other, strictly || mine > theirs);
    }
  }
  return false;
}

int PlainWorld::prevails(PriorityRule rule, const Clause& a, const Clause& b, bool across, std::string* fact) const {
  const Provision &p = *a.fields, &q = *b.fields;
  const auto either = [](bool first, bool second) { return first == second ? 0 : first ? 1 : 2; };
  const auto tell = [&](std::string text) {
    if (fact != nullptr) *fact = std::move(text);
  };
  switch (rule) {
    case PriorityRule::none:
      return 0;
    case PriorityRule::explicit_clause: {
      const auto names = [&](const std::vector<std::string>& list, const Clause& clause) {
        return std::any_of(list.begin(), list.end(), [&](const std::string& id) {
          return id == graph().key(clause.vertex) || (!id.empty() && id == clause.fields->instrument);
        });
      };
      const int winner =
          either(names(p.overrides, b) || names(q.subject_to, a), names(q.overrides, a) || names(p.subject_to, b));
      tell("a clause of one text gives way to the other");
      return winner;
    }
    case PriorityRule::internal_exception:
    case PriorityRule::lex_specialis: {
      if (rule == PriorityRule::internal_exception && (p.instrument.empty() || p.instrument != q.instrument)) return 0;
      tell(rule == PriorityRule::lex_specialis ? "narrower in scope" : "narrower in scope, in one instrument");
      return either(is_inside(a, b), is_inside(b, a));
    }
    case PriorityRule::lex_superior: {
      const auto rank = [&](const Clause& clause) {
        std::string text;
        for (const std::string& place : records_.standing(clause.vertex, *clause.fields))
          text += (text.empty() ? "" : ", ") + place;
        if (text.empty()) text = "no rank";
        if (!clause.fields->applies_rank.empty() && records_.rank_of(*clause.fields) == "decision")
          text += " via applies_rank";
        return text;
      };
      const int winner = either(is_higher(a, b), is_higher(b, a));
      tell(winner == 2 ? rank(b) + " over " + rank(a) : rank(a) + " over " + rank(b));
      return winner;
    }
    case PriorityRule::lex_posterior: {
      const bool statutes =
          records_.rank_of(p) == "statute" && records_.rank_of(q) == "statute" && a.state && a.state == b.state;
      if (!(a.agency && a.agency == b.agency) && !statutes && !across) return 0;
      const auto x = records_.adopted(a.vertex, p), y = records_.adopted(b.vertex, q);
      const auto later = [](const std::optional<Date>& one, const std::optional<Date>& two) {
        if (!one || one->is_unknown()) return false;
        return !two || (!two->is_unknown() && one->first() > two->last());
      };
      const int winner = either(later(x, y), later(y, x));
      const auto text = [](const std::optional<Date>& date) {
        return date ? date->to_string() : std::string{"no date"};
      };
      tell(winner == 2 ? text(y) + " after " + text(x) : text(x) + " after " + text(y));
      return winner;
    }
  }
  return 0;
}

}  // namespace dutygraph::detail
