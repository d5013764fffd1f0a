// SPDX-License-Identifier: BSL-1.0
#include "io/matching.hpp"

#include <algorithm>
#include <cstdlib>
#include <map>
#include <random>
#include <set>
#include <sstream>
#include <string>

#include <dutygraph/io/write.hpp>
#include <dutygraph/query/control.hpp>

#include "io/register_world.hpp"
#include "support/catch.hpp"

using namespace register_test;
using dg::io::detail::plain_identifier;
using dg::io::detail::plain_name;

namespace {

constexpr std::string_view lei_a = "DUTYGRAPH000000AAA38";
constexpr std::string_view lei_b = "DUTYGRAPH000000BBB96";

std::string ftm(std::string_view id, std::string_view properties, std::string_view schema = "Company") {
  return R"({"id":")" + std::string{id} + R"(","schema":")" + std::string{schema} + R"(","properties":{)" +
         std::string{properties} + "}}\n";
}

/// A BODS 0.4 entity with identifiers "scheme number".
std::string bods(std::string_view id, std::string_view name,
                 const std::vector<std::pair<std::string, std::string>>& ids) {
  std::string list;
  for (const auto& [scheme, number] : ids)
    list += (list.empty() ? "" : ",") + (R"({"scheme":")" + scheme + R"(","id":")" + number + R"("})");
  const std::string key{id};
  return R"({"statementId":"s-)" + key + R"(-0123456789012345678901234567","declarationSubject":")" + key +
         R"(","recordId":")" + key +
         R"(","recordType":"entity","recordStatus":"new","statementDate":"2024-01-01","recordDetails":{"entityType":{"type":"registeredEntity"},"name":")" +
         std::string{name} + R"(","identifiers":[)" + list + "]}}\n";
}

std::string bods_holding(std::string_view holder, std::string_view company, int percent) {
  return R"({"statementId":"r-)" + std::string{holder} + std::string{company} +
         R"(-01234567890123456789","declarationSubject":")" + std::string{company} + R"(","recordId":"r-)" +
         std::string{holder} + std::string{company} +
         R"(","recordType":"relationship","recordStatus":"new","statementDate":"2024-01-01","recordDetails":{"subject":")" +
         std::string{company} + R"(","interestedParty":")" + std::string{holder} +
         R"(","interests":[{"type":"votingRights","directOrIndirect":"direct","share":{"exact":)" +
         std::to_string(percent) + "}}]}}\n";
}

std::string gleif(std::string_view lei, std::string_view name, std::string_view authority = {},
                  std::string_view number = {}) {
  return R"([{"LEI":")" + std::string{lei} + R"(","Entity":{"LegalName":")" + std::string{name} +
         R"(","RegistrationAuthority":{"RegistrationAuthorityID":")" + std::string{authority} +
         R"(","RegistrationAuthorityEntityID":")" + std::string{number} + R"("}}}])";
}

std::string native(const World& world) {
  std::ostringstream out;
  dg::io::write_native(world.graph, out);
  return std::move(out).str();
}

}  // namespace

TEST_CASE("names and identifiers in one spelling", "[io]") {
  CHECK(plain_name("ACME Trading, Limited") == "acme trading ltd");
  CHECK(plain_name("L&amp;Q P.L.C.") == "l q plc");
  CHECK(plain_name("The  Co.") == "co");
  CHECK(plain_name("\xC3\x85lesund AS") == "\xC3\x85lesund as");
  CHECK(plain_name(" -- ").empty());
  CHECK(plain_identifier("LEI", "5493001kjtiigc8y1r12").number == "5493001KJTIIGC8Y1R12");
  CHECK(plain_identifier("LEI", "x1").scheme == "XI-LEI");
  CHECK(plain_identifier("GB-COH", " 7848318 ").number == "07848318");
  CHECK(plain_identifier("GB-COH", "sc033518").number == "SC033518");
  CHECK(plain_identifier("DE-CR", "HRB 184025").scheme.empty());
  CHECK(plain_identifier("DE-CR", "Berlin HRB 184025").scheme == "DE-CR");
  for (const std::string_view nothing : {"", " ", "0000", "N/A", "none"})
    CHECK(plain_identifier("X", nothing).scheme.empty());
  CHECK(plain_identifier("", "12345").scheme.empty());
}

