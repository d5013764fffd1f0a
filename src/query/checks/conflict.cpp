// SPDX-License-Identifier: BSL-1.0
// CO07-CO10, CO15, CO16: where texts and acts of one State pull apart.
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

std::string list_of(const std::vector<std::string>& words) {
  std::string list;
  for (const std::string& word : words) list += (list.empty() ? "" : ", ") + word;
  return list;
}

/// "p1,p2": the subject of a row about a finding.
std::string ids_of(const CheckWorld& world, const Finding& finding) {
  std::string list;
  for (const VertexId v : finding.ids) list += (list.empty() ? "" : ",") + id_of(world, v);
  return list;
}

void co07(const CheckWorld& world, Answers& answers) {
  std::string reason;
  const std::vector<const Finding*> findings = world.index().findings(world.state(), reason);
  if (!reason.empty()) {
    Answer answer = answers.add(world.state());
    answer.because("clauses could not be compared: " + reason);
    answer.missing("the nodes that scopes of provisions name", "whoever encoded the provisions");
    return;
  }
  for (const Finding* finding : findings) {
    if (!is_one_of(to_string(finding->kind), {"collision", "joint-collision"}) || finding->axis != Axis::horizontal ||
        finding->when != When::current)
      continue;
    Answer answer = answers.add(ids_of(world, *finding));
    for (const VertexId v : finding->ids) {
      const Provision* provision = world.graph().fields<Provision>(v);
      if (provision == nullptr) continue;
      std::string text = provision->id + ": " + provision->modality;
      if (provision->conduct && !provision->conduct->in.empty()) text += " on " + list_of(provision->conduct->in);
      answer.because(text + (provision->agency.empty() ? "" : ", by " + provision->agency), v);
    }
    const std::string rule{to_string(finding->rule)};
    if (finding->status == FindingStatus::resolved || finding->status == FindingStatus::apparent) {
      answer.because((rule.empty() ? "the law decides" : rule + " decides") +
                     (finding->winner ? ": " + id_of(world, finding->winner) + " prevails" : "") +
                     (finding->protective_norm_yields ? "; the clause that protects rights yields" : ""));
      answer.result(Outcome::pass);
    } else if (!finding->definite) {
      answer.because(finding->date_uncertain ? "their dates overlap perhaps" : "their scopes overlap perhaps");
      answer.missing(finding->date_uncertain ? "exact dates of the clauses" : "whether one bearer falls under both",
                     "the issuing agencies");
    } else {
      answer.because("no rule decides which prevails");
      answer.result(Outcome::fail);
    }
  }
}

/// Support for a company whose controlling company, or the other way round, is restricted: found by coherence().
void co08_through_control(const CheckWorld& world, Answers& answers) {
  std::string reason;
  for (const Finding* finding : world.index().findings(world.state(), reason)) {
    if (!is_one_of(to_string(finding->kind), {"support-vs-restriction", "procurement-vs-restriction"}) ||
        finding->details().through.empty() || finding->when != When::current)
      continue;
    VertexId support{}, restricted{};
    for (const VertexId v : finding->ids) (world.graph().kind(v) == VertexKind::restriction ? restricted : support) = v;
    const Restriction* restriction = restricted ? world.graph().fields<Restriction>(restricted) : nullptr;
    if (restriction == nullptr || !support) continue;
    Answer answer = answers.add(id_of(world, support) + "," + id_of(world, restricted), support);
    const bool rights = restriction->ground == "human_rights";
    answer.severity(rights || restriction->ground.empty() ? "H" : "M");
    answer.because(id_of(world, support) + " supports a company bound to " + restriction->company + " by control (" +
                       finding->details().through + ")",
                   support);
    answer.because(restriction->agency + " restricts " + restriction->company +
                       (restriction->ground.empty() ? "" : ", ground " + restriction->ground),
                   restricted);
    if (!finding->definite) answer.missing("dates of the support and of the restriction", restriction->agency);
    if (restriction->ground.empty()) answer.missing("ground of " + id_of(world, restricted), restriction->agency);
    answer.result(!finding->definite || restriction->ground.empty() ? Outcome::unknown
                  : rights                                          ? Outcome::fail
                                                                    : Outcome::partial);
  }
}

