// SPDX-License-Identifier: BSL-1.0
// NX09-NX12: what the State buys and hands over.
#include <algorithm>
#include <array>

#include "query/checks/world.hpp"

namespace dutygraph::detail {
namespace {

/// Whether one of some safeguards is there; a list that is recorded and lacks them all is a recorded negative.
Evidence any_of(const Deal& deal, std::initializer_list<std::string_view> kinds, Answer& answer) {
  Evidence evidence;
  std::string list;
  for (const std::string_view kind : kinds) {
    list += (list.empty() ? "" : " or ") + std::string{kind};
    if (deal.safeguard(kind) == nullptr) continue;
    evidence.yes = true;
    answer.because("recorded: " + std::string{kind}, deal.id);
  }
  evidence.no = !evidence.yes && deal.safeguards->has_value();
  if (evidence.no) answer.because("not among its safeguards: " + list, deal.id);
  return evidence;
}

/// "Both PASS, one PARTIAL".
Outcome both(const Evidence& a, const Evidence& b) { return combine({a.outcome(), b.outcome()}); }

void nx09(const CheckWorld& world, Answers& answers) {
  for (const StateDeal& deal : world.deals()) {
    if (!is_one_of(deal.deal.channel, {"n15", "n16", "n17"})) continue;
    Answer answer = answers.add(deal.deal.id);
    Evidence clause = any_of(deal.deal, {"clause", "expectation_clause"}, answer);
    if (!clause.yes && is_one_of(deal.deal.hr_condition, {"required", "expected"})) {
      clause = {.yes = true};
      answer.because("the expectation is stated: human-rights condition " + std::string{deal.deal.hr_condition},
                     deal.deal.id);
    }
    const Evidence monitoring = any_of(deal.deal, {"monitoring"}, answer);
    if (clause.outcome() == Outcome::unknown)
      answer.missing("clause on human rights in " + name_of(world, deal), givers_of(world, deal));
    if (monitoring.outcome() == Outcome::unknown)
      answer.missing("monitoring of " + name_of(world, deal), givers_of(world, deal));
    settle(world, deal, answer, both(clause, monitoring));
  }
}

void nx10(const CheckWorld& world, Answers& answers) {
  for (const StateDeal& deal : world.deals()) {
    if (!is_one_of(deal.deal.channel, {"n13", "n14", "n15"})) continue;
    Answer answer = answers.add(deal.deal.id);
    const Evidence asks = any_of(deal.deal, {"award_criteria", "clause"}, answer);
    const Evidence follows = any_of(deal.deal, {"follow_up", "monitoring"}, answer);
    if (asks.outcome() == Outcome::unknown)
      answer.missing("award criteria and clauses of " + name_of(world, deal), givers_of(world, deal));
    if (follows.outcome() == Outcome::unknown)
      answer.missing("follow-up of " + name_of(world, deal), givers_of(world, deal));
    settle(world, deal, answer, both(asks, follows));
  }
}

void nx11(const CheckWorld& world, Answers& answers) {
  for (const StateDeal& deal : world.deals()) {
    if (!is_one_of(deal.deal.channel, {"n14", "n15"})) continue;
    Answer answer = answers.add(deal.deal.id);
    const auto* technologies = deal.deal.technologies;
    const bool stated = technologies != nullptr && !technologies->empty();
    if (stated && std::none_of(technologies->begin(), technologies->end(),
                               [&](const std::string& technology) { return world.index().is_high_risk(technology); })) {
      answer.because("its technologies are not among those of high risk", deal.deal.id);
      answer.result(Outcome::not_applicable);
      continue;
    }
    if (!stated) answer.missing("technologies of " + name_of(world, deal), givers_of(world, deal));
    const Safeguard* assessment = deal.deal.safeguard("hria");
    const std::optional<Date> award = deal.deal.settled();
    Outcome outcome = Outcome::unknown;
    if (assessment == nullptr) {
      if (*deal.deal.safeguards) {
        outcome = Outcome::fail;
        answer.because("no human rights impact assessment is among its safeguards", deal.deal.id);
      } else {
        answer.missing("human rights impact assessment of " + name_of(world, deal), givers_of(world, deal));
      }
    } else if (!assessment->date || !award || assessment->date->is_unknown() || award->is_unknown()) {
      answer.because("a human rights impact assessment is recorded", deal.deal.id);
      answer.missing(
          !award ? "day of the award of " + name_of(world, deal) : "day of the assessment for " + name_of(world, deal),
          givers_of(world, deal));
    } else {
      answer.because("assessed on " + assessment->date->to_string() + ", awarded on " + award->to_string(),
                     deal.deal.id);
      if (assessment->date->last() < award->first()) outcome = Outcome::pass;
      if (assessment->date->first() >= award->last()) outcome = Outcome::fail;
      if (outcome == Outcome::unknown)
        answer.missing("exact days of assessment and award of " + name_of(world, deal), givers_of(world, deal));
    }
    if (!stated && outcome == Outcome::fail) outcome = Outcome::unknown;
    settle(world, deal, answer, outcome);
  }
}

bool is_exclusion(std::string_view measure) {
  if (measure.empty()) return true;
  const std::string word = node_name(measure);
  for (const std::string_view part : {"exclu", "debar", "blacklist", "ban"})
    if (word.find(part) != std::string::npos) return true;
  return false;
}

/// How surely a span covers a day that is perhaps known to the month or year only.
Certainty covers(const Interval& span, Date day) {
  const Certainty first = span.on(day.first()), last = span.on(day.last());
  if (first == last) return first;
  return Certainty::possible;
}

void nx12(const CheckWorld& world, Answers& answers) {
  const Graph& graph = world.graph();
  for (const StateDeal& deal : world.deals()) {
    if (!is_one_of(deal.deal.channel, {"n13", "n14", "n15"})) continue;
    Answer answer = answers.add(deal.deal.id);
    const std::optional<Date> award = deal.deal.settled();
    Certainty ignored = Certainty::no;
    for (const VertexId company : deal.receivers) {
      for (const VertexId v : world.index().restrictions(company)) {
        const Restriction* restriction = graph.fields<Restriction>(v);
        if (restriction->facts.assertion == Assertion::negative || !is_exclusion(restriction->measure)) continue;
        const auto agency = graph.find(restriction->agency);
        if (!agency || !world.in_group(graph.canonical(*agency)) ||
            std::find(deal.givers.begin(), deal.givers.end(), graph.canonical(*agency)) != deal.givers.end())
          continue;
        Certainty then = award && !award->is_unknown() ? covers(graph.lifetime(v), *award) : Certainty::possible;
        if (restriction->facts.assertion == Assertion::disputed) then = std::min(then, Certainty::possible);
        if (then == Certainty::no) continue;
        ignored = std::max(ignored, then);
        answer.because(restriction->agency + " excludes " + std::string{world.key(company)} + " " +
                           graph.lifetime(v).to_string() + (award ? ", awarded " + award->to_string() : ""),
                       v);
      }
    }
    Outcome outcome = Outcome::unknown;
    if (ignored == Certainty::certain) {
      outcome = Outcome::fail;
    } else if (ignored == Certainty::possible) {
      answer.missing("exact days of award and exclusion for " + name_of(world, deal), givers_of(world, deal));
    } else if (const VertexId scope = world.complete("restrictions")) {
      outcome = Outcome::pass;
      answer.complete(scope);
    } else {
      answer.missing("exclusions of the suppliers of " + name_of(world, deal) + " that were valid on the award",
                     "agencies that keep exclusion lists");
    }
    settle(world, deal, answer, outcome);
  }
}

constexpr std::array rules{CheckRule{"NX09", nx09}, CheckRule{"NX10", nx10}, CheckRule{"NX11", nx11},
                           CheckRule{"NX12", nx12}};

}  // namespace

std::span<const CheckRule> purchase_rules() { return rules; }

}  // namespace dutygraph::detail
