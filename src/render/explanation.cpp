// SPDX-License-Identifier: BSL-1.0
#include <dutygraph/render/explanation.hpp>

#include <utility>

#include "render/control_words.hpp"
#include "render/explanation_tree.hpp"
#include "render/nexus_words.hpp"
#include "render/words.hpp"

namespace dutygraph::render {

using detail::Citations;
using detail::plain;
using detail::Remarks;

namespace detail {

void add_tree(Record& record, const Explanation& told) {
  record.add("claim", told.claim);
  record.add_some("rule", told.rule);
  std::vector<Record> facts;
  for (const auto& [name, value] : told.facts) {
    Record& fact = facts.emplace_back();
    fact.add("name", name);
    fact.add("value", value);
  }
  record.add_some("facts", std::move(facts));
  record.add_some("sources", told.sources);
  std::vector<Record> because;
  for (const Explanation& reason : told.because) add_tree(because.emplace_back(), reason);
  record.add_some("because", std::move(because));
}

}  // namespace detail

namespace {

/// The tree in reading order.
void list_tree(List& list, const Explanation& told, std::size_t depth, Citations& citations, Remarks& remarks) {
  std::string text = plain(told.claim);
  if (!told.rule.empty()) text += " [" + plain(told.rule) + "]";
  if (!told.sources.empty()) text += " " + citations.cite(told.sources);
  std::string facts;
  for (const auto& [name, value] : told.facts) {
    facts += (facts.empty() ? "" : "; ") + plain(name) + ": " + plain(value);
    if (name == "assumes") remarks.assume(value);
  }
  if (!facts.empty()) text += "\n" + facts;
  list.items.push_back({"-", std::move(text), depth});
  for (const Explanation& reason : told.because) list_tree(list, reason, depth + 1, citations, remarks);
}

}  // namespace

RecordList records(const Graph& graph, const Derivation& derivation) {
  Record record;
  if (!derivation.control.empty()) {
    const ControlRow& row = derivation.control[0];
    record.add("state", graph.key(row.state));
    record.add("company", graph.key(row.company));
    record.add("verdict", to_string(row.verdict));
  }
  detail::add_tree(record, derivation.explanation);
  std::vector<Record> ties;
  for (const NexusRow& row : derivation.ties)
    detail::add_tie(ties.emplace_back(), graph, row, detail::day_of(derivation.ties.stamp()));
  record.add_some("ties", std::move(ties));
  return {{}, 1, [record = std::move(record)](std::size_t) { return record; }, true};
}

Page page(const Graph& graph, const Derivation& derivation, const Stamp& stamp, const ControlProfile& profile) {
  Page page;
  Citations citations{graph};
  Remarks remarks;
  page.heading(plain(derivation.explanation.claim) + " on " + stamp.as_of);
  page.paragraph("Profile " + detail::describe(profile) + ".");
  List list;
  list_tree(list, derivation.explanation, 0, citations, remarks);
  page.add(std::move(list));
  if (!derivation.ties.empty()) {
    page.heading("Ties", 2);
    detail::TieTable ties{graph, profile, detail::day_of(stamp), citations, remarks, false, true};
    for (const NexusRow& row : derivation.ties) ties.add(row);
    page.add(ties.take());
  }
  detail::finish(page, citations, remarks, stamp);
  return page;
}

RecordList records(const Explanation& explanation) {
  Record record;
  detail::add_tree(record, explanation);
  return {{}, 1, [record = std::move(record)](std::size_t) { return record; }, true};
}

Page page(const Graph& graph, const Explanation& explanation, const Stamp& stamp) {
  Page page;
  Citations citations{graph};
  Remarks remarks;
  std::string claim = plain(explanation.claim);
  if (claim.ends_with('.')) claim.pop_back();
  page.heading(claim + " on " + stamp.as_of);
  List list;
  Explanation root = explanation;
  if (root.rule.empty() && root.facts.empty()) {
    for (const Explanation& reason : root.because) list_tree(list, reason, 0, citations, remarks);
  } else {
    list_tree(list, root, 0, citations, remarks);
  }
  if (!list.items.empty()) page.add(std::move(list));
  detail::finish(page, citations, remarks, stamp);
  return page;
}

}  // namespace dutygraph::render
