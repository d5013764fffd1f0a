// SPDX-License-Identifier: BSL-1.0
#pragma once

/// \file
/// Results of control() for machines and for people.

#include <cstddef>
#include <span>
#include <vector>

#include <dutygraph/config.hpp>
#include <dutygraph/query/control.hpp>
#include <dutygraph/render/page.hpp>
#include <dutygraph/render/record.hpp>

namespace dutygraph::render {

namespace detail {
struct SourceNumbers;
}

/// What a page says beside the rows.
struct PageOptions {
  ControlProfile profile{};                  ///< of the question, for the headline
  std::vector<VertexId> states{};            ///< that were asked for; empty: all
  bool joint = false;                        ///< of ControlOptions
  std::size_t limit = all_rows;              ///< rows to show; the page says how many were cut
  detail::SourceNumbers* numbers = nullptr;  ///< of a report: one numbering of sources for all its pages
};

/// One record per row: `state`, `company`, `verdict`, `basis`, `votes`, `round`, … as the interface lists them.
[[nodiscard]] DUTYGRAPH_EXPORT RecordList records(const Graph& graph, const ControlResult& result);

/// A table, with numbered sources, assumptions and caveats. \p stamp is printed at the end.
[[nodiscard]] DUTYGRAPH_EXPORT Page page(const Graph& graph, const ControlResult& result, const Stamp& stamp,
                                         const PageOptions& options = {});

/// The same question answered under one profile.
struct ProfileResult {
  ControlProfile profile;
  ControlResult result;
};

/// The rows of all \p results with `profile` after the company, by State, company and the order of the profiles.
/// \param excluded  also companies that no profile sees controlled
[[nodiscard]] DUTYGRAPH_EXPORT RecordList records(const Graph& graph, std::span<const ProfileResult> results,
                                                  bool excluded = false);

/// Companies down, profiles across. The profile of \p options is not read.
[[nodiscard]] DUTYGRAPH_EXPORT Page page(const Graph& graph, std::span<const ProfileResult> results, const Stamp& stamp,
                                         bool excluded = false, const PageOptions& options = {});

}  // namespace dutygraph::render
