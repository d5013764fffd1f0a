// SPDX-License-Identifier: BSL-1.0
#pragma once

/// \file
/// The principles that speak to States, and the elements and factors that checks answer.
///
/// Source: UN Guiding Principles on Business and Human Rights (HR/PUB/11/4), Pillar I (1-10) and
/// the access-to-remedy principles (25-31). Titles are this project's paraphrases. Element ids and
/// factors are this project's operationalisation, not UN positions: say so in output, and report a
/// "gap against expectation", never a "violation".

#include <cstdint>
#include <span>
#include <string_view>

#include <dutygraph/config.hpp>

namespace dutygraph::vocab {

/// The verb of a principle: 1 and 25 say *must*, all others *should*.
enum class Wording : std::uint8_t { should, must };

/// "should", "must".
[[nodiscard]] DUTYGRAPH_EXPORT std::string_view to_string(Wording wording) noexcept;

/// One of the Guiding Principles 1-10 and 25-31.
struct Principle {
  std::uint8_t number;     ///< 1-10 or 25-31
  std::uint8_t pillar;     ///< 1 (State duty to protect) or 3 (access to remedy)
  Wording wording;         ///< 3(d) and 4 add "where appropriate, require"; 28 asks to "consider"
  bool asks_state;         ///< false for 29 and 30, which speak to companies and to industry schemes
  std::string_view title;  ///< our paraphrase, not the wording of the source
};

/// One thing to look for in the evidence: an element of a principle (`ungp3a.law`) or a factor for
/// regulatory responses (`rf01`, from the B-Tech foundational paper and its preparation).
struct Element {
  std::string_view id;         ///< as records and rows write it: "ungp3a.law", "rf01"
  std::string_view reference;  ///< the principle with its letter, if it has one: "3a", "10c", "4"
  std::uint8_t principle;      ///< number of the principle
  std::string_view title;      ///< our paraphrase

  /// Whether this is one of rf01-rf15. A factor stands under 3, the smart mix, but
  /// rf04 (review) under 3(a) and rf14 (the rule itself respects rights) under 1.
  [[nodiscard]] constexpr bool is_factor() const noexcept { return id.starts_with("rf"); }
};

/// The principles 1-10 and 25-31, ascending.
[[nodiscard]] DUTYGRAPH_EXPORT std::span<const Principle> principles() noexcept;

/// \return null if \p number is none of 1-10, 25-31.
[[nodiscard]] DUTYGRAPH_EXPORT const Principle* find_principle(int number) noexcept;

/// All elements in the order of their principles, then the factors rf01-rf15.
[[nodiscard]] DUTYGRAPH_EXPORT std::span<const Element> elements() noexcept;

/// The elements of one principle, factors left out.
/// \return empty for 29 and 30 (they ask nothing of States) and for numbers without a principle.
[[nodiscard]] DUTYGRAPH_EXPORT std::span<const Element> elements_of(int principle) noexcept;

/// The factors rf01-rf15.
[[nodiscard]] DUTYGRAPH_EXPORT std::span<const Element> factors() noexcept;

/// The element or factor with exactly this id (with its prefix `ungp`, case-sensitive).
/// \return null if there is none.
[[nodiscard]] DUTYGRAPH_EXPORT const Element* find_element(std::string_view id) noexcept;

}  // namespace dutygraph::vocab
