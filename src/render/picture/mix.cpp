// SPDX-License-Identifier: BSL-1.0
#include <algorithm>
#include <array>
#include <map>
#include <span>

#include "render/mix_words.hpp"
#include "render/picture/svg.hpp"

namespace dutygraph::render {
namespace detail {
namespace {

constexpr int cell_width = 46, cell_height = 28;
constexpr Type label_type{12}, small_type{11}, section_type{14, true};

/// How an answer looks, and what it means.
struct Answer {
  Outcome outcome;
  std::string_view ground, words;
};

constexpr std::array answers{
    Answer{Outcome::pass, "pass", "PASS: an instrument in force is recorded"},
    Answer{Outcome::partial, "partial", "PARTIAL: in part, or sources say both"},
    Answer{Outcome::fail, "fail", "FAIL: a gap against expectation"},
    Answer{Outcome::unknown, "unknown", "UNKNOWN: nothing recorded decides"},
    Answer{Outcome::not_applicable, "none", "NOT_APPLICABLE: the question does not arise"},
};

const Answer& answer_of(Outcome outcome) {
  const auto* at = std::find_if(answers.begin(), answers.end(), [&](const Answer& a) { return a.outcome == outcome; });
  return at == answers.end() ? answers[3] : *at;
}

/// A disc, half a disc, a cross, a question mark, a dash: told apart without colour.
void draw_sign(Svg& svg, Outcome outcome, int x, int y) {
  switch (outcome) {
    case Outcome::pass:
      svg.circle(x, y, 7, "good");
      return;
    case Outcome::partial:
      svg.circle(x, y, 7, "half");
      svg.path("M" + std::to_string(x) + " " + std::to_string(y - 7) + "A7 7 0 0 0 " + std::to_string(x) + " " +
                   std::to_string(y + 7) + "Z",
               "halffill");
      return;
    case Outcome::fail:
      svg.line(x - 6, y - 6, x + 6, y + 6, "bad");
      svg.line(x - 6, y + 6, x + 6, y - 6, "bad");
      return;
    case Outcome::not_applicable:
      svg.line(x - 5, y, x + 5, y, "rule");
      return;
    default:
      svg.text(x, y + 5, "?", {14}, Svg::Anchor::middle);
  }
}

using Counts = std::map<Outcome, std::size_t>;

std::string tally(const Counts& counts) {
  std::string text;
  for (const auto& [outcome, n] : counts)
    text += (text.empty() ? "" : ", ") + std::to_string(n) + " " + std::string{to_string(outcome)};
  return text;
}

/// A value of an axis as people read it: the letters of principle 3 with what they stand for.
std::string axis_label(std::string_view value) {
  constexpr std::array letters{
      std::pair{"3a", "3a law"},
      std::pair{"3b", "3b enabling law"},
      std::pair{"3c", "3c guidance"},
      std::pair{"3d", "3d reporting"},
  };
  for (const auto& [letter, words] : letters)
    if (value == letter) return words;
  return plain(value);
}

std::string cell_words(const Graph& graph, const MixCell& cell) {
  std::vector<std::string> words{axis_label(cell.row) + ", " + axis_label(cell.column) + ": " +
                                 std::string{answer_of(cell.result).words}};
  for (const VertexId v : cell.instruments) words.push_back("counts: " + label(graph, v));
  if (cell.applied != Outcome::not_applicable) words.push_back("applied: " + std::string{to_string(cell.applied)});
  for (const VertexId v : cell.candidates) words.push_back("may count: " + label(graph, v));
  for (const VertexId v : cell.against) words.push_back("against: " + label(graph, v));
  if (cell.complete) words.push_back("declared complete: " + label(graph, cell.complete));
  for (const std::string& input : cell.missing) words.push_back("not recorded: " + plain(input));
  return joined(words);
}

/// The matrix of one State.
class Matrix {
 public:
  Matrix(const Graph& graph, std::span<const MixCell> cells, std::size_t most_rows, std::size_t most_columns)
      : graph_{graph}, cells_{cells} {
    while (columns_ < cells.size() && cells[columns_].row == cells.front().row) ++columns_;
    rows_ = cells.size() / columns_;
    shown_rows_ = rows_ <= most_rows ? rows_ : most_rows - 1;
    shown_columns_ = columns_ <= most_columns ? columns_ : most_columns - 1;
  }
  /// Rows that are drawn, one for those that are collapsed included.
  [[nodiscard]] std::size_t height() const { return shown_rows_ + (shown_rows_ < rows_ ? 1 : 0); }

