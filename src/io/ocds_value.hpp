// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "io/json.hpp"

namespace dutygraph::io::detail {

/// A JSON value that can be changed: what the releases of one contracting process are merged into.
struct OcdsValue {
  std::string key{};  ///< of a member
  JsonKind kind = JsonKind::null;
  std::string text{};  ///< of a scalar
  std::vector<OcdsValue> children{};

  [[nodiscard]] const OcdsValue* find(std::string_view name) const noexcept;
  [[nodiscard]] OcdsValue* find(std::string_view name) noexcept;
  /// The text of a member that is a string or number; empty if there is none.
  [[nodiscard]] std::string_view text_of(std::string_view name) const noexcept;
  /// The items of a member: of an array, or the one object that stands in its place.
  [[nodiscard]] std::vector<const OcdsValue*> items_of(std::string_view name) const;
};

/// Appends what the library reads of a release, as compact JSON, to \p out: a release without descriptions, documents
/// and contact persons. Of a versioned release (\p versioned) the values that came last.
/// \pre release is an object
void append_release(std::string& out, JsonTree::Node release, bool versioned);

/// append_release() read again. \pre \p text was written by it
[[nodiscard]] OcdsValue read_release(JsonTree& tree, std::string_view text);

/// Merges a release into what earlier ones say, by the rules of OCDS 1.1: objects member by member, `null` takes away,
/// objects of an array by their `id` (parties with one id and different names are kept apart), other arrays and
/// `additionalIdentifiers` and `additionalClassifications` as a whole. `id`, `date` and `tag` of a release are not
/// merged.
void merge_release(OcdsValue& merged, const OcdsValue& release);

/// A point in time of ISO 8601 in seconds since 1970, for putting releases in order. A day stands for its start.
/// \return nothing if it is none.
[[nodiscard]] std::optional<std::int64_t> seconds_of(std::string_view text) noexcept;

}  // namespace dutygraph::io::detail
