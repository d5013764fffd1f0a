// SPDX-License-Identifier: BSL-1.0
#include "support/catch.hpp"

#include <dutygraph/error.hpp>

#include "io/bods_world.hpp"

namespace dg = dutygraph;
using namespace bods_test;
using Strings = std::vector<std::string>;

TEST_CASE("BODS: a State is found by its record id and by its ISO code", "[io]") {
  const World world = read_data({"states.jsonl"});
  CHECK(world.graph.kind(world.vertex("S-XR")) == dg::VertexKind::state);
  CHECK(world.graph.resolve(dg::VertexKind::state, "XR") == std::vector{world.vertex("S-XR")});
  CHECK(world.graph.resolve(dg::VertexKind::state, "S-XR") == std::vector{world.vertex("S-XR")});
  CHECK(world.graph.home(world.vertex("telco")) == world.vertex("S-XR"));
  CHECK_FALSE(world.graph.find("XR"));
}

TEST_CASE("BODS: a State body belongs to the State that holds it", "[io]") {
  const World world = read_data({"states.jsonl"});
  CHECK(world.groups("ministry") == Strings{"S-XR"});  // by legal framework
  CHECK(world.groups("fund") == Strings{"S-XR"});      // by an interest without a share
  CHECK(world.groups("office") == Strings{"fund"});    // a body held by a body
  CHECK(world.groups("joint") == Strings{"S-XG", "S-XR"});
  CHECK(world.count("several-states") == 1);
  CHECK(world.holding("r1").empty());  // neither link is a holding
  CHECK(world.holding("r2").empty());
  CHECK(world.holding("r3").empty());
  CHECK(world.holding("r5").empty());
  CHECK(world.share("r7") == "100 %");  // a share in a body is one
  CHECK(world.share("r6") == "62 %");
  const dg::EdgeId link = *world.graph.out_edges(world.vertex("ministry"), dg::EdgeKind::part_of).begin();
  CHECK(world.graph.valid(link) == dg::Interval::since({1990, 1, 1}));
}

TEST_CASE("BODS: a body that no State holds is assumed to belong to that of its jurisdiction", "[io]") {
  const World world = read_data({"states.jsonl"});
  CHECK(world.groups("council") == Strings{"S-XR"});  // XR-ZEN
  CHECK(world.groups("embassy") == Strings{"XB"});    // a State that no record describes
  CHECK(world.graph.kind(world.vertex("XB")) == dg::VertexKind::state);
  CHECK(world.groups("nowhere").empty());
  CHECK(world.count("assumed-state") == 2);
  CHECK(world.count("state-created") == 1);
  CHECK(world.count("no-state") == 1);
}

TEST_CASE("BODS: bodies that hold each other belong to the State of their jurisdiction", "[io]") {
  const World world = read_data({"body-circle.jsonl"});
  CHECK(world.count("membership-cycle") == 1);
  CHECK(world.groups("a") == Strings{"XR", "b"});
  CHECK(world.groups("c") == Strings{"b"});
  CHECK(world.count("self-owned") == 1);
}

TEST_CASE("BODS: rows with components summarise others", "[io]") {
  const World world = read_data({"summary-rows.json"});
  CHECK(world.interest("r1").directness == dg::Directness::direct);
  CHECK(world.interest("r5").directness == dg::Directness::indirect);
  CHECK(world.interest("r6").directness == dg::Directness::indirect);  // although it says direct
  CHECK(world.count("direct-with-components") == 1);
  // Beside an indirect interest a direct one is what it says: components explain the other.
  const std::vector<dg::EdgeId> both = world.holding("r7");
  REQUIRE(both.size() == 2);
  CHECK(world.graph.interest(both[0]).directness == dg::Directness::indirect);
  CHECK(world.graph.interest(both[1]).directness == dg::Directness::direct);
}

TEST_CASE("BODS: several States of one code are not one State", "[io]") {
  const auto state = [](const char* id) {
    return std::string{R"({"statementId":")"} + id + R"(","recordId":")" + id +
           R"(","recordType":"entity","recordDetails":{"entityType":{"type":"state"},"jurisdiction":{"code":"XR"}}})"
           "\n";
  };
  const std::string company =
      R"({"statementType":"entityStatement","statementID":"c","entityType":"registeredEntity","jurisdiction":{"code":"XR"}})";
  const World world = read_text(state("S2") + state("S1") + company);
  CHECK(world.count("ambiguous-jurisdiction") == 1);
  CHECK(world.graph.key(world.graph.home(world.vertex("c"))) == "S1");
  CHECK(world.graph.resolve(dg::VertexKind::state, "XR").size() == 2);
}

TEST_CASE("BODS: codes of jurisdictions", "[io]") {
  const auto company = [](const char* code) {
    return std::string{R"({"statementType":"entityStatement","statementID":")"} + code +
           R"(","entityType":"registeredEntity","jurisdiction":{"code":")" + code + "\"}}\n";
  };
  const World world =
      read_text(company("XR") + company("XR-ZEN") + company("xg") + company("Ruritania") + company("X"));
  const auto home = [&](std::string_view id) {
    const dg::VertexId state = world.graph.home(world.vertex(id));
    return state ? std::string{world.graph.key(state)} : std::string{};
  };
  CHECK(home("XR-ZEN") == "XR");
  CHECK(home("xg") == "XG");
  CHECK(home("Ruritania").empty());
  CHECK(world.count("lower-case-code") == 1);
  CHECK(world.count("unknown-jurisdiction") == 2);
}

// --- tags -----------------------------------------------------------------------------------------

TEST_CASE("BODS: tags make registered entities organs of a State", "[io]") {
  const World untagged = read_data({"government-owners.jsonl"});
  CHECK(untagged.groups("owner-1").empty());
  const World world = read_data({"government-owners.jsonl"}, {.tags = data_file("organs.csv")});
  CHECK(world.groups("owner-1") == Strings{"XR"});  // by exact name: one record id per company owned
  CHECK(world.groups("owner-2") == Strings{"XR"});
  CHECK(world.groups("owner-3").empty());           // another name
  CHECK(world.groups("owner-4") == Strings{"XR"});  // by identifier
  CHECK(world.graph.kind(world.vertex("owner-1")) == dg::VertexKind::agency);
  CHECK(world.graph.kind(world.vertex("owner-4")) == dg::VertexKind::company);
  CHECK(world.count("tag-used") == 3);
  CHECK(world.complaint("tag-unmatched").line == 4);
  CHECK(world.complaint("tag-unmatched").value == "owner-5");
  CHECK(world.ends("r1") == "owner-1 -> company");
}

TEST_CASE("BODS: a tag may name a State by its record id or its code", "[io]") {
  const World world = read_data({"government-owners.jsonl", "states.jsonl"}, {.tags = data_file("organs.csv")});
  CHECK(world.groups("owner-1") == Strings{"S-XR"});
  CHECK(world.count("state-created") == 1);  // for the embassy, not for the tags
}

TEST_CASE("BODS: tags that cannot be read", "[io]") {
  CHECK_THROWS_AS(read_data({"states.jsonl"}, {.tags = data_file("no-such-file.csv")}), dg::Unreadable);
  CHECK_THROWS_AS(read_data({"states.jsonl"}, {.tags = data_file("states.jsonl")}), dg::InvalidData);
}
