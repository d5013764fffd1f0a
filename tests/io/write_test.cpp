// SPDX-License-Identifier: BSL-1.0
#include <dutygraph/io/write.hpp>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include <dutygraph/error.hpp>
#include <dutygraph/graph/builder.hpp>
#include <dutygraph/io/read.hpp>

#include "io/json.hpp"
#include "support/catch.hpp"

namespace dg = dutygraph;
namespace fs = std::filesystem;
using dg::io::Reader;
using dg::io::Strictness;

namespace {

const fs::path root{DUTYGRAPH_SOURCE_DIR};

std::string slurp(const fs::path& path) {
  std::ifstream in{path, std::ios::binary};
  REQUIRE(in);
  return {std::istreambuf_iterator<char>{in}, {}};
}

dg::Graph read(std::string_view text, const std::string& name = "world.duty.json",
               Strictness strictness = Strictness::automatic) {
  Reader reader{{.strictness = strictness}};
  reader.read_text(text, name);
  return reader.finish().graph;
}

std::string native(const dg::Graph& graph) {
  std::ostringstream out;
  dg::io::write_native(graph, out);
  return out.str();
}

std::string lines(const dg::Graph& graph) {
  std::ostringstream out;
  dg::io::write_jsonl(graph, out);
  return out.str();
}

/// Writes, reads and writes again, in both forms. \return the document
std::string stable(const dg::Graph& graph) {
  const std::string document = native(graph);
  const std::string rows = lines(graph);
  const dg::Graph from_document = read(document, "again.duty.json");
  const dg::Graph from_rows = read(rows, "again.duty.jsonl");
  REQUIRE(native(from_document) == document);
  REQUIRE(lines(from_document) == rows);
  REQUIRE(native(from_rows) == document);
  REQUIRE(lines(from_rows) == rows);
  return document;
}

/// The value of one member of a JSON object, as it is written.
std::string member(std::string_view text, std::string_view name) {
  dg::io::detail::JsonTree tree;
  tree.parse_copy(text);
  return std::string{tree.root().find(name).source()};
}

}  // namespace

TEST_CASE("a document is laid out in one way", "[io]") {
  const std::string text = slurp(root / "tests/data/native/canonical.duty.json");
  REQUIRE(native(read(text, "canonical.duty.json")) == text);
  REQUIRE(lines(read(text, "canonical.duty.json")) == slurp(root / "tests/data/native/canonical.duty.jsonl"));
  stable(read(text));
}

TEST_CASE("any order and spelling gives the same bytes", "[io]") {
  const std::string one = R"({"dutygraph":1,
    "sources":[{"id":"s"},{"id":"r"}],
    "states":[{"id":"SE","sources":["s"]},{"id":"NO","sources":["r","s"]}],
    "taxonomies":{"x":{"nodes":{"b":["a","c"],"a":[],"c":[]},"disjoint":[["c","a"]]},"w":{"closed":false}},
    "exclusive_flags":[["b","a"],["a","b"]],"incompatible_gates":[["y","x"]],"order_edges":[["z","a"]],
    "companies":[{"id":"c","home":"NO","sources":"r"},{"id":"b","home":"SE","sources":"s","extra":{"q":1,"p":[]}}],
    "holdings":[{"id":"h","holder":"NO","company":"c","sources":["s"],
                 "interests":[{"type":"votes","share":"50.0","from":"2010"},{"type":"capital","share":5e1,"from":"2010"}]}],
    "same_as":[{"ids":["c","b"]}]})";
  const std::string other = R"({"same_as":{"x":{"ids":["b","c"]}},
    "holdings":{"h":{"sources":"s","company":"c","holder":"NO","from":"2010",
                     "interests":[{"share":50,"type":"votes"},{"share":50,"type":"capital"}]}},
    "companies":{"b":{"extra":{"p":[],"q":1},"sources":["s"],"home":"SE"},"c":{"sources":["r"],"home":"NO"}},
    "order_edges":[["z","a"]],"incompatible_gates":[["x","y"]],"exclusive_flags":[["a","b"]],
    "taxonomies":[{"id":"w","closed":false},{"id":"x","disjoint":[["a","c"]],"nodes":{"a":[],"c":[],"b":["c","a"]}}],
    "states":{"NO":{"sources":["r","s"]},"SE":{"sources":"s"}},
    "sources":{"r":{},"s":{}},"dutygraph":1})";
  const std::string document = stable(read(one));
  REQUIRE(document == stable(read(other, "other.duty.json")));
  REQUIRE(member(document, "holdings").find("\"from\": \"2010\"") != std::string::npos);
}

