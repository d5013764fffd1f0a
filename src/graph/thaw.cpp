// SPDX-License-Identifier: BSL-1.0
#include <algorithm>
#include <functional>
#include <set>
#include <string>
#include <string_view>
#include <unordered_set>
#include <utility>
#include <vector>

#include <dutygraph/graph/builder.hpp>

#include "graph/staging.hpp"

namespace dutygraph {

using detail::HoldingRow;
using detail::no_row;
using detail::Tables;

namespace {

constexpr std::uint32_t not_there = 0xFFFFFFFFU;

/// Whether a vertex that nobody gave a record is taken over: parties that nobody has identified are records to
/// everyone who reads the document; States, instruments and others come back when a record names them.
bool is_party(const Tables& t, std::uint32_t v) { return is_actor(t.kind[v]) && t.kind[v] != VertexKind::state; }

}  // namespace

/// Takes a graph apart again.
class GraphBuilder::Thaw {
 public:
  Thaw(const Graph& graph, const Without& without, Staging& staging)
      : from_{graph.tables()},
        s_{staging},
        holdings_{without.holdings.begin(), without.holdings.end()},
        sources_{without.sources.begin(), without.sources.end()},
        left_out_(from_.kind.size(), 0),
        vertex_(from_.kind.size(), not_there),
        evidence_(from_.evidence.size(), not_there) {
    for (const VertexId v : without.records) left_out_[v.value()] = 1;
  }

  void records() {
    for (std::uint32_t v = 0; v < from_.kind.size(); ++v) {
      if (left_out_[v] != 0 || (from_.implicit[v] != 0 && !is_party(from_, v))) continue;
      record(v);
    }
    for (const auto& [name, actor] : from_.aliases)
      if (vertex_[actor.value()] != not_there) s_.tables->aliases.emplace_back(name, VertexId{vertex_[actor.value()]});
  }

  void edges() {
    const auto count = static_cast<std::uint32_t>(from_.in_link.size());
    s_.interests.reserve(count);
    std::set<std::string, std::less<>> without_successor;
    if (!holdings_.empty())
      for (const auto& [row, version] : from_.versions.items())
        if (holdings_.contains(text(from_.holdings[row].key))) without_successor.insert(version.supersedes);
    for (std::uint32_t e = 0; e < count; ++e) {
      const auto* original = from_.merged_ends.find(e);
      const auto [source, target] = original != nullptr ? *original : std::pair{from_.source(e), from_.target[e]};
      if (from_.in_link[e].is_holding()) {
        if (!holdings_.contains(text(from_.holding(e).key))) interest(e, source, target, without_successor);
      } else if (const detail::ReferenceRow& row = from_.reference(e); row.given) {
        bond(row, source, target);
      }
    }
    s_.unnamed = from_.holdings.size() + from_.kind.size();
  }

  EvidenceId evidence(EvidenceId id, const std::string& path) {
    std::uint32_t& list = evidence_[id.value()];
    if (list == not_there) {
      std::vector<std::string> keys;
      for (const std::uint32_t source : from_.evidence[id.value()]) keys.push_back(from_.sources[source].id);
      list = s_.evidence_of(keys, {}, path).value();
    }
    return EvidenceId{list};
  }

 private:
  [[nodiscard]] std::string_view text(detail::Text text) const { return from_.text[text]; }
  [[nodiscard]] std::string key(VertexId v) const { return std::string{text(from_.key[v.value()])}; }
  [[nodiscard]] std::string path_of(std::uint32_t v) const {
    return "/" + std::string{section_of(from_.kind[v])} + "/" + std::string{text(from_.key[v])};
  }
  /// The path of what rests on a source that is left out: it names the first only, so it is not made for others.
  [[nodiscard]] std::string evidence_path(EvidenceId id, std::uint32_t v) const {
    return !sources_.empty() && evidence_[id.value()] == not_there ? path_of(v) : std::string{};
  }

  void record(std::uint32_t v) {
    Tables& t = *s_.tables;
    const VertexId added = s_.define(from_.kind[v], text(from_.key[v]));
    const std::uint32_t a = added.value();
    vertex_[v] = a;
    t.implicit[a] = from_.implicit[v];
    t.name[a] = t.text.add(text(from_.name[v]));
    t.lifetime[a] = from_.lifetime[v];
    const EvidenceId list = from_.vertex_evidence[v];
    t.vertex_evidence[a] = evidence(list, evidence_path(list, v));
    if (from_.home[v]) {
      const bool is_home = from_.kind[v] == VertexKind::company || from_.kind[v] == VertexKind::organisation;
      // A State that has a record needs no path for a complaint.
      const std::uint32_t state = vertex_[from_.home[v].value()];
      t.home[a] = state != not_there ? VertexId{state}
                                     : s_.refer(VertexKind::state, key(from_.home[v]), true,
                                                path_of(v) + (is_home ? "/home" : "/state"));
    }
    for (std::uint32_t i = from_.identifier_offset[v]; i < from_.identifier_offset[v + 1]; ++i) {
      const auto& [scheme, number] = from_.identifiers[i];
      s_.identifiers.emplace_back(a, std::pair{t.symbols.add(from_.symbols[scheme]), t.text.add(text(number))});
    }
    if (from_.row[v] == no_row) return;
    with_record(from_.kind[v], [&]<class Record>() {
      auto& rows = std::get<std::vector<Record>>(t.rows);
      t.row[a] = static_cast<std::uint32_t>(rows.size());
      rows.push_back(std::get<std::vector<Record>>(from_.rows)[from_.row[v]]);
    });
  }

