// SPDX-License-Identifier: BSL-1.0
#include <dutygraph/io/schema.hpp>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>
#include <sstream>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <dutygraph/error.hpp>
#include <dutygraph/io/read.hpp>
#include <dutygraph/io/write.hpp>
#include <dutygraph/model/records.hpp>
#include <dutygraph/model/visit.hpp>
#include <dutygraph/vocab/codelist.hpp>

#include "base/json_text.hpp"
#include "io/json.hpp"
#include "support/catch.hpp"

namespace dg = dutygraph;
namespace fs = std::filesystem;
using dg::io::detail::JsonKind;
using dg::io::detail::JsonTree;

namespace {

const fs::path root{DUTYGRAPH_SOURCE_DIR};

std::string slurp(const fs::path& path) {
  std::ifstream in{path, std::ios::binary};
  REQUIRE(in);
  return {std::istreambuf_iterator<char>{in}, {}};
}

/// Whether a strict reader takes a document as it stands; references are no matter of its shape.
bool accepted(const std::string& text) {
  dg::io::Reader reader;
  try {
    reader.read_text(text, "x.duty.json", dg::io::Format::native);
    return true;
  } catch (const dg::Error&) {
    return false;
  }
}

/// Pairs of a field and the codelist that its description names.
template <class Record>
struct CodeFields : dg::RecordVisitor<Record> {
  std::set<std::pair<std::string, std::string>>& out;
  std::string prefix;
  CodeFields(std::set<std::pair<std::string, std::string>>& fields, std::string path)
      : out{fields}, prefix{std::move(path)} {}

  void code(std::string_view name, std::string Record::*, std::string_view list) { add(name, list); }
  void codes(std::string_view name, std::vector<std::string> Record::*, std::string_view list) { add(name, list); }
  void optional_codes(std::string_view name, std::optional<std::vector<std::string>> Record::*, std::string_view list) {
    add(name, list);
  }
  template <class Item>
  void list(std::string_view name, std::vector<Item> Record::*) {
    nest<Item>(name);
  }
  template <class Item>
  void optional_list(std::string_view name, std::optional<std::vector<Item>> Record::*) {
    nest<Item>(name);
  }
  template <class Item>
  void object(std::string_view name, std::optional<Item> Record::*) {
    nest<Item>(name);
  }
  template <class Named>
  void named_codes(std::string_view name, std::vector<Named> Record::*, std::string_view names, std::string_view list) {
    add(std::string{name} + " (keys)", names);
    add(std::string{name} + " (values)", list);
  }

 private:
  void add(std::string_view name, std::string_view list) { out.emplace(prefix + std::string{name}, list); }
  template <class Item>
  void nest(std::string_view name) {
    CodeFields<Item> inner{out, prefix + std::string{name} + "."};
    Item::describe(inner);
    if constexpr (requires { Item::shorthand; }) {  // safeguards and safeguards.kind are one field to a reader
      for (const auto& [path, list] : std::set<std::pair<std::string, std::string>>{out})
        if (path == prefix + std::string{name} + "." + std::string{Item::shorthand})
          out.emplace(prefix + std::string{name}, list);
    }
  }
};

struct Case {
  std::string name, text;
};

std::string doc(std::string_view section, std::string_view row) {
  return R"({"dutygraph":1,")" + std::string{section} + "\":[" + std::string{row} + "]}";
}

