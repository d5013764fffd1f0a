// SPDX-License-Identifier: BSL-1.0
#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <random>
#include <sstream>
#include <string>

#include <dutygraph/io/write.hpp>
#include <dutygraph/query/control.hpp>
#include <dutygraph/query/profile.hpp>

#include "io/register_world.hpp"
#include "io/share_text.hpp"
#include "support/catch.hpp"

using namespace register_test;
using dg::io::Format;

namespace {

std::string line(std::string_view id, std::string_view schema, std::string_view properties,
                 std::string_view more = {}) {
  return R"({"id":")" + std::string{id} + R"(","schema":")" + std::string{schema} + R"(","properties":{)" +
         std::string{properties} + "}" + (more.empty() ? "" : "," + std::string{more}) + "}\n";
}

std::string company(std::string_view id, std::string_view more = {}) {
  return line(id, "Company", R"("name":["N"])" + (more.empty() ? "" : "," + std::string{more}));
}

std::string own(std::string_view id, std::string_view owner, std::string_view asset, std::string_view more = {}) {
  return line(id, "Ownership",
              R"("owner":[")" + std::string{owner} + R"("],"asset":[")" + std::string{asset} + R"("])" +
                  (more.empty() ? "" : "," + std::string{more}));
}

std::string share(std::string_view percentage) {
  const World world = read_text(company("a") + company("b") +
                                own("o", "a", "b", R"("percentage":[")" + std::string{percentage} + R"("])"));
  return world.holding("o").substr(std::string{"a -> b: capital () "}.size());
}

}  // namespace

TEST_CASE("entities of FollowTheMoney arrive in any order", "[io]") {
  const World world = read_text(
      own("o", "a", "b", R"("percentage":["51"],"startDate":["2020-01"],"endDate":["2021"])") +
      company("b", R"("jurisdiction":["gb-sct"],"registrationNumber":["SC1"],"leiCode":["5493001kjtiigc8y1r12"])") +
      company("a", R"("country":["dk"],"registrationNumber":["7"],"dissolutionDate":["2022-02-03"])"));
  CHECK(world.holding("o") == "a -> b: capital () 51 % 2020-01 to 2021");
  CHECK(world.home("b") == "GB");
  CHECK(world.home("a") == "DK");
  CHECK(world.identifiers("b") == std::vector<std::string>{"XI-LEI 5493001KJTIIGC8Y1R12", "GB-COH SC1"});
  CHECK(world.identifiers("a") == std::vector<std::string>{"DK-CVR 7"});
  CHECK(world.graph.lifetime(world.vertex("a")).to_string() == "until 2022-02-03");
  CHECK(world.quarantine.empty());
}

TEST_CASE("percentages are free text", "[io]") {
  CHECK(share("51") == "51 %");
  CHECK(share("51%") == "51 %");
  CHECK(share("33,3 %") == "33.3 %");
  CHECK(share("75-100") == "75 to 100 %");
  CHECK(share("25 to 50 %") == "25 to 50 %");
  CHECK(share("50 \xE2\x80\x93 75") == "50 to 75 %");
  CHECK(share(">50") == "more than 50 up to 100 %");
  CHECK(share("at least 25") == "25 to 100 %");
  CHECK(share("more than 50 %") == "more than 50 up to 100 %");
  CHECK(share("50+") == "50 to 100 %");
  for (const std::string_view text : {"most", "150", "-5", "75-25", "1e1", "50 shares", "1.2.3", "a-b", "50-"})
    CHECK(share(text) == "unknown because the source gives " + std::string{text});
  CHECK(read_text(company("a") + company("b") + own("o", "a", "b")).holding("o") ==
        "a -> b: capital () unknown because no percentage given");
  CHECK(read_text(company("a") + company("b") + own("o", "a", "b", R"("sharesCount":["1000"])")).holding("o") ==
        "a -> b: capital () unknown because only a number of shares is given: 1000");
}

