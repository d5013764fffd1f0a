// SPDX-License-Identifier: BSL-1.0
#include <dutygraph/render/agencies.hpp>

#include <algorithm>
#include <cstdint>
#include <string>
#include <vector>

#include "render/words.hpp"

namespace dutygraph::render {

using detail::Citations;
using detail::label;
using detail::plain;
using detail::Remarks;

namespace {

std::vector<std::string> keys(const Graph& graph, const std::vector<VertexId>& list) {
  std::vector<std::string> out;
  for (const VertexId v : list) out.emplace_back(graph.key(v));
  return out;
}

std::vector<std::string> source_ids(const Graph& graph, const InfluenceRow& row) {
  std::vector<std::string> out;
  for (const EvidenceId evidence : row.evidence)
    for (const Source& source : graph.sources(evidence))
      if (std::find(out.begin(), out.end(), source.id) == out.end()) out.push_back(source.id);
  return out;
}

void add_actor(Record& record, const Graph& graph, std::string_view key, std::string_view name, VertexId v) {
  record.add(key, graph.key(v));
  record.add(name, graph.name(v));
}

/// Six decimals, without the locale.
std::string decimals(double value) {
  const auto units = static_cast<std::int64_t>(value * 1e6 + 0.5);
  std::string fraction = std::to_string(units % 1'000'000);
  fraction.insert(0, 6 - fraction.size(), '0');
  while (!fraction.empty() && fraction.back() == '0') fraction.pop_back();
  return std::to_string(units / 1'000'000) + (fraction.empty() ? "" : "." + fraction);
}

std::string names(const Graph& graph, const std::vector<VertexId>& list) {
  std::string text;
  for (const VertexId v : list) text += (text.empty() ? "" : ", ") + label(graph, v);
  return text;
}

std::string words(const std::vector<std::string>& list) {
  std::string text;
  for (const std::string& word : list) text += (text.empty() ? "" : ", ") + plain(word);
  return text.empty() ? "no technology named" : text;
}

void finish(Page& page, const Graph& graph, std::size_t size, std::size_t limit, const Stamp& stamp, Remarks& remarks) {
  if (const std::string cut = detail::cut_note(size, limit); !cut.empty()) page.paragraph(cut);
  const Citations citations{graph};
  detail::finish(page, citations, remarks, stamp);
}

/// How a row says by what.
std::string means(const InfluenceRow& row) {
  std::string text{to_string(row.through)};
  if (!row.by.empty()) text += ": " + plain(row.by);
  return text;
}

std::string steps(const std::optional<std::size_t>& distance, const std::optional<std::size_t>& ad_hoc) {
  if (distance) return std::to_string(*distance);
  return ad_hoc ? "ad hoc only: " + std::to_string(*ad_hoc) : "no way";
}

}  // namespace

RecordList records(const Graph& graph, const Result<InfluenceRow>& result) {
  return {{"state", "state_name", "agency", "agency_name", "technology", "through", "influence", "by", "verdict",
           "path", "sources"},
          result.size(),
          [graph, result](std::size_t i) {
            const InfluenceRow& row = result[i];
            Record record;
            add_actor(record, graph, "state", "state_name", row.state);
            add_actor(record, graph, "agency", "agency_name", row.agency);
            record.add_some("technology", row.technology);
            record.add("through", to_string(row.through));
            record.add("influence", row.exercised ? "exercised" : "possible");
            record.add_some("by", row.by);
            record.add("verdict", to_string(row.verdict));
            std::vector<std::string> path = keys(graph, row.path);
            if (!row.technology.empty()) path.push_back(row.technology);
            record.add("path", std::move(path));
            record.add("sources", source_ids(graph, row));
            return record;
          }};
}

RecordList records(const Graph& graph, const Result<AgencyPair>& result) {
  return {{"state", "agencies", "technologies", "companies", "bodies", "distance", "ad_hoc_distance", "conflicts",
           "answered", "potential"},
          result.size(),
          [graph, result](std::size_t i) {
            const AgencyPair& row = result[i];
            Record record;
            record.add("state", graph.key(row.state));
            record.add("agencies", keys(graph, {row.first, row.second}));
            record.add("technologies", row.technologies);
            record.add("companies", keys(graph, row.companies));
            record.add("bodies", keys(graph, row.bodies));
            if (row.distance) record.add("distance", static_cast<std::uint64_t>(*row.distance));
            if (row.ad_hoc_distance) record.add("ad_hoc_distance", static_cast<std::uint64_t>(*row.ad_hoc_distance));
            record.add("conflicts", static_cast<std::uint64_t>(row.conflicts));
            record.add("answered", static_cast<std::uint64_t>(row.answered));
            record.add("potential", static_cast<std::uint64_t>(row.potential));
            return record;
          }};
}

RecordList records(const Graph& graph, const Result<AbsentAgency>& result) {
  return {{"state", "agency", "agency_name", "body", "body_name", "technologies", "with", "complete"},
          result.size(),
          [graph, result](std::size_t i) {
            const AbsentAgency& row = result[i];
            Record record;
            record.add("state", graph.key(row.state));
            add_actor(record, graph, "agency", "agency_name", row.agency);
            if (row.body) add_actor(record, graph, "body", "body_name", row.body);
            record.add("technologies", row.technologies);
            record.add_some("with", keys(graph, row.with));
            record.add("complete", row.complete);
            return record;
          }};
}

RecordList records(const Graph& graph, const Result<BottleneckRow>& result) {
  return {{"state", "agency", "agency_name", "betweenness", "share", "separates", "bodies", "partners"},
          result.size(),
          [graph, result](std::size_t i) {
            const BottleneckRow& row = result[i];
            Record record;
            record.add("state", graph.key(row.state));
            add_actor(record, graph, "agency", "agency_name", row.agency);
            record.add("betweenness", decimals(row.betweenness));
            record.add("share", decimals(row.share));
            record.add("separates", row.separates);
            record.add("bodies", static_cast<std::uint64_t>(row.bodies));
            record.add("partners", static_cast<std::uint64_t>(row.partners));
            return record;
          }};
}

Page page(const Graph& graph, const Result<InfluenceRow>& result, const Stamp& stamp, std::size_t limit) {
  Page page;
  Citations citations{graph};
  Remarks remarks;
  page.heading("Who shapes which technology, on " + stamp.as_of);
  std::vector<VertexId> agencies;
  for (const InfluenceRow& row : result)
    if (agencies.empty() || agencies.back() != row.agency) agencies.push_back(row.agency);
  page.paragraph(detail::count(agencies.size(), "agency", "agencies") + ", " +
                 detail::count(result.size(), "way", "ways") + " to shape a technology.");
  Table table;
  table.columns = {{"Agency", 14}, {"Technology", 14}, {"By", 14}, {"Way", 20}, {"Sources", 7}};
  VertexId last{};
  for (std::size_t i = 0; i < std::min(result.size(), limit); ++i) {
    const InfluenceRow& row = result[i];
    std::string way;
    for (std::size_t k = 1; k < row.path.size(); ++k) way += (k > 1 ? " -> " : "") + label(graph, row.path[k]);
    std::vector<std::string> ids = source_ids(graph, row);
    std::string by = (row.exercised ? "" : "may, by ") + means(row);
    if (row.verdict == Verdict::possible) by += "\nnot certain on that day";
    table.rows.push_back(
        {row.agency == last ? std::string{} : label(graph, row.agency) + "\n" + label(graph, row.state),
         row.technology.empty() ? "none named" : plain(row.technology), std::move(by),
         way.empty() ? "its own record" : std::move(way), citations.cite(ids)});
    last = row.agency;
  }
  if (!table.rows.empty()) page.add(std::move(table));
  remarks.note(
      "\"May\": a mandate, power, stake or announced field of work; without it: a rule in force, money given or a "
      "restriction. Money, stakes and supervision reach the technologies of the company, where they are recorded.");
  if (const std::string cut = detail::cut_note(result.size(), limit); !cut.empty()) page.paragraph(cut);
  detail::finish(page, citations, remarks, stamp);
  return page;
}

Page page(const Graph& graph, const Result<AgencyPair>& result, const Stamp& stamp, std::size_t limit) {
  Page page;
  Remarks remarks;
  page.heading("Agencies that meet, on " + stamp.as_of);
  page.paragraph(detail::count(result.size(), "pair", "pairs") + " of agencies of one State.");
  Table table;
  table.columns = {
      {"Agencies", 18}, {"Technologies of both", 18}, {"Companies of both", 16}, {"Steps apart", 8}, {"Tensions", 10}};
  for (std::size_t i = 0; i < std::min(result.size(), limit); ++i) {
    const AgencyPair& row = result[i];
    std::string tensions = std::to_string(row.conflicts) + " open";
    if (row.answered != 0) tensions += "\n" + std::to_string(row.answered) + " answered by law";
    if (row.potential != 0) tensions += "\n" + std::to_string(row.potential) + " potential";
    std::string apart = steps(row.distance, row.ad_hoc_distance);
    if (!row.bodies.empty()) apart += "\n" + names(graph, row.bodies);
    table.rows.push_back({label(graph, row.first) + "\n" + label(graph, row.second),
                          row.technologies.empty() ? "" : words(row.technologies), names(graph, row.companies),
                          std::move(apart), std::move(tensions)});
  }
  if (!table.rows.empty()) page.add(std::move(table));
  remarks.note(
      "Steps through bodies and memoranda of the State's own agencies; members of one body are one step apart.");
  finish(page, graph, result.size(), limit, stamp, remarks);
  return page;
}

Page page(const Graph& graph, const Result<AbsentAgency>& result, const Stamp& stamp, std::size_t limit) {
  Page page;
  Remarks remarks;
  page.heading("Who is missing at the table, on " + stamp.as_of);
  page.paragraph(detail::count(result.size(), "empty chair", "empty chairs") + ".");
  Table table;
  table.columns = {{"Agency", 16}, {"Not recorded in", 16}, {"Technologies", 18}, {"Shaped by members too", 18}};
  for (std::size_t i = 0; i < std::min(result.size(), limit); ++i) {
    const AbsentAgency& row = result[i];
    table.rows.push_back({label(graph, row.agency), row.body ? label(graph, row.body) : "any body",
                          words(row.technologies), names(graph, row.with)});
  }
  if (!table.rows.empty()) page.add(std::move(table));
  remarks.note(
      "Not recorded as a member is not the same as absent, unless the coordination of the State is declared complete. "
      "Whether a chair ought to be filled is a question to ask.");
  finish(page, graph, result.size(), limit, stamp, remarks);
  return page;
}

Page page(const Graph& graph, const Result<BottleneckRow>& result, const Stamp& stamp, std::size_t limit) {
  Page page;
  Remarks remarks;
  page.heading("On whom coordination hangs, on " + stamp.as_of);
  page.paragraph(detail::count(result.size(), "agency sits", "agencies sit") + " in a body or memorandum.");
  Table table;
  table.columns = {{"Agency", 18},      {"Betweenness", 11, true}, {"Share", 8, true},
                   {"Bodies", 6, true}, {"Partners", 8, true},     {"Without it", 14}};
  for (std::size_t i = 0; i < std::min(result.size(), limit); ++i) {
    const BottleneckRow& row = result[i];
    table.rows.push_back({label(graph, row.agency), decimals(row.betweenness), decimals(row.share),
                          std::to_string(row.bodies), std::to_string(row.partners),
                          row.separates ? "others fall apart" : ""});
  }
  if (!table.rows.empty()) page.add(std::move(table));
  remarks.note(
      "Betweenness (Brandes 2001): pairs of other agencies whose shortest ways pass through this one, and their share "
      "of all pairs. Members of one body are one step apart; ad hoc contacts are left out.");
  finish(page, graph, result.size(), limit, stamp, remarks);
  return page;
}

}  // namespace dutygraph::render
