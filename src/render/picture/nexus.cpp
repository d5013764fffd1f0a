// SPDX-License-Identifier: BSL-1.0
#include <algorithm>
#include <array>
#include <map>

#include "render/nexus_words.hpp"
#include "render/picture/holding_world.hpp"
#include "render/picture/svg.hpp"

namespace dutygraph::render {
namespace detail {
namespace {

using vocab::Closeness;

constexpr int card_width = 226, gap = 12, padding = 8, across = 4, indent = 34;
constexpr Type name_type{12, true}, line_type{11}, band_type{13, true}, state_type{14, true};
constexpr std::size_t most_ties = 4;

std::string_view words_of(Closeness closeness) {
  switch (closeness) {
    case Closeness::c4:
      return "C4: organ of the State";
    case Closeness::c3:
      return "C3: control";
    case Closeness::c2:
      return "C2: substantial support, significant stake or delegated power";
    case Closeness::c1:
      return "C1: transaction, licence or smaller stake";
    case Closeness::c0:
      break;
  }
  return "C0: general regulation";
}

/// A company in a band, with the ties that bring it there and all others.
struct TiedCompany {
  VertexId company{};
  std::vector<const NexusRow*> ties{};  // the nearest first
};

struct Band {
  VertexId state{};
  Closeness closeness{};
  std::vector<TiedCompany> companies{};
  [[nodiscard]] std::size_t ties(std::size_t from) const {
    std::size_t n = 0;
    for (std::size_t i = from; i < companies.size(); ++i) n += companies[i].ties.size();
    return n;
  }
};

/// By State, then from the nearest band on; companies by the channel of their nearest tie, then by id.
std::vector<Band> bands_of(const Graph& graph, const NexusResult& result) {
  std::vector<Band> bands;
  for (std::size_t first = 0; first < result.size();) {
    const VertexId state = result[first].state;
    std::map<Closeness, Band, std::greater<>> of_state;
    while (first < result.size() && result[first].state == state) {
      TiedCompany tied{result[first].company, {}};
      for (; first < result.size() && result[first].state == state && result[first].company == tied.company; ++first)
        tied.ties.push_back(&result[first]);
      std::stable_sort(tied.ties.begin(), tied.ties.end(),
                       [](const NexusRow* a, const NexusRow* b) { return a->closeness > b->closeness; });
      Band& band = of_state[tied.ties.front()->closeness];
      band.companies.push_back(std::move(tied));
    }
    for (auto& [closeness, band] : of_state) {
      band.state = state;
      band.closeness = closeness;
      std::stable_sort(band.companies.begin(), band.companies.end(), [&](const TiedCompany& a, const TiedCompany& b) {
        return std::pair{std::string_view{a.ties.front()->channel}, graph.key(a.company)} <
               std::pair{std::string_view{b.ties.front()->channel}, graph.key(b.company)};
      });
      bands.push_back(std::move(band));
    }
  }
  return bands;
}

/// "n01 State-owned enterprise: 53.97 %", "may be: n06 export credit".
std::string tie_line(const NexusRow& row) {
  std::string text = row.verdict == Verdict::possible ? "may be: " : "";
  if (const auto channel = vocab::parse_channel(row.channel))
    text += row.channel + " " + std::string{vocab::find_channel(*channel)->name};
  else
    text += row.channel.empty() ? "channel not recorded" : plain(row.channel);
  if (row.share) text += ", " + range(*row.share);
  if (row.amount) text += ", " + money(*row.amount, row.currency);
  return text;
}

std::string tie_words(const Graph& graph, const NexusRow& row) {
  std::string text = tie_line(row);
  if (row.agency && row.agency != row.state) text += ", through " + label(graph, row.agency);
  if (row.engagement) text += ", deal " + label(graph, row.engagement);
  const std::string dates = period(row.valid);
  text += dates.empty() ? ", dates not recorded" : ", " + dates;
  text += "; human-rights condition: " + std::string{to_string(row.safeguard)};
  if (row.policy) text += " by " + label(graph, row.policy);
  const std::string sources = row.evidence.empty() ? std::string{} : source_words(graph.sources(row.evidence.front()));
  return text + (sources.empty() ? "" : ". " + sources);
}

/// A box of the chart.
struct TieCard {
  std::string classes, words;
  std::vector<std::string> name, lines;
  [[nodiscard]] int height() const {
    return 2 * padding + static_cast<int>(name.size()) * 15 + static_cast<int>(lines.size()) * 14;
  }
};

TieCard card_of(const Graph& graph, const TiedCompany& tied) {
  const int inner = card_width - 2 * padding;
  TieCard card;
  const std::string name = plain(name_of(graph, tied.company)), key = plain(graph.key(tied.company));
  card.name = set_lines(name, name_type, inner, 2);
  if (name != key) card.lines = set_lines(key, line_type, inner, 1);
  const std::size_t shown = tied.ties.size() <= most_ties ? tied.ties.size() : most_ties - 1;
  bool certain = false;
  std::vector<std::string> words{label(graph, tied.company)};
  for (std::size_t i = 0; i < tied.ties.size(); ++i) {
    const NexusRow& row = *tied.ties[i];
    certain = certain || row.verdict == Verdict::certain;
    words.push_back(tie_words(graph, row));
    if (i < shown)
      for (std::string& line : set_lines(tie_line(row), line_type, inner, 3)) card.lines.push_back(std::move(line));
  }
  if (shown < tied.ties.size()) card.lines.push_back("+ " + count(tied.ties.size() - shown, "more tie", "more ties"));
  card.classes = certain ? "certain" : "possible";
  card.words = joined(words);
  return card;
}

TieCard rest_of(const Graph& graph, const Band& band, std::size_t from) {
  TieCard card;
  const std::size_t n = band.companies.size() - from;
  card.classes = "group";
  card.name = {"+ " + (from == 0 ? count(n, "company", "companies") : count(n, "more company", "more companies"))};
  card.lines = {"with " + count(band.ties(from), "tie", "ties")};
  std::vector<std::string> words{"Not drawn one by one, since the picture has a limit:"};
  for (std::size_t i = from; i < band.companies.size(); ++i) words.push_back(label(graph, band.companies[i].company));
  card.words = joined(words);
  return card;
}

void draw_card(Svg& svg, const TieCard& card, int x, int y, int height) {
  svg.open(card.words);
  svg.rect(x, y, card_width, height, card.classes, 5);
  int at = y + padding + 11;
  for (const std::string& line : card.name) {
    svg.text(x + card_width / 2, at, line, name_type, Svg::Anchor::middle);
    at += 15;
  }
  for (const std::string& line : card.lines) {
    svg.text(x + card_width / 2, at, line, line_type, Svg::Anchor::middle);
    at += 14;
  }
  svg.close();
}

/// The cards of a band in a grid. \return the y below.
int draw_cards(Svg& svg, const std::vector<TieCard>& cards, int y) {
  for (std::size_t first = 0; first < cards.size(); first += across) {
    const std::size_t end = std::min<std::size_t>(cards.size(), first + across);
    int height = 0;
    for (std::size_t i = first; i < end; ++i) height = std::max(height, cards[i].height());
    for (std::size_t i = first; i < end; ++i)
      draw_card(svg, cards[i], margin + indent + static_cast<int>(i - first) * (card_width + gap), y, height);
    y += height + gap;
  }
  return y;
}

/// How many cards each band may have: one at least for as many as there is room for, the rest evenly.
std::vector<std::size_t> share_room(const std::vector<Band>& bands, std::size_t limit) {
  std::vector<std::size_t> rooms(std::min(bands.size(), limit), 1);
  std::size_t room = limit - rooms.size();
  for (bool given = true; given && room != 0;) {
    given = false;
    for (std::size_t i = 0; i < rooms.size() && room != 0; ++i) {
      if (rooms[i] >= bands[i].companies.size()) continue;
      ++rooms[i];
      --room;
      given = true;
    }
  }
  return rooms;
}

std::string draw_bands(const Graph& graph, const std::vector<Band>& bands, const std::string& title,
                       const std::string& subtitle, bool with_states, const Stamp& stamp,
                       const PictureOptions& options) {
  constexpr int width = indent + across * (card_width + gap) - gap;
  Svg svg;
  int y = svg.head(title, subtitle, width);
  std::string description = title + ". " + subtitle;
  const std::vector<std::size_t> rooms = share_room(bands, options.limit);
  std::size_t drawn = 0;
  bool possible = false, certain = false;
  int spine = 0, spine_end = 0;
  const auto end_spine = [&] {
    if (spine != 0 && spine_end > spine) svg.line(margin + 10, spine, margin + 10, spine_end, "part");
  };
  VertexId state{};
  for (; drawn < rooms.size(); ++drawn) {
    const Band& band = bands[drawn];
    if (band.state != state) {
      end_spine();
      state = band.state;
      const std::string name = label(graph, state);
      const std::vector<std::string> lines = set_lines(name, state_type, width - 24, 2);
      int box = 0;
      for (const std::string& line : lines) box = std::max(box, type_width(line, state_type));
      const int height = static_cast<int>(lines.size()) * 18 + 12;
      svg.rect(margin, y, box + 24, height, "state", 5);
      for (std::size_t i = 0; i < lines.size(); ++i)
        svg.text(margin + 12, y + 21 + static_cast<int>(i) * 18, lines[i], state_type);
      spine = y + height;
      y += height + 14;
    }
    const std::size_t size = band.companies.size(), shown = size <= rooms[drawn] ? size : rooms[drawn] - 1;
    std::vector<TieCard> cards;
    for (std::size_t i = 0; i < shown; ++i) cards.push_back(card_of(graph, band.companies[i]));
    if (shown < size) cards.push_back(rest_of(graph, band, shown));
    for (const TieCard& card : cards) {
      possible = possible || card.classes == "possible";
      certain = certain || card.classes == "certain";
    }
    const std::string words = std::string{words_of(band.closeness)} + ". " + count(size, "company", "companies");
    svg.line(margin + 10, y + 9, margin + indent - 6, y + 9, "part");
    spine_end = y + 9;
    svg.text(margin + indent, y + 14, words, band_type);
    y = draw_cards(svg, cards, y + 26) + 8;
    description += " " + (with_states ? label(graph, band.state) + ", " : std::string{}) + words + ", " +
                   count(band.ties(0), "tie", "ties") + ".";
  }
  end_spine();
  if (drawn < bands.size()) {
    std::size_t companies = 0, ties = 0;
    for (std::size_t i = drawn; i < bands.size(); ++i) {
      companies += bands[i].companies.size();
      ties += bands[i].ties(0);
    }
    const std::string more = "+ " + count(bands.size() - drawn, "more band", "more bands") + " of States with " +
                             count(companies, "company", "companies") + " and " + count(ties, "tie", "ties") +
                             ", for which the picture has no room.";
    y = svg.note(margin, y, more, width);
    description += " " + more;
  }
  int x = margin;
  const auto sample = [&](std::string_view classes, std::string_view words) {
    svg.rect(x, y, 34, 16, classes, 3);
    svg.text(x + 42, y + 12, words, line_type);
    x += 42 + type_width(words, line_type) + 24;
  };
  if (certain) sample("certain", "a tie that holds on that day");
  if (possible) sample("possible", "ties that may hold: dates, shares or sources leave it open");
  if (certain || possible) y += 34;
  y = svg.note(margin, y,
               "How close a tie is follows the logic of the commentary on principle 4 and is this project's scale, not "
               "a UN position. A company stands where its nearest tie puts it. Only what the files record is shown.",
               width);
  svg.reach(margin + width, y);
  return svg.finish(title, description, stamp, options);
}

}  // namespace
}  // namespace detail

std::string picture(const Graph& graph, const NexusResult& result, const Stamp& stamp, const PictureOptions& options) {
  detail::check(options);
  const auto state = detail::only_state(std::span<const NexusRow>{result.begin(), result.size()}, options.states);
  const std::string title =
      "State-business nexus" + (state ? " of " + detail::label(graph, *state) : std::string{}) + " on " + stamp.as_of;
  if (result.empty()) return detail::empty_picture(title, "No tie is recorded for that day.", stamp, options);
  const std::vector<detail::Band> bands = detail::bands_of(graph, result);
  std::size_t companies = 0;
  for (const detail::Band& band : bands) companies += band.companies.size();
  const std::string subtitle = detail::count(companies, "company", "companies") + ", " +
                               detail::count(result.size(), "tie", "ties") + ". Profile " +
                               detail::describe(options.profile) + ".";
  return detail::draw_bands(graph, bands, title, subtitle, !state, stamp, options);
}

}  // namespace dutygraph::render
