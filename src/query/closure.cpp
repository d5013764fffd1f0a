// SPDX-License-Identifier: BSL-1.0
#include "query/closure.hpp"

#include <algorithm>

namespace dutygraph::detail {
namespace {

__extension__ using Wide = __int128;

/// `units / (full - self) * full`, rounded down or up.
std::int64_t scale(std::int64_t units, std::int64_t self, bool up) {
  const Wide numerator = Wide{units} * full;
  const Wide denominator = full - self;
  return static_cast<std::int64_t>(up ? (numerator + denominator - 1) / denominator : numerator / denominator);
}

/// How many items ahead memory is asked for.
constexpr std::size_t far = 24, near = 12;

}  // namespace

void SlotMap::insert(VertexId v, std::uint32_t slot) {
  if ((size_ + 1) * 2 > entries_.size()) {
    std::vector<std::uint64_t> old(entries_.size() * 2, empty);
    old.swap(entries_);
    size_ = 0;
    for (const std::uint64_t entry : old)
      if (entry != empty) insert(VertexId{static_cast<std::uint32_t>(entry >> 32)}, static_cast<std::uint32_t>(entry));
  }
  std::size_t i = hash(v);
  while (entries_[i] != empty) i = (i + 1) & (entries_.size() - 1);
  entries_[i] = std::uint64_t{v.value()} << 32 | slot;
  ++size_;
}

Closures::Closures(const Graph& graph, const ControlProfile& profile, std::int32_t day, std::stop_token stop)
    : graph_{&graph},
      holders_{graph, profile, day},
      stop_{std::move(stop)},
      places_(graph.tables().region.size() + 1, 0) {
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

// --- the small graph ----------------------------------------------------------------------------

std::uint32_t Closures::add_node(VertexId v, const Fan& fan) {
  const auto slot = static_cast<std::uint32_t>(nodes_.size());
  Node& node = nodes_.emplace_back();
  node.vertex = v;
  node.fan = fan;
  sums_.emplace_back();
  return slot;
}

std::uint32_t Closures::node_at(std::uint32_t place) {
  std::uint32_t& slot = places_[place];
  if (slot == 0) slot = add_node(graph_->tables().region[place - 1].vertex, graph_->tables().region[place - 1].fan);
  return slot;
}

std::uint32_t Closures::node_of(VertexId v) {
  const Fan& fan = graph_->tables().fan[v.value()];
  if (fan.place != 0) return node_at(fan.place);
  if (const std::uint32_t slot = slots_.find(v); slot != 0) return slot;
  const std::uint32_t slot = add_node(v, fan);
  slots_.insert(v, slot);
  return slot;
}

std::uint32_t Closures::slot_of(VertexId company) {
  const std::uint32_t slot = node_of(company);
  if (!nodes_[slot].read) read(slot);
  return slot;
}

void Closures::read(std::uint32_t slot) {
  Node& node = nodes_[slot];
  node.read = true;
  node.first_fact = static_cast<std::uint32_t>(facts_.size());
  HolderFact self;
  holders_.read(node.vertex, node.fan, facts_, rights_, self);
  node.num_facts = static_cast<std::uint32_t>(facts_.size()) - node.first_fact;
  if (self.holder) {
    node.self = static_cast<std::uint32_t>(selves_.size());
    selves_.push_back(self);
  }
  total(node);
  if (agreements_.empty()) return;
  for (const HolderFact& fact : holders(slot))
    if (const auto of = agreements_of_.find(fact.holder.value()); of != agreements_of_.end())
      for (const std::uint32_t a : of->second)
        node.in_concert = node.in_concert || !agreements_[a].company || agreements_[a].company == node.vertex;
}

void Closures::total(Node& node) const {
  node.total_low = {};
  node.open_lows = 0;
  for (std::uint32_t i = node.first_fact; i < node.first_fact + node.num_facts; ++i) {
    node.total_low += facts_[i].low;
    node.open_lows += facts_[i].low.open() ? 1U : 0U;
  }
  node.over = node.total_low.units() > full || (node.total_low.units() == full && node.total_low.open());
}

void Closures::suppose(std::uint32_t slot, VertexId holder, Low low, High high) {
  Node& node = nodes_[slot];
  for (std::uint32_t i = node.first_fact; i < node.first_fact + node.num_facts; ++i) {
    if (facts_[i].holder != holder) continue;
    facts_[i].low = low;
    facts_[i].high = high;
  }
  total(node);
}

/// Reads the holders of many companies, asking for memory ahead of its use.
void Closures::read_all(const std::vector<std::uint32_t>& slots) {
  const Tables& t = graph_->tables();
  for (std::size_t i = 0; i < slots.size() + far; ++i) {
    if (i < slots.size())
      if (const std::uint32_t first = nodes_[slots[i]].fan.in_first; first < t.in_link.size())
        __builtin_prefetch(&t.in_link[first]);
    if (i >= near && i < slots.size() + near)
      if (const std::uint32_t first = nodes_[slots[i - near]].fan.in_first;
          first < t.in_link.size() && t.in_link[first].is_holding())
        __builtin_prefetch(&t.holdings[t.in_link[first].row]);
    if (i >= far) read(slots[i - far]);
  }
}

/// Links members to what they hold; vertices without holders read yet go to \p reached.
void Closures::expand_all(const std::vector<std::uint32_t>& members, std::vector<std::uint32_t>& reached) {
  const Tables& t = graph_->tables();
  std::vector<std::uint32_t> slots;
  for (const std::uint32_t slot : members)
    if (!nodes_[slot].expanded) slots.push_back(slot);
  struct Link {
    std::uint32_t from, to;
  };
  std::vector<Link> links;
  for (std::size_t i = 0; i < slots.size() + far; ++i) {
    if (i < slots.size())
      if (const Fan& fan = nodes_[slots[i]].fan; fan.out_first < fan.out_last)
        __builtin_prefetch(&t.out_link[fan.out_first]);
    if (i >= near && i < slots.size() + near)
      if (const Fan& fan = nodes_[slots[i - near]].fan; fan.out_first < fan.out_last) {
        const std::uint32_t edge = t.out_link[fan.out_first].edge;
        __builtin_prefetch(&t.in_link[edge]);
        if (edge < t.region_place.size()) __builtin_prefetch(&t.region_place[edge]);
      }
    if (i < far) continue;
    const std::uint32_t slot = slots[i - far];
    const VertexId member = nodes_[slot].vertex;
    const Fan fan = nodes_[slot].fan;
    VertexId last{};
    for (std::uint32_t k = fan.out_first; k < fan.out_last; ++k) {
      const OutLink link = t.out_link[k];
      if (link.target == last || link.target == member) continue;  // one fact for all rows of a pair
      if (!t.in_link[link.edge].is_holding()) break;               // holdings come first
      last = link.target;
      const std::uint32_t to =
          link.edge < t.region_place.size() ? node_at(t.region_place[link.edge]) : node_of(link.target);
      links.push_back({slot, to});
      if (!nodes_[to].read) {
        nodes_[to].read = true;  // soon
        reached.push_back(to);
      }
    }
  }
  read_all(reached);
  for (const Link& link : links) {
    Node& from = nodes_[link.from];
    const Node& to = nodes_[link.to];
    if (from.num_outs == 0) from.first_out = static_cast<std::uint32_t>(outs_.size());
    const HolderFact* first = facts_.data() + to.first_fact;
    const HolderFact* last = first + to.num_facts;
    const HolderFact* fact =
        to.num_facts <= 8 ? std::find_if(first, last, [&](const HolderFact& f) { return f.holder == from.vertex; })
                          : std::lower_bound(first, last, from.vertex,
                                             [](const HolderFact& f, VertexId holder) { return f.holder < holder; });
    if (fact == last || fact->holder != from.vertex) continue;  // nothing counts on the day
    outs_.push_back({link.to, static_cast<std::uint32_t>(fact - facts_.data())});
    ++from.num_outs;
  }
  for (const std::uint32_t slot : slots) nodes_[slot].expanded = true;
}

/// Companies whose count changes when \p party joins although it may hold nothing of them.
void Closures::reach_by_concert(VertexId party, std::vector<std::uint32_t>& reached) {
  const auto of = agreements_of_.find(party.value());
  if (of == agreements_of_.end()) return;
  std::vector<std::uint32_t>& slots = concert_slots_[find(party)];
  const auto reach = [&](VertexId company) {
    const std::uint32_t slot = node_of(company);
    if (!nodes_[slot].read) {
      read(slot);
      reached.push_back(slot);
    }
    if (nodes_[slot].in_concert) slots.push_back(slot);
  };
  for (const std::uint32_t a : of->second) {
    if (agreements_[a].company) {
      reach(agreements_[a].company);
      continue;
    }
    for (const VertexId other : agreements_[a].parties)
      for (const EdgeId e : graph_->out_edges(other, EdgeKind::holds))
        if (graph_->target(e) != other) reach(graph_->target(e));
  }
}

void Closures::prepare(std::span<const StateGroup> groups) {
  // One upper closure of all groups together: whatever may join it is walked on from.
  ++stamp_;
  const Tables& t = graph_->tables();
  nodes_.reserve(t.region.size() + 1024);
  sums_.reserve(t.region.size() + 1024);
  facts_.reserve(t.region_place.size() + 1024);
  outs_.reserve(t.region_place.size() + 1024);
  std::vector<std::uint32_t> members;
  for (const StateGroup& group : groups)
    for (const VertexId v : group.possible) {
      const std::uint32_t slot = node_of(v);
      if (sums_[slot].upper == stamp_) continue;
      sums_[slot].upper = stamp_;
      members.push_back(slot);
    }
  for (std::uint32_t round = 1; !members.empty(); ++round) {
    if (stop_.stop_requested()) throw Cancelled{};
    std::vector<std::uint32_t> reached;
    expand_all(members, reached);
    if (!agreements_.empty())
      for (const std::uint32_t slot : members) reach_by_concert(nodes_[slot].vertex, reached);
    changed_upper_.clear();
    for (const std::uint32_t slot : members) join(slot, false, true, round);
    members.clear();
    for (const std::uint32_t slot : changed_upper_) {
      // A partner counts as soon as any party does: walk on from such companies in any case. In dirty data
      // a company may join the lower closure alone.
      if (sums_[slot].upper == stamp_) continue;
      sums_[slot].low = sums_[slot].inside_low;
      if (!nodes_[slot].in_concert && !joins_upper(slot) && !joins_lower(slot)) continue;
      sums_[slot].upper = stamp_;
      members.push_back(slot);
    }
  }
  touched_.clear();
}

// --- the closures -------------------------------------------------------------------------------

bool Closures::partner_counts(const Node& node, VertexId holder, bool upper) const {
  const auto of = agreements_of_.find(holder.value());
  if (of == agreements_of_.end()) return false;
  for (const std::uint32_t a : of->second) {
    const Agreement& agreement = agreements_[a];
    if (agreement.company && agreement.company != node.vertex) continue;
    if (!upper && agreement.standing != Certainty::certain) continue;
    for (const VertexId party : agreement.parties)
      if (upper ? in_upper(party) : in_lower(party)) return true;
  }
  return false;
}

bool Closures::counts(std::uint32_t slot, const HolderFact& fact, bool upper) const {
  if ((upper ? fact.upper : fact.lower) == stamp_) return true;
  return nodes_[slot].in_concert && partner_counts(nodes_[slot], fact.holder, upper);
}

void Closures::touch(std::uint32_t slot, bool lower, bool upper, std::uint32_t round) {
  Sums& sums = sums_[slot];
  if (sums.stamp != stamp_) {
    const std::uint32_t in_lower = sums.lower;
    const std::uint32_t in_upper = sums.upper;
    sums = Sums{};
    sums.stamp = stamp_;
    sums.lower = in_lower;
    sums.upper = in_upper;
    touched_.push_back(slot);
  }
  if (lower && sums.lower_touch != round) {
    sums.lower_touch = round;
    changed_lower_.push_back(slot);
  }
  if (upper && sums.upper_touch != round) {
    sums.upper_touch = round;
    changed_upper_.push_back(slot);
  }
}

void Closures::add(std::uint32_t slot, const HolderFact& fact, bool lower, bool upper) {
  Sums& sums = sums_[slot];
  if (lower) sums.low += fact.low;
  if (upper) {
    sums.high += fact.high;
    sums.inside_low += fact.low;
    sums.inside_open += fact.low.open() ? 1U : 0U;
  }
  if (fact.rights == 0) return;
  const Rights& rights = rights_[fact.rights];
  if (lower) {
    sums.alone_low = sums.alone_low | rights.alone_low;
    sums.seats_low += rights.seats_low;
  }
  if (!upper) return;
  sums.alone_high = sums.alone_high | rights.alone_high;
  sums.claims = sums.claims || rights.claims;
  sums.claims_board = sums.claims_board || rights.claims_board;
  if (!rights.has_seats) return;
  sums.has_seats = true;
  sums.seats_high += rights.seats_high;
}

/// Partners of a concert agreement come with a member of the group: such companies are added up anew.
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
    sums.inside_open += fact.low.open() ? 1U : 0U;
  }
}

