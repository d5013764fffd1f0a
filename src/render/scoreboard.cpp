// SPDX-License-Identifier: BSL-1.0
#include <dutygraph/render/scoreboard.hpp>

#include <algorithm>

#include "render/reasons.hpp"
#include "render/words.hpp"

namespace dutygraph::render {

using detail::Citations;
using detail::label;
using detail::plain;
using detail::Remarks;

namespace {

void add_remarks(Remarks& remarks) {
  remarks.note(
      "FAIL: a gap against expectation, never a violation; it takes recorded negative evidence or a scope that is "
      "declared complete. UNKNOWN: not recorded, which is not the same as absent.");
  remarks.note("Elements and their tests are this project's operationalisation, not UN positions.");
}

}  // namespace

RecordList records(const Graph& graph, const ElementResult& result) {
  return {{"state", "state_name", "element", "principle", "wording", "title", "result", "checks", "because", "missing",
           "sources"},
          result.size(),
          [graph, result](std::size_t i) {
            const ElementRow& row = result[i];
            Record record;
            record.add("state", graph.key(row.state));
            record.add("state_name", graph.name(row.state));
            record.add("element", row.element->id);
            record.add("principle", std::int64_t{row.element->principle});
            if (const vocab::Principle* principle = vocab::find_principle(row.element->principle))
              record.add("wording", vocab::to_string(principle->wording));
            record.add("title", row.element->title);
            record.add("result", to_string(row.result));
            record.add("checks", row.checks);
            record.add("because", detail::texts(row.because));
            record.add("missing", detail::texts(row.missing));
            record.add("sources", detail::sources_of(row.because));
            return record;
          }};
}

Page page(const Graph& graph, const ElementResult& result, const Stamp& stamp, const PageOptions& options) {
  Page page;
  Citations citations{graph, options.numbers};
  Remarks remarks;
  const std::span<const ElementRow> rows{result.begin(), std::min(result.size(), options.limit)};
  const std::optional<VertexId> state = detail::only_state(rows, options.states);
  page.heading("Elements of the Guiding Principles" + (state ? " for " + label(graph, *state) : std::string{}) +
               " on " + stamp.as_of);
  for (std::size_t i = 0; i < rows.size();) {
    std::size_t j = i;
    while (j < rows.size() && rows[j].element->principle == rows[i].element->principle &&
           rows[j].state == rows[i].state)
      ++j;
    if (!state && (i == 0 || rows[i].state != rows[i - 1].state)) page.heading(label(graph, rows[i].state));
    const vocab::Principle* principle = vocab::find_principle(rows[i].element->principle);
    page.heading("UNGP " + std::to_string(rows[i].element->principle) + ": " +
                     (principle != nullptr ? std::string{principle->title} : std::string{}),
                 2);
    Table table{{{"Element", 20}, {"Result", 8}, {"From", 14}, {"Because", 24}, {"Not recorded", 20}}, {}};
    for (; i < j; ++i) {
      const ElementRow& row = rows[i];
      std::string from, because, missing;
      for (const std::string& check : row.checks) from += (from.empty() ? "" : "\n") + check;
      constexpr std::size_t shown = 3;
      for (std::size_t k = 0; k < std::min(row.because.size(), shown); ++k)
        because += (k == 0 ? "" : "\n") + plain(row.because[k].text) +
                   (row.because[k].sources.empty() ? "" : " " + citations.cite(row.because[k].sources));
      if (row.because.size() > shown)
        because += "\n" + std::to_string(row.because.size() - shown) + " more (dutygraph check)";
      for (std::size_t k = 0; k < std::min(row.missing.size(), shown); ++k)
        missing += (k == 0 ? "" : "\n") + plain(row.missing[k].what);
      if (row.missing.size() > shown)
        missing += "\n" + std::to_string(row.missing.size() - shown) + " more (dutygraph check)";
      table.rows.push_back({std::string{row.element->id} + "\n" + std::string{row.element->title},
                            std::string{to_string(row.result)}, std::move(from), std::move(because),
                            std::move(missing)});
    }
    page.add(std::move(table));
  }
  if (const std::string cut = detail::cut_note(result.size(), options.limit); !cut.empty()) page.paragraph(cut);
  add_remarks(remarks);
  detail::finish(page, citations, remarks, stamp);
  return page;
}

RecordList records(const Graph& graph, const HeadlineResult& result) {
  return {{"state", "state_name", "headline", "text", "basis", "result", "elements"},
          result.size(),
          [graph, result](std::size_t i) {
            const HeadlineRow& row = result[i];
            Record record;
            record.add("state", graph.key(row.state));
            record.add("state_name", graph.name(row.state));
            record.add("headline", row.headline->id);
            record.add("text", row.headline->text);
            record.add("basis", row.headline->basis);
            record.add("result", to_string(row.result));
            record.add("elements", row.elements);
            return record;
          }};
}

Page page(const Graph& graph, const HeadlineResult& result, const Stamp& stamp, const PageOptions& options) {
  Page page;
  Citations citations{graph, options.numbers};
  Remarks remarks;
  const std::span<const HeadlineRow> rows{result.begin(), std::min(result.size(), options.limit)};
  const std::optional<VertexId> state = detail::only_state(rows, options.states);
  page.heading("Five headlines of the State duty in technology" +
               (state ? " for " + label(graph, *state) : std::string{}) + " on " + stamp.as_of);
  page.paragraph("The headlines are this project's paraphrase: the wording of the paper was not readable.");
  Table table;
  if (!state) table.columns.push_back({"State", 10});
  for (Column column : {Column{"Headline", 26}, Column{"Basis", 14}, Column{"Result", 8}, Column{"Elements", 30}})
    table.columns.push_back(std::move(column));
  for (const HeadlineRow& row : rows) {
    std::vector<std::string>& cells = table.rows.emplace_back();
    if (!state) cells.push_back(label(graph, row.state));
    std::string known;
    std::size_t open = 0;
    for (const std::string& element : row.elements) {
      if (element.ends_with(": UNKNOWN") || element.ends_with(": NOT_APPLICABLE")) {
        ++open;
        continue;
      }
      known += (known.empty() ? "" : "\n") + element;
    }
    if (open != 0) known += (known.empty() ? "" : "\n") + std::to_string(open) + " not known";
    cells.push_back(std::string{row.headline->id} + " " + std::string{row.headline->text});
    cells.emplace_back(row.headline->basis);
    cells.emplace_back(to_string(row.result));
    cells.push_back(std::move(known));
  }
  if (!rows.empty()) page.add(std::move(table));
  if (const std::string cut = detail::cut_note(result.size(), options.limit); !cut.empty()) page.paragraph(cut);
  add_remarks(remarks);
  detail::finish(page, citations, remarks, stamp);
  return page;
}

}  // namespace dutygraph::render
