// SPDX-License-Identifier: BSL-1.0
#pragma once

/// \file
/// Tensions between agencies: provisions, support, mandates and promises that pull apart.

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <dutygraph/config.hpp>
#include <dutygraph/graph/graph.hpp>
#include <dutygraph/query/result.hpp>

namespace dutygraph {

/// What kind of tension a finding is. \ungp{8}
///
/// Collision: both cannot be obeyed. Contradiction: one grants what the other denies. Competition: both can be
/// obeyed but pull apart. Duplication: the same pull, twice. (Hill 2010, adapted.)
enum class TensionKind : std::uint8_t {
  collision,
  joint_collision,  ///< several bans together close every way of a duty
  contradiction,
  competition,
  duplication,
  frustration,  ///< what one agency permits sets off what another forbids to others
  support_vs_restriction,
  procurement_vs_restriction,
  support_without_safeguard,
  mandate_gap,
  mandate_duplicated,
  commitment_not_implemented,
  coordination_gap,
  capacity_gap,
  capacity_unknown,
  treaty_limits_measure,  ///< \ungp{9}
  position_mismatch,      ///< \ungp{10}
  term_drift,
  goal_tension,
};
/// "collision", "joint-collision", "support-vs-restriction".
[[nodiscard]] DUTYGRAPH_EXPORT std::string_view to_string(TensionKind kind) noexcept;

/// Between whom. Horizontal: agencies of one State, national or subnational. Vertical: a treaty or commitment of the
/// State on one side. Inter-state findings never count for either State.
enum class Axis : std::uint8_t { none, vertical, inter_state, intra_agency, horizontal };
[[nodiscard]] DUTYGRAPH_EXPORT std::string_view to_string(Axis axis) noexcept;

/// How many of the two sides bind.
enum class Tier : std::uint8_t { none, hard, mixed, soft };
[[nodiscard]] DUTYGRAPH_EXPORT std::string_view to_string(Tier tier) noexcept;

/// What the law already answers.
enum class FindingStatus : std::uint8_t {
  unresolved,
  standing,  ///< the law offers no rule for this kind
  resolved,
  apparent,  ///< the texts themselves say which prevails
  exposed,   ///< of treaty-limits-measure: no exception fits
  excepted,  ///< of treaty-limits-measure: an exception fits
  unknown,   ///< the data do not say
};
[[nodiscard]] DUTYGRAPH_EXPORT std::string_view to_string(FindingStatus status) noexcept;

/// The rules that decide between two provisions.
enum class PriorityRule : std::uint8_t {
  none,
  explicit_clause,
  internal_exception,
  lex_superior,
  lex_specialis,
  lex_posterior,
};
/// "lex-superior"; empty for none.
[[nodiscard]] DUTYGRAPH_EXPORT std::string_view to_string(PriorityRule rule) noexcept;
/// The inverse of to_string(); nothing for any other text.
[[nodiscard]] DUTYGRAPH_EXPORT std::optional<PriorityRule> parse_priority_rule(std::string_view text) noexcept;

/// Where the common time of both sides lies, seen from the day asked for.
enum class When : std::uint8_t { past, future, current };
[[nodiscard]] DUTYGRAPH_EXPORT std::string_view to_string(When when) noexcept;

/// How the scopes of the first and second id lie to each other, all dimensions together.
enum class ScopeRelation : std::uint8_t { none, equal, inside, contains, crossing };
[[nodiscard]] DUTYGRAPH_EXPORT std::string_view to_string(ScopeRelation relation) noexcept;

/// One situation to which both sides apply. Views into the graph: valid while a Graph on its tables lives. A part is
/// empty where there is none: of a potential finding, or where a kind has no such dimension.
struct Witness {
  std::string_view bearer{};         ///< node or actor
  std::string_view conduct{};        ///< node
  std::string_view other_conduct{};  ///< of the second id, where the conducts are declared incompatible
  std::string_view object{};         ///< node
  std::string_view place{};          ///< node; empty: everywhere
  Interval interval{};               ///< common time: for certain, or at most if the dates are uncertain
};

/// How much a finding weighs: a vector, compared from the first component on. Greater is worse. -1: unknown.
struct SeverityVector {
  std::int8_t certainty = 0;  ///< 1 definite, 0 potential
  std::int8_t kind = 0;       ///< 4 collision … 0 unknown
  std::int8_t status = 0;     ///< 3 unresolved, 2 standing, 1 resolved, 0 apparent
  std::int8_t when = 0;       ///< 2 current, 1 future, 0 past
  std::int8_t binding = -1;   ///< 2 hard, 1 mixed, 0 soft
  std::int8_t right = -1;     ///< 0 to 3, as given by the user
  std::int8_t exposed = -1;   ///< 0, 1, 2-9, 10-99, 100 and more known companies: 0 to 4
  friend bool operator==(const SeverityVector&, const SeverityVector&) = default;
  friend auto operator<=>(const SeverityVector&, const SeverityVector&) = default;
};

/// Weights of the components of a severity vector, for those who need one number.
struct SeverityWeights {
  double certainty = 1, kind = 1, status = 1, when = 1, binding = 1, right = 1, exposed = 1;
  /// Digest of the weights.
  [[nodiscard]] DUTYGRAPH_EXPORT std::string id() const;
};

/// 100 times the weighted mean of the known components, each divided by its greatest value. Comparing numbers of
/// different weights throws UsageError.
class DUTYGRAPH_EXPORT SeverityNumber {
 public:
  SeverityNumber(const SeverityVector& vector, const SeverityWeights& weights);
  [[nodiscard]] double value() const noexcept { return value_; }  ///< 0 to 100
  [[nodiscard]] const std::string& weights_id() const noexcept { return weights_id_; }
  friend DUTYGRAPH_EXPORT bool operator<(const SeverityNumber& a, const SeverityNumber& b);

