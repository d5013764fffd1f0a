// SPDX-License-Identifier: BSL-1.0
#include <dutygraph/query/remedy.hpp>

#include <algorithm>
#include <map>
#include <memory>
#include <set>
#include <span>

#include <dutygraph/error.hpp>
#include <dutygraph/query/coverage.hpp>
#include <dutygraph/query/mix.hpp>
#include <dutygraph/vocab/codelist.hpp>

#include "query/day.hpp"
#include "query/group.hpp"
#include "query/mix_fields.hpp"
#include "query/stamp.hpp"

namespace dutygraph {
namespace {

constexpr std::array<std::string_view, 4> type_names{"any", "state_judicial", "state_non_judicial", "non_state"};
constexpr std::array<std::string_view, 4> type_elements{"ungp25.remedy_route", "ungp26.courts_effective",
                                                        "ungp27.state_mechanism", "ungp28.access_eased"};
constexpr std::array<std::string_view, remedy_stages> stage_names{"route", "harm", "mechanism", "access", "effective"};
constexpr std::array<std::string_view, 7> criteria{"legitimate",  "accessible",        "predictable", "equitable",
                                                   "transparent", "rights_compatible", "learning"};
constexpr std::array<std::string_view, 2> court_elements{"ungp26.courts_effective", "ungp26.barriers_reduced"};

bool contains(const std::vector<std::string>& list, std::string_view code) {
  return std::find(list.begin(), list.end(), code) != list.end();
}

template <class List, class Item>
void add_once(List& list, Item item) {
  if (std::find(list.begin(), list.end(), item) == list.end()) list.push_back(std::move(item));
}

Outcome outcome_of(Certainty certainty) {
  return certainty == Certainty::certain ? Outcome::pass
         : certainty == Certainty::no    ? Outcome::fail
                                         : Outcome::unknown;
}

/// Every step has to hold: what is recorded as not so decides, then what is not known.
Outcome all_of(std::span<const RemedyStep> steps) {
  for (const Outcome worst : {Outcome::fail, Outcome::unknown, Outcome::partial})
    for (const RemedyStep& step : steps)
      if (step.result == worst) return worst;
  return Outcome::pass;
}

/// One way is enough: how good an answer is.
int rank_of(Outcome outcome) {
  switch (outcome) {
    case Outcome::pass:
      return 3;
    case Outcome::partial:
      return 2;
    case Outcome::unknown:
      return 1;
    default:
      return 0;
  }
}

/// A remedy as records name it.
struct Way {
  VertexId record{};  ///< null: only named
  std::string id{};
  std::set<VertexId> instruments{};   ///< it is for them, or they name it
  std::set<VertexId> agencies{};      ///< likewise
  std::vector<std::string> rights{};  ///< codes it is for
};

/// How far a way is for what was asked.
struct Reach {
  Certainty certainty = Certainty::no;
  std::vector<CheckReason> because{};
  std::vector<CheckGap> missing{};

  void take(Certainty link, CheckReason reason, std::vector<CheckGap> open) {
    if (link == Certainty::no || link < certainty) return;
    if (link > certainty) {
      because.clear();
      missing.clear();
    }
    certainty = link;
    add_once(because, std::move(reason));
    for (CheckGap& gap : open) add_once(missing, std::move(gap));
    if (certainty == Certainty::certain) missing.clear();
  }
};

/// What one question is about.
struct Question {
  std::string right{}, technology{};
  VertexId company{};
};

class RemedyFinder {
 public:
  RemedyFinder(const Graph& graph, const RemedyOptions& options, Date day)
      : graph_{graph},
        options_{options},
        day_{day},
        standings_{std::make_shared<const Standings>(graph, day)},
        vocabulary_{std::make_shared<const detail::MixVocabulary>(graph)} {
    collect();
    check_right_holder();
    for (const VertexId company : options.companies)
      for (const CoverageRow& row : coverage(graph, {.companies = {company}, .as_of = day}))
        covered_[{row.instrument, graph.canonical(company)}] = row.answer;
  }

