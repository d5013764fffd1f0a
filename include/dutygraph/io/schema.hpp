// SPDX-License-Identifier: BSL-1.0
#pragma once

/// \file
/// What a native document looks like, for other programs.

#include <string>
#include <string_view>
#include <vector>

#include <dutygraph/config.hpp>

namespace dutygraph::io {

/// The JSON Schema (draft 2020-12) of native documents, laid out, with a line end. The same bytes on every machine.
///
/// It accepts what a strict reader accepts, up to what a schema cannot say: references, dates of the calendar,
/// intervals that end before they begin, ids given twice, codes that the document itself adds to a closed list.
[[nodiscard]] DUTYGRAPH_EXPORT std::string json_schema();

/// The sections whose records csv_template() knows, in the order of the document.
[[nodiscard]] DUTYGRAPH_EXPORT std::vector<std::string_view> record_sections();

/// The header line of a spreadsheet with the records of one section: nested fields as JSON pointers
/// ("interests/0/share"), the first item of each list.
/// \throws NotFound if there is no section of that name, or its rows are no records.
[[nodiscard]] DUTYGRAPH_EXPORT std::string csv_template(std::string_view section);

}  // namespace dutygraph::io
