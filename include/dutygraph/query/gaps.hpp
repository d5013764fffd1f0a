// SPDX-License-Identifier: BSL-1.0
#pragma once

/// \file
/// Gaps in the smart mix of a State, and the smallest sets of measures that close them.

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <dutygraph/config.hpp>
#include <dutygraph/query/mix.hpp>

namespace dutygraph {

/// What makes a gap.
enum class GapKind : std::uint8_t {
  no_law,        ///< a technology and right that matter, without a mandatory instrument in force. \ungp{3}
  no_enforcer,   ///< a mandatory instrument in force that no authority enforces. \ungp{3}
  not_applied,   ///< one in force, but dormant, suspended or not yet applied. \ungp{3}
  no_remedy,     ///< one in force that names no way to remedy. \ungp{25}
  out_of_scope,  ///< a company that falls under no due diligence law of the mix. \ungp{3}
};
/// "no_law", "no_enforcer", "not_applied", "no_remedy", "out_of_scope".
[[nodiscard]] DUTYGRAPH_EXPORT std::string_view to_string(GapKind kind) noexcept;

/// One gap against expectation, or something that may be one.
struct GapRow {
  VertexId state{};
  GapKind kind = GapKind::no_law;
  std::string technology{}, right{};   ///< of no_law
  VertexId instrument{};               ///< of no_enforcer, not_applied, no_remedy
  VertexId company{};                  ///< of out_of_scope
  Outcome result = Outcome::unknown;   ///< FAIL: a gap; PARTIAL: in part; UNKNOWN: not known
  std::string element{};               ///< UNGP element id: "ungp3a.law"
  std::string because{};               ///< what makes it so
  VertexId nearest{};                  ///< of no_law: the instrument of the mix that comes closest
  std::string lacks{};                 ///< what `nearest` lacks: "right, binding"
  VertexId complete{};                 ///< the declared scope that makes absence an answer
  std::vector<VertexId> against{};     ///< negative records; of not_applied, the provisions that are not
  std::vector<std::string> missing{};  ///< of UNKNOWN: inputs that would decide
};

/// Rows of gaps(), by id of State, kind, technology, right and id of instrument or company.
using GapResult = Result<GapRow>;

/// Options of gaps().
struct GapOptions {
  std::vector<std::string> technologies{};  ///< DEFAULT: all that matter
  std::vector<std::string> rights{};        ///< DEFAULT: all that matter
  std::vector<VertexId> states{};           ///< DEFAULT: all that have instruments
  bool open = true;                         ///< rows too for what is not known
  std::optional<Date> as_of{};              ///< DEFAULT: the day of the view, else the document's
};

/// The gaps of States on a day. Which pairs of technology and right matter is for salient_pairs(). With technologies or
/// rights asked for, those of these pairs that name one; where none does, the code with everything that the world
/// names; with both asked for, each with each. \throws UsageError if no day is given anywhere.
[[nodiscard]] DUTYGRAPH_EXPORT GapResult gaps(const Graph& graph, const GapOptions& options = {});

// --- smallest sets of measures --------------------------------------------------------------------------------------

/// Sets that together are to cover everything that any of them covers.
struct CoverProblem {
  std::size_t elements = 0;                      ///< numbered from 0
  std::vector<std::vector<std::size_t>> sets{};  ///< elements that each set covers
};

/// The answer to a CoverProblem.
struct CoverAnswer {
  bool exact = true;            ///< `covers` are all smallest ones; else one that greedy search found
  std::size_t lower_bound = 0;  ///< no cover has fewer sets
  double ratio = 1;             ///< the cover has at most so many times the sets of a smallest one
  std::vector<std::vector<std::size_t>> covers{};  ///< each ascending, in lexicographic order
  bool more = false;                               ///< there are more smallest covers than were asked for
  std::vector<std::size_t> uncovered{};            ///< elements in no set
};

/// Above so many sets that are not empty the search is greedy.
inline constexpr std::size_t exact_cover_limit = 30;

/// The smallest covers: all of them, up to \p most, by exhaustive search with bounds for up to exact_cover_limit sets;
/// above, one by the greedy rule of Chvátal (1979), at most H(d) times the smallest, d being the size of the largest
/// set. Elements in no set are left aside and listed. Nothing to cover: one cover of no sets.
/// Complexity: exponential in the sets up to the limit; elements × sets² above.
[[nodiscard]] DUTYGRAPH_EXPORT CoverAnswer smallest_covers(const CoverProblem& problem, std::size_t most = 10'000);

/// A measure that would close gaps.
struct ClosingMeasure {
  std::string id{};                   ///< "law:technology:search", "adopt:face-bill", "as:fr-vigilance"
  std::string text{};                 ///< in words
  VertexId instrument{};              ///< the one it builds on; null for a new one
  std::vector<std::size_t> closes{};  ///< indexes into the gaps
};

/// The smallest sets of measures for one State.
struct Closing {
  VertexId state{};
  std::vector<GapRow> gaps{};  ///< of kind no_law, PARTIAL included
  std::vector<ClosingMeasure> measures{};
  CoverAnswer answer{};  ///< sets are indexes into `measures`, elements into `gaps`
};
/// Rows of closing_sets(), by id of State.
using ClosingResult = Result<Closing>;

/// Which measures to choose from.
enum class ClosingSource : std::uint8_t {
  proposals,  ///< instruments of the State's mix that are proposed, adopted or suspended: bring them into force
  models,     ///< mandatory instruments in force outside the State's mix: one like it
  laws,       ///< a law on one technology for all its rights, and one on one right for all technologies
};
/// "proposals", "models", "laws".
[[nodiscard]] DUTYGRAPH_EXPORT std::string_view to_string(ClosingSource source) noexcept;

/// The gaps of kind no_law of each State, and every smallest set of measures that closes them all. It lists, it does
/// not choose: sets of the same size are equal here, and that a set is small says nothing of its merit.
/// \param sources  DEFAULT: proposals and models, and laws for what neither closes
[[nodiscard]] DUTYGRAPH_EXPORT ClosingResult closing_sets(const Graph& graph, const GapOptions& options = {},
                                                          const std::vector<ClosingSource>& sources = {});

}  // namespace dutygraph
