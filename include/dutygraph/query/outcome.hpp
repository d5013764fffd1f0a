// SPDX-License-Identifier: BSL-1.0
#pragma once

/// \file
/// The answers that checks and cells of a matrix give, and what counts as a complete record.

#include <cstdint>
#include <initializer_list>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include <dutygraph/config.hpp>
#include <dutygraph/date.hpp>
#include <dutygraph/graph/graph.hpp>

namespace dutygraph {

/// What the record says about an expectation. A record that is not there is never `fail`: that takes recorded negative
/// evidence, or a scope that the document declares complete. This project's scale, not a UN position.
enum class Outcome : std::uint8_t {
  pass,            ///< recorded as met
  partial,         ///< met in part, or sources say both
  fail,            ///< a gap against expectation: recorded as not met, or nothing in a scope declared complete
  unknown,         ///< nothing decides
  not_applicable,  ///< the question does not arise
  info,            ///< a list, never a grade
};

/// "PASS", "PARTIAL", "FAIL", "UNKNOWN", "NOT_APPLICABLE", "INFO".
[[nodiscard]] DUTYGRAPH_EXPORT std::string_view to_string(Outcome outcome) noexcept;
/// The inverse of to_string(); nothing for anything else.
[[nodiscard]] DUTYGRAPH_EXPORT std::optional<Outcome> parse_outcome(std::string_view text) noexcept;

/// Several answers about one element as one: PASS and FAIL together are PARTIAL; else FAIL, else UNKNOWN, else PARTIAL,
/// else PASS. NOT_APPLICABLE and INFO do not count; if nothing else is there, the answer is NOT_APPLICABLE.
[[nodiscard]] DUTYGRAPH_EXPORT Outcome combine(std::span<const Outcome> outcomes) noexcept;
[[nodiscard]] inline Outcome combine(std::initializer_list<Outcome> outcomes) noexcept {
  return combine(std::span<const Outcome>{outcomes.begin(), outcomes.size()});
}

/// What a question is about, to be held against the scopes that a document declares complete. What is left empty is
/// "whatever it is": a declared scope that is limited to one value there does not cover the question.
struct Inquiry {
  std::string_view section{};  ///< "instruments", "events"
  VertexId state{};
  std::string_view channel{};
  std::string_view technology{};
  std::string_view right{};
  VertexId agency{};
  VertexId company{};
};

/// The record of `complete` that covers \p inquiry on \p day, so that what is not recorded is not there; null if there
/// is none. A scope without a State holds for all. A scope that is complete as of a day says nothing of later days;
/// one that ends, or may have ended, nothing from then on.
/// Complexity: linear in the declared scopes.
[[nodiscard]] DUTYGRAPH_EXPORT VertexId declared_complete(const Graph& graph, const Inquiry& inquiry, Date day);

}  // namespace dutygraph
