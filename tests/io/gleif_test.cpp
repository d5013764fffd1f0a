// SPDX-License-Identifier: BSL-1.0
#include <filesystem>
#include <string>

#include "io/register_actors.hpp"
#include "io/register_world.hpp"
#include "support/catch.hpp"

using namespace register_test;
using dg::io::Format;

namespace {

// Made up, with right check digits.
constexpr std::string_view a = "DUTYGRAPH000000AAA38";
constexpr std::string_view b = "DUTYGRAPH000000BBB96";
constexpr std::string_view c = "DUTYGRAPH000000CCC57";

std::string tag(std::string_view name, std::string_view text) {
  return "<l:" + std::string{name} + ">" + std::string{text} + "</l:" + std::string{name} + ">";
}

std::string entity(std::string_view lei, std::string_view name, std::string_view more = {},
                   std::string_view registration = "ISSUED", std::string_view updated = "2023-05-18T15:41:20.212Z") {
  return "<l:LEIRecord xmlns:l='x'>" + tag("LEI", lei) +
         tag("Entity", "<l:LegalName xml:lang='en'>" + std::string{name} + "</l:LegalName>" + std::string{more}) +
         tag("Registration", tag("LastUpdateDate", updated) + tag("RegistrationStatus", registration)) +
         "</l:LEIRecord>\n";
}

std::string level1(const std::string& records) {
  return "<?xml version='1.0'?>\n<l:LEIData xmlns:l='http://www.gleif.org/data/schema/leidata/2016'>" +
         tag("LEIHeader", tag("RecordCount", "2394586")) + "<l:LEIRecords>\n" + records + "</l:LEIRecords></l:LEIData>";
}

std::string period(std::string_view from, std::string_view to, std::string_view type = "RELATIONSHIP_PERIOD") {
  return tag("RelationshipPeriod", (from.empty() ? "" : tag("StartDate", from)) +
                                       (to.empty() ? "" : tag("EndDate", to)) + tag("PeriodType", type));
}

std::string relation(std::string_view child, std::string_view parent, std::string_view type, const std::string& periods,
                     std::string_view status = "ACTIVE", std::string_view registration = "PUBLISHED",
                     std::string_view updated = "2023-05-18T15:41:20Z", const std::string& more = {}) {
  return "<r:RelationshipRecord xmlns:r='y' xmlns:l='x'>" +
         tag("Relationship", tag("StartNode", tag("NodeID", child)) + tag("EndNode", tag("NodeID", parent)) +
                                 tag("RelationshipType", type) + tag("RelationshipPeriods", periods) +
                                 tag("RelationshipStatus", status) + more) +
         tag("Registration", tag("LastUpdateDate", updated) + tag("RegistrationStatus", registration)) +
         "</r:RelationshipRecord>\n";
}

std::string level2(const std::string& records) {
  return "<r:RelationshipData xmlns:r='http://www.gleif.org/data/schema/rr/2016'><r:RelationshipRecords>" + records +
         "</r:RelationshipRecords></r:RelationshipData>";
}

std::string exception(std::string_view lei, std::string_view category, std::string_view reason) {
  return "<e:Exception xmlns:l='x'>" + tag("LEI", lei) + tag("ExceptionCategory", category) +
         tag("ExceptionReason", reason) + "</e:Exception>\n";
}

std::string exceptions(const std::string& records) {
  return "<e:ReportingExceptionData xmlns:e='http://www.gleif.org/data/schema/repex/2016'><e:ReportingExceptions>" +
         records + "</e:ReportingExceptions></e:ReportingExceptionData>";
}

std::string id(std::string_view child, std::string_view type, std::string_view parent) {
  return std::string{child} + "/" + std::string{type} + "/" + std::string{parent};
}

}  // namespace

TEST_CASE("check digits of LEIs", "[io]") {
  using dg::io::detail::has_lei_check_digits;
  using dg::io::detail::is_lei_shaped;
  for (const std::string_view lei : {a, b, c}) {
    CHECK(is_lei_shaped(lei));
    CHECK(has_lei_check_digits(lei));
    for (std::size_t i = 0; i < lei.size(); ++i) {  // one digit off is always seen
      std::string off{lei};
      off[i] = off[i] == '7' ? '8' : '7';
      CHECK_FALSE(has_lei_check_digits(off));
    }
  }
  for (const std::string_view text : {"", "5493001KJTIIGC8Y1R1", "5493001KJTIIGC8Y1R12X", "5493001kjtiigc8y1r12"})
    CHECK_FALSE(is_lei_shaped(text));
}

