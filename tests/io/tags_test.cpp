// SPDX-License-Identifier: BSL-1.0
#include "support/catch.hpp"

#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include <dutygraph/error.hpp>

#include "io/csv.hpp"
#include "io/tags.hpp"

namespace dg = dutygraph;
using dg::io::detail::CsvProblem;
using dg::io::detail::CsvReader;
using dg::io::detail::Report;
using dg::io::detail::Tags;
using Row = std::vector<std::string>;

namespace {

std::vector<Row> rows_of(std::string_view text) {
  CsvReader reader{text};
  std::vector<Row> rows;
  Row cells;
  for (std::uint64_t line = 0; reader.next(cells, line);) rows.push_back(cells);
  return rows;
}

/// Tags from a text, by way of a file.
Tags tags_of(std::string_view text, Report& report) {
  const std::filesystem::path path = std::filesystem::temp_directory_path() / "dutygraph-tags-test.csv";
  std::ofstream{path, std::ios::binary} << text;
  struct Remove {
    const std::filesystem::path& file;
    ~Remove() { std::filesystem::remove(file); }
  } remove{path};
  return Tags{path.string(), {}, report};
}

/// The rules of what is wrong with a text of tags.
Row rules_of(std::string_view text) {
  Report report;
  try {
    tags_of(text, report);
  } catch (const dg::InvalidData& error) {
    Row rules;
    for (const dg::Diagnostic& d : error.diagnostics()) rules.push_back(std::to_string(d.line) + " " + d.rule);
    return rules;
  }
  return {};
}

}  // namespace

TEST_CASE("CsvReader reads as RFC 4180 says", "[io]") {
  CHECK(rows_of("a,b\r\nc,d\r\n") == std::vector<Row>{{"a", "b"}, {"c", "d"}});
  CHECK(rows_of("a,\"b,\"\"c\"\"\r\nd\",\n\n,\n") == std::vector<Row>{{"a", "b,\"c\"\r\nd", ""}, {"", ""}});
  CHECK(rows_of("\"\"\n") == std::vector<Row>{{""}});
  CHECK(rows_of("a") == std::vector<Row>{{"a"}});
  CHECK(rows_of("a\r") == std::vector<Row>{{"a"}});
  CHECK(rows_of("").empty());
  CHECK(rows_of("\r\n\n").empty());
  CHECK_THROWS_AS(rows_of("\"open"), CsvProblem);
  CHECK_THROWS_AS(rows_of("a\"b"), CsvProblem);
  CHECK_THROWS_AS(rows_of("\"a\"b"), CsvProblem);
  CHECK_THROWS_AS(rows_of(std::string(5000, ',')), CsvProblem);
  CHECK(rows_of(std::string(4095, ',')).front().size() == 4096);
  CHECK_THROWS_AS(rows_of(std::string((1U << 20) + 1, 'x')), CsvProblem);
}

TEST_CASE("CsvReader counts lines inside cells", "[io]") {
  CsvReader reader{"\"a\nb\"\nc\n"};
  Row cells;
  std::uint64_t line = 0;
  REQUIRE(reader.next(cells, line));
  CHECK(line == 1);
  REQUIRE(reader.next(cells, line));
  CHECK(line == 3);
}

TEST_CASE("Tags match by identifier, record and exact name", "[io]") {
  Report report;
  const Tags tags = tags_of(
      "\xEF\xBB\xBF"
      "name,state,kind,scheme,id\n"
      "Sovereign Fund,XR,fund,,\n"
      ",XR,,XR-COM,7\n"
      ",XG,ministry,,record-1\n",
      report);
  std::vector<std::uint32_t> found;
  tags.match_name("Sovereign Fund", found);
  CHECK(found == std::vector<std::uint32_t>{0});
  CHECK(tags[0].kind == Tags::Kind::fund);
  tags.match_identifier("XR-COM", "7", found);
  tags.match_identifier("XR-COM", "7", found);  // once is enough
  CHECK(found == std::vector<std::uint32_t>{0, 1});
  CHECK(tags[1].kind == Tags::Kind::as_registered);
  tags.match_record("record-1", found);
  CHECK(found == std::vector<std::uint32_t>{0, 1, 2});
  CHECK(tags[2].kind == Tags::Kind::agency);
  CHECK(tags[2].state == "XG");
  found.clear();
  tags.match_name("sovereign fund", found);
  tags.match_name("", found);
  tags.match_identifier("XR-COM", "07", found);
  tags.match_identifier("", "7", found);
  CHECK(found.empty());
}

TEST_CASE("Tags report what was used and what was not", "[io]") {
  Report report;
  Tags tags = tags_of("id,state\na,XR\nb,XR\n", report);
  tags.use(0, "a");
  tags.report_unmatched();
  const dg::Diagnostics list = report.take();
  REQUIRE(list.size() == 2);
  CHECK(list[0].rule == "tag-used");
  CHECK(list[0].line == 2);
  CHECK(list[1].rule == "tag-unmatched");
  CHECK(list[1].line == 3);
  CHECK(list[1].value == "b");
}

TEST_CASE("Tags refuse files that cannot mean what they say", "[io]") {
  CHECK(rules_of("id,state\na,XR\n").empty());
  CHECK(rules_of("").empty());
  CHECK(rules_of("id,name\n") == Row{"1 missing-column"});
  CHECK(rules_of("state\n") == Row{"1 missing-column"});
  CHECK(rules_of("id,state,colour\n") == Row{"1 unknown-column"});
  CHECK(rules_of("id,id,state\n") == Row{"1 duplicate-column"});
  CHECK(rules_of("id,state\na\nb,\n,XR\n") == Row{"2 ragged-row", "3 missing-state", "4 missing-id"});
  CHECK(rules_of("id,state,kind\na,XR,castle\n") == Row{"2 unknown-kind"});
  CHECK(rules_of("id,state\n\"a,XR\n") == Row{"2 malformed-csv"});
  CHECK(rules_of("id,state\n\xFF,XR\n") == Row{"0 invalid-utf8"});
}
