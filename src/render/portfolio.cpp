// SPDX-License-Identifier: BSL-1.0
#include <algorithm>

#include <dutygraph/render/mix.hpp>

#include "render/mix_words.hpp"

namespace dutygraph::render {

using detail::Citations;
using detail::label;
using detail::number;
using detail::Remarks;

namespace {

void add_estimate(Record& record, std::string_view low, std::string_view point, std::string_view high,
                  const Estimate& value) {
  record.add(low, number(value.low));
  if (value.defined) record.add(point, number(value.point));
  record.add(high, number(value.high));
}

std::string places(const PortfolioRow& row) {
  return row.best == row.worst ? std::to_string(row.best)
                               : std::to_string(row.best) + " to " + std::to_string(row.worst);
}

}  // namespace

RecordList records(const Graph& graph, const PortfolioResult& result) {
  return {{"state", "state_name", "date", "measure", "low", "value", "high", "exact", "known", "unknown", "rank_best",
           "rank_worst"},
          result.size(),
          [graph, result](std::size_t i) {
            const PortfolioRow& row = result[i];
            Record record;
            record.add("state", graph.key(row.state));
            record.add("state_name", graph.name(row.state));
            record.add("date", row.date.to_string());
            record.add("measure", row.measure);
            add_estimate(record, "low", "value", "high", row.value);
            record.add("exact", row.value.exact);
            record.add("known", std::uint64_t{row.known});
            record.add("unknown", std::uint64_t{row.unknown});
            record.add("rank_best", std::uint64_t{row.best});
            record.add("rank_worst", std::uint64_t{row.worst});
            return record;
          }};
}

Page page(const Graph& graph, const PortfolioResult& result, const Stamp& stamp, const PageOptions& options) {
  Page page;
  const Citations citations{graph};
  Remarks remarks;
  const std::span<const PortfolioRow> rows{result.begin(), std::min(result.size(), options.limit)};
  page.heading("Policy portfolios");
  bool wide = false, open = false;
  std::vector<std::size_t> names;
  for (std::size_t first = 0; first < rows.size();) {
    std::size_t last = first;
    Table table{{{"Measure", 16}, {"As recorded (range)", 22}, {"Place", 8}, {"What it is", 24}}, {}};
    for (; last < rows.size() && rows[last].state == rows[first].state && rows[last].date == rows[first].date; ++last) {
      const PortfolioRow& row = rows[last];
      const auto list = portfolio_measures();
      const auto at = std::find_if(list.begin(), list.end(), [&](const auto& m) { return m.name == row.measure; });
      table.rows.push_back({std::string{row.measure}, detail::estimate(row.value), places(row),
                            at == list.end() ? std::string{} : std::string{at->definition}});
      wide = wide || !row.value.exact;
      open = open || row.unknown != 0;
    }
    page.heading(label(graph, rows[first].state) + " on " + rows[first].date.to_string(), 2);
    page.paragraph(detail::count(rows[first].known, "space is", "spaces are") + " known, " +
                   std::to_string(rows[first].unknown) + " unknown.");
    page.add(std::move(table));
    first = last;
  }
  if (rows.empty()) page.paragraph("No State has an instrument.");
  remarks.note(
      "Targets are the rows, instruments the columns of the matrix. Measures describe; more is not better. Places are "
      "among the States of that day, the greatest value first, as far as the ranges leave them open.");
  if (open)
    remarks.note(
        "The range is that over all ways in which unknown spaces may turn out; the value before it is that of the "
        "record as it stands, in which an unknown space is not covered.");
  if (wide) remarks.note("At most: the range holds every value that may be, but may be wider than need be.");
  if (const std::string cut = detail::cut_note(result.size(), options.limit); !cut.empty()) page.paragraph(cut);
  detail::finish(page, citations, remarks, stamp);
  return page;
}

RecordList records(const Graph& graph, const LikenessResult& result) {
  return {{"state", "date", "other", "other_date", "jaccard/low", "jaccard/value", "jaccard/high", "distance/low",
           "distance/value", "distance/high", "spaces", "differ", "may_differ"},
          result.size(),
          [graph, result](std::size_t i) {
            const LikenessRow& row = result[i];
            Record record;
            record.add("state", graph.key(row.state));
            record.add("date", row.date.to_string());
            record.add("other", graph.key(row.other));
            record.add("other_date", row.other_date.to_string());
            add_estimate(record, "jaccard/low", "jaccard/value", "jaccard/high", row.likeness.jaccard);
            add_estimate(record, "distance/low", "distance/value", "distance/high", row.likeness.distance);
            record.add("spaces", std::uint64_t{row.spaces});
            record.add("differ", row.differ);
            record.add("may_differ", row.may_differ);
            return record;
          }};
}

Page page(const Graph& graph, const LikenessResult& result, const Stamp& stamp, const PageOptions& options) {
  Page page;
  const Citations citations{graph};
  Remarks remarks;
  const std::span<const LikenessRow> rows{result.begin(), std::min(result.size(), options.limit)};
  page.heading("How alike smart mixes are");
  if (!rows.empty()) {
    Table table{{{"Mix", 14}, {"And", 14}, {"Jaccard", 12}, {"Distance", 12}, {"Differ", 24}, {"May differ", 8}}, {}};
    for (const LikenessRow& row : rows)
      table.rows.push_back({label(graph, row.state) + "\n" + row.date.to_string(),
                            label(graph, row.other) + "\n" + row.other_date.to_string(),
                            detail::estimate(row.likeness.jaccard), detail::estimate(row.likeness.distance),
                            row.differ.empty() ? "none for certain" : detail::listed(row.differ, "\n"),
                            std::to_string(row.may_differ.size()) + " of " + std::to_string(row.spaces)});
    page.add(std::move(table));
  } else {
    page.paragraph("There are no two mixes to compare.");
  }
  remarks.note(
      "Jaccard: cells that both cover over cells that one covers, 1 if neither covers any. Distance: mean difference "
      "of "
      "the cells, covered 1, in part 0.5, empty 0. In brackets the range over all ways in which unknown cells may turn "
      "out; before it, the record as it stands.");
  if (const std::string cut = detail::cut_note(result.size(), options.limit); !cut.empty()) page.paragraph(cut);
  detail::finish(page, citations, remarks, stamp);
  return page;
}

}  // namespace dutygraph::render
