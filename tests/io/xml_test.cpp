// SPDX-License-Identifier: BSL-1.0
#include "io/xml.hpp"

#include <string>
#include <vector>

#include <dutygraph/error.hpp>

#include "support/catch.hpp"

namespace dg = dutygraph;
using dg::io::ReadOptions;
using namespace dg::io::detail;

namespace {

std::vector<std::string> texts(std::string_view xml, std::vector<std::string> names = {"r"}) {
  const ReadOptions options;
  Input input{xml, "x.xml", options};
  XmlRecords records{input, std::move(names)};
  std::vector<std::string> out;
  while (const XmlNode record = records.next()) out.push_back(to_text(record));
  return out;
}

dg::Diagnostic refusal(std::string_view xml) {
  try {
    (void)texts(xml);
  } catch (const dg::InvalidData& error) {
    return *error.diagnostics().begin();
  }
  return {};
}

}  // namespace

TEST_CASE("records come one by one, by local name", "[io]") {
  const ReadOptions options;
  Input input{
      "<?xml version='1.0'?>\n<n:all xmlns:n='x' v='2'><head/>\n<n:r id='a'><n:name xml:lang='en'> A &amp; B </n:name>"
      "<n:r>inner</n:r></n:r>\n<n:r/></n:all>",
      "x.xml", options};
  XmlRecords records{input, {"r"}};
  const XmlNode first = records.next();
  REQUIRE(first);
  CHECK(first.line() == 3);
  CHECK(first.name() == "r");
  CHECK(first.attribute("id") == "a");
  CHECK_FALSE(first.has_attribute("v"));
  CHECK(first.find("name").text() == "A & B");
  CHECK(first.find("name").attribute("xml:lang") == "en");
  CHECK(first.find("r").text() == "inner");
  CHECK_FALSE(first.find("nothing"));
  CHECK(first.find("nothing").find("deeper").text().empty());
  const XmlNode second = records.next();
  REQUIRE(second);
  CHECK_FALSE(second.has_children());
  CHECK_FALSE(records.next());
  CHECK(records.root().name() == "all");
  CHECK(records.root().attribute("v") == "2");
}

TEST_CASE("numeric character references and other encodings become UTF-8", "[io]") {
  CHECK(texts("<a><r>&#x7C73;&#xe9;</r></a>") == std::vector<std::string>{"<r>\xE7\xB1\xB3\xC3\xA9</r>"});
  CHECK(texts("<?xml version='1.0' encoding='ISO-8859-1'?><a><r>caf\xE9</r></a>") ==
        std::vector<std::string>{"<r>caf\xC3\xA9</r>"});
}

TEST_CASE("texts around children are kept", "[io]") {
  CHECK(texts("<a><r>one<b>x</b> two <c/>\n</r></a>") == std::vector<std::string>{"<r>one  two<b>x</b><c></c></r>"});
}

TEST_CASE("entities are neither declared nor loaded nor skipped", "[io]") {
  CHECK(refusal("<!DOCTYPE a [<!ENTITY x 'xx'><!ENTITY y '&x;&x;'>]><a><r>&y;</r></a>").rule == "entity-declaration");
  CHECK(refusal("<!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><a><r>&x;</r></a>").rule ==
        "entity-declaration");
  CHECK(refusal("<!DOCTYPE a [<!ENTITY % p SYSTEM 'http://x/'>%p;]><a><r/></a>").rule == "entity-declaration");
  CHECK(refusal("<!DOCTYPE a SYSTEM 'x.dtd'><a><r>&nbsp;</r></a>").rule == "undefined-entity");
  CHECK(refusal("<a><r>&nbsp;</r></a>").rule == "malformed-xml");
}

TEST_CASE("what is no XML is refused with its place", "[io]") {
  const dg::Diagnostic bad = refusal("<a>\n<r></a>");
  CHECK(bad.rule == "malformed-xml");
  CHECK(bad.file == "x.xml");
  CHECK(bad.line == 2);
  CHECK(bad.hint.find("column 6") != std::string::npos);
  for (const std::string_view text : {"", "<a", "<a><r>", "{}", "<a><r>\x01</r></a>", "<a><r>\xFF</r></a>"})
    CHECK(refusal(text).rule == "malformed-xml");
}

TEST_CASE("nesting is bounded", "[io]") {
  const auto nested = [](std::size_t depth) {
    std::string xml = "<r>";
    for (std::size_t i = 1; i < depth; ++i) xml += "<b>";
    for (std::size_t i = 1; i < depth; ++i) xml += "</b>";
    return xml + "</r>";
  };
  CHECK(texts(nested(XmlRecords::max_depth)).size() == 1);
  CHECK(refusal(nested(XmlRecords::max_depth + 1)).rule == "too-deep");
  CHECK(refusal(nested(100'000)).rule == "too-deep");
}

TEST_CASE("text between many children does not cost quadratic time", "[io]") {
  std::string xml = "<r>" + std::string(1000, 'x');
  for (int i = 0; i < 2000; ++i) xml += "<b/>t";
  CHECK(refusal(xml + "</r>").rule == "mixed-content");
}

TEST_CASE("records across the blocks of a large file", "[io]") {
  std::string xml = "<a>";
  constexpr std::size_t count = 30'000;
  for (std::size_t i = 0; i < count; ++i)
    xml += "<r><id>" + std::to_string(i) + "</id><t>" + std::string(60, 'y') + "</t></r>\n";
  xml += "</a>";
  const ReadOptions options;
  Input input{xml, "x.xml", options};
  XmlRecords records{input, {"r"}};
  std::size_t seen = 0;
  while (const XmlNode record = records.next()) {
    REQUIRE(record.find("id").text() == std::to_string(seen));
    ++seen;
    REQUIRE(record.line() == seen);
  }
  CHECK(seen == count);
}

TEST_CASE("the start of a file tells its document element", "[io]") {
  CHECK(look_at_xml("<?xml version='1.0'?><!-- <x> --><lei:LEIData a='b'>").root == "LEIData");
  CHECK(look_at_xml("\n<iati-activities>").root == "iati-activities");
  CHECK(look_at_xml("<?xml version").is_xml);
  for (const std::string_view text : {"", "{\"a\": \"<b>\"}", "< ", "<abc", "a,b\n"})
    CHECK_FALSE(look_at_xml(text).is_xml);
}
