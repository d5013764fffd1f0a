// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <array>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include <dutygraph/graph/graph.hpp>
#include <dutygraph/query/mix.hpp>

namespace dutygraph::detail {

/// `-` and `_` are one in codes of technologies.
[[nodiscard]] std::string underscored(std::string_view code);

/// What the codelists and taxonomies of a world say about codes.
struct MixVocabulary {
  explicit MixVocabulary(const Graph& graph);
  /// Whether \p node is \p other or below it, in one dimension of scopes.
  [[nodiscard]] bool is_below(std::string_view dimension, std::string_view node, std::string_view other) const;
  /// The objects of \p provision that are technologies.
  [[nodiscard]] std::vector<std::string> technologies_of(const Provision& provision) const;
  /// "company", "agency", "State", or the bearer as written.
  [[nodiscard]] std::vector<std::string> addressees_of(const Graph& graph, const Provision& provision) const;

  using Ancestors = std::map<std::string, std::set<std::string>, std::less<>>;
  std::map<std::string, Ancestors, std::less<>> above;  // dimension, node: what is above it
  std::set<std::string, std::less<>> technologies;      // codes of the list and of the world
  std::set<std::string, std::less<>> company_kinds;     // bearer nodes of companies, and what is above and below them
};

/// What one instrument and its provisions record, by Dimension; sorted.
struct MixFields {
  MixFields(const Graph& graph, const MixVocabulary& vocabulary, const Instrument& instrument,
            const std::vector<VertexId>& provisions);
  std::array<std::vector<std::string>, 7> values{};
};

}  // namespace dutygraph::detail
