// SPDX-License-Identifier: BSL-1.0
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <dutygraph/diagnostics.hpp>
#include <dutygraph/error.hpp>
#include <dutygraph/version.hpp>

#include "support/catch.hpp"

namespace dg = dutygraph;
using Catch::Matchers::ContainsSubstring;
using dg::Diagnostic;
using dg::Diagnostics;
using dg::printable;
using dg::Severity;

namespace {

Diagnostic complaint(std::string file, std::uint64_t line, std::string path, Severity severity = Severity::error) {
  return {"some-rule", severity, std::move(file), line, std::move(path), "value", "hint"};
}

}  // namespace

TEST_CASE("printable leaves ordinary text alone, whatever the script", "[base]") {
  CHECK(printable("Ruritel AS") == "Ruritel AS");
  CHECK(printable("Ålesund, Ελλάδα, 北京, \U0001F4DE") == "Ålesund, Ελλάδα, 北京, \U0001F4DE");
  CHECK(printable("").empty());
  CHECK(printable("quotes \" ' and \\") == "quotes \" ' and \\");
}

TEST_CASE("printable shows control characters as escapes", "[base]") {
  CHECK(printable("a\tb\nc") == "a\\u0009b\\u000ac");
  CHECK(printable("\x1B[31mred") == "\\u001b[31mred");
  CHECK(printable(std::string_view{"\0", 1}) == "\\u0000");
  CHECK(printable("\x7F") == "\\u007f");
  CHECK(printable("\u0080\u009F") == "\\u0080\\u009f");
}

TEST_CASE("printable shows what turns the direction of text as escapes", "[base]") {
  CHECK(printable("\u202Eevil") == "\\u202eevil");
  CHECK(printable("\u200E\u200F\u061C") == "\\u200e\\u200f\\u061c");
  CHECK(printable("\u2066x\u2069") == "\\u2066x\\u2069");
  CHECK(printable("\u2028\u2029") == "\\u2028\\u2029");
  CHECK(printable("\uFEFFstart") == "\\ufeffstart");
}

TEST_CASE("printable shows bytes that are no UTF-8 one by one", "[base]") {
  CHECK(printable("\xFF") == "\\xff");
  CHECK(printable("\xC0\xAF") == "\\xc0\\xaf");                    // an overlong slash
  CHECK(printable("\xED\xA0\x80") == "\\xed\\xa0\\x80");           // a surrogate
  CHECK(printable("\xF4\x90\x80\x80") == "\\xf4\\x90\\x80\\x80");  // beyond U+10FFFF
  CHECK(printable("\xE2\x82") == "\\xe2\\x82");                    // cut short
  CHECK(printable("a\x80z") == "a\\x80z");
  CHECK(printable("\xE0\x80\x80") == "\\xe0\\x80\\x80");
}

TEST_CASE("printable is ASCII-safe and valid for every pair of bytes", "[base]") {
  std::size_t wrong = 0;
  for (int a = 0; a < 256; ++a)
    for (int b = 0; b < 256; ++b) {
      const std::string text{static_cast<char>(a), static_cast<char>(b)};
      for (const char c : printable(text)) wrong += static_cast<unsigned char>(c) < 0x20 || c == 0x7F;
    }
  CHECK(wrong == 0);
}

TEST_CASE("printable cuts by characters, not by bytes", "[base]") {
  CHECK(printable("abcdef", 3) == "abc...");
  CHECK(printable("abc", 3) == "abc");
  CHECK(printable("ååå", 2) == "åå...");
  CHECK(printable("\xFF\xFF\xFF", 2) == "\\xff\\xff...");
  CHECK(printable("abc", 0) == "...");
  CHECK(printable(std::string(1000, 'x')).size() == 83);
}

