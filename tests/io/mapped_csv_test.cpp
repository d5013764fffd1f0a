// SPDX-License-Identifier: BSL-1.0
#include <algorithm>
#include <sstream>
#include <string>
#include <vector>

#include <dutygraph/error.hpp>
#include <dutygraph/io/read.hpp>
#include <dutygraph/io/schema.hpp>
#include <dutygraph/io/write.hpp>

#include "io/cell_values.hpp"
#include "io/deal_world.hpp"
#include "support/catch.hpp"

namespace dg = dutygraph;
using dg::io::detail::cell_value;
using dg::io::detail::CellFormats;
using dg::io::detail::FieldKind;

namespace {

using deal_test::World;

World read_table(const std::string& map, const std::string& table, dg::io::ReadOptions options = {}) {
  dg::io::Reader reader{std::move(options)};
  reader.read_mapped_text(table, "t.csv", map, "m.json");
  dg::io::Reading reading = reader.finish();
  return {{std::move(reading.graph), std::move(reading.report), std::move(reading.quarantine)}};
}

/// What is said of a refused map or table; empty if it is not refused.
std::vector<dg::Diagnostic> refusals(const std::string& map, const std::string& table = "a,b,c\n1,2,3\n",
                                     dg::io::Strictness strictness = dg::io::Strictness::automatic) {
  try {
    (void)read_table(map, table, {.strictness = strictness});
  } catch (const dg::InvalidData& error) {
    return {error.diagnostics().begin(), error.diagnostics().end()};
  }
  return {};
}

std::string records(const std::string& list) { return R"({"map":1,"records":[)" + list + "]}"; }

std::string record(const std::string& section, const std::string& fields) {
  return records(R"({"section":")" + section + R"(","record":)" + fields + "}");
}

/// "rule path value" of a cell that cannot be read, else the JSON.
std::string cell(const std::string& text, FieldKind kind, const CellFormats& formats = {}) {
  try {
    return cell_value(text, kind, formats);
  } catch (const dg::io::detail::CellProblem& problem) {
    return std::string{problem.rule};
  }
}

std::ptrdiff_t holdings(const dg::Graph& graph) {
  const auto all = graph.edges();
  return std::count_if(all.begin(), all.end(), [&](dg::EdgeId e) { return graph.kind(e) == dg::EdgeKind::holds; });
}

std::ptrdiff_t states(const dg::Graph& graph) {
  const auto all = graph.vertices();
  return std::count_if(all.begin(), all.end(), [&](dg::VertexId v) { return graph.kind(v) == dg::VertexKind::state; });
}

std::string native(const dg::Graph& graph) {
  std::ostringstream out;
  dg::io::write_native(graph, out);
  return out.str();
}

}  // namespace

