// SPDX-License-Identifier: BSL-1.0
#include <dutygraph/query/factors.hpp>

#include <algorithm>
#include <array>
#include <memory>
#include <set>
#include <string>

#include <dutygraph/error.hpp>
#include <dutygraph/query/mix.hpp>

#include "query/checks/scopes.hpp"
#include "query/checks/world.hpp"
#include "query/day.hpp"
#include "query/stamp.hpp"

namespace dutygraph {
namespace {

constexpr std::array<std::string_view, 4> stage_names{"problem", "law", "measures", "oversight"};

struct Place {
  DraftStage stage;
  std::string_view test;
};
/// By number of the factor.
constexpr std::array<Place, 15> places{{
    {DraftStage::problem, "`consulted`: an affected group and two more kinds; FAIL: companies only"},
    {DraftStage::measures, "thresholds by size, and technologies or kinds of company named"},
    {DraftStage::measures, "a day of application, defined terms, and clauses that say who must do what"},
    {DraftStage::oversight, "a review that is set or recent, of gaps that are closed"},
    {DraftStage::problem, "objectives recorded, each with a source"},
    {DraftStage::law, "existing law on the same subject named by the draft, and whether it is applied recorded"},
    {DraftStage::measures, "two or more means in the draft; with law in force, binding and voluntary ones"},
    {DraftStage::oversight, "an enforcer with the power to order or fine, and a route to remedy"},
    {DraftStage::measures, "marks under `elements`"},
    {DraftStage::measures, "marks under `elements`"},
    {DraftStage::measures, "terms defined as in other law of the State; exemptions with conditions or exclusions"},
    {DraftStage::measures, "a prohibition of a technology"},
    {DraftStage::problem, "reach beyond the territory, and stages of the value chain elsewhere"},
    {DraftStage::measures, "`rights_assessed`"},
    {DraftStage::law, "it carries out an international instrument, or is one"},
}};

const Place& place_of(const vocab::Element& factor) {
  return places[static_cast<std::size_t>(&factor - vocab::factors().data())];
}

template <class List>
std::string listed(const List& list) {
  std::string text;
  for (const auto& item : list) text += (text.empty() ? "" : ", ") + std::string{item};
  return text;
}

using detail::is_one_of;

/// One instrument, and the answers about it.
class Draft {
 public:
  Draft(const Graph& graph, const Standings& standings, const Mix* mix, VertexId v, Date day, int review_years)
      : graph_{graph},
        standings_{standings},
        mix_{mix},
        v_{v},
        day_{day},
        review_years_{review_years},
        fields_{*graph.fields<Instrument>(v)},
        technology_{graph, "object"} {
    for (const VertexId p : graph.vertices<Provision>())
      if (const Provision* clause = graph.fields<Provision>(p);
          clause != nullptr && clause->instrument == fields_.id && counts(clause->facts))
        clauses_.push_back({p, clause});
    std::sort(clauses_.begin(), clauses_.end(),
              [&](const Clause& a, const Clause& b) { return graph.key(a.v) < graph.key(b.v); });
  }

  [[nodiscard]] FactorRow answer(const vocab::Element& factor) {
    row_ = {};
    row_.instrument = v_;
    row_.state = mix_ != nullptr ? mix_->state() : VertexId{};
    row_.factor = &factor;
    using Rule = void (Draft::*)();
    constexpr std::array<Rule, 15> rules{&Draft::rf01, &Draft::rf02, &Draft::rf03, &Draft::rf04,   &Draft::rf05,
                                         &Draft::rf06, &Draft::rf07, &Draft::rf08, &Draft::marked, &Draft::marked,
                                         &Draft::rf11, &Draft::rf12, &Draft::rf13, &Draft::rf14,   &Draft::rf15};
    (this->*rules[static_cast<std::size_t>(&factor - vocab::factors().data())])();
    if (row_.result == Outcome::unknown) use_marks(factor.id);
    if (row_.result == Outcome::unknown && row_.missing.empty())
      missing("evidence for " + fields_.id + ": " + std::string{factor.title}, issuer());
    if (is_one_of(to_string(row_.result), {"PASS", "FAIL"})) row_.missing.clear();
    return row_;
  }

 private:
  struct Clause {
    VertexId v;
    const Provision* fields;
  };

