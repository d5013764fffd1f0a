// SPDX-License-Identifier: BSL-1.0
#pragma once

/// \file
/// How an instrument stands on a day: law on paper and law applied, kept apart.

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <dutygraph/config.hpp>
#include <dutygraph/graph/graph.hpp>
#include <dutygraph/interval.hpp>

namespace dutygraph {

/// Whether a law is applied, as its `enforcement` says: never inferred from its being in force. \ungp{3}
enum class Applied : std::uint8_t {
  unknown,    ///< nothing is recorded for the day: not the same as not applied
  active,     ///< applied
  not_yet,    ///< not applied so far
  dormant,    ///< no longer used
  suspended,  ///< told not to apply it
  mixed,      ///< some of its provisions are not applied, and others are, or nothing is recorded of them
};
/// "unknown", "active", "not_yet", "dormant", "suspended", "mixed".
[[nodiscard]] DUTYGRAPH_EXPORT std::string_view to_string(Applied applied) noexcept;

/// The enforcement of one provision, where it has its own.
struct ProvisionStanding {
  VertexId provision{};
  Applied applied = Applied::unknown;
  std::optional<Date> since{};
};

/// An instrument on a day. On paper and applied are separate answers; neither is derived from the other.
struct Standing {
  VertexId instrument{};
  // on paper
  Certainty in_force = Certainty::no;  ///< possible: coarse or unknown dates, or disputed
  std::string status{};                ///< the phase that counts, "in_force"; empty: no phase is recorded or has begun
  std::optional<Date> status_since{};
  std::string next_status{};  ///< the phase that is recorded to come next
  std::optional<Date> next_since{};
  VertexId superseded_by{};  ///< the version that has replaced it, or may have
  bool negative = false;     ///< recorded as not so
  bool disputed = false;
  // applied
  Applied applied = Applied::unknown;  ///< the instrument's own enforcement, else that of its provisions together
  std::optional<Date> applied_since{};
  std::vector<ProvisionStanding> provisions{};  ///< by id; only those with an enforcement of their own
  // upkeep
  std::optional<Date> last_review{};       ///< the last review that had happened, of those with a date
  bool gaps_open = false;                  ///< the last review found gaps, and no later one closed them
  std::optional<Date> due{};               ///< of transposition
  std::vector<VertexId> implemented_by{};  ///< instruments that carry it out and are, or may be, in force; by id
};

/// The standing of the instruments of a world on one day.
///
/// In force means: the record holds, is not recorded as untrue, stands in a phase `in_force` or `applies` where it has
/// phases, was not annulled (void from the start), and no version that supersedes it has begun. A successor ends its
/// predecessor for good at its own `from`; one without `from` ends nothing.
class DUTYGRAPH_EXPORT Standings {
 public:
  /// Complexity: linear in the instruments and provisions. Keeps a copy of the handle \p graph.
  Standings(const Graph& graph, Date day);
  /// \pre \p instrument is one.
  [[nodiscard]] Standing of(VertexId instrument) const;
  [[nodiscard]] Certainty in_force(VertexId instrument) const;
  [[nodiscard]] const Graph& graph() const noexcept { return graph_; }
  [[nodiscard]] Date day() const noexcept { return day_; }
  /// The provisions of \p instrument that hold on the day, by id.
  [[nodiscard]] const std::vector<VertexId>& provisions(VertexId instrument) const;

 private:
  [[nodiscard]] Certainty on_paper(VertexId instrument, Standing* out) const;

  Graph graph_;
  Date day_;
  std::map<VertexId, std::vector<VertexId>> successors_, provisions_, implementers_;
};

/// One instrument on \p day; for many, use Standings.
[[nodiscard]] DUTYGRAPH_EXPORT Standing standing(const Graph& graph, VertexId instrument, Date day);

}  // namespace dutygraph
