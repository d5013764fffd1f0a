// SPDX-License-Identifier: BSL-1.0
#include <algorithm>
#include <array>
#include <set>

#include "render/picture/holding_world.hpp"
#include "render/picture/svg.hpp"
#include "render/words.hpp"

namespace dutygraph::render {
namespace detail {
namespace {

constexpr int label_width = 230, axis_width = 760, bar_height = 22, text_row = 15, lane_gap = 18;
constexpr Type small_type{11};

/// The spans of one State and one company.
struct Lane {
  VertexId state{}, company{};
  std::vector<const TimelineRow*> spans{};
};

std::vector<Lane> lanes_of(const TimelineResult& result) {
  std::vector<Lane> lanes;
  for (const TimelineRow& row : result) {
    if (lanes.empty() || lanes.back().state != row.state || lanes.back().company != row.company)
      lanes.push_back({row.state, row.company, {}});
    lanes.back().spans.push_back(&row);
  }
  return lanes;
}

std::string_view words_of(Verdict verdict) {
  return verdict == Verdict::certain    ? "controls"
         : verdict == Verdict::possible ? "may control"
                                        : "not shown to control";
}

std::string_view class_of(Verdict verdict) { return verdict == Verdict::certain ? "certain" : "possible"; }

/// From days to pixels. The ends stand for "since ever" and "no change recorded".
class Axis {
 public:
  explicit Axis(const std::vector<Lane>& lanes) {
    std::set<std::int32_t> days;
    for (const Lane& lane : lanes)
      for (const TimelineRow* row : lane.spans) {
        if (row->date && !row->date->is_unknown()) days.insert(row->date->first());
        if (row->to && !row->to->is_unknown()) days.insert(row->to->first());
      }
    if (days.empty()) return;
    has_days_ = true;
    constexpr std::int64_t shortest = 3 * 365;
    const std::int64_t span = std::max(std::int64_t{*days.rbegin()} - *days.begin(), shortest);
    first_ = *days.begin() - span / 10;
    last_ = std::max(*days.rbegin() + span / 5, first_ + span);
  }
  [[nodiscard]] bool has_days() const noexcept { return has_days_; }
  [[nodiscard]] int x(std::int64_t day) const {
    return margin + label_width + static_cast<int>((day - first_) * axis_width / (last_ - first_));
  }
  [[nodiscard]] int start(const TimelineRow& row) const {
    return row.date && !row.date->is_unknown() ? x(row.date->first()) : margin + label_width;
  }
  [[nodiscard]] int end(const TimelineRow& row) const {
    return row.to && !row.to->is_unknown() ? x(row.to->first()) : margin + label_width + axis_width;
  }
  /// Years that get a line, at most twelve.
  [[nodiscard]] std::vector<int> years() const {
    std::vector<int> years;
    if (!has_days_) return years;
    const int from = year_of(first_) + 1, to = year_of(last_);
    int every = 1;
    for (const int wider : {1, 2, 5, 10, 20, 50, 100, 200, 500, 1000}) {
      every = wider;
      if ((to - from) / wider < 12) break;
    }
    for (int year = from; year <= to; ++year)
      if (year % every == 0 && year > 0 && year < 10'000) years.push_back(year);
    return years;
  }

 private:
  static int year_of(std::int64_t day) {
    const std::string text = Date::from_days(static_cast<std::int32_t>(std::clamp<std::int64_t>(
                                                 day, Date{1, 1, 1}.first(), Date{9999, 12, 31}.first())))
                                 .to_string();
    return std::stoi(text.substr(0, 4));
  }
  bool has_days_ = false;
  std::int64_t first_ = 0, last_ = 1;
};

std::string span_words(const Graph& graph, const TimelineResult& result, const TimelineRow& row) {
  std::string text = label(graph, row.state) + " " + std::string{words_of(row.verdict)} + " " +
                     label(graph, row.company) + ", " + (row.date ? "from " + row.date->to_string() : "since ever") +
                     (row.to ? " to " + row.to->to_string() : ", no later change recorded") + "; total " +
                     recorded_range(row.low, row.high);
  for (const std::string& name : row.assumptions.names()) text += "; assumes " + name;
  std::vector<std::string> words{text};
  for (const EdgeId e : result.evidence(row)) {
    std::string line = label(graph, graph.canonical(graph.source(e))) + ": " + std::string{to_string(graph.basis(e))};
    if (const auto share = graph.share(e)) line += " " + range(*share);
    if (const std::string dates = period(graph.valid(e)); !dates.empty()) line += ", " + dates;
    words.push_back(line + ". " + source_words(graph.sources(e)));
  }
  return joined(words);
}

/// What is written under the bars of a lane: where, and in which row, so that nothing overlaps.
struct Caption {
  int x = 0;
  std::size_t row = 0;
  std::string text{};
};

std::vector<Caption> captions_of(const Lane& lane, const Axis& axis) {
  std::vector<Caption> captions;
  std::vector<int> free;  // by row: from where on nothing is written
  for (const TimelineRow* row : lane.spans) {
    std::string text =
        (row->date ? row->date->to_string() + ": " : std::string{}) + std::string{words_of(row->verdict)};
    if (row->high.value != Percent{0}) text += ", " + range(row->low, row->high);
    const int width = type_width(text, small_type);
    const int x = std::max(margin + label_width, std::min(axis.start(*row), margin + label_width + axis_width - width));
    std::size_t at = 0;
    while (at < free.size() && free[at] > x) ++at;
    if (at == free.size()) free.push_back(0);
    free[at] = x + width + 10;
    captions.push_back({x, at, std::move(text)});
  }
  return captions;
}

void draw_span(Svg& svg, const std::string& words, const TimelineRow& row, const Axis& axis, int y) {
  const int x = axis.start(row), width = std::max(axis.end(row) - x, 3);
  svg.open(words);
  if (row.verdict == Verdict::excluded)
    svg.line(x, y + bar_height / 2, x + width, y + bar_height / 2, "rule");
  else
    svg.rect(x, y, width, bar_height, class_of(row.verdict));
  svg.close();
  if (row.date && !row.date->is_unknown()) svg.line(x, y - 3, x, y + bar_height + 3, "mark");
}

/// \return the y below.
int draw_lane(Svg& svg, const Graph& graph, const TimelineResult& result, const Lane& lane, const Axis& axis, int y) {
  const std::string company = plain(name_of(graph, lane.company)), state = plain(name_of(graph, lane.state));
  svg.open(label(graph, lane.state) + " and " + label(graph, lane.company));
  int at = y + 10;
  for (const std::string& line : set_lines(company, {12, true}, label_width - 14, 2)) {
    svg.text(margin, at, line, {12, true});
    at += 15;
  }
  for (const std::string& line : set_lines(state, small_type, label_width - 14, 1)) {
    svg.text(margin, at, line, small_type, Svg::Anchor::start, "s");
    at += 15;
  }
  svg.close();
  for (const TimelineRow* row : lane.spans) draw_span(svg, span_words(graph, result, *row), *row, axis, y);
  std::size_t rows = 0;
  for (const Caption& caption : captions_of(lane, axis)) {
    svg.text(caption.x, y + bar_height + 14 + static_cast<int>(caption.row) * text_row, caption.text, small_type);
    rows = std::max(rows, caption.row + 1);
  }
  return std::max(at, y + bar_height + 8 + static_cast<int>(rows) * text_row) + lane_gap;
}

int draw_legend(Svg& svg, int y) {
  int x = margin;
  for (const Verdict verdict : {Verdict::certain, Verdict::possible, Verdict::excluded}) {
    if (verdict == Verdict::excluded)
      svg.line(x, y + 8, x + 34, y + 8, "rule");
    else
      svg.rect(x, y, 34, 16, class_of(verdict));
    svg.text(x + 42, y + 12, words_of(verdict), small_type);
    x += 42 + type_width(words_of(verdict), small_type) + 24;
  }
  return y + 34;
}

}  // namespace
}  // namespace detail

std::string picture(const Graph& graph, const TimelineResult& result, const Stamp& stamp,
                    const PictureOptions& options) {
  using detail::margin;
  detail::check(options);
  const auto state = detail::only_state(std::span<const TimelineRow>{result.begin(), result.size()}, options.states);
  const std::string title =
      "When control by " + (state ? detail::label(graph, *state) : std::string{"States"}) + " began and ended";
  if (result.empty())
    return detail::empty_picture(title, "No State is recorded that ever held anything of it.", stamp, options);
  constexpr int width = detail::label_width + detail::axis_width;
  std::vector<detail::Lane> lanes = detail::lanes_of(result);
  const std::size_t size = lanes.size();
  std::vector<detail::Lane> left;
  if (size > options.limit) {
    left.assign(lanes.begin() + static_cast<std::ptrdiff_t>(options.limit - 1), lanes.end());
    lanes.resize(options.limit - 1);
  }
  const detail::Axis axis{lanes};
  detail::Svg svg;
  const std::string subtitle = "Profile " + detail::describe(options.profile) + ". " +
                               detail::count(size, "pair of State and company", "pairs of State and company") + ", " +
                               detail::count(result.size(), "span", "spans") + ".";
  const int top = svg.head(title, subtitle, width) + 18;
  int y = top + 14;
  std::string description = title + ". " + subtitle;
  for (const detail::Lane& lane : lanes) {
    y = draw_lane(svg, graph, result, lane, axis, y);
    description += " " + detail::label(graph, lane.state) + " and " + detail::label(graph, lane.company) + ":";
    for (const TimelineRow* row : lane.spans)
      description += " " + (row->date ? "from " + row->date->to_string() : std::string{"since ever"}) + " " +
                     std::string{detail::words_of(row->verdict)} + ";";
    description.back() = '.';
  }
  for (const int year : axis.years()) {
    const int x = axis.x(Date{year, 1, 1}.first());
    svg.text(x, top - 6, std::to_string(year), detail::small_type, detail::Svg::Anchor::middle, "s");
    svg.line(x, top, x, top + 8, "rule");
  }
  svg.line(margin + detail::label_width, top, margin + width, top, "rule");
  if (!axis.has_days()) y = svg.note(margin, y, "No day is recorded on which anything changes.", width);
  if (!left.empty()) {
    std::size_t spans = 0;
    for (const detail::Lane& lane : left) spans += lane.spans.size();
    const std::string more = "+ " + detail::count(left.size(), "more pair", "more pairs") +
                             " of State and company, with " + detail::count(spans, "span", "spans") +
                             ", for which the picture has no room.";
    y = svg.note(margin, y, more, width);
    description += " " + more;
  }
  y = detail::draw_legend(svg, y + 4);
  y = svg.note(
      margin, y,
      "A mark is the first day on which the verdict below it holds. Percentages are the State's total over the "
      "whole span: at least, and at most. To the left: since ever; to the right: no later change recorded.",
      width);
  svg.reach(margin + width, y);
  return svg.finish(title, description, stamp, options);
}

}  // namespace dutygraph::render
