// SPDX-License-Identifier: BSL-1.0
#pragma once

/// \file
/// What is in a world: counts, period, sources, inputs.

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <dutygraph/config.hpp>
#include <dutygraph/graph/graph.hpp>
#include <dutygraph/render/page.hpp>
#include <dutygraph/render/record.hpp>

namespace dutygraph::render {

/// Counts of a world.
struct Overview {
  struct Section {
    std::string name;  ///< "companies"
    std::size_t records = 0;
    std::size_t named_only = 0;  ///< further ones that other records name and that have no record of their own
  };
  std::vector<Section> sections{};      ///< those that are not empty, in the order of the document
  std::size_t holdings = 0;             ///< records of ownership
  std::size_t interests = 0;            ///< rights in them
  std::size_t unknown_shares = 0;       ///< interests in capital or votes whose share is not known
  std::size_t ranges = 0;               ///< interests whose share is a range
  std::size_t undated = 0;              ///< interests without any date
  std::size_t sources = 0;              ///< that something rests on
  std::optional<Date> from{}, to{};     ///< earliest and latest date of any fact
  std::optional<Date> as_of{};          ///< the documents' day
  std::vector<std::string> profiles{};  ///< control profiles of the documents
  std::vector<std::pair<std::string, std::string>> inputs{};  ///< base name and digest
  std::string digest{};                                       ///< of the whole world
};

/// Counts what is in \p graph. O(vertices + edges).
/// \param digest  of the whole world, if it is wanted: io::world_digest()
[[nodiscard]] DUTYGRAPH_EXPORT Overview overview(const Graph& graph, std::string digest = {});

/// One document.
[[nodiscard]] DUTYGRAPH_EXPORT RecordList records(const Overview& overview);

[[nodiscard]] DUTYGRAPH_EXPORT Page page(const Overview& overview);

}  // namespace dutygraph::render
