// SPDX-License-Identifier: BSL-1.0
#pragma once

/// \file
/// The smart mix of a State: which instruments speak to what, and what is not known. \ungp{3}

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <dutygraph/config.hpp>
#include <dutygraph/graph/graph.hpp>
#include <dutygraph/query/outcome.hpp>
#include <dutygraph/query/result.hpp>
#include <dutygraph/query/standing.hpp>

namespace dutygraph {

namespace detail {
struct MixFields;
struct MixVocabulary;
}  // namespace detail

/// What instruments are sorted by.
enum class Dimension : std::uint8_t {
  technology,   ///< `technologies`, and those that provisions have as objects
  right,        ///< `rights`, and the issues of provisions
  value_chain,  ///< stage of the value chain
  addressee,    ///< company, agency or State; else the bearer of its provisions as written
  smart_mix,    ///< 3a law, 3b enabling law, 3c guidance, 3d reporting
  binding,      ///< mandatory, voluntary, hybrid (which counts in part for the other two)
  level,        ///< subnational, national, regional, international
};
/// "technology", "right", "value_chain", "addressee", "smart_mix", "binding", "level".
[[nodiscard]] DUTYGRAPH_EXPORT std::string_view to_string(Dimension dimension) noexcept;
/// The inverse of to_string(), with "-" for "_" allowed; nothing for anything else.
[[nodiscard]] DUTYGRAPH_EXPORT std::optional<Dimension> parse_dimension(std::string_view text) noexcept;

/// How far an instrument speaks to a value of a dimension.
enum class Match : std::uint8_t {
  no,        ///< the field is recorded and does not list it
  unstated,  ///< the field is not recorded: outside a complete scope not the same as no
  partly,    ///< a hybrid instrument, asked for mandatory or voluntary
  yes,
};

/// An instrument in the mix of a State on a day.
struct MixInstrument {
  VertexId instrument{};
  Standing standing{};
  Certainty belongs = Certainty::certain;  ///< how surely it is the State's own, or binds or addresses it
  std::string through{};                   ///< why it belongs: "own", "member of EU", "party", "member of oecd"
  std::string open{};  ///< what keeps it from counting for certain: "transposition is not recorded"; else empty
};

/// The instruments of a State on one day, ready to be matched. Its own instruments and those of its organs; those of
/// unions and organisations of which it is a member that day; treaties to which it is a party. A directive of a union
/// counts for a member State for certain only once a measure of that State that implements it is in force. A signature
/// without a date from which the treaty binds counts as open.
class DUTYGRAPH_EXPORT Mix {
 public:
  /// Complexity: linear in the instruments and provisions. For many States, pass one \p standings.
  Mix(const Graph& graph, VertexId state, Date day);
  /// \param vocabulary  for the library's own use
  Mix(std::shared_ptr<const Standings> standings, VertexId state,
      std::shared_ptr<const detail::MixVocabulary> vocabulary = {});
  ~Mix();
  Mix(Mix&&) noexcept;
  Mix& operator=(Mix&&) noexcept;

  [[nodiscard]] VertexId state() const noexcept { return state_; }
  [[nodiscard]] const Standings& standings() const noexcept { return *standings_; }
  /// Everything that belongs to the mix, in force or not, negative records too; by id.
  [[nodiscard]] const std::vector<MixInstrument>& instruments() const noexcept { return instruments_; }
  /// How far the \p i-th instrument speaks to \p value. A technology or right below one that it lists, by the
  /// taxonomies `object` and `right`, counts as listed.
  [[nodiscard]] Match match(std::size_t i, Dimension dimension, std::string_view value) const;
  /// What the \p i-th instrument records in a dimension, sorted; empty if nothing.
  [[nodiscard]] const std::vector<std::string>& values(std::size_t i, Dimension dimension) const;

 private:
  void add(VertexId instrument, Certainty belongs, std::string through, std::string open);

