// SPDX-License-Identifier: BSL-1.0
#include <dutygraph/render/dossier.hpp>

#include <algorithm>

#include "render/control_words.hpp"
#include "render/nexus_words.hpp"
#include "render/words.hpp"

namespace dutygraph::render {

using detail::Citations;
using detail::label;
using detail::plain;
using detail::Remarks;

namespace {

/// Who or what the company is, as name and value.
std::vector<std::pair<std::string_view, std::vector<std::string>>> identity(const Graph& graph, VertexId v) {
  std::vector<std::pair<std::string_view, std::vector<std::string>>> facts;
  const auto add = [&](std::string_view name, std::vector<std::string> values) {
    if (!values.empty()) facts.emplace_back(name, std::move(values));
  };
  if (graph.home(v)) add("home", {std::string{graph.key(graph.home(v))}});
  std::vector<std::string> identifiers;
  for (std::size_t i = 0; i < graph.num_identifiers(v); ++i) {
    const auto [scheme, number] = graph.identifier(v, i);
    identifiers.push_back(std::string{scheme} + (scheme.empty() ? "" : ":") + std::string{number});
  }
  add("identifiers", std::move(identifiers));
  if (const Company* company = graph.fields<Company>(v)) {
    add("kinds", company->kinds);
    add("technologies", company->technologies);
    add("operates", company->operates);
    add("roles", company->roles);
    if (!company->organ_of.empty()) add("organ_of", {company->organ_of});
  } else if (const Organisation* organisation = graph.fields<Organisation>(v)) {
    if (!organisation->type.empty()) add("kinds", {organisation->type});
    if (!organisation->fund_type.empty()) add("fund_type", {organisation->fund_type});
    if (!organisation->organ_of.empty()) add("organ_of", {organisation->organ_of});
  }
  return facts;
}

/// One interest; \p owner says which end is the other party.
Record interest_record(const Graph& graph, EdgeId e, bool owner) {
  Record record;
  const VertexId other = owner ? graph.source(e) : graph.target(e);
  const Interest interest = graph.interest(e);
  record.add("holding", graph.holding_key(e));
  record.add(owner ? "holder" : "company", graph.key(other));
  record.add(owner ? "holder_name" : "company_name", graph.name(other));
  record.add("basis", vocab::to_string(interest.basis));
  record.add_some("code", interest.code);
  record.add_some("class", interest.share_class);
  if (interest.directness != Directness::direct)
    record.add("directness", interest.directness == Directness::indirect ? "indirect" : "unknown");
  if (interest.share && interest.share->is_unknown()) {
    record.add("share/unknown", interest.unknown_reason);
  } else if (interest.share) {
    detail::add_bounds(record, "share/low", "share/low_open", "share/high", "share/high_open",
                       {interest.share->low(), interest.share->low_open()},
                       {interest.share->high(), interest.share->high_open()});
  }
  if (interest.valid.from()) record.add("from", interest.valid.from()->to_string());
  if (interest.valid.to()) record.add("to", interest.valid.to()->to_string());
  record.add("sources", detail::source_ids(graph, std::span{&e, 1}));
  return record;
}

Record dossier_record(const Graph& graph, const Dossier& dossier) {
  Record record;
  record.add("company", graph.key(dossier.company));
  record.add("company_name", graph.name(dossier.company));
  for (auto& [name, values] : identity(graph, dossier.company)) {
    if (name == "home" || name == "organ_of" || name == "fund_type") {
      record.add(name, values.front());
    } else {
      record.add(name, std::move(values));
    }
  }
  const Interval life = graph.lifetime(dossier.company);
  if (life.from()) record.add("from", life.from()->to_string());
  if (life.to()) record.add("to", life.to()->to_string());
  const auto interests = [&](const std::vector<EdgeId>& edges, bool owner) {
    std::vector<Record> list;
    for (const EdgeId e : edges) list.push_back(interest_record(graph, e, owner));
    return list;
  };
  record.add("owners", interests(dossier.owners, true));
  record.add("past_owners", interests(dossier.past_owners, true));
  record.add("holdings", interests(dossier.holdings, false));
  std::vector<Record> control, nexus, mentions;
  for (const ControlRow& row : dossier.control)
    detail::add_control(control.emplace_back(), graph, dossier.control, row, {});
  for (const NexusRow& row : dossier.nexus)
    detail::add_tie(nexus.emplace_back(), graph, row, detail::day_of(dossier.nexus.stamp()));
  for (const Mention& mention : dossier.mentions) {
    Record& item = mentions.emplace_back();
    item.add("record", graph.key(mention.record));
    item.add("kind", to_string(graph.kind(mention.record)));
    item.add("summary", mention.summary);
    std::vector<std::string> sources;
    for (const Source& source : graph.sources(mention.record)) sources.push_back(source.id);
    item.add("sources", std::move(sources));
  }
  record.add("control", std::move(control));
  record.add("nexus", std::move(nexus));
  record.add("mentions", std::move(mentions));
  record.add("gaps", dossier.gaps);
  return record;
}

Table interest_table(const Graph& graph, const std::vector<EdgeId>& edges, bool owner, Citations& citations) {
  Table table;
  table.columns = {
      {owner ? "Holder" : "Company", 16}, {"Right", 8}, {"Share", 12}, {"Period", 12}, {"Holding", 12}, {"Sources", 7}};
  for (const EdgeId e : edges) {
    const Interest interest = graph.interest(e);
    std::string right{vocab::to_string(interest.basis)};
    if (!interest.code.empty()) right += " (" + plain(interest.code) + ")";
    if (!interest.share_class.empty()) right += ", class " + plain(interest.share_class);
    if (interest.directness != Directness::direct)
      right += interest.directness == Directness::indirect ? ", indirect claim" : ", directness unknown";
    std::string share = !interest.share                ? std::string{"not given"}
                        : interest.share->is_unknown() ? std::string{"unknown"}
                                                       : detail::range(*interest.share);
    if (!interest.unknown_reason.empty()) share += ": " + plain(interest.unknown_reason);
    const detail::Seen seen = detail::seen(graph, std::span{&e, 1});
    std::string period = detail::period(interest.valid);
    if (const std::string days = detail::observed(seen.days); !days.empty())
      period += (period.empty() ? "" : "\n") + days;
    table.rows.push_back({label(graph, owner ? graph.source(e) : graph.target(e)), std::move(right), std::move(share),
                          period.empty() ? "not recorded" : std::move(period), plain(graph.holding_key(e)),
                          citations.cite(std::span{&e, 1})});
  }
  return table;
}

}  // namespace

RecordList records(const Graph& graph, const Dossier& dossier) {
  return {{}, 1, [graph, dossier](std::size_t) { return dossier_record(graph, dossier); }, true};
}

Page page(const Graph& graph, const Dossier& dossier, const Stamp& stamp, const PageOptions& options) {
  Page page;
  Citations citations{graph};
  Remarks remarks;
  const Date day = detail::day_of(stamp);
  page.heading("Dossier of " + label(graph, dossier.company) + " on " + stamp.as_of);
  List facts;
  for (const auto& [name, values] : identity(graph, dossier.company)) {
    std::string text{name == "organ_of" ? "organ of" : name == "fund_type" ? "type of fund" : name};
    for (std::size_t i = 0; i < values.size(); ++i) text += (i == 0 ? ": " : ", ") + plain(values[i]);
    facts.items.push_back({"-", std::move(text)});
  }
  if (const std::string life = detail::period(graph.lifetime(dossier.company)); !life.empty())
    facts.items.push_back({"-", "exists " + life});
  if (const std::string sources = citations.cite(graph.sources(dossier.company)); !sources.empty())
    facts.items.push_back({"-", "recorded in " + sources});
  page.add(std::move(facts));

  page.heading("States that control it or have an interest", 2);
  page.paragraph("Profile " + detail::describe(options.profile) + ".");
  if (dossier.control.empty()) {
    page.paragraph("No State is recorded that does.");
  } else {
    Table table;
    table.columns = {{"State", 14},
                     {"Verdict", 12},
                     {options.profile.measure == ControlProfile::Measure::votes ? "Votes" : "Capital", 14},
                     {"Rests on", 10},
                     {"Remarks", 14},
                     {"Sources", 7}};
    for (const ControlRow& row : dossier.control) {
      for (const std::string& name : row.assumptions.names()) remarks.assume(name);
      table.rows.push_back({label(graph, row.state), detail::verdict_words(row),
                            detail::total_words(row, options.profile), detail::basis_words(graph, row),
                            detail::remark_words(graph, row),
                            citations.cite(detail::grounds(graph, dossier.control, row))});
    }
    page.add(std::move(table));
  }
  if (!dossier.nexus.empty()) {
    page.heading("Ties to States", 2);
    detail::TieTable ties{graph, options.profile, day, citations, remarks, true, false};
    for (std::size_t i = 0; i < std::min(dossier.nexus.size(), options.limit); ++i) ties.add(dossier.nexus[i]);
    page.add(ties.take());
    if (const std::string cut = detail::cut_note(dossier.nexus.size(), options.limit); !cut.empty())
      page.paragraph(cut);
  }
  const auto interests = [&](std::string title, const std::vector<EdgeId>& edges, bool owner) {
    if (edges.empty()) return;
    page.heading(std::move(title), 2);
    page.add(interest_table(graph, edges, owner, citations));
  };
  interests("Recorded holders", dossier.owners, true);
  interests("Holders at other times, or recorded as not so", dossier.past_owners, true);
  interests("What it holds", dossier.holdings, false);
  if (!dossier.mentions.empty()) {
    page.heading("Other records about it", 2);
    List list;
    for (const Mention& mention : dossier.mentions)
      list.items.push_back({"-", plain(mention.summary) + " (" + plain(graph.key(mention.record)) + ") " +
                                     citations.cite(graph.sources(mention.record))});
    page.add(std::move(list));
  }
  if (!dossier.gaps.empty()) {
    page.heading("Not known, and would matter", 2);
    List list;
    for (const std::string& gap : dossier.gaps) list.items.push_back({"-", plain(gap)});
    page.add(std::move(list));
  }
  detail::finish(page, citations, remarks, stamp);
  return page;
}

}  // namespace dutygraph::render