  /// The new vertex of an end of a holding.
  VertexId end(VertexId v, VertexKinds kinds, std::string_view key, const char* field) {
    const std::uint32_t at = vertex_[v.value()];
    if (at != not_there && kinds.contains(s_.tables->kind[at])) return VertexId{at};
    return s_.refer(kinds, this->key(v), false, "/holdings/" + std::string{key} + field);
  }

  void interest(std::uint32_t e, VertexId source, VertexId target,
                const std::set<std::string, std::less<>>& without_successor) {
    Tables& t = *s_.tables;
    const std::uint32_t index = from_.holding_row(e);
    HoldingRow row = from_.holdings[index];
    const std::string_view id = text(row.key);
    constexpr VertexKinds companies{VertexKind::company, VertexKind::organisation, VertexKind::agency};
    const VertexId holder = end(source, actors, id, "/holder");
    const VertexId company = end(target, companies, id, "/company");
    // Interests of one record follow each other where they have the same ends.
    const bool same = !s_.interests.empty() && t.text[s_.interests.back().row.key] == id;
    row.key = same ? s_.interests.back().row.key : t.text.add(id);
    if (!sources_.empty() && evidence_[row.evidence.value()] == not_there) {
      row.evidence = evidence(row.evidence, "/holdings/" + std::string{id});
    } else {
      row.evidence = evidence(row.evidence, {});
    }
    if ((row.flags & HoldingRow::has_share) != 0) row.share = t.shares.add(from_.shares[row.share]);
    row.code = t.symbols.add(from_.symbols[row.code]);
    row.share_class = t.symbols.add(from_.symbols[row.share_class]);
    const auto at = static_cast<std::uint32_t>(s_.interests.size());
    if ((row.flags & HoldingRow::versioned) != 0)
      if (const detail::Version* version = from_.versions.find(index)) {
        detail::Version copy = *version;
        if (without_successor.contains(id)) copy.superseded = INT32_MAX;
        t.versions.add(at, std::move(copy));
      }
    if ((row.flags & HoldingRow::remarked) != 0)
      if (const detail::Remarks* remarks = from_.remarks.find(index)) t.remarks.add(at, *remarks);
    s_.interests.push_back({holder, company, row});
  }

  /// A bond that a register gave: its member stands as it was, unless it is left out.
  void bond(const detail::ReferenceRow& row, VertexId source, VertexId target) {
    const std::uint32_t member = vertex_[row.record.value()];
    if (member == not_there) return;
    const VertexId from = vertex_[source.value()] != not_there ? VertexId{vertex_[source.value()]} : VertexId{member};
    const VertexId group = vertex_[target.value()] != not_there
                               ? VertexId{vertex_[target.value()]}
                               : s_.refer({VertexKind::state, VertexKind::agency}, key(target), true,
                                          path_of(row.record.value()) + "/belongs_to");
    detail::ReferenceRow copy = row;
    copy.record = VertexId{member};
    copy.role = s_.tables->symbols.add(from_.symbols[row.role]);
    copy.evidence = evidence(row.evidence, {});
    s_.references.push_back({from, group, EdgeKind::part_of, copy});
  }

  const Tables& from_;
  Staging& s_;
  std::unordered_set<std::string_view> holdings_, sources_;
  std::vector<std::uint8_t> left_out_;
  std::vector<std::uint32_t> vertex_;    // old to new
  std::vector<std::uint32_t> evidence_;  // old to new
};

GraphBuilder GraphBuilder::from(const Graph& graph, const Without& without, std::optional<Settings> settings) {
  GraphBuilder builder;
  Staging& s = *builder.staging_;
  const Tables& from = graph.tables();
  s.tables->settings = settings ? std::move(*settings) : from.settings;
  s.tables->inputs = from.inputs;
  for (std::size_t i = 1; i < from.sources.size(); ++i) {
    const Source& source = from.sources[i];
    if (std::find(without.sources.begin(), without.sources.end(), source.id) == without.sources.end())
      builder.add(Source{source});
  }
  Thaw thaw{graph, without, s};
  thaw.records();
  thaw.edges();
  return builder;
}

}  // namespace dutygraph
