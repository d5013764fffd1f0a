// SPDX-License-Identifier: BSL-1.0
#pragma once

/// \file
/// The map of agencies for machines and for people.

#include <cstddef>

#include <dutygraph/config.hpp>
#include <dutygraph/query/agencies.hpp>
#include <dutygraph/render/page.hpp>
#include <dutygraph/render/record.hpp>

namespace dutygraph::render {

/// One record per way: `state`, `agency`, `technology`, `through`, `influence`, `by`, `verdict`, `path`, …
[[nodiscard]] DUTYGRAPH_EXPORT RecordList records(const Graph& graph, const Result<InfluenceRow>& result);
/// One record per pair: `agencies`, shared `technologies` and `companies`, `bodies`, `distance`, `conflicts`, …
[[nodiscard]] DUTYGRAPH_EXPORT RecordList records(const Graph& graph, const Result<AgencyPair>& result);
/// One record per empty chair: `agency`, `body`, `technologies`, `with`, `complete`.
[[nodiscard]] DUTYGRAPH_EXPORT RecordList records(const Graph& graph, const Result<AbsentAgency>& result);
/// One record per agency: `betweenness` (six decimals), `share`, `separates`, `bodies`, `partners`.
[[nodiscard]] DUTYGRAPH_EXPORT RecordList records(const Graph& graph, const Result<BottleneckRow>& result);

[[nodiscard]] DUTYGRAPH_EXPORT Page page(const Graph& graph, const Result<InfluenceRow>& result, const Stamp& stamp,
                                         std::size_t limit = all_rows);
[[nodiscard]] DUTYGRAPH_EXPORT Page page(const Graph& graph, const Result<AgencyPair>& result, const Stamp& stamp,
                                         std::size_t limit = all_rows);
[[nodiscard]] DUTYGRAPH_EXPORT Page page(const Graph& graph, const Result<AbsentAgency>& result, const Stamp& stamp,
                                         std::size_t limit = all_rows);
[[nodiscard]] DUTYGRAPH_EXPORT Page page(const Graph& graph, const Result<BottleneckRow>& result, const Stamp& stamp,
                                         std::size_t limit = all_rows);

}  // namespace dutygraph::render
