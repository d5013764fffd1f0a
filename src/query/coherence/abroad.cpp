// SPDX-License-Identifier: BSL-1.0
#include <algorithm>
#include <iterator>
#include <map>

#include "query/coherence/structural.hpp"

namespace dutygraph::detail {
namespace {

class AbroadFinder {
 public:
  AbroadFinder(const Records& records, const Judge& judge, const Sink& sink)
      : records_{records},
        graph_{records.graph()},
        judge_{judge},
        norms_{judge.norms()},
        conducts_{norms_.conducts().dimension()},
        objects_{norms_.objects().dimension()},
        make_{records, judge},
        sink_{sink} {}

  bool run() { return treaties() && positions() && terms() && goals(); }

 private:
  [[nodiscard]] Certainty live(VertexId v, const Facts& facts) const {
    return records_.counts(facts) ? Span{graph_.lifetime(v)}.on(judge_.day()) : Certainty::no;
  }

  /// How surely a treaty clause binds a State on the day asked for.
  [[nodiscard]] Certainty binds(const TreatyClause& clause, const Instrument* text, VertexId state) const {
    Certainty best = Certainty::no;
    for (const std::string& id : clause.parties)
      if (records_.actor(id) == state) best = Certainty::certain;
    if (text == nullptr) return best;
    for (const TreatyParty& party : text->parties) {
      if (records_.actor(party.state) != state) continue;
      // Who has signed and is not known to have been bound may be.
      Certainty bound = party.date && !party.from ? Certainty::possible : Certainty::certain;
      if (party.from) bound = Interval{party.from, std::nullopt}.on(judge_.day());
      best = clause.parties.empty() ? std::max(best, bound) : std::min(best, bound);
    }
    if (clause.parties.empty() && records_.state_of(*text) == state) best = Certainty::certain;
    return best;
  }

  bool treaties() {
    for (const VertexId v : graph_.vertices<TreatyClause>()) {
      const TreatyClause* clause = graph_.fields<TreatyClause>(v);
      if (clause == nullptr || clause->type == "right_to_regulate" ||
          (clause->forbids.empty() && clause->object.empty()))
        continue;
      Certainty holds = live(v, clause->facts);
      const Instrument* text = records_.instrument(clause->instrument);
      if (text != nullptr) holds = std::min(holds, on(records_.life(*text), judge_.day()));
      if (holds == Certainty::no) continue;
      for (const VertexId m : graph_.vertices<Measure>()) {
        const Measure* measure = graph_.fields<Measure>(m);
        if (measure == nullptr || !graph_.home(m)) continue;
        const VertexId state = graph_.canonical(graph_.home(m));
        const Certainty both = std::min({holds, live(m, measure->facts), binds(*clause, text, state)});
        if (both == Certainty::no) continue;
        if (!conducts_.overlap(clause->forbids, measure->conduct) || !objects_.overlap(clause->object, measure->object))
          continue;
        const bool excepted =
            std::any_of(measure->objectives.begin(), measure->objectives.end(), [&](const std::string& aim) {
              const auto& list = clause->exceptions;
              return (list && std::find(list->begin(), list->end(), aim) != list->end()) ||
                     (clause->hr_exception.value_or(false) && Topics::plain(aim) == "human-rights");
            });
        Finding finding = make_.start(TensionKind::treaty_limits_measure, {v, m}, {state});
        finding.status = excepted ? FindingStatus::excepted : FindingStatus::exposed;
        FindingMaker::set_certainty(finding, both == Certainty::certain, {&clause->facts, &measure->facts});
        if (!make_.emit(std::move(finding), sink_)) return false;
      }
    }
    return true;
  }

  /// Whether a scope and a node share an atom.
  static bool overlap(const ScopeTable& scopes, ScopeTable::Id scope, std::string_view node) {
    if (node.empty()) return true;
    const auto at = scopes.dimension().find(node);
    if (!at) return false;
    const Bits& bits = scopes.extension(scope);
    const auto& atoms = scopes.dimension().atoms_below(*at);
    return std::any_of(atoms.begin(), atoms.end(),
                       [&](std::uint32_t atom) { return (bits[atom / 64] >> atom % 64 & 1U) != 0; });
  }

  bool positions() {
    if (graph_.vertices<Position>().empty()) return true;
    std::map<VertexId, std::vector<const Norm*>> asks, forbids;
    for (const Norm& norm : norms_.all()) {
      if (!norm.state) continue;
      switch (norm.modality) {
        case Modality::prohibition:
        case Modality::restriction:
        case Modality::discouragement:
          if (norm.binding) forbids[norm.state].push_back(&norm);
          break;
        case Modality::obligation:
        case Modality::recommendation:
          asks[norm.state].push_back(&norm);
          break;
        default:
          break;
      }
    }
    for (const VertexId v : graph_.vertices<Position>()) {
      const Position* position = graph_.fields<Position>(v);
      if (position == nullptr || !records_.counts(position->facts) || !graph_.home(v)) continue;
      const Interval valid = graph_.lifetime(v);
      const std::optional<Date> date = position->date ? position->date : valid.from();
      if (!date || date->is_unknown()) continue;
      const VertexId state = graph_.canonical(graph_.home(v));
      const auto holds = [&](const Spans& spans) {
        const Certainty first = on(spans, date->first()), last = on(spans, date->last());
        return first == Certainty::certain && last == Certainty::certain ? Certainty::certain
               : std::max(first, last) == Certainty::no                  ? Certainty::no
                                                                         : Certainty::possible;
      };
      const Certainty stands = holds({Span{valid}});
      if (stands == Certainty::no) continue;
      for (const Norm* norm : position->stance == "supports" ? forbids[state] : asks[state]) {
        if (position->stance != "supports" && position->stance != "opposes") break;
        const Certainty both = std::min(stands, holds(norms_.spans(*norm)));
        if (both == Certainty::no) continue;
        if (!overlap(norms_.conducts(), norm->conduct, position->conduct) ||
            !overlap(norms_.objects(), norm->object, position->object))
          continue;
        Finding finding = make_.start(TensionKind::position_mismatch, {v, norm->vertex}, {norm->agency, state});
        const Provision* fields = graph_.fields<Provision>(norm->vertex);
        FindingMaker::set_certainty(finding, both == Certainty::certain, {&position->facts, &fields->facts});
        finding.witness.conduct = position->conduct;
        finding.witness.object = position->object;
        finding.witness.interval = Interval{date, std::nullopt};
        if (date->first() > judge_.day()) finding.when = When::future;
        if (!make_.emit(std::move(finding), sink_)) return false;
      }
    }
    return true;
  }

