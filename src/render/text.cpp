// SPDX-License-Identifier: BSL-1.0
#include <algorithm>
#include <ostream>
#include <string_view>
#include <type_traits>
#include <utility>
#include <variant>

#include <dutygraph/render/page.hpp>

#include "render/width.hpp"

namespace dutygraph::render {
namespace {

using detail::bytes_within;
using detail::width_of;

constexpr std::size_t gap = 2;         // columns between two columns of a table
constexpr std::size_t most_lines = 8;  // of one cell
constexpr std::string_view cut = "...";

/// Where a word that is too long is broken: behind the last of "-_/,;." that fits, else where the room ends.
std::size_t break_within(std::string_view word, std::size_t columns) {
  const std::size_t room = bytes_within(word, columns);
  const std::size_t at = word.substr(0, room).find_last_of("-_/,;.");
  return at == std::string_view::npos || at + 1 < room / 2 ? room : at + 1;
}

/// Where the word that starts at \p at ends. "50 %" is one word, and so is "(UNGP 4)" and what else is short in
/// brackets.
std::size_t word_end(std::string_view text, std::size_t at) {
  constexpr std::size_t short_enough = 14;
  if (text[at] == '(') {
    const std::size_t close = text.substr(at, short_enough).find(')');
    if (close != std::string_view::npos && text.substr(at, close).find('\n') == std::string_view::npos) at += close;
  }
  std::size_t end = at;
  do {
    end = std::min(text.find_first_of(" \n", end + 1), text.size());
  } while (text.substr(end).starts_with(" %"));
  return end;
}

/// Cuts \p text into lines of at most \p columns; breaks at spaces, and at line ends of its own. Calls `put(piece)` for
/// each piece of a line, pieces being joined by nothing, and `next()` where a new line begins.
template <class Put, class Next>
void wrap(std::string_view text, std::size_t columns, Put&& put, Next&& next) {
  std::size_t used = 0;
  const auto next_line = [&] {
    next();
    used = 0;
  };
  for (std::size_t i = 0; i < text.size();) {
    if (text[i] == '\n') {
      next_line();
      ++i;
      continue;
    }
    if (text[i] == ' ') {
      ++i;
      continue;
    }
    std::string_view word = text.substr(i, word_end(text, i) - i);
    i += word.size();
    std::size_t width = width_of(word);
    // A word that is too long for any line starts on this one if there is room for a good part of it.
    if (used != 0 && used + 1 + width > columns && (width <= columns || used + 1 + 12 > columns)) next_line();
    if (used != 0) {
      put(" ");
      ++used;
    }
    while (used + width > columns && columns > used) {
      const std::size_t head = break_within(word, columns - used);
      if (head == word.size()) break;  // one character that is wider than the column
      put(word.substr(0, head));
      word.remove_prefix(head);
      width = width_of(word);
      next_line();
    }
    put(word);
    used += width;
  }
}

std::vector<std::string> wrap(std::string_view text, std::size_t columns) {
  std::vector<std::string> lines(1);
  wrap(
      text, columns, [&](std::string_view piece) { lines.back() += piece; }, [&] { lines.emplace_back(); });
  return lines;
}

std::size_t count_lines(std::string_view text, std::size_t columns) {
  std::size_t lines = 1;
  wrap(
      text, columns, [](std::string_view) {}, [&] { ++lines; });
  return std::min(lines, most_lines);
}

std::vector<std::string> cell_lines(std::string_view text, std::size_t columns, bool& shortened) {
  std::vector<std::string> lines = wrap(text, columns);
  if (lines.size() > most_lines) {
    shortened = true;
    lines.resize(most_lines);
    std::string& last = lines.back();
    const std::size_t room = columns > cut.size() ? columns - cut.size() : 0;
    if (width_of(last) > room) last.resize(room == 0 ? 0 : bytes_within(last, room));
    last += cut;
  }
  return lines;
}

void pad(std::string& line, std::size_t columns) {
  const std::size_t width = width_of(line);
  if (width < columns) line.append(columns - width, ' ');
}

void put_line(std::ostream& out, std::string line) {
  line.erase(line.find_last_not_of(' ') + 1);
  out << line << '\n';
}

/// Widths of columns as they are first: what the longest line of each needs.
std::vector<std::size_t> natural_widths(const Table& table) {
  std::vector<std::size_t> widths;
  for (std::size_t c = 0; c < table.columns.size(); ++c) {
    std::size_t widest = width_of(table.columns[c].title);
    for (const auto& row : table.rows)
      for (std::string_view rest = row[c]; !rest.empty();) {
        const std::string_view line = rest.substr(0, rest.find('\n'));
        widest = std::max(widest, width_of(line));
        rest.remove_prefix(std::min(rest.size(), line.size() + 1));
      }
    widths.push_back(widest);
  }
  return widths;
}

/// Narrows columns until a table fits, one character at a time, each time where it costs the fewest lines; among equals
/// the widest column. Looks at the first rows only: the others are like them.
class Fitting {
 public:
  explicit Fitting(const Table& table) : table_{table}, widths_{natural_widths(table)}, lines_(table.columns.size()) {}

