// SPDX-License-Identifier: BSL-1.0
#include "query/stakes.hpp"

#include <algorithm>
#include <boost/graph/compressed_sparse_row_graph.hpp>
#include <boost/graph/strong_components.hpp>
#include <cmath>
#include <functional>
#include <iterator>
#include <utility>

#include <dutygraph/error.hpp>

#include "query/ring.hpp"

namespace dutygraph::detail {
namespace {

/// What holders of one company have together, rounded once, or term by term where the terms may be too many.
class StakeSum {
 public:
  StakeSum(bool up, bool careful) noexcept : up_{up}, careful_{careful} {}
  void add(std::int64_t units, Stake worth) noexcept {
    if (careful_) {
      total_ += rounded(worth * units);
    } else {
      total_ += worth * units;
    }
  }
  [[nodiscard]] Stake take() const noexcept { return std::min(careful_ ? total_ : rounded(total_), most_stake); }

 private:
  [[nodiscard]] Stake rounded(Stake product) const noexcept { return (product + (up_ ? full - 1 : 0)) / full; }
  bool up_, careful_;
  Stake total_ = 0;
};

}  // namespace

std::uint32_t StakeSystem::add_node() {
  nodes_.emplace_back();
  given_.emplace_back();
  return static_cast<std::uint32_t>(nodes_.size() - 1);
}

void StakeSystem::set_links(std::uint32_t node, std::vector<StakeLink> links, std::int64_t elsewhere) {
  Node& n = nodes_[node];
  n.low_sum = elsewhere;
  for (const StakeLink& link : links) n.low_sum += link.low;
  n.over = n.low_sum > full;
  // Nobody can have more than the others leave.
  for (StakeLink& link : links)
    if (!n.over) link.high = std::min(link.high, link.low + (full - n.low_sum));
  std::erase_if(links, [](const StakeLink& link) { return link.high <= 0; });
  given_[node] = std::move(links);
}

void StakeSystem::finish() {
  using Pair = std::pair<std::uint32_t, std::uint32_t>;
  using Links = boost::compressed_sparse_row_graph<boost::directedS, boost::no_property, boost::no_property,
                                                   boost::no_property, std::uint32_t, std::uint32_t>;
  const auto size = static_cast<std::uint32_t>(nodes_.size());
  std::vector<Pair> pairs;
  for (std::uint32_t v = 0; v < size; ++v) {
    nodes_[v].first = static_cast<std::uint32_t>(links_.size());
    nodes_[v].count = static_cast<std::uint32_t>(given_[v].size());
    for (const StakeLink& link : given_[v]) {
      pairs.emplace_back(link.holder, v);
      nodes_[v].in_ring = nodes_[v].in_ring || link.holder == v;
    }
    links_.insert(links_.end(), given_[v].begin(), given_[v].end());
    std::vector<StakeLink>{}.swap(given_[v]);
  }
  std::sort(pairs.begin(), pairs.end());
  const Links graph{boost::edges_are_sorted, pairs.begin(), pairs.end(), size};
  std::vector<std::uint32_t> component(size);
  std::uint32_t count = 0;
  if (size != 0)
    count = boost::strong_components(
        graph, boost::make_iterator_property_map(component.begin(), get(boost::vertex_index, graph)));
  // Boost numbers what is held before its holders.
  ring_first_.assign(count + 1, 0);
  for (std::uint32_t v = 0; v < size; ++v) {
    nodes_[v].ring = count - 1 - component[v];
    ++ring_first_[nodes_[v].ring + 1];
  }
  for (std::uint32_t r = 0; r < count; ++r) ring_first_[r + 1] += ring_first_[r];
  std::vector<std::uint32_t> next(ring_first_.begin(), ring_first_.end() - 1);
  members_.resize(size);
  for (std::uint32_t v = 0; v < size; ++v) members_[next[nodes_[v].ring]++] = v;
  for (Node& n : nodes_) n.in_ring = n.in_ring || ring_first_[n.ring + 1] - ring_first_[n.ring] > 1;
  out_first_.assign(size + 1, 0);
  for (const Pair& pair : pairs) ++out_first_[pair.first + 1];
  for (std::uint32_t v = 0; v < size; ++v) out_first_[v + 1] += out_first_[v];
  outs_.reserve(pairs.size());
  for (const Pair& pair : pairs) outs_.push_back(pair.second);
  states_.resize(size);
  find_closed();
}

void StakeSystem::find_closed() {
  for (std::size_t r = 0; r + 1 < ring_first_.size(); ++r) {
    const std::span members = std::span{members_}.subspan(ring_first_[r], ring_first_[r + 1] - ring_first_[r]);
    const bool closed = std::all_of(members.begin(), members.end(), [&](std::uint32_t v) {
      std::int64_t inside = 0;
      for (const StakeLink& link : links(v)) inside += nodes_[link.holder].ring == r ? link.low : 0;
      return inside >= full;
    });
    for (const std::uint32_t v : members) nodes_[v].closed = closed;
  }
}

// --- one group of owners ------------------------------------------------------------------------

Stake StakeSystem::worth(std::uint32_t holder, Bound bound) const noexcept {
  const State& s = states_[holder];
  if (s.stamp != stamp_) return 0;
  const Stake value = bound == Bound::low ? s.low : s.high;
  if (!is_owner(holder, bound)) return value;
  return whole_stake + (reentry_ ? value : 0);
}

template <class Use>
void StakeSystem::allocate(std::uint32_t node, bool inside, Stake bonus, Use&& use) const {
  const Node& n = nodes_[node];
  std::int64_t high_sum = n.low_sum;
  for (const StakeLink& link : links(node)) high_sum += link.high - link.low;
  if (n.over || high_sum <= full) {
    for (const StakeLink& link : links(node)) use(link, link.high);
    return;
  }
  // The most valuable holders take what all of them leave. Holders outside the ring come first among equals.
  struct Claim {
    Stake value;
    const StakeLink* link;
  };
  std::vector<Claim> claims;
  for (const StakeLink& link : links(node)) {
    const bool counts = inside || !is_owner(link.holder, Bound::high);
    Stake value = counts ? worth(link.holder, Bound::high) : 0;
    if (value > 0 && nodes_[link.holder].ring != n.ring) value += bonus;
    claims.push_back({value, &link});
  }
  std::stable_sort(claims.begin(), claims.end(), [](const Claim& a, const Claim& b) { return a.value > b.value; });
  std::int64_t left = full - n.low_sum;
  for (const Claim& claim : claims) {
    const std::int64_t more = claim.value > 0 ? std::min(left, claim.link->high - claim.link->low) : 0;
    left -= more;
    use(*claim.link, claim.link->low + more);
  }
}

Stake StakeSystem::evaluate(std::uint32_t node, Bound bound, bool up, bool inside) const {
  StakeSum sum{up, nodes_[node].over};
  const auto add = [&](const StakeLink& link, std::int64_t units) {
    if (inside || !is_owner(link.holder, bound)) sum.add(units, worth(link.holder, bound));
  };
  if (bound == Bound::low) {
    for (const StakeLink& link : links(node)) add(link, link.low);
  } else {
    allocate(node, inside, 0, add);
  }
  return sum.take();
}

void StakeSystem::solve(Owners owners, bool reentry, const std::stop_token& stop) {
  ++stamp_;
  reentry_ = reentry;
  touched_.clear();
  const auto touch = [&](std::uint32_t v) -> State& {
    State& s = states_[v];
    if (s.stamp != stamp_) {
      s = {.stamp = stamp_};
      touched_.push_back(v);
    }
    return s;
  };
  for (const std::uint32_t v : owners.sure) touch(v).sure = true;
  for (const std::uint32_t v : owners.possible) touch(v).possible = true;
  for (std::size_t i = 0; i < touched_.size(); ++i)
    for (std::uint32_t k = out_first_[touched_[i]]; k < out_first_[touched_[i] + 1]; ++k) touch(outs_[k]);
  std::sort(touched_.begin(), touched_.end(), [&](std::uint32_t a, std::uint32_t b) {
    return std::pair{nodes_[a].ring, a} < std::pair{nodes_[b].ring, b};
  });
  for (std::size_t i = 0; i < touched_.size();) {
    if (i % 1024 == 0 && stop.stop_requested()) throw Cancelled{};
    const std::uint32_t v = touched_[i];
    if (!nodes_[v].in_ring) {
      const Stake low = evaluate(v, Bound::low, false, !is_owner(v, Bound::low));
      states_[v].high = evaluate(v, Bound::high, true, !is_owner(v, Bound::high));
      states_[v].low = low;
      limit(states_[v]);
      ++i;
      continue;
    }
    std::size_t end = i + 1;
    while (end < touched_.size() && nodes_[touched_[end]].ring == nodes_[v].ring) ++end;
    solve_ring(std::span{touched_}.subspan(i, end - i), stop);
    i = end;
  }
}

void StakeSystem::limit(State& state) noexcept {
  if (state.high < most_stake) return;
  state.unsolved = true;
  state.low = std::min(state.low, whole_stake);
  state.high = whole_stake;
}

/// The companies of one ring, for one bound: `y = constants + entries y`, beside what the whole system says of them.
struct StakeSystem::Ring {
  std::span<const std::uint32_t> members;  // ascending
  std::vector<RingMatrix::Entry> entries{};
  std::vector<Stake> constants{};

