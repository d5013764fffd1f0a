// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace dutygraph::io::detail {

/// What a field of a record takes from one cell of a table.
enum class FieldKind : std::uint8_t { text, texts, date, dates, number, integer, boolean, share, json, any };

/// One step on the way to a field: a name, or the place of an item in a list.
struct FieldStep {
  std::string name;
  bool is_item = false;
  friend bool operator==(const FieldStep&, const FieldStep&) = default;
};

/// A field that a record of some section has.
struct FoundField {
  FieldKind kind = FieldKind::text;
  bool item_needs_it = false;  ///< the item of a list that it belongs to cannot be without it
};

/// Finds the field of records of \p section that lies at \p path: `interests`, `0`, `share`. Steps that number an item
/// of a list are marked as such.
/// \return nothing if there is none
[[nodiscard]] std::optional<FoundField> find_field(std::string_view section, std::vector<FieldStep>& path);

/// The names that stand at the start of such paths. \return none if \p section has no records
[[nodiscard]] std::vector<std::string_view> first_fields(std::string_view section);

}  // namespace dutygraph::io::detail