TEST_CASE("shares that are written as text read back as they were", "[io]") {
  using dg::Share;
  for (const Share& one : {Share::exactly(51), Share::between(25, 50), Share::between(50, 75, true),
                           Share::between(50, 75, false, true), Share::between(0, 100, true, true)}) {
    const std::string text = dg::io::detail::to_share_text(one);
    INFO(text);
    const auto read = dg::io::detail::read_share_text(text);
    REQUIRE(read);
    CHECK(read->share == one);
  }
}

TEST_CASE("one value too many is said, and widens", "[io]") {
  const World world = read_text(
      company("a") + company("b") +
      own("o", "a", "b", R"("percentage":["51","49"],"startDate":["2020","2021"],"endDate":["2022","2022-05"])"));
  CHECK(world.holding("o") == "a -> b: capital () 49 to 51 % unknown to 2022-05");
  CHECK(world.count("several-values") == 2);
}

TEST_CASE("one pair may have several records with different dates", "[io]") {
  const World world =
      read_text(company("a") + company("b") + own("o1", "a", "b", R"("percentage":["10"],"endDate":["2019"])") +
                own("o2", "a", "b", R"("percentage":["60"],"startDate":["2019"])"));
  CHECK(world.graph.num_edges() == 2);
  CHECK(world.holding("o2") == "a -> b: capital () 60 % since 2019");
}

TEST_CASE("roles say what kind of right it is", "[io]") {
  const World world =
      read_text(company("a") + company("b") +
                own("o1", "a", "b", R"("role":["ownership-of-shares-75-to-100-percent"],"percentage":["75-100"])") +
                own("o2", "a", "b", R"("role":["Voting rights"],"percentage":["30"])") +
                own("o3", "a", "b", R"("role":["appointmentOfBoard"])") +
                own("o4", "a", "b", R"("ownershipType":["beneficial"],"percentage":["30"])") +
                own("o5", "a", "b", R"("status":["indirect"],"percentage":["30"])") +
                line("d1", "Directorship",
                     R"("director":["a"],"organization":["b"],"role":["right-to-appoint-and-remove-directors"])") +
                line("d2", "Directorship", R"("director":["a"],"organization":["b"])") +
                line("l1", "UnknownLink",
                     R"("subject":["a"],"object":["b"],"role":["voting-rights-50-to-75-percent-as-trust"])") +
                line("l2", "UnknownLink", R"("subject":["a"],"object":["b"])"));
  CHECK(world.holding("o1") == "a -> b: capital (ownership-of-shares) 75 to 100 %");
  CHECK(world.holding("o2") == "a -> b: votes (voting-rights) 30 %");
  CHECK(world.holding("o3") == "a -> b: board (appointmentOfBoard) -");
  CHECK(world.holding("o4") == "a -> b: capital () 30 % directness unknown");
  CHECK(world.holding("o5") == "a -> b: capital () 30 % indirect");
  CHECK(world.holding("d1") == "a -> b: board (right-to-appoint-and-remove-directors) -");
  CHECK(world.holding("d2") == "a -> b: other (Directorship) -");
  CHECK(world.holding("l1") == "a -> b: votes (voting-rights) 50 to 75 %");
  CHECK(world.holding("l2") == "a -> b: unknown (UnknownLink) -");
}

