// SPDX-License-Identifier: BSL-1.0
#include "query/influence.hpp"

#include <algorithm>
#include <tuple>
#include <utility>

#include <dutygraph/error.hpp>

#include "query/group.hpp"

namespace dutygraph::detail {
namespace {

/// Roles in which a party gives, buys or carries; in all others it receives.
bool gives(std::string_view role) {
  return role == "provider" || role == "guarantor" || role == "buyer" || role == "co_financier" ||
         role == "intermediary";
}

std::string joined(std::vector<std::string> words) {
  std::sort(words.begin(), words.end());
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : ",") + word;
  return text;
}

}  // namespace

Nodes::Nodes(const Settings& settings, std::string_view dimension) {
  for (const Taxonomy& taxonomy : settings.taxonomies)
    if (taxonomy.id == dimension)
      for (const NamedList& node : taxonomy.nodes)
        for (const std::string& parent : node.values) parents_[canonical(node.name)].insert(canonical(parent));
}

std::string Nodes::canonical(std::string_view node) {
  std::string text{node};
  std::replace(text.begin(), text.end(), '-', '_');
  return text;
}

bool Nodes::is_below(std::string_view node, std::string_view other) const {
  const std::string wanted = canonical(other);
  std::vector<std::string> todo{canonical(node)};
  std::set<std::string> seen{todo.front()};
  while (!todo.empty()) {
    const std::string at = std::move(todo.back());
    todo.pop_back();
    if (at == wanted) return true;
    if (const auto up = parents_.find(at); up != parents_.end())
      for (const std::string& parent : up->second)
        if (seen.insert(parent).second) todo.push_back(parent);
  }
  return false;
}

InfluenceMaker::InfluenceMaker(const Graph& graph, const AgencyOptions& options, Date day)
    : graph_{graph},
      options_{options},
      day_{day.first()},
      standings_{graph, day},
      objects_{graph.settings(), "object"} {
  for (const VertexId agency : options.agencies) agencies_.insert(graph.canonical(agency));
}

void InfluenceMaker::add_state(VertexId state) {
  const StateGroup group = group_of(graph_, state, day_, true);
  const std::set<VertexId> sure{group.sure.begin(), group.sure.end()};
  state_ = state;
  const std::size_t first = rows_.size();
  for (const VertexId member : group.possible) {
    if (options_.stop.stop_requested()) throw Cancelled{};
    agency_ = member;
    certain_ = sure.contains(member);
    add_rules();
    add_tasks();
    add_deals();
    add_holdings();
    add_agenda();
    add_supervised_companies();
  }
  // What a supervised agency has in its hands: one step, never through several.
  std::map<VertexId, std::map<std::string, std::vector<EvidenceId>>> of;
  for (std::size_t i = first; i < rows_.size(); ++i)
    if (rows_[i].through != Means::supervision) of[rows_[i].agency].try_emplace(rows_[i].technology, rows_[i].evidence);
  for (const VertexId member : group.possible) {
    agency_ = member;
    certain_ = sure.contains(member);
    for (const EdgeId e : graph_.out_edges(member, EdgeKind::supervises)) {
      const VertexId other = graph_.target(e);
      const auto at = of.find(other);
      if (graph_.kind(other) != VertexKind::agency || at == of.end() || other == member) continue;
      for (const auto& [technology, evidence] : at->second) {
        Step step = step_of(e);
        step.evidence.insert(step.evidence.end(), evidence.begin(), evidence.end());
        add(technology, Means::supervision, false, step, {member, other}, powers_of(member));
      }
    }
  }
}

std::vector<InfluenceRow> InfluenceMaker::take() {
  // All rows are collected first: a supervisor may be asked for and what it supervises not.
  if (!agencies_.empty())
    std::erase_if(rows_, [&](const InfluenceRow& row) { return !agencies_.contains(row.agency); });
  std::erase_if(rows_, [&](const InfluenceRow& row) { return !is_asked(row.technology); });
  const auto key = [&](const InfluenceRow& row) {
    std::vector<std::string_view> path;
    for (const VertexId v : row.path) path.push_back(graph_.key(v));
    return std::tuple{graph_.key(row.state), graph_.key(row.agency), std::string_view{row.technology},
                      row.through,           std::move(path),        std::string_view{row.by}};
  };
  std::stable_sort(rows_.begin(), rows_.end(),
                   [&](const InfluenceRow& a, const InfluenceRow& b) { return key(a) < key(b); });
  std::vector<InfluenceRow> list;
  for (InfluenceRow& row : rows_) {
    if (list.empty() || key(list.back()) != key(row)) {
      list.push_back(std::move(row));
      continue;
    }
    InfluenceRow& same = list.back();  // several interests, or one fact said twice
    for (const EvidenceId evidence : row.evidence)
      if (std::find(same.evidence.begin(), same.evidence.end(), evidence) == same.evidence.end())
        same.evidence.push_back(evidence);
    same.verdict = std::max(same.verdict, row.verdict);
    same.exercised = same.exercised || row.exercised;
  }
  return list;
}

