// SPDX-License-Identifier: BSL-1.0
// NX04-NX08, NX15, NX17, NX19: public support, and powers over companies.
#include <algorithm>
#include <array>

#include "query/checks/world.hpp"

namespace dutygraph::detail {
namespace {

bool is_support(std::string_view channel) {
  return is_one_of(channel, {"n06", "n07", "n08", "n09", "n10", "n11", "n12"});
}

void nx04(const CheckWorld& world, Answers& answers) {
  for (const StateDeal& deal : world.deals()) {
    if (!is_support(deal.deal.channel)) continue;
    Answer answer = answers.add(deal.deal.id);
    const SafeguardStatus status = deal.deal.condition();
    answer.because("human-rights condition: " + std::string{to_string(status)}, deal.deal.id);
    Outcome outcome = Outcome::unknown;
    if (status == SafeguardStatus::required) outcome = Outcome::pass;
    if (status == SafeguardStatus::expected) outcome = Outcome::partial;
    if (status == SafeguardStatus::none) outcome = Outcome::fail;
    if (outcome == Outcome::unknown)
      answer.missing("human-rights condition of " + name_of(world, deal), givers_of(world, deal));
    settle(world, deal, answer, outcome);
  }
}

enum class Inside : std::uint8_t { yes, no, unknown };

/// Whether a deal lies inside the thresholds from which an instrument screens.
Inside is_screened(const Instrument& instrument, const Deal& deal, std::vector<std::string>& missing) {
  bool open = false;
  for (const ScopeTest& test : instrument.scope->tests) {
    const bool amount = test.metric == "amount";
    if ((!amount && test.metric != "tenor_months") || !test.value) continue;
    const std::optional<Decimal>& value = amount ? deal.amount : deal.tenor_months;
    if (!value || (amount && !test.currency.empty() && deal.currency != test.currency)) {
      open = true;
      missing.push_back(test.metric + (amount && value ? " in " + test.currency : ""));
      continue;
    }
    const bool met = test.op == ">"    ? *value > *test.value
                     : test.op == "<"  ? *value < *test.value
                     : test.op == "<=" ? *value <= *test.value
                     : test.op == "="  ? *value == *test.value
                                       : *value >= *test.value;
    if (!met) return Inside::no;
  }
  return open ? Inside::unknown : Inside::yes;
}

/// Instruments that say from which amount or tenor support is screened, as far as they bind a giver of the deal.
std::vector<VertexId> screening_rules(const CheckWorld& world, const StateDeal& deal) {
  std::vector<VertexId> found;
  for (const MixInstrument& one : world.mix().instruments()) {
    const Instrument* fields = world.graph().fields<Instrument>(one.instrument);
    if (fields == nullptr || !fields->scope || one.standing.in_force == Certainty::no || one.standing.negative)
      continue;
    const bool limits =
        std::any_of(fields->scope->tests.begin(), fields->scope->tests.end(),
                    [](const ScopeTest& test) { return test.metric == "amount" || test.metric == "tenor_months"; });
    if (!limits) continue;
    const auto issuer = world.graph().find(fields->issuer);
    const bool other_agency = issuer && world.graph().kind(*issuer) == VertexKind::agency &&
                              std::find(deal.givers.begin(), deal.givers.end(), *issuer) == deal.givers.end();
    if (!other_agency) found.push_back(one.instrument);
  }
  return found;
}

void nx05(const CheckWorld& world, Answers& answers) {
  constexpr std::array<std::string_view, 4> screens{"screening", "hrdd", "enhanced_dd", "hria"};
  for (const StateDeal& deal : world.deals()) {
    if (!is_support(deal.deal.channel)) continue;
    Answer answer = answers.add(deal.deal.id);
    Outcome outcome = Outcome::unknown;
    const auto* screen =
        std::find_if(screens.begin(), screens.end(), [&](auto kind) { return deal.deal.safeguard(kind) != nullptr; });
    bool inside = false, outside = false;
    std::vector<std::string> missing;
    for (const VertexId v : screening_rules(world, deal)) {
      const Instrument* fields = world.graph().fields<Instrument>(v);
      const Inside where = is_screened(*fields, deal.deal, missing);
      inside = inside || where == Inside::yes;
      outside = outside || where == Inside::no;
      if (where != Inside::unknown)
        answer.because(name_of(world, deal) + (where == Inside::yes ? " is" : " is not") +
                           " inside the thresholds of " + fields->id,
                       v);
    }
    if (screen != screens.end()) {
      outcome = Outcome::pass;
      answer.because(name_of(world, deal) + " is screened: " + std::string{*screen}, deal.deal.id);
    } else if (inside) {
      outcome = Outcome::pass;
    } else if (outside && missing.empty() && *deal.deal.safeguards) {
      outcome = Outcome::fail;
      answer.because("no other screening is among its safeguards", deal.deal.id);
    } else {
      for (const std::string& what : missing)
        answer.missing(what + " of " + name_of(world, deal), givers_of(world, deal));
      if (missing.empty() && !outside)
        answer.missing("thresholds from which support is screened", givers_of(world, deal));
      if (!*deal.deal.safeguards) answer.missing("safeguards of " + name_of(world, deal), givers_of(world, deal));
    }
    settle(world, deal, answer, outcome);
  }
}

void nx06(const CheckWorld& world, Answers& answers) {
  for (const StateDeal& deal : world.deals()) {
    if (!is_support(deal.deal.channel)) continue;
    Answer answer = answers.add(deal.deal.id);
    const std::optional<bool> clause = deal.deal.withdrawal_clause;
    if (clause) {
      answer.because(*clause ? "there is a withdrawal clause" : "there is no withdrawal clause", deal.deal.id);
    } else {
      answer.missing("withdrawal clause of " + name_of(world, deal), givers_of(world, deal));
    }
    settle(world, deal, answer, !clause ? Outcome::unknown : *clause ? Outcome::pass : Outcome::fail);
  }
}

/// Evidence of one safeguard: a list that is recorded and lacks it is a recorded negative.
Evidence safeguard(const Deal& deal, std::string_view kind) {
  const bool has = deal.safeguard(kind) != nullptr;
  return {.yes = has, .no = !has && deal.safeguards->has_value()};
}

void nx07(const CheckWorld& world, Answers& answers) {
  for (const StateDeal& deal : world.deals()) {
    if (!is_one_of(deal.deal.channel, {"n06", "n08", "n20"})) continue;
    Answer answer = answers.add(deal.deal.id);
    const Evidence check = safeguard(deal.deal, "end_use_check");
    const bool stated = deal.deal.technologies != nullptr && !deal.deal.technologies->empty();
    std::string risky;
    if (stated) {
      for (const std::string& technology : *deal.deal.technologies)
        if (world.index().is_high_risk(technology)) risky = technology;
      if (risky.empty()) {
        answer.because("its technologies are not among those of high risk", deal.deal.id);
        answer.result(Outcome::not_applicable);
        continue;
      }
      answer.because("technology of high risk: " + risky, deal.deal.id);
    } else {
      answer.missing("technologies of " + name_of(world, deal), givers_of(world, deal));
    }
    Outcome outcome = check.outcome();
    if (check.yes) answer.because("an end-use check is recorded", deal.deal.id);
    if (check.no) answer.because("no end-use check is among its safeguards", deal.deal.id);
    if (!stated && outcome != Outcome::pass) outcome = Outcome::unknown;
    if (stated && outcome == Outcome::unknown)
      answer.missing("end-use check of " + name_of(world, deal), givers_of(world, deal));
    settle(world, deal, answer, outcome);
  }
}

/// Whether a place is in conflict on the day; nothing if that is not recorded.
std::optional<Certainty> in_conflict(const CheckWorld& world, std::string_view id, VertexId& place) {
  const auto v = world.graph().find(VertexKind::place, id);
  const Place* fields = v ? world.graph().fields<Place>(*v) : nullptr;
  if (fields == nullptr || fields->facts.assertion == Assertion::negative) return std::nullopt;
  place = *v;
  if (fields->conflict.empty()) {
    if (world.complete("places")) return Certainty::no;
    return std::nullopt;
  }
  Certainty found = Certainty::no;
  for (const Conflict& span : fields->conflict) found = std::max(found, Interval{span.from, span.to}.on(world.today()));
  if (fields->facts.assertion == Assertion::disputed) found = std::min(found, Certainty::possible);
  return found;
}

bool refuses(std::string_view cooperation) {
  return is_one_of(cooperation, {"no", "none", "not", "refused", "refuses", "refusal", "false", "not_cooperating",
                                 "not cooperating", "declined", "uncooperative"});
}

/// The last word on a receiver in gross abuse: the finding, and whether it cooperates since.
struct Abuse {
  VertexId finding{}, refusal{};
  bool open = false;  ///< gross abuse was found, whether the company cooperates is not recorded
};

Abuse abuse_of(const CheckWorld& world, VertexId company) {
  Abuse abuse;
  std::string_view cooperation;
  VertexId last{};
  for (const VertexId v : world.index().events(company)) {
    const Event* event = world.graph().fields<Event>(v);
    if (event->facts.assertion != Assertion::positive) continue;
    const bool gross = event->severity.find("gross") != std::string::npos;
    if (gross && !is_one_of(event->type, {"complaint", "training", "guidance", "arbitration"})) abuse.finding = v;
    if (!event->cooperation.empty()) {
      cooperation = event->cooperation;
      last = v;
    }
  }
  if (!abuse.finding) return abuse;
  if (refuses(cooperation)) abuse.refusal = last;
  abuse.open = cooperation.empty();
  return abuse;
}

void nx08(const CheckWorld& world, Answers& answers) {
  for (const StateDeal& deal : world.deals()) {
    if (!is_support(deal.deal.channel) && !is_one_of(deal.deal.channel, {"n19", "n20", "n27"})) continue;
    Answer answer = answers.add(deal.deal.id);
    bool failed = false, open = false;
    for (const VertexId company : deal.receivers) {
      const Abuse abuse = abuse_of(world, company);
      if (!abuse.finding) continue;
      answer.because(std::string{world.key(company)} + ": gross abuse was found", abuse.finding);
      if (abuse.refusal) {
        failed = true;
        answer.because(std::string{world.key(company)} + " does not cooperate, and support goes on", abuse.refusal);
      } else if (abuse.open) {
        open = true;
        answer.missing("whether " + std::string{world.key(company)} + " cooperates", "the forum or the company");
      }
    }
    if (failed) {
      settle(world, deal, answer, Outcome::fail);
      continue;
    }
    std::optional<Certainty> conflict;
    bool unplaced = deal.deal.places == nullptr || deal.deal.places->empty();
    if (unplaced) answer.missing("places of " + name_of(world, deal), givers_of(world, deal));
    if (deal.deal.places != nullptr)
      for (const std::string& id : *deal.deal.places) {
        VertexId place{};
        const std::optional<Certainty> now = in_conflict(world, id, place);
        if (!now) {
          unplaced = true;
          answer.missing("whether " + id + " was in conflict on " + world.day().to_string(),
                         "the foreign ministry, or a conflict data set");
          continue;
        }
        conflict = std::max(conflict.value_or(Certainty::no), *now);
        answer.because(id + (*now == Certainty::certain    ? " is in conflict"
                             : *now == Certainty::possible ? " may be in conflict: its dates are open"
                                                           : " is not in conflict on that day"),
                       place);
        if (*now == Certainty::possible)
          answer.missing("dates of the conflict in " + id, "the foreign ministry, or a conflict data set");
      }
    if (conflict.value_or(Certainty::no) == Certainty::no) {
      answer.result(unplaced || open ? Outcome::unknown : Outcome::not_applicable);
      continue;
    }
    Evidence diligence = safeguard(deal.deal, "enhanced_dd");
    bool denial = deal.deal.withdrawal_clause.value_or(false);
    if (denial) answer.because("support can be withdrawn", deal.deal.id);
    for (const VertexId giver : deal.givers)
      if (const Agency* agency = world.graph().fields<Agency>(giver))
        if (std::find(agency->powers.begin(), agency->powers.end(), "deny") != agency->powers.end()) {
          denial = true;
          answer.because(std::string{world.key(giver)} + " may deny support", giver);
        }
    if (diligence.yes) answer.because("enhanced due diligence is recorded", deal.deal.id);
    if (diligence.no) answer.because("enhanced due diligence is not among its safeguards", deal.deal.id);
    Outcome outcome = diligence.no ? Outcome::fail : diligence.yes && denial ? Outcome::pass : Outcome::unknown;
    if (!diligence.yes && !diligence.no)
      answer.missing("enhanced due diligence of " + name_of(world, deal), givers_of(world, deal));
    if (!denial) answer.missing("power to deny or withdraw " + name_of(world, deal), givers_of(world, deal));
    if (outcome == Outcome::fail && *conflict == Certainty::possible) outcome = Outcome::unknown;
    if (open && outcome == Outcome::pass) outcome = Outcome::unknown;
    settle(world, deal, answer, outcome);
  }
}

void nx15(const CheckWorld& world, Answers& answers) {
  std::map<VertexId, std::vector<const StateDeal*>> bodies;
  for (const VertexId agency : world.agencies()) {
    const Agency* fields = world.graph().fields<Agency>(agency);
    if (fields == nullptr || world.index().holds(agency) == Certainty::no) continue;
    if (std::any_of(fields->functions.begin(), fields->functions.end(), [](const std::string& function) {
          return is_one_of(function,
                           {"export_credit", "investment_guarantee", "dev_finance", "innovation_funding", "state_aid"});
        }))
      bodies[agency];
  }
  for (const StateDeal& deal : world.deals())
    if (is_support(deal.deal.channel))
      for (const VertexId giver : deal.givers) bodies[giver].push_back(&deal);
  for (const auto& [body, deals] : bodies) {
    Answer answer = answers.add(body);
    Evidence evidence;
    const Agency* fields = world.graph().fields<Agency>(body);
    std::set<VertexId> routes;
    if (fields != nullptr)
      for (const std::string& id : fields->remedy)
        if (const auto v = world.graph().find(VertexKind::remedy, id)) routes.insert(*v);
    for (const VertexId v : world.index().remedies(world.key(body))) routes.insert(v);
    for (const VertexId v : routes) {
      const bool negative = world.index().facts(v).assertion == Assertion::negative;
      if (negative) evidence.no = true;
      if (!negative && world.index().holds(v) != Certainty::certain) continue;
      evidence.yes = evidence.yes || !negative;
      answer.because(std::string{world.key(v)} + (negative ? ": no route to remedy" : " is a route to remedy"), v);
    }
    for (const StateDeal* deal : deals)
      if (deal->deal.safeguard("complaint_route") != nullptr) {
        evidence.yes = true;
        answer.because(name_of(world, *deal) + " has a complaint route", deal->deal.id);
      }
    if (!evidence.yes && !evidence.no) {
      evidence.complete = world.complete("remedies", {.agency = body});
      answer.complete(evidence.complete);
    }
    answer.result(evidence.outcome());
    if (answer.result() == Outcome::unknown)
      answer.missing("complaint route at " + std::string{world.key(body)}, std::string{world.key(body)});
  }
}

void nx17(const CheckWorld& world, Answers& answers) {
  for (const VertexId deal : world.index().backed(world.state())) {
    const auto& states = world.index().behind().at(deal);
    Answer answer = answers.add(deal);
    std::map<std::string_view, std::string> lines;
    for (const auto& [state, roles] : states) {
      std::string& line = lines[world.key(state)];
      for (const std::string& role : roles) line += (line.empty() ? "" : ", ") + role;
    }
    for (const auto& [state, line] : lines) answer.because(std::string{state} + ": " + line, deal);
  }
}

/// Whether a provision gives power to shut down, intercept or demand data.
bool is_coercive(const Provision& provision) {
  if (!provision.conduct) return false;
  constexpr std::array<std::string_view, 9> words{"shutdown", "shut-down", "hand-over", "handover",   "intercept",
                                                  "disclose", "surrender", "decrypt",   "data-access"};
  return std::any_of(provision.conduct->in.begin(), provision.conduct->in.end(), [&](const std::string& code) {
    const std::string node = node_name(code);
    return std::any_of(words.begin(), words.end(),
                       [&](std::string_view word) { return node.find(word) != std::string::npos; });
  });
}

void nx19(const CheckWorld& world, Answers& answers) {
  constexpr std::array<std::string_view, 3> wanted{"legal_basis", "independent_oversight", "transparency_report"};
  for (const StateDeal& deal : world.deals()) {
    if (!is_one_of(deal.deal.channel, {"n18", "n21"})) continue;
    Answer answer = answers.add(deal.deal.id);
    bool power = deal.deal.channel == "n21";
    if (power) answer.because("an access or interception arrangement", deal.deal.id);
    for (const VertexId v : world.provisions()) {
      const Provision* provision = world.graph().fields<Provision>(v);
      if (!is_coercive(*provision) || world.provision_in_force(v) == Certainty::no) continue;
      const bool apt = deal.deal.technologies == nullptr || deal.deal.technologies->empty() || !provision->object ||
                       std::any_of(deal.deal.technologies->begin(), deal.deal.technologies->end(),
                                   [&](const std::string& technology) {
                                     return world.index().object().covers(provision->object, technology);
                                   });
      if (!apt) continue;
      power = true;
      answer.because(provision->id + " gives power over the company", v);
    }
    std::vector<Outcome> outcomes;
    for (const std::string_view kind : wanted) {
      const Evidence evidence = safeguard(deal.deal, kind);
      outcomes.push_back(evidence.outcome());
      if (evidence.yes) answer.because("recorded: " + std::string{kind}, deal.deal.id);
      if (evidence.no) answer.because("not among its safeguards: " + std::string{kind}, deal.deal.id);
      if (outcomes.back() == Outcome::unknown)
        answer.missing(std::string{kind} + " of " + name_of(world, deal), givers_of(world, deal));
    }
    Outcome outcome = combine(outcomes);
    if (!power && outcome != Outcome::pass) {
      outcome = Outcome::unknown;
      answer.missing("whether " + name_of(world, deal) + " comes with power to shut down or to demand data",
                     givers_of(world, deal));
    }
    settle(world, deal, answer, outcome);
  }
}

constexpr std::array rules{
    CheckRule{"NX04", nx04}, CheckRule{"NX05", nx05}, CheckRule{"NX06", nx06}, CheckRule{"NX07", nx07},
    CheckRule{"NX08", nx08}, CheckRule{"NX15", nx15}, CheckRule{"NX17", nx17}, CheckRule{"NX19", nx19},
};

}  // namespace

std::span<const CheckRule> support_rules() { return rules; }

}  // namespace dutygraph::detail
