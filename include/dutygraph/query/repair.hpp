// SPDX-License-Identifier: BSL-1.0
#pragma once

/// \file
/// Smallest edits that would remove tensions between agencies.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <stop_token>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <dutygraph/config.hpp>
#include <dutygraph/graph/graph.hpp>
#include <dutygraph/query/coherence.hpp>
#include <dutygraph/query/result.hpp>

namespace dutygraph {

/// What an edit does.
enum class RepairMove : std::uint8_t {
  narrow_scope,      ///< leaves nodes out of a scope, or yields to one other clause
  precedence,        ///< says in words which clause prevails
  move_number,       ///< moves the bound of a numeric duty
  change_date,       ///< ends support or a restriction
  designate_lead,    ///< names agencies that share a task by design
  mandate,           ///< gives an agency a task that none has
  coordinate,        ///< brings two agencies together
  add_safeguard,     ///< adds to a deal what the State's policy asks for
  raise_rank,        ///< gives a promise an implementation of the rank promised
  fund,              ///< gives an agency what its task needs
  except,            ///< adds an exception to a treaty clause
  align_definition,  ///< takes over the other instrument's definition
  repeal,            ///< ends a clause or position; only where nothing milder is known
};
/// "narrow-scope", "precedence", …
[[nodiscard]] DUTYGRAPH_EXPORT std::string_view to_string(RepairMove move) noexcept;

/// One atomic edit.
struct RepairEdit {
  RepairMove move = RepairMove::narrow_scope;
  int cost = 1;
  bool weakens = false;  ///< weakens a clause that protects rights, or lifts a restriction that may
  std::string edit;      ///< the edit as a line that io::apply_edits() reads
};

/// A finding by its kind and ids.
struct FindingName {
  TensionKind kind = TensionKind::collision;
  std::vector<std::string> ids{};
  std::string on{};  ///< what a coordination gap is about, or the term that drifts
  friend bool operator==(const FindingName&, const FindingName&) = default;
  friend auto operator<=>(const FindingName&, const FindingName&) = default;
};

/// One smallest set of edits for one component of findings that share edits, or what cannot be repaired.
struct Repair {
  std::size_t component = 0;           ///< from 1; components share no edit
  std::vector<RepairEdit> edits{};     ///< by text; empty: no edit is known, or none that the rights guard lets through
  int cost = 0;                        ///< of all edits
  std::vector<FindingName> removes{};  ///< open findings that are open no more, found by asking again
  std::vector<FindingName> adds{};     ///< open findings that were not open before
  std::vector<FindingName> leaves{};   ///< findings of the component that stay open
  bool weakens = false;                ///< some edit does
  bool withheld = false;               ///< without edits: some are known, but all weaken protection
  bool exact = true;                   ///< no cheaper set of known edits exists; else a greedy set
  int bound = 0;                       ///< no set of known edits costs less
};

/// Options of repair().
struct RepairOptions {
  CoherenceOptions coherence{};
  bool allow_weakening = false;       ///< propose edits that weaken clauses that protect rights, too; they are marked
  std::size_t exact_edits = 40;       ///< components of more candidate edits are covered greedily
  std::size_t per_component = 16;     ///< sets listed of one component
  int (*cost)(RepairMove) = nullptr;  ///< of each kind of edit, 1 or more. DEFAULT: 1
};

/// The smallest sets of edits that remove the open tensions of a world. \ungp{8}
///
/// Open: definite, current or to come, and not answered by law or by an exception. Every finding has a set of atomic
/// edits that would remove it; findings that share edits form a component, and of each the cheapest hitting sets are
/// listed, all of them up to a limit. Every set is tried: the edits are applied to a copy of the world, coherence() is
/// asked again, and what is removed and added is what that answer says; a set that does not remove its findings is not
/// listed. Nothing is ever applied to \p graph.
/// \return rows by component, cost and text of the edits; none if nothing is open.
/// \throws UsageError if no day is given anywhere, or a cost is below 1; Cancelled.
/// Complexity: one coherence() per candidate edit and per listed set; exact search is exponential in the edits of one
/// component, at most `exact_edits`.
[[nodiscard]] DUTYGRAPH_EXPORT Result<Repair> repair(const Graph& graph, const RepairOptions& options = {});

/// The cheapest sets of items of which every one of \p needs has at least one: all of them, up to \p limit. Items are
/// indexes into \p costs. Exact branch and bound; each set ascends, sets are in lexicographic order.
/// \return nothing if some need has no item, or if the search would take more than \p steps steps.
[[nodiscard]] DUTYGRAPH_EXPORT std::optional<std::vector<std::vector<std::size_t>>> smallest_hitting_sets(
    std::span<const std::vector<std::size_t>> needs, std::span<const int> costs, std::size_t limit,
    std::size_t steps = 2'000'000);

/// A cheap set that hits every need (greedily, within ln n of the cheapest), and a bound below which none is: the
/// cheapest items of needs that share none.
[[nodiscard]] DUTYGRAPH_EXPORT std::pair<std::vector<std::size_t>, int> greedy_hitting_set(
    std::span<const std::vector<std::size_t>> needs, std::span<const int> costs);

}  // namespace dutygraph
