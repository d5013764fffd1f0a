// SPDX-License-Identifier: BSL-1.0
#include <dutygraph/render/coherence.hpp>

#include <algorithm>
#include <map>

#include "render/words.hpp"

namespace dutygraph::render {

using detail::Citations;
using detail::label;
using detail::plain;
using detail::Remarks;

namespace {

template <class Ids>
std::vector<std::string> keys(const Graph& graph, const Ids& ids) {
  std::vector<std::string> out;
  for (const VertexId v : ids) out.emplace_back(graph.key(v));
  return out;
}

template <class Ids>
std::vector<std::string> sources_of(const Graph& graph, const Ids& ids) {
  std::vector<std::string> out;
  for (const VertexId v : ids)
    for (const Source& source : graph.sources(v))
      if (std::find(out.begin(), out.end(), source.id) == out.end()) out.push_back(source.id);
  return out;
}

std::vector<std::string> conditions(const Graph& graph, const Finding& finding) {
  std::vector<std::string> out;
  for (const VertexId v : finding.ids)
    if (const Provision* provision = graph.fields<Provision>(v))
      out.insert(out.end(), provision->conditions.begin(), provision->conditions.end());
  std::sort(out.begin(), out.end());
  out.erase(std::unique(out.begin(), out.end()), out.end());
  return out;
}

/// The number of an instrument, or the clause, that a record cites.
std::string_view citation(const Graph& graph, VertexId v) {
  const Provision* provision = graph.fields<Provision>(v);
  const Instrument* text = graph.fields<Instrument>(v);
  if (provision != nullptr) {
    if (!provision->citation.empty()) return provision->citation;
    const auto own = graph.find(VertexKind::instrument, provision->instrument);
    text = own ? graph.fields<Instrument>(*own) : nullptr;
    if (text == nullptr) return provision->instrument;
  }
  if (text == nullptr) return {};
  return !text->citation.empty() ? text->citation : text->title;
}

Record record(const Graph& graph, const Finding& finding) {
  Record out;
  out.add("kind", to_string(finding.kind));
  out.add("ids", keys(graph, finding.ids));
  out.add_some("agencies", keys(graph, finding.agencies));
  out.add_some("states", keys(graph, finding.states));
  out.add_some("axis", to_string(finding.axis));
  out.add_some("tier", to_string(finding.tier));
  out.add("certainty", finding.definite ? "definite" : "potential");
  out.add("status", to_string(finding.status));
  out.add_some("rule", to_string(finding.rule));
  if (finding.winner) out.add("winner", graph.key(finding.winner));
  out.add("when", to_string(finding.when));
  if (finding.date_uncertain) out.add("date_uncertain", true);
  if (finding.protective_norm_yields) out.add("protective_norm_yields", true);
  if (finding.approximate) out.add("approximate", true);
  out.add_some("relation", to_string(finding.relation));
  const Particulars& more = finding.details();
  out.add_some("missing", more.missing);
  out.add_some("on", more.on);
  out.add_some("tag", more.tag);
  out.add_some("through", more.through);
  out.add_some("covered", more.covered);
  out.add_some("term", more.term);
  out.add_some("difference", more.difference);
  if (more.score) {
    if (more.score->exponent() >= 0)
      out.add("score", static_cast<std::int64_t>(more.score->to_double()));
    else
      out.add("score", more.score->to_string());
  }
  out.add_some("from", more.from);
  const Witness& seen = finding.witness;
  out.add_some("witness/bearer", seen.bearer);
  out.add_some("witness/conduct", seen.conduct);
  out.add_some("witness/other_conduct", seen.other_conduct);
  out.add_some("witness/object", seen.object);
  out.add_some("witness/place", seen.place);
  if (seen.interval.from()) out.add("witness/from", seen.interval.from()->to_string());
  if (seen.interval.to()) out.add("witness/to", seen.interval.to()->to_string());
  out.add_some("witness/conditions", conditions(graph, finding));
  const SeverityVector& s = finding.severity;
  out.add("severity/certainty", std::int64_t{s.certainty});
  out.add("severity/kind", std::int64_t{s.kind});
  out.add("severity/status", std::int64_t{s.status});
  out.add("severity/when", std::int64_t{s.when});
  if (s.binding >= 0) out.add("severity/binding", std::int64_t{s.binding});
  if (s.right >= 0) out.add("severity/right", std::int64_t{s.right});
  if (s.exposed >= 0) out.add("severity/exposed", std::int64_t{s.exposed});
  out.add_some("sources", sources_of(graph, finding.ids));
  return out;
}

std::string join(const std::vector<std::string>& list) {
  std::string text;
  for (const std::string& item : list) text += (text.empty() ? "" : ", ") + plain(item);
  return text;
}

/// What the finding is about, a line each.
std::string about(const Graph& graph, const Finding& finding) {
  std::string text;
  for (const VertexId v : finding.ids) {
    if (!text.empty()) text += "\n";
    text += label(graph, v);
    if (const Provision* provision = graph.fields<Provision>(v)) text += ": " + plain(provision->modality);
    if (const std::string_view cite = citation(graph, v); !cite.empty()) text += " (" + plain(cite) + ")";
  }
  return text;
}

std::string who(const Graph& graph, const Finding& finding) {
  std::string text;
  for (const VertexId v : finding.agencies) text += (text.empty() ? "" : "\n") + label(graph, v);
  if (finding.agencies.empty())
    for (const VertexId v : finding.states) text += (text.empty() ? "" : "\n") + label(graph, v);
  if (finding.axis != Axis::none) text += (text.empty() ? "" : "\n") + std::string{to_string(finding.axis)};
  return text;
}

std::string where(const Graph& graph, const Finding& finding) {
  const Witness& seen = finding.witness;
  const Particulars& more = finding.details();
  std::string text;
  const auto add = [&](std::string_view part) {
    if (!part.empty()) text += (text.empty() ? "" : ", ") + plain(part);
  };
  add(seen.bearer);
  add(seen.conduct);
  add(seen.other_conduct);
  add(seen.object);
  if (!seen.place.empty()) add("in " + std::string{seen.place});
  const auto line = [&](const std::string& more_text) { text += (text.empty() ? "" : "\n") + more_text; };
  if (const auto flags = conditions(graph, finding); !flags.empty()) line("if " + join(flags));
  if (const std::string time = detail::period(seen.interval); !time.empty()) line(time);
  if (!more.missing.empty()) line("missing: " + join(more.missing));
  if (!more.on.empty()) line("both shape " + plain(more.on));
  if (!more.tag.empty()) line("perhaps a purchase for " + plain(more.tag));
  if (!more.through.empty()) line("through control by " + plain(more.through));
  if (!more.covered.empty()) line("covered in part: " + plain(more.covered));
  if (!more.term.empty()) line("\"" + plain(more.term) + "\" differs in " + join(more.difference));
  if (more.score) line("score " + more.score->to_string() + " from " + plain(more.from));
  return text;
}

std::string answer(const Graph& graph, const Finding& finding) {
  std::string text{to_string(finding.status)};
  if (finding.rule != PriorityRule::none) text += "\nby " + std::string{to_string(finding.rule)};
  if (finding.winner) text += ": " + label(graph, finding.winner) + " prevails";
  if (finding.protective_norm_yields) text += "\nthe norm that protects rights yields";
  if (finding.date_uncertain) text += "\ndates uncertain";
  if (finding.when != When::current) text += "\n" + std::string{to_string(finding.when)};
  return text;
}

}  // namespace

RecordList records(const Graph& graph, const CoherenceResult& result) {
  return {{"kind",
           "ids",
           "agencies",
           "states",
           "axis",
           "tier",
           "certainty",
           "status",
           "rule",
           "winner",
           "when",
           "date_uncertain",
           "protective_norm_yields",
           "approximate",
           "relation",
           "missing",
           "on",
           "tag",
           "through",
           "covered",
           "term",
           "difference",
           "score",
           "from",
           "witness/bearer",
           "witness/conduct",
           "witness/other_conduct",
           "witness/object",
           "witness/place",
           "witness/from",
           "witness/to",
           "witness/conditions",
           "severity/certainty",
           "severity/kind",
           "severity/status",
           "severity/when",
           "severity/binding",
           "severity/right",
           "severity/exposed",
           "sources"},
          result.size(),
          [graph, result](std::size_t i) { return record(graph, result[i]); }};
}

Page page(const Graph& graph, const CoherenceResult& result, const Stamp& stamp, const PageOptions& options) {
  Page page;
  Citations citations{graph, options.numbers};
  Remarks remarks;
  const std::string of = options.states.size() == 1 ? " inside " + label(graph, options.states.front()) : "";
  page.heading("Tensions between agencies" + of + " on " + stamp.as_of);
  std::size_t definite = 0, open = 0, between = 0;
  for (const Finding& finding : result) {
    if (finding.definite && finding.axis == Axis::inter_state) ++between;
    if (!finding.definite || finding.axis == Axis::inter_state) continue;
    ++definite;
    const bool answered = finding.status == FindingStatus::resolved || finding.status == FindingStatus::apparent ||
                          finding.status == FindingStatus::excepted;
    if (!answered) ++open;
  }
  page.paragraph(detail::count(definite, "definite tension", "definite tensions") + ", of which " +
                 std::to_string(open) + " without an answer in the law; " +
                 detail::count(between, "tension between States", "tensions between States") +
                 ", which counts for neither.");
  std::size_t shown = 0;
  for (const bool sure : {true, false}) {
    Table table;
    table.columns = {{"Kind", 12},  {"Records", 24}, {"Who", 16}, {"Where they meet", 20}, {"Answer of the law", 16},
                     {"Sources", 7}};
    for (const Finding& finding : result) {
      if (finding.definite != sure || shown == options.limit) continue;
      ++shown;
      std::string kind{to_string(finding.kind)};
      if (finding.tier != Tier::none) kind += "\n" + std::string{to_string(finding.tier)};
      table.rows.push_back({kind, about(graph, finding), who(graph, finding), where(graph, finding),
                            answer(graph, finding), citations.cite(sources_of(graph, finding.ids))});
    }
    if (table.rows.empty()) continue;
    if (!sure) page.heading("Potential: open kinds of bearers, uncertain dates or disputed records", 2);
    page.add(std::move(table));
  }
  if (result.empty()) page.paragraph("No tension follows from what is recorded. That is not a finding of coherence.");
  if (const std::string cut = detail::cut_note(result.total(), std::min(options.limit, result.size())); !cut.empty())
    page.paragraph(cut);
  remarks.note(
      "A finding compares encoded clauses under stated rules. It is a question to ask, not legal advice and not a "
      "verdict; a well-documented State shows more of them.");
  remarks.note(
      "Collision: both cannot be obeyed. Contradiction: one grants what the other denies. Competition: both can be "
      "obeyed but pull apart. Duplication: the same pull, twice.");
  detail::finish(page, citations, remarks, stamp);
  return page;
}

}  // namespace dutygraph::render
