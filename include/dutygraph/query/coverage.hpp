// SPDX-License-Identifier: BSL-1.0
#pragma once

/// \file
/// Which companies fall under an instrument by its thresholds, and which would if these were others.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <dutygraph/config.hpp>
#include <dutygraph/graph/graph.hpp>
#include <dutygraph/query/result.hpp>

namespace dutygraph {

/// Whether a company falls under an instrument.
enum class Covered : std::uint8_t { out, unknown, in };
/// "out", "unknown", "in".
[[nodiscard]] DUTYGRAPH_EXPORT std::string_view to_string(Covered covered) noexcept;

/// One test of the scope of an instrument, held against a company.
struct CoverageTest {
  ScopeTest test{};
  Covered answer = Covered::unknown;
  std::optional<Decimal> value{};      ///< of the company, of the last year that is not after the day
  std::string currency{};              ///< of the value
  std::optional<std::int64_t> year{};  ///< of the value
};

/// One instrument and one company.
struct CoverageRow {
  VertexId instrument{};
  VertexId company{};
  Covered answer = Covered::unknown;    ///< under the tests asked for
  Covered recorded = Covered::unknown;  ///< under the tests as recorded; differs only if others were asked for
  std::vector<CoverageTest> tests{};    ///< those asked for
  std::string need{};                   ///< "all", or how many of the tests
  std::vector<std::string>
      because{};  ///< what else decides: "home: SE", "technologies: none of those of the instrument"
  std::vector<std::string> missing{};  ///< of unknown: what would decide, "staff of telia"
};

/// Rows of coverage(), by id of instrument, then company.
using CoverageResult = Result<CoverageRow>;

/// Options of coverage().
struct CoverageOptions {
  std::vector<VertexId> instruments{};  ///< DEFAULT: those in force, or perhaps in force, that record thresholds
  std::vector<VertexId> companies{};    ///< DEFAULT: those at home in the State or union behind the instrument, those
                                        ///< that operate there, and those whose home is not recorded
  std::vector<VertexId> states{};       ///< only instruments of these and of unions they are in. DEFAULT: all
  std::vector<std::string> technologies{};  ///< only companies that have one of these. DEFAULT: all
  std::vector<ScopeTest> instead{};  ///< tests to ask with instead of the recorded ones of the same metric; those of
                                     ///< a metric that is not recorded are added. DEFAULT: none
  std::string need{};                ///< "all" or a number instead of the recorded one. DEFAULT: the recorded one
  std::optional<Date> as_of{};       ///< DEFAULT: the day of the view, else the document's
};

/// Who falls in, who falls out, and of whom it is not known.
///
/// A test compares a figure of the last recorded year that is not after the day. Money is compared in one currency
/// only: a figure in another one answers nothing. In: as many tests as needed hold. Out: too few can hold. A `stake` is
/// that of the State behind the instrument, by control(). Beside the tests, a company is out if it is at home elsewhere
/// and operates, as recorded, elsewhere only, or if both list technologies and share none; a company at home elsewhere
/// that may operate there is unknown. \return rows by instrument and company; none if no instrument records thresholds.
/// \throws UsageError if no day is given anywhere, `need` is neither "all" nor a number, or a test has no value.
/// Complexity: instruments × companies.
[[nodiscard]] DUTYGRAPH_EXPORT CoverageResult coverage(const Graph& graph, const CoverageOptions& options = {});

/// Reads "staff>=1000" or "turnover>450000000 EUR".
/// \throws UsageError with what is wrong.
[[nodiscard]] DUTYGRAPH_EXPORT ScopeTest parse_scope_test(std::string_view text);

}  // namespace dutygraph