void co08(const CheckWorld& world, Answers& answers) {
  const Graph& graph = world.graph();
  for (const StateDeal& deal : world.deals()) {
    if (is_one_of(deal.deal.channel, {"n18", "n20", "n21", "n26"})) continue;  // permission or demand, no support
    for (const VertexId company : deal.receivers)
      for (const VertexId v : world.index().restrictions(company)) {
        const Restriction* restriction = graph.fields<Restriction>(v);
        const auto agency = graph.find(restriction->agency);
        const Certainty holds = world.index().holds(v);
        if (holds == Certainty::no || !agency || !world.in_group(graph.canonical(*agency)) ||
            has(deal.givers, graph.canonical(*agency)))
          continue;
        Answer answer = answers.add(id_of(world, deal.deal.id) + "," + id_of(world, v), deal.deal.id);
        const bool rights = restriction->ground == "human_rights";
        answer.severity(rights || restriction->ground.empty() ? "H" : "M");
        answer.because(
            givers_of(world, deal) + " supports " + id_of(world, company) + " " + deal.deal.valid.to_string(),
            deal.deal.id);
        answer.because(restriction->agency + " restricts it" +
                           (restriction->measure.empty() ? "" : ": " + restriction->measure) + " " +
                           graph.lifetime(v).to_string() +
                           (restriction->ground.empty() ? "" : ", ground " + restriction->ground),
                       v);
        Outcome outcome = rights ? Outcome::fail : Outcome::partial;
        if (restriction->ground.empty()) {
          outcome = Outcome::unknown;
          answer.missing("ground of " + id_of(world, v), restriction->agency);
        }
        if (holds == Certainty::possible || deal.on == Certainty::possible) {
          answer.missing("dates of the deal and of the restriction",
                         givers_of(world, deal) + ", " + restriction->agency);
          outcome = Outcome::unknown;
        }
        answer.result(outcome);
      }
  }
  co08_through_control(world, answers);
}

/// Whether a provision speaks to an agency, by its id, its functions or a node above it.
bool binds(const CheckWorld& world, const Provision& provision, VertexId agency) {
  if (!provision.bearer || provision.bearer->in.empty()) return false;
  const auto& bearer = world.index().bearer();
  const std::string_view id = world.key(agency);
  if (std::any_of(provision.bearer->ex.begin(), provision.bearer->ex.end(),
                  [&](const std::string& out) { return bearer.below(id, out); }))
    return false;
  if (bearer.covers(provision.bearer, id) || has(provision.bearer->in, "public-body")) return true;
  const Agency* fields = world.graph().fields<Agency>(agency);
  if (fields == nullptr) return false;
  return std::any_of(fields->functions.begin(), fields->functions.end(), [&](const std::string& function) {
    return bearer.covers(provision.bearer, function) || bearer.covers(provision.bearer, "public-" + function);
  });
}

bool is_condition(const Provision& provision) {
  if (!provision.conduct) return false;
  return std::any_of(provision.conduct->in.begin(), provision.conduct->in.end(), [](const std::string& code) {
    const std::string node = node_name(code);
    return node.find("condition") != std::string::npos || node.find("contract-terms") != std::string::npos ||
           node.find("require-hrdd") != std::string::npos || node.find("require-due-diligence") != std::string::npos;
  });
}

