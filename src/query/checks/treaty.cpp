// SPDX-License-Identifier: BSL-1.0
// CO17-CO23: treaties, contracts, coalitions and international bodies.
#include <algorithm>
#include <array>
#include <map>

#include <dutygraph/vocab/codelist.hpp>

#include "query/checks/world.hpp"

namespace dutygraph::detail {
namespace {

std::string id_of(const CheckWorld& world, VertexId v) { return std::string{world.key(v)}; }

template <class Range, class Value>
bool has(const Range& range, const Value& value) {
  return std::find(range.begin(), range.end(), value) != range.end();
}

/// Companies of another State that work with technology in this one: operating, held there, or with a deal of the
/// State.
std::vector<VertexId> investors(const CheckWorld& world, std::string_view home) {
  const Graph& graph = world.graph();
  const auto other = graph.find(VertexKind::state, home);
  std::vector<VertexId> found;
  if (!other) return found;
  std::set<VertexId> dealing;
  for (const StateDeal& deal : world.deals()) dealing.insert(deal.receivers.begin(), deal.receivers.end());
  for (const VertexId v : world.index().companies(graph.canonical(*other))) {
    const Company* fields = graph.fields<Company>(v);
    if (fields->technologies.empty()) continue;
    bool active = has(fields->operates, world.key(world.state())) || dealing.contains(v);
    for (const EdgeId e : graph.out_edges(v, EdgeKind::holds)) {
      const VertexId held = graph.target(e);
      active = active || (graph.home(held) == world.state() && graph.on(e, world.today()) == Certainty::certain);
    }
    if (active) found.push_back(v);
  }
  return found;
}

void co17(const CheckWorld& world, Answers& answers) {
  const Graph& graph = world.graph();
  for (const MixInstrument& one : world.mix().instruments()) {
    const Instrument* treaty = graph.fields<Instrument>(one.instrument);
    if (treaty == nullptr || treaty->type != "bit" || one.standing.negative || one.standing.in_force == Certainty::no)
      continue;
    Certainty bound = Certainty::no;
    std::vector<std::string> others;
    for (const TreatyParty& party : treaty->parties) {
      if (party.state != world.key(world.state())) {
        others.push_back(party.state);
      } else if (party.from || !party.date) {
        bound = std::max(bound, Interval{party.from, std::nullopt}.on(world.today()));
      }
    }
    bound = std::min(bound, one.standing.in_force);
    if (bound == Certainty::no) continue;
    Answer answer = answers.add(one.instrument);
    answer.because("party to " + treaty->id, one.instrument);
    Evidence keeps;
    for (const VertexId v : world.index().of(VertexKind::treaty_clause, one.instrument)) {
      const TreatyClause* clause = graph.fields<TreatyClause>(v);
      if (clause->type != "right_to_regulate") continue;
      const bool negative = clause->facts.assertion == Assertion::negative;
      if (!negative && world.index().holds(v) != Certainty::certain) continue;
      (negative ? keeps.no : keeps.yes) = true;
      answer.because(clause->id + (negative ? ": no right to regulate is kept" : " keeps the right to regulate"), v);
    }
    for (const ElementMark& mark : treaty->facts.elements)
      if (mark.id == "ungp9.right_to_regulate" && mark.assertion != Assertion::disputed) {
        (mark.assertion == Assertion::positive ? keeps.yes : keeps.no) = true;
        answer.because(
            mark.id + (mark.assertion == Assertion::positive ? " is recorded as met" : " is recorded as not met"),
            one.instrument);
      }
    if (keeps.yes) {
      answer.result(Outcome::pass);
      continue;
    }
    if (!keeps.no) {
      keeps.complete = world.complete("treaty_clauses");
      answer.complete(keeps.complete);
    }
    std::vector<VertexId> active;
    for (const std::string& other : others) {
      const std::vector<VertexId> some = investors(world, other);
      active.insert(active.end(), some.begin(), some.end());
    }
    for (const VertexId v : active) answer.because(id_of(world, v) + " of a party is active in technology", v);
    const bool lacking = keeps.no || keeps.complete;
    answer.result(lacking && !active.empty() && bound == Certainty::certain ? Outcome::fail : Outcome::unknown);
    if (!lacking) answer.missing("clause of " + treaty->id + " on the right to regulate", "the treaty office");
    if (active.empty())
      answer.missing("investors of the other party that are active in technology", "the investment authority");
  }
}

/// Whether objectives speak of rights, safety or security.
bool is_protective(const std::vector<std::string>& objectives) {
  return std::any_of(objectives.begin(), objectives.end(), [](const std::string& objective) {
    return objective.find("right") != std::string::npos || objective.find("safety") != std::string::npos ||
           objective.find("security") != std::string::npos || vocab::contains("right", objective);
  });
}

void co18(const CheckWorld& world, Answers& answers) {
  const Graph& graph = world.graph();
  std::set<VertexId> events;
  for (const VertexId e : world.index().events(world.state())) events.insert(e);
  const auto& measures = world.index().of(VertexKind::measure, world.state());
  for (const VertexId measure : measures)
    for (const VertexId e : world.index().events(measure)) events.insert(e);
  for (const VertexId e : events) {
    const Event* claim = graph.fields<Event>(e);
    if (claim->type != "arbitration" || claim->facts.assertion == Assertion::negative) continue;
    Answer answer = answers.add(e);
    std::string outcome = claim->outcome;
    VertexId last = e;
    for (const VertexId later : world.index().events(e)) {  // what ended it
      const Event* event = graph.fields<Event>(later);
      if (event->facts.assertion == Assertion::positive && has(event->responds_to, claim->id) &&
          !event->outcome.empty()) {
        outcome = event->outcome;
        last = later;
      }
    }
    answer.because(claim->id + (claim->date ? " of " + claim->date->to_string() : "") +
                       (claim->forum.empty() ? "" : ", " + claim->forum),
                   e);
    bool protective = false, measured = false;
    for (const VertexId v : measures) {
      if (!has(claim->about, graph.key(v))) continue;
      const Measure* measure = graph.fields<Measure>(v);
      measured = true;
      if (!is_protective(measure->objectives)) continue;
      protective = true;
      std::string aims;
      for (const std::string& aim : measure->objectives) aims += (aims.empty() ? "" : ", ") + aim;
      answer.because("against " + measure->id + ", for " + aims, v);
    }
    if (!protective) {
      if (measured && std::none_of(measures.begin(), measures.end(), [&](VertexId v) {
            return has(claim->about, graph.key(v)) && graph.fields<Measure>(v)->objectives.empty();
          })) {
        answer.because("against a measure with other objectives");
        answer.result(Outcome::not_applicable);
        continue;
      }
      answer.missing(measured ? "objectives of the measure" : "the measure that " + claim->id + " is against",
                     "the State's agent in the case");
      answer.because("outcome: " + (outcome.empty() ? "not recorded" : outcome), last);
      answer.result(Outcome::unknown);
      continue;
    }
    answer.because("outcome: " + (outcome.empty() ? "not recorded" : outcome), last);
    if (outcome == "pending") answer.result(Outcome::partial);
    if (outcome == "lost") answer.result(Outcome::fail);
    if (outcome == "dismissed") answer.result(Outcome::pass);
    if (answer.result() == Outcome::unknown)
      answer.missing("outcome of " + claim->id + " as pending, lost or dismissed",
                     claim->forum.empty() ? "the forum" : claim->forum);
    if (claim->facts.assertion == Assertion::disputed && answer.result() == Outcome::fail) {
      answer.result(Outcome::unknown);
      answer.missing("which source is right about " + claim->id, claim->forum.empty() ? "the forum" : claim->forum);
    }
  }
}

void co19(const CheckWorld& world, Answers& answers) {
  const Graph& graph = world.graph();
  for (const VertexId v : world.in_force(false)) {
    const Instrument* contract = graph.fields<Instrument>(v);
    if (contract->rank != "contract" && contract->type != "contract") continue;
    Answer answer = answers.add(v);
    bool fails = false, excepted = false, open = false, refuted = false;
    for (const VertexId c : world.index().of(VertexKind::treaty_clause, v)) {
      const TreatyClause* clause = graph.fields<TreatyClause>(c);
      if (clause->type != "stabilisation") continue;
      if (clause->facts.assertion == Assertion::negative) {
        refuted = true;
        answer.because(clause->id + ": no stabilisation clause", c);
        continue;
      }
      const Certainty holds = world.index().holds(c);
      if (holds == Certainty::no) continue;
      std::optional<bool> exception = clause->hr_exception;
      if (!exception && clause->exceptions)
        exception = std::any_of(clause->exceptions->begin(), clause->exceptions->end(), [](const std::string& one) {
          return one == "rights" || node_name(one).find("human-rights") != std::string::npos;
        });
      answer.because(clause->id + " freezes the law" +
                         (!exception   ? ""
                          : *exception ? ", with an exception for human rights"
                                       : ", without an exception for human rights"),
                     c);
      if (!exception || holds != Certainty::certain) {
        open = true;
        answer.missing(!exception ? "exceptions of " + clause->id : "dates of " + clause->id, "the contracting agency");
      } else {
        (*exception ? excepted : fails) = true;
      }
    }
    if (world.standings().in_force(v) != Certainty::certain && fails) {
      fails = false;
      open = true;
      answer.missing("whether " + contract->id + " is in force", "the contracting agency");
    }
    if (fails) {
      answer.result(Outcome::fail);
    } else if (!open && (excepted || refuted)) {
      answer.result(Outcome::pass);
    } else if (!open) {
      const VertexId scope = world.complete("treaty_clauses");
      answer.complete(scope);
      answer.result(scope ? Outcome::pass : Outcome::unknown);
      if (scope) answer.because("it has no stabilisation clause");
      if (!scope) answer.missing("whether " + contract->id + " has a stabilisation clause", "the contracting agency");
    }
  }
}

/// Organisations that a State, or an agency of it, belongs to, with the role and how surely.
struct Seat {
  std::string role{};
  Certainty certain = Certainty::certain;
  std::vector<EdgeId> edges{};
};

std::map<VertexId, Seat> seats(const CheckWorld& world) {
  std::map<VertexId, Seat> found;
  for (const VertexId member : world.group())
    for (const EdgeId e : world.graph().out_edges(member, EdgeKind::member_of)) {
      const Certainty on = world.graph().on(e, world.today());
      if (on == Certainty::no || world.graph().kind(world.graph().target(e)) != VertexKind::organisation) continue;
      const auto [at, first] = found.try_emplace(world.graph().canonical(world.graph().target(e)));
      Seat& seat = at->second;
      seat.certain = first ? on : std::max(seat.certain, on);
      if (seat.role.empty() || world.graph().role(e) == "delegate") seat.role = world.graph().role(e);
      seat.edges.push_back(e);
    }
  return found;
}

const Organisation* organisation(const CheckWorld& world, VertexId v) { return world.graph().fields<Organisation>(v); }

void co20(const CheckWorld& world, Answers& answers) {
  const Graph& graph = world.graph();
  std::map<VertexId, Seat> all = seats(world);
  std::map<VertexId, VertexId> disputed;  // organisation: a position of which sources disagree
  for (const VertexId p : world.index().of(VertexKind::position, world.state())) {
    const Position* position = graph.fields<Position>(p);
    const auto v = graph.find(position->organisation);
    if (!v || graph.kind(*v) != VertexKind::organisation || all.contains(*v)) continue;
    if (position->facts.assertion == Assertion::disputed &&
        (!position->date || position->date->first() <= world.today()))
      disputed.emplace(*v, p);
  }
  for (const auto& [v, p] : disputed) all[v].certain = Certainty::possible;
  for (const auto& [v, seat] : all) {
    const Organisation* fields = organisation(world, v);
    if (fields == nullptr || fields->type != "coalition") continue;
    Answer answer = answers.add(v);
    if (const auto p = disputed.find(v); p != disputed.end()) {
      answer.because("membership is disputed: the sources of " + id_of(world, p->second) + " differ", p->second);
      answer.missing("whether " + id_of(world, world.state()) + " belongs to " + id_of(world, v), id_of(world, v));
      answer.result(Outcome::unknown);
      continue;
    }
    answer.because("member of " + id_of(world, v), seat.edges);
    std::vector<Outcome> outcomes;
    bool pledged = false;
    for (const VertexId code : world.index().of(VertexKind::instrument, v)) {
      const Instrument* text = graph.fields<Instrument>(code);
      if (text->facts.assertion == Assertion::negative || world.standings().in_force(code) == Certainty::no) continue;
      bool carried = false;
      for (const VertexId law : world.standings().of(code).implemented_by)
        if (has(world.own_instruments(), law) && world.standings().in_force(law) == Certainty::certain) {
          carried = true;
          answer.because(id_of(world, law) + " implements " + text->id, law);
        }
      for (const VertexId pledge : world.standings().provisions(code)) {
        const Provision* pledges = graph.fields<Provision>(pledge);
        if (!pledges->conduct || pledges->conduct->in.empty()) continue;
        pledged = true;
        answer.because(pledges->id + " pledges " + pledges->conduct->in.front(), pledge);
        Evidence evidence{.yes = carried};
        for (const VertexId p : world.provisions()) {
          const Provision* own = graph.fields<Provision>(p);
          if (world.provision_in_force(p) != Certainty::certain || !own->conduct || own->conduct->in.empty() ||
              is_one_of(own->modality, {"exemption", "discouragement"}) ||
              !world.index().conduct().meet(own->conduct, pledges->conduct) ||
              !world.index().object().meet(own->object, pledges->object))
            continue;
          evidence.yes = true;
          answer.because(own->id + " carries it out at home", p);
        }
        if (!evidence.yes) {
          evidence.complete = world.complete("provisions");
          answer.complete(evidence.complete);
        }
        outcomes.push_back(evidence.outcome());
        if (outcomes.back() == Outcome::unknown)
          answer.missing("provision at home on " + pledges->conduct->in.front(), "the ministries of the State");
      }
      if (carried && !pledged) {
        pledged = true;
        outcomes.push_back(Outcome::pass);
      }
    }
    if (!pledged) {
      answer.missing("what the code of " + id_of(world, v) + " pledges", id_of(world, v));
      answer.result(Outcome::unknown);
      continue;
    }
    Outcome outcome = combine(outcomes);
    if (outcome == Outcome::fail && seat.certain != Certainty::certain) {
      outcome = Outcome::unknown;
      answer.missing("dates of the membership in " + id_of(world, v), id_of(world, v));
    }
    answer.result(outcome);
  }
}

void co21(const CheckWorld& world, Answers& answers) {
  const Graph& graph = world.graph();
  for (const auto& [bank, seat] : seats(world)) {
    const Organisation* fields = organisation(world, bank);
    if (fields == nullptr || !is_one_of(fields->type, {"ifi", "igo"})) continue;
    std::set<VertexId> deals;
    for (const EdgeId e : graph.out_edges(bank, EdgeKind::role_in))
      if (gives(graph.role(e)) && graph.on(e, world.today()) != Certainty::no) deals.insert(graph.target(e));
    for (const VertexId v : deals) {
      const auto deal = read_deal(graph, v, world.today());
      if (!deal || deal->on == Certainty::no) continue;
      Answer answer = answers.add(v);
      answer.because("financed by " + id_of(world, bank), v);
      answer.because("member of " + id_of(world, bank), seat.edges);
      if (deal->technologies == nullptr || deal->technologies->empty()) {
        answer.missing("technologies of " + id_of(world, v), id_of(world, bank));
        answer.result(Outcome::unknown);
        continue;
      }
      bool forbidden = false, complete = true, open = false;
      for (const std::string& technology : *deal->technologies) {
        for (const VertexId p : world.provisions()) {
          const Provision* ban = graph.fields<Provision>(p);
          if (!is_one_of(ban->modality, {"prohibition", "restriction"}) ||
              !world.index().object().covers(ban->object, technology))
            continue;
          const Certainty now = world.provision_in_force(p);
          if (now == Certainty::no) continue;
          const bool ends = ban->modality == "prohibition";
          answer.because(ban->id + (ends ? " forbids " : " restricts ") +
                             (ban->conduct && !ban->conduct->in.empty() ? ban->conduct->in.front() + " of " : "") +
                             technology + " at home",
                         p);
          if (ends && now == Certainty::certain) forbidden = true;
          if (!ends || now != Certainty::certain) open = true;
        }
        const VertexId scope = world.complete("provisions", {.technology = technology});
        if (!scope) complete = false;
        answer.complete(scope);
      }
      Outcome outcome = forbidden ? Outcome::fail : complete && !open ? Outcome::pass : Outcome::unknown;
      if (outcome == Outcome::fail && (deal->on != Certainty::certain || seat.certain != Certainty::certain)) {
        outcome = Outcome::unknown;
        answer.missing("dates of the deal and of the membership", id_of(world, bank));
      }
      answer.result(outcome);
      if (outcome == Outcome::unknown)
        answer.missing("whether the technologies of " + id_of(world, v) + " are forbidden at home",
                       "the gazette, or a collection of laws");
    }
  }
}

void co22(const CheckWorld& world, Answers& answers) {
  const Graph& graph = world.graph();
  for (const auto& [body, seat] : seats(world)) {
    const Organisation* fields = organisation(world, body);
    if (fields == nullptr || fields->type != "standards_body" || seat.role != "delegate") continue;
    Answer answer = answers.add(body);
    answer.because("sends delegates to " + id_of(world, body), seat.edges);
    Evidence evidence;
    for (const VertexId p : world.index().of(VertexKind::position, world.state())) {
      const Position* position = graph.fields<Position>(p);
      const auto where = graph.find(position->organisation);
      if (!where || graph.canonical(*where) != body || (position->date && position->date->first() > world.today()))
        continue;
      if (position->facts.assertion == Assertion::negative) {
        evidence.no = true;
        answer.because(id_of(world, p) + ": no position on human rights", p);
      } else if (world.index().holds(p) == Certainty::certain) {
        evidence.yes = true;
        answer.because(id_of(world, p) + ": " + (position->stance.empty() ? "position" : position->stance) + " on " +
                           position->conduct,
                       p);
      }
    }
    if (!evidence.yes && !evidence.no) {
      evidence.complete = world.complete("positions");
      answer.complete(evidence.complete);
    }
    answer.result(evidence.outcome());
    if (answer.result() == Outcome::unknown)
      answer.missing("position on human rights in " + id_of(world, body), "the delegation");
  }
}

void co23(const CheckWorld& world, Answers& answers) {
  const Graph& graph = world.graph();
  std::set<VertexId> unions;
  for (const EdgeId e : graph.out_edges(world.state(), EdgeKind::member_of))
    if (graph.kind(graph.target(e)) == VertexKind::state && graph.on(e, world.today()) != Certainty::no)
      unions.insert(graph.canonical(graph.target(e)));
  for (const VertexId whole : unions)
    for (const VertexId v : world.index().of(VertexKind::instrument, whole)) {
      const Instrument* directive = graph.fields<Instrument>(v);
      if (directive->type != "directive" || directive->facts.assertion == Assertion::negative) continue;
      const Standing standing = world.standings().of(v);
      const bool made = standing.in_force != Certainty::no ||
                        (standing.status == "adopted" && world.index().holds(v) != Certainty::no);
      if (!made || standing.superseded_by) continue;
      Answer answer = answers.add(v);
      bool done = false, open = false;
      // Earlier versions are carried out by the same measures, perhaps not fully.
      std::vector<VertexId> versions{v};
      for (std::size_t i = 0; i < versions.size() && i < 100; ++i)
        for (const std::string& id : graph.fields<Instrument>(versions[i])->supersedes)
          if (const auto earlier = graph.find(VertexKind::instrument, id);
              earlier && graph.fields<Instrument>(*earlier) != nullptr && !has(versions, *earlier))
            versions.push_back(*earlier);
      for (const VertexId law : world.own_instruments()) {
        const Instrument* fields = graph.fields<Instrument>(law);
        for (const VertexId version : versions) {
          if (!has(fields->implements, graph.key(version)) || world.standings().in_force(law) == Certainty::no)
            continue;
          const bool sure = world.standings().in_force(law) == Certainty::certain && version == v;
          (sure ? done : open) = true;
          answer.because(fields->id + " implements " + id_of(world, version), law);
          if (!sure)
            answer.missing(version == v ? "whether " + fields->id + " is in force"
                                        : "whether " + fields->id + " carries out " + directive->id,
                           "the ministry in charge");
        }
      }
      if (directive->due)
        answer.because("to be transposed by " + directive->due->to_string(), v);
      else
        answer.missing("deadline of " + directive->id, "the union's gazette");
      if (done) {
        answer.result(Outcome::pass);
        continue;
      }
      if (directive->due && directive->due->first() >= world.today() && !directive->due->is_unknown()) {
        answer.because("the deadline has not passed");
        answer.result(Outcome::not_applicable);
        continue;
      }
      VertexId refuted{};
      for (const VertexId law : world.of_group(VertexKind::instrument))
        if (world.index().facts(law).assertion == Assertion::negative &&
            has(graph.fields<Instrument>(law)->implements, directive->id))
          refuted = law;
      const bool passed = directive->due && directive->due->last() < world.today();
      const VertexId scope = open || !passed ? VertexId{} : world.complete("instruments");
      answer.complete(scope);
      if (refuted) answer.because(id_of(world, refuted) + " is recorded as not so", refuted);
      if (scope) answer.because("nothing implements it");
      answer.result(passed && (refuted || scope) ? Outcome::fail : Outcome::unknown);
      if (answer.result() == Outcome::unknown)
        answer.missing("measure that implements " + directive->id, "the ministry in charge");
    }
}

constexpr std::array rules{
    CheckRule{"CO17", co17}, CheckRule{"CO18", co18}, CheckRule{"CO19", co19}, CheckRule{"CO20", co20},
    CheckRule{"CO21", co21}, CheckRule{"CO22", co22}, CheckRule{"CO23", co23},
};

}  // namespace

std::span<const CheckRule> treaty_rules() { return rules; }

}  // namespace dutygraph::detail