/// Documents with one fault each, or none: what a schema can see of them.
std::vector<Case> small_documents() {
  std::vector<Case> cases;
  const auto add = [&](std::string text) {
    cases.push_back({"document " + std::to_string(cases.size()), std::move(text)});
  };
  for (
      const char* text :
      {R"({"dutygraph":1})",
       R"({"dutygraph":1.0})",
       R"({"dutygraph":2})",
       R"({"dutygraph":"1"})",
       R"({})",
       R"([])",
       R"({"dutygraph":1,"as_of":"2024-01-01"})",
       R"({"dutygraph":1,"as_of":"2024-01"})",
       R"({"dutygraph":1,"as_of":null})",
       R"({"dutygraph":1,"max_coordination_hops":3})",
       R"({"dutygraph":1,"max_coordination_hops":-1})",
       R"({"dutygraph":1,"max_coordination_hops":1.5})",
       R"({"dutygraph":1,"stats":[]})",
       R"({"dutygraph":1,"states":7})",
       R"({"dutygraph":1,"states":{"NO":{}}})",
       R"({"dutygraph":1,"states":{"":{}}})",
       R"({"dutygraph":1,"states":{"NO":7}})",
       R"({"dutygraph":1,"codelists":{"power":["x"],"right":"y"}})",
       R"({"dutygraph":1,"codelists":{"powr":["x"]}})",
       R"({"dutygraph":1,"codelists":{"assertion":["x"]}})",
       R"({"dutygraph":1,"codelists":{"power":7}})",
       R"({"dutygraph":1,"codelists":[]})",
       R"({"dutygraph":1,"taxonomies":{"x":{"nodes":{"a":[],"b":"a"},"closed":true,"exhaustive":"a","disjoint":[["a","b"]]}}})",
       R"({"dutygraph":1,"taxonomies":[{"id":"x"}]})",
       R"({"dutygraph":1,"taxonomies":[{}]})",
       R"({"dutygraph":1,"taxonomies":{"x":{"nodes":[]}}})",
       R"({"dutygraph":1,"taxonomies":{"x":{"disjoint":["a"]}}})",
       R"({"dutygraph":1,"taxonomies":{"x":{"node":{}}}})",
       R"({"dutygraph":1,"profiles":{"x":{}}})",
       R"({"dutygraph":1,"profiles":[{"id":"x"},{"name":"y"}]})",
       R"({"dutygraph":1,"profiles":[{}]})",
       R"({"dutygraph":1,"profiles":{"x":7}})",
       R"({"dutygraph":1,"order_edges":[["a","b"]]})",
       R"({"dutygraph":1,"order_edges":[["a"]]})",
       R"({"dutygraph":1,"order_edges":{"a":["a","b"]}})",
       R"({"dutygraph":1,"order_edges":[["a","b","c"]]})",
       R"({"dutygraph":1,"exclusive_flags":[["a","b","c"]]})",
       R"({"dutygraph":1,"exclusive_flags":[["a",7]]})",
       R"({"dutygraph":1,"exclusive_flags":["a"]})",
       R"({"dutygraph":1,"same_as":[{"ids":["a","b"],"note":"x","sources":"s","id":"k"}]})",
       R"({"dutygraph":1,"same_as":[{"ids":["a"]}]})",
       R"({"dutygraph":1,"same_as":[{"ids":"a"}]})",
       R"({"dutygraph":1,"same_as":{"x":{"ids":["a","b"]}}})",
       R"({"dutygraph":1,"same_as":[{}]})",
       R"({"dutygraph":1,"sources":[{"id":"s","date":"2020","extra":{}}]})",
       R"({"dutygraph":1,"sources":[{"title":"s"}]})",
       R"({"dutygraph":1,"sources":{"s":{"url":7}}})",
       R"({"dutygraph":1,"sources":{"s":{"name":"x"}}})"})
    add(text);
  for (const char* row : {R"({"id":"c"})",
                          R"({})",
                          R"({"id":""})",
                          R"({"id":7})",
                          R"(7)",
                          R"({"id":"c","from":"2020","to":"unknown"})",
                          R"({"id":"c","from":"2020-1"})",
                          R"({"id":"c","from":"2020-13"})",
                          R"({"id":"c","from":"0000"})",
                          R"({"id":"c","from":2020})",
                          R"({"id":"c","from":null})",
                          R"({"id":"c","sources":"s"})",
                          R"({"id":"c","sources":["s"]})",
                          R"({"id":"c","sources":[""]})",
                          R"({"id":"c","sources":{}})",
                          R"({"id":"c","confidence":0.5})",
                          R"({"id":"c","confidence":1.01})",
                          R"({"id":"c","confidence":"1"})",
                          R"({"id":"c","assertion":"negative"})",
                          R"({"id":"c","assertion":"no"})",
                          R"({"id":"c","observed":"2020"})",
                          R"({"id":"c","observed":["2020",7]})",
                          R"({"id":"c","elements":[{"id":"x","assertion":"disputed"}]})",
                          R"({"id":"c","elements":[{}]})",
                          R"({"id":"c","elements":["x"]})",
                          R"({"id":"c","extra":{"a":[1]}})",
                          R"({"id":"c","extra":"x"})",
                          R"({"id":"c","note":""})",
                          R"({"id":"c","nam":"x"})",
                          R"({"id":"c","home":"NO","operates":"NO"})",
                          R"({"id":"c","home":""})",
                          R"({"id":"c","home":["NO"]})",
                          R"({"id":"c","kinds":["soe","other"]})",
                          R"({"id":"c","kinds":[7]})",
                          R"({"id":"c","identifiers":[{"scheme":"a","id":"1"}]})",
                          R"({"id":"c","identifiers":[{"scheme":"a"}]})",
                          R"({"id":"c","identifiers":{"id":"1"}})",
                          R"({"id":"c","size":[{"year":2020,"staff":1.5}]})",
                          R"({"id":"c","size":[{"year":2020.0}]})",
                          R"({"id":"c","size":[{"year":2020.5}]})",
                          R"({"id":"c","size":[{"year":"2020"}]})",
                          R"({"id":"c","belongs_to":"NO"})",
                          R"({"id":"c","belongs_to":["NO",{"id":"SE","from":"2010"}]})",
                          R"({"id":"c","belongs_to":[{}]})"})
    add(doc("companies", row));
  for (const char* row : {R"({"id":"i","parties":"NO","enforcers":["a",{"agency":"b","powers":"fine"}]})",
                          R"({"id":"i","parties":[{"signed":"2020"}]})",
                          R"({"id":"i","status":[{"state":"in_force","from":"2020"}]})",
                          R"({"id":"i","status":[{"state":"inforce"}]})",
                          R"({"id":"i","status":[{}]})",
                          R"({"id":"i","status":{"state":"in_force"}})",
                          R"({"id":"i","enforcement":[{"state":"dormant"}]})",
                          R"({"id":"i","enforcement":[{"state":"in_force"}]})",
                          R"({"id":"i","scope":{"need":"all","tests":[{"metric":"staff","op":">=","value":10}]}})",
                          R"({"id":"i","scope":{"need":2}})",
                          R"({"id":"i","scope":{"need":0}})",
                          R"({"id":"i","scope":{"need":1.5}})",
                          R"({"id":"i","scope":{"need":true}})",
                          R"({"id":"i","scope":{"tests":[{"metric":"staff","value":10}]}})",
                          R"({"id":"i","scope":{"tests":[{"metric":"height","op":"<","value":10}]}})",
                          R"({"id":"i","scope":[]})",
                          R"({"id":"i","binding":"mandatory","smart_mix":["3a"]})",
                          R"({"id":"i","binding":true})",
                          R"({"id":"i","smart_mix":"3e"})",
                          R"({"id":"i","consulted":[]})",
                          R"({"id":"i","consulted":"csos"})",
                          R"({"id":"i","definitions":{"a":["b"],"c":"d"}})",
                          R"({"id":"i","definitions":{"a":[1]}})",
                          R"({"id":"i","definitions":[]})",
                          R"({"id":"i","reviews":[{"date":"2020","gaps_found":true}]})",
                          R"({"id":"i","reviews":[{"gaps_found":"yes"}]})",
                          R"({"id":"i","rank":"statute","extraterritorial":false})",
                          R"({"id":"i","rank":"law"})"})
    add(doc("instruments", row));
  for (
      const char* row :
      {R"({"id":"p","modality":"obligation","bearer":{"in":["a"],"ex":"b"},"if":["!x"],"binding":false,"param":{"name":"d","min":1}})",
       R"({"modality":"obligation"})", R"({"id":"p","modality":"must"})", R"({"id":"p","bearer":["a"]})",
       R"({"id":"p","bearer":{"not":[]}})", R"({"id":"p","param":{"min":1}})",
       R"({"id":"p","param":{"name":"d","min":"1"}})", R"({"id":"p","reach":[{"basis":"personal","territory":"NO"}]})",
       R"({"id":"p","reach":[{"territory":["NO"]}]})", R"({"id":"p","triggered_by":{"conduct":{"in":["a"]}}})",
       R"({"id":"p","issues":["privacy","own"]})"})
    add(doc("provisions", row));
  for (
      const char* row :
      {R"({"id":"e","channel":"n06","roles":[{"party":"a","role":"provider"}],"safeguards":["hrdd",{"kind":"clause","date":"2020"}]})",
       R"({"id":"e","safeguards":"hrdd"})", R"({"id":"e","safeguards":[{"date":"2020"}]})",
       R"({"id":"e","roles":[{"party":"a"}]})", R"({"id":"e","roles":["a"]})", R"({"id":"e","channel":"n99"})",
       R"({"id":"e","amount":1.5e9,"disclosed":true})", R"({"id":"e","amount":"1"})"})
    add(doc("engagements", row));
  for (const char* row :
       {R"({"id":"v","kind":"ruling","parties":["a",{"party":"b","role":"claimant"}]})",
        R"({"id":"v","parties":[{"role":"x"}]})", R"({"id":"v","parties":"a"})", R"({"id":"v","date":"soon"})"})
    add(doc("events", row));
  for (const char* row :
       {R"({"id":"r","criteria":{"accessible":"met"}})", R"({"id":"r","criteria":{"accessible":"yes"}})",
        R"({"id":"r","criteria":{"nice":"met"}})", R"({"id":"r","for":["privacy","i"],"type":"non_state"})"})
    add(doc("remedies", row));
  add(doc("implementations",
          R"({"implements":"k","covers":{"in":["a"]}},{"implements":["k"],"covers":40},{"covers":"all"})"));
  add(doc("mandates", R"({"agency":"a","function":"justice"})"));
  add(doc("complete", R"({"section":"companies","state":"NO","as_of":"2024-01-01"})"));
  for (const char* interest : {R"({"type":"votes","share":50})",
                               R"({"type":"votes","share":"50.5"})",
                               R"({"type":"votes","share":"100.000"})",
                               R"({"type":"votes","share":"050"})",
                               R"({"type":"votes","share":"5e1"})",
                               R"({"type":"votes","share":"100.1"})",
                               R"({"type":"votes","share":"-1"})",
                               R"({"type":"votes","share":"NaN"})",
                               R"({"type":"votes","share":101})",
                               R"({"type":"votes","share":-1})",
                               R"({"type":"votes","share":null})",
                               R"({"type":"votes","share":[50]})",
                               R"({"type":"votes","share":{"min":25,"max":"50","exclusive_min":true}})",
                               R"({"type":"votes","share":{}})",
                               R"({"type":"votes","share":{"exclusive_min":true}})",
                               R"({"type":"votes","share":{"min":25,"exclusive_min":25}})",
                               R"({"type":"votes","share":{"exact":5}})",
                               R"({"type":"votes","share":{"unknown":"why"}})",
                               R"({"type":"votes","share":{"unknown":true}})",
                               R"({"type":"votes","share":{"unknown":false}})",
                               R"({"type":"votes","share":{"unknown":""}})",
                               R"({"type":"votes","share":{"unknown":"why","min":5}})",
                               R"({"type":"votes","share":{"minimum":5}})",
                               R"({"type":"votingRights"})",
                               R"({"type":"voting-rights","code":"x","class":"A"})",
                               R"({"type":"voting_rights"})",
                               R"({"share":5})",
                               R"({"type":"votes","directness":"indirect"})",
                               R"({"type":"votes","directness":"maybe"})",
                               R"({"type":"votes","from":"2020","until":"2021"})",
                               R"(7)"})
    add(doc("holdings", R"({"holder":"a","company":"b","interests":[)" + std::string{interest} + "]}"));
  for (const char* row : {R"({"holder":"a","company":"b","interests":[]})", R"({"holder":"a","company":"b"})",
                          R"({"company":"b","interests":[{"type":"votes"}]})",
                          R"({"holder":"a","company":"b","interests":[{"type":"votes"}],"supersedes":"h"})",
                          R"({"holder":"a","company":"b","interests":[{"type":"votes"}],"supersedes":["h"]})",
                          R"({"holder":"a","company":"b","interests":[{"type":"votes"}],"supersedes":["h","i"]})",
                          R"({"holder":"a","company":"b","interests":{"type":"votes"}})"})
    add(doc("holdings", row));
  return cases;
}

