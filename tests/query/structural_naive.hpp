// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <vector>

#include <dutygraph/graph/graph.hpp>
#include <dutygraph/query/coherence.hpp>

namespace dutygraph::tests {

/// Wrong readings of the structural findings; each can be switched on in the naive detector.
enum class WrongStructure {
  none,
  paths_through_anybody,     ///< coordination by way of foreign agencies and of bodies that are no agency
  expired_edges,             ///< links, mandates and leads that have ended still count
  missing_capacity_is_zero,  ///< unknown means are a gap
  due_dates_unused,
  any_rank_implements,
  drafts_implement,
  policies_before_they_existed,
  unrecorded_is_absent,  ///< no record of safeguards read as none
  exceptions_ignored,
  special_mandate_covers_general,
  states_merged,
  purchase_is_support,
  last_reading,
};

/// Finds support, mandates, promises, treaties, positions, terms and aims that do not fit, by looking at every record
/// and every two of them. Slow, and free of the library's code. It knows worlds whose dates are days, with supports but
/// no engagements, without holdings.
class NaiveStructure {
 public:
  using Wrong = WrongStructure;
  explicit NaiveStructure(const Graph& graph, Wrong wrong = Wrong::none)
      : graph_{graph}, wrong_{wrong}, day_{graph.settings().as_of->first()} {}

  /// "kind|ids|status|when|particulars", sorted.
  std::vector<std::string> run() {
    supports();
    mandates();
    commitments();
    coordination();
    capacity();
    treaties();
    positions();
    terms();
    goals();
    std::sort(out_.begin(), out_.end());
    return out_;
  }

  /// The same of a result of the library, findings about provisions alone left out.
  static std::vector<std::string> lines(const Graph& graph, const CoherenceResult& result) {
    std::vector<std::string> out;
    for (const Finding& f : result) {
      if (f.kind <= TensionKind::frustration) continue;
      std::vector<std::string> ids;
      for (const VertexId v : f.ids) ids.emplace_back(graph.key(v));
      const Particulars& more = f.details();
      std::string text;
      for (const auto* list : {&more.missing, &more.difference})
        for (const std::string& one : *list) text += one + ",";
      text += more.on + more.tag + more.covered + more.term + more.from;
      out.push_back(
          line(to_string(f.kind), ids, to_string(f.status), to_string(f.when), text + (f.definite ? "" : "potential")));
    }
    std::sort(out.begin(), out.end());
    return out;
  }

 private:
  using Set = std::set<std::string>;

  [[nodiscard]] bool is(Wrong wrong) const { return wrong_ == wrong; }

  static std::string line(std::string_view kind, std::vector<std::string> ids, std::string_view status,
                          std::string_view when, const std::string& more) {
    std::sort(ids.begin(), ids.end());
    std::string text{kind};
    text += "|";
    for (const std::string& id : ids) text += id + ",";
    return text + "|" + std::string{status} + "|" + std::string{when} + "|" + more;
  }
  void found(const std::string& kind, const std::vector<std::string>& ids, const std::string& more = "",
             const std::string& status = "standing", const std::string& when = "current") {
    out_.push_back(line(kind, ids, status, when, more));
  }

  template <class Record>
  std::vector<const Record*> all() const {
    std::vector<const Record*> list;
    for (const VertexId v : graph_.vertices<Record>())
      if (const Record* fields = graph_.fields<Record>(v);
          fields != nullptr && fields->facts.assertion != Assertion::negative)
        list.push_back(fields);
    return list;
  }
  template <class Record>
  const Record* one(const std::string& id) const {
    const auto v = graph_.find(Record::kind, id);
    return v && !id.empty() ? graph_.fields<Record>(*v) : nullptr;
  }
  /// First day and the first day after.
  static std::pair<std::int64_t, std::int64_t> span(const Facts& facts) {
    const auto &from = facts.valid.from(), &to = facts.valid.to();
    return {from ? from->first() : INT64_MIN, to ? to->first() : INT64_MAX};
  }
  [[nodiscard]] bool live(const Facts& facts) const {
    const auto [from, to] = span(facts);
    return is(Wrong::expired_edges) ? from <= day_ : from <= day_ && day_ < to;
  }
  [[nodiscard]] std::string state_of(const std::string& agency) const {
    const Agency* fields = one<Agency>(agency);
    return fields == nullptr ? std::string{} : is(Wrong::states_merged) ? "*" : fields->state;
  }
  [[nodiscard]] std::string home(const std::string& state) const { return is(Wrong::states_merged) ? "*" : state; }