  void add_state(VertexId state, std::vector<RemedyRow>& rows) {
    mix_ = std::make_unique<Mix>(standings_, state, vocabulary_);
    place_.clear();
    for (std::size_t i = 0; i < mix_->instruments().size(); ++i) place_[mix_->instruments()[i].instrument] = i;
    const detail::StateGroup group = detail::group_of(graph_, state, today(), true);
    sure_ = {group.sure.begin(), group.sure.end()};
    possible_ = {group.possible.begin(), group.possible.end()};
    unions_.clear();
    for (const EdgeId e : graph_.out_edges(state, EdgeKind::member_of)) {
      const VertexId whole = graph_.canonical(graph_.target(e));
      Certainty& known = unions_.try_emplace(whole, Certainty::no).first->second;
      known = std::max(known, graph_.on(e, today()));
    }
    std::vector<std::string> technologies;
    for (const std::string& code : options_.technologies) add_once(technologies, detail::underscored(code));
    if (technologies.empty()) technologies.emplace_back();
    std::sort(technologies.begin(), technologies.end());
    std::vector<VertexId> companies;
    for (const VertexId v : options_.companies) add_once(companies, graph_.canonical(v));
    if (companies.empty()) companies.emplace_back();
    for (const std::string& right : rights(state))
      for (const std::string& technology : technologies)
        for (const VertexId company : companies) {
          if (options_.stop.stop_requested()) throw Cancelled{};
          add_question(state, {right, technology, company}, rows);
        }
  }

 private:
  [[nodiscard]] std::int32_t today() const { return day_.first(); }
  [[nodiscard]] std::string key(VertexId v) const { return std::string{graph_.key(v)}; }

  [[nodiscard]] CheckReason reason(std::string text, VertexId record) const {
    CheckReason out{std::move(text), {}};
    if (record)
      for (const Source& source : graph_.sources(record)) out.sources.push_back(source.id);
    return out;
  }

  [[nodiscard]] bool is_known(const Facts& facts) const {
    const auto known = graph_.known_by_day();
    return !known || !facts.recorded || facts.recorded->first() <= known->first();
  }

  void collect() {
    std::map<std::string, Way> ways;
    for (const VertexId v : graph_.vertices<Remedy>()) {
      const Remedy* fields = graph_.fields<Remedy>(v);
      if (fields == nullptr || !is_known(fields->facts)) continue;
      Way& way = ways[key(v)];
      way.record = v;
      for (const std::string& id : fields->scope) {
        if (const auto instrument = graph_.find(VertexKind::instrument, id))
          way.instruments.insert(*instrument);
        else if (const auto agency = graph_.find(VertexKind::agency, id); agency && is_actor(graph_.kind(*agency)))
          way.agencies.insert(graph_.canonical(*agency));
        else
          add_once(way.rights, id);
      }
    }
    for (const VertexId v : graph_.vertices<Instrument>())
      if (const Instrument* fields = graph_.fields<Instrument>(v); fields != nullptr && is_known(fields->facts))
        for (const std::string& id : fields->remedy) ways[id].instruments.insert(v);
    for (const VertexId v : graph_.vertices<Agency>())
      if (const Agency* fields = graph_.fields<Agency>(v); fields != nullptr && is_known(fields->facts))
        for (const std::string& id : fields->remedy) ways[id].agencies.insert(graph_.canonical(v));
    for (auto& [id, way] : ways) {
      way.id = id;
      ways_.push_back(std::move(way));
    }
  }

  /// Lists are open, but a code that is nowhere is most likely a slip.
  void check_right_holder() const {
    const std::string& code = options_.right_holder;
    if (code.empty() || vocab::contains("stakeholder", code)) return;
    for (const Way& way : ways_)
      if (way.record && contains(graph_.fields<Remedy>(way.record)->open_to, code)) return;
    for (const NamedList& list : graph_.settings().codelists)
      if (list.name == "stakeholder" && contains(list.values, code)) return;
    std::string codes;
    for (const std::string_view known : vocab::find_codelist("stakeholder")->codes)
      codes += (codes.empty() ? "" : ", ") + std::string{known};
    throw NotFound{"no remedy is recorded as open to \"" + printable(code) +
                   "\", and no code of the list is called so; there are " + codes};
  }

