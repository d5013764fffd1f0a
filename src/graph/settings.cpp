// SPDX-License-Identifier: BSL-1.0
#include <algorithm>
#include <map>
#include <tuple>
#include <utility>

#include <dutygraph/graph/builder.hpp>

#include "graph/staging.hpp"

namespace dutygraph {
namespace {

template <class Item>
void join(std::vector<Item>& all, std::vector<Item> more) {
  for (Item& item : more)
    if (std::find(all.begin(), all.end(), item) == all.end()) all.push_back(std::move(item));
}

/// join() of many groups: a register has a million of them.
void join(std::vector<SameAs>& all, std::vector<SameAs> more) {
  const auto less = [](const SameAs* a, const SameAs* b) {
    return std::tie(a->ids, a->id, a->sources, a->note) < std::tie(b->ids, b->id, b->sources, b->note);
  };
  std::vector<const SameAs*> known;
  known.reserve(all.size() + more.size());
  all.reserve(all.size() + more.size());  // so that nothing moves
  for (const SameAs& item : all) known.push_back(&item);
  std::sort(known.begin(), known.end(), less);
  std::vector<const SameAs*> fresh;
  for (const SameAs& item : more) fresh.push_back(&item);
  std::stable_sort(fresh.begin(), fresh.end(), less);
  std::vector<bool> repeated(more.size());
  for (std::size_t i = 0; i < fresh.size(); ++i)
    repeated[static_cast<std::size_t>(fresh[i] - more.data())] =
        std::binary_search(known.begin(), known.end(), fresh[i], less) || (i != 0 && *fresh[i] == *fresh[i - 1]);
  for (std::size_t i = 0; i < more.size(); ++i)
    if (!repeated[i]) all.push_back(std::move(more[i]));
}

/// A node of \p nodes that lies on a cycle, with the way around; empty if there is none.
std::string find_cycle(const std::vector<NamedList>& nodes) {
  std::map<std::string_view, std::size_t> index;
  for (std::size_t i = 0; i < nodes.size(); ++i) index.emplace(nodes[i].name, i);
  std::vector<std::uint8_t> state(nodes.size(), 0);  // 0 new, 1 on the way, 2 done
  for (std::size_t start = 0; start < nodes.size(); ++start) {
    if (state[start] != 0) continue;
    std::vector<std::pair<std::size_t, std::size_t>> way{{start, 0}};
    state[start] = 1;
    while (!way.empty()) {
      auto& [node, next] = way.back();
      if (next == nodes[node].values.size()) {
        state[node] = 2;
        way.pop_back();
        continue;
      }
      const auto at = index.find(nodes[node].values[next++]);
      if (at == index.end() || state[at->second] == 2) continue;
      if (state[at->second] == 1) {
        std::string text;
        bool on_cycle = false;
        for (const auto& [step, unused] : way) {
          on_cycle = on_cycle || step == at->second;
          if (on_cycle) text += nodes[step].name + " -> ";
        }
        return text + nodes[at->second].name;
      }
      state[at->second] = 1;
      way.emplace_back(at->second, 0);
    }
  }
  return {};
}

}  // namespace

void GraphBuilder::add(Settings given) {
  Staging& s = *staging_;
  Settings joined = s.tables->settings;
  for (Taxonomy& taxonomy : given.taxonomies) {
    const auto at = std::find_if(joined.taxonomies.begin(), joined.taxonomies.end(),
                                 [&](const Taxonomy& t) { return t.id == taxonomy.id; });
    if (at == joined.taxonomies.end()) {
      joined.taxonomies.push_back(std::move(taxonomy));
      continue;
    }
    for (NamedList& node : taxonomy.nodes) {
      const auto same =
          std::find_if(at->nodes.begin(), at->nodes.end(), [&](const NamedList& n) { return n.name == node.name; });
      if (same == at->nodes.end()) {
        at->nodes.push_back(std::move(node));
      } else {
        join(same->values, std::move(node.values));
      }
    }
    if (taxonomy.closed) at->closed = taxonomy.closed;
    join(at->exhaustive, std::move(taxonomy.exhaustive));
    join(at->disjoint, std::move(taxonomy.disjoint));
  }
  for (const Taxonomy& taxonomy : joined.taxonomies)
    if (const std::string cycle = find_cycle(taxonomy.nodes); !cycle.empty())
      s.refuse("taxonomy-cycle", "/taxonomies/" + taxonomy.id, cycle, "a taxonomy without cycles");
  join(joined.same_as, std::move(given.same_as));
  join(joined.order_edges, std::move(given.order_edges));
  join(joined.exclusive_flags, std::move(given.exclusive_flags));
  join(joined.incompatible_conducts, std::move(given.incompatible_conducts));
  join(joined.incompatible_gates, std::move(given.incompatible_gates));
  for (NamedList& list : given.codelists) {
    const auto at = std::find_if(joined.codelists.begin(), joined.codelists.end(),
                                 [&](const NamedList& l) { return l.name == list.name; });
    if (at == joined.codelists.end()) {
      joined.codelists.push_back(std::move(list));
    } else {
      join(at->values, std::move(list.values));
    }
  }
  join(joined.profiles, std::move(given.profiles));
  if (given.as_of) {
    if (joined.as_of && *joined.as_of != *given.as_of)
      throw UsageError{"the documents differ in `as_of`: " + joined.as_of->to_string() + " and " +
                       given.as_of->to_string() + "; name the day to answer for"};
    joined.as_of = given.as_of;
  }
  if (given.max_coordination_hops) joined.max_coordination_hops = given.max_coordination_hops;
  s.tables->settings = std::move(joined);
}

}  // namespace dutygraph
