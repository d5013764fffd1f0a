// SPDX-License-Identifier: BSL-1.0
#pragma once

/// \file
/// Measures of policy portfolios, as ranges where the record leaves cells open, and how alike portfolios are.

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <dutygraph/config.hpp>
#include <dutygraph/query/mix.hpp>

namespace dutygraph {

/// What is known of one space of a portfolio.
enum class Space : std::uint8_t {
  empty,    ///< no instrument, for certain
  open,     ///< not known
  partly,   ///< covered in part: counts as covered, and as a half in distance()
  covered,  ///< covered
};

/// A policy portfolio: which targets (rows) are addressed by which kinds of instruments (columns).
struct DUTYGRAPH_EXPORT Portfolio {
  std::size_t targets = 0;      ///< rows
  std::size_t instruments = 0;  ///< columns
  std::vector<Space> spaces{};  ///< row by row
  std::vector<bool> outside{};  ///< spaces that do not apply; empty: all apply

  [[nodiscard]] Space at(std::size_t target, std::size_t instrument) const {
    return spaces[target * instruments + instrument];
  }
  [[nodiscard]] bool applies(std::size_t i) const { return outside.empty() || !outside[i]; }
};

/// A number that is known up to a range.
struct Estimate {
  double low = 0;
  double point = 0;  ///< of the record as it stands: open spaces count as empty
  double high = 0;
  bool defined = true;  ///< false: the measure has no value as recorded (no space is covered); point is 0 then
  bool exact = true;    ///< false: the range holds every value that may be, but may be wider than need be
  friend bool operator==(const Estimate&, const Estimate&) = default;
};

/// One measure of a portfolio.
struct PortfolioMeasure {
  std::string_view name;        ///< "size", "shannon"
  std::string_view definition;  ///< one line
};

/// The measures, in the order in which measure() gives them.
///
/// N spaces are covered, n_i of them by instrument i; p_i = n_i / N.
/// spaces · covered · size = covered / spaces (Adam, Knill, Fernández-i-Marín 2017) · instruments, targets (that cover
/// or are covered at all) and their shares · configurations (different sets of instruments that targets have) and their
/// equality (1 - Gini coefficient of how many targets have each) · aid, the average instrument diversity: the
/// probability that two covered spaces of different targets have different instruments (Fernández-i-Marín, Knill,
/// Steinebach 2021) · gini_simpson 1 - Σ p_i² · shannon -Σ p_i ln p_i · equality, Shannon's over its greatest value
/// ln(instruments in use) (Pielou) · preponderance, the Gini coefficient of n_i over the instruments in use ·
/// dominance, the greatest p_i (Berger and Parker).
[[nodiscard]] DUTYGRAPH_EXPORT std::span<const PortfolioMeasure> portfolio_measures() noexcept;

/// All measures of \p portfolio, in the order of portfolio_measures(). The range is that over all ways in which the
/// open spaces may turn out. A measure without value in some of them (nothing is covered) is ranged over the others; if
/// there are no others, it is 0 to 0 and not defined.
/// Complexity: up to 12 open spaces are tried in all ways; above, ranges of measures of n_i come from dynamic
/// programming over the columns, O(spaces² · instruments), and those of the rest from sound bounds.
[[nodiscard]] DUTYGRAPH_EXPORT std::vector<Estimate> measure(const Portfolio& portfolio);

/// How alike two portfolios on the same spaces are.
struct Likeness {
  Estimate jaccard{};   ///< spaces that both cover over spaces that one covers; 1 if neither covers any
  Estimate distance{};  ///< mean difference over all spaces that apply to both: covered 1, partly 0.5, empty 0
  std::vector<std::size_t> differ{};      ///< spaces that differ for certain
  std::vector<std::size_t> may_differ{};  ///< spaces of which one or both are open
};
/// \throws UsageError if the portfolios have different shapes.
[[nodiscard]] DUTYGRAPH_EXPORT Likeness likeness_of(const Portfolio& a, const Portfolio& b);

/// The cells of one State of a matrix as a portfolio: rows are targets, columns instruments. PASS covered, PARTIAL
/// partly, FAIL empty, UNKNOWN open, NOT_APPLICABLE outside.
/// \pre \p cells are all cells of one State, as mix() gives them.
[[nodiscard]] DUTYGRAPH_EXPORT Portfolio portfolio_of(std::span<const MixCell> cells);

/// One measure of the mix of one State on one day.
struct PortfolioRow {
  VertexId state{};
  Date date{};
  std::string_view measure{};
  Estimate value{};
  std::size_t known = 0, unknown = 0;  ///< spaces
  std::size_t best = 1, worst = 1;     ///< places among the States of that day and measure, the greatest value first:
                                       ///< the places it may have, ties included. No grade: more is not better
};
/// Rows of portfolio(), by id of State, day, then measure in their order.
using PortfolioResult = Result<PortfolioRow>;

/// How alike the mixes of two States, or of one State on two days, are.
struct LikenessRow {
  VertexId state{}, other{};
  Date date{}, other_date{};
  Likeness likeness{};
  std::vector<std::string> differ{};      ///< "search × 3a: PASS, FAIL"
  std::vector<std::string> may_differ{};  ///< "search × 3a: PASS, UNKNOWN"
  std::size_t spaces = 0;
};
using LikenessResult = Result<LikenessRow>;

/// Measures of the mix of States on days, as tidy rows.
/// \param days  the days to answer for; empty: that of \p options
/// \throws UsageError as mix() does.
[[nodiscard]] DUTYGRAPH_EXPORT PortfolioResult portfolio(const Graph& graph, const MixOptions& options = {},
                                                         const std::vector<Date>& days = {});
/// Every pair of the same States and days.
[[nodiscard]] DUTYGRAPH_EXPORT LikenessResult likeness(const Graph& graph, const MixOptions& options = {},
                                                       const std::vector<Date>& days = {});

}  // namespace dutygraph