  bool terms() {
    struct Definition {
      VertexId vertex;
      const Instrument* text;
      const NamedList* nodes;
      Certainty live;
    };
    std::map<std::pair<VertexId, std::string_view>, std::vector<Definition>> by_term;
    for (const VertexId v : graph_.vertices<Instrument>()) {
      const Instrument* text = graph_.fields<Instrument>(v);
      if (text == nullptr || text->definitions.empty() || !records_.counts(text->facts)) continue;
      const VertexId state = records_.state_of(*text);
      const Certainty now = on(records_.life(*text), judge_.day());
      if (!state || now == Certainty::no) continue;
      for (const NamedList& definition : text->definitions)
        by_term[{state, definition.name}].push_back({v, text, &definition, now});
    }
    for (const auto& [key, all] : by_term)
      for (std::size_t i = 0; i < all.size(); ++i)
        for (std::size_t k = i + 1; k < all.size(); ++k) {
          std::vector<std::string> difference = differ(*all[i].nodes, *all[k].nodes);
          if (difference.empty()) continue;
          Finding finding = make_.start(TensionKind::term_drift, {all[i].vertex, all[k].vertex},
                                        {records_.agency_of(*all[i].text), records_.agency_of(*all[k].text)});
          if (finding.states.empty()) finding.states.push_back(key.first);
          Particulars more;
          more.term = key.second;
          more.difference = std::move(difference);
          finding.particulars = particulars(std::move(more));
          FindingMaker::set_certainty(finding, std::min(all[i].live, all[k].live) == Certainty::certain,
                                      {&all[i].text->facts, &all[k].text->facts});
          if (!make_.emit(std::move(finding), sink_)) return false;
        }
    return true;
  }
  /// Atoms under one of two definitions only, by name.
  [[nodiscard]] std::vector<std::string> differ(const NamedList& a, const NamedList& b) const {
    const auto extension = [&](const NamedList& definition) {
      std::vector<std::string> names;
      for (const std::string& id : definition.values) {
        const auto node = objects_.dimension().find(id);
        if (!node) names.push_back(Topics::plain(id));
        if (!node) continue;
        for (const std::uint32_t atom : objects_.dimension().atoms_below(*node))
          names.emplace_back(objects_.dimension().atoms()[atom].id);
      }
      std::sort(names.begin(), names.end());
      names.erase(std::unique(names.begin(), names.end()), names.end());
      return names;
    };
    const std::vector<std::string> x = extension(a), y = extension(b);
    std::vector<std::string> difference;
    std::set_symmetric_difference(x.begin(), x.end(), y.begin(), y.end(), std::back_inserter(difference));
    return difference;
  }

  bool goals() {
    for (const VertexId v : graph_.vertices<Interaction>()) {
      const Interaction* fields = graph_.fields<Interaction>(v);
      if (fields == nullptr || fields->between.size() != 2 || !fields->score) continue;
      if (Decimal{-1} < *fields->score || live(v, fields->facts) == Certainty::no) continue;
      const auto a = graph_.find(VertexKind::objective, fields->between[0]);
      const auto b = graph_.find(VertexKind::objective, fields->between[1]);
      if (!a || !b || *a == *b) continue;
      const auto issuer = [&](VertexId objective) {
        const Objective* aim = graph_.fields<Objective>(objective);
        const Instrument* text = aim == nullptr ? nullptr : records_.instrument(aim->instrument);
        return text == nullptr ? VertexId{} : records_.agency_of(*text);
      };
      const VertexId x = issuer(*a), y = issuer(*b);
      if (x && x == y) continue;
      Finding finding = make_.start(TensionKind::goal_tension, {*a, *b}, {x, y});
      Particulars more;
      more.score = fields->score;
      more.from = fields->between[0];
      finding.particulars = particulars(std::move(more));
      FindingMaker::set_certainty(finding, live(v, fields->facts) == Certainty::certain, {&fields->facts});
      if (!make_.emit(std::move(finding), sink_)) return false;
    }
    return true;
  }

  const Records& records_;
  const Graph& graph_;
  const Judge& judge_;
  const Norms& norms_;
  Topics conducts_, objects_;
  FindingMaker make_;
  const Sink& sink_;
};

}  // namespace

bool find_abroad(const Records& records, const Judge& judge, const Sink& sink) {
  return AbroadFinder{records, judge, sink}.run();
}

}  // namespace dutygraph::detail