  [[nodiscard]] bool counts(const Facts& facts) const {
    const auto known = graph_.known_by_day();
    return facts.assertion != Assertion::negative &&
           (!known || !facts.recorded || facts.recorded->first() <= known->first());
  }
  [[nodiscard]] std::string issuer() const {
    return fields_.issuer.empty() ? "the drafters of " + fields_.id : fields_.issuer;
  }
  void because(std::string text, VertexId record) {
    CheckReason reason{std::move(text), {}};
    for (const Source& source : graph_.sources(record)) reason.sources.push_back(source.id);
    row_.because.push_back(std::move(reason));
  }
  void missing(std::string what, std::string who) { row_.missing.push_back({std::move(what), std::move(who)}); }
  /// PASS if every part is there, PARTIAL if one is, else UNKNOWN; what is not there is missing.
  void parts(std::initializer_list<std::pair<bool, std::string_view>> list) {
    std::size_t met = 0;
    for (const auto& [yes, what] : list) {
      met += yes ? 1 : 0;
      if (!yes) missing(std::string{what} + " of " + fields_.id, issuer());
    }
    row_.result = met == list.size() ? Outcome::pass : met != 0 ? Outcome::partial : Outcome::unknown;
  }

  void use_marks(std::string_view id) {
    std::set<Assertion> seen;
    const auto take = [&](VertexId record, const Facts& facts) {
      if (!counts(facts) || facts.assertion == Assertion::disputed) return;
      for (const ElementMark& mark : facts.elements) {
        if (mark.id != id) continue;
        seen.insert(mark.assertion);
        because(std::string{graph_.key(record)} + " records it as " +
                    (mark.assertion == Assertion::positive   ? "met"
                     : mark.assertion == Assertion::negative ? "not met"
                                                             : "disputed"),
                record);
      }
    };
    take(v_, fields_.facts);
    for (const Clause& clause : clauses_) take(clause.v, clause.fields->facts);
    for (const VertexId e : graph_.vertices<Event>())
      if (const Event* event = graph_.fields<Event>(e);
          event != nullptr && std::find(event->about.begin(), event->about.end(), fields_.id) != event->about.end() &&
          event->date && event->date->last() <= day_.first())
        take(e, event->facts);
    const bool yes = seen.contains(Assertion::positive), no = seen.contains(Assertion::negative);
    if (yes || no) row_.result = yes && no ? Outcome::partial : yes ? Outcome::pass : Outcome::fail;
  }
  void marked() {}

  void rf01() {
    if (!fields_.consulted || fields_.consulted->empty())
      return missing("who was consulted on " + fields_.id, issuer());
    const std::set<std::string> kinds{fields_.consulted->begin(), fields_.consulted->end()};
    because("consulted: " + listed(kinds), v_);
    const bool affected = kinds.contains("affected_group");
    const bool companies = std::all_of(kinds.begin(), kinds.end(), [](const std::string& kind) {
      return is_one_of(kind, {"companies", "smes"});
    });
    row_.result = affected && kinds.size() >= 3 ? Outcome::pass : companies ? Outcome::fail : Outcome::partial;
    if (!affected) missing("whether an affected group was heard", issuer());
    if (kinds.size() < 3) missing("who else was consulted", issuer());
  }

  void rf02() {
    bool sizes = false;
    if (fields_.scope)
      for (const ScopeTest& test : fields_.scope->tests) {
        if (!is_one_of(test.metric, {"staff", "staff_home", "turnover", "balance_sheet", "users"})) continue;
        if (!sizes) because("thresholds by size (" + test.metric + ")", v_);
        sizes = true;
      }
    bool kinds = !fields_.technologies.empty();
    if (kinds) because("technologies: " + listed(fields_.technologies), v_);
    for (const Clause& clause : clauses_)
      if (clause.fields->bearer && !clause.fields->bearer->in.empty()) {
        kinds = true;
        because(clause.fields->id + " is for " + listed(clause.fields->bearer->in), clause.v);
      }
    parts({{sizes, "thresholds by size"}, {kinds, "technologies or kinds of company"}});
  }

