// SPDX-License-Identifier: BSL-1.0
#include <dutygraph/render/compare.hpp>

#include <algorithm>
#include <cstddef>
#include <map>
#include <string>
#include <vector>

#include "render/words.hpp"

namespace dutygraph::render {

using detail::Citations;
using detail::label;
using detail::Remarks;

namespace {

std::string measure_words(const CompareRow& row) {
  if (row.measure == "controlled_companies") return "Companies under control";
  if (row.measure == "tied_companies") return "Companies with any tie";
  if (row.measure == "unconditioned_ties") return "Ties without a human-rights condition";
  if (row.category.empty()) return "Ties";
  const auto channel = vocab::parse_channel(row.category);
  const vocab::ChannelInfo* info = channel ? vocab::find_channel(*channel) : nullptr;
  return "Ties, " + detail::plain(row.category) + (info != nullptr ? " " + std::string{info->name} : std::string{});
}

/// How many States stand in one table.
constexpr std::size_t abreast = 6;

/// Adds a table with a column for each State as tables that fit a page.
void add_abreast(Page& page, const Table& table) {
  for (std::size_t first = 1; first < table.columns.size(); first += abreast) {
    const std::size_t last = std::min(first + abreast, table.columns.size());
    const auto part = [&](const auto& whole) {
      auto cells = std::vector(whole.begin() + static_cast<std::ptrdiff_t>(first),
                               whole.begin() + static_cast<std::ptrdiff_t>(last));
      cells.insert(cells.begin(), whole.front());
      return cells;
    };
    Table some;
    some.columns = part(table.columns);
    for (const std::vector<std::string>& row : table.rows) some.rows.push_back(part(row));
    page.add(std::move(some));
  }
}

std::string cell(const CompareRow& row) {
  std::string text =
      row.value ? std::to_string(*row.value) : std::to_string(row.low) + " to " + std::to_string(row.high);
  if (row.unknown != 0) text += " (" + std::to_string(row.known) + " known, " + std::to_string(row.unknown) + " open)";
  return text;
}

}  // namespace

RecordList records(const Graph& graph, const CompareResult& result) {
  return {{"state", "state_name", "measure", "category", "low", "value", "high", "known", "unknown", "sources"},
          result.size(),
          [graph, result](std::size_t i) {
            const CompareRow& row = result[i];
            Record record;
            record.add("state", graph.key(row.state));
            record.add("state_name", graph.name(row.state));
            record.add("measure", row.measure);
            record.add_some("category", row.category);
            record.add("low", row.low);
            if (row.value) record.add("value", *row.value);
            record.add("high", row.high);
            record.add("known", row.known);
            record.add("unknown", row.unknown);
            record.add("sources", row.sources);
            return record;
          }};
}

Page page(const Graph& graph, const CompareResult& result, const Stamp& stamp, const PageOptions& options) {
  Page page;
  Citations citations{graph};
  Remarks remarks;
  page.heading("States side by side on " + stamp.as_of);
  page.paragraph("Profile " + detail::describe(options.profile) +
                 ". A range says what is counted for certain and with all that may count. These are counts of what is "
                 "recorded and no ranking: better registers make higher numbers.");
  std::vector<VertexId> states;
  std::map<std::pair<std::string, std::string>, std::size_t> line;
  Table table;
  table.columns.push_back({"Number", 18});
  for (const CompareRow& row : result) {
    if (std::find(states.begin(), states.end(), row.state) != states.end()) break;
    states.push_back(row.state);
    table.columns.push_back({label(graph, row.state), 10});
  }
  for (std::size_t i = 0; i < std::min(result.size(), options.limit); ++i) {
    const CompareRow& row = result[i];
    const auto [at, added] = line.try_emplace({row.measure, row.category}, table.rows.size());
    if (added) table.rows.push_back({measure_words(row)});
    table.rows[at->second].push_back(cell(row));
  }
  for (std::vector<std::string>& cells : table.rows) cells.resize(table.columns.size());
  if (!table.rows.empty()) add_abreast(page, table);
  if (result.empty()) page.paragraph("No State is recorded.");
  if (const std::string cut = detail::cut_note(result.size(), options.limit); !cut.empty()) page.paragraph(cut);
  for (const CompareRow& row : result) (void)citations.cite(row.sources);
  detail::finish(page, citations, remarks, stamp);
  return page;
}

}  // namespace dutygraph::render
