// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <stop_token>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include <dutygraph/error.hpp>
#include <dutygraph/graph/graph.hpp>
#include <dutygraph/query/coherence.hpp>

#include "query/coherence/dimension.hpp"
#include "query/coherence/time.hpp"

namespace dutygraph::detail {

enum class Modality : std::uint8_t {
  obligation,
  prohibition,
  permission,
  exemption,
  recommendation,
  discouragement,
  support,
  restriction,
};
inline constexpr std::size_t modalities = 8;

/// Of ranks that have a place in one legal order, how high; -1 for treaty, contract and none.
[[nodiscard]] int level_of(std::string_view rank) noexcept;
/// Whether an instrument of this rank binds if nothing else is said.
[[nodiscard]] bool binds_by_rank(std::string_view rank) noexcept;

/// Reads what provisions and other records say of themselves, one record at a time: used by the detector, by verify and
/// by why_not.
class Records {
 public:
  explicit Records(const Graph& graph);

  [[nodiscard]] const Graph& graph() const noexcept { return graph_; }
  /// Whether a record counts: not negative, and recorded by the day of a known_by() view.
  [[nodiscard]] bool counts(const Facts& facts) const noexcept;
  /// The State of an actor: its own, or that of what it is part of; null if unknown.
  [[nodiscard]] VertexId state_of(VertexId actor) const;
  /// The actor of that id, canonical; null if the id is empty or unknown.
  [[nodiscard]] VertexId actor(std::string_view id) const;
  [[nodiscard]] const Instrument* instrument(std::string_view id) const;
  /// When an instrument holds: its dates, cut to the periods in which it is in force and ended by what replaces it;
  /// never if its record does not count.
  [[nodiscard]] Spans life(const Instrument& instrument) const;
  /// When a provision holds.
  [[nodiscard]] Spans life(VertexId v, const Provision& provision) const;
  [[nodiscard]] VertexId agency_of(const Provision& provision) const;
  [[nodiscard]] VertexId agency_of(const Instrument& instrument) const;
  [[nodiscard]] VertexId state_of(VertexId v, const Provision& provision) const;
  [[nodiscard]] VertexId state_of(const Instrument& instrument) const;
  /// Own rank: the provision's, else its instrument's.
  [[nodiscard]] std::string_view rank_of(const Provision& provision) const;
  [[nodiscard]] bool binds(const Provision& provision) const;
  /// States bound by a treaty that a provision belongs to.
  [[nodiscard]] std::vector<VertexId> parties_of(const Provision& provision) const;
  /// The day that lex posterior compares: adopted, else from; nothing if neither is recorded.
  [[nodiscard]] std::optional<Date> adopted(VertexId v, const Provision& provision) const;
  [[nodiscard]] std::string_view citation(const Provision& provision) const;
  /// "A:statute": where a provision stands among the ranks of all legal orders.
  [[nodiscard]] std::vector<std::string> standing(VertexId v, const Provision& provision) const;

 private:
  using Successors = std::unordered_map<VertexId, std::vector<VertexId>>;
  [[nodiscard]] const std::vector<VertexId>& successors_of(std::string_view id, VertexKind kind) const;

  Graph graph_;
  mutable std::shared_ptr<const Successors> successors_;
};

/// Whether an instrument ever left the stage of a draft and was not annulled: only such a one ends its predecessor.
[[nodiscard]] bool ever_adopted(const Instrument& instrument) noexcept;

/// One reach: a coordinate and the territories it is limited to.
struct ReachEntry {
  std::string basis{};  ///< territorial, personal, effects; empty: everywhere
  ScopeTable::Id territory = 0;
  friend bool operator==(const ReachEntry&, const ReachEntry&) = default;
  friend auto operator<=>(const ReachEntry&, const ReachEntry&) = default;
};

/// The distinct lists of reaches.
class ReachTable {
 public:
  using Id = std::uint32_t;
  explicit ReachTable(const ScopeTable& territories) : territories_{territories} {}
  Id add(std::vector<ReachEntry> entries);
  void close();
  [[nodiscard]] std::size_t size() const noexcept { return lists_.size(); }
  [[nodiscard]] const std::vector<ReachEntry>& entries(Id id) const noexcept { return lists_[id]; }
  [[nodiscard]] Meet meet(Id a, Id b) const noexcept {
    return matrix_.empty() ? compare(a, b) : static_cast<Meet>(matrix_[std::size_t{a} * lists_.size() + b]);
  }
  /// A place of the common context; empty: everywhere.
  [[nodiscard]] std::string_view place(Id a, Id b) const;
  [[nodiscard]] const ScopeTable& territories() const noexcept { return territories_; }

 private:
  [[nodiscard]] Meet compare(Id a, Id b) const noexcept;
  const ScopeTable& territories_;
  std::vector<std::vector<ReachEntry>> lists_;
  std::map<std::vector<ReachEntry>, Id> index_;
  std::vector<std::uint8_t> matrix_;
};

/// The distinct conjunctions of conditions. A literal is a flag number times two, plus one if it is negated.
class ConditionTable {
 public:
  using Id = std::uint32_t;
  explicit ConditionTable(const Settings& settings);
  Id add(const std::vector<std::string>& conditions);
  void close();
  [[nodiscard]] bool meet(Id a, Id b) const {
    if (a == b || a == 0 || b == 0) return true;
    return matrix_.empty() ? consistent(a, b) : matrix_[std::size_t{a} * sets_.size() + b] != 0;
  }
  /// Whether one set alone can hold.
  [[nodiscard]] bool can_hold(Id id) const noexcept { return is_consistent(sets_[id]); }
  [[nodiscard]] bool includes(Id a, Id b) const noexcept;
  [[nodiscard]] const std::vector<std::uint32_t>& literals(Id id) const noexcept { return sets_[id]; }
  [[nodiscard]] bool is_consistent(const std::vector<std::uint32_t>& literals) const noexcept;

