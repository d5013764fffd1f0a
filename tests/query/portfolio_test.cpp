// SPDX-License-Identifier: BSL-1.0
#include <dutygraph/query/portfolio.hpp>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <map>
#include <optional>
#include <random>
#include <set>
#include <string>

#include <dutygraph/error.hpp>
#include <dutygraph/io/read.hpp>

#include "support/catch.hpp"

namespace dg = dutygraph;
using dg::Space;

namespace {

std::size_t rounds() {
  const char* text = std::getenv("DUTYGRAPH_ROUNDS");
  return text != nullptr ? std::stoul(text) : 25;
}

dg::Estimate find(const std::vector<dg::Estimate>& values, std::string_view name) {
  const auto list = dg::portfolio_measures();
  for (std::size_t i = 0; i < list.size(); ++i)
    if (list[i].name == name) return values[i];
  return {};
}

/// Measures by the words of their definitions, on lists of pairs, where every space is known.
std::map<std::string, double> reference(const dg::Portfolio& p) {
  struct Cell {
    std::size_t target, instrument;
  };
  std::vector<Cell> cells;
  std::set<std::size_t> targets, instruments, all_targets, all_instruments;
  double spaces = 0;
  for (std::size_t t = 0; t < p.targets; ++t)
    for (std::size_t i = 0; i < p.instruments; ++i) {
      if (!p.applies(t * p.instruments + i)) continue;
      ++spaces;
      all_targets.insert(t);
      all_instruments.insert(i);
      if (p.at(t, i) != Space::covered && p.at(t, i) != Space::partly) continue;
      cells.push_back({t, i});
      targets.insert(t);
      instruments.insert(i);
    }
  std::map<std::string, double> out;
  const auto n = static_cast<double>(cells.size());
  out["spaces"] = spaces;
  out["covered"] = n;
  out["instruments"] = static_cast<double>(instruments.size());
  out["targets"] = static_cast<double>(targets.size());
  if (spaces > 0) {
    out["size"] = n / spaces;
    out["instruments_share"] = out["instruments"] / static_cast<double>(all_instruments.size());
    out["targets_share"] = out["targets"] / static_cast<double>(all_targets.size());
  }
  std::map<std::set<std::size_t>, double> sets;
  for (const std::size_t t : targets) {
    std::set<std::size_t> set;
    for (const Cell& cell : cells)
      if (cell.target == t) set.insert(cell.instrument);
    ++sets[set];
  }
  out["configurations"] = static_cast<double>(sets.size());
  if (cells.empty()) return out;
  const auto gini = [](const std::vector<double>& values) {  // mean difference of all pairs over twice the mean
    double apart = 0, sum = 0;
    for (const double a : values) {
      sum += a;
      for (const double b : values) apart += std::abs(a - b);
    }
    const auto k = static_cast<double>(values.size());
    return apart / (k * k) / (2 * sum / k);
  };
  std::vector<double> sizes, used;
  for (const auto& [set, count] : sets) sizes.push_back(count);
  out["configuration_equality"] = 1 - gini(sizes);
  double differ = 0, pairs = 0, same = 0, most = 0, entropy = 0;
  for (std::size_t a = 0; a < cells.size(); ++a)
    for (std::size_t b = 0; b < cells.size(); ++b) {
      if (cells[a].target != cells[b].target) {
        ++pairs;
        differ += cells[a].instrument != cells[b].instrument ? 1 : 0;
      }
      same += cells[a].instrument == cells[b].instrument ? 1 : 0;
    }
  if (pairs > 0) out["aid"] = differ / pairs;
  out["gini_simpson"] = 1 - same / (n * n);
  for (const std::size_t i : instruments) {
    double count = 0;
    for (const Cell& cell : cells) count += cell.instrument == i ? 1 : 0;
    used.push_back(count);
    most = std::max(most, count / n);
    entropy += count / n * std::log(n / count);
  }
  out["shannon"] = entropy;
  out["equality"] = used.size() > 1 ? entropy / std::log(static_cast<double>(used.size())) : 1;
  out["preponderance"] = gini(used);
  out["dominance"] = most;
  return out;
}

std::vector<std::size_t> open_spaces(const dg::Portfolio& p) {
  std::vector<std::size_t> open;
  for (std::size_t i = 0; i < p.spaces.size(); ++i)
    if (p.spaces[i] == Space::open && p.applies(i)) open.push_back(i);
  return open;
}

/// Calls \p f with \p p in every way in which its open spaces may turn out.
template <class F>
void each_way(dg::Portfolio p, F f, const std::vector<Space>& ways = {Space::empty, Space::covered}) {
  const std::vector<std::size_t> open = open_spaces(p);
  std::vector<std::size_t> way(open.size());
  for (bool more = true; more;) {
    for (std::size_t k = 0; k < open.size(); ++k) p.spaces[open[k]] = ways[way[k]];
    f(p);
    more = false;
    for (std::size_t k = 0; k < open.size() && !more; ++k) {
      way[k] = (way[k] + 1) % ways.size();
      more = way[k] != 0;
    }
  }
}

dg::Portfolio random_portfolio(std::mt19937& random, std::size_t open) {
  const auto pick = [&](std::size_t n) { return std::uniform_int_distribution<std::size_t>{0, n}(random); };
  dg::Portfolio p;
  p.targets = 1 + pick(5);
  p.instruments = 1 + pick(4);
  const std::size_t full = pick(3);
  for (std::size_t i = 0; i < p.targets * p.instruments; ++i) {
    p.outside.push_back(pick(9) == 0);
    const std::size_t roll = pick(3);
    p.spaces.push_back(roll < full ? Space::covered : roll == 3 && pick(2) == 0 ? Space::partly : Space::empty);
  }
  for (std::size_t k = 0; k < open; ++k) p.spaces[pick(p.spaces.size() - 1)] = Space::open;
  return p;
}

constexpr double tolerance = 1e-12;

}  // namespace

