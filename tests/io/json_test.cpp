// SPDX-License-Identifier: BSL-1.0
#include "io/json.hpp"

#include <cstdint>
#include <optional>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "base/utf8.hpp"
#include "support/catch.hpp"

using dutygraph::io::detail::diagnose_json;
using dutygraph::io::detail::is_json_number;
using dutygraph::io::detail::JsonError;
using dutygraph::io::detail::JsonKind;
using dutygraph::io::detail::JsonTree;
using dutygraph::io::detail::LineCounter;

namespace {

std::optional<JsonError> error_of(std::string_view text) {
  JsonTree tree;
  try {
    tree.parse_copy(text);
  } catch (const JsonError& error) {
    return error;
  }
  return std::nullopt;
}

std::string nested(std::size_t depth) { return std::string(depth, '[') + std::string(depth, ']'); }

std::string in_string(std::string_view bytes) { return "[\"" + std::string{bytes} + "\"]"; }

}  // namespace

TEST_CASE("a tree has every value with its place", "[io]") {
  JsonTree tree;
  tree.parse_copy("{\"a\": [1, \"x\\ny\", null],\n \"b\": {\"c\": true}, \"d\": -1.50e+3 }");
  const JsonTree::Node root = tree.root();
  REQUIRE(root.is(JsonKind::object));
  REQUIRE(root.size() == 3);
  const JsonTree::Node list = root.find("a");
  REQUIRE(list.is(JsonKind::array));
  REQUIRE(list.size() == 3);
  REQUIRE(list.source() == "[1, \"x\\ny\", null]");
  std::vector<JsonTree::Node> items;
  for (const JsonTree::Node item : list) items.push_back(item);
  REQUIRE(items.size() == 3);
  REQUIRE(items[0].is(JsonKind::number));
  REQUIRE(items[0].text() == "1");
  REQUIRE(items[1].text() == "x\ny");
  REQUIRE(items[1].source() == "\"x\\ny\"");
  REQUIRE(items[2].is(JsonKind::null));
  REQUIRE(root.find("b").find("c").text() == "true");
  REQUIRE(root.find("d").text() == "-1.50e+3");
  REQUIRE_FALSE(root.find("e"));
  REQUIRE(tree.text().substr(root.find("d").offset(), 8) == "-1.50e+3");
  REQUIRE(root.canonical() == "{\"a\":[1,\"x\\ny\",null],\"b\":{\"c\":true},\"d\":-1.50e+3}");
  REQUIRE(root.canonical_without({"a", "d"}) == "{\"b\":{\"c\":true}}");
}

TEST_CASE("a tree can be read again and moved", "[io]") {
  JsonTree tree;
  tree.parse_copy("[1,2,3]");
  tree.parse_copy("{\"x\":[]}");
  JsonTree moved{std::move(tree)};
  moved.parse_copy("[[],{}]");
  REQUIRE(moved.root().size() == 2);
  for (const JsonTree::Node item : moved.root()) REQUIRE(item.size() == 0);
}

