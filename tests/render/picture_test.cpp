// SPDX-License-Identifier: BSL-1.0
#include <algorithm>
#include <iterator>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include <dutygraph/error.hpp>
#include <dutygraph/render/picture.hpp>

#include "query/coherence_cases.hpp"
#include "render/drawn.hpp"
#include "render/picture/type.hpp"
#include "render/words.hpp"
#include "support/catch.hpp"

#include "support/random_world.hpp"
#include "support/ruritania.hpp"

namespace dutygraph::render {
namespace {

using Catch::Matchers::ContainsSubstring;
using tests::Drawn;
using tests::Ruritania;
using tests::RuritaniaBuilder;
using tests::today;

constexpr std::size_t no_limit = 100'000;

/// Every picture of a world.
std::vector<std::string> all_pictures(const Graph& graph, const PictureOptions& options = {}) {
  const auto draw = [&](const auto& result) { return picture(graph, result, result.stamp(), options); };
  std::vector<VertexId> companies;
  for (const VertexId v : graph.vertices<Company>()) companies.push_back(v);
  return {draw(control(graph, {.as_of = today, .excluded = true})),
          draw(ownership(graph, {.as_of = today})),
          draw(nexus(graph, {.as_of = today})),
          draw(coherence(graph, {.as_of = today})),
          draw(agency_pairs(graph, {.as_of = today})),
          draw(mix(graph, {.as_of = today})),
          draw(timeline(graph, {.companies = companies}))};
}

bool overlap(const Drawn::Box& a, const Drawn::Box& b) {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}

bool is_card(const Drawn::Box& box) {
  return box.classes == "state" || box.classes == "certain" || box.classes == "possible" || box.classes == "box" ||
         box.classes == "group" || box.classes == "tag";
}

/// Boxes and labels that overlap others.
std::size_t overlaps(const Drawn& drawn) {
  std::size_t n = 0;
  for (std::size_t i = 0; i < drawn.boxes.size(); ++i)
    for (std::size_t k = i + 1; k < drawn.boxes.size(); ++k)
      if (is_card(drawn.boxes[i]) && is_card(drawn.boxes[k]) && overlap(drawn.boxes[i], drawn.boxes[k])) ++n;
  return n;
}

/// Texts that reach beyond the picture, or beyond a box that they begin in.
std::size_t texts_out_of_place(const Drawn& drawn) {
  std::size_t n = 0;
  for (const Drawn::Words& words : drawn.texts) {
    const bool bold = words.classes.find('w') != std::string::npos;
    const int width = detail::type_width(words.text, {words.size, bold});
    const int left = words.anchor == "middle" ? words.x - width / 2 : words.anchor == "end" ? words.x - width : words.x;
    if (left < 0 || left + width > drawn.width || words.y > drawn.height || words.y < words.size) ++n;
    for (const Drawn::Box& box : drawn.boxes)
      if (is_card(box) && words.anchor == "middle" && words.x == box.x + box.width / 2 && words.y > box.y &&
          words.y < box.y + box.height && (left < box.x || left + width > box.x + box.width))
        ++n;
  }
  return n;
}

/// What "+ 37 more companies" and the like stand for, together.
std::size_t collapsed(const Drawn& drawn) {
  std::size_t n = 0;
  for (const Drawn::Words& words : drawn.texts)
    if (words.text.starts_with("+ ") && words.classes == "t w") n += std::stoul(words.text.substr(2));
  return n;
}

std::size_t cards(const Drawn& drawn) {
  // Legends show one sample of each look; they are the boxes 34 wide.
  return static_cast<std::size_t>(std::count_if(drawn.boxes.begin(), drawn.boxes.end(), [](const Drawn::Box& box) {
    return is_card(box) && box.classes != "tag" && box.classes != "group" && box.width != 34;
  }));
}

TEST_CASE("Pictures are well-formed, described, and refer to nothing outside", "[render]") {
  const Ruritania world;
  for (const Theme theme : {Theme::light, Theme::dark, Theme::automatic})
    for (const std::string& svg : all_pictures(world.graph, {.theme = theme, .id_prefix = "p"})) {
      INFO(svg.substr(0, 400));
      const Drawn drawn{svg};
      CHECK(drawn.role == "img");
      CHECK(drawn.labelled_by == "p-title p-desc");
      CHECK(drawn.ids == std::vector<std::string>{"p", "p-title", "p-desc"});
      CHECK_FALSE(drawn.title.empty());
      CHECK_FALSE(drawn.description.empty());
      CHECK(drawn.metadata.starts_with("dutygraph "));
      CHECK(drawn.attributes_of_events.empty());
      CHECK(drawn.elements.count("script") == 0);
      CHECK(overlaps(drawn) == 0);
      CHECK(texts_out_of_place(drawn) == 0);
      CHECK((svg.find("prefers-color-scheme") != std::string::npos) == (theme == Theme::automatic));
      CHECK_THAT(svg, !ContainsSubstring("url("));
    }
}

TEST_CASE("Without a prefix, ids of different pictures differ and those of the same do not", "[render]") {
  const Ruritania world;
  std::set<std::string> ids;
  std::size_t given = 0;
  for (const std::string& svg : all_pictures(world.graph)) {
    const Drawn drawn{svg};
    ids.insert(drawn.ids.begin(), drawn.ids.end());
    given += drawn.ids.size();
  }
  CHECK(ids.size() == given);
  CHECK(all_pictures(world.graph) == all_pictures(Ruritania{}.graph));
}

TEST_CASE("A picture of holdings tells certain, possible and ended links apart by line and words", "[render]") {
  RuritaniaBuilder builder;
  builder.hold(builder.state, builder.privatel, Share::exactly(55), Interval::since({2024}), builder.report);
  const Graph graph = std::move(builder.builder).freeze();
  const ControlResult result = control(graph, {.as_of = today, .excluded = true});
  const std::string svg = picture(graph, result, result.stamp());
  const Drawn drawn{svg};
  CHECK(drawn.has_text("62 % of capital"));
  CHECK(drawn.has_text("55 % of capital"));
  CHECK(drawn.has_text("ended 2018-01-01: 30 % of capital"));
  CHECK(drawn.has_text("controls, 62 % (from capital)"));
  CHECK_THAT(svg, ContainsSubstring("class=\"link\""));
  CHECK_THAT(svg, ContainsSubstring("class=\"may\""));
  CHECK_THAT(svg, ContainsSubstring("class=\"ended\""));
  const bool sourced = std::any_of(drawn.titles.begin(), drawn.titles.end(), [](const std::string& title) {
    return title.find("Ruritel (ruritel), since 2014-06-01. Source: State holdings report 2024, table 3") !=
           std::string::npos;
  });
  CHECK(sourced);
}

TEST_CASE("A company asked for is drawn with all that lies above it", "[render]") {
  const Ruritania world;
  const ControlResult result = control(world.graph, {.as_of = today, .companies = {world.ruricloud}});
  REQUIRE(result.size() == 1);
  const Drawn drawn{picture(world.graph, result, result.stamp())};
  CHECK(drawn.has_text("Ruritania"));
  CHECK(drawn.has_text("Ruritel"));
  CHECK(drawn.has_text("62 % of capital"));
  CHECK(drawn.has_text("80 % of capital"));
  CHECK_FALSE(drawn.has_text("Borderwatch"));
}

TEST_CASE("States that have nothing to do with a company asked for are counted, not drawn", "[render]") {
  RuritaniaBuilder builder;
  for (const char* id : {"XA", "XB", "XC"}) builder.builder.add(State{.id = id}, builder.gazette);
  const Graph graph = std::move(builder.builder).freeze();
  const ControlResult result = control(graph, {.as_of = today, .companies = {builder.ruritel, builder.privatel}});
  REQUIRE(result.size() == 8);
  const Drawn drawn{picture(graph, result, result.stamp())};
  CHECK(drawn.count("state") == 1);
  CHECK(drawn.has_text("privatel"));
  CHECK(drawn.has_text("ended 2018-01-01: 30 % of capital"));
  CHECK(drawn.has_text(
      "Nothing is recorded that leads from a State to a company of 7 pairs that were asked for and are not drawn."));
}

TEST_CASE("Interests that are not drawn are counted", "[render]") {
  const Ruritania world;
  const ControlResult result = control(world.graph, {.as_of = today, .companies = {world.privatel}});
  const Drawn drawn{picture(world.graph, result, result.stamp())};
  CHECK(drawn.has_text("1 recorded interest in what is drawn, on which nothing here rests, is left out."));
}

TEST_CASE("Every share that a verdict rests on is a text of the picture", "[render]") {
  for (std::uint32_t seed = 0; seed < 40; ++seed) {
    const tests::RandomWorld world = tests::random_world(seed, {.companies = 25, .holdings = 45});
    const ControlResult result = control(world.graph, {.as_of = today});
    if (result.empty()) continue;
    const Drawn drawn{picture(world.graph, result, result.stamp(), {.limit = no_limit})};
    INFO("seed " << seed);
    std::set<std::pair<VertexId, VertexId>> many;  // more interests than a label holds: it says so
    for (const Drawn::Words& words : drawn.texts)
      if (words.text.find("more, see the rows") != std::string::npos) many.emplace();
    for (const ControlRow& row : result)
      for (const EdgeId e : result.evidence(row)) {
        const auto share = world.graph.share(e);
        if (!share || world.graph.source(e) == world.graph.target(e) || !many.empty()) continue;
        const std::string text = detail::range(*share);
        CHECK(std::any_of(drawn.texts.begin(), drawn.texts.end(),
                          [&](const Drawn::Words& words) { return words.text.find(text) != std::string::npos; }));
      }
  }
}

TEST_CASE("Boxes of random worlds do not overlap, and texts stay within", "[render]") {
  for (std::uint32_t seed = 0; seed < 3; ++seed) {
    const tests::RandomWorld world = tests::random_world(seed, {.companies = 45, .holdings = 120});
    INFO("seed " << seed);
    for (const std::size_t limit : {5U, 30U})
      for (const std::string& svg : all_pictures(world.graph, {.limit = limit})) {
        const Drawn drawn{svg};
        INFO(drawn.title << ", limit " << limit);
        CHECK(overlaps(drawn) == 0);
        CHECK(texts_out_of_place(drawn) == 0);
      }
  }
}

TEST_CASE("What the limit collapses is counted, box by box", "[render]") {
  std::size_t with_groups = 0;
  for (std::uint32_t seed = 0; seed < 12; ++seed) {
    const tests::RandomWorld world = tests::random_world(seed, {.companies = 60, .holdings = 120});
    const ControlResult owned = control(world.graph, {.as_of = today, .excluded = true});
    const NexusResult ties = nexus(world.graph, {.as_of = today});
    if (owned.empty() || ties.empty()) continue;
    const Drawn whole{picture(world.graph, owned, owned.stamp(), {.limit = no_limit})};
    const Drawn whole_ties{picture(world.graph, ties, ties.stamp(), {.limit = no_limit})};
    CHECK(collapsed(whole) == 0);
    for (const std::size_t limit : {2U, 3U, 13U, 40U}) {
      INFO("seed " << seed << ", limit " << limit);
      const Drawn some{picture(world.graph, owned, owned.stamp(), {.limit = limit})};
      CHECK(cards(some) + collapsed(some) == cards(whole));
      CHECK(cards(some) + some.count("group") <= limit);
      with_groups += some.count("group");
      if (limit < 10) continue;
      const Drawn some_ties{picture(world.graph, ties, ties.stamp(), {.limit = limit})};
      CHECK(cards(some_ties) + collapsed(some_ties) == cards(whole_ties));
    }
  }
  CHECK(with_groups > 30);
}

TEST_CASE("A result without rows is a picture that says so", "[render]") {
  GraphBuilder builder;
  builder.add(Source{.id = "s"});
  const Graph graph = std::move(builder).freeze();
  const std::vector<std::string> pictures{
      picture(graph, ControlResult{}, {}),      picture(graph, OwnershipResult{}, {}),
      picture(graph, NexusResult{}, {}),        picture(graph, CoherenceResult{}, {}),
      picture(graph, Result<AgencyPair>{}, {}), picture(graph, MixResult{}, {}),
      picture(graph, TimelineResult{}, {})};
  for (const std::string& svg : pictures) {
    const Drawn drawn{svg};
    INFO(drawn.title);
    CHECK(drawn.texts.size() >= 3);
    const bool says = std::any_of(drawn.texts.begin(), drawn.texts.end(), [](const Drawn::Words& words) {
      return words.text.find("recorded") != std::string::npos;
    });
    CHECK(says);
    CHECK(texts_out_of_place(drawn) == 0);
  }
}

TEST_CASE("Names that look like markup, are long or of other scripts stay texts within their boxes", "[render]") {
  const std::string names[] = {"<script>alert(1)</script>&\"'",
                               "]]> --> <!-- &amp; &#0;",
                               "Aktiengesellschaftsbeteiligungsverwaltungsgesellschaftsholding mbH & Co. KGaA i. L.",
                               "\xE6\xA0\xAA\xE5\xBC\x8F\xE4\xBC\x9A\xE7\xA4\xBE\xE3\x81\xA8\xE3\x81\xA6\xE3\x82\x82"
                               "\xE9\x95\xB7\xE3\x81\x84\xE5\x90\x8D\xE5\x89\x8D\xE3\x81\xAE\xE9\x80\x9A\xE4\xBF\xA1",
                               "\xD8\xB4\xD8\xB1\xD9\x83\xD8\xA9 \xD8\xA7\xD9\x84\xD8\xA7\xD8\xAA\xD8\xB5\xD8\xA7",
                               "\xEF\xBF\xBF\xEF\xBF\xBE\xE2\x80\xAEgnp.exe\x01\x7F"};
  RuritaniaBuilder builder;
  for (std::size_t i = 0; i < std::size(names); ++i) {
    const auto company =
        builder.builder.add(Company{.id = "odd<" + std::to_string(i), .name = names[i]}, builder.report);
    builder.hold(builder.ruritel, company, Share::exactly(60), Interval{}, builder.report);
  }
  builder.builder.add(Agency{.id = "a\"&", .name = names[0], .state = "XR"}, builder.report);
  const Graph graph = std::move(builder.builder).freeze();
  for (const std::string& svg : all_pictures(graph)) {
    const Drawn drawn{svg};
    INFO(drawn.title);
    CHECK(drawn.elements.count("script") == 0);
    CHECK(drawn.attributes_of_events.empty());
    CHECK(overlaps(drawn) == 0);
    CHECK(texts_out_of_place(drawn) == 0);
    CHECK_THAT(svg, !ContainsSubstring("<script"));
  }
  const ControlResult result = control(graph, {.as_of = today});
  const Drawn drawn{picture(graph, result, result.stamp())};
  CHECK(std::any_of(drawn.titles.begin(), drawn.titles.end(),
                    [&](const std::string& title) { return title.starts_with(names[0] + " (odd<0)"); }));
}

TEST_CASE("A chain in a ring is drawn", "[render]") {
  RuritaniaBuilder builder;
  builder.hold(builder.ruricloud, builder.ruritel, Share::exactly(20), Interval{}, builder.report);
  builder.hold(builder.ruritel, builder.ruritel, Share::exactly(3), Interval{}, builder.report);
  const Graph graph = std::move(builder.builder).freeze();
  const ControlResult result = control(graph, {.as_of = today});
  const Drawn drawn{picture(graph, result, result.stamp())};
  CHECK(drawn.has_text("20 % of capital"));
  CHECK(overlaps(drawn) == 0);
}

TEST_CASE("A timeline marks every change, with captions that do not run into each other", "[render]") {
  RuritaniaBuilder builder;
  for (int year = 2000; year < 2012; ++year)
    builder.hold(builder.state, builder.privatel, Share::exactly(51), Interval{Date{year, 1, 1}, Date{year, 2, 1}},
                 builder.report);
  const Graph graph = std::move(builder.builder).freeze();
  const TimelineResult result = timeline(graph, {.companies = {builder.privatel}});
  REQUIRE(result.size() > 20);
  const std::string svg = picture(graph, result, result.stamp());
  const Drawn drawn{svg};
  std::vector<Drawn::Box> captions;
  for (const Drawn::Words& words : drawn.texts)
    if (words.text.find("control") != std::string::npos && words.size == 11 && words.x >= 250)
      captions.push_back({words.x, words.y - 11, detail::type_width(words.text, {11}), 13, {}});
  CHECK(captions.size() == result.size() + 1);  // and one of the legend
  for (std::size_t i = 0; i < captions.size(); ++i)
    for (std::size_t k = i + 1; k < captions.size(); ++k) CHECK_FALSE(overlap(captions[i], captions[k]));
  for (const TimelineRow& row : result)
    if (row.date) CHECK_THAT(svg, ContainsSubstring(">" + row.date->to_string() + ": "));
}

TEST_CASE("A matrix of a mix has a sign in every cell and counts what it collapses", "[render]") {
  RuritaniaBuilder builder;
  for (int i = 0; i < 9; ++i)
    builder.builder.add(Instrument{.id = "law" + std::to_string(i),
                                   .state = "XR",
                                   .binding = "mandatory",
                                   .smart_mix = {"3a"},
                                   .technologies = {"technology" + std::to_string(i)},
                                   .facts = {.valid = Interval::since({2020, 1, 1})}},
                        builder.gazette);
  const Graph graph = std::move(builder.builder).freeze();
  const MixResult result = mix(graph, {.as_of = today});
  REQUIRE_FALSE(result.empty());
  const Drawn whole{picture(graph, result, result.stamp())};
  const auto cells = [](const Drawn& drawn) {
    std::size_t n = 0;
    for (const Drawn::Box& box : drawn.boxes)
      if (box.height == 28 && box.classes != "off") ++n;
    return n;
  };
  CHECK(cells(whole) == result.size());
  const Drawn some{picture(graph, result, result.stamp(), {.limit = 4})};
  std::size_t hidden = 0;
  for (const Drawn::Words& words : some.texts)
    if (words.classes == "s" && words.anchor == "middle") hidden += std::stoul(words.text);
  CHECK(hidden != 0);
  CHECK(cells(some) + hidden == result.size());
}

/// Seven agencies, of which the even ones demand what the odd ones forbid.
Graph divided_world() {
  std::string agencies, provisions;
  for (int i = 0; i < 7; ++i) {
    const std::string n = std::to_string(i), comma = i == 0 ? "" : ",";
    agencies += comma + R"("a)" + n + R"(": {"state": "A"})";
    provisions += comma + R"({"id": "p)" + n + R"(", "state": "A", "agency": "a)" + n +
                  R"(", "rank": "regulation", "modality": ")" + (i % 2 == 0 ? "obligation" : "prohibition") +
                  R"(", "bearer": {"in": ["firm"]}, "conduct": {"in": ["share"]}, "object": {"in": ["data"]}})";
  }
  return tests::read_world(R"({"dutygraph": 1, "states": {"A": {}}, "agencies": {)" + agencies +
                           R"(}, "taxonomies": {"bearer": {"nodes": {"firm": []}}, "conduct": {"nodes": {"share": []}},
      "object": {"nodes": {"data": []}}}, "provisions": [)" +
                           provisions + "]}");
}

