// SPDX-License-Identifier: BSL-1.0
#include <algorithm>
#include <map>
#include <set>

#include "query/coherence/structural.hpp"

namespace dutygraph::detail {
namespace {

class InstitutionFinder {
 public:
  InstitutionFinder(const Records& records, const Judge& judge, const Sink& sink)
      : records_{records},
        graph_{records.graph()},
        judge_{judge},
        objects_{judge.norms().objects().dimension()},
        make_{records, judge},
        sink_{sink} {}

  bool run() { return mandates() && commitments() && coordination() && capacity(); }

 private:
  struct Task {
    VertexId vertex{}, agency{}, state{};
    const Mandate* fields = nullptr;
    Certainty live = Certainty::no;
  };

  /// How surely a record counts on the day asked for.
  [[nodiscard]] Certainty live(VertexId v, const Facts& facts) const {
    if (!records_.counts(facts)) return Certainty::no;
    const Certainty now = Span{graph_.lifetime(v)}.on(judge_.day());
    return facts.assertion == Assertion::disputed ? std::min(now, Certainty::possible) : now;
  }
  [[nodiscard]] static bool same_topic(std::string_view a, std::string_view b) {
    return Topics::plain(a) == Topics::plain(b);
  }
  [[nodiscard]] bool done(Finding finding, bool sure, const Facts& facts) const {
    FindingMaker::set_certainty(finding, sure, {&facts});
    return make_.emit(std::move(finding), sink_);
  }

  bool mandates() {
    std::vector<Task> tasks;
    for (const VertexId v : graph_.vertices<Mandate>()) {
      const Mandate* fields = graph_.fields<Mandate>(v);
      if (fields == nullptr) continue;
      Task task{
          .vertex = v, .agency = records_.actor(fields->agency), .fields = fields, .live = live(v, fields->facts)};
      task.state = records_.state_of(task.agency);
      if (task.state && records_.counts(fields->facts)) mandated_[task.agency] |= task.live != Certainty::no;
      if (task.state && task.live != Certainty::no) tasks.push_back(task);
    }
    for (const VertexId v : graph_.vertices<RequiredMandate>()) {
      const RequiredMandate* wanted = graph_.fields<RequiredMandate>(v);
      if (wanted == nullptr) continue;
      const Certainty now = live(v, wanted->facts);
      if (now == Certainty::no || !graph_.home(v)) continue;
      const VertexId state = graph_.canonical(graph_.home(v));
      Certainty met = Certainty::no;
      for (const Task& task : tasks) {
        const bool issue =
            task.fields->issue.empty() || (!wanted->issue.empty() && same_topic(task.fields->issue, wanted->issue));
        if (task.state == state && same_topic(task.fields->function, wanted->function) && issue &&
            objects_.covers(task.fields->object, wanted->object))
          met = std::max(met, task.live);
      }
      if (met == Certainty::certain) continue;
      Finding finding = make_.start(TensionKind::mandate_gap, {v}, {state});
      if (!done(std::move(finding), now == Certainty::certain && met == Certainty::no, wanted->facts)) return false;
    }
    for (std::size_t i = 0; i < tasks.size(); ++i)
      for (std::size_t k = i + 1; k < tasks.size(); ++k) {
        const Task &a = tasks[i], &b = tasks[k];
        if (a.state != b.state || a.agency == b.agency) continue;
        if (!same_topic(a.fields->function, b.fields->function) || !same_topic(a.fields->issue, b.fields->issue))
          continue;
        if (!objects_.overlap(a.fields->object, b.fields->object)) continue;
        const Certainty shared = shared_by_design(a, b);
        if (shared == Certainty::certain) continue;
        Finding finding = make_.start(TensionKind::mandate_duplicated, {a.vertex, b.vertex}, {a.agency, b.agency});
        const bool sure = std::min(a.live, b.live) == Certainty::certain && shared == Certainty::no;
        FindingMaker::set_certainty(finding, sure, {&a.fields->facts, &b.fields->facts});
        if (!make_.emit(std::move(finding), sink_)) return false;
      }
    return true;
  }

