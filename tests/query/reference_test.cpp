// SPDX-License-Identifier: BSL-1.0
//
// control() against the reference in tests/reference, which is written in another language, from the
// specification alone, and as simply as can be.
#include <simdjson.h>

#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <memory>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include <dutygraph/io/read.hpp>
#include <dutygraph/query/control.hpp>

#include "support/catch.hpp"

namespace dg = dutygraph;

namespace {

std::string in_quotes(std::string_view text) { return '"' + std::string{text} + '"'; }

/// A row as the reference writes it, keys in one order.
std::string text_of(const dg::Graph& graph, const dg::ControlRow& row, bool alone) {
  std::string text =
      "{\"state\":" + in_quotes(graph.key(row.state)) + ",\"company\":" + in_quotes(graph.key(row.company));
  text += ",\"verdict\":" + in_quotes(to_string(row.verdict));
  text += ",\"low\":" + in_quotes(row.low.value.to_string()) + ",\"high\":" + in_quotes(row.high.value.to_string());
  if (row.verdict != dg::Verdict::excluded) text += ",\"round\":" + std::to_string(row.round);
  if (row.blocking) text += ",\"blocking\"";
  if (row.inconsistent) text += ",\"inconsistent\"";
  text += ",\"assumptions\":[";
  for (const std::string& name : row.assumptions.names()) text += in_quotes(name) + ",";
  text += "]";
  if (!alone && row.joint_with) text += ",\"joint\":" + in_quotes(graph.key(row.joint_with));
  return text + "}";
}

std::string text_of(simdjson::dom::element row, bool alone) {
  const auto get = [&](const char* key) { return std::string{row[key].get_string().value()}; };
  std::string text = "{\"state\":" + in_quotes(get("state")) + ",\"company\":" + in_quotes(get("company"));
  text += ",\"verdict\":" + in_quotes(get("verdict"));
  text += ",\"low\":" + in_quotes(row["votes"]["low"].get_string().value()) +
          ",\"high\":" + in_quotes(row["votes"]["high"].get_string().value());
  if (get("verdict") != "excluded") text += ",\"round\":" + std::to_string(row["round"].get_int64().value());
  bool flag = false;
  if (row["blocking"].get(flag) == simdjson::SUCCESS && flag) text += ",\"blocking\"";
  if (row["inconsistent"].get(flag) == simdjson::SUCCESS && flag) text += ",\"inconsistent\"";
  text += ",\"assumptions\":[";
  for (const auto name : row["assumptions"].get_array()) text += in_quotes(name.get_string().value()) + ",";
  text += "]";
  simdjson::dom::array joint;
  if (!alone && row["joint"].get(joint) == simdjson::SUCCESS)
    text += ",\"joint\":" + in_quotes(joint.at(1).get_string().value());
  return text + "}";
}

/// The differences between what the library and the reference say of one world; empty if none.
std::string compare(std::string_view line) {
  simdjson::dom::parser parser;
  const simdjson::padded_string padded{line};
  const simdjson::dom::element world = parser.parse(padded);
  // The document goes in as it was written, not as a parser saw it.
  simdjson::ondemand::parser raw_parser;
  auto raw = raw_parser.iterate(padded);
  simdjson::ondemand::object document = raw["document"].get_object();
  const std::string_view text = document.raw_json();
  dg::io::Reader reader;
  reader.read_text(text, "world.duty.json", dg::io::Format::native);
  const dg::Graph graph = reader.finish().graph;

  dg::ControlOptions options;
  options.as_of = dg::Date::parse(world["as_of"].get_string().value());
  simdjson::dom::object profile;
  if (world["profile"].get(profile) == simdjson::SUCCESS) {
    options.profile = dg::parse_profile(simdjson::minify(profile));
  } else {
    options.profile = *dg::find_profile(world["profile"].get_string().value());
  }
  std::ostringstream differences;
  const auto check = [&](const char* key, bool joint) {
    simdjson::dom::array expected_rows;
    if (world[key].get(expected_rows) != simdjson::SUCCESS) return;
    options.joint = joint;
    options.excluded = !joint;
    std::set<std::string> expected, got;
    for (const auto row : expected_rows) expected.insert(text_of(row, !joint));
    for (const dg::ControlRow& row : control(graph, options)) got.insert(text_of(graph, row, !joint));
    for (const std::string& row : expected)
      if (!got.contains(row)) differences << "  reference: " << row << '\n';
    for (const std::string& row : got)
      if (!expected.contains(row)) differences << "  library:   " << row << '\n';
  };
  check("rows", false);
  check("joint_rows", true);
  const std::string found = differences.str();
  return found.empty() ? found : std::string{text} + "\n  profile " + to_json(options.profile) + "\n" + found;
}

}  // namespace

TEST_CASE("control answers every worked case of the specification", "[query]") {
  std::ifstream file{std::string{DUTYGRAPH_SOURCE_DIR} + "/tests/reference/worked_cases.jsonl"};
  std::set<std::int64_t> seen;
  for (std::string line; std::getline(file, line);) {
    simdjson::dom::parser parser;
    const std::int64_t number = parser.parse(line)["case"];
    seen.insert(number);
    INFO("case " << number);
    CHECK(compare(line) == "");
  }
  CHECK(seen.size() == 28);
}

TEST_CASE("control agrees with the reference on random worlds", "[query]") {
  const char* count = std::getenv("DUTYGRAPH_WORLDS");
  const char* seed = std::getenv("DUTYGRAPH_SEED");
  const std::string command = "python3 " + std::string{DUTYGRAPH_SOURCE_DIR} +
                              "/tests/reference/random_worlds.py --seed " + (seed != nullptr ? seed : "1") +
                              " --count " + (count != nullptr ? count : "4000") + " --profile all";
  const auto close = [](std::FILE* pipe) { pclose(pipe); };
  const std::unique_ptr<std::FILE, decltype(close)> pipe{popen(command.c_str(), "r"), close};
  REQUIRE(pipe != nullptr);
  std::string line;
  std::size_t worlds = 0, wrong = 0;
  for (int c = std::fgetc(pipe.get()); c != EOF; c = std::fgetc(pipe.get())) {
    if (c != '\n') {
      line += static_cast<char>(c);
      continue;
    }
    ++worlds;
    const std::string difference = compare(line);
    if (!difference.empty() && ++wrong <= 3) UNSCOPED_INFO(difference);
    line.clear();
  }
  CHECK(wrong == 0);
  CHECK(worlds >= 1000);
}
