// SPDX-License-Identifier: BSL-1.0
#include <algorithm>
#include <set>

#include "query/coherence/norms.hpp"

namespace dutygraph::detail {

int level_of(std::string_view rank) noexcept {
  if (rank == "constitution") return 6;
  if (rank == "statute") return 5;
  if (rank == "regulation") return 4;
  if (rank == "decision") return 3;
  if (rank == "policy" || rank == "strategy") return 2;
  if (rank == "guidance") return 1;
  return -1;
}

bool binds_by_rank(std::string_view rank) noexcept {
  return level_of(rank) >= 3 || rank == "treaty" || rank == "contract";
}

bool ever_adopted(const Instrument& instrument) noexcept {
  if (instrument.status.empty()) return true;
  bool adopted = false;
  for (const Phase& phase : instrument.status) {
    if (phase.state == "annulled") return false;
    adopted = adopted || phase.state != "proposed";
  }
  return adopted;
}

Records::Records(const Graph& graph) : graph_{graph} {}

bool Records::counts(const Facts& facts) const noexcept {
  if (facts.assertion == Assertion::negative) return false;
  const std::optional<Date> seen = graph_.known_by_day();
  return !seen || !facts.recorded || facts.recorded->first() <= seen->first();
}

VertexId Records::state_of(VertexId actor) const {
  std::set<VertexId> seen;
  while (actor && seen.insert(actor).second) {
    VertexId next;
    switch (graph_.kind(actor)) {
      case VertexKind::state:
        return actor;
      case VertexKind::agency: {
        if (const VertexId state = graph_.home(actor)) return graph_.canonical(state);
        const Agency* fields = graph_.fields<Agency>(actor);
        if (fields != nullptr && !fields->part_of.empty()) next = this->actor(fields->part_of);
        if (fields != nullptr && !next && !fields->belongs_to.empty())
          next = this->actor(fields->belongs_to.front().id);
        break;
      }
      case VertexKind::company: {
        const Company* fields = graph_.fields<Company>(actor);
        if (fields != nullptr) next = this->actor(fields->organ_of);
        break;
      }
      case VertexKind::organisation: {
        const Organisation* fields = graph_.fields<Organisation>(actor);
        if (fields != nullptr) next = this->actor(fields->organ_of);
        break;
      }
      default:
        break;
    }
    actor = next;
  }
  return {};
}

VertexId Records::actor(std::string_view id) const {
  if (id.empty()) return {};
  const std::optional<VertexId> v = graph_.find(id);
  return v && is_actor(graph_.kind(*v)) ? graph_.canonical(*v) : VertexId{};
}

const Instrument* Records::instrument(std::string_view id) const {
  if (id.empty()) return nullptr;
  const std::optional<VertexId> v = graph_.find(VertexKind::instrument, id);
  return v ? graph_.fields<Instrument>(*v) : nullptr;
}

namespace {

/// Ends \p spans at the first day of a successor, for good.
Spans ended(const Spans& spans, const std::optional<Date>& from) {
  if (!from) return spans;
  Span before;
  before.end(*from);
  return meet(spans, {before});
}

}  // namespace

Spans Records::life(const Instrument& instrument) const {
  if (!counts(instrument.facts)) return {};
  const bool goes_on = instrument.continues.value_or(false);
  const Interval own{instrument.facts.valid.from(), goes_on ? std::nullopt : instrument.facts.valid.to()};
  Spans spans = meet({Span{own}}, in_force(instrument.status));
  for (const VertexId later : successors_of(instrument.id, VertexKind::instrument)) {
    const Instrument* fields = graph_.fields<Instrument>(later);
    if (fields != nullptr && counts(fields->facts) && ever_adopted(*fields))
      spans = ended(spans, fields->facts.valid.from());
  }
  return spans;
}

Spans Records::life(VertexId v, const Provision& provision) const {
  Spans spans{Span{graph_.lifetime(v)}};
  if (!spans.front().may_be()) spans.clear();
  if (const Instrument* own = instrument(provision.instrument)) spans = meet(spans, life(*own));
  for (const VertexId later : successors_of(graph_.key(v), VertexKind::provision)) {
    const Provision* fields = graph_.fields<Provision>(later);
    if (fields == nullptr || !counts(fields->facts)) continue;
    const Instrument* theirs = instrument(fields->instrument);
    if (theirs == nullptr || ever_adopted(*theirs)) spans = ended(spans, graph_.lifetime(later).from());
  }
  return spans;
}

const std::vector<VertexId>& Records::successors_of(std::string_view id, VertexKind kind) const {
  static const std::vector<VertexId> none;
  if (!successors_) {
    auto found = std::make_shared<Successors>();
    const auto note = [&](VertexKind of, const std::vector<std::string>& earlier, VertexId later) {
      for (const std::string& key : earlier) {
        const auto v = graph_.find(of, key);
        if (v && *v != later) (*found)[*v].push_back(later);
      }
    };
    for (const VertexId v : graph_.vertices<Provision>())
      if (const Provision* fields = graph_.fields<Provision>(v)) note(VertexKind::provision, fields->supersedes, v);
    for (const VertexId v : graph_.vertices<Instrument>())
      if (const Instrument* fields = graph_.fields<Instrument>(v)) note(VertexKind::instrument, fields->supersedes, v);
    successors_ = std::move(found);
  }
  if (successors_->empty()) return none;
  const auto v = graph_.find(kind, id);
  if (!v) return none;
  const auto at = successors_->find(*v);
  return at == successors_->end() ? none : at->second;
}

VertexId Records::agency_of(const Instrument& instrument) const { return actor(instrument.issuer); }

VertexId Records::agency_of(const Provision& provision) const {
  if (const VertexId agency = actor(provision.agency)) return agency;
  const Instrument* own = instrument(provision.instrument);
  return own == nullptr ? VertexId{} : agency_of(*own);
}

VertexId Records::state_of(const Instrument& instrument) const {
  if (!instrument.state.empty()) {
    const auto state = graph_.find(VertexKind::state, instrument.state);
    if (state) return graph_.canonical(*state);
  }
  if (const VertexId state = state_of(agency_of(instrument))) return state;
  return state_of(actor(instrument.organisation));
}

VertexId Records::state_of(VertexId v, const Provision& provision) const {
  if (const VertexId state = graph_.home(v)) return graph_.canonical(state);
  if (const VertexId state = state_of(actor(provision.agency))) return state;
  const Instrument* own = instrument(provision.instrument);
  return own == nullptr ? VertexId{} : state_of(*own);
}

std::string_view Records::rank_of(const Provision& provision) const {
  if (!provision.rank.empty()) return provision.rank;
  const Instrument* own = instrument(provision.instrument);
  return own == nullptr ? std::string_view{} : std::string_view{own->rank};
}

bool Records::binds(const Provision& provision) const {
  if (provision.binding) return *provision.binding;
  const Instrument* own = instrument(provision.instrument);
  if (own != nullptr && own->binding == "mandatory") return true;
  if (own != nullptr && own->binding == "voluntary") return false;
  return binds_by_rank(rank_of(provision));
}

std::vector<VertexId> Records::parties_of(const Provision& provision) const {
  std::vector<VertexId> parties;
  if (rank_of(provision) != "treaty") return parties;
  const Instrument* own = instrument(provision.instrument);
  if (own == nullptr) return parties;
  for (const TreatyParty& party : own->parties)
    if (const auto state = graph_.find(VertexKind::state, party.state)) parties.push_back(graph_.canonical(*state));
  std::sort(parties.begin(), parties.end());
  parties.erase(std::unique(parties.begin(), parties.end()), parties.end());
  return parties;
}

std::optional<Date> Records::adopted(VertexId v, const Provision& provision) const {
  const Instrument* own = instrument(provision.instrument);
  if (provision.adopted) return provision.adopted;
  if (own != nullptr && own->adopted) return own->adopted;
  if (const auto from = graph_.lifetime(v).from()) return from;
  return own == nullptr ? std::nullopt : own->facts.valid.from();
}

std::string_view Records::citation(const Provision& provision) const {
  if (!provision.citation.empty()) return provision.citation;
  const Instrument* own = instrument(provision.instrument);
  if (own == nullptr) return provision.instrument;
  return !own->citation.empty() ? own->citation : !own->title.empty() ? own->title : own->id;
}

std::vector<std::string> Records::standing(VertexId v, const Provision& provision) const {
  std::vector<std::string> ranks;
  const std::string_view own = rank_of(provision);
  if (own.empty()) return {};
  ranks.emplace_back(own);
  if (own == "decision" && !provision.applies_rank.empty()) {
    const int applied = level_of(provision.applies_rank);
    if (applied < 0)
      ranks.emplace_back(provision.applies_rank);
    else if (applied > level_of(own))
      ranks.front() = provision.applies_rank;
  }
  std::vector<VertexId> orders = parties_of(provision);
  if (const VertexId state = state_of(v, provision)) orders.push_back(state);
  std::set<std::string> all;
  for (const VertexId order : orders)
    for (const std::string& rank : ranks) all.insert(std::string{graph_.key(order)} + ":" + rank);
  return {all.begin(), all.end()};
}

}  // namespace dutygraph::detail