std::vector<Case> whole_documents() {
  std::vector<Case> cases;
  for (const auto& entry : fs::directory_iterator{root / "tests/data/coherence-cases"}) {
    JsonTree tree;
    tree.parse_copy(slurp(entry.path()));
    cases.push_back({entry.path().filename().string(), std::string{tree.root().find("document").source()}});
  }
  for (const fs::path& folder : {root / "tests/data/native", root / "examples/data/telecoms"}) {
    if (!fs::exists(folder)) continue;
    for (const auto& entry : fs::directory_iterator{folder})
      if (entry.path().extension() == ".json") cases.push_back({entry.path().filename().string(), slurp(entry.path())});
  }
  // And what the writer makes of them.
  for (std::size_t i = 0, n = cases.size(); i < n; ++i) {
    dg::io::Reader reader{{.strictness = dg::io::Strictness::lenient}};
    reader.read_text(cases[i].text, cases[i].name);
    std::ostringstream out;
    dg::io::write_native(reader.finish().graph, out);
    cases.push_back({cases[i].name + ", written again", out.str()});
  }
  return cases;
}

}  // namespace

TEST_CASE("the schema in the documentation is the one the library writes", "[io]") {
  const fs::path path = root / "docs/dutygraph.schema.json";
  if (std::getenv("DUTYGRAPH_UPDATE") != nullptr) std::ofstream{path, std::ios::binary} << dg::io::json_schema();
  REQUIRE(dg::io::json_schema() == slurp(path));
}