void co09(const CheckWorld& world, Answers& answers) {
  const Graph& graph = world.graph();
  for (const StateDeal& deal : world.deals()) {
    const std::optional<Date> settled = deal.deal.settled();
    struct Demand {
      VertexId policy{};
      std::vector<std::string> safeguards{};
    };
    std::vector<Demand> demands;
    bool open = false;
    std::vector<CheckGap> gaps;
    const auto then = [&](const Interval& span, bool retroactive) {
      if (retroactive) return span.on(world.today());
      if (!settled || settled->is_unknown())
        return span.from() ? std::min(span.on(world.today()), Certainty::possible) : span.on(world.today());
      return std::min(span.on(settled->first()), span.on(settled->last()));
    };
    for (const VertexId v : world.index().of(VertexKind::safeguard_policy, world.state())) {
      const SafeguardPolicy* policy = graph.fields<SafeguardPolicy>(v);
      if (policy->facts.assertion != Assertion::positive) continue;
      const auto applies = [&](const std::string& to) {
        const auto channel = vocab::support_channel(to);
        return to == deal.deal.channel || (!deal.deal.type.empty() && to == deal.deal.type) ||
               (channel && vocab::to_string(*channel) == deal.deal.channel);
      };
      if (std::none_of(policy->applies_to.begin(), policy->applies_to.end(), applies)) continue;
      const Certainty in_force = then(graph.lifetime(v), policy->retroactive.value_or(false));
      if (in_force == Certainty::certain) demands.push_back({v, policy->safeguards});
      if (in_force == Certainty::possible) {
        open = true;
        gaps.push_back({"day on which " + name_of(world, deal) + " was settled", givers_of(world, deal)});
      }
    }
    for (const VertexId v : world.provisions()) {
      const Provision* provision = graph.fields<Provision>(v);
      if (provision->modality != "obligation" || !is_condition(*provision)) continue;
      if (std::none_of(deal.givers.begin(), deal.givers.end(),
                       [&](VertexId giver) { return binds(world, *provision, giver); }))
        continue;
      Certainty in_force = std::min(then(graph.lifetime(v), false), world.provision_in_force(v));
      if (in_force == Certainty::certain) demands.push_back({v, {}});
    }
    if (demands.empty() && !open) continue;
    Answer answer = answers.add(deal.deal.id);
    for (const CheckGap& gap : gaps) answer.missing(gap.what, gap.who);
    const SafeguardStatus status = deal.deal.condition();
    std::vector<Outcome> outcomes;
    answer.because("human-rights condition: " + std::string{to_string(status)}, deal.deal.id);
    for (const Demand& demand : demands) {
      std::vector<std::string> lacking;
      for (const std::string& kind : demand.safeguards)
        if (deal.deal.safeguard(kind) == nullptr) lacking.push_back(kind);
      answer.because(id_of(world, demand.policy) + " demands " +
                         (demand.safeguards.empty() ? "a condition" : list_of(demand.safeguards)),
                     demand.policy);
      const bool recorded = deal.deal.safeguards->has_value();
      if (status == SafeguardStatus::none || (recorded && !demand.safeguards.empty() && !lacking.empty())) {
        outcomes.push_back(Outcome::fail);
        if (!lacking.empty()) answer.because("not recorded among its safeguards: " + list_of(lacking), deal.deal.id);
      } else if ((!demand.safeguards.empty() && lacking.empty()) ||
                 (demand.safeguards.empty() && status == SafeguardStatus::required)) {
        outcomes.push_back(Outcome::pass);
      } else if (demand.safeguards.empty() && status == SafeguardStatus::expected) {
        outcomes.push_back(Outcome::partial);
      } else {
        outcomes.push_back(Outcome::unknown);
        answer.missing((lacking.empty() ? std::string{"human-rights condition"} : list_of(lacking)) + " of " +
                           name_of(world, deal),
                       givers_of(world, deal));
      }
    }
    if (demands.empty()) outcomes.push_back(Outcome::unknown);
    // One demand that is not met is a gap, whatever the others say.
    const bool failed = has(outcomes, Outcome::fail);
    settle(world, deal, answer, failed ? Outcome::fail : combine(outcomes));
  }
}

/// A reporting duty that may bind companies of the State.
struct Report {
  VertexId provision{};
  const Provision* fields = nullptr;
  const Instrument* law = nullptr;
  Certainty counts = Certainty::certain;
};

std::vector<Report> reports(const CheckWorld& world) {
  std::vector<Report> found;
  for (const MixInstrument& one : world.mix().instruments()) {
    const Instrument* law = world.graph().fields<Instrument>(one.instrument);
    Certainty counts = std::min(one.standing.in_force, one.belongs);
    if (!one.open.empty()) counts = std::min(counts, Certainty::possible);
    if (law == nullptr || counts == Certainty::no || one.standing.negative) continue;
    for (const VertexId p : world.standings().provisions(one.instrument)) {
      const Provision* provision = world.graph().fields<Provision>(p);
      const auto& conduct = world.index().conduct();
      const bool reports =
          provision->function == "reporting" ||
          (provision->conduct && std::any_of(provision->conduct->in.begin(), provision->conduct->in.end(),
                                             [&](const std::string& node) { return conduct.below(node, "report"); }));
      if (provision->modality == "obligation" && reports && !provision->topics.empty())
        found.push_back({p, provision, law, std::min(counts, world.index().holds(p))});
    }
  }
  std::sort(found.begin(), found.end(), [&](const Report& a, const Report& b) { return a.fields->id < b.fields->id; });
  return found;
}