TEST_CASE("level 1: entities with their States, numbers and lifetimes", "[io]") {
  const World world = read_text(level1(
      entity(a, "&#x7C73; &amp; Co",
             tag("LegalJurisdiction", "GB-ENG") + tag("EntityCreationDate", "2012-11-29T00:00:00.000Z") +
                 tag("RegistrationAuthority",
                     tag("RegistrationAuthorityID", "RA000585") + tag("RegistrationAuthorityEntityID", "01234567"))) +
      entity(b, "Fund",
             tag("EntityCategory", "FUND") + tag("LegalJurisdiction", "Narnia") + tag("EntityStatus", "INACTIVE"),
             "LAPSED") +
      entity(c, "Ministry", tag("EntityCategory", "RESIDENT_GOVERNMENT_ENTITY") + tag("LegalJurisdiction", "NO"))));
  CHECK(world.graph.name(world.vertex(a)) == "\xE7\xB1\xB3 & Co");
  CHECK(world.home(a) == "GB");
  CHECK(world.identifiers(a) == std::vector<std::string>{"XI-LEI " + std::string{a}, "GB-COH 01234567"});
  CHECK(world.graph.lifetime(world.vertex(a)).to_string() == "since 2012-11-29");
  CHECK(world.type(b) == "fund");
  CHECK(world.home(b).empty());
  CHECK(world.complaint("unknown-jurisdiction").value == "Narnia");
  CHECK(world.graph.lifetime(world.vertex(b)).to_string() == "until unknown");
  CHECK(world.count("inactive-without-end") == 1);
  CHECK(world.count("stale-record") == 1);
  CHECK(world.graph.kind(world.vertex(c)) == dg::VertexKind::agency);
  CHECK(world.groups(c) == std::vector<std::string>{"NO"});
  CHECK(world.quarantine.empty());
}

TEST_CASE("level 1: sole proprietors are natural persons", "[io]") {
  const std::string text =
      level1(entity(a, "Jane Smith", tag("EntityCategory", "SOLE_PROPRIETOR") + tag("LegalJurisdiction", "GB")) +
             entity(b, "Firm"));
  const std::string tie = level2(relation(b, a, "IS_DIRECTLY_CONSOLIDATED_BY", period("2020", "")));
  const World world = read({{"1", text}, {"2", tie}});
  CHECK(world.type("person:1") == "person");
  CHECK_FALSE(world.mentions("Jane"));
  CHECK_FALSE(world.mentions(a));
  CHECK(world.holding(id(b, "IS_DIRECTLY_CONSOLIDATED_BY", "person:1")).starts_with("person:1 -> "));
  CHECK(read({{"1", text}, {"2", tie}}, {.persons = true}).mentions("Jane"));
}

TEST_CASE("level 2: the child is where a relationship starts; only its own period counts", "[io]") {
  const World world = read_text(
      level2(relation(a, b, "IS_DIRECTLY_CONSOLIDATED_BY",
                      period("2018-01-01T00:00:00Z", "2018-12-31T00:00:00Z", "ACCOUNTING_PERIOD") +
                          period("2019-02-01T00:00:00+02:00", "") + period("2018", "2019", "DOCUMENT_FILING_PERIOD"),
                      "ACTIVE", "LAPSED") +
             relation(a, b, "IS_ULTIMATELY_CONSOLIDATED_BY", period("2019-02-01", "9940-12-31")) +
             relation(b, c, "IS_FUND-MANAGED_BY", period("2015-01-01", "2016-01-01") + period("2017-01-01", "")) +
             relation(a, c, "IS_DIRECTLY_CONSOLIDATED_BY", period("2010-01-01", ""), "INACTIVE") +
             relation(c, b, "IS_INTERNATIONAL_BRANCH_OF", "") + relation(b, a, "IS_FRIEND_OF", period("2001", "")) +
             relation(c, a, "IS_DIRECTLY_CONSOLIDATED_BY", period("2001", ""), "ACTIVE", "ANNULLED") +
             relation(c, a, "IS_SUBFUND_OF", period("2021-02-03", "2021-02-03"))));
  const auto holding = [&](std::string_view child, std::string_view type, std::string_view parent) {
    const std::string text = world.holding(id(child, type, parent));
    const std::string ends = std::string{parent} + " -> " + std::string{child} + ": ";
    return text.starts_with(ends) ? text.substr(ends.size()) : text;
  };
  CHECK(holding(a, "IS_DIRECTLY_CONSOLIDATED_BY", b) ==
        "consolidation (IS_DIRECTLY_CONSOLIDATED_BY) unknown since 2019-02-01");
  CHECK(holding(a, "IS_ULTIMATELY_CONSOLIDATED_BY", b) ==
        "consolidation (IS_ULTIMATELY_CONSOLIDATED_BY) unknown indirect 2019-02-01 to unknown");
  CHECK(world.complaint("implausible-date").value == "9940-12-31");
  CHECK(holding(b, "IS_FUND-MANAGED_BY", c).find("other (IS_FUND-MANAGED_BY) - 2015-01-01 to 2016-01-01") == 0);
  CHECK(holding(b, "IS_FUND-MANAGED_BY", c).find("since 2017-01-01") != std::string::npos);
  CHECK(holding(a, "IS_DIRECTLY_CONSOLIDATED_BY", c) ==
        "consolidation (IS_DIRECTLY_CONSOLIDATED_BY) unknown 2010-01-01 to unknown");
  CHECK(holding(c, "IS_INTERNATIONAL_BRANCH_OF", b) == "other (IS_INTERNATIONAL_BRANCH_OF) -");
  CHECK(holding(b, "IS_FRIEND_OF", a) == "unknown (IS_FRIEND_OF) - directness unknown since 2001");
  CHECK(world.count("unknown-relationship-type") == 1);
  CHECK(world.count("annulled") == 1);
  CHECK(holding(c, "IS_DIRECTLY_CONSOLIDATED_BY", a).empty());
  CHECK(world.count("ends-before-start") == 1);
  CHECK(world.count("inactive-without-end") == 1);
  CHECK(world.count("stale-record") == 1);
  CHECK(world.count("no-level-1") == 1);
  CHECK(world.identifiers(a) == std::vector<std::string>{"XI-LEI " + std::string{a}});
}

