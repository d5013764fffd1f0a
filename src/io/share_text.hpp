// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include <dutygraph/share.hpp>

namespace dutygraph::io::detail {

/// A share out of free text.
struct ShareText {
  Share share{};
  bool plain = false;  ///< one number in plain decimals, perhaps with a percent sign
};

/// Reads a percentage that somebody wrote as text: "51", "51 %", "33,3", "75-100", "25 to 50 %", ">50", "more than 50",
/// "at least 25", "up to 10%", "50+", ">50-75". A range without signs includes both ends.
/// \return nothing if it is none of these, or no part of 0 to 100.
[[nodiscard]] std::optional<ShareText> read_share_text(std::string_view text);

/// The share as read_share_text() reads it: "51", "75-100", ">50-75", "50-<75". \pre not unknown
[[nodiscard]] std::string to_share_text(const Share& share);

/// The range in a code of a register such as "voting-rights-50-to-75-percent-as-trust", and the code without it:
/// "voting-rights". Signs exclude an end: "board->50-to-100-percent". \return nothing if there is none.
struct CodedShare {
  std::string code;
  Share share{};
};
[[nodiscard]] std::optional<CodedShare> read_coded_share(std::string_view code);

}  // namespace dutygraph::io::detail
