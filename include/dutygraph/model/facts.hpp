// SPDX-License-Identifier: BSL-1.0
#pragma once

/// \file
/// What every record of a world may carry beside its own fields.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <dutygraph/date.hpp>
#include <dutygraph/decimal.hpp>
#include <dutygraph/interval.hpp>

namespace dutygraph {

/// Whether a source says that a fact holds, that it does not, or whether sources disagree.
enum class Assertion : std::uint8_t {
  positive,
  negative,  ///< recorded as not so: never counts, contradicts positive rows of the same fact
  disputed,  ///< counts for "possible", never for "certain"
};

/// Hand-coded evidence for one UNGP element ("ungp3a.law") or factor ("rf04").
struct ElementMark {
  std::string id;
  Assertion assertion = Assertion::positive;
  friend bool operator==(const ElementMark&, const ElementMark&) = default;

  static constexpr std::string_view required[] = {"id"};
  template <class Visitor>
  static void describe(Visitor& v) {
    v.text("id", &ElementMark::id);
    v.choice("assertion", &ElementMark::assertion);
  }
};

/// Dates, sources and standing of a record.
struct Facts {
  Interval valid{};                     ///< when it holds, half-open
  std::vector<std::string> sources{};   ///< ids of sources; empty: the file itself, or what the builder is told
  std::optional<Decimal> confidence{};  ///< 0 to 1; reported, never multiplied
  Assertion assertion = Assertion::positive;
  std::optional<Date> recorded{};  ///< when we learned it
  std::string note{};
  std::vector<Date> observed{};  ///< days on which a source shows it
  std::vector<ElementMark> elements{};
  std::string extra{};  ///< canonical JSON object, kept and written back, never read

  friend bool operator==(const Facts&, const Facts&) = default;
};

}  // namespace dutygraph
