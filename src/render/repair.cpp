// SPDX-License-Identifier: BSL-1.0
#include <dutygraph/render/repair.hpp>

#include <algorithm>
#include <string>
#include <vector>

#include "render/words.hpp"

namespace dutygraph::render {
namespace {

std::vector<Record> named(const std::vector<FindingName>& list) {
  std::vector<Record> out;
  for (const FindingName& name : list) {
    Record& record = out.emplace_back();
    record.add("kind", to_string(name.kind));
    record.add("ids", name.ids);
    record.add_some("on", name.on);
  }
  return out;
}

std::string words(const std::vector<FindingName>& list) {
  std::string text;
  for (const FindingName& name : list) {
    text += (text.empty() ? "" : "\n") + std::string{to_string(name.kind)} + ":";
    for (const std::string& id : name.ids) text += " " + detail::plain(id);
    if (!name.on.empty()) text += " on " + detail::plain(name.on);
  }
  return text;
}

}  // namespace

RecordList records(const Result<Repair>& result) {
  return {{"component", "edits", "moves", "cost", "removes", "adds", "leaves", "weakens", "withheld", "exact", "bound"},
          result.size(),
          [result](std::size_t i) {
            const Repair& row = result[i];
            Record record;
            record.add("component", static_cast<std::uint64_t>(row.component));
            std::vector<std::string> edits, moves;
            for (const RepairEdit& edit : row.edits) {
              edits.push_back(edit.edit);
              moves.emplace_back(to_string(edit.move));
            }
            record.add("edits", std::move(edits));
            record.add("moves", std::move(moves));
            record.add("cost", std::int64_t{row.cost});
            record.add("removes", named(row.removes));
            record.add("adds", named(row.adds));
            record.add_some("leaves", named(row.leaves));
            record.add("weakens", row.weakens);
            if (row.withheld) record.add("withheld", true);
            record.add("exact", row.exact);
            record.add("bound", std::int64_t{row.bound});
            return record;
          }};
}

Page page(const Result<Repair>& result, const Stamp& stamp, std::size_t limit) {
  Page page;
  detail::Remarks remarks;
  page.heading("Smallest repairs of open tensions" + (stamp.as_of.empty() ? std::string{} : ", on " + stamp.as_of));
  if (result.empty()) {
    page.paragraph("No tension is recorded that is certain and has no answer in the law: there is nothing to repair.");
  } else {
    page.paragraph(detail::count(result[result.size() - 1].component, "group of tensions that share edits",
                                 "groups of tensions that share edits") +
                   ", " + detail::count(result.size(), "row", "rows") + ".");
  }
  Table table;
  table.columns = {{"Group", 5, true}, {"Edits", 30}, {"Cost", 4, true}, {"Removes", 20}, {"Adds", 10}};
  std::size_t last = 0;
  for (std::size_t i = 0; i < std::min(result.size(), limit); ++i) {
    const Repair& row = result[i];
    std::string edits;
    for (const RepairEdit& edit : row.edits)
      edits += (edits.empty() ? "" : "\n") + std::string{to_string(edit.move)} +
               (edit.weakens ? " (weakens protection)" : "") + ": " + detail::plain(edit.edit);
    if (row.edits.empty())
      edits = row.withheld ? "only edits that weaken protection are known (--allow-weakening)" : "no edit is known";
    if (!row.exact) edits += "\nnot certain to be the cheapest; none costs less than " + std::to_string(row.bound);
    std::string removes = words(row.removes);
    if (!row.leaves.empty()) removes += (removes.empty() ? "" : "\n") + std::string{"stays: "} + words(row.leaves);
    table.rows.push_back({row.component == last ? std::string{} : std::to_string(row.component), std::move(edits),
                          row.edits.empty() ? std::string{} : std::to_string(row.cost), std::move(removes),
                          row.adds.empty() ? "nothing" : words(row.adds)});
    last = row.component;
  }
  if (!table.rows.empty()) page.add(std::move(table));
  remarks.note(
      "Of each group every cheapest set is listed; which to choose, if any, is not for a program to say. Edits are "
      "lines for dutygraph what-if --edits. Each set was tried on a copy of the world; nothing was changed.");
  if (const std::string cut = detail::cut_note(result.size(), limit); !cut.empty()) page.paragraph(cut);
  const Graph none;
  const detail::Citations citations{none};
  detail::finish(page, citations, remarks, stamp);
  return page;
}

}  // namespace dutygraph::render