void Closures::join(std::uint32_t member, bool lower, bool upper, std::uint32_t round) {
  const Node& node = nodes_[member];
  for (std::uint32_t i = node.first_out; i < node.first_out + node.num_outs; ++i) {
    HolderFact& fact = facts_[outs_[i].fact];
    if (lower) fact.lower = stamp_;
    if (upper) fact.upper = stamp_;
    touch(outs_[i].slot, lower, upper, round);
    add(outs_[i].slot, fact, lower, upper);
  }
  if (concert_slots_.empty()) return;
  if (const auto slots = concert_slots_.find(member); slots != concert_slots_.end())
    for (const std::uint32_t slot : slots->second) touch(slot, lower, upper, round);
}

Low Closures::scaled_low(std::uint32_t slot, bool up) const {
  const Low low = sums_[slot].stamp == stamp_ ? sums_[slot].low : Low{};
  if (holders_.profile().treasury == ControlProfile::Treasury::ignored || nodes_[slot].self == 0) return low;
  const Low own = selves_[nodes_[slot].self].low;
  if (own.units() >= full) return {};
  return {scale(low.units(), own.units(), up), low.open() || (own.open() && low.units() > 0)};
}

Low Closures::lower_total(std::uint32_t slot) const { return scaled_low(slot, false); }

