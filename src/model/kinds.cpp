// SPDX-License-Identifier: BSL-1.0
#include <dutygraph/model/kinds.hpp>

#include <array>

namespace dutygraph {
namespace {

struct KindNames {
  std::string_view name;
  std::string_view section;
};

constexpr std::array<KindNames, vertex_kinds> vertex_names{{
    {"state", "states"},
    {"agency", "agencies"},
    {"company", "companies"},
    {"organisation", "organisations"},
    {"concert", "concert"},
    {"engagement", "engagements"},
    {"support", "supports"},
    {"instrument", "instruments"},
    {"provision", "provisions"},
    {"commitment", "commitments"},
    {"implementation", "implementations"},
    {"mandate", "mandates"},
    {"required_mandate", "required_mandates"},
    {"lead", "leads"},
    {"coordination", "coordination"},
    {"capacity", "capacity"},
    {"objective", "objectives"},
    {"interaction", "interactions"},
    {"safeguard_policy", "safeguard_policies"},
    {"restriction", "restrictions"},
    {"treaty_clause", "treaty_clauses"},
    {"measure", "measures"},
    {"position", "positions"},
    {"event", "events"},
    {"remedy", "remedies"},
    {"place", "places"},
    {"salient", "salient"},
    {"completeness", "complete"},
}};

constexpr std::array<std::string_view, edge_kinds> edge_names{
    "holds",      "part_of",    "member_of",     "supervises",  "defers_to", "acts_in_concert",
    "role_in",    "issues",     "contains",      "enforces",    "party_to",  "amends",
    "supersedes", "implements", "prevails_over", "coordinates", "bears",     "concerns"};

}  // namespace

std::string_view to_string(VertexKind kind) noexcept { return vertex_names[static_cast<std::size_t>(kind)].name; }

std::string_view to_string(EdgeKind kind) noexcept { return edge_names[static_cast<std::size_t>(kind)]; }

std::string_view section_of(VertexKind kind) noexcept { return vertex_names[static_cast<std::size_t>(kind)].section; }

std::optional<VertexKind> kind_of_section(std::string_view section) noexcept {
  for (std::size_t i = 0; i < vertex_names.size(); ++i)
    if (vertex_names[i].section == section) return static_cast<VertexKind>(i);
  return std::nullopt;
}

}  // namespace dutygraph