  void rf03() {
    std::optional<Date> from;
    for (const Phase& phase : fields_.status)
      if ((phase.state == "applies" || (phase.state == "in_force" && !from)) && phase.from && !phase.from->is_unknown())
        from = phase.from;
    if (!from && fields_.facts.valid.from() && !fields_.facts.valid.from()->is_unknown())
      from = fields_.facts.valid.from();
    if (from) because("applies from " + from->to_string(), v_);
    for (const NamedList& term : fields_.definitions) because("defines " + term.name, v_);
    bool clear = false;
    for (const Clause& clause : clauses_)
      if (is_one_of(clause.fields->modality, {"obligation", "prohibition"}) && clause.fields->bearer &&
          !clause.fields->bearer->in.empty() && clause.fields->conduct && !clause.fields->conduct->in.empty()) {
        because(clause.fields->id + " says who must " + (clause.fields->modality == "obligation" ? "" : "not ") +
                    listed(clause.fields->conduct->in),
                clause.v);
        clear = true;
      }
    parts({{from.has_value(), "the day of application"},
           {!fields_.definitions.empty(), "definitions"},
           {clear, "clauses that say who must do what"}});
  }

  void rf04() {
    const Review* last = nullptr;
    const Review* next = nullptr;
    for (const Review& review : fields_.reviews) {
      if (!review.date || review.date->is_unknown()) continue;
      if (review.date->first() > day_.first()) {
        if (next == nullptr || *review.date < *next->date) next = &review;
      } else if (last == nullptr || *last->date <= *review.date) {
        last = &review;
      }
    }
    if (next != nullptr) because("a review is set for " + next->date->to_string(), v_);
    if (last != nullptr) because("last reviewed " + last->date->to_string(), v_);
    const Date limit = detail::shifted(day_, -12 * review_years_);
    const bool recent = last != nullptr && last->date->first() >= limit.first();
    const bool old = last != nullptr && last->date->last() < limit.first();
    const bool open = last != nullptr && last->gaps_found.value_or(false) && !last->gaps_closed.value_or(false);
    if (open) because("gaps were found that are not recorded as closed", v_);
    if (next != nullptr || recent) {
      row_.result = open ? Outcome::partial : Outcome::pass;
      if (open) missing("whether the gaps found were closed", issuer());
    } else if (old) {
      row_.result = Outcome::fail;
    } else {
      missing("a review of the adequacy of " + fields_.id + ", done or set", issuer());
    }
  }

  void rf05() {
    std::vector<VertexId> aims;
    for (const VertexId o : graph_.vertices<Objective>())
      if (const Objective* aim = graph_.fields<Objective>(o);
          aim != nullptr && aim->instrument == fields_.id && counts(aim->facts))
        aims.push_back(o);
    std::sort(aims.begin(), aims.end(), [&](VertexId a, VertexId b) { return graph_.key(a) < graph_.key(b); });
    bool sourced = !aims.empty();
    for (const VertexId o : aims) {
      const bool has = !graph_.fields<Objective>(o)->facts.sources.empty();
      because("aims at " + std::string{graph_.key(o)}, o);
      if (!has) missing("the evidence behind " + std::string{graph_.key(o)}, issuer());
      sourced = sourced && has;
    }
    if (aims.empty())
      missing("the problem and the aim of " + fields_.id + ", with evidence", issuer());
    else
      row_.result = sourced ? Outcome::pass : Outcome::partial;
  }

  /// Law in force on the same technologies and rights, by place in the mix.
  [[nodiscard]] std::vector<std::size_t> around() const {
    std::vector<std::size_t> found;
    if (mix_ == nullptr || (fields_.technologies.empty() && fields_.rights.empty())) return found;
    for (std::size_t i = 0; i < mix_->instruments().size(); ++i) {
      const MixInstrument& entry = mix_->instruments()[i];
      if (entry.instrument == v_ || entry.standing.negative || entry.standing.in_force == Certainty::no ||
          entry.belongs == Certainty::no)
        continue;
      const auto any = [&](Dimension dimension, const std::vector<std::string>& codes) {
        return codes.empty() || std::any_of(codes.begin(), codes.end(), [&](const std::string& code) {
                 return mix_->match(i, dimension, code) == Match::yes;
               });
      };
      if (any(Dimension::technology, fields_.technologies) && any(Dimension::right, fields_.rights)) found.push_back(i);
    }
    return found;
  }