bool InfluenceMaker::is_asked(std::string_view technology) const {
  if (options_.technologies.empty()) return true;
  return !technology.empty() &&
         std::any_of(options_.technologies.begin(), options_.technologies.end(), [&](const std::string& asked) {
           return objects_.is_below(technology, asked) || objects_.is_below(asked, technology);
         });
}

void InfluenceMaker::add(std::string_view technology, Means through, bool exercised, const Step& step,
                         std::vector<VertexId> path, const std::string& by) {
  if (step.certainty == Certainty::no) return;
  InfluenceRow row;
  row.state = state_;
  row.agency = agency_;
  row.technology = technology;
  row.through = through;
  row.exercised = exercised;
  row.verdict = step.certainty == Certainty::certain && certain_ ? Verdict::certain : Verdict::possible;
  row.by = by;
  row.path = std::move(path);
  for (const EvidenceId evidence : step.evidence)
    if (std::find(row.evidence.begin(), row.evidence.end(), evidence) == row.evidence.end())
      row.evidence.push_back(evidence);
  rows_.push_back(std::move(row));
}

std::string InfluenceMaker::powers_of(VertexId agency) const {
  const Agency* fields = graph_.fields<Agency>(agency);
  return fields != nullptr ? joined(fields->powers) : std::string{};
}

void InfluenceMaker::add_rules() {
  for (const EdgeId e : graph_.out_edges(agency_, EdgeKind::issues)) {
    const VertexId rule = graph_.target(e);
    if (graph_.kind(rule) == VertexKind::instrument) {
      // A rule of a State that one of its agencies issued is that agency's.
      const Instrument* fields = graph_.fields<Instrument>(rule);
      if (graph_.kind(agency_) == VertexKind::state && fields != nullptr && !fields->issuer.empty() &&
          fields->issuer != graph_.key(agency_))
        continue;
      Step step = step_of(e);
      step.certainty = std::min(step.certainty, standings_.in_force(rule));
      add_rule(rule, Means::instrument, true, step, {});
    } else if (graph_.kind(rule) == VertexKind::provision) {
      const Provision* fields = graph_.fields<Provision>(rule);
      if (fields == nullptr) continue;
      Step step = step_of(e);
      if (!fields->instrument.empty())
        if (const auto instrument = graph_.find<Instrument>(fields->instrument);
            instrument && !graph_.is_implicit(*instrument))
          step.certainty = std::min(step.certainty, standings_.in_force(*instrument));
      const std::vector<std::string> nodes = fields->object ? fields->object->in : std::vector<std::string>{};
      for (const std::string& node : nodes) add(node, Means::instrument, true, step, {agency_, rule}, fields->modality);
      if (nodes.empty()) add({}, Means::instrument, true, step, {agency_, rule}, fields->modality);
    }
  }
  for (const EdgeId e : graph_.out_edges(agency_, EdgeKind::enforces)) {
    const VertexId rule = graph_.target(e);
    Step step = step_of(e);
    step.certainty = std::min(step.certainty, standings_.in_force(rule));
    if (step.certainty == Certainty::no) continue;
    std::string powers;
    if (const Instrument* fields = graph_.fields<Instrument>(rule))
      for (const Enforcer& enforcer : fields->enforcers)
        if (enforcer.agency == graph_.key(agency_)) powers = joined(enforcer.powers);
    const Applied applied = standings_.of(rule).applied;
    add_rule(rule, Means::enforcement, applied == Applied::active, step, powers.empty() ? powers_of(agency_) : powers);
  }
}

