// SPDX-License-Identifier: BSL-1.0
#include "io/native_world.hpp"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "io/native_actors.hpp"
#include "io/native_holdings.hpp"
#include "io/native_write.hpp"

namespace dutygraph::io::detail {
namespace {

using Lists = std::vector<std::vector<std::string>>;

template <class List>
void sort_unique(List& list) {
  std::sort(list.begin(), list.end());
  list.erase(std::unique(list.begin(), list.end()), list.end());
}

void write_lists(NativeSink& sink, std::string_view section, Lists lists, bool ordered) {
  if (lists.empty()) return;
  if (!ordered)
    for (auto& list : lists) std::sort(list.begin(), list.end());
  sort_unique(lists);
  sink.section(section, false);
  for (const auto& list : lists) {
    JsonText json;
    json.strings(list);
    sink.row(json.text());
  }
}

std::vector<NamedList> sorted(std::vector<NamedList> lists) {
  std::sort(lists.begin(), lists.end(), [](const NamedList& a, const NamedList& b) { return a.name < b.name; });
  for (NamedList& list : lists) sort_unique(list.values);
  return lists;
}

void write_taxonomy(NativeSink& sink, const Taxonomy& taxonomy) {
  JsonText json;
  json.object([&] {
    if (taxonomy.closed) json.key("closed").boolean(*taxonomy.closed);
    if (!taxonomy.nodes.empty()) {
      json.key("nodes");
      write_named_lists(json, sorted(taxonomy.nodes));
    }
    if (!taxonomy.exhaustive.empty()) {
      auto nodes = taxonomy.exhaustive;
      sort_unique(nodes);
      json.key("exhaustive").strings(nodes);
    }
    if (!taxonomy.disjoint.empty()) {
      Lists groups = taxonomy.disjoint;
      for (auto& group : groups) sort_unique(group);
      sort_unique(groups);
      json.key("disjoint").array([&] {
        for (const auto& group : groups) json.strings(group);
      });
    }
  });
  sink.row(taxonomy.id, json.text());
}

void write_settings(NativeSink& sink, const Settings& settings) {
  sink.setting("dutygraph", "1");
  if (settings.as_of) sink.setting("as_of", dutygraph::detail::json_string(settings.as_of->to_string()));
  if (settings.max_coordination_hops)
    sink.setting("max_coordination_hops", std::to_string(*settings.max_coordination_hops));
  if (!settings.codelists.empty()) {
    sink.section("codelists", true);
    for (const NamedList& list : sorted(settings.codelists)) {
      JsonText json;
      json.strings(list.values);
      sink.row(list.name, json.text());
    }
  }
  if (!settings.taxonomies.empty()) {
    auto taxonomies = settings.taxonomies;
    std::sort(taxonomies.begin(), taxonomies.end(), [](const Taxonomy& a, const Taxonomy& b) { return a.id < b.id; });
    sink.section("taxonomies", true);
    for (const Taxonomy& taxonomy : taxonomies) write_taxonomy(sink, taxonomy);
  }
  if (!settings.profiles.empty()) {
    auto profiles = settings.profiles;
    std::sort(profiles.begin(), profiles.end());
    sink.section("profiles", true);
    for (const auto& [name, json] : profiles) sink.row(name, json);
  }
  write_lists(sink, "order_edges", settings.order_edges, true);
  write_lists(sink, "exclusive_flags", settings.exclusive_flags, false);
  write_lists(sink, "incompatible_conducts", settings.incompatible_conducts, false);
  write_lists(sink, "incompatible_gates", settings.incompatible_gates, false);
}

/// Whether a vertex has a place in a document: States and instruments may go without, other records that nobody made
/// are left out.
bool is_written(const Graph& graph, VertexId v) {
  return !graph.is_implicit(v) || (is_actor(graph.kind(v)) && graph.kind(v) != VertexKind::state);
}

// --- sources --------------------------------------------------------------------------------------

/// Whether a source is a file that was read, made by a reader and not by hand: it says nothing else.
bool is_file(const Source& source) {
  const std::string start = "file:" + source.title;
  if (source.title.empty() || !source.id.starts_with(start)) return false;
  Source made{.id = source.id, .title = source.title, .note = source.note};
  return source == made && (source.id.size() == start.size() || source.id[start.size()] == '#');
}

/// The digest of the file that a source stands for. A reader that reads line by line knows it at the end only.
std::string digest_of(const Graph& graph, const Source& source) {
  const auto is_it = [&](const auto& input) { return "file:" + input.name == source.id; };
  const auto& inputs = graph.inputs();
  const auto at = std::find_if(inputs.begin(), inputs.end(), is_it);
  if (at == inputs.end() || std::find_if(at + 1, inputs.end(), is_it) != inputs.end()) return {};
  return at->digest;
}

std::vector<bool> used_sources(const Graph& graph) {
  const auto& t = graph.tables();
  std::vector<bool> used(t.sources.size());
  const auto mark = [&](EvidenceId evidence) {
    for (const std::uint32_t source : t.evidence[evidence.value()]) used[source] = true;
  };
  for (const VertexId v : graph.vertices())
    if (is_written(graph, v)) mark(t.vertex_evidence[v.value()]);
  for (const auto& row : t.holdings) mark(row.evidence);
  return used;
}

void write_sources(NativeSink& sink, const Graph& graph) {
  const std::vector<bool> used = used_sources(graph);
  std::vector<const Source*> sources;
  for (std::size_t i = 0; i < used.size(); ++i) {
    const Source& source = graph.all_sources()[i];
    // Files are written where records rest on them; the first source stands for none.
    if (used[i] || (i != 0 && !is_file(source))) sources.push_back(&source);
  }
  if (sources.empty()) return;
  std::sort(sources.begin(), sources.end(), [](const Source* a, const Source* b) { return a->id < b->id; });
  sink.section("sources", false);
  for (const Source* source : sources) {
    Source copy = *source;
    if (is_file(copy) && copy.note.empty()) copy.note = digest_of(graph, copy);
    sink.row(compact_item(copy));
  }
}

// --- records --------------------------------------------------------------------------------------

template <class Record>
void write_records(NativeSink& sink, const Graph& graph, const ReferenceFilter& filter) {
  std::vector<VertexId> list;
  for (const VertexIdOf<Record> v : graph.vertices<Record>())
    if (is_written(graph, v)) list.push_back(v);
  if (list.empty()) return;
  std::sort(list.begin(), list.end(), [&](VertexId a, VertexId b) { return graph.key(a) < graph.key(b); });
  sink.section(section_of(Record::kind), false);
  for (const VertexId v : list) sink.row(compact_record(document_record(graph, VertexIdOf<Record>{v}), filter));
}

void write_same_as(NativeSink& sink, std::vector<SameAs> groups) {
  if (groups.empty()) return;
  std::vector<std::string> rows;
  for (SameAs& group : groups) {
    sort_unique(group.ids);
    rows.push_back(compact_item(group));
  }
  sort_unique(rows);
  sink.section("same_as", false);
  for (const std::string& row : rows) sink.row(row);
}

}  // namespace

void write_world(const Graph& graph, NativeSink& sink) {
  const ReferenceFilter filter{graph};
  write_settings(sink, graph.settings());
  write_sources(sink, graph);
  VertexRecords::for_each([&]<class Record>() {
    if constexpr (std::is_same_v<Record, Concert>) write_holdings(sink, graph);
    write_records<Record>(sink, graph, filter);
    if constexpr (std::is_same_v<Record, Concert>) write_same_as(sink, graph.settings().same_as);
  });
  sink.end();
}

}  // namespace dutygraph::io::detail