TEST_CASE("what is default or implied is left out", "[io]") {
  const std::string document = stable(read(R"({"dutygraph":1,"sources":[{"id":"s","title":"","extra":{}}],
    "companies":[{"id":"c","name":"","home":"NO","kinds":[],"assertion":"positive","observed":[],"sources":"s"}],
    "provisions":[{"id":"p","instrument":"i","any_means":false,"sources":"s"}],
    "holdings":[{"id":"h","holder":"NO","company":"c","sources":"s","interests":[{"type":"votes","directness":"direct"}]}]})"));
  REQUIRE(document == R"({
  "dutygraph": 1,
  "sources": [
    {"id": "s"}
  ],
  "companies": [
    {"id": "c", "home": "NO", "sources": ["s"]}
  ],
  "holdings": [
    {"id": "h", "holder": "NO", "company": "c", "interests": [{"type": "votes"}], "sources": ["s"]}
  ],
  "provisions": [
    {"id": "p", "instrument": "i", "any_means": false, "sources": ["s"]}
  ]
}
)");
}

TEST_CASE("the empty world is a document too", "[io]") {
  REQUIRE(native(dg::Graph{}) == "{\n  \"dutygraph\": 1\n}\n");
  REQUIRE(lines(dg::Graph{}) == "{\"dutygraph\":1}\n");
  stable(dg::Graph{});
}

TEST_CASE("every kind of share and date survives", "[io]") {
  const std::string text = R"({"dutygraph":1,"sources":[{"id":"s"}],"states":[{"id":"NO","sources":"s"}],
    "companies":[{"id":"c","sources":"s"}],
    "holdings":[{"id":"h","holder":"NO","company":"c","sources":"s","supersedes":"g","recorded":"2020-01","interests":[
      {"type":"votes","share":33.333333333},{"type":"votes","share":{"min":25}},{"type":"votes","share":{"max":25}},
      {"type":"votes","share":{"min":0,"max":100}},{"type":"votes","share":{"min":0,"exclusive_min":true}},
      {"type":"votes","share":{"max":100,"exclusive_max":true}},{"type":"votes","share":{"unknown":"why \"x\""}},
      {"type":"votes","share":{"unknown":true}},{"type":"voting-rights","class":"B","directness":"unknown"},
      {"type":"consolidation","code":"IS_DIRECTLY","from":"unknown","to":"2021-06"}]},
      {"id":"g","holder":"NO","company":"c","sources":"s","from":"2001","to":"2002-03-04","interests":[
      {"type":"capital","from":"2001-02"},{"type":"veto"}],"note":"Å","confidence":0.10,"observed":["2001-05"]}]})";
  const std::string holdings = member(stable(read(text)), "holdings");
  REQUIRE(holdings == R"([
    {
      "id": "g",
      "holder": "NO",
      "company": "c",
      "interests": [{"type": "capital", "from": "2001-02"}, {"type": "veto", "from": "2001"}],
      "to": "2002-03-04",
      "confidence": 0.1,
      "observed": ["2001-05"],
      "note": "Å",
      "sources": ["s"]
    },
    {
      "id": "h",
      "holder": "NO",
      "company": "c",
      "interests": [
        {"type": "votes", "share": 33.333333333},
        {"type": "votes", "share": {"min": 25}},
        {"type": "votes", "share": {"max": 25}},
        {"type": "votes", "share": {"min": 0, "max": 100}},
        {"type": "votes", "share": {"min": 0, "exclusive_min": true}},
        {"type": "votes", "share": {"max": 100, "exclusive_max": true}},
        {"type": "votes", "share": {"unknown": "why \"x\""}},
        {"type": "votes", "share": {"unknown": true}},
        {"type": "voting-rights", "class": "B", "directness": "unknown"},
        {"type": "consolidation", "code": "IS_DIRECTLY", "from": "unknown", "to": "2021-06"}
      ],
      "supersedes": "g",
      "recorded": "2020-01",
      "sources": ["s"]
    }
  ])");
}

TEST_CASE("what same_as joins is written apart", "[io]") {
  const std::string document = stable(read(R"({"dutygraph":1,"companies":[{"id":"a"},{"id":"b"},{"id":"c"}],
    "holdings":[{"id":"h","holder":"c","company":"b","interests":[{"type":"votes"}]},
                {"id":"i","holder":"b","company":"c","interests":[{"type":"votes"}]}],
    "same_as":[{"ids":["b","a"],"note":"one register entry"}]})"));
  REQUIRE(member(document, "holdings").find("\"company\": \"b\"") != std::string::npos);
  REQUIRE(member(document, "holdings").find("\"holder\": \"b\"") != std::string::npos);
  REQUIRE(member(document, "same_as") == "[\n    {\"ids\": [\"a\", \"b\"], \"note\": \"one register entry\"}\n  ]");
}