  [[nodiscard]] std::vector<std::string> rights(VertexId state) const {
    std::set<std::string> found{options_.rights.begin(), options_.rights.end()};
    if (found.empty()) {
      for (const auto& pair : salient_pairs(graph_, state, day_)) {
        const std::string& technology = pair.first;
        const std::string& right = pair.second;
        const bool asked =
            options_.technologies.empty() ||
            std::any_of(options_.technologies.begin(), options_.technologies.end(), [&](const std::string& code) {
              return vocabulary_->is_below("object", detail::underscored(code), technology);
            });
        if (asked) found.insert(right);
      }
      if (found.empty())
        for (const std::string& right : axis_values(graph_, Dimension::right)) found.insert(right);
      for (const Way& way : ways_) found.insert(way.rights.begin(), way.rights.end());
    }
    return {found.begin(), found.end()};
  }

  /// How surely an instrument of the mix speaks to what was asked, and what is open.
  [[nodiscard]] Certainty speaks(VertexId instrument, const Question& asked, std::vector<CheckGap>& open) const {
    const auto at = place_.find(instrument);
    if (at == place_.end()) return Certainty::no;
    const MixInstrument& entry = mix_->instruments()[at->second];
    if (entry.standing.negative) return Certainty::no;
    const std::string id = key(instrument);
    const std::string who = "the issuer of " + id;
    Certainty certainty = std::min(entry.standing.in_force, entry.belongs);
    if (certainty == Certainty::possible)
      open.push_back({entry.open.empty() ? "whether " + id + " is in force" : entry.open, who});
    const auto meet = [&](Dimension dimension, const std::string& value, const char* field) {
      const Match match = mix_->match(at->second, dimension, value);
      if (match == Match::no) certainty = Certainty::no;
      if (match != Match::unstated) return;
      certainty = std::min(certainty, Certainty::possible);
      open.push_back({std::string{field} + " of " + id, who});
    };
    meet(Dimension::right, asked.right, "rights");
    if (!asked.technology.empty()) meet(Dimension::technology, asked.technology, "technologies");
    if (asked.company) {
      const auto answer = covered_.find({instrument, asked.company});
      const Covered covered = answer == covered_.end() ? Covered::unknown : answer->second;
      if (covered == Covered::out) certainty = Certainty::no;
      if (covered == Covered::unknown) {
        certainty = std::min(certainty, Certainty::possible);
        open.push_back({"whether " + key(asked.company) + " falls under " + id, who});
      }
    }
    return certainty;
  }

  [[nodiscard]] Reach reach_of(const Way& way, const Question& asked) const {
    Reach reach;
    for (const std::string& code : way.rights)
      if (vocabulary_->is_below("right", asked.right, code))
        reach.take(Certainty::certain, reason(way.id + " is for " + code, way.record), {});
    for (const VertexId instrument : way.instruments) {
      std::vector<CheckGap> open;
      const Certainty certainty = speaks(instrument, asked, open);
      reach.take(certainty, reason(way.id + " is for " + key(instrument) + ", which speaks to it", instrument),
                 std::move(open));
    }
    for (const VertexId agency : way.agencies) {
      if (!possible_.contains(agency)) continue;
      Certainty best = Certainty::no;
      for (const EdgeId e : graph_.out_edges(agency, EdgeKind::enforces)) {
        const VertexId instrument = graph_.target(e);
        if (graph_.kind(instrument) != VertexKind::instrument) continue;
        std::vector<CheckGap> open;
        Certainty certainty = std::min(speaks(instrument, asked, open), graph_.on(e, today()));
        if (!sure_.contains(agency)) certainty = std::min(certainty, Certainty::possible);
        if (certainty == Certainty::possible && open.empty())
          open.push_back({"whether " + key(agency) + " enforces " + key(instrument), key(agency)});
        best = std::max(best, certainty);
        reach.take(certainty,
                   reason(way.id + " is for " + key(agency) + ", which enforces " + key(instrument), instrument),
                   std::move(open));
      }
      if (best == Certainty::no)
        reach.take(Certainty::possible, reason(way.id + " is for " + key(agency), way.record),
                   {{"which rights " + way.id + " takes cases about", key(agency)}});
    }
    if (way.rights.empty() && way.instruments.empty() && way.agencies.empty())
      reach.take(Certainty::possible, reason(way.id + " does not say what it is for", way.record),
                 {{"what " + way.id + " is for", who_runs(way)}});
    return reach;
  }