  // --- taxonomies

  [[nodiscard]] const Taxonomy* taxonomy(const std::string& dimension) const {
    for (const Taxonomy& t : graph_.settings().taxonomies)
      if (t.id == dimension) return &t;
    return nullptr;
  }
  [[nodiscard]] bool below(const std::string& dimension, const std::string& node, const std::string& above) const {
    if (node == above) return true;
    for (const NamedList& n : taxonomy(dimension)->nodes)
      if (n.name == node)
        for (const std::string& parent : n.values)
          if (below(dimension, parent, above)) return true;
    return false;
  }
  [[nodiscard]] Set atoms(const std::string& dimension, const std::string& node) const {
    Set found;
    for (const NamedList& n : taxonomy(dimension)->nodes) {
      const auto& full = taxonomy(dimension)->exhaustive;
      if (std::find(full.begin(), full.end(), n.name) == full.end() && (node.empty() || below(dimension, n.name, node)))
        found.insert(n.name);
    }
    return found;
  }
  static Set common(const Set& a, const Set& b) {
    Set both;
    std::set_intersection(a.begin(), a.end(), b.begin(), b.end(), std::inserter(both, both.end()));
    return both;
  }
  [[nodiscard]] bool meet(const std::string& dimension, const std::string& a, const std::string& b) const {
    return a.empty() || b.empty() || !common(atoms(dimension, a), atoms(dimension, b)).empty();
  }
  [[nodiscard]] Set atoms(const std::string& dimension, const std::optional<Scope>& scope) const {
    if (!scope || scope->in.empty()) return atoms(dimension, std::string{});
    Set found;
    for (const std::string& node : scope->in) found.merge(atoms(dimension, node));
    return found;
  }

  /// Whether an instrument is law on the day.
  [[nodiscard]] bool in_force(const Instrument& text, bool drafts = false) const {
    const auto [from, to] = span(text.facts);
    if (day_ < from || day_ >= to || text.facts.assertion == Assertion::negative) return false;
    std::string now;
    std::int64_t since = INT64_MIN;
    for (const Phase& phase : text.status) {
      if (phase.state == "annulled") return false;
      const std::int64_t start = phase.from ? phase.from->first() : INT64_MIN;
      if (start <= day_ && start >= since) now = phase.state, since = start;
    }
    if (!text.status.empty() && now != "in_force" && now != "applies" && !(drafts && !now.empty())) return false;
    for (const Instrument* later : all<Instrument>()) {
      if (std::find(later->supersedes.begin(), later->supersedes.end(), text.id) == later->supersedes.end()) continue;
      bool adopted = later->status.empty();
      for (const Phase& phase : later->status) adopted = adopted || phase.state != "proposed";
      for (const Phase& phase : later->status) adopted = adopted && phase.state != "annulled";
      if (adopted && later != &text && later->facts.valid.from() && later->facts.valid.from()->first() <= day_)
        return false;
    }
    return true;
  }
  static int level(const std::string& rank) {
    static const std::map<std::string, int> levels{{"constitution", 6}, {"statute", 5}, {"regulation", 4},
                                                   {"decision", 3},     {"policy", 2},  {"strategy", 2},
                                                   {"guidance", 1}};
    const auto at = levels.find(rank);
    return at == levels.end() ? -1 : at->second;
  }

  // --- I1 to I3

