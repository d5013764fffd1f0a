// SPDX-License-Identifier: BSL-1.0
#include <algorithm>
#include <map>
#include <numeric>
#include <set>
#include <utility>

#include <dutygraph/graph/builder.hpp>

#include "graph/staging.hpp"

namespace dutygraph {

using detail::HoldingRow;
using detail::no_row;
using detail::Tables;

void GraphBuilder::Staging::settle_undefined(Diagnostics& problems, bool lenient) {
  for (const std::uint32_t v : unexpected) {
    const Expectation& expectation = expectations.at(v);
    line = expectation.origin.line;
    file = expectation.origin.file;
    complain_of_kind(v, expectation.path);
  }
  std::set<std::pair<std::string_view, std::string_view>> seen;  // a State is named by its column and by its field
  for (Diagnostic& problem : wrong_kinds) {
    if (!seen.emplace(problem.path, problem.value).second) continue;
    if (lenient) problem.severity = Severity::warning;
    problems.add(problem);
  }
  for (const auto& [source, expectation] : missing_sources) {
    Diagnostic problem{"dangling-reference",
                       lenient ? Severity::warning : Severity::error,
                       files[expectation.origin.file],
                       expectation.origin.line,
                       expectation.path,
                       printable(tables->sources[source].id),
                       "the id of a recorded source"};
    problems.add(std::move(problem));
  }
  for (std::uint32_t v = 0; v < tables->kind.size(); ++v) {
    if (defined[v] != 0) continue;
    const auto at = expectations.find(v);
    const Expectation expectation = at != expectations.end() ? at->second : Expectation{.origin = origins[v]};
    const std::string_view key = tables->text[tables->key[v]];
    tables->implicit[v] = 1;
    defined[v] = 1;
    if (expectation.implicit_state || expectation.implicit_instrument) {
      tables->kind[v] = expectation.implicit_state ? VertexKind::state : VertexKind::instrument;
      problems.add({"implicit-record", Severity::note, files[expectation.origin.file], expectation.origin.line,
                    expectation.path, printable(key),
                    expectation.implicit_state ? "taken as a State without a record of its own"
                                               : "taken as an instrument without a record of its own"});
      if (!expectation.kinds.contains(tables->kind[v]))
        problems.add(
            {"wrong-kind", lenient ? Severity::warning : Severity::error, files[expectation.origin.file],
             expectation.origin.line, expectation.path, printable(key),
             "the id of another kind of record; elsewhere this is one of " + std::string{section_of(tables->kind[v])}});
      continue;
    }
    problems.add({"dangling-reference", lenient ? Severity::warning : Severity::error, files[expectation.origin.file],
                  expectation.origin.line, expectation.path, printable(key),
                  lenient ? "no record has this id; kept as a party that nobody has identified"
                          : "the id of a recorded actor or record; no record has this id"});
    if (!is_actor(tables->kind[v])) continue;
    const bool held = expectation.path.size() > 8 && expectation.path.ends_with("/company");
    tables->kind[v] = held ? VertexKind::company : VertexKind::organisation;
    if (!held) fields<Organisation>(VertexId{v}).type = "unknown";
  }
}

void GraphBuilder::Staging::settle_same_as(Diagnostics& problems) {
  const auto& groups = tables->settings.same_as;
  if (groups.empty()) return;
  std::map<std::uint32_t, std::uint32_t> parent;
  const auto root = [&](std::uint32_t v) {
    while (parent.try_emplace(v, v).first->second != v) v = parent[v];
    return v;
  };
  const auto better = [&](std::uint32_t a, std::uint32_t b) {
    // A State keeps its ISO code; otherwise the least id stands for all.
    const std::string_view x = tables->text[tables->key[a]];
    const std::string_view y = tables->text[tables->key[b]];
    const bool iso_x = tables->kind[a] == VertexKind::state && x.size() == 2;
    const bool iso_y = tables->kind[b] == VertexKind::state && y.size() == 2;
    return iso_x != iso_y ? iso_x : x < y;
  };
  for (const SameAs& group : groups) {
    std::optional<std::uint32_t> first;
    for (const std::string& id : group.ids) {
      const std::uint32_t v = lookup(0, id);
      if (v == detail::KeyIndex::none) {
        problems.add({"dangling-reference",
                      Severity::error,
                      {},
                      0,
                      "/same_as",
                      printable(id),
                      "the id of a recorded actor; no record has this id"});
        continue;
      }
      if (!first) {
        first = v;
        continue;
      }
      const std::uint32_t a = root(*first);
      const std::uint32_t b = root(v);
      if (a != b) (better(a, b) ? parent[b] : parent[a]) = better(a, b) ? a : b;
    }
  }
  for (const auto& [v, up] : parent)
    if (const std::uint32_t top = root(v); top != v) tables->canonical.add(v, VertexId{top});
  tables->canonical.sort();
}

/// The order in which edges are laid out, by the vertex they end at: companies in which States, their
/// organs and what they may control hold something substantial come first, in the order in which a query
/// reaches them, so that it walks memory forward; \p region says how many these are.
std::vector<std::uint32_t> GraphBuilder::Staging::locality_order(std::size_t& region) const {
  const Tables& t = *tables;
  const std::size_t vertices = t.kind.size();
  // Who holds what, by holder: one counting sort.
  std::vector<std::uint32_t> first(vertices + 1, 0);
  for (const StagedInterest& interest : interests) ++first[interest.holder.value() + 1];
  std::partial_sum(first.begin(), first.end(), first.begin());
  std::vector<std::uint32_t> held(interests.size());
  {
    std::vector<std::uint32_t> next(first.begin(), first.end() - 1);
    for (std::uint32_t i = 0; i < interests.size(); ++i) held[next[interests[i].holder.value()]++] = i;
  }
  std::vector<std::uint32_t> sequence;
  sequence.reserve(vertices);
  std::vector<std::uint8_t> placed(vertices, 0);
  std::vector<std::uint32_t> members;
  for (std::uint32_t v = 0; v < vertices; ++v)
    if (t.kind[v] == VertexKind::state || t.kind[v] == VertexKind::agency) members.push_back(v);
  for (const StagedReference& reference : references)
    if (reference.kind == EdgeKind::part_of && t.kind[reference.source.value()] != VertexKind::agency)
      members.push_back(reference.source.value());
  // Each company counts from its tenth on: any day, any profile.
  constexpr std::int64_t substantial = 10 * Percent::units_per_percent;
  std::unordered_map<std::uint32_t, std::int64_t> totals;
  std::vector<std::uint32_t> minor;
  for (std::size_t i = 0; i < members.size(); ++i) {
    const std::uint32_t v = members[i];
    for (std::uint32_t k = first[v]; k < first[v + 1]; ++k) {
      const StagedInterest& interest = interests[held[k]];
      const std::uint32_t company = interest.company.value();
      if (placed[company] != 0) continue;
      const bool has_share = (interest.row.flags & HoldingRow::has_share) != 0;
      std::int64_t& total = totals[company];
      total += has_share ? t.shares[interest.row.share].high().units() : substantial;
      if (total < substantial) {
        minor.push_back(company);
        continue;
      }
      placed[company] = 1;
      sequence.push_back(company);
      members.push_back(company);
    }
  }
  for (const std::uint32_t v : minor)
    if (std::exchange(placed[v], std::uint8_t{1}) == 0) sequence.push_back(v);
  region = sequence.size();
  for (std::uint32_t v = 0; v < vertices; ++v)
    if (placed[v] == 0) sequence.push_back(v);
  return sequence;
}

void GraphBuilder::Staging::build_edges() {
  Tables& t = *tables;
  const std::size_t vertices = t.kind.size();
  const std::size_t edges = interests.size() + references.size();
  if (edges >= 0x80000000U || vertices >= 0xFFFFFFFFU) throw InvalidValue{"more than 2^31 edges or 2^32 - 2 vertices"};
  const bool merging = !t.canonical.items().empty();
  const auto end_of = [&](VertexId v) {
    if (!merging) return v;
    const VertexId* other = t.canonical.find(v.value());
    return other != nullptr ? *other : v;
  };
  const auto ends = [&](std::uint32_t i) {
    return i < interests.size()
               ? std::pair{interests[i].holder, interests[i].company}
               : std::pair{references[i - interests.size()].source, references[i - interests.size()].target};
  };
  const auto kind_of = [&](std::uint32_t i) {
    return i < interests.size() ? EdgeKind::holds : references[i - interests.size()].kind;
  };

  // Counting sort by target, then each bucket by kind and source; equal ones stay in order of insertion.
  t.fan.assign(vertices, {});
  for (std::uint32_t i = 0; i < edges; ++i) {
    ++t.fan[end_of(ends(i).second).value()].in_last;
    ++t.fan[end_of(ends(i).first).value()].out_last;
  }
  std::size_t region = 0;
  const std::vector<std::uint32_t> sequence = locality_order(region);
  std::uint32_t in_at = 0, out_at = 0;
  for (const std::uint32_t v : sequence) {
    detail::Fan& fan = t.fan[v];
    const std::uint32_t in_degree = fan.in_last;
    const std::uint32_t out_degree = fan.out_last;
    fan = {in_at, in_at, out_at, out_at, 0, t.kind[v], !t.lifetime[v].is_always()};  // ends move as edges are placed
    in_at += in_degree;
    out_at += out_degree;
  }
  std::vector<std::uint32_t> order(edges);
  for (std::uint32_t i = 0; i < edges; ++i) order[t.fan[end_of(ends(i).second).value()].in_last++] = i;
  for (std::size_t v = 0; v < vertices; ++v) {
    const auto first = order.begin() + t.fan[v].in_first;
    const auto last = order.begin() + t.fan[v].in_last;
    if (last - first > 1)
      std::stable_sort(first, last, [&](std::uint32_t a, std::uint32_t b) {
        return std::pair{kind_of(a), end_of(ends(a).first)} < std::pair{kind_of(b), end_of(ends(b).first)};
      });
  }

  t.in_link.resize(edges);
  t.target.resize(edges);
  t.edge_kind.resize(edges);
  t.holdings.reserve(interests.size());
  t.references.reserve(references.size());
  std::vector<std::uint32_t> new_row(t.versions.items().empty() && t.remarks.items().empty() ? 0 : interests.size());
  for (std::uint32_t e = 0; e < edges; ++e) {
    const std::uint32_t i = order[e];
    const auto [from, to] = ends(i);
    const VertexId source = end_of(from);
    t.target[e] = end_of(to);
    if (merging && (source != from || t.target[e] != to)) t.merged_ends.add(e, {from, to});
    t.edge_kind[e] = kind_of(i);
    if (i < interests.size()) {
      const auto row = static_cast<std::uint32_t>(t.holdings.size());
      t.in_link[e] = {source, row};
      if (!new_row.empty()) new_row[i] = row;
      t.holdings.push_back(interests[i].row);
    } else {
      t.in_link[e] = {source, ~static_cast<std::uint32_t>(t.references.size())};
      t.references.push_back(references[i - interests.size()].row);
    }
  }
  interests = {};
  references = {};
  for (auto& [row, version] : t.versions.items()) row = new_row[row];
  for (auto& [row, remarks] : t.remarks.items()) row = new_row[row];
  t.versions.sort();
  t.remarks.sort();
  t.merged_ends.sort();

  // Out-links: ids ascend, so those to one target stand together.
  t.out_link.resize(edges);
  for (std::uint32_t e = 0; e < edges; ++e) t.out_link[t.fan[t.source(e).value()].out_last++] = {e, t.target[e]};
  const auto by_kind = [&](detail::OutLink a, detail::OutLink b) { return t.edge_kind[a.edge] < t.edge_kind[b.edge]; };
  for (const detail::Fan& fan : t.fan) {
    const auto first = t.out_link.begin() + fan.out_first;
    const auto last = t.out_link.begin() + fan.out_last;
    if (!std::is_sorted(first, last, by_kind)) std::stable_sort(first, last, by_kind);
  }

  t.region.reserve(region);
  for (std::size_t i = 0; i < region; ++i) {
    detail::Fan& fan = t.fan[sequence[i]];
    fan.place = static_cast<std::uint32_t>(i + 1);
    t.region.push_back({VertexId{sequence[i]}, fan});
    t.region_place.resize(fan.in_last, fan.place);
  }
}

void GraphBuilder::Staging::build_indexes() {
  Tables& t = *tables;
  const std::size_t vertices = t.kind.size();
  for (std::uint32_t v = 0; v < vertices; ++v) t.by_kind[static_cast<std::size_t>(t.kind[v])].push_back(VertexId{v});

  t.identifier_offset.assign(vertices + 1, 0);
  for (const auto& [v, identifier] : identifiers) ++t.identifier_offset[v + 1];
  std::partial_sum(t.identifier_offset.begin(), t.identifier_offset.end(), t.identifier_offset.begin());
  t.identifiers.resize(identifiers.size());
  std::vector<std::uint32_t> next(t.identifier_offset.begin(), t.identifier_offset.end() - 1);
  for (const auto& [v, identifier] : identifiers) t.identifiers[next[v]++] = identifier;
  identifiers = {};
  std::sort(t.aliases.begin(), t.aliases.end());
  t.aliases.erase(std::unique(t.aliases.begin(), t.aliases.end()), t.aliases.end());
  t.shares.freeze();

  // A holding that another one supersedes counts until the day the later one was recorded.
  std::map<std::string_view, std::int32_t> ends_on;
  for (const auto& [row, version] : t.versions.items())
    if (!version.supersedes.empty())
      ends_on.emplace(version.supersedes, Date::from_raw(t.holdings[row].recorded).is_unknown()
                                              ? INT32_MIN
                                              : Date::from_raw(t.holdings[row].recorded).first());
  if (ends_on.empty()) return;
  std::vector<std::pair<std::uint32_t, detail::Version>> earlier;
  for (std::uint32_t row = 0; row < t.holdings.size(); ++row) {
    const auto at = ends_on.find(t.text[t.holdings[row].key]);
    if (at == ends_on.end()) continue;
    if ((t.holdings[row].flags & HoldingRow::versioned) != 0) {
      detail::Version& version = *t.versions.find(row);
      if (version.superseded == INT32_MAX) version.superseded = at->second;
    } else {
      t.holdings[row].flags = static_cast<std::uint8_t>(t.holdings[row].flags | HoldingRow::versioned);
      earlier.emplace_back(row, detail::Version{.first = true, .superseded = at->second, .supersedes = {}});
    }
  }
  for (auto& [row, version] : earlier) t.versions.add(row, std::move(version));
  t.versions.sort();
}

Graph GraphBuilder::freeze(Diagnostics& problems, bool lenient) {
  Staging& s = *staging_;
  s.derive_references();
  s.settle_undefined(problems, lenient);
  s.settle_same_as(problems);
  if (problems.has_errors()) throw InvalidData{problems};
  s.build_edges();
  s.build_indexes();
  std::shared_ptr<const Tables> tables{std::move(s.tables)};
  *this = GraphBuilder{};
  return Graph{std::move(tables)};
}

Graph GraphBuilder::freeze() && {
  Diagnostics problems;
  return freeze(problems, false);
}

Graph GraphBuilder::freeze(Diagnostics& problems) && { return freeze(problems, true); }

}  // namespace dutygraph