TEST_CASE("the schema is JSON without a name twice, and all its references lead somewhere", "[io]") {
  const std::string text = dg::io::json_schema();
  JsonTree tree;
  tree.parse_copy(text);
  const JsonTree::Node definitions = tree.root().find("$defs");
  std::set<std::string> known;
  for (const JsonTree::Node definition : definitions) known.emplace(definition.key());
  for (std::size_t at = text.find("\"$ref\": \""); at != std::string::npos; at = text.find("\"$ref\": \"", at + 1)) {
    const std::string target = text.substr(at + 9, text.find('"', at + 9) - at - 9);
    INFO(target);
    REQUIRE(target.starts_with("#/$defs/"));
    REQUIRE(known.contains(target.substr(8)));
  }
}

TEST_CASE("every codelist stands at the fields it says it is used in", "[io]") {
  std::set<std::pair<std::string, std::string>> fields;
  dg::VertexRecords::for_each([&]<class Record>() {
    CodeFields<Record> visitor{fields, std::string{dg::section_of(Record::kind)} + "."};
    Record::describe(visitor);
  });
  // Read by code of their own, or lists of codes and ids together.
  const std::set<std::string> elsewhere{"every record",
                                        "elements.assertion",
                                        "holdings.interests.type",
                                        "taxonomies",
                                        "remedies.for",
                                        "holdings.interests.directness",
                                        "safeguard_policies.applies_to"};
  for (const dg::vocab::Codelist& list : dg::vocab::codelists()) {
    std::istringstream places{std::string{list.used_in}};
    for (std::string place; std::getline(places >> std::ws, place, ',');) {
      INFO(list.name << " in " << place);
      REQUIRE((elsewhere.contains(place) || fields.contains({place, std::string{list.name}})));
    }
  }
  for (const auto& [place, list] : fields) {
    INFO(place);
    REQUIRE(dg::vocab::find_codelist(list) != nullptr);
  }
}