High Closures::high_total(std::uint32_t slot) const {
  const Low low = scaled_low(slot, true);
  return std::max(upper_total(slot), High{low.units(), !low.open()});
}

High Closures::unscaled_high(std::uint32_t slot) const {
  static const Sums nobody{};
  const Node& node = nodes_[slot];
  const Sums& sums = sums_[slot].stamp == stamp_ ? sums_[slot] : nobody;
  if (node.over) return sums.high;
  // What outsiders and the company itself have for certain is not available.
  const Low own = selves_[node.self].low;
  const std::int64_t taken = node.total_low.units() - sums.inside_low.units() + own.units();
  const bool open = node.open_lows > sums.inside_open || own.open();
  return std::min(sums.high, High{std::max<std::int64_t>(0, full - taken), !open});
}

High Closures::upper_total(std::uint32_t slot) const {
  const High total = unscaled_high(slot);
  const Node& node = nodes_[slot];
  if (holders_.profile().treasury == ControlProfile::Treasury::ignored || node.self == 0 || total.units() == 0)
    return total;
  const High own = selves_[node.self].high;
  if (own.units() >= full) return {full, true};
  const High scaled{scale(total.units(), own.units(), true), total.closed() && own.closed()};
  return !node.over && scaled.units() > full ? High{full, true} : scaled;
}