  std::vector<std::size_t> fit(std::size_t width) {
    std::vector<std::size_t> words, asked;
    for (std::size_t c = 0; c < table_.columns.size(); ++c) {
      lines_[c] = lines(c, widths_[c]);
      words.push_back(least_width(c));
      asked.push_back(table_.columns[c].least);
    }
    constexpr std::size_t last_resort = 7;
    narrow(width, words);
    narrow(width, asked);
    narrow(width, std::vector<std::size_t>(widths_.size(), last_resort));
    return widths_;
  }

 private:
  static constexpr std::size_t sample = 40;

  /// Narrows until the table fits or every column has its least width.
  void narrow(std::size_t width, const std::vector<std::size_t>& least) {
    const std::size_t n = widths_.size();
    std::size_t total = gap * (n - 1);
    for (const std::size_t w : widths_) total += w;
    std::vector<std::vector<std::size_t>> narrower(n);
    while (total > width) {
      std::size_t best = n, lowest = 0;
      for (std::size_t c = 0; c < n; ++c) {
        if (widths_[c] <= least[c]) continue;
        if (narrower[c].empty()) narrower[c] = lines(c, widths_[c] - 1);
        const std::size_t cost = height_with(c, narrower[c]);
        if (best == n || cost < lowest || (cost == lowest && widths_[c] > widths_[best])) {
          best = c;
          lowest = cost;
        }
      }
      if (best == n) return;
      --widths_[best];
      --total;
      lines_[best] = std::exchange(narrower[best], {});
    }
  }

  /// What the column asks for, and enough for its words, unless they are long.
  [[nodiscard]] std::size_t least_width(std::size_t column) const {
    constexpr std::size_t long_word = 14;
    std::size_t least = table_.columns[column].least;
    for (std::size_t r = 0; r < std::min(sample, table_.rows.size()); ++r) {
      const std::string_view text = table_.rows[r][column];
      for (std::size_t i = 0; i < text.size();) {
        if (text[i] == ' ' || text[i] == '\n') {
          ++i;
          continue;
        }
        const std::size_t end = word_end(text, i);
        if (const std::size_t width = width_of(text.substr(i, end - i)); width <= long_word)
          least = std::max(least, width);
        i = end;
      }
    }
    return least;
  }

  /// Lines of the cells of a column at a width: the title first, then the first rows.
  [[nodiscard]] std::vector<std::size_t> lines(std::size_t column, std::size_t width) const {
    std::vector<std::size_t> list{count_lines(table_.columns[column].title, width)};
    for (std::size_t r = 0; r < std::min(sample, table_.rows.size()); ++r)
      list.push_back(count_lines(table_.rows[r][column], width));
    return list;
  }
  /// Lines of all rows if \p column had cells of \p lines.
  [[nodiscard]] std::size_t height_with(std::size_t column, const std::vector<std::size_t>& lines) const {
    std::size_t total = 0;
    for (std::size_t r = 0; r < lines.size(); ++r) {
      std::size_t height = lines[r];
      for (std::size_t c = 0; c < lines_.size(); ++c)
        if (c != column) height = std::max(height, lines_[c][r]);
      total += height;
    }
    return total;
  }