TEST_CASE("measures of hand-computed portfolios", "[portfolio]") {
  // targets: a has {1, 2}, b has {1}, c has {1}, d has none; three instruments
  const auto yes = Space::covered, no = Space::empty;
  const dg::Portfolio p{4, 3, {yes, yes, no, yes, no, no, yes, no, no, no, no, no}, {}};
  const auto values = dg::measure(p);
  const auto point = [&](std::string_view name) { return find(values, name).point; };
  CHECK(point("spaces") == 12);
  CHECK(point("covered") == 4);
  CHECK(std::abs(point("size") - 1.0 / 3) < tolerance);
  CHECK(point("instruments") == 2);
  CHECK(std::abs(point("instruments_share") - 2.0 / 3) < tolerance);
  CHECK(point("targets") == 3);
  CHECK(point("targets_share") == 0.75);
  CHECK(point("configurations") == 2);                                     // {1,2} once, {1} twice
  CHECK(std::abs(point("configuration_equality") - 5.0 / 6) < tolerance);  // Gini of 1, 2 is 1/6
  CHECK(std::abs(point("gini_simpson") - 0.375) < tolerance);              // 1 - 9/16 - 1/16
  CHECK(std::abs(point("shannon") - (0.75 * std::log(4.0 / 3) + 0.25 * std::log(4.0))) < tolerance);
  CHECK(std::abs(point("equality") - point("shannon") / std::log(2.0)) < tolerance);
  CHECK(std::abs(point("preponderance") - 0.25) < tolerance);  // Gini of 3, 1
  CHECK(point("dominance") == 0.75);
  CHECK(std::abs(point("aid") - 0.4) < tolerance);  // of 5 pairs of spaces of two targets, 2 differ
  for (const dg::Estimate& value : values) {
    CHECK(value.low == value.point);
    CHECK(value.high == value.point);
  }
}

TEST_CASE("measures of portfolios without anything", "[portfolio]") {
  const auto none = dg::measure({2, 2, std::vector<Space>(4, Space::empty), {}});
  CHECK(find(none, "size").defined);
  CHECK(find(none, "size").high == 0);
  CHECK_FALSE(find(none, "shannon").defined);
  CHECK_FALSE(find(dg::measure({}), "size").defined);
  const auto unknown = dg::measure({2, 2, std::vector<Space>(4, Space::open), {}});
  CHECK(find(unknown, "size").low == 0);
  CHECK(find(unknown, "size").high == 1);
  CHECK_FALSE(find(unknown, "shannon").defined);
  CHECK(std::abs(find(unknown, "shannon").high - std::log(2.0)) < tolerance);
}

TEST_CASE("ranges are those of trying every way in which open spaces may turn out", "[portfolio]") {
  std::mt19937 random{1};
  for (std::size_t round = 0; round < rounds() * 8; ++round) {
    const dg::Portfolio p = random_portfolio(random, round % 7);
    std::map<std::string, std::pair<double, double>> expected;
    each_way(p, [&](const dg::Portfolio& way) {
      for (const auto& [name, value] : reference(way)) {
        auto [at, first] = expected.try_emplace(name, value, value);
        at->second = {std::min(at->second.first, value), std::max(at->second.second, value)};
      }
    });
    const auto values = dg::measure(p);
    const auto names = dg::portfolio_measures();
    for (std::size_t m = 0; m < names.size(); ++m) {
      INFO("round " << round << ", " << names[m].name);
      const auto at = expected.find(std::string{names[m].name});
      if (at == expected.end()) {
        CHECK_FALSE(values[m].defined);
        continue;
      }
      CHECK(std::abs(values[m].low - at->second.first) < tolerance);
      CHECK(std::abs(values[m].high - at->second.second) < tolerance);
      CHECK(values[m].exact);
    }
  }
}

