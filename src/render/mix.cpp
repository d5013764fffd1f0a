// SPDX-License-Identifier: BSL-1.0
#include <dutygraph/render/mix.hpp>

#include <algorithm>
#include <map>
#include <memory>
#include <set>

#include "render/mix_words.hpp"

namespace dutygraph::render {

using detail::axis_of;
using detail::Citations;
using detail::label;
using detail::plain;
using detail::Remarks;

namespace {

/// Every record a cell rests on.
std::vector<VertexId> grounds(const MixCell& cell) {
  std::vector<VertexId> list = cell.instruments;
  list.insert(list.end(), cell.against.begin(), cell.against.end());
  if (cell.complete) list.push_back(cell.complete);
  return list;
}

std::string cell_text(const Graph& graph, const MixCell& cell) {
  std::string text{to_string(cell.result)};
  if (cell.result == Outcome::not_applicable) return "-";
  if (!cell.instruments.empty()) text += "\n" + detail::listed(detail::ids(graph, cell.instruments), "\n");
  if (!cell.against.empty()) text += "\nagainst: " + detail::listed(detail::ids(graph, cell.against));
  if (cell.applied != Outcome::not_applicable) text += "\napplied: " + std::string{to_string(cell.applied)};
  if (!cell.candidates.empty())
    text += "\n" + detail::count(cell.candidates.size(), "other may count", "others may count");
  return text;
}

/// One line per instrument: on paper, applied, apart.
Table instruments_table(const Graph& graph, const std::vector<VertexId>& list, Date day, Citations& citations) {
  const Standings standings{graph, day};
  Table table{{{"Instrument", 20}, {"On paper", 16}, {"Applied", 14}, {"Sources", 7}}, {}};
  for (const VertexId v : list) {
    const Standing standing = standings.of(v);
    std::string paper = standing.negative                          ? "recorded as not so"
                        : standing.in_force == Certainty::certain  ? "in force"
                        : standing.in_force == Certainty::possible ? "perhaps in force"
                                                                   : "not in force";
    if (!standing.status.empty() && standing.status != "in_force") paper += " (" + plain(standing.status) + ")";
    if (standing.status_since) paper += " since " + standing.status_since->to_string();
    if (standing.next_since) paper += "\n" + plain(standing.next_status) + " from " + standing.next_since->to_string();
    if (standing.superseded_by) paper += "\nreplaced by " + plain(graph.key(standing.superseded_by));
    std::string applied{to_string(standing.applied)};
    if (standing.applied_since) applied += " since " + standing.applied_since->to_string();
    table.rows.push_back({label(graph, v), paper, applied, citations.cite(graph.sources(v))});
  }
  return table;
}

}  // namespace

RecordList records(const Graph& graph, const MixResult& result) {
  const std::string rows = axis_of(result.stamp(), "rows"), columns = axis_of(result.stamp(), "columns");
  return {{"state", "state_name", "rows", "row", "columns", "column", "ungp", "result", "applied", "instruments",
           "candidates", "against", "complete", "missing", "sources"},
          result.size(),
          [graph, result, rows, columns](std::size_t i) {
            const MixCell& cell = result[i];
            Record record;
            record.add("state", graph.key(cell.state));
            record.add("state_name", graph.name(cell.state));
            record.add("rows", rows);
            record.add("row", cell.row);
            record.add("columns", columns);
            record.add("column", cell.column);
            record.add("ungp", "3");
            record.add("result", to_string(cell.result));
            record.add("applied", to_string(cell.applied));
            record.add("instruments", detail::ids(graph, cell.instruments));
            record.add_some("candidates", detail::ids(graph, cell.candidates));
            record.add_some("against", detail::ids(graph, cell.against));
            if (cell.complete) record.add("complete", graph.key(cell.complete));
            record.add("missing", cell.missing);
            record.add("sources", detail::sources_of(graph, grounds(cell)));
            return record;
          }};
}

Page page(const Graph& graph, const MixResult& result, const Stamp& stamp, const PageOptions& options) {
  Page page;
  Citations citations{graph, options.numbers};
  Remarks remarks;
  const std::span<const MixCell> cells{result.begin(), std::min(result.size(), options.limit)};
  const std::optional<VertexId> one = detail::only_state(cells, options.states);
  const std::string rows = axis_of(stamp, "rows"), columns = axis_of(stamp, "columns");
  page.heading("Smart mix" + (one ? " of " + label(graph, *one) : std::string{}) + ": " + plain(rows) + " by " +
               plain(columns) + ", on " + stamp.as_of);
  std::map<Outcome, std::size_t> counts;
  for (const MixCell& cell : cells) ++counts[cell.result];
  std::string tally;
  for (const auto& [outcome, n] : counts)
    tally += (tally.empty() ? "" : ", ") + std::to_string(n) + " " + std::string{to_string(outcome)};
  page.paragraph(detail::count(cells.size(), "cell", "cells") + (tally.empty() ? "." : ": " + tally + "."));
  std::vector<VertexId> named;
  std::vector<Outcome> seen;
  for (std::size_t first = 0; first < cells.size();) {
    const VertexId state = cells[first].state;
    if (!one) page.heading(label(graph, state), 2);
    std::vector<std::string> across;
    Table table;
    table.columns.push_back({plain(rows), 12});
    for (std::size_t i = first; i < cells.size() && cells[i].state == state && cells[i].row == cells[first].row; ++i)
      table.columns.push_back({plain(cells[i].column), 12});
    std::size_t i = first;
    for (; i < cells.size() && cells[i].state == state; ++i) {
      if (table.rows.empty() || table.rows.back().size() == table.columns.size())
        table.rows.push_back({plain(cells[i].row)});
      table.rows.back().push_back(cell_text(graph, cells[i]));
      const std::vector<VertexId> list = grounds(cells[i]);
      for (const VertexId v : list)
        if (graph.kind(v) == VertexKind::instrument) named.push_back(v);
      seen.push_back(cells[i].result);
      if (cells[i].complete)
        remarks.note("Declared complete: " + plain(graph.key(cells[i].complete)) + " " +
                     citations.cite(graph.sources(cells[i].complete)));
    }
    if (!table.rows.empty()) table.rows.back().resize(table.columns.size());
    page.add(std::move(table));
    first = i;
  }
  std::sort(named.begin(), named.end(), [&](VertexId a, VertexId b) { return graph.key(a) < graph.key(b); });
  named.erase(std::unique(named.begin(), named.end()), named.end());
  if (!named.empty()) {
    page.heading("Instruments", 2);
    page.add(instruments_table(graph, named, detail::day_of(stamp), citations));
    remarks.note(
        "On paper and applied are separate: a law that is in force may not be applied, and \"applied: UNKNOWN\" only "
        "says that no enforcement is recorded.");
  }
  detail::note_outcomes(remarks, seen);
  if (result.stamp().query == "quadrants")
    remarks.note("Quadrants are listed, not graded: the commentary on principle 3 speaks of a mix, not of a score.");
  if (const std::string cut = detail::cut_note(result.size(), options.limit); !cut.empty()) page.paragraph(cut);
  detail::finish(page, citations, remarks, stamp);
  return page;
}

// --- coverage -------------------------------------------------------------------------------------------------------

namespace {

/// "5000", or "36,000,000 GBP" where it is money.
std::string figure(const std::string& metric, const std::optional<Decimal>& value, const std::string& currency) {
  if (!value) return "not recorded";
  return metric == "turnover" || metric == "balance_sheet" ? detail::money(*value, currency) : value->to_string();
}

std::string test_text(const ScopeTest& test) {
  return test.metric + " " + test.op + " " + figure(test.metric, test.value, test.currency);
}

std::string answer_text(const CoverageTest& test) {
  std::string text = test.test.metric + ": " + figure(test.test.metric, test.value, test.currency);
  if (test.year) text += " (" + std::to_string(*test.year) + ")";
  return text;
}

}  // namespace

RecordList records(const Graph& graph, const CoverageResult& result) {
  return {{"instrument", "instrument_name", "company", "company_name", "answer", "recorded", "need", "tests", "because",
           "missing", "sources"},
          result.size(),
          [graph, result](std::size_t i) {
            const CoverageRow& row = result[i];
            Record record;
            record.add("instrument", graph.key(row.instrument));
            record.add("instrument_name", detail::name_of(graph, row.instrument));
            record.add("company", graph.key(row.company));
            record.add("company_name", graph.name(row.company));
            record.add("answer", to_string(row.answer));
            record.add("recorded", to_string(row.recorded));
            record.add("need", row.need);
            std::vector<Record> tests;
            for (const CoverageTest& test : row.tests) {
              Record& one = tests.emplace_back();
              one.add("metric", test.test.metric);
              one.add("op", test.test.op);
              if (test.test.value) one.add("threshold", test.test.value->to_string());
              one.add_some("threshold_currency", test.test.currency);
              if (test.value) one.add("value", test.value->to_string());
              one.add_some("currency", test.currency);
              if (test.year) one.add("year", *test.year);
              one.add("answer", to_string(test.answer));
            }
            record.add("tests", std::move(tests));
            record.add_some("because", row.because);
            record.add("missing", row.missing);
            record.add("sources", detail::sources_of(graph, std::vector{row.instrument, row.company}));
            return record;
          }};
}

Page page(const Graph& graph, const CoverageResult& result, const Stamp& stamp, const PageOptions& options) {
  Page page;
  Citations citations{graph, options.numbers};
  Remarks remarks;
  const std::span<const CoverageRow> rows{result.begin(), std::min(result.size(), options.limit)};
  page.heading("Companies by thresholds, on " + stamp.as_of);
  if (rows.empty()) page.paragraph("No instrument in force that records thresholds, or no company to hold against it.");
  for (std::size_t first = 0; first < rows.size();) {
    std::size_t last = first;
    std::map<Covered, std::size_t> now, before;
    for (; last < rows.size() && rows[last].instrument == rows[first].instrument; ++last) {
      ++now[rows[last].answer];
      ++before[rows[last].recorded];
    }
    page.heading(label(graph, rows[first].instrument), 2);
    std::string tests;
    for (const CoverageTest& test : rows[first].tests) tests += (tests.empty() ? "" : "; ") + test_text(test.test);
    const auto tally = [](const std::map<Covered, std::size_t>& counts) {
      const auto number = [&](Covered answer) {
        const auto at = counts.find(answer);
        return std::to_string(at == counts.end() ? 0 : at->second);
      };
      return number(Covered::in) + " in, " + number(Covered::out) + " out, " + number(Covered::unknown) + " unknown";
    };
    const std::string need = rows[first].need == "all" ? "all of" : plain(rows[first].need) + " of";
    page.paragraph("Falls under it who meets " + need + ": " + plain(tests) + " " +
                   citations.cite(graph.sources(rows[first].instrument)) + ". " + tally(now) + "." +
                   (now == before ? "" : " As recorded: " + tally(before) + "."));
    Table table{{{"Company", 16}, {"Answer", 8}, {"Figures", 20}, {"Because, or missing", 24}, {"Sources", 7}}, {}};
    for (std::size_t i = first; i < last; ++i) {
      const CoverageRow& row = rows[i];
      std::string figures;
      for (const CoverageTest& test : row.tests) figures += (figures.empty() ? "" : "\n") + plain(answer_text(test));
      std::vector<std::string> why = row.because;
      for (const std::string& text : row.missing) why.push_back("missing: " + text);
      table.rows.push_back(
          {label(graph, row.company),
           std::string{to_string(row.answer)} +
               (row.answer == row.recorded ? "" : "\nrecorded: " + std::string{to_string(row.recorded)}),
           figures, detail::listed(why, "\n"), citations.cite(graph.sources(row.company))});
    }
    page.add(std::move(table));
    first = last;
  }
  if (!rows.empty())
    remarks.note(
        "Unknown: the figure, its currency or the home of the company is not recorded. Figures are those of the last "
        "recorded year that is not after the day; nothing is converted.");
  if (const std::string cut = detail::cut_note(result.size(), options.limit); !cut.empty()) page.paragraph(cut);
  detail::finish(page, citations, remarks, stamp);
  return page;
}

}  // namespace dutygraph::render