  const Table& table_;
  std::vector<std::size_t> widths_;
  std::vector<std::vector<std::size_t>> lines_;
};

/// \param shortened  set if a cell was cut
void put(std::ostream& out, const Table& table, std::size_t width, bool& shortened) {
  const std::size_t n = table.columns.size();
  if (n == 0) return;
  const std::vector<std::size_t> widths = Fitting{table}.fit(width);
  std::vector<std::vector<std::vector<std::string>>> rows;
  bool loose = false;  // rows of several lines are set apart
  const auto lay_out = [&](const auto& text_of) {
    std::vector<std::vector<std::string>> cells(n);
    for (std::size_t c = 0; c < n; ++c) cells[c] = cell_lines(text_of(c), widths[c], shortened);
    return cells;
  };
  for (const auto& row : table.rows) {
    rows.push_back(lay_out([&](std::size_t c) { return std::string_view{row[c]}; }));
    for (const auto& cell : rows.back()) loose = loose || cell.size() > 1;
  }
  const auto put_cells = [&](const std::vector<std::vector<std::string>>& cells) {
    std::size_t height = 0;
    for (const auto& cell : cells) height = std::max(height, cell.size());
    for (std::size_t i = 0; i < height; ++i) {
      std::string line;
      std::size_t column = 0;
      for (std::size_t c = 0; c < n; ++c) {
        pad(line, column);
        std::string text = i < cells[c].size() ? cells[c][i] : std::string{};
        if (table.columns[c].right && width_of(text) < widths[c]) text.insert(0, widths[c] - width_of(text), ' ');
        line += text;
        column += widths[c] + gap;
      }
      put_line(out, std::move(line));
    }
  };
  put_cells(lay_out([&](std::size_t c) { return std::string_view{table.columns[c].title}; }));
  std::string rule;
  for (std::size_t c = 0; c < n; ++c) rule += (c == 0 ? "" : "  ") + std::string(widths[c], '-');
  out << rule << '\n';
  for (std::size_t r = 0; r < rows.size(); ++r) {
    if (loose && r != 0) out << '\n';
    put_cells(rows[r]);
  }
}

void put(std::ostream& out, const List& list, std::size_t width) {
  std::size_t marks = 0;
  for (const List::Item& item : list.items) marks = std::max(marks, width_of(item.mark));
  for (const List::Item& item : list.items) {
    const std::size_t indent = std::min<std::size_t>(item.depth * 2, width / 2);
    const std::size_t hanging = indent + marks + (marks == 0 ? 0 : 1);
    std::string line(indent, ' ');
    line += item.mark;
    for (const std::string& part : wrap(item.text, width > hanging + 20 ? width - hanging : 20)) {
      pad(line, hanging);
      put_line(out, line + part);
      line.clear();
    }
  }
}

void put(std::ostream& out, const Paragraph& paragraph, std::size_t width) {
  for (std::string& line : wrap(paragraph.text, width)) put_line(out, std::move(line));
}

void put(std::ostream& out, const Heading& heading, std::size_t width) {
  std::size_t longest = 0;
  for (std::string& line : wrap(heading.text, width)) {
    longest = std::max(longest, width_of(line));
    put_line(out, std::move(line));
  }
  out << std::string(longest, heading.level == 1 ? '=' : '-') << '\n';
}

}  // namespace

void write_text(const Page& page, std::ostream& out, std::size_t width) {
  bool first = true;
  bool under_heading = false;
  bool shortened = false;
  for (const Block& block : page.blocks) {
    if (!first && !under_heading) out << '\n';
    first = false;
    if (const Table* table = std::get_if<Table>(&block)) {
      put(out, *table, width, shortened);
    } else {
      std::visit(
          [&](const auto& b) {
            if constexpr (!std::is_same_v<std::decay_t<decltype(b)>, Table>) put(out, b, width);
          },
          block);
    }
    under_heading = std::holds_alternative<Heading>(block);
  }
  if (!shortened) return;
  out << '\n';
  put(out, Paragraph{"A cell that ends in \"...\" goes on: Markdown, CSV and JSON have all of it."}, width);
}

}  // namespace dutygraph::render