TEST_CASE("public bodies belong to the State of their country; owned ones are companies", "[io]") {
  const World world =
      read_text(line("m", "PublicBody", R"("name":["Ministry"],"country":["gb"])") +
                line("e", "PublicBody", R"("name":["Commission"],"jurisdiction":["eu"])") +
                line("s", "PublicBody", R"("name":["Two"],"country":["dk","no"])") +
                line("x", "PublicBody", R"("name":["Gone"],"country":["suhh"])") +
                line("soe", "PublicBody", R"("name":["Oil"],"country":["no"],"topics":["gov.soe"])") +
                line("un", "PublicBody", R"("name":["UN"],"topics":["gov.igo"])") +
                line("org", "Organization", R"("name":["Owned"],"topics":["gov"])") +
                own("o", "m", "org", R"("percentage":["60"])") + own("p", "m", "soe", R"("percentage":["60"])"));
  CHECK(world.groups("m") == std::vector<std::string>{"GB"});
  CHECK(world.groups("e") == std::vector<std::string>{"EU"});
  CHECK(world.groups("s") == std::vector<std::string>{"DK", "NO"});
  CHECK(world.count("several-states") == 1);
  CHECK(world.groups("x").empty());
  CHECK(world.complaint("unknown-country").value == "suhh");
  CHECK(world.count("no-state") == 1);
  CHECK(world.count("state-created") == 4);
  const auto roles = world.graph.record(dg::VertexIdOf<dg::Company>{world.vertex("soe")}).roles;
  CHECK(roles == std::vector<std::string>{"soe"});
  CHECK(world.groups("soe").empty());  // whose it is the topic does not say
  CHECK(world.type("un") == "igo");
  CHECK(world.graph.kind(world.vertex("org")) == dg::VertexKind::company);
  CHECK(world.complaint("government-topic").value == "org");
}

TEST_CASE("a tag says that an entity is an organ of a State", "[io]") {
  const std::string path = (std::filesystem::temp_directory_path() / "dutygraph_ftm_tags.csv").string();
  if (FILE* file = std::fopen(path.c_str(), "w")) {
    std::fputs("scheme,id,name,state,kind\n,f,,NO,fund\nGB-COH,7,,GB,agency\n,,Nobody,GB,\n", file);
    std::fclose(file);
  }
  const World world = read_text(line("f", "LegalEntity", R"("name":["Fund"])") +
                                    line("g", "Company", R"("jurisdiction":["gb"],"registrationNumber":["7"])"),
                                {.tags = path});
  CHECK(world.type("f") == "fund");
  CHECK(world.groups("f") == std::vector<std::string>{"NO"});
  CHECK(world.graph.kind(world.vertex("g")) == dg::VertexKind::agency);
  CHECK(world.count("tag-used") == 2);
  CHECK(world.count("tag-unmatched") == 1);
  std::filesystem::remove(path);
}

TEST_CASE("natural persons are numbered holders and leave no trace", "[io]") {
  const std::string text =
      line("jane-smith", "Person", R"("name":["Jane Smith"],"birthDate":["1975-04-22"],"country":["gb"])") +
      line("john-doe", "Person", R"("name":["John Doe"])") + company("b") +
      own("own-jane-smith-b", "jane-smith", "b", R"("percentage":["75"],"startDate":["2005"])") +
      line("dir-jane-smith", "Directorship", R"("director":["jane-smith"],"organization":["b"])") +
      line("dir-jim", "Directorship", R"("director":["jim-unknown"],"organization":["b"])") +
      line("jane-smith", "LegalEntity", R"("name":["Jane Smith"])");
  const World world = read_text(text);
  CHECK(world.type("person:1") == "person");
  CHECK(world.type("person:2") == "person");
  CHECK_FALSE(world.has("person:3"));  // John holds nothing
  CHECK(world.holding("person:1/b") == "person:1 -> b: other (Directorship) -");
  CHECK(world.holding("person:1/b#2") == "person:1 -> b: capital () 75 % since 2005");
  for (const std::string_view word : {"jane", "Jane", "john", "John", "jim", "1975"}) CHECK_FALSE(world.mentions(word));
  CHECK(world.count("person-anonymised") == 1);
  const World named = read_text(text, {.persons = true});
  CHECK(named.graph.name(named.vertex("jane-smith")) == "Jane Smith");
  CHECK(named.holding("own-jane-smith-b").starts_with("jane-smith -> b"));
}

