// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <dutygraph/query/coherence.hpp>
#include <dutygraph/query/gaps.hpp>
#include <dutygraph/query/instruments.hpp>
#include <dutygraph/query/mix.hpp>
#include <dutygraph/query/nexus.hpp>
#include <dutygraph/query/repair.hpp>
#include <dutygraph/query/scoreboard.hpp>
#include <dutygraph/render/report.hpp>

namespace dutygraph::render::detail {

/// What a report asks.
struct ReportAnswers {
  NexusResult nexus;
  MixResult mix;
  InstrumentResult instruments;
  GapResult gaps;
  CoherenceResult coherence;
  Result<Repair> repairs;
  ElementResult elements;
  HeadlineResult headlines;
};

/// The answers in few words: a row per section, with what is known and what is not.
[[nodiscard]] Page summary_of(const Graph& graph, const ReportOptions& options, const ReportAnswers& answers);

}  // namespace dutygraph::render::detail
