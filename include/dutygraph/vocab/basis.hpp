// SPDX-License-Identifier: BSL-1.0
#pragma once

/// \file
/// What an interest in a company rests on, and how register codes map onto it.
///
/// Own vocabulary of the project; the mapping is from the interest types of the Beneficial
/// Ownership Data Standard (BODS) 0.1, 0.2, 0.3 and 0.4.

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include <dutygraph/config.hpp>

namespace dutygraph::vocab {

/// The basis of one interest: one right of one holder in one entity.
enum class Basis : std::uint8_t {
  capital,        ///< shares in the capital
  votes,          ///< voting rights; a separate quantity from capital
  board,          ///< appointment of the board; without a share, of its majority
  veto,           ///< golden share, company rules or articles
  law,            ///< control by legal framework
  contract,       ///< rights granted by contract, conditional ones included
  nominee,        ///< holding in another's name, either side
  trust,          ///< a part in a trust or other legal arrangement
  consolidation,  ///< accounting parent: no percentage, never in a sum
  other,          ///< known, and none of the above: board member, manager, right to profit
  unknown,        ///< not known or not published
};

/// "capital", "votes" and so on to "unknown".
[[nodiscard]] DUTYGRAPH_EXPORT std::string_view to_string(Basis basis) noexcept;

/// Reads what to_string() writes.
/// \return nothing for anything else, BODS codes included.
[[nodiscard]] DUTYGRAPH_EXPORT std::optional<Basis> parse_basis(std::string_view name) noexcept;

/// A BODS interest type and the basis it stands for.
struct BodsInterest {
  std::string_view code;  ///< in camelCase: "appointmentOfBoard"; read with hyphens too
  Basis basis;
};

/// Every interest type of BODS 0.1-0.4, the 23 of 0.4 first.
[[nodiscard]] DUTYGRAPH_EXPORT std::span<const BodsInterest> bods_interests() noexcept;

/// The basis of a BODS interest type, of any version: "votingRights", "voting-rights",
/// "trustee", "trustee-of-trust", "trusteeOfTrust".
///
/// The influence-or-control codes, the one `-of-trust` included, are `other`: they count nowhere.
/// No code maps to `consolidation`: GLEIF parents arrive as `otherInfluenceOrControl`, with the
/// meaning in the record id, which is the reader's to see.
///
/// \return nothing for a code of no version (to be linted, not guessed).
[[nodiscard]] DUTYGRAPH_EXPORT std::optional<Basis> basis_of_bods(std::string_view code) noexcept;

/// The basis a native document's `interests.type` names: a basis or a BODS code.
/// \return nothing for anything else.
[[nodiscard]] DUTYGRAPH_EXPORT std::optional<Basis> basis_of(std::string_view type) noexcept;

/// Whether shares on this basis may be added up: capital with capital, votes with votes. Directness
/// (indirect never) and the rows' assertion are for the caller to look at.
[[nodiscard]] constexpr bool enters_sums(Basis basis) noexcept {
  return basis == Basis::capital || basis == Basis::votes;
}

/// Whether a share on this basis counts in the upper closure only: it may be votes, it need not.
[[nodiscard]] constexpr bool enters_upper_only(Basis basis) noexcept { return basis == Basis::unknown; }

/// Whether a control profile may accept this basis alone, without a sum. Which ones it accepts is
/// the profile's own choice; a board right with a share counts by seats.
[[nodiscard]] constexpr bool may_control_alone(Basis basis) noexcept {
  return basis == Basis::board || basis == Basis::veto || basis == Basis::law || basis == Basis::consolidation;
}

}  // namespace dutygraph::vocab
