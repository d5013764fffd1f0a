// SPDX-License-Identifier: BSL-1.0
#include "io/detect.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <string>

#include "io/csv_rows.hpp"
#include "io/exim.hpp"
#include "io/native_settings.hpp"
#include "io/xml.hpp"

namespace dutygraph::io::detail {
namespace {

constexpr std::string_view spaces = " \t\r\n";

/// Names that every statement of some version of BODS has.
constexpr std::array<std::string_view, 8> bods_names{"statementID",   "statementId",  "statementType",
                                                     "recordId",      "recordType",   "declarationSubject",
                                                     "recordDetails", "statementDate"};

/// Names that packages, releases and records of OCDS have.
constexpr std::array<std::string_view, 11> ocds_names{
    "ocid",  "releases", "records", "compiledRelease", "versionedRelease",  "awards",
    "buyer", "tender",   "tag",     "publishedDate",   "publicationPolicy",
};

template <class Names>
bool contains(const Names& names, std::string_view name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

/// Behind the string that starts at \p at; npos if it does not end.
std::size_t string_end(std::string_view text, std::size_t at) noexcept {
  for (++at; at < text.size(); ++at) {
    if (text[at] == '\\') {
      ++at;
    } else if (text[at] == '"') {
      return at + 1;
    }
  }
  return std::string_view::npos;
}

/// Behind the object or list that starts at \p at; npos if it does not end. Calls `name(text)` for each name on the
/// first level, until it returns true.
template <class Name>
std::size_t scan(std::string_view text, std::size_t at, Name&& name) {
  std::size_t depth = 0;
  bool listen = text[at] == '{';
  while (at < text.size()) {
    const char c = text[at];
    if (c == '"') {
      const std::size_t end = string_end(text, at);
      if (end == std::string_view::npos) return end;
      const std::size_t next = text.find_first_not_of(spaces, end);
      if (listen && depth == 1 && next != std::string_view::npos && text[next] == ':')
        listen = !name(text.substr(at + 1, end - at - 2));
      at = end;
      continue;
    }
    if (c == '{' || c == '[') ++depth;
    ++at;
    if ((c == '}' || c == ']') && --depth == 0) return at;
  }
  return std::string_view::npos;
}

/// Names on the first level by which rows of GLEIF are known, and of wrappers around them.
constexpr std::array<std::string_view, 5> gleif_names{"LEI", "Relationship", "RelationshipRecord", "ExceptionCategory",
                                                      "LEIRecord"};
constexpr std::array<std::string_view, 3> gleif_wrappers{"records", "relations", "exceptions"};

/// The header lines of golden copies in CSV.
bool is_gleif_csv(std::string_view text) {
  const std::string_view line = text.substr(0, text.find('\n'));
  for (const std::string_view name : {"Entity.LegalName", "Relationship.StartNode.NodeID", "Exception.Category",
                                      "Exception.ExceptionCategory", "ExceptionCategory"})
    if (line.find(name) != std::string_view::npos && line.find(',') != std::string_view::npos) return true;
  return false;
}

/// Rows of GLEIF's programming interface: {"data": [{"type": "lei-records", ...}]}.
bool is_gleif_api(std::string_view text) {
  return text.find("\"goldenCopy\"") != std::string_view::npos ||
         text.find("\"lei-records\"") != std::string_view::npos ||
         text.find("\"relationship-records\"") != std::string_view::npos ||
         text.find("\"reporting-exceptions\"") != std::string_view::npos;
}

}  // namespace

Content detect_content(std::string_view text) {
  std::size_t at = text.find_first_not_of(spaces);
  if (at == std::string_view::npos) return Content::empty;
  if (text[at] == '<') {
    const XmlStart xml = look_at_xml(text);
    for (const std::string_view root : {"LEIData", "RelationshipData", "ReportingExceptionData"})
      if (xml.root == root) return Content::gleif;
    return xml.root.starts_with("iati-") ? Content::iati : Content::other;
  }
  if (text[at] != '{' && text[at] != '[') {
    if (is_gleif_csv(text.substr(at))) return Content::gleif;
    return looks_like_exim(csv_header(text.substr(at))) ? Content::csv : Content::other;
  }
  const bool list = text[at] == '[';
  if (list) {
    const std::size_t first = text.find_first_not_of(spaces, at + 1);
    if (first != std::string_view::npos && text[first] == ']') return Content::bods;  // a register without statements
    at = first;
  }
  if (at == std::string_view::npos || text[at] != '{') return Content::other;
  Content content = Content::other;
  const auto sections = section_names();
  bool has_schema = false, has_properties = false, has_op = false, has_entity = false, has_data = false;
  scan(text, at, [&](std::string_view name) {
    has_schema = has_schema || name == "schema";
    has_properties = has_properties || name == "properties";
    has_op = has_op || name == "op";
    has_entity = has_entity || name == "entity";
    has_data = has_data || name == "data" || name == "meta" || name == "attributes";
    if ((has_schema && has_properties) || (has_op && has_entity)) {
      content = Content::ftm;
    } else if (contains(gleif_names, name) || (has_data && is_gleif_api(text)) ||
               (contains(gleif_wrappers, name) && (text.find("\"LEI\"") != std::string_view::npos ||
                                                   text.find("\"Relationship\"") != std::string_view::npos))) {
      content = Content::gleif;
    } else if (contains(bods_names, name)) {
      content = Content::bods;
    } else if (contains(ocds_names, name)) {
      content = Content::ocds;
    } else if (!list && (contains(sections, name) || name == "section")) {
      content = Content::native_document;
    }
    return content != Content::other;
  });
  if (content == Content::native_document && has_more_lines(text)) return Content::native_lines;
  return content;
}

bool has_more_lines(std::string_view text) noexcept {
  const std::size_t start = text.find_first_not_of(spaces);
  if (start == std::string_view::npos || text[start] != '{') return false;
  const std::size_t end = scan(text, start, [](std::string_view) { return true; });
  if (end == std::string_view::npos || text.substr(start, end - start).find('\n') != std::string_view::npos)
    return false;
  const std::size_t next = text.find_first_not_of(spaces, end);
  return next != std::string_view::npos && text.substr(end, next - end).find('\n') != std::string_view::npos;
}

}  // namespace dutygraph::io::detail