  [[nodiscard]] std::uint32_t index(std::uint32_t node) const {
    return static_cast<std::uint32_t>(std::lower_bound(members.begin(), members.end(), node) - members.begin());
  }
  [[nodiscard]] std::uint32_t size() const noexcept { return static_cast<std::uint32_t>(members.size()); }

  /// Solves to the last unit by iterative refinement: residuals are exact, corrections in double precision.
  [[nodiscard]] std::optional<std::vector<Stake>> solve(const RingMatrix& matrix) const {
    std::vector<Stake> y(size(), 0);
    std::vector<double> residuals(size());
    for (int step = 0; step < 12; ++step) {
      std::vector<Stake> rest(constants.begin(), constants.end());
      for (const RingMatrix::Entry& e : entries) rest[e.row] += y[e.column] * e.units / full;
      for (std::uint32_t i = 0; i < size(); ++i) residuals[i] = static_cast<double>(rest[i] - y[i]);
      const std::vector<double> change = matrix.solve(residuals);
      bool moved = false;
      for (std::uint32_t i = 0; i < size(); ++i) {
        if (!(std::abs(change[i]) <= static_cast<double>(most_stake))) return std::nullopt;
        const auto by = static_cast<Stake>(std::round(change[i]));
        y[i] += by;
        if (y[i] > most_stake || y[i] < -most_stake) return std::nullopt;
        moved = moved || by > 1 || by < -1;
      }
      if (!moved) break;
    }
    return y;
  }
};

namespace {
constexpr Stake margins[] = {2, 16, 256, 65536, 1 << 24};
/// How far sweeps may go where a ring could not be solved, in links looked at.
constexpr std::size_t most_work = 20'000'000;
}  // namespace

bool StakeSystem::solve_low(Ring& ring) {
  constexpr Bound bound = Bound::low;
  std::size_t num_links = 0;
  for (const std::uint32_t v : ring.members) {
    const bool owner = is_owner(v, bound);
    const std::uint32_t row = ring.index(v);
    StakeSum constant{false, nodes_[v].over};
    for (const StakeLink& link : links(v)) {
      const bool owner_holds = is_owner(link.holder, bound);
      if (link.low == 0 || (owner && owner_holds)) continue;
      ++num_links;
      if (nodes_[link.holder].ring != nodes_[v].ring) {
        constant.add(link.low, worth(link.holder, bound));
        continue;
      }
      if (owner_holds) constant.add(link.low, whole_stake);
      if (!owner_holds || reentry_) ring.entries.push_back({row, ring.index(link.holder), link.low});
    }
    ring.constants.push_back(constant.take());
  }
  const auto rise = [&](std::uint32_t v) { return evaluate(v, bound, false, !is_owner(v, bound)); };
  const RingMatrix matrix{ring.size(), ring.entries};
  if (!matrix.weights()) {  // what does not go around
    std::vector<Stake> once;
    for (const std::uint32_t v : ring.members) once.push_back(rise(v));
    for (std::uint32_t i = 0; i < ring.size(); ++i) states_[ring.members[i]].low = once[i];
    return false;
  }
  if (const std::optional<std::vector<Stake>> y = ring.solve(matrix)) {
    for (const Stake margin : margins) {
      for (std::uint32_t i = 0; i < ring.size(); ++i)
        states_[ring.members[i]].low =
            std::max<Stake>(0, (*y)[i] - margin * static_cast<Stake>(std::ceil((*matrix.weights())[i])));
      // A vector that one more step does not lower is no more than the solution.
      if (std::all_of(ring.members.begin(), ring.members.end(),
                      [&](std::uint32_t v) { return states_[v].low <= rise(v); }))
        return true;
    }
  }
  for (const std::uint32_t v : ring.members) states_[v].low = 0;
  for (std::size_t work = 0; work < most_work; work += num_links + ring.size()) {  // from below: sound at every step
    bool moved = false;
    for (const std::uint32_t v : ring.members) {
      const Stake now = rise(v);
      moved = moved || now != states_[v].low;
      states_[v].low = now;
    }
    if (!moved) break;
  }
  return true;
}

bool StakeSystem::solve_high(Ring& ring, const std::stop_token& stop) {
  constexpr Bound bound = Bound::high;
  constexpr Stake bonus = whole_stake / 10'000'000'000;  // of holders outside the ring, against a policy that closes it
  const auto rise = [&](std::uint32_t v, bool up) { return evaluate(v, bound, up, !is_owner(v, bound)); };
  // A vector that one more step does not raise is no less than the solution.
  const auto holds = [&] {
    return std::all_of(ring.members.begin(), ring.members.end(),
                       [&](std::uint32_t v) { return rise(v, true) <= states_[v].high; });
  };
  std::size_t num_links = ring.size();
  for (const std::uint32_t v : ring.members) num_links += links(v).size();
  // Some sweeps from below, until whatever can have a stake has one.
  std::size_t above_zero = 0;
  for (std::uint32_t sweep = 0; sweep <= ring.size(); ++sweep) {
    const auto raise = [&](std::uint32_t v) { states_[v].high = std::max(states_[v].high, rise(v, false)); };
    if (sweep % 2 == 0) {
      std::for_each(ring.members.begin(), ring.members.end(), raise);
    } else {
      std::for_each(ring.members.rbegin(), ring.members.rend(), raise);
    }
    const auto now = static_cast<std::size_t>(
        std::count_if(ring.members.begin(), ring.members.end(), [&](std::uint32_t v) { return states_[v].high > 0; }));
    if (now == above_zero && sweep > 1) break;
    above_zero = now;
  }
  // Policies, each better than the last: which holders get what is left in each company.
  std::vector<RingMatrix::Entry> before;
  for (int round = 0; round < 64; ++round) {
    if (stop.stop_requested()) throw Cancelled{};
    ring.entries.clear();
    ring.constants.clear();
    for (const std::uint32_t v : ring.members) {
      const bool owner = is_owner(v, bound);
      const std::uint32_t row = ring.index(v);
      StakeSum constant{false, nodes_[v].over};
      allocate(v, !owner, bonus, [&](const StakeLink& link, std::int64_t units) {
        const bool owner_holds = is_owner(link.holder, bound);
        if (units == 0 || (owner && owner_holds)) return;
        if (nodes_[link.holder].ring != nodes_[v].ring) {
          constant.add(units, worth(link.holder, bound));
          return;
        }
        if (owner_holds) constant.add(units, whole_stake);
        if (!owner_holds || reentry_) ring.entries.push_back({row, ring.index(link.holder), units});
      });
      ring.constants.push_back(constant.take());
    }
    const auto same = [](const RingMatrix::Entry& a, const RingMatrix::Entry& b) {
      return a.row == b.row && a.column == b.column && a.units == b.units;
    };
    const bool again = std::equal(before.begin(), before.end(), ring.entries.begin(), ring.entries.end(), same);
    const RingMatrix matrix{ring.size(), ring.entries};
    if (!matrix.weights()) break;
    const std::optional<std::vector<Stake>> y = ring.solve(matrix);
    if (!y) break;
    for (const Stake margin : margins) {
      for (std::uint32_t i = 0; i < ring.size(); ++i)
        states_[ring.members[i]].high =
            std::max<Stake>(0, (*y)[i]) + margin * static_cast<Stake>(std::ceil((*matrix.weights())[i]));
      if (holds()) return true;
    }
    for (std::uint32_t i = 0; i < ring.size(); ++i) states_[ring.members[i]].high = std::max<Stake>(0, (*y)[i]);
    if (again) break;
    before = ring.entries;
  }
  // Upward until nothing rises: ends where rounding up does not feed itself.
  for (std::size_t work = 0; work < most_work; work += num_links) {
    if (stop.stop_requested()) throw Cancelled{};
    bool moved = false, too_much = false;
    for (const std::uint32_t v : ring.members) {
      const Stake now = rise(v, true);
      if (now <= states_[v].high) continue;
      states_[v].high = now;
      moved = true;
      too_much = too_much || now >= most_stake;
    }
    if (!moved) return true;
    if (too_much) return false;
  }
  Stake most = whole_stake;  // nobody has more than the most that any holder is worth
  for (const std::uint32_t v : ring.members)
    for (const StakeLink& link : links(v))
      if (nodes_[link.holder].ring != nodes_[v].ring || is_owner(link.holder, bound))
        most = std::max(most, worth(link.holder, bound));
  for (const std::uint32_t v : ring.members) states_[v].high = most;
  return holds();
}

void StakeSystem::solve_ring(std::span<const std::uint32_t> members, const std::stop_token& stop) {
  Ring low{members}, high{members};
  const bool has_low = solve_low(low);
  const bool has_high = solve_high(high, stop);
  for (const std::uint32_t v : members) {
    State& s = states_[v];
    s.unsolved = !has_low || !has_high;
    if (!has_high) s.high = whole_stake;
    s.high = std::max(s.low, s.high);
    limit(s);
  }
}

// --- answers ------------------------------------------------------------------------------------

Stake StakeSystem::low(std::uint32_t node) const {
  if (states_[node].stamp != stamp_) return 0;
  return is_owner(node, Bound::low) ? evaluate(node, Bound::low, false, true) : states_[node].low;
}

Stake StakeSystem::high(std::uint32_t node) const {
  if (states_[node].stamp != stamp_) return 0;
  const Stake high = is_owner(node, Bound::high) ? evaluate(node, Bound::high, true, true) : states_[node].high;
  return std::max(high, low(node));
}

std::int64_t StakeSystem::direct_low(std::uint32_t node) const {
  std::int64_t sum = 0;
  for (const StakeLink& link : links(node)) sum += is_owner(link.holder, Bound::low) ? link.low : 0;
  return sum;
}

std::int64_t StakeSystem::direct_high(std::uint32_t node) const {
  std::int64_t sum = 0, sure = 0;
  for (const StakeLink& link : links(node)) {
    if (!is_owner(link.holder, Bound::high)) continue;
    sum += link.high;
    sure += link.low;
  }
  return nodes_[node].over ? sum : std::min(sum, full - (nodes_[node].low_sum - sure));
}

bool StakeSystem::carries(std::uint32_t holder) const { return worth(holder, Bound::high) > 0; }

bool StakeSystem::is_closed(std::uint32_t node) const {
  return nodes_[node].closed || (states_[node].stamp == stamp_ && states_[node].unsolved);
}

}  // namespace dutygraph::detail
