// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include <dutygraph/config.hpp>
#include <dutygraph/graph/builder.hpp>
#include <dutygraph/graph/detail/tables.hpp>

namespace dutygraph::detail {

/// All that a graph was made from, and nothing that follows from it: what a snapshot stores. Vertices are sorted by
/// kind and id, holdings by id, everything else by value, so that equal worlds have equal columns in whatever order
/// they were read.
///
/// Ids, names, numbers of identifiers and ids of holdings follow each other in `text` as the columns come: their sizes
/// say where. None lies across the border of two blocks of TextPool::block_size; what is left of a block is 0.
struct Columns {
  std::string text;
  std::vector<std::string> symbols;  ///< sorted; the first one is empty
  std::vector<Source> sources;       ///< the one that stands for none, then by id
  Settings settings;
  std::vector<std::pair<std::string, std::string>> inputs;  ///< base name, digest; sorted

  struct ShareColumns {
    std::vector<std::int64_t> low, high;  ///< units of 1e-9 percent
    std::vector<std::uint8_t> flags;      ///< 1: low excluded, 2: high excluded, 4: unknown
  } shares;
  struct EvidenceColumns {
    std::vector<std::uint32_t> size, source;  ///< of each list; the lists one after another
  } evidence;
  struct VertexColumns {
    std::vector<std::uint8_t> kind, implicit, has_row;
    std::vector<std::uint32_t> key_size, name_size;
    std::vector<std::uint32_t> home;     ///< vertex + 1; 0: unknown
    std::vector<std::int32_t> from, to;  ///< Date::raw(); INT32_MIN: no bound
    std::vector<std::uint32_t> evidence;
  } vertices;
  struct IdentifierColumns {
    std::vector<std::uint32_t> vertex, number_size;
    std::vector<std::uint16_t> scheme;
  } identifiers;
  struct HoldingColumns {
    std::vector<std::uint8_t> begins;  ///< 1: a record begins, of which the id follows in `text`; 0: the same record
    std::vector<std::uint32_t> key_size, holder, company, share, evidence;  ///< share + 1; 0: none was given
    std::vector<std::int32_t> from, to, recorded;
    std::vector<std::uint8_t> basis, standing;
    std::vector<std::uint16_t> code, share_class;
  } holdings;
  struct MembershipColumns {
    std::vector<std::uint32_t> member, group, evidence;
    std::vector<std::int32_t> from, to;
  } memberships;
  std::vector<std::pair<std::uint32_t, Version>> versions;     ///< by row of `holdings`
  std::vector<std::pair<std::uint32_t, Remarks>> remarks;      ///< by row of `holdings`
  std::vector<std::pair<std::string, std::uint32_t>> aliases;  ///< name, vertex; sorted
  RowsOf<VertexRecords>::type rows;                            ///< by kind, in the order of the vertices
};

/// The columns of all that \p graph's tables hold; what a view hides is there too. O(n log n), O(n) if the graph came
/// from columns.
[[nodiscard]] DUTYGRAPH_EXPORT Columns columns_of(const Graph& graph);

/// A builder that holds what \p columns say, ready for more records or for freeze().
/// \throws InvalidData unless every index, text, date, share and code of an enumeration is in range, and everything is
/// in its order and there once. References of records are looked at by freeze().
[[nodiscard]] DUTYGRAPH_EXPORT GraphBuilder builder_of(Columns columns);

}  // namespace dutygraph::detail