bool Closures::lower_meets(std::uint32_t slot, ControlProfile::Compare compare) const {
  const ControlProfile& profile = holders_.profile();
  const Low low = sums_[slot].stamp == stamp_ ? sums_[slot].low : Low{};
  if (profile.treasury == ControlProfile::Treasury::ignored || nodes_[slot].self == 0)
    return Holders::meets(low, profile.threshold, compare);
  const Low own = selves_[nodes_[slot].self].low;
  if (own.units() >= full) return Holders::meets(Low{}, profile.threshold, compare);
  return Holders::meets(Low{low.units(), low.open() || (own.open() && low.units() > 0)}, profile.threshold, compare,
                        own.units());
}

bool Closures::upper_meets(std::uint32_t slot) const {
  const ControlProfile& profile = holders_.profile();
  const High total = unscaled_high(slot);
  const Node& node = nodes_[slot];
  const bool scaled = profile.treasury == ControlProfile::Treasury::suspended && node.self != 0 && total.units() > 0;
  const High own = selves_[node.self].high;
  if (!scaled || own.units() >= full || total.units() > full - own.units())
    return Holders::meets(scaled ? upper_total(slot) : total, profile.threshold, profile.compare);
  return Holders::meets(High{total.units(), total.closed() && own.closed()}, profile.threshold, profile.compare,
                        own.units());
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
  return lower_meets(slot, holders_.profile().compare) || !alone(slot, false).empty();
}

