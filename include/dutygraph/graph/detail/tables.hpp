// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include <dutygraph/graph/detail/key_index.hpp>
#include <dutygraph/graph/detail/lexicon.hpp>
#include <dutygraph/graph/detail/text_pool.hpp>
#include <dutygraph/id.hpp>
#include <dutygraph/model/records.hpp>
#include <dutygraph/model/source.hpp>
#include <dutygraph/model/taxonomy.hpp>

namespace dutygraph::detail {

inline constexpr std::uint32_t no_row = 0xFFFFFFFFU;

/// Spaces of ids: actors share one, every other kind has its own.
[[nodiscard]] constexpr std::uint32_t key_space(VertexKind kind) noexcept {
  return is_actor(kind) ? 0U : static_cast<std::uint32_t>(kind);
}

/// One interest of one holding.
struct HoldingRow {
  enum Flag : std::uint8_t {
    has_share = 1,  ///< `share` was given (perhaps as unknown)
    versioned = 2,  ///< Tables::versions has an entry
    remarked = 4,   ///< Tables::remarks has an entry
  };
  Text key{};  ///< id of the holding; equal for all interests of one record
  Interval valid{};
  std::uint32_t share = 0;  ///< in Tables::shares
  EvidenceId evidence{};
  std::int32_t recorded = Date{}.raw();  ///< unknown date if none
  vocab::Basis basis = vocab::Basis::capital;
  std::uint8_t standing = 0;  ///< directness | assertion << 2
  std::uint8_t flags = 0;
  std::uint8_t space = 0;
  std::uint16_t code = 0;         ///< in Tables::symbols
  std::uint16_t share_class = 0;  ///< in Tables::symbols

  [[nodiscard]] Directness directness() const noexcept { return static_cast<Directness>(standing & 3); }
  [[nodiscard]] Assertion assertion() const noexcept { return static_cast<Assertion>(standing >> 2 & 3); }
  static std::uint8_t standing_of(Directness directness, Assertion assertion) noexcept {
    return static_cast<std::uint8_t>(static_cast<unsigned>(directness) | static_cast<unsigned>(assertion) << 2);
  }
};
static_assert(sizeof(HoldingRow) == 36);

/// What an edge that stands for a reference inside a record needs.
struct ReferenceRow {
  VertexId record{};                     ///< the vertex whose record makes the reference
  std::uint16_t role = 0;                ///< in Tables::symbols
  bool disputed = false;                 ///< of the record
  bool given = false;                    ///< by a register: no field of the record says so
  std::int32_t recorded = Date{}.raw();  ///< unknown date if none
  Interval valid{};
  EvidenceId evidence{};
};

/// Where a row stands among the versions of one record.
struct Version {
  bool first = false;                   ///< no earlier version
  std::int32_t superseded = INT32_MAX;  ///< day on which the next version was stated
  std::string supersedes{};             ///< id of the earlier version
};

/// What few holdings have.
struct Remarks {
  std::string name{};
  std::string unknown_reason{};
  std::optional<Decimal> confidence{};
  std::string note{};
  std::vector<Date> observed{};
  std::vector<ElementMark> elements{};
  std::string extra{};
};

/// A file that went into a graph.
struct InputFile {
  std::string name;    ///< base name, never a path
  std::string digest;  ///< "sha256:" and 64 hexadecimal digits of the bytes as read
};

template <class List>
struct RowsOf;
template <class... Records>
struct RowsOf<TypeList<Records...>> {
  using type = std::tuple<std::vector<Records>...>;
};

/// Where the edges of a vertex are: in-edges are the ids [in_first, in_last), out-edges stand at
/// [out_first, out_last) of Tables::out_link. With it what a walk asks of every vertex, in one cache line.
struct Fan {
  std::uint32_t in_first = 0, in_last = 0;
  std::uint32_t out_first = 0, out_last = 0;
  std::uint32_t place = 0;  ///< in Tables::region, counted from 1; 0: not there
  VertexKind kind = VertexKind::state;
  bool dated = false;  ///< Tables::lifetime has a bound
};

/// What a walk up an edge needs, side by side in one cache line: its source and its row, in `holdings`
/// or, counted down from the top, in `references`.
struct InLink {
  VertexId source{};
  std::uint32_t row = 0;
  [[nodiscard]] bool is_holding() const noexcept { return row < 0x80000000U; }
};

/// What a walk down an edge needs.
struct OutLink {
  std::uint32_t edge = 0;
  VertexId target{};
};
static_assert(sizeof(OutLink) == 2 * sizeof(std::uint32_t));

/// An ordered map from few rows to what they have beside others.
template <class Value>
class Sparse {
 public:
  void add(std::uint32_t row, Value value) { items_.emplace_back(row, std::move(value)); }
  void sort() {
    std::sort(items_.begin(), items_.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
  }
  [[nodiscard]] const Value* find(std::uint32_t row) const noexcept {
    const auto at = std::lower_bound(items_.begin(), items_.end(), row,
                                     [](const auto& item, std::uint32_t r) { return item.first < r; });
    return at != items_.end() && at->first == row ? &at->second : nullptr;
  }
  [[nodiscard]] Value* find(std::uint32_t row) noexcept { return const_cast<Value*>(std::as_const(*this).find(row)); }
  [[nodiscard]] auto& items() noexcept { return items_; }
  [[nodiscard]] const auto& items() const noexcept { return items_; }

 private:
  std::vector<std::pair<std::uint32_t, Value>> items_;
};

/// The columns of a frozen graph. Invariants: every id is in range; the in-edges of a vertex are
/// consecutive ids, sorted by kind and source, and so are its places in `out_link`, by kind and edge.
/// Vertices follow each other in an order in which what States hold stands together: see
/// locality_order() in freeze.cpp.
struct Tables {
  TextPool text;
  KeyIndex keys;
  Symbols symbols;
  Shares shares;
  ListLexicon evidence;  ///< lists of indexes into `sources`
  std::vector<Source> sources;
  Settings settings;
  std::vector<InputFile> inputs;

