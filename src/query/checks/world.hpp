// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <functional>
#include <initializer_list>
#include <map>
#include <memory>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <dutygraph/query/check.hpp>
#include <dutygraph/query/coherence.hpp>
#include <dutygraph/query/control.hpp>
#include <dutygraph/query/mix.hpp>
#include <dutygraph/query/nexus.hpp>
#include <dutygraph/query/standing.hpp>

#include "query/checks/scopes.hpp"
#include "query/deal.hpp"
#include "query/group.hpp"

namespace dutygraph::detail {

/// A deal of a State: who of its side takes part, and which companies are on the other.
struct StateDeal {
  Deal deal{};
  std::vector<VertexId> givers{};     ///< members of the State's group that give, buy or carry; by id
  std::vector<VertexId> receivers{};  ///< companies and organisations on the other side; by id
  Certainty on = Certainty::certain;  ///< of the deal and of its parties
};

/// What the checks of all States share: the records of a world by what they are about, on one day.
class CheckIndex {
 public:
  CheckIndex(const Graph& graph, Date day, const CheckOptions& options, std::vector<VertexId> states);

  [[nodiscard]] const Graph& graph() const noexcept { return graph_; }
  [[nodiscard]] Date day() const noexcept { return day_; }
  [[nodiscard]] std::int32_t today() const noexcept { return day_.first(); }
  [[nodiscard]] const CheckOptions& options() const noexcept { return options_; }
  [[nodiscard]] const std::vector<VertexId>& states() const noexcept { return states_; }
  [[nodiscard]] const std::shared_ptr<const Standings>& standings() const noexcept { return standings_; }
  [[nodiscard]] const CheckNodes& conduct() const noexcept { return conduct_; }
  [[nodiscard]] const CheckNodes& bearer() const noexcept { return bearer_; }
  [[nodiscard]] const CheckNodes& object() const noexcept { return object_; }

  /// How surely a record holds on the day: dates, assertion, day of recording.
  [[nodiscard]] Certainty holds(VertexId v) const;
  /// Whether a record was known by the day of known_by().
  [[nodiscard]] bool is_known(VertexId v) const;
  [[nodiscard]] const Facts& facts(VertexId v) const;
  /// Records of a kind that name \p owner (a State, agency, organisation or instrument) as the one they belong to,
  /// negative ones too; by id.
  [[nodiscard]] const std::vector<VertexId>& of(VertexKind kind, VertexId owner) const;
  /// Companies with a record of their own whose home is \p state, by id.
  [[nodiscard]] const std::vector<VertexId>& companies(VertexId state) const;
  /// Events that are about \p v, that it takes part in or that respond to it, of the day or before; by date, then id.
  [[nodiscard]] const std::vector<VertexId>& events(VertexId v) const;
  /// Remedies whose `for` names \p key, negative ones too; by id.
  [[nodiscard]] const std::vector<VertexId>& remedies(std::string_view key) const;
  /// Restrictions of \p company, negative ones too; by id.
  [[nodiscard]] const std::vector<VertexId>& restrictions(VertexId company) const;
  /// Instruments that amend \p instrument, by id.
  [[nodiscard]] const std::vector<VertexId>& amendments(VertexId instrument) const;
  /// Coordination records, by id.
  [[nodiscard]] const std::vector<VertexId>& coordination() const noexcept { return coordination_; }
  /// Rows of control() of one State, those of any interest included; computed once for all States.
  [[nodiscard]] std::span<const ControlRow> control(VertexId state) const;
  [[nodiscard]] const ControlResult& control_result() const;
  [[nodiscard]] std::span<const NexusRow> nexus(VertexId state) const;
  /// Findings of coherence() that concern one State only; none if it cannot be computed, for the reason given.
  [[nodiscard]] std::vector<const Finding*> findings(VertexId state, std::string& reason) const;
  /// Deals by the States that stand behind them, and how.
  [[nodiscard]] const std::map<VertexId, std::map<VertexId, std::set<std::string>>>& behind() const;
  /// The deals that a State stands behind.
  [[nodiscard]] const std::vector<VertexId>& backed(VertexId state) const;
  /// Whether a technology is one of the high-risk ones, or lies below one.
  [[nodiscard]] bool is_high_risk(std::string_view technology) const;

