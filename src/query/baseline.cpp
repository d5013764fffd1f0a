// SPDX-License-Identifier: BSL-1.0
#include <dutygraph/query/baseline.hpp>

#include <algorithm>
#include <map>
#include <memory>
#include <set>
#include <tuple>

#include <dutygraph/query/mix.hpp>
#include <dutygraph/vocab/ungp.hpp>

#include "query/day.hpp"
#include "query/group.hpp"
#include "query/mix_fields.hpp"
#include "query/stamp.hpp"

namespace dutygraph {
namespace {

struct Found {
  VertexId record{};
  Assertion assertion = Assertion::positive;
  bool coded = false;
  std::string why{};
};

class BaselineMaker {
 public:
  BaselineMaker(const Graph& graph, Date day)
      : graph_{graph},
        day_{day.first()},
        standings_{std::make_shared<const Standings>(graph, day)},
        vocabulary_{std::make_shared<const detail::MixVocabulary>(graph)} {}

  void add_state(VertexId state, bool asked) {
    const Mix mix{standings_, state, vocabulary_};
    if (mix.instruments().empty() && !asked) return;
    found_.clear();
    collect(mix);
    for (const vocab::Principle& principle : vocab::principles()) {
      BaselineRow row;
      row.state = state;
      row.principle = principle.number;
      const auto elements = vocab::elements_of(principle.number);
      if (elements.empty()) {
        row.expectation = principle.title;
        rows_.push_back(row);
      }
      for (const vocab::Element& element : elements) {
        row.element = element.id;
        row.expectation = element.title;
        std::vector<Found>& list = found_[element.id];
        const auto key = [&](const Found& one) {
          return std::tuple{graph_.kind(one.record), graph_.key(one.record), !one.coded};
        };
        std::sort(list.begin(), list.end(), [&](const Found& a, const Found& b) { return key(a) < key(b); });
        // What is coded by hand of a record stands for what its fields say.
        list.erase(
            std::unique(list.begin(), list.end(), [](const Found& a, const Found& b) { return a.record == b.record; }),
            list.end());
        for (const Found& one : list) {
          BaselineRow& filled = rows_.emplace_back(row);
          filled.record = one.record;
          filled.assertion = one.assertion;
          filled.coded = one.coded;
          filled.why = one.why;
        }
        if (list.empty()) rows_.push_back(row);
      }
    }
  }
  [[nodiscard]] std::vector<BaselineRow> take() { return std::move(rows_); }

 private:
  void derive(std::string_view element, VertexId record, std::string why, Assertion assertion = Assertion::positive) {
    found_[element].push_back({record, assertion, false, std::move(why)});
  }

  /// Whether a record counts on the day; a negative one does not.
  [[nodiscard]] bool counts(VertexId v, const Facts& facts) const {
    const auto known = graph_.known_by_day();
    return facts.assertion != Assertion::negative && graph_.lifetime(v).on(day_) != Certainty::no &&
           (!known || !facts.recorded || facts.recorded->first() <= known->first());
  }

  void collect(const Mix& mix) {
    const VertexId state = mix.state();
    const detail::StateGroup group = detail::group_of(graph_, state, day_, true);
    std::set<VertexId> own{group.possible.begin(), group.possible.end()};
    std::set<VertexId> instruments;
    for (std::size_t i = 0; i < mix.instruments().size(); ++i) {
      const MixInstrument& entry = mix.instruments()[i];
      instruments.insert(entry.instrument);
      if (std::min(entry.belongs, entry.standing.in_force) != Certainty::no && !entry.standing.negative)
        add_instrument(mix, i);
    }
    VertexRecords::for_each([&]<class Record>() {
      for (const VertexId v : graph_.vertices<Record>()) {
        const Record* fields = graph_.template fields<Record>(v);
        if (fields == nullptr || !counts(v, fields->facts) || !belongs(v, *fields, own, instruments)) continue;
        for (const ElementMark& mark : fields->facts.elements)
          if (vocab::find_element(mark.id) != nullptr)
            found_[vocab::find_element(mark.id)->id].push_back({v, mark.assertion, true, {}});
        if constexpr (std::is_same_v<Record, Remedy>) add_remedy(v, *fields);
        if constexpr (std::is_same_v<Record, Coordination>) derive("ungp8.coordination", v, "brings bodies together");
        if constexpr (std::is_same_v<Record, TreatyClause>)
          if (fields->type == "right_to_regulate") derive("ungp9.right_to_regulate", v, "a clause keeps it");
        if constexpr (std::is_same_v<Record, Event>) {
          if (fields->type == "training") derive("ungp8.trained", v, "a training");
          if (fields->type == "guidance") derive("ungp8.informed", v, "guidance given");
        }
      }
    });
  }

