// SPDX-License-Identifier: BSL-1.0
#include <dutygraph/render/instruments.hpp>

#include <algorithm>

#include "render/mix_words.hpp"

namespace dutygraph::render {

using detail::Citations;
using detail::label;
using detail::plain;
using detail::Remarks;

namespace {

/// "yes", "perhaps", "no": how surely it is in force for the State.
std::string_view in_force(const MixInstrument& entry) {
  if (entry.standing.negative) return "no";
  switch (std::min(entry.standing.in_force, entry.belongs)) {
    case Certainty::no:
      return "no";
    case Certainty::possible:
      return "perhaps";
    case Certainty::certain:
      return "yes";
  }
  return "no";
}

/// "lksg-report: suspended since 2025-09-26".
std::vector<std::string> parts(const Graph& graph, const Standing& standing) {
  std::vector<std::string> list;
  for (const ProvisionStanding& part : standing.provisions)
    list.push_back(std::string{graph.key(part.provision)} + ": " + std::string{to_string(part.applied)} +
                   (part.since ? " since " + part.since->to_string() : std::string{}));
  return list;
}

std::string since(std::string text, const std::optional<Date>& date) {
  return date ? text + " since " + date->to_string() : text;
}

std::string paper(const Graph& graph, const MixInstrument& entry) {
  const Standing& standing = entry.standing;
  std::string text{in_force(entry)};
  if (standing.negative) text = "recorded as not so";
  if (!standing.status.empty()) text += "\n" + since(plain(standing.status), standing.status_since);
  if (!standing.next_status.empty())
    text += "\n" + plain(standing.next_status) +
            (standing.next_since ? " from " + standing.next_since->to_string() : std::string{});
  if (standing.superseded_by) text += "\nreplaced by " + plain(graph.key(standing.superseded_by));
  if (!entry.open.empty()) text += "\nopen: " + plain(entry.open);
  return text;
}

std::string upkeep(const Graph& graph, const MixInstrument& entry) {
  const Standing& standing = entry.standing;
  const Instrument* fields = graph.fields<Instrument>(entry.instrument);
  std::string text = standing.last_review ? "reviewed " + standing.last_review->to_string() : "no review recorded";
  if (standing.gaps_open) text += ", gaps open";
  if (standing.due) text += "\nto be transposed by " + standing.due->to_string();
  if (!standing.implemented_by.empty())
    text += "\ncarried out by " + detail::listed(detail::ids(graph, standing.implemented_by));
  if (fields != nullptr && fields->consulted)
    text +=
        fields->consulted->empty() ? "\nnobody was consulted" : "\nconsulted: " + detail::listed(*fields->consulted);
  if (fields != nullptr && !fields->remedy.empty()) text += "\nremedy: " + detail::listed(fields->remedy);
  return text;
}

}  // namespace

RecordList records(const Graph& graph, const InstrumentResult& result) {
  return {{"state",          "state_name",    "instrument",      "instrument_name", "through",    "in_force",
           "open",           "status",        "status_since",    "next_status",     "next_since", "superseded_by",
           "applied",        "applied_since", "provisions",      "last_review",     "gaps_open",  "due",
           "implemented_by", "consulted",     "rights_assessed", "remedy",          "sources"},
          result.size(),
          [graph, result](std::size_t i) {
            const MixInstrument& entry = result[i].entry;
            const Standing& standing = entry.standing;
            const Instrument* fields = graph.fields<Instrument>(entry.instrument);
            Record record;
            const auto add_date = [&](std::string_view key, const std::optional<Date>& date) {
              if (date) record.add(key, date->to_string());
            };
            record.add("state", graph.key(result[i].state));
            record.add("state_name", graph.name(result[i].state));
            record.add("instrument", graph.key(entry.instrument));
            record.add("instrument_name", detail::name_of(graph, entry.instrument));
            record.add("through", entry.through);
            record.add("in_force", in_force(entry));
            record.add_some("open", entry.open);
            record.add_some("status", standing.status);
            add_date("status_since", standing.status_since);
            record.add_some("next_status", standing.next_status);
            add_date("next_since", standing.next_since);
            if (standing.superseded_by) record.add("superseded_by", graph.key(standing.superseded_by));
            record.add("applied", to_string(standing.applied));
            add_date("applied_since", standing.applied_since);
            record.add_some("provisions", parts(graph, standing));
            add_date("last_review", standing.last_review);
            if (standing.last_review) record.add("gaps_open", standing.gaps_open);
            add_date("due", standing.due);
            record.add_some("implemented_by", detail::ids(graph, standing.implemented_by));
            if (fields != nullptr && fields->consulted) record.add("consulted", *fields->consulted);
            if (fields != nullptr && fields->rights_assessed) record.add("rights_assessed", *fields->rights_assessed);
            if (fields != nullptr) record.add_some("remedy", fields->remedy);
            record.add("sources", detail::sources_of(graph, std::span{&entry.instrument, 1}));
            return record;
          }};
}

Page page(const Graph& graph, const InstrumentResult& result, const Stamp& stamp, const PageOptions& options) {
  Page page;
  Citations citations{graph, options.numbers};
  Remarks remarks;
  const std::span<const InstrumentRow> rows{result.begin(), std::min(result.size(), options.limit)};
  const std::optional<VertexId> one = detail::only_state(rows, options.states);
  page.heading("Instruments" + (one ? " of " + label(graph, *one) : std::string{}) + ", on " + stamp.as_of);
  page.paragraph(detail::count(rows.size(), "instrument", "instruments") + ".");
  if (!rows.empty()) {
    Table table;
    if (!one) table.columns.push_back({"State", 10});
    for (Column column : {Column{"Instrument", 20}, Column{"Through", 10}, Column{"In force", 16},
                          Column{"Applied", 16}, Column{"Upkeep", 16}, Column{"Sources", 7}})
      table.columns.push_back(std::move(column));
    for (const InstrumentRow& row : rows) {
      const Standing& standing = row.entry.standing;
      auto& cells = table.rows.emplace_back();
      if (!one) cells.push_back(label(graph, row.state));
      std::string applied = since(std::string{to_string(standing.applied)}, standing.applied_since);
      for (const std::string& part : parts(graph, standing)) applied += "\n" + plain(part);
      cells.push_back(label(graph, row.entry.instrument));
      cells.push_back(plain(row.entry.through));
      cells.push_back(paper(graph, row.entry));
      cells.push_back(std::move(applied));
      cells.push_back(upkeep(graph, row.entry));
      cells.push_back(citations.cite(graph.sources(row.entry.instrument)));
    }
    page.add(std::move(table));
  }
  remarks.note(
      "In force is what stands on paper; applied is what is recorded of enforcement. Neither is derived from the "
      "other, "
      "and \"unknown\" only says that no enforcement is recorded.");
  if (const std::string cut = detail::cut_note(result.size(), options.limit); !cut.empty()) page.paragraph(cut);
  detail::finish(page, citations, remarks, stamp);
  return page;
}

}  // namespace dutygraph::render
