// SPDX-License-Identifier: BSL-1.0
#include <dutygraph/render/ownership.hpp>

#include <algorithm>

#include "render/words.hpp"

namespace dutygraph::render {

using detail::Citations;
using detail::label;
using detail::Remarks;

namespace {

std::string remark_words(const OwnershipRow& row) {
  std::vector<std::string> parts;
  if (row.closed_ring) parts.emplace_back("closed ring: not computed around it");
  if (row.inconsistent) parts.emplace_back("inconsistent: recorded holders exceed 100 %");
  if (row.assumptions.capital_from_votes) parts.emplace_back("from votes");
  const std::vector<Date>& days = row.assumptions.last_observed;
  for (std::size_t i = 0; i < days.size(); ++i) parts.push_back((i == 0 ? "last seen " : "") + days[i].to_string());
  if (row.assumptions.directness_unknown) parts.emplace_back("directness unknown");
  if (row.assumptions.stated_later) parts.emplace_back("stated later");
  std::string text;
  for (const std::string& part : parts) text += (text.empty() ? "" : "; ") + part;
  return text;
}

std::string definition_words(std::string_view definition) {
  return definition == to_string(OwnershipDefinition::no_reentry)
             ? "no_reentry: the sum, over all chains that do not come back to the State, of the product of their shares"
             : "all_walks: the sum, over all chains, of the product of their shares";
}

}  // namespace

RecordList records(const Graph& graph, const OwnershipResult& result) {
  return {{"state", "state_name", "company", "company_name", "low", "high", "definition", "closed_ring", "direct/low",
           "direct/high", "inconsistent", "assumptions", "evidence", "sources"},
          result.size(),
          [graph, result](std::size_t i) {
            const OwnershipRow& row = result[i];
            Record record;
            record.add("state", graph.key(row.state));
            record.add("state_name", graph.name(row.state));
            record.add("company", graph.key(row.company));
            record.add("company_name", graph.name(row.company));
            record.add("low", row.low.to_string());
            record.add("high", row.high.to_string());
            record.add("definition", to_string(row.definition));
            record.add("closed_ring", row.closed_ring);
            record.add("direct/low", row.direct_low.to_string());
            record.add("direct/high", row.direct_high.to_string());
            if (row.inconsistent) record.add("inconsistent", true);
            record.add("assumptions", row.assumptions.names());
            std::vector<std::string> holdings;
            for (const EdgeId e : result.evidence(row)) {
              std::string key{graph.holding_key(e)};
              if (std::find(holdings.begin(), holdings.end(), key) == holdings.end())
                holdings.push_back(std::move(key));
            }
            std::sort(holdings.begin(), holdings.end());  // edges stand in the order of the input
            record.add("evidence", std::move(holdings));
            record.add("sources", detail::source_ids(graph, result.evidence(row)));
            return record;
          }};
}

Page page(const Graph& graph, const OwnershipResult& result, const Stamp& stamp, const PageOptions& options) {
  Page page;
  Citations citations{graph};
  Remarks remarks;
  const std::span<const OwnershipRow> rows{result.begin(), std::min(result.size(), options.limit)};
  const std::optional<VertexId> state = detail::only_state(rows, options.states);
  page.heading("Stakes of " + (state ? label(graph, *state) : std::string{"States"}) + " through all chains on " +
               stamp.as_of);
  std::string definition;
  for (const auto& [name, value] : stamp.parameters)
    if (name == "definition") definition = value;
  page.paragraph("Definition " + definition_words(definition) + ". A stake is not control.");
  Table table;
  if (!state) table.columns.push_back({"State", 10});
  for (Column column : {Column{"Company", 12}, Column{"Stake", 12}, Column{"Held by the State's group itself", 12},
                        Column{"Remarks", 12}, Column{"Sources", 7}})
    table.columns.push_back(std::move(column));
  VertexId before{};
  for (const OwnershipRow& row : rows) {
    for (const std::string& name : row.assumptions.names()) remarks.assume(name);
    if (row.low != row.high)
      remarks.note("A range: unknown or ranged shares, coarse or unknown dates, or disputed facts leave it open.");
    std::vector<std::string>& cells = table.rows.emplace_back();
    if (!state) cells.push_back(row.state == before ? std::string{} : label(graph, row.state));
    before = row.state;
    cells.push_back(label(graph, row.company));
    cells.push_back(detail::recorded_range({row.low, false}, {row.high, false}));
    cells.push_back(detail::recorded_range({row.direct_low, false}, {row.direct_high, false}));
    cells.push_back(remark_words(row));
    cells.push_back(citations.cite(result.evidence(row)));
  }
  if (!table.rows.empty()) page.add(std::move(table));
  if (result.empty())
    page.paragraph("No company is recorded for that day that " + (state ? label(graph, *state) : "a State") +
                   " has or may have a stake in.");
  if (const std::string cut = detail::cut_note(result.size(), options.limit); !cut.empty()) page.paragraph(cut);
  detail::finish(page, citations, remarks, stamp);
  return page;
}

}  // namespace dutygraph::render