 private:
  Graph graph_;
  Date day_;
  const CheckOptions& options_;
  std::vector<VertexId> states_;
  std::shared_ptr<const Standings> standings_;
  CheckNodes conduct_, bearer_, object_;
  using Lists = std::map<VertexId, std::vector<VertexId>>;
  static const std::vector<VertexId>& list(const Lists& lists, VertexId v);
  void own(VertexKind kind, VertexId record, std::string_view owner, VertexKinds kinds);
  template <class Record, class F>
  void each(F&& f);
  std::map<VertexKind, Lists> owned_;
  Lists events_, restrictions_, amendments_;
  std::vector<VertexId> coordination_;
  mutable std::unique_ptr<Lists> companies_;
  mutable Lists backed_;
  std::map<std::string, std::vector<VertexId>, std::less<>> remedies_;
  mutable std::unique_ptr<ControlResult> control_;
  mutable std::unique_ptr<NexusResult> nexus_;
  mutable std::unique_ptr<CoherenceResult> coherence_;
  mutable std::string no_coherence_;
  mutable std::unique_ptr<std::map<VertexId, std::map<VertexId, std::set<std::string>>>> behind_;
};

/// One State on one day, as the rules see it.
class CheckWorld {
 public:
  CheckWorld(const CheckIndex& index, VertexId state);

  [[nodiscard]] const CheckIndex& index() const noexcept { return index_; }
  [[nodiscard]] const Graph& graph() const noexcept { return index_.graph(); }
  [[nodiscard]] Date day() const noexcept { return index_.day(); }
  [[nodiscard]] std::int32_t today() const noexcept { return index_.today(); }
  [[nodiscard]] const CheckOptions& options() const noexcept { return index_.options(); }
  [[nodiscard]] VertexId state() const noexcept { return state_; }
  [[nodiscard]] std::string_view key(VertexId v) const { return graph().key(v); }
  [[nodiscard]] bool in_group(VertexId v) const { return possible_.contains(v); }
  [[nodiscard]] bool surely_in_group(VertexId v) const { return sure_.contains(v); }
  /// The State, its agencies and other organs, by id.
  [[nodiscard]] const std::vector<VertexId>& group() const noexcept { return group_; }
  /// Agencies of the group, by id.
  [[nodiscard]] const std::vector<VertexId>& agencies() const noexcept { return agencies_; }
  [[nodiscard]] const Standings& standings() const noexcept { return *index_.standings(); }
  /// The State's own instruments, in force or not, without negative ones; by id.
  [[nodiscard]] const std::vector<VertexId>& own_instruments() const noexcept { return instruments_; }
  /// Own instruments in force for certain, or perhaps; binding by their field or rank if \p binding.
  [[nodiscard]] std::vector<VertexId> in_force(bool binding) const;
  /// Provisions of own instruments, and those that name the State or an agency of it; in force or not; by id.
  [[nodiscard]] const std::vector<VertexId>& provisions() const;
  [[nodiscard]] Certainty provision_in_force(VertexId provision) const;
  [[nodiscard]] const Mix& mix() const;
  /// Deals that are on, or may be; by id.
  [[nodiscard]] const std::vector<StateDeal>& deals() const;
  /// The scope that declares \p section complete for the State and what \p inquiry adds.
  [[nodiscard]] VertexId complete(std::string_view section, Inquiry inquiry = {}) const;
  /// Companies with a record of their own whose home is the State, by id.
  [[nodiscard]] const std::vector<VertexId>& companies() const { return index_.companies(state_); }
  /// Records of a kind that belong to a member of the group, negative ones too; by id.
  [[nodiscard]] std::vector<VertexId> of_group(VertexKind kind) const;

