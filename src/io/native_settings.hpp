// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <optional>
#include <span>
#include <string_view>

#include <dutygraph/model/source.hpp>
#include <dutygraph/model/taxonomy.hpp>

#include "io/native_context.hpp"

namespace dutygraph::io::detail {

/// All sections and settings of a native document.
[[nodiscard]] std::span<const std::string_view> section_names();

/// Whether that is a setting of the document rather than a section.
[[nodiscard]] bool is_setting(std::string_view name) noexcept;
/// Reads `dutygraph`, `as_of` or `max_coordination_hops`.
void read_setting(Context& context, const Path& path, JsonTree::Node at, Settings& out);

/// Adds what one row said to what others said.
void merge(Settings& all, Settings one);

/// Whether that section's items are lists of texts: `order_edges`, `exclusive_flags` …
[[nodiscard]] bool is_list_section(std::string_view name) noexcept;
/// Reads one item of such a section.
void read_list_item(Context& context, std::string_view section, const Path& path, JsonTree::Node at, Settings& out);

/// Reads one taxonomy and tells \p codes its nodes.
void read_taxonomy(Context& context, const Path& path, JsonTree::Node at, std::string_view id, Settings& out,
                   Codes& codes);
/// Reads the codes that a document adds to one list.
void read_codelist(Context& context, const Path& path, JsonTree::Node at, std::string_view id, Settings& out,
                   Codes& codes);
/// Reads one control profile: kept as text.
void read_profile(Context& context, const Path& path, JsonTree::Node at, std::string_view id, Settings& out);
void read_same_as(Context& context, const Path& path, JsonTree::Node at, SameAs& out);
/// Reads the fields of a source but its id.
void read_source(Context& context, const Path& path, JsonTree::Node at, Source& out);

}  // namespace dutygraph::io::detail