  void supports() {
    for (const Support* act : all<Support>()) {
      auto [from, to] = span(act->facts);
      if (from == INT64_MIN && act->date) from = act->date->first();
      if (from >= to || state_of(act->agency).empty()) continue;
      const std::int64_t dated = act->date ? act->date->first() : from;
      const auto when = [&](std::int64_t start, std::int64_t end) {
        return end <= day_ ? "past" : start > day_ ? "future" : "current";
      };
      for (const Restriction* ban : all<Restriction>()) {
        const auto [start, end] = span(ban->facts);
        if (ban->company != act->company || ban->agency == act->agency) continue;
        if (state_of(ban->agency) != state_of(act->agency)) continue;
        if (std::max(from, start) >= std::min(to, end)) continue;
        const bool purchase = act->type == "procurement" && !is(Wrong::purchase_is_support);
        bool enforces = !one<Agency>(act->agency)->powers.empty();
        for (const Instrument* text : all<Instrument>())
          for (const Enforcer& enforcer : text->enforcers) enforces = enforces || enforcer.agency == act->agency;
        found(purchase ? "procurement-vs-restriction" : "support-vs-restriction", {act->id, ban->id},
              purchase && enforces ? "testing" : "", "standing", when(std::max(from, start), std::min(to, end)));
      }
      for (const SafeguardPolicy* policy : all<SafeguardPolicy>()) {
        const auto [start, end] = span(policy->facts);
        const auto& types = policy->applies_to;
        if (home(policy->state) != state_of(act->agency)) continue;
        if (!types.empty() && std::find(types.begin(), types.end(), act->type) == types.end()) continue;
        if (std::max(from, start) >= std::min(to, end)) continue;
        if (dated < start && !policy->retroactive.value_or(false) && !is(Wrong::policies_before_they_existed)) continue;
        Set missing{policy->safeguards.begin(), policy->safeguards.end()};
        if (act->safeguards)
          for (const Safeguard& has : *act->safeguards) missing.erase(has.kind);
        if (missing.empty()) continue;
        std::string text;
        for (const std::string& kind : missing) text += kind + ",";
        const bool unknown = !act->safeguards && !is(Wrong::unrecorded_is_absent);
        found("support-without-safeguard", {act->id, policy->id}, unknown ? "" : text, unknown ? "unknown" : "standing",
              when(std::max(from, start), std::min(to, end)));
      }
    }
  }

  // --- I4, I5, I8

  void mandates() {
    for (const RequiredMandate* need : all<RequiredMandate>()) {
      if (!live(need->facts)) continue;
      bool met = false;
      for (const Mandate* task : all<Mandate>()) {
        const bool object = task->object.empty() ||
                            (!need->object.empty() &&
                             (is(Wrong::special_mandate_covers_general) ? below("object", task->object, need->object)
                                                                        : below("object", need->object, task->object)));
        met =
            met || (live(task->facts) && state_of(task->agency) == home(need->state) &&
                    task->function == need->function && (task->issue.empty() || task->issue == need->issue) && object);
      }
      if (!met) found("mandate-gap", {need->id});
    }
    const auto tasks = all<Mandate>();
    for (std::size_t i = 0; i < tasks.size(); ++i)
      for (std::size_t k = i + 1; k < tasks.size(); ++k) {
        const Mandate &a = *tasks[i], &b = *tasks[k];
        if (!live(a.facts) || !live(b.facts) || a.agency == b.agency || state_of(a.agency) != state_of(b.agency) ||
            a.function != b.function || a.issue != b.issue || !meet("object", a.object, b.object))
          continue;
        const Set both = common(atoms("object", a.object), atoms("object", b.object));
        bool shared = false;
        const auto lists = [](const std::vector<std::string>& ids, const std::string& id) {
          return std::find(ids.begin(), ids.end(), id) != ids.end();
        };
        for (const Lead* lead : all<Lead>()) {
          const Set led = atoms("object", lead->object);
          shared = shared || (live(lead->facts) && lists(lead->agencies, a.agency) && lists(lead->agencies, b.agency) &&
                              (lead->function.empty() || lead->function == a.function) &&
                              (lead->issue.empty() || lead->issue == a.issue) &&
                              std::includes(led.begin(), led.end(), both.begin(), both.end()));
        }
        for (const Coordination* body : all<Coordination>())
          shared = shared || (live(body->facts) && body->type == "memorandum" && lists(body->members, a.agency) &&
                              lists(body->members, b.agency));
        if (!shared) found("mandate-duplicated", {a.id, b.id});
      }
  }