bool Closures::joins_upper(std::uint32_t slot) const {
  return upper_meets(slot) || sums_[slot].claims || !alone(slot, true).empty();
}

void Closures::run(std::span<const StateGroup> groups) {
  ++stamp_;
  touched_.clear();
  std::vector<std::uint32_t> new_lower, new_upper;
  const auto start = [&](VertexId v, std::uint32_t Sums::*member, std::uint32_t Sums::*round,
                         std::vector<std::uint32_t>& list) {
    const std::uint32_t slot = find(v);
    if (sums_[slot].*member == stamp_) return;
    sums_[slot].*member = stamp_;
    sums_[slot].*round = none;
    list.push_back(slot);
  };
  for (const StateGroup& group : groups) {
    for (const VertexId v : group.sure) start(v, &Sums::lower, &Sums::lower_round, new_lower);
    for (const VertexId v : group.possible) start(v, &Sums::upper, &Sums::upper_round, new_upper);
  }
  // Most members join both closures at once: what they hold is then walked once.
  const auto joined_together = [&](std::uint32_t slot) {
    const Sums& sums = sums_[slot];
    return sums.lower == stamp_ && sums.upper == stamp_ && sums.lower_round == sums.upper_round;
  };
  for (std::uint32_t round = 1; !new_lower.empty() || !new_upper.empty(); ++round) {
    if (stop_.stop_requested()) throw Cancelled{};
    changed_lower_.clear();
    changed_upper_.clear();
    for (const std::uint32_t slot : new_lower) join(slot, true, joined_together(slot), round);
    for (const std::uint32_t slot : new_upper)
      if (!joined_together(slot)) join(slot, false, true, round);
    new_lower.clear();
    new_upper.clear();
    if (!agreements_.empty()) {
      for (const std::uint32_t slot : changed_lower_)
        if (nodes_[slot].in_concert) recount(slot);
      for (const std::uint32_t slot : changed_upper_)
        if (nodes_[slot].in_concert) recount(slot);
    }
    for (const std::uint32_t slot : changed_lower_)
      if (sums_[slot].lower != stamp_ && joins_lower(slot)) new_lower.push_back(slot);
    for (const std::uint32_t slot : changed_upper_)
      if (sums_[slot].upper != stamp_ && joins_upper(slot)) new_upper.push_back(slot);
    // New members take effect in the next round; what is certain is possible.
    for (const std::uint32_t slot : new_upper) {
      sums_[slot].upper = stamp_;
      sums_[slot].upper_round = round;
    }
    for (const std::uint32_t slot : new_lower) {
      sums_[slot].lower = stamp_;
      sums_[slot].lower_round = round;
      if (sums_[slot].upper == stamp_) continue;
      sums_[slot].upper = stamp_;
      sums_[slot].upper_round = round;
      new_upper.push_back(slot);
    }
  }
}

}  // namespace dutygraph::detail
