// SPDX-License-Identifier: BSL-1.0
#pragma once

/// \file
/// Results of check() for machines and for people.

#include <dutygraph/config.hpp>
#include <dutygraph/query/check.hpp>
#include <dutygraph/render/control.hpp>

namespace dutygraph::render {

/// One record per row: `check`, `state`, `subject`, `element`, `result`, `severity`, `axis`, `because`, `missing`, …
[[nodiscard]] DUTYGRAPH_EXPORT RecordList records(const Graph& graph, const CheckResult& result);

/// Counts, then a table of everything that is not "does not apply", with numbered sources. \p stamp is printed at the
/// end.
[[nodiscard]] DUTYGRAPH_EXPORT Page page(const Graph& graph, const CheckResult& result, const Stamp& stamp,
                                         const PageOptions& options = {});

/// Derivations of some rows: one document each.
[[nodiscard]] DUTYGRAPH_EXPORT RecordList explanations(const Graph& graph, const CheckResult& result);
[[nodiscard]] DUTYGRAPH_EXPORT Page explanation_page(const Graph& graph, const CheckResult& result, const Stamp& stamp);

}  // namespace dutygraph::render
