// SPDX-License-Identifier: BSL-1.0
#pragma once

/// \file
/// Everything about one State in one file, for people.

#include <cstddef>
#include <iosfwd>
#include <stop_token>
#include <string>
#include <vector>

#include <dutygraph/config.hpp>
#include <dutygraph/graph/graph.hpp>
#include <dutygraph/query/profile.hpp>
#include <dutygraph/query/result.hpp>
#include <dutygraph/render/page.hpp>

namespace dutygraph::render {

/// What a report is about.
struct ReportOptions {
  VertexId state{};          ///< needed
  Date as_of{};              ///< needed, known to the day
  ControlProfile profile{};  ///< of the control verdicts. DEFAULT: majority
  std::size_t limit = 1000;  ///< rows of each table; the report says how many there are
  std::stop_token stop{};    ///< asks to end: Cancelled is thrown
};

/// One part of a report: an answer, laid out.
struct ReportSection {
  std::string id;                       ///< of the anchor: "nexus"
  std::string name;                     ///< a few words, for the contents
  Page page;                            ///< its first block is the title; citations are numbers between marks
  std::vector<std::string> pictures{};  ///< SVG
};

/// Answers about one State, with one numbered list of sources.
struct Report {
  std::string title;
  Page summary;                              ///< in words, and a table of what is known and what is not
  std::vector<std::string> summary_links{};  ///< of each row of that table, the section it sums up
  std::vector<ReportSection> sections{};
  struct CitedSource {
    std::string text;  ///< title, publisher, date, place; without the address
    std::string url;   ///< as recorded
    std::string id;
  };
  std::vector<CitedSource> sources{};  ///< the first is number 1
  std::vector<std::string> caveats{};  ///< each once
  std::vector<std::string> stamps{};   ///< of each section, in words
};

/// Asks for nexus, smart mix, instruments, gaps, coherence, repairs, headlines and elements of one State, and lays the
/// answers out. \throws UsageError if there is no State or no day; Cancelled.
[[nodiscard]] DUTYGRAPH_EXPORT Report report(const Graph& graph, const ReportOptions& options);

/// One HTML file that needs no other: no network, no font of its own, readable without its script, which only adds
/// sorting and search to tables. Light or dark as the reader's system says; made for keyboards, screen readers and
/// paper. The policy in the file lets nothing else run or load. Text of records is escaped everywhere.
DUTYGRAPH_EXPORT void write_html(const Report& report, const Stamp& stamp, std::ostream& out);

/// The same as Markdown, without pictures.
DUTYGRAPH_EXPORT void write_markdown(const Report& report, const Stamp& stamp, std::ostream& out);

}  // namespace dutygraph::render
