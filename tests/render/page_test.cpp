// SPDX-License-Identifier: BSL-1.0
#include <dutygraph/render/page.hpp>

#include <rapidcheck.h>

#include <sstream>
#include <string>
#include <vector>

#include <dutygraph/diagnostics.hpp>

#include "support/catch.hpp"

namespace dutygraph::render {
namespace {

std::string text_of(const Page& page, std::size_t width = 120) {
  std::ostringstream out;
  write_text(page, out, width);
  return std::move(out).str();
}

std::string markdown_of(const Page& page) {
  std::ostringstream out;
  write_markdown(page, out);
  return std::move(out).str();
}

Page table_page(std::vector<std::string> cells) {
  Page page;
  Table table;
  for (std::size_t c = 0; c < cells.size(); ++c) table.columns.push_back({"Column", 8});
  table.rows.push_back(std::move(cells));
  page.add(std::move(table));
  return page;
}

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream in{text};
  for (std::string line; std::getline(in, line);) lines.push_back(line);
  return lines;
}

TEST_CASE("blocks are set apart, headings underlined", "[render]") {
  Page page;
  page.heading("Title");
  page.paragraph("One two three.");
  page.heading("Section", 2);
  page.add(List{{{"[1]", "first"}, {"[10]", "tenth", 1}}});
  CHECK(text_of(page, 20) == "Title\n=====\nOne two three.\n\nSection\n-------\n[1]  first\n  [10] tenth\n");
  CHECK(markdown_of(page) == "# Title\n\nOne two three.\n\n## Section\n\n- \\[1\\] first\n  - \\[10\\] tenth\n");
  CHECK(text_of(Page{}).empty());
  CHECK(markdown_of(Page{}).empty());
}

TEST_CASE("a table that fits is not wrapped", "[render]") {
  CHECK(text_of(table_page({"one two", "50 %"})) == "Column   Column\n-------  ------\none two  50 %\n");
}

TEST_CASE("cells wrap at spaces, break long words behind marks, and keep their line ends", "[render]") {
  const std::string text =
      text_of(table_page({"one two three four five six", "a-very-long-identifier-of-a-company", "x\ny"}), 40);
  for (const std::string& line : lines_of(text)) CHECK(line.size() <= 40);
  CHECK_THAT(text, Catch::Matchers::ContainsSubstring("-"));
  CHECK(text.find("x\n") != std::string::npos);
  // A number and its percent sign, and short words in brackets, stay together.
  const std::string kept = text_of(table_page({"a share of 49.2 % of votes (from capital) and (UNGP 4)"}), 16);
  CHECK_THAT(kept, Catch::Matchers::ContainsSubstring("49.2 %"));
  CHECK_THAT(kept, Catch::Matchers::ContainsSubstring("(from capital)"));
  CHECK_THAT(kept, Catch::Matchers::ContainsSubstring("(UNGP 4)"));
}

TEST_CASE("a cell of more than eight lines is cut with a mark, and the page says so once", "[render]") {
  std::string words;
  for (int i = 0; i < 100; ++i) words += "word ";
  const std::string text = text_of(table_page({words, "x"}), 30);
  CHECK_THAT(text, Catch::Matchers::ContainsSubstring("word...\n\nA cell that ends in"));
  CHECK(lines_of(text).size() <= 14);
  CHECK_THAT(text_of(table_page({"short", "x"}), 30), !Catch::Matchers::ContainsSubstring("A cell that ends"));
}

TEST_CASE("wide and combining characters are counted as terminals show them", "[render]") {
  Page page;
  Table table{{{"A", 1}, {"B", 1}}, {{"\u4e2d\u6587", "x"}, {"e\u0301e", "x"}, {"abcd", "x"}}};
  page.add(std::move(table));
  CHECK(text_of(page) == "A     B\n----  -\n\u4e2d\u6587  x\ne\u0301e    x\nabcd  x\n");
}

TEST_CASE("numbers stand at the right", "[render]") {
  Page page;
  page.add(Table{{{"Section", 1}, {"Records", 1, true}}, {{"states", "3"}, {"companies", "1200"}}});
  CHECK(text_of(page) == "Section    Records\n---------  -------\nstates           3\ncompanies     1200\n");
}

TEST_CASE("Markdown escapes what Markdown, HTML and GitHub give a meaning", "[render]") {
  const std::string text =
      markdown_of(table_page({"a|b", "<script>&", "*x* _y_ `z` [l](u) ~ $1$ \\ @all", "two\nlines"}));
  CHECK_THAT(text, Catch::Matchers::ContainsSubstring("| a\\|b | &lt;script&gt;&amp; | \\*x\\* \\_y\\_ \\`z\\` "
                                                      "\\[l\\](u) \\~ \\$1\\$ \\\\ &#64;all | two<br>lines |"));
  for (const auto& [plain, escaped] :
       std::vector<std::pair<std::string, std::string>>{{"# no heading", "\\# no heading\n"},
                                                        {"- no item", "\\- no item\n"},
                                                        {"+ no item", "\\+ no item\n"},
                                                        {"1. no item", "1\\. no item\n"},
                                                        {"2024) no item", "2024\\) no item\n"},
                                                        {"== no rule", "\\== no rule\n"},
                                                        {"2024-01", "2024-01\n"},
                                                        {"50 %", "50 %\n"}}) {
    Page page;
    page.paragraph(plain);
    CHECK(markdown_of(page) == escaped);
  }
}

TEST_CASE("whatever is in the cells, a text table keeps its width and its characters", "[render]") {
  const auto any_text = rc::gen::container<std::string>(rc::gen::element('a', 'b', '-', ' ', '(', ')', '%', '\n', '/'));
  CHECK(rc::check([&] {
    const auto rows = *rc::gen::container<std::vector<std::vector<std::string>>>(
        rc::gen::container<std::vector<std::string>>(3, any_text));
    const std::size_t width = *rc::gen::inRange<std::size_t>(30, 160);
    Page page;
    page.add(Table{{{"One", 8}, {"Two", 8}, {"Three", 8}}, rows});
    const std::string text = text_of(page, width);
    std::size_t letters = 0, shown = 0;
    for (const auto& row : rows)
      for (const std::string& cell : row)
        for (const char c : cell) letters += c == 'a' || c == 'b' ? 1U : 0U;
    for (const std::string& line : lines_of(text)) {
      RC_ASSERT(line.size() <= width);
      RC_ASSERT(!line.ends_with(' '));
    }
    for (const char c : text) shown += c == 'a' || c == 'b' ? 1U : 0U;
    RC_ASSERT(shown == letters || text.find("...") != std::string::npos);
  }));
}

}  // namespace
}  // namespace dutygraph::render
