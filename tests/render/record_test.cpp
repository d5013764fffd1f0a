// SPDX-License-Identifier: BSL-1.0
#include <dutygraph/render/record.hpp>

#include <sstream>
#include <string>

#include <dutygraph/render/format.hpp>

#include "support/catch.hpp"

namespace dutygraph::render {
namespace {

Record sample() {
  Record record;
  record.add("state", "XR");
  record.add("votes/low", "53.97");
  record.add("votes/low_open", true);
  record.add("votes/high", "100");
  record.add("round", std::int64_t{2});
  record.add("sources", std::vector<std::string>{"a", "b;c"});
  record.add_some("nothing", "");
  record.add_some("none", std::vector<std::string>{});
  return record;
}

RecordList list_of(Record record, std::vector<std::string_view> columns = {}, bool is_document = false) {
  return {std::move(columns), 1, [record = std::move(record)](std::size_t) { return record; }, is_document};
}

template <class Write>
std::string text_of(Write&& write) {
  std::ostringstream out;
  write(out);
  return std::move(out).str();
}

TEST_CASE("formats are read as they are written", "[render]") {
  for (const Format format : {Format::table, Format::json, Format::jsonl, Format::csv, Format::markdown})
    CHECK(parse_format(to_string(format)) == format);
  CHECK_FALSE(parse_format("markdown"));
  CHECK_FALSE(parse_format(""));
}

TEST_CASE("a record is a JSON object, with keys of a path as objects within", "[render]") {
  CHECK(to_json(sample()) ==
        R"({"state":"XR","votes":{"low":"53.97","low_open":true,"high":"100"},"round":2,"sources":["a","b;c"]})");
  CHECK(to_json(Record{}) == "{}");
  Record nested;
  nested.add("list", std::vector<Record>{sample(), Record{}});
  CHECK(to_json(nested) == "{\"list\":[" + to_json(sample()) + ",{}]}");
}

TEST_CASE("JSON escapes what a terminal would obey and what hides or turns text", "[render]") {
  Record record;
  record.add("name", "\x1b[31m\"\\\n\x7f\u0085\u200f\u202e\u2066\ufeff\u00e9\u4e2d");
  CHECK(to_json(record) ==
        "{\"name\":\"\\u001b[31m\\\"\\\\\\n\\u007f\\u0085\\u200f\\u202e\\u2066\\ufeff\u00e9\u4e2d\"}");
}

TEST_CASE("JSON has the stamp and one row a line", "[render]") {
  const Stamp stamp{.library = "dutygraph 0",
                    .query = "q",
                    .inputs = {{"a.json", "sha256:1"}},
                    .as_of = "2024-01-01",
                    .parameters = {{"profile", "majority"}},
                    .configuration = "sha256:2"};
  const std::string json = text_of([&](std::ostream& out) { write_json(list_of(sample()), stamp, out); });
  CHECK(json.starts_with("{\"stamp\": {"));
  CHECK_THAT(json, Catch::Matchers::ContainsSubstring("\"rows\": [\n" + to_json(sample()) + "\n]}\n"));
  const std::string none = text_of([&](std::ostream& out) { write_json({}, stamp, out); });
  CHECK_THAT(none, Catch::Matchers::ContainsSubstring("\"rows\": [\n]}\n"));
  CHECK(text_of([](std::ostream& out) { write_jsonl(list_of(sample()), out); }) == to_json(sample()) + "\n");
  CHECK(text_of([](std::ostream& out) { write_jsonl({}, out); }).empty());
}

TEST_CASE("CSV follows RFC 4180", "[render]") {
  const auto field = [](std::string_view text) {
    std::string line;
    append_csv(line, text);
    return line;
  };
  CHECK(field("").empty());
  CHECK(field("plain text") == "plain text");
  CHECK(field("a,b") == "\"a,b\"");
  CHECK(field("say \"no\"") == "\"say \"\"no\"\"\"");
  CHECK(field("two\nlines") == "\"two\nlines\"");
  CHECK(field("two\r\nlines") == "\"two\r\nlines\"");
  CHECK(field(" space ") == "\" space \"");
  const std::string csv = text_of([](std::ostream& out) {
    write_csv(list_of(sample(), {"state", "votes/low", "votes/low_open", "absent", "round", "sources"}), out);
  });
  CHECK(csv == "state,votes/low,votes/low_open,absent,round,sources\r\nXR,53.97,true,,2,a;b;c\r\n");
}

TEST_CASE("the CSV of a document is its paths and values", "[render]") {
  Record record;
  record.add("company", "c");
  record.add("owners", std::vector<Record>{sample()});
  const std::string csv = text_of([&](std::ostream& out) { write_csv(list_of(record, {}, true), out); });
  CHECK(
      csv ==
      "path,value\r\n/company,c\r\n/owners/0/state,XR\r\n/owners/0/votes/low,53.97\r\n/owners/0/votes/low_open,true\r\n"
      "/owners/0/votes/high,100\r\n/owners/0/round,2\r\n/owners/0/sources,a;b;c\r\n");
}

}  // namespace
}  // namespace dutygraph::render
