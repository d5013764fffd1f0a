// SPDX-License-Identifier: BSL-1.0
#include "render/picture/layout.hpp"

#include <algorithm>
#include <cstdint>
#include <limits>
#include <numeric>

namespace dutygraph::render::detail {
namespace {

constexpr std::size_t no_box = std::numeric_limits<std::size_t>::max();
constexpr int column_gap = 26, row_gap = 14, thread_height = 6;

/// Something that has a place in a column: a box, a label, or a thread of a link that passes by.
struct Node {
  int width = 0, height = 0;
  std::size_t column = 0;
  std::vector<std::size_t> left{}, right{};  // neighbours
  std::int64_t middle = 0;                   // height of its middle
};

/// Links of boxes with those turned around that close cycles.
class Directed {
 public:
  explicit Directed(const Layout& layout) : layout_{layout}, size_{layout.boxes.size()}, out_(size_) {
    for (std::size_t i = 0; i < layout.links.size(); ++i) out_[layout.links[i].from].push_back(i);
  }

  /// Which links run against the order in which boxes of one strongly connected component are first reached.
  [[nodiscard]] std::vector<bool> backward() const {
    const std::vector<std::size_t> component = components();
    const std::vector<std::size_t> order = breadth_first(component);
    std::vector<bool> turned;
    for (const LayoutLink& link : layout_.links)
      turned.push_back(component[link.from] == component[link.to] && order[link.from] > order[link.to]);
    return turned;
  }

 private:
  /// Tarjan (1972), without recursion.
  [[nodiscard]] std::vector<std::size_t> components() const {
    struct Frame {
      std::size_t box, next;
    };
    std::vector<std::size_t> component(size_, no_box), index(size_, no_box), low(size_), stack;
    std::size_t count = 0, found = 0;
    for (std::size_t root = 0; root < size_; ++root) {
      if (index[root] != no_box) continue;
      std::vector<Frame> frames{{root, 0}};
      while (!frames.empty()) {
        const std::size_t v = frames.back().box;
        if (frames.back().next == 0) {
          index[v] = low[v] = count++;
          stack.push_back(v);
        }
        if (frames.back().next < out_[v].size()) {
          const std::size_t w = layout_.links[out_[v][frames.back().next++]].to;
          if (index[w] == no_box)
            frames.push_back({w, 0});
          else if (component[w] == no_box)
            low[v] = std::min(low[v], index[w]);
          continue;
        }
        frames.pop_back();
        if (!frames.empty()) low[frames.back().box] = std::min(low[frames.back().box], low[v]);
        if (low[v] != index[v]) continue;
        for (std::size_t w = no_box; w != v;) {
          w = stack.back();
          stack.pop_back();
          component[w] = found;
        }
        ++found;
      }
    }
    return component;
  }

  /// A number per box: first those that nothing outside their component leads to, then what they lead to.
  [[nodiscard]] std::vector<std::size_t> breadth_first(const std::vector<std::size_t>& component) const {
    std::vector<bool> entered(size_, false);
    for (const LayoutLink& link : layout_.links)
      if (component[link.from] != component[link.to]) entered[component[link.to]] = true;
    std::vector<std::size_t> order(size_, no_box), queue;
    std::size_t next = 0;
    const auto reach = [&](std::size_t v) {
      if (order[v] != no_box) return;
      order[v] = queue.size();
      queue.push_back(v);
    };
    for (std::size_t v = 0; v < size_; ++v) {
      if (entered[component[v]]) continue;
      reach(v);
      for (; next < queue.size(); ++next)
        for (const std::size_t link : out_[queue[next]]) reach(layout_.links[link].to);
    }
    return order;
  }

  const Layout& layout_;
  std::size_t size_;
  std::vector<std::vector<std::size_t>> out_;
};

class Placer {
 public:
  explicit Placer(Layout& layout) : layout_{layout}, backward_{Directed{layout}.backward()} {}

  void run() {
    find_columns();
    thread_links();
    order_columns();
    find_heights();
    write();
  }

 private:
  [[nodiscard]] std::size_t tail(std::size_t i) const {
    return backward_[i] ? layout_.links[i].to : layout_.links[i].from;
  }
  [[nodiscard]] std::size_t head(std::size_t i) const {
    return backward_[i] ? layout_.links[i].from : layout_.links[i].to;
  }

  /// Boxes stand in even columns, as far left as the links allow.
  void find_columns() {
    const std::size_t size = layout_.boxes.size();
    std::vector<std::size_t> waiting(size, 0), ready;
    std::vector<std::vector<std::size_t>> out(size);
    for (std::size_t i = 0; i < layout_.links.size(); ++i) {
      out[tail(i)].push_back(head(i));
      ++waiting[head(i)];
    }
    for (const LayoutBox& box : layout_.boxes) nodes_.push_back({box.width, box.height});
    for (std::size_t v = 0; v < size; ++v)
      if (waiting[v] == 0) ready.push_back(v);
    for (std::size_t next = 0; next < ready.size(); ++next)
      for (const std::size_t w : out[ready[next]]) {
        nodes_[w].column = std::max(nodes_[w].column, nodes_[ready[next]].column + 2);
        if (--waiting[w] == 0) ready.push_back(w);
      }
  }

