// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <span>
#include <stop_token>
#include <vector>

#include <dutygraph/graph/graph.hpp>

namespace dutygraph::detail {

/// Whoever may hold anything of some companies on some day, directly or not, and those they vote or belong with.
class Above {
 public:
  /// \pre \p graph outlives this. \throws Cancelled
  Above(const Graph& graph, std::span<const VertexId> companies, const std::stop_token& stop);
  [[nodiscard]] bool contains(VertexId v) const { return seen_[v.value()]; }
  /// Days on which something about them begins or ends, or may, ascending. Between two of them nothing changes.
  [[nodiscard]] std::vector<Date> days() const;
  /// The graph with those holdings only that bear on the companies.
  [[nodiscard]] Graph part() const;

 private:
  void add(VertexId v);
  const Graph& graph_;
  std::vector<bool> seen_;
  std::vector<VertexId> order_;
};

}  // namespace dutygraph::detail