TEST_CASE("A matrix of tensions has every finding of two agencies in a cell", "[render]") {
  const Graph graph = divided_world();
  const CoherenceResult result = coherence(graph, {.as_of = today});
  std::size_t pairs = 0;
  for (const Finding& finding : result)
    if (const std::size_t n = std::set<VertexId>{finding.agencies.begin(), finding.agencies.end()}.size(); n != 0)
      pairs += n == 1 ? 1 : n * (n - 1) / 2;
  REQUIRE(pairs > 3);
  for (const std::size_t limit : {2U, 4U, 60U}) {
    const Drawn drawn{picture(graph, result, result.stamp(), {.limit = limit})};
    INFO("limit " << limit);
    std::size_t counted = 0;
    for (const Drawn::Words& words : drawn.texts)
      if (words.size == 11 && !words.text.empty() && words.text.find_first_not_of("0123456789") == std::string::npos)
        counted += std::stoul(words.text);
    CHECK(counted == pairs);
  }
}

TEST_CASE("A picture refuses prefixes that are no names and limits that leave no room", "[render]") {
  const Ruritania world;
  const ControlResult result = control(world.graph, {.as_of = today});
  for (const char* prefix : {"1a", "a b", "a\"b", "\xC3\xA9", "a>b", "-a"})
    CHECK_THROWS_AS(picture(world.graph, result, result.stamp(), {.id_prefix = prefix}), UsageError);
  CHECK_THROWS_AS(picture(world.graph, result, result.stamp(), {.limit = 1}), UsageError);
}

TEST_CASE("Themes have names", "[render]") {
  for (const Theme theme : {Theme::light, Theme::dark, Theme::automatic}) CHECK(parse_theme(to_string(theme)) == theme);
  CHECK_FALSE(parse_theme("blue"));
}

}  // namespace
}  // namespace dutygraph::render
