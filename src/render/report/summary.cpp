// SPDX-License-Identifier: BSL-1.0
#include "render/report/summary.hpp"

#include <algorithm>
#include <set>
#include <string>

#include "render/words.hpp"

namespace dutygraph::render::detail {
namespace {

using vocab::Closeness;

std::string ties(const Graph& graph, const NexusResult& result) {
  if (result.empty()) return "No tie is recorded for that day. That is not a finding that there is none.";
  std::set<VertexId> companies, control, may_control;
  std::size_t by_deal = 0;
  for (const NexusRow& row : result) {
    companies.insert(row.company);
    if (row.engagement) ++by_deal;
    if (row.channel == "n01") (row.verdict == Verdict::certain ? control : may_control).insert(row.company);
  }
  for (const VertexId v : control) may_control.erase(v);
  std::string text = count(result.size(), "tie", "ties") + " to " + count(companies.size(), "company", "companies") +
                     (result.size() == 1 ? " is" : " are") + " recorded, " + std::to_string(by_deal) + " by deals.";
  const auto named = [&](const std::set<VertexId>& list) {
    constexpr std::size_t most = 5;
    std::vector<std::string> names;
    for (const VertexId v : list) names.push_back(label(graph, v));
    std::sort(names.begin(), names.end());
    std::string words;
    for (std::size_t i = 0; i < std::min(names.size(), most); ++i) words += (i == 0 ? "" : ", ") + names[i];
    if (names.size() > most) words += " and " + std::to_string(names.size() - most) + " more";
    return words;
  };
  if (!control.empty()) text += "\nControl, on the evidence recorded: " + named(control) + ".";
  if (!may_control.empty()) text += "\nMay control: " + named(may_control) + ".";
  return text;
}

/// "Whether the tie holds: 1 of 3."; nothing where there is nothing to know.
std::string open_part(std::string_view what, std::size_t unknown, std::size_t all) {
  if (all == 0) return {};
  return std::string{what} + ": " + std::to_string(unknown) + " of " + std::to_string(all) + ".";
}

std::string open_ties(const NexusResult& result) {
  std::size_t possible = 0, no_condition_known = 0;
  for (const NexusRow& row : result) {
    if (row.verdict == Verdict::possible) ++possible;
    if (row.safeguard == SafeguardStatus::unknown) ++no_condition_known;
  }
  const std::string conditions = open_part("\nHuman-rights condition", no_condition_known, result.size());
  return open_part("Whether the tie holds", possible, result.size()) + conditions;
}

/// Results in the order of Outcome, and how many are unknown.
template <class Rows>
struct Tally {
  explicit Tally(const Rows& rows) : all{rows.size()} {
    std::size_t counts[6] = {};
    for (const auto& row : rows) ++counts[std::min<std::size_t>(static_cast<std::size_t>(row.result), 5)];
    for (std::size_t i = 0; i < 6; ++i) {
      const auto outcome = static_cast<Outcome>(i);
      if (counts[i] == 0) continue;
      if (outcome == Outcome::unknown)
        unknown = counts[i];
      else
        known += (known.empty() ? "" : ", ") + std::to_string(counts[i]) + " " + std::string{to_string(outcome)};
    }
  }
  std::size_t all = 0, unknown = 0;
  std::string known;

