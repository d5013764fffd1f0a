// SPDX-License-Identifier: BSL-1.0
#include <dutygraph/render/remedy.hpp>

#include <algorithm>
#include <map>

#include "render/mix_words.hpp"
#include "render/reasons.hpp"

namespace dutygraph::render {

using detail::add_sources;
using detail::Citations;
using detail::label;
using detail::plain;
using detail::Remarks;
using detail::texts;

namespace {

std::vector<std::string> sources_of(const RemedyRow& row) {
  std::vector<std::string> sources;
  add_sources(row.because, sources);
  for (const RemedyRoute& route : row.routes)
    for (const RemedyStep& step : route.steps) add_sources(step.because, sources);
  return sources;
}

Record route_record(const Graph& graph, const RemedyRoute& route) {
  Record record;
  record.add("remedy", route.id);
  if (route.mechanism) record.add("mechanism", graph.key(route.mechanism));
  record.add("result", to_string(route.result));
  if (route.broken_at) record.add("broken_at", to_string(*route.broken_at));
  std::vector<Record> steps;
  for (std::size_t i = 0; i < remedy_stages; ++i) {
    const RemedyStep& step = route.steps[i];
    Record& one = steps.emplace_back();
    one.add("step", to_string(static_cast<RemedyStage>(i)));
    one.add("result", to_string(step.result));
    one.add("because", texts(step.because));
    one.add_some("missing", texts(step.missing));
    one.add_some("sources", detail::sources_of(step.because));
  }
  record.add("steps", std::move(steps));
  return record;
}

std::string_view words(RemedyType type) {
  switch (type) {
    case RemedyType::any:
      return "Any way (25)";
    case RemedyType::state_judicial:
      return "Courts (26)";
    case RemedyType::state_non_judicial:
      return "Other State body (27)";
    case RemedyType::non_state:
      return "Outside the State (28)";
  }
  return {};
}

/// Result and break of a cell.
std::string cell(const RemedyRow& row) {
  std::string text{to_string(row.result)};
  if (row.type != RemedyType::any && row.result != Outcome::pass) text += "\n" + plain(row.broken);
  return text;
}

std::string asked(const Graph& graph, const RemedyRow& row) {
  std::string text;
  const auto add = [&](std::string part) { text += (text.empty() ? "" : ", ") + std::move(part); };
  if (!row.technology.empty()) add(plain(row.technology));
  if (row.company) add(label(graph, row.company));
  return text;
}

/// A route, told once for all rights to which it answers alike.
struct Told {
  const RemedyRoute* route = nullptr;
  RemedyType type = RemedyType::any;
  std::vector<std::string> rights{};
};

void add_route(Page& page, const Graph& graph, const Told& told_once, Citations& citations) {
  const RemedyRoute& route = *told_once.route;
  page.heading((route.remedy ? label(graph, route.remedy) : plain(route.id)) + ": " +
                   std::string{to_string(route.result)} +
                   (route.broken_at ? ", breaks at " + std::string{to_string(*route.broken_at)} : std::string{}),
               2);
  page.paragraph("For " + detail::listed(told_once.rights) + ".");
  Table table{{{"Step", 10}, {"Result", 8}, {"Because", 30}, {"Not recorded", 24}}, {}};
  for (std::size_t i = 0; i < remedy_stages; ++i) {
    const RemedyStep& step = route.steps[i];
    table.rows.push_back({std::string{to_string(static_cast<RemedyStage>(i))}, std::string{to_string(step.result)},
                          detail::lines(step.because, citations), detail::lines(step.missing)});
  }
  page.add(std::move(table));
}

/// The rows of one State: \p rows holds four a question.
void add_state(Page& page, const Graph& graph, std::span<const RemedyRow> rows, Citations& citations) {
  const auto question = [&](std::size_t i) { return asked(graph, rows[i]); };
  const bool several = std::any_of(rows.begin(), rows.end(), [&](const RemedyRow& row) {
    return row.technology != rows[0].technology || row.company != rows[0].company;
  });
  Table table;
  if (several) table.columns.push_back({"Of", 12});
  table.columns.push_back({"Right", 14});
  for (const RemedyType type :
       {RemedyType::any, RemedyType::state_judicial, RemedyType::state_non_judicial, RemedyType::non_state})
    table.columns.push_back({std::string{words(type)}, 16});
  // Rights with the same answers share a line.
  std::vector<std::pair<std::vector<std::string>, std::vector<std::string>>> lines;  // cells, rights
  for (std::size_t i = 0; i < rows.size();) {
    std::vector<std::string> cells;
    if (several) cells.push_back(question(i));
    const std::string right = rows[i].right;
    std::size_t j = i;
    for (; j < rows.size() && (j == i || rows[j].type != RemedyType::any); ++j) {
      cells.push_back(cell(rows[j]));
      for (const CheckReason& reason : rows[j].because)
        cells.back() +=
            "\n" + plain(reason.text) + (reason.sources.empty() ? std::string{} : " " + citations.cite(reason.sources));
    }
    i = j;
    const auto same = std::find_if(lines.begin(), lines.end(), [&](const auto& line) { return line.first == cells; });
    if (same == lines.end())
      lines.emplace_back(std::move(cells), std::vector<std::string>{right});
    else
      same->second.push_back(right);
  }
  for (auto& [cells, rights] : lines) {
    cells.resize(table.columns.size() - 1);  // rows may be cut within a question
    cells.insert(cells.begin() + (several ? 1 : 0), detail::listed(rights));
    table.rows.push_back(std::move(cells));
  }
  page.add(std::move(table));
  std::vector<Told> told_routes;
  for (const RemedyRow& row : rows)
    for (const RemedyRoute& route : row.routes) {
      const std::string json = to_json(route_record(graph, route));
      const auto same = std::find_if(told_routes.begin(), told_routes.end(), [&](const Told& one) {
        return one.type == row.type && to_json(route_record(graph, *one.route)) == json;
      });
      std::string right = row.right;
      if (const std::string of = asked(graph, row); several && !of.empty()) right += " (" + of + ")";
      if (same == told_routes.end())
        told_routes.push_back({&route, row.type, {std::move(right)}});
      else
        same->rights.push_back(std::move(right));
    }
  for (const Told& one : told_routes) add_route(page, graph, one, citations);
}

}  // namespace

RecordList records(const Graph& graph, const RemedyResult& result) {
  return {{"state", "state_name", "right", "technology", "company", "right_holder", "type", "element", "result",
           "broken", "routes", "because", "missing", "sources"},
          result.size(),
          [graph, result](std::size_t i) {
            const RemedyRow& row = result[i];
            Record record;
            record.add("state", graph.key(row.state));
            record.add("state_name", graph.name(row.state));
            record.add("right", row.right);
            record.add_some("technology", row.technology);
            if (row.company) record.add("company", graph.key(row.company));
            record.add_some("right_holder", row.right_holder);
            record.add("type", to_string(row.type));
            record.add("element", element_of(row.type));
            record.add("result", to_string(row.result));
            record.add_some("broken", row.broken);
            std::vector<std::string> routes;
            std::vector<Record> steps;
            for (const RemedyRoute& route : row.routes) {
              routes.push_back(route.id + ": " + std::string{to_string(route.result)} +
                               (route.broken_at ? " at " + std::string{to_string(*route.broken_at)} : std::string{}));
              steps.push_back(route_record(graph, route));
            }
            record.add("routes", std::move(routes));
            record.add_some("steps", std::move(steps));
            record.add("because", texts(row.because));
            record.add("missing", texts(row.missing));
            record.add("sources", sources_of(row));
            return record;
          }};
}

Page page(const Graph& graph, const RemedyResult& result, const Stamp& stamp, const PageOptions& options) {
  Page page;
  Citations citations{graph};
  Remarks remarks;
  const std::span<const RemedyRow> rows{result.begin(), std::min(result.size(), options.limit)};
  const std::optional<VertexId> one = detail::only_state(rows, options.states);
  page.heading("Ways to remedy" + (one ? " in " + label(graph, *one) : std::string{}) + ", on " + stamp.as_of);
  if (!rows.empty()) {
    const std::string of = asked(graph, rows[0]);
    const std::string& holder = rows[0].right_holder;
    page.paragraph(
        "For " + (holder.empty() ? std::string{"anybody harmed"} : plain(holder)) +
        ": is there a way to an effective mechanism, and where does it break?" +
        (of.empty() || rows.front().technology != rows.back().technology || rows.front().company != rows.back().company
             ? std::string{}
             : " Of " + of + "."));
  }
  std::vector<Outcome> seen;
  for (const RemedyRow& row : rows) seen.push_back(row.result);
  for (std::size_t i = 0; i < rows.size();) {
    std::size_t j = i;
    while (j < rows.size() && rows[j].state == rows[i].state) ++j;
    if (!one) page.heading(label(graph, rows[i].state));
    add_state(page, graph, rows.subspan(i, j - i), citations);
    i = j;
  }
  remarks.note(
      "The five steps, their tests and how they add up are this project's operationalisation of principles 25 to 31, "
      "not UN positions. Criteria of principle 31 count for mechanisms that are not courts.");
  const auto has = [&](Outcome outcome) { return std::find(seen.begin(), seen.end(), outcome) != seen.end(); };
  if (has(Outcome::unknown))
    remarks.note(
        "UNKNOWN: not recorded, which is not the same as absent. Where every recorded route fails, others may exist.");
  if (has(Outcome::fail))
    remarks.note(
        "FAIL: a gap against expectation, on a record that says that there is no route, or in a scope that the "
        "documents declare complete.");
  if (has(Outcome::partial))
    remarks.note("PARTIAL: a route holds in part at some step, or is open to some only, or a record denies it.");
  if (const std::string cut = detail::cut_note(result.size(), options.limit); !cut.empty()) page.paragraph(cut);
  detail::finish(page, citations, remarks, stamp);
  return page;
}

}  // namespace dutygraph::render
