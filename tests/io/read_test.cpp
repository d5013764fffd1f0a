// SPDX-License-Identifier: BSL-1.0
#include <dutygraph/io/read.hpp>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <dutygraph/error.hpp>

#include "io/detect.hpp"
#include "support/catch.hpp"

namespace dg = dutygraph;
namespace fs = std::filesystem;
using dg::io::Format;
using dg::io::Reader;
using dg::io::ReadOptions;
using dg::io::Strictness;
using dg::io::detail::Content;
using dg::io::detail::detect_content;

namespace {

/// A file that is gone after the test.
class TemporaryFile {
 public:
  TemporaryFile(const std::string& name, std::string_view text)
      : path_{fs::temp_directory_path() / ("dutygraph-read-test-" + name)} {
    std::ofstream{path_, std::ios::binary} << text;
  }
  ~TemporaryFile() { fs::remove(path_); }
  TemporaryFile(const TemporaryFile&) = delete;
  TemporaryFile& operator=(const TemporaryFile&) = delete;
  [[nodiscard]] std::string path() const { return path_.string(); }

 private:
  fs::path path_;
};

std::string rule_of(std::string_view text, Format format = Format::automatic) {
  Reader reader;
  try {
    reader.read_text(text, "x", format);
    static_cast<void>(reader.finish());
  } catch (const dg::InvalidData& error) {
    return error.diagnostics()[0].rule;
  }
  return {};
}

constexpr std::string_view statement =
    R"({"statementId":"0123456789012345678901234567890a","declarationSubject":"e1","recordId":"e1","recordType":"entity",)"
    R"("statementDate":"2024-01-01","recordDetails":{"entityType":{"type":"registeredEntity"},"name":"A"}})";

}  // namespace

TEST_CASE("formats have names", "[io]") {
  for (const Format format : dg::io::formats()) REQUIRE(dg::io::parse_format(dg::io::to_string(format)) == format);
  REQUIRE_FALSE(dg::io::parse_format("xml"));
}

