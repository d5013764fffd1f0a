// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace dutygraph::render::detail {

/// A box to be placed. Widths and heights are given in whole pixels, the corner is found.
struct LayoutBox {
  int width = 0, height = 0;
  int x = 0, y = 0;
};

/// A link to be drawn between two boxes, with room for a label on it.
struct LayoutLink {
  std::size_t from = 0, to = 0;  ///< boxes; different ones
  int width = 0, height = 0;     ///< of the label
  int x = 0, y = 0;              ///< its corner
  struct Point {
    int x = 0, y = 0;
  };
  /// Where the link passes: from the side of one box through its label to the side of the other. Between points it is
  /// drawn with curved_path().
  std::vector<Point> points{};
  bool backward = false;  ///< it closes a cycle: it runs from right to left
};

struct Layout {
  std::vector<LayoutBox> boxes;
  std::vector<LayoutLink> links;
  int width = 0, height = 0;
};

/// Places boxes in columns from left to right, so that links run to the right, with labels in columns of their own:
/// neither boxes nor labels overlap. The method of Sugiyama, Tagawa and Toda (1981): cycles are opened within strongly
/// connected components, columns follow the longest path, their order the barycentres of neighbours, and heights are
/// those nearest to the neighbours' that keep the order (isotonic regression). In whole numbers: the same on every
/// machine.
///
/// \pre links lead between different boxes that are there. The order of boxes and links decides where nothing else
/// does.
/// Complexity: O(sweeps * (boxes + links * columns) * log), for pictures of some hundred boxes.
void place(Layout& layout);

/// `points` as the data of a path: level at each point, an S between two.
[[nodiscard]] std::string curved_path(const std::vector<LayoutLink::Point>& points);

}  // namespace dutygraph::render::detail