TEST_CASE("a contract joins the supplier's owners and its parent", "[io]") {
  const std::string deal =
      ftm("cf-1", R"("name":["Supplies Ltd"],"jurisdiction":["gb"],"registrationNumber":["1234567"])") +
      ftm("m", R"("name":["Ministry"],"country":["gb"])", "PublicBody") +
      ftm("c", R"("title":["T"],"authority":["m"])", "Contract") +
      ftm("aw", R"("contract":["c"],"supplier":["cf-1"],"amount":["5"])", "ContractAward");
  const std::string owners = bods("owner", "Owner", {}) +
                             bods("x-1", "SUPPLIES LIMITED", {{"GB-COH", "01234567"}, {"XI-LEI", std::string{lei_a}}}) +
                             bods_holding("owner", "x-1", 60);
  const std::string parents = gleif(lei_a, "Supplies Limited", "RA000585", "01234567");
  const std::string relation = R"([{"Relationship":{"StartNode":{"NodeID":")" + std::string{lei_a} +
                               R"("},"EndNode":{"NodeID":")" + std::string{lei_b} +
                               R"("},"RelationshipType":"IS_DIRECTLY_CONSOLIDATED_BY"}}])";
  const World world = read({{"ftm", deal}, {"bods", owners}, {"lei", parents}, {"rr", relation}});
  CHECK(world.canonical("cf-1") == lei_a);  // the least id
  CHECK(world.canonical("x-1") == lei_a);
  const dg::VertexId supplier = world.vertex(lei_a);
  std::set<std::string> ties;
  for (const dg::EdgeId e : world.graph.in_edges(supplier))
    ties.insert(std::string{world.graph.key(world.graph.source(e))});
  CHECK(ties == std::set<std::string>{"owner", std::string{lei_b}});
  CHECK(world.graph.out_edges(supplier, dg::EdgeKind::role_in).begin() !=
        world.graph.out_edges(supplier, dg::EdgeKind::role_in).end());
  CHECK(world.count("same-identifier") >= 2);
  // The order of the files does not matter.
  const World other = read({{"rr", relation}, {"lei", parents}, {"bods", owners}, {"ftm", deal}});
  CHECK(native(world) == native(other));
}

TEST_CASE("matching is logged, and undone by taking the entry out", "[io]") {
  const World world = read(
      {{"ftm", ftm("f", R"("name":["A"],"leiCode":[")" + std::string{lei_a} + R"("])")}, {"lei", gleif(lei_a, "A")}});
  REQUIRE(world.graph.settings().same_as.size() == 1);
  const dg::SameAs& same = world.graph.settings().same_as.front();
  CHECK(same.ids == std::vector<std::string>{std::string{lei_a}, "f"});
  CHECK(same.note == "the same identifier, XI-LEI " + std::string{lei_a});
  std::string document = native(world);
  CHECK(read_text(document).canonical("f") == lei_a);
  const std::size_t at = document.find("\"same_as\"");
  REQUIRE(at != std::string::npos);
  const std::size_t open = document.find('[', at);
  std::size_t close = open;
  for (int depth = 0; depth != 0 || close == open; ++close)
    depth += document[close] == '[' ? 1 : document[close] == ']' ? -1 : 0;
  document.replace(open, close - open, "[]");
  CHECK(read_text(document).canonical("f") == "f");
  // Nor does another register join again what an author has parted.
  const World apart = read({{"world", document}, {"more", ftm("g", R"("leiCode":[")" + std::string{lei_a} + R"("])")}});
  CHECK(apart.canonical("f") == "f");
  CHECK(apart.count("identifier-conflict") == 1);
}

TEST_CASE("names never match unless told", "[io]") {
  const std::vector<File> files{{"ftm", ftm("f", R"("name":["Acme Trading Ltd."],"jurisdiction":["gb"])") +
                                            ftm("p", R"("name":["Acme Trading"])", "Person")},
                                {"lei", gleif(lei_a, "ACME TRADING LIMITED")}};
  const World world = read(files);
  CHECK(world.canonical("f") == "f");
  CHECK(world.count("possible-match") == 1);
  CHECK(world.graph.settings().same_as.empty());
  const World told = read(files, {.match_names = true});
  CHECK(told.canonical("f") == lei_a);
  CHECK(told.graph.settings().same_as.front().note == "the same name, acme trading ltd");
  CHECK(told.count("same-name") == 1);
}