  std::shared_ptr<const Standings> standings_;
  VertexId state_{};
  std::vector<MixInstrument> instruments_;
  std::shared_ptr<const detail::MixVocabulary> vocabulary_;
  std::vector<detail::MixFields> fields_;
};

/// A condition on instruments: one of some values in a dimension.
struct MixTerm {
  Dimension dimension = Dimension::technology;
  std::vector<std::string> any{};  ///< any of these; empty: nothing matches
};
using MixTerms = std::vector<MixTerm>;

/// One cell of a matrix, or the answer to one question about the mix.
struct MixCell {
  VertexId state{};
  std::string row{}, column{};
  /// On paper. PASS: an instrument in force is recorded. PARTIAL: only a hybrid one, or it and a negative record. FAIL:
  /// a negative record, or nothing in a scope declared complete. UNKNOWN: anything else.
  Outcome result = Outcome::unknown;
  /// Applied, of the instruments that count: PASS if one is active, PARTIAL if others are not, FAIL if all are
  /// suspended, dormant or not yet applied, else UNKNOWN; NOT_APPLICABLE if none counts. Never mixed into `result`.
  Outcome applied = Outcome::not_applicable;
  std::vector<VertexId> instruments{};  ///< those that count, by id
  std::vector<VertexId> candidates{};   ///< those that may count; `missing` says what is open
  std::vector<VertexId> against{};      ///< negative records
  VertexId complete{};                  ///< the declared scope that makes absence an answer
  std::vector<std::string> missing{};   ///< of UNKNOWN and PARTIAL: inputs that would decide, "technologies of lksg"
};

/// E(there is an instrument in force that meets all \p terms), as the checks define it.
/// Inside a scope declared complete, a field that is not recorded counts as "does not list it". A negative record
/// counts against a question that names each technology, right and stage of the value chain that it is about, and one
/// at least: that there is no law on one thing says nothing of law as such. \return a cell without row and column.
[[nodiscard]] DUTYGRAPH_EXPORT MixCell ask(const Mix& mix, const MixTerms& terms);

/// Rows of mix(): by id of State, then in the order of the axes.
using MixResult = Result<MixCell>;

/// Options of mix().
struct MixOptions {
  Dimension rows = Dimension::technology;
  Dimension columns = Dimension::smart_mix;
  std::vector<std::string> row_values{};     ///< DEFAULT: axis_values() of the dimension
  std::vector<std::string> column_values{};  ///< DEFAULT: axis_values() of the dimension
  MixTerms only{};                           ///< further conditions on every cell. DEFAULT: none
  std::vector<VertexId> states{};  ///< DEFAULT: every State that has an instrument, or belongs to one that has
  std::optional<Date> as_of{};     ///< DEFAULT: the day of the view, else the document's
};

/// The values of an axis: the codes of the closed lists in their order; of technologies, rights and addressees those
/// that some record of the world names, listed codes first, in the order of their list; of the value chain all codes of
/// the list and those of the world.
[[nodiscard]] DUTYGRAPH_EXPORT std::vector<std::string> axis_values(const Graph& graph, Dimension dimension);

/// The smart mix as a matrix of any two dimensions, on a day. \ungp{3}
///
/// Technology × right: if `salient` records speak for the State, pairs that are not among them and have no instrument
/// are NOT_APPLICABLE.
/// \return one cell per State, row and column, in that order; none if an axis is empty.
/// \throws UsageError if no day is given anywhere, or both axes are the same dimension.
/// Complexity: cells × instruments of the State.
[[nodiscard]] DUTYGRAPH_EXPORT MixResult mix(const Graph& graph, const MixOptions& options = {});

/// The four quadrants {mandatory, voluntary} × {national, international} that the commentary on principle 3 names.
/// National includes subnational, international regional. Empty quadrants are listed by their result, nothing is
/// graded. Rows and columns of \p options are not read. \ungp{3}
[[nodiscard]] DUTYGRAPH_EXPORT MixResult quadrants(const Graph& graph, const MixOptions& options = {});

/// Technology and right.
using TechnologyRight = std::pair<std::string, std::string>;
/// The pairs that matter for \p state: its `salient` records and those without a State; if there are none, every pair
/// that some instrument, provision or scope names. Sorted.
[[nodiscard]] DUTYGRAPH_EXPORT std::vector<TechnologyRight> salient_pairs(const Graph& graph, VertexId state, Date day);

}  // namespace dutygraph
