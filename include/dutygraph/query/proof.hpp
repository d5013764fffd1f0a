// SPDX-License-Identifier: BSL-1.0
#pragma once

/// \file
/// Why a tension is one: evidence that can be checked without the code that found it.

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <dutygraph/config.hpp>
#include <dutygraph/graph/graph.hpp>
#include <dutygraph/query/coherence.hpp>
#include <dutygraph/query/explain.hpp>

namespace dutygraph {

/// The evidence of one finding. It is minimal: without any one element verify() refuses.
struct Proof {
  /// A node of a common situation, and the way up the taxonomy to a node that a clause names.
  struct Path {
    std::string dimension;           ///< bearer, conduct, object, place
    std::string provision;           ///< whose scope the last node stands in
    std::vector<std::string> nodes;  ///< from the witness up
    friend bool operator==(const Path&, const Path&) = default;
  };
  std::vector<std::pair<std::string, std::string>> provisions{};  ///< ids, sorted, with their citations
  std::optional<std::string> bearer{}, conduct{}, object{};       ///< the witness; absent: potential there
  std::optional<std::string> other_conduct{};                     ///< of the second id, where conducts are incompatible
  std::vector<Path> paths{};                                      ///< those that are longer than the witness itself
  std::optional<std::string> interval{};                          ///< "since 2025-02-01"; absent for structural kinds
  /// What a rule decides by: "rank: p2" with "statute over regulation".
  std::vector<std::pair<std::string, std::string>> rule_facts{};
  friend bool operator==(const Proof&, const Proof&) = default;
};

/// The evidence of \p finding, which coherence() found in \p graph.
[[nodiscard]] DUTYGRAPH_EXPORT Proof prove(const Graph& graph, const Finding& finding,
                                           const CoherenceOptions& options = {});

/// Derives a finding again from its evidence and the records, without the indexes of the detector.
/// \return nothing if it follows; else what does not.
[[nodiscard]] DUTYGRAPH_EXPORT std::optional<std::string> verify(const Graph& graph, const Finding& finding,
                                                                 const Proof& proof,
                                                                 const CoherenceOptions& options = {});

/// All findings about exactly \p ids, each with witness, rule and citations.
/// \throws UsageError if no day is given anywhere.
[[nodiscard]] DUTYGRAPH_EXPORT Explanation explain_coherence(const Graph& graph, const std::vector<VertexId>& ids,
                                                             const CoherenceOptions& options = {});

/// The first test that two provisions fail, of modality, time, conditions, bearer, object, conduct and reach, with the
/// two values.
/// \throws UsageError if either is no provision, or no day is given anywhere.
[[nodiscard]] DUTYGRAPH_EXPORT Explanation why_not_coherence(const Graph& graph, VertexId first, VertexId second,
                                                             const CoherenceOptions& options = {});

}  // namespace dutygraph
