// SPDX-License-Identifier: BSL-1.0
#include <algorithm>
#include <numeric>

#include "query/coherence/detect.hpp"

namespace dutygraph::detail {
namespace {

using Index = std::uint32_t;

/// Norms of one reach with one conduct and object scope: runs by modality, each sorted by `from`.
struct Bucket {
  ScopeTable::Id conduct = 0, object = 0;
  std::array<Index, modalities + 1> first{};
};

/// The buckets of one reach, by conduct, then object.
struct Group {
  std::vector<Bucket> buckets;
  std::vector<std::pair<ScopeTable::Id, Index>>
      conducts;  ///< first bucket of each conduct, ascending; an end mark last

  [[nodiscard]] std::pair<Index, Index> of_conduct(ScopeTable::Id conduct) const {
    const auto at = std::lower_bound(conducts.begin(), conducts.end() - 1, std::pair{conduct, Index{0}});
    if (at == conducts.end() - 1 || at->first != conduct) return {0, 0};
    return {at->second, (at + 1)->second};
  }
};

class PairFinder {
 public:
  PairFinder(Judge& judge, const Sink& sink, const std::stop_token& stop)
      : judge_{judge}, norms_{judge.norms()}, all_{norms_.all()}, sink_{sink}, stop_{stop} {}

  bool run() {
    make_groups();
    make_neighbours();
    for (std::size_t g = 0; g < groups_.size() && going_; ++g)
      for (std::size_t h = g; h < groups_.size() && going_; ++h)
        if (norms_.reaches().meet(static_cast<Index>(g), static_cast<Index>(h)) != Meet::none) {
          const bool swap = groups_[h].buckets.size() < groups_[g].buckets.size();
          join(groups_[swap ? h : g], groups_[swap ? g : h], g == h);
        }
    return going_;
  }

 private:
  void make_groups() {
    sorted_.resize(all_.size());
    std::iota(sorted_.begin(), sorted_.end(), Index{0});
    const auto key = [&](Index i) {
      const Norm& n = all_[i];
      return std::tuple{n.reach, n.conduct, n.object, n.modality, n.from, n.order};
    };
    std::sort(sorted_.begin(), sorted_.end(), [&](Index a, Index b) { return key(a) < key(b); });
    groups_.resize(norms_.reaches().size());
    for (Index i = 0; i < sorted_.size();) {
      const Norm& n = all_[sorted_[i]];
      Group& group = groups_[n.reach];
      if (group.conducts.empty() || group.conducts.back().first != n.conduct)
        group.conducts.emplace_back(n.conduct, static_cast<Index>(group.buckets.size()));
      Bucket bucket{.conduct = n.conduct, .object = n.object};
      for (std::size_t m = 0; m < modalities; ++m) {
        bucket.first[m] = i;
        while (i < sorted_.size() && same_bucket(all_[sorted_[i]], n) &&
               static_cast<std::size_t>(all_[sorted_[i]].modality) == m)
          ++i;
      }
      bucket.first[modalities] = i;
      group.buckets.push_back(bucket);
    }
    for (Group& group : groups_) group.conducts.emplace_back(0xFFFFFFFFU, static_cast<Index>(group.buckets.size()));
  }
  static bool same_bucket(const Norm& a, const Norm& b) {
    return a.reach == b.reach && a.conduct == b.conduct && a.object == b.object;
  }

  /// By conduct: those it may meet, or clash with.
  void make_neighbours() {
    const ScopeTable& conducts = norms_.conducts();
    const auto size = static_cast<ScopeTable::Id>(conducts.size());
    neighbours_.resize(size);
    const auto clash = [&](ScopeTable::Id a, ScopeTable::Id b) {
      return std::any_of(norms_.clashes().begin(), norms_.clashes().end(), [&](const auto& pair) {
        const auto touches = [&](ScopeTable::Id c, ScopeTable::Id x) { return conducts.meet(c, x) != Meet::none; };
        return (touches(a, pair.first) && touches(b, pair.second)) ||
               (touches(a, pair.second) && touches(b, pair.first));
      });
    };
    for (ScopeTable::Id a = 0; a < size; ++a)
      for (ScopeTable::Id b = 0; b < size; ++b)
        if (conducts.meet(a, b) != Meet::none || clash(a, b)) neighbours_[a].push_back(b);
  }