TEST_CASE("rows with a map give the world of the document that says the same", "[io]") {
  const World table = read_table(
      R"({"map":1,"separator":";","numbers":{"decimal":",","group":"."},"dates":["DD.MM.YYYY"],"empty":["n/a"],"records":[
        {"section":"sources","once":true,"record":{"id":"src","title":"A list"}},
        {"section":"states","once":true,"record":{"id":"XR","sources":"src"}},
        {"section":"companies","once":true,
         "record":{"id":"c{No}","name":"{Name}","home":"XR","sources":"src","identifiers":[{"scheme":"X","id":"{No}"}]}},
        {"section":"holdings","record":{"id":"h{Row}","holder":"XR","company":"c{No}","from":"{Since}","sources":"src",
         "interests":[{"type":"votes","share":"{Share}"}]}},
        {"section":"engagements","when":{"Kind":"loan"},"record":{"id":"e{Row}","channel":"n06","sources":["src"],
         "amount":"{Sum}","currency":"EUR","roles.0.party":"XR","roles.0.role":"provider",
         "roles":[{},{"party":"c{No}","role":"beneficiary"}]}}]})",
      "\xEF\xBB\xBFRow;No;Name;Share;Since;Kind;Sum\r\n"
      "1;7;\"A; \"\"B\"\"\nC\";12,5;01.02.2020;loan;1.234.567,5\r\n"
      "2;7;\"A; \"\"B\"\"\nC\";25-50;n/a;;\r\n");
  dg::io::Reader reader;
  reader.read_text(R"({"dutygraph":1,"sources":[{"id":"src","title":"A list"}],"states":[{"id":"XR","sources":"src"}],
    "companies":[{"id":"c7","name":"A; \"B\"\nC","home":"XR","sources":"src","identifiers":[{"scheme":"X","id":"7"}]}],
    "holdings":[
      {"id":"h1","holder":"XR","company":"c7","from":"2020-02-01","sources":"src","interests":[{"type":"votes","share":"12.5"}]},
      {"id":"h2","holder":"XR","company":"c7","sources":"src","interests":[{"type":"votes","share":{"min":25,"max":50}}]}],
    "engagements":[{"id":"e1","channel":"n06","sources":["src"],"amount":1234567.5,"currency":"EUR",
      "roles":[{"party":"XR","role":"provider"},{"party":"c7","role":"beneficiary"}]}]})",
                   "t.csv");
  // The document rests on a source of its own name and digest; take that out of both.
  const auto without_file = [](std::string text) {
    const std::size_t at = text.find("sha256:");
    return at == std::string::npos ? text : text.erase(at, 71);
  };
  CHECK(without_file(native(table.graph)) == without_file(native(reader.finish().graph)));
  CHECK(table.count("unused-column") == 0);
  CHECK(table.quarantine.empty());
}

TEST_CASE("the map is an input of the world", "[io]") {
  const World w = read_table(record("states", R"({"id":"{a}"})"), "a\nXR\n");
  std::vector<std::string> names;
  for (const auto& input : w.graph.inputs()) names.push_back(input.name + " " + input.digest.substr(0, 7));
  std::sort(names.begin(), names.end());
  CHECK(names == std::vector<std::string>{"m.json sha256:", "t.csv sha256:"});
}

TEST_CASE("numbers of cells", "[io]") {
  const CellFormats german{.decimal = ",", .group = "."};
  CHECK(cell("1.234.567,50", FieldKind::number, german) == "1234567.50");
  CHECK(cell("1234567,5", FieldKind::number, german) == "1234567.5");
  CHECK(cell("-0012", FieldKind::number, german) == "-12");
  CHECK(cell("0", FieldKind::number, german) == "0");
  CHECK(cell("1.5", FieldKind::number, german) == "invalid-number");  // a group of one digit is a decimal point
  CHECK(cell("1234.567", FieldKind::number, german) == "invalid-number");
  CHECK(cell("1.234.56", FieldKind::number, german) == "invalid-number");
  CHECK(cell("1,234", FieldKind::number) == "invalid-number");
  CHECK(cell("1.5e9", FieldKind::number) == "1.5e9");
  CHECK(cell("1\xC2\xA0"
             "234\xE2\x80\xAF"
             "567",
             FieldKind::number, {.group = " "}) == "1234567");
  for (const char* text : {"", "EUR 5", "5-", "--5", "NaN", "0x5", "5.", ".5", "1 234", "5%"})
    CHECK(cell(text, FieldKind::number) == "invalid-number");
}

TEST_CASE("shares of cells", "[io]") {
  CHECK(cell("51", FieldKind::share) == "\"51\"");
  CHECK(cell("51.25 %", FieldKind::share) == "\"51.25\"");
  CHECK(cell("0,333", FieldKind::share, {.decimal = ",", .fraction = true}) == "\"33.3\"");
  CHECK(cell("1", FieldKind::share, {.fraction = true}) == "\"100\"");
  CHECK(cell("51 %", FieldKind::share, {.fraction = true}) == "invalid-share");
  CHECK(cell("25-50", FieldKind::share, {.fraction = true}) == "invalid-share");
  CHECK(cell("more than 50", FieldKind::share) == R"({"min":"50","max":"100","exclusive_min":true})");
  CHECK(cell("33,3", FieldKind::share) == "invalid-share");  // the map says that a comma is none
  CHECK(cell("25,5-50", FieldKind::share) == "invalid-share");
  CHECK(cell("25,5-50", FieldKind::share, {.decimal = ","}) == R"({"min":"25.5","max":"50"})");
  CHECK(cell("some", FieldKind::share) == "invalid-share");
}