  void capacity() {
    for (const Capacity* means : all<Capacity>()) {
      if (!live(means->facts)) continue;
      bool any = false, now = false;
      for (const Mandate* task : all<Mandate>())
        if (task->agency == means->agency && !means->agency.empty()) any = true, now = now || live(task->facts);
      if (any && !now) continue;
      const Decimal need = means->need.value_or(Decimal{0});
      if (means->have ? *means->have < need : is(Wrong::missing_capacity_is_zero) && Decimal{0} < need)
        found("capacity-gap", {means->id});
      else if (!means->have)
        found("capacity-unknown", {means->id});
    }
  }

  // --- I6

  void commitments() {
    for (const Commitment* promise : all<Commitment>()) {
      if (!live(promise->facts)) continue;
      if (!is(Wrong::due_dates_unused) && (!promise->due || promise->due->first() >= day_)) continue;
      bool met = false;
      Decimal best{0};
      const auto count = [&](const std::string& rank, std::string covers) {
        const bool enough = promise->min_rank.empty() || rank == promise->min_rank ||
                            (level(promise->min_rank) >= 0 && level(rank) >= level(promise->min_rank));
        if (!enough && !is(Wrong::any_rank_implements)) return;
        std::erase(covers, '"');
        if (covers.empty())
          met = true;
        else
          best = std::max(best, *Decimal::parse(covers));
      };
      const auto lists = [&](const std::vector<std::string>& ids) {
        return std::find(ids.begin(), ids.end(), promise->id) != ids.end();
      };
      for (const Implementation* by : all<Implementation>()) {
        const Instrument* text = one<Instrument>(by->instrument);
        if (lists(by->implements) && live(by->facts) &&
            (text == nullptr || in_force(*text, is(Wrong::drafts_implement))))
          count(by->rank.empty() && text != nullptr ? text->rank : by->rank, by->covers);
      }
      for (const Instrument* text : all<Instrument>())
        if (lists(text->implements) && in_force(*text, is(Wrong::drafts_implement))) count(text->rank, "");
      if (!met) found("commitment-not-implemented", {promise->id}, best == Decimal{0} ? "" : best.to_string());
    }
  }

  // --- I7

  void coordination() {
    std::set<std::pair<std::string, std::string>> links;
    for (const Coordination* body : all<Coordination>()) {
      if (!live(body->facts)) continue;
      Set members{body->members.begin(), body->members.end()};
      members.insert(body->between.begin(), body->between.end());
      for (const std::string& a : members)
        for (const std::string& b : members) {
          const bool agencies = one<Agency>(a) != nullptr && one<Agency>(b) != nullptr && state_of(a) == state_of(b);
          if (a != b && (agencies || is(Wrong::paths_through_anybody))) links.emplace(a, b);
        }
    }
    const std::int64_t hops = graph_.settings().max_coordination_hops.value_or(2);
    std::vector<std::string> agencies;
    for (const VertexId v : graph_.vertices<Agency>()) agencies.emplace_back(graph_.key(v));
    for (std::size_t i = 0; i < agencies.size(); ++i)
      for (std::size_t k = i + 1; k < agencies.size(); ++k) {
        const Agency &a = *one<Agency>(agencies[i]), &b = *one<Agency>(agencies[k]);
        if (state_of(agencies[i]) != state_of(agencies[k])) continue;
        Set near{agencies[i]};
        for (std::int64_t step = 0; step < hops; ++step) {
          const Set before = near;
          for (const auto& [x, y] : links)
            if (before.contains(x)) near.insert(y);
        }
        if (near.contains(agencies[k])) continue;
        for (const std::string& what : Set{a.shapes.begin(), a.shapes.end()})
          if (std::find(b.shapes.begin(), b.shapes.end(), what) != b.shapes.end())
            found("coordination-gap", {agencies[i], agencies[k]}, what);
      }
  }

