// SPDX-License-Identifier: BSL-1.0
#pragma once

/// \file
/// Vocabularies of a world, and the settings of its document.

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <dutygraph/date.hpp>
#include <dutygraph/model/holding.hpp>
#include <dutygraph/model/instrument.hpp>

namespace dutygraph {

/// One dimension of scopes: a directed acyclic graph of nodes.
struct Taxonomy {
  std::string id;                         ///< bearer, conduct, object, territory, right
  std::vector<NamedList> nodes{};         ///< node: its parents
  std::optional<bool> closed{};           ///< absent: closed, except `bearer`
  std::vector<std::string> exhaustive{};  ///< nodes whose listed children are all there are
  std::vector<std::vector<std::string>> disjoint{};
  friend bool operator==(const Taxonomy&, const Taxonomy&) = default;
};

/// What a document says beside its records.
struct Settings {
  std::vector<Taxonomy> taxonomies{};  ///< by id
  std::vector<SameAs> same_as{};
  std::vector<std::vector<std::string>> order_edges{};  ///< [higher, lower]
  std::vector<std::vector<std::string>> exclusive_flags{};
  std::vector<std::vector<std::string>> incompatible_conducts{};
  std::vector<std::vector<std::string>> incompatible_gates{};
  std::vector<NamedList> codelists{};                           ///< codes that the user adds
  std::vector<std::pair<std::string, std::string>> profiles{};  ///< name and JSON text of control profiles
  std::optional<Date> as_of{};                                  ///< default day of queries
  std::optional<std::int64_t> max_coordination_hops{};
};

}  // namespace dutygraph
