// SPDX-License-Identifier: BSL-1.0
#include "io/native_actors.hpp"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

namespace dutygraph::io::detail {
namespace {

/// Ends of an edge as the record names them, whatever `same_as` says.
VertexId target_of(const Graph& graph, EdgeId e) {
  const auto* original = graph.tables().merged_ends.find(e.value());
  return original != nullptr ? original->second : graph.target(e);
}

/// A bond to a State or agency: who, and when.
using Bond = std::pair<std::string, Interval>;

/// The bonds of \p v that edges know and its record does not.
std::vector<Bond> further_bonds(const Graph& graph, VertexId v, std::vector<Bond> recorded) {
  std::vector<Bond> bonds;
  const auto& t = graph.tables();
  // Edges of views and of merged actors too: bonds are part of the record.
  const VertexId source = graph.canonical(v);
  for (std::uint32_t i = t.fan[source.value()].out_first; i < t.fan[source.value()].out_last; ++i) {
    const EdgeId e{t.out_link[i].edge};
    if (graph.kind(e) != EdgeKind::part_of || t.reference(e.value()).record != v) continue;
    Bond bond{graph.key(target_of(graph, e)), graph.valid(e)};
    if (const auto at = std::find(recorded.begin(), recorded.end(), bond); at != recorded.end()) {
      recorded.erase(at);
    } else {
      bonds.push_back(std::move(bond));
    }
  }
  std::sort(bonds.begin(), bonds.end());
  bonds.erase(std::unique(bonds.begin(), bonds.end()), bonds.end());
  return bonds;
}

/// The bonds that a record has in fields of its own.
std::vector<Bond> recorded_bonds(const std::vector<std::string>& plain, const std::vector<Membership>& dated,
                                 Interval lifetime) {
  std::vector<Bond> bonds;
  for (const std::string& id : plain)
    if (!id.empty()) bonds.emplace_back(id, lifetime);
  for (const Membership& bond : dated)
    bonds.emplace_back(bond.id, bond.from || bond.to ? Interval{bond.from, bond.to} : lifetime);
  return bonds;
}

/// Puts bonds into the plain field if one is as old as the record and the field is free, into the list otherwise.
template <class Plain>
void place(std::vector<Bond> bonds, Interval lifetime, Plain&& plain, std::vector<Membership>& list) {
  for (Bond& bond : bonds) {
    if (bond.second == lifetime || bond.second.is_always())
      if (std::string* field = plain(bond.first); field != nullptr && field->empty()) {
        *field = std::move(bond.first);
        continue;
      }
    list.push_back({std::move(bond.first), bond.second.from(), bond.second.to()});
  }
}

template <class Record>
Record organ_record(const Graph& graph, VertexIdOf<Record> v) {
  Record record = graph.record(v);
  const Record* stored = graph.fields<Record>(v);
  record.organ_of = stored != nullptr ? stored->organ_of : std::string{};
  const Interval lifetime = graph.lifetime(v);
  place(
      further_bonds(graph, v, recorded_bonds({record.organ_of}, record.belongs_to, lifetime)), lifetime,
      [&](const std::string&) { return &record.organ_of; }, record.belongs_to);
  return record;
}

}  // namespace

State document_record(const Graph& graph, VertexIdOf<State> v) {
  State record = graph.record(v);
  for (const auto& [name, actor] : graph.tables().aliases)
    if (actor == v && std::find(record.codes.begin(), record.codes.end(), name) == record.codes.end())
      record.codes.push_back(name);
  std::sort(record.codes.begin(), record.codes.end());
  return record;
}

Agency document_record(const Graph& graph, VertexIdOf<Agency> v) {
  Agency record = graph.record(v);
  const Agency* stored = graph.fields<Agency>(v);
  record.state = stored != nullptr ? stored->state : std::string{};
  record.part_of = stored != nullptr ? stored->part_of : std::string{};
  const Interval lifetime = graph.lifetime(v);
  place(
      further_bonds(graph, v, recorded_bonds({record.state, record.part_of}, record.belongs_to, lifetime)), lifetime,
      [&](const std::string& id) { return graph.find(VertexKind::state, id) ? &record.state : &record.part_of; },
      record.belongs_to);
  return record;
}

Company document_record(const Graph& graph, VertexIdOf<Company> v) { return organ_record(graph, v); }

Organisation document_record(const Graph& graph, VertexIdOf<Organisation> v) { return organ_record(graph, v); }

}  // namespace dutygraph::io::detail
