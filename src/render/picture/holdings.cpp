// SPDX-License-Identifier: BSL-1.0
#include "render/picture/holdings.hpp"

#include <algorithm>
#include <array>
#include <limits>

#include "render/control_words.hpp"
#include "render/picture/holding_world.hpp"
#include "render/picture/layout.hpp"
#include "render/picture/svg.hpp"

namespace dutygraph::render {
namespace detail {
namespace {

constexpr int box_width = 216, padding = 8;
constexpr Type name_type{12, true}, line_type{11};
constexpr std::size_t most_lines = 6, most_labels = 12;

struct Look {
  std::string_view line, head, words;
};

constexpr std::array<Look, 4> looks{
    Look{"link", "head", "holds on that day"},
    Look{"may", "mayhead", "holds perhaps: coarse dates, disputed or only claimed"},
    Look{"ended", "endedhead", "held, and has ended"},
    Look{"part", "parthead", "has as a part"},
};

const Look& look_of(LinkLook look) { return looks[static_cast<std::size_t>(look)]; }

Verdict verdict_of(const HoldingBox& box) {
  Verdict verdict = Verdict::excluded;
  for (const HoldingRow* row : box.rows) verdict = std::max(verdict, row->verdict);
  return verdict;
}

/// The first lines, the last of them a count if there are more than \p most.
std::vector<std::string> bounded(std::vector<std::string> lines, std::size_t most) {
  if (lines.size() <= most) return lines;
  const std::size_t more = lines.size() - most + 1;
  lines.resize(most - 1);
  lines.push_back("+ " + std::to_string(more) + " more, see the rows");
  return lines;
}

/// Boxes that are shown, and what the rest is collapsed into.
struct Selection {
  std::vector<std::size_t> shown{};  // boxes, in order
  std::vector<std::size_t> place{};  // by box: where it is shown; else the group's place behind the shown ones
  struct Group {
    std::size_t parent;  // a shown box; none: no shown box leads there
    std::vector<std::size_t> boxes{};
  };
  std::vector<Group> groups{};
};

constexpr std::size_t nowhere = std::numeric_limits<std::size_t>::max();

/// All that is hidden as one group.
void merge_groups(Selection& chosen, std::size_t kept) {
  Selection::Group all{nowhere};
  for (const Selection::Group& group : chosen.groups)
    all.boxes.insert(all.boxes.end(), group.boxes.begin(), group.boxes.end());
  for (const std::size_t v : all.boxes) chosen.place[v] = kept;
  chosen.groups = {std::move(all)};
}

/// A group of one takes no less room than the box itself.
void show_singles(Selection& chosen, std::size_t kept) {
  std::vector<Selection::Group> groups;
  for (Selection::Group& group : chosen.groups) {
    if (group.boxes.size() == 1)
      chosen.shown.push_back(group.boxes.front());
    else
      groups.push_back(std::move(group));
  }
  chosen.groups = std::move(groups);
  for (std::size_t i = kept; i < chosen.shown.size(); ++i) chosen.place[chosen.shown[i]] = i;
  for (std::size_t g = 0; g < chosen.groups.size(); ++g)
    for (const std::size_t v : chosen.groups[g].boxes) chosen.place[v] = chosen.shown.size() + g;
}

/// The boxes nearest to a State, as many as leave room for a group below each that has boxes hidden.
Selection select(const HoldingWorld& world, std::size_t limit, const Graph& graph) {
  const std::size_t size = world.boxes().size();
  std::vector<std::vector<std::size_t>> out(size);
  for (const HoldingLink& link : world.links()) out[link.from].push_back(link.to);
  std::vector<std::size_t> parent(size, nowhere), order;
  std::vector<bool> seen(size, false);
  const auto reach = [&](std::size_t v, std::size_t from) {
    if (seen[v]) return;
    seen[v] = true;
    parent[v] = from;
    order.push_back(v);
  };
  for (std::size_t v = 0; v < size; ++v)
    if (graph.kind(world.boxes()[v].vertex) == VertexKind::state) reach(v, nowhere);
  std::size_t next = 0;
  for (std::size_t v = 0; v <= size; ++v) {
    for (; next < order.size(); ++next)
      for (const std::size_t w : out[order[next]]) reach(w, order[next]);
    if (v < size) reach(v, nowhere);
  }
  for (std::size_t kept = std::min(size, limit);; --kept) {
    Selection chosen;
    chosen.place.assign(size, nowhere);
    for (std::size_t i = 0; i < kept; ++i) chosen.place[order[i]] = i;
    std::vector<std::size_t> anchor(size, nowhere);
    std::vector<std::size_t> group_of(size + 1, nowhere);
    for (std::size_t i = kept; i < size; ++i) {
      const std::size_t v = order[i];
      const std::size_t up = parent[v];
      anchor[v] = up == nowhere ? nowhere : chosen.place[up] < kept ? up : anchor[up];
      std::size_t& group = group_of[anchor[v] == nowhere ? size : anchor[v]];
      if (group == nowhere) {
        group = chosen.groups.size();
        chosen.groups.push_back({anchor[v]});
      }
      chosen.groups[group].boxes.push_back(v);
      chosen.place[v] = kept + group;
    }
    if (kept + chosen.groups.size() > limit && kept > 1) continue;
    if (kept + chosen.groups.size() > limit) merge_groups(chosen, kept);
    chosen.shown.assign(order.begin(), order.begin() + static_cast<std::ptrdiff_t>(kept));
    show_singles(chosen, kept);
    return chosen;
  }
}

/// A box with its texts.
struct Card {
  std::string classes, words;
  std::vector<std::string> name, lines;
  [[nodiscard]] int height() const {
    return 2 * padding + static_cast<int>(name.size()) * 15 + static_cast<int>(lines.size()) * 14;
  }
};

Card card_of(const Graph& graph, const HoldingBox& box, bool with_state) {
  Card card;
  const int inner = box_width - 2 * padding;
  const std::string name = plain(name_of(graph, box.vertex)), key = plain(graph.key(box.vertex));
  const VertexKind kind = graph.kind(box.vertex);
  card.name = set_lines(name, name_type, inner, 2);
  std::vector<std::string> lines;
  if (kind == VertexKind::state) lines.emplace_back("State");
  for (const HoldingRow* row : box.rows)
    if (!row->line.empty()) lines.push_back((with_state ? plain(graph.key(row->state)) + " " : "") + row->line);
  lines.insert(lines.end(), box.own.begin(), box.own.end());
  if (name != key) card.lines = set_lines(key, line_type, inner, 1);
  for (const std::string& line : bounded(lines, most_lines))
    for (std::string& part : set_lines(line, line_type, inner, 3)) card.lines.push_back(std::move(part));
  const Verdict verdict = verdict_of(box);
  card.classes = kind == VertexKind::state      ? "state"
                 : verdict == Verdict::certain  ? "certain"
                 : verdict == Verdict::possible ? "possible"
                                                : "box";
  std::vector<std::string> words{label(graph, box.vertex)};
  for (const HoldingRow* row : box.rows) words.push_back(row->words);
  words.insert(words.end(), box.own.begin(), box.own.end());
  card.words = joined(words);
  return card;
}

Card card_of(const Graph& graph, const HoldingWorld& world, const Selection::Group& group) {
  std::size_t companies = 0, certain = 0, possible = 0;
  std::vector<std::string> words;
  for (const std::size_t v : group.boxes) {
    const HoldingBox& box = world.boxes()[v];
    if (graph.kind(box.vertex) == VertexKind::company) ++companies;
    const Verdict verdict = verdict_of(box);
    if (verdict == Verdict::certain) ++certain;
    if (verdict == Verdict::possible) ++possible;
    words.push_back(label(graph, box.vertex));
  }
  const std::size_t size = group.boxes.size();
  Card card;
  card.classes = "group";
  card.name =
      set_lines("+ " + (companies == size ? count(size, "more company", "more companies")
                                          : count(size, "more holder or company", "more holders and companies")),
                name_type, box_width - 2 * padding, 2);
  if (certain != 0) card.lines.push_back(std::to_string(certain) + " certain");
  if (possible != 0) card.lines.push_back(std::to_string(possible) + " possible");
  if (certain + possible != size && certain + possible != 0)
    card.lines.push_back(std::to_string(size - certain - possible) + " without such a verdict");
  card.words = "Not drawn one by one, since the picture has a limit:\n" + joined(words);
  return card;
}

void draw_card(Svg& svg, const Card& card, const LayoutBox& box, int left, int top) {
  svg.open(card.words);
  svg.rect(left + box.x, top + box.y, box.width, box.height, card.classes, 5);
  int y = top + box.y + padding + 11;
  const int middle = left + box.x + box.width / 2;
  for (const std::string& line : card.name) {
    svg.text(middle, y, line, name_type, Svg::Anchor::middle);
    y += 15;
  }
  for (const std::string& line : card.lines) {
    svg.text(middle, y, line, line_type, Svg::Anchor::middle);
    y += 14;
  }
  svg.close();
}

void draw_head(Svg& svg, const LayoutLink& link, std::string_view classes, int left, int top) {
  const LayoutLink::Point tip = link.points.back();
  const int back = link.backward ? 9 : -9;
  const auto at = [&](int dx, int dy) {
    return std::to_string(left + tip.x + dx) + " " + std::to_string(top + tip.y + dy);
  };
  svg.path("M" + at(0, 0) + "L" + at(back, -5) + "L" + at(back, 5) + "Z", classes);
}

void draw_link(Svg& svg, const LayoutLink& link, const std::vector<std::string>& labels, const std::string& words,
               const Look& look, int left, int top) {
  std::vector<LayoutLink::Point> points = link.points;
  for (auto& point : points) {
    point.x += left;
    point.y += top;
  }
  svg.open(words);
  svg.path(curved_path(points), look.line);
  draw_head(svg, link, look.head, left, top);
  if (!labels.empty()) svg.rect(left + link.x, top + link.y, link.width, link.height, "tag", 3);
  int y = top + link.y + 13;
  for (const std::string& text : labels) {
    svg.text(left + link.x + link.width / 2, y, text, line_type, Svg::Anchor::middle);
    y += 14;
  }
  svg.close();
}

/// What the looks mean, of those that occur. \return the y below.
int draw_legend(Svg& svg, const HoldingChart& chart, const std::vector<Card>& cards,
                const std::vector<HoldingLink>& links, int y, int width) {
  int x = margin;
  const auto advance = [&](std::string_view words) {
    const int needed = 44 + type_width(words, line_type) + 20;
    if (x != margin && x + needed > margin + width) {
      x = margin;
      y += 24;
    }
    return std::exchange(x, x + needed);
  };
  const auto sample = [&](std::string_view classes, std::string_view words) {
    if (std::none_of(cards.begin(), cards.end(), [&](const Card& card) { return card.classes == classes; })) return;
    const int at = advance(words);
    svg.rect(at, y, 34, 16, classes, 3);
    svg.text(at + 42, y + 12, words, line_type);
  };
  sample("certain", chart.certain);
  sample("possible", chart.possible);
  sample("box", chart.excluded);
  for (std::size_t i = 0; i < looks.size(); ++i) {
    if (std::none_of(links.begin(), links.end(),
                     [&](const HoldingLink& link) { return static_cast<std::size_t>(link.look) == i; }))
      continue;
    const int at = advance(looks[i].words);
    svg.line(at, y + 8, at + 34, y + 8, looks[i].line);
    svg.text(at + 42, y + 12, looks[i].words, line_type);
  }
  return y + 36;
}

std::string description(const HoldingChart& chart, const Selection& chosen) {
  constexpr std::size_t most = 30;
  std::string text = chart.subtitle + " " + count(chosen.shown.size(), "box is", "boxes are") + " drawn";
  std::size_t hidden = 0;
  for (const Selection::Group& group : chosen.groups) hidden += group.boxes.size();
  if (hidden != 0) text += ", and " + std::to_string(hidden) + " more as groups";
  text += ".";
  for (std::size_t i = 0; i < std::min(chart.rows.size(), most); ++i) text += " " + chart.rows[i].words + ".";
  if (chart.rows.size() > most) text += " And " + count(chart.rows.size() - most, "more row", "more rows") + ".";
  return text;
}

}  // namespace

std::string draw(const Graph& graph, HoldingChart chart, const Stamp& stamp, const PictureOptions& options) {
  check(options);
  if (chart.rows.empty()) return empty_picture(chart.title, chart.nothing, stamp, options);
  const HoldingWorld world{graph, chart, stamp, options};
  const Selection chosen = select(world, options.limit, graph);
  const bool with_state = std::any_of(chart.rows.begin(), chart.rows.end(),
                                      [&](const HoldingRow& row) { return row.state != chart.rows.front().state; });
  std::vector<Card> cards;
  for (const std::size_t v : chosen.shown) cards.push_back(card_of(graph, world.boxes()[v], with_state));
  for (const Selection::Group& group : chosen.groups) cards.push_back(card_of(graph, world, group));

  Layout layout;
  for (const Card& card : cards) layout.boxes.push_back({box_width, card.height()});
  std::vector<HoldingLink> links;
  std::size_t hidden_links = 0;
  for (const HoldingLink& link : world.links()) {
    const std::size_t from = chosen.place[link.from], to = chosen.place[link.to];
    if (from >= chosen.shown.size() || to >= chosen.shown.size()) {
      ++hidden_links;
      continue;
    }
    HoldingLink copy = link;
    copy.from = from;
    copy.to = to;
    copy.labels = bounded(copy.labels, most_labels);
    links.push_back(std::move(copy));
  }
  const std::size_t drawn_links = links.size();
  for (const HoldingLink& link : links) {
    int width = 0;
    for (const std::string& text : link.labels) width = std::max(width, type_width(text, line_type));
    layout.links.push_back({link.from, link.to, width + 12, static_cast<int>(link.labels.size()) * 14 + 6});
  }
  for (std::size_t g = 0; g < chosen.groups.size(); ++g)
    if (chosen.groups[g].parent != nowhere)
      layout.links.push_back({chosen.place[chosen.groups[g].parent], chosen.shown.size() + g});
  place(layout);

  Svg svg;
  const int width = std::max(layout.width, 560);
  const int top = svg.head(chart.title, chart.subtitle, width);
  const int left = margin + (width - layout.width) / 2;
  for (std::size_t i = drawn_links; i < layout.links.size(); ++i)
    draw_link(svg, layout.links[i], {}, "Leads to what is not drawn one by one", {"rest", "endedhead", {}}, left, top);
  for (std::size_t i = 0; i < drawn_links; ++i)
    draw_link(svg, layout.links[i], links[i].labels, joined(links[i].words), look_of(links[i].look), left, top);
  for (std::size_t i = 0; i < cards.size(); ++i) draw_card(svg, cards[i], layout.boxes[i], left, top);
  int y = draw_legend(svg, chart, cards, links, top + layout.height + 24, width);
  if (world.others() != 0)
    y = svg.note(margin, y,
                 count(world.others(), "recorded interest", "recorded interests") +
                     " in what is drawn, on which nothing here rests, " + (world.others() == 1 ? "is" : "are") +
                     " left out.",
                 width);
  if (world.silent() != 0)
    y = svg.note(margin, y,
                 "Nothing is recorded that leads from a State to a company of " +
                     count(world.silent(), "pair that was asked for and is", "pairs that were asked for and are") +
                     " not drawn.",
                 width);
  if (hidden_links != 0)
    y = svg.note(margin, y,
                 count(hidden_links, "link", "links") + " of what is drawn as a group " +
                     (hidden_links == 1 ? "is" : "are") + " left out.",
                 width);
  y = svg.note(margin, y, "Only what the files record is shown. Unknown is not none.", width);
  svg.reach(margin + width, y);
  return svg.finish(chart.title, description(chart, chosen), stamp, options);
}

}  // namespace detail

using detail::HoldingChart;
using detail::HoldingRow;

namespace {

std::vector<VertexId> states_of(const std::vector<HoldingRow>& rows) {
  std::vector<VertexId> states;
  for (const HoldingRow& row : rows)
    if (states.empty() || states.back() != row.state) states.push_back(row.state);
  return states;
}

std::vector<HoldingRow> rows_of(const Graph& graph, const ControlResult& result, const ControlProfile& profile) {
  std::vector<HoldingRow> rows;
  for (const ControlRow& row : result) {
    HoldingRow& out = rows.emplace_back();
    out.state = row.state;
    out.company = row.company;
    out.verdict = row.verdict;
    out.organ = row.verdict != Verdict::excluded && row.basis.empty();
    const auto evidence = result.evidence(row);
    out.evidence.assign(evidence.begin(), evidence.end());
    const std::string total = detail::total_words(row, profile);
    const bool nothing = row.high.value == Percent{0};
    out.line = detail::verdict_words(row);
    if (!total.empty())
      out.line += nothing ? ", no " + std::string{detail::measure(profile)} + " recorded" : ", " + total;
    if (row.inconsistent) out.line += " (recorded holders exceed 100 %)";
    out.words =
        detail::label(graph, row.state) + " " + detail::verdict_words(row) + " " + detail::label(graph, row.company);
    if (row.joint_with) out.words += " with " + detail::label(graph, row.joint_with);
    if (!total.empty()) out.words += ", total " + total;
    if (const std::string basis = detail::basis_words(graph, row); !basis.empty()) out.words += "; rests on " + basis;
    if (const std::string remarks = detail::remark_words(graph, row); !remarks.empty()) out.words += "; " + remarks;
  }
  return rows;
}

std::vector<HoldingRow> rows_of(const Graph& graph, const OwnershipResult& result) {
  std::vector<HoldingRow> rows;
  for (const OwnershipRow& row : result) {
    HoldingRow& out = rows.emplace_back();
    out.state = row.state;
    out.company = row.company;
    out.verdict = row.low > Percent{0}    ? Verdict::certain
                  : row.high > Percent{0} ? Verdict::possible
                                          : Verdict::excluded;
    const auto evidence = result.evidence(row);
    out.evidence.assign(evidence.begin(), evidence.end());
    const std::string stake = detail::recorded_range({row.low, false}, {row.high, false});
    out.line = "stake " + stake;
    if (row.closed_ring) out.line += ", closed ring: not computed around it";
    if (row.inconsistent) out.line += ", inconsistent: recorded holders exceed 100 %";
    out.words = detail::label(graph, row.state) + ": stake in " + detail::label(graph, row.company) +
                " through all chains " + stake + ", held by the State's group itself " +
                detail::recorded_range({row.direct_low, false}, {row.direct_high, false});
  }
  return rows;
}

}  // namespace

std::string picture(const Graph& graph, const ControlResult& result, const Stamp& stamp,
                    const PictureOptions& options) {
  HoldingChart chart;
  chart.rows = rows_of(graph, result, options.profile);
  const bool joint =
      std::any_of(result.begin(), result.end(), [](const ControlRow& row) { return bool{row.joint_with}; });
  const auto state = joint ? std::nullopt : detail::only_state(std::span<const HoldingRow>{chart.rows}, options.states);
  const std::string who = state ? detail::label(graph, *state) : "States";
  chart.title = joint ? "Companies that two States control together and neither alone on " + stamp.as_of
                      : "Control by " + who + " on " + stamp.as_of;
  chart.subtitle = "Profile " + detail::describe(options.profile) + ".";
  chart.nothing = "No company is recorded for that day that " + (state ? who : std::string{"a State"}) +
                  " controls or may control.";
  chart.certain = "controls";
  chart.possible = "may control";
  chart.excluded = "part or other holder, or not shown to control";
  const ControlOptions all{
      .profile = options.profile, .as_of = Date::parse(stamp.as_of), .states = states_of(chart.rows)};
  chart.all = [&graph, &options, all] { return rows_of(graph, control(graph, all), options.profile); };
  return detail::draw(graph, std::move(chart), stamp, options);
}

std::string picture(const Graph& graph, const OwnershipResult& result, const Stamp& stamp,
                    const PictureOptions& options) {
  HoldingChart chart;
  chart.rows = rows_of(graph, result);
  const auto state = detail::only_state(std::span<const HoldingRow>{chart.rows}, options.states);
  const std::string who = state ? detail::label(graph, *state) : "States";
  chart.title = "Stakes of " + who + " through all chains on " + stamp.as_of;
  chart.subtitle = "A stake is not control.";
  chart.nothing = "No company is recorded for that day that " + (state ? who : std::string{"a State"}) +
                  " has or may have a stake in.";
  chart.certain = "stake above 0";
  chart.possible = "perhaps a stake";
  chart.excluded = "part or other holder, or no stake recorded";
  OwnershipOptions all{.profile = options.profile, .as_of = Date::parse(stamp.as_of), .states = states_of(chart.rows)};
  if (!result.empty()) all.definition = result[0].definition;
  chart.all = [&graph, all] { return rows_of(graph, ownership(graph, all)); };
  return detail::draw(graph, std::move(chart), stamp, options);
}

}  // namespace dutygraph::render
