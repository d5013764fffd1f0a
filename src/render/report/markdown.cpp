// SPDX-License-Identifier: BSL-1.0
#include <ostream>
#include <string>
#include <variant>

#include <dutygraph/render/report.hpp>

#include "render/words.hpp"

namespace dutygraph::render {
namespace {

/// Headings one level lower: the first is that of the report.
void write_part(Page page, std::ostream& out) {
  for (Block& block : page.blocks)
    if (auto* heading = std::get_if<Heading>(&block)) ++heading->level;
  out << '\n';
  write_markdown(page, out);
}

}  // namespace

void write_markdown(const Report& report, const Stamp& stamp, std::ostream& out) {
  using detail::markdown_text;
  out << "# " << markdown_text(report.title) << '\n';
  write_part(report.summary, out);
  for (const ReportSection& section : report.sections) write_part(section.page, out);
  out << "\n## Sources\n\n";
  if (report.sources.empty()) out << "No source is cited.\n";
  std::size_t number = 0;
  for (const Report::CitedSource& source : report.sources) {
    const std::string id = detail::plain(source.id);
    ++number;
    out << number << ". <a id=\"source-" << number << "\"></a>"
        << markdown_text(source.text.empty() ? id : source.text);
    if (!source.url.empty()) out << ". " << markdown_text(detail::plain(source.url));
    if (!source.text.empty()) out << " (" << markdown_text(id) << ")";
    out << '\n';
  }
  Page end;
  end.heading("Assumptions and caveats");
  List caveats, stamps;
  for (const std::string& caveat : report.caveats) caveats.items.push_back({"-", caveat});
  end.add(std::move(caveats));
  end.heading("How this was computed");
  for (const std::string& line : report.stamps) stamps.items.push_back({"-", line});
  end.add(std::move(stamps));
  end.paragraph(detail::stamp_line(stamp));
  write_part(std::move(end), out);
}

}  // namespace dutygraph::render
