// SPDX-License-Identifier: BSL-1.0
#pragma once

/// \file
/// What counts as control.

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include <dutygraph/config.hpp>
#include <dutygraph/model/kinds.hpp>
#include <dutygraph/share.hpp>
#include <dutygraph/vocab/basis.hpp>

namespace dutygraph {

/// A set of bases.
using Bases = KindSet<vocab::Basis>;

/// A share that decides, as an exact fraction of percent: 50, or 100/3.
struct Threshold {
  std::int64_t numerator = 50;
  std::int64_t denominator = 1;
  friend constexpr bool operator==(const Threshold&, const Threshold&) = default;
};

/// A definition of control: every choice that there is no standard for. Profiles are data.
struct ControlProfile {
  enum class Measure : std::uint8_t { votes, capital };
  enum class Compare : std::uint8_t { more_than, at_least };
  enum class Treasury : std::uint8_t { ignored, suspended };

  std::string name = "majority";
  Measure measure = Measure::votes;  ///< votes: capital stands in where a holder's votes are not known
  Threshold threshold{};             ///< DEFAULT: 50 percent
  Compare compare = Compare::more_than;
  Bases accept_alone{};                   ///< bases that control by themselves: board, veto, law, consolidation
  bool include_subnational = true;        ///< regions and municipalities are part of the State
  bool concert = false;                   ///< partners of a concert agreement add their votes
  Treasury treasury = Treasury::ignored;  ///< whether the others' votes grow by what a company holds of itself
  std::string source{};                   ///< where the definition comes from

  friend bool operator==(const ControlProfile&, const ControlProfile&) = default;
};

/// The profiles the library ships: majority (the default), half_or_more, ownership_half, significant,
/// one_third, world_bank_bos, control_any_means.
[[nodiscard]] DUTYGRAPH_EXPORT std::span<const ControlProfile> shipped_profiles();
/// The shipped profile of that name, or null.
[[nodiscard]] DUTYGRAPH_EXPORT const ControlProfile* find_profile(std::string_view name);
/// Reads a profile from the JSON text of a document's `profiles`; fields that are absent have their
/// defaults. \throws InvalidData for anything that is no profile.
[[nodiscard]] DUTYGRAPH_EXPORT ControlProfile parse_profile(std::string_view json);
/// The profile as canonical JSON: what stamps digest.
[[nodiscard]] DUTYGRAPH_EXPORT std::string to_json(const ControlProfile& profile);

}  // namespace dutygraph
