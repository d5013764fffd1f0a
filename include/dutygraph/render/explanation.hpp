// SPDX-License-Identifier: BSL-1.0
#pragma once

/// \file
/// Derivations for machines and for people.

#include <dutygraph/config.hpp>
#include <dutygraph/query/explain.hpp>
#include <dutygraph/query/nexus.hpp>
#include <dutygraph/render/control.hpp>

namespace dutygraph::render {

/// A derivation with what it is about.
struct Derivation {
  ControlResult control{};  ///< the verdict: one row, or none
  Explanation explanation{};
  NexusResult ties{};  ///< of `explain nexus`; empty otherwise
};

/// One document: `state`, `company`, `verdict`, then the tree (`claim`, `rule`, `facts`, `sources`, `because`) and the
/// `ties`, if there are any.
[[nodiscard]] DUTYGRAPH_EXPORT RecordList records(const Graph& graph, const Derivation& derivation);

/// The tree as an indented list, with numbered sources.
[[nodiscard]] DUTYGRAPH_EXPORT Page page(const Graph& graph, const Derivation& derivation, const Stamp& stamp,
                                         const ControlProfile& profile);

/// A derivation of a query other than control: the tree alone.
[[nodiscard]] DUTYGRAPH_EXPORT RecordList records(const Explanation& explanation);
[[nodiscard]] DUTYGRAPH_EXPORT Page page(const Graph& graph, const Explanation& explanation, const Stamp& stamp);

}  // namespace dutygraph::render