TEST_CASE("dates of cells", "[io]") {
  const CellFormats day_first{.dates = {"DD.MM.YYYY", "YYYY"}};
  CHECK(cell("03.02.2024", FieldKind::date, day_first) == "\"2024-02-03\"");
  CHECK(cell("2024", FieldKind::date, day_first) == "\"2024\"");
  CHECK(cell("3.2.2024", FieldKind::date, day_first) == "invalid-date");
  CHECK(cell("3.2.2024", FieldKind::date, {.dates = {"D.M.YYYY"}}) == "\"2024-02-03\"");
  CHECK(cell("31.02.2024", FieldKind::date, day_first) == "invalid-date");
  CHECK(cell("03.02.2024 ", FieldKind::date, day_first) == "invalid-date");
  CHECK(cell("2024-02-03T10:00Z", FieldKind::date, {.dates = {"YYYY-MM-DD*"}}) == "\"2024-02-03\"");
  CHECK(cell("02/2024", FieldKind::date, {.dates = {"MM/YYYY"}}) == "\"2024-02\"");
  const CellFormats either{.dates = {"DD/MM/YYYY", "MM/DD/YYYY"}};
  CHECK(cell("03/02/2024", FieldKind::date, either) == "ambiguous-date");
  CHECK(cell("02/02/2024", FieldKind::date, either) == "\"2024-02-02\"");
  CHECK(cell("13/02/2024", FieldKind::date, either) == "\"2024-02-13\"");
  CHECK(cell("unknown", FieldKind::date, either) == "\"unknown\"");
  for (const char* format : {"YYYY", "YYYY-MM", "D.M.YYYY", "YYYYMMDD", "YYYY-MM-DD*"})
    CHECK(dg::io::detail::is_date_format(format));
  for (const char* format : {"", "YY", "DD.YYYY", "MM", "YYYY-MM-MM", "YYYY*MM", "DD MON YYYY", "YYYY1"})
    CHECK_FALSE(dg::io::detail::is_date_format(format));
}

TEST_CASE("values, lists and cells that say nothing", "[io]") {
  const std::string map = R"({"map":1,"empty":["-"],"records":[{"section":"companies","record":{"id":"{id}","kinds":
    {"column":"kinds","split":"/","values":{"S":"soe","F":"swf"}},
    "name":{"column":"name","values":{"?":"nobody"},"others":"keep"},
    "operates":{"column":"where","values":{"R":"XR"},"others":"leave_out"}}}]})";
  const World w = read_table(map, "id,kinds,name,where\nc1, S / F ,A,R\nc2,-,?,Q\nc3,X,A,R\n");
  const auto company = [&](std::string_view id) { return w.graph.record<dg::Company>(w.graph.at<dg::Company>(id)); };
  CHECK(company("c1").kinds == std::vector<std::string>{"soe", "swf"});
  CHECK(company("c1").operates == std::vector<std::string>{"XR"});
  CHECK(company("c2").kinds.empty());
  CHECK(company("c2").name == "nobody");
  CHECK(company("c2").operates.empty());
  CHECK(w.complaint("left-out-value").value == "1");
  CHECK(w.complaint("left-out-value").path == "/operates");
  REQUIRE(w.quarantine.size() == 1);  // "X" has no meaning
  CHECK(w.quarantine[0].rule == "unmapped-value");
  CHECK(w.quarantine[0].text == "c3,X,A,R");
  CHECK(w.complaint("unmapped-value").path == "/kinds");
  CHECK(w.complaint("unmapped-value").hint.find("F, S") != std::string::npos);
}

