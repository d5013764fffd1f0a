// SPDX-License-Identifier: BSL-1.0
#pragma once

/// \file
/// Writing worlds as native documents.

#include <iosfwd>

#include <dutygraph/config.hpp>
#include <dutygraph/graph/graph.hpp>

namespace dutygraph::io {

/// Writes \p graph as one native document, laid out for readers and for line-by-line comparison: settings first,
/// sections in the order of the format, records by id, short records on one line.
///
/// The text is canonical: equal worlds give equal bytes, and reading the document and writing it again gives the same
/// bytes. What is default is left out, as are States and instruments that have no record of their own. Views write
/// what they show of the holdings; records are written whole.
/// \throws Unwritable if \p out fails.
DUTYGRAPH_EXPORT void write_native(const Graph& graph, std::ostream& out);

/// Writes the same world as JSON Lines: settings on the first line, then one record a line.
/// \throws Unwritable if \p out fails.
DUTYGRAPH_EXPORT void write_jsonl(const Graph& graph, std::ostream& out);

}  // namespace dutygraph::io