TEST_CASE("what is not JSON is refused with its place", "[io]") {
  struct Case {
    std::string_view text;
    std::string_view rule;
    std::size_t offset;
  };
  const auto row = GENERATE(values<Case>({
      {"", "malformed-json", 0},
      {"   ", "malformed-json", 3},
      {"{", "malformed-json", 1},
      {"[1,", "malformed-json", 3},
      {"[1 2]", "malformed-json", 3},
      {"[1,]", "malformed-json", 3},
      {"[,1]", "malformed-json", 1},
      {"{\"a\" 1}", "malformed-json", 5},
      {"{\"a\":}", "malformed-json", 5},
      {"{a:1}", "malformed-json", 1},
      {"{\"a\":1,}", "malformed-json", 7},
      {"{'a':1}", "malformed-json", 1},
      {"[1}", "malformed-json", 2},
      {"{\"a\":[1}", "malformed-json", 7},
      {"[\"abc]", "malformed-json", 6},
      {"[\"a\tb\"]", "malformed-json", 3},
      {"[\"\\x\"]", "malformed-json", 2},
      {"[\"\\u12g4\"]", "malformed-json", 2},
      {"[\"\\ud800\"]", "malformed-json", 2},
      {"[\"\\udc00\"]", "malformed-json", 2},
      {"[NaN]", "malformed-json", 1},
      {"[Infinity]", "malformed-json", 1},
      {"[01]", "malformed-json", 1},
      {"[0x10]", "malformed-json", 1},
      {"[+1]", "malformed-json", 1},
      {"[.5]", "malformed-json", 1},
      {"[1.]", "malformed-json", 1},
      {"[1e]", "malformed-json", 1},
      {"[-]", "malformed-json", 1},
      {"[tru]", "malformed-json", 1},
      {"[nulll]", "malformed-json", 5},
      {"[1] 2", "malformed-json", 4},
      {"{} {}", "malformed-json", 3},
      {"[] ]", "malformed-json", 3},
      {"// note\n[]", "malformed-json", 0},
      {"{\"a\":1,\"b\":2,\"a\":3}", "duplicate-key", 17},
      {"{\"a\":{\"x\":1,\"\\u0078\":2}}", "duplicate-key", 21},
  }));
  INFO(row.text);
  const std::optional<JsonError> error = error_of(row.text);
  REQUIRE(error);
  REQUIRE(error->rule == row.rule);
  REQUIRE(error->offset == row.offset);
  REQUIRE_FALSE(error->hint.empty());
}

TEST_CASE("a text must be an object or a list", "[io]") {
  for (const std::string_view text : {"1", "\"x\"", "true", "null", "-", "x"}) {
    INFO(text);
    REQUIRE(error_of(text));
  }
}

TEST_CASE("duplicate names are found in objects of any size", "[io]") {
  for (const std::size_t size : {2U, 12U, 13U, 100U, 5000U}) {
    std::string text = "{";
    for (std::size_t i = 0; i < size; ++i) text += (i == 0 ? "" : ",") + ("\"k" + std::to_string(i) + "\":0");
    REQUIRE_FALSE(error_of(text + "}"));
    const std::optional<JsonError> error = error_of(text + ",\"k1\":1}");
    REQUIRE(error);
    REQUIRE(error->rule == "duplicate-key");
    REQUIRE(error->value == "k1");
    REQUIRE(error->offset == text.size() + 6);
  }
}

