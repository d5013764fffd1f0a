// SPDX-License-Identifier: BSL-1.0
#include "query/coherence/structural_proof.hpp"

#include <algorithm>
#include <array>
#include <iterator>

#include <dutygraph/query/control.hpp>
#include <dutygraph/vocab/channel.hpp>

namespace dutygraph::detail {
namespace {

using Fault = std::optional<std::string>;

std::string hyphened(std::string_view text) {
  std::string out{text};
  std::replace(out.begin(), out.end(), '_', '-');
  return out;
}

bool contains(const std::vector<std::string>& list, std::string_view word) {
  return std::find(list.begin(), list.end(), word) != list.end();
}

/// What the records give, to be held against the finding.
struct Derived {
  FindingStatus status = FindingStatus::standing;
  bool sure = true;
  std::vector<const Facts*> facts{};  ///< disputed ones make it potential
  std::vector<VertexId> actors{};     ///< agencies and States between whom it is
  Particulars more{};
};

/// An act of support as its record has it.
struct Given {
  std::vector<VertexId> givers{}, takers{};
  std::string type{}, channel{};
  std::optional<Date> date{};
  Span span{};
  const std::optional<std::vector<Safeguard>>* safeguards = nullptr;
  const Facts* facts = nullptr;
};

class StructuralChecker {
 public:
  StructuralChecker(const PlainWorld& world, const Finding& finding, std::int32_t day)
      : world_{world}, records_{world.records()}, graph_{world.graph()}, finding_{finding}, day_{day} {}

  Fault run() {
    Fault fault = derive();
    return fault ? fault : compare();
  }

 private:
  [[nodiscard]] Fault derive() {
    switch (finding_.kind) {
      case TensionKind::support_vs_restriction:
      case TensionKind::procurement_vs_restriction:
        return restricted();
      case TensionKind::support_without_safeguard:
        return unguarded();
      case TensionKind::mandate_gap:
        return unmandated();
      case TensionKind::mandate_duplicated:
        return twice_mandated();
      case TensionKind::commitment_not_implemented:
        return unfulfilled();
      case TensionKind::coordination_gap:
        return uncoordinated();
      case TensionKind::capacity_gap:
      case TensionKind::capacity_unknown:
        return incapable();
      case TensionKind::treaty_limits_measure:
        return limited();
      case TensionKind::position_mismatch:
        return mismatched();
      case TensionKind::term_drift:
        return drifting();
      case TensionKind::goal_tension:
        return opposed();
      default:
        return "no structural kind";
    }
  }

  [[nodiscard]] Fault compare() const {
    if (finding_.status != derived_.status) return "the status does not follow";
    bool definite = derived_.sure;
    for (const Facts* facts : derived_.facts) definite = definite && facts->assertion != Assertion::disputed;
    if (finding_.definite != definite || finding_.date_uncertain == derived_.sure)
      return "how sure it is does not follow";
    std::set<VertexId> agencies, states;
    for (const VertexId v : derived_.actors) {
      if (!v) continue;
      if (graph_.kind(v) != VertexKind::state) agencies.insert(v);
      if (const VertexId state = records_.state_of(v)) states.insert(state);
    }
    if (agencies != std::set<VertexId>(finding_.agencies.begin(), finding_.agencies.end()))
      return "the agencies are others";
    if (states != std::set<VertexId>(finding_.states.begin(), finding_.states.end())) return "the States are others";
    const Particulars &a = derived_.more, &b = finding_.details();
    if (a.missing != b.missing || a.on != b.on || a.tag != b.tag || a.through != b.through || a.covered != b.covered ||
        a.term != b.term || a.difference != b.difference || a.score != b.score || a.from != b.from)
      return "the particulars do not follow";
    return std::nullopt;
  }

  // --- records

