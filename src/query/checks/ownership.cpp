// SPDX-License-Identifier: BSL-1.0
// NX01-NX03, NX13-NX18: what the State owns, and where it stands close.
#include <algorithm>
#include <array>
#include <map>

#include "query/checks/world.hpp"
#include "query/safeguard.hpp"

namespace dutygraph::detail {
namespace {

std::string percent(Bound bound) { return bound.value.to_string() + " %"; }

std::string votes(const ControlRow& row) {
  if (row.low == row.high) return percent(row.low);
  return percent(row.low) + " to " + percent(row.high);
}

bool reaches(Bound bound, int percent) { return bound.value >= Percent{percent}; }

std::string_view word(Verdict verdict) {
  switch (verdict) {
    case Verdict::certain:
      return "controlled";
    case Verdict::possible:
      return "perhaps controlled";
    case Verdict::excluded:
      break;
  }
  return "not controlled";
}

/// "controlled (veto): votes 10 %", "an organ of the State".
std::string standing_of(const CheckWorld& world, const ControlRow& row) {
  if (row.verdict != Verdict::excluded && world.in_group(row.company))
    return world.surely_in_group(row.company) ? "an organ of the State" : "perhaps an organ of the State";
  std::string text{word(row.verdict)};
  std::string rights;
  for (const vocab::Basis basis :
       {vocab::Basis::board, vocab::Basis::veto, vocab::Basis::law, vocab::Basis::consolidation})
    if (row.basis.contains(basis)) rights += (rights.empty() ? "" : ", ") + std::string{vocab::to_string(basis)};
  if (!rights.empty()) text += " (" + rights + ")";
  text += ": votes " + votes(row);
  if (row.blocking) text += ", exactly the threshold";
  return text;
}

/// The way from the State down to a company, by the largest holdings: "NO > telenor".
class Paths {
 public:
  explicit Paths(const CheckWorld& world) : world_{world} {
    for (const ControlRow& row : world.index().control(world.state())) rows_.emplace(row.company, &row);
  }

  /// The largest stake of a member of the group in the company of \p row; of equal ones, that of the first id.
  [[nodiscard]] EdgeId strongest(const ControlRow& row) const {
    const Graph& graph = world_.graph();
    EdgeId best{};
    for (const EdgeId e : world_.index().control_result().evidence(row)) {
      const Percent share = graph.share(e).value_or(Share::unknown()).low();
      const Percent most = best ? graph.share(best).value_or(Share::unknown()).low() : share;
      if (!best || share > most || (share == most && graph.holding_key(e) < graph.holding_key(best))) best = e;
    }
    return best;
  }

  [[nodiscard]] std::string of(const ControlRow& row) const {
    const Graph& graph = world_.graph();
    std::string path{graph.key(row.company)};
    std::set<VertexId> seen{row.company};
    for (const ControlRow* at = &row; at != nullptr;) {
      const EdgeId e = strongest(*at);
      if (!e) break;
      const VertexId holder = graph.canonical(graph.source(e));
      if (!seen.insert(holder).second) return "... > " + path;  // a ring
      path = std::string{graph.key(holder)} + " > " + path;
      if (world_.in_group(holder)) {
        if (holder != world_.state()) path = std::string{graph.key(world_.state())} + " > " + path;
        return path;
      }
      const auto next = rows_.find(holder);
      at = next == rows_.end() ? nullptr : next->second;
    }
    return path;
  }

