// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <dutygraph/graph/graph.hpp>
#include <dutygraph/query/control.hpp>
#include <dutygraph/query/nexus.hpp>
#include <dutygraph/render/page.hpp>
#include <dutygraph/render/record.hpp>

namespace dutygraph::render::detail {

/// \p text for people: control characters shown, nothing cut.
[[nodiscard]] std::string plain(std::string_view text);

/// The name of a record, or its title, or its id.
[[nodiscard]] std::string_view name_of(const Graph& graph, VertexId v);

/// \p text of a page with everything escaped that Markdown gives a meaning, on one line.
[[nodiscard]] std::string markdown_text(std::string_view text);

/// Name and id, "Telenor ASA (telenor)", or the id alone where there is no name.
[[nodiscard]] std::string label(const Graph& graph, VertexId v);

/// "1 company", "2 companies".
[[nodiscard]] std::string count(std::size_t n, std::string_view one, std::string_view many);

/// "votes" or "capital": what a profile measures.
[[nodiscard]] std::string_view measure(const ControlProfile& profile);

/// "majority: more than 50 % of the votes, or board, veto".
[[nodiscard]] std::string describe(const ControlProfile& profile);

/// "53.97 %", "25 to 75 %", "more than 50 to less than 75 %", "unknown (0 to 100 %)".
[[nodiscard]] std::string range(Bound low, Bound high);
[[nodiscard]] std::string range(const Share& share);
/// The same for totals: 0 is "none recorded".
[[nodiscard]] std::string recorded_range(Bound low, Bound high);

/// "since 2014", "2014 to 2020", or nothing where no date is recorded.
[[nodiscard]] std::string period(Interval valid);

/// "1,330,000,000 USD".
[[nodiscard]] std::string money(Decimal amount, std::string_view currency);

/// "veto, law".
[[nodiscard]] std::string names(Bases bases);
/// The same as a list for machines.
[[nodiscard]] std::vector<std::string> codes(Bases bases);

/// The ids of the sources of some edges, in the order of the edges, none twice.
[[nodiscard]] std::vector<std::string> source_ids(const Graph& graph, std::span<const EdgeId> edges);

/// The days on which sources show a fact, and the bases that holdings rest on.
struct Seen {
  std::vector<Date> days{};  ///< ascending
  Bases bases{};
  bool claims_only = true;  ///< every holding among them is an indirect claim
};
/// \param deal  null, or the engagement that the edges are of
[[nodiscard]] Seen seen(const Graph& graph, std::span<const EdgeId> edges, VertexId deal = {});
/// What a row that rests on \p edges, and perhaps on a deal, takes for granted on \p day.
[[nodiscard]] Assumptions assumptions(const Graph& graph, std::span<const EdgeId> edges, VertexId deal, Date day);
/// "seen 2014, 2019-11", "seen 12 times from 2014 to 2019-11"; nothing if no day is recorded.
[[nodiscard]] std::string observed(const std::vector<Date>& days);

/// Title, publisher, date, place, address and day of reading, as far as they are recorded; else nothing.
[[nodiscard]] std::string describe(const Source& source);

/// Numbers of sources in the order in which they are first cited.
struct SourceNumbers {
  std::map<std::string, std::size_t> numbers{};
  std::vector<std::string> order{};
};

/// What stands before and behind the number of a source that several pages share. No text of a page has these
/// characters, so that a citation cannot be mistaken for words of a record.
inline constexpr char citation_begin = '\x02', citation_end = '\x03';

/// Cites sources by number.
class Citations {
 public:
  /// \param shared  numbers of a report, which lists the sources itself; null: the page has its own
  explicit Citations(const Graph& graph, SourceNumbers* shared = nullptr) : graph_{&graph}, shared_{shared} {}
  /// "[1] [3]"
  [[nodiscard]] std::string cite(std::span<const EdgeId> edges);
  [[nodiscard]] std::string cite(const std::vector<std::string>& ids);
  [[nodiscard]] std::string cite(SourceRange sources);
  /// Title, publisher, date, place and address of each; adds a heading and the list if anything was cited.
  void append_to(Page& page) const;

 private:
  std::string mark(const std::string& id);
  const Graph* graph_;
  SourceNumbers* shared_;
  SourceNumbers own_{};
};

/// Remarks that explain words of a page, each printed once and only where it is needed.
class Remarks {
 public:
  /// \p assumption as Assumptions::names() gives it.
  void assume(std::string_view assumption) { assumptions_.emplace(assumption.substr(0, assumption.find(':'))); }
  void note(std::string text) {
    for (const std::string& known : notes_)
      if (known == text) return;
    notes_.push_back(std::move(text));
  }
  /// Adds a heading and the list: assumptions in use, notes, and what every page says.
  void append_to(Page& page) const;

 private:
  std::set<std::string, std::less<>> assumptions_;
  std::vector<std::string> notes_;
};

/// Library, question, day, parameters and inputs in one paragraph, so that the answer can be made again.
[[nodiscard]] std::string stamp_line(const Stamp& stamp);

/// The day a stamp names.
[[nodiscard]] inline Date day_of(const Stamp& stamp) { return Date::parse(stamp.as_of).value_or(Date{}); }

/// Sources, caveats and stamp: the end of every page.
void finish(Page& page, const Citations& citations, const Remarks& remarks, const Stamp& stamp);

/// The one State that \p rows, or the question, are about; nothing if there are several.
template <class Row>
[[nodiscard]] std::optional<VertexId> only_state(std::span<const Row> rows, const std::vector<VertexId>& asked) {
  if (asked.size() == 1) return asked.front();
  if (rows.empty()) return std::nullopt;
  for (const Row& row : rows)
    if (row.state != rows.front().state) return std::nullopt;
  return rows.front().state;
}

/// Adds `votes/low` and so on, or those of another object.
void add_bounds(Record& record, std::string_view low_key, std::string_view low_open_key, std::string_view high_key,
                std::string_view high_open_key, Bound low, Bound high);

/// "12 more rows were cut by the limit of 3."; nothing if none were.
[[nodiscard]] std::string cut_note(std::size_t size, std::size_t limit);

}  // namespace dutygraph::render::detail
