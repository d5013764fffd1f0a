// SPDX-License-Identifier: BSL-1.0
#include "support/catch.hpp"

#include <zlib.h>

#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include <dutygraph/error.hpp>

#include "io/input.hpp"

namespace dg = dutygraph;
using dg::io::ReadOptions;
using dg::io::detail::Input;
using dg::io::detail::looks_like_json_lines;
using Strings = std::vector<std::string>;

namespace {

const ReadOptions plain;

Strings lines_of(std::string_view text, std::vector<std::uint64_t>* numbers = nullptr) {
  Input input{text, "text", plain};
  Strings lines;
  std::string_view line;
  for (std::uint64_t number = 0; input.next_line(line, number);) {
    lines.emplace_back(line);
    if (numbers != nullptr) numbers->push_back(number);
  }
  return lines;
}

Strings elements_of(std::string_view text, std::vector<std::uint64_t>* numbers = nullptr) {
  Input input{text, "text", plain};
  Strings elements;
  std::string_view element;
  for (std::uint64_t number = 0; input.next_element(element, number);) {
    elements.emplace_back(element);
    if (numbers != nullptr) numbers->push_back(number);
  }
  return elements;
}

std::string gzip(std::string_view text) {
  z_stream stream{};
  REQUIRE(deflateInit2(&stream, 6, Z_DEFLATED, 16 + MAX_WBITS, 8, Z_DEFAULT_STRATEGY) == Z_OK);
  std::string in{text};
  std::string out(text.size() + 1000, '\0');
  stream.next_in = reinterpret_cast<Bytef*>(in.data());
  stream.avail_in = static_cast<uInt>(in.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  REQUIRE(deflate(&stream, Z_FINISH) == Z_STREAM_END);
  out.resize(stream.total_out);
  deflateEnd(&stream);
  return out;
}

/// A file that is gone at the end.
struct TemporaryFile {
  std::filesystem::path path = std::filesystem::temp_directory_path() / "dutygraph-input-test";
  explicit TemporaryFile(std::string_view text) { std::ofstream{path, std::ios::binary} << text; }
  ~TemporaryFile() { std::filesystem::remove(path); }
  TemporaryFile(const TemporaryFile&) = delete;
  TemporaryFile& operator=(const TemporaryFile&) = delete;
};

}  // namespace

TEST_CASE("Input hands out the lines that are not blank", "[io]") {
  std::vector<std::uint64_t> numbers;
  CHECK(lines_of("\xEF\xBB\xBF{1}\r\n\n  \t\r\n{2}  \n{3}", &numbers) == Strings{"{1}", "{2}", "{3}"});
  CHECK(numbers == std::vector<std::uint64_t>{1, 4, 5});
  CHECK(lines_of("").empty());
  CHECK(lines_of(" \n\n").empty());
  CHECK(lines_of("a\n\xEF\xBB\xBF"
                 "b") == Strings{"a",
                                 "\xEF\xBB\xBF"
                                 "b"});  // a mark is one at the start only
}

TEST_CASE("Input hands out lines longer than its blocks", "[io]") {
  std::string text;
  Strings expected;
  for (std::size_t size :
       {std::size_t{1} << 20, std::size_t{3}, (std::size_t{1} << 20) - 1, std::size_t{5'000'000}, std::size_t{1}}) {
    expected.emplace_back(size, static_cast<char>('a' + expected.size()));
    text += expected.back() + "\n";
  }
  CHECK(lines_of(text) == expected);
}

TEST_CASE("Input pads what it hands out", "[io]") {
  Input input{"short", "text", plain};
  std::string_view line;
  std::uint64_t number = 0;
  REQUIRE(input.next_line(line, number));
  unsigned sum = 0;
  for (std::size_t i = 0; i < Input::padding; ++i) sum += static_cast<unsigned char>(line.data()[line.size() + i]);
  CHECK(sum == 0);
}

TEST_CASE("Input hands out the elements of an array", "[io]") {
  std::vector<std::uint64_t> numbers;
  CHECK(elements_of("[\n{\"a\": [1, {\"]\": \"}\\\"\"}]},\n\n 2 , \"x\\\\\" ,[]\n]\n", &numbers) ==
        Strings{"{\"a\": [1, {\"]\": \"}\\\"\"}]}", "2", "\"x\\\\\"", "[]"});
  CHECK(numbers == std::vector<std::uint64_t>{2, 4, 4, 4});
  CHECK(elements_of("[]").empty());
  CHECK(elements_of(" \n").empty());
  CHECK(elements_of("{\n} {}") == Strings{"{\n}", "{}"});
  CHECK(elements_of("[1][2]\n{}") == Strings{"1", "2", "{}"});
  CHECK(elements_of("true") == Strings{"true"});
}

TEST_CASE("Input hands out elements wherever its blocks end", "[io]") {
  const std::string element = R"({"text":"\\\"}{","list":[[],{}]})";
  for (const std::size_t before : {std::size_t{0}, std::size_t{1}, std::size_t{7}, std::size_t{20}}) {
    std::string text = "[\"" + std::string((std::size_t{1} << 20) - 10 - before, ' ') + "\"";
    for (int i = 0; i < 5; ++i) text += "," + element;
    const Strings elements = elements_of(text + "]");
    REQUIRE(elements.size() == 6);
    CHECK(elements[1] == element);
    CHECK(elements[5] == element);
  }
}