 private:
  double value_ = 0;
  std::string weights_id_;
};

/// What only some kinds of findings have.
struct Particulars {
  std::vector<std::string> missing{};     ///< safeguards, of support-without-safeguard
  std::string on{};                       ///< what both agencies shape, of coordination-gap
  std::string tag{};                      ///< "testing": purchase by a body that enforces
  std::string through{};                  ///< the company that controls the other one, of support-vs-restriction
  std::string covered{};                  ///< share or scope of bearers, of commitment-not-implemented in part
  std::string term{};                     ///< of term-drift
  std::vector<std::string> difference{};  ///< nodes under one of the two definitions only, of term-drift
  std::optional<Decimal> score{};         ///< of goal-tension
  std::string from{};                     ///< the objective that bears on the other, of goal-tension
};

/// A short list of records, without memory of its own up to two.
class IdList {
 public:
  IdList() = default;
  [[nodiscard]] const VertexId* begin() const noexcept { return many_.empty() ? few_.data() : many_.data(); }
  [[nodiscard]] const VertexId* end() const noexcept { return begin() + size(); }
  [[nodiscard]] VertexId* begin() noexcept { return many_.empty() ? few_.data() : many_.data(); }
  [[nodiscard]] VertexId* end() noexcept { return begin() + size(); }
  [[nodiscard]] std::size_t size() const noexcept { return many_.empty() ? size_ : many_.size(); }
  [[nodiscard]] bool empty() const noexcept { return size() == 0; }
  [[nodiscard]] VertexId operator[](std::size_t i) const noexcept { return begin()[i]; }
  void push_back(VertexId v) {
    if (many_.empty() && size_ < few_.size()) {
      few_[size_++] = v;
      return;
    }
    if (many_.empty()) many_.assign(few_.begin(), few_.end());
    many_.push_back(v);
  }
  /// Keeps the first \p size of them. \pre 0 < size <= size()
  void shorten(std::size_t size) {
    size_ = static_cast<std::uint32_t>(size);
    if (!many_.empty()) many_.resize(size);
  }
  friend bool operator==(const IdList& a, const IdList& b) noexcept {
    return std::equal(a.begin(), a.end(), b.begin(), b.end());
  }