  [[nodiscard]] std::string who_runs(const Way& way) const {
    const Remedy* fields = way.record ? graph_.fields<Remedy>(way.record) : nullptr;
    return fields != nullptr && !fields->mechanism.empty() ? fields->mechanism : "the State's authorities, or the NHRI";
  }

  /// How surely a way belongs to the State, by who handles it or else by what it is for.
  [[nodiscard]] Certainty belongs(const Way& way, VertexId mechanism, std::string& through) const {
    const bool own =
        std::any_of(way.instruments.begin(), way.instruments.end(), [&](VertexId v) { return place_.contains(v); }) ||
        std::any_of(way.agencies.begin(), way.agencies.end(), [&](VertexId v) { return sure_.contains(v); });
    const Remedy* fields = way.record ? graph_.fields<Remedy>(way.record) : nullptr;
    // What a denial is about is what it is for, whoever was to handle it.
    if (own && fields != nullptr && fields->facts.assertion == Assertion::negative) return Certainty::certain;
    if (mechanism) {
      if (sure_.contains(mechanism)) return Certainty::certain;
      if (possible_.contains(mechanism)) return Certainty::possible;
      Certainty best = Certainty::no;
      const std::vector<VertexId> states = detail::states_of(graph_, mechanism, today());
      for (const VertexId other : states) {
        const auto whole = unions_.find(graph_.canonical(other));
        if (whole == unions_.end() || whole->second <= best) continue;
        best = whole->second;
        through = "member of " + key(whole->first);
      }
      if (best != Certainty::no) return best;
      if (graph_.kind(mechanism) == VertexKind::agency && !states.empty()) return Certainty::no;  // another State's
    }
    if (mechanism && unions_.contains(mechanism)) {
      through = "member of " + key(mechanism);
      return unions_.at(mechanism);
    }
    if (own) return Certainty::certain;
    const bool elsewhere = way.rights.empty() && !(way.instruments.empty() && way.agencies.empty());
    return elsewhere ? Certainty::no : Certainty::possible;
  }

  [[nodiscard]] VertexId mechanism_of(const Way& way) const {
    const Remedy* fields = way.record ? graph_.fields<Remedy>(way.record) : nullptr;
    if (fields == nullptr || fields->mechanism.empty()) return {};
    const auto v = graph_.find(fields->mechanism);
    return v && is_actor(graph_.kind(*v)) ? graph_.canonical(*v) : VertexId{};
  }

  /// Marks on the route and its mechanism about an element: met, not met, both.
  void use_marks(VertexId record, std::string_view element, bool& yes, bool& no, RemedyStep& step) const {
    if (!record) return;
    with_record(graph_.kind(record), [&]<class Record>() {
      const Record* fields = graph_.fields<Record>(record);
      if (fields == nullptr || fields->facts.assertion != Assertion::positive || !is_known(fields->facts)) return;
      for (const ElementMark& mark : fields->facts.elements) {
        if (mark.id != element || mark.assertion == Assertion::disputed) continue;
        (mark.assertion == Assertion::positive ? yes : no) = true;
        add_once(step.because, reason(key(record) + " records " + std::string{element} + " as " +
                                          (mark.assertion == Assertion::positive ? "met" : "not met"),
                                      record));
      }
    });
  }