TEST_CASE("items without what they need are left out, others keep what is known", "[io]") {
  const std::string map = records(
      R"({"section":"engagements","record":{"id":"{id}","channel":"n06","roles":[{"party":"{a}","role":"provider"},
          {"party":"{b}","role":"beneficiary"},{"party":"{c}","role":"intermediary"}]}},
         {"section":"holdings","record":{"id":"h{id}","holder":"{a}","company":"{c}","interests":[{"type":"votes","share":"{s}"}]}})");
  const World w = read_table(map, "id,a,b,c,s\n1,A,,C,\n2,A,B,C,5\n");
  CHECK(w.roles("1") == "A as provider, C as intermediary");
  CHECK(w.roles("2") == "A as provider, B as beneficiary, C as intermediary");
  CHECK(holdings(w.graph) == 2);  // one of them without a share: it is unknown, and the holding is still one
}

TEST_CASE("a complaint about a later item names the right column", "[io]") {
  // The first item is left out, so what is wrong stands first in the record and second in the map.
  const std::string map =
      record("companies", R"({"id":"{id}","size":[{"year":"{y1}","staff":"{s1}"},{"year":"{y2}","staff":"{s2}"}],
             "identifiers":[{"scheme":"{k1}","id":"{n1}"},{"scheme":"K","id":"{n2}"}],"confidence":"{q}"})");
  const World w = read_table(map, "id,y1,s1,y2,s2,k1,n1,n2,q\nc1,,,2020.5,3,,,5,\nc2,2020,1,2021,2,K,1,2,7\n");
  REQUIRE(w.count("invalid-number") == 2);
  CHECK(w.complaint("invalid-number").path == "/y2");
  CHECK(w.complaint("invalid-number").line == 2);
  REQUIRE(w.quarantine.size() == 2);
  CHECK(w.quarantine[1].hint.find("companies, confidence") != std::string::npos);
}

TEST_CASE("rows are left out by rules only, and that is counted", "[io]") {
  const std::string map =
      R"({"map":1,"skip":[{"when":{"k":["old","gone"]},"unless":{"id":"s9"},"because":"history"},{"when":{"id":""}}],
          "records":[{"section":"states","when":{"k":"s"},"record":{"id":"{id}"}}]})";
  const World w = read_table(map, "id,k,more,x\ns1,s,,\ns2,old,,\ns3,gone,,\n,s,,\ns4,z,,\ns9,old,,\n");
  CHECK(states(w.graph) == 1);
  REQUIRE(w.count("skipped-rows") == 2);
  CHECK(w.complaint("no-record").value == "2");
  CHECK(w.complaint("no-record").line == 6);
  std::vector<std::string> said;
  for (const dg::Diagnostic& d : w.report)
    if (d.rule == "skipped-rows") said.push_back(d.value + d.hint.substr(d.hint.find("out") + 3));
  std::sort(said.begin(), said.end());
  CHECK(said == std::vector<std::string>{"1", "2: history"});
  REQUIRE(w.count("unused-column") == 1);
  CHECK(w.complaint("unused-column").severity == dg::Severity::note);
  CHECK(w.complaint("unused-column").hint.find("more, x") != std::string::npos);
}

TEST_CASE("rows that say two things under one id", "[io]") {
  const std::string map = records(
      R"({"section":"companies","once":true,"record":{"id":"{id}","name":"{n}"}},
         {"section":"holdings","record":{"id":"h{row}","holder":"S","company":"{id}","interests":[{"type":"votes"}]}})");
  const std::string table = "row,id,n\n1,c,A\n2,c,A\n3,c,B\n";
  const World w = read_table(map, table);
  REQUIRE(w.quarantine.size() == 1);
  CHECK(w.quarantine[0].rule == "conflicting-record");
  CHECK(w.quarantine[0].line == 4);
  CHECK(w.quarantine[0].hint.find("t.csv:2") != std::string::npos);
  CHECK(holdings(w.graph) == 3);  // the holding of that row is sound
  const auto refused = refusals(map, table, dg::io::Strictness::strict);
  REQUIRE(refused.size() == 1);
  CHECK(refused[0].rule == "conflicting-record");
  // Without `once` the same id is an error of the rows.
  CHECK(refusals(record("companies", R"({"id":"{id}"})"), table, dg::io::Strictness::strict).at(0).rule ==
        "duplicate-id");
}

