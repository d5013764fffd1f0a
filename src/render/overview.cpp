// SPDX-License-Identifier: BSL-1.0
#include <dutygraph/render/overview.hpp>

#include <algorithm>
#include <array>

#include "render/words.hpp"

namespace dutygraph::render {
namespace {

/// Widens a period by the dates of a fact.
class Period {
 public:
  void add(std::optional<Date> date) {
    if (!date || date->is_unknown()) return;
    if (!from || *date < *from) from = date;
    if (!to || *to < *date) to = date;
  }
  void add(Interval valid) {
    if (valid.is_always()) return;
    add(valid.from());
    add(valid.to());
  }
  std::optional<Date> from{}, to{};
};

}  // namespace

Overview overview(const Graph& graph, std::string digest) {
  Overview result;
  Period period;
  std::array<Overview::Section, vertex_kinds> sections;
  std::vector<bool> used(graph.all_sources().size());
  const auto use = [&](SourceRange sources) {
    for (const Source& source : sources) used[static_cast<std::size_t>(&source - graph.all_sources().data())] = true;
  };
  for (const VertexId v : graph.vertices()) {
    Overview::Section& section = sections[static_cast<std::size_t>(graph.kind(v))];
    ++(graph.is_implicit(v) ? section.named_only : section.records);
    use(graph.sources(v));
    period.add(graph.lifetime(v));
    if (const Engagement* deal = graph.fields<Engagement>(v)) period.add(deal->date);
    if (const Support* support = graph.fields<Support>(v)) period.add(support->date);
    if (const Event* event = graph.fields<Event>(v)) period.add(event->date);
  }
  for (std::size_t k = 0; k < vertex_kinds; ++k) {
    if (sections[k].records + sections[k].named_only == 0) continue;
    sections[k].name = section_of(static_cast<VertexKind>(k));
    result.sections.push_back(std::move(sections[k]));
  }
  // Interests of one holding have the same ends, so they stand together.
  std::vector<std::string_view> keys;
  std::pair<VertexId, VertexId> ends{};
  const auto count_holdings = [&] {
    std::sort(keys.begin(), keys.end());
    result.holdings += static_cast<std::size_t>(std::unique(keys.begin(), keys.end()) - keys.begin());
    keys.clear();
  };
  for (const EdgeId e : graph.edges()) {
    use(graph.sources(e));
    period.add(graph.valid(e));
    if (graph.kind(e) != EdgeKind::holds) continue;
    ++result.interests;
    if (const std::pair here{graph.source(e), graph.target(e)}; here != ends) {
      count_holdings();
      ends = here;
    }
    keys.push_back(graph.holding_key(e));
    if (graph.valid(e).is_always()) ++result.undated;
    if (!vocab::enters_sums(graph.basis(e))) continue;
    const std::optional<Share> share = graph.share(e);
    if (!share || share->is_unknown()) {
      ++result.unknown_shares;
    } else if (!share->is_exact()) {
      ++result.ranges;
    }
  }
  count_holdings();
  result.sources = static_cast<std::size_t>(std::count(used.begin(), used.end(), true));
  result.from = period.from;
  result.to = period.to;
  result.as_of = graph.settings().as_of;
  for (const auto& [name, json] : graph.settings().profiles) result.profiles.push_back(name);
  for (const auto& input : graph.inputs()) result.inputs.emplace_back(input.name, input.digest);
  std::sort(result.inputs.begin(), result.inputs.end());
  result.digest = std::move(digest);
  return result;
}

RecordList records(const Overview& overview) {
  Record record;
  if (overview.as_of) record.add("as_of", overview.as_of->to_string());
  if (overview.from) record.add("period/from", overview.from->to_string());
  if (overview.to) record.add("period/to", overview.to->to_string());
  std::vector<Record> sections;
  for (const Overview::Section& section : overview.sections) {
    Record& row = sections.emplace_back();
    row.add("section", section.name);
    row.add("records", section.records);
    if (section.named_only != 0) row.add("named_only", section.named_only);
  }
  record.add("sections", std::move(sections));
  record.add("holdings", overview.holdings);
  record.add("interests", overview.interests);
  record.add("unknown_shares", overview.unknown_shares);
  record.add("ranges", overview.ranges);
  record.add("undated", overview.undated);
  record.add("sources", overview.sources);
  record.add_some("profiles", overview.profiles);
  std::vector<Record> inputs;
  for (const auto& [name, digest] : overview.inputs) {
    Record& row = inputs.emplace_back();
    row.add("name", name);
    row.add("digest", digest);
  }
  record.add("inputs", std::move(inputs));
  record.add_some("digest", overview.digest);
  return {{}, 1, [record = std::move(record)](std::size_t) { return record; }, true};
}

Page page(const Overview& overview) {
  Page page;
  page.heading("What is in here");
  Table facts;
  facts.columns = {{"Fact", 16}, {"", 20}};
  const auto fact = [&](std::string name, std::string value) {
    facts.rows.push_back({std::move(name), std::move(value)});
  };
  fact("as of", overview.as_of ? overview.as_of->to_string() : "no day in the documents");
  fact("period covered", overview.from ? overview.from->to_string() + " to " + overview.to->to_string() : "no dates");
  fact("holdings",
       std::to_string(overview.holdings) + " with " + detail::count(overview.interests, "interest", "interests"));
  fact("unknown shares", std::to_string(overview.unknown_shares));
  fact("shares given as a range", std::to_string(overview.ranges));
  fact("interests without dates", std::to_string(overview.undated));
  fact("sources in use", std::to_string(overview.sources));
  std::string profiles;
  for (const std::string& name : overview.profiles) profiles += (profiles.empty() ? "" : ", ") + detail::plain(name);
  if (!profiles.empty()) fact("control profiles", profiles);
  if (!overview.digest.empty()) fact("digest of the world", overview.digest);
  page.add(std::move(facts));
  if (!overview.sections.empty()) {
    page.heading("Records", 2);
    Table sections;
    sections.columns = {{"Section", 12}, {"Records", 7, true}, {"Only named by others", 8, true}};
    for (const Overview::Section& section : overview.sections)
      sections.rows.push_back({section.name, std::to_string(section.records), std::to_string(section.named_only)});
    page.add(std::move(sections));
  }
  page.heading("Inputs", 2);
  Table inputs;
  inputs.columns = {{"File", 16}, {"Digest", 71}};
  for (const auto& [name, digest] : overview.inputs) inputs.rows.push_back({detail::plain(name), digest});
  page.add(std::move(inputs));
  return page;
}

}  // namespace dutygraph::render
