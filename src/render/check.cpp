// SPDX-License-Identifier: BSL-1.0
#include <dutygraph/render/check.hpp>

#include <algorithm>
#include <array>

#include "render/explanation_tree.hpp"
#include "render/reasons.hpp"
#include "render/words.hpp"

namespace dutygraph::render {

using detail::Citations;
using detail::label;
using detail::plain;
using detail::Remarks;

namespace {

std::string told(const CheckReason& reason) {
  std::string text = reason.text;
  for (std::size_t i = 0; i < reason.sources.size(); ++i) text += (i == 0 ? " [" : ", ") + reason.sources[i];
  return reason.sources.empty() ? text : text + "]";
}

/// What an outcome is called for people.
std::string word(Outcome outcome) {
  if (outcome == Outcome::fail) return "FAIL: a gap against expectation";
  return std::string{to_string(outcome)};
}

std::string counts(std::span<const CheckRow> rows) {
  std::string text;
  for (const Outcome outcome :
       {Outcome::fail, Outcome::partial, Outcome::pass, Outcome::unknown, Outcome::not_applicable, Outcome::info}) {
    const auto n = std::count_if(rows.begin(), rows.end(), [&](const CheckRow& row) { return row.result == outcome; });
    if (n != 0) text += (text.empty() ? "" : ", ") + std::to_string(n) + " " + std::string{to_string(outcome)};
  }
  return text.empty() ? "no row" : text;
}

std::string subject(const Graph& graph, const CheckRow& row) {
  return row.record && graph.key(row.record) == row.subject ? label(graph, row.record) : plain(row.subject);
}

/// Heading of a check, its rows as a table, those it does not apply to as a line.
void add_check(Page& page, const Graph& graph, std::span<const CheckRow> rows, Citations& citations) {
  const vocab::Check& check = *rows.front().check;
  page.heading(std::string{check.id} + " " + std::string{check.question}, 2);
  std::string line = "UNGP " + std::string{check.ungp};
  if (!check.severity.empty()) line += ", severity " + std::string{check.severity};
  if (!check.axis.empty()) line += ", " + std::string{check.axis};
  page.paragraph(line + ". Rule: " + std::string{check.rule} + ".");
  Table table{{{"Subject", 14}, {"Result", 8}, {"Because", 30}, {"Not recorded", 20}}, {}};
  std::string none, before;
  for (const CheckRow& row : rows) {
    if (row.result == Outcome::not_applicable) {
      none += (none.empty() ? "" : ", ") + subject(graph, row);
      continue;
    }
    std::string missing = detail::lines(row.missing);
    const bool again = missing == before && missing.find('\n') != std::string::npos;
    table.rows.push_back({subject(graph, row), word(row.result), detail::lines(row.because, citations),
                          again ? std::string{"the same as above"} : missing});
    before = std::move(missing);
  }
  if (!table.rows.empty()) page.add(std::move(table));
  if (!none.empty()) page.paragraph("Does not apply to: " + none + ".");
}

}  // namespace

RecordList records(const Graph& graph, const CheckResult& result) {
  return {{"check", "state", "state_name", "subject", "subject_name", "element", "ungp", "result", "severity", "axis",
           "because", "missing", "sources"},
          result.size(),
          [graph, result](std::size_t i) {
            const CheckRow& row = result[i];
            Record record;
            record.add("check", row.check->id);
            record.add("state", graph.key(row.state));
            record.add("state_name", graph.name(row.state));
            record.add("subject", row.subject);
            if (row.record && graph.key(row.record) == row.subject)
              record.add_some("subject_name", detail::name_of(graph, row.record));
            record.add_some("element", row.element);
            record.add_some("ungp", row.check->ungp);
            record.add("result", to_string(row.result));
            record.add_some("severity", row.severity);
            record.add_some("axis", row.check->axis);
            std::vector<std::string> because;
            for (const CheckReason& reason : row.because) because.push_back(told(reason));
            record.add("because", std::move(because));
            record.add("missing", detail::texts(row.missing));
            record.add("sources", detail::sources_of(row.because));
            return record;
          }};
}

Page page(const Graph& graph, const CheckResult& result, const Stamp& stamp, const PageOptions& options) {
  Page page;
  Citations citations{graph};
  Remarks remarks;
  const std::span<const CheckRow> rows{result.begin(), std::min(result.size(), options.limit)};
  const std::optional<VertexId> state = detail::only_state(rows, options.states);
  page.heading("Checks" + (state ? " of " + label(graph, *state) : std::string{}) + " on " + stamp.as_of);
  page.paragraph(counts(rows) + ". Profile " + detail::describe(options.profile) + ".");
  remarks.note(
      "PASS and PARTIAL: recorded as met, or met in part. FAIL: a gap against expectation, never a violation; it takes "
      "recorded negative evidence or a scope that is declared complete. UNKNOWN: not recorded, which is not the same "
      "as "
      "absent. INFO: a list, never a grade.");
  remarks.note("Checks, elements and thresholds are this project's operationalisation, not UN positions.");
  for (std::size_t i = 0; i < rows.size();) {
    std::size_t j = i;
    while (j < rows.size() && rows[j].check == rows[i].check && rows[j].state == rows[i].state) ++j;
    if (!state && (i == 0 || rows[i].state != rows[i - 1].state)) page.heading(label(graph, rows[i].state));
    add_check(page, graph, rows.subspan(i, j - i), citations);
    i = j;
  }
  if (const std::string cut = detail::cut_note(result.size(), options.limit); !cut.empty()) page.paragraph(cut);
  detail::finish(page, citations, remarks, stamp);
  return page;
}

RecordList explanations(const Graph& graph, const CheckResult& result) {
  return {{},
          result.size(),
          [graph, result](std::size_t i) {
            Record record;
            record.add("check", result[i].check->id);
            record.add("state", graph.key(result[i].state));
            record.add("subject", result[i].subject);
            record.add("result", to_string(result[i].result));
            detail::add_tree(record, explain_check(graph, result[i]));
            return record;
          },
          true};
}

Page explanation_page(const Graph& graph, const CheckResult& result, const Stamp& stamp) {
  Page page;
  Citations citations{graph};
  Remarks remarks;
  for (const CheckRow& row : result) {
    const Explanation explanation = explain_check(graph, row);
    page.heading(std::string{row.check->id} + " " + subject(graph, row) + " of " + label(graph, row.state) + " on " +
                 stamp.as_of + ": " + word(row.result));
    List list;
    const auto facts = [](const Explanation& one) {
      std::string text;
      for (const auto& [name, value] : one.facts)
        text += (text.empty() ? "" : "; ") + plain(name) + ": " + plain(value);
      return text;
    };
    list.items.push_back({"-", "Rule: " + plain(explanation.rule) + "\n" + facts(explanation), 0});
    for (const Explanation& reason : explanation.because) {
      std::string text = plain(reason.claim);
      if (!reason.sources.empty()) text += " " + citations.cite(reason.sources);
      if (!reason.facts.empty()) text += "\n" + facts(reason);
      list.items.push_back({"-", std::move(text), 1});
    }
    page.add(std::move(list));
  }
  detail::finish(page, citations, remarks, stamp);
  return page;
}

}  // namespace dutygraph::render
