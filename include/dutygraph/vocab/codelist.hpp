// SPDX-License-Identifier: BSL-1.0
#pragma once

/// \file
/// The codes that fields of a document may hold.
///
/// A list is *closed* if the library decides by its values: another value is an error. All others
/// are *open*: documents extend them (in `codelists` or `taxonomies`) without recompiling.

#include <span>
#include <string_view>

#include <dutygraph/config.hpp>

namespace dutygraph::vocab {

/// The known codes of one field, or of one kind of field.
///
/// A list that belongs to one section is named "section.field" with the section in the singular
/// ("agency.function"); a list that several sections share has a bare name ("technology", "rank").
struct Codelist {
  std::string_view name;
  std::span<const std::string_view> codes;  ///< in reading order; never empty, no code twice
  bool open;                                ///< whether documents may use and add other codes
  std::string_view used_in;                 ///< fields that hold these codes: "instruments.rank"
  std::string_view note;                    ///< what the list is, and for a closed one what hangs on its values

  /// Whether \p code is listed, spelled exactly so. Says nothing of codes that documents add.
  [[nodiscard]] constexpr bool contains(std::string_view code) const noexcept {
    for (const std::string_view known : codes)
      if (known == code) return true;
    return false;
  }

  /// Whether a document may use \p code without more ado: listed, or the list is open.
  [[nodiscard]] constexpr bool admits(std::string_view code) const noexcept {
    return open ? !code.empty() : contains(code);
  }
};

/// All codelists, ordered by name.
[[nodiscard]] DUTYGRAPH_EXPORT std::span<const Codelist> codelists() noexcept;

/// \return null if there is no list of that name.
/// Complexity: O(log n).
[[nodiscard]] DUTYGRAPH_EXPORT const Codelist* find_codelist(std::string_view name) noexcept;

/// Whether \p code is listed in the codelist \p list; false if there is no such list.
[[nodiscard]] DUTYGRAPH_EXPORT bool contains(std::string_view list, std::string_view code) noexcept;

}  // namespace dutygraph::vocab
