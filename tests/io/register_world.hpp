// SPDX-License-Identifier: BSL-1.0
#pragma once

/// \file
/// Worlds read from texts of any format, for the tests of readers of registers.

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include <dutygraph/error.hpp>
#include <dutygraph/io/read.hpp>

#include "io/read_world.hpp"

namespace register_test {

namespace dg = dutygraph;

/// A text that is read as if it were a file.
struct File {
  std::string name;
  std::string text;
  dg::io::Format format = dg::io::Format::automatic;
};

struct World : dg::tests::ReadWorld {
  [[nodiscard]] bool has(std::string_view id) const { return graph.find(id).has_value(); }
  /// "holder -> company: basis (code) share [from, to)" of each interest of a holding, one a line.
  [[nodiscard]] std::string holding(std::string_view key) const {
    std::string text;
    for (const dg::EdgeId e : graph.edges()) {
      if (graph.kind(e) != dg::EdgeKind::holds || graph.holding_key(e) != key) continue;
      const dg::Interest interest = graph.interest(e);
      text += (text.empty() ? "" : "\n") + std::string{graph.key(graph.source(e))} + " -> " +
              std::string{graph.key(graph.target(e))} + ": " + std::string{dg::vocab::to_string(interest.basis)} +
              " (" + interest.code + ") " + (interest.share ? interest.share->to_string() : std::string{"-"});
      if (!interest.unknown_reason.empty()) text += " because " + interest.unknown_reason;
      if (interest.directness != dg::Directness::direct)
        text += interest.directness == dg::Directness::indirect ? " indirect" : " directness unknown";
      if (!graph.valid(e).is_always()) text += " " + graph.valid(e).to_string();
    }
    return text;
  }
  [[nodiscard]] std::vector<std::string> groups(std::string_view member) const {
    std::vector<std::string> keys;
    for (const dg::EdgeId e : graph.out_edges(vertex(member), dg::EdgeKind::part_of))
      keys.emplace_back(graph.key(graph.target(e)));
    std::sort(keys.begin(), keys.end());
    return keys;
  }
  [[nodiscard]] std::string type(std::string_view id) const {
    const dg::Organisation* fields = graph.fields<dg::Organisation>(vertex(id));
    return fields != nullptr ? fields->type : std::string{};
  }
  [[nodiscard]] std::string home(std::string_view id) const {
    const dg::VertexId home = graph.home(vertex(id));
    return home ? std::string{graph.key(home)} : std::string{};
  }
  /// "scheme number" of each identifier.
  [[nodiscard]] std::vector<std::string> identifiers(std::string_view id) const {
    std::vector<std::string> list;
    for (std::size_t i = 0; i < graph.num_identifiers(vertex(id)); ++i) {
      const auto [scheme, number] = graph.identifier(vertex(id), i);
      list.push_back(std::string{scheme} + " " + std::string{number});
    }
    return list;
  }
  /// The id that queries use.
  [[nodiscard]] std::string canonical(std::string_view id) const {
    return std::string{graph.key(graph.canonical(vertex(id)))};
  }
  /// Whether a word occurs in any id, name, identifier or complaint.
  [[nodiscard]] bool mentions(std::string_view word) const {
    for (const dg::VertexId v : graph.vertices()) {
      if (graph.key(v).find(word) != std::string_view::npos || graph.name(v).find(word) != std::string_view::npos)
        return true;
      for (std::size_t i = 0; i < graph.num_identifiers(v); ++i)
        if (graph.identifier(v, i).second.find(word) != std::string_view::npos) return true;
    }
    for (const dg::EdgeId e : graph.edges())
      if (graph.kind(e) == dg::EdgeKind::holds && graph.holding_key(e).find(word) != std::string_view::npos)
        return true;
    return std::any_of(report.begin(), report.end(),
                       [&](const dg::Diagnostic& d) { return d.to_string().find(word) != std::string::npos; });
  }
};

inline World read(const std::vector<File>& files, const dg::io::ReadOptions& options = {}) {
  dg::io::Reader reader{options};
  for (const File& file : files) reader.read_text(file.text, file.name, file.format);
  dg::io::Reading reading = reader.finish();
  return {{std::move(reading.graph), std::move(reading.report), std::move(reading.quarantine)}};
}

inline World read_text(const std::string& text, const dg::io::ReadOptions& options = {},
                       dg::io::Format format = dg::io::Format::automatic) {
  return read({{"text", text, format}}, options);
}

/// The rule for which a text is refused; "" if it is not.
inline std::string refusal(const std::string& text, dg::io::Format format = dg::io::Format::automatic,
                           const dg::io::ReadOptions& options = {}) {
  try {
    (void)read_text(text, options, format);
  } catch (const dg::InvalidData& error) {
    return error.diagnostics().begin()->rule;
  }
  return {};
}

}  // namespace register_test
