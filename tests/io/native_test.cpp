// SPDX-License-Identifier: BSL-1.0
#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <dutygraph/error.hpp>
#include <dutygraph/io/read.hpp>

#include "support/catch.hpp"

namespace dg = dutygraph;
using dg::io::Reader;
using dg::io::Reading;
using dg::io::Strictness;

namespace {

Reading read(std::string_view text, Strictness strictness = Strictness::automatic,
             const std::string& name = "world.duty.json") {
  Reader reader{{.strictness = strictness}};
  reader.read_text(text, name);
  return reader.finish();
}

dg::Diagnostics complaints(std::string_view text, const std::string& name = "world.duty.json") {
  try {
    read(text, Strictness::automatic, name);
  } catch (const dg::InvalidData& error) {
    return error.diagnostics();
  }
  return {};
}

/// A document with one section of one row.
std::string with(std::string_view section, std::string_view row) {
  return "{\"dutygraph\":1,\n\"" + std::string{section} + "\":[\n" + std::string{row} + "]}";
}

std::string holding(std::string_view interest) {
  return R"({"dutygraph":1,"states":[{"id":"NO"}],"companies":[{"id":"c"}],
"holdings":[{"id":"h","holder":"NO","company":"c","interests":[)" +
         std::string{interest} + "]}]}";
}

dg::Interest interest_of(std::string_view text) {
  const dg::Graph graph = read(holding(text)).graph;
  for (const dg::EdgeId e : graph.edges())
    if (graph.kind(e) == dg::EdgeKind::holds) return graph.interest(e);
  FAIL("no interest");
  return {};
}

std::size_t count(const dg::Diagnostics& list, std::string_view rule) {
  return static_cast<std::size_t>(
      std::count_if(list.begin(), list.end(), [&](const dg::Diagnostic& d) { return d.rule == rule; }));
}

}  // namespace

TEST_CASE("both forms of a section and all common fields are read", "[io]") {
  const Reading reading = read(R"({
    "dutygraph": 1, "as_of": "2024-01-01", "max_coordination_hops": 2,
    "sources": {"r": {"title": "Report"}},
    "states": {"NO": {"name": "Norge"}},
    "companies": [{"id": "c", "name": "C", "home": "NO", "sources": "r", "from": "2001-05", "to": "unknown",
                   "confidence": 0.75, "assertion": "disputed", "recorded": "2020", "note": "n",
                   "observed": ["2019", "2020-02-03"], "elements": [{"id": "ungp3a.law", "assertion": "negative"}],
                   "extra": {"b": [1.0], "a": null}, "identifiers": [{"scheme": "X", "id": "1"}]}]})");
  const dg::Graph& graph = reading.graph;
  const auto c = graph.at<dg::Company>("c");
  const dg::Company company = graph.record(c);
  REQUIRE(company.name == "C");
  REQUIRE(company.home == "NO");
  REQUIRE(company.identifiers == std::vector<dg::Identifier>{{"X", "1"}});
  REQUIRE(company.facts.sources == std::vector<std::string>{"r"});
  REQUIRE(company.facts.valid == dg::Interval{dg::Date{2001, 5}, dg::Date{}});
  REQUIRE(company.facts.confidence == dg::Decimal{75, -2});
  REQUIRE(company.facts.assertion == dg::Assertion::disputed);
  REQUIRE(company.facts.recorded == dg::Date{2020});
  REQUIRE(company.facts.note == "n");
  REQUIRE(company.facts.observed == std::vector<dg::Date>{dg::Date{2019}, dg::Date{2020, 2, 3}});
  REQUIRE(company.facts.elements == std::vector<dg::ElementMark>{{"ungp3a.law", dg::Assertion::negative}});
  REQUIRE(company.facts.extra == R"({"a":null,"b":[1.0]})");
  REQUIRE(graph.settings().as_of == dg::Date{2024, 1, 1});
  REQUIRE(graph.settings().max_coordination_hops == 2);
  REQUIRE(reading.report.count(dg::Severity::warning) == 0);
}

TEST_CASE("shares are read exactly", "[io]") {
  const auto share = [](std::string_view text) {
    return *interest_of(R"({"type":"votes","share":)" + std::string{text} + "}").share;
  };
  using dg::Percent;
  using dg::Share;
  REQUIRE(share("50") == Share::exactly(50));
  REQUIRE(share("\"50\"") == Share::exactly(50));
  REQUIRE(share("50.000000001") == Share::exactly(Percent::of_units(50'000'000'001)));
  REQUIRE(share("\"33.333333333\"") == Share::exactly(Percent::of_units(33'333'333'333)));
  REQUIRE(share("1e-09") == Share::exactly(Percent::of_units(1)));
  REQUIRE(share("0") == Share::exactly(0));
  REQUIRE(share("-0") == Share::exactly(0));
  REQUIRE(share("100.0") == Share::exactly(100));
  REQUIRE(share(R"({"min":25})") == Share::between(25, 100));
  REQUIRE(share(R"({"max":"25.5"})") == Share::between(0, Percent::of_units(25'500'000'000)));
  REQUIRE(share(R"({"min":50,"exclusive_min":true,"max":75})") == Share::between(50, 75, true, false));
  REQUIRE(share(R"({"min":50,"max":75,"exclusive_max":true,"exclusive_min":false})") ==
          Share::between(50, 75, false, true));
  REQUIRE(share(R"({"min":50,"max":75,"exact":60})") == Share::exactly(60));
  REQUIRE(share(R"({"unknown":"not published"})") == Share::unknown());
  REQUIRE(interest_of(R"({"type":"votes","share":{"unknown":"not published"}})").unknown_reason == "not published");
  REQUIRE(share(R"({"unknown":true})") == Share::unknown());
  REQUIRE_FALSE(interest_of(R"({"type":"veto"})").share);
}

TEST_CASE("interests are a basis or a code of BODS", "[io]") {
  const dg::Interest plain =
      interest_of(R"({"type":"board","class":"A","directness":"indirect","from":"2010","to":"2011"})");
  REQUIRE(plain.basis == dg::vocab::Basis::board);
  REQUIRE(plain.code.empty());
  REQUIRE(plain.share_class == "A");
  REQUIRE(plain.directness == dg::Directness::indirect);
  REQUIRE(plain.valid == dg::Interval{dg::Date{2010}, dg::Date{2011}});
  const dg::Interest code = interest_of(R"({"type":"voting-rights"})");
  REQUIRE(code.basis == dg::vocab::Basis::votes);
  REQUIRE(code.code == "voting-rights");
  REQUIRE(code.directness == dg::Directness::direct);
  const dg::Interest both = interest_of(R"({"type":"consolidation","code":"IS_DIRECTLY_CONSOLIDATED_BY"})");
  REQUIRE(both.basis == dg::vocab::Basis::consolidation);
  REQUIRE(both.code == "IS_DIRECTLY_CONSOLIDATED_BY");
}

TEST_CASE("a holding's dates are those of its interests", "[io]") {
  const dg::Graph graph = read(R"({"dutygraph":1,"states":[{"id":"NO"}],"companies":[{"id":"c"}],
    "holdings":[{"holder":"NO","company":"c","from":"2010","to":"2020",
                 "interests":[{"type":"votes"},{"type":"capital","from":"2015"}]}]})")
                              .graph;
  std::vector<dg::Interval> spans;
  for (const dg::EdgeId e : graph.edges()) spans.push_back(graph.valid(e));
  REQUIRE(spans == std::vector<dg::Interval>{{dg::Date{2010}, dg::Date{2020}}, {dg::Date{2015}, dg::Date{2020}}});
}

TEST_CASE("lists may be given as one text", "[io]") {
  const dg::Graph graph = read(R"({"dutygraph":1,
    "companies":[{"id":"c","kinds":"soe","operates":"NO"}],
    "instruments":[{"id":"i","enforcers":"a","parties":["NO",{"state":"SE","signed":"2001"}],"scope":{"need":2}}],
    "agencies":[{"id":"a","state":"NO"}],
    "engagements":[{"id":"e","safeguards":"hrdd"},{"id":"f","safeguards":[]},{"id":"g"}],
    "events":[{"id":"v","parties":["c"]}],
    "commitments":[{"id":"k","state":"NO"}],"implementations":[{"implements":"k","covers":60}]})")
                              .graph;
  REQUIRE(graph.record(graph.at<dg::Company>("c")).kinds == std::vector<std::string>{"soe"});
  const dg::Instrument instrument = graph.record(graph.at<dg::Instrument>("i"));
  REQUIRE(instrument.enforcers == std::vector<dg::Enforcer>{{"a", {}}});
  REQUIRE(instrument.parties == std::vector<dg::TreatyParty>{{"NO"}, {"SE", dg::Date{2001}}});
  REQUIRE(instrument.scope->need == "2");
  REQUIRE(graph.record(graph.at<dg::Engagement>("e")).safeguards == std::vector<dg::Safeguard>{{"hrdd"}});
  REQUIRE(graph.record(graph.at<dg::Engagement>("f")).safeguards->empty());
  REQUIRE_FALSE(graph.record(graph.at<dg::Engagement>("g")).safeguards);
  REQUIRE(graph.record(graph.at<dg::Event>("v")).parties.front().party == "c");
}

TEST_CASE("every fault has rule, line, path and a hint", "[io]") {
  struct Case {
    std::string text;
    std::string rule;
    std::uint64_t line;
    std::string path;
  };
  const auto row = GENERATE(values<Case>({
      {R"({"states":[]})", "missing-field", 0, "/dutygraph"},
      {R"({"dutygraph":2})", "unknown-version", 1, "/dutygraph"},
      {R"({"dutygraph":"1"})", "unknown-version", 1, "/dutygraph"},
      {R"({"dutygraph":1,"companys":[]})", "unknown-section", 1, "/companys"},
      {R"({"dutygraph":1,"as_of":"2024"})", "invalid-date", 1, "/as_of"},
      {R"({"dutygraph":1,"as_of":"yesterday"})", "invalid-date", 1, "/as_of"},
      {R"({"dutygraph":1,"max_coordination_hops":-1})", "invalid-number", 1, "/max_coordination_hops"},
      {R"({"dutygraph":1,"states":7})", "wrong-type", 1, "/states"},
      {R"({"dutygraph":1,"states":{"NO":{"id":"SE"}}})", "two-ids", 1, "/states/NO/id"},
      {R"({"dutygraph":1,"states":{"":{}}})", "missing-id", 1, "/states/"},
      {with("states", "7"), "wrong-type", 3, "/states/0"},
      {with("states", R"({"name":"x"})"), "missing-id", 3, "/states/0/id"},
      {with("states", R"({"id":""})"), "empty-text", 3, "/states/0/id"},
      {with("states", R"({"id":3})"), "wrong-type", 3, "/states/0/id"},
      {with("states", R"({"id":"NO"},
{"id":"NO"})"),
       "duplicate-id", 4, "/states/1/id"},
      {with("states", R"({"id":"NO","nam":"x"})"), "unknown-field", 3, "/states/0/nam"},
      {with("states", R"({"id":"NO","name":null})"), "wrong-type", 3, "/states/0/name"},
      {with("states", R"({"id":"NO","from":"2020-02-30"})"), "invalid-date", 3, "/states/0/from"},
      {with("states", R"({"id":"NO","from":"2021-13"})"), "invalid-date", 3, "/states/0/from"},
      {with("states", R"({"id":"NO","from":2021})"), "wrong-type", 3, "/states/0/from"},
      {with("states", R"({"id":"NO","from":"2020","to":"2019"})"), "empty-interval", 3, "/states/0/from"},
      {with("states", R"({"id":"NO","from":"2020-01-01","to":"2020-01-01"})"), "empty-interval", 3, "/states/0/from"},
      {with("states", R"({"id":"NO","confidence":1.5})"), "invalid-number", 3, "/states/0/confidence"},
      {with("states", R"({"id":"NO","assertion":"maybe"})"), "unknown-code", 3, "/states/0/assertion"},
      {with("states", R"({"id":"NO","elements":[{}]})"), "missing-field", 3, "/states/0/elements/0/id"},
      {with("states", R"({"id":"NO","extra":[]})"), "wrong-type", 3, "/states/0/extra"},
      {with("states", R"({"id":"EU","members":[{"id":"NO","from":"2020","to":"2010"}]})"), "empty-interval", 3,
       "/states/0/members/0/from"},
      {with("agencies", R"({"id":"a","level":"nationl"})"), "unknown-code", 3, "/agencies/0/level"},
      {with("agencies", R"({"id":"a","powers":["inspect",7]})"), "wrong-type", 3, "/agencies/0/powers/1"},
      {with("companies", R"({"id":"c","size":[{"staff":"many"}]})"), "wrong-type", 3, "/companies/0/size/0/staff"},
      {with("companies", R"({"id":"c","size":[{"year":2020.5}]})"), "invalid-number", 3, "/companies/0/size/0/year"},
      {with("companies", R"({"id":"c","size":{"year":2020}})"), "wrong-type", 3, "/companies/0/size"},
      {with("companies", R"({"id":"c","identifiers":[{"scheme":"x"}]})"), "missing-field", 3,
       "/companies/0/identifiers/0/id"},
      {with("instruments", R"({"id":"i","status":[{"state":"in_froce"}]})"), "unknown-code", 3,
       "/instruments/0/status/0/state"},
      {with("instruments", R"({"id":"i","hrdd":true})"), "wrong-type", 3, "/instruments/0/hrdd"},
      {with("instruments", R"({"id":"i","definitions":{"ai":[""]}})"), "empty-text", 3,
       "/instruments/0/definitions/ai/0"},
      {with("remedies", R"({"id":"r","criteria":{"accesible":"met"}})"), "unknown-code", 3,
       "/remedies/0/criteria/accesible"},
      {with("remedies", R"({"id":"r","criteria":{"accessible":"yes"}})"), "unknown-code", 3,
       "/remedies/0/criteria/accessible"},
      {with("provisions", R"({"id":"p","bearer":["x"]})"), "wrong-type", 3, "/provisions/0/bearer"},
      {with("provisions", R"({"id":"p","binding":"mandatory"})"), "wrong-type", 3, "/provisions/0/binding"},
      {with("engagements", R"({"id":"e","roles":[{"party":"x"}]})"), "missing-field", 3, "/engagements/0/roles/0/role"},
      {with("engagements", R"({"id":"e","channel":"n28"})"), "unknown-code", 3, "/engagements/0/channel"},
      {with("holdings", R"({"company":"c","interests":[{"type":"votes"}]})"), "missing-field", 3, "/holdings/0/holder"},
      {with("holdings", R"({"holder":"a","company":"c","interests":[]})"), "missing-field", 3, "/holdings/0/interests"},
      {with("order_edges", R"(["a"])"), "wrong-length", 3, "/order_edges/0"},
      {with("order_edges", R"("a")"), "wrong-type", 3, "/order_edges/0"},
      {with("exclusive_flags", R"(["a"])"), "wrong-length", 3, "/exclusive_flags/0"},
      {with("same_as", R"({"ids":["a"]})"), "wrong-length", 3, "/same_as/0/ids"},
      {with("same_as", R"({})"), "missing-field", 3, "/same_as/0/ids"},
      {with("sources", R"({"id":"s"},{"id":"s","title":"t"})"), "duplicate-id", 3, "/sources/1/id"},
      {R"({"dutygraph":1,"codelists":{"powr":["x"]}})", "unknown-codelist", 1, "/codelists/powr"},
      {R"({"dutygraph":1,"codelists":{"basis":["x"]}})", "closed-codelist", 1, "/codelists/basis"},
      {R"({"dutygraph":1,"taxonomies":{"bearer":{"nodes":{"a":["b"],"b":["a"]}}}})", "taxonomy-cycle", 1,
       "/taxonomies/bearer"},
      {R"({"dutygraph":1,"taxonomies":{"bearer":{"node":{}}}})", "unknown-field", 1, "/taxonomies/bearer/node"},
      {R"({"dutygraph":1,"profiles":[{"measure":"votes"}]})", "missing-id", 1, "/profiles/0/id"},
      {R"({"dutygraph":1,"profiles":[{"id":"p"},{"name":"p"}]})", "duplicate-id", 1, "/profiles/1"},
      {holding(R"({"share":1})"), "missing-field", 2, "/holdings/0/interests/0/type"},
      {holding(R"({"type":"capitl"})"), "unknown-code", 2, "/holdings/0/interests/0/type"},
      {holding(R"({"type":"votes","directness":"maybe"})"), "unknown-code", 2, "/holdings/0/interests/0/directness"},
      {holding(R"({"type":"votes","share":100.000000001})"), "share-out-of-range", 2, "/holdings/0/interests/0/share"},
      {holding(R"({"type":"votes","share":-0.1})"), "share-out-of-range", 2, "/holdings/0/interests/0/share"},
      {holding(R"({"type":"votes","share":1e999})"), "share-out-of-range", 2, "/holdings/0/interests/0/share"},
      {holding(R"({"type":"votes","share":"NaN"})"), "invalid-number", 2, "/holdings/0/interests/0/share"},
      {holding(R"({"type":"votes","share":"Infinity"})"), "invalid-number", 2, "/holdings/0/interests/0/share"},
      {holding(R"({"type":"votes","share":"5e1"})"), "invalid-number", 2, "/holdings/0/interests/0/share"},
      {holding(R"({"type":"votes","share":true})"), "wrong-type", 2, "/holdings/0/interests/0/share"},
      {holding(R"({"type":"votes","share":50.0000000001})"), "share-rounded", 2, "/holdings/0/interests/0/share"},
      {holding(R"({"type":"votes","share":{}})"), "empty-range", 2, "/holdings/0/interests/0/share"},
      {holding(R"({"type":"votes","share":{"min":60,"max":40}})"), "empty-range", 2, "/holdings/0/interests/0/share"},
      {holding(R"({"type":"votes","share":{"min":50,"max":50,"exclusive_min":true}})"), "empty-range", 2,
       "/holdings/0/interests/0/share"},
      {holding(R"({"type":"votes","share":{"min":10,"max":20,"exact":30}})"), "exact-beside-range", 2,
       "/holdings/0/interests/0/share"},
      {holding(R"({"type":"votes","share":{"min":50,"exclusive_min":50}})"), "wrong-type", 2,
       "/holdings/0/interests/0/share/exclusive_min"},
      {holding(R"({"type":"votes","share":{"minimum":50}})"), "unknown-field", 2,
       "/holdings/0/interests/0/share/minimum"},
      {holding(R"({"type":"votes","from":"2020","to":"2019"})"), "empty-interval", 2, "/holdings/0/interests/0/from"},
  }));
  INFO(row.text);
  const dg::Diagnostics list = complaints(row.text);
  REQUIRE(list.has_errors());
  const dg::Diagnostic& first = list[0];
  REQUIRE(first.rule == row.rule);
  REQUIRE(first.severity == dg::Severity::error);
  REQUIRE(first.file == "world.duty.json");
  REQUIRE(first.line == row.line);
  REQUIRE(first.path == row.path);
  REQUIRE_FALSE(first.hint.empty());
}

TEST_CASE("the nearest name is suggested", "[io]") {
  const auto hint = [](const std::string& text) { return complaints(text)[0].hint; };
  using Catch::Matchers::ContainsSubstring;
  REQUIRE_THAT(hint(R"({"dutygraph":1,"companys":[]})"), ContainsSubstring("did you mean \"companies\"?"));
  REQUIRE_THAT(hint(with("companies", R"({"id":"c","hmoe":"NO"})")), ContainsSubstring("did you mean \"home\"?"));
  REQUIRE_THAT(hint(holding(R"({"type":"capitl"})")), ContainsSubstring("did you mean \"capital\"?"));
  REQUIRE_THAT(hint(with("companies", R"({"id":"c","zzzzzzzz":"NO"})")), !ContainsSubstring("did you mean"));
}

TEST_CASE("all faults of a file are told at once", "[io]") {
  std::string text = R"({"dutygraph":1,"companies":[)";
  for (int i = 0; i < 150; ++i) text += (i == 0 ? "" : ",\n") + (R"({"id":"c)" + std::to_string(i) + R"(","home":3})");
  const dg::Diagnostics list = complaints(text + "]}");
  REQUIRE(list.size() == 150);
  REQUIRE(list[149].line == 150);
  try {
    read(text + "]}");
  } catch (const dg::InvalidData& error) {
    REQUIRE_THAT(error.what(), Catch::Matchers::EndsWith("... and 50 more errors"));
  }
}

TEST_CASE("one id twice is an error that names both places", "[io]") {
  using Catch::Matchers::ContainsSubstring;
  const auto list = complaints("{\"dutygraph\":1,\"states\":[{\"id\":\"x\"}],\n\"companies\":[\n{\"id\":\"x\"}]}");
  REQUIRE(list.size() == 1);
  REQUIRE(list[0].line == 3);
  REQUIRE_THAT(list[0].hint, ContainsSubstring("world.duty.json:1"));
  const auto holdings = complaints(
      "{\"dutygraph\":1,\"companies\":[{\"id\":\"a\"},{\"id\":\"b\"}],\"holdings\":[\n"
      "{\"id\":\"h\",\"holder\":\"a\",\"company\":\"b\",\"interests\":[{\"type\":\"votes\"}]},\n"
      "{\"id\":\"h\",\"holder\":\"b\",\"company\":\"a\",\"interests\":[{\"type\":\"votes\"}]}]}");
  REQUIRE(holdings.size() == 1);
  REQUIRE(holdings[0].line == 3);
  REQUIRE(holdings[0].path == "/holdings/1/id");
  REQUIRE_THAT(holdings[0].hint, ContainsSubstring("world.duty.json:2"));
}

TEST_CASE("link records without id get one from their text", "[io]") {
  const auto text = [](std::string_view holding_text) {
    return R"({"dutygraph":1,"companies":[{"id":"a"},{"id":"b"}],"holdings":[)" + std::string{holding_text} +
           R"(],"mandates":[{"agency":"a","function":"justice"},{"function":"justice","agency":"a"}]})";
  };
  const auto key = [](const dg::Graph& graph) {
    for (const dg::EdgeId e : graph.edges())
      if (graph.kind(e) == dg::EdgeKind::holds) return std::string{graph.holding_key(e)};
    return std::string{};
  };
  const Reading one = read(text(R"({"holder":"a","company":"b","interests":[{"type":"votes","share":50}]})"));
  const Reading other = read(text(R"({"interests":[{"share":"50.0","type":"votes"}],"company":"b","holder":"a"})"));
  REQUIRE(key(one.graph).size() == 25);
  REQUIRE(key(one.graph).starts_with("holdings:"));
  REQUIRE(key(one.graph) == key(other.graph));  // the same fact, whatever its spelling
  REQUIRE(count(one.report, "duplicate") == 1);
  REQUIRE(one.graph.vertices<dg::Mandate>().size() == 2);
  std::vector<std::string> ids;
  for (const auto v : one.graph.vertices<dg::Mandate>()) ids.emplace_back(one.graph.key(v));
  std::sort(ids.begin(), ids.end());
  REQUIRE(ids[1] == ids[0] + "#2");
}

TEST_CASE("records without sources rest on their file, which is said once", "[io]") {
  const Reading reading =
      read(R"({"dutygraph":1,"sources":[{"id":"s"}],"states":[{"id":"NO"},{"id":"SE"},{"id":"DK","sources":"s"}]})");
  REQUIRE(count(reading.report, "unsourced") == 1);
  REQUIRE(reading.report[0].severity == dg::Severity::note);
  REQUIRE_THAT(reading.report[0].hint, Catch::Matchers::StartsWith("2 records"));
  const dg::Source& file = *reading.graph.sources(*reading.graph.find(dg::VertexKind::state, "NO")).begin();
  REQUIRE(file.id == "file:world.duty.json");
  REQUIRE(file.title == "world.duty.json");
  REQUIRE(file.note.size() == 71);
  REQUIRE(file.note == reading.graph.inputs()[0].digest);
  REQUIRE(reading.graph.sources(*reading.graph.find(dg::VertexKind::state, "DK")).begin()->id == "s");
}

TEST_CASE("ids that may look like others are warned of", "[io]") {
  REQUIRE(count(read(R"({"dutygraph":1,"companies":[{"id":"Te\u0301le"}]})").report, "not-normalised") == 1);
  REQUIRE(count(read(R"({"dutygraph":1,"companies":[{"id":"T\u00e9le"}]})").report, "not-normalised") == 0);
}

TEST_CASE("nodes that no taxonomy lists are warned of", "[io]") {
  const Reading reading = read(R"({"dutygraph":1,"taxonomies":{"x":
    {"nodes":{"a":[],"b":["a","typo"]},"exhaustive":["lost"],"disjoint":[["a","gone"]]}}})");
  REQUIRE(count(reading.report, "unknown-node") == 3);
  Reader reader;
  reader.read_text(R"({"dutygraph":1,"taxonomies":{"x":{"nodes":{"b":["a"]}}}})", "1");
  reader.read_text(R"({"dutygraph":1,"taxonomies":{"x":{"nodes":{"a":[]}}}})", "2");
  REQUIRE(count(reader.finish().report, "unknown-node") == 0);
}

TEST_CASE("codes of open lists are noted, unless the document declares them", "[io]") {
  const Reading reading = read(R"({"dutygraph":1,
    "agencies":[{"id":"a","powers":["inspect","kill"]},{"id":"b","powers":["kill"]}],
    "companies":[{"id":"c","technologies":["facial-recognition","quantum"],"kinds":["bank"]}]})");
  REQUIRE(count(reading.report, "unknown-code") == 3);  // kill once, quantum, bank
  for (const dg::Diagnostic& note : reading.report)
    if (note.value == "kill") {
      REQUIRE(note.path == "/agencies/0/powers/1");
      REQUIRE_THAT(note.hint, Catch::Matchers::ContainsSubstring("(2 times)"));
    }
  const Reading declared = read(R"({"dutygraph":1,
    "agencies":[{"id":"a","powers":["kill"]}],
    "companies":[{"id":"c","technologies":["quantum"],"kinds":["bank"]}],
    "engagements":[{"id":"e","channel":"x99"}],
    "codelists":{"power":["kill"],"channel":["x99"]},
    "taxonomies":{"object":{"nodes":{"quantum":[]}},"bearer":{"nodes":{"bank":[]}}}})");
  REQUIRE(count(declared.report, "unknown-code") == 0);
  REQUIRE(count(declared.report, "closed-codelist") == 1);
}

TEST_CASE("a lenient reader sets bad rows aside and goes on", "[io]") {
  const Reading reading = read(R"({"dutygraph":1,"stats":[],
    "states":[{"id":"NO"},{"id":"NO"}],
    "companies":[{"id":"c","home":"NO","hmoe":1},{"id":"d","home":3},7],
    "holdings":[{"id":"h","holder":"NO","company":"c","interests":[{"type":"votes","share":50.0000000001}]},
                {"id":"i","holder":"NO","company":"c","interests":[{"type":"votes","share":101}]},
                {"id":"j","holder":"nobody","company":"c","interests":[{"type":"votes"}]}],
    "same_as":[{"ids":["NO","nothing"]}]})",
                               Strictness::lenient);
  REQUIRE_FALSE(reading.report.has_errors());
  REQUIRE(count(reading.report, "unknown-section") == 1);
  REQUIRE(count(reading.report, "unknown-field") == 1);
  REQUIRE(count(reading.report, "share-rounded") == 1);
  REQUIRE(reading.quarantine.size() == 5);
  REQUIRE(reading.quarantine[0].rule == "duplicate-id");
  REQUIRE(reading.quarantine[0].text == R"({"id":"NO"})");
  REQUIRE(reading.quarantine[1].text == R"({"id":"d","home":3})");
  REQUIRE(reading.quarantine[1].line == 3);
  REQUIRE(reading.quarantine[2].text == "7");
  REQUIRE(reading.quarantine[3].rule == "share-out-of-range");
  REQUIRE(reading.quarantine[4].rule == "dangling-reference");
  REQUIRE(reading.graph.vertices<dg::Company>().size() == 1);
  REQUIRE(reading.graph.record(reading.graph.at<dg::Organisation>("nobody")).type == "unknown");
}