void InfluenceMaker::add_rule(VertexId rule, Means through, bool exercised, const Step& step, const std::string& by) {
  if (step.certainty == Certainty::no) return;
  const Instrument* fields = graph_.fields<Instrument>(rule);
  bool any = false;
  std::set<std::string> named;
  if (fields != nullptr)
    for (const std::string& technology : fields->technologies) {
      named.insert(Nodes::canonical(technology));
      add(technology, through, exercised, step, {agency_, rule}, by);
      any = true;
    }
  for (const EdgeId e : graph_.out_edges(rule, EdgeKind::contains)) {
    const VertexId clause = graph_.target(e);
    const Provision* provision = graph_.fields<Provision>(clause);
    if (provision == nullptr || !provision->object) continue;
    // A clause with an agency of its own is that agency's.
    if (through == Means::instrument && !provision->agency.empty() && provision->agency != graph_.key(agency_))
      continue;
    Step inner = step;
    inner.certainty = std::min(inner.certainty, graph_.on(e, day_));
    inner.evidence.push_back(graph_.evidence(e));
    for (const std::string& node : provision->object->in) {
      if (named.contains(Nodes::canonical(node))) continue;
      add(node, through, exercised, inner, {agency_, rule, clause}, by);
      any = any || inner.certainty != Certainty::no;
    }
  }
  if (!any) add({}, through, exercised, step, {agency_, rule}, by);
}

void InfluenceMaker::add_tasks() {
  for (const EdgeId e : graph_.out_edges(agency_, EdgeKind::bears)) {
    const VertexId record = graph_.target(e);
    const Step step = step_of(e);
    if (const Mandate* mandate = graph_.fields<Mandate>(record)) {
      add(mandate->object, Means::mandate, false, step, {agency_, record}, mandate->function);
    } else if (const Lead* lead = graph_.fields<Lead>(record)) {
      add(lead->object, Means::mandate, false, step, {agency_, record}, lead->function);
    } else if (const Restriction* restriction = graph_.fields<Restriction>(record)) {
      for (const EdgeId to : graph_.out_edges(record, EdgeKind::concerns))
        add_company(graph_.target(to), Means::restriction, true, step, {agency_, record}, restriction->measure);
    }
  }
}

void InfluenceMaker::add_deals() {
  for (const EdgeId e : graph_.out_edges(agency_, EdgeKind::role_in)) {
    const VertexId deal = graph_.target(e);
    const Engagement* engagement = graph_.fields<Engagement>(deal);
    const Support* support = graph_.fields<Support>(deal);
    if ((engagement == nullptr && support == nullptr) || !gives(graph_.role(e))) continue;
    const Step step = step_of(e);
    const std::string by = engagement == nullptr         ? support->type
                           : engagement->channel.empty() ? std::string{graph_.role(e)}
                                                         : engagement->channel;
    if (engagement != nullptr && !engagement->technologies.empty()) {
      for (const std::string& technology : engagement->technologies)
        add(technology, Means::money, true, step, {agency_, deal}, by);
      continue;
    }
    bool any = false;
    for (const EdgeId to : graph_.in_edges(deal, EdgeKind::role_in)) {
      const VertexId party = graph_.source(to);
      if (gives(graph_.role(to)) || party == agency_) continue;
      any = true;
      add_company(party, Means::money, true, step, {agency_, deal}, by);
    }
    if (!any) add({}, Means::money, true, step, {agency_, deal}, by);
  }
}

void InfluenceMaker::add_holdings() {
  for (const EdgeId e : graph_.out_edges(agency_, EdgeKind::holds))
    add_company(graph_.target(e), Means::ownership, false, step_of(e), {agency_}, {});
}

void InfluenceMaker::add_agenda() {
  const Agency* fields = graph_.fields<Agency>(agency_);
  if (fields == nullptr) return;
  const Step step{graph_.lifetime(agency_).on(day_), {graph_.tables().vertex_evidence[agency_.value()]}};
  for (const std::string& node : fields->shapes) add(node, Means::agenda, false, step, {agency_}, {});
}

void InfluenceMaker::add_supervised_companies() {
  for (const EdgeId e : graph_.out_edges(agency_, EdgeKind::supervises))
    if (graph_.kind(graph_.target(e)) != VertexKind::agency)
      add_company(graph_.target(e), Means::supervision, false, step_of(e), {agency_}, powers_of(agency_));
}

void InfluenceMaker::add_company(VertexId company, Means through, bool exercised, const Step& step,
                                 std::vector<VertexId> path, const std::string& by) {
  path.push_back(company);
  const Company* fields = graph_.fields<Company>(company);
  Step inner = step;
  if (fields != nullptr && !fields->technologies.empty())
    inner.evidence.push_back(graph_.tables().vertex_evidence[company.value()]);
  if (fields != nullptr)
    for (const std::string& technology : fields->technologies) add(technology, through, exercised, inner, path, by);
  if (fields == nullptr || fields->technologies.empty()) add({}, through, exercised, inner, path, by);
}

}  // namespace dutygraph::detail