  template <class Record>
  [[nodiscard]] bool belongs(VertexId v, const Record& fields, const std::set<VertexId>& own,
                             const std::set<VertexId>& instruments) const {
    if (own.contains(v) || instruments.contains(v)) return true;
    if (graph_.home(v) && own.contains(graph_.canonical(graph_.home(v)))) return true;
    if constexpr (std::is_same_v<Record, Provision>) {
      const auto whole = graph_.find(VertexKind::instrument, fields.instrument);
      if (whole && instruments.contains(*whole)) return true;
    }
    // An actor of the State has it, takes part in it, coordinates in it.
    for (const EdgeKind kind : {EdgeKind::bears, EdgeKind::role_in, EdgeKind::coordinates, EdgeKind::party_to})
      for (const EdgeId e : graph_.in_edges(v, kind))
        if (own.contains(graph_.canonical(graph_.source(e))) && graph_.on(e, day_) != Certainty::no) return true;
    return false;
  }

  void add_instrument(const Mix& mix, std::size_t i) {
    const MixInstrument& entry = mix.instruments()[i];
    const VertexId v = entry.instrument;
    const Instrument& instrument = *graph_.fields<Instrument>(v);
    const bool sure = std::min(entry.belongs, entry.standing.in_force) == Certainty::certain;
    const Assertion assertion = sure ? Assertion::positive : Assertion::disputed;
    const std::string force = sure ? "in force" : entry.open.empty() ? "perhaps in force" : entry.open;
    const auto in = [&](std::string_view part) {
      return std::find(instrument.smart_mix.begin(), instrument.smart_mix.end(), part) != instrument.smart_mix.end();
    };
    const auto say = [&](std::string_view element, const std::string& what) {
      derive(element, v, what + ", " + force, assertion);
    };
    if (in("3a") && instrument.binding == "mandatory") {
      say("ungp3a.law", "mandatory");
      say("ungp1.prevent", "mandatory");
    }
    if (in("3b")) say("ungp3b.corp_law_enables", "business law");
    if (in("3c")) {
      say("ungp3c.guidance", "guidance");
      if (!instrument.technologies.empty()) say("ungp3c.sector_specific", "names technologies");
      if (!instrument.hrdd.empty() && instrument.hrdd != "none") say("ungp3c.hrdd_method", "on due diligence");
    }
    if (instrument.reporting == "required") say("ungp3d.required", "reporting required");
    if (instrument.reporting == "encouraged") say("ungp3d.encouraged", "reporting encouraged");
    if (instrument.extraterritorial.value_or(false)) say("ungp2.extraterritorial", "reaches abroad");
    if (instrument.type == "ownership_policy") say("ungp4.owner_policy", "ownership policy");
    if (instrument.area == "procurement") say("ungp6.policy", "on procurement");
    if (!instrument.remedy.empty()) say("ungp25.remedy_route", "names a remedy");
    if (entry.standing.last_review)
      say("ungp3a.adequacy_review", "reviewed " + entry.standing.last_review->to_string());
    switch (entry.standing.applied) {
      case Applied::unknown:
        break;
      case Applied::active:
        derive("ungp3a.enforced", v, "enforcement active");
        break;
      case Applied::mixed:
        derive("ungp3a.enforced", v, "enforcement in part not active", Assertion::disputed);
        break;
      default:
        derive("ungp3a.enforced", v, "enforcement " + std::string{to_string(entry.standing.applied)},
               Assertion::negative);
    }
  }

  void add_remedy(VertexId v, const Remedy& remedy) {
    derive("ungp25.remedy_route", v, "a remedy");
    if (remedy.type == "state_judicial") derive("ungp26.courts_effective", v, "a judicial remedy");
    if (remedy.type == "state_non_judicial") derive("ungp27.state_mechanism", v, "a State mechanism");
    if (remedy.type == "non_state") derive("ungp28.access_eased", v, "a mechanism outside the State");
    if (remedy.type == "state_judicial") return;  // the criteria of 31 are those of other mechanisms
    for (const NamedList& criterion : remedy.criteria) {
      const vocab::Element* element = vocab::find_element("ungp31.crit_" + criterion.name);
      if (element == nullptr || criterion.values.empty()) continue;
      const std::string& rating = criterion.values.front();
      derive(element->id, v, "rated " + rating,
             rating == "met"      ? Assertion::positive
             : rating == "partly" ? Assertion::disputed
                                  : Assertion::negative);
    }
  }

  const Graph& graph_;
  std::int32_t day_;
  std::shared_ptr<const Standings> standings_;
  std::shared_ptr<const detail::MixVocabulary> vocabulary_;
  std::map<std::string_view, std::vector<Found>> found_;
  std::vector<BaselineRow> rows_;
};

}  // namespace

BaselineResult baseline(const Graph& given, const BaselineOptions& options) {
  const Date day = detail::day_of(given, options.as_of);
  const Graph graph = detail::seen_on(given, day);
  BaselineMaker maker{graph, day};
  const std::vector<VertexId> states = detail::states_asked(graph, options.states);
  for (const VertexId state : states) maker.add_state(state, !options.states.empty());
  return {maker.take(), detail::make_stamp("baseline", graph, day, std::vector<std::pair<std::string, std::string>>{})};
}

}  // namespace dutygraph