  [[nodiscard]] RemedyStep effective(const Way& way, VertexId mechanism, std::string_view type) const {
    RemedyStep step;
    const Remedy* fields = way.record ? graph_.fields<Remedy>(way.record) : nullptr;
    if (type.empty()) {
      step.missing.push_back(
          {"whether " + way.id + " is a court, another body of the State, or neither", who_runs(way)});
      return step;
    }
    std::vector<Outcome> outcomes;
    std::string open;
    const auto judge = [&](std::string_view element, std::string_view name, std::string_view rating) {
      bool yes = rating == "met", no = rating == "not";
      if (!rating.empty())
        step.because.push_back(reason(way.id + ": " + std::string{name} + " " +
                                          (yes  ? "met"
                                           : no ? "not met"
                                                : "met in part"),
                                      way.record));
      use_marks(way.record, element, yes, no, step);
      use_marks(mechanism, element, yes, no, step);
      const bool partly = rating == "partly" || (yes && no);
      outcomes.push_back(partly ? Outcome::partial : yes ? Outcome::pass : no ? Outcome::fail : Outcome::unknown);
      if (outcomes.back() == Outcome::unknown) open += (open.empty() ? "" : ", ") + std::string{name};
    };
    if (type == "state_judicial") {
      judge(court_elements[0], "effective as a court", {});
      judge(court_elements[1], "rid of barriers to access", {});
    } else {
      for (const std::string_view criterion : criteria) {
        std::string_view rating;
        if (fields != nullptr)
          for (const NamedList& entry : fields->criteria)
            if (entry.name == criterion && !entry.values.empty()) rating = entry.values.front();
        judge("ungp31.crit_" + std::string{criterion}, criterion, rating);
      }
    }
    step.result = combine(outcomes);
    if (step.result == Outcome::unknown)
      step.missing.push_back({"whether " + way.id + " is " + open, who_runs(way) + ", or the NHRI"});
    return step;
  }

  [[nodiscard]] RemedyStep access(const Way& way, VertexId state) const {
    RemedyStep step;
    const Remedy* fields = way.record ? graph_.fields<Remedy>(way.record) : nullptr;
    const std::string& asked = options_.right_holder;
    if (fields == nullptr || fields->open_to.empty()) {
      step.missing.push_back({"to whom " + way.id + " is open", who_runs(way)});
      return step;
    }
    std::string list;
    for (const std::string& code : fields->open_to) list += (list.empty() ? "" : ", ") + code;
    step.because.push_back(reason(way.id + " is open to " + list, way.record));
    if (contains(fields->open_to, "affected_group") || (!asked.empty() && contains(fields->open_to, asked))) {
      step.result = Outcome::pass;
    } else if (asked.empty()) {
      step.result = Outcome::partial;  // to some
    } else if (const VertexId scope = declared_complete(graph_, {.section = "remedies", .state = state}, day_)) {
      step.result = Outcome::fail;
      step.because.push_back(reason("the record of remedies is declared complete, and it leaves out " + asked, scope));
    } else {
      step.missing.push_back({"whether " + way.id + " is open to " + asked, who_runs(way)});
    }
    return step;
  }