  /// Whether a lead or a memorandum covers both tasks.
  [[nodiscard]] Certainty shared_by_design(const Task& a, const Task& b) const {
    Certainty best = Certainty::no;
    const auto lists = [&](const std::vector<std::string>& ids, VertexId agency) {
      return std::any_of(ids.begin(), ids.end(), [&](const std::string& id) { return records_.actor(id) == agency; });
    };
    for (const VertexId v : graph_.vertices<Lead>()) {
      const Lead* lead = graph_.fields<Lead>(v);
      if (lead == nullptr || !lists(lead->agencies, a.agency) || !lists(lead->agencies, b.agency)) continue;
      if (!lead->function.empty() && !same_topic(lead->function, a.fields->function)) continue;
      if (!lead->issue.empty() && !same_topic(lead->issue, a.fields->issue)) continue;
      if (!covers_overlap(lead->object, a.fields->object, b.fields->object)) continue;
      best = std::max(best, live(v, lead->facts));
    }
    for (const VertexId v : graph_.vertices<Coordination>()) {
      const Coordination* body = graph_.fields<Coordination>(v);
      if (body == nullptr || body->type != "memorandum") continue;
      const auto in = [&](VertexId agency) {
        return lists(body->between, agency) || lists(body->members, agency) || records_.actor(body->chair) == agency;
      };
      if (in(a.agency) && in(b.agency)) best = std::max(best, live(v, body->facts));
    }
    return best;
  }
  /// Whether \p lead takes in all that \p a and \p b have in common.
  [[nodiscard]] bool covers_overlap(std::string_view lead, std::string_view a, std::string_view b) const {
    if (objects_.covers(lead, a) || objects_.covers(lead, b)) return true;
    const Dimension& d = objects_.dimension();
    const auto z = d.find(lead);
    if (!z) return false;
    const auto& all = d.atoms_below(*z);
    // What is not said is everything: then the other one is what they have in common.
    const auto x = d.find(a.empty() ? b : a), y = d.find(b.empty() ? a : b);
    if (!x || !y) return false;
    const auto& other = d.atoms_below(*y);
    return std::all_of(d.atoms_below(*x).begin(), d.atoms_below(*x).end(), [&](std::uint32_t atom) {
      return !std::binary_search(other.begin(), other.end(), atom) || std::binary_search(all.begin(), all.end(), atom);
    });
  }

  [[nodiscard]] static bool ranks_enough(std::string_view rank, std::string_view least) {
    if (least.empty() || rank == least) return true;
    return level_of(least) >= 0 && level_of(rank) >= level_of(least);
  }
  /// What part of the bearers an implementation covers: 1 for all, -1 if it is given as a scope.
  [[nodiscard]] static double share_of(std::string_view covers) {
    if (covers.empty()) return 1;
    if (covers.front() == '"') covers = covers.substr(1, covers.size() - 2);
    if (const auto number = Decimal::parse(covers)) {
      const double value = number->to_double();
      return value > 1 ? value / 100 : value;
    }
    return -1;
  }

  bool commitments() {
    std::map<std::string_view, std::vector<VertexId>> done_by;
    for (const VertexId v : graph_.vertices<Implementation>())
      if (const Implementation* fields = graph_.fields<Implementation>(v))
        for (const std::string& id : fields->implements) done_by[id].push_back(v);
    for (const VertexId v : graph_.vertices<Instrument>())
      if (const Instrument* fields = graph_.fields<Instrument>(v))
        for (const std::string& id : fields->implements) done_by[id].push_back(v);
    for (const VertexId v : graph_.vertices<Commitment>()) {
      const Commitment* promise = graph_.fields<Commitment>(v);
      if (promise == nullptr || !promise->due) continue;
      const Certainty now = live(v, promise->facts);
      if (now == Certainty::no) continue;
      const bool may_be_due = promise->due->is_unknown() || promise->due->first() < judge_.day();
      const bool is_due = !promise->due->is_unknown() && promise->due->last() < judge_.day();
      if (!may_be_due) continue;
      Certainty met = Certainty::no;
      double covered = 0;
      std::string shown;
      for (const VertexId by : done_by[promise->id]) {
        Certainty holds = Certainty::no;
        std::string_view rank, covers;
        if (const Implementation* fields = graph_.fields<Implementation>(by)) {
          holds = live(by, fields->facts);
          rank = fields->rank;
          covers = fields->covers;
          if (const Instrument* text = records_.instrument(fields->instrument)) {
            holds = std::min(holds, on(records_.life(*text), judge_.day()));
            if (rank.empty()) rank = text->rank;
          }
        } else if (const Instrument* text = graph_.fields<Instrument>(by)) {
          holds = std::min(live(by, text->facts), on(records_.life(*text), judge_.day()));
          rank = text->rank;
        }
        if (holds == Certainty::no || !ranks_enough(rank, promise->min_rank)) continue;
        const double share = share_of(covers);
        if (share >= 1) {
          met = std::max(met, holds);
        } else if (share < 0 ? shown.empty() : share > covered) {
          covered = std::max(covered, share);
          shown = covers;
          if (shown.size() > 2 && shown.front() == '"') shown = shown.substr(1, shown.size() - 2);
        }
      }
      if (met == Certainty::certain) continue;
      Finding finding = make_.start(TensionKind::commitment_not_implemented, {v}, {records_.actor(promise->agency)});
      if (finding.states.empty() && graph_.home(v)) finding.states.push_back(graph_.canonical(graph_.home(v)));
      if (!shown.empty()) {
        Particulars more;
        more.covered = shown;
        finding.particulars = particulars(std::move(more));
      }
      const bool sure = now == Certainty::certain && is_due && met == Certainty::no;
      if (!done(std::move(finding), sure, promise->facts)) return false;
    }
    return true;
  }

  // --- coordination
  // ---------------------------------------------------------------------------------------------------