TEST_CASE("bad rows: place, value and expectation; strictly all of them", "[io]") {
  const std::string map = record("engagements", R"({"id":"{id}","channel":"n06","amount":"{sum}","signed":"{day}"})");
  const std::string table = "id,sum,day\nA,1x,2020-13\nB,2\n\"C\nc\",3,2020-13\nD,4,2020\nE,\"5\"x,\nF,\xFF,\n";
  const World w = read_table(map, table);
  CHECK(w.deals() == std::vector<std::string>{"D"});
  REQUIRE(w.quarantine.size() == 5);
  const auto refused = refusals(map, table, dg::io::Strictness::strict);
  std::vector<std::string> said;
  for (const dg::Diagnostic& d : refused)
    said.push_back(std::to_string(d.line) + " " + d.rule + " " + d.path + " " + d.value);
  CHECK(said == std::vector<std::string>{"2 invalid-number /sum 1x", "3 ragged-row  2", "4 invalid-date /day 2020-13",
                                         "7 malformed-csv  ", "8 invalid-utf8  "});
  CHECK(refused[0].hint.find("engagements, amount") != std::string::npos);
}

TEST_CASE("a wrong map is refused with all that is wrong", "[io]") {
  const auto first = [&](const std::string& map) {
    const auto list = refusals(map);
    return list.empty() ? std::string{} : list.front().rule + " " + list.front().path;
  };
  CHECK(first(record("states", R"({"id":"{a}"})")).empty());
  CHECK(first("{") == "malformed-json ");
  CHECK(first("[]") == "wrong-type ");
  CHECK(first(R"({"records":[]})") == "missing-field /map");
  CHECK(first(R"({"map":2,"records":[]})") == "unknown-version /map");
  CHECK(first(R"({"map":1})") == "missing-field /records");
  CHECK(first(R"({"map":1,"records":[]})") == "missing-field /records");
  CHECK(first(R"({"map":1,"record":[],"records":[{"section":"states","record":{"id":"{a}"}}]})") ==
        "unknown-field /record");
  CHECK(first(record("stats", R"({"id":"{a}"})")) == "unknown-section /records/0/section");
  CHECK(first(record("states", R"({"id":"{a}","nam":"{b}"})")) == "unknown-field /records/0/record/nam");
  CHECK(first(record("holdings", R"({"interests":[{"shares":"{a}"}]})")) ==
        "unknown-field /records/0/record/interests/0/shares");
  CHECK(first(record("holdings", R"({"interests.x.share":"{a}"})")) ==
        "unknown-field /records/0/record/interests.x.share");
  CHECK(first(record("states", R"({"id":"{a"})")) == "invalid-value /records/0/record/id");
  CHECK(first(record("states", R"({"id":"a}"})")) == "invalid-value /records/0/record/id");
  CHECK(first(record("states", R"({"id":"{}"})")) == "invalid-value /records/0/record/id");
  CHECK(first(record("states", R"({"id":null})")) == "wrong-type /records/0/record/id");
  CHECK(first(record("states", R"({"id":{"column":"a","split":","}})")) == "invalid-value /records/0/record/id/split");
  CHECK(first(record("states", R"({"id":{"column":"a","dates":"YY"}})")) == "invalid-value /records/0/record/id/dates");
  CHECK(first(record("states", R"({"id":{"column":"a","others":"keep"}})")) ==
        "missing-field /records/0/record/id/others");
  CHECK(first(record("states", R"({"id":{"template":"a"}})")) == "invalid-value /records/0/record/id/template");
  CHECK(first(record("holdings", R"({"interests":"{a}","interests.0.type":"votes"})")) == "duplicate-key /records/0");
  CHECK(first(record("implementations", R"({"covers":["{a}"],"covers.x":"{b}"})")) == "duplicate-key /records/0");
  CHECK(first(R"({"map":1,"records":[{"section":"states","once":true,"record":{"name":"{a}"}}]})") ==
        "missing-field /records/0");
  CHECK(first(R"({"map":1,"separator":"ab","records":[{"section":"states","record":{"id":"{a}"}}]})") ==
        "invalid-value /separator");
  CHECK(
      first(
          R"({"map":1,"numbers":{"decimal":",","group":","},"records":[{"section":"states","record":{"id":"{a}"}}]})") ==
      "invalid-value /numbers");
  CHECK(first(R"({"map":1,"skip":[{}],"records":[{"section":"states","record":{"id":"{a}"}}]})") ==
        "missing-field /skip/0");
  CHECK(
      refusals(
          R"({"map":1,"shares":"half","records":[{"section":"stats","record":{}},{"section":"states","record":{"x":1}}]})")
          .size() == 3);
}

