// SPDX-License-Identifier: BSL-1.0
#include "python/html.hpp"

#include <algorithm>
#include <string_view>
#include <variant>

#include "base/markup.hpp"

namespace dutygraph::python {
namespace {

/// Appends text; line ends stay visible.
void put(std::string& out, std::string_view text) {
  for (std::size_t end = 0; (end = text.find('\n')) != std::string_view::npos; text.remove_prefix(end + 1)) {
    dutygraph::detail::append_markup(out, text.substr(0, end));
    out += "<br>";
  }
  dutygraph::detail::append_markup(out, text);
}

struct Writer {
  std::string& out;

  void operator()(const render::Heading& heading) const {
    const char* tag = heading.level == 1 ? "h4>" : "h5>";
    out.append("<").append(tag);
    put(out, heading.text);
    out.append("</").append(tag);
  }
  void operator()(const render::Paragraph& paragraph) const {
    out += "<p>";
    put(out, paragraph.text);
    out += "</p>";
  }
  void operator()(const render::Table& table) const {
    out += "<table><thead><tr>";
    for (const render::Column& column : table.columns) {
      out += "<th scope=\"col\" style=\"text-align:left\">";
      put(out, column.title);
      out += "</th>";
    }
    out += "</tr></thead><tbody>";
    for (const auto& row : table.rows) {
      out += "<tr>";
      for (const std::string& cell : row) {
        out += "<td style=\"text-align:left;vertical-align:top\">";
        put(out, cell);
        out += "</td>";
      }
      out += "</tr>";
    }
    out += "</tbody></table>";
  }
  void operator()(const render::List& list) const {
    constexpr std::size_t most = 200;
    for (std::size_t i = 0; i < std::min(most, list.items.size()); ++i) {
      const render::List::Item& item = list.items[i];
      out += "<div style=\"margin-left:" + std::to_string(2 * std::min<std::size_t>(item.depth, 20)) + "em\">";
      put(out, item.mark);
      out += ' ';
      put(out, item.text);
      out += "</div>";
    }
    if (list.items.size() > most) out += "<div>" + std::to_string(list.items.size() - most) + " more</div>";
  }
};

}  // namespace

std::string to_html(const render::Page& page) {
  std::string out = "<div class=\"dutygraph\">";
  for (const render::Block& block : page.blocks) std::visit(Writer{out}, block);
  out += "</div>";
  return out;
}

}  // namespace dutygraph::python
