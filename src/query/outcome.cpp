// SPDX-License-Identifier: BSL-1.0
#include <dutygraph/query/outcome.hpp>

#include <algorithm>
#include <array>

namespace dutygraph {
namespace {

constexpr std::array<std::string_view, 6> names{"PASS", "PARTIAL", "FAIL", "UNKNOWN", "NOT_APPLICABLE", "INFO"};

/// Whether a declared value covers an asked one: none declared covers all. `-` and `_` are one in codes.
bool covers(std::string_view declared, std::string_view asked) {
  const auto same = [](char a, char b) { return a == b || ((a == '-' || a == '_') && (b == '-' || b == '_')); };
  return declared.empty() || std::equal(declared.begin(), declared.end(), asked.begin(), asked.end(), same);
}

bool covers(const Graph& graph, VertexKinds kinds, std::string_view declared, VertexId asked) {
  if (declared.empty()) return true;
  if (!asked) return false;
  const std::optional<VertexId> v = graph.find(declared);
  return v && kinds.contains(graph.kind(*v)) && graph.canonical(*v) == graph.canonical(asked);
}

}  // namespace

std::string_view to_string(Outcome outcome) noexcept { return names[static_cast<std::size_t>(outcome)]; }

std::optional<Outcome> parse_outcome(std::string_view text) noexcept {
  for (std::size_t i = 0; i < names.size(); ++i)
    if (names[i] == text) return static_cast<Outcome>(i);
  return std::nullopt;
}

Outcome combine(std::span<const Outcome> outcomes) noexcept {
  std::array<bool, names.size()> seen{};
  for (const Outcome outcome : outcomes) seen[static_cast<std::size_t>(outcome)] = true;
  const auto has = [&](Outcome outcome) { return seen[static_cast<std::size_t>(outcome)]; };
  if (has(Outcome::pass) && has(Outcome::fail)) return Outcome::partial;
  for (const Outcome outcome : {Outcome::fail, Outcome::unknown, Outcome::partial, Outcome::pass})
    if (has(outcome)) return outcome;
  return Outcome::not_applicable;
}

VertexId declared_complete(const Graph& graph, const Inquiry& inquiry, Date day) {
  VertexId found{};
  for (const VertexId v : graph.vertices<Completeness>()) {
    const Completeness* scope = graph.fields<Completeness>(v);
    if (scope == nullptr || scope->section != inquiry.section || scope->facts.assertion != Assertion::positive)
      continue;
    if (graph.lifetime(v).on(day.first()) != Certainty::certain) continue;
    if (scope->as_of && day.first() > scope->as_of->first()) continue;
    const auto known = graph.known_by_day();
    if (known && scope->facts.recorded && scope->facts.recorded->first() > known->first()) continue;
    if (!covers(scope->channel, inquiry.channel) || !covers(scope->technology, inquiry.technology) ||
        !covers(scope->right, inquiry.right) || !covers(graph, VertexKind::state, scope->state, inquiry.state) ||
        !covers(graph, actors, scope->agency, inquiry.agency) ||
        !covers(graph, actors, scope->company, inquiry.company))
      continue;
    if (!found || graph.key(v) < graph.key(found)) found = v;
  }
  return found;
}

}  // namespace dutygraph
