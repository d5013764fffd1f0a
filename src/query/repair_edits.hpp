// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <functional>
#include <map>
#include <string>
#include <variant>
#include <vector>

#include <dutygraph/graph/builder.hpp>
#include <dutygraph/graph/graph.hpp>
#include <dutygraph/query/repair.hpp>

namespace dutygraph::detail {

/// A copy of a world under change: records are taken out, changed, added, and the world is built anew.
class Workshop {
 public:
  using AnyRecord = std::variant<Provision, Support, Engagement, Restriction, Implementation, Capacity, TreatyClause,
                                 Instrument, Position, Mandate, Lead, Coordination>;
  explicit Workshop(const Graph& graph) : graph_{graph} {}
  /// The record as it stands, to be changed.
  template <VertexRecord Record>
  Record& change(VertexId v) {
    const auto at = changed_.try_emplace(v, graph_.record(VertexIdOf<Record>{v})).first;
    return std::get<Record>(at->second);
  }
  void add(AnyRecord record) { added_.push_back(std::move(record)); }
  [[nodiscard]] Graph build() const;

 private:
  const Graph& graph_;
  std::map<VertexId, AnyRecord> changed_;
  std::vector<AnyRecord> added_;
};

/// An edit that can be tried.
struct Candidate {
  RepairEdit edit;
  std::function<void(Workshop&)> apply;
};

/// The atomic edits that may remove a finding; whether they do is for the detector to say.
[[nodiscard]] std::vector<Candidate> candidates(const Graph& graph, const Finding& finding, Date day,
                                                const RepairOptions& options);

}  // namespace dutygraph::detail
