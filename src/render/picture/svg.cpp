// SPDX-License-Identifier: BSL-1.0
#include "render/picture/svg.hpp"

#include <algorithm>
#include <array>

#include <dutygraph/error.hpp>

#include "base/markup.hpp"
#include "base/sha256.hpp"
#include "render/words.hpp"

namespace dutygraph::render {
namespace {

constexpr std::array<std::string_view, 3> theme_names{"light", "dark", "auto"};

}  // namespace

std::string_view to_string(Theme theme) noexcept { return theme_names[static_cast<std::size_t>(theme)]; }

std::optional<Theme> parse_theme(std::string_view text) noexcept {
  for (std::size_t i = 0; i < theme_names.size(); ++i)
    if (theme_names[i] == text) return static_cast<Theme>(i);
  return std::nullopt;
}

}  // namespace dutygraph::render

namespace dutygraph::render::detail {
namespace {

/// A role, and its colour on light and on dark ground. The hues are those of Okabe and Ito (2008), which people with
/// the common kinds of colour blindness tell apart, made lighter or darker until text on them, or they on the ground,
/// stand out at least 4.5 to 1 (text) or 3 to 1 (lines and signs).
struct Colour {
  std::string_view role, light, dark;
};

constexpr std::array colours{
    Colour{"paper", "#ffffff", "#15181c"},   Colour{"ink", "#1b1f24", "#e8eaed"},
    Colour{"soft", "#57606a", "#a9b1bb"},    Colour{"rule", "#8c959f", "#6b7480"},
    Colour{"box", "#f6f8fa", "#22272e"},     Colour{"state", "#d3e5f4", "#123a57"},
    Colour{"blue", "#0072b2", "#56b4e9"},    Colour{"green", "#007a5a", "#2fc79a"},
    Colour{"orange", "#a86400", "#e69f00"},  Colour{"red", "#bf4b00", "#f58a4a"},
    Colour{"sure", "#d5efe6", "#123d31"},    Colour{"maybe", "#fbecc8", "#43330c"},
    Colour{"against", "#fadfcd", "#4a2411"}, Colour{"open", "#eceff2", "#2b3138"},
};

/// What each class looks like; @role is a colour.
constexpr std::string_view sheet[] = {
    ".t{fill:@ink}",
    ".s{fill:@soft}",
    ".w{font-weight:bold}",
    ".ground{fill:@paper}",
    ".box{fill:@box;stroke:@rule}",
    ".state{fill:@state;stroke:@blue;stroke-width:2}",
    ".certain{fill:@sure;stroke:@green;stroke-width:3}",
    ".possible{fill:@maybe;stroke:@orange;stroke-width:2;stroke-dasharray:7 4}",
    ".group{fill:@paper;stroke:@rule;stroke-dasharray:2 3}",
    ".link{fill:none;stroke:@green;stroke-width:2}",
    ".may{fill:none;stroke:@orange;stroke-width:2;stroke-dasharray:7 4}",
    ".ended{fill:none;stroke:@soft;stroke-width:2;stroke-dasharray:1 5;stroke-linecap:round}",
    ".part{fill:none;stroke:@blue;stroke-width:1}",
    ".rest{fill:none;stroke:@rule;stroke-width:1}",
    ".head{fill:@green;stroke:none}",
    ".mayhead{fill:@orange;stroke:none}",
    ".endedhead{fill:@soft;stroke:none}",
    ".parthead{fill:@blue;stroke:none}",
    ".tag{fill:@paper;stroke:@rule}",
    ".rule{fill:none;stroke:@rule}",
    ".good{fill:@green}",
    ".half{fill:none;stroke:@blue;stroke-width:2}",
    ".halffill{fill:@blue}",
    ".bad{fill:none;stroke:@red;stroke-width:3;stroke-linecap:round}",
    ".pass{fill:@sure;stroke:@paper}",
    ".partial{fill:@state;stroke:@paper}",
    ".fail{fill:@against;stroke:@paper}",
    ".unknown{fill:@open;stroke:@paper}",
    ".none{fill:@paper;stroke:@open}",
    ".off{fill:@paper;stroke:@rule;stroke-dasharray:1 4}",
    ".one{fill:@maybe;stroke:@paper}",
    ".many{fill:@against;stroke:@paper}",
    ".mark{fill:@ink;stroke:@ink;stroke-width:2}",
};

std::string_view colour_of(std::string_view role, bool dark) {
  const auto* at = std::find_if(colours.begin(), colours.end(), [&](const Colour& c) { return c.role == role; });
  return dark ? at->dark : at->light;
}

/// The rules for one ground, each under \p root.
void append_sheet(std::string& out, std::string_view root, bool dark) {
  constexpr std::string_view letters = "abcdefghijklmnopqrstuvwxyz";
  for (std::string_view rule : sheet) {
    out.append("#").append(root).append(" ");
    for (std::size_t at = 0; (at = rule.find('@')) != std::string_view::npos;) {
      out += rule.substr(0, at);
      rule.remove_prefix(at + 1);
      const std::size_t end = std::min(rule.size(), rule.find_first_not_of(letters));
      out += colour_of(rule.substr(0, end), dark);
      rule.remove_prefix(end);
    }
    out += rule;
    out += '\n';
  }
}

void add_number(std::string& out, std::string_view name, int value) {
  out.append(" ").append(name).append("=\"").append(std::to_string(value)).append("\"");
}

void add_text(std::string& out, std::string_view name, std::string_view value) {
  out.append(" ").append(name).append("=\"");
  dutygraph::detail::append_markup(out, value);
  out += '"';
}

bool is_prefix(std::string_view text) {
  constexpr std::string_view letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
  constexpr std::string_view others = "0123456789-_";
  return !text.empty() && text.size() <= 64 && letters.find(text.front()) != std::string_view::npos &&
         std::all_of(text.begin(), text.end(), [&](char c) {
           return letters.find(c) != std::string_view::npos || others.find(c) != std::string_view::npos;
         });
}

std::string prefix_of(const PictureOptions& options, std::string_view drawn) {
  if (options.id_prefix.empty()) return "dg-" + dutygraph::detail::sha256(drawn).substr(0, 8);
  if (!is_prefix(options.id_prefix))
    throw UsageError{"id_prefix \"" + printable(options.id_prefix) +
                     "\" is not allowed: at most 64 letters, digits, \"-\" and \"_\", a letter first"};
  return options.id_prefix;
}

constexpr Type headline{17, true}, small{11, false};

}  // namespace

void check(const PictureOptions& options) {
  if (options.limit < 2)
    throw UsageError{"a picture needs a limit of at least 2, not " + std::to_string(options.limit)};
}

void Svg::open(std::string_view title, std::string_view classes) {
  body_ += "<g";
  if (!classes.empty()) add_text(body_, "class", classes);
  body_ += '>';
  if (title.empty()) return;
  body_ += "<title>";
  dutygraph::detail::append_markup(body_, title);
  body_ += "</title>";
}

void Svg::rect(int x, int y, int width, int height, std::string_view classes, int radius) {
  body_ += "<rect";
  add_number(body_, "x", x);
  add_number(body_, "y", y);
  add_number(body_, "width", width);
  add_number(body_, "height", height);
  if (radius != 0) add_number(body_, "rx", radius);
  add_text(body_, "class", classes);
  body_ += "/>\n";
  reach(x + width, y + height);
}

void Svg::text(int x, int y, std::string_view text, Type type, Anchor anchor, std::string_view classes) {
  body_ += "<text";
  add_number(body_, "x", x);
  add_number(body_, "y", y);
  if (type.size != 12) add_number(body_, "font-size", type.size);
  if (anchor != Anchor::start) add_text(body_, "text-anchor", anchor == Anchor::middle ? "middle" : "end");
  std::string all{classes.empty() ? "t" : classes};
  if (type.bold) all += " w";
  add_text(body_, "class", all);
  body_ += '>';
  dutygraph::detail::append_markup(body_, text);
  body_ += "</text>\n";
  const int width = type_width(text, type);
  reach(anchor == Anchor::start ? x + width : anchor == Anchor::middle ? x + width / 2 : x, y + 3);
}

void Svg::slanted(int x, int y, std::string_view text, Type type) {
  const std::string at = std::to_string(x) + " " + std::to_string(y);
  body_ += "<text";
  add_number(body_, "x", x);
  add_number(body_, "y", y);
  if (type.size != 12) add_number(body_, "font-size", type.size);
  add_text(body_, "transform", "rotate(-45 " + at + ")");
  add_text(body_, "class", type.bold ? "t w" : "t");
  body_ += '>';
  dutygraph::detail::append_markup(body_, text);
  body_ += "</text>\n";
  reach(x + type_width(text, type) * 71 / 100 + type.size, y);
}

void Svg::line(int x1, int y1, int x2, int y2, std::string_view classes) {
  body_ += "<line";
  add_number(body_, "x1", x1);
  add_number(body_, "y1", y1);
  add_number(body_, "x2", x2);
  add_number(body_, "y2", y2);
  add_text(body_, "class", classes);
  body_ += "/>\n";
  reach(std::max(x1, x2), std::max(y1, y2));
}

void Svg::circle(int x, int y, int radius, std::string_view classes) {
  body_ += "<circle";
  add_number(body_, "cx", x);
  add_number(body_, "cy", y);
  add_number(body_, "r", radius);
  add_text(body_, "class", classes);
  body_ += "/>\n";
  reach(x + radius, y + radius);
}

void Svg::path(std::string_view data, std::string_view classes) {
  body_ += "<path";
  add_text(body_, "d", data);
  add_text(body_, "class", classes);
  body_ += "/>\n";
}

void Svg::reach(int x, int y) noexcept {
  width_ = std::max(width_, x);
  height_ = std::max(height_, y);
}

int Svg::head(std::string_view title, std::string_view subtitle, int width) {
  int y = margin + headline.size;
  for (const std::string& line : set_lines(title, headline, width, 4)) {
    text(margin, y, line, headline);
    y += headline.size + 5;
  }
  return note(margin, y - 2, subtitle, width) + 10;
}

int Svg::note(int x, int y, std::string_view words, int width) {
  for (const std::string& line : set_lines(words, small, width, 12)) {
    text(x, y, line, small, Anchor::start, "s");
    y += small.size + 4;
  }
  return y;
}

std::string Svg::finish(std::string_view title, std::string_view description, const Stamp& stamp,
                        const PictureOptions& options) const {
  const int width = width_ + margin, height = height_ + margin;
  const std::string prefix = prefix_of(options, body_);
  std::string out = "<svg xmlns=\"http://www.w3.org/2000/svg\"";
  add_number(out, "width", width);
  add_number(out, "height", height);
  add_text(out, "viewBox", "0 0 " + std::to_string(width) + " " + std::to_string(height));
  add_text(out, "id", prefix);
  add_text(out, "role", "img");
  add_text(out, "aria-labelledby", prefix + "-title " + prefix + "-desc");
  add_text(out, "font-family", "Arial, Helvetica, 'Liberation Sans', 'DejaVu Sans', sans-serif");
  add_number(out, "font-size", 12);
  out += ">\n<title";
  add_text(out, "id", prefix + "-title");
  out += '>';
  dutygraph::detail::append_markup(out, title);
  out += "</title>\n<desc";
  add_text(out, "id", prefix + "-desc");
  out += '>';
  dutygraph::detail::append_markup(out, description);
  out += "</desc>\n<metadata>";
  dutygraph::detail::append_markup(out, stamp_line(stamp));
  out += "</metadata>\n<style>\n";
  append_sheet(out, prefix, options.theme == Theme::dark);
  if (options.theme == Theme::automatic) {
    out += "@media (prefers-color-scheme:dark){\n";
    append_sheet(out, prefix, true);
    out += "}\n";
  }
  out += "</style>\n<rect";
  add_number(out, "width", width);
  add_number(out, "height", height);
  add_text(out, "class", "ground");
  out += "/>\n";
  out += body_;
  out += "</svg>\n";
  return out;
}

std::string joined(const std::vector<std::string>& words, std::size_t most) {
  std::string text;
  for (std::size_t i = 0; i < std::min(words.size(), most); ++i) text += (i == 0 ? "" : "\n") + words[i];
  if (words.size() > most) text += "\nand " + std::to_string(words.size() - most) + " more";
  return text;
}

std::string empty_picture(std::string_view title, std::string_view sentence, const Stamp& stamp,
                          const PictureOptions& options) {
  constexpr int width = 600;
  Svg svg;
  const int y = svg.head(title, "", width);
  int below = y + 16;
  for (const std::string& line : set_lines(sentence, {14}, width, 8)) {
    svg.text(margin, below, line, {14});
    below += 20;
  }
  below = svg.note(margin, below + 6,
                   "Only what the files record is shown. Unknown is not none, and an empty picture is no proof of "
                   "absence.",
                   width);
  svg.reach(margin + width, below);
  return svg.finish(title, sentence, stamp, options);
}

}  // namespace dutygraph::render::detail
