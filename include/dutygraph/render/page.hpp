// SPDX-License-Identifier: BSL-1.0
#pragma once

/// \file
/// What people read: headlines, tables, lists; written as text or as Markdown.

#include <cstddef>
#include <cstdint>
#include <iosfwd>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include <dutygraph/config.hpp>

namespace dutygraph::render {

/// For limits: all rows.
inline constexpr std::size_t all_rows = static_cast<std::size_t>(-1);

/// All text of a page is plain: writers escape what their format gives a meaning. Text from data must have gone
/// through printable(); a line end in a cell is a line end in the cell.
struct Heading {
  std::string text;
  int level = 1;  ///< 1 to 3
};

struct Paragraph {
  std::string text;
};

struct Column {
  std::string title;
  std::size_t least = 8;  ///< characters below which it is not narrowed
  bool right = false;     ///< aligned to the right: numbers
};

struct Table {
  std::vector<Column> columns;
  std::vector<std::vector<std::string>> rows;
};

/// A list whose items have a mark each: "[1]", "-".
struct List {
  struct Item {
    std::string mark;
    std::string text;
    std::size_t depth = 0;  ///< how far it is indented
  };
  std::vector<Item> items;
};

using Block = std::variant<Heading, Paragraph, Table, List>;

/// A result for people, free of any format.
struct DUTYGRAPH_EXPORT Page {
  std::vector<Block> blocks;

  void heading(std::string text, int level = 1) { blocks.emplace_back(Heading{std::move(text), level}); }
  void paragraph(std::string text) { blocks.emplace_back(Paragraph{std::move(text)}); }
  void add(Table table) { blocks.emplace_back(std::move(table)); }
  void add(List list) { blocks.emplace_back(std::move(list)); }
};

/// Text of at most \p width columns on a terminal. Tables narrow their widest columns until they fit; cells wrap at
/// spaces, and what needs more than eight lines is cut, with "..." as the mark and a last line that says so.
DUTYGRAPH_EXPORT void write_text(const Page& page, std::ostream& out, std::size_t width = 120);

/// Markdown with tables (GitHub's flavour). Every character that Markdown or HTML gives a meaning is escaped.
DUTYGRAPH_EXPORT void write_markdown(const Page& page, std::ostream& out);

}  // namespace dutygraph::render
