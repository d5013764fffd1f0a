// SPDX-License-Identifier: BSL-1.0
#include "render/picture/layout.hpp"

#include <algorithm>
#include <string>
#include <vector>

#include "render/picture/type.hpp"
#include "support/catch.hpp"
#include "support/random_world.hpp"

namespace dutygraph::render::detail {
namespace {

struct Area {
  int x, y, width, height;
};

bool overlap(const Area& a, const Area& b) {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}

std::vector<Area> areas_of(const Layout& layout) {
  std::vector<Area> areas;
  for (const LayoutBox& box : layout.boxes) areas.push_back({box.x, box.y, box.width, box.height});
  for (const LayoutLink& link : layout.links) areas.push_back({link.x, link.y, link.width, link.height});
  return areas;
}

Layout random_layout(std::uint32_t seed, bool acyclic) {
  tests::Dice dice{seed};
  Layout layout;
  const std::uint32_t size = 2 + dice.roll(25);
  for (std::uint32_t i = 0; i < size; ++i)
    layout.boxes.push_back({40 + static_cast<int>(dice.roll(200)), 20 + static_cast<int>(dice.roll(90))});
  for (std::uint32_t i = 0; i < size * 2; ++i) {
    const std::size_t a = dice.roll(size), b = dice.roll(size);
    if (a == b) continue;
    layout.links.push_back({acyclic ? std::min(a, b) : a, acyclic ? std::max(a, b) : b,
                            10 + static_cast<int>(dice.roll(150)), 10 + static_cast<int>(dice.roll(50))});
  }
  return layout;
}

/// Whether \p to is reached from \p from: by trying.
bool leads(const Layout& layout, std::size_t from, std::size_t to) {
  std::vector<bool> seen(layout.boxes.size(), false);
  seen[from] = true;
  for (std::size_t round = 0; round < layout.boxes.size(); ++round)
    for (const LayoutLink& link : layout.links)
      if (seen[link.from]) seen[link.to] = true;
  return seen[to];
}

TEST_CASE("Neither boxes nor labels overlap, and all are within the picture", "[render]") {
  for (std::uint32_t seed = 0; seed < 300; ++seed) {
    Layout layout = random_layout(seed, seed % 3 == 0);
    place(layout);
    INFO("seed " << seed);
    const std::vector<Area> areas = areas_of(layout);
    std::size_t overlaps = 0, outside = 0;
    for (std::size_t i = 0; i < areas.size(); ++i) {
      const Area& a = areas[i];
      if (a.x < 0 || a.y < 0 || a.x + a.width > layout.width || a.y + a.height > layout.height) ++outside;
      for (std::size_t k = i + 1; k < areas.size(); ++k)
        if (overlap(a, areas[k])) ++overlaps;
    }
    CHECK(overlaps == 0);
    CHECK(outside == 0);
  }
}

TEST_CASE("Links run to the right, but those that close a cycle", "[render]") {
  std::size_t turned = 0;
  for (std::uint32_t seed = 0; seed < 200; ++seed) {
    const bool acyclic = seed % 2 == 0;
    Layout layout = random_layout(seed, acyclic);
    place(layout);
    INFO("seed " << seed);
    for (const LayoutLink& link : layout.links) {
      const LayoutBox &from = layout.boxes[link.from], &to = layout.boxes[link.to];
      if (link.backward) {
        ++turned;
        CHECK(leads(layout, link.to, link.from));
        CHECK(to.x + to.width <= from.x);
      } else {
        CHECK(from.x + from.width <= to.x);
      }
      REQUIRE(link.points.size() >= 2);
      const auto start = link.points.front(), end = link.points.back();
      CHECK(start.x == (link.backward ? from.x : from.x + from.width));
      CHECK(start.y == from.y + from.height / 2);
      CHECK(end.x == (link.backward ? to.x + to.width : to.x));
      CHECK(end.y == to.y + to.height / 2);
      if (acyclic) CHECK_FALSE(link.backward);
    }
  }
  CHECK(turned > 100);
}

TEST_CASE("A link passes through the middle of its label", "[render]") {
  Layout layout = random_layout(5, false);
  place(layout);
  for (const LayoutLink& link : layout.links) {
    const int middle = link.y + link.height / 2;
    CHECK(std::any_of(link.points.begin(), link.points.end(),
                      [&](LayoutLink::Point p) { return p.y == middle && p.x <= link.x; }));
  }
}

TEST_CASE("Pairs given crosswise are drawn without crossings", "[render]") {
  // 0 to 3 hold 7 to 4: drawn in the order given, every two links would cross.
  Layout layout;
  for (int i = 0; i < 8; ++i) layout.boxes.push_back({50, 20});
  for (std::size_t i = 0; i < 4; ++i) layout.links.push_back({i, 7 - i, 10, 10});
  place(layout);
  for (std::size_t a = 0; a < 4; ++a) {
    CHECK(layout.boxes[a].y == layout.boxes[7 - a].y);
    for (std::size_t b = a + 1; b < 4; ++b)
      CHECK((layout.boxes[a].y < layout.boxes[b].y) == (layout.boxes[7 - a].y < layout.boxes[7 - b].y));
  }
}

TEST_CASE("An empty layout stays empty", "[render]") {
  Layout layout;
  place(layout);
  CHECK(layout.width == 0);
  CHECK(layout.height == 0);
}

TEST_CASE("Lines are no wider than asked, and lose nothing while there is room", "[render]") {
  const std::string words[] = {"one two three four five six", "Donaudampfschifffahrtsgesellschaft",
                               "\xE6\xA0\xAA\xE5\xBC\x8F\xE4\xBC\x9A\xE7\xA4\xBE\xE9\x80\x9A\xE4\xBF\xA1",
                               "25 to 75 %, more than 33.333333333 %", "a"};
  for (const std::string& text : words)
    for (int width = 30; width < 240; width += 7) {
      INFO(text << " in " << width);
      std::string together;
      for (const std::string& line : set_lines(text, {11}, width, 100)) {
        CHECK(type_width(line, {11}) <= width);
        if (width > 130) CHECK_FALSE(line.starts_with('%'));
        together += line;
      }
      std::string without = text;
      without.erase(std::remove(without.begin(), without.end(), ' '), without.end());
      together.erase(std::remove(together.begin(), together.end(), ' '), together.end());
      CHECK(together == without);
    }
}

TEST_CASE("What does not fit ends with an ellipsis", "[render]") {
  const std::vector<std::string> lines = set_lines("one two three four five six seven eight nine ten", {11}, 60, 2);
  REQUIRE(lines.size() == 2);
  CHECK_FALSE(lines[0].ends_with("\xE2\x80\xA6"));
  CHECK(lines[1].ends_with("\xE2\x80\xA6"));
  CHECK(type_width(lines[1], {11}) <= 60);
}

}  // namespace
}  // namespace dutygraph::render::detail