TEST_CASE("a file is what its first bytes say", "[io]") {
  REQUIRE(detect_content("") == Content::empty);
  REQUIRE(detect_content(" \r\n\t") == Content::empty);
  REQUIRE(detect_content(R"({"dutygraph":1})") == Content::native_document);
  REQUIRE(detect_content("{\"dutygraph\":1}\n") == Content::native_document);
  REQUIRE(detect_content(R"({"dutygraph":1} x)") == Content::native_document);
  REQUIRE(detect_content("{\"dutygraph\":1}\n\n{\"section\"") == Content::native_lines);
  REQUIRE(detect_content("{\"dutygraph\":1}\nx") == Content::native_lines);
  REQUIRE(detect_content("{\n\"dutygraph\":1}\n{}") == Content::native_document);
  REQUIRE(detect_content(R"({"companies":[{"id":"c)") == Content::native_document);
  REQUIRE(detect_content(R"({"x":{"dutygraph":1},"agencies":[]})") == Content::native_document);
  REQUIRE(detect_content("{\"section\":\"states\",\"id\":\"NO\"}\n{") == Content::native_lines);
  REQUIRE(detect_content(statement) == Content::bods);
  REQUIRE(detect_content("[" + std::string{statement} + "]") == Content::bods);
  REQUIRE(detect_content(R"([{"statementType":"entityStatement")") == Content::bods);
  REQUIRE(detect_content("[ ]") == Content::bods);
  REQUIRE(detect_content(R"({"x":{"dutygraph":1}})") == Content::other);
  REQUIRE(detect_content(R"({"x":"dutygraph","y":"\"states\":"})") == Content::other);
  REQUIRE(detect_content("[1]") == Content::other);
  REQUIRE(detect_content("\x7F"
                         "ELF") == Content::other);
  REQUIRE(detect_content("a,b\n1,2\n") == Content::other);
  REQUIRE(detect_content("{\"a") == Content::other);
}

TEST_CASE("what is none of our formats is refused with what was expected", "[io]") {
  REQUIRE(rule_of("") == "empty-file");
  REQUIRE(rule_of("\n\n") == "empty-file");
  for (const std::string_view text : {"\x7F"
                                      "ELF\x02\x01",
                                      "<html>", "id,name\n1,2\n", "{\"a\":1}", "[1]", "\"x\""}) {
    INFO(text);
    REQUIRE(rule_of(text) == "unknown-format");
  }
  REQUIRE(rule_of("[1]", Format::native) == "wrong-type");
  REQUIRE(rule_of("{}", Format::native) == "missing-field");
  REQUIRE(rule_of("<html>", Format::native) == "malformed-json");
  REQUIRE(rule_of(R"({"dutygraph":1} x)") == "malformed-json");
}

TEST_CASE("files are read from disk, with or without byte order mark", "[io]") {
  const TemporaryFile plain{"plain.duty.json", "\xEF\xBB\xBF{\"dutygraph\":1,\"states\":[{\"id\":\"NO\"}]}"};
  const TemporaryFile rows{"rows.duty.jsonl",
                           "\xEF\xBB\xBF{\"dutygraph\":1}\r\n{\"section\":\"states\",\"id\":\"SE\"}\r\n"};
  const dg::Graph graph = dg::io::read({plain.path(), rows.path()}).graph;
  REQUIRE(graph.vertices<dg::State>().size() == 2);
  REQUIRE(graph.inputs().size() == 2);
  REQUIRE(graph.inputs()[0].name == "dutygraph-read-test-plain.duty.json");
  REQUIRE(graph.inputs()[1].digest.size() == 71);
}

TEST_CASE("what cannot be opened is unreadable", "[io]") {
  REQUIRE_THROWS_AS(dg::io::read({"/nonexistent/x.duty.json"}), dg::Unreadable);
  REQUIRE_THROWS_AS(dg::io::read({fs::temp_directory_path().string()}), dg::Unreadable);
}

TEST_CASE("references resolve across files", "[io]") {
  Reader reader;
  reader.read_text(R"({"dutygraph":1,"holdings":[{"holder":"a","company":"c","interests":[{"type":"votes"}]}]})", "1");
  reader.read_text(R"({"dutygraph":1,"agencies":[{"id":"a","state":"NO"}],"companies":[{"id":"c"}]})", "2");
  const dg::io::Reading reading = reader.finish();
  REQUIRE(reading.graph.vertices<dg::State>().size() == 1);
  bool noted = false;
  for (const dg::Diagnostic& d : reading.report)
    noted = noted || (d.rule == "implicit-record" && d.value == "NO" && d.file == "2");
  REQUIRE(noted);
}

TEST_CASE("a reference that leads nowhere is an error of the strict file that makes it", "[io]") {
  const std::string_view text =
      "{\"dutygraph\":1,\"companies\":[{\"id\":\"c\"}],\"holdings\":[\n"
      "{\"id\":\"h\",\"holder\":\"a\",\"company\":\"c\",\"interests\":[{\"type\":\"votes\"}]},\n"
      "{\"id\":\"i\",\"holder\":\"c\",\"company\":\"c\",\"sources\":[\"s\"],\"interests\":[{\"type\":\"votes\"}]}]}";
  Reader strict;
  strict.read_text(text, "x.duty.json");
  try {
    static_cast<void>(strict.finish());
    FAIL("no error");
  } catch (const dg::InvalidData& error) {
    std::vector<const dg::Diagnostic*> errors;
    for (const dg::Diagnostic& d : error.diagnostics())
      if (d.severity == dg::Severity::error) errors.push_back(&d);
    REQUIRE(errors.size() == 2);
    REQUIRE(errors[0]->rule == "dangling-reference");
    REQUIRE(errors[0]->line == 2);
    REQUIRE(errors[0]->value == "a");
    REQUIRE(errors[1]->line == 3);
    REQUIRE(errors[1]->value == "s");
  }
  Reader lenient{{.strictness = Strictness::lenient}};
  lenient.read_text(text, "x.duty.json");
  REQUIRE(lenient.finish().report.count(dg::Severity::warning) == 2);
}

TEST_CASE("same_as that leads nowhere is told with its place", "[io]") {
  Reader reader;
  reader.read_text("{\"dutygraph\":1,\"companies\":[{\"id\":\"c\"}],\n\"same_as\":[{\"ids\":[\"c\",\"d\"]}]}",
                   "x.duty.json");
  try {
    static_cast<void>(reader.finish());
    FAIL("no error");
  } catch (const dg::InvalidData& error) {
    const dg::Diagnostic& d = *std::find_if(error.diagnostics().begin(), error.diagnostics().end(),
                                            [](const auto& x) { return x.severity == dg::Severity::error; });
    REQUIRE(d.rule == "dangling-reference");
    REQUIRE(d.file == "x.duty.json");
    REQUIRE(d.line == 2);
    REQUIRE(d.path == "/same_as/0/ids/1");
  }
}

TEST_CASE("a world with a refused file is no world", "[io]") {
  Reader reader;
  reader.read_text(R"({"dutygraph":1,"states":[{"id":"NO"}]})", "good");
  REQUIRE_THROWS_AS(reader.read_text(R"({"dutygraph":1,"stats":[]})", "bad"), dg::InvalidData);
  REQUIRE_THROWS_AS(reader.finish(), dg::InvalidData);
  REQUIRE_THROWS_AS(reader.finish(), dg::UsageError);
  REQUIRE_THROWS_AS(reader.read_text("{}", "late"), dg::UsageError);
}

TEST_CASE("documents must agree on their day", "[io]") {
  Reader reader;
  reader.read_text(R"({"dutygraph":1,"as_of":"2024-01-01"})", "a");
  REQUIRE_THROWS_AS(reader.read_text(R"({"dutygraph":1,"as_of":"2025-01-01"})", "b"), dg::UsageError);
}

TEST_CASE("registers are read leniently and native files strictly, in one world", "[io]") {
  Reader reader;
  reader.read_text("[" + std::string{statement} + R"(,{"statementId":"x"}])", "register.json");
  reader.read_text(R"({"dutygraph":1,"states":[{"id":"NO"}],
    "holdings":[{"holder":"NO","company":"e1","interests":[{"type":"votes","share":60}]}]})",
                   "world.duty.json");
  const dg::io::Reading reading = reader.finish();
  REQUIRE(reading.graph.num_edges() >= 1);
  REQUIRE(reading.quarantine.size() == 1);
  REQUIRE(reading.graph.inputs().size() == 2);
}

TEST_CASE("a reader can be moved, and stopped", "[io]") {
  std::stop_source source;
  Reader reader{{.stop = source.get_token()}};
  reader.read_text(R"({"dutygraph":1,"states":[{"id":"NO"}]})", "a");
  Reader other{std::move(reader)};
  REQUIRE(other.finish().graph.num_vertices() == 1);
  source.request_stop();
  Reader stopped{{.stop = source.get_token()}};
  std::string text = "{\"dutygraph\":1}\n";
  for (int i = 0; i < 100'000; ++i) text += "{\"section\":\"states\",\"id\":\"S" + std::to_string(i) + "\"}\n";
  REQUIRE_THROWS_AS(stopped.read_text(text, "b"), dg::Cancelled);
}