  std::vector<VertexKind> kind;
  std::vector<std::uint8_t> implicit;  ///< 1: named by others, without a record of its own
  std::vector<Text> key, name;
  std::vector<VertexId> home;  ///< the State of a company or record; null if unknown
  std::vector<Interval> lifetime;
  std::vector<EvidenceId> vertex_evidence;
  std::vector<std::uint32_t> row;  ///< into `rows`; no_row if the columns say all there is
  RowsOf<VertexRecords>::type rows;
  std::array<std::vector<VertexId>, vertex_kinds> by_kind;
  std::vector<std::uint32_t> identifier_offset;
  std::vector<std::pair<std::uint16_t, Text>> identifiers;  ///< scheme symbol, number
  Sparse<VertexId> canonical;                               ///< vertex -> the one queries use
  std::vector<std::pair<std::string, VertexId>> aliases;    ///< sorted: other names under which an actor is found

  std::vector<Fan> fan;             ///< by vertex
  std::vector<InLink> in_link;      ///< by edge
  std::vector<OutLink> out_link;    ///< the out-edges of one vertex after another
  std::vector<VertexId> target;     ///< by edge
  std::vector<EdgeKind> edge_kind;  ///< by edge
  /// The vertices that States may reach, in the order in which their in-edges are laid out, which come
  /// before those of all others; and for each of these edges the place of its target. A query that walks
  /// from States stays inside these small columns. All that hangs on them is speed.
  struct Region {
    VertexId vertex{};
    Fan fan{};
  };
  std::vector<Region> region;
  std::vector<std::uint32_t> region_place;  ///< by edge, as far as the region goes; counted from 1
  std::vector<HoldingRow> holdings;
  std::vector<ReferenceRow> references;
  Sparse<Version> versions;                           ///< by holding row
  Sparse<Remarks> remarks;                            ///< by holding row
  Sparse<std::pair<VertexId, VertexId>> merged_ends;  ///< edge -> ends before merging of same_as

  [[nodiscard]] VertexId source(std::uint32_t edge) const noexcept { return in_link[edge].source; }
  /// Index of a `holds` edge into `holdings`.
  [[nodiscard]] std::uint32_t holding_row(std::uint32_t edge) const noexcept { return in_link[edge].row; }
  [[nodiscard]] const HoldingRow& holding(std::uint32_t edge) const noexcept { return holdings[in_link[edge].row]; }
  /// The row of an edge of any other kind.
  [[nodiscard]] const ReferenceRow& reference(std::uint32_t edge) const noexcept {
    return references[~in_link[edge].row];
  }
};

}  // namespace dutygraph::detail