  // --- I9 to I12

  void treaties() {
    for (const TreatyClause* clause : all<TreatyClause>()) {
      const Instrument* text = one<Instrument>(clause->instrument);
      if (!live(clause->facts) || (text != nullptr && !in_force(*text)) || clause->type == "right_to_regulate")
        continue;
      for (const Measure* measure : all<Measure>()) {
        bool bound = false;
        for (const std::string& party : clause->parties) bound = bound || home(party) == home(measure->state);
        if (!live(measure->facts) || !bound || !meet("conduct", clause->forbids, measure->conduct) ||
            !meet("object", clause->object, measure->object))
          continue;
        bool excepted = false;
        if (clause->exceptions && !is(Wrong::exceptions_ignored))
          for (const std::string& aim : measure->objectives)
            excepted = excepted || std::find(clause->exceptions->begin(), clause->exceptions->end(), aim) !=
                                       clause->exceptions->end();
        found("treaty-limits-measure", {clause->id, measure->id}, "", excepted ? "excepted" : "exposed");
      }
    }
  }

  void positions() {
    for (const Position* position : all<Position>()) {
      if (!position->date) continue;
      const std::int64_t on = position->date->first();
      const auto [start, end] = span(position->facts);
      for (const Provision* p : all<Provision>()) {
        const auto [from, to] = span(p->facts);
        const bool binding = level(p->rank) >= 3;
        const std::string& what = p->modality;
        const bool forbids = binding && (what == "prohibition" || what == "restriction");
        const bool asks = what == "obligation" || what == "recommendation";
        if (on < std::max(from, start) || on >= std::min(to, end) || home(p->state) != home(position->state)) continue;
        if (!(position->stance == "supports" ? forbids : asks)) continue;
        if (common(atoms("conduct", p->conduct), atoms("conduct", position->conduct)).empty() ||
            common(atoms("object", p->object), atoms("object", position->object)).empty())
          continue;
        found("position-mismatch", {position->id, p->id}, "", "standing", on > day_ ? "future" : "current");
      }
    }
  }

  void terms() {
    const auto texts = all<Instrument>();
    for (std::size_t i = 0; i < texts.size(); ++i)
      for (std::size_t k = i + 1; k < texts.size(); ++k) {
        const Instrument &a = *texts[i], &b = *texts[k];
        if (a.state.empty() || home(a.state) != home(b.state) || !in_force(a) || !in_force(b)) continue;
        for (const NamedList& x : a.definitions)
          for (const NamedList& y : b.definitions) {
            if (x.name != y.name) continue;
            Set one, two, differ;
            for (const std::string& node : x.values) one.merge(atoms("object", node));
            for (const std::string& node : y.values) two.merge(atoms("object", node));
            std::set_symmetric_difference(one.begin(), one.end(), two.begin(), two.end(),
                                          std::inserter(differ, differ.end()));
            std::string text;
            for (const std::string& atom : differ) text += atom + ",";
            if (!differ.empty()) found("term-drift", {a.id, b.id}, text + x.name);
          }
      }
  }

  void goals() {
    for (const Interaction* pull : all<Interaction>()) {
      if (!live(pull->facts) || !pull->score || Decimal{-1} < *pull->score || pull->between[0] == pull->between[1])
        continue;
      const auto issuer = [&](const std::string& id) {
        const Objective* aim = one<Objective>(id);
        const Instrument* text = aim == nullptr ? nullptr : one<Instrument>(aim->instrument);
        return text == nullptr ? std::string{} : text->issuer;
      };
      const std::string x = issuer(pull->between[0]), y = issuer(pull->between[1]);
      if (x.empty() || x != y) found("goal-tension", {pull->between[0], pull->between[1]}, pull->between[0]);
    }
  }

  Graph graph_;
  Wrong wrong_;
  std::int64_t day_;
  std::vector<std::string> out_;
};

}  // namespace dutygraph::tests