  [[nodiscard]] RemedyRoute route_of(const Way& way, Reach reach, VertexId state, std::string_view type,
                                     VertexId mechanism, Certainty own, const std::string& through) const {
    RemedyRoute route;
    route.remedy = way.record;
    route.id = way.id;
    route.mechanism = mechanism;
    const Remedy* fields = way.record ? graph_.fields<Remedy>(way.record) : nullptr;
    RemedyStep& exists = route.steps[0];
    if (fields == nullptr) {
      exists.result = Outcome::pass;
      for (const VertexId v : way.instruments)
        if (place_.contains(v)) exists.because.push_back(reason(key(v) + " names the remedy " + way.id, v));
      for (const VertexId v : way.agencies)
        if (possible_.contains(v)) exists.because.push_back(reason(key(v) + " names the remedy " + way.id, v));
    } else {
      Certainty on = graph_.lifetime(way.record).on(today());
      const bool disputed = fields->facts.assertion == Assertion::disputed;
      if (disputed) on = std::min(on, Certainty::possible);
      exists.result = outcome_of(on);
      exists.because.push_back(reason(on == Certainty::no ? way.id + " is recorded, but not for " + day_.to_string()
                                      : disputed          ? way.id + " is disputed: its sources differ"
                                                          : way.id + " is recorded",
                                      way.record));
      if (on == Certainty::possible)
        exists.missing.push_back({"whether " + way.id + " exists on " + day_.to_string(), who_runs(way)});
    }
    RemedyStep& harm = route.steps[1];
    harm.result = outcome_of(reach.certainty);
    harm.because = std::move(reach.because);
    harm.missing = std::move(reach.missing);
    RemedyStep& body = route.steps[2];
    if (!mechanism) {
      body.missing.push_back({"the mechanism of " + way.id, who_runs(way)});
    } else {
      Certainty on = graph_.lifetime(mechanism).on(today());
      body.because.push_back(reason(
          key(mechanism) + (on == Certainty::no ? " is not in being on " + day_.to_string() : " handles " + way.id) +
              (through.empty() ? "" : " (" + through + ")"),
          mechanism));
      if (own == Certainty::possible && on != Certainty::no) {
        on = Certainty::possible;
        body.missing.push_back({"whether " + key(mechanism) + " takes cases from " + key(state), key(mechanism)});
      } else if (on == Certainty::possible) {
        body.missing.push_back({"whether " + key(mechanism) + " is in being", key(mechanism)});
      }
      body.result = outcome_of(on);
    }
    route.steps[3] = access(way, state);
    route.steps[4] = effective(way, mechanism, type);
    route.result = all_of(route.steps);
    for (const bool failed : {true, false})
      for (std::size_t i = 0; i < remedy_stages && !route.broken_at; ++i)
        if (failed ? route.steps[i].result == Outcome::fail : route.steps[i].result != Outcome::pass)
          route.broken_at = static_cast<RemedyStage>(i);
    return route;
  }

  [[nodiscard]] RemedyRow row_of(VertexId state, const Question& asked, RemedyType type) const {
    RemedyRow row;
    row.state = state;
    row.right = asked.right;
    row.technology = asked.technology;
    row.right_holder = options_.right_holder;
    row.company = asked.company;
    row.type = type;
    bool denied = false;
    for (const Way& way : ways_) {
      const Remedy* fields = way.record ? graph_.fields<Remedy>(way.record) : nullptr;
      const std::string_view recorded = fields != nullptr ? std::string_view{fields->type} : std::string_view{};
      if (!recorded.empty() && recorded != to_string(type)) continue;
      Reach reach = reach_of(way, asked);
      if (reach.certainty == Certainty::no) continue;
      const VertexId mechanism = mechanism_of(way);
      std::string through;
      const Certainty own = belongs(way, mechanism, through);
      if (own == Certainty::no) continue;
      if (fields != nullptr && fields->facts.assertion == Assertion::negative) {
        const bool sure = reach.certainty == Certainty::certain && own == Certainty::certain && !recorded.empty() &&
                          graph_.lifetime(way.record).on(today()) == Certainty::certain;
        if (sure) {
          denied = true;
          row.because.push_back(reason(way.id + ": recorded that there is no such route", way.record));
        } else {
          row.missing.push_back({"whether " + way.id + ", which denies a route, is about this", who_runs(way)});
        }
        continue;
      }
      row.routes.push_back(route_of(way, std::move(reach), state, recorded, mechanism, own, through));
    }
    const RemedyRoute* best = nullptr;
    const auto value = [](const RemedyRoute& route) {
      return std::pair{rank_of(route.result), route.broken_at ? static_cast<int>(*route.broken_at) : 99};
    };
    for (const RemedyRoute& route : row.routes)
      if (best == nullptr || value(route) > value(*best)) best = &route;
    const int reached = best == nullptr ? 0 : rank_of(best->result);
    const VertexId scope = declared_complete(graph_,
                                             {.section = "remedies",
                                              .state = state,
                                              .technology = asked.technology,
                                              .right = asked.right,
                                              .company = asked.company},
                                             day_);
    if (reached >= rank_of(Outcome::partial)) {
      row.result = denied ? Outcome::partial : best->result;
    } else if (denied) {
      row.result = Outcome::fail;
    } else if (scope && reached == 0) {
      row.result = Outcome::fail;
      row.because.push_back(reason("the record of remedies is declared complete", scope));
    }
    if (row.result != Outcome::pass) {
      if (best == nullptr)
        row.broken = row.result == Outcome::fail ? "no such route" : "no such route is recorded";
      else if (best->broken_at)
        row.broken = best->id + ": " + std::string{to_string(*best->broken_at)};
      else
        row.broken = "a record denies " + best->id;
    }
    if (row.result == Outcome::unknown) {
      for (const RemedyRoute& route : row.routes)
        if (route.result != Outcome::fail)  // nothing more about one that fails would decide
          for (const RemedyStep& step : route.steps)
            for (const CheckGap& gap : step.missing) add_once(row.missing, gap);
      if (row.missing.empty())
        row.missing.push_back(
            {(row.routes.empty() ? "a " : "another ") + words(type) + " for " + asked.right + " in " + key(state),
             "the State's authorities, or the NHRI"});
    } else {
      row.missing.clear();
    }
    return row;
  }