  void rf06() {
    std::set<std::string> named;
    const auto add = [&](const std::string& id) {
      if (graph_.find(VertexKind::instrument, id)) {
        named.insert(id);
      } else if (const auto p = graph_.find(VertexKind::provision, id)) {
        const Provision* clause = graph_.fields<Provision>(*p);
        if (clause != nullptr && clause->instrument != fields_.id && !clause->instrument.empty())
          named.insert(clause->instrument);
      }
    };
    for (const auto* list : {&fields_.amends, &fields_.supersedes, &fields_.implements})
      for (const std::string& id : *list) add(id);
    for (const Clause& clause : clauses_)
      for (const auto* list : {&clause.fields->overrides, &clause.fields->subject_to})
        for (const std::string& id : *list) add(id);
    named.erase(fields_.id);
    bool whole = !named.empty();
    for (const std::string& id : named) {
      const auto law = graph_.find(VertexKind::instrument, id);
      if (!law) continue;
      const Standing standing = standings_.of(*law);
      because("names " + id + ", enforcement " + std::string{to_string(standing.applied)}, *law);
      if (standing.applied != Applied::unknown) continue;
      whole = false;
      missing("whether " + id + " is applied", "its enforcing authority");
    }
    for (const std::size_t i : around()) {
      const std::string id{graph_.key(mix_->instruments()[i].instrument)};
      if (named.contains(id)) continue;
      whole = false;
      const bool sure = mix_->instruments()[i].standing.in_force == Certainty::certain;
      missing("how " + fields_.id + " relates to " + id + (sure ? ", " : ", perhaps ") + "in force on the same subject",
              issuer());
    }
    if (named.empty() && row_.missing.empty()) missing("the existing law that " + fields_.id + " builds on", issuer());
    if (!named.empty()) row_.result = whole ? Outcome::pass : Outcome::partial;
  }

  void rf07() {
    std::vector<std::string> means;
    if (!fields_.hrdd.empty() && fields_.hrdd != "none") means.push_back("due diligence");
    if (is_one_of(fields_.reporting, {"encouraged", "required"})) means.push_back("reporting " + fields_.reporting);
    if (!fields_.liability.empty() && fields_.liability != "none") means.push_back(fields_.liability + " liability");
    if (!fields_.remedy.empty()) means.emplace_back("remedy");
    if (std::find(fields_.smart_mix.begin(), fields_.smart_mix.end(), "3c") != fields_.smart_mix.end())
      means.emplace_back("guidance");
    for (const Clause& clause : clauses_) {
      const std::string kind = clause.fields->modality == "recommendation" ? "recommendation"
                               : clause.fields->modality == "support"      ? "support"
                               : clause.fields->modality == "restriction"  ? "licence or other gate"
                                                                           : std::string{};
      if (!kind.empty() && std::find(means.begin(), means.end(), kind) == means.end()) means.push_back(kind);
    }
    if (!means.empty()) because("means: " + listed(means), v_);
    bool binds = false, voluntary = false;
    const auto take = [&](const Instrument& law, VertexId v, bool own) {
      const bool binding = detail::is_binding(law);
      const bool hybrid = law.binding == "hybrid";
      binds = binds || binding || hybrid;
      voluntary = voluntary || !binding || hybrid;
      if (!own)
        because(law.id + " is in force on the same subject, " +
                    (hybrid    ? "hybrid"
                     : binding ? "binding"
                               : "voluntary"),
                v);
    };
    if (!fields_.binding.empty() || !fields_.rank.empty()) take(fields_, v_, true);
    if (binds || voluntary) because(fields_.id + (binds ? " is binding" : " is voluntary"), v_);
    for (const std::size_t i : around()) {
      const MixInstrument& entry = mix_->instruments()[i];
      if (std::min(entry.standing.in_force, entry.belongs) == Certainty::certain)
        take(*graph_.fields<Instrument>(entry.instrument), entry.instrument, false);
    }
    parts({{means.size() >= 2, "two or more means"},
           {binds && voluntary, "binding and voluntary measures on the subject"}});
    if (means.size() == 1 && row_.result == Outcome::unknown) row_.result = Outcome::partial;
  }