 private:
  const CheckWorld& world_;
  std::map<VertexId, const ControlRow*> rows_;
};

void nx01(const CheckWorld& world, Answers& answers) {
  const Paths paths{world};
  for (const ControlRow& row : world.index().control(world.state())) {
    const bool stake = reaches(row.high, world.options().significant_percent);
    if (row.verdict == Verdict::excluded && !stake) continue;
    Answer answer = answers.add(row.company);
    answer.because(standing_of(world, row), world.index().control_result().evidence(row));
    if (row.num_evidence != 0) answer.because("by way of " + paths.of(row));
    for (const std::string& assumption : row.assumptions.names()) answer.because("assumes " + assumption);
    const Company* fields = world.graph().fields<Company>(row.company);
    if (fields == nullptr || fields->technologies.empty())
      answer.missing("technologies of " + std::string{world.key(row.company)}, "the company or its register");
  }
}

/// Laws of the State that demand due diligence of a company for certain, or may.
void laws_on(const CheckWorld& world, VertexId company, Answer& answer, bool& required, bool& open) {
  for (const VertexId v : world.in_force(true)) {
    const Instrument* law = world.graph().fields<Instrument>(v);
    if (law->hrdd.empty() || law->hrdd == "none" || law->type == "ownership_policy") continue;
    std::vector<std::string> missing;
    const Certainty applies =
        std::min(applies_to(*law, world.graph(), company, world.day(), &missing), world.standings().in_force(v));
    const VertexId home = world.graph().home(company);
    const bool here = home && world.graph().canonical(home) == world.state();
    if (applies == Certainty::no || (home && !here && !law->extraterritorial.value_or(false))) continue;
    if (applies == Certainty::certain && here) {
      required = true;
      answer.because(law->id + " requires due diligence of it", v);
    } else if (!required) {
      open = true;
      for (const std::string& what : missing) answer.missing(what, supplier_of(what));
      if (!home) answer.missing("home of " + std::string{world.key(company)}, "the company register");
    }
  }
}

void nx02(const CheckWorld& world, Answers& answers) {
  const OwnershipPolicies policies{world.graph(), world.state(), world.today()};
  for (const ControlRow& row : world.index().control(world.state())) {
    if (row.verdict == Verdict::excluded) continue;
    Answer answer = answers.add(row.company);
    answer.because(standing_of(world, row), world.index().control_result().evidence(row));
    const Condition policy = policies.condition(Low{row.low.value.units(), row.low.open}, "n01");
    bool required = policy.status == SafeguardStatus::required, open = false;
    if (policy.status != SafeguardStatus::unknown)
      answer.because(
          std::string{world.key(policy.policy)} + ": due diligence " +
              (policy.status == SafeguardStatus::none ? "not asked for" : std::string{to_string(policy.status)}),
          policy.policy);
    laws_on(world, row.company, answer, required, open);
    Outcome outcome = Outcome::unknown;
    if (required) {
      outcome = Outcome::pass;
    } else if (policy.status == SafeguardStatus::expected) {
      outcome = Outcome::partial;
    } else if (!open) {
      const VertexId scope = world.complete("instruments");
      if (policy.status == SafeguardStatus::none || scope) outcome = Outcome::fail;
      answer.complete(scope);
    }
    if (outcome == Outcome::fail && row.verdict == Verdict::possible) {
      outcome = Outcome::unknown;
      answer.missing("whether the State controls " + std::string{world.key(row.company)}, "the owner entity");
    }
    if (outcome == Outcome::unknown)
      answer.missing("ownership policy or law on due diligence for " + std::string{world.key(row.company)},
                     "the owner entity of the State");
    answer.result(outcome);
  }
}

/// The least stake from which some ownership policy binds, as its thresholds say.
std::optional<Percent> policy_threshold(const CheckWorld& world, VertexId& policy) {
  std::optional<Percent> least;
  for (const VertexId v : world.in_force(false)) {
    const Instrument* fields = world.graph().fields<Instrument>(v);
    if (fields->type != "ownership_policy" || !fields->scope) continue;
    for (const ScopeTest& test : fields->scope->tests) {
      if (test.metric != "stake" || !test.value) continue;
      const auto value = Percent::parse(test.value->to_string());
      if (value && (!least || value->value < *least)) {
        least = value->value;
        policy = v;
      }
    }
  }
  return least;
}

void nx03(const CheckWorld& world, Answers& answers) {
  const OwnershipPolicies policies{world.graph(), world.state(), world.today()};
  VertexId limited{};
  const std::optional<Percent> threshold = policy_threshold(world, limited);
  for (const ControlRow& row : world.index().control(world.state())) {
    if (!reaches(row.high, world.options().significant_percent) || world.in_group(row.company)) continue;
    const bool minority = row.verdict != Verdict::certain || (threshold && row.low.value < *threshold);
    if (!minority) continue;
    Answer answer = answers.add(row.company);
    answer.because("votes " + votes(row), world.index().control_result().evidence(row));
    const bool sure = reaches(row.low, world.options().significant_percent);
    const Condition policy = policies.condition(Low{row.low.value.units(), row.low.open}, "n02");
    Outcome outcome = Outcome::unknown;
    switch (policy.status) {
      case SafeguardStatus::required:
        outcome = Outcome::pass;
        answer.because(std::string{world.key(policy.policy)} + " covers a stake of this size", policy.policy);
        break;
      case SafeguardStatus::expected: {
        const bool below = threshold && row.low.value <= *threshold;
        outcome = below ? Outcome::partial : Outcome::pass;
        answer.because(std::string{world.key(policy.policy)} +
                           (below ? " binds from " + threshold->to_string() + " % only: below it dialogue is left"
                                  : " speaks to stakes of any size"),
                       policy.policy);
        break;
      }
      case SafeguardStatus::none:
        outcome = Outcome::fail;
        answer.because(std::string{world.key(policy.policy)} + " asks for nothing", policy.policy);
        break;
      case SafeguardStatus::unknown: {
        const VertexId scope = world.complete("instruments");
        if (scope) outcome = Outcome::fail;
        answer.complete(scope);
        break;
      }
    }
    if (outcome != Outcome::pass && !sure) {
      outcome = Outcome::unknown;
      answer.missing("size of the stake in " + std::string{world.key(row.company)}, "the owner entity or the register");
    }
    if (outcome == Outcome::unknown && policy.status == SafeguardStatus::unknown)
      answer.missing("ownership policy on minority stakes", "the owner entity of the State");
    answer.result(outcome);
  }
}

void nx13(const CheckWorld& world, Answers& answers) {
  Answer answer = answers.add(world.state());
  std::size_t yes = 0, no = 0;
  const auto& deals = world.deals();
  for (const StateDeal& deal : deals) {
    if (!deal.deal.disclosed) {
      answer.missing("whether " + std::string{world.key(deal.deal.id)} + " is disclosed", "the providing agency");
      continue;
    }
    ++(*deal.deal.disclosed ? yes : no);
    answer.because(
        std::string{world.key(deal.deal.id)} + (*deal.deal.disclosed ? " is disclosed" : " is not disclosed"),
        deal.deal.id);
  }
  if (deals.empty()) {
    const VertexId scope = world.complete("engagements");
    answer.complete(scope);
    if (scope) answer.result(Outcome::not_applicable);
    answer.missing("deals of the State", "its finance bodies and buyers");
    return;
  }
  // What is not known may be disclosed or not: the answer must hold either way.
  const auto grade = [&](std::size_t disclosed) {
    if (disclosed * 100 >= deals.size() * static_cast<std::size_t>(world.options().disclosed_percent))
      return Outcome::pass;
    return disclosed != 0 ? Outcome::partial : Outcome::fail;
  };
  const Outcome low = grade(yes), high = grade(deals.size() - no);
  answer.because(std::to_string(yes) + " of " + std::to_string(deals.size()) + " known deals are disclosed, " +
                 std::to_string(no) + " are not");
  answer.result(low == high ? low : Outcome::unknown);
}

/// Regulators and the technologies they regulate; none listed: all.
struct Regulator {
  std::string_view function;
  std::string_view technologies;
};
constexpr std::array regulators{
    Regulator{"telecom_regulator", "telecom_network,subsea_cable,satellite"},
    Regulator{"platform_regulator", "platform_social,search,marketplace,adtech_broker"},
    Regulator{"ai_authority", "genai_model,automated_decision,biometrics,facial_recognition"},
    Regulator{"data_protection", ""},
};

bool regulates(std::string_view function, const std::vector<std::string>& technologies) {
  for (const Regulator& regulator : regulators) {
    if (regulator.function != function) continue;
    if (regulator.technologies.empty()) return true;
    return std::any_of(technologies.begin(), technologies.end(), [&](const std::string& technology) {
      return ("," + std::string{regulator.technologies} + ",").find("," + technology + ",") != std::string::npos;
    });
  }
  return false;
}

/// The agencies above one, itself included.
std::set<VertexId> ministry_of(const CheckWorld& world, VertexId agency) {
  std::set<VertexId> seen;
  std::vector<VertexId> todo{agency};
  while (!todo.empty()) {
    const VertexId v = todo.back();
    todo.pop_back();
    if (world.graph().kind(v) != VertexKind::agency || !seen.insert(v).second) continue;
    for (const EdgeId e : world.graph().out_edges(v, EdgeKind::part_of))
      if (world.graph().on(e, world.today()) != Certainty::no) todo.push_back(world.graph().target(e));
  }
  return seen;
}

const std::vector<std::string>& functions_of(const CheckWorld& world, VertexId agency) {
  static const std::vector<std::string> none;
  const Agency* fields = world.graph().fields<Agency>(agency);
  return fields != nullptr ? fields->functions : none;
}

bool has_function(const CheckWorld& world, VertexId agency, std::string_view function) {
  const auto& list = functions_of(world, agency);
  return std::find(list.begin(), list.end(), function) != list.end();
}

void nx14(const CheckWorld& world, Answers& answers) {
  std::vector<std::string> technologies;
  for (const ControlRow& row : world.index().control(world.state()))
    if (row.low.value > Percent{0} || row.verdict != Verdict::excluded)
      if (const Company* company = world.graph().fields<Company>(row.company))
        technologies.insert(technologies.end(), company->technologies.begin(), company->technologies.end());
  std::sort(technologies.begin(), technologies.end());
  technologies.erase(std::unique(technologies.begin(), technologies.end()), technologies.end());
  for (const VertexId owner : world.agencies()) {
    if (!has_function(world, owner, "ownership") || world.index().holds(owner) == Certainty::no) continue;
    Answer answer = answers.add(owner);
    answer.because("acts as owner", owner);
    bool same = false, near = false, apart = false, unplaced = false, marked = false;
    const std::set<VertexId> own = ministry_of(world, owner);
    for (const VertexId other : world.agencies()) {
      for (const std::string& function : functions_of(world, other)) {
        if (!regulates(function, technologies)) continue;
        const std::string as = std::string{world.key(other)} + " acts as " + function;
        if (other == owner) {
          same = true;
          answer.because("the same agency acts as " + function, owner);
          continue;
        }
        const std::set<VertexId> its = ministry_of(world, other);
        const bool shared = std::any_of(its.begin(), its.end(), [&](VertexId v) { return own.contains(v); });
        for (const ElementMark& mark : world.index().facts(other).elements)
          if (mark.id == "ungp8.mandate_link" && mark.assertion == Assertion::positive) {
            marked = true;
            answer.because(as + ", and its role is recorded as separate", other);
          }
        if (shared) {
          near = true;
          answer.because(as + ", in the same ministry", other);
        } else if (own.size() > 1 && its.size() > 1) {
          apart = true;
          answer.because(as + ", in another ministry", other);
        } else {
          unplaced = true;
          answer.because(as, other);
        }
      }
    }
    if (same) {
      answer.result(Outcome::fail);
    } else if (near) {
      answer.result(Outcome::partial);
    } else if (marked || (apart && !unplaced)) {
      answer.result(Outcome::pass);
    } else if (unplaced) {
      answer.missing("the ministries that " + std::string{world.key(owner)} + " and the regulator belong to",
                     "the State's organisation chart");
    } else {
      answer.missing(technologies.empty() ? "technologies of the companies that the State holds"
                                          : "the regulator of the sectors in which the State holds companies",
                     "the owner entity and the regulators");
    }
  }
}

void nx16(const CheckWorld& world, Answers& answers) {
  struct Rank {
    vocab::Closeness closeness = vocab::Closeness::c0;
    std::set<std::string> channels{};
    std::vector<EdgeId> evidence{};
    bool certain = false;
  };
  std::map<VertexId, Rank> ranks;
  for (const NexusRow& row : world.index().nexus(world.state())) {
    Rank& rank = ranks[row.company];
    if (row.closeness > rank.closeness) rank.certain = false;
    rank.closeness = std::max(rank.closeness, row.closeness);
    if (row.closeness == rank.closeness && row.verdict == Verdict::certain) rank.certain = true;
    rank.channels.insert(row.channel.empty() ? "not recorded" : row.channel);
    rank.evidence.insert(rank.evidence.end(), row.evidence.begin(), row.evidence.end());
  }
  std::vector<VertexId> order;
  for (const auto& [company, rank] : ranks) order.push_back(company);
  const auto weight = [&](VertexId v) { return std::pair{ranks[v].closeness, ranks[v].channels.size()}; };
  std::sort(order.begin(), order.end(), [&](VertexId a, VertexId b) {
    return weight(a) != weight(b) ? weight(a) > weight(b) : world.key(a) < world.key(b);
  });
  std::size_t place = 0;
  for (std::size_t i = 0; i < order.size(); ++i) {
    if (i == 0 || weight(order[i]) != weight(order[i - 1])) place = i + 1;
    const Rank& rank = ranks[order[i]];
    std::string channels;
    for (const std::string& channel : rank.channels) channels += (channels.empty() ? "" : ", ") + channel;
    answers.add(order[i]).because("rank " + std::to_string(place) + " of " + std::to_string(order.size()) + ": " +
                                      std::string{vocab::to_string(rank.closeness)} +
                                      (rank.certain ? "" : " (possible)") + " through " + channels,
                                  rank.evidence);
  }
}

void nx18(const CheckWorld& world, Answers& answers) {
  const Graph& graph = world.graph();
  for (const ControlRow& row : world.index().control(world.state())) {
    if (row.verdict == Verdict::excluded) continue;
    std::vector<VertexId> rulings;
    for (const VertexId v : world.index().events(row.company)) {
      const Event* event = graph.fields<Event>(v);
      if (event->type == "ruling" && event->facts.assertion != Assertion::negative && event->date &&
          !event->date->is_unknown() && !is_one_of(event->outcome, {"dismissed", "rejected", "withdrawn", "cleared"}))
        rulings.push_back(v);
    }
    if (rulings.empty()) continue;
    Answer answer = answers.add(row.company);
    std::vector<Outcome> outcomes;
    for (const VertexId v : rulings) {
      const Event* ruling = graph.fields<Event>(v);
      const Date due = shifted(Date::from_days(ruling->date->last()), world.options().response_months);
      answer.because(ruling->id + ": ruling of " + ruling->date->to_string() +
                         (ruling->outcome.empty() ? "" : ", " + ruling->outcome),
                     v);
      Evidence evidence;
      bool late = false;
      for (const VertexId other : world.index().events(v)) {
        const Event* response = graph.fields<Event>(other);
        if (std::find(response->responds_to.begin(), response->responds_to.end(), ruling->id) ==
            response->responds_to.end())
          continue;
        const bool owner = std::any_of(response->parties.begin(), response->parties.end(), [&](const Party& party) {
          const auto who = graph.find(party.party);
          return who && world.in_group(graph.canonical(*who));
        });
        if (!owner) continue;
        if (response->facts.assertion == Assertion::negative) {
          evidence.no = true;
          answer.because(response->id + ": no response is recorded", other);
        } else if (response->date && response->date->last() <= due.last()) {
          evidence.yes = true;
          answer.because(response->id + ": the owner responded on " + response->date->to_string(), other);
        } else {
          late = true;
          answer.because(response->id + ": the owner responded after " + due.to_string() + ", or the day is not known",
                         other);
        }
      }
      if (!evidence.yes && !evidence.no && due.first() > world.today()) {
        answer.because("the owner has time to respond until " + due.to_string());
        outcomes.push_back(Outcome::not_applicable);
        continue;
      }
      if (!evidence.yes && !late) {
        evidence.complete = world.complete("events", {.company = row.company});
        answer.complete(evidence.complete);
      }
      outcomes.push_back(late && !evidence.yes && !evidence.no ? Outcome::partial : evidence.outcome());
      if (outcomes.back() == Outcome::unknown)
        answer.missing("the owner's response to " + ruling->id, "the owner entity of the State");
      if (ruling->outcome.empty() && outcomes.back() == Outcome::fail) {
        outcomes.back() = Outcome::unknown;
        answer.missing("outcome of " + ruling->id, ruling->forum.empty() ? "the forum" : ruling->forum);
      }
    }
    Outcome outcome = combine(outcomes);
    if (outcome == Outcome::fail && row.verdict == Verdict::possible) {
      outcome = Outcome::unknown;
      answer.missing("whether the State controls " + std::string{world.key(row.company)}, "the owner entity");
    }
    answer.result(outcome);
  }
}

constexpr std::array rules{
    CheckRule{"NX01", nx01}, CheckRule{"NX02", nx02}, CheckRule{"NX03", nx03}, CheckRule{"NX13", nx13},
    CheckRule{"NX14", nx14}, CheckRule{"NX16", nx16}, CheckRule{"NX18", nx18},
};

}  // namespace

std::span<const CheckRule> ownership_rules() { return rules; }

}  // namespace dutygraph::detail