TEST_CASE("nesting is limited to 64", "[io]") {
  REQUIRE_FALSE(error_of(nested(63)));
  REQUIRE_FALSE(error_of(nested(64)));
  for (const std::size_t depth : {65U, 100U, 100'000U, 10'000'000U}) {
    const std::optional<JsonError> error = error_of(nested(depth));
    REQUIRE(error);
    REQUIRE(error->rule == "too-deep");
    REQUIRE(error->offset == 64);
  }
  std::string objects;
  for (int i = 0; i < 65; ++i) objects += "{\"a\":";
  REQUIRE(error_of(objects + "1" + std::string(65, '}'))->rule == "too-deep");
  // Not closed as well: either complaint will do, a crash will not.
  REQUIRE(error_of(std::string(1'000'000, '[')));
}

TEST_CASE("every cut of a document is refused", "[io]") {
  const std::string text = R"({"dutygraph":1,"states":[{"id":"N\u00f8","x":[-1.5e3,true,null]}],"y":{}})";
  REQUIRE_FALSE(error_of(text));
  for (std::size_t size = 0; size < text.size(); ++size) {
    INFO(text.substr(0, size));
    REQUIRE(error_of(text.substr(0, size)));
  }
}

TEST_CASE("invalid UTF-8 is refused with its byte", "[io]") {
  struct Case {
    std::string_view bytes;
    std::size_t offset;  // of the first byte that cannot be
  };
  const auto row = GENERATE(values<Case>({
      {"\x80", 0},      // continuation alone
      {"\xC0\xAF", 0},  // overlong slash
      {"\xC1\xBF", 0},
      {"\xE0\x80\xAF", 0},
      {"\xF0\x80\x80\xAF", 0},
      {"\xED\xA0\x80", 0},  // surrogate
      {"\xED\xBF\xBF", 0},
      {"\xF4\x90\x80\x80", 0},  // above U+10FFFF
      {"\xF5\x80\x80\x80", 0},
      {"\xFE", 0},
      {"\xFF", 0},
      {"ab\xC3", 2},  // cut off
      {"ab\xE2\x82", 2},
      {"ab\xF0\x9F\x98", 2},
      {"\xC3\xA6\xC3", 2},
  }));
  const std::optional<JsonError> error = error_of(in_string(row.bytes));
  REQUIRE(error);
  REQUIRE(error->rule == "invalid-utf8");
  REQUIRE(error->offset == 2 + row.offset);
}

TEST_CASE("all sequences of one and two bytes are judged as UTF-8 is", "[io]") {
  const auto valid = [](std::string_view bytes) {
    for (std::size_t at = 0; at < bytes.size();) {
      const auto point = dutygraph::detail::decode_utf8(bytes.substr(at));
      if (point.length == 0 || point.value < 0x20 || point.value == '"' || point.value == '\\') return false;
      at += point.length;
    }
    return true;
  };
  JsonTree tree;
  const auto accepted = [&](const std::string& text) {
    try {
      tree.parse_copy(text);
      return true;
    } catch (const JsonError&) {
      return false;
    }
  };
  std::size_t wrong = 0;
  for (unsigned a = 0; a < 256; ++a) {
    const std::string one(1, static_cast<char>(a));
    wrong += accepted(in_string(one)) != valid(one);
    for (unsigned b = 0; b < 256; ++b) {
      const std::string two = one + static_cast<char>(b);
      if (a == '\\' || two == "\"\"") continue;  // escapes, and the end of the string
      wrong += accepted(in_string(two)) != valid(two);
    }
  }
  REQUIRE(wrong == 0);
}

TEST_CASE("numbers keep their text, and only numbers are numbers", "[io]") {
  for (const std::string_view number :
       {"0", "-0", "1", "10", "0.5", "1e400", "1E-7", "123456789012345678901234567890", "2.50"}) {
    INFO(number);
    REQUIRE(is_json_number(number));
    JsonTree tree;
    tree.parse_copy("[" + std::string{number} + " ]");
    REQUIRE((*tree.root().begin()).text() == number);
  }
  for (const std::string_view text :
       {"", "-", "01", "-01", "1.", ".1", "1e", "1e+", "0x1", "1 ", " 1", "NaN", "1_0", "+1", "--1"}) {
    INFO(text);
    REQUIRE_FALSE(is_json_number(text));
  }
}

TEST_CASE("the fast and the slow parser agree on damaged texts", "[io]") {
  const std::string seed =
      R"({"dutygraph":1,"as_of":"2024-01-01","states":{"NO":{"name":"Norge \u00e5 æ","x":[1,-2.5e3,true,false,null,[]]}},"e":{}})";
  std::mt19937 random{7};
  const std::string_view alphabet = "{}[]\",:\\ \n\t0123456789.eE+-truefalsn\x01\x80\xC3\xFFu";
  std::size_t accepted = 0;
  for (int round = 0; round < 20'000; ++round) {
    std::string text = seed;
    for (auto edits = random() % 3 + 1; edits > 0; --edits) {
      const std::size_t at = random() % text.size();
      const char c = alphabet[random() % alphabet.size()];
      switch (random() % 3) {
        case 0:
          text[at] = c;
          break;
        case 1:
          text.insert(at, 1, c);
          break;
        default:
          text.erase(at, 1 + random() % 3);
          break;
      }
    }
    if (text.front() != '{') continue;
    const std::optional<JsonError> fast = error_of(text);
    const JsonError slow = diagnose_json(text);
    INFO(text);
    if (fast && fast->rule != "duplicate-key") {
      REQUIRE(slow.rule == fast->rule);
      REQUIRE(slow.offset == fast->offset);
    } else {
      REQUIRE(slow.rule.empty());
      ++accepted;
    }
  }
  REQUIRE(accepted > 500);  // the comparison is worth something
}

TEST_CASE("lines are counted in any order", "[io]") {
  LineCounter lines{"a\nbb\n\nc", 10};
  REQUIRE(lines.line_of(0) == 10);
  REQUIRE(lines.line_of(3) == 11);
  REQUIRE(lines.line_of(6) == 13);
  REQUIRE(lines.line_of(1) == 10);
  REQUIRE(lines.line_of(1000) == 13);
}
