// SPDX-License-Identifier: BSL-1.0
#pragma once

/// \file
/// Everything about one company.

#include <string>
#include <vector>

#include <dutygraph/config.hpp>
#include <dutygraph/graph/graph.hpp>
#include <dutygraph/query/control.hpp>
#include <dutygraph/query/nexus.hpp>

namespace dutygraph {

/// A record that is about a company, and what it says in one line.
struct Mention {
  VertexId record{};
  std::string summary;
};

/// What the world knows about a company on a day.
struct Dossier {
  VertexId company{};
  std::vector<EdgeId> owners;       ///< holdings in it that are, or may be, in force
  std::vector<EdgeId> past_owners;  ///< holdings in it that are not, or are recorded as not so
  std::vector<EdgeId> holdings;     ///< its own holdings that are, or may be, in force
  ControlResult control;            ///< States that control it or have any interest in it
  NexusResult nexus;                ///< ties of all States to it
  std::vector<Mention> mentions;    ///< restrictions, events and other records about it
  std::vector<std::string> gaps;    ///< what is not known and would matter
};

/// All channels of one company in one place.
/// \throws UsageError if no day is given anywhere; Cancelled. \pre \p company is an actor of \p graph.
[[nodiscard]] DUTYGRAPH_EXPORT Dossier dossier(const Graph& graph, VertexId company, const NexusOptions& options = {});

}  // namespace dutygraph