  using Links = std::map<VertexId, std::set<VertexId>>;

  /// Agencies that at most \p hops live links lead to, by way of agencies of the same State.
  static std::set<VertexId> reached(const Links& links, VertexId from, std::int64_t hops) {
    std::set<VertexId> seen{from};
    std::vector<VertexId> ring{from};
    for (std::int64_t i = 0; i < hops && !ring.empty(); ++i) {
      std::vector<VertexId> next;
      for (const VertexId v : ring) {
        const auto at = links.find(v);
        if (at == links.end()) continue;
        for (const VertexId w : at->second)
          if (seen.insert(w).second) next.push_back(w);
      }
      ring = std::move(next);
    }
    return seen;
  }

  bool coordination() {
    struct Shaper {
      VertexId agency;
      Certainty live;
      std::string_view word;
    };
    std::map<std::pair<VertexId, std::string>, std::vector<Shaper>> shapers;
    for (const VertexId v : graph_.vertices<Agency>()) {
      const Agency* fields = graph_.fields<Agency>(v);
      if (fields == nullptr || fields->shapes.empty() || graph_.canonical(v) != v) continue;
      const Certainty now = live(v, fields->facts);
      const VertexId state = records_.state_of(v);
      if (now == Certainty::no || !state) continue;
      std::set<std::string> once;
      for (const std::string& word : fields->shapes)
        if (once.insert(Topics::plain(word)).second) shapers[{state, Topics::plain(word)}].push_back({v, now, word});
    }
    Links sure, possible;
    for (const VertexId v : graph_.vertices<Coordination>()) {
      const Coordination* body = graph_.fields<Coordination>(v);
      if (body == nullptr) continue;
      const Certainty now = live(v, body->facts);
      if (now == Certainty::no) continue;
      std::set<VertexId> members;
      const auto take = [&](const std::string& id) {
        const VertexId actor = records_.actor(id);
        if (actor && graph_.kind(actor) == VertexKind::agency && live_actor(actor)) members.insert(actor);
      };
      for (const std::string& id : body->between) take(id);
      for (const std::string& id : body->members) take(id);
      take(body->chair);
      for (const VertexId a : members)
        for (const VertexId b : members) {
          if (a == b || records_.state_of(a) != records_.state_of(b)) continue;
          possible[a].insert(b);
          if (now == Certainty::certain) sure[a].insert(b);
        }
    }
    const std::int64_t hops = graph_.settings().max_coordination_hops.value_or(2);
    std::map<VertexId, std::pair<std::set<VertexId>, std::set<VertexId>>> near;
    for (const auto& [topic, all] : shapers)
      for (std::size_t i = 0; i < all.size(); ++i)
        for (std::size_t k = i + 1; k < all.size(); ++k) {
          const auto [at, added] = near.try_emplace(all[i].agency);
          if (added) at->second = {reached(sure, all[i].agency, hops), reached(possible, all[i].agency, hops)};
          if (at->second.first.contains(all[k].agency)) continue;
          Finding finding = make_.start(TensionKind::coordination_gap, {all[i].agency, all[k].agency},
                                        {all[i].agency, all[k].agency});
          Particulars more;
          more.on = std::min(all[i].word, all[k].word);
          finding.particulars = particulars(std::move(more));
          const bool certain =
              std::min(all[i].live, all[k].live) == Certainty::certain && !at->second.second.contains(all[k].agency);
          FindingMaker::set_certainty(finding, certain, {});
          if (!make_.emit(std::move(finding), sink_)) return false;
        }
    return true;
  }
  [[nodiscard]] bool live_actor(VertexId v) const { return Span{graph_.lifetime(v)}.on(judge_.day()) != Certainty::no; }

  bool capacity() {
    for (const VertexId v : graph_.vertices<Capacity>()) {
      const Capacity* fields = graph_.fields<Capacity>(v);
      if (fields == nullptr) continue;
      const Certainty now = live(v, fields->facts);
      if (now == Certainty::no) continue;
      const VertexId agency = records_.actor(fields->agency);
      // Of an agency whose mandates have all ended nothing is needed.
      if (const auto at = mandated_.find(agency); at != mandated_.end() && !at->second) continue;
      if (fields->have && (!fields->need || *fields->have >= *fields->need)) continue;
      Finding finding =
          make_.start(fields->have ? TensionKind::capacity_gap : TensionKind::capacity_unknown, {v}, {agency});
      if (!done(std::move(finding), now == Certainty::certain, fields->facts)) return false;
    }
    return true;
  }

  const Records& records_;
  const Graph& graph_;
  const Judge& judge_;
  Topics objects_;
  FindingMaker make_;
  const Sink& sink_;
  std::map<VertexId, bool> mandated_;  ///< agencies with mandates: whether one is live
};

}  // namespace

bool find_institutional(const Records& records, const Judge& judge, const Sink& sink) {
  return InstitutionFinder{records, judge, sink}.run();
}

}  // namespace dutygraph::detail
