// SPDX-License-Identifier: BSL-1.0
#include "query/coherence/dimension.hpp"

#include <algorithm>
#include <bit>
#include <tuple>

#include <dutygraph/vocab/codelist.hpp>

namespace dutygraph::detail {
namespace {

void insert(std::vector<std::uint32_t>& sorted, std::uint32_t value) {
  const auto at = std::lower_bound(sorted.begin(), sorted.end(), value);
  if (at == sorted.end() || *at != value) sorted.insert(at, value);
}

Diagnostic fault(std::string rule, std::string path, std::string_view value, std::string hint) {
  return {std::move(rule), Severity::error, {}, 0, std::move(path), printable(value), std::move(hint)};
}

void set(Bits& bits, std::uint32_t i) { bits[i / 64] |= std::uint64_t{1} << i % 64; }

}  // namespace

std::string Dimension::spelled(std::string_view id) const {
  std::string text{id};
  if (dashes_) std::replace(text.begin(), text.end(), '_', '-');
  return text;
}

std::optional<Dimension::Node> Dimension::find(std::string_view id) const {
  const auto at = index_.find(spelled(id));
  return at == index_.end() ? std::nullopt : std::optional{at->second};
}

Dimension::Node Dimension::add(std::string_view id, bool actor) {
  const auto [at, added] = index_.emplace(spelled(id), static_cast<Node>(names_.size()));
  if (added) {
    names_.push_back(id);
    actor_.push_back(actor ? 1 : 0);
    vertex_.emplace_back();
  }
  return at->second;
}

Dimension::Dimension(const Graph& graph, std::string_view name, const std::set<std::string_view>& named,
                     Diagnostics& faults)
    : name_{name}, closed_{name != "bearer"}, dashes_{name == "object"} {
  std::vector<std::vector<Node>> parents;
  std::vector<std::uint8_t> exhaustive;
  add_taxonomy(graph, faults, parents, exhaustive);
  const bool empty = names_.empty();
  if (name == "territory") add_states(graph, parents);
  if (dashes_)  // technologies are objects too; those that nobody names are told apart from nothing
    for (const std::string_view code : vocab::find_codelist("technology")->codes)
      if (named.contains(code) || named.contains(spelled(code))) add(code, false);
  add_named(graph, named, faults, parents);
  parents.resize(names_.size());
  exhaustive.resize(names_.size(), 0);
  close(parents);
  for (Node node = 0; node < names_.size(); ++node) {
    if (exhaustive[node] != 0) continue;
    const VertexId v = vertex_[node];
    const bool company = v && graph.kind(v) == VertexKind::company;
    atoms_.push_back({names_[node], company ? v : VertexId{}, company ? 1U : 0U, above_[node]});
  }
  if (empty) atoms_.push_back({"", {}, 0, {}});  // whatever a dimension without nodes is about
  if (name == "bearer") add_companies(graph);
  sort_atoms();
}

void Dimension::add_taxonomy(const Graph& graph, Diagnostics& faults, std::vector<std::vector<Node>>& parents,
                             std::vector<std::uint8_t>& exhaustive) {
  const auto& all = graph.settings().taxonomies;
  const auto taxonomy = std::find_if(all.begin(), all.end(), [&](const Taxonomy& t) { return t.id == name_; });
  if (taxonomy == all.end()) return;
  if (taxonomy->closed) closed_ = *taxonomy->closed;
  const std::string path = "/taxonomies/" + name_;
  for (const NamedList& node : taxonomy->nodes) add(node.name, false);
  for (const NamedList& node : taxonomy->nodes)
    for (const std::string& parent : node.values) add(parent, false);  // listed by others only: a root
  parents.resize(names_.size());
  exhaustive.resize(names_.size(), 0);
  std::vector<std::uint8_t> has_child(names_.size(), 0);
  for (const NamedList& node : taxonomy->nodes)
    for (const std::string& parent : node.values) {
      parents[*find(node.name)].push_back(*find(parent));
      has_child[*find(parent)] = 1;
    }
  for (const std::string& id : taxonomy->exhaustive) {
    const auto node = find(id);
    if (!node) {
      faults.add(fault("unknown-node", path + "/exhaustive", id, "a node of this taxonomy"));
    } else if (has_child[*node] == 0) {
      faults.add(fault("exhaustive-leaf", path + "/exhaustive", id,
                       "a node with children: they are said to be all there is under it"));
    } else {
      exhaustive[*node] = 1;
    }
  }
  for (const std::vector<std::string>& group : taxonomy->disjoint)
    for (std::size_t i = 0; i < group.size(); ++i) {
      const auto a = find(group[i]);
      if (!a) faults.add(fault("unknown-node", path + "/disjoint", group[i], "a node of this taxonomy"));
      for (std::size_t k = i + 1; k < group.size() && a; ++k)
        if (const auto b = find(group[k]); b && *b != *a) {
          disjoint_.emplace(*a, *b);
          disjoint_.emplace(*b, *a);
        }
    }
}

/// States that the taxonomy does not list, under the unions they are members of.
void Dimension::add_states(const Graph& graph, std::vector<std::vector<Node>>& parents) {
  const auto listed = static_cast<Node>(names_.size());
  for (const VertexId v : graph.vertices<State>()) add(graph.key(v), false);
  parents.resize(names_.size());
  for (const VertexId v : graph.vertices<State>()) {
    const State* fields = graph.fields<State>(v);
    if (fields == nullptr) continue;
    for (const Member& member : fields->members) {
      const auto node = find(member.id);
      if (node && *node >= listed && member.id != graph.key(v)) parents[*node].push_back(*find(graph.key(v)));
    }
  }
}

void Dimension::add_named(const Graph& graph, const std::set<std::string_view>& named, Diagnostics& faults,
                          std::vector<std::vector<Node>>& parents) {
  const std::optional<Node> public_body = find("public-body");
  for (const std::string_view id : named) {
    if (find(id)) continue;
    const std::optional<VertexId> found = name_ == "bearer" ? graph.find(id) : std::nullopt;
    if (!found || !dutygraph::is_actor(graph.kind(*found))) {
      faults.add(fault("unknown-scope", "/provisions", id,
                       "a node of the taxonomy `" + name_ + "`" + (name_ == "bearer" ? " or an actor" : "")));
      continue;
    }
    const Node node = add(graph.key(*found), true);
    vertex_[node] = graph.canonical(*found);
    parents.resize(names_.size());
    if (graph.kind(*found) == VertexKind::agency && public_body) parents[node].push_back(*public_body);
    if (const Company* company = graph.fields<Company>(*found))
      for (const std::string& kind : company->kinds)
        if (const auto at = find(kind); at && actor_[*at] == 0) parents[node].push_back(*at);
  }
}

void Dimension::close(const std::vector<std::vector<Node>>& parents) {
  above_.assign(names_.size(), {});
  std::vector<std::uint8_t> done(names_.size(), 0);
  for (Node start = 0; start < names_.size(); ++start) {  // parents first, without recursion
    std::vector<std::pair<Node, std::size_t>> way{{start, 0}};
    while (!way.empty()) {
      const Node node = way.back().first;
      if (done[node] == 2 || way.back().second == parents[node].size()) {
        if (done[node] != 2) {
          std::set<Node> all{node};
          for (const Node parent : parents[node]) all.insert(above_[parent].begin(), above_[parent].end());
          above_[node].assign(all.begin(), all.end());
          done[node] = 2;
        }
        way.pop_back();
        continue;
      }
      done[node] = 1;
      const Node parent = parents[node][way.back().second++];
      if (done[parent] == 0) way.emplace_back(parent, 0);
    }
  }
  has_disjoint_.assign(names_.size(), 0);
  for (const auto& [a, b] : disjoint_) has_disjoint_[a] = 1;
}

void Dimension::add_companies(const Graph& graph) {
  std::map<std::tuple<std::vector<Node>, VertexId, std::vector<std::string>>, std::size_t> classes;
  for (const VertexId v : graph.vertices<Company>()) {
    if (graph.canonical(v) != v) continue;
    if (const auto node = find(graph.key(v)); node && actor_[*node] != 0) continue;  // an atom of its own
    std::vector<Node> above;
    std::vector<std::string> operates;
    if (const Company* company = graph.fields<Company>(v)) {
      if (company->facts.assertion == Assertion::negative) continue;
      for (const std::string& kind : company->kinds)
        if (const auto at = find(kind); at && actor_[*at] == 0)
          for (const Node node : above_[*at]) insert(above, node);
      operates = company->operates;
      std::sort(operates.begin(), operates.end());
    }
    const auto [at, added] = classes.try_emplace(std::tuple{above, graph.home(v), std::move(operates)}, atoms_.size());
    if (added) {
      atoms_.push_back({graph.key(v), v, 1, std::move(above)});
    } else {
      Atom& atom = atoms_[at->second];
      ++atom.count;
      if (graph.key(v) < atom.id) {
        atom.id = graph.key(v);
        atom.company = v;
      }
    }
  }
}

void Dimension::sort_atoms() {
  std::sort(atoms_.begin(), atoms_.end(), [](const Atom& a, const Atom& b) {
    return std::tuple{a.id, static_cast<bool>(a.company)} < std::tuple{b.id, static_cast<bool>(b.company)};
  });
  below_.assign(names_.size(), {});
  companies_.assign(words(), 0);
  for (std::uint32_t i = 0; i < atoms_.size(); ++i) {
    for (const Node node : atoms_[i].above) below_[node].push_back(i);
    if (atoms_[i].company) set(companies_, i);
  }
}

bool Dimension::is_below(Node node, Node other) const noexcept {
  return std::binary_search(above_[node].begin(), above_[node].end(), other);
}

bool Dimension::are_disjoint(Node a, Node b) const noexcept {
  if (disjoint_.empty()) return false;
  for (const Node x : above_[a]) {
    if (has_disjoint_[x] == 0) continue;
    for (const Node y : above_[b])
      if (disjoint_.contains({x, y})) return true;
  }
  return false;
}

// --- scopes
// -----------------------------------------------------------------------------------------------------------

ScopeTable::Id ScopeTable::add(const std::optional<Scope>& scope) {
  Entry entry;
  if (scope) {
    for (const std::string& id : scope->in)
      if (const auto node = dimension_.find(id)) insert(entry.in, *node);
    for (const std::string& id : scope->ex)
      if (const auto node = dimension_.find(id)) insert(entry.ex, *node);
  }
  const auto [at, added] = index_.try_emplace({entry.in, entry.ex}, static_cast<Id>(scopes_.size()));
  if (!added) return at->second;
  entry.all = entry.in.empty();
  entry.bits.assign(dimension_.words(), 0);
  if (entry.all)
    for (std::uint32_t i = 0; i < dimension_.atoms().size(); ++i) set(entry.bits, i);
  for (const Dimension::Node node : entry.in)
    for (const std::uint32_t atom : dimension_.atoms_below(node)) set(entry.bits, atom);
  for (const Dimension::Node node : entry.ex)
    for (const std::uint32_t atom : dimension_.atoms_below(node))
      entry.bits[atom / 64] &= ~(std::uint64_t{1} << atom % 64);
  scopes_.push_back(std::move(entry));
  return at->second;
}

void ScopeTable::close() {
  constexpr std::size_t most = 4096;  // 16 MB
  if (scopes_.size() > most) return;
  std::vector<std::uint8_t> matrix(scopes_.size() * scopes_.size());
  for (Id a = 0; a < scopes_.size(); ++a)
    for (Id b = a; b < scopes_.size(); ++b) {
      ScopePair pair = compare(a, b);
      matrix[std::size_t{a} * scopes_.size() + b] = pack(pair);
      std::swap(pair.inside, pair.contains);
      matrix[std::size_t{b} * scopes_.size() + a] = pack(pair);
    }
  matrix_ = std::move(matrix);
}

ScopePair ScopeTable::compare(Id first, Id second) const noexcept {
  const Entry& a = scopes_[first];
  const Entry& b = scopes_[second];
  const Bits& companies = dimension_.companies();
  std::uint64_t common = 0, others = 0, only_a = 0, only_b = 0;
  for (std::size_t i = 0; i < a.bits.size(); ++i) {
    common |= a.bits[i] & b.bits[i];
    others |= a.bits[i] & b.bits[i] & ~companies[i];
    only_a |= a.bits[i] & ~b.bits[i];
    only_b |= b.bits[i] & ~a.bits[i];
  }
  ScopePair pair{.inside = only_a == 0, .contains = only_b == 0};
  if (others != 0) {
    pair.meet = pair.without_companies = Meet::definite;
  } else {
    pair.without_companies = !dimension_.is_closed() && may_meet(a, b) ? Meet::possible : Meet::none;
    pair.meet = common != 0 ? Meet::definite : pair.without_companies;
  }
  return pair;
}

/// Whether something that nobody listed may lie in both: some pair of nodes of which neither lies under the other,
/// that are not declared disjoint and of which no exclusion takes one.
bool ScopeTable::may_meet(const Entry& a, const Entry& b) const noexcept {
  if (a.all || b.all) return false;
  const auto excluded = [&](Dimension::Node node, const std::vector<Dimension::Node>& ex) {
    return std::any_of(ex.begin(), ex.end(), [&](Dimension::Node x) { return dimension_.is_below(node, x); });
  };
  for (const Dimension::Node x : a.in) {
    if (excluded(x, b.ex) || excluded(x, a.ex)) continue;
    for (const Dimension::Node y : b.in) {
      if (excluded(y, a.ex) || excluded(y, b.ex)) continue;
      if (dimension_.is_below(x, y) || dimension_.is_below(y, x)) continue;
      if (dimension_.is_actor(x) && dimension_.is_actor(y)) continue;
      if (!dimension_.are_disjoint(x, y)) return true;
    }
  }
  return false;
}

std::optional<std::uint32_t> ScopeTable::witness(Id a, Id b) const noexcept {
  const Bits& x = scopes_[a].bits;
  const Bits& y = scopes_[b].bits;
  for (std::size_t i = 0; i < x.size(); ++i)
    if (const std::uint64_t common = x[i] & y[i]; common != 0)
      return static_cast<std::uint32_t>(i * 64) + static_cast<std::uint32_t>(std::countr_zero(common));
  return std::nullopt;
}

std::uint8_t ScopeTable::pack(const ScopePair& pair) noexcept {
  return static_cast<std::uint8_t>(static_cast<unsigned>(pair.meet) |
                                   static_cast<unsigned>(pair.without_companies) << 2 |
                                   static_cast<unsigned>(pair.inside) << 4 | static_cast<unsigned>(pair.contains) << 5);
}

ScopePair ScopeTable::unpack(std::uint8_t byte) noexcept {
  return {static_cast<Meet>(byte & 3), static_cast<Meet>(byte >> 2 & 3), (byte & 16) != 0, (byte & 32) != 0};
}

}  // namespace dutygraph::detail