TEST_CASE("bounds for many open spaces hold every value, and are exact where they say so", "[portfolio]") {
  std::mt19937 random{2};
  std::size_t tested = 0;
  for (std::size_t round = 0; round < 400 && tested < 3 + rounds() / 25; ++round) {
    const dg::Portfolio p = random_portfolio(random, 22);
    if (open_spaces(p).size() != 13) continue;  // one more than are tried in all ways
    ++tested;
    std::map<std::string, std::pair<double, double>> expected;
    each_way(p, [&](const dg::Portfolio& way) {
      for (const auto& [name, value] : reference(way)) {
        auto [at, first] = expected.try_emplace(name, value, value);
        at->second = {std::min(at->second.first, value), std::max(at->second.second, value)};
      }
    });
    const auto values = dg::measure(p);
    const auto names = dg::portfolio_measures();
    for (std::size_t m = 0; m < names.size(); ++m) {
      const auto at = expected.find(std::string{names[m].name});
      if (at == expected.end()) continue;
      INFO("round " << round << ", " << names[m].name);
      CHECK(values[m].low <= at->second.first + tolerance);
      CHECK(values[m].high >= at->second.second - tolerance);
      if (!values[m].exact) continue;
      CHECK(std::abs(values[m].low - at->second.first) < tolerance);
      CHECK(std::abs(values[m].high - at->second.second) < tolerance);
    }
  }
  CHECK(tested > 0);
}

TEST_CASE("knowing less only widens ranges, of measures and of likeness", "[portfolio]") {
  std::mt19937 random{3};
  for (std::size_t round = 0; round < rounds() * 4; ++round) {
    dg::Portfolio p = random_portfolio(random, round % 20);
    dg::Portfolio other = p;
    std::shuffle(other.spaces.begin(), other.spaces.end(), random);
    auto before = dg::measure(p);
    dg::Likeness like = dg::likeness_of(p, other);
    for (int step = 0; step < 3; ++step) {
      p.spaces[std::uniform_int_distribution<std::size_t>{0, p.spaces.size() - 1}(random)] = Space::open;
      const auto after = dg::measure(p);
      const auto names = dg::portfolio_measures();
      for (std::size_t m = 0; m < after.size(); ++m) {
        if (!before[m].defined) continue;
        INFO("round " << round << ", " << names[m].name);
        CHECK(after[m].low <= before[m].low + tolerance);
        CHECK(after[m].high >= before[m].high - tolerance);
        if (after[m].defined) CHECK((after[m].low <= after[m].point && after[m].point <= after[m].high));
      }
      const dg::Likeness now = dg::likeness_of(p, other);
      CHECK(now.jaccard.low <= like.jaccard.low + tolerance);
      CHECK(now.jaccard.high >= like.jaccard.high - tolerance);
      CHECK(now.distance.low <= like.distance.low + tolerance);
      CHECK(now.distance.high >= like.distance.high - tolerance);
      before = after;
      like = now;
    }
  }
}

TEST_CASE("likeness is that of trying every way", "[portfolio]") {
  std::mt19937 random{4};
  for (std::size_t round = 0; round < rounds() * 4; ++round) {
    const dg::Portfolio a = random_portfolio(random, 3);
    dg::Portfolio b = a;
    std::shuffle(b.spaces.begin(), b.spaces.end(), random);
    const std::vector<Space> ways{Space::empty, Space::partly, Space::covered};
    double low = 2, high = -1, near = 2, far = -1;
    each_way(
        a,
        [&](const dg::Portfolio& x) {
          each_way(
              b,
              [&](const dg::Portfolio& y) {
                double both = 0, one = 0, apart = 0, spaces = 0;
                const auto worth = [](Space space) {
                  return space == Space::covered ? 1.0 : space == Space::partly ? 0.5 : 0.0;
                };
                for (std::size_t i = 0; i < x.spaces.size(); ++i) {
                  if (!x.applies(i) || !y.applies(i)) continue;
                  ++spaces;
                  apart += std::abs(worth(x.spaces[i]) - worth(y.spaces[i]));
                  both += worth(x.spaces[i]) > 0 && worth(y.spaces[i]) > 0 ? 1 : 0;
                  one += worth(x.spaces[i]) > 0 || worth(y.spaces[i]) > 0 ? 1 : 0;
                }
                const double jaccard = one > 0 ? both / one : 1;
                low = std::min(low, jaccard);
                high = std::max(high, jaccard);
                near = std::min(near, spaces > 0 ? apart / spaces : 0);
                far = std::max(far, spaces > 0 ? apart / spaces : 0);
              },
              ways);
        },
        ways);
    const dg::Likeness like = dg::likeness_of(a, b);
    INFO("round " << round);
    CHECK(std::abs(like.jaccard.low - low) < tolerance);
    CHECK(std::abs(like.jaccard.high - high) < tolerance);
    CHECK(std::abs(like.distance.low - near) < tolerance);
    CHECK(std::abs(like.distance.high - far) < tolerance);
  }
  CHECK_THROWS_AS(dg::likeness_of({1, 1, {Space::open}, {}}, {}), dg::UsageError);
}

