// SPDX-License-Identifier: BSL-1.0
#include <dutygraph/render/findings.hpp>

#include <algorithm>

#include "render/words.hpp"

namespace dutygraph::render {

RecordList records(const Diagnostics& list) {
  return {{"rule", "severity", "file", "line", "path", "value", "hint"}, list.size(), [&list](std::size_t i) {
            const Diagnostic& finding = list[i];
            Record record;
            record.add("rule", finding.rule);
            record.add("severity", to_string(finding.severity));
            record.add_some("file", finding.file);
            if (finding.line != 0) record.add("line", finding.line);
            record.add_some("path", finding.path);
            record.add_some("value", finding.value);
            record.add("hint", finding.hint);
            return record;
          }};
}

Page page(const Diagnostics& list, const Stamp& stamp, std::size_t limit) {
  Page page;
  page.heading("What is wrong or odd");
  page.paragraph(detail::count(list.count(Severity::error), "error", "errors") + ", " +
                 detail::count(list.count(Severity::warning), "warning", "warnings") + ", " +
                 detail::count(list.count(Severity::note), "note", "notes") + ".");
  if (!list.empty()) {
    Table table;
    table.columns = {{"Severity", 8}, {"Rule", 12}, {"Where", 20}, {"Value", 12}, {"What is meant or expected", 24}};
    for (std::size_t i = 0; i < std::min(list.size(), limit); ++i) {
      const Diagnostic& finding = list[i];
      std::string where = detail::plain(finding.file);
      if (finding.line != 0) where += ":" + std::to_string(finding.line);
      if (!finding.path.empty()) where += (where.empty() ? "" : " ") + detail::plain(finding.path);
      table.rows.push_back({std::string{to_string(finding.severity)}, finding.rule, std::move(where),
                            detail::plain(finding.value), detail::plain(finding.hint)});
    }
    page.add(std::move(table));
  }
  if (const std::string cut = detail::cut_note(list.size(), limit); !cut.empty()) page.paragraph(cut);
  page.heading("How this was computed", 2);
  page.paragraph(detail::stamp_line(stamp));
  return page;
}

}  // namespace dutygraph::render
