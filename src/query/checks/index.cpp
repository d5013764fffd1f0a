// SPDX-License-Identifier: BSL-1.0
#include <algorithm>
#include <tuple>

#include <dutygraph/error.hpp>

#include "query/checks/world.hpp"

namespace dutygraph::detail {

const std::vector<VertexId>& CheckIndex::list(const Lists& lists, VertexId v) {
  static const std::vector<VertexId> none;
  const auto at = lists.find(v);
  return at == lists.end() ? none : at->second;
}

void CheckIndex::own(VertexKind kind, VertexId record, std::string_view owner, VertexKinds kinds) {
  if (owner.empty()) return;
  for (std::size_t k = 0; k < vertex_kinds; ++k) {
    const auto one = static_cast<VertexKind>(k);
    if (!kinds.contains(one)) continue;
    if (const auto v = graph_.find(one, owner)) {
      if (graph_.kind(*v) != one) continue;  // actors share one space of ids
      owned_[kind][graph_.canonical(*v)].push_back(record);
      return;
    }
  }
}

/// Calls `f(vertex, fields)` for every record of a kind that was known, by id.
template <class Record, class F>
void CheckIndex::each(F&& f) {
  std::vector<VertexId> all;
  for (const VertexId v : graph_.vertices<Record>())
    if (graph_.fields<Record>(v) != nullptr && is_known(v)) all.push_back(v);
  std::sort(all.begin(), all.end(), [&](VertexId a, VertexId b) { return graph_.key(a) < graph_.key(b); });
  for (const VertexId v : all) f(v, *graph_.fields<Record>(v));
}

CheckIndex::CheckIndex(const Graph& graph, Date day, const CheckOptions& options, std::vector<VertexId> states)
    : graph_{graph},
      day_{day},
      options_{options},
      states_{std::move(states)},
      standings_{std::make_shared<const Standings>(graph, day)},
      conduct_{graph, "conduct"},
      bearer_{graph, "bearer"},
      object_{graph, "object"} {
  const auto home = [&](VertexKind kind, VertexId v) {
    if (const VertexId state = graph_.home(v)) owned_[kind][graph_.canonical(state)].push_back(v);
  };
  each<Instrument>([&](VertexId v, const Instrument& fields) {
    home(VertexKind::instrument, v);
    own(VertexKind::instrument, v, fields.issuer, actors);
    own(VertexKind::instrument, v, fields.organisation, actors);
    for (const std::string& id : fields.amends)
      if (const auto earlier = graph_.find(VertexKind::instrument, id)) amendments_[*earlier].push_back(v);
  });
  each<Provision>([&](VertexId v, const Provision& fields) {
    home(VertexKind::provision, v);
    own(VertexKind::provision, v, fields.agency, actors);
    own(VertexKind::provision, v, fields.instrument, VertexKind::instrument);
  });
  each<Commitment>([&](VertexId v, const Commitment&) { home(VertexKind::commitment, v); });
  each<RequiredMandate>([&](VertexId v, const RequiredMandate&) { home(VertexKind::required_mandate, v); });
  each<SafeguardPolicy>([&](VertexId v, const SafeguardPolicy&) { home(VertexKind::safeguard_policy, v); });
  each<Position>([&](VertexId v, const Position&) { home(VertexKind::position, v); });
  each<Measure>([&](VertexId v, const Measure&) { home(VertexKind::measure, v); });
  each<Mandate>([&](VertexId v, const Mandate& fields) { own(VertexKind::mandate, v, fields.agency, actors); });
  each<Capacity>([&](VertexId v, const Capacity& fields) { own(VertexKind::capacity, v, fields.agency, actors); });
  each<TreatyClause>([&](VertexId v, const TreatyClause& fields) {
    own(VertexKind::treaty_clause, v, fields.instrument, VertexKind::instrument);
  });
  each<Implementation>([&](VertexId v, const Implementation& fields) {
    for (const std::string& id : fields.implements)
      own(VertexKind::implementation, v, id, {VertexKind::commitment, VertexKind::instrument});
  });
  each<Coordination>([&](VertexId v, const Coordination&) { coordination_.push_back(v); });
  each<Restriction>([&](VertexId v, const Restriction& fields) {
    if (const auto company = graph_.find(fields.company)) restrictions_[graph_.canonical(*company)].push_back(v);
  });
  each<Remedy>([&](VertexId v, const Remedy& fields) {
    for (const std::string& key : fields.scope) remedies_[key].push_back(v);
  });
  each<Event>([&](VertexId v, const Event& fields) {
    if (fields.date && fields.date->first() > today() && !fields.date->is_unknown()) return;
    std::set<VertexId> about;
    const auto add = [&](std::string_view id) {
      if (const auto other = graph_.find(id)) about.insert(graph_.canonical(*other));
    };
    for (const std::string& id : fields.about) add(id);
    for (const Party& party : fields.parties) add(party.party);
    for (const std::string& id : fields.responds_to)
      if (const auto other = graph_.find(VertexKind::event, id)) about.insert(*other);
    for (const VertexId other : about) events_[other].push_back(v);
  });
  for (auto& [v, events] : events_)
    std::stable_sort(events.begin(), events.end(), [&](VertexId a, VertexId b) {
      return graph_.fields<Event>(a)->date.value_or(Date{}) < graph_.fields<Event>(b)->date.value_or(Date{});
    });
  for (auto& [kind, lists] : owned_)
    for (auto& [v, records] : lists) {
      std::sort(records.begin(), records.end(), [&](VertexId a, VertexId b) { return graph_.key(a) < graph_.key(b); });
      records.erase(std::unique(records.begin(), records.end()), records.end());
    }
}

const Facts& CheckIndex::facts(VertexId v) const {
  static const Facts none{};
  const Facts* found = &none;
  with_record(graph_.kind(v), [&]<class Record>() {
    if (const Record* fields = graph_.fields<Record>(v)) found = &fields->facts;
  });
  return *found;
}

bool CheckIndex::is_known(VertexId v) const {
  const auto known = graph_.known_by_day();
  if (!known) return true;
  const std::optional<Date>& recorded = facts(v).recorded;
  return !recorded || recorded->first() <= known->first();
}

Certainty CheckIndex::holds(VertexId v) const {
  const Facts& facts = this->facts(v);
  if (facts.assertion == Assertion::negative || !is_known(v)) return Certainty::no;
  const Certainty dated = graph_.lifetime(v).on(today());
  return facts.assertion == Assertion::disputed ? std::min(dated, Certainty::possible) : dated;
}

const std::vector<VertexId>& CheckIndex::of(VertexKind kind, VertexId owner) const {
  static const Lists none;
  const auto lists = owned_.find(kind);
  return list(lists == owned_.end() ? none : lists->second, graph_.canonical(owner));
}

const std::vector<VertexId>& CheckIndex::companies(VertexId state) const {
  if (!companies_) {
    companies_ = std::make_unique<Lists>();
    for (const VertexId v : graph_.vertices<Company>()) {
      if (graph_.fields<Company>(v) == nullptr || graph_.canonical(v) != v || !graph_.home(v)) continue;
      const VertexId home = graph_.canonical(graph_.home(v));
      if (holds(v) != Certainty::no) (*companies_)[home].push_back(v);
    }
    for (auto& [home, list] : *companies_)
      std::sort(list.begin(), list.end(), [&](VertexId a, VertexId b) { return graph_.key(a) < graph_.key(b); });
  }
  return list(*companies_, state);
}

const std::vector<VertexId>& CheckIndex::events(VertexId v) const { return list(events_, graph_.canonical(v)); }

const std::vector<VertexId>& CheckIndex::remedies(std::string_view key) const {
  static const std::vector<VertexId> none;
  const auto at = remedies_.find(key);
  return at == remedies_.end() ? none : at->second;
}

const std::vector<VertexId>& CheckIndex::restrictions(VertexId company) const {
  return list(restrictions_, graph_.canonical(company));
}

const std::vector<VertexId>& CheckIndex::amendments(VertexId instrument) const { return list(amendments_, instrument); }

const ControlResult& CheckIndex::control_result() const {
  if (!control_)
    control_ = std::make_unique<ControlResult>(dutygraph::control(
        graph_,
        {.profile = options_.profile, .as_of = day_, .states = states_, .excluded = true, .stop = options_.stop}));
  return *control_;
}

namespace {

/// The rows of one State among rows that are sorted by its key.
template <class Row>
std::span<const Row> rows_of(const Graph& graph, const Result<Row>& rows, VertexId state) {
  const std::string_view key = graph.key(state);
  const auto before = [&](const Row& row, std::string_view k) { return graph.key(row.state) < k; };
  const Row* first = std::lower_bound(rows.begin(), rows.end(), key, before);
  const Row* last = first;
  while (last != rows.end() && last->state == state) ++last;
  return {first, last};
}

}  // namespace

std::span<const ControlRow> CheckIndex::control(VertexId state) const {
  return rows_of(graph_, control_result(), state);
}

std::span<const NexusRow> CheckIndex::nexus(VertexId state) const {
  if (!nexus_)
    nexus_ = std::make_unique<NexusResult>(
        dutygraph::nexus(graph_, {.profile = options_.profile, .as_of = day_, .states = states_}));
  return rows_of(graph_, *nexus_, state);
}

std::vector<const Finding*> CheckIndex::findings(VertexId state, std::string& reason) const {
  if (!coherence_) {
    try {
      coherence_ = std::make_unique<CoherenceResult>(
          coherence(graph_, {.as_of = day_, .states = states_, .stop = options_.stop}));
    } catch (const InvalidData& error) {  // a scope names what is nowhere recorded: the other checks do not need it
      coherence_ = std::make_unique<CoherenceResult>();
      no_coherence_ = error.what();
    }
  }
  reason = no_coherence_;
  std::vector<const Finding*> found;
  for (const Finding& finding : *coherence_)
    if (finding.states.size() == 1 && finding.states[0] == state) found.push_back(&finding);
  return found;
}

const std::map<VertexId, std::map<VertexId, std::set<std::string>>>& CheckIndex::behind() const {
  if (behind_) return *behind_;
  behind_ = std::make_unique<std::map<VertexId, std::map<VertexId, std::set<std::string>>>>();
  // Which parties give, and in which deals.
  std::map<VertexId, std::set<std::pair<VertexId, std::string>>> given;
  const auto add_deals = [&]<class Record>() {
    for (const VertexId v : graph_.vertices<Record>()) {
      const auto deal = read_deal(graph_, v, today());
      if (!deal || deal->on == Certainty::no) continue;
      for (const EdgeId e : graph_.in_edges(v, EdgeKind::role_in)) {
        const std::string_view role = graph_.role(e);
        if (is_one_of(role, {"provider", "guarantor", "co_financier", "buyer", "intermediary"}))
          given[graph_.canonical(graph_.source(e))].emplace(v, std::string{role});
      }
    }
  };
  add_deals.template operator()<Engagement>();
  add_deals.template operator()<Support>();
  std::vector<VertexId> companies;
  for (const auto& entry : given) {
    const VertexId party = entry.first;
    const auto& deals = entry.second;
    const VertexKind kind = graph_.kind(party);
    const auto put = [&](VertexId state, std::string_view how) {
      for (const auto& [deal, role] : deals)
        if (role != "intermediary" || how.empty())
          (*behind_)[deal][state].insert(how.empty() ? role
                                                     : std::string{how} + " of " + std::string{graph_.key(party)});
    };
    for (const VertexId state : states_of(graph_, party, today())) put(graph_.canonical(state), {});
    if (kind == VertexKind::organisation)
      for (const EdgeId e : graph_.in_edges(party, EdgeKind::member_of))
        if (graph_.kind(graph_.source(e)) == VertexKind::state && graph_.on(e, today()) != Certainty::no)
          put(graph_.canonical(graph_.source(e)), "member");
    if (kind == VertexKind::company || kind == VertexKind::organisation) companies.push_back(party);
  }
  if (!companies.empty())
    for (const ControlRow& row : dutygraph::control(
             graph_, {.profile = options_.profile, .as_of = day_, .companies = companies, .stop = options_.stop})) {
      if (row.verdict == Verdict::excluded || row.round == 0) continue;
      const std::string how = row.verdict == Verdict::certain ? "owner" : "possible owner";
      for (const auto& [deal, role] : given[row.company])
        (*behind_)[deal][row.state].insert(how + " of " + std::string{graph_.key(row.company)});
    }
  for (const auto& [deal, states] : *behind_)
    for (const auto& [state, roles] : states) backed_[state].push_back(deal);
  return *behind_;
}

const std::vector<VertexId>& CheckIndex::backed(VertexId state) const {
  static_cast<void>(behind());
  return list(backed_, state);
}

bool CheckIndex::is_high_risk(std::string_view technology) const {
  const auto& codes = options_.high_risk_technologies;
  return std::any_of(codes.begin(), codes.end(),
                     [&](const std::string& code) { return object_.below(technology, code); });
}

}  // namespace dutygraph::detail