  void rf08() {
    std::set<std::string> powers;
    for (const Enforcer& enforcer : fields_.enforcers) {
      std::set<std::string> has{enforcer.powers.begin(), enforcer.powers.end()};
      const auto agency = graph_.find(VertexKind::agency, enforcer.agency);
      if (const Agency* body = agency ? graph_.fields<Agency>(*agency) : nullptr)
        has.insert(body->powers.begin(), body->powers.end());
      because(enforcer.agency + " enforces it" + (has.empty() ? std::string{} : ", may " + listed(has)), v_);
      powers.insert(has.begin(), has.end());
    }
    bool remedy = !fields_.remedy.empty();
    if (remedy) because("names the remedy " + listed(fields_.remedy), v_);
    for (const VertexId r : graph_.vertices<Remedy>())
      if (const Remedy* route = graph_.fields<Remedy>(r);
          route != nullptr && counts(route->facts) &&
          std::find(route->scope.begin(), route->scope.end(), fields_.id) != route->scope.end()) {
        because(std::string{graph_.key(r)} + " is a route to remedy under it", r);
        remedy = true;
      }
    const bool strong = powers.contains("order") || powers.contains("fine");
    parts({{strong, "an enforcer with the power to order or fine"}, {remedy, "a route to remedy"}});
    if (row_.result == Outcome::unknown && !fields_.enforcers.empty()) row_.result = Outcome::partial;
  }

  void rf11() {
    bool differ = false, broad = false;
    for (const NamedList& term : fields_.definitions) {
      because("defines " + term.name, v_);
      const std::set<std::string> own = technology_.all_below(term.values);
      if (mix_ == nullptr) continue;
      for (const MixInstrument& entry : mix_->instruments()) {
        const Instrument& law = *graph_.fields<Instrument>(entry.instrument);
        if (entry.instrument == v_ || entry.standing.negative || entry.standing.in_force == Certainty::no) continue;
        for (const NamedList& other : law.definitions) {
          if (other.name != term.name || technology_.all_below(other.values) == own) continue;
          because(law.id + " defines " + term.name + " otherwise", entry.instrument);
          missing("why " + fields_.id + " defines " + term.name + " otherwise than " + law.id, issuer());
          differ = true;
        }
      }
    }
    for (const Clause& clause : clauses_) {
      if (clause.fields->modality != "exemption") continue;
      const auto excludes = [](const std::optional<Scope>& scope) { return scope && !scope->ex.empty(); };
      const bool narrow = !clause.fields->conditions.empty() || excludes(clause.fields->bearer) ||
                          excludes(clause.fields->conduct) || excludes(clause.fields->object);
      because(clause.fields->id + " is an exemption " + (narrow ? "with limits" : "without condition or exclusion"),
              clause.v);
      broad = broad || !narrow;
      if (!narrow) missing("limits of the exemption " + clause.fields->id, issuer());
    }
    if (fields_.definitions.empty()) return missing("definitions of " + fields_.id, issuer());
    row_.result = differ || broad ? Outcome::partial : Outcome::pass;
  }

  void rf12() {
    for (const Clause& clause : clauses_)
      if (clause.fields->modality == "prohibition" && clause.fields->object && !clause.fields->object->in.empty()) {
        because(clause.fields->id + " prohibits, for " + listed(clause.fields->object->in), clause.v);
        row_.result = Outcome::pass;
      }
    if (row_.result == Outcome::unknown) missing("whether " + fields_.id + " needs a red line, and has one", issuer());
  }

  void rf13() {
    bool reach = fields_.extraterritorial.value_or(false), stages = false;
    if (reach) because("reaches conduct abroad", v_);
    if (fields_.extraterritorial && !reach) because("does not reach conduct abroad", v_);
    for (const Clause& clause : clauses_)
      for (const Reach& one : clause.fields->reach)
        if (is_one_of(one.basis, {"personal", "effects"})) {
          because(clause.fields->id + " reaches by " + one.basis, clause.v);
          reach = true;
        }
    for (const std::string& stage : fields_.value_chain)
      if (is_one_of(stage, {"minerals", "fabrication", "data_enrichment_labour", "export", "end_use", "exit"})) {
        because("covers " + stage, v_);
        stages = true;
      }
    parts({{reach, "reach beyond the territory"}, {stages, "stages of the value chain abroad"}});
  }

  void rf14() {
    if (!fields_.rights_assessed) return missing("assessment of the effect of " + fields_.id + " on rights", issuer());
    because(*fields_.rights_assessed ? "its effect on rights was assessed" : "its effect on rights was not assessed",
            v_);
    row_.result = *fields_.rights_assessed ? Outcome::pass : Outcome::fail;
  }