  [[nodiscard]] static std::string words(RemedyType type) {
    return type == RemedyType::state_judicial       ? "judicial route to remedy"
           : type == RemedyType::state_non_judicial ? "route to remedy at a body of the State"
                                                    : "route to remedy outside the State";
  }

  void add_question(VertexId state, const Question& asked, std::vector<RemedyRow>& rows) const {
    const std::size_t first = rows.size();
    rows.emplace_back();
    for (const RemedyType type : {RemedyType::state_judicial, RemedyType::state_non_judicial, RemedyType::non_state})
      rows.push_back(row_of(state, asked, type));
    RemedyRow any = rows[first + 1];
    any.type = RemedyType::any;
    any.routes.clear();
    any.because.clear();
    any.missing.clear();
    any.broken.clear();
    const RemedyRow* best = nullptr;
    for (std::size_t i = first + 1; i < rows.size(); ++i)
      if (best == nullptr || rank_of(rows[i].result) > rank_of(best->result)) best = &rows[i];
    any.result = best->result;
    for (std::size_t i = first + 1; i < rows.size(); ++i) {
      if (rows[i].result != any.result) continue;
      for (const CheckReason& one : rows[i].because) add_once(any.because, one);
      if (any.result == Outcome::unknown)
        for (const CheckGap& gap : rows[i].missing) add_once(any.missing, gap);
      if (any.result != Outcome::pass)
        any.broken += (any.broken.empty() ? "" : "; ") + std::string{to_string(rows[i].type)} + ": " + rows[i].broken;
    }
    rows[first] = std::move(any);
  }

  const Graph& graph_;
  const RemedyOptions& options_;
  Date day_;
  std::shared_ptr<const Standings> standings_;
  std::shared_ptr<const detail::MixVocabulary> vocabulary_;
  std::vector<Way> ways_;  ///< by id
  std::map<std::pair<VertexId, VertexId>, Covered> covered_;
  // of the State at hand
  std::unique_ptr<Mix> mix_;
  std::map<VertexId, std::size_t> place_;
  std::set<VertexId> sure_, possible_;
  std::map<VertexId, Certainty> unions_;
};

}  // namespace

std::string_view to_string(RemedyType type) noexcept { return type_names[static_cast<std::size_t>(type)]; }
std::string_view element_of(RemedyType type) noexcept { return type_elements[static_cast<std::size_t>(type)]; }
std::string_view to_string(RemedyStage stage) noexcept { return stage_names[static_cast<std::size_t>(stage)]; }

RemedyResult remedies(const Graph& given, const RemedyOptions& options) {
  const Date day = detail::day_of(given, options.as_of);
  const Graph graph = detail::seen_on(given, day);
  std::vector<RemedyRow> rows;
  RemedyFinder finder{graph, options, day};
  for (const VertexId state : detail::states_asked(graph, options.states)) finder.add_state(state, rows);
  std::vector<std::pair<std::string, std::string>> parameters;
  for (const std::string& right : options.rights) parameters.emplace_back("right", right);
  for (const std::string& technology : options.technologies) parameters.emplace_back("technology", technology);
  if (!options.right_holder.empty()) parameters.emplace_back("right_holder", options.right_holder);
  return {std::move(rows), detail::make_stamp("remedy", graph, day, std::move(parameters))};
}

}  // namespace dutygraph
