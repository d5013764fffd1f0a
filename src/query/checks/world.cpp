// SPDX-License-Identifier: BSL-1.0
#include "query/checks/world.hpp"

#include <algorithm>
#include <array>
#include <tuple>

namespace dutygraph::detail {

CheckWorld::CheckWorld(const CheckIndex& index, VertexId state) : index_{index}, state_{state} {
  const Graph& graph = index.graph();
  const StateGroup group = group_of(graph, state, today(), true);
  sure_ = {group.sure.begin(), group.sure.end()};
  possible_ = {group.possible.begin(), group.possible.end()};
  group_ = group.possible;
  const auto by_key = [&](VertexId a, VertexId b) { return graph.key(a) < graph.key(b); };
  std::sort(group_.begin(), group_.end(), by_key);
  for (const VertexId member : group_)
    if (graph.kind(member) == VertexKind::agency) agencies_.push_back(member);
  for (const VertexId v : of_group(VertexKind::instrument))
    if (index_.facts(v).assertion != Assertion::negative) instruments_.push_back(v);
}

std::vector<VertexId> CheckWorld::of_group(VertexKind kind) const {
  std::vector<VertexId> found;
  for (const VertexId member : group_) {
    const auto& list = index_.of(kind, member);
    found.insert(found.end(), list.begin(), list.end());
  }
  std::sort(found.begin(), found.end(), [&](VertexId a, VertexId b) { return key(a) < key(b); });
  found.erase(std::unique(found.begin(), found.end()), found.end());
  return found;
}

std::vector<VertexId> CheckWorld::in_force(bool binding) const {
  std::vector<VertexId> found;
  for (const VertexId v : instruments_)
    if (standings().in_force(v) != Certainty::no && (!binding || is_binding(*graph().fields<Instrument>(v))))
      found.push_back(v);
  return found;
}

const std::vector<VertexId>& CheckWorld::provisions() const {
  if (!provisions_) {
    provisions_ = std::make_unique<std::vector<VertexId>>(of_group(VertexKind::provision));
    for (const VertexId instrument : instruments_) {
      const auto& list = index_.of(VertexKind::provision, instrument);
      provisions_->insert(provisions_->end(), list.begin(), list.end());
    }
    std::erase_if(*provisions_, [&](VertexId v) { return index_.facts(v).assertion == Assertion::negative; });
    std::sort(provisions_->begin(), provisions_->end(), [&](VertexId a, VertexId b) { return key(a) < key(b); });
    provisions_->erase(std::unique(provisions_->begin(), provisions_->end()), provisions_->end());
  }
  return *provisions_;
}

Certainty CheckWorld::provision_in_force(VertexId v) const {
  Certainty certainty = index_.holds(v);
  const Provision* fields = graph().fields<Provision>(v);
  if (const auto whole = graph().find(VertexKind::instrument, fields->instrument); whole && !fields->instrument.empty())
    certainty = std::min(certainty, standings().in_force(*whole));
  return certainty;
}

const Mix& CheckWorld::mix() const {
  if (!mix_) mix_ = std::make_unique<Mix>(index_.standings(), state_);
  return *mix_;
}

const std::vector<StateDeal>& CheckWorld::deals() const {
  if (deals_) return *deals_;
  deals_ = std::make_unique<std::vector<StateDeal>>();
  const Graph& graph = this->graph();
  std::set<VertexId> found;
  for (const VertexId member : group_)
    for (const EdgeId e : graph.out_edges(member, EdgeKind::role_in)) found.insert(graph.target(e));
  const auto by_key = [&](VertexId a, VertexId b) { return graph.key(a) < graph.key(b); };
  for (const VertexId v : found) {
    auto deal = read_deal(graph, v, today());
    if (!deal || deal->on == Certainty::no || !index_.is_known(v)) continue;
    StateDeal one;
    one.on = deal->on;
    one.deal = std::move(*deal);
    bool sure = false;
    for (const EdgeId e : graph.in_edges(v, EdgeKind::role_in)) {
      const VertexId party = graph.canonical(graph.source(e));
      const VertexKind kind = graph.kind(party);
      const bool gives = detail::gives(graph.role(e));
      const bool organ = kind == VertexKind::state || kind == VertexKind::agency;
      if (graph.on(e, today()) != Certainty::certain) one.on = std::min(one.on, Certainty::possible);
      if (in_group(party) && (organ || gives)) {
        one.givers.push_back(party);
        sure = sure || surely_in_group(party);
      } else if (kind == VertexKind::company || (kind == VertexKind::organisation && !gives)) {
        one.receivers.push_back(party);
      }
    }
    if (one.givers.empty()) continue;
    if (!sure) one.on = std::min(one.on, Certainty::possible);
    for (auto* list : {&one.givers, &one.receivers}) {
      std::sort(list->begin(), list->end(), by_key);
      list->erase(std::unique(list->begin(), list->end()), list->end());
    }
    deals_->push_back(std::move(one));
  }
  std::sort(deals_->begin(), deals_->end(),
            [&](const StateDeal& a, const StateDeal& b) { return by_key(a.deal.id, b.deal.id); });
  return *deals_;
}

VertexId CheckWorld::complete(std::string_view section, Inquiry inquiry) const {
  inquiry.section = section;
  inquiry.state = state_;
  return declared_complete(graph(), inquiry, day());
}

bool is_binding(const Instrument& instrument) {
  if (!instrument.binding.empty()) return instrument.binding == "mandatory";
  return is_one_of(instrument.rank, {"constitution", "statute", "regulation", "decision", "treaty", "contract"});
}

std::string_view rank_of(const Graph& graph, const Provision& provision) {
  std::string_view rank = provision.rank;
  if (rank.empty())
    if (const auto whole = graph.find(VertexKind::instrument, provision.instrument); whole)
      if (const Instrument* instrument = graph.fields<Instrument>(*whole)) rank = instrument->rank;
  if (rank == "decision" && height(provision.applies_rank) > height(rank)) return provision.applies_rank;
  return rank;
}

int height(std::string_view rank) {
  constexpr std::array<std::pair<std::string_view, int>, 7> ranks{{{"constitution", 6},
                                                                   {"statute", 5},
                                                                   {"regulation", 4},
                                                                   {"decision", 3},
                                                                   {"policy", 2},
                                                                   {"strategy", 2},
                                                                   {"guidance", 1}}};
  for (const auto& [name, place] : ranks)
    if (name == rank) return place;
  return 0;
}

namespace {

/// The size of the latest year that is not after the day.
const CompanySize* size_on(const Company& company, Date day) {
  const std::int64_t year = std::stoll(day.to_string().substr(0, 4));
  const CompanySize* best = nullptr;
  for (const CompanySize& size : company.size) {
    if (size.year && *size.year > year) continue;
    if (best == nullptr || best->year.value_or(0) <= size.year.value_or(0)) best = &size;
  }
  return best;
}

bool compares(Decimal a, std::string_view op, Decimal b) {
  if (op == ">") return a > b;
  if (op == "<") return a < b;
  if (op == "<=") return a <= b;
  if (op == "=") return a == b;
  return a >= b;
}

}  // namespace

Certainty applies_to(const Instrument& instrument, const Graph& graph, VertexId company, Date day,
                     std::vector<std::string>* missing) {
  const auto note = [&](std::string text) {
    if (missing != nullptr) missing->push_back(std::move(text));
  };
  if (!instrument.scope || instrument.scope->tests.empty()) {
    note("thresholds of " + instrument.id);
    return Certainty::possible;
  }
  const Company* fields = graph.fields<Company>(company);
  const CompanySize* size = fields != nullptr ? size_on(*fields, day) : nullptr;
  std::size_t met = 0, open = 0;
  for (const ScopeTest& test : instrument.scope->tests) {
    std::optional<Decimal> value;
    bool comparable = true;
    if (size != nullptr) {
      if (test.metric == "staff") value = size->staff;
      if (test.metric == "staff_home") value = size->staff_home;
      if (test.metric == "users") value = size->users;
      const bool money = test.metric == "turnover" || test.metric == "balance_sheet";
      if (money) {
        value = test.metric == "turnover" ? size->turnover : size->balance_sheet;
        comparable = test.currency.empty() || size->currency == test.currency;
      }
    }
    if (!value || !test.value || !comparable) {
      ++open;
      note(value && !comparable ? test.metric + " of " + std::string{graph.key(company)} + " in " + test.currency
                                : test.metric + " of " + std::string{graph.key(company)});
    } else if (compares(*value, test.op, *test.value)) {
      ++met;
    }
  }
  std::size_t need = instrument.scope->tests.size();
  if (const std::string& text = instrument.scope->need; !text.empty() && text != "all") {
    need = 0;
    for (const char c : text) {
      if (c < '0' || c > '9' || need > 1000) return Certainty::possible;
      need = need * 10 + static_cast<std::size_t>(c - '0');
    }
  }
  if (met >= need) return Certainty::certain;
  return met + open >= need ? Certainty::possible : Certainty::no;
}

Date shifted(Date day, int months) {
  const std::string text = day.to_string();
  const int all = std::stoi(text.substr(0, 4)) * 12 + std::stoi(text.substr(5, 2)) - 1 + months;
  const int year = all / 12, month = all % 12 + 1;
  if (year < 1) return Date{1, 1, 1};
  if (year > 9999) return Date{9999, 12, 31};
  const int last = Date::from_days(Date{year, month}.last()).first() - Date{year, month}.first() + 1;
  return Date{year, month, std::min(std::stoi(text.substr(8, 2)), last)};
}

// --- rows
// -------------------------------------------------------------------------------------------------------------

Answer& Answer::because(std::string text, VertexId record) {
  CheckReason reason{std::move(text), {}};
  if (record)
    for (const Source& source : world_->graph().sources(record)) reason.sources.push_back(source.id);
  if (std::find(row_->because.begin(), row_->because.end(), reason) == row_->because.end())
    row_->because.push_back(std::move(reason));
  if (record) {
    const Facts& facts = world_->index().facts(record);
    const auto later = [&](Date seen) { return seen.last() < world_->today(); };
    if (!facts.observed.empty() && std::all_of(facts.observed.begin(), facts.observed.end(), later)) {
      const Date last = *std::max_element(facts.observed.begin(), facts.observed.end());
      const CheckReason assumed{
          std::string{world_->key(record)} + " is carried on from " + last.to_string() + " (last_observed)", {}};
      if (std::find(row_->because.begin(), row_->because.end(), assumed) == row_->because.end())
        row_->because.push_back(assumed);
    }
    if (facts.assertion == Assertion::disputed) {
      const CheckReason disputed{std::string{world_->key(record)} + " is disputed: its sources differ", {}};
      if (std::find(row_->because.begin(), row_->because.end(), disputed) == row_->because.end())
        row_->because.push_back(disputed);
    }
  }
  return *this;
}

Answer& Answer::because(std::string text, std::span<const EdgeId> edges) {
  CheckReason reason{std::move(text), {}};
  // By ids: edges stand in the order of the input.
  const Graph& graph = world_->graph();
  std::vector<EdgeId> in_order(edges.begin(), edges.end());
  const auto ids = [&](EdgeId e) {
    const bool holds = graph.kind(e) == EdgeKind::holds;
    return std::tuple{graph.key(graph.source(e)), graph.key(graph.target(e)),
                      holds ? graph.holding_key(e) : std::string_view{}};
  };
  std::stable_sort(in_order.begin(), in_order.end(), [&](EdgeId a, EdgeId b) { return ids(a) < ids(b); });
  for (const EdgeId e : in_order)
    for (const Source& source : graph.sources(e))
      if (std::find(reason.sources.begin(), reason.sources.end(), source.id) == reason.sources.end())
        reason.sources.push_back(source.id);
  if (std::find(row_->because.begin(), row_->because.end(), reason) == row_->because.end())
    row_->because.push_back(std::move(reason));
  return *this;
}

Answer& Answer::missing(std::string what, std::string who) {
  CheckGap gap{std::move(what), std::move(who)};
  if (std::find(row_->missing.begin(), row_->missing.end(), gap) == row_->missing.end())
    row_->missing.push_back(std::move(gap));
  return *this;
}

Answer& Answer::complete(VertexId scope) {
  if (!scope) return *this;
  const Completeness* fields = world_->graph().fields<Completeness>(scope);
  std::string text = "the record of " + fields->section + " is declared complete";
  if (!fields->state.empty()) text += " for " + fields->state;
  for (const std::string* limit :
       {&fields->channel, &fields->technology, &fields->right, &fields->agency, &fields->company})
    if (!limit->empty()) text += ", " + *limit;
  if (fields->as_of) text += ", as of " + fields->as_of->to_string();
  return because(std::move(text), scope);
}

Answer Answers::add(std::string subject, VertexId record) {
  CheckRow& row = rows_.emplace_back();
  row.check = &check_;
  row.state = world_.state();
  row.subject = std::move(subject);
  row.record = record;
  row.element = check_.elements;
  row.severity = check_.list ? std::string_view{} : check_.severity;
  row.result = check_.list ? Outcome::info : Outcome::unknown;
  return Answer{world_, row};
}

std::string name_of(const CheckWorld& world, const StateDeal& deal) { return std::string{world.key(deal.deal.id)}; }

std::string givers_of(const CheckWorld& world, const StateDeal& deal) {
  std::string list;
  for (const VertexId v : deal.givers) list += (list.empty() ? "" : ", ") + std::string{world.key(v)};
  return list;
}

void settle(const CheckWorld& world, const StateDeal& deal, Answer& answer, Outcome outcome) {
  if (deal.on != Certainty::certain) {
    answer.because(name_of(world, deal) + ": whether it is on is open");
    if (outcome == Outcome::fail) {
      outcome = Outcome::unknown;
      answer.missing("dates and status of " + name_of(world, deal), givers_of(world, deal));
    }
  }
  answer.result(outcome);
}

}  // namespace dutygraph::detail