  /// The records of the finding that are of one kind; the finding is about \p count records in all.
  template <class Record>
  [[nodiscard]] std::vector<VertexId> named() const {
    std::vector<VertexId> list;
    for (const VertexId v : finding_.ids)
      if (graph_.kind(v) == Record::kind && graph_.fields<Record>(v) != nullptr) list.push_back(v);
    return list;
  }
  [[nodiscard]] Certainty holds(VertexId v, const Facts& facts) const {
    return records_.counts(facts) ? Span{graph_.lifetime(v)}.on(day_) : Certainty::no;
  }
  /// The same, where dispute leaves it open.
  [[nodiscard]] Certainty stands(VertexId v, const Facts& facts) const {
    const Certainty now = holds(v, facts);
    return facts.assertion == Assertion::disputed ? std::min(now, Certainty::possible) : now;
  }
  [[nodiscard]] VertexId home(VertexId v) const {
    return graph_.home(v) ? graph_.canonical(graph_.home(v)) : VertexId{};
  }

  [[nodiscard]] static Names atoms(const PlainDimension& dimension, std::string_view node) {
    return dimension.extension(Scope{{std::string{node}}, {}});
  }
  /// Whether \p general takes in all of \p special; what is not said is everything.
  [[nodiscard]] static bool covers(const PlainDimension& dimension, std::string_view general,
                                   std::string_view special) {
    if (general.empty()) return true;
    if (special.empty()) return false;
    return dimension.up(dimension.spelled(special)).contains(dimension.spelled(general)) ||
           hyphened(general) == hyphened(special);
  }
  [[nodiscard]] static bool meet(const PlainDimension& dimension, std::string_view a, std::string_view b) {
    if (a.empty() || b.empty() || hyphened(a) == hyphened(b)) return true;
    const Names x = atoms(dimension, a), y = atoms(dimension, b);
    return std::any_of(x.begin(), x.end(), [&](const std::string& atom) { return y.contains(atom); });
  }
  /// A word of a record against a scope of a clause: both are of the taxonomy.
  [[nodiscard]] static bool meet(const PlainDimension& dimension, const std::optional<Scope>& scope,
                                 std::string_view node) {
    if (node.empty()) return true;
    const Names x = atoms(dimension, node), y = dimension.extension(scope);
    return std::any_of(x.begin(), x.end(), [&](const std::string& atom) { return y.contains(atom); });
  }

  // --- support

  [[nodiscard]] std::optional<Given> act() const {
    Given given;
    VertexId v{};
    std::optional<Date> date;
    if (const auto supports = named<Support>(); supports.size() == 1) {
      v = supports[0];
      const Support& fields = *graph_.fields<Support>(v);
      given.givers = {records_.actor(fields.agency)};
      given.takers = {records_.actor(fields.company)};
      given.type = fields.type;
      given.channel = fields.channel;
      given.safeguards = &fields.safeguards;
      given.facts = &fields.facts;
      date = fields.date;
    } else if (const auto deals = named<Engagement>(); deals.size() == 1) {
      v = deals[0];
      const Engagement& fields = *graph_.fields<Engagement>(v);
      for (const char* never : {"planned", "proposed", "declined"})
        if (fields.status == never) return std::nullopt;
      for (const Role& role : fields.roles) {
        const bool gives =
            role.role == "provider" || role.role == "guarantor" || role.role == "buyer" || role.role == "co_financier";
        const VertexId party = records_.actor(role.party);
        if (!party) continue;
        const bool takes =
            !gives && (graph_.kind(party) == VertexKind::company || graph_.kind(party) == VertexKind::organisation);
        if (gives) given.givers.push_back(party);
        if (takes) given.takers.push_back(party);
      }
      given.channel = fields.channel;
      given.safeguards = &fields.safeguards;
      given.facts = &fields.facts;
      date = fields.date;
    } else {
      return std::nullopt;
    }
    if (!records_.counts(*given.facts)) return std::nullopt;
    std::erase_if(given.givers, [&](VertexId giver) { return !giver || !records_.state_of(giver); });
    std::erase_if(given.takers, [](VertexId taker) { return !taker; });
    const Interval life = graph_.lifetime(v);
    given.date = date ? date : life.from();
    given.span = Span{life.from() || !date ? life : Interval{date, life.to()}};
    if (given.channel.empty())
      if (const auto channel = vocab::support_channel(given.type)) given.channel = vocab::to_string(*channel);
    return given;
  }

