// SPDX-License-Identifier: BSL-1.0
#pragma once

/// \file
/// Results about the smart mix for machines and for people: mix(), quadrants(), coverage(), portfolio(), likeness(),
/// gaps(), closing_sets(), baseline().

#include <dutygraph/config.hpp>
#include <dutygraph/query/baseline.hpp>
#include <dutygraph/query/coverage.hpp>
#include <dutygraph/query/gaps.hpp>
#include <dutygraph/query/mix.hpp>
#include <dutygraph/query/portfolio.hpp>
#include <dutygraph/render/control.hpp>

namespace dutygraph::render {

/// One record per cell: `state`, `row`, `column`, `result`, `instruments`, `missing`, … as the interface lists them.
[[nodiscard]] DUTYGRAPH_EXPORT RecordList records(const Graph& graph, const MixResult& result);
/// A matrix per State, with the instruments that its cells name: on paper, applied, and sources.
[[nodiscard]] DUTYGRAPH_EXPORT Page page(const Graph& graph, const MixResult& result, const Stamp& stamp,
                                         const PageOptions& options = {});

/// One record per instrument and company: `instrument`, `company`, `answer`, `recorded`, `tests`, `missing`, …
[[nodiscard]] DUTYGRAPH_EXPORT RecordList records(const Graph& graph, const CoverageResult& result);
/// Per instrument, how many companies are in, out and unknown, and which.
[[nodiscard]] DUTYGRAPH_EXPORT Page page(const Graph& graph, const CoverageResult& result, const Stamp& stamp,
                                         const PageOptions& options = {});

/// Tidy records: `state`, `date`, `measure`, `low`, `value`, `high`, `known`, `unknown`, …
[[nodiscard]] DUTYGRAPH_EXPORT RecordList records(const Graph& graph, const PortfolioResult& result);
/// Measures down, States and days across, each as a range.
[[nodiscard]] DUTYGRAPH_EXPORT Page page(const Graph& graph, const PortfolioResult& result, const Stamp& stamp,
                                         const PageOptions& options = {});

/// One record per pair: `state`, `other`, `jaccard`, `distance`, `differ`, `may_differ`, …
[[nodiscard]] DUTYGRAPH_EXPORT RecordList records(const Graph& graph, const LikenessResult& result);
/// How alike two mixes are, with the cells that differ.
[[nodiscard]] DUTYGRAPH_EXPORT Page page(const Graph& graph, const LikenessResult& result, const Stamp& stamp,
                                         const PageOptions& options = {});

/// One record per gap: `state`, `kind`, `technology`, `right`, `instrument`, `result`, `element`, `because`, `nearest`,
/// …
[[nodiscard]] DUTYGRAPH_EXPORT RecordList records(const Graph& graph, const GapResult& result);
/// A table of gaps, what is known first.
[[nodiscard]] DUTYGRAPH_EXPORT Page page(const Graph& graph, const GapResult& result, const Stamp& stamp,
                                         const PageOptions& options = {});

/// One record per smallest set: `state`, `set`, `size`, `measures`, `closes`, `exact`, `lower_bound`, `uncovered`.
[[nodiscard]] DUTYGRAPH_EXPORT RecordList records(const Graph& graph, const ClosingResult& result);
/// The sets of each State, and what each measure closes.
[[nodiscard]] DUTYGRAPH_EXPORT Page page(const Graph& graph, const ClosingResult& result, const Stamp& stamp,
                                         const PageOptions& options = {});

/// One record per row: `principle`, `element`, `expectation`, `section`, `record`, `assertion`, `basis`, … As CSV, it
/// can be edited and read back by io::baseline_edits().
[[nodiscard]] DUTYGRAPH_EXPORT RecordList records(const Graph& graph, const BaselineResult& result);
/// A table per principle.
[[nodiscard]] DUTYGRAPH_EXPORT Page page(const Graph& graph, const BaselineResult& result, const Stamp& stamp,
                                         const PageOptions& options = {});

}  // namespace dutygraph::render