namespace {

dg::Graph world(const std::string& more, const std::string& rights = R"(["privacy"])", bool complete = true) {
  dg::io::Reader reader;
  reader.read_text(R"({"dutygraph": 1, "as_of": "2024-06-01", "states": {"XG": {}, "XR": {}},
      "instruments": {"a": {"state": "XR", "technologies": ["search"], "rights": )" +
                       rights + R"(, "from": "2020-01-01"},
        "b": {"state": "XG", "technologies": ["iot"], "rights": ["privacy"], "to": "2023-01-01"},
        "c": {"state": "XG", "technologies": ["iot"], "rights": ["expression"]})" +
                       more + "}" + (complete ? R"(, "complete": [{"section": "instruments"}])" : "") + "}",
                   "world.duty.json", dg::io::Format::native);
  return reader.finish().graph;
}

}  // namespace

TEST_CASE("portfolio compares States and years as tidy rows with ranges and places", "[portfolio]") {
  const dg::Graph graph = world("");
  const dg::MixOptions options{.rows = dg::Dimension::technology, .columns = dg::Dimension::right};
  const dg::PortfolioResult rows = portfolio(graph, options, {{2024, 6, 1}, {2022, 6, 1}});
  REQUIRE(rows.size() == 2 * 2 * dg::portfolio_measures().size());
  CHECK(graph.key(rows[0].state) == "XG");
  CHECK(rows[0].date == dg::Date{2022, 6, 1});
  const auto value = [&](const std::string& state, dg::Date date, std::string_view name) {
    for (const dg::PortfolioRow& row : rows)
      if (graph.key(row.state) == state && row.date == date && row.measure == name) return row;
    return dg::PortfolioRow{};
  };
  CHECK(value("XG", {2022, 6, 1}, "covered").value.point == 2);
  CHECK(value("XG", {2022, 6, 1}, "covered").best == 1);
  CHECK(value("XR", {2022, 6, 1}, "covered").worst == 2);
  CHECK(value("XG", {2024, 6, 1}, "covered").value.point == 1);
  CHECK(value("XR", {2024, 6, 1}, "covered").best == 1);  // a tie
  CHECK(value("XR", {2024, 6, 1}, "covered").worst == 2);
  CHECK(value("XR", {2024, 6, 1}, "covered").unknown == 0);

  const dg::LikenessResult pairs = likeness(graph, options);
  REQUIRE(pairs.size() == 1);
  CHECK(pairs[0].likeness.jaccard.point == 0);
  CHECK(pairs[0].differ == std::vector<std::string>{"search × privacy: FAIL, PASS", "iot × expression: PASS, FAIL"});
}

TEST_CASE("taking data away only widens the ranges of a mix and of its places", "[portfolio]") {
  const dg::MixOptions options{.rows = dg::Dimension::technology,
                               .columns = dg::Dimension::right,
                               .row_values = {"search", "iot"},
                               .column_values = {"privacy", "expression"}};
  const dg::Graph full = world("");
  // without: the statement that the list is complete; the rights of an instrument; an instrument
  for (const dg::Graph& less : {world("", R"(["privacy"])", false), world("", "[]", false),
                                world(R"(, "d": {"state": "XR", "rights": ["privacy"]})", "[]", false)}) {
    const dg::PortfolioResult before = portfolio(full, options), after = portfolio(less, options);
    REQUIRE(before.size() == after.size());
    for (std::size_t i = 0; i < before.size(); ++i) {
      INFO(before[i].measure);
      if (before[i].value.defined) {
        CHECK(after[i].value.low <= before[i].value.low + tolerance);
        CHECK(after[i].value.high >= before[i].value.high - tolerance);
      }
      CHECK(after[i].best <= before[i].best);
      CHECK(after[i].worst >= before[i].worst);
    }
  }
}
