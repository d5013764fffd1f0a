// SPDX-License-Identifier: BSL-1.0
#pragma once

/// \file
/// Results of coherence() for machines and for people.

#include <dutygraph/config.hpp>
#include <dutygraph/query/coherence.hpp>
#include <dutygraph/render/control.hpp>

namespace dutygraph::render {

/// One record per finding: `kind`, `ids`, `status`, `rule`, `winner`, `axis`, … as the interface lists them.
[[nodiscard]] DUTYGRAPH_EXPORT RecordList records(const Graph& graph, const CoherenceResult& result);

/// A table of definite findings and one of potential ones, with clauses, witnesses, numbered sources and caveats. The
/// profile of \p options is not read.
[[nodiscard]] DUTYGRAPH_EXPORT Page page(const Graph& graph, const CoherenceResult& result, const Stamp& stamp,
                                         const PageOptions& options = {});

}  // namespace dutygraph::render