 private:
  [[nodiscard]] bool consistent(Id a, Id b) const;
  std::uint32_t flag(std::string_view name);
  std::unordered_map<std::string, std::uint32_t> flags_;
  std::vector<std::vector<std::uint32_t>> groups_;  ///< by flag: the exclusive groups it is in
  std::vector<std::vector<std::uint32_t>> sets_;
  std::map<std::vector<std::uint32_t>, Id> index_;
  std::vector<std::uint8_t> matrix_;
};

/// Which standing in the ranks of which legal orders is higher.
class RankTable {
 public:
  using Id = std::uint32_t;
  explicit RankTable(const Settings& settings);
  Id add(const std::vector<std::string>& standing);
  void close();
  /// 1: the first is higher; -1: the second; 0: neither, or each.
  [[nodiscard]] int compare(Id a, Id b) const noexcept {
    return matrix_[std::size_t{a} * sets_.size() + b] - matrix_[std::size_t{b} * sets_.size() + a];
  }

 private:
  std::uint32_t node(const std::string& name);
  std::vector<std::string> nodes_;
  std::map<std::string, std::uint32_t> index_;
  std::vector<std::pair<std::uint32_t, std::uint32_t>> edges_;
  std::vector<std::vector<std::uint32_t>> sets_;
  std::map<std::vector<std::uint32_t>, Id> set_index_;
  std::vector<std::int8_t> matrix_;
};

/// A provision as the detector sees it.
struct Norm {
  VertexId vertex{}, agency{}, state{}, instrument{};
  std::int32_t from = Span::least, to = Span::greatest, sure_from = Span::least, sure_to = Span::greatest;
  ScopeTable::Id bearer = 0, conduct = 0, object = 0;
  ReachTable::Id reach = 0;
  ConditionTable::Id conditions = 0;
  RankTable::Id rank = 0;
  std::uint32_t order = 0;  ///< among all provisions, by id
  std::uint32_t extra = 0;  ///< index of what few have, see Norms; 0: nothing
  std::int32_t adopted = Span::least, adopted_last = Span::least;
  Modality modality = Modality::obligation;
  bool binding = false, any_means = false, strong = true, protects = false, disputed = false;
  bool treaty = false, statute = false, clauses = false;  ///< clauses: overrides or subject_to somewhere

  [[nodiscard]] Span span() const noexcept {
    Span span;
    span.from = from, span.to = to, span.sure_from = sure_from, span.sure_to = sure_to;
    return span;
  }
};

/// What few provisions have.
struct NormExtra {
  Spans spans{};  ///< if there are several
  std::string function{};
  std::vector<std::string> gate{};
  std::optional<Parameter> param{};
  std::vector<VertexId> parties{};
  std::vector<VertexId> prevails{};  ///< provisions and instruments that it says it prevails over, ascending
  std::vector<VertexId> yields{};    ///< those that it says it is subject to, ascending
  bool triggered = false;
  ScopeTable::Id trigger_bearer = 0, trigger_conduct = 0, trigger_object = 0;
  bool trigger_has_bearer = false;
};

/// All provisions of a world that may take part in a finding, with the tables they point into.
class Norms {
 public:
  /// \throws InvalidData if a scope names what is nowhere recorded; Cancelled.
  Norms(const Graph& graph, std::stop_token stop);

  [[nodiscard]] const std::vector<Norm>& all() const noexcept { return norms_; }
  [[nodiscard]] const NormExtra& extra(const Norm& norm) const noexcept { return extras_[norm.extra]; }
  [[nodiscard]] const Records& records() const noexcept { return records_; }
  [[nodiscard]] const Graph& graph() const noexcept { return records_.graph(); }
  [[nodiscard]] const ScopeTable& bearers() const noexcept { return *bearers_; }
  [[nodiscard]] const ScopeTable& conducts() const noexcept { return *conducts_; }
  [[nodiscard]] const ScopeTable& objects() const noexcept { return *objects_; }
  [[nodiscard]] const ReachTable& reaches() const noexcept { return *reaches_; }
  [[nodiscard]] const ConditionTable& conditions() const noexcept { return conditions_; }
  [[nodiscard]] const RankTable& ranks() const noexcept { return ranks_; }
  /// Scopes of the pairs of conducts that are declared incompatible.
  [[nodiscard]] const std::vector<std::pair<ScopeTable::Id, ScopeTable::Id>>& clashes() const noexcept {
    return clashes_;
  }
  [[nodiscard]] Spans spans(const Norm& norm) const {
    const NormExtra& more = extra(norm);
    return more.spans.empty() ? Spans{norm.span()} : more.spans;
  }
  /// Whether companies are recorded at all: else exposure is unknown.
  [[nodiscard]] bool knows_companies() const noexcept { return knows_companies_; }

 private:
  void make_dimensions(Diagnostics& faults);
  void add(VertexId v, const Provision& provision);

  Records records_;
  std::unique_ptr<Dimension> bearer_, conduct_, object_, territory_;
  std::unique_ptr<ScopeTable> bearers_, conducts_, objects_, territories_;
  std::unique_ptr<ReachTable> reaches_;
  ConditionTable conditions_;
  RankTable ranks_;
  std::vector<std::pair<ScopeTable::Id, ScopeTable::Id>> clashes_;
  std::vector<Norm> norms_;
  std::vector<NormExtra> extras_{1};
  bool knows_companies_ = false;
};

}  // namespace dutygraph::detail