TEST_CASE("a diagnostic says where, how bad, what and the value", "[base]") {
  const Diagnostic full{"dangling-reference", Severity::error, "world.duty.json",           12,
                        "/holdings/3/holder", "nobody",        "the id of a recorded actor"};
  CHECK(full.to_string() ==
        "world.duty.json:12: error: the id of a recorded actor (dangling-reference at /holdings/3/holder: nobody)");
  Diagnostic bare;
  bare.rule = "empty-file";
  bare.severity = Severity::note;
  bare.hint = "nothing in it";
  CHECK(bare.to_string() == "note: nothing in it (empty-file)");
  CHECK(dg::to_string(Severity::warning) == "warning");
}

TEST_CASE("a diagnostic cannot smuggle control characters through a file name or path", "[base]") {
  const Diagnostic nasty{"rule", Severity::error, "a\nb\x1B[2J", 1, "/x\ry", "", "hint"};
  CHECK_THAT(nasty.to_string(), !ContainsSubstring("\n") && !ContainsSubstring("\x1B") && !ContainsSubstring("\r"));
}

TEST_CASE("Diagnostics count, join and sort", "[base]") {
  Diagnostics list;
  CHECK(list.empty());
  CHECK_FALSE(list.has_errors());
  list.add(complaint("b", 1, "/x", Severity::note));
  CHECK_FALSE(list.has_errors());
  list.add(complaint("a", 10, "/x", Severity::warning));
  Diagnostics more;
  more.add(complaint("a", 9, "/z"));
  more.add(complaint("a", 9, "/y"));
  list.append(std::move(more));
  CHECK(list.has_errors());
  CHECK(list.size() == 4);
  CHECK(list.count(Severity::error) == 2);
  CHECK(list.count(Severity::note) == 1);
  list.sort();
  std::vector<std::string> order;
  for (const Diagnostic& d : list) order.push_back(d.file + std::to_string(d.line) + d.path);
  CHECK(order == std::vector<std::string>{"a9/y", "a9/z", "a10/x", "b1/x"});
  CHECK(list[3].severity == Severity::note);
}

TEST_CASE("InvalidData carries every complaint and shows the errors", "[base]") {
  Diagnostics list;
  list.add(complaint("f", 1, "/a", Severity::warning));
  list.add(complaint("f", 2, "/b"));
  list.add(complaint("f", 3, "/c"));
  const dg::InvalidData error{list};
  CHECK(error.code() == dg::ErrorCode::invalid_data);
  CHECK(error.diagnostics().size() == 3);
  CHECK_THAT(error.what(), ContainsSubstring("f:2:") && ContainsSubstring("f:3:") && !ContainsSubstring("f:1:"));
  for (int i = 0; i < 200; ++i) list.add(complaint("g", 1, "/d"));
  CHECK_THAT(dg::InvalidData{list}.what(), ContainsSubstring("and 102 more errors"));
  CHECK(std::string{dg::InvalidData{{}}.what()} == "invalid data");
}

TEST_CASE("every error is caught as Error and keeps its code", "[base]") {
  const auto code_of = [](auto&& error) {
    try {
      throw error;
    } catch (const dg::Error& caught) {
      return caught.code();
    }
  };
  CHECK(code_of(dg::InvalidValue{"x"}) == dg::ErrorCode::invalid_value);
  CHECK(code_of(dg::InvalidData{{}}) == dg::ErrorCode::invalid_data);
  CHECK(code_of(dg::Unreadable{"x"}) == dg::ErrorCode::unreadable);
  CHECK(code_of(dg::Unwritable{"x"}) == dg::ErrorCode::unwritable);
  CHECK(code_of(dg::NotFound{"x"}) == dg::ErrorCode::not_found);
  CHECK(code_of(dg::UsageError{"x"}) == dg::ErrorCode::usage);
  CHECK(code_of(dg::Cancelled{}) == dg::ErrorCode::cancelled);
}

TEST_CASE("the version is three numbers", "[base]") {
  CHECK(dg::version() == std::to_string(DUTYGRAPH_VERSION_MAJOR) + "." + std::to_string(DUTYGRAPH_VERSION_MINOR) + "." +
                             std::to_string(DUTYGRAPH_VERSION_PATCH));
}
