// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <algorithm>
#include <cstddef>
#include <string_view>
#include <vector>

#include <dutygraph/diagnostics.hpp>
#include <dutygraph/graph/graph.hpp>
#include <dutygraph/io/read.hpp>

namespace dutygraph::tests {

/// A graph, and everything that was said about the files it was read from.
struct ReadWorld {
  Graph graph;
  Diagnostics report;
  std::vector<io::QuarantinedRow> quarantine;

  [[nodiscard]] std::size_t count(std::string_view rule) const {
    return static_cast<std::size_t>(
        std::count_if(report.begin(), report.end(), [&](const Diagnostic& d) { return d.rule == rule; }));
  }
  /// The first complaint of a rule; an empty one if there is none.
  [[nodiscard]] Diagnostic complaint(std::string_view rule) const {
    for (const Diagnostic& d : report)
      if (d.rule == rule) return d;
    return {};
  }
  [[nodiscard]] VertexId vertex(std::string_view id) const { return graph.find(id).value_or(VertexId{}); }
};

}  // namespace dutygraph::tests
