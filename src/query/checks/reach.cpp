// SPDX-License-Identifier: BSL-1.0
// SM01, SM02, SM07, SM08, SM10-SM12: what the mix as a whole reaches.
#include <algorithm>
#include <array>
#include <map>

#include "query/checks/world.hpp"

namespace dutygraph::detail {
namespace {

constexpr std::string_view gazette = "the gazette, or a collection of laws";

std::string id_of(const CheckWorld& world, VertexId v) { return std::string{world.key(v)}; }

/// An instrument of the mix that may count: its place in the mix, and how surely it is in force for the State.
struct Law {
  std::size_t at = 0;
  VertexId id{};
  const Instrument* fields = nullptr;
  Certainty counts = Certainty::certain;
};

template <class Pred>
std::vector<Law> laws(const CheckWorld& world, Pred pred) {
  std::vector<Law> found;
  const auto& all = world.mix().instruments();
  for (std::size_t i = 0; i < all.size(); ++i) {
    const Instrument* fields = world.graph().fields<Instrument>(all[i].instrument);
    if (fields == nullptr || all[i].standing.negative) continue;
    Certainty counts = std::min(all[i].standing.in_force, all[i].belongs);
    if (!all[i].open.empty()) counts = std::min(counts, Certainty::possible);
    if (counts != Certainty::no && pred(*fields)) found.push_back({i, all[i].instrument, fields, counts});
  }
  return found;
}

bool demands_diligence(const Instrument& law) { return !law.hrdd.empty() && law.hrdd != "none"; }

void sm01(const CheckWorld& world, Answers& answers) {
  for (const auto& [technology, right] : salient_pairs(world.graph(), world.state(), world.day())) {
    Answer answer = answers.add(technology + "×" + right);
    const MixCell cell =
        ask(world.mix(),
            {{Dimension::technology, {technology}}, {Dimension::right, {right}}, {Dimension::binding, {"mandatory"}}});
    for (const VertexId v : cell.instruments) answer.because(id_of(world, v) + " is in force", v);
    for (const VertexId v : cell.against) answer.because(id_of(world, v) + " is recorded as not so", v);
    answer.complete(cell.complete);
    if (cell.result == Outcome::unknown || cell.result == Outcome::partial)
      for (const std::string& what : cell.missing) answer.missing(what, std::string{gazette});
    if (cell.result == Outcome::unknown && cell.missing.empty())
      answer.missing("law on " + technology + " that protects " + right, std::string{gazette});
    answer.result(cell.result);
  }
}

void sm02(const CheckWorld& world, Answers& answers) {
  Answer answer = answers.add(world.state());
  std::string empty;
  for (const std::string_view binding : {"mandatory", "voluntary"})
    for (const bool national : {true, false}) {
      const std::string name = std::string{binding} + " " + (national ? "national" : "international");
      const std::vector<Law> found = laws(world, [&](const Instrument& law) {
        const bool binds = law.binding == "hybrid" || (is_binding(law) ? "mandatory" : "voluntary") == binding;
        const bool here = is_one_of(law.level, {"national", "subnational"});
        return binds && (national ? here : is_one_of(law.level, {"regional", "international"}));
      });
      answer.because(name + ": " + std::to_string(found.size()) + (found.size() == 1 ? " instrument" : " instruments"));
      if (found.empty()) empty += (empty.empty() ? "" : ", ") + name;
    }
  if (!empty.empty()) answer.because("no instrument is recorded in: " + empty);
}

/// Technologies that the world of a State names.
std::set<std::string> technologies(const CheckWorld& world) {
  std::set<std::string> found;
  for (const auto& [technology, right] : salient_pairs(world.graph(), world.state(), world.day()))
    found.insert(technology);
  for (const Law& law : laws(world, [](const Instrument&) { return true; }))
    found.insert(law.fields->technologies.begin(), law.fields->technologies.end());
  for (const VertexId v : world.companies()) {
    const auto& list = world.graph().fields<Company>(v)->technologies;
    found.insert(list.begin(), list.end());
  }
  return found;
}

/// The day an instrument is of: of adoption, else from which it holds.
std::optional<Date> dated(const CheckWorld& world, VertexId v) {
  const Instrument* fields = world.graph().fields<Instrument>(v);
  return fields->adopted ? fields->adopted : world.graph().lifetime(v).from();
}

void sm07(const CheckWorld& world, Answers& answers) {
  for (const std::string& technology : technologies(world)) {
    Answer answer = answers.add(technology);
    bool yes = false, open = false, no = false;
    std::optional<Date> newest;
    for (const Law& law : laws(world, [](const Instrument& one) {
           return std::find(one.smart_mix.begin(), one.smart_mix.end(), "3c") != one.smart_mix.end();
         })) {
      const Match match = world.mix().match(law.at, Dimension::technology, technology);
      if (match == Match::no || match == Match::unstated) continue;
      bool method = demands_diligence(*law.fields);
      for (const ElementMark& mark : law.fields->facts.elements)
        if (mark.id == "ungp3c.hrdd_method" && mark.assertion == Assertion::positive) method = true;
      answer.because(
          law.fields->id + " is guidance for " + technology + (method ? " and shows how to do due diligence" : ""),
          law.id);
      if (law.counts != Certainty::certain) {
        open = true;
        answer.missing("whether " + law.fields->id + " is in force", std::string{gazette});
      } else if (method) {
        yes = true;
        const auto day = dated(world, law.id);
        if (day && (!newest || *newest < *day)) newest = day;
      } else if (law.fields->hrdd == "none") {
        no = true;
      } else {
        open = true;
        answer.missing("whether " + law.fields->id + " shows how to do due diligence", "its issuer");
      }
    }
    // The newest version of a law that was amended or replaced since it was first made.
    std::optional<Date> amended;
    VertexId by{};
    for (const Law& law : laws(world, [](const Instrument& one) { return is_binding(one); })) {
      if (law.counts != Certainty::certain ||
          world.mix().match(law.at, Dimension::technology, technology) != Match::yes)
        continue;
      std::vector<VertexId> versions;
      if (!law.fields->amends.empty() || !law.fields->supersedes.empty()) versions.push_back(law.id);
      for (const VertexId v : world.index().amendments(law.id))
        if (world.standings().in_force(v) == Certainty::certain) versions.push_back(v);
      for (const VertexId v : versions)
        if (const auto day = dated(world, v); day && (!amended || *amended < *day)) {
          amended = day;
          by = v;
        }
    }
    if (yes) {
      const bool old = amended && newest && newest->last() < amended->first();
      if (old) answer.because("older than " + id_of(world, by) + " of " + amended->to_string(), by);
      answer.result(old ? Outcome::partial : Outcome::pass);
      continue;
    }
    const VertexId scope = world.complete("instruments", {.technology = technology});
    answer.complete(scope);
    if (!open && (no || scope)) {
      answer.result(Outcome::fail);
      continue;
    }
    answer.missing("guidance on due diligence for " + technology, "ministries, the NCP or the NHRI");
    answer.result(Outcome::unknown);
  }
}

/// Whether a company works at a place of conflict, by where it operates and by its deals.
VertexId conflict_of(const CheckWorld& world, VertexId company) {
  const Graph& graph = world.graph();
  const auto is_hot = [&](VertexId v) {
    const Place* place = graph.fields<Place>(v);
    return place != nullptr && place->facts.assertion == Assertion::positive &&
           std::any_of(place->conflict.begin(), place->conflict.end(), [&](const Conflict& span) {
             return Interval{span.from, span.to}.on(world.today()) == Certainty::certain;
           });
  };
  const Company* fields = graph.fields<Company>(company);
  if (!fields->operates.empty())
    for (const VertexId v : graph.vertices<Place>()) {
      const Place* place = graph.fields<Place>(v);
      if (is_hot(v) &&
          std::find(fields->operates.begin(), fields->operates.end(), place->state) != fields->operates.end())
        return v;
    }
  for (const EdgeId e : graph.out_edges(company, EdgeKind::role_in)) {
    const auto deal = read_deal(graph, graph.target(e), world.today());
    if (!deal || deal->on != Certainty::certain || deal->places == nullptr) continue;
    for (const std::string& id : *deal->places)
      if (const auto v = graph.find(VertexKind::place, id); v && is_hot(*v)) return *v;
  }
  return {};
}

void sm08(const CheckWorld& world, Answers& answers) {
  const std::vector<Law> reporting = laws(world, [](const Instrument& law) { return !law.reporting.empty(); });
  for (const VertexId company : world.companies()) {
    const auto& own = world.graph().fields<Company>(company)->technologies;
    const auto risky = std::find_if(
        own.begin(), own.end(), [&](const std::string& technology) { return world.index().is_high_risk(technology); });
    const VertexId place = risky == own.end() ? conflict_of(world, company) : VertexId{};
    if (risky == own.end() && !place) continue;
    Answer answer = answers.add(company);
    if (place) answer.because("works where there is conflict: " + id_of(world, place), place);
    if (!place) answer.because("technology of high risk: " + *risky, company);
    bool required = false, encouraged = false, open = false;
    for (const Law& law : reporting) {
      if (law.fields->reporting == "none") continue;
      const auto& reach = law.fields->technologies;
      const bool apt = reach.empty() || std::any_of(own.begin(), own.end(), [&](const std::string& technology) {
                         return world.mix().match(law.at, Dimension::technology, technology) == Match::yes;
                       });
      if (!apt) continue;
      std::vector<std::string> missing;
      // Without thresholds what is encouraged is encouraged for all; a duty must say whom it binds.
      Certainty applies = law.fields->scope ? applies_to(*law.fields, world.graph(), company, world.day(), &missing)
                                            : Certainty::certain;
      applies = std::min(applies, law.counts);
      if (applies == Certainty::no) continue;
      if (applies == Certainty::possible) {
        open = true;
        for (const std::string& what : missing) answer.missing(what, supplier_of(what));
        if (missing.empty()) answer.missing("whether " + law.fields->id + " is in force", std::string{gazette});
        continue;
      }
      (law.fields->reporting == "required" ? required : encouraged) = true;
      answer.because("reports are " + law.fields->reporting + " under " + law.fields->id, law.id);
    }
    if (required) {
      answer.result(Outcome::pass);
    } else if (encouraged && !open) {
      answer.result(Outcome::partial);
    } else if (const VertexId scope = world.complete("instruments"); scope && !open) {
      answer.complete(scope);
      answer.because("no reporting instrument covers it");
      answer.result(Outcome::fail);
    } else {
      answer.missing("reporting duties of " + id_of(world, company), std::string{gazette});
    }
  }
}

void sm10(const CheckWorld& world, Answers& answers) {
  const std::vector<Law> found =
      laws(world, [](const Instrument& law) { return demands_diligence(law) && is_binding(law); });
  std::vector<VertexId> firms;
  for (const VertexId v : world.companies())
    if (!world.graph().fields<Company>(v)->technologies.empty()) firms.push_back(v);
  for (const Law& law : found) {
    Answer answer = answers.add(law.id);
    std::size_t out = 0, open = 0;
    std::string list;
    for (const VertexId v : firms) {
      std::vector<std::string> missing;
      switch (applies_to(*law.fields, world.graph(), v, world.day(), &missing)) {
        case Certainty::no:
          ++out;
          list += (list.empty() ? "" : ", ") + id_of(world, v);
          break;
        case Certainty::possible:
          ++open;
          for (const std::string& what : missing) answer.missing(what, supplier_of(what));
          break;
        case Certainty::certain:
          break;
      }
    }
    if (!list.empty()) answer.because("outside the thresholds of " + law.fields->id + ": " + list, law.id);
    answer.because(std::to_string(out) + " of " + std::to_string(firms.size()) + " recorded tech companies fall out, " +
                       std::to_string(open) + " may",
                   law.id);
    if (firms.empty()) {
      answer.missing("tech companies of " + id_of(world, world.state()), "the company register");
      answer.result(Outcome::unknown);
      continue;
    }
    Outcome outcome = out * 2 > firms.size()             ? Outcome::fail
                      : (out + open) * 2 <= firms.size() ? Outcome::pass
                                                         : Outcome::unknown;
    if (law.counts != Certainty::certain && outcome == Outcome::fail) {
      outcome = Outcome::unknown;
      answer.missing("whether " + law.fields->id + " is in force for the State", std::string{gazette});
    }
    answer.result(outcome);
  }
  if (!found.empty()) return;
  Answer answer = answers.add(world.state());
  const VertexId scope = world.complete("instruments");
  if (scope) answer.because("there is no due diligence law, so that every company falls outside");
  answer.complete(scope);
  answer.result(scope ? Outcome::fail : Outcome::unknown);
  if (!scope) answer.missing("due diligence law of " + id_of(world, world.state()), std::string{gazette});
}

void sm11(const CheckWorld& world, Answers& answers) {
  const std::vector<Law> found =
      laws(world, [](const Instrument& law) { return demands_diligence(law) && is_binding(law); });
  for (const std::string& technology : technologies(world)) {
    Answer answer = answers.add(id_of(world, world.state()) + "×" + technology);
    bool yes = false, upstream = false, open = false;
    for (const Law& law : found) {
      const Match match = world.mix().match(law.at, Dimension::technology, technology);
      if (match == Match::no) continue;  // a law that lists no technology is one on all
      const auto& chain = law.fields->value_chain;
      const bool covers = std::find(chain.begin(), chain.end(), "end_use") != chain.end();
      if (law.counts != Certainty::certain) {
        open = true;
        answer.missing("whether " + law.fields->id + " is in force for the State", std::string{gazette});
      } else if (chain.empty()) {
        open = true;
        answer.missing("stages of the value chain that " + law.fields->id + " covers", std::string{gazette});
      } else {
        (covers ? yes : upstream) = true;
        answer.because(law.fields->id + (covers ? " covers end use" : " does not cover end use"), law.id);
      }
    }
    const VertexId scope =
        yes || upstream || open ? VertexId{} : world.complete("instruments", {.technology = technology});
    answer.complete(scope);
    if (scope) answer.because("there is no due diligence law for " + technology);
    answer.result(yes                 ? Outcome::pass
                  : upstream && !open ? Outcome::partial
                  : scope             ? Outcome::fail
                                      : Outcome::unknown);
    if (answer.result() == Outcome::unknown && !open)
      answer.missing("due diligence law for " + technology, std::string{gazette});
  }
}

void sm12(const CheckWorld& world, Answers& answers) {
  Answer answer = answers.add(world.state());
  Evidence expectation, abroad;
  for (const Law& law : laws(world, [](const Instrument&) { return true; })) {
    if (law.counts != Certainty::certain) continue;
    bool states = demands_diligence(*law.fields);
    for (const ElementMark& mark : law.fields->facts.elements) {
      if (mark.id == "ungp2.expectation_set" && mark.assertion == Assertion::positive) states = true;
      if (mark.id == "ungp2.expectation_set" && mark.assertion == Assertion::negative) expectation.no = true;
      if (mark.id == "ungp2.extraterritorial" && mark.assertion != Assertion::disputed) {
        const bool positive = mark.assertion == Assertion::positive;
        (positive ? abroad.yes : abroad.no) = true;
        answer.because(law.fields->id + (positive ? " reaches" : " does not reach") + " operations abroad", law.id);
      }
    }
    if (!states) continue;
    expectation.yes = true;
    answer.because(law.fields->id + " states that respect is expected", law.id);
    std::optional<bool> reaches = law.fields->extraterritorial;
    for (const VertexId p : world.standings().provisions(law.id)) {
      const Provision* provision = world.graph().fields<Provision>(p);
      if (std::any_of(provision->reach.begin(), provision->reach.end(),
                      [](const Reach& reach) { return reach.basis == "personal"; }))
        reaches = true;
    }
    if (!reaches) {
      answer.missing("whether " + law.fields->id + " reaches operations abroad", std::string{gazette});
      continue;
    }
    (*reaches ? abroad.yes : abroad.no) = true;
    answer.because(law.fields->id + (*reaches ? " reaches operations abroad" : " ends at the border"), law.id);
  }
  if (expectation.yes) expectation.no = false;  // stated somewhere
  if (abroad.yes) abroad.no = false;
  if (!expectation.yes && !expectation.no) {
    expectation.complete = abroad.complete = world.complete("instruments");
    answer.complete(expectation.complete);
    if (!expectation.complete)
      answer.missing("statement that companies of " + id_of(world, world.state()) + " are expected to respect rights",
                     "the government");
  }
  const bool open =
      expectation.yes && !abroad.yes &&
      std::any_of(world.mix().instruments().begin(), world.mix().instruments().end(), [&](const MixInstrument& one) {
        const Instrument* fields = world.graph().fields<Instrument>(one.instrument);
        return fields != nullptr && one.standing.in_force == Certainty::certain && demands_diligence(*fields) &&
               !fields->extraterritorial;
      });
  answer.result(open ? Outcome::unknown : combine({expectation.outcome(), abroad.outcome()}));
}

constexpr std::array rules{
    CheckRule{"SM01", sm01}, CheckRule{"SM02", sm02}, CheckRule{"SM07", sm07}, CheckRule{"SM08", sm08},
    CheckRule{"SM10", sm10}, CheckRule{"SM11", sm11}, CheckRule{"SM12", sm12},
};

}  // namespace

std::span<const CheckRule> reach_rules() { return rules; }

}  // namespace dutygraph::detail