/// Whether a reporting duty binds a company: by the kinds of bearer and by the thresholds of its law.
Certainty binds_company(const CheckWorld& world, const Report& report, VertexId company,
                        std::vector<std::string>& missing) {
  Certainty certainty = report.counts;
  const Company* fields = world.graph().fields<Company>(company);
  const auto& bearer = report.fields->bearer;
  if (bearer && !bearer->in.empty()) {
    const CheckNodes& nodes = world.index().bearer();
    bool named = nodes.covers(bearer, world.key(company));
    for (const std::string& kind : fields->kinds) named = named || nodes.covers(bearer, kind);
    const bool everyone = has(bearer->in, "enterprise") || has(bearer->in, "anyone") || has(bearer->in, "company");
    if (!named && !everyone) {
      if (!fields->kinds.empty()) return Certainty::no;
      certainty = std::min(certainty, Certainty::possible);
      missing.push_back("kinds of " + id_of(world, company));
    }
  }
  if (report.law->scope && !report.law->scope->tests.empty())
    certainty = std::min(certainty, applies_to(*report.law, world.graph(), company, world.day(), &missing));
  return certainty;
}

/// What two reporting duties ask for differently.
std::vector<std::string> differences(const Report& a, const Report& b) {
  std::vector<std::string> found;
  if (!a.fields->deadline.empty() && !b.fields->deadline.empty() && a.fields->deadline != b.fields->deadline)
    found.push_back("deadline " + a.fields->deadline + " against " + b.fields->deadline);
  if (a.law != b.law && a.law->scope != b.law->scope) found.push_back("thresholds");
  if (a.fields->param && b.fields->param && a.fields->param != b.fields->param &&
      a.fields->param->name == b.fields->param->name)
    found.push_back(a.fields->param->name);
  for (const NamedList& term : a.law->definitions)
    for (const NamedList& other : b.law->definitions)
      if (a.law != b.law && term.name == other.name && term.values != other.values)
        found.push_back("definition of " + term.name);
  return found;
}

void co10(const CheckWorld& world, Answers& answers) {
  const std::vector<Report> all = reports(world);
  struct Pair {
    const Report *a, *b;
    std::vector<std::string> differ;
  };
  std::vector<Pair> pairs;
  for (std::size_t i = 0; i < all.size(); ++i)
    for (std::size_t j = i + 1; j < all.size(); ++j) {
      const auto& topics = all[j].fields->topics;
      if (std::any_of(all[i].fields->topics.begin(), all[i].fields->topics.end(),
                      [&](const std::string& topic) { return has(topics, topic); }))
        pairs.push_back({&all[i], &all[j], differences(all[i], all[j])});
    }
  if (pairs.empty()) return;
  for (const VertexId company : world.companies()) {
    std::map<const Report*, std::pair<Certainty, std::vector<std::string>>> bound;
    for (const Report& report : all) {
      auto& [certainty, missing] = bound[&report];
      certainty = binds_company(world, report, company, missing);
    }
    std::optional<Answer> answer;
    bool differs = false, same = false, open = false;
    for (const Pair& pair : pairs) {
      const auto& [a, lacking_a] = bound[pair.a];
      const auto& [b, lacking_b] = bound[pair.b];
      if (a == Certainty::no || b == Certainty::no) continue;
      if (!answer) answer = answers.add(company);
      const bool sure = a == Certainty::certain && b == Certainty::certain;
      answer->because(pair.a->fields->id + (sure ? " asks for a report" : " may ask for a report"), pair.a->provision);
      answer->because(
          pair.b->fields->id + (sure ? " asks for a report" : " may ask for a report") + " on a shared topic" +
              (pair.differ.empty() ? ", no difference is recorded" : "; they differ: " + list_of(pair.differ)),
          pair.b->provision);
      if (!sure) {
        open = true;
        for (const auto* lacking : {&lacking_a, &lacking_b})
          for (const std::string& what : *lacking) answer->missing(what, supplier_of(what));
      } else {
        (pair.differ.empty() ? same : differs) = true;
      }
    }
    if (answer)
      answer->result(differs ? Outcome::fail : open ? Outcome::unknown : same ? Outcome::partial : Outcome::unknown);
  }
}

