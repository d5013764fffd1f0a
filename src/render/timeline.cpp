// SPDX-License-Identifier: BSL-1.0
#include <dutygraph/render/timeline.hpp>

#include <algorithm>

#include "render/words.hpp"

namespace dutygraph::render {

using detail::Citations;
using detail::label;
using detail::Remarks;

namespace {

/// How many of \p edges have a share that is an exact number, and how many do not.
std::pair<std::uint32_t, std::uint32_t> count_known(const Graph& graph, std::span<const EdgeId> edges) {
  std::uint32_t known = 0, unknown = 0;
  for (const EdgeId e : edges) {
    if (!vocab::enters_sums(graph.basis(e))) continue;
    const std::optional<Share> share = graph.share(e);
    ++(share && share->is_exact() ? known : unknown);
  }
  return {known, unknown};
}

}  // namespace

RecordList records(const Graph& graph, const TimelineResult& result) {
  return {{"state", "state_name", "company", "company_name", "date", "to", "before", "verdict", "low", "high", "known",
           "unknown", "assumptions", "evidence", "sources"},
          result.size(),
          [graph, result](std::size_t i) {
            const TimelineRow& row = result[i];
            const auto edges = result.evidence(row);
            Record record;
            record.add("state", graph.key(row.state));
            record.add("state_name", graph.name(row.state));
            record.add("company", graph.key(row.company));
            record.add("company_name", graph.name(row.company));
            if (row.date) record.add("date", row.date->to_string());
            if (row.to) record.add("to", row.to->to_string());
            if (row.before) record.add("before", to_string(*row.before));
            record.add("verdict", to_string(row.verdict));
            record.add("low", row.low.value.to_string());
            record.add("high", row.high.value.to_string());
            const auto [known, unknown] = count_known(graph, edges);
            record.add("known", known);
            record.add("unknown", unknown);
            record.add("assumptions", row.assumptions.names());
            std::vector<std::string> holdings;
            for (const EdgeId e : edges) {
              std::string key{graph.holding_key(e)};
              if (std::find(holdings.begin(), holdings.end(), key) == holdings.end())
                holdings.push_back(std::move(key));
            }
            record.add("evidence", std::move(holdings));
            record.add("sources", detail::source_ids(graph, edges));
            return record;
          }};
}

Page page(const Graph& graph, const TimelineResult& result, const Stamp& stamp, const PageOptions& options) {
  Page page;
  Citations citations{graph};
  Remarks remarks;
  const std::span<const TimelineRow> rows{result.begin(), std::min(result.size(), options.limit)};
  const std::optional<VertexId> state = detail::only_state(rows, options.states);
  page.heading("Days on which control by " + (state ? label(graph, *state) : std::string{"States"}) + " changes");
  page.paragraph("Profile " + detail::describe(options.profile) + ".");
  Table table;
  if (!state) table.columns.push_back({"State", 10});
  for (Column column : {Column{"Company", 12}, Column{"From", 10}, Column{"To", 10}, Column{"Verdict", 11},
                        Column{options.profile.measure == ControlProfile::Measure::votes ? "Votes" : "Capital", 12},
                        Column{"Sources", 7}})
    table.columns.push_back(std::move(column));
  const TimelineRow* before = nullptr;
  for (const TimelineRow& row : rows) {
    for (const std::string& name : row.assumptions.names()) remarks.assume(name);
    std::vector<std::string>& cells = table.rows.emplace_back();
    const bool same_state = before != nullptr && before->state == row.state;
    if (!state) cells.push_back(same_state ? std::string{} : label(graph, row.state));
    cells.push_back(same_state && before->company == row.company ? std::string{} : label(graph, row.company));
    cells.push_back(row.date ? row.date->to_string() : "since ever");
    cells.push_back(row.to ? row.to->to_string() : "no change recorded");
    cells.push_back(row.verdict == Verdict::certain    ? "controls"
                    : row.verdict == Verdict::possible ? "may control"
                                                       : "not shown to control");
    cells.push_back(detail::recorded_range(row.low, row.high));
    cells.push_back(citations.cite(result.evidence(row)));
    before = &row;
  }
  if (!table.rows.empty()) page.add(std::move(table));
  if (result.empty()) page.paragraph("No State is recorded that ever held anything of it.");
  remarks.note(
      "From is the first day on which the verdict holds, To the day of the next change. The totals are those over the "
      "whole span: at least, and at most.");
  if (const std::string cut = detail::cut_note(result.size(), options.limit); !cut.empty()) page.paragraph(cut);
  detail::finish(page, citations, remarks, stamp);
  return page;
}

}  // namespace dutygraph::render
