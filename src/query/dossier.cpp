// SPDX-License-Identifier: BSL-1.0
#include <dutygraph/query/dossier.hpp>

#include <algorithm>
#include <set>
#include <tuple>

#include "query/day.hpp"
#include "query/holders.hpp"

namespace dutygraph {
namespace {

/// What a record says in one line.
std::string summary(const Graph& graph, VertexId v) {
  std::string text = std::string{to_string(graph.kind(v))} + " " + std::string{graph.name(v)};
  const auto add = [&](std::string_view part) {
    if (!part.empty()) text += ", " + std::string{part};
  };
  if (const Restriction* restriction = graph.fields<Restriction>(v)) {
    add(restriction->measure);
    add(restriction->ground);
    add(restriction->agency);
  } else if (const Event* event = graph.fields<Event>(v)) {
    add(event->type);
    if (event->date) add(event->date->to_string());
    add(event->forum);
    add(event->outcome);
  } else if (const Concert* concert = graph.fields<Concert>(v)) {
    for (const std::string& party : concert->parties) add(party);
  }
  if (const Interval valid = graph.lifetime(v); !valid.is_always()) add(valid.to_string());
  return text;
}

std::vector<std::string> gaps_of(const Graph& graph, const Dossier& dossier) {
  std::vector<std::string> gaps;
  if (dossier.owners.empty()) gaps.emplace_back("no holder is recorded for that day");
  for (const EdgeId e : dossier.owners) {
    const std::string holder{graph.key(graph.source(e))};
    const std::optional<Share> share = graph.share(e);
    if (vocab::enters_sums(graph.basis(e)) && (!share || share->is_unknown()))
      gaps.push_back("the share of " + holder + " is not known (" + std::string{graph.holding_key(e)} + ")");
    const Organisation* organisation = graph.fields<Organisation>(graph.source(e));
    if (organisation != nullptr && organisation->type == "unknown")
      gaps.push_back("nobody has identified the holder " + holder);
  }
  for (const NexusRow& row : dossier.nexus)
    if (row.safeguard == SafeguardStatus::unknown)
      gaps.push_back("whether a human-rights condition comes with " +
                     (row.engagement ? std::string{graph.key(row.engagement)}
                                     : "the holding of " + std::string{graph.key(row.agency)}) +
                     " is not recorded");
  std::sort(gaps.begin(), gaps.end());
  gaps.erase(std::unique(gaps.begin(), gaps.end()), gaps.end());
  return gaps;
}

}  // namespace

Dossier dossier(const Graph& given, VertexId asked, const NexusOptions& options) {
  const Date day = detail::day_of(given, options.as_of);
  const Graph graph = detail::seen_on(given, day);
  Dossier dossier;
  dossier.company = graph.canonical(asked);
  const VertexId company = dossier.company;
  for (const EdgeId e : graph.in_edges(company, EdgeKind::holds))
    (graph.on(e, day.first()) != Certainty::no ? dossier.owners : dossier.past_owners).push_back(e);
  for (const EdgeId e : graph.out_edges(company, EdgeKind::holds))
    if (graph.on(e, day.first()) != Certainty::no) dossier.holdings.push_back(e);
  const auto by_ends = [&](EdgeId a, EdgeId b) {
    const auto key = [&](EdgeId e) {
      return std::tuple{graph.key(graph.source(e)), graph.key(graph.target(e)), graph.holding_key(e), e};
    };
    return key(a) < key(b);
  };
  for (std::vector<EdgeId>* list : {&dossier.owners, &dossier.past_owners, &dossier.holdings})
    std::sort(list->begin(), list->end(), by_ends);

  const ControlOptions control_options{
      .profile = options.profile, .as_of = day, .states = options.states, .companies = {company}, .stop = options.stop};
  const ControlResult all = control(graph, control_options);
  // Only the States with an interest in the company, not a row of "excluded" for each State there is.
  std::vector<ControlRow> rows;
  std::vector<EdgeId> evidence;
  for (ControlRow row : all) {
    if (row.verdict == Verdict::excluded && row.num_evidence == 0) continue;
    const auto rests_on = all.evidence(row);
    row.first_evidence = static_cast<std::uint32_t>(evidence.size());
    evidence.insert(evidence.end(), rests_on.begin(), rests_on.end());
    rows.push_back(std::move(row));
  }
  dossier.control = ControlResult{std::move(rows), std::move(evidence), all.stamp()};
  NexusOptions nexus_options = options;
  nexus_options.as_of = day;
  nexus_options.companies = {company};
  dossier.nexus = nexus(graph, nexus_options);

  std::set<VertexId> records;
  for (const EdgeId e : graph.in_edges(company, EdgeKind::concerns)) records.insert(graph.source(e));
  for (const EdgeId e : graph.out_edges(company)) {
    const VertexKind kind = graph.kind(graph.target(e));
    if (kind == VertexKind::event || kind == VertexKind::concert) records.insert(graph.target(e));
  }
  for (const VertexId record : records) dossier.mentions.push_back({record, summary(graph, record)});
  std::sort(dossier.mentions.begin(), dossier.mentions.end(),
            [&](const Mention& a, const Mention& b) { return graph.key(a.record) < graph.key(b.record); });
  dossier.gaps = gaps_of(graph, dossier);
  return dossier;
}

}  // namespace dutygraph
