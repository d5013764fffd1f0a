// SPDX-License-Identifier: BSL-1.0
#pragma once

/// \file
/// Writing worlds as native documents and in other formats.

#include <cstdint>
#include <iosfwd>
#include <string>
#include <utility>
#include <vector>

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

/// "sha256:..." of what write_jsonl() writes: equal worlds have equal digests. Nothing is held in memory for it.
[[nodiscard]] DUTYGRAPH_EXPORT std::string world_digest(const Graph& graph);

/// What has no place in a format, and how often it was left out.
using FtmLeftOut = std::vector<std::pair<std::string, std::uint64_t>>;

/// Writes \p graph as entities of FollowTheMoney, one a line: actors, then interests (Ownership for capital and votes
/// in companies, UnknownLink with a role for all else), then public contracts (Contract, ContractAward). Merged actors
/// are one entity, whose other ids are its `referents`. Sources become datasets.
///
/// \return what FollowTheMoney cannot say and was left out, by kind; empty if nothing was.
/// \throws Unwritable if \p out fails.
[[nodiscard]] DUTYGRAPH_EXPORT FtmLeftOut write_ftm(const Graph& graph, std::ostream& out);

}  // namespace dutygraph::io