TEST_CASE("input files are sources of the document that is written", "[io]") {
  Reader reader;
  reader.read_text(R"({"dutygraph":1,"states":[{"id":"NO"}]})", "folder/a.duty.json");
  reader.read_text("{\"dutygraph\":1}\n{\"section\":\"states\",\"id\":\"SE\"}\n", "b.duty.jsonl");
  reader.read_text(R"({"dutygraph":1,"sources":[{"id":"s"}],"states":[{"id":"DK","sources":"s"}]})", "c.duty.json");
  const dg::Graph graph = reader.finish().graph;
  const std::string document = stable(graph);
  const std::string sources = member(document, "sources");
  REQUIRE(sources.find("\"file:a.duty.json\"") != std::string::npos);
  REQUIRE(sources.find("\"file:b.duty.jsonl\"") != std::string::npos);
  REQUIRE(sources.find("\"file:c.duty.json\"") == std::string::npos);  // nothing rests on it
  for (const auto& input : graph.inputs())
    if (input.name != "c.duty.json") REQUIRE(sources.find(input.digest) != std::string::npos);
  // The document may have the name of a file that went into it.
  REQUIRE(native(read(document, "a.duty.json")) == document);
  REQUIRE(native(read(lines(graph), "b.duty.jsonl")) == document);
}

TEST_CASE("worlds built in code are written and read back", "[io]") {
  dg::GraphBuilder builder;
  const auto report = builder.add(dg::Source{.id = "r", .title = "Report \"2024\"\n"});
  const auto state = builder.add(dg::State{.id = "XR", .name = "Ruritania"}, report);
  const auto telco = builder.add(dg::Company{.id = "ruritel", .name = "Ruritel\x01"});
  const auto agency = builder.add(dg::Agency{.id = "ministry"}, report);
  builder.connect(agency, state, dg::PartOf{}, report);
  builder.connect(state, telco, dg::Holds{{{.share = dg::Share::exactly(62)}}}, report);
  const std::string document = stable(std::move(builder).freeze());
  REQUIRE(document.find("\"name\": \"Ruritel\\u0001\", \"sources\": [\"unsourced\"]") != std::string::npos);
  REQUIRE(document.find("{\"id\": \"ministry\", \"state\": \"XR\"") != std::string::npos);
}

TEST_CASE("bonds that only edges know become fields", "[io]") {
  dg::GraphBuilder builder;
  const auto source = builder.add(dg::Source{.id = "r"});
  const dg::EvidenceId evidence = builder.intern({&source, 1});
  const auto actor = [&](dg::VertexKind kind, std::string_view id) {
    return builder.add_actor(kind, id, {}, {}, {}, evidence);
  };
  const dg::VertexId no = actor(dg::VertexKind::state, "NO");
  const dg::VertexId se = actor(dg::VertexKind::state, "SE");
  const dg::VertexId body = actor(dg::VertexKind::agency, "body");
  const dg::VertexId fund = actor(dg::VertexKind::organisation, "fund");
  const dg::VertexId plain = actor(dg::VertexKind::company, "plain");
  builder.add_alias(no, "NOR");
  builder.add_membership(body, no, {}, evidence);
  builder.add_membership(fund, body, dg::Interval{dg::Date{2010}, dg::Date{2020}}, evidence);
  builder.add_membership(fund, se, {}, evidence);
  builder.add_membership(fund, no, {}, evidence);
  builder.add_membership(plain, no, {}, evidence);
  const dg::Graph graph = std::move(builder).freeze();
  const std::string document = stable(graph);
  REQUIRE(document.find("{\"id\": \"NO\", \"codes\": [\"NOR\"]") != std::string::npos);
  REQUIRE(document.find("{\"id\": \"body\", \"state\": \"NO\"") != std::string::npos);
  REQUIRE(document.find("{\"id\": \"plain\", \"organ_of\": \"NO\"") != std::string::npos);
  REQUIRE(document.find("\"organ_of\": \"NO\",\n      \"belongs_to\": [\"SE\", {\"id\": \"body\", \"from\": \"2010\", "
                        "\"to\": \"2020\"}]") != std::string::npos);
  const dg::Graph again = read(document);
  REQUIRE(again.num_edges() == graph.num_edges());
  REQUIRE(again.resolve(dg::VertexKind::state, "NOR").size() == 1);
}

