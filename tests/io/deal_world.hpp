// SPDX-License-Identifier: BSL-1.0
#pragma once

/// \file
/// Worlds made from texts of procurement, aid and export-credit files, for the tests of their readers.

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <dutygraph/graph/graph.hpp>
#include <dutygraph/io/read.hpp>

#include "io/read_world.hpp"

namespace deal_test {

namespace dg = dutygraph;

struct World : dg::tests::ReadWorld {
  /// The deal with that id; an empty one if there is none.
  [[nodiscard]] dg::Engagement deal(std::string_view id) const {
    for (const dg::VertexIdOf<dg::Engagement> v : graph.vertices<dg::Engagement>())
      if (graph.key(v) == id) return graph.record(v);
    return {.id = "no such deal"};
  }
  [[nodiscard]] std::vector<std::string> deals() const {
    std::vector<std::string> keys;
    for (const dg::VertexIdOf<dg::Engagement> v : graph.vertices<dg::Engagement>()) keys.emplace_back(graph.key(v));
    std::sort(keys.begin(), keys.end());
    return keys;
  }
  /// "PARTY as ROLE, ..." of a deal, in order.
  [[nodiscard]] std::string roles(std::string_view id) const {
    std::string text;
    for (const dg::Role& role : deal(id).roles) text += (text.empty() ? "" : ", ") + role.party + " as " + role.role;
    return text;
  }
  /// The groups that a member belongs to directly, in alphabetical order.
  [[nodiscard]] std::vector<std::string> groups(std::string_view member) const {
    std::vector<std::string> keys;
    for (const dg::EdgeId e : graph.out_edges(vertex(member), dg::EdgeKind::part_of))
      keys.emplace_back(graph.key(graph.target(e)));
    std::sort(keys.begin(), keys.end());
    return keys;
  }
};

/// Reads texts as if they were files named "a", "b", ...
inline World read(const std::vector<std::string>& texts, dg::io::ReadOptions options = {},
                  dg::io::Format format = dg::io::Format::automatic) {
  dg::io::Reader reader{std::move(options)};
  char name = 'a';
  for (const std::string& text : texts) reader.read_text(text, std::string(1, name++), format);
  dg::io::Reading reading = reader.finish();
  return {{std::move(reading.graph), std::move(reading.report), std::move(reading.quarantine)}};
}

}  // namespace deal_test