TEST_CASE("awards become deals; the value of a lot counts once", "[io]") {
  const World world = read_text(
      line("auth", "PublicBody", R"("name":["Buyer"],"country":["gb"])") + company("s1") + company("s2") +
      line("c", "Contract",
           R"("title":["Stores"],"authority":["auth"],"amount":["0"],"currency":["gbp"],"status":["complete"])") +
      line(
          "a2", "ContractAward",
          R"("contract":["c"],"supplier":["s2"],"lotNumber":["1"],"amount":["23000000"],"currency":["gbp"],"date":["2020-03-24"])") +
      line(
          "a1", "ContractAward",
          R"("contract":["c"],"supplier":["s1"],"lotNumber":["1"],"amount":["23000000"],"currency":["gbp"],"date":["2020-03-24"])") +
      line("a3", "ContractAward",
           R"("contract":["c"],"supplier":["s1"],"lotNumber":["2"],"amount":["0"],"cpvCode":["72"])") +
      line("a4", "ContractAward", R"("contract":["gone"],"supplier":["s1"],"amount":["x"])") +
      line("a5", "ContractAward", R"("contract":["c"])") +
      line("c2", "Contract",
           R"("title":["Alone"],"authority":["auth"],"amount":["5.50"],"currency":["EUR"],"contractDate":["2021"])"));
  const auto deal = [&](std::string_view id) {
    return world.graph.record(dg::VertexIdOf<dg::Engagement>{*world.graph.find(dg::VertexKind::engagement, id)});
  };
  const dg::Engagement both = deal("a1");
  CHECK(both.channel == "n13");
  CHECK(both.name == "Stores");
  CHECK(both.roles == std::vector<dg::Role>{{"auth", "buyer"}, {"s1", "supplier"}, {"s2", "supplier"}});
  CHECK(both.amount == dg::Decimal{23'000'000});
  CHECK(both.currency == "GBP");
  CHECK(both.date == dg::Date{2020, 3, 24});
  CHECK_FALSE(world.graph.find(dg::VertexKind::engagement, "a2"));
  CHECK_FALSE(deal("a3").amount);
  CHECK(deal("a3").facts.extra == R"({"cpvCode":["72"],"lotNumber":["2"]})");
  CHECK(deal("a4").roles == std::vector<dg::Role>{{"s1", "supplier"}});
  CHECK(deal("c2").amount == dg::Decimal::parse("5.5"));
  CHECK(deal("c2").date == dg::Date{2021});
  CHECK(world.count("shared-award") == 1);
  CHECK(world.count("zero-amount") == 1);
  CHECK(world.count("unreadable-amount") == 1);
  CHECK(world.count("missing-party") == 1);
  CHECK(world.complaint("dangling-reference").value == "gone");
}

TEST_CASE("old ids of merged entities still lead to them", "[io]") {
  const World world = read({{"one", line("new", "Company", R"("name":["N"])", R"("referents":["old","older","new"])") +
                                        own("o", "old", "b", R"("percentage":["60"])") + company("b")},
                            {"two", company("older") + own("p", "older", "b", R"("percentage":["5"])")}});
  CHECK(world.holding("o").starts_with("new -> b"));
  CHECK(world.canonical("older") == "new");
  CHECK_FALSE(world.has("old"));
  REQUIRE(world.graph.settings().same_as.size() == 1);
  CHECK(world.graph.settings().same_as.front().note == "an earlier id of the same entity (referents)");
  CHECK(world.identifiers("new") == std::vector<std::string>{"ftm old"});
}