TEST_CASE("Input refuses arrays whose brackets do not match", "[io]") {
  for (const char* text :
       {"[{}", "[{},", "[{},]", "[{} {}]", "[{]}", "[[}", "{\"a\"", "\"open", "]", "}", "[,]", "[1,,2]", ",", "[1}"}) {
    INFO(text);
    CHECK_THROWS_AS(elements_of(text), dg::InvalidData);
  }
  CHECK_THROWS_AS(elements_of(std::string(2000, '[') + std::string(2000, ']')), dg::InvalidData);
  CHECK(elements_of("[" + std::string(1000, '[') + std::string(1000, ']') + "]").size() == 1);
  try {
    elements_of("[\n{},\n{]");
    FAIL("read");
  } catch (const dg::InvalidData& error) {
    CHECK(error.diagnostics()[0].line == 3);
    CHECK(error.diagnostics()[0].file == "text");
  }
}

TEST_CASE("Input unpacks gzip files of any number of members", "[io]") {
  const std::string packed = gzip("one\ntwo\n") + gzip("three\n") + gzip("") + std::string(20, '\0');
  CHECK(lines_of(packed) == Strings{"one", "two", "three"});
  std::string large;
  for (int i = 0; i < 300'000; ++i) large += std::to_string(i) + "\n";
  CHECK(lines_of(gzip(large)).size() == 300'000);
}

TEST_CASE("Input refuses damaged gzip files", "[io]") {
  const std::string packed = gzip(std::string(10'000, 'a') + "\n");
  for (std::size_t size = 2; size < packed.size(); ++size)
    CHECK_THROWS_AS(lines_of(packed.substr(0, size)), dg::Unreadable);
  std::string damaged = packed;
  damaged[damaged.size() - 5] = static_cast<char>(damaged[damaged.size() - 5] ^ 1);
  CHECK_THROWS_AS(lines_of(damaged), dg::Unreadable);
  CHECK_THROWS_AS(lines_of(packed + "garbage"), dg::Unreadable);
}

TEST_CASE("Input digests the bytes as they are stored", "[io]") {
  const auto digest = [](std::string_view text) {
    Input input{text, "text", plain};
    return input.digest();
  };
  CHECK(digest("abc") == "sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  CHECK(digest("") == "sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  CHECK(digest(gzip("abc")) != digest("abc"));
  Input input{"[1,2]", "text", plain};
  std::string_view element;
  std::uint64_t line = 0;
  REQUIRE(input.next_element(element, line));
  const std::string once = input.digest();
  CHECK(once == digest("[1,2]"));
  CHECK(input.digest() == once);
}

TEST_CASE("Input says why a file cannot be read", "[io]") {
  const auto reason = [](const std::string& path) {
    try {
      Input input{path, plain};
      std::string_view line;
      for (std::uint64_t number = 0; input.next_line(line, number);) {
      }
    } catch (const dg::Unreadable& error) {
      return std::string{error.what()};
    }
    return std::string{};
  };
  CHECK(reason("/no/such/file") == "/no/such/file: No such file or directory");
  CHECK(reason("/tmp") == "/tmp: Is a directory");
}

TEST_CASE("Input reads files, and knows their names", "[io]") {
  const TemporaryFile file{"[1,\n2]"};
  Input input{file.path.string(), plain};
  CHECK(input.name() == file.path.string());
  CHECK(input.base_name() == "dutygraph-input-test");
  CHECK(input.peek() == "[1,\n2]");
  CHECK(input.peek() == "[1,\n2]");  // nothing was consumed
  std::string_view element;
  std::uint64_t line = 0;
  REQUIRE(input.next_element(element, line));
  REQUIRE(input.next_element(element, line));
  CHECK(element == "2");
  CHECK(line == 2);
  CHECK_FALSE(input.next_element(element, line));
}

TEST_CASE("Input reads everything at once", "[io]") {
  const std::string text(3'000'000, 'x');
  const std::string marked = "\xEF\xBB\xBF" + text;
  Input input{marked, "text", plain};
  CHECK((input.read_all() == text));  // three megabytes are not worth printing
  CHECK(input.read_all().empty());
}

TEST_CASE("Input refuses files that unpack to more than they may", "[io]") {
  ReadOptions options;
  options.max_bytes = 1000;
  const std::string packed = gzip(std::string(100'000, 'a'));
  Input input{packed, "bomb.gz", options};
  CHECK_THROWS_AS(input.peek(), dg::Unreadable);
  Input small{"abc", "text", options};
  CHECK(small.read_all() == "abc");
}

TEST_CASE("Input reports progress and stops when asked", "[io]") {
  std::string text;
  while (text.size() < 20'000'000) text += std::string(1000, 'x') + "\n";
  std::stop_source stop;
  std::vector<std::uint64_t> seen;
  ReadOptions options;
  options.stop = stop.get_token();
  options.progress = [&](const dg::io::Progress& progress) {
    CHECK(progress.file == "text");
    CHECK(progress.bytes_total == text.size());
    seen.push_back(progress.bytes_read);
  };
  {
    Input input{text, "text", options};
    static_cast<void>(input.digest());
  }
  REQUIRE(seen.size() == 3);
  CHECK(seen[0] >= 8'000'000);
  CHECK(seen[0] < 10'000'000);
  CHECK(seen.back() == text.size());
  stop.request_stop();
  Input input{text, "text", options};
  CHECK_THROWS_AS(input.peek(), dg::Cancelled);
}

TEST_CASE("looks_like_json_lines tells lines from documents", "[io]") {
  CHECK(looks_like_json_lines("{\"a\":1}\n{\"a\":2}\n"));
  CHECK(looks_like_json_lines("{\"a\":1}"));
  CHECK(looks_like_json_lines("\n {\"a\":\"}\"}\n"));
  CHECK(looks_like_json_lines("{\"cut\":\n{\"a\":2}\n"));  // one bad line does not make another format
  CHECK_FALSE(looks_like_json_lines("{\n  \"a\": 1\n}\n"));
  CHECK_FALSE(looks_like_json_lines("[{\"a\":1}]"));
  CHECK_FALSE(looks_like_json_lines(""));
}
