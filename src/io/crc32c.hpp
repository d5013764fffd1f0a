// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstdint>
#include <string_view>

namespace dutygraph::io::detail {

/// The CRC-32C (Castagnoli) of \p bytes, as in RFC 3720; that of "123456789" is 0xE3069283.
[[nodiscard]] std::uint32_t crc32c(std::string_view bytes) noexcept;
/// The same without the processor's instruction.
[[nodiscard]] std::uint32_t crc32c_by_table(std::string_view bytes) noexcept;

}  // namespace dutygraph::io::detail