TEST_CASE("lines of one id are put together; deltas replace", "[io]") {
  const World world =
      read({{"base", company("a", R"("country":["dk"])") +
                         line("a", "LegalEntity", R"("leiCode":["5493001KJTIIGC8Y1R12"])") + company("b") +
                         company("gone") + own("o", "a", "b", R"("percentage":["51"])")},
            {"delta", R"({"op":"MOD","entity":)" + own("o", "a", "b", R"("percentage":["49"])") + "}\n"},
            {"delta2", R"({"op":"DEL","entity":{"id":"gone"}})"
                       "\n"
                       R"({"op":"ADD","entity":{"id":"c","schema":"Company","properties":{}}})"
                       "\n"
                       R"({"op":"SET","entity":{"id":"c"}})"
                       "\n"},
            {"empty", "", Format::ftm}});
  CHECK(world.identifiers("a").size() == 1);
  CHECK(world.graph.kind(world.vertex("a")) == dg::VertexKind::company);
  CHECK(world.count("merged-lines") == 1);
  CHECK(world.holding("o") == "a -> b: capital () 49 %");
  CHECK_FALSE(world.has("gone"));
  CHECK(world.has("c"));
  CHECK(world.count("empty-file") == 1);
  REQUIRE(world.quarantine.size() == 1);
  CHECK(world.quarantine.front().rule == "unknown-op");
}

TEST_CASE("links lead out of the file, to ships, and to nowhere", "[io]") {
  const World world =
      read_text(company("a") + own("o1", "a", "elsewhere", R"("percentage":["51"])") +
                own("o2", "nobody", "a", R"("percentage":["51"])") + line("v", "Vessel", R"("name":["S"])") +
                own("o3", "a", "v", R"("percentage":["100"])") + line("o4", "Ownership", R"("owner":["a"])") +
                own("o5", "a", "a", R"("percentage":["5"])") +
                own("o6", "nobody", "a", R"("startDate":["2021"],"endDate":["2020"])") +
                own("o7", "nobody", "a", R"("startDate":["soon"])") + line("x", "Address", R"("full":["1 Street"])") +
                line("y", "Spaceship", R"("name":["S"])"));
  CHECK(world.graph.kind(world.vertex("elsewhere")) == dg::VertexKind::company);
  CHECK(world.type("nobody") == "unknown");
  CHECK(world.count("dangling-reference") == 2);
  CHECK(world.count("not-a-company") == 1);
  CHECK(world.count("missing-party") == 1);
  CHECK(world.count("self-owned") == 1);
  CHECK(world.count("ends-before-start") == 1);
  CHECK(world.holding("o7").ends_with("since unknown"));
  CHECK(world.complaint("not-used").value == "Address");
  CHECK(world.complaint("unknown-schema").value == "Spaceship");
  CHECK_FALSE(world.has("x"));
}

TEST_CASE("datasets are sources; the file is one where there are none", "[io]") {
  const World world = read_text(line("a", "Company", "", R"("datasets":["z_list","b_list"])") + company("b"));
  REQUIRE(world.graph.sources(world.vertex("a")).size() == 2);
  CHECK(world.graph.sources(world.vertex("a")).begin()->id == "dataset:z_list");
  CHECK(world.graph.sources(world.vertex("b")).begin()->id == "file:text");
}

TEST_CASE("bad rows of FollowTheMoney are set aside with their reasons", "[io]") {
  const std::string good = company("a");
  for (const auto& [row, rule] : std::vector<std::pair<std::string, std::string>>{
           {R"({"id":"x","schema":"Company","properties":)", "malformed-json"},
           {R"({"id":"x","id":"y","schema":"Company"})", "duplicate-key"},
           {R"({"schema":"Company","properties":{}})", "missing-id"},
           {R"({"id":"","schema":"Company","properties":{}})", "missing-id"},
           {R"({"id":"x","properties":{}})", "missing-schema"},
           {R"({"id":"x"})", "not-an-entity"},
           {R"(["x"])", "wrong-type"},
           {R"({"id":"x","schema":"Company","properties":[]})", "wrong-type"},
           {R"({"id":"x","schema":"Company","properties":{"name":[{}]}})", "wrong-type"},
           {R"({"op":"DEL","entity":{}})", "missing-id"},
           {R"({"op":"ADD"})", "not-an-entity"}}) {
    INFO(row);
    const World world = read_text(good + row + "\n");
    REQUIRE(world.quarantine.size() == 1);
    CHECK(world.quarantine.front().rule == rule);
    CHECK(world.quarantine.front().line == 2);
    CHECK(world.quarantine.front().text == row);
    CHECK(refusal(good + row + "\n", Format::ftm, {.strictness = dg::io::Strictness::strict}) == rule);
  }
  CHECK(refusal("{\"a\":1}\n", Format::ftm) == "not-ftm");
  CHECK(refusal("<xml/>", Format::ftm) == "not-ftm");
  const World lenient = read_text(good + R"({"id":"x","schema":"Company","properties":{"name":"one","leiCode":[7]}})"
                                         "\n");
  CHECK(lenient.graph.name(lenient.vertex("x")) == "one");
  CHECK(lenient.count("string-instead-of-array") == 1);
  CHECK(lenient.count("number-instead-of-string") == 1);
}

