// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include <simdjson.h>

#include <dutygraph/io/read.hpp>

namespace dutygraph::tests {

/// One executable case: a document and what must be found in it, as JSON.
struct CoherenceCase {
  std::string id, document;
  std::vector<std::string> expect;  ///< JSON objects
};

inline CoherenceCase load_case(const std::filesystem::path& path) {
  simdjson::dom::parser parser;
  const simdjson::dom::element root = parser.load(path.string());
  CoherenceCase out;
  out.id = std::string{root["id"].get_string().value()};
  out.document = simdjson::minify(root["document"].value());
  for (const simdjson::dom::element one : root["expect"].get_array()) out.expect.push_back(simdjson::minify(one));
  return out;
}

/// All cases by id.
inline std::vector<CoherenceCase> load_cases() {
  std::vector<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::directory_iterator{DUTYGRAPH_SOURCE_DIR "/tests/data/coherence-cases"})
    if (entry.path().extension() == ".json") files.push_back(entry.path());
  std::sort(files.begin(), files.end());
  std::vector<CoherenceCase> cases;
  for (const auto& file : files) cases.push_back(load_case(file));
  return cases;
}

inline Graph read_world(const std::string& text) {
  io::Reader reader;
  reader.read_text(text, "world.duty.json", io::Format::native);
  return reader.finish().graph;
}

/// Whether every member of \p wanted stands in \p row with the same value.
inline bool has_all(const std::string& row, const std::string& wanted) {
  simdjson::dom::parser a, b;
  const simdjson::dom::object have = a.parse(row), want = b.parse(wanted);
  for (const auto field : want) {
    simdjson::dom::element value;
    if (have[field.key].get(value) != simdjson::SUCCESS) return false;
    if (simdjson::minify(value) != simdjson::minify(field.value)) return false;
  }
  return true;
}

}  // namespace dutygraph::tests
