// SPDX-License-Identifier: BSL-1.0
#include <dutygraph/render/mix.hpp>
#include <dutygraph/vocab/ungp.hpp>

#include "render/mix_words.hpp"

namespace dutygraph::render {

using detail::Citations;
using detail::label;
using detail::plain;
using detail::Remarks;

namespace {

std::string_view word(Assertion assertion) {
  switch (assertion) {
    case Assertion::positive:
      return "positive";
    case Assertion::negative:
      return "negative";
    case Assertion::disputed:
      return "disputed";
  }
  return "positive";
}

}  // namespace

RecordList records(const Graph& graph, const BaselineResult& result) {
  return {{"state", "principle", "element", "expectation", "section", "record", "record_name", "assertion", "basis",
           "why", "sources"},
          result.size(),
          [graph, result](std::size_t i) {
            const BaselineRow& row = result[i];
            Record record;
            record.add("state", graph.key(row.state));
            record.add("principle", std::uint32_t{row.principle});
            record.add_some("element", row.element);
            record.add("expectation", row.expectation);
            if (row.record) {
              record.add("section", section_of(graph.kind(row.record)));
              record.add("record", graph.key(row.record));
              record.add("record_name", detail::name_of(graph, row.record));
              record.add("assertion", word(*row.assertion));
              record.add("basis", row.coded ? "coded" : "derived");
              record.add_some("why", row.why);
              record.add("sources", detail::sources_of(graph, std::span{&row.record, 1}));
            }
            return record;
          }};
}

Page page(const Graph& graph, const BaselineResult& result, const Stamp& stamp, const PageOptions& options) {
  Page page;
  Citations citations{graph};
  Remarks remarks;
  const std::span<const BaselineRow> rows{result.begin(), std::min(result.size(), options.limit)};
  const std::optional<VertexId> one = detail::only_state(rows, options.states);
  page.heading("Baseline tables" + (one ? " of " + label(graph, *one) : std::string{}) + ", on " + stamp.as_of);
  for (std::size_t first = 0; first < rows.size();) {
    const BaselineRow& head = rows[first];
    const vocab::Principle* principle = vocab::find_principle(head.principle);
    std::size_t last = first;
    while (last < rows.size() && rows[last].state == head.state && rows[last].principle == head.principle) ++last;
    page.heading((one ? std::string{} : label(graph, head.state) + ", ") + "UNGP " + std::to_string(head.principle), 2);
    page.paragraph(std::string{principle->title} + " (" + std::string{to_string(principle->wording)} + ")." +
                   (principle->asks_state ? "" : " It speaks to companies; nothing is asked of the State here."));
    if (!head.element.empty()) {
      Table table{{{"Element", 14}, {"Expectation", 20}, {"Record", 20}, {"Says", 14}, {"Sources", 7}}, {}};
      for (std::size_t i = first; i < last; ++i) {
        const BaselineRow& row = rows[i];
        const bool repeats = i > first && rows[i - 1].element == row.element;
        std::string says = "not known";
        if (row.record) {
          says = std::string{word(*row.assertion)};
          if (!row.coded) says += "\n(" + plain(row.why) + ")";
        }
        table.rows.push_back({repeats ? std::string{} : std::string{row.element},
                              repeats ? std::string{} : std::string{row.expectation},
                              row.record ? label(graph, row.record) : std::string{}, says,
                              row.record ? citations.cite(graph.sources(row.record)) : std::string{}});
      }
      page.add(std::move(table));
    }
    first = last;
  }
  if (rows.empty()) page.paragraph("No State has an instrument.");
  remarks.note(
      "Titles and expectations are our paraphrase, elements are this project's operationalisation, not UN positions. "
      "In "
      "brackets: derived from fields of the record; other rows are hand-coded marks.");
  remarks.note(
      "A list of evidence, not an assessment: a positive row says that a record speaks for the element, not that the "
      "element is met.");
  if (const std::string cut = detail::cut_note(result.size(), options.limit); !cut.empty()) page.paragraph(cut);
  detail::finish(page, citations, remarks, stamp);
  return page;
}

}  // namespace dutygraph::render
