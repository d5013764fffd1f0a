// SPDX-License-Identifier: BSL-1.0
#include "base/json_text.hpp"

#include <string>
#include <vector>

#include "support/catch.hpp"

using dutygraph::detail::json_layout;
using dutygraph::detail::json_string;
using dutygraph::detail::JsonText;

TEST_CASE("strings are escaped as little as JSON allows", "[base]") {
  REQUIRE(json_string("") == "\"\"");
  REQUIRE(json_string("Ærlig \"talt\" \\ /") == "\"Ærlig \\\"talt\\\" \\\\ /\"");
  REQUIRE(json_string("a\b\f\n\r\tb") == "\"a\\b\\f\\n\\r\\tb\"");
  REQUIRE(json_string(std::string{"\x00\x1f\x7f", 3}) == "\"\\u0000\\u001f\x7f\"");
  REQUIRE(json_string("日本 😀 \u202e") == "\"日本 😀 \u202e\"");
  // What is no UTF-8 must not make the output no JSON.
  REQUIRE(json_string("a\xFFz\xC3") == "\"a\uFFFDz\uFFFD\"");
}

TEST_CASE("pieces are put together with their commas", "[base]") {
  JsonText json;
  json.object([&] {
    json.key("a").number(-3);
    json.key("b").array([&] {
      json.boolean(true);
      json.null();
      json.object([] {});
      json.array([] {});
      json.string("x");
      json.raw("1.50");
    });
    json.key("c").strings(std::vector<std::string>{"y", "z"});
    json.key("d").object([&] { json.key("\"").string(""); });
  });
  REQUIRE(json.text() == R"({"a":-3,"b":[true,null,{},[],"x",1.50],"c":["y","z"],"d":{"\"":""}})");
  REQUIRE(json.take().size() == 67);
  REQUIRE(json.text().empty());
}

TEST_CASE("what fits stays on one line", "[base]") {
  REQUIRE(json_layout("{}") == "{}\n");
  REQUIRE(json_layout("[]") == "[]\n");
  REQUIRE(json_layout("3") == "3\n");
  REQUIRE(json_layout(R"({"a":1,"b":[1,2],"c:,":"x,y:z"})") == "{\"a\": 1, \"b\": [1, 2], \"c:,\": \"x,y:z\"}\n");
}

TEST_CASE("what does not fit gets a line for each part", "[base]") {
  REQUIRE(json_layout(R"({"aaaa":1,"bbbb":[10,20,30],"c":{}})", 20) ==
          "{\n  \"aaaa\": 1,\n  \"bbbb\": [\n    10,\n    20,\n    30\n  ],\n  \"c\": {}\n}\n");
  REQUIRE(json_layout(R"({"aaaa":1,"bbbb":[10,20,30],"c":{}})", 23) ==
          "{\n  \"aaaa\": 1,\n  \"bbbb\": [10, 20, 30],\n  \"c\": {}\n}\n");
  // With its comma, the list would be one column too wide.
  REQUIRE(json_layout(R"({"aaaa":1,"bbbb":[10,20,30],"c":{}})", 22) ==
          "{\n  \"aaaa\": 1,\n  \"bbbb\": [\n    10,\n    20,\n    30\n  ],\n  \"c\": {}\n}\n");
  REQUIRE(json_layout(R"(["\"","\\",{"\"}":"]"}])", 8) ==
          "[\n  \"\\\"\",\n  \"\\\\\",\n  {\n    \"\\\"}\": \"]\"\n  }\n]\n");
}

TEST_CASE("columns are characters, not bytes", "[base]") {
  REQUIRE(json_layout(R"(["ææææ","øøøø"])", 16) == "[\"ææææ\", \"øøøø\"]\n");
  REQUIRE(json_layout(R"(["ææææ","øøøø"])", 15) == "[\n  \"ææææ\",\n  \"øøøø\"\n]\n");
}