  void join(const Group& g, const Group& h, bool same) {
    for (Index a = 0; a < g.buckets.size() && going_; ++a) {
      if (stop_.stop_requested()) throw Cancelled{};
      const Bucket& one = g.buckets[a];
      for (const ScopeTable::Id conduct : neighbours_[one.conduct]) {
        const auto [first, last] = h.of_conduct(conduct);
        for (Index b = same ? std::max(first, a) : first; b < last && going_; ++b) {
          const Bucket& two = h.buckets[b];
          if (norms_.objects().meet(one.object, two.object) == Meet::none) continue;
          match(one, two, same && a == b);
        }
      }
    }
  }

  void match(const Bucket& one, const Bucket& two, bool itself) {
    for (std::size_t m = 0; m < modalities; ++m) {
      if (one.first[m] == one.first[m + 1]) continue;
      for (std::size_t n = itself ? m : 0; n < modalities; ++n) {
        if (two.first[n] == two.first[n + 1]) continue;
        if (cell(static_cast<Modality>(m), static_cast<Modality>(n)) == Cell::none) continue;
        sweep(one.first[m], one.first[m + 1], two.first[n], two.first[n + 1], itself && m == n);
        if (!going_) return;
      }
    }
  }

  /// Every two that hold at the same time meet once: where the later of them begins.
  void sweep(Index a, Index a_end, Index b, Index b_end, bool itself) {
    const auto begins = [&](Index i) { return all_[sorted_[i]].from; };
    while (a < a_end && b < b_end && going_) {
      if (begins(a) <= begins(b)) {
        scan(sorted_[a], itself ? a + 1 : b, b_end);
        ++a;
        if (itself) b = a;
      } else {
        scan(sorted_[b], a, a_end);
        ++b;
      }
    }
  }
  void scan(Index norm, Index at, Index end) {
    const Norm& one = all_[norm];
    for (; at < end && going_; ++at) {
      const Norm& two = all_[sorted_[at]];
      if (two.from >= one.to) return;
      if (auto finding = judge_.pair(one, two)) going_ = sink_(std::move(*finding));
    }
  }

  Judge& judge_;
  const Norms& norms_;
  const std::vector<Norm>& all_;
  const Sink& sink_;
  const std::stop_token& stop_;
  std::vector<Index> sorted_;
  std::vector<Group> groups_;
  std::vector<std::vector<ScopeTable::Id>> neighbours_;
  bool going_ = true;
};

}  // namespace

bool find_pairs(Judge& judge, const Sink& sink, const std::stop_token& stop) {
  return PairFinder{judge, sink, stop}.run();
}

bool find_frustrations(Judge& judge, const Sink& sink, const std::stop_token& stop) {
  const Norms& norms = judge.norms();
  std::vector<const Norm*> triggered;
  for (const Norm& norm : norms.all())
    if (norms.extra(norm).triggered &&
        (norm.modality == Modality::prohibition || norm.modality == Modality::restriction ||
         norm.modality == Modality::discouragement))
      triggered.push_back(&norm);
  if (triggered.empty()) return true;
  using Key = std::tuple<VertexId, ScopeTable::Id, ScopeTable::Id>;
  std::map<Key, std::vector<const Norm*>> acts;
  for (const Norm& norm : norms.all())
    if (norm.state && (norm.modality == Modality::permission || norm.modality == Modality::support ||
                       norm.modality == Modality::obligation))
      acts[{norm.state, norm.conduct, norm.object}].push_back(&norm);
  for (const Norm* ban : triggered) {
    if (stop.stop_requested()) throw Cancelled{};
    const NormExtra& more = norms.extra(*ban);
    for (auto at = acts.lower_bound({ban->state, 0, 0}); at != acts.end() && std::get<0>(at->first) == ban->state;
         ++at) {
      if (norms.conducts().meet(std::get<1>(at->first), more.trigger_conduct) != Meet::definite) continue;
      if (norms.objects().meet(std::get<2>(at->first), more.trigger_object) != Meet::definite) continue;
      for (const Norm* act : at->second)
        if (auto finding = judge.frustration(*act, *ban))
          if (!sink(std::move(*finding))) return false;
    }
  }
  return true;
}

}  // namespace dutygraph::detail
