// SPDX-License-Identifier: BSL-1.0
#include <dutygraph/bgl/algorithms.hpp>

#include <numeric>

namespace dutygraph::bgl {

WeakComponents weak_components(const Graph& g) {
  // A forest in which every vertex points to a lesser one, so that the root is the least of its tree.
  std::vector<std::uint32_t> parent(g.num_vertices());
  std::iota(parent.begin(), parent.end(), 0U);
  const auto root = [&](std::uint32_t v) {
    while (parent[v] != v) v = parent[v] = parent[parent[v]];
    return v;
  };
  for (const EdgeId e : g.edges()) {
    const std::uint32_t a = root(g.source(e).value());
    const std::uint32_t b = root(g.target(e).value());
    (a < b ? parent[b] : parent[a]) = a < b ? a : b;
  }
  WeakComponents result;
  result.component.resize(parent.size());
  for (std::uint32_t v = 0; v < parent.size(); ++v) {
    const std::uint32_t top = root(v);
    result.component[v] = top == v ? static_cast<std::uint32_t>(result.count++) : result.component[top];
  }
  return result;
}

}  // namespace dutygraph::bgl