  [[nodiscard]] bool controls(VertexId holder, VertexId company, const Span& time) const {
    if (graph_.kind(holder) != VertexKind::company && graph_.kind(holder) != VertexKind::organisation) return false;
    std::int32_t first = time.is_sure() ? time.sure_from : time.from;
    if (first == Span::least) first = time.on(day_) == Certainty::no ? time.to - 1 : day_;
    const ControlResult rows =
        control(graph_, {.as_of = Date::from_days(first), .states = {holder}, .companies = {company}});
    return !rows.empty() && rows[0].verdict == Verdict::certain;
  }

  [[nodiscard]] Fault restricted() {
    const std::optional<Given> given = act();
    const auto bans = named<Restriction>();
    if (!given || bans.size() != 1 || finding_.ids.size() != 2) return "not an act of support and a restriction";
    const Restriction& ban = *graph_.fields<Restriction>(bans[0]);
    if (!records_.counts(ban.facts)) return "the restriction does not count";
    const VertexId agency = records_.actor(ban.agency), company = records_.actor(ban.company);
    const VertexId state = records_.state_of(agency);
    const Span time = given->span & Span{graph_.lifetime(bans[0])};
    if (!time.may_be()) return "they never hold together";
    if (!state || !company) return "of the restriction no State or company is known";
    // Any other agency of the State that supports will do.
    VertexId other{};
    for (const VertexId giver : given->givers) {
      const bool named =
          std::find(finding_.agencies.begin(), finding_.agencies.end(), giver) != finding_.agencies.end();
      if (giver != agency && records_.state_of(giver) == state && named) other = giver;
    }
    if (!other) return "no other agency of the State supports";
    if (std::find(given->takers.begin(), given->takers.end(), company) == given->takers.end()) {
      const auto through = graph_.find(finding_.details().through);
      if (!through || !is_actor(graph_.kind(*through))) return "another company is supported";
      const VertexId top = graph_.canonical(*through);
      const bool taker = std::find(given->takers.begin(), given->takers.end(), top) != given->takers.end();
      const bool tied = taker ? controls(top, company, time)
                              : top == company && std::any_of(given->takers.begin(), given->takers.end(),
                                                              [&](VertexId v) { return controls(top, v, time); });
      if (!tied) return "control between the companies is not certain";
      derived_.more.through = finding_.details().through;
    }
    const bool purchase = given->type == "procurement" || given->channel == "n13";
    if (purchase != (finding_.kind == TensionKind::procurement_vs_restriction)) return "the kind of support is another";
    if (purchase && enforces(other)) derived_.more.tag = "testing";
    derived_.sure = time.is_sure();
    derived_.facts = {given->facts, &ban.facts};
    derived_.actors = {other, agency};
    return std::nullopt;
  }
  [[nodiscard]] bool enforces(VertexId agency) const {
    if (const Agency* fields = graph_.fields<Agency>(agency); fields != nullptr && !fields->powers.empty()) return true;
    for (const VertexId v : graph_.vertices<Instrument>())
      if (const Instrument* text = graph_.fields<Instrument>(v); text != nullptr && records_.counts(text->facts))
        for (const Enforcer& one : text->enforcers)
          if (records_.actor(one.agency) == agency) return true;
    return false;
  }

