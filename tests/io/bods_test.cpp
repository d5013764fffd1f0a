// SPDX-License-Identifier: BSL-1.0
#include "support/catch.hpp"

#include <dutygraph/error.hpp>

#include "io/bods_world.hpp"

namespace dg = dutygraph;
using namespace bods_test;
using Strings = std::vector<std::string>;

// --- rows ---------------------------------------------------------------------------------------

TEST_CASE("BodsReader sets bad rows aside and goes on", "[io]") {
  const World world = read_data({"bad-rows.jsonl"});
  CHECK(world.graph.vertices<dg::Company>().size() == 1);
  CHECK(world.share("self") == "9 %");
  REQUIRE(world.quarantine.size() == 25);
  CHECK(world.count("malformed-json") == 9);
  CHECK(world.count("invalid-utf8") == 1);
  CHECK(world.count("duplicate-key") == 2);
  CHECK(world.count("too-deep") == 1);
  CHECK(world.count("share-out-of-range") == 4);
  CHECK(world.count("bad-share") == 1);
  CHECK(world.count("wrong-type") == 2);
  CHECK(world.count("two-parties") == 1);
  CHECK(world.count("missing-id") == 2);
  CHECK(world.count("not-a-statement") == 1);
  CHECK(world.count("unknown-statement-type") == 1);
  // A row as it was, with its line and the reason.
  CHECK(world.quarantine[0].line == 2);
  CHECK(world.quarantine[0].rule == "malformed-json");
  CHECK(world.quarantine[0].text.ends_with("\"cut o"));
  const dg::Diagnostic share = world.complaint("bad-share");
  CHECK(share.line == 22);
  CHECK(share.path == "/recordDetails/interests/0/share/exact");
  CHECK(share.value == "most of it");
  CHECK(share.severity == dg::Severity::warning);
}

TEST_CASE("BodsReader read strictly reports every bad row as an error", "[io]") {
  const World world = read_data({"bad-rows.jsonl"}, {.strictness = dg::io::Strictness::strict});
  CHECK(world.report.count(dg::Severity::error) == 25);
  CHECK(world.quarantine.empty());
}

