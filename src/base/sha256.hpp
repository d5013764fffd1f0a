// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <string>
#include <string_view>

namespace dutygraph::detail {

/// The SHA-256 of \p bytes as 64 hexadecimal digits.
[[nodiscard]] std::string sha256(std::string_view bytes);

/// The same as base64: 44 characters.
[[nodiscard]] std::string sha256_base64(std::string_view bytes);

}  // namespace dutygraph::detail