  /// A node per column that a link passes; its label is the last but one.
  void thread_links() {
    threads_.resize(layout_.links.size());
    for (std::size_t i = 0; i < layout_.links.size(); ++i) {
      const std::size_t from = tail(i), to = head(i), end = nodes_[to].column;
      std::size_t before = from;
      for (std::size_t column = nodes_[from].column + 1; column < end; ++column) {
        const bool is_label = column + 1 == end;
        Node node{is_label ? layout_.links[i].width : 0, is_label ? layout_.links[i].height : thread_height, column};
        const std::size_t at = nodes_.size();
        node.left.push_back(before);
        nodes_.push_back(std::move(node));
        nodes_[before].right.push_back(at);
        threads_[i].push_back(at);
        before = at;
      }
      nodes_[before].right.push_back(to);
      nodes_[to].left.push_back(before);
    }
  }

  // --- order ---------------------------------------------------------------------------------------------------------

  void order_columns() {
    std::size_t count = 0;
    for (const Node& node : nodes_) count = std::max(count, node.column + 1);
    columns_.resize(count);
    // As links are followed, so that what hangs together starts together.
    std::vector<bool> seen(nodes_.size(), false);
    const auto visit = [&](std::size_t root) {
      std::vector<std::size_t> stack{root};
      while (!stack.empty()) {
        const std::size_t v = stack.back();
        stack.pop_back();
        if (seen[v]) continue;
        seen[v] = true;
        columns_[nodes_[v].column].push_back(v);
        stack.insert(stack.end(), nodes_[v].right.rbegin(), nodes_[v].right.rend());
      }
    };
    for (std::size_t v = 0; v < nodes_.size(); ++v)
      if (nodes_[v].left.empty()) visit(v);
    rank();
    std::vector<std::vector<std::size_t>> best = columns_;
    std::uint64_t fewest = crossings();
    constexpr int sweeps = 12;
    for (int sweep = 0; sweep < sweeps && fewest != 0; ++sweep) {
      const bool forward = sweep % 2 == 0;
      for (std::size_t i = 1; i < columns_.size(); ++i)
        sort_column(forward ? i : columns_.size() - 1 - i, forward ? &Node::left : &Node::right);
      const std::uint64_t now = crossings();
      if (now >= fewest) continue;
      fewest = now;
      best = columns_;
    }
    columns_ = std::move(best);
    rank();
  }

  void rank() {
    rank_.resize(nodes_.size());
    for (const auto& column : columns_)
      for (std::size_t i = 0; i < column.size(); ++i) rank_[column[i]] = i;
  }

  /// By the mean rank of the neighbours on one side; what has none stays where it is.
  void sort_column(std::size_t column, std::vector<std::size_t> Node::*side) {
    struct Key {
      std::uint64_t sum, count;
      std::size_t node;
    };
    std::vector<Key> keys;
    for (const std::size_t v : columns_[column]) {
      Key key{0, 0, v};
      for (const std::size_t w : nodes_[v].*side) key.sum += rank_[w];
      key.count = (nodes_[v].*side).size();
      if (key.count == 0) key = {rank_[v], 1, v};
      keys.push_back(key);
    }
    std::stable_sort(keys.begin(), keys.end(),
                     [](const Key& a, const Key& b) { return a.sum * b.count < b.sum * a.count; });
    for (std::size_t i = 0; i < keys.size(); ++i) {
      columns_[column][i] = keys[i].node;
      rank_[keys[i].node] = i;
    }
  }

  /// How many pairs of links cross: inversions, counted with a Fenwick tree.
  [[nodiscard]] std::uint64_t crossings() const {
    std::uint64_t sum = 0;
    for (std::size_t c = 0; c + 1 < columns_.size(); ++c) {
      std::vector<std::uint64_t> tree(columns_[c + 1].size() + 1, 0);
      std::uint64_t seen = 0;
      for (const std::size_t v : columns_[c]) {
        for (const std::size_t w : nodes_[v].right) {
          std::uint64_t not_below = 0;
          for (std::size_t at = rank_[w] + 1; at != 0; at &= at - 1) not_below += tree[at];
          sum += seen - not_below;
        }
        for (const std::size_t w : nodes_[v].right) {
          for (std::size_t at = rank_[w] + 1; at < tree.size(); at += at & (~at + 1)) ++tree[at];
          ++seen;
        }
      }
    }
    return sum;
  }

  // --- heights -------------------------------------------------------------------------------------------------------

  void find_heights() {
    for (const auto& column : columns_) {
      std::int64_t y = 0;
      for (const std::size_t v : column) {
        nodes_[v].middle = y + nodes_[v].height / 2;
        y += nodes_[v].height + row_gap;
      }
    }
    constexpr int sweeps = 24;
    for (int sweep = 0; sweep < sweeps; ++sweep) {
      const bool forward = sweep % 2 == 0;
      for (std::size_t i = 0; i < columns_.size(); ++i)
        settle(columns_[forward ? i : columns_.size() - 1 - i], forward ? &Node::left : &Node::right);
    }
  }