TEST_CASE("BodsReader takes nesting of 64 levels, and no more", "[io]") {
  const auto row = [](std::size_t lists) {
    return R"({"statementId":"deep","recordId":"r","recordType":"entity","recordDetails":{"extra":)" +
           std::string(lists, '[') + std::string(lists, ']') + "}}\n";
  };
  CHECK(read_text(row(61)).quarantine.empty());
  CHECK(read_text(row(62)).quarantine.empty());
  CHECK_THROWS_AS(read_text(row(63)), dg::InvalidData);  // the only row: the file is no register then
  CHECK_THROWS_AS(read_text(row(100'000)), dg::InvalidData);
}

TEST_CASE("BodsReader finds every truncation of a statement", "[io]") {
  const std::string good =
      R"({"statementId":"s-1","recordId":"r-1","recordType":"relationship","recordStatus":"new","statementDate":"2020-01-01",)"
      R"("recordDetails":{"subject":"c","interestedParty":"h","interests":[{"type":"shareholding","share":{"exact":5}}]}})";
  const std::string whole =
      R"({"statementId":"s-0","recordId":"c","recordType":"entity","recordDetails":{"entityType":{"type":"state"}}})";
  for (std::size_t size = 1; size < good.size(); ++size) {
    INFO(good.substr(0, size));
    const World world = read_text(whole + "\n" + good.substr(0, size) + "\n" + whole);
    CHECK(world.quarantine.size() == 1);
    CHECK(world.graph.num_edges() == 0);
  }
  CHECK(read_text(whole + "\n" + good).graph.num_edges() == 1);
}

TEST_CASE("BodsReader refuses what is not BODS", "[io]") {
  CHECK_THROWS_AS(read_text("{\"version\": 1}"), dg::InvalidData);
  CHECK_THROWS_AS(read_text("not json at all\n"), dg::InvalidData);
  CHECK_THROWS_AS(read_text(std::string("\x00\x01\x7f\xff\n\xfe\x00", 7)), dg::InvalidData);
  CHECK_THROWS_AS(read_text("[1, 2, 3]"), dg::InvalidData);
  try {
    read_text("{\"a\": 1}\n{\"b\": 2}\n");
    FAIL("read");
  } catch (const dg::InvalidData& error) {
    REQUIRE(error.diagnostics().size() == 1);
    CHECK(error.diagnostics()[0].rule == "not-bods");
    CHECK(error.diagnostics()[0].line == 1);
  }
}

TEST_CASE("BodsReader takes files without statements as empty worlds", "[io]") {
  for (const char* name : {"empty-array.json", "blank.json"}) {
    const World world = read_data({name});
    CHECK(world.graph.num_vertices() == 0);
    CHECK(world.count("empty-file") == 1);
  }
  CHECK(read_text("").count("empty-file") == 1);
}

TEST_CASE("BodsReader takes arrays, single objects and lines", "[io]") {
  CHECK(read_data({"one-object.json"}).graph.name(read_data({"one-object.json"}).vertex("single")) == "Alone");
  const std::string row = R"({"statementType":"entityStatement","statementID":"a","entityType":"arrangement"})";
  for (const std::string& text : {row, "[" + row + "]", "\xEF\xBB\xBF[\n" + row + "\n]\n", row + "\r\n" + row + "\r\n",
                                  "[" + row + "][" + row + "]"}) {
    INFO(text);
    const World world = read_text(text);
    CHECK(world.quarantine.empty());
    CHECK(world.type("a") == "arrangement");
  }
}

// --- versions of the standard ---------------------------------------------------------------------

TEST_CASE("BodsReader reads every statement by its own version", "[io]") {
  const World world = read_data({"mixed-versions.json"});
  CHECK(world.graph.vertices<dg::Company>().size() == 4);
  CHECK(world.ends("tie-old") == "record -> old-entity");
  CHECK(world.ends("tie-new") == "old-entity -> new-entity");
  CHECK(world.complaint("unknown-version").value == "0.999");
}

TEST_CASE("BodsReader reads 0.1: any order, hyphens, boolean bounds", "[io]") {
  const World world = read_data({"register-01.json"});
  const std::vector<dg::EdgeId> rows = world.holding("o-1");
  REQUIRE(rows.size() == 7);
  CHECK(world.ends("o-1") == "e-2 -> e-1");
  CHECK(world.graph.share(rows[0])->to_string() == "more than 50 up to 75 %");
  CHECK(world.graph.interest(rows[0]).directness == dg::Directness::direct);
  CHECK(world.graph.share(rows[1])->to_string() == "more than 25 up to 100 %");
  CHECK(world.graph.basis(rows[1]) == dg::vocab::Basis::votes);
  CHECK(world.graph.interest(rows[1]).directness == dg::Directness::unknown);
  CHECK(world.graph.basis(rows[2]) == dg::vocab::Basis::other);
  CHECK(world.graph.basis(rows[3]) == dg::vocab::Basis::board);
  CHECK(world.graph.basis(rows[4]) == dg::vocab::Basis::trust);
  CHECK(world.graph.basis(rows[5]) == dg::vocab::Basis::unknown);
  CHECK(world.graph.interest(rows[5]).code == "sorcery");
  CHECK(world.graph.num_identifiers(world.vertex("e-1")) == 2);
  CHECK(world.count("repeated-identifier") == 1);
  CHECK(world.count("identifier-without-id") == 1);
  CHECK(world.graph.key(world.graph.home(world.vertex("e-1"))) == "XR");
}

TEST_CASE("BodsReader reads 0.2: long numbers as ids, repeats, parties that are elsewhere", "[io]") {
  const World world = read_data({"register-02.jsonl"});
  CHECK(world.ends("17829939612884066837") == "person:1 -> 7845798686713765040");
  CHECK(world.share("17829939612884066837") == "26.15 %");
  CHECK(world.interest("17829939612884066837").valid == dg::Interval::since({2021, 6, 8}));
  CHECK(world.ends("17829939612884066999") == "person:1 -> 7845798686713765040");  // given as numbers
  CHECK(world.share("17829939612884066999") == "12.5 %");
  CHECK(world.graph.kind(world.vertex("7845798686713765040")) == dg::VertexKind::company);
  CHECK(world.count("dangling-reference") == 2);
  CHECK(world.count("duplicate-statement") == 2);                                 // one repeat; one with other content
  CHECK(world.interest("9996361713468196276").code == "board-member");            // the last one counts
  CHECK(world.share("9996361713468196278") == "50 to 60 %");                      // exact beside its range
  CHECK(world.ends("9996361713468196278") == "person:1 -> 7845798686713765040");  // by the id that was replaced
}

TEST_CASE("BodsReader follows references of earlier versions in 0.4", "[io]") {
  const World world = read_data({"hybrid-04.jsonl"});
  CHECK(world.ends("r-hybrid") == "parent -> XI-LEI-00000000000000000001");
  CHECK(world.ends("r-unspecified") == "unknown:r-unspecified -> XI-LEI-00000000000000000001");
  CHECK(world.count("hybrid-reference") == 2);
  CHECK(world.count("old-key") == 1);
  CHECK(world.type("unknown:r-reason") == "unknown");
  CHECK(world.graph.fields<dg::Organisation>(world.vertex("unknown:r-reason"))->facts.note == "noBeneficialOwners");
  CHECK(world.interest("r-reason").basis == dg::vocab::Basis::unknown);
  CHECK(world.share("r-reason") == "-");
  CHECK(world.ends("r-nobody") == "unknown:r-nobody -> unknown:r-nobody/subject");
  CHECK(world.count("missing-party") == 2);
  CHECK(world.count("no-interests") == 2);
}

TEST_CASE("BodsReader sees what GLEIF means by other influence", "[io]") {
  const World world = read_data({"gleif-04.jsonl"});
  using dg::vocab::Basis;
  CHECK(world.interest("XI-LEI-RR-D-C-P").basis == Basis::consolidation);
  CHECK(world.interest("XI-LEI-RR-D-C-P").code == "IS_DIRECTLY_CONSOLIDATED_BY");
  CHECK(world.interest("XI-LEI-RR-D-C-P").valid == dg::Interval::since({2012, 11, 29}));
  CHECK_FALSE(world.interest("XI-LEI-RR-D-C-P").share);
  CHECK(world.interest("by-details").code == "IS_ULTIMATELY_CONSOLIDATED_BY");
  CHECK(world.interest("XI-LEI-RR-U-C-P").code == "IS_ULTIMATELY_CONSOLIDATED_BY");
  CHECK(world.interest("plain").basis == Basis::other);
}

// --- who is who -----------------------------------------------------------------------------------

TEST_CASE("BodsReader keeps natural persons as numbered holders", "[io]") {
  const World world = read_data({"persons.jsonl"});
  CHECK(world.ends("r1") == "person:1 -> company");  // person-a: numbers follow the record ids
  CHECK(world.ends("r2") == "person:2 -> company");
  CHECK(world.ends("r4") == "person:4 -> company");
  CHECK(world.type("person:1") == "person");
  CHECK(world.complaint("person-anonymised").value == "3");
  for (const dg::VertexId v : world.graph.vertices()) {
    CHECK(world.graph.name(v).find("Example") == std::string_view::npos);
    CHECK(world.graph.key(v).find("person-") == std::string_view::npos);
    for (std::size_t i = 0; i < world.graph.num_identifiers(v); ++i)
      CHECK(world.graph.identifier(v, i).second != "P123");
  }
  for (const dg::Diagnostic& d : world.report) {
    CHECK(d.to_string().find("person-") == d.to_string().find("person-anonymised"));
    CHECK(d.to_string().find("P123") == std::string::npos);
  }
  CHECK(world.graph.canonical(world.vertex("person:3")) == world.vertex("person:2"));  // by identifier
}

TEST_CASE("BodsReader keeps ids and names of persons on request", "[io]") {
  const World world = read_data({"persons.jsonl"}, {.persons = true});
  CHECK(world.ends("r2") == "person-b -> company");
  CHECK(world.graph.name(world.vertex("person-b")) == "Rudolf Example");
  CHECK(world.type("person-lost") == "person");
  CHECK(world.count("person-anonymised") == 0);
  CHECK(world.graph.num_edges() == read_data({"persons.jsonl"}).graph.num_edges());
}

TEST_CASE("BodsReader numbers persons alike whatever the order of the files", "[io]") {
  const std::string a = R"({"statementType":"personStatement","statementID":"a","personType":"knownPerson"})";
  const std::string b = R"({"statementType":"personStatement","statementID":"b","personType":"knownPerson"})";
  const std::string tie =
      R"({"statementType":"ownershipOrControlStatement","statementID":"t","subject":{"describedByEntityStatement":"c"},)"
      R"("interestedParty":{"describedByPersonStatement":"b"},"interests":[]})";
  CHECK(read({{"1", a}, {"2", b}, {"3", tie}}).ends("t") == "person:2 -> c");
  CHECK(read({{"1", tie}, {"2", b}, {"3", a}}).ends("t") == "person:2 -> c");
}

TEST_CASE("BodsReader recognises one entity by its identifiers", "[io]") {
  const World world = read_data({"same-identifier.jsonl"});
  const dg::VertexId least = world.vertex("LEI-7");
  CHECK(world.graph.canonical(world.vertex("XR-COM-7")) == least);
  CHECK(world.graph.canonical(world.vertex("third")) == least);
  CHECK(world.graph.canonical(world.vertex("none-1")) == world.vertex("none-1"));  // "N/A" and "0000" tell nothing
  CHECK(world.graph.canonical(world.vertex("none-3")) == world.vertex("none-3"));
  CHECK(world.graph.canonical(world.vertex("trust")) == world.vertex("trust"));  // a trust is not a State
  CHECK(world.count("same-identifier") == 1);
  CHECK(world.count("identifier-conflict") == 1);
  CHECK(world.count("placeholder-identifier") == 4);
  REQUIRE(world.graph.settings().same_as.size() == 1);
  CHECK(world.graph.settings().same_as[0].ids == Strings{"LEI-7", "XR-COM-7", "third"});
}

TEST_CASE("BodsReader adds interests to what a document recorded before", "[io]") {
  dg::GraphBuilder builder;
  const auto source = builder.add(dg::Source{.id = "by-hand"});
  builder.add(dg::State{.id = "XR", .name = "Ruritania"}, source);
  builder.add(dg::Company{.id = "telco", .name = "As written by hand", .technologies = {"cloud"}}, source);
  const World world = read_files({data_file("states.jsonl")}, {}, std::move(builder));
  CHECK(world.graph.name(world.vertex("telco")) == "As written by hand");
  CHECK(world.ends("r6") == "office -> telco");
  CHECK(world.count("already-recorded") == 1);
  CHECK(world.graph.canonical(world.vertex("S-XR")) == world.vertex("XR"));  // the State of its code
  CHECK(world.count("same-state") == 1);
}

TEST_CASE("BodsReader lets a publisher be the source of its statements", "[io]") {
  const World world = read_data({"summary-rows.json", "register-01.json"});
  const auto source_of = [&](std::string_view key) {
    return (*world.graph.sources(world.holding(key).front()).begin()).id;
  };
  CHECK(source_of("r1") == "bods:Register of Ruritania");
  CHECK(source_of("o-1") == "file:register-01.json");
  for (const dg::Source& source : world.graph.all_sources()) {
    if (source.id != "bods:Register of Ruritania") continue;
    CHECK(source.publisher == "Register of Ruritania");
    CHECK(source.url == "https://register.example");
    CHECK(source.licence == "https://example.org/licence");
  }
  REQUIRE(world.graph.inputs().size() == 2);
  CHECK(world.graph.inputs()[0].name == "summary-rows.json");
  CHECK(world.graph.inputs()[0].digest.size() == 7 + 64);
}

TEST_CASE("looks_like_bods looks at keys, not at names", "[io]") {
  CHECK(detail::looks_like_bods(R"([ {"statementID" : "x"} ])"));
  CHECK(detail::looks_like_bods(R"({"recordType":"entity"})"));
  CHECK_FALSE(detail::looks_like_bods(R"({"dutygraph": 1, "note": "statementID"})"));
  CHECK_FALSE(detail::looks_like_bods("statementID: x"));
  CHECK_FALSE(detail::looks_like_bods(""));
}
