// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include <dutygraph/graph/builder.hpp>

namespace dutygraph {

/// What a builder holds until freeze().
struct GraphBuilder::Staging {
  /// The tables under construction: vertex columns and rows in final form, edges not yet.
  std::unique_ptr<detail::Tables> tables = std::make_unique<detail::Tables>();

  struct Origin {
    std::uint32_t line = 0;
    std::uint16_t file = 0;
  };
  /// What those who name a vertex that has no record yet expect of it.
  struct Expectation {
    VertexKinds kinds = VertexKinds::all();
    bool implicit_state = false;  ///< a field that names a State did so
    bool implicit_instrument = false;
    Origin origin{};
    std::string path{};
  };
  struct StagedInterest {
    VertexId holder, company;
    detail::HoldingRow row;
  };
  struct StagedReference {
    VertexId source, target;
    EdgeKind kind = EdgeKind::concerns;
    detail::ReferenceRow row;
  };

  std::vector<Origin> origins;        // by vertex
  std::vector<std::uint8_t> defined;  // by vertex: 1 if it has a record
  std::unordered_map<std::uint32_t, Expectation> expectations;
  std::vector<StagedInterest> interests;
  std::vector<StagedReference> references;
  std::vector<std::pair<std::uint32_t, std::pair<std::uint16_t, detail::Text>>>
      identifiers;  // vertex, (scheme, number)
  std::unordered_map<std::string, std::uint32_t> source_index;
  std::unordered_map<std::uint32_t, Expectation> missing_sources;  // named by records, not added yet
  std::vector<Diagnostic> wrong_kinds;
  std::vector<std::uint32_t> unexpected;  // vertices whose record is not of a kind expected of them
  std::vector<std::string> files{{}};
  std::uint16_t file = 0;
  std::uint32_t line = 0;
  EvidenceId default_evidence{};
  std::uint64_t unnamed = 0;  // records and holdings that got an id

  [[nodiscard]] std::uint32_t lookup(std::uint32_t space, std::string_view key) const noexcept;
  /// The vertex with that key, added without a record if there is none.
  VertexId vertex(VertexKind kind, std::string_view key);
  /// vertex() for a field that may name a record of \p kinds; remembers what is expected.
  VertexId refer(VertexKinds kinds, std::string_view key, bool may_be_implicit, std::string path);
  /// \throws InvalidData if there is a record with that id.
  void require_new(VertexKind kind, std::string_view key) const;
  /// Defines a vertex. \throws InvalidData if it is defined already.
  VertexId define(VertexKind kind, std::string_view key);
  /// Notes that a field names a record of a kind it must not name.
  void complain_of_kind(std::uint32_t v, std::string path);
  [[nodiscard]] EvidenceId evidence_of(const std::vector<std::string>& sources, std::span<const SourceId> more,
                                       const std::string& path);
  /// Fields of a record, added if it had none.
  template <class Record>
  Record& fields(VertexId v) {
    auto& rows = std::get<std::vector<Record>>(tables->rows);
    std::uint32_t& row = tables->row[v.value()];
    if (row == detail::no_row) {
      row = static_cast<std::uint32_t>(rows.size());
      rows.emplace_back();
    }
    return rows[row];
  }
  [[nodiscard]] Diagnostic complaint(std::string_view rule, std::string path, std::string_view value,
                                     std::string hint) const;
  [[noreturn]] void refuse(std::string_view rule, std::string path, std::string_view value, std::string hint) const;
  [[nodiscard]] std::string path_of(VertexId v) const;
  /// Adds the edges that the references inside records stand for.
  void derive_references();
  /// Gives every vertex without a record one, or complains about it.
  void settle_undefined(Diagnostics& problems, bool lenient);
  /// Chooses the vertex that queries use among those that are the same.
  void settle_same_as(Diagnostics& problems);
  [[nodiscard]] std::vector<std::uint32_t> locality_order(std::size_t& region) const;
  /// Sorts the edges and builds their columns.
  void build_edges();
  /// Everything that is left: kinds, identifiers, versions.
  void build_indexes();
};

}  // namespace dutygraph