  void rf15() {
    const auto abroad = [](const Instrument& law) {
      return is_one_of(law.level, {"international", "regional"}) || law.rank == "treaty" || !law.parties.empty() ||
             !law.organisation.empty();
    };
    if (abroad(fields_)) {
      because("is an international or regional instrument", v_);
      row_.result = Outcome::pass;
    }
    for (const std::string& id : fields_.implements) {
      const auto law = graph_.find(VertexKind::instrument, id);
      const Instrument* other = law ? graph_.fields<Instrument>(*law) : nullptr;
      const bool union_law = law && graph_.home(*law) && graph_.fields<State>(graph_.home(*law)) != nullptr &&
                             !graph_.fields<State>(graph_.home(*law))->members.empty();
      if (other == nullptr || !(abroad(*other) || union_law)) continue;
      because("carries out " + id, *law);
      row_.result = Outcome::pass;
    }
    if (row_.result == Outcome::unknown)
      missing("whether an international approach was considered for " + fields_.id, issuer());
  }

  const Graph& graph_;
  const Standings& standings_;
  const Mix* mix_;
  VertexId v_;
  Date day_;
  int review_years_;
  const Instrument& fields_;
  detail::CheckNodes technology_;
  std::vector<Clause> clauses_;
  FactorRow row_{};
};

/// Proposed or adopted, and not in force.
bool is_draft(const Standing& standing) {
  return standing.in_force == Certainty::no && !standing.negative &&
         is_one_of(standing.status, {"proposed", "adopted"});
}

}  // namespace

std::string_view to_string(DraftStage stage) noexcept { return stage_names[static_cast<std::size_t>(stage)]; }
DraftStage stage_of(const vocab::Element& factor) noexcept { return place_of(factor).stage; }
std::string_view test_of(const vocab::Element& factor) noexcept { return place_of(factor).test; }

FactorResult factors(const Graph& given, const FactorOptions& options) {
  const Date day = detail::day_of(given, options.as_of);
  const Graph graph = detail::seen_on(given, day);
  const auto standings = std::make_shared<const Standings>(graph, day);
  std::vector<VertexId> asked = options.instruments;
  if (asked.empty())
    for (const VertexId v : graph.vertices<Instrument>())
      if (graph.fields<Instrument>(v) != nullptr && is_draft(standings->of(v))) asked.push_back(v);
  const auto home = [&](VertexId v) { return graph.home(v) ? graph.canonical(graph.home(v)) : VertexId{}; };
  if (!options.states.empty()) {
    std::set<VertexId> states;
    for (const VertexId v : options.states) states.insert(graph.canonical(v));
    std::erase_if(asked, [&](VertexId v) { return !states.contains(home(v)); });
  }
  std::sort(asked.begin(), asked.end(), [&](VertexId a, VertexId b) { return graph.key(a) < graph.key(b); });
  asked.erase(std::unique(asked.begin(), asked.end()), asked.end());
  std::vector<const vocab::Element*> order;
  for (const vocab::Element& factor : vocab::factors()) order.push_back(&factor);
  std::stable_sort(order.begin(), order.end(),
                   [](const auto* a, const auto* b) { return stage_of(*a) < stage_of(*b); });
  std::vector<FactorRow> rows;
  for (const VertexId v : asked) {
    if (options.stop.stop_requested()) throw Cancelled{};
    if (graph.kind(v) != VertexKind::instrument || graph.fields<Instrument>(v) == nullptr)
      throw NotFound{printable(graph.key(v)) + " is no instrument with a record of its own"};
    std::optional<Mix> mix;
    if (home(v)) mix.emplace(standings, home(v));
    Draft draft{graph, *standings, mix ? &*mix : nullptr, v, day, options.review_years};
    for (const vocab::Element* factor : order) rows.push_back(draft.answer(*factor));
  }
  std::vector<std::pair<std::string, std::string>> parameters;
  if (options.review_years != FactorOptions{}.review_years)
    parameters.emplace_back("review_years", std::to_string(options.review_years));
  return {std::move(rows), detail::make_stamp("check factors", graph, day, std::move(parameters))};
}

}  // namespace dutygraph