TEST_CASE("level 2: a quantifier is kept and enters no sum; the latest record counts", "[io]") {
  const std::string quantifier =
      tag("RelationshipQuantifiers",
          tag("RelationshipQuantifier", tag("QuantifierAmount", "60.5") + tag("QuantifierUnits", "PERCENTAGE")));
  const World world = read({{"new", level2(relation(a, b, "IS_DIRECTLY_CONSOLIDATED_BY", period("2020", ""), "ACTIVE",
                                                    "PUBLISHED", "2023-01-01", quantifier))},
                            {"old", level2(relation(a, b, "IS_DIRECTLY_CONSOLIDATED_BY", period("2019", ""), "ACTIVE",
                                                    "PUBLISHED", "2021-01-01"))},
                            {"names", level1(entity(a, "Old", {}, "ISSUED", "2020-01-01") + entity(a, "New"))}});
  CHECK(world.holding(id(a, "IS_DIRECTLY_CONSOLIDATED_BY", b)).find("60.5 % since 2020") != std::string::npos);
  CHECK(world.count("replaced-record") == 2);
  CHECK(world.graph.name(world.vertex(a)) == "New");
  CHECK(world.complaint("dangling-reference").value == b);
}

TEST_CASE("exceptions are unknown holders with a reason", "[io]") {
  const World world =
      read({{"x", exceptions(exception(a, "DIRECT_ACCOUNTING_CONSOLIDATION_PARENT", "NO_KNOWN_PERSON") +
                             exception(a, "ULTIMATE_ACCOUNTING_CONSOLIDATION_PARENT", "NATURAL_PERSONS") +
                             exception(b, "DIRECT_ACCOUNTING_CONSOLIDATION_PARENT", "NON_PUBLIC") +
                             exception(b, "ULTIMATE_ACCOUNTING_CONSOLIDATION_PARENT", "NO_LEI") +
                             exception(b, "THIRD_PARENT", "NO_LEI"))},
            {"r", level2(relation(b, c, "IS_DIRECTLY_CONSOLIDATED_BY", period("2020", "")))}});
  const std::string direct = std::string{a} + "/direct-parent";
  CHECK(world.holding(direct) ==
        "unknown:" + direct + " -> " + std::string{a} +
            ": consolidation (DIRECT_ACCOUNTING_CONSOLIDATION_PARENT) unknown because NO_KNOWN_PERSON");
  CHECK(world.type("unknown:" + direct) == "unknown");
  CHECK(world.type("unknown:" + std::string{a} + "/ultimate-parent") == "person");
  // One category with an exception, the other with a record.
  CHECK(world.holding(std::string{b} + "/direct-parent").empty());
  CHECK_FALSE(world.holding(std::string{b} + "/ultimate-parent").empty());
  CHECK(world.count("exception-beside-parent") == 1);
  CHECK(world.complaint("unknown-exception").value == "THIRD_PARENT");
}

