// SPDX-License-Identifier: BSL-1.0
#include <dutygraph/render/factors.hpp>

#include <algorithm>

#include "render/reasons.hpp"
#include "render/words.hpp"

namespace dutygraph::render {

using detail::Citations;
using detail::label;
using detail::plain;
using detail::Remarks;

namespace {

std::string_view words(DraftStage stage) {
  switch (stage) {
    case DraftStage::problem:
      return "1. Problem and aim";
    case DraftStage::law:
      return "2. Existing law, at home and abroad";
    case DraftStage::measures:
      return "3. Measures";
    case DraftStage::oversight:
      return "4. Oversight and accountability";
  }
  return {};
}

std::string counts(std::span<const FactorRow> rows) {
  std::string text;
  for (const Outcome outcome : {Outcome::fail, Outcome::partial, Outcome::pass, Outcome::unknown}) {
    const auto n = std::count_if(rows.begin(), rows.end(), [&](const FactorRow& row) { return row.result == outcome; });
    if (n != 0) text += (text.empty() ? "" : ", ") + std::to_string(n) + " " + std::string{to_string(outcome)};
  }
  return text;
}

void add_stage(Page& page, std::span<const FactorRow> rows, Citations& citations) {
  page.heading(std::string{words(stage_of(*rows.front().factor))}, 2);
  Table table{{{"Factor", 22}, {"Result", 8}, {"Because", 28}, {"Not recorded", 24}}, {}};
  for (const FactorRow& row : rows) {
    table.rows.push_back({std::string{row.factor->id} + " " + std::string{row.factor->title},
                          std::string{to_string(row.result)}, detail::lines(row.because, citations),
                          detail::lines(row.missing)});
  }
  page.add(std::move(table));
}

}  // namespace

RecordList records(const Graph& graph, const FactorResult& result) {
  return {{"instrument", "instrument_name", "state", "factor", "stage", "title", "test", "result", "because", "missing",
           "sources"},
          result.size(),
          [graph, result](std::size_t i) {
            const FactorRow& row = result[i];
            Record record;
            record.add("instrument", graph.key(row.instrument));
            record.add("instrument_name", detail::name_of(graph, row.instrument));
            if (row.state) record.add("state", graph.key(row.state));
            record.add("factor", row.factor->id);
            record.add("stage", to_string(stage_of(*row.factor)));
            record.add("title", row.factor->title);
            record.add("test", test_of(*row.factor));
            record.add("result", to_string(row.result));
            record.add("because", detail::texts(row.because));
            record.add("missing", detail::texts(row.missing));
            record.add("sources", detail::sources_of(row.because));
            return record;
          }};
}

Page page(const Graph& graph, const FactorResult& result, const Stamp& stamp, const PageOptions& options) {
  Page page;
  Citations citations{graph};
  Remarks remarks;
  const std::span<const FactorRow> rows{result.begin(), std::min(result.size(), options.limit)};
  if (rows.empty()) {
    page.heading("Factors for regulatory responses, on " + stamp.as_of);
    page.paragraph(
        "No draft is recorded: nothing that is proposed or adopted and not in force. --instrument names one.");
  }
  for (std::size_t i = 0; i < rows.size();) {
    std::size_t j = i;
    while (j < rows.size() && rows[j].instrument == rows[i].instrument) ++j;
    page.heading("Factors for " + label(graph, rows[i].instrument) + ", on " + stamp.as_of);
    page.paragraph(counts(rows.subspan(i, j - i)) + ".");
    while (i < j) {
      std::size_t end = i;
      while (end < j && stage_of(*rows[end].factor) == stage_of(*rows[i].factor)) ++end;
      add_stage(page, rows.subspan(i, end - i), citations);
      i = end;
    }
  }
  if (const std::string cut = detail::cut_note(result.size(), options.limit); !cut.empty()) page.paragraph(cut);
  remarks.note(
      "The factors are paraphrases from the preparation of the B-Tech paper, the UNGPs Compass and A/HRC/59/53 as "
      "summarised; the Compass places rf05 to rf08, one in each stage, the place of the others and all tests are this "
      "project's, not UN positions.");
  remarks.note(
      "An aid for drafting: PASS says that the record has what the test asks, not that it is good. FAIL takes a "
      "recorded negative. UNKNOWN: not recorded, which is not the same as absent.");
  detail::finish(page, citations, remarks, stamp);
  return page;
}

}  // namespace dutygraph::render