  [[nodiscard]] Fault unguarded() {
    const std::optional<Given> given = act();
    const auto policies = named<SafeguardPolicy>();
    if (!given || policies.size() != 1 || finding_.ids.size() != 2) return "not an act of support and a policy";
    const SafeguardPolicy& policy = *graph_.fields<SafeguardPolicy>(policies[0]);
    const VertexId state = home(policies[0]);
    if (!records_.counts(policy.facts) || !state) return "the policy does not count";
    VertexId giver{};
    for (const VertexId v : given->givers)
      if (records_.state_of(v) == state &&
          std::find(finding_.agencies.begin(), finding_.agencies.end(), v) != finding_.agencies.end())
        giver = v;
    if (!giver) return "no agency of the State of the policy supports";
    const bool applies =
        policy.applies_to.empty() ||
        std::any_of(policy.applies_to.begin(), policy.applies_to.end(), [&](const std::string& type) {
          const auto channel = vocab::support_channel(type);
          return (!given->type.empty() && hyphened(type) == hyphened(given->type)) ||
                 (!given->channel.empty() &&
                  (type == given->channel || (channel && vocab::to_string(*channel) == given->channel)));
        });
    if (!applies) return "the policy is for other support";
    const Interval life = graph_.lifetime(policies[0]);
    const Span time = given->span & Span{life};
    if (!time.may_be()) return "they never hold together";
    derived_.sure = time.is_sure();
    if (const auto start = life.from(); start && !policy.retroactive.value_or(false)) {
      if (!given->date) return "the support may be older than the policy";
      const bool open = given->date->is_unknown() || start->is_unknown();
      if (!open && given->date->last() < start->first()) return "the support is older than the policy";
      derived_.sure = derived_.sure && !open && start->last() <= given->date->first();
    }
    if (*given->safeguards) {
      Names lacking;
      for (const std::string& wanted : policy.safeguards) lacking.insert(wanted);
      for (const Safeguard& has : **given->safeguards)
        std::erase_if(lacking, [&](const std::string& wanted) { return hyphened(wanted) == hyphened(has.kind); });
      if (lacking.empty()) return "no safeguard is missing";
      derived_.more.missing.assign(lacking.begin(), lacking.end());
    } else {
      derived_.status = FindingStatus::unknown;
    }
    if (policy.safeguards.empty()) return "the policy asks for nothing";
    derived_.facts = {given->facts, &policy.facts};
    derived_.actors = {giver};
    return std::nullopt;
  }

  // --- institutions

  [[nodiscard]] Fault unmandated() {
    const auto wanted = named<RequiredMandate>();
    if (wanted.size() != 1 || finding_.ids.size() != 1) return "not a required mandate";
    const RequiredMandate& need = *graph_.fields<RequiredMandate>(wanted[0]);
    const Certainty now = stands(wanted[0], need.facts);
    const VertexId state = home(wanted[0]);
    if (now == Certainty::no || !state) return "nothing is required on the day";
    Certainty met = Certainty::no;
    for (const VertexId v : graph_.vertices<Mandate>()) {
      const Mandate* task = graph_.fields<Mandate>(v);
      if (task == nullptr || records_.state_of(records_.actor(task->agency)) != state) continue;
      const bool issue = task->issue.empty() || hyphened(task->issue) == hyphened(need.issue);
      if (hyphened(task->function) == hyphened(need.function) && issue &&
          covers(world_.object, task->object, need.object))
        met = std::max(met, stands(v, task->facts));
    }
    if (met == Certainty::certain) return "an agency has the mandate";
    derived_.sure = now == Certainty::certain && met == Certainty::no;
    derived_.facts = {&need.facts};
    derived_.actors = {state};
    return std::nullopt;
  }

