// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include <dutygraph/graph/graph.hpp>

namespace dutygraph::detail {

/// `_` and `-` are one in codes that are nodes too.
[[nodiscard]] std::string node_name(std::string_view code);

/// The nodes of one taxonomy, to ask what lies below what. Names are compared by node_name(); a node that the taxonomy
/// does not know lies below itself only.
class CheckNodes {
 public:
  CheckNodes() = default;
  CheckNodes(const Graph& graph, std::string_view dimension);
  /// Whether \p node is \p above or lies below it. O(ancestors).
  [[nodiscard]] bool below(std::string_view node, std::string_view above) const;
  /// Whether the whole of \p node lies in \p scope. A scope that lists nothing is not recorded: false.
  [[nodiscard]] bool covers(const std::optional<Scope>& scope, std::string_view node) const;
  /// Whether a node lies in both scopes. A scope that lists nothing is everything.
  [[nodiscard]] bool meet(const std::optional<Scope>& a, const std::optional<Scope>& b) const;
  /// The nodes at or below one of \p in, sorted.
  [[nodiscard]] std::set<std::string> all_below(const std::vector<std::string>& in) const;

 private:
  [[nodiscard]] std::set<std::string> extent(const Scope& scope) const;
  std::map<std::string, std::vector<std::string>, std::less<>> parents_, children_;
};

}  // namespace dutygraph::detail