TEST_CASE("the world does not depend on the order of lines and files", "[io]") {
  const std::string a = company("a"), b = company("b"), p = line("p", "Person", R"("name":["P"])"),
                    o = own("o", "a", "b", R"("percentage":["51"])"), q = own("q", "p", "a", R"("percentage":["9"])");
  const World one = read_text(a + b + p + o + q);
  const World two = read({{"text", q + o + p}, {"text", b + a}});
  CHECK(one.holding("o") == two.holding("o"));
  CHECK(one.holding("person:1/a") == two.holding("person:1/a"));
}

namespace {

std::string written(const dg::Graph& graph) {
  std::ostringstream out;
  (void)dg::io::write_ftm(graph, out);
  return std::move(out).str();
}

/// "State company verdict" of every row, under two profiles.
std::vector<std::string> verdicts(const dg::Graph& graph) {
  std::vector<std::string> rows;
  for (const char* name : {"majority", "control_any_means"}) {
    const auto result = dg::control(graph, {.profile = *dg::find_profile(name), .as_of = dg::Date{2020, 6, 1}});
    for (const dg::ControlRow& row : result)
      rows.push_back(std::string{graph.key(row.state)} + " " + std::string{graph.key(row.company)} + " " +
                     std::string{to_string(row.verdict)} + " " + name);
  }
  std::sort(rows.begin(), rows.end());
  return rows;
}

}  // namespace

TEST_CASE("a world written as FollowTheMoney reads back with the same verdicts", "[io]") {
  const char* const asked = std::getenv("DUTYGRAPH_RANDOM_WORLDS");
  const int worlds = asked != nullptr ? std::atoi(asked) : 40;
  std::mt19937 random{11};
  const auto any = [&](std::initializer_list<const char*> list) { return *(list.begin() + random() % list.size()); };
  for (int w = 0; w < worlds; ++w) {
    std::string document =
        R"({"dutygraph":1,"sources":[{"id":"s1"},{"id":"s2"}],"states":[{"id":"NO","name":"Norway"},{"id":"DK"}],)"
        R"("agencies":[{"id":"m","name":"Ministry","state":"NO"}],"companies":[)";
    constexpr int companies = 5;
    for (int i = 0; i < companies; ++i) {
      document += std::string{i == 0 ? "" : ","} + R"({"id":"c)" + std::to_string(i) + R"(","home":"DK")";
      if (random() % 6 == 0) document += R"(,"to":)" + std::string{any({"\"2020\"", "\"unknown\"", "\"2019-01-01\""})};
      document += "}";
    }
    document += R"(],"organisations":[{"id":"u","kind":"unknown"}],"holdings":[)";
    const int holdings = 3 + static_cast<int>(random() % 8);
    for (int i = 0; i < holdings; ++i) {
      const int company = static_cast<int>(random() % companies);
      std::string holder = any({"NO", "DK", "m", "u", "c0", "c1", "c2"});
      document +=
          std::string{i == 0 ? "" : ","} + R"({"holder":")" + holder + R"(","company":"c)" + std::to_string(company) +
          R"(","interests":[{"type":")" +
          any({"shareholding", "votingRights", "votes", "capital", "board", "veto", "consolidation", "unknown"}) +
          R"(","share":)" +
          any({"60", "50", "50.000000001", "30", R"({"min":50,"max":75})", R"({"min":50,"exclusive_min":true})",
               R"({"unknown":"x"})"}) +
          "}]";
      if (random() % 4 == 0)
        document += R"(,"from":")" + std::string{any({"2019", "2020-06", "unknown", "2021"})} + "\"";
      if (random() % 4 == 0) document += R"(,"to":)" + std::string{any({"\"2022\"", "\"unknown\"", "\"2021-06-01\""})};
      document += R"(,"id":"h)" + std::to_string(i) + R"(","sources":[")" + any({"s1", "s2"}) + "\"]}";
    }
    document += "]}";
    INFO(document);
    const World before = read_text(document, {.strictness = dg::io::Strictness::lenient});
    const std::string text = written(before.graph);
    INFO(text);
    const World after = read_text(text, {}, Format::ftm);
    REQUIRE(after.quarantine.empty());
    CHECK(verdicts(after.graph) == verdicts(before.graph));
    const std::string again = written(after.graph);  // from here on it stays the same
    CHECK(written(read_text(again, {}, Format::ftm).graph) == again);
  }
}

