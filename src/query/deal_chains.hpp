// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <map>
#include <optional>
#include <set>
#include <vector>

#include <dutygraph/graph/graph.hpp>
#include <dutygraph/query/nexus.hpp>

#include "query/deal.hpp"

namespace dutygraph::detail {

/// Support that is passed on: who gets money, cover or capital in one deal gives in the next.
///
/// Only deals of channels of support (n06 to n12, n27) that are on, or may be, pass anything on. A buyer pays for what
/// it gets and passes nothing on.
class DealChains {
 public:
  DealChains(const Graph& graph, std::int32_t day);

  /// Rows for what is reached from \p direct, ties of one State, over two deals or more: for each receiver and last
  /// deal the shortest chain of certain links, else the shortest of all; of equal ones the first by the order of \p
  /// direct and by the ids of deals. \p group are the State's organs, which receive for the State itself. Complexity:
  /// linear in the roles of deals of support, times the logarithm of their number.
  [[nodiscard]] std::vector<NexusRow> reach(const std::vector<NexusRow>& direct, const std::set<VertexId>& group) const;

 private:
  struct Link {
    Deal deal{};
    EdgeId given{};
    std::vector<EdgeId> taken{};
  };
  struct Step;
  void walk(const std::vector<NexusRow>& direct, const std::set<VertexId>& group, Verdict least,
            std::map<std::pair<VertexId, VertexId>, NexusRow>& found) const;

  const Graph& graph_;
  std::int32_t day_;
  std::map<VertexId, std::vector<Link>> given_;  // by who gives; by id of deal
};

}  // namespace dutygraph::detail
