// SPDX-License-Identifier: BSL-1.0
#include "query/checks/scopes.hpp"

#include <algorithm>

namespace dutygraph::detail {

std::string node_name(std::string_view code) {
  std::string name{code};
  std::replace(name.begin(), name.end(), '_', '-');
  return name;
}

CheckNodes::CheckNodes(const Graph& graph, std::string_view dimension) {
  for (const Taxonomy& taxonomy : graph.settings().taxonomies) {
    if (taxonomy.id != dimension) continue;
    for (const NamedList& node : taxonomy.nodes) {
      const std::string name = node_name(node.name);
      auto& parents = parents_[name];
      for (const std::string& parent : node.values) {
        parents.push_back(node_name(parent));
        children_[node_name(parent)].push_back(name);
      }
    }
  }
}

bool CheckNodes::below(std::string_view node, std::string_view above) const {
  const std::string goal = node_name(above);
  std::vector<std::string> todo{node_name(node)};
  std::set<std::string> seen;
  while (!todo.empty()) {
    const std::string at = std::move(todo.back());
    todo.pop_back();
    if (at == goal) return true;
    if (!seen.insert(at).second) continue;
    if (const auto parents = parents_.find(at); parents != parents_.end())
      todo.insert(todo.end(), parents->second.begin(), parents->second.end());
  }
  return false;
}

bool CheckNodes::covers(const std::optional<Scope>& scope, std::string_view node) const {
  if (!scope || scope->in.empty()) return false;
  const auto holds = [&](const std::string& above) { return below(node, above); };
  if (std::none_of(scope->in.begin(), scope->in.end(), holds)) return false;
  return std::none_of(scope->ex.begin(), scope->ex.end(),
                      [&](const std::string& out) { return below(node, out) || below(out, node); });
}

std::set<std::string> CheckNodes::all_below(const std::vector<std::string>& in) const {
  std::set<std::string> found;
  std::vector<std::string> todo;
  for (const std::string& node : in) todo.push_back(node_name(node));
  while (!todo.empty()) {
    const std::string at = std::move(todo.back());
    todo.pop_back();
    if (!found.insert(at).second) continue;
    if (const auto children = children_.find(at); children != children_.end())
      todo.insert(todo.end(), children->second.begin(), children->second.end());
  }
  return found;
}

std::set<std::string> CheckNodes::extent(const Scope& scope) const {
  std::set<std::string> found = all_below(scope.in);
  for (const std::string& out : all_below(scope.ex)) found.erase(out);
  return found;
}

bool CheckNodes::meet(const std::optional<Scope>& a, const std::optional<Scope>& b) const {
  const bool all_a = !a || a->in.empty(), all_b = !b || b->in.empty();
  const auto is_out = [&](const Scope& scope, const std::string& node) {
    return std::any_of(scope.ex.begin(), scope.ex.end(), [&](const std::string& out) { return below(node, out); });
  };
  if (all_a && all_b) return true;
  if (all_a || all_b) {
    const Scope& some = all_a ? *b : *a;
    const std::optional<Scope>& all = all_a ? a : b;
    const std::set<std::string> nodes = extent(some);
    return std::any_of(nodes.begin(), nodes.end(),
                       [&](const std::string& node) { return !all || !is_out(*all, node); });
  }
  const std::set<std::string> left = extent(*a), right = extent(*b);
  return std::any_of(left.begin(), left.end(), [&](const std::string& node) { return right.contains(node); });
}

}  // namespace dutygraph::detail