 private:
  std::uint32_t size_ = 0;
  std::array<VertexId, 2> few_{};
  std::vector<VertexId> many_{};
};

/// One tension: a question to ask, with citations, never a verdict on a State.
struct Finding {
  TensionKind kind = TensionKind::collision;
  Axis axis = Axis::none;
  Tier tier = Tier::none;
  FindingStatus status = FindingStatus::standing;
  PriorityRule rule = PriorityRule::none;
  When when = When::current;
  ScopeRelation relation = ScopeRelation::none;
  bool definite = true;                 ///< else potential: listed apart, never counted with the definite ones
  bool date_uncertain = false;          ///< dates known to the month or year overlap in their unsure part only
  bool protective_norm_yields = false;  ///< the winner does not protect rights and the loser does
  bool approximate = false;             ///< more than 20 partial bans: a small covering set, perhaps not the smallest
  SeverityVector severity{};
  VertexId winner{};  ///< null if no single one prevails
  IdList ids{};       ///< all records involved, by id
  IdList agencies{};  ///< by id
  IdList states{};    ///< by id
  Witness witness{};
  std::shared_ptr<const Particulars> particulars{};  ///< null for most kinds

  /// The particulars, empty ones if there are none.
  [[nodiscard]] DUTYGRAPH_EXPORT const Particulars& details() const noexcept;
};

/// Which rules decide, in which order: one record, hashed into the stamp.
struct PriorityRules {
  /// Tried in this order; a rule that is left out is never used.
  std::vector<PriorityRule> order{PriorityRule::explicit_clause, PriorityRule::internal_exception,
                                  PriorityRule::lex_superior, PriorityRule::lex_specialis, PriorityRule::lex_posterior};
  bool posterior_across_issuers = false;  ///< a later norm of equal rank prevails whoever issued it
};

/// Options of coherence().
struct CoherenceOptions {
  PriorityRules rules{};
  std::optional<Date> as_of{};     ///< DEFAULT: the day of the view, else the document's
  std::vector<VertexId> states{};  ///< only findings all of whose States are among these. DEFAULT: all
  std::vector<std::pair<std::string, int>> rights{};  ///< weight of an issue, 0 to 3. DEFAULT: none, hence unknown
  std::size_t limit = static_cast<std::size_t>(-1);   ///< keep the first so many. DEFAULT: all
  std::stop_token stop{};                             ///< asks to end: Cancelled is thrown
};

/// Findings by falling severity, then by ids.
class CoherenceResult : public Result<Finding> {
 public:
  CoherenceResult() = default;
  CoherenceResult(std::vector<Finding> rows, Stamp stamp, std::size_t total)
      : Result{std::move(rows), std::move(stamp)}, total_{total} {}
  /// How many findings there are, those that Options::limit cut included.
  [[nodiscard]] std::size_t total() const noexcept { return total_; }
  [[nodiscard]] bool is_truncated() const noexcept { return total_ > size(); }

 private:
  std::size_t total_ = 0;
};

/// All tensions of a world: pairs of provisions that pull apart, bans that close a duty together, permissions that
/// another agency frustrates, and twelve structural findings on support, mandates, promises and treaties. \ungp{8}
///
/// \code
/// for (const dg::Finding& finding : dg::coherence(graph))
///   std::cout << to_string(finding.kind) << ' ' << graph.key(finding.ids[0]) << '\n';
/// \endcode
///
/// \return findings by falling severity, then ids; none for a world without policy.
/// \throws UsageError if no day is given anywhere; InvalidData if a scope names what is nowhere recorded; Cancelled.
/// Complexity: O(n log n) in the provisions, plus the pairs that meet in conduct, object, modality and time.
[[nodiscard]] DUTYGRAPH_EXPORT CoherenceResult coherence(const Graph& graph, const CoherenceOptions& options = {});

/// Hands every finding to \p sink as it is found, in no stated order; ends when it returns false.
/// \return whether all findings were handed over. Options::limit is not read.
DUTYGRAPH_EXPORT bool each_finding(const Graph& graph, const CoherenceOptions& options,
                                   const std::function<bool(const Finding&)>& sink);

}  // namespace dutygraph