TEST_CASE("JSON, answers of the interface and CSV say what XML says", "[io]") {
  const std::string A{a}, B{b};
  const World xml = read({{"1", level1(entity(a, "Child", tag("LegalJurisdiction", "DE")))},
                          {"2", level2(relation(a, b, "IS_DIRECTLY_CONSOLIDATED_BY", period("2020-01-01", "")))},
                          {"3", exceptions(exception(a, "ULTIMATE_ACCOUNTING_CONSOLIDATION_PARENT", "NON_PUBLIC"))}});
  const std::string entity_json =
      R"({"LEI":")" + A + R"(","Entity":{"LegalName":"Child","LegalJurisdiction":"DE"},"Registration":{}})";
  const std::string relation_json =
      R"({"Relationship":{"StartNode":{"NodeID":")" + A + R"("},"EndNode":{"NodeID":")" + B +
      R"("},"RelationshipType":"IS_DIRECTLY_CONSOLIDATED_BY","RelationshipPeriods":[{"StartDate":"2020-01-01T00:00:00Z","PeriodType":"RELATIONSHIP_PERIOD"}],"RelationshipStatus":"ACTIVE"}})";
  const std::string exception_json =
      R"({"LEI":")" + A +
      R"(","ExceptionCategory":"ULTIMATE_ACCOUNTING_CONSOLIDATION_PARENT","ExceptionReason":"NON_PUBLIC"})";
  const World json = read({{"1", "[" + entity_json + "]"},
                           {"2", relation_json + "\n" + relation_json + "\n"},
                           {"3", "[\n" + exception_json + "\n]"}});
  const World golden = read(
      {{"1",
        R"({"records":[{"LEI":{"$":")" + A +
            R"("},"Entity":{"LegalName":{"@xml:lang":"en","$":"Child"},"LegalJurisdiction":{"$":"DE"}}}],"more":1})"},
       {"2",
        R"({ "relations" : [{"RelationshipRecord":{"Relationship":{"StartNode":{"NodeID":{"$":")" + A +
            R"("}},"EndNode":{"NodeID":{"$":")" + B +
            R"("}},"RelationshipType":{"$":"IS_DIRECTLY_CONSOLIDATED_BY"},"RelationshipPeriods":{"RelationshipPeriod":{"StartDate":{"$":"2020-01-01"},"PeriodType":{"$":"RELATIONSHIP_PERIOD"}}}}}}]})"},
       {"3", R"({"exceptions":[)" + exception_json + "]}"}});
  const World api = read(
      {{"1",
        R"({"meta":{"goldenCopy":{}},"data":{"type":"lei-records","id":"x","attributes":{"lei":")" + A +
            R"(","entity":{"legalName":{"name":"Child"},"jurisdiction":"DE","registeredAs":null,"expiration":{"date":null}},"registration":{"status":"ISSUED"}}}})"},
       {"2",
        R"({"data":[{"type":"relationship-records","attributes":{"relationship":{"startNode":{"id":")" + A +
            R"("},"endNode":{"id":")" + B +
            R"("},"type":"IS_DIRECTLY_CONSOLIDATED_BY","status":"ACTIVE","periods":[{"startDate":"2020-01-01T00:00:00Z","type":"RELATIONSHIP_PERIOD"}]},"registration":{}}}]})"},
       {"3", R"({"data":{"type":"reporting-exceptions","attributes":{"lei":")" + A +
                 R"(","category":"ULTIMATE_ACCOUNTING_CONSOLIDATION_PARENT","reason":"NON_PUBLIC"}}})"},
       {"4", R"({"meta":{"goldenCopy":{"publishDate":"2025-05-15T00:00:00Z"}},"data":[]})"}});
  const World csv = read(
      {{"1", "\"LEI\",\"Entity.LegalName\",\"Entity.LegalJurisdiction\"\r\n\"" + A + "\",\"Child\",\"DE\"\r\n"},
       {"2",
        "Relationship.StartNode.NodeID,Relationship.EndNode.NodeID,Relationship.RelationshipType,Relationship.Period.1."
        "startDate,"
        "Relationship.Period.1.endDate,Relationship.Period.1.periodType,Relationship.Period.2.startDate,Relationship."
        "Period.2.endDate,"
        "Relationship.Period.2.periodType\n" +
            A + "," + B + ",IS_DIRECTLY_CONSOLIDATED_BY,2018,2019,ACCOUNTING_PERIOD,2020-01-01,,RELATIONSHIP_PERIOD\n"},
       {"3", "LEI,Exception.Category,Exception.Reason.1,Exception.Reason.2\n" + A +
                 ",ULTIMATE_ACCOUNTING_CONSOLIDATION_PARENT,NON_PUBLIC,\n"}});
  for (const World* world : {&xml, &json, &golden, &api, &csv}) {
    CHECK(world->quarantine.empty());
    CHECK(world->graph.name(world->vertex(a)) == "Child");
    CHECK(world->home(a) == "DE");
    CHECK(world->holding(id(a, "IS_DIRECTLY_CONSOLIDATED_BY", b)) ==
          xml.holding(id(a, "IS_DIRECTLY_CONSOLIDATED_BY", b)));
    CHECK(world->holding(A + "/ultimate-parent") == xml.holding(A + "/ultimate-parent"));
    CHECK(world->graph.num_vertices() == xml.graph.num_vertices());
  }
}

