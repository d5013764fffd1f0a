// SPDX-License-Identifier: BSL-1.0
#pragma once

/// \file
/// Worlds made from BODS files or texts, for the tests of the reader.

#include <algorithm>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <dutygraph/graph/builder.hpp>
#include <dutygraph/io/read.hpp>

#include "io/bods.hpp"
#include "io/input.hpp"
#include "io/read_world.hpp"
#include "io/report.hpp"

namespace bods_test {

namespace dg = dutygraph;
namespace detail = dutygraph::io::detail;

struct World : dg::tests::ReadWorld {
  /// The edges of one holding, in the order of its interests.
  [[nodiscard]] std::vector<dg::EdgeId> holding(std::string_view key) const {
    std::vector<dg::EdgeId> edges;
    for (const dg::EdgeId e : graph.edges())
      if (graph.kind(e) == dg::EdgeKind::holds && graph.holding_key(e) == key) edges.push_back(e);
    return edges;
  }
  /// The only interest of a holding.
  [[nodiscard]] dg::Interest interest(std::string_view key) const {
    const std::vector<dg::EdgeId> edges = holding(key);
    return edges.size() == 1 ? graph.interest(edges.front()) : dg::Interest{.code = "not one interest"};
  }
  /// The share of the only interest of a holding as text; "-" if none was given.
  [[nodiscard]] std::string share(std::string_view key) const {
    const dg::Interest only = interest(key);
    return only.share ? only.share->to_string() : "-";
  }
  /// "holder -> company" of a holding.
  [[nodiscard]] std::string ends(std::string_view key) const {
    const std::vector<dg::EdgeId> edges = holding(key);
    if (edges.empty()) return {};
    return std::string{graph.key(graph.source(edges.front()))} + " -> " +
           std::string{graph.key(graph.target(edges.front()))};
  }
  /// The groups that a member belongs to directly, in alphabetical order.
  [[nodiscard]] std::vector<std::string> groups(std::string_view member) const {
    std::vector<std::string> keys;
    for (const dg::EdgeId e : graph.out_edges(vertex(member), dg::EdgeKind::part_of))
      keys.emplace_back(graph.key(graph.target(e)));
    std::sort(keys.begin(), keys.end());
    return keys;
  }
  /// The kind of an organisation: "person", "unknown"; "" for other actors.
  [[nodiscard]] std::string type(std::string_view id) const {
    const dg::Organisation* fields = graph.fields<dg::Organisation>(vertex(id));
    return fields != nullptr ? fields->type : std::string{};
  }
};

/// Named texts that are read one after the other, as files would be.
using Texts = std::vector<std::pair<std::string, std::string>>;

inline World finish(detail::BodsReader& reader, detail::Report& report, dg::GraphBuilder builder = {}) {
  reader.finish(builder);
  World world;
  dg::Diagnostics problems;
  world.graph = std::move(builder).freeze(problems);
  world.report = report.take();
  world.report.append(std::move(problems));
  world.quarantine = report.take_quarantine();
  return world;
}

inline World read(const Texts& texts, const dg::io::ReadOptions& options = {}, dg::GraphBuilder builder = {}) {
  detail::Report report;
  detail::BodsReader reader{report, options};
  for (const auto& [name, text] : texts) {
    detail::Input input{text, name, options};
    reader.read(input, detail::looks_like_json_lines(input.peek()));
  }
  return finish(reader, report, std::move(builder));
}

inline World read_text(std::string text, const dg::io::ReadOptions& options = {}) {
  return read(Texts{{"text", std::move(text)}}, options);
}

inline std::string data_file(std::string_view name) {
  return DUTYGRAPH_SOURCE_DIR "/tests/data/bods/" + std::string{name};
}

inline World read_files(const std::vector<std::string>& paths, const dg::io::ReadOptions& options = {},
                        dg::GraphBuilder builder = {}) {
  detail::Report report;
  detail::BodsReader reader{report, options};
  for (const std::string& path : paths) {
    detail::Input input{path, options};
    reader.read(input, detail::looks_like_json_lines(input.peek()));
  }
  return finish(reader, report, std::move(builder));
}

/// Reads files of tests/data/bods.
inline World read_data(std::initializer_list<std::string_view> names, const dg::io::ReadOptions& options = {}) {
  std::vector<std::string> paths;
  for (const std::string_view name : names) paths.push_back(data_file(name));
  return read_files(paths, options);
}

}  // namespace bods_test
