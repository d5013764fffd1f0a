// SPDX-License-Identifier: BSL-1.0
#include <ostream>
#include <string_view>

#include <dutygraph/render/page.hpp>

#include "base/markup.hpp"
#include "render/words.hpp"

namespace dutygraph::render {
namespace {

/// Text with everything escaped that Markdown, HTML or GitHub gives a meaning; \p line_end stands for a line end.
std::string escape(std::string_view text, std::string_view line_end) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    switch (c) {
      case '\n':
        out += line_end;
        break;
      case '&':
      case '<':
      case '>':
        out += dutygraph::detail::entity_of(c);
        break;
      case detail::citation_begin: {
        const std::size_t end = text.find(detail::citation_end, i);
        const std::string number{text.substr(i + 1, end - i - 1)};
        out += "[\\[" + number + "\\]](#source-" + number + ")";
        i = end;
        break;
      }
      case '@':
        out += "&#64;";
        break;  // would notify somebody
      case '\\':
      case '`':
      case '*':
      case '_':
      case '[':
      case ']':
      case '|':
      case '~':
      case '$':
        out += '\\';
        out += c;
        break;
      default:
        out += c;
    }
  }
  return out;
}

/// A paragraph or item: its first character must not begin a heading, a list or a rule.
std::string escape_block(std::string_view text, std::string_view line_end) {
  std::string out = escape(text, line_end);
  const std::size_t digits = out.find_first_not_of("0123456789");
  if (digits != 0 && digits != std::string::npos && (out[digits] == '.' || out[digits] == ')')) {
    out.insert(digits, 1, '\\');
  } else if (!out.empty() && std::string_view{"#+-="}.find(out.front()) != std::string_view::npos) {
    out.insert(0, 1, '\\');
  }
  return out;
}

void put(std::ostream& out, const Heading& heading) {
  out << std::string(static_cast<std::size_t>(heading.level), '#') << ' ' << escape(heading.text, " ") << '\n';
}

void put(std::ostream& out, const Paragraph& paragraph) { out << escape_block(paragraph.text, "\n") << '\n'; }

void put(std::ostream& out, const Table& table) {
  for (const Column& column : table.columns) out << "| " << escape(column.title, " ") << ' ';
  out << "|\n";
  for (const Column& column : table.columns) out << (column.right ? "| ---: " : "| --- ");
  out << "|\n";
  for (const auto& row : table.rows) {
    for (const std::string& cell : row) out << "| " << escape(cell, "<br>") << ' ';
    out << "|\n";
  }
}

void put(std::ostream& out, const List& list) {
  for (const List::Item& item : list.items) {
    // Deeper than this nobody reads, and readers of Markdown have limits of their own.
    out << std::string(2 * (item.depth < 30 ? item.depth : 30), ' ') << "- ";
    if (!item.mark.empty() && item.mark != "-") out << escape(item.mark, " ") << ' ';
    out << escape_block(item.text, "<br>") << '\n';
  }
}

}  // namespace

std::string detail::markdown_text(std::string_view text) { return escape(text, " "); }

void write_markdown(const Page& page, std::ostream& out) {
  bool first = true;
  for (const Block& block : page.blocks) {
    if (!first) out << '\n';
    first = false;
    std::visit([&](const auto& b) { put(out, b); }, block);
  }
}

}  // namespace dutygraph::render
