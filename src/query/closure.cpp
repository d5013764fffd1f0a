// SPDX-License-Identifier: BSL-1.0
#include "query/closure.hpp"

#include <algorithm>
#include <cstdlib>
#include <new>

namespace dutygraph::detail {
namespace {

__extension__ using Wide = __int128;

std::unique_ptr<std::uint32_t[], void (*)(void*)> zeroed(std::size_t size) {
  // calloc hands out pages that cost nothing until they are touched.
  auto* memory = static_cast<std::uint32_t*>(std::calloc(std::max<std::size_t>(size, 1), sizeof(std::uint32_t)));
  if (memory == nullptr) throw std::bad_alloc{};
  return {memory, std::free};
}

/// `units / (full - self) * full`, rounded down or up.
std::int64_t scale(std::int64_t units, std::int64_t self, bool up) {
  const Wide numerator = Wide{units} * full;
  const Wide denominator = full - self;
  return static_cast<std::int64_t>(up ? (numerator + denominator - 1) / denominator : numerator / denominator);
}

}  // namespace

Closures::Closures(const Graph& graph, const ControlProfile& profile, std::int32_t day, std::stop_token stop)
    : graph_{&graph},
      holders_{graph, profile, day},
      stop_{std::move(stop)},
      slots_{zeroed(graph.num_vertices())},
      lower_{zeroed(graph.num_vertices())},
      upper_{zeroed(graph.num_vertices())} {
  entities_.emplace_back();  // slot 0 is nobody's
  sums_.emplace_back();
  if (!profile.concert) return;
  for (const VertexId concert : graph.vertices<Concert>()) {
    Agreement agreement;
    agreement.standing = Certainty::no;
    for (const EdgeId e : graph.in_edges(concert, EdgeKind::acts_in_concert)) {
      agreement.standing = std::max(agreement.standing, graph.on(e, day));
      agreement.parties.push_back(graph.source(e));
    }
    if (agreement.standing == Certainty::no) continue;
    for (const EdgeId e : graph.out_edges(concert, EdgeKind::concerns)) agreement.company = graph.target(e);
    for (const VertexId party : agreement.parties)
      agreements_of_[party.value()].push_back(static_cast<std::uint32_t>(agreements_.size()));
    agreements_.push_back(std::move(agreement));
  }
}

std::uint32_t Closures::slot_of(VertexId company) {
  std::uint32_t& slot = slots_[company.value()];
  if (slot != 0) return slot;
  Entity entity;
  entity.vertex = company;
  entity.first = static_cast<std::uint32_t>(facts_.size());
  HolderFact self;
  holders_.read(company, facts_, self);
  entity.count = static_cast<std::uint32_t>(facts_.size()) - entity.first;
  if (self.holder) {
    entity.self_fact = static_cast<std::uint32_t>(self_.size());
    self_.push_back(self);
  }
  for (std::uint32_t i = entity.first; i < facts_.size(); ++i) {
    entity.total_low += facts_[i].low;
    entity.open_lows += facts_[i].low.open ? 1U : 0U;
    if (agreements_.empty()) continue;
    if (const auto of = agreements_of_.find(facts_[i].holder.value()); of != agreements_of_.end())
      for (const std::uint32_t a : of->second)
        entity.in_concert = entity.in_concert || !agreements_[a].company || agreements_[a].company == company;
  }
  entity.over = entity.total_low.units > full || (entity.total_low.units == full && entity.total_low.open);
  slot = static_cast<std::uint32_t>(entities_.size());
  entities_.push_back(entity);
  sums_.emplace_back();
  return slot;
}

bool Closures::partner_counts(const Entity& entity, VertexId holder, bool upper) const {
  const auto of = agreements_of_.find(holder.value());
  if (of == agreements_of_.end()) return false;
  for (const std::uint32_t a : of->second) {
    const Agreement& agreement = agreements_[a];
    if (agreement.company && agreement.company != entity.vertex) continue;
    if (!upper && agreement.standing != Certainty::certain) continue;
    for (const VertexId party : agreement.parties)
      if (upper ? in_upper(party) : in_lower(party)) return true;
  }
  return false;
}

bool Closures::counts(std::uint32_t slot, const HolderFact& fact, bool upper) const {
  if (upper ? in_upper(fact.holder) : in_lower(fact.holder)) return true;
  return entities_[slot].in_concert && partner_counts(entities_[slot], fact.holder, upper);
}

void Closures::touch(std::uint32_t slot, bool lower, std::uint32_t round) {
  Sums& sums = sums_[slot];
  if (sums.stamp != stamp_) {
    sums = Sums{};
    sums.stamp = stamp_;
    touched_.push_back(slot);
  }
  std::uint32_t& last = lower ? sums.lower_touch : sums.upper_touch;
  if (last == round) return;
  last = round;
  (lower ? changed_lower_ : changed_upper_).push_back(slot);
}

void Closures::add(std::uint32_t slot, const HolderFact& fact, bool lower) {
  Sums& sums = sums_[slot];
  if (lower) {
    sums.low += fact.low;
    sums.alone_low = sums.alone_low | fact.alone_low;
    sums.seats_low += fact.seats_low;
  } else {
    sums.high += fact.high;
    sums.inside_low += fact.low;
    sums.inside_open += fact.low.open ? 1U : 0U;
    sums.alone_high = sums.alone_high | fact.alone_high;
    sums.claims = sums.claims || fact.claims;
    sums.claims_board = sums.claims_board || fact.claims_board;
    if (fact.has_seats) {
      sums.has_seats = true;
      sums.seats_high += fact.seats_high;
    }
  }
}

/// Partners of a concert agreement come and go with a member of the group: such companies are added up anew.
void Closures::recount(std::uint32_t slot) {
  Sums& sums = sums_[slot];
  sums.low = {};
  sums.high = {};
  sums.inside_low = {};
  sums.inside_open = 0;
  for (const HolderFact& fact : holders(slot)) {
    if (counts(slot, fact, false)) sums.low += fact.low;
    if (!counts(slot, fact, true)) continue;
    sums.high += fact.high;
    sums.inside_low += fact.low;
    sums.inside_open += fact.low.open ? 1U : 0U;
  }
}

void Closures::join(VertexId member, bool lower, std::uint32_t round) {
  const auto& t = graph_->tables();
  const std::uint32_t end = t.out_offset[member.value() + 1];
  VertexId last{};
  for (std::uint32_t i = t.out_offset[member.value()]; i < end; ++i) {
    const std::uint32_t e = t.out_edge[i];
    if (t.edge_kind[e] != EdgeKind::holds) break;
    const VertexId company = t.target[e];
    if (company == last || company == member) continue;
    last = company;
    const std::uint32_t slot = slot_of(company);
    const Entity& entity = entities_[slot];
    const HolderFact* first = facts_.data() + entity.first;
    const HolderFact* fact = std::lower_bound(
        first, first + entity.count, member, [](const HolderFact& f, VertexId holder) { return f.holder < holder; });
    if (fact == first + entity.count || fact->holder != member) continue;  // nothing counts on the day
    touch(slot, lower, round);
    add(slot, *fact, lower);
  }
  if (agreements_.empty()) return;
  const auto of = agreements_of_.find(member.value());
  if (of == agreements_of_.end()) return;
  for (const std::uint32_t a : of->second) {
    if (agreements_[a].company) {
      const std::uint32_t slot = slot_of(agreements_[a].company);
      if (entities_[slot].in_concert) touch(slot, lower, round);
      continue;
    }
    for (const VertexId party : agreements_[a].parties)
      for (const EdgeId e : graph_->out_edges(party, EdgeKind::holds)) {
        if (graph_->target(e) == party) continue;
        const std::uint32_t slot = slot_of(graph_->target(e));
        if (entities_[slot].in_concert) touch(slot, lower, round);
      }
  }
}

Low Closures::lower_total(std::uint32_t slot) const {
  const Low low = sums_[slot].stamp == stamp_ ? sums_[slot].low : Low{};
  const HolderFact& own = self(slot);
  if (holders_.profile().treasury == ControlProfile::Treasury::ignored || !own.holder) return low;
  return rescale(low, own);
}

Low Closures::rescale(Low low, const HolderFact& own) const {
  if (own.low.units >= full) return {};
  return {scale(low.units, own.low.units, false), low.open || (own.low.open && low.units > 0)};
}

High Closures::upper_total(std::uint32_t slot) const {
  const Entity& entity = entities_[slot];
  const HolderFact& own = self(slot);
  static const Sums nobody{};
  const Sums& sums = sums_[slot].stamp == stamp_ ? sums_[slot] : nobody;
  High total = sums.high;
  if (!entity.over) {
    // What outsiders and the company itself have for certain is not available.
    const std::int64_t taken = entity.total_low.units - sums.inside_low.units + own.low.units;
    const bool open = entity.open_lows > sums.inside_open || own.low.open;
    total = std::min(total, High{std::max<std::int64_t>(0, full - taken), !open});
  }
  if (holders_.profile().treasury == ControlProfile::Treasury::suspended && own.holder && total.units > 0) {
    if (own.high.units >= full) return {full, true};
    total = {scale(total.units, own.high.units, true), total.closed && own.high.closed};
    if (!entity.over && total.units > full) total = {full, true};
  }
  return total;
}

bool Closures::board_decides(std::uint32_t slot, bool upper) const {
  const Sums& sums = sums_[slot];
  constexpr auto more_than = ControlProfile::Compare::more_than;
  return sums.stamp == stamp_ && (upper ? sums.has_seats && Holders::meets(sums.seats_high, {}, more_than)
                                        : Holders::meets(sums.seats_low, {}, more_than));
}

Bases Closures::alone(std::uint32_t slot, bool upper) const {
  const Sums& sums = sums_[slot];
  if (sums.stamp != stamp_) return {};
  const Bases bases = upper ? sums.alone_high : sums.alone_low;
  return board_decides(slot, upper) || (upper && sums.claims_board) ? bases | vocab::Basis::board : bases;
}

bool Closures::joins_lower(std::uint32_t slot) const {
  const ControlProfile& profile = holders_.profile();
  return !alone(slot, false).empty() || Holders::meets(lower_total(slot), profile.threshold, profile.compare);
}

bool Closures::joins_upper(std::uint32_t slot) const {
  const ControlProfile& profile = holders_.profile();
  return sums_[slot].claims || !alone(slot, true).empty() ||
         Holders::meets(upper_total(slot), profile.threshold, profile.compare);
}

void Closures::run(std::span<const StateGroup> groups) {
  ++stamp_;
  touched_.clear();
  std::vector<VertexId> new_lower, new_upper;
  for (const StateGroup& group : groups) {
    for (const VertexId v : group.sure)
      if (!in_lower(v)) {
        lower_[v.value()] = stamp_;
        new_lower.push_back(v);
      }
    for (const VertexId v : group.possible)
      if (!in_upper(v)) {
        upper_[v.value()] = stamp_;
        new_upper.push_back(v);
      }
  }
  for (std::uint32_t round = 1; !new_lower.empty() || !new_upper.empty(); ++round) {
    if (stop_.stop_requested()) throw Cancelled{};
    changed_lower_.clear();
    changed_upper_.clear();
    for (const VertexId v : new_lower) join(v, true, round);
    for (const VertexId v : new_upper) join(v, false, round);
    new_lower.clear();
    new_upper.clear();
    for (const std::uint32_t slot : changed_lower_)
      if (entities_[slot].in_concert) recount(slot);
    for (const std::uint32_t slot : changed_upper_)
      if (entities_[slot].in_concert) recount(slot);
    for (const std::uint32_t slot : changed_lower_)
      if (!in_lower(entities_[slot].vertex) && joins_lower(slot)) {
        sums_[slot].lower_round = round;
        new_lower.push_back(entities_[slot].vertex);
      }
    for (const std::uint32_t slot : changed_upper_)
      if (!in_upper(entities_[slot].vertex) && joins_upper(slot)) {
        sums_[slot].upper_round = round;
        new_upper.push_back(entities_[slot].vertex);
      }
    // Members take effect in the next round; what is certain is possible.
    for (const VertexId v : new_lower) {
      lower_[v.value()] = stamp_;
      const std::uint32_t slot = slots_[v.value()];
      if (in_upper(v) || sums_[slot].upper_round == round) continue;
      sums_[slot].upper_round = round;
      new_upper.push_back(v);
    }
    for (const VertexId v : new_upper) upper_[v.value()] = stamp_;
  }
}

}  // namespace dutygraph::detail