TEST_CASE("bad records of GLEIF are set aside with their reasons", "[io]") {
  const World world = read_text(level1(entity(a, "A") + entity("TOO-SHORT", "B") + entity("DUTYGRAPH000000AAA39", "C") +
                                       "<l:LEIRecord/>" + entity("", "D")));
  REQUIRE(world.quarantine.size() == 3);
  CHECK(world.quarantine[0].rule == "bad-lei");
  CHECK(world.quarantine[0].line == 4);
  CHECK(world.quarantine[0].text.find("<LegalName>B</LegalName>") != std::string::npos);
  CHECK(world.quarantine[1].rule == "not-a-record");
  CHECK(world.quarantine[2].rule == "missing-lei");
  CHECK(world.count("lei-check-digits") == 1);
  const dg::io::ReadOptions strict{.strictness = dg::io::Strictness::strict};
  CHECK(refusal(level1(entity(a, "A") + entity("SHORT", "B")), Format::automatic, strict) == "bad-lei");
  CHECK(refusal(level1(entity("SHORT", "B"))) == "not-gleif");
  CHECK(refusal("<html><LEIRecords/></html>", Format::gleif) == "not-gleif");
  CHECK(refusal("{\"x\":1}", Format::gleif) == "not-gleif");
  CHECK(refusal("a,b\n1,2\n", Format::gleif) == "not-gleif");
  CHECK(refusal("LEI,Entity.LegalName\nA\n") == "not-gleif");
  CHECK(refusal("LEI,Entity.LegalName\n\"A\n") == "not-gleif");
  CHECK(refusal(level1(entity(a, "A")).substr(0, 300)) == "malformed-xml");
  CHECK(refusal("<!DOCTYPE x [<!ENTITY e 'x'>]><l:LEIData xmlns:l='x'>&e;</l:LEIData>") == "entity-declaration");
  CHECK(read_text(level1("")).count("empty-file") == 1);
  const World csv =
      read_text("LEI,Entity.LegalName\n" + std::string{a} + ",\"two\nlines\"\n" + std::string{b} + ",x,y\n");
  REQUIRE(csv.quarantine.size() == 1);
  CHECK(csv.quarantine[0].rule == "ragged-row");
  CHECK(csv.quarantine[0].line == 4);
  CHECK(csv.graph.name(csv.vertex(a)) == "two\nlines");
}

TEST_CASE("deleted records are left out and counted", "[io]") {
  std::string gone = entity(b, "Gone");
  gone.insert(gone.find("</l:LEIRecord>"), tag("Extension", tag("Deletion", tag("DeletedAt", "2023-01-01"))));
  const World world = read_text(level1(entity(a, "A") + gone));
  CHECK_FALSE(world.has(b));
  CHECK(world.count("deleted") == 1);
}

TEST_CASE("real files of GLEIF load whole", "[io]") {
  namespace fs = std::filesystem;
  const fs::path folder = fs::path{DUTYGRAPH_REAL_DATA} / "gleif";
  if (std::string{DUTYGRAPH_REAL_DATA}.empty() || !fs::is_directory(folder)) {
    WARN("skipped: no real files; set DUTYGRAPH_REAL_DATA to their folder");
    return;
  }
  std::size_t files = 0;
  for (const auto& entry : fs::recursive_directory_iterator{folder}) {
    if (entry.path().extension() != ".xml" && entry.path().extension() != ".json") continue;
    INFO(entry.path().string());
    dg::io::Reader reader;
    reader.read(entry.path().string());
    const dg::io::Reading reading = reader.finish();
    CHECK(reading.quarantine.empty());
    CHECK_FALSE(reading.report.has_errors());
    ++files;
  }
  CHECK(files >= 25);
}