  [[nodiscard]] Fault twice_mandated() {
    const auto tasks = named<Mandate>();
    if (tasks.size() != 2 || finding_.ids.size() != 2) return "not two mandates";
    const Mandate &a = *graph_.fields<Mandate>(tasks[0]), &b = *graph_.fields<Mandate>(tasks[1]);
    const VertexId one = records_.actor(a.agency), two = records_.actor(b.agency);
    if (one == two || !records_.state_of(one) || records_.state_of(one) != records_.state_of(two))
      return "not two agencies of one State";
    if (hyphened(a.function) != hyphened(b.function) || hyphened(a.issue) != hyphened(b.issue))
      return "function or issue differ";
    if (!meet(world_.object, a.object, b.object)) return "the objects do not overlap";
    const Certainty live = std::min(stands(tasks[0], a.facts), stands(tasks[1], b.facts));
    if (live == Certainty::no) return "a mandate is not in force";
    const auto lists = [&](const std::vector<std::string>& ids, VertexId agency) {
      return std::any_of(ids.begin(), ids.end(), [&](const std::string& id) { return records_.actor(id) == agency; });
    };
    Certainty shared = Certainty::no;
    for (const VertexId v : graph_.vertices<Lead>()) {
      const Lead* lead = graph_.fields<Lead>(v);
      if (lead == nullptr || !lists(lead->agencies, one) || !lists(lead->agencies, two)) continue;
      if (!lead->function.empty() && hyphened(lead->function) != hyphened(a.function)) continue;
      if (!lead->issue.empty() && hyphened(lead->issue) != hyphened(a.issue)) continue;
      bool whole = covers(world_.object, lead->object, a.object) || covers(world_.object, lead->object, b.object);
      if (!whole && !(a.object.empty() && b.object.empty())) {
        const Names x = atoms(world_.object, a.object.empty() ? b.object : a.object),
                    y = atoms(world_.object, b.object.empty() ? a.object : b.object),
                    all = atoms(world_.object, lead->object);
        Names both;
        std::set_intersection(x.begin(), x.end(), y.begin(), y.end(), std::inserter(both, both.end()));
        whole = !both.empty() && std::includes(all.begin(), all.end(), both.begin(), both.end());
      }
      if (whole) shared = std::max(shared, stands(v, lead->facts));
    }
    for (const VertexId v : graph_.vertices<Coordination>()) {
      const Coordination* body = graph_.fields<Coordination>(v);
      if (body == nullptr || body->type != "memorandum") continue;
      const auto in = [&](VertexId agency) {
        return lists(body->between, agency) || lists(body->members, agency) || records_.actor(body->chair) == agency;
      };
      if (in(one) && in(two)) shared = std::max(shared, stands(v, body->facts));
    }
    if (shared == Certainty::certain) return "the two share by design";
    derived_.sure = live == Certainty::certain && shared == Certainty::no;
    derived_.facts = {&a.facts, &b.facts};
    derived_.actors = {one, two};
    return std::nullopt;
  }

  [[nodiscard]] Fault unfulfilled() {
    const auto promises = named<Commitment>();
    if (promises.size() != 1 || finding_.ids.size() != 1) return "not a commitment";
    const Commitment& promise = *graph_.fields<Commitment>(promises[0]);
    const Certainty now = stands(promises[0], promise.facts);
    if (now == Certainty::no || !promise.due) return "nothing was promised for a day";
    if (!promise.due->is_unknown() && promise.due->first() >= day_) return "it is not due yet";
    const bool due = !promise.due->is_unknown() && promise.due->last() < day_;
    Certainty met = Certainty::no;
    std::map<double, std::string> parts;  // share: as it is written
    Names scopes;
    const auto count = [&](Certainty live, std::string_view rank, std::string covers) {
      const bool enough = promise.min_rank.empty() || rank == promise.min_rank ||
                          (level_of(promise.min_rank) >= 0 && level_of(rank) >= level_of(promise.min_rank));
      if (live == Certainty::no || !enough) return;
      if (covers.size() > 1 && covers.front() == '"') covers = covers.substr(1, covers.size() - 2);
      const auto number = Decimal::parse(covers);
      const double share = covers.empty()            ? 1
                           : !number                 ? -1
                           : number->to_double() > 1 ? number->to_double() / 100
                                                     : number->to_double();
      if (share >= 1)
        met = std::max(met, live);
      else if (share > 0)
        parts.try_emplace(share, covers);
      else if (share < 0)
        scopes.insert(covers);
    };
    for (const VertexId v : graph_.vertices<Implementation>()) {
      const Implementation* by = graph_.fields<Implementation>(v);
      if (by == nullptr || !contains(by->implements, promise.id)) continue;
      const Instrument* text = records_.instrument(by->instrument);
      Certainty live = stands(v, by->facts);
      if (text != nullptr) live = std::min(live, on(records_.life(*text), day_));
      count(live, by->rank.empty() && text != nullptr ? text->rank : by->rank, by->covers);
    }
    for (const VertexId v : graph_.vertices<Instrument>())
      if (const Instrument* text = graph_.fields<Instrument>(v);
          text != nullptr && contains(text->implements, promise.id))
        count(std::min(stands(v, text->facts), on(records_.life(*text), day_)), text->rank, {});
    if (met == Certainty::certain) return "it is implemented";
    if (!parts.empty())
      derived_.more.covered = parts.rbegin()->second;
    else if (scopes.contains(finding_.details().covered))
      derived_.more.covered = finding_.details().covered;
    else if (!scopes.empty())
      return "the part that is implemented is left out";
    derived_.sure = now == Certainty::certain && due && met == Certainty::no;
    derived_.facts = {&promise.facts};
    const VertexId agency = records_.actor(promise.agency);
    derived_.actors = {agency, agency && records_.state_of(agency) ? VertexId{} : home(promises[0])};
    return std::nullopt;
  }

