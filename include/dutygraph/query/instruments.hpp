// SPDX-License-Identifier: BSL-1.0
#pragma once

/// \file
/// The instruments of a State one by one: law on paper, law applied, versions, upkeep.

#include <dutygraph/config.hpp>
#include <dutygraph/query/mix.hpp>

namespace dutygraph {

/// One instrument in the mix of one State.
struct InstrumentRow {
  VertexId state{};
  MixInstrument entry{};
};
/// Rows of instruments(), by id of State, then of instrument.
using InstrumentResult = Result<InstrumentRow>;

/// Everything that belongs to the mix of States on a day, in force or not, with its standing in full: status, versions,
/// transposition, enforcement, reviews, each dated and apart. \ungp{3}
/// \param options  states, `only` (instruments that may meet these terms) and the day are read
/// \throws UsageError if no day is given anywhere.
/// Complexity: States × instruments.
[[nodiscard]] DUTYGRAPH_EXPORT InstrumentResult instruments(const Graph& graph, const MixOptions& options = {});

}  // namespace dutygraph