TEST_CASE("schema and reader agree on every document", "[io]") {
  std::vector<Case> cases = small_documents();
  for (Case& one : whole_documents()) {
    INFO(one.name);
    REQUIRE(accepted(one.text));
    cases.push_back(std::move(one));
  }
  std::size_t good = 0;
  dg::detail::JsonText json;
  json.object([&] {
    json.key("schema").raw(dg::io::json_schema());
    json.key("documents").array([&] {
      for (const Case& one : cases)
        json.object([&] {
          const bool taken = accepted(one.text);
          good += taken;
          json.key("name").string(one.name);
          json.key("text").string(one.text);
          json.key("accepted").boolean(taken);
        });
    });
  });
  REQUIRE(good > 100);
  REQUIRE(cases.size() - good > 80);
  const fs::path file = fs::temp_directory_path() / "dutygraph-schema-check.json";
  std::ofstream{file, std::ios::binary} << json.text();
  const std::string command = "python3 '" + (root / "tests/io/schema_check.py").string() + "' '" + file.string() + "'";
  const int status = std::system(command.c_str());
  fs::remove(file);
  if (status == 77 << 8) {
    WARN("python3-jsonschema is not installed: the schema was not compared with the reader");
    return;
  }
  REQUIRE(status == 0);
}

TEST_CASE("every section of records has a spreadsheet header", "[io]") {
  const auto sections = dg::io::record_sections();
  REQUIRE(sections.size() == dg::vertex_kinds + 2);
  for (const std::string_view section : sections) {
    INFO(section);
    const std::string header = dg::io::csv_template(section);
    REQUIRE(header.starts_with("id,"));
    REQUIRE(header.ends_with("\n"));
    std::set<std::string> seen;
    std::istringstream in{header.substr(0, header.size() - 1)};
    for (std::string column; std::getline(in, column, ',');) REQUIRE(seen.insert(column).second);
    REQUIRE((section == "sources" || seen.contains("sources")));
  }
  const std::string holdings = dg::io::csv_template("holdings");
  REQUIRE(holdings.find(",holder,company,interests/0/type,") != std::string::npos);
  REQUIRE(dg::io::csv_template("remedies").find("criteria/accessible") != std::string::npos);
  REQUIRE_THROWS_AS(dg::io::csv_template("companys"), dg::NotFound);
  REQUIRE_THROWS_AS(dg::io::csv_template("order_edges"), dg::NotFound);
}
