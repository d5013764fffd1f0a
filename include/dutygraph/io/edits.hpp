// SPDX-License-Identifier: BSL-1.0
#pragma once

/// \file
/// What-if: a world changed by a list of edits.

#include <cstddef>
#include <string>
#include <string_view>

#include <dutygraph/config.hpp>
#include <dutygraph/graph/graph.hpp>
#include <dutygraph/io/read.hpp>

namespace dutygraph::io {

/// A changed world: a Graph like any other, on which every query works. \ungp{8}
struct Edited {
  Graph graph;
  Diagnostics report{};   ///< what was odd with the edits
  std::size_t edits = 0;  ///< how many were applied
};

/// Applies edits to a world, which stays as it is.
///
/// Edits are JSON Lines, applied in order; a later one sees what an earlier one did:
/// \code
/// {"op": "add", "section": "mandates", "id": "m9", "agency": "dpa", "function": "inspection"}
/// {"op": "change", "section": "provisions", "id": "p1", "modality": "recommendation", "deadline": null}
/// {"op": "end", "section": "holdings", "id": "h4", "to": "2024-07-01"}
/// {"op": "remove", "section": "provisions", "id": "p2"}
/// \endcode
/// `add` takes a record as a native document writes it. `change` replaces the fields it names and keeps the others;
/// null takes a field away. The record is seen as `convert` writes it: dates of a holding whose interests have dates of
/// their own stand with the interests. `end` sets the first day on which the record no longer holds (of a holding: on
/// which none of its interests does); it never lengthens. `remove` takes the record away. A record of `complete` stands
/// under `value`. Taxonomies, codelists, profiles, `same_as` and lists of lists are added and removed only, the latter
/// by their `value`.
///
/// Records that no edit names keep their ids and all they say; what is added without `sources` rests on the edits.
/// The result equals the world read from the edited document. Of a view by days, the result is the same view.
/// O(world).
/// \throws InvalidData with every edit that is wrong: line, path, value, what was expected; UsageError if \p base is a
/// view that hides edges by kind or predicate; Unreadable; Cancelled.
[[nodiscard]] DUTYGRAPH_EXPORT Edited apply_edits(const Graph& base, const std::string& path,
                                                  const ReadOptions& options = {});
/// The same from memory, as if from a file named \p name.
[[nodiscard]] DUTYGRAPH_EXPORT Edited apply_edits_text(const Graph& base, std::string_view text,
                                                       const std::string& name = "edits.jsonl",
                                                       const ReadOptions& options = {});

}  // namespace dutygraph::io
