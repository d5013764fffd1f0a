// SPDX-License-Identifier: BSL-1.0
#include <algorithm>
#include <cstdint>
#include <utility>

#include <dutygraph/error.hpp>
#include <dutygraph/query/gaps.hpp>

namespace dutygraph {
namespace {

/// A set of elements.
class Bits {
 public:
  explicit Bits(std::size_t size) : words_((size + 63) / 64) {}
  void add(std::size_t i) { words_[i / 64] |= std::uint64_t{1} << i % 64; }
  [[nodiscard]] bool has(std::size_t i) const { return ((words_[i / 64] >> i % 64) & 1U) != 0; }
  [[nodiscard]] bool empty() const {
    return std::all_of(words_.begin(), words_.end(), [](std::uint64_t word) { return word == 0; });
  }
  [[nodiscard]] Bits without(const Bits& other) const {
    Bits out = *this;
    for (std::size_t w = 0; w < words_.size(); ++w) out.words_[w] &= ~other.words_[w];
    return out;
  }
  [[nodiscard]] std::size_t common(const Bits& other) const {
    std::size_t n = 0;
    for (std::size_t w = 0; w < words_.size(); ++w)
      for (std::uint64_t word = words_[w] & other.words_[w]; word != 0; word &= word - 1) ++n;
    return n;
  }

 private:
  std::vector<std::uint64_t> words_;
};

/// Finds all covers of exactly as many sets as the smallest has. A smallest cover has no set to spare, so each is met
/// once if a branch bars the sets that branches before it took.
class Search {
 public:
  Search(const std::vector<Bits>& sets, std::size_t elements, std::size_t most)
      : sets_{sets}, elements_{elements}, most_{most}, barred_(sets.size()) {
    of_.resize(elements);
    for (std::size_t s = 0; s < sets.size(); ++s)
      for (std::size_t e = 0; e < elements; ++e)
        if (sets[s].has(e)) of_[e].push_back(s);
  }

  /// All covers of \p size sets.
  void run(const Bits& left, std::size_t size) {
    if (left.empty()) {
      if (found.size() == most_) {
        more = true;
        return;
      }
      found.push_back(chosen_);
      std::sort(found.back().begin(), found.back().end());
      return;
    }
    if (more || bound(left) > size) return;
    // The element that the fewest sets are left for.
    std::size_t element = elements_, fewest = SIZE_MAX;
    for (std::size_t e = 0; e < elements_; ++e) {
      if (!left.has(e)) continue;
      const auto choices = static_cast<std::size_t>(
          std::count_if(of_[e].begin(), of_[e].end(), [&](std::size_t s) { return !barred_[s]; }));
      if (choices < fewest) {
        fewest = choices;
        element = e;
      }
    }
    std::vector<std::size_t> taken;
    for (const std::size_t s : of_[element]) {
      if (barred_[s]) continue;
      barred_[s] = true;  // below, because it is chosen; after, because its covers are found
      taken.push_back(s);
      chosen_.push_back(s);
      run(left.without(sets_[s]), size - 1);
      chosen_.pop_back();
    }
    for (const std::size_t s : taken) barred_[s] = false;
  }

  /// Elements no two of which share a set: each needs one of its own.
  [[nodiscard]] std::size_t bound(const Bits& left) const {
    Bits near{elements_};
    std::size_t n = 0;
    for (std::size_t e = 0; e < elements_; ++e) {
      if (!left.has(e) || near.has(e)) continue;
      ++n;
      for (const std::size_t s : of_[e]) {
        if (barred_[s]) continue;
        for (std::size_t other = 0; other < elements_; ++other)
          if (sets_[s].has(other)) near.add(other);
      }
    }
    return n;
  }

  std::vector<std::vector<std::size_t>> found;
  bool more = false;

 private:
  const std::vector<Bits>& sets_;
  std::size_t elements_, most_;
  std::vector<bool> barred_;
  std::vector<std::vector<std::size_t>> of_;
  std::vector<std::size_t> chosen_;
};

std::vector<std::size_t> greedy(const std::vector<Bits>& sets, Bits left) {
  std::vector<std::size_t> chosen;
  while (!left.empty()) {
    std::size_t best = 0, most = 0;
    for (std::size_t s = 0; s < sets.size(); ++s)
      if (const std::size_t n = sets[s].common(left); n > most) {
        most = n;
        best = s;
      }
    chosen.push_back(best);
    left = left.without(sets[best]);
  }
  std::sort(chosen.begin(), chosen.end());
  return chosen;
}

}  // namespace

CoverAnswer smallest_covers(const CoverProblem& problem, std::size_t most) {
  std::vector<Bits> sets;
  Bits all{problem.elements};
  std::size_t largest = 0, useful = 0;
  for (const std::vector<std::size_t>& set : problem.sets) {
    Bits& bits = sets.emplace_back(problem.elements);
    for (const std::size_t e : set) {
      if (e >= problem.elements)
        throw UsageError{"a set covers element " + std::to_string(e) + " of " + std::to_string(problem.elements)};
      bits.add(e);
      all.add(e);
    }
    largest = std::max(largest, bits.common(bits));
    useful += bits.empty() ? 0U : 1U;
  }
  CoverAnswer answer;
  for (std::size_t e = 0; e < problem.elements; ++e)
    if (!all.has(e)) answer.uncovered.push_back(e);
  std::vector<std::size_t> quick = greedy(sets, all);
  Search search{sets, problem.elements, std::max<std::size_t>(most, 1)};
  answer.lower_bound = search.bound(all);
  if (useful <= exact_cover_limit) {
    for (std::size_t size = answer.lower_bound; size <= quick.size(); ++size) {
      search.run(all, size);
      if (search.found.empty()) continue;
      answer.lower_bound = size;
      break;
    }
    answer.covers = std::move(search.found);
    answer.more = search.more;
    std::sort(answer.covers.begin(), answer.covers.end());
    return answer;
  }
  answer.exact = false;
  double harmonic = 0;
  for (std::size_t d = 1; d <= largest; ++d) harmonic += 1.0 / static_cast<double>(d);
  const auto size = static_cast<double>(quick.size());
  while (static_cast<double>(answer.lower_bound) * harmonic < size - 1e-9) ++answer.lower_bound;
  answer.ratio = std::min(harmonic, size / static_cast<double>(answer.lower_bound));
  answer.covers.push_back(std::move(quick));
  return answer;
}

}  // namespace dutygraph
