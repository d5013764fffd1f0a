// SPDX-License-Identifier: BSL-1.0
#include <algorithm>
#include <map>
#include <memory>

#include <dutygraph/render/mix.hpp>

#include "render/mix_words.hpp"

namespace dutygraph::render {

using detail::Citations;
using detail::label;
using detail::plain;
using detail::Remarks;

namespace {

std::vector<VertexId> grounds(const GapRow& row) {
  std::vector<VertexId> list = row.against;
  for (const VertexId v : {row.instrument, row.company, row.complete, row.nearest})
    if (v) list.push_back(v);
  return list;
}

std::string subject(const Graph& graph, const GapRow& row) {
  if (row.instrument) return label(graph, row.instrument);
  if (row.company) return label(graph, row.company);
  return plain(row.technology + " × " + row.right);
}

std::string gap_id(const GapRow& row) { return row.technology + " × " + row.right; }

/// The sets of several States, one after another.
struct Sets {
  explicit Sets(const ClosingResult& all) : result{all} {
    for (std::size_t c = 0; c < result.size(); ++c)
      for (std::size_t s = 0; s < std::max<std::size_t>(result[c].answer.covers.size(), 1); ++s)
        places.emplace_back(c, s);
  }
  ClosingResult result;
  std::vector<std::pair<std::size_t, std::size_t>> places;
};

}  // namespace

RecordList records(const Graph& graph, const GapResult& result) {
  return {{"state", "state_name", "kind", "technology", "right", "instrument", "company", "result", "element",
           "because", "nearest", "lacks", "complete", "against", "missing", "sources"},
          result.size(),
          [graph, result](std::size_t i) {
            const GapRow& row = result[i];
            const auto key = [&](VertexId v) { return v ? graph.key(v) : std::string_view{}; };
            Record record;
            record.add("state", graph.key(row.state));
            record.add("state_name", graph.name(row.state));
            record.add("kind", to_string(row.kind));
            record.add_some("technology", row.technology);
            record.add_some("right", row.right);
            record.add_some("instrument", key(row.instrument));
            record.add_some("company", key(row.company));
            record.add("result", to_string(row.result));
            record.add("element", row.element);
            record.add("because", row.because);
            record.add_some("nearest", key(row.nearest));
            record.add_some("lacks", row.lacks);
            record.add_some("complete", key(row.complete));
            record.add_some("against", detail::ids(graph, row.against));
            record.add("missing", row.missing);
            record.add("sources", detail::sources_of(graph, grounds(row)));
            return record;
          }};
}

Page page(const Graph& graph, const GapResult& result, const Stamp& stamp, const PageOptions& options) {
  Page page;
  Citations citations{graph, options.numbers};
  Remarks remarks;
  const std::span<const GapRow> rows{result.begin(), std::min(result.size(), options.limit)};
  const std::optional<VertexId> one = detail::only_state(rows, options.states);
  page.heading("Gaps in the smart mix" + (one ? " of " + label(graph, *one) : std::string{}) + ", on " + stamp.as_of);
  std::vector<Outcome> seen;
  for (const GapRow& row : rows) seen.push_back(row.result);
  const auto known = std::count_if(seen.begin(), seen.end(), [](Outcome o) { return o != Outcome::unknown; });
  page.paragraph(detail::count(static_cast<std::size_t>(known), "gap", "gaps") + " against expectation, " +
                 std::to_string(seen.size() - static_cast<std::size_t>(known)) + " not known.");
  if (!rows.empty()) {
    Table table;
    if (!one) table.columns.push_back({"State", 10});
    for (Column column : {Column{"Result", 8}, Column{"Gap", 12}, Column{"Subject", 18},
                          Column{"Because, or missing", 28}, Column{"Nearest", 16}, Column{"Sources", 7}})
      table.columns.push_back(std::move(column));
    std::vector<const GapRow*> order;
    for (const GapRow& row : rows) order.push_back(&row);
    std::stable_sort(order.begin(), order.end(), [&](const GapRow* a, const GapRow* b) {
      const bool open_a = a->result == Outcome::unknown, open_b = b->result == Outcome::unknown;
      return std::pair{graph.key(a->state), open_a} < std::pair{graph.key(b->state), open_b};
    });
    for (const GapRow* row : order) {
      auto& cells = table.rows.emplace_back();
      if (!one) cells.push_back(label(graph, row->state));
      cells.emplace_back(to_string(row->result));
      std::string kind{to_string(row->kind)};
      std::replace(kind.begin(), kind.end(), '_', ' ');
      cells.push_back(kind + "\n" + row->element);
      cells.push_back(subject(graph, *row));
      std::string why = plain(row->because);
      if (!row->against.empty()) why += ": " + detail::listed(detail::ids(graph, row->against));
      if (!row->missing.empty()) why += "\nmissing: " + detail::listed(row->missing, "; ");
      cells.push_back(why);
      cells.push_back(row->nearest ? plain(graph.key(row->nearest)) + "\nlacks: " + row->lacks : std::string{});
      cells.push_back(citations.cite(detail::sources_of(graph, grounds(*row))));
    }
    page.add(std::move(table));
  }
  detail::note_outcomes(remarks, seen);
  if (const std::string cut = detail::cut_note(result.size(), options.limit); !cut.empty()) page.paragraph(cut);
  detail::finish(page, citations, remarks, stamp);
  return page;
}

RecordList records(const Graph& graph, const ClosingResult& result) {
  const auto sets = std::make_shared<const Sets>(result);
  return {{"state", "state_name", "set", "size", "measures", "texts", "gaps", "exact", "lower_bound", "ratio", "more",
           "uncovered", "sources"},
          sets->places.size(),
          [graph, sets](std::size_t i) {
            const auto [c, s] = sets->places[i];
            const Closing& closing = sets->result[c];
            const std::vector<std::size_t> none;
            const std::vector<std::size_t>& cover = closing.answer.covers.empty() ? none : closing.answer.covers[s];
            Record record;
            record.add("state", graph.key(closing.state));
            record.add("state_name", graph.name(closing.state));
            record.add("set", std::uint64_t{s + 1});
            record.add("size", std::uint64_t{cover.size()});
            std::vector<std::string> ids, texts, gaps, uncovered;
            std::vector<VertexId> built_on;
            for (const std::size_t m : cover) {
              ids.push_back(closing.measures[m].id);
              texts.push_back(closing.measures[m].text);
              if (closing.measures[m].instrument) built_on.push_back(closing.measures[m].instrument);
            }
            for (const GapRow& row : closing.gaps)
              gaps.push_back(gap_id(row) + ": " + std::string{to_string(row.result)});
            for (const std::size_t g : closing.answer.uncovered) uncovered.push_back(gap_id(closing.gaps[g]));
            record.add("measures", std::move(ids));
            record.add("texts", std::move(texts));
            record.add("gaps", std::move(gaps));
            record.add("exact", closing.answer.exact);
            record.add("lower_bound", std::uint64_t{closing.answer.lower_bound});
            if (!closing.answer.exact) record.add("ratio", detail::number(closing.answer.ratio));
            if (closing.answer.more) record.add("more", true);
            record.add_some("uncovered", std::move(uncovered));
            record.add("sources", detail::sources_of(graph, built_on));
            return record;
          }};
}

Page page(const Graph& graph, const ClosingResult& result, const Stamp& stamp, const PageOptions& options) {
  Page page;
  Citations citations{graph, options.numbers};
  Remarks remarks;
  page.heading("Smallest sets of measures that close gaps, on " + stamp.as_of);
  std::size_t shown = 0, all = 0;
  for (const Closing& closing : result) {
    page.heading(label(graph, closing.state), 2);
    const CoverAnswer& answer = closing.answer;
    const auto open = std::count_if(closing.gaps.begin(), closing.gaps.end(),
                                    [](const GapRow& row) { return row.result == Outcome::unknown; });
    if (closing.gaps.empty()) {
      page.paragraph("No gap of law is recorded or open.");
      ++all;
      continue;
    }
    std::string text = detail::count(closing.gaps.size(), "pair", "pairs") + " of technology and right without a law";
    if (open != 0) text += ", " + std::to_string(open) + " of them not known to lack one";
    text += ". " + detail::count(closing.measures.size(), "measure", "measures") + " to choose from. ";
    const std::size_t size = answer.covers.empty() ? 0 : answer.covers.front().size();
    if (answer.exact)
      text += detail::count(answer.covers.size(), "smallest set", "smallest sets") + " of " + std::to_string(size) +
              (answer.more ? ", and there are more." : ", and no others.");
    else
      text += "One set of " + std::to_string(size) + ", found greedily: at most " + detail::number(answer.ratio) +
              " times a smallest one, which has at least " + std::to_string(answer.lower_bound) + ".";
    page.paragraph(text);
    Table table{{{"Set", 4, true}, {"Measures", 30}, {"Closes", 30}, {"Sources", 7}}, {}};
    for (std::size_t s = 0; s < answer.covers.size(); ++s) {
      ++all;
      if (shown >= options.limit) continue;
      ++shown;
      for (const std::size_t m : answer.covers[s]) {
        const ClosingMeasure& measure = closing.measures[m];
        std::vector<std::string> closes;
        for (const std::size_t g : measure.closes) closes.push_back(gap_id(closing.gaps[g]));
        table.rows.push_back({m == answer.covers[s].front() ? std::to_string(s + 1) : std::string{},
                              plain(measure.text), detail::listed(closes, "\n"),
                              measure.instrument ? citations.cite(graph.sources(measure.instrument)) : std::string{}});
      }
    }
    if (!table.rows.empty()) page.add(std::move(table));
    if (!answer.uncovered.empty()) {
      std::vector<std::string> list;
      for (const std::size_t g : answer.uncovered) list.push_back(gap_id(closing.gaps[g]));
      page.paragraph("Closed by none of the measures: " + detail::listed(list) + ".");
    }
  }
  remarks.note(
      "Sets of the same size are listed as equals; that a set is small says nothing of its merit. A measure closes a "
      "pair if it is mandatory and names technology and right; whether it would do so well is not asked.");
  if (const std::string cut = detail::cut_note(all, options.limit); !cut.empty()) page.paragraph(cut);
  detail::finish(page, citations, remarks, stamp);
  return page;
}

}  // namespace dutygraph::render
