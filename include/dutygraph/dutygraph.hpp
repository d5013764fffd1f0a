// SPDX-License-Identifier: BSL-1.0
#pragma once

/// \file
/// The library in one header: model, builder, graph, queries, errors. Readers (io/), Boost.Graph (bgl.hpp) and range-v3
/// adaptors (views.hpp) are headers of their own, for those who want to pay for them.

// IWYU pragma: begin_exports
#include <dutygraph/date.hpp>
#include <dutygraph/decimal.hpp>
#include <dutygraph/diagnostics.hpp>
#include <dutygraph/error.hpp>
#include <dutygraph/graph/builder.hpp>
#include <dutygraph/graph/graph.hpp>
#include <dutygraph/id.hpp>
#include <dutygraph/interval.hpp>
#include <dutygraph/model/edges.hpp>
#include <dutygraph/model/records.hpp>
#include <dutygraph/model/source.hpp>
#include <dutygraph/model/taxonomy.hpp>
#include <dutygraph/query/agencies.hpp>
#include <dutygraph/query/baseline.hpp>
#include <dutygraph/query/coherence.hpp>
#include <dutygraph/query/compare.hpp>
#include <dutygraph/query/control.hpp>
#include <dutygraph/query/coverage.hpp>
#include <dutygraph/query/diff.hpp>
#include <dutygraph/query/dossier.hpp>
#include <dutygraph/query/explain.hpp>
#include <dutygraph/query/factors.hpp>
#include <dutygraph/query/gaps.hpp>
#include <dutygraph/query/instruments.hpp>
#include <dutygraph/query/lint.hpp>
#include <dutygraph/query/mix.hpp>
#include <dutygraph/query/nexus.hpp>
#include <dutygraph/query/outcome.hpp>
#include <dutygraph/query/ownership.hpp>
#include <dutygraph/query/portfolio.hpp>
#include <dutygraph/query/profile.hpp>
#include <dutygraph/query/proof.hpp>
#include <dutygraph/query/remedy.hpp>
#include <dutygraph/query/repair.hpp>
#include <dutygraph/query/result.hpp>
#include <dutygraph/query/standing.hpp>
#include <dutygraph/query/timeline.hpp>
#include <dutygraph/query/ultimate.hpp>
#include <dutygraph/query/verify.hpp>
#include <dutygraph/share.hpp>
#include <dutygraph/version.hpp>
// IWYU pragma: end_exports