  /// Moves the nodes of a column as near as they get, in the sum of squares, to the mean of their neighbours without
  /// changing their order or touching: pools adjacent violators.
  void settle(const std::vector<std::size_t>& column, std::vector<std::size_t> Node::*side) {
    struct Block {
      std::int64_t sum, count;
      std::size_t first;
      [[nodiscard]] std::int64_t mean() const { return (sum - (sum < 0 ? count - 1 : 0)) / count; }  // rounded down
    };
    std::vector<Block> blocks;
    std::vector<std::int64_t> offset;  // of a node below the first, if all stood as close as they may
    for (std::size_t i = 0; i < column.size(); ++i) {
      const Node& node = nodes_[column[i]];
      offset.push_back(i == 0 ? 0 : offset.back() + distance(nodes_[column[i - 1]], node));
      std::int64_t wanted = node.middle;
      if (const auto& neighbours = node.*side; !neighbours.empty()) {
        std::int64_t sum = 0;
        for (const std::size_t w : neighbours) sum += nodes_[w].middle;
        wanted = sum / static_cast<std::int64_t>(neighbours.size());
      }
      Block block{wanted - offset.back(), 1, i};
      while (!blocks.empty() && blocks.back().sum * block.count >= block.sum * blocks.back().count) {
        block = {blocks.back().sum + block.sum, blocks.back().count + block.count, blocks.back().first};
        blocks.pop_back();
      }
      blocks.push_back(block);
    }
    for (std::size_t b = 0; b < blocks.size(); ++b) {
      const std::size_t end = b + 1 < blocks.size() ? blocks[b + 1].first : column.size();
      for (std::size_t i = blocks[b].first; i < end; ++i) nodes_[column[i]].middle = blocks[b].mean() + offset[i];
    }
  }

  [[nodiscard]] static std::int64_t distance(const Node& above, const Node& below) {
    return above.height - above.height / 2 + row_gap + below.height / 2;
  }

  void write() {
    std::vector<int> left(columns_.size(), 0), widest(columns_.size(), 0);
    std::int64_t top = std::numeric_limits<std::int64_t>::max();
    for (const Node& node : nodes_) {
      widest[node.column] = std::max(widest[node.column], node.width);
      top = std::min(top, node.middle - node.height / 2);
    }
    for (std::size_t c = 1; c < left.size(); ++c) left[c] = left[c - 1] + widest[c - 1] + column_gap;
    const auto x_of = [&](const Node& node) { return left[node.column] + (widest[node.column] - node.width) / 2; };
    const auto middle_of = [&](const Node& node) { return static_cast<int>(node.middle - top); };
    for (std::size_t v = 0; v < layout_.boxes.size(); ++v) {
      LayoutBox& box = layout_.boxes[v];
      box.x = x_of(nodes_[v]);
      box.y = middle_of(nodes_[v]) - box.height / 2;
      layout_.height = std::max(layout_.height, box.y + box.height);
    }
    for (std::size_t i = 0; i < layout_.links.size(); ++i) {
      LayoutLink& link = layout_.links[i];
      link.backward = backward_[i];
      const LayoutBox& from = layout_.boxes[tail(i)];
      link.points = {{from.x + from.width, from.y + from.height / 2}};
      for (const std::size_t v : threads_[i]) {
        const Node& node = nodes_[v];
        const int x = left[node.column], y = middle_of(node);
        link.points.push_back({x, y});
        link.points.push_back({x + widest[node.column], y});
        link.x = x_of(node);
        link.y = y - node.height / 2;
        layout_.height = std::max(layout_.height, link.y + node.height);
      }
      const LayoutBox& to = layout_.boxes[head(i)];
      link.points.push_back({to.x, to.y + to.height / 2});
      if (link.backward) std::reverse(link.points.begin(), link.points.end());
    }
    if (!left.empty()) layout_.width = left.back() + widest.back();
  }

  Layout& layout_;
  std::vector<bool> backward_;
  std::vector<Node> nodes_;                        // boxes first
  std::vector<std::vector<std::size_t>> threads_;  // nodes of each link
  std::vector<std::vector<std::size_t>> columns_;
  std::vector<std::size_t> rank_;
};

}  // namespace

void place(Layout& layout) {
  if (!layout.boxes.empty()) Placer{layout}.run();
}

std::string curved_path(const std::vector<LayoutLink::Point>& points) {
  std::string out;
  for (std::size_t i = 0; i < points.size(); ++i) {
    const auto [x, y] = points[i];
    const std::string at = std::to_string(x) + " " + std::to_string(y);
    if (i == 0) {
      out = "M" + at;
    } else if (points[i - 1].y == y) {
      out += "H" + std::to_string(x);
    } else {
      const int half = points[i - 1].x + (x - points[i - 1].x) / 2;
      out += "C" + std::to_string(half) + " " + std::to_string(points[i - 1].y) + " " + std::to_string(half) + " " +
             std::to_string(y) + " " + at;
    }
  }
  return out;
}

}  // namespace dutygraph::render::detail
