// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "query/coherence/plain.hpp"

namespace dutygraph::detail {

/// A scope that a witness must fall under.
struct ScopeUse {
  std::string dimension, provision;
  std::optional<Scope> scope;
};
/// The scopes that the witness of \p finding must fall under, by provision.
[[nodiscard]] std::vector<ScopeUse> uses_of(const PlainWorld& world, const Finding& finding);

/// The rule that decides between two clauses, and which of them prevails: 1 or 2; 0 if none does.
[[nodiscard]] std::pair<PriorityRule, int> decided(const PlainWorld& world, TensionKind kind, Axis axis,
                                                   const Clause& a, const Clause& b, const CoherenceOptions& options,
                                                   std::string& fact);

/// The citation of a record; empty if it has none.
[[nodiscard]] std::string cited(const PlainWorld& world, VertexId v);

}  // namespace dutygraph::detail
