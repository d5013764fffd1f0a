// SPDX-License-Identifier: BSL-1.0
#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <random>
#include <string>

#include <dutygraph/error.hpp>
#include <dutygraph/query/gaps.hpp>

#include "support/catch.hpp"

namespace dg = dutygraph;

namespace {

std::size_t rounds() {
  const char* text = std::getenv("DUTYGRAPH_ROUNDS");
  return text != nullptr ? std::stoul(text) : 300;
}

/// All smallest covers, by trying every choice of sets.
std::vector<std::vector<std::size_t>> by_brute_force(const dg::CoverProblem& problem) {
  std::uint64_t all = 0;
  std::vector<std::uint64_t> sets;
  for (const auto& set : problem.sets) {
    sets.push_back(0);
    for (const std::size_t e : set) sets.back() |= std::uint64_t{1} << e;
    all |= sets.back();
  }
  std::vector<std::vector<std::size_t>> found;
  std::size_t least = SIZE_MAX;
  for (std::uint64_t choice = 0; choice < (std::uint64_t{1} << sets.size()); ++choice) {
    std::uint64_t covered = 0;
    std::vector<std::size_t> chosen;
    for (std::size_t s = 0; s < sets.size(); ++s)
      if (((choice >> s) & 1U) != 0) {
        covered |= sets[s];
        chosen.push_back(s);
      }
    if (covered != all || chosen.size() > least) continue;
    if (chosen.size() < least) found.clear();
    least = chosen.size();
    found.push_back(std::move(chosen));
  }
  std::sort(found.begin(), found.end());
  return found;
}

}  // namespace

TEST_CASE("smallest_covers lists every smallest cover once, as trying all choices does", "[cover]") {
  std::mt19937 random{20251001};
  const auto pick = [&](std::size_t n) { return std::uniform_int_distribution<std::size_t>{0, n}(random); };
  for (std::size_t round = 0; round < rounds(); ++round) {
    dg::CoverProblem problem;
    problem.elements = pick(9);
    const std::size_t sets = pick(11);
    const std::size_t thin = 1 + pick(3);  // sets of few elements make the search hard
    for (std::size_t s = 0; s < sets; ++s) {
      auto& set = problem.sets.emplace_back();
      for (std::size_t e = 0; e < problem.elements; ++e)
        if (pick(thin) == 0) set.push_back(e);
      if (s > 0 && pick(4) == 0) set = problem.sets[pick(s - 1)];  // equals
    }
    const dg::CoverAnswer answer = dg::smallest_covers(problem);
    INFO("round " << round);
    CHECK(answer.exact);
    CHECK_FALSE(answer.more);
    CHECK(answer.covers == by_brute_force(problem));
    CHECK(answer.lower_bound == answer.covers.front().size());
  }
}

TEST_CASE("smallest_covers of nothing, of what no set covers, and of a wrong problem", "[cover]") {
  CHECK(dg::smallest_covers({}).covers == std::vector<std::vector<std::size_t>>{{}});
  const dg::CoverAnswer part = dg::smallest_covers({3, {{0}, {0, 2}}});
  CHECK(part.uncovered == std::vector<std::size_t>{1});
  CHECK(part.covers == std::vector<std::vector<std::size_t>>{{1}});
  CHECK_THROWS_AS(dg::smallest_covers({1, {{1}}}), dg::UsageError);
}

TEST_CASE("smallest_covers says when there are more than were asked for", "[cover]") {
  dg::CoverProblem pairs{8, {}};
  for (std::size_t e = 0; e < 8; ++e) pairs.sets.insert(pairs.sets.end(), {{e}, {e}});
  const dg::CoverAnswer all = dg::smallest_covers(pairs), some = dg::smallest_covers(pairs, 10);
  CHECK(all.covers.size() == 256);
  CHECK(some.covers.size() == 10);
  CHECK(some.more);
}

TEST_CASE("thirty candidates are exact, more are greedy within the stated bound", "[cover]") {
  std::mt19937 random{7};
  const auto pick = [&](std::size_t n) { return std::uniform_int_distribution<std::size_t>{0, n}(random); };
  dg::CoverProblem problem{40, {}};
  for (std::size_t s = 0; s < 30; ++s) {
    auto& set = problem.sets.emplace_back();
    for (std::size_t e = 0; e < problem.elements; ++e)
      if (pick(3) == 0) set.push_back(e);
  }
  const dg::CoverAnswer exact = dg::smallest_covers(problem);
  REQUIRE(exact.exact);
  problem.sets.push_back({0});  // dominated: the smallest cover stays as small
  const dg::CoverAnswer greedy = dg::smallest_covers(problem);
  CHECK_FALSE(greedy.exact);
  REQUIRE(greedy.covers.size() == 1);
  const auto smallest = static_cast<double>(exact.covers.front().size());
  CHECK(greedy.lower_bound <= exact.covers.front().size());
  CHECK(static_cast<double>(greedy.covers.front().size()) <= greedy.ratio * smallest + 1e-9);
  std::vector<bool> covered(problem.elements);
  for (const std::size_t s : greedy.covers.front())
    for (const std::size_t e : problem.sets[s]) covered[e] = true;
  CHECK(std::count(covered.begin(), covered.end(), false) == static_cast<std::ptrdiff_t>(greedy.uncovered.size()));
}