TEST_CASE("what FollowTheMoney cannot say is counted; merged actors are one", "[io]") {
  const World world = read_text(
      R"({"dutygraph":1,"agencies":[{"id":"m","state":"NO"},{"id":"n","part_of":"m"}],"companies":[{"id":"a","identifiers":[{"scheme":"X","id":"1"},)"
      R"({"scheme":"XI-LEI","id":"L"}],"roles":["soe"]},{"id":"b"}],"same_as":[{"ids":["a","b"]}],"events":[{"kind":"ruling"}],)"
      R"("engagements":[{"id":"e","channel":"n13","roles":[{"party":"m","role":"buyer"},{"party":"b","role":"supplier"}],"amount":5,"currency":"NOK","signed":"2020-01-02"},)"
      R"({"id":"g","channel":"n07","roles":[{"party":"m","role":"guarantor"}]}]})",
      {.strictness = dg::io::Strictness::lenient});
  std::ostringstream out;
  const dg::io::FtmLeftOut left = dg::io::write_ftm(world.graph, out);
  CHECK(left.size() == 4);
  const World again = read_text(out.str(), {}, Format::ftm);
  CHECK(again.identifiers("a") == std::vector<std::string>{"XI-LEI L", "ftm b"});
  const auto deal =
      again.graph.record(dg::VertexIdOf<dg::Engagement>{*again.graph.find(dg::VertexKind::engagement, "e")});
  CHECK(deal.roles == std::vector<dg::Role>{{"m", "buyer"}, {"a", "supplier"}});
  CHECK(deal.amount == dg::Decimal{5});
  CHECK(deal.date == dg::Date{2020, 1, 2});
}

TEST_CASE("real files of FollowTheMoney load whole", "[io]") {
  const std::filesystem::path folder = std::filesystem::path{DUTYGRAPH_REAL_DATA} / "ftm";
  if (std::string{DUTYGRAPH_REAL_DATA}.empty() || !std::filesystem::is_directory(folder)) {
    WARN("skipped: no real files; set DUTYGRAPH_REAL_DATA to their folder");
    return;
  }
  for (const char* name :
       {"derived-gb-contracts-ownership.ftm.json", "eu_authorities-part1.ftm.json", "sample_ftm.jsonl"}) {
    dg::io::Reader reader;
    reader.read((folder / name).string());
    const dg::io::Reading reading = reader.finish();
    CHECK(reading.quarantine.empty());
    CHECK(reading.report.count(dg::Severity::warning) == 0);
    CHECK(reading.graph.num_vertices() != 0);
  }
}