  int draw(Svg& svg, int y, std::string_view row_word, std::string_view column_word) const {
    constexpr int label_width = 220;
    const std::size_t across = shown_columns_ + (shown_columns_ < columns_ ? 1 : 0);
    int head = 0;
    std::vector<std::string> names;
    for (std::size_t c = 0; c < across; ++c) {
      const bool rest = c == shown_columns_;
      names.push_back(rest ? "+ " + std::to_string(columns_ - shown_columns_) + " more"
                           : set_lines(axis_label(cells_[c].column), label_type, 150, 1).front());
      head = std::max(head, type_width(names.back(), label_type) * 71 / 100 + 12);
    }
    y += head;
    const int left = margin + label_width;
    svg.text(margin, y - 6, std::string{row_word} + " by " + std::string{column_word}, small_type, Svg::Anchor::start,
             "s");
    for (std::size_t c = 0; c < across; ++c) {
      svg.open(c == shown_columns_ ? names[c] : axis_label(cells_[c].column));
      svg.slanted(left + static_cast<int>(c) * cell_width + cell_width / 2, y - 5, names[c], label_type);
      svg.close();
    }
    for (std::size_t r = 0; r < height(); ++r) {
      const bool rest = r == shown_rows_;
      const std::string name =
          rest ? "+ " + count(rows_ - shown_rows_, "more row", "more rows") : axis_label(cells_[r * columns_].row);
      svg.open(name);
      svg.text(left - 8, y + 19, set_lines(name, label_type, label_width - 10, 1).front(), label_type,
               Svg::Anchor::end);
      svg.close();
      for (std::size_t c = 0; c < across; ++c) {
        const int x = left + static_cast<int>(c) * cell_width;
        if (rest || c == shown_columns_)
          draw_rest(svg, x, y, rest ? shown_rows_ : r, rest ? rows_ : r + 1, c, c == shown_columns_ ? columns_ : c + 1);
        else
          draw_cell(svg, x, y, cells_[r * columns_ + c]);
      }
      y += cell_height;
    }
    return y;
  }

 private:
  void draw_cell(Svg& svg, int x, int y, const MixCell& cell) const {
    svg.open(cell_words(graph_, cell));
    svg.rect(x, y, cell_width, cell_height, answer_of(cell.result).ground);
    draw_sign(svg, cell.result, x + cell_width / 2, y + cell_height / 2);
    svg.close();
  }
  /// Several cells as one: how many.
  void draw_rest(Svg& svg, int x, int y, std::size_t row, std::size_t row_end, std::size_t column,
                 std::size_t column_end) const {
    Counts counts;
    std::size_t n = 0;
    for (std::size_t r = row; r < row_end; ++r)
      for (std::size_t c = column; c < column_end; ++c, ++n) ++counts[cells_[r * columns_ + c].result];
    svg.open(count(n, "cell", "cells") + ": " + tally(counts));
    svg.rect(x, y, cell_width, cell_height, "off");
    svg.text(x + cell_width / 2, y + 18, std::to_string(n), small_type, Svg::Anchor::middle, "s");
    svg.close();
  }

  const Graph& graph_;
  std::span<const MixCell> cells_;
  std::size_t columns_ = 0, rows_ = 0, shown_rows_ = 0, shown_columns_ = 0;
};

int draw_legend(Svg& svg, const Counts& counts, int y) {
  for (const Answer& answer : answers) {
    if (!counts.contains(answer.outcome)) continue;
    svg.rect(margin, y, cell_width, 22, answer.ground);
    draw_sign(svg, answer.outcome, margin + cell_width / 2, y + 11);
    svg.text(margin + cell_width + 10, y + 15, answer.words, small_type);
    y += 25;
  }
  return y + 16;
}

}  // namespace
}  // namespace detail

using detail::Matrix;

std::string picture(const Graph& graph, const MixResult& result, const Stamp& stamp, const PictureOptions& options) {
  detail::check(options);
  const std::span<const MixCell> cells{result.begin(), result.size()};
  const std::string rows = detail::plain(detail::axis_of(stamp, "rows"));
  const std::string columns = detail::plain(detail::axis_of(stamp, "columns"));
  const auto one = detail::only_state(cells, options.states);
  const std::string title =
      "Smart mix" + (one ? " of " + detail::label(graph, *one) : std::string{}) + " on " + stamp.as_of;
  if (cells.empty())
    return detail::empty_picture(title, "Nothing is recorded that spans a matrix of " + rows + " by " + columns + ".",
                                 stamp, options);
  constexpr int least_width = 640;
  detail::Counts all;
  for (const MixCell& cell : cells) ++all[cell.result];
  const std::string subtitle = detail::count(cells.size(), "cell", "cells") + ": " + detail::tally(all) + ".";
  detail::Svg svg;
  int y = svg.head(title, subtitle, least_width);
  std::size_t left_rows = options.limit, left_states = 0;
  detail::Counts left;
  std::string description = title + ". " + subtitle;
  for (std::size_t first = 0; first < cells.size();) {
    std::size_t end = first;
    detail::Counts counts;
    for (; end < cells.size() && cells[end].state == cells[first].state; ++end) ++counts[cells[end].result];
    const std::string name = detail::label(graph, cells[first].state);
    if (left_rows == 0) {
      ++left_states;
      for (const auto& [outcome, n] : counts) left[outcome] += n;
    } else {
      if (!one) {
        svg.text(detail::margin, y + 14, name, detail::section_type);
        y += 18;
      }
      const Matrix matrix{graph, cells.subspan(first, end - first), left_rows, options.limit};
      y = matrix.draw(svg, y, rows, columns) + 18;
      left_rows -= matrix.height();
      description += " " + name + ": " + detail::tally(counts) + ".";
    }
    first = end;
  }
  if (left_states != 0)
    y = svg.note(detail::margin, y,
                 "+ " + detail::count(left_states, "more State", "more States") +
                     " that the picture has no room for: " + detail::tally(left) + ".",
                 least_width);
  y = detail::draw_legend(svg, all, y + 4);
  y = svg.note(detail::margin, y, "What is not recorded is not known; it is never counted as no measure.", least_width);
  svg.reach(detail::margin + least_width, y);
  return svg.finish(title, description, stamp, options);
}

}  // namespace dutygraph::render
