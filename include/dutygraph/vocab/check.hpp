// SPDX-License-Identifier: BSL-1.0
#pragma once

/// \file
/// The catalogue of checks as data: what each asks, how it answers, which principle it speaks to.
///
/// Checks, their rules, severities and default thresholds are this project's operationalisation of the Guiding
/// Principles (HR/PUB/11/4) and of the B-Tech paper on the State duty. They are not UN positions.

#include <cstdint>
#include <span>
#include <string_view>

#include <dutygraph/config.hpp>

namespace dutygraph::vocab {

/// Which part of the paper a check belongs to.
enum class CheckFamily : std::uint8_t {
  smart_mix,  ///< SM: the mix of measures. \ungp{3}
  nexus,      ///< NX: ties between State and business. \ungp{4} to \ungp{7}
  coherence,  ///< CO: whether all who shape business practice pull the same way. \ungp{8} to \ungp{10}
};

/// One check: data. Its rule in code stands in `src/query/checks/`, under the same id.
struct Check {
  std::string_view id;  ///< "NX04"
  CheckFamily family;
  std::string_view question;
  std::string_view rule;      ///< how the answer comes about, in words
  std::string_view severity;  ///< "H", "M" or "L"; empty for lists; "M/H": the row says which
  std::string_view ungp;      ///< principles: "4,7c"
  std::string_view elements;  ///< elements or principles that the answer speaks to: "ungp4.conditions"; may be empty
  std::string_view axis;      ///< "vertical", "horizontal", "international"; empty where it does not apply
  std::string_view subject;   ///< what a row is about: "engagement"
  bool list = false;          ///< answers INFO, never a grade
};

/// All 57 checks: SM01-SM15, NX01-NX19, CO01-CO23.
[[nodiscard]] DUTYGRAPH_EXPORT std::span<const Check> checks() noexcept;

/// The check with exactly this id. \return null if there is none.
[[nodiscard]] DUTYGRAPH_EXPORT const Check* find_check(std::string_view id) noexcept;

/// Whether \p check speaks to \p element ("ungp3a.law") as one of its own elements.
[[nodiscard]] DUTYGRAPH_EXPORT bool speaks_to(const Check& check, std::string_view element) noexcept;

}  // namespace dutygraph::vocab