 private:
  const CheckIndex& index_;
  VertexId state_;
  std::set<VertexId> sure_, possible_;
  std::vector<VertexId> group_, agencies_, instruments_;
  mutable std::unique_ptr<std::vector<VertexId>> provisions_;
  mutable std::unique_ptr<std::vector<StateDeal>> deals_;
  mutable std::unique_ptr<Mix> mix_;
};

/// Whether an instrument binds, by its own word or else by its rank.
[[nodiscard]] bool is_binding(const Instrument& instrument);
/// The rank of a provision: its own, that of the norm it applies, or that of its instrument.
[[nodiscard]] std::string_view rank_of(const Graph& graph, const Provision& provision);
/// Place of a rank inside one legal order: constitution 6 to guidance 1; 0 where it has none.
[[nodiscard]] int height(std::string_view rank);

/// Whether a company falls under thresholds: `certain` yes, `no`, or `possible` where a size is not recorded.
/// \param missing  gets what is not recorded
[[nodiscard]] Certainty applies_to(const Instrument& instrument, const Graph& graph, VertexId company, Date day,
                                   std::vector<std::string>* missing = nullptr);

/// Who could supply what applies_to() misses.
[[nodiscard]] inline std::string supplier_of(std::string_view what) {
  return what.starts_with("thresholds") ? "the issuer of the instrument" : "the company or its register";
}

/// \p day moved by whole months; the last day of a shorter month.
[[nodiscard]] Date shifted(Date day, int months);

/// Whether a word is one of a few.
[[nodiscard]] inline bool is_one_of(std::string_view word, std::initializer_list<std::string_view> words) {
  for (const std::string_view one : words)
    if (one == word) return true;
  return false;
}

/// What speaks for and against φ, for E(φ) of the conventions.
struct Evidence {
  bool yes = false, no = false;
  VertexId complete{};
  /// PASS if φ is recorded, FAIL if a negative is recorded or the scope is complete, both PARTIAL, else UNKNOWN.
  [[nodiscard]] Outcome outcome() const noexcept {
    if (yes) return no ? Outcome::partial : Outcome::pass;
    return no || complete ? Outcome::fail : Outcome::unknown;
  }
};

/// A row in the making.
class Answer {
 public:
  Answer(const CheckWorld& world, CheckRow& row) : world_{&world}, row_{&row} {}
  Answer& result(Outcome outcome) {
    row_->result = outcome;
    return *this;
  }
  [[nodiscard]] Outcome result() const noexcept { return row_->result; }
  Answer& severity(std::string_view severity) {
    row_->severity = severity;
    return *this;
  }
  /// A fact, with the sources of \p record.
  Answer& because(std::string text, VertexId record = {});
  Answer& because(std::string text, std::span<const EdgeId> edges);
  /// An input that would decide.
  Answer& missing(std::string what, std::string who);
  /// The scope that makes absence an answer.
  Answer& complete(VertexId scope);

 private:
  const CheckWorld* world_;
  CheckRow* row_;
};

/// The rows of one check of one State.
class Answers {
 public:
  Answers(const CheckWorld& world, const vocab::Check& check, std::vector<CheckRow>& rows)
      : world_{world}, check_{check}, rows_{rows} {}
  /// A row about a record. The reference counts until the next row.
  Answer add(VertexId record) { return add(std::string{world_.graph().key(record)}, record); }
  Answer add(std::string subject, VertexId record = {});

 private:
  const CheckWorld& world_;
  const vocab::Check& check_;
  std::vector<CheckRow>& rows_;
};

/// The id of a deal, and those of the members of the State's group in it: who could supply what is missing.
[[nodiscard]] std::string name_of(const CheckWorld& world, const StateDeal& deal);
[[nodiscard]] std::string givers_of(const CheckWorld& world, const StateDeal& deal);
/// Sets the result of a row about a deal: one that is perhaps over gives no certain gap.
void settle(const CheckWorld& world, const StateDeal& deal, Answer& answer, Outcome outcome);

/// A check of the catalogue and its rule.
struct CheckRule {
  std::string_view id;
  void (*run)(const CheckWorld&, Answers&);
};
[[nodiscard]] std::span<const CheckRule> ownership_rules();
[[nodiscard]] std::span<const CheckRule> support_rules();
[[nodiscard]] std::span<const CheckRule> purchase_rules();
[[nodiscard]] std::span<const CheckRule> law_rules();
[[nodiscard]] std::span<const CheckRule> reach_rules();
[[nodiscard]] std::span<const CheckRule> mandate_rules();
[[nodiscard]] std::span<const CheckRule> conflict_rules();
[[nodiscard]] std::span<const CheckRule> treaty_rules();

}  // namespace dutygraph::detail
