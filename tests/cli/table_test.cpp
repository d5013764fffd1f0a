// SPDX-License-Identifier: BSL-1.0
// The commands of examples/data/table/README.md, and tables with maps on the command line.
#include <filesystem>
#include <string>

#include "program.hpp"
#include "support/catch.hpp"

namespace dutygraph {
namespace {

using Catch::Matchers::ContainsSubstring;
using tests::Folder;
using tests::Run;

const std::string folder = DUTYGRAPH_SOURCE_DIR "/examples/data/table/";

TEST_CASE("a table with its map answers like any other file", "[cli]") {
  std::filesystem::current_path(folder);
  const std::string page = tests::read_file(folder + "README.md");
  CHECK_THAT(page, ContainsSubstring("    dutygraph control --as-of 2024-01-01 --map participations.map.json "
                                     "participations.csv\n"));
  CHECK_THAT(page, ContainsSubstring("    dutygraph lint --map participations.map.json participations.csv\n"));
  const Run control =
      tests::run({"control", "--as-of", "2024-01-01", "--map", "participations.map.json", "participations.csv"});
  CHECK(control.code == 0);
  tests::check_golden("table-control.txt", control.out);
  CHECK_THAT(control.err, ContainsSubstring("1 row was set aside"));
  const Run lint = tests::run({"lint", "--map", "participations.map.json", "participations.csv"});
  CHECK(lint.code == 0);
  tests::check_golden("table-lint.txt", lint.out);
}

TEST_CASE("rows of a table that were set aside are kept as they were", "[cli]") {
  const Folder out;
  const Run run = tests::run({"info", "--quarantine", out / "q.csv", "--map", folder + "participations.map.json",
                              folder + "participations.csv"});
  CHECK(run.code == 0);
  const std::string kept = tests::read_file(out / "q.csv");
  CHECK_THAT(kept, ContainsSubstring("invalid-share"));
  CHECK_THAT(kept, ContainsSubstring("005;Tarlenheim Water;Treasury;1O0;01.01.1990;active;"));
  const Run strict = tests::run({"convert", "--strict", "-o", out / "w.json", "--map",
                                 folder + "participations.map.json", folder + "participations.csv"});
  CHECK(strict.code == 2);
  CHECK_THAT(strict.err, ContainsSubstring("participations.csv:8: error: "));
  CHECK_THAT(strict.err, ContainsSubstring("/Share: 1O0"));
  CHECK(out.names() == std::vector<std::string>{"q.csv"});
}

TEST_CASE("each map is for the tables after it", "[cli]") {
  const Folder in;
  const auto map = [&](const std::string& name, const std::string& section, const std::string& column) {
    return in.write(name, R"({"map":1,"records":[{"section":")" + section + R"(","record":{"id":"{)" + column +
                              R"(}","sources":"s"}}]})");
  };
  const std::string states = map("s.map.json", "states", "code"), companies = map("c.map.json", "companies", "number");
  const std::string document = in.write("d.json", R"({"dutygraph":1,"sources":[{"id":"s"}]})");
  const Run run =
      tests::run({"convert", "--to", "jsonl", document, "--map", states, in.write("s.csv", "code\nXR\n"), "--from",
                  "csv", "--map", companies, in.write("c.csv", "number\nc1\n"), in.write("d.csv", "number\nc2\n")});
  CHECK(run.code == 0);
  CHECK_THAT(run.out, ContainsSubstring(R"({"section":"states","id":"XR")"));
  CHECK_THAT(run.out, ContainsSubstring(R"({"section":"companies","id":"c2")"));
  CHECK_THAT(run.err, !ContainsSubstring("warning"));

  const Run late = tests::run({"info", document, "--map", states});
  CHECK(late.code == 3);
  CHECK_THAT(late.err, ContainsSubstring("none follows"));
  const Run missing = tests::run({"info", "--map", in / "none.json", in / "s.csv"});
  CHECK(missing.code == 2);
  CHECK_THAT(missing.err, ContainsSubstring("none.json"));
  const Run wrong = tests::run({"info", "--map", companies, in / "s.csv"});
  CHECK(wrong.code == 2);
  CHECK_THAT(wrong.err, ContainsSubstring("c.map.json:1: error: a column of"));
  const Run without = tests::run({"info", in / "s.csv"});
  CHECK(without.code == 2);
  CHECK_THAT(without.err, ContainsSubstring("--map FILE"));
}

TEST_CASE("a result from a table is verified with its map", "[cli]") {
  const Folder out;
  const std::string map = folder + "participations.map.json", table = folder + "participations.csv";
  REQUIRE(
      tests::run({"control", "--as-of", "2024-01-01", "--format", "json", "-o", out / "r.json", "--map", map, table})
          .code == 0);
  CHECK(tests::run({"verify", out / "r.json", "--map", map, table}).code == 0);
  const std::string other = out.write("participations.map.json", tests::read_file(map) + " ");
  CHECK(tests::run({"verify", out / "r.json", "--map", other, table}).code == 1);
}

}  // namespace
}  // namespace dutygraph
