// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <dutygraph/graph/graph.hpp>
#include <dutygraph/query/nexus.hpp>

namespace dutygraph::detail {

/// An engagement or a support, read alike.
struct Deal {
  VertexId id{};
  std::string channel{};              ///< empty if not recorded
  std::string_view type{};            ///< of a support: "grant"
  std::optional<Date> date{};         ///< on which it was signed
  Interval valid{};                   ///< from its signing, where nothing else is recorded
  Certainty on = Certainty::certain;  ///< whether it is on that day
  std::optional<Decimal> amount{}, tenor_months{};
  std::string_view currency{}, status{};
  std::string_view hr_condition{};
  const std::optional<std::vector<Safeguard>>* safeguards = nullptr;  ///< never null; nothing: unknown
  const std::vector<std::string>* technologies = nullptr;             ///< null where the record has no such field
  const std::vector<std::string>* places = nullptr;                   ///< likewise
  std::optional<bool> disclosed{}, withdrawal_clause{};
  const Facts* facts = nullptr;  ///< never null

  /// The day the terms were settled: of signing, else the first of its period.
  [[nodiscard]] std::optional<Date> settled() const { return date ? date : valid.from(); }
  [[nodiscard]] SafeguardStatus condition() const;
  /// The same as far as it was there on \p day: safeguards that came later are left out, those that may have leave it
  /// open. Nothing: any day.
  [[nodiscard]] SafeguardStatus condition_on(std::optional<Date> day) const;
  /// The safeguard of that kind, or null.
  [[nodiscard]] const Safeguard* safeguard(std::string_view kind) const;
};

/// The engagement or support \p v on \p day; nothing if it is neither, or is recorded as untrue. Pointers lead into
/// \p graph.
[[nodiscard]] std::optional<Deal> read_deal(const Graph& graph, VertexId v, std::int32_t day);

/// Roles in which a party gives, buys or carries; in all others it receives.
[[nodiscard]] bool gives(std::string_view role) noexcept;
/// Roles in which a party receives, or passes on what it receives.
[[nodiscard]] bool receives(std::string_view role) noexcept;

/// Whether a deal of that status was never made: planned, proposed, declined.
[[nodiscard]] bool is_unmade(std::string_view status) noexcept;

/// Whether a channel, or what a user asks for, covers \p channel: a code, or a group such as "procurement"; empty: all.
[[nodiscard]] bool covers(std::string_view asked, std::string_view channel) noexcept;

/// Who gives, buys, guarantees or carries in a deal, by id.
[[nodiscard]] std::vector<VertexId> givers_of(const Graph& graph, VertexId deal);
/// The States to whose organs \p members belong on \p day, or may, by id.
[[nodiscard]] std::vector<VertexId> states_behind(const Graph& graph, const std::vector<VertexId>& members,
                                                  std::int32_t day);

}  // namespace dutygraph::detail
