// SPDX-License-Identifier: BSL-1.0
#pragma once

/// \file
/// Small worlds for tests of checks: a check, a subject, what the answer is, and the records.

#include <algorithm>
#include <string>
#include <vector>

#include <dutygraph/io/read.hpp>
#include <dutygraph/query/check.hpp>

#include "support/catch.hpp"

namespace dutygraph::tests {

/// One expectation. The world has the States S, T and U beside \p records, and is asked about S on 2024-06-01.
struct CheckCase {
  const char* check;
  const char* subject;  ///< empty: the check has no row
  const char* result;
  const char* records;   ///< sections of a native document, without the braces around them
  const char* why = "";  ///< what the reasons, or what is missing, must contain
};

inline Graph check_world(const std::string& records, const std::string& day = "2024-06-01") {
  io::Reader reader;
  std::string text = R"({"dutygraph": 1, "as_of": ")" + day + R"(")";
  if (records.find("\"states\"") == std::string::npos) text += R"(, "states": {"S": {}, "T": {}, "U": {}})";
  text += (records.empty() ? "" : ", " + records) + "}";
  reader.read_text(text, "world.duty.json", io::Format::native);
  return reader.finish().graph;
}

inline std::string told(const CheckRow& row) {
  std::string text;
  for (const CheckReason& reason : row.because) text += reason.text + "\n";
  for (const CheckGap& gap : row.missing) text += gap.what + " < " + gap.who + "\n";
  return text;
}

inline void expect(const CheckCase& wanted) {
  INFO(wanted.check << " " << wanted.subject << " " << wanted.records);
  const Graph graph = check_world(wanted.records);
  const CheckResult rows = check(graph, {.states = {*graph.find<State>("S")}, .checks = {wanted.check}});
  std::string seen;
  const CheckRow* found = nullptr;
  for (const CheckRow& row : rows) {
    seen += row.subject + ": " + std::string{to_string(row.result)} + "\n" + told(row);
    if (row.subject == wanted.subject) found = &row;
    CHECK_FALSE(row.because.empty());
    if (row.result == Outcome::unknown) CHECK_FALSE(row.missing.empty());
  }
  INFO(seen);
  if (std::string{wanted.subject}.empty()) {
    CHECK(rows.empty());
    return;
  }
  REQUIRE(found != nullptr);
  CHECK(to_string(found->result) == wanted.result);
  CHECK(told(*found).find(wanted.why) != std::string::npos);
}

inline void expect(const std::vector<CheckCase>& cases) {
  for (const CheckCase& one : cases) expect(one);
}

}  // namespace dutygraph::tests