void co15(const CheckWorld& world, Answers& answers) {
  const Graph& graph = world.graph();
  const auto& bearer = world.index().bearer();
  const auto names_agency = [&](const Provision& provision) {
    return provision.bearer &&
           std::any_of(provision.bearer->in.begin(), provision.bearer->in.end(), [&](const std::string& node) {
             const auto v = graph.find(VertexKind::agency, node);
             return (v && graph.kind(*v) == VertexKind::agency && world.in_group(graph.canonical(*v))) ||
                    bearer.below(node, "public-body");
           });
  };
  for (const VertexId v : world.provisions()) {
    const Provision* duty = graph.fields<Provision>(v);
    const int place = height(rank_of(graph, *duty));
    if (duty->modality != "obligation" || place < height("statute") || !names_agency(*duty) || !duty->conduct ||
        duty->conduct->in.empty())
      continue;
    const Certainty law = world.provision_in_force(v);
    if (law == Certainty::no) continue;
    Answer answer = answers.add(v);
    answer.because(duty->id + ": " + std::string{rank_of(graph, *duty)} + ", demands " + list_of(duty->conduct->in) +
                       " of " + list_of(duty->bearer->in),
                   v);
    Certainty undercut = Certainty::no;
    for (const VertexId other : world.provisions()) {
      const Provision* instruction = graph.fields<Provision>(other);
      const int low = height(rank_of(graph, *instruction));
      if (!is_one_of(instruction->modality, {"exemption", "prohibition"}) || low == 0 || low >= place ||
          !instruction->conduct || instruction->conduct->in.empty())
        continue;
      const Certainty now = std::min(law, world.provision_in_force(other));
      if (now == Certainty::no || !world.index().conduct().meet(duty->conduct, instruction->conduct) ||
          !world.index().object().meet(duty->object, instruction->object) ||
          !bearer.meet(duty->bearer, instruction->bearer))
        continue;
      undercut = std::max(undercut, now);
      const Interval span = graph.lifetime(other);
      answer.because(instruction->id + ": " + std::string{rank_of(graph, *instruction)} + ", " +
                         (instruction->modality == "exemption" ? "frees from it" : "forbids it") +
                         (span.is_always() ? "" : " " + span.to_string()),
                     other);
    }
    if (undercut == Certainty::certain) {
      answer.result(Outcome::fail);
    } else if (undercut == Certainty::possible) {
      answer.missing("dates and standing of the instruction", "the executive");
    } else {
      VertexId scope{};
      for (const std::string_view section : {"provisions", "instruments"})
        if (!scope) scope = world.complete(section);
      answer.complete(scope);
      if (scope) answer.because("no instruction suspends it");
      if (!scope) answer.missing("instructions on " + list_of(duty->conduct->in), "the executive and its agencies");
      answer.result(scope ? Outcome::pass : Outcome::unknown);
    }
  }
}

void co16(const CheckWorld& world, Answers& answers) {
  struct Definition {
    VertexId law{};
    const Instrument* fields = nullptr;
    std::vector<std::string> words{};
    std::set<std::string> nodes{};
  };
  std::map<std::string, std::vector<Definition>> terms;
  for (const VertexId v : world.in_force(false)) {
    if (world.standings().in_force(v) != Certainty::certain) continue;
    const Instrument* law = world.graph().fields<Instrument>(v);
    for (const NamedList& term : law->definitions)
      terms[term.name].push_back({v, law, term.values, world.index().object().all_below(term.values)});
  }
  for (const auto& [term, definitions] : terms) {
    if (definitions.size() < 2) continue;
    bool differ = false, same = false, unstated = false;
    std::optional<Answer> answer;
    for (std::size_t i = 0; i < definitions.size(); ++i)
      for (std::size_t j = i + 1; j < definitions.size(); ++j) {
        const Definition &a = definitions[i], &b = definitions[j];
        const auto& left = a.fields->technologies;
        const auto& right = b.fields->technologies;
        const bool stated = !left.empty() && !right.empty();
        const bool shared = std::any_of(left.begin(), left.end(), [&](const std::string& x) {
          return std::any_of(right.begin(), right.end(), [&](const std::string& y) {
            return world.index().object().below(x, y) || world.index().object().below(y, x);
          });
        });
        if (stated && !shared) continue;
        if (!answer) answer = answers.add(term);
        for (const Definition* one : {&a, &b}) answer->because(one->fields->id + ": " + list_of(one->words), one->law);
        if (a.nodes == b.nodes) {
          same = true;
        } else if (stated) {
          differ = true;
        } else {
          unstated = true;
          answer->missing("technologies of " + (left.empty() ? a.fields->id : b.fields->id), "the issuer");
        }
      }
    if (answer)
      answer->result(differ ? Outcome::fail : unstated ? Outcome::unknown : same ? Outcome::pass : Outcome::unknown);
  }
}

constexpr std::array rules{CheckRule{"CO07", co07}, CheckRule{"CO08", co08}, CheckRule{"CO09", co09},
                           CheckRule{"CO10", co10}, CheckRule{"CO15", co15}, CheckRule{"CO16", co16}};

}  // namespace

std::span<const CheckRule> conflict_rules() { return rules; }

}  // namespace dutygraph::detail
