// SPDX-License-Identifier: BSL-1.0
#pragma once

/// \file
/// Results of nexus() for machines and for people.

#include <dutygraph/config.hpp>
#include <dutygraph/query/nexus.hpp>
#include <dutygraph/render/control.hpp>

namespace dutygraph::render {

/// One record per row: `state`, `company`, `ungp`, `channel`, `agency`, … as the interface lists them.
/// Rows of NexusOptions::at_deal also say `because`, in words; \p profile is that of the question.
[[nodiscard]] DUTYGRAPH_EXPORT RecordList records(const Graph& graph, const NexusResult& result,
                                                  const ControlProfile& profile = {});

/// A table, with numbered sources, assumptions and caveats. \p stamp is printed at the end.
[[nodiscard]] DUTYGRAPH_EXPORT Page page(const Graph& graph, const NexusResult& result, const Stamp& stamp,
                                         const PageOptions& options = {});

}  // namespace dutygraph::render
