// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include <dutygraph/graph/graph.hpp>
#include <dutygraph/query/agencies.hpp>
#include <dutygraph/query/standing.hpp>

namespace dutygraph::detail {

/// The nodes of one dimension as names; `-` and `_` are equal, as in codes of technologies.
class Nodes {
 public:
  Nodes(const Settings& settings, std::string_view dimension);
  /// Whether \p node is \p other or below it. O(ancestors).
  [[nodiscard]] bool is_below(std::string_view node, std::string_view other) const;
  [[nodiscard]] static std::string canonical(std::string_view node);

 private:
  std::map<std::string, std::set<std::string>, std::less<>> parents_;
};

/// Collects the rows of agencies(), State by State.
class InfluenceMaker {
 public:
  InfluenceMaker(const Graph& graph, const AgencyOptions& options, Date day);
  void add_state(VertexId state);
  /// The rows, sorted, each once.
  [[nodiscard]] std::vector<InfluenceRow> take();

 private:
  /// What one step rests on, and how surely it holds.
  struct Step {
    Certainty certainty = Certainty::certain;
    std::vector<EvidenceId> evidence{};
  };
  [[nodiscard]] Step step_of(EdgeId e) const { return {graph_.on(e, day_), {graph_.evidence(e)}}; }
  void add_rules();
  void add_rule(VertexId rule, Means through, bool exercised, const Step& step, const std::string& by);
  void add_tasks();
  void add_deals();
  void add_holdings();
  void add_agenda();
  void add_supervised_companies();
  /// One row per technology of \p company, or one without.
  void add_company(VertexId company, Means through, bool exercised, const Step& step, std::vector<VertexId> path,
                   const std::string& by);
  void add(std::string_view technology, Means through, bool exercised, const Step& step, std::vector<VertexId> path,
           const std::string& by);
  [[nodiscard]] std::string powers_of(VertexId agency) const;
  [[nodiscard]] bool is_asked(std::string_view technology) const;

  const Graph& graph_;
  const AgencyOptions& options_;
  std::int32_t day_;
  Standings standings_;
  Nodes objects_;
  std::set<VertexId> agencies_;
  VertexId state_{}, agency_{};
  bool certain_ = true;
  std::vector<InfluenceRow> rows_;
};

}  // namespace dutygraph::detail