  [[nodiscard]] Fault uncoordinated() {
    const auto pair = named<Agency>();
    if (pair.size() != 2 || finding_.ids.size() != 2) return "not two agencies";
    const VertexId state = records_.state_of(pair[0]);
    if (!state || state != records_.state_of(pair[1])) return "not two agencies of one State";
    Certainty live = Certainty::certain;
    for (const VertexId v : pair) {
      const Agency& agency = *graph_.fields<Agency>(v);
      live = std::min(live, stands(v, agency.facts));
      if (std::none_of(agency.shapes.begin(), agency.shapes.end(),
                       [&](const std::string& word) { return hyphened(word) == hyphened(finding_.details().on); }))
        return "they do not both shape it";
    }
    if (live == Certainty::no) return "an agency is not in being";
    // Steps of coordination, by certain links only and by possible ones too.
    std::array<std::set<VertexId>, 2> reached{std::set{pair[0]}, std::set{pair[0]}};
    const std::int64_t hops = graph_.settings().max_coordination_hops.value_or(2);
    for (std::int64_t step = 0; step < hops; ++step) {
      std::array<std::set<VertexId>, 2> next = reached;
      for (const VertexId v : graph_.vertices<Coordination>()) {
        const Coordination* body = graph_.fields<Coordination>(v);
        if (body == nullptr) continue;
        const Certainty now = stands(v, body->facts);
        if (now == Certainty::no) continue;
        std::vector<std::string> ids = body->between;
        ids.insert(ids.end(), body->members.begin(), body->members.end());
        ids.push_back(body->chair);
        std::set<VertexId> members;
        for (const std::string& id : ids) {
          const VertexId actor = records_.actor(id);
          if (actor && graph_.kind(actor) == VertexKind::agency && records_.state_of(actor) == state &&
              Span{graph_.lifetime(actor)}.on(day_) != Certainty::no)
            members.insert(actor);
        }
        for (std::size_t sure = 0; sure < 2; ++sure)
          if ((now == Certainty::certain || sure == 0) &&
              std::any_of(members.begin(), members.end(), [&](VertexId m) { return reached[sure].contains(m); }))
            next[sure].insert(members.begin(), members.end());
      }
      if (next == reached) break;
      reached = std::move(next);
    }
    if (reached[1].contains(pair[1])) return "they are coordinated";
    derived_.sure = live == Certainty::certain && !reached[0].contains(pair[1]);
    derived_.actors = pair;
    derived_.more.on = finding_.details().on;
    return std::nullopt;
  }

  [[nodiscard]] Fault incapable() {
    const auto means = named<Capacity>();
    if (means.size() != 1 || finding_.ids.size() != 1) return "not a record of capacity";
    const Capacity& fields = *graph_.fields<Capacity>(means[0]);
    const Certainty now = stands(means[0], fields.facts);
    if (now == Certainty::no) return "the record does not hold on the day";
    const VertexId agency = records_.actor(fields.agency);
    bool any = false, live = false;
    for (const VertexId v : graph_.vertices<Mandate>())
      if (const Mandate* task = graph_.fields<Mandate>(v); task != nullptr && agency &&
                                                           records_.actor(task->agency) == agency &&
                                                           records_.state_of(agency) && records_.counts(task->facts)) {
        any = true;
        live = live || stands(v, task->facts) != Certainty::no;
      }
    if (any && !live) return "no mandate of the agency is in force";
    if (fields.have.has_value() != (finding_.kind == TensionKind::capacity_gap))
      return "what is there is, or is not, known";
    if (fields.have && (!fields.need || *fields.need <= *fields.have)) return "it is enough";
    derived_.sure = now == Certainty::certain;
    derived_.facts = {&fields.facts};
    derived_.actors = {agency};
    return std::nullopt;
  }