TEST_CASE("columns that the table does not have", "[io]") {
  const auto list = refusals(record("states", R"({"id":"{a}","name":"{Nmae}"})"), "a,Name,Home\n1,2,3\n");
  REQUIRE(list.size() == 1);
  CHECK(list[0].rule == "unknown-column");
  CHECK(list[0].file == "m.json");
  CHECK(list[0].path == "/records/0/record/name");
  CHECK(list[0].value == "Nmae");
  CHECK(list[0].hint.find("did you mean \"Name\"?") != std::string::npos);
  CHECK(list[0].hint.find("a, Name, Home") != std::string::npos);
  CHECK(refusals(record("states", R"({"id":"{a}"})"), "a,a\n1,2\n").at(0).rule == "duplicate-column");
  CHECK(refusals(record("states", R"({"id":"{b}"})"), "a,a,b\n1,2,XR\n").empty());
  CHECK(refusals(record("states", R"({"id":"{a}"})"), "").at(0).rule == "empty-file");
}

TEST_CASE("a table without a row of names, and other signs between cells", "[io]") {
  const std::string map = R"({"map":1,"separator":"\t","columns":["id","{x}"],
    "records":[{"section":"states","record":{"id":"{id}","note":"a {{brace}}","name":{"column":"{x}"}}}]})";
  const World w = read_table(map, "XR\tRuritania, the\nXG\tGraustark\n");
  CHECK(states(w.graph) == 2);
  CHECK(w.graph.name(w.vertex("XR")) == "Ruritania, the");
  CHECK(native(w.graph).find("a {brace}") != std::string::npos);
}

TEST_CASE("a map for a file that is no table is reported", "[io]") {
  const World w = read_table(record("states", R"({"id":"{a}"})"), R"({"dutygraph":1,"states":[{"id":"XR"}]})");
  CHECK(w.count("unused-map") == 1);
  CHECK(states(w.graph) == 1);
}

TEST_CASE("every column of every template is a field that a map may name", "[io]") {
  for (const std::string_view section : dg::io::record_sections()) {
    const std::string header = dg::io::csv_template(section);
    std::istringstream in{header.substr(0, header.size() - 1)};
    for (std::string column; std::getline(in, column, ',');) {
      std::string dotted = column;
      std::replace(dotted.begin(), dotted.end(), '/', '.');
      INFO(section << " " << column);
      const std::string map = record(std::string{section}, "{\"" + dotted + "\":\"{a}\"}");
      for (const dg::Diagnostic& d : refusals(map, "a\n\n")) CHECK(d.to_string().empty());
    }
  }
}
