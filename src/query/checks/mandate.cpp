// SPDX-License-Identifier: BSL-1.0
// CO01-CO06, CO11-CO14: obligations down to mandates, and agencies side by side.
#include <algorithm>
#include <array>
#include <map>

#include "query/checks/world.hpp"

namespace dutygraph::detail {
namespace {

std::string id_of(const CheckWorld& world, VertexId v) { return std::string{world.key(v)}; }

template <class Range, class Value>
bool has(const Range& range, const Value& value) {
  return std::find(range.begin(), range.end(), value) != range.end();
}

void co01(const CheckWorld& world, Answers& answers) {
  const Graph& graph = world.graph();
  std::vector<std::pair<std::string, std::string>> salient;
  for (const MixInstrument& one : world.mix().instruments()) {
    const Instrument* treaty = graph.fields<Instrument>(one.instrument);
    if (treaty == nullptr || (treaty->rank != "treaty" && treaty->type != "treaty") || treaty->type == "bit" ||
        one.standing.negative || one.standing.in_force == Certainty::no)
      continue;
    Certainty bound = Certainty::no;
    bool signatory = false;
    for (const TreatyParty& party : treaty->parties) {
      if (party.state != world.key(world.state())) continue;
      signatory = true;
      if (party.from) bound = std::max(bound, Interval{party.from, std::nullopt}.on(world.today()));
      if (!party.from && !party.date) bound = Certainty::certain;  // listed as a party, without a day
    }
    if (!signatory) continue;
    std::set<std::string> technologies{treaty->technologies.begin(), treaty->technologies.end()};
    if (technologies.empty()) {
      if (salient.empty()) salient = salient_pairs(graph, world.state(), world.day());
      for (const auto& [technology, right] : salient)
        if (treaty->rights.empty() || has(treaty->rights, right)) technologies.insert(technology);
    }
    for (const std::string& technology : technologies) {
      Answer answer = answers.add(treaty->id + "×" + technology);
      if (bound == Certainty::no) {
        answer.because("signed, not yet binding on that day", one.instrument);
        answer.result(Outcome::not_applicable);
        continue;
      }
      answer.because("party to " + treaty->id, one.instrument);
      Evidence evidence;
      bool open = false;
      for (const VertexId v : world.standings().of(one.instrument).implemented_by) {
        if (!has(world.own_instruments(), v)) continue;
        const Instrument* law = graph.fields<Instrument>(v);
        const bool lists = std::any_of(law->technologies.begin(), law->technologies.end(), [&](const std::string& own) {
          return world.index().object().below(technology, own);
        });
        if (lists && world.standings().in_force(v) == Certainty::certain) {
          evidence.yes = true;
          answer.because(law->id + " implements it for " + technology, v);
        } else if (lists || law->technologies.empty()) {
          open = true;
          answer.because(law->id + " implements it", v);
          answer.missing(lists ? "whether " + law->id + " is in force" : "technologies of " + law->id, "its issuer");
        }
      }
      for (const VertexId v : world.of_group(VertexKind::instrument)) {
        const Instrument* law = graph.fields<Instrument>(v);
        if (law->facts.assertion == Assertion::negative && has(law->implements, treaty->id) &&
            (law->technologies.empty() || has(law->technologies, technology))) {
          evidence.no = true;
          answer.because(law->id + " is recorded as not so", v);
        }
      }
      if (!evidence.yes && !evidence.no && !open) {
        evidence.complete = world.complete("instruments", {.technology = technology});
        answer.complete(evidence.complete);
      }
      Outcome outcome = evidence.outcome();
      if (outcome == Outcome::fail && bound == Certainty::possible) outcome = Outcome::unknown;
      if (outcome == Outcome::unknown && !open)
        answer.missing("law that implements " + treaty->id + " for " + technology, "the ministries of the State");
      answer.result(outcome);
    }
  }
}

void co02(const CheckWorld& world, Answers& answers) {
  const Graph& graph = world.graph();
  for (const VertexId v : world.index().of(VertexKind::required_mandate, world.state())) {
    if (world.index().holds(v) == Certainty::no) continue;
    const RequiredMandate* required = graph.fields<RequiredMandate>(v);
    Answer answer = answers.add(required->function + (required->object.empty() ? "" : "×" + required->object), v);
    answer.because("required: " + required->function + (required->object.empty() ? "" : " for " + required->object) +
                       (required->issue.empty() ? "" : ", " + required->issue),
                   v);
    Evidence evidence;
    bool open = false;
    for (const VertexId m : world.of_group(VertexKind::mandate)) {
      const Mandate* mandate = graph.fields<Mandate>(m);
      if (mandate->function != required->function) continue;
      if (!mandate->issue.empty() && mandate->issue != required->issue) continue;  // absent: all
      const bool subsumes =
          mandate->object.empty() ||
          (!required->object.empty() && world.index().object().below(required->object, mandate->object));
      if (!subsumes) continue;
      if (mandate->facts.assertion == Assertion::negative) {
        evidence.no = true;
        answer.because(mandate->agency + " is recorded as not mandated", m);
        continue;
      }
      const Certainty holds = world.index().holds(m);
      if (holds == Certainty::no) continue;
      answer.because(mandate->agency + (holds == Certainty::certain ? " is mandated" : " is perhaps mandated"), m);
      (holds == Certainty::certain ? evidence.yes : open) = true;
      if (holds != Certainty::certain) answer.missing("dates of the mandate of " + mandate->agency, mandate->agency);
    }
    if (!evidence.yes)
      for (const VertexId agency : world.agencies()) {
        const Agency* fields = graph.fields<Agency>(agency);
        if (fields == nullptr || !has(fields->functions, required->function) ||
            world.index().holds(agency) != Certainty::certain)
          continue;
        answer.because(id_of(world, agency) + " has the function " + required->function, agency);
        if (required->object.empty() && required->issue.empty()) {
          evidence.yes = true;
        } else {
          open = true;
          answer.missing("whether the mandate of " + id_of(world, agency) + " covers " +
                             (required->object.empty() ? required->issue : required->object),
                         id_of(world, agency));
        }
      }
    if (!evidence.yes && !evidence.no && !open) {
      evidence.complete = world.complete("mandates");
      answer.complete(evidence.complete);
    }
    answer.result(open && !evidence.yes ? Outcome::unknown : evidence.outcome());
    if (answer.result() == Outcome::unknown && !open)
      answer.missing("agency with the mandate for " + required->function, "the centre of government");
  }
}

void co03(const CheckWorld& world, Answers& answers) {
  const Graph& graph = world.graph();
  std::map<VertexId, std::vector<VertexId>> enforced;
  for (const VertexId v : world.in_force(false))
    for (const Enforcer& enforcer : graph.fields<Instrument>(v)->enforcers)
      if (const auto agency = graph.find(VertexKind::agency, enforcer.agency)) enforced[*agency].push_back(v);
  for (const VertexId agency : world.agencies()) {
    bool mandated = enforced.contains(agency);
    for (const VertexId m : world.index().of(VertexKind::mandate, agency))
      mandated = mandated || world.index().holds(m) != Certainty::no;
    const auto& capacities = world.index().of(VertexKind::capacity, agency);
    if (!mandated) continue;
    Answer answer = answers.add(agency);
    bool short_of = false, open = capacities.empty(), enough = false;
    for (const VertexId c : capacities) {
      if (world.index().holds(c) == Certainty::no) continue;
      const Capacity* capacity = graph.fields<Capacity>(c);
      const std::string what = capacity->what.empty() ? "capacity" : capacity->what;
      if (!capacity->have || !capacity->need) {
        open = true;
        answer.missing((capacity->have ? "need of " : "") + what + " of " + id_of(world, agency), id_of(world, agency));
        continue;
      }
      const bool less = *capacity->have < *capacity->need && world.index().holds(c) == Certainty::certain;
      (less ? short_of : enough) = true;
      answer.because(what + ": has " + capacity->have->to_string() + " of " + capacity->need->to_string(), c);
    }
    if (capacities.empty()) answer.missing("staff and budget of " + id_of(world, agency), id_of(world, agency));
    const Agency* fields = graph.fields<Agency>(agency);
    std::set<std::string> powers;
    if (fields != nullptr) powers.insert(fields->powers.begin(), fields->powers.end());
    for (const VertexId v : enforced[agency])
      for (const Enforcer& enforcer : graph.fields<Instrument>(v)->enforcers)
        if (enforcer.agency == world.key(agency)) powers.insert(enforcer.powers.begin(), enforcer.powers.end());
    std::string list;
    for (const std::string& power : powers) list += (list.empty() ? "" : ", ") + power;
    VertexId none{};
    if (powers.empty()) {
      none = world.complete("agencies", {.agency = agency});
      answer.complete(none);
      if (none) answer.because("it has no powers", agency);
      if (!none) answer.missing("powers of " + id_of(world, agency), id_of(world, agency));
    } else {
      answer.because("powers: " + list, agency);
    }
    answer.result(short_of || none                    ? Outcome::fail
                  : open || powers.empty() || !enough ? Outcome::unknown
                                                      : Outcome::pass);
  }
}

/// How far an instrument or implementation record carries out a commitment.
struct Fulfilment {
  bool full = false, part = false, open = false;
};

Fulfilment fulfilment(const CheckWorld& world, VertexId commitment, Answer& answer) {
  const Graph& graph = world.graph();
  const Commitment* promise = graph.fields<Commitment>(commitment);
  Fulfilment found;
  const auto high_enough = [&](std::string_view rank) {
    if (promise->min_rank.empty()) return true;
    return height(rank) >= height(promise->min_rank) && height(rank) != 0;
  };
  for (const VertexId v : world.index().of(VertexKind::implementation, commitment)) {
    const Implementation* record = graph.fields<Implementation>(v);
    Certainty holds = world.index().holds(v);
    std::string_view rank = record->rank;
    if (const auto law = graph.find(VertexKind::instrument, record->instrument); law && !record->instrument.empty()) {
      holds = std::min(holds, world.standings().in_force(*law));
      if (rank.empty() && graph.fields<Instrument>(*law) != nullptr) rank = graph.fields<Instrument>(*law)->rank;
    }
    if (holds == Certainty::no) continue;
    if (!high_enough(rank)) {
      answer.because(id_of(world, v) + " carries it out at the rank of " +
                         (rank.empty() ? "nothing recorded" : std::string{rank}) + ", " + promise->min_rank +
                         " was promised",
                     v);
      found.open = found.open || rank.empty();
      continue;
    }
    const auto covers = Percent::parse(record->covers);
    const bool whole = record->covers.empty() || (covers && covers->value >= Percent{100});
    answer.because(id_of(world, v) + " carries it out" + (whole ? "" : ", for " + record->covers), v);
    if (holds != Certainty::certain) {
      found.open = true;
    } else {
      (whole ? found.full : found.part) = true;
    }
  }
  for (const VertexId v : world.own_instruments()) {
    const Instrument* law = graph.fields<Instrument>(v);
    if (!has(law->implements, promise->id) || world.standings().in_force(v) == Certainty::no) continue;
    if (!high_enough(law->rank)) {
      answer.because(
          law->id + " carries it out at the rank of " + law->rank + ", " + promise->min_rank + " was promised", v);
      continue;
    }
    answer.because(law->id + " carries it out", v);
    (world.standings().in_force(v) == Certainty::certain ? found.full : found.open) = true;
  }
  for (const VertexId e : world.index().events(commitment)) {
    const Event* event = graph.fields<Event>(e);
    if (event->facts.assertion != Assertion::positive || !is_one_of(event->outcome, {"fulfilled", "implemented"}))
      continue;
    answer.because(event->id + ": " + event->outcome, e);
    found.full = true;
  }
  return found;
}

void co04(const CheckWorld& world, Answers& answers) {
  const Graph& graph = world.graph();
  for (const VertexId v : world.index().of(VertexKind::commitment, world.state())) {
    if (world.index().holds(v) == Certainty::no) continue;
    const Commitment* promise = graph.fields<Commitment>(v);
    const std::string owner = promise->agency.empty() ? "the government" : promise->agency;
    Answer answer = answers.add(v);
    answer.because(promise->due ? "due " + promise->due->to_string() : "without a due date", v);
    const Fulfilment done = fulfilment(world, v, answer);
    if (done.full) {
      answer.result(Outcome::pass);
      continue;
    }
    if (!promise->due || promise->due->is_unknown()) {
      if (done.part) {
        answer.result(Outcome::partial);
      } else {
        answer.missing("due date of " + promise->id, owner);
        answer.missing("what carries out " + promise->id, owner);
      }
      continue;
    }
    if (promise->due->first() >= world.today()) {
      answer.because("not yet due");
      answer.result(Outcome::not_applicable);
      continue;
    }
    if (done.part) {
      answer.result(Outcome::partial);
      continue;
    }
    VertexId scope{};
    if (promise->due->last() < world.today() && !done.open)
      for (const std::string_view section : {"implementations", "commitments", "instruments"})
        if (!scope) scope = world.complete(section);
    answer.complete(scope);
    if (scope) answer.because("nothing that carries it out is recorded");
    answer.result(scope ? Outcome::fail : Outcome::unknown);
    if (!scope) answer.missing("what carries out " + promise->id, owner);
  }
}

void co05(const CheckWorld& world, Answers& answers) {
  const Graph& graph = world.graph();
  const auto is_plan = [&](VertexId v) { return graph.fields<Instrument>(v)->type == "nap"; };
  for (const VertexId v : world.own_instruments()) {
    if (!is_plan(v)) continue;
    const Instrument* plan = graph.fields<Instrument>(v);
    const Interval valid = graph.lifetime(v);
    if (valid.from() && valid.from()->first() > world.today()) continue;
    const Standing standing = world.standings().of(v);
    Answer answer = answers.add(v);
    if (standing.in_force == Certainty::certain) {
      answer.because(plan->id + " is in force" + (valid.to() ? " until " + valid.to()->to_string() : ""), v);
      answer.result(Outcome::pass);
      continue;
    }
    VertexId successor = standing.superseded_by;
    bool refuted = false;
    for (const VertexId other : world.of_group(VertexKind::instrument)) {
      if (other == v || !is_plan(other)) continue;
      const Instrument* fields = graph.fields<Instrument>(other);
      if (fields->facts.assertion == Assertion::negative) {
        refuted = true;
        answer.because(fields->id + " is recorded as not so", other);
        continue;
      }
      const auto from = graph.lifetime(other).from();
      if (!successor && world.standings().in_force(other) == Certainty::certain && from &&
          (!valid.from() || *valid.from() < *from))
        successor = other;
    }
    if (valid.to()) answer.because(plan->id + " ended " + valid.to()->to_string(), v);
    if (successor) {
      answer.because(id_of(world, successor) + " has followed it", successor);
      answer.result(Outcome::not_applicable);
      continue;
    }
    if (standing.in_force == Certainty::possible) {
      answer.missing("exact end of " + plan->id, "the ministry in charge");
      continue;
    }
    if (plan->continues.value_or(false)) {
      answer.because("its measures continue, no successor is recorded", v);
      answer.result(Outcome::partial);
      continue;
    }
    const VertexId scope = world.complete("instruments");
    if (plan->continues) answer.because("its measures do not continue", v);
    answer.complete(scope);
    if (refuted || scope || plan->continues) {
      answer.result(Outcome::fail);
    } else {
      answer.missing("successor of " + plan->id + ", or whether its measures continue", "the ministry in charge");
    }
  }
}

bool is_subnational(const CheckWorld& world, VertexId agency) {
  std::set<VertexId> seen;
  std::vector<VertexId> todo{agency};
  while (!todo.empty()) {
    const VertexId v = todo.back();
    todo.pop_back();
    if (world.graph().kind(v) != VertexKind::agency || !seen.insert(v).second) continue;
    const Agency* fields = world.graph().fields<Agency>(v);
    if (fields != nullptr && fields->level == "subnational") return true;
    for (const EdgeId e : world.graph().out_edges(v, EdgeKind::part_of))
      if (world.graph().on(e, world.today()) != Certainty::no) todo.push_back(world.graph().target(e));
  }
  return false;
}

/// CheckNodes that stand for public bodies: those above agencies, "public-body" and what is below it.
bool is_public(const CheckWorld& world, const std::string& node) {
  if (world.index().bearer().below(node, "public-body")) return true;
  const auto v = world.graph().find(node);
  return v && is_one_of(to_string(world.graph().kind(*v)), {"agency", "state"});
}

void co06(const CheckWorld& world, Answers& answers) {
  const Graph& graph = world.graph();
  std::map<VertexId, VertexId> bodies;  // subnational body: one of its deals
  for (const StateDeal& deal : world.deals())
    for (const VertexId giver : deal.givers)
      if (is_subnational(world, giver)) bodies.emplace(giver, deal.deal.id);
  if (bodies.empty()) return;
  for (const VertexId v : world.provisions()) {
    const Provision* provision = graph.fields<Provision>(v);
    if (provision->modality != "obligation" || world.provision_in_force(v) == Certainty::no || !provision->bearer ||
        provision->effect == "limits")
      continue;
    const auto& in = provision->bearer->in;
    if (in.empty() ||
        std::none_of(in.begin(), in.end(), [&](const std::string& node) { return is_public(world, node); }))
      continue;
    if (const auto law = graph.find(VertexKind::instrument, provision->instrument))
      if (const Instrument* fields = graph.fields<Instrument>(*law);
          fields != nullptr && (fields->level == "subnational" || is_one_of(fields->type, {"instruction"})))
        continue;
    if (const auto agency = graph.find(VertexKind::agency, provision->agency); agency && is_subnational(world, *agency))
      continue;
    Answer answer = answers.add(v);
    Evidence evidence;
    bool open = false;
    for (const auto& [body, deal] : bodies) {
      const auto& bearer = world.index().bearer();
      const auto covered = [&](std::string_view node) { return bearer.covers(provision->bearer, node); };
      const auto left_out = [&](std::string_view node) {
        return std::any_of(provision->bearer->ex.begin(), provision->bearer->ex.end(),
                           [&](const std::string& out) { return bearer.below(node, out); });
      };
      const std::string id = id_of(world, body);
      bool out = left_out(id);
      for (const std::string_view node : {"subnational", "subnational-body", "subnational-government", "municipality"})
        out = out || has(provision->bearer->ex, node);
      const bool in_scope = !out && (covered(id) || covered("subnational-body") || covered("subnational") ||
                                     has(in, "public-body") || has(in, "anyone"));
      answer.because(id + " makes deals: " + id_of(world, deal), deal);
      if (out) {
        evidence.no = true;
        answer.because(provision->id + " leaves out " + id, v);
      } else if (in_scope) {
        evidence.yes = true;
        answer.because(provision->id + " binds " + id + " too", v);
      } else if (const VertexId scope = world.complete("provisions")) {
        evidence.no = true;
        answer.complete(scope);
        answer.because(provision->id + " does not name " + id, v);
      } else {
        open = true;
        answer.missing("whether " + provision->id + " binds " + id, "the issuer of the law");
      }
    }
    answer.result(open && !evidence.no ? Outcome::unknown : evidence.outcome());
  }
}

/// Live coordination of two agencies: a body or memorandum that has both, the surest one.
VertexId coordination_of(const CheckWorld& world, std::string_view a, std::string_view b, Certainty& how) {
  VertexId best{};
  how = Certainty::no;
  for (const VertexId v : world.index().coordination()) {
    const Certainty holds = world.index().holds(v);
    if (holds <= how) continue;
    const Coordination* record = world.graph().fields<Coordination>(v);
    const auto sits = [&](std::string_view id) {
      return has(record->members, id) || has(record->between, id) || record->chair == id;
    };
    if (!sits(a) || !sits(b)) continue;
    best = v;
    how = holds;
  }
  return best;
}

void co11(const CheckWorld& world, Answers& answers) {
  const Graph& graph = world.graph();
  struct Task {
    VertexId law{};
    std::set<std::string> topics{}, technologies{};
  };
  std::map<std::string, std::vector<Task>> tasks;  // by enforcer
  for (const VertexId v : world.in_force(false)) {
    const Instrument* law = graph.fields<Instrument>(v);
    Task task{v, {law->rights.begin(), law->rights.end()}, {law->technologies.begin(), law->technologies.end()}};
    if (!law->area.empty()) task.topics.insert(law->area);
    for (const VertexId p : world.standings().provisions(v)) {
      const Provision* provision = graph.fields<Provision>(p);
      task.topics.insert(provision->topics.begin(), provision->topics.end());
    }
    for (const Enforcer& enforcer : law->enforcers) {
      const auto agency = graph.find(VertexKind::agency, enforcer.agency);
      if (agency && world.in_group(graph.canonical(*agency))) tasks[enforcer.agency].push_back(task);
    }
  }
  const auto share = [](const std::set<std::string>& a, const std::set<std::string>& b) {
    return std::any_of(a.begin(), a.end(), [&](const std::string& one) { return b.contains(one); });
  };
  for (auto a = tasks.begin(); a != tasks.end(); ++a)
    for (auto b = std::next(a); b != tasks.end(); ++b) {
      const Task *first = nullptr, *second = nullptr;
      for (const Task& one : a->second)
        for (const Task& other : b->second) {
          const bool same =
              one.law == other.law || (share(one.topics, other.topics) && share(one.technologies, other.technologies));
          if (same && first == nullptr) {
            first = &one;
            second = &other;
          }
        }
      if (first == nullptr) continue;
      Answer answer = answers.add(a->first + "," + b->first);
      answer.because(a->first + " enforces " + id_of(world, first->law), first->law);
      answer.because(b->first + " enforces " + id_of(world, second->law), second->law);
      Certainty how = Certainty::no;
      if (const VertexId together = coordination_of(world, a->first, b->first, how)) {
        answer.because("both sit in " + id_of(world, together), together);
        if (how == Certainty::certain)
          answer.result(Outcome::pass);
        else
          answer.missing("dates of " + id_of(world, together), "both agencies");
        continue;
      }
      const VertexId scope = world.complete("coordination");
      answer.complete(scope);
      answer.result(scope ? Outcome::fail : Outcome::unknown);
      if (!scope) answer.missing("coordination of " + a->first + " and " + b->first, "both agencies");
    }
}

/// Agencies with ties to business: those in deals, those that hold companies, those that support or own by function.
std::vector<VertexId> nexus_agencies(const CheckWorld& world) {
  std::set<VertexId> found;
  for (const StateDeal& deal : world.deals()) found.insert(deal.givers.begin(), deal.givers.end());
  for (const VertexId agency : world.agencies()) {
    if (world.index().holds(agency) == Certainty::no) continue;
    for (const EdgeId e : world.graph().out_edges(agency, EdgeKind::holds))
      if (world.graph().on(e, world.today()) != Certainty::no) found.insert(agency);
    const Agency* fields = world.graph().fields<Agency>(agency);
    if (fields == nullptr) continue;
    for (const std::string& function : fields->functions)
      if (is_one_of(function, {"ownership", "export_credit", "investment_guarantee", "dev_finance",
                               "innovation_funding", "state_aid", "procurement_policy", "buyer", "export_control",
                               "trade_promotion", "telecom_regulator", "fdi_screening"}))
        found.insert(agency);
  }
  std::vector<VertexId> list;
  for (const VertexId v : found)
    if (world.graph().kind(v) == VertexKind::agency) list.push_back(v);
  return list;
}

void co12(const CheckWorld& world, Answers& answers) {
  const Graph& graph = world.graph();
  std::vector<VertexId> bodies;
  for (const VertexId v : world.index().coordination()) {
    const Coordination* record = graph.fields<Coordination>(v);
    if (world.index().holds(v) == Certainty::no || is_one_of(record->type, {"memorandum", "ad_hoc"})) continue;
    const auto ours = [&](const std::string& id) {
      const auto member = graph.find(id);
      return member && world.in_group(graph.canonical(*member));
    };
    if (std::any_of(record->members.begin(), record->members.end(), ours) ||
        std::any_of(record->between.begin(), record->between.end(), ours) || ours(record->chair))
      bodies.push_back(v);
  }
  for (const VertexId agency : nexus_agencies(world)) {
    Answer answer = answers.add(agency);
    const std::string_view id = world.key(agency);
    bool seated = false;
    for (const VertexId v : bodies) {
      const Coordination* record = graph.fields<Coordination>(v);
      if (!has(record->members, id) && !has(record->between, id) && record->chair != id) continue;
      seated = true;
      answer.because("sits in " + id_of(world, v), v);
    }
    const VertexId scope = seated ? VertexId{} : world.complete("coordination");
    if (scope)
      for (const VertexId v : bodies) answer.because("is not a member of " + id_of(world, v), v);
    answer.complete(scope);
    answer.result(seated ? Outcome::pass : scope ? Outcome::fail : Outcome::unknown);
    if (!seated && !scope)
      answer.missing(bodies.empty() ? "coordination body of " + id_of(world, world.state())
                                    : "all members of the coordination body",
                     bodies.empty() ? "the centre of government" : "the body's chair");
  }
}

void co13(const CheckWorld& world, Answers& answers) {
  const Date limit = shifted(world.day(), -12 * world.options().event_years);
  for (const VertexId agency : nexus_agencies(world)) {
    Answer answer = answers.add(agency);
    Evidence evidence;
    for (const VertexId v : world.index().events(agency)) {
      const Event* event = world.graph().fields<Event>(v);
      if (!is_one_of(event->type, {"training", "guidance"})) continue;
      if (event->facts.assertion == Assertion::negative) {
        evidence.no = true;
        answer.because(event->id + ": no " + event->type + " is recorded", v);
        continue;
      }
      if (!event->date || event->facts.assertion == Assertion::disputed) continue;
      answer.because(event->id + ": " + event->type + " of " + event->date->to_string(), v);
      evidence.yes = evidence.yes || event->date->first() >= limit.first();
    }
    if (!evidence.yes && !evidence.no) {
      evidence.complete = world.complete("events", {.agency = agency});
      answer.complete(evidence.complete);
      if (evidence.complete) answer.because("no training or guidance since " + limit.to_string());
    }
    answer.result(evidence.outcome());
    if (answer.result() == Outcome::unknown)
      answer.missing("training or guidance of " + id_of(world, agency) + " since " + limit.to_string(),
                     id_of(world, agency));
  }
}

std::string_view function_for(std::string_view channel) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 9> pairs{{{"n06", "export_credit"},
                                                                                {"n07", "investment_guarantee"},
                                                                                {"n08", "dev_finance"},
                                                                                {"n09", "innovation_funding"},
                                                                                {"n10", "state_aid"},
                                                                                {"n18", "telecom_regulator"},
                                                                                {"n19", "trade_promotion"},
                                                                                {"n20", "export_control"},
                                                                                {"n26", "fdi_screening"}}};
  for (const auto& [code, function] : pairs)
    if (code == channel) return function;
  return {};
}

/// Whether a text names the Guiding Principles.
bool names_ungps(const CheckWorld& world, VertexId v) {
  const Instrument* fields = world.graph().fields<Instrument>(v);
  if (fields == nullptr) return false;
  for (const ElementMark& mark : fields->facts.elements)
    if (mark.id.starts_with("ungp") && mark.assertion == Assertion::positive) return true;
  if (!fields->hrdd.empty() && fields->hrdd != "none") return true;
  for (const std::string* text : {&fields->id, &fields->name, &fields->title, &fields->citation, &fields->facts.note})
    for (const std::string_view word : {"UNGP", "ungp", "Guiding Principles"})
      if (text->find(word) != std::string::npos) return true;
  return false;
}

void co14(const CheckWorld& world, Answers& answers) {
  const Graph& graph = world.graph();
  for (const VertexId agency : world.agencies()) {
    const Agency* fields = graph.fields<Agency>(agency);
    if (fields == nullptr || fields->defers_to.empty() || world.index().holds(agency) == Certainty::no) continue;
    Answer answer = answers.add(agency);
    std::vector<Outcome> outcomes;
    for (const Deferral& deferral : fields->defers_to) {
      const auto other = graph.find(VertexKind::agency, deferral.agency);
      answer.because("relies on " + deferral.agency + (deferral.channel.empty() ? "" : " for " + deferral.channel),
                     agency);
      bool competent = false, refuted = false;
      const std::string_view needed = function_for(deferral.channel);
      if (other) {
        const Agency* theirs = graph.fields<Agency>(*other);
        if (theirs != nullptr && !needed.empty() && has(theirs->functions, needed)) {
          competent = true;
          answer.because(deferral.agency + " has the function " + std::string{needed}, *other);
        }
        for (const VertexId m : world.index().of(VertexKind::mandate, *other)) {
          const Mandate* mandate = graph.fields<Mandate>(m);
          const bool apt = needed.empty() || mandate->function == needed || mandate->function == "screening" ||
                           mandate->function == "assessment";
          if (!apt) continue;
          if (mandate->facts.assertion == Assertion::negative) {
            refuted = true;
            answer.because(deferral.agency + " is recorded as not mandated: " + mandate->function, m);
          } else if (world.index().holds(m) == Certainty::certain) {
            competent = true;
            answer.because(deferral.agency + " is mandated: " + mandate->function, m);
          }
        }
      }
      if (!competent && !refuted && other) {
        if (const VertexId scope = world.complete("mandates", {.agency = *other})) {
          refuted = true;
          answer.complete(scope);
          answer.because(deferral.agency + " has no mandate for it");
        }
      }
      if (refuted && !competent) {
        outcomes.push_back(Outcome::fail);
        continue;
      }
      if (deferral.criteria.empty()) {
        answer.missing("criteria of " + deferral.agency, deferral.agency);
        outcomes.push_back(Outcome::unknown);
        continue;
      }
      bool ungps = false;
      for (const std::string& id : deferral.criteria)
        if (const auto v = graph.find(VertexKind::instrument, id)) {
          const bool names = names_ungps(world, *v);
          ungps = ungps || names;
          answer.because("criteria: " + id + (names ? ", which takes up the UNGPs" : ", which does not name the UNGPs"),
                         *v);
        }
      if (!competent) answer.missing("whether " + deferral.agency + " is competent", deferral.agency);
      outcomes.push_back(!ungps ? Outcome::partial : competent ? Outcome::pass : Outcome::unknown);
    }
    answer.result(combine(outcomes));
  }
}

constexpr std::array rules{
    CheckRule{"CO01", co01}, CheckRule{"CO02", co02}, CheckRule{"CO03", co03}, CheckRule{"CO04", co04},
    CheckRule{"CO05", co05}, CheckRule{"CO06", co06}, CheckRule{"CO11", co11}, CheckRule{"CO12", co12},
    CheckRule{"CO13", co13}, CheckRule{"CO14", co14},
};

}  // namespace

std::span<const CheckRule> mandate_rules() { return rules; }

}  // namespace dutygraph::detail