  // --- abroad

  [[nodiscard]] Fault limited() {
    const auto clauses = named<TreatyClause>();
    const auto measures = named<Measure>();
    if (clauses.size() != 1 || measures.size() != 1 || finding_.ids.size() != 2) return "not a clause and a measure";
    const TreatyClause& clause = *graph_.fields<TreatyClause>(clauses[0]);
    const Measure& measure = *graph_.fields<Measure>(measures[0]);
    const VertexId state = home(measures[0]);
    if (clause.type == "right_to_regulate" || (clause.forbids.empty() && clause.object.empty()))
      return "the clause forbids nothing";
    const Instrument* text = records_.instrument(clause.instrument);
    Certainty both = std::min(holds(clauses[0], clause.facts), holds(measures[0], measure.facts));
    if (text != nullptr) both = std::min(both, on(records_.life(*text), day_));
    // Who is bound: parties of the clause, of the treaty from their day, or whose contract it is.
    Certainty bound = Certainty::no;
    const bool listed = std::any_of(clause.parties.begin(), clause.parties.end(),
                                    [&](const std::string& id) { return records_.actor(id) == state; });
    if (!clause.parties.empty()) {
      bound = listed ? Certainty::certain : Certainty::no;
    } else if (text != nullptr && records_.state_of(*text) == state) {
      bound = Certainty::certain;
    }
    if (text != nullptr)
      for (const TreatyParty& party : text->parties) {
        if (records_.actor(party.state) != state) continue;
        const Certainty from = party.from   ? Interval{party.from, std::nullopt}.on(day_)
                               : party.date ? Certainty::possible
                                            : Certainty::certain;
        bound = clause.parties.empty() ? std::max(bound, from) : std::min(bound, from);
      }
    both = std::min(both, bound);
    if (!state || both == Certainty::no) return "the clause does not bind the State on the day";
    if (!meet(world_.conduct, clause.forbids, measure.conduct) || !meet(world_.object, clause.object, measure.object))
      return "the clause is about something else";
    for (const std::string& aim : measure.objectives)
      if ((clause.exceptions && contains(*clause.exceptions, aim)) ||
          (clause.hr_exception.value_or(false) && hyphened(aim) == "human-rights"))
        derived_.status = FindingStatus::excepted;
    if (derived_.status != FindingStatus::excepted) derived_.status = FindingStatus::exposed;
    derived_.sure = both == Certainty::certain;
    derived_.facts = {&clause.facts, &measure.facts};
    derived_.actors = {state};
    return std::nullopt;
  }

  [[nodiscard]] Fault mismatched() {
    const auto stances = named<Position>();
    const auto norms = named<Provision>();
    if (stances.size() != 1 || norms.size() != 1 || finding_.ids.size() != 2) return "not a position and a provision";
    const Position& position = *graph_.fields<Position>(stances[0]);
    const Clause clause = world_.clause(norms[0]);
    const VertexId state = home(stances[0]);
    if (!records_.counts(position.facts) || !clause.modality || !state || clause.state != state)
      return "not of one State, or without effect";
    using M = Modality;
    const bool against = clause.binding && (*clause.modality == M::prohibition || *clause.modality == M::restriction ||
                                            *clause.modality == M::discouragement);
    const bool asks = *clause.modality == M::obligation || *clause.modality == M::recommendation;
    if (!(position.stance == "supports" && against) && !(position.stance == "opposes" && asks))
      return "position and provision pull the same way";
    const Interval life = graph_.lifetime(stances[0]);
    const std::optional<Date> date = position.date ? position.date : life.from();
    if (!date || date->is_unknown()) return "the position has no date";
    bool may = true;
    for (const Spans& spans : {Spans{Span{life}}, clause.spans}) {
      const Certainty first = on(spans, date->first()), last = on(spans, date->last());
      may = may && std::max(first, last) != Certainty::no;
      derived_.sure = derived_.sure && std::min(first, last) == Certainty::certain;
    }
    if (!may) return "they did not hold at the date of the position";
    if (!meet(world_.conduct, clause.fields->conduct, position.conduct) ||
        !meet(world_.object, clause.fields->object, position.object))
      return "they are about different things";
    derived_.facts = {&position.facts, &clause.fields->facts};
    derived_.actors = {clause.agency, state};
    return std::nullopt;
  }

