// SPDX-License-Identifier: BSL-1.0
#pragma once

/// \file
/// Results of diff() for machines and for people.

#include <dutygraph/config.hpp>
#include <dutygraph/query/diff.hpp>
#include <dutygraph/render/control.hpp>

namespace dutygraph::render {

/// One record per row: `query`, `state`, `company`, `channel`, …, `change`, and `before` and `after` with their
/// `verdict` and totals, or closeness and human-rights condition.
[[nodiscard]] DUTYGRAPH_EXPORT RecordList records(const DiffResult& result);

/// A table of what differs. \p stamp is printed at the end.
[[nodiscard]] DUTYGRAPH_EXPORT Page page(const DiffResult& result, const Stamp& stamp, const PageOptions& options = {});

}  // namespace dutygraph::render
