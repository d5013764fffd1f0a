// SPDX-License-Identifier: BSL-1.0
#include <dutygraph/query/portfolio.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <map>
#include <optional>
#include <set>

#include <dutygraph/error.hpp>

#include "query/day.hpp"
#include "query/stamp.hpp"

namespace dutygraph {
namespace {

constexpr std::array measures{
    PortfolioMeasure{"spaces", "spaces that apply: targets times kinds of instruments"},
    PortfolioMeasure{"covered", "spaces that an instrument covers"},
    PortfolioMeasure{"size", "covered spaces over spaces"},
    PortfolioMeasure{"instruments", "kinds of instruments that cover a target"},
    PortfolioMeasure{"instruments_share", "those over all kinds of instruments"},
    PortfolioMeasure{"targets", "targets that an instrument covers"},
    PortfolioMeasure{"targets_share", "those over all targets"},
    PortfolioMeasure{"configurations", "different sets of instruments that covered targets have"},
    PortfolioMeasure{"configuration_equality", "1 - Gini coefficient of how many targets have each configuration"},
    PortfolioMeasure{"aid",
                     "average instrument diversity: two covered spaces of different targets differ in instrument"},
    PortfolioMeasure{"gini_simpson", "1 - sum of the squared shares of the instruments"},
    PortfolioMeasure{"shannon", "- sum of share times natural logarithm of the share"},
    PortfolioMeasure{"equality", "Shannon's measure over the logarithm of the number of instruments in use; 1 if one"},
    PortfolioMeasure{"preponderance", "Gini coefficient of the spaces that each instrument in use covers"},
    PortfolioMeasure{"dominance", "share of the most used instrument"},
};
enum : std::size_t {
  spaces_,
  covered_,
  size_,
  instruments_,
  instruments_share_,
  targets_,
  targets_share_,
  configurations_,
  configuration_equality_,
  aid_,
  gini_simpson_,
  shannon_,
  equality_,
  preponderance_,
  dominance_,
  count_
};
static_assert(measures.size() == count_);

using Values = std::array<std::optional<double>, count_>;
using Counts = std::vector<std::size_t>;

double pairs(double n) { return n * (n - 1) / 2; }

/// The Gini coefficient of positive numbers: mean absolute difference over twice the mean.
double gini(Counts values) {
  std::sort(values.begin(), values.end());
  double sum = 0, weighted = 0;
  for (std::size_t i = 0; i < values.size(); ++i) {
    const auto value = static_cast<double>(values[i]);
    sum += value;
    weighted += (2.0 * static_cast<double>(i + 1) - static_cast<double>(values.size()) - 1.0) * value;
  }
  return sum > 0 ? weighted / (static_cast<double>(values.size()) * sum) : 0;
}

/// The measures of a portfolio in which every space is known.
/// \param covered  by space
Values exact(const Portfolio& portfolio, const std::vector<bool>& covered) {
  const std::size_t rows = portfolio.targets, columns = portfolio.instruments;
  Counts by_instrument(columns), by_target(rows);
  std::size_t total = 0, spaces = 0;
  std::map<std::vector<bool>, std::size_t> configurations;
  Counts apply_row(rows), apply_column(columns);
  for (std::size_t t = 0; t < rows; ++t) {
    std::vector<bool> set(columns);
    for (std::size_t i = 0; i < columns; ++i) {
      if (!portfolio.applies(t * columns + i)) continue;
      ++spaces;
      ++apply_row[t];
      ++apply_column[i];
      if (!covered[t * columns + i]) continue;
      set[i] = true;
      ++by_instrument[i];
      ++by_target[t];
      ++total;
    }
    if (by_target[t] != 0) ++configurations[set];
  }
  const auto some = [](const Counts& list) {
    return static_cast<double>(std::count_if(list.begin(), list.end(), [](std::size_t n) { return n != 0; }));
  };
  Values out;
  const auto n = static_cast<double>(total);
  out[spaces_] = static_cast<double>(spaces);
  out[covered_] = n;
  if (spaces != 0) out[size_] = n / static_cast<double>(spaces);
  out[instruments_] = some(by_instrument);
  out[targets_] = some(by_target);
  if (some(apply_column) > 0) out[instruments_share_] = some(by_instrument) / some(apply_column);
  if (some(apply_row) > 0) out[targets_share_] = some(by_target) / some(apply_row);
  out[configurations_] = static_cast<double>(configurations.size());
  if (total == 0) return out;

  Counts sizes;
  for (const auto& [set, targets] : configurations) sizes.push_back(targets);
  out[configuration_equality_] = 1 - gini(std::move(sizes));
  double same = 0, one_target = 0, squares = 0, entropy = 0, most = 0;
  Counts used;
  for (const std::size_t k : by_instrument) {
    if (k == 0) continue;
    used.push_back(k);
    const double share = static_cast<double>(k) / n;
    same += pairs(static_cast<double>(k));
    squares += share * share;
    entropy -= share * std::log(share);
    most = std::max(most, share);
  }
  for (const std::size_t k : by_target) one_target += pairs(static_cast<double>(k));
  if (pairs(n) - one_target > 0) out[aid_] = 1 - same / (pairs(n) - one_target);
  out[gini_simpson_] = std::max(0.0, 1 - squares);
  out[shannon_] = std::max(0.0, entropy);
  out[equality_] = used.size() > 1 ? std::min(1.0, entropy / std::log(static_cast<double>(used.size()))) : 1.0;
  out[dominance_] = most;
  out[preponderance_] = gini(std::move(used));
  return out;
}

struct Range {
  double low = std::numeric_limits<double>::infinity();
  double high = -std::numeric_limits<double>::infinity();
  void take(double value) {
    low = std::min(low, value);
    high = std::max(high, value);
  }
  [[nodiscard]] bool empty() const { return low > high; }
};

/// Whole numbers that rows or columns may have, independently of each other: at least and at most.
struct Box {
  Counts low, high;
};

/// The least and greatest sum of \p cost over ways to have \p total in all, for each total; empty where there is none.
template <class Cost>
std::vector<Range> sums(const Box& box, std::size_t most, Cost cost) {
  std::vector<Range> table(most + 1);
  table[0].take(0);
  for (std::size_t i = 0; i < box.low.size(); ++i) {
    std::vector<Range> next(most + 1);
    for (std::size_t n = 0; n <= most; ++n) {
      if (table[n].empty()) continue;
      for (std::size_t k = box.low[i]; k <= box.high[i] && n + k <= most; ++k) {
        next[n + k].take(table[n].low + cost(k));
        next[n + k].take(table[n].high + cost(k));
      }
    }
    table = std::move(next);
  }
  return table;
}

struct Ranges {
  std::array<Range, count_> range{};
  std::array<bool, count_> exact{};
};

/// Ranges without trying all ways.
Ranges bounds(const Portfolio& portfolio) {
  const std::size_t rows = portfolio.targets, columns = portfolio.instruments;
  Box by_instrument{Counts(columns), Counts(columns)}, by_target{Counts(rows), Counts(rows)};
  std::vector<bool> least(portfolio.spaces.size()), most(portfolio.spaces.size());
  for (std::size_t t = 0; t < rows; ++t)
    for (std::size_t i = 0; i < columns; ++i) {
      const std::size_t at = t * columns + i;
      if (!portfolio.applies(at)) continue;
      const Space space = portfolio.spaces[at];
      most[at] = space != Space::empty;
      least[at] = space == Space::covered || space == Space::partly;
      by_instrument.low[i] += least[at] ? 1U : 0U;
      by_instrument.high[i] += most[at] ? 1U : 0U;
      by_target.low[t] += least[at] ? 1U : 0U;
      by_target.high[t] += most[at] ? 1U : 0U;
    }
  Ranges out;
  const Values low = exact(portfolio, least), high = exact(portfolio, most);
  // What grows with every covered space.
  for (const std::size_t m : {spaces_, covered_, size_, instruments_, instruments_share_, targets_, targets_share_}) {
    for (const Values* values : {&low, &high})
      if ((*values)[m]) out.range[m].take(*(*values)[m]);
    out.exact[m] = true;
  }
  const auto n_low = static_cast<std::size_t>(*low[covered_]), n_high = static_cast<std::size_t>(*high[covered_]);
  if (n_high == 0) {
    out.range[configurations_].take(0);
    out.exact.fill(true);
    return out;
  }
  // A configuration of its own for every target at most; one for all at least.
  out.range[configurations_].take(n_low == 0 ? 0 : 1);
  out.range[configurations_].take(*high[targets_]);
  out.range[configuration_equality_] = {0, 1};

  const auto number = [](std::size_t k) { return static_cast<double>(k); };
  const auto squares = sums(by_instrument, n_high, [&](std::size_t k) { return number(k) * number(k); });
  const auto same = sums(by_instrument, n_high, [&](std::size_t k) { return pairs(number(k)); });
  const auto one_target = sums(by_target, n_high, [&](std::size_t k) { return pairs(number(k)); });
  const auto logs =
      sums(by_instrument, n_high, [&](std::size_t k) { return k == 0 ? 0.0 : number(k) * std::log(number(k)); });
  for (std::size_t n = std::max<std::size_t>(n_low, 1); n <= n_high; ++n) {
    if (squares[n].empty()) continue;
    const double all = number(n);
    for (const double sum : {squares[n].low, squares[n].high})
      out.range[gini_simpson_].take(std::max(0.0, 1 - sum / (all * all)));
    for (const double sum : {logs[n].low, logs[n].high})
      out.range[shannon_].take(std::max(0.0, std::log(all) - sum / all));
    const double least_pairs = pairs(all) - one_target[n].high, most_pairs = pairs(all) - one_target[n].low;
    if (most_pairs <= 0) continue;
    out.range[aid_].take(std::clamp(1 - same[n].low / most_pairs, 0.0, 1.0));
    out.range[aid_].take(least_pairs > 0 ? std::clamp(1 - same[n].high / least_pairs, 0.0, 1.0) : 0.0);
  }
  out.exact[gini_simpson_] = out.exact[shannon_] = true;
  // The greatest share: one instrument as high as may be and the rest as low, or all as even as may be.
  for (std::size_t i = 0; i < columns; ++i) {
    if (by_instrument.high[i] == 0) continue;
    const double all = number(by_instrument.high[i] + n_low - by_instrument.low[i]);
    std::size_t top = by_instrument.high[i];
    for (std::size_t j = 0; j < columns; ++j)
      if (j != i) top = std::max(top, by_instrument.low[j]);
    out.range[dominance_].take(number(top) / all);
  }
  for (std::size_t cap = 1; cap <= rows; ++cap) {  // no instrument has more than cap
    double total = 0, top = 0;
    bool possible = true;
    for (std::size_t i = 0; i < columns; ++i) {
      possible = possible && by_instrument.low[i] <= cap;
      const double k = number(std::min(cap, by_instrument.high[i]));
      total += k;
      top = std::max(top, k);
    }
    if (possible && total > 0) out.range[dominance_].take(top / total);
  }
  out.exact[dominance_] = true;
  out.range[equality_] = {0, 1};
  out.range[preponderance_] = {0, 1};
  return out;
}

constexpr std::size_t tried_in_all_ways = 12;

Ranges all_ways(const Portfolio& portfolio, const std::vector<std::size_t>& open) {
  Ranges out;
  out.exact.fill(true);
  std::vector<bool> covered(portfolio.spaces.size());
  for (std::size_t i = 0; i < covered.size(); ++i)
    covered[i] = portfolio.spaces[i] == Space::covered || portfolio.spaces[i] == Space::partly;
  for (std::size_t way = 0; way < (std::size_t{1} << open.size()); ++way) {
    for (std::size_t k = 0; k < open.size(); ++k) covered[open[k]] = ((way >> k) & 1U) != 0;
    const Values values = exact(portfolio, covered);
    for (std::size_t m = 0; m < count_; ++m)
      if (values[m]) out.range[m].take(*values[m]);
  }
  return out;
}

double worth(Space space) { return space == Space::covered ? 1 : space == Space::partly ? 0.5 : 0; }
bool is_covered(Space space) { return space == Space::covered || space == Space::partly; }

}  // namespace

std::span<const PortfolioMeasure> portfolio_measures() noexcept { return measures; }

std::vector<Estimate> measure(const Portfolio& portfolio) {
  std::vector<std::size_t> open;
  std::vector<bool> recorded(portfolio.spaces.size());
  for (std::size_t i = 0; i < portfolio.spaces.size(); ++i) {
    recorded[i] = is_covered(portfolio.spaces[i]);
    if (portfolio.spaces[i] == Space::open && portfolio.applies(i)) open.push_back(i);
  }
  const Ranges ranges = open.size() <= tried_in_all_ways ? all_ways(portfolio, open) : bounds(portfolio);
  const Values values = exact(portfolio, recorded);
  std::vector<Estimate> out(count_);
  for (std::size_t m = 0; m < count_; ++m) {
    Estimate& estimate = out[m];
    estimate.defined = values[m].has_value();
    estimate.point = values[m].value_or(0);
    estimate.exact = ranges.exact[m];
    if (ranges.range[m].empty()) continue;
    estimate.low = ranges.range[m].low;
    estimate.high = ranges.range[m].high;
    if (estimate.defined) {  // rounding must not put the point outside
      estimate.low = std::min(estimate.low, estimate.point);
      estimate.high = std::max(estimate.high, estimate.point);
    }
  }
  return out;
}

Likeness likeness_of(const Portfolio& a, const Portfolio& b) {
  if (a.targets != b.targets || a.instruments != b.instruments)
    throw UsageError{"portfolios of different shapes cannot be compared"};
  Likeness out;
  struct Sum {
    double both = 0, one = 0;
    [[nodiscard]] double jaccard() const { return one > 0 ? both / one : 1; }
  };
  Sum low, point, high;
  double spaces = 0, low_distance = 0, point_distance = 0, high_distance = 0;
  double forced = 0;  // spaces that at least one covers, whatever turns out
  for (std::size_t i = 0; i < a.spaces.size(); ++i) {
    if (!a.applies(i) || !b.applies(i)) continue;
    ++spaces;
    const Space x = a.spaces[i], y = b.spaces[i];
    const bool open_x = x == Space::open, open_y = y == Space::open;
    point.both += is_covered(x) && is_covered(y) ? 1 : 0;
    point.one += is_covered(x) || is_covered(y) ? 1 : 0;
    point_distance += std::abs(worth(x) - worth(y));
    if (!open_x && !open_y) {
      const double apart = std::abs(worth(x) - worth(y));
      low_distance += apart;
      high_distance += apart;
      if (x != y) out.differ.push_back(i);
      const bool either = is_covered(x) || is_covered(y), both = is_covered(x) && is_covered(y);
      forced += either ? 1 : 0;
      low.both += both ? 1 : 0;
      low.one += either ? 1 : 0;
      high.both += both ? 1 : 0;
      high.one += either ? 1 : 0;
      continue;
    }
    out.may_differ.push_back(i);
    if (open_x && open_y) {
      high_distance += 1;
      low.one += 1;
      high.both += 1;
      high.one += 1;
      continue;
    }
    const Space known = open_x ? y : x;
    // The open one may turn out empty, partly or wholly covered.
    high_distance += std::max(worth(known), 1 - worth(known));
    low.one += 1;
    if (is_covered(known)) {
      high.both += 1;
      high.one += 1;
      ++forced;
    }
  }
  // If nothing need be covered, the two may be alike by covering nothing.
  const double best = forced > 0 ? high.jaccard() : 1;
  const double worst = low.one > 0 ? low.jaccard() : 1;
  out.jaccard = {worst, point.jaccard(), best, true, true};
  const auto mean = [&](double sum) { return spaces > 0 ? sum / spaces : 0; };
  out.distance = {mean(low_distance), mean(point_distance), mean(high_distance), spaces > 0, true};
  return out;
}

Portfolio portfolio_of(std::span<const MixCell> cells) {
  Portfolio out;
  if (cells.empty()) return out;
  while (out.instruments < cells.size() && cells[out.instruments].row == cells.front().row) ++out.instruments;
  out.targets = cells.size() / out.instruments;
  for (const MixCell& cell : cells) {
    out.outside.push_back(cell.result == Outcome::not_applicable);
    out.spaces.push_back(cell.result == Outcome::pass      ? Space::covered
                         : cell.result == Outcome::partial ? Space::partly
                         : cell.result == Outcome::unknown ? Space::open
                                                           : Space::empty);
  }
  return out;
}

namespace {

/// The mix of one State on one day.
struct Part {
  VertexId state{};
  Date date{};
  std::span<const MixCell> cells{};
  Portfolio portfolio{};
};

struct Parts {
  std::vector<MixResult> results;  // keeps the cells alive
  std::vector<Part> parts;
};

Parts parts_of(const Graph& graph, MixOptions options, std::vector<Date> days) {
  if (days.empty()) days.push_back(detail::day_of(graph, options.as_of));
  std::sort(days.begin(), days.end());
  days.erase(std::unique(days.begin(), days.end()), days.end());
  // One shape for all: the axes of the world.
  if (options.row_values.empty()) options.row_values = axis_values(graph, options.rows);
  if (options.column_values.empty()) options.column_values = axis_values(graph, options.columns);
  Parts out;
  for (const Date day : days) {
    options.as_of = day;
    out.results.push_back(mix(graph, options));
    const MixResult& result = out.results.back();
    for (std::size_t first = 0; first < result.size();) {
      std::size_t last = first;
      while (last < result.size() && result[last].state == result[first].state) ++last;
      Part part{result[first].state, day, {result.begin() + first, last - first}, {}};
      part.portfolio = portfolio_of(part.cells);
      out.parts.push_back(std::move(part));
      first = last;
    }
  }
  std::sort(out.parts.begin(), out.parts.end(), [&](const Part& a, const Part& b) {
    return std::pair{graph.key(a.state), a.date} < std::pair{graph.key(b.state), b.date};
  });
  return out;
}

Stamp stamp_of(std::string_view query, const Parts& parts, const Graph& graph, const MixOptions& options,
               const std::vector<Date>& days) {
  Stamp stamp;
  if (parts.results.empty()) {
    stamp = detail::make_stamp(query, graph, detail::day_of(graph, options.as_of),
                               std::vector<std::pair<std::string, std::string>>{});
  } else {
    stamp = parts.results.back().stamp();
    stamp.query = query;
  }
  std::string list;
  for (const Date day : days) list += (list.empty() ? "" : ",") + day.to_string();
  if (!list.empty()) stamp.parameters.emplace_back("days", list);
  return stamp;
}

}  // namespace

PortfolioResult portfolio(const Graph& graph, const MixOptions& options, const std::vector<Date>& days) {
  const Parts parts = parts_of(graph, options, days);
  std::vector<PortfolioRow> rows;
  for (const Part& part : parts.parts) {
    const std::vector<Estimate> values = measure(part.portfolio);
    std::size_t known = 0, unknown = 0;
    for (std::size_t i = 0; i < part.portfolio.spaces.size(); ++i)
      if (part.portfolio.applies(i)) ++(part.portfolio.spaces[i] == Space::open ? unknown : known);
    for (std::size_t m = 0; m < count_; ++m)
      rows.push_back({.state = part.state,
                      .date = part.date,
                      .measure = measures[m].name,
                      .value = values[m],
                      .known = known,
                      .unknown = unknown});
  }
  std::map<std::pair<Date, std::string_view>, std::vector<PortfolioRow*>> peers;
  for (PortfolioRow& row : rows) peers[{row.date, row.measure}].push_back(&row);
  for (const auto& [what, list] : peers)
    for (PortfolioRow* row : list)
      for (const PortfolioRow* other : list) {
        if (other == row) continue;
        row->best += other->value.low > row->value.high ? 1U : 0U;
        row->worst += other->value.high >= row->value.low ? 1U : 0U;
      }
  return {std::move(rows), stamp_of("portfolio", parts, graph, options, days)};
}

LikenessResult likeness(const Graph& graph, const MixOptions& options, const std::vector<Date>& days) {
  const Parts parts = parts_of(graph, options, days);
  std::vector<LikenessRow> rows;
  for (std::size_t i = 0; i < parts.parts.size(); ++i)
    for (std::size_t j = i + 1; j < parts.parts.size(); ++j) {
      const Part &a = parts.parts[i], &b = parts.parts[j];
      LikenessRow& row = rows.emplace_back();
      row.state = a.state;
      row.other = b.state;
      row.date = a.date;
      row.other_date = b.date;
      row.likeness = likeness_of(a.portfolio, b.portfolio);
      const auto describe = [&](std::size_t at) {
        return a.cells[at].row + " × " + a.cells[at].column + ": " + std::string{to_string(a.cells[at].result)} + ", " +
               std::string{to_string(b.cells[at].result)};
      };
      for (const std::size_t at : row.likeness.differ) row.differ.push_back(describe(at));
      for (const std::size_t at : row.likeness.may_differ) row.may_differ.push_back(describe(at));
      for (std::size_t at = 0; at < a.cells.size(); ++at)
        row.spaces += a.portfolio.applies(at) && b.portfolio.applies(at) ? 1U : 0U;
    }
  return {std::move(rows), stamp_of("likeness", parts, graph, options, days)};
}

}  // namespace dutygraph
