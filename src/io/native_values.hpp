// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <dutygraph/model/holding.hpp>
#include <dutygraph/model/instrument.hpp>

#include "io/native_context.hpp"

namespace dutygraph::io::detail {

// Each of these reads one value of a document into `out`, or reports to the context why it cannot.

void read_text(Context& context, const Path& path, JsonTree::Node at, std::string& out);
/// A text that is not empty.
void read_id(Context& context, const Path& path, JsonTree::Node at, std::string& out);
/// A list of texts, or one text.
void read_texts(Context& context, const Path& path, JsonTree::Node at, std::vector<std::string>& out);
void read_code(Context& context, const Path& path, JsonTree::Node at, std::string_view list, std::string& out);
void read_codes(Context& context, const Path& path, JsonTree::Node at, std::string_view list,
                std::vector<std::string>& out);
void read_date(Context& context, const Path& path, JsonTree::Node at, std::optional<Date>& out);
void read_dates(Context& context, const Path& path, JsonTree::Node at, std::vector<Date>& out);
void read_number(Context& context, const Path& path, JsonTree::Node at, std::optional<Decimal>& out);
void read_integer(Context& context, const Path& path, JsonTree::Node at, std::optional<std::int64_t>& out);
void read_boolean(Context& context, const Path& path, JsonTree::Node at, std::optional<bool>& out);
void read_assertion(Context& context, const Path& path, JsonTree::Node at, Assertion& out);
/// A whole number from 1 up, or a text.
void read_number_or_text(Context& context, const Path& path, JsonTree::Node at, std::string& out);
/// An object, kept as canonical JSON.
void read_raw_object(Context& context, const Path& path, JsonTree::Node at, std::string& out);
/// {name: [texts]}, by name.
void read_named_lists(Context& context, const Path& path, JsonTree::Node at, std::vector<NamedList>& out);
/// {name: code}, by name.
void read_named_codes(Context& context, const Path& path, JsonTree::Node at, std::string_view names,
                      std::string_view list, std::vector<NamedList>& out);
/// A number of percent, a range, or {"unknown": reason}.
void read_share(Context& context, const Path& path, JsonTree::Node at, Interest& out);
/// Complains about a span that ends before it begins.
void check_span(Context& context, const Path& path, JsonTree::Node at, const Interval& span);

}  // namespace dutygraph::io::detail
