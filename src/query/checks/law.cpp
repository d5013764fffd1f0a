// SPDX-License-Identifier: BSL-1.0
// SM03-SM06, SM09, SM13-SM15: each instrument by itself.
#include <algorithm>
#include <array>

#include "query/checks/world.hpp"

namespace dutygraph::detail {
namespace {

const Instrument& fields_of(const CheckWorld& world, VertexId v) { return *world.graph().fields<Instrument>(v); }

std::string issuer_of(const CheckWorld& world, VertexId v) {
  const Instrument& fields = fields_of(world, v);
  return fields.issuer.empty() ? "the legislature or ministry behind " + fields.id : fields.issuer;
}

/// Own instruments in force that bind companies: no treaties or contracts, nothing that only binds agencies.
std::vector<VertexId> laws_in_force(const CheckWorld& world) {
  std::vector<VertexId> found = world.in_force(true);
  std::erase_if(found, [&](VertexId v) {
    const Instrument& fields = fields_of(world, v);
    return is_one_of(fields.rank, {"treaty", "contract"}) ||
           is_one_of(fields.type, {"instruction", "ownership_policy", "mandate_letter", "treaty", "bit", "contract"});
  });
  return found;
}

/// A gap of an instrument that is perhaps not in force is not certain.
void settle_law(const CheckWorld& world, VertexId v, Answer& answer, Outcome outcome) {
  if (outcome == Outcome::fail && world.standings().in_force(v) != Certainty::certain) {
    outcome = Outcome::unknown;
    answer.missing("whether " + std::string{world.key(v)} + " is in force", issuer_of(world, v));
  }
  answer.result(outcome);
}

/// One row about the State where no instrument is there to be asked.
void none_recorded(const CheckWorld& world, Answers& answers, std::string_view what) {
  Answer answer = answers.add(world.state());
  answer.missing(std::string{what} + " of " + std::string{world.key(world.state())},
                 "the gazette, or a collection of laws");
  if (const VertexId scope = world.complete("instruments")) {
    answer.complete(scope);
    answer.because("there is no " + std::string{what});
    answer.result(Outcome::not_applicable);
  }
}

/// Whether a day lies before another: for certain, perhaps, or not.
Certainty is_before(Date date, Date limit) {
  if (date.is_unknown()) return Certainty::possible;
  if (date.last() < limit.first()) return Certainty::certain;
  return date.first() < limit.first() ? Certainty::possible : Certainty::no;
}

void sm03(const CheckWorld& world, Answers& answers) {
  const Date limit = shifted(world.day(), -12 * world.options().review_years);
  const std::vector<VertexId> laws = laws_in_force(world);
  for (const VertexId v : laws) {
    Answer answer = answers.add(v);
    std::optional<Date> last = world.standings().of(v).last_review;
    VertexId from = v;
    for (const VertexId e : world.index().events(v)) {
      const Event* event = world.graph().fields<Event>(e);
      if (event->type != "review" || event->facts.assertion != Assertion::positive || !event->date ||
          event->date->last() > world.today() ||
          std::find(event->about.begin(), event->about.end(), world.key(v)) == event->about.end())
        continue;
      if (!last || *last < *event->date) {
        last = event->date;
        from = e;
      }
    }
    if (!last) {
      answer.missing("reviews of the adequacy of " + std::string{world.key(v)}, issuer_of(world, v));
      answer.result(Outcome::unknown);
      continue;
    }
    answer.because(std::string{world.key(v)} + " was last reviewed " + last->to_string(), from);
    const Certainty old = is_before(*last, limit);
    if (old == Certainty::possible) answer.missing("exact day of the last review", issuer_of(world, v));
    settle_law(world, v, answer,
               old == Certainty::certain ? Outcome::fail
               : old == Certainty::no    ? Outcome::pass
                                         : Outcome::unknown);
  }
  if (laws.empty()) none_recorded(world, answers, "binding instrument in force");
}

/// The last enforcement event about a provision or its instrument.
VertexId last_enforcement(const CheckWorld& world, VertexId v) {
  VertexId last{};
  for (const VertexId e : world.index().events(v)) {
    const Event* event = world.graph().fields<Event>(e);
    if (is_one_of(event->type, {"enforcement", "ruling"}) && event->facts.assertion == Assertion::positive &&
        event->date && event->date->last() <= world.today())
      last = e;
  }
  return last;
}

void enforcement_row(const CheckWorld& world, Answers& answers, VertexId subject, VertexId law, Applied applied,
                     std::optional<Date> since) {
  const Graph& graph = world.graph();
  Answer answer = answers.add(subject);
  const std::string id{world.key(subject)};
  const std::string state = std::string{to_string(applied)} + (since ? " since " + since->to_string() : "");
  if (applied != Applied::unknown) answer.because(id + ": enforcement is " + state, subject);
  VertexId event = last_enforcement(world, subject);
  if (subject != law) {
    const VertexId other = last_enforcement(world, law);
    if (!event || (other && *graph.fields<Event>(event)->date < *graph.fields<Event>(other)->date)) event = other;
  }
  const Date limit = shifted(world.day(), -12 * world.options().event_years);
  const std::optional<Date> happened = event ? graph.fields<Event>(event)->date : std::nullopt;
  if (happened)
    answer.because(
        std::string{world.key(event)} + ": " + graph.fields<Event>(event)->type + " of " + happened->to_string(),
        event);
  const bool recent = happened && happened->first() >= limit.first();
  Outcome outcome = Outcome::unknown;
  if (applied == Applied::suspended || applied == Applied::dormant) {
    outcome = Outcome::fail;
  } else if (applied == Applied::active && recent) {
    outcome = Outcome::pass;
  } else if (!happened || is_before(*happened, limit) == Certainty::certain) {
    if (const VertexId scope = world.complete("events"); scope && applied != Applied::not_yet) {
      outcome = Outcome::fail;
      answer.complete(scope);
      answer.because("no enforcement since " + limit.to_string());
    }
  }
  if (outcome == Outcome::unknown) {
    if (applied == Applied::unknown) answer.missing("whether " + id + " is applied", "its enforcing authority");
    if (!recent) answer.missing("enforcement of " + id + " since " + limit.to_string(), "its enforcing authority");
    if (applied != Applied::unknown && recent)
      answer.missing("whether all of " + id + " is applied", "its enforcing authority");
  }
  settle_law(world, law, answer, outcome);
}

void sm04(const CheckWorld& world, Answers& answers) {
  const std::vector<VertexId> laws = laws_in_force(world);
  for (const VertexId v : laws) {
    const Standing standing = world.standings().of(v);
    for (const ProvisionStanding& part : standing.provisions)
      enforcement_row(world, answers, part.provision, v, part.applied, part.since);
    if (standing.provisions.empty() || !fields_of(world, v).enforcement.empty()) {
      // The instrument's own word, apart from the provisions that have one of theirs.
      Applied applied = standing.applied;
      std::optional<Date> since = standing.applied_since;
      if (!standing.provisions.empty()) {
        Applied own = Applied::unknown;
        for (const EnforcementPhase& phase : fields_of(world, v).enforcement)
          if (!phase.from || phase.from->last() <= world.today()) {
            for (const Applied one : {Applied::active, Applied::not_yet, Applied::dormant, Applied::suspended})
              if (to_string(one) == phase.state && (!since || !phase.from || !(*phase.from < *since))) {
                own = one;
                since = phase.from;
              }
          }
        applied = own;
      }
      enforcement_row(world, answers, v, v, applied, since);
    }
  }
  if (laws.empty()) none_recorded(world, answers, "binding instrument in force");
}

void sm05(const CheckWorld& world, Answers& answers) {
  const Graph& graph = world.graph();
  const std::vector<VertexId> laws = laws_in_force(world);
  for (const VertexId v : laws) {
    Answer answer = answers.add(v);
    const Instrument& law = fields_of(world, v);
    std::set<std::string> powers;
    for (const Enforcer& enforcer : law.enforcers) {
      std::set<std::string> has{enforcer.powers.begin(), enforcer.powers.end()};
      const auto agency = graph.find(VertexKind::agency, enforcer.agency);
      if (const Agency* fields = agency ? graph.fields<Agency>(*agency) : nullptr)
        has.insert(fields->powers.begin(), fields->powers.end());
      std::string list;
      for (const std::string& power : has) list += (list.empty() ? "" : ", ") + power;
      answer.because(enforcer.agency + " enforces " + law.id + (list.empty() ? "" : ", may " + list), v);
      if (has.empty()) answer.missing("powers of " + enforcer.agency, enforcer.agency);
      powers.insert(has.begin(), has.end());
    }
    Outcome outcome = Outcome::unknown;
    if (powers.contains("order") || powers.contains("fine")) {
      outcome = Outcome::pass;
    } else if (!powers.empty()) {
      outcome = Outcome::partial;
    } else if (law.enforcers.empty()) {
      answer.missing("who enforces " + law.id, issuer_of(world, v));
      if (const VertexId scope = world.complete("instruments")) {
        outcome = Outcome::fail;
        answer.complete(scope);
        answer.because(law.id + " names no enforcer", v);
      }
    }
    settle_law(world, v, answer, outcome);
  }
  if (laws.empty()) none_recorded(world, answers, "binding instrument in force");
}

void sm06(const CheckWorld& world, Answers& answers) {
  constexpr std::array<std::string_view, 3> conducts{"consider-rights", "consider-human-rights", "weigh-human-rights"};
  bool any = false;
  for (const VertexId v : world.in_force(false)) {
    if (fields_of(world, v).area != "company_law") continue;
    any = true;
    Answer answer = answers.add(v);
    bool forbids = false, allows = false;
    for (const VertexId p : world.index().of(VertexKind::provision, v)) {
      const Provision* provision = world.graph().fields<Provision>(p);
      if (world.provision_in_force(p) != Certainty::certain) continue;
      if (std::none_of(conducts.begin(), conducts.end(), [&](std::string_view conduct) {
            return world.index().conduct().covers(provision->conduct, conduct);
          }))
        continue;
      const bool forbidden = provision->modality == "prohibition";
      const bool allowed = is_one_of(provision->modality, {"permission", "obligation"});
      forbids = forbids || forbidden;
      allows = allows || allowed;
      if (forbidden || allowed) answer.because(provision->id + ": " + provision->modality + " to consider rights", p);
    }
    if (!forbids && !allows)
      answer.missing("clause of " + fields_of(world, v).id + " on whether directors may weigh rights",
                     issuer_of(world, v));
    settle_law(world, v, answer, forbids ? Outcome::fail : allows ? Outcome::pass : Outcome::unknown);
  }
  if (!any) none_recorded(world, answers, "company law");
}

void sm09(const CheckWorld& world, Answers& answers) {
  for (const VertexId v : world.own_instruments()) {
    const Instrument& law = fields_of(world, v);
    const Standing standing = world.standings().of(v);
    const bool drafted = is_one_of(standing.status, {"proposed", "adopted"});
    if (standing.in_force == Certainty::no && !(drafted && world.index().holds(v) != Certainty::no)) continue;
    if (is_one_of(law.rank, {"treaty", "contract"}) || is_one_of(law.type, {"instruction", "mandate_letter"})) continue;
    Answer answer = answers.add(v);
    if (!law.consulted || law.consulted->empty()) {
      answer.missing("who was consulted on " + law.id, issuer_of(world, v));
      answer.result(Outcome::unknown);
      continue;
    }
    const std::set<std::string> kinds{law.consulted->begin(), law.consulted->end()};
    std::string list;
    for (const std::string& kind : kinds) list += (list.empty() ? "" : ", ") + kind;
    answer.because("consulted on " + law.id + ": " + list, v);
    const bool companies = std::all_of(kinds.begin(), kinds.end(), [](const std::string& kind) {
      return is_one_of(kind, {"companies", "smes"});
    });
    answer.result(kinds.contains("affected_group") && kinds.size() >= 3 ? Outcome::pass
                  : companies                                           ? Outcome::fail
                                                                        : Outcome::partial);
  }
}

void sm13(const CheckWorld& world, Answers& answers) {
  const std::vector<VertexId> laws = laws_in_force(world);
  for (const VertexId v : laws) {
    const Instrument& law = fields_of(world, v);
    Answer answer = answers.add(v);
    Evidence evidence;
    std::set<VertexId> routes;
    for (const std::string& id : law.remedy) {
      const auto route = world.graph().find(VertexKind::remedy, id);
      if (route) routes.insert(*route);
      if (!route) {
        evidence.yes = true;
        answer.because(law.id + " names the remedy " + id, v);
      }
    }
    for (const VertexId route : world.index().remedies(law.id)) routes.insert(route);
    for (const VertexId route : routes) {
      const bool negative = world.index().facts(route).assertion == Assertion::negative;
      if (!negative && world.index().holds(route) != Certainty::certain) continue;
      (negative ? evidence.no : evidence.yes) = true;
      answer.because(std::string{world.key(route)} + (negative ? ": no route to remedy" : " is a route to remedy"),
                     route);
    }
    if (!evidence.yes && !evidence.no) {
      evidence.complete = world.complete("remedies");
      answer.complete(evidence.complete);
      if (!evidence.complete) answer.missing("route to remedy under " + law.id, issuer_of(world, v));
    }
    settle_law(world, v, answer, evidence.outcome());
  }
  if (laws.empty()) none_recorded(world, answers, "binding instrument in force");
}

void sm14(const CheckWorld& world, Answers& answers) {
  const Date limit = shifted(world.day(), 12 * world.options().promise_years);
  for (const VertexId v : world.own_instruments()) {
    const Instrument& law = fields_of(world, v);
    if (!is_binding(law) || world.index().holds(v) == Certainty::no || world.standings().of(v).superseded_by) continue;
    std::optional<Date> adopted = law.adopted, applies;
    bool gone = false;
    for (const Phase& phase : law.status) {
      if (phase.state == "adopted" && phase.from && !adopted) adopted = phase.from;
      if (phase.state == "applies") applies = phase.from;
      gone = gone || phase.state == "annulled" ||
             (phase.state == "repealed" && (!phase.from || phase.from->last() <= world.today()));
    }
    if (!applies)
      for (const Phase& phase : law.status)
        if (phase.state == "in_force") applies = phase.from;
    const bool known = std::any_of(law.status.begin(), law.status.end(), [](const Phase& phase) {
      return is_one_of(phase.state, {"adopted", "in_force", "applies"});
    });
    if (gone || !known || (adopted && adopted->first() > world.today())) continue;
    Answer answer = answers.add(v);
    if (adopted) answer.because(law.id + " was adopted " + adopted->to_string(), v);
    if (!applies) {
      answer.missing("day from which " + law.id + " applies", issuer_of(world, v));
      answer.result(Outcome::unknown);
      continue;
    }
    answer.because(law.id + " applies from " + applies->to_string(), v);
    const bool late = applies->first() > limit.first(), soon = applies->last() <= limit.first();
    answer.result(late ? Outcome::partial : soon ? Outcome::pass : Outcome::unknown);
    if (!late && !soon) answer.missing("exact day from which " + law.id + " applies", issuer_of(world, v));
  }
}

void sm15(const CheckWorld& world, Answers& answers) {
  for (const VertexId v : world.own_instruments()) {
    const Instrument& law = fields_of(world, v);
    const Standing standing = world.standings().of(v);
    const bool drafted = is_one_of(standing.status, {"proposed", "adopted"});
    if (!is_binding(law) || is_one_of(law.rank, {"treaty", "contract"}) ||
        is_one_of(law.type, {"instruction", "ownership_policy", "mandate_letter"}) ||
        (standing.in_force == Certainty::no && !(drafted && world.index().holds(v) != Certainty::no)))
      continue;
    Answer answer = answers.add(v);
    if (law.rights_assessed)
      answer.because(law.id + (*law.rights_assessed ? ": its effect on rights was assessed"
                                                    : ": its effect on rights was not assessed"),
                     v);
    else
      answer.missing("assessment of the effect of " + law.id + " on rights", issuer_of(world, v));
    answer.result(!law.rights_assessed ? Outcome::unknown : *law.rights_assessed ? Outcome::pass : Outcome::fail);
  }
}

constexpr std::array rules{
    CheckRule{"SM03", sm03}, CheckRule{"SM04", sm04}, CheckRule{"SM05", sm05}, CheckRule{"SM06", sm06},
    CheckRule{"SM09", sm09}, CheckRule{"SM13", sm13}, CheckRule{"SM14", sm14}, CheckRule{"SM15", sm15},
};

}  // namespace

std::span<const CheckRule> law_rules() { return rules; }

}  // namespace dutygraph::detail
