// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include <dutygraph/diagnostics.hpp>
#include <dutygraph/graph/graph.hpp>
#include <dutygraph/model/provision.hpp>

namespace dutygraph::detail {

/// Three values of an overlap, in order.
enum class Meet : std::uint8_t { none, possible, definite };

/// A set of atoms.
using Bits = std::vector<std::uint64_t>;

/// One dimension of scopes: its nodes, the actors that scopes name, and the atoms of which extensions consist.
///
/// An atom is a node without its listed children, or a company or other actor. Companies that nothing tells apart
/// (kinds, home, places) share one atom. Atoms are in the order of ids, so the lowest bit of a set is its least.
class Dimension {
 public:
  struct Atom {
    std::string_view id;
    VertexId company{};                  ///< the first of the companies it stands for; null: no company
    std::uint32_t count = 0;             ///< how many companies it stands for
    std::vector<std::uint32_t> above{};  ///< nodes it lies under
  };
  /// One end of a pair that open dimensions compare: a node or actor of a scope.
  using Node = std::uint32_t;

  /// \param named  ids that scopes of this dimension use
  /// \param faults gets what is named and recorded nowhere, and nodes that contradict themselves
  Dimension(const Graph& graph, std::string_view name, const std::set<std::string_view>& named, Diagnostics& faults);

  [[nodiscard]] bool is_closed() const noexcept { return closed_; }
  /// Looks an id up; `_` and `-` are equal in the object dimension.
  [[nodiscard]] std::optional<Node> find(std::string_view id) const;
  [[nodiscard]] const std::vector<Atom>& atoms() const noexcept { return atoms_; }
  [[nodiscard]] std::size_t words() const noexcept { return (atoms_.size() + 63) / 64; }
  [[nodiscard]] const std::vector<std::uint32_t>& atoms_below(Node node) const noexcept { return below_[node]; }
  [[nodiscard]] std::string_view name(Node node) const noexcept { return names_[node]; }
  [[nodiscard]] bool is_below(Node node, Node other) const noexcept;
  [[nodiscard]] bool are_disjoint(Node a, Node b) const noexcept;
  [[nodiscard]] bool is_actor(Node node) const noexcept { return actor_[node] != 0; }
  /// Atoms that are companies.
  [[nodiscard]] const Bits& companies() const noexcept { return companies_; }
  [[nodiscard]] std::string_view name() const noexcept { return name_; }

 private:
  Node add(std::string_view id, bool actor);
  void add_taxonomy(const Graph& graph, Diagnostics& faults, std::vector<std::vector<Node>>& parents,
                    std::vector<std::uint8_t>& exhaustive);
  void add_states(const Graph& graph, std::vector<std::vector<Node>>& parents);
  void add_named(const Graph& graph, const std::set<std::string_view>& named, Diagnostics& faults,
                 std::vector<std::vector<Node>>& parents);
  void close(const std::vector<std::vector<Node>>& parents);
  void add_companies(const Graph& graph);
  void sort_atoms();
  [[nodiscard]] std::string spelled(std::string_view id) const;

  std::string name_;
  bool closed_ = true;
  bool dashes_ = false;
  std::unordered_map<std::string, Node> index_;
  std::vector<std::string_view> names_;
  std::vector<std::uint8_t> actor_;
  std::vector<VertexId> vertex_;
  std::vector<std::vector<Node>> above_;  ///< by node: itself and all above, ascending
  std::set<std::pair<Node, Node>> disjoint_;
  std::vector<std::uint8_t> has_disjoint_;
  std::vector<Atom> atoms_;
  std::vector<std::vector<std::uint32_t>> below_;
  Bits companies_;
};

/// How two scopes lie to each other.
struct ScopePair {
  Meet meet = Meet::none;
  Meet without_companies = Meet::none;  ///< if companies did not count
  bool inside = false;                  ///< the first in the second
  bool contains = false;                ///< the second in the first
};

/// The distinct scopes of one dimension, and how each two of them lie.
class ScopeTable {
 public:
  using Id = std::uint32_t;
  explicit ScopeTable(const Dimension& dimension) : dimension_{dimension} {}
  /// \pre all nodes of the scope are known to the dimension, or were complained of
  Id add(const std::optional<Scope>& scope);
  Id add(const std::vector<std::string>& in) { return add(std::optional{Scope{in, {}}}); }
  /// Compares all pairs once, if there are not too many. Call after the last add().
  void close();

  [[nodiscard]] std::size_t size() const noexcept { return scopes_.size(); }
  [[nodiscard]] const Dimension& dimension() const noexcept { return dimension_; }
  [[nodiscard]] const Bits& extension(Id id) const noexcept { return scopes_[id].bits; }
  [[nodiscard]] ScopePair pair(Id a, Id b) const noexcept {
    return matrix_.empty() ? compare(a, b) : unpack(matrix_[std::size_t{a} * scopes_.size() + b]);
  }
  [[nodiscard]] Meet meet(Id a, Id b) const noexcept {
    if (matrix_.empty()) return compare(a, b).meet;
    return static_cast<Meet>(matrix_[std::size_t{a} * scopes_.size() + b] & 3);
  }
  /// The least common atom; nothing if there is none.
  [[nodiscard]] std::optional<std::uint32_t> witness(Id a, Id b) const noexcept;
  [[nodiscard]] ScopePair compare(Id a, Id b) const noexcept;

 private:
  struct Entry {
    std::vector<Dimension::Node> in, ex;
    bool all = false;  ///< no `in`: everything
    Bits bits;
  };
  static std::uint8_t pack(const ScopePair& pair) noexcept;
  static ScopePair unpack(std::uint8_t byte) noexcept;
  [[nodiscard]] bool may_meet(const Entry& a, const Entry& b) const noexcept;

  const Dimension& dimension_;
  std::vector<Entry> scopes_;
  std::map<std::pair<std::vector<Dimension::Node>, std::vector<Dimension::Node>>, Id> index_;
  std::vector<std::uint8_t> matrix_;
};

}  // namespace dutygraph::detail