TEST_CASE("what a lenient reader leaves open can be read strictly afterwards", "[io]") {
  const std::string document = stable(read(R"({"dutygraph":1,
    "agencies":[{"id":"a","state":"NO","supervises":["nothing"],"remedy":["none"]}],
    "companies":[{"id":"c"}],
    "instruments":[{"id":"i","enforcers":["nobody","a"],"parties":["NO"]}],
    "holdings":[{"id":"h","holder":"ghost","company":"c","interests":[{"type":"votes"}]},
                {"id":"j","holder":"a","company":"shell","interests":[{"type":"votes"}]}],
    "states":[{"id":"SE","sources":["lost"]}]})",
                                           "world.duty.json", Strictness::lenient));
  REQUIRE(member(document, "agencies").find("supervises") == std::string::npos);
  REQUIRE(member(document, "instruments").find("\"enforcers\": [\"a\"]") != std::string::npos);
  REQUIRE(member(document, "organisations").find("{\"id\": \"ghost\", \"kind\": \"unknown\"") != std::string::npos);
  REQUIRE(member(document, "companies").find("\"shell\"") != std::string::npos);
  REQUIRE(member(document, "sources").find("{\"id\": \"lost\"}") != std::string::npos);
}

TEST_CASE("a view writes the holdings that it shows", "[io]") {
  const dg::Graph graph = read(R"({"dutygraph":1,"states":[{"id":"NO"}],"companies":[{"id":"c"}],
    "holdings":[{"id":"h","holder":"NO","company":"c","interests":[{"type":"votes","to":"2010"},{"type":"votes","from":"2010"}]}]})");
  const std::string then = native(graph.as_of({2015, 1, 1}));
  REQUIRE(member(then, "holdings").find("\"from\": \"2010\"") != std::string::npos);
  REQUIRE(member(then, "holdings").find("\"to\"") == std::string::npos);
}

TEST_CASE("an output that fails is an error", "[io]") {
  std::ofstream full{"/dev/full"};
  if (!full) return;
  REQUIRE_THROWS_AS(dg::io::write_native(read(R"({"dutygraph":1,"states":[{"id":"NO"}]})"), full), dg::Unwritable);
}

TEST_CASE("every coherence case loads and is stable", "[io]") {
  std::size_t files = 0;
  for (const auto& entry : fs::directory_iterator{root / "tests/data/coherence-cases"}) {
    INFO(entry.path());
    const std::string document = member(slurp(entry.path()), "document");
    stable(read(document, entry.path().filename().string()));
    ++files;
  }
  REQUIRE(files == 50);
}

TEST_CASE("the example world loads without a complaint and is stable", "[io]") {
  const fs::path folder = root / "examples/data/telecoms";
  if (!fs::exists(folder)) return;
  std::vector<std::string> files;
  for (const auto& entry : fs::directory_iterator{folder})
    if (entry.path().extension() == ".json") files.push_back(entry.path().string());
  std::sort(files.begin(), files.end());
  const dg::io::Reading reading = dg::io::read(files);
  for (const dg::Diagnostic& d : reading.report) {
    INFO(d.to_string());
    REQUIRE(d.severity == dg::Severity::note);
  }
  stable(reading.graph);
}

TEST_CASE("random worlds load and are stable", "[io]") {
  // DUTYGRAPH_WORLDS raises the number: 10,000 take half a minute.
  const char* wanted = std::getenv("DUTYGRAPH_WORLDS");
  const std::string command = "python3 '" + (root / "tests/reference/random_worlds.py").string() +
                              "' --seed 1 --count " + (wanted != nullptr ? wanted : "1000");
  const std::unique_ptr<std::FILE, int (*)(std::FILE*)> pipe{popen(command.c_str(), "r"), &pclose};
  REQUIRE(pipe);
  std::string text;
  std::vector<char> block(1 << 16);
  for (std::size_t n = 0; (n = std::fread(block.data(), 1, block.size(), pipe.get())) > 0;)
    text.append(block.data(), n);
  std::istringstream in{text};
  std::size_t worlds = 0;
  for (std::string line; std::getline(in, line); ++worlds) {
    INFO(line);
    const std::string document = member(line, "document");
    const std::string once = native(read(document));
    const std::string rows = lines(read(once));
    REQUIRE(native(read(rows, "world.duty.jsonl")) == once);
  }
  REQUIRE(worlds >= 1000);
}