TEST_CASE("what speaks against a match keeps actors apart", "[io]") {
  const auto number = [](std::string_view n) {
    return R"("name":["A"],"jurisdiction":["gb"],"registrationNumber":[")" + std::string{n} + R"("])";
  };
  SECTION("two LEIs with one national number: a branch and its head office") {
    const World world = read({{"a", gleif(lei_a, "Bank", "RA000585", "01234567")},
                              {"b", gleif(lei_b, "Bank Branch", "RA000585", "01234567")},
                              {"f", ftm("f", number("01234567"))}});
    CHECK(world.canonical("f") == "f");
    CHECK(world.canonical(lei_b) == lei_b);
    CHECK(world.complaint("identifier-conflict").hint.find("LEIs") != std::string::npos);
  }
  SECTION("one name, but different numbers of one register, or different homes") {
    const World world =
        read_text(ftm("f", number("1")) + ftm("g", number("2")) + ftm("h", R"("name":["B"],"jurisdiction":["gb"])") +
                      ftm("i", R"("name":["B"],"jurisdiction":["dk"])"),
                  {.match_names = true});
    CHECK(world.graph.settings().same_as.empty());
    CHECK(world.count("possible-match") == 2);
  }
  SECTION("a number in another country") {
    const World world = read_text(ftm("f", R"("jurisdiction":["sk"],"registrationNumber":["7"])") +
                                  ftm("g", R"("jurisdiction":["si"],"registrationNumber":["7"])"));
    CHECK(world.graph.settings().same_as.empty());
  }
  SECTION("placeholders") {
    const World world = read_text(ftm("f", number("000")) + ftm("g", number("000")));
    CHECK(world.canonical("g") == "g");
    CHECK(world.count("placeholder-identifier") == 2);
  }
  SECTION("kinds") {
    const World world =
        read_text(ftm("f", number("77")) +
                  ftm("g", R"("name":["Agency"],"country":["gb"],"registrationNumber":["77"])", "PublicBody"));
    CHECK(world.canonical("g") == "g");
    CHECK(world.count("identifier-conflict") == 1);
  }
}

TEST_CASE("one number for two quite different names is said", "[io]") {
  const World world = read_text(ftm("f", R"("name":["Alpha Roads"],"jurisdiction":["dk"],"registrationNumber":["7"])") +
                                ftm("g", R"("name":["Beta Foods"],"jurisdiction":["dk"],"registrationNumber":["7"])"));
  CHECK(world.canonical("g") == "f");
  CHECK(world.count("names-differ") == 1);
}

TEST_CASE("matching finds what a slow reference finds, whatever the order", "[io]") {
  const char* const asked = std::getenv("DUTYGRAPH_RANDOM_WORLDS");
  const int worlds = asked != nullptr ? std::atoi(asked) : 40;
  std::mt19937 random{7};
  for (int w = 0; w < worlds; ++w) {
    // Few actors, few identifiers, few LEIs: many collisions.
    const std::size_t actors = 2 + random() % 8;
    std::vector<std::set<std::string>> numbers(actors);
    std::vector<std::string> lines;
    for (std::size_t i = 0; i < actors; ++i) {
      std::string list;
      for (std::size_t k = random() % 3; k > 0; --k) {
        const std::string n = std::to_string(1 + random() % 5);
        if (numbers[i].insert("n" + n).second) list += (list.empty() ? "" : ",") + ("\"" + n + "\"");
      }
      std::string properties = R"("jurisdiction":["dk"])";
      if (!list.empty()) properties += R"(,"registrationNumber":[)" + list + "]";
      if (random() % 3 == 0) {
        const std::string_view lei = random() % 2 == 0 ? lei_a : lei_b;
        numbers[i].insert("l" + std::string{lei});
        properties += R"(,"leiCode":[")" + std::string{lei} + R"("])";
      }
      lines.push_back(ftm("a" + std::to_string(i), properties));
    }
    // The reference: LEIs first, then numbers in order; a number whose holders have two LEIs between them joins
    // nothing.
    std::vector<std::size_t> group(actors);
    for (std::size_t i = 0; i < actors; ++i) group[i] = i;
    std::set<std::string> all;
    for (const auto& list : numbers) all.insert(list.begin(), list.end());  // "l…" sorts before "n…"
    for (const std::string& number : all) {
      std::set<std::size_t> groups;
      std::set<std::string> leis;
      for (std::size_t i = 0; i < actors; ++i)
        if (numbers[i].contains(number)) groups.insert(group[i]);
      for (std::size_t i = 0; i < actors; ++i)
        if (groups.contains(group[i]))
          for (const std::string& n : numbers[i])
            if (n.front() == 'l') leis.insert(n);
      if (groups.empty() || leis.size() > 1) continue;
      const std::size_t first = *groups.begin();
      for (std::size_t& g : group)
        if (groups.contains(g)) g = first;
    }
    std::shuffle(lines.begin(), lines.end(), random);
    std::string text;
    for (const std::string& line : lines) text += line;
    const World world = read_text(text);
    for (std::size_t i = 0; i < actors; ++i)
      for (std::size_t k = 0; k < i; ++k) {
        INFO(text << "actors " << i << " and " << k);
        REQUIRE((world.canonical("a" + std::to_string(i)) == world.canonical("a" + std::to_string(k))) ==
                (group[i] == group[k]));
      }
  }
}

TEST_CASE("a list of two names is a list, not a text", "[io]") {
  REQUIRE_THROWS_AS(dg::io::read({"no-such-file.duty.json", "no-such-file-2.duty.json"}), dg::Unreadable);
  REQUIRE_THROWS_AS(dg::io::read({{"no-such-file.duty.json", "no-such-file-2.duty.json"}}), dg::Unreadable);
}
