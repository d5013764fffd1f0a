// SPDX-License-Identifier: BSL-1.0
#pragma once

/// \file
/// The closed lists of what a world consists of.

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string_view>

#include <dutygraph/config.hpp>

namespace dutygraph {

/// What a vertex is. One kind per section of the native document whose records are vertices, in the
/// order of the document.
enum class VertexKind : std::uint8_t {
  state,
  agency,
  company,
  organisation,
  concert,
  engagement,
  support,
  instrument,
  provision,
  commitment,
  implementation,
  mandate,
  required_mandate,
  lead,
  coordination,
  capacity,
  objective,
  interaction,
  safeguard_policy,
  restriction,
  treaty_clause,
  measure,
  position,
  event,
  remedy,
  place,
  salient,
  completeness,
};
inline constexpr std::size_t vertex_kinds = 28;

/// What an edge says. A holding is an edge of its own; every other kind stands for a reference that
/// a record makes, and carries that record's dates and sources.
enum class EdgeKind : std::uint8_t {
  holds,            ///< holder -> company: one interest of a holding. \ungp{4}
  part_of,          ///< agency or organ -> the State or agency it belongs to
  member_of,        ///< State, agency, company -> union or organisation
  supervises,       ///< agency -> agency or company
  defers_to,        ///< agency -> agency whose assessment it relies on
  acts_in_concert,  ///< holder -> concert agreement
  role_in,          ///< party -> engagement, support or event. \ungp{4} to \ungp{6}
  issues,           ///< State, agency or organisation -> instrument or provision
  contains,         ///< instrument -> provision, clause or objective
  enforces,         ///< agency -> instrument. \ungp{3}
  party_to,         ///< State -> treaty or treaty clause
  amends,           ///< instrument -> instrument
  supersedes,       ///< later -> earlier version of an instrument or provision
  implements,       ///< instrument or implementation -> what it carries out. \ungp{8}
  prevails_over,    ///< provision -> provision or instrument it overrides by its own words
  coordinates,      ///< agency -> coordination body. \ungp{8}
  bears,            ///< actor -> mandate, capacity, commitment, restriction, position it has or takes
  concerns,         ///< record -> the actor or record it is about
};
inline constexpr std::size_t edge_kinds = 18;

/// "state", "required_mandate"; the singular of the section's name.
[[nodiscard]] DUTYGRAPH_EXPORT std::string_view to_string(VertexKind kind) noexcept;
/// "holds", "part_of".
[[nodiscard]] DUTYGRAPH_EXPORT std::string_view to_string(EdgeKind kind) noexcept;
/// The section of the native document that holds records of \p kind: "companies".
[[nodiscard]] DUTYGRAPH_EXPORT std::string_view section_of(VertexKind kind) noexcept;
/// The inverse of section_of(); nothing for sections whose records are no vertices.
[[nodiscard]] DUTYGRAPH_EXPORT std::optional<VertexKind> kind_of_section(std::string_view section) noexcept;

/// States, agencies, companies and organisations: those who act. They share one space of ids.
[[nodiscard]] constexpr bool is_actor(VertexKind kind) noexcept { return kind <= VertexKind::organisation; }

/// A set of kinds. Kinds convert to it; `|` joins.
template <class Kind>
class KindSet {
 public:
  constexpr KindSet() noexcept = default;
  constexpr KindSet(Kind kind) noexcept  // NOLINT(google-explicit-constructor)
      : bits_{std::uint32_t{1} << static_cast<unsigned>(kind)} {}
  constexpr KindSet(std::initializer_list<Kind> kinds) noexcept {
    for (const Kind kind : kinds) bits_ |= std::uint32_t{1} << static_cast<unsigned>(kind);
  }
  [[nodiscard]] static constexpr KindSet all() noexcept {
    KindSet set;
    set.bits_ = 0xFFFFFFFFU;
    return set;
  }
  [[nodiscard]] constexpr bool contains(Kind kind) const noexcept {
    return (bits_ >> static_cast<unsigned>(kind) & 1U) != 0;
  }
  [[nodiscard]] constexpr bool empty() const noexcept { return bits_ == 0; }
  friend constexpr KindSet operator|(KindSet a, KindSet b) noexcept {
    a.bits_ |= b.bits_;
    return a;
  }
  friend constexpr KindSet operator&(KindSet a, KindSet b) noexcept {
    a.bits_ &= b.bits_;
    return a;
  }
  friend constexpr KindSet operator-(KindSet a, KindSet b) noexcept {
    a.bits_ &= ~b.bits_;
    return a;
  }
  friend constexpr bool operator==(KindSet, KindSet) noexcept = default;

 private:
  std::uint32_t bits_ = 0;
};
using VertexKinds = KindSet<VertexKind>;
using EdgeKinds = KindSet<EdgeKind>;
/// Joins two kinds of edges: `EdgeKind::holds | EdgeKind::part_of`.
constexpr EdgeKinds operator|(EdgeKind a, EdgeKind b) noexcept { return EdgeKinds{a} | EdgeKinds{b}; }

/// The actor kinds as a set.
inline constexpr VertexKinds actors{VertexKind::state, VertexKind::agency, VertexKind::company,
                                    VertexKind::organisation};

}  // namespace dutygraph