  [[nodiscard]] Fault drifting() {
    const auto texts = named<Instrument>();
    if (texts.size() != 2 || finding_.ids.size() != 2) return "not two instruments";
    const Instrument &a = *graph_.fields<Instrument>(texts[0]), &b = *graph_.fields<Instrument>(texts[1]);
    const VertexId state = records_.state_of(a);
    if (!state || state != records_.state_of(b)) return "not of one State";
    const Certainty live = std::min(on(records_.life(a), day_), on(records_.life(b), day_));
    if (live == Certainty::no || !records_.counts(a.facts) || !records_.counts(b.facts)) return "one is not in force";
    const auto defined = [&](const Instrument& text) {
      std::optional<Names> all;
      for (const NamedList& term : text.definitions) {
        if (term.name != finding_.details().term) continue;
        all.emplace();
        for (const std::string& node : term.values) all->merge(atoms(world_.object, node));
      }
      return all;
    };
    const auto x = defined(a), y = defined(b);
    if (!x || !y) return "one does not define the term";
    std::set_symmetric_difference(x->begin(), x->end(), y->begin(), y->end(),
                                  std::back_inserter(derived_.more.difference));
    if (derived_.more.difference.empty()) return "both mean the same";
    derived_.more.term = finding_.details().term;
    derived_.sure = live == Certainty::certain;
    derived_.facts = {&a.facts, &b.facts};
    derived_.actors = {records_.agency_of(a), records_.agency_of(b)};
    if (std::none_of(derived_.actors.begin(), derived_.actors.end(),
                     [&](VertexId v) { return v && records_.state_of(v); }))
      derived_.actors.push_back(state);
    return std::nullopt;
  }

  [[nodiscard]] Fault opposed() {
    const auto aims = named<Objective>();
    if (aims.size() != 2 || finding_.ids.size() != 2) return "not two objectives";
    for (const VertexId v : graph_.vertices<Interaction>()) {
      const Interaction* fields = graph_.fields<Interaction>(v);
      if (fields == nullptr || fields->between.size() != 2 || !fields->score || Decimal{-1} < *fields->score) continue;
      if (fields->between[0] != finding_.details().from || fields->score != finding_.details().score) continue;
      const auto first = graph_.find(VertexKind::objective, fields->between[0]);
      const auto second = graph_.find(VertexKind::objective, fields->between[1]);
      if (!first || !second || std::set{*first, *second} != std::set<VertexId>(aims.begin(), aims.end())) continue;
      const Certainty now = holds(v, fields->facts);
      bool definite = now == Certainty::certain && fields->facts.assertion != Assertion::disputed;
      if (now == Certainty::no || definite != finding_.definite) continue;
      std::vector<VertexId> issuers;
      for (const VertexId aim : {*first, *second}) {
        const Instrument* text = records_.instrument(graph_.fields<Objective>(aim)->instrument);
        issuers.push_back(text == nullptr ? VertexId{} : records_.agency_of(*text));
      }
      if (issuers[0] && issuers[0] == issuers[1]) return "both are of one agency";
      derived_.sure = now == Certainty::certain;
      derived_.facts = {&fields->facts};
      derived_.actors = issuers;
      derived_.more.score = fields->score;
      derived_.more.from = fields->between[0];
      return std::nullopt;
    }
    return "no interaction of that score is recorded";
  }

  const PlainWorld& world_;
  const Records& records_;
  const Graph& graph_;
  const Finding& finding_;
  std::int32_t day_;
  Derived derived_{};
};

}  // namespace

std::optional<std::string> check_structural(const PlainWorld& world, const Finding& finding, std::int32_t day) {
  return StructuralChecker{world, finding, day}.run();
}

}  // namespace dutygraph::detail
