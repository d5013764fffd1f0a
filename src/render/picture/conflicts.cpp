// SPDX-License-Identifier: BSL-1.0
#include <algorithm>
#include <map>
#include <set>

#include "render/picture/svg.hpp"
#include "render/words.hpp"

namespace dutygraph::render {
namespace detail {
namespace {

constexpr int side = 50, label_width = 250;
constexpr Type label_type{12}, small_type{11};

/// The findings about two agencies, or about one alone.
struct Tension {
  std::size_t open = 0, answered = 0, potential = 0;
  std::vector<std::string> words{};
  [[nodiscard]] std::size_t all() const { return open + answered + potential; }
  void add(const Tension& other) {
    open += other.open;
    answered += other.answered;
    potential += other.potential;
    words.insert(words.end(), other.words.begin(), other.words.end());
  }
};

using Pair = std::pair<std::size_t, std::size_t>;  // the later agency first

/// What the matrix shows.
struct Conflicts {
  std::vector<VertexId> agencies{};      ///< by id
  std::map<Pair, Tension> cells{};       ///< of places in `agencies`
  std::size_t findings = 0, nobody = 0;  ///< nobody: findings that name no agency
};

enum class Answer { open, answered, potential };

Answer answer_of(const Finding& finding) {
  if (!finding.definite || finding.status == FindingStatus::unknown) return Answer::potential;
  switch (finding.status) {
    case FindingStatus::resolved:
    case FindingStatus::apparent:
    case FindingStatus::excepted:
      return Answer::answered;
    default:
      return Answer::open;
  }
}

std::string finding_words(const Graph& graph, const Finding& finding) {
  std::string text{to_string(finding.kind)};
  text += finding.definite ? " (" : " (potential, ";
  text += std::string{to_string(finding.status)} + ", " + std::string{to_string(finding.when)} + "): ";
  for (std::size_t i = 0; i < finding.ids.size(); ++i) text += (i == 0 ? "" : ", ") + label(graph, finding.ids[i]);
  return text;
}

Conflicts conflicts_of(const Graph& graph, const CoherenceResult& result) {
  Conflicts out;
  std::set<VertexId> agencies;
  for (const Finding& finding : result) agencies.insert(finding.agencies.begin(), finding.agencies.end());
  out.agencies.assign(agencies.begin(), agencies.end());
  std::sort(out.agencies.begin(), out.agencies.end(),
            [&](VertexId a, VertexId b) { return graph.key(a) < graph.key(b); });
  std::map<VertexId, std::size_t> place;
  for (std::size_t i = 0; i < out.agencies.size(); ++i) place[out.agencies[i]] = i;
  for (const Finding& finding : result) {
    ++out.findings;
    if (finding.agencies.empty()) ++out.nobody;
    std::set<std::size_t> involved;
    for (const VertexId v : finding.agencies) involved.insert(place.at(v));
    const Answer answer = answer_of(finding);
    const auto add = [&](std::size_t a, std::size_t b) {
      Tension& cell = out.cells[{b, a}];
      ++(answer == Answer::open ? cell.open : answer == Answer::answered ? cell.answered : cell.potential);
      cell.words.push_back(finding_words(graph, finding));
    };
    for (auto a = involved.begin(); a != involved.end(); ++a) {
      if (involved.size() == 1) add(*a, *a);
      for (auto b = std::next(a); b != involved.end(); ++b) add(*a, *b);
    }
  }
  return out;
}

Conflicts conflicts_of(const Graph& graph, const Result<AgencyPair>& result) {
  Conflicts out;
  std::set<VertexId> agencies;
  for (const AgencyPair& pair : result) {
    agencies.insert(pair.first);
    agencies.insert(pair.second);
  }
  out.agencies.assign(agencies.begin(), agencies.end());
  std::sort(out.agencies.begin(), out.agencies.end(),
            [&](VertexId a, VertexId b) { return graph.key(a) < graph.key(b); });
  std::map<VertexId, std::size_t> place;
  for (std::size_t i = 0; i < out.agencies.size(); ++i) place[out.agencies[i]] = i;
  for (const AgencyPair& pair : result) {
    const auto [a, b] = std::minmax(place.at(pair.first), place.at(pair.second));
    Tension& cell = out.cells[{b, a}];
    cell.add({pair.conflicts, pair.answered, pair.potential});
    cell.words.push_back("both shape " +
                         (pair.technologies.empty() ? std::string{"no technology that is recorded"}
                                                    : count(pair.technologies.size(), "technology", "technologies")) +
                         "; both address " + count(pair.companies.size(), "company", "companies") + "; both sit in " +
                         count(pair.bodies.size(), "body", "bodies") + "; " +
                         (pair.distance ? count(*pair.distance, "step", "steps") + " apart"
                                        : std::string{"no way between them recorded"}));
    out.findings += pair.conflicts + pair.answered + pair.potential;
  }
  return out;
}

/// Which agencies get a row of their own: those with most findings, by id where equal; the others share the last row.
std::vector<std::size_t> rows_of(const Conflicts& conflicts, std::size_t limit) {
  const std::size_t size = conflicts.agencies.size();
  std::vector<std::size_t> row(size);
  for (std::size_t i = 0; i < size; ++i) row[i] = i;
  if (size <= limit) return row;
  std::vector<std::pair<std::size_t, std::size_t>> weight(size);
  for (const auto& [pair, cell] : conflicts.cells)
    for (const std::size_t i : std::set<std::size_t>{pair.first, pair.second}) {
      weight[i].first += cell.open;
      weight[i].second += cell.all();
    }
  std::stable_sort(row.begin(), row.end(), [&](std::size_t a, std::size_t b) { return weight[a] > weight[b]; });
  row.resize(limit - 1);
  std::sort(row.begin(), row.end());
  std::vector<std::size_t> place(size, limit - 1);
  for (std::size_t i = 0; i < row.size(); ++i) place[row[i]] = i;
  return place;
}

void draw_count(Svg& svg, int x, int y, Answer answer, std::size_t n) {
  if (answer == Answer::open) svg.circle(x + 12, y, 4, "mark");
  if (answer == Answer::answered) svg.circle(x + 12, y, 4, "half");
  if (answer == Answer::potential) svg.text(x + 12, y + 4, "?", small_type, Svg::Anchor::middle);
  svg.text(x + 20, y + 4, std::to_string(n), small_type);
}

void draw_cell(Svg& svg, int x, int y, const Tension* cell, const std::string& who) {
  if (cell == nullptr || cell->all() == 0) {
    std::vector<std::string> words{who + ": no finding"};
    if (cell != nullptr) words.insert(words.end(), cell->words.begin(), cell->words.end());
    svg.open(joined(words));
    svg.rect(x, y, side, side, cell == nullptr ? "none" : "unknown");
    svg.close();
    return;
  }
  std::vector<std::string> words{who + ": " + std::to_string(cell->open) + " open, " + std::to_string(cell->answered) +
                                 " answered, " + std::to_string(cell->potential) + " potential"};
  words.insert(words.end(), cell->words.begin(), cell->words.end());
  svg.open(joined(words, 15));
  svg.rect(x, y, side, side, cell->open >= 5 ? "many" : cell->open != 0 ? "one" : "unknown");
  std::vector<std::pair<Answer, std::size_t>> lines;
  if (cell->open != 0) lines.emplace_back(Answer::open, cell->open);
  if (cell->answered != 0) lines.emplace_back(Answer::answered, cell->answered);
  if (cell->potential != 0) lines.emplace_back(Answer::potential, cell->potential);
  int at = y + side / 2 - static_cast<int>(lines.size() - 1) * 7;
  for (const auto& [answer, n] : lines) {
    draw_count(svg, x, at, answer, n);
    at += 14;
  }
  svg.close();
}

int draw_legend(Svg& svg, int y, int width, bool with_diagonal) {
  const auto line = [&](Answer answer, std::string_view words) {
    if (answer == Answer::open) svg.circle(margin + 8, y + 8, 4, "mark");
    if (answer == Answer::answered) svg.circle(margin + 8, y + 8, 4, "half");
    if (answer == Answer::potential) svg.text(margin + 8, y + 12, "?", small_type, Svg::Anchor::middle);
    svg.text(margin + 22, y + 12, words, small_type);
    y += 20;
  };
  line(Answer::open, "open: definite, and no rule of law that is recorded answers it (deeper ground: 5 or more)");
  line(Answer::answered, "answered: a rule of law, or the texts themselves, say which prevails");
  line(Answer::potential, "potential: depends on what the data leave open");
  y = svg.note(margin, y + 14,
               "A finding that involves three agencies stands in three cells." +
                   std::string{with_diagonal ? " On the diagonal: findings that involve one agency." : ""} +
                   " A finding is a question to ask, no verdict. An empty cell is no proof of agreement.",
               width);
  return y;
}

std::string draw(const Graph& graph, const Conflicts& conflicts, const std::string& title, const std::string& cut,
                 const Stamp& stamp, const PictureOptions& options) {
  const std::size_t size = conflicts.agencies.size(), shown = std::min(size, options.limit);
  const std::vector<std::size_t> place = rows_of(conflicts, options.limit);
  std::vector<std::string> names(shown);
  for (std::size_t i = 0; i < size; ++i)
    if (size <= options.limit || place[i] + 1 < shown) names[place[i]] = label(graph, conflicts.agencies[i]);
  std::vector<std::string> others;
  if (size > options.limit) {
    names.back() = "+ " + count(size - shown + 1, "more agency", "more agencies");
    for (std::size_t i = 0; i < size; ++i)
      if (place[i] + 1 == shown) others.push_back(label(graph, conflicts.agencies[i]));
  }
  std::map<Pair, Tension> cells;
  Tension all;
  for (const auto& [pair, cell] : conflicts.cells) {
    const auto [a, b] = std::minmax(place[pair.first], place[pair.second]);
    cells[{b, a}].add(cell);
    all.add({cell.open, cell.answered, cell.potential});
  }
  const int width = std::max(620, label_width + static_cast<int>(shown) * side);
  std::string subtitle = count(conflicts.findings, "finding", "findings") + " and " +
                         count(size, "agency or organ", "agencies and organs") +
                         ". In the cells: " + std::to_string(all.open) + " open, " + std::to_string(all.answered) +
                         " answered, " + std::to_string(all.potential) + " potential.";
  if (conflicts.nobody != 0)
    subtitle += " " + count(conflicts.nobody, "finding names", "findings name") + " no agency and stand" +
                (conflicts.nobody == 1 ? "s" : "") + " in no cell.";
  if (!cut.empty()) subtitle += " " + cut;
  Svg svg;
  const int top = svg.head(title, subtitle, width) + 16, left = margin + label_width;
  bool with_diagonal = false;
  std::string description = title + ". " + subtitle;
  std::size_t told = 0;
  for (std::size_t r = 0; r < shown; ++r) {
    const int y = top + static_cast<int>(r) * side;
    const std::string number = std::to_string(r + 1);
    svg.open(joined(r + 1 == shown && !others.empty() ? others : std::vector{names[r]}));
    const std::vector<std::string> lines = set_lines(names[r], label_type, label_width - 44, 3);
    for (std::size_t i = 0; i < lines.size(); ++i)
      svg.text(left - 34, y + side / 2 + 4 + static_cast<int>(i) * 14 - (static_cast<int>(lines.size()) - 1) * 7,
               lines[i], label_type, Svg::Anchor::end);
    svg.text(left - 8, y + side / 2 + 4, number, {12, true}, Svg::Anchor::end);
    svg.text(left + static_cast<int>(r) * side + side / 2, top - 6 + static_cast<int>(r) * side, number, {12, true},
             Svg::Anchor::middle);
    svg.close();
    for (std::size_t c = 0; c <= r; ++c) {
      const auto at = cells.find({r, c});
      const Tension* cell = at == cells.end() ? nullptr : &at->second;
      const std::string who = r == c ? names[r] : names[r] + " and " + names[c];
      with_diagonal = with_diagonal || (r == c && cell != nullptr);
      draw_cell(svg, left + static_cast<int>(c) * side, y, cell, who);
      if (cell == nullptr || cell->all() == 0) continue;
      constexpr std::size_t most = 40;
      if (told++ < most)
        description += " " + who + ": " + std::to_string(cell->open) + " open, " + std::to_string(cell->answered) +
                       " answered, " + std::to_string(cell->potential) + " potential.";
      else if (told == most + 1)
        description += " Further cells are in the picture.";
    }
  }
  const int y = draw_legend(svg, top + static_cast<int>(shown) * side + 18, width, with_diagonal);
  svg.reach(margin + width, y);
  return svg.finish(title, description, stamp, options);
}

std::string title_of(const Graph& graph, std::string_view what, const Stamp& stamp, const PictureOptions& options) {
  return std::string{what} +
         (options.states.size() == 1 ? " of " + label(graph, options.states.front()) : std::string{}) + " on " +
         stamp.as_of;
}

}  // namespace
}  // namespace detail

std::string picture(const Graph& graph, const CoherenceResult& result, const Stamp& stamp,
                    const PictureOptions& options) {
  detail::check(options);
  const std::string title = detail::title_of(graph, "Tensions between agencies", stamp, options);
  const detail::Conflicts conflicts = detail::conflicts_of(graph, result);
  if (result.empty()) return detail::empty_picture(title, "No tension was found in what is recorded.", stamp, options);
  if (conflicts.agencies.empty())
    return detail::empty_picture(
        title,
        detail::count(result.size(), "finding names", "findings name") + " no agency: there is no matrix to draw.",
        stamp, options);
  std::string cut;
  if (result.is_truncated())
    cut = detail::count(result.total() - result.size(), "more finding was", "more findings were") + " cut before.";
  return detail::draw(graph, conflicts, title, cut, stamp, options);
}

std::string picture(const Graph& graph, const Result<AgencyPair>& result, const Stamp& stamp,
                    const PictureOptions& options) {
  detail::check(options);
  const std::string title = detail::title_of(graph, "Agencies that meet, and tensions between them,", stamp, options);
  if (result.empty())
    return detail::empty_picture(title, "No two agencies are recorded that meet in a technology or a company.", stamp,
                                 options);
  return detail::draw(graph, detail::conflicts_of(graph, result), title, {}, stamp, options);
}

}  // namespace dutygraph::render