  [[nodiscard]] std::string words() const { return known.empty() ? "nothing that decides" : known; }
  [[nodiscard]] std::string open(std::string_view what) const { return open_part(what, unknown, all); }
};

std::string tensions(const CoherenceResult& result) {
  std::size_t definite = 0, open = 0, between = 0;
  for (const Finding& finding : result) {
    if (!finding.definite) continue;
    if (finding.axis == Axis::inter_state) {
      ++between;
      continue;
    }
    ++definite;
    if (finding.status != FindingStatus::resolved && finding.status != FindingStatus::apparent &&
        finding.status != FindingStatus::excepted)
      ++open;
  }
  if (result.empty()) return "No tension follows from what is recorded. That is not a finding of coherence.";
  std::string text = count(definite, "definite tension", "definite tensions") + ", " + std::to_string(open) +
                     " without an answer in the law";
  if (between != 0) text += "; " + std::to_string(between) + " between States, which count for neither";
  return text + ". Each is a question to ask.";
}

std::string repairs(const Result<Repair>& result) {
  std::set<std::size_t> groups;
  std::size_t sets = 0, none = 0;
  for (const Repair& row : result) {
    groups.insert(row.component);
    if (row.edits.empty())
      ++none;
    else
      ++sets;
  }
  if (groups.empty()) return "Nothing to repair is known.";
  std::string text = count(sets, "smallest set of edits", "smallest sets of edits") + " for " +
                     count(groups.size(), "group of tensions", "groups of tensions");
  if (none != 0) text += "; for " + std::to_string(none) + " none that may be proposed is known";
  return text + ". Options to weigh, not advice.";
}

}  // namespace

Page summary_of(const Graph& graph, const ReportOptions& options, const ReportAnswers& answers) {
  Page page;
  page.heading("Summary");
  page.paragraph("What the records given say about " + label(graph, options.state) + " on " +
                 options.as_of.to_string() +
                 ", under the UN Guiding Principles on Business and Human Rights, State "
                 "duty to protect. Only what the files record is shown: what is not recorded is unknown, which is not "
                 "none, and nothing here is a finding of a violation or a ranking.");
  page.paragraph(
      "Principles, elements and headlines are named in this project's paraphrase, not in the wording of the "
      "United Nations; their tests are this project's operationalisation, not UN positions. What falls short "
      "of them is a gap against expectation.");
  page.paragraph(
      "PASS: recorded as met. PARTIAL: met in part, or sources say both. FAIL: a gap against expectation, by recorded "
      "negative evidence or in a scope that is declared complete. UNKNOWN: nothing that is recorded decides.");
  Table table{{{"Question", 16}, {"What the records say", 30}, {"Not known", 20}}, {}};
  const auto row = [&](std::string question, std::string known, std::string open) {
    table.rows.push_back({std::move(question), std::move(known), std::move(open)});
  };
  row("Ties to companies", ties(graph, answers.nexus), open_ties(answers.nexus));
  const Tally mix{answers.mix};
  row("Smart mix of measures", count(mix.all, "cell", "cells") + ": " + mix.words() + ".",
      mix.open("Cells that nothing decides"));
  const auto no_application = std::count_if(
      answers.instruments.begin(), answers.instruments.end(),
      [](const InstrumentRow& instrument) { return instrument.entry.standing.applied == Applied::unknown; });
  row("Instruments", count(answers.instruments.size(), "instrument is", "instruments are") + " recorded.",
      open_part("Whether they are applied", static_cast<std::size_t>(no_application), answers.instruments.size()));
  const std::size_t open_gaps = static_cast<std::size_t>(std::count_if(
      answers.gaps.begin(), answers.gaps.end(), [](const GapRow& gap) { return gap.result == Outcome::unknown; }));
  row("Gaps in the smart mix",
      count(answers.gaps.size() - open_gaps, "gap against expectation", "gaps against expectation") + ".",
      open_part("Questions that nothing decides", open_gaps, answers.gaps.size()));
  const auto potential = static_cast<std::size_t>(std::count_if(
      answers.coherence.begin(), answers.coherence.end(), [](const Finding& finding) { return !finding.definite; }));
  row("Tensions between agencies", tensions(answers.coherence),
      open_part("Whether they are tensions", potential, answers.coherence.size()));
  row("Smallest repairs", repairs(answers.repairs), {});
  const Tally elements{answers.elements};
  row("Elements of the Guiding Principles", count(elements.all, "element", "elements") + ": " + elements.words() + ".",
      elements.open("Elements that nothing decides"));
  page.add(std::move(table));
  return page;
}

}  // namespace dutygraph::render::detail
