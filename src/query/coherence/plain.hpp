// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "query/coherence/norms.hpp"

namespace dutygraph::detail {

using Names = std::set<std::string>;

/// A dimension as sets of names, computed anew for every question: what verify() and why_not() reason with.
class PlainDimension {
 public:
  PlainDimension(const Graph& graph, std::string_view name);
  [[nodiscard]] bool is_closed() const noexcept { return closed_; }
  [[nodiscard]] std::string spelled(std::string_view id) const;
  /// \p node and all above it.
  [[nodiscard]] Names up(const std::string& node) const;
  /// One step up.
  [[nodiscard]] const Names& parents(const std::string& node) const;
  /// The atoms of a scope.
  [[nodiscard]] Names extension(const std::optional<Scope>& scope) const;
  [[nodiscard]] Meet meet(const std::optional<Scope>& a, const std::optional<Scope>& b, bool companies = true) const;
  [[nodiscard]] bool is_company(const std::string& atom) const { return companies_.contains(atom); }
  /// Whether \p atom lies in a scope.
  [[nodiscard]] bool holds(const std::string& atom, const std::optional<Scope>& scope) const;

 private:
  std::string name_;
  bool closed_ = true;
  std::map<std::string, Names> parents_;
  Names exhaustive_, companies_, actors_;
  std::vector<Names> disjoint_;
};

/// One provision with what follows from its instrument.
struct Clause {
  VertexId vertex{};
  const Provision* fields = nullptr;
  std::optional<Modality> modality{};  ///< after the binding downgrade; nothing: no effect
  bool binding = false;
  VertexId agency{}, state{};
  Spans spans{};
  std::vector<Reach> reach{};
};

/// Reads clauses and compares two of them, set by set.
class PlainWorld {
 public:
  explicit PlainWorld(const Graph& graph);
  [[nodiscard]] Clause clause(VertexId v) const;
  [[nodiscard]] const Records& records() const noexcept { return records_; }
  [[nodiscard]] const Graph& graph() const noexcept { return records_.graph(); }
  [[nodiscard]] bool conditions_meet(const std::vector<const Clause*>& clauses) const;
  [[nodiscard]] Meet reach_meets(const Clause& a, const Clause& b) const;
  /// Whether a company may stand in the common context of two clauses.
  [[nodiscard]] bool fits(const std::string& company, const Clause& a, const Clause& b) const;
  [[nodiscard]] Meet bearers_meet(const Clause& a, const Clause& b) const;
  /// Whether the first is inside the second in every dimension and in conditions.
  [[nodiscard]] bool is_inside(const Clause& a, const Clause& b) const;
  /// 1 or 2: which clause of law prevails by one rule, with the facts that say so; 0: neither.
  [[nodiscard]] int prevails(PriorityRule rule, const Clause& a, const Clause& b, bool across_issuers,
                             std::string* fact = nullptr) const;
  [[nodiscard]] Meet caught(const Clause& duty, const std::string& conduct) const;

  PlainDimension bearer, conduct, object, territory;

 private:
  [[nodiscard]] bool is_higher(const Clause& a, const Clause& b) const;
  Records records_;
};

}  // namespace dutygraph::detail
