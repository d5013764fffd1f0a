// SPDX-License-Identifier: BSL-1.0
#include <dutygraph/query/repair.hpp>

#include <algorithm>
#include <cstdint>
#include <fstream>
#include <iterator>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include <dutygraph/io/edits.hpp>
#include <dutygraph/io/read.hpp>

#include "support/catch.hpp"
#include "support/random_world.hpp"

namespace dg = dutygraph;
using Sets = std::vector<std::vector<std::size_t>>;
using dg::RepairMove;

namespace {

dg::Graph read(const std::string& text, const std::string& name = "world.duty.json") {
  dg::io::Reader reader;
  reader.read_text(text, name);
  return reader.finish().graph;
}

/// The document of a case of tests/data/coherence-cases.
dg::Graph read_case(const std::string& name) {
  std::ifstream in{std::string{DUTYGRAPH_SOURCE_DIR} + "/tests/data/coherence-cases/" + name + ".json"};
  const std::string text{std::istreambuf_iterator<char>{in}, {}};
  const std::size_t start = text.find("\"document\"");
  REQUIRE(start != std::string::npos);
  const std::size_t open = text.find('{', start);
  std::size_t depth = 0, end = open;
  for (; end < text.size(); ++end) {
    if (text[end] == '{') ++depth;
    if (text[end] == '}' && --depth == 0) break;
  }
  return read(text.substr(open, end + 1 - open));
}

dg::Graph edited(const dg::Graph& graph, const dg::Repair& repair) {
  std::string lines;
  for (const dg::RepairEdit& edit : repair.edits) lines += edit.edit + "\n";
  return dg::io::apply_edits_text(graph, lines).graph;
}

/// Names of the definite, current or future findings that nothing answers.
std::set<std::string> open_findings(const dg::Graph& graph) {
  std::set<std::string> open;
  for (const dg::Finding& finding : dg::coherence(graph)) {
    // What was signed without a safeguard stays so when it ends.
    const bool over = finding.when == dg::When::past && finding.kind != dg::TensionKind::support_without_safeguard;
    if (!finding.definite || over || finding.kind == dg::TensionKind::capacity_unknown) continue;
    if (finding.status != dg::FindingStatus::unresolved && finding.status != dg::FindingStatus::standing &&
        finding.status != dg::FindingStatus::exposed)
      continue;
    std::string name{to_string(finding.kind)};
    for (const dg::VertexId v : finding.ids) name += " " + std::string{graph.key(v)};
    open.insert(name + " " + finding.details().on + finding.details().term);
  }
  return open;
}

std::vector<std::string> edits_of(const dg::Repair& repair) {
  std::vector<std::string> list;
  for (const dg::RepairEdit& edit : repair.edits) list.push_back(edit.edit);
  return list;
}

/// Every set of items, by counting; the cheapest that hit every need.
Sets by_counting(const Sets& needs, const std::vector<int>& costs) {
  Sets best;
  int least = -1;
  for (std::uint32_t bits = 0; bits < (1U << costs.size()); ++bits) {
    int cost = 0;
    std::vector<std::size_t> set;
    for (std::size_t i = 0; i < costs.size(); ++i)
      if ((bits >> i & 1U) != 0) {
        cost += costs[i];
        set.push_back(i);
      }
    const bool hits = std::all_of(needs.begin(), needs.end(), [&](const std::vector<std::size_t>& need) {
      return std::any_of(need.begin(), need.end(), [&](std::size_t item) { return (bits >> item & 1U) != 0; });
    });
    if (!hits || (least >= 0 && cost > least)) continue;
    if (cost < least || least < 0) best.clear();
    least = cost;
    best.push_back(std::move(set));
  }
  std::sort(best.begin(), best.end());
  return best;
}

}  // namespace

TEST_CASE("smallest hitting sets are those that counting finds", "[query]") {
  for (std::uint32_t seed = 0; seed < 3000; ++seed) {
    dg::tests::Dice dice{seed};
    const std::uint32_t items = 1 + dice.roll(9);
    std::vector<int> costs;
    for (std::uint32_t i = 0; i < items; ++i) costs.push_back(1 + static_cast<int>(dice.one_in(3) ? dice.roll(4) : 0));
    Sets needs(1 + dice.roll(7));
    for (auto& need : needs) {
      std::set<std::size_t> some;
      for (std::uint32_t i = 1 + dice.roll(3); i > 0; --i) some.insert(dice.roll(items));
      need.assign(some.begin(), some.end());
    }
    INFO("seed " << seed);
    const Sets expected = by_counting(needs, costs);
    const auto found = dg::smallest_hitting_sets(needs, costs, 1000);
    REQUIRE(found);
    REQUIRE(*found == expected);
    const auto few = dg::smallest_hitting_sets(needs, costs, 2);
    REQUIRE(few->size() == std::min<std::size_t>(2, expected.size()));
    const auto cost_of = [&](const std::vector<std::size_t>& set) {
      int cost = 0;
      for (const std::size_t item : set) cost += costs[item];
      return cost;
    };
    const auto answer = dg::greedy_hitting_set(needs, costs);
    const auto& greedy = answer.first;
    REQUIRE(answer.second <= cost_of(expected.front()));
    REQUIRE(cost_of(expected.front()) <= cost_of(greedy));
    for (const auto& need : needs)
      REQUIRE(std::any_of(need.begin(), need.end(), [&](std::size_t item) {
        return std::find(greedy.begin(), greedy.end(), item) != greedy.end();
      }));
  }
  CHECK_FALSE(dg::smallest_hitting_sets(Sets{{}}, std::vector<int>{}, 10));
  CHECK(dg::smallest_hitting_sets(Sets{}, std::vector<int>{}, 10) == Sets{{}});
}

TEST_CASE("W01: a number moves or a clause prevails; what protects is not weakened unasked", "[query]") {
  const dg::Graph graph = read_case("W01");
  const auto guarded = dg::repair(graph);
  REQUIRE(guarded.size() == 2);
  CHECK(edits_of(guarded[0]) ==
        std::vector<std::string>{
            R"({"op":"change","section":"provisions","id":"p1","param":{"name":"retention-days","min":180}})"});
  CHECK(edits_of(guarded[1]) ==
        std::vector<std::string>{R"({"op":"change","section":"provisions","id":"p2","overrides":["p1"]})"});
  const auto all = dg::repair(graph, {.allow_weakening = true});
  REQUIRE(all.size() == 3);
  CHECK(edits_of(all[2]) ==
        std::vector<std::string>{
            R"({"op":"change","section":"provisions","id":"p2","param":{"name":"retention-days","max":365}})"});
  CHECK(all[2].weakens);
  for (const dg::Repair& repair : all) {
    CHECK(repair.cost == 1);
    CHECK(repair.exact);
    CHECK(repair.adds.empty());
    REQUIRE(repair.removes.size() == 1);
    CHECK(repair.removes[0].ids == std::vector<std::string>{"p1", "p2"});
  }
}

TEST_CASE("W05: any one of the three bans makes room", "[query]") {
  const auto found = dg::repair(read_case("W05"));
  REQUIRE(found.size() >= 3);
  std::size_t yields = 0;
  for (const dg::Repair& repair : found) {
    CHECK(repair.cost == 1);
    REQUIRE(repair.edits.size() == 1);
    if (repair.edits[0].edit.find("\"subject_to\":[\"p1\"]") != std::string::npos) ++yields;
  }
  CHECK(yields == 3);
}

TEST_CASE("W06: two findings, one edit each", "[query]") {
  const auto found = dg::repair(read_case("W06"));
  std::set<std::size_t> components;
  std::vector<std::string> edits;
  for (const dg::Repair& repair : found) {
    CHECK(repair.cost == 1);
    components.insert(repair.component);
    edits.push_back(edits_of(repair).front());
  }
  CHECK(components.size() == 2);
  CHECK(edits == std::vector<std::string>{R"({"op":"end","section":"supports","id":"g1","to":"2026-01-01"})",
                                          R"({"op":"change","section":"supports","id":"g1","safeguards":["hrdd"]})"});
}

TEST_CASE("every listed set does what it says, tried through the edits as a user would", "[query]") {
  for (const char* name : {"W01", "W02", "W03", "W05", "W06", "W07", "W08", "W11", "W12", "G01", "G02", "G03",
                           "G04", "G07", "G08", "G09", "G10", "T01", "T05", "T09", "T13", "T17", "T21", "T25"}) {
    INFO(name);
    const dg::Graph graph = read_case(name);
    const std::set<std::string> before = open_findings(graph);
    for (const bool weakening : {false, true})
      for (const dg::Repair& repair : dg::repair(graph, {.allow_weakening = weakening})) {
        CHECK((weakening || !repair.weakens));
        if (repair.edits.empty()) {
          CHECK_FALSE(repair.leaves.empty());
          continue;
        }
        CHECK(repair.leaves.empty());
        const std::set<std::string> after = open_findings(edited(graph, repair));
        std::size_t gone = 0, come = 0;
        for (const std::string& one : before) gone += after.contains(one) ? 0U : 1U;
        for (const std::string& one : after) come += before.contains(one) ? 0U : 1U;
        CHECK(gone == repair.removes.size());
        CHECK(come == repair.adds.size());
        CHECK(gone > 0);
        // No part of a smallest set would do.
        if (repair.exact && repair.edits.size() > 1)
          for (std::size_t left = 0; left < repair.edits.size(); ++left) {
            dg::Repair part = repair;
            part.edits.erase(part.edits.begin() + static_cast<std::ptrdiff_t>(left));
            const std::set<std::string> rest = open_findings(edited(graph, part));
            CHECK(std::count_if(before.begin(), before.end(), [&](const std::string& one) {
                    return !rest.contains(one);
                  }) < static_cast<std::ptrdiff_t>(gone));
          }
      }
  }
}

TEST_CASE("a world in harmony needs no repair; costs are the user's", "[query]") {
  CHECK(dg::repair(read(R"({"dutygraph":1,"as_of":"2024-01-01"})")).empty());
  const auto dear = [](RepairMove move) { return move == RepairMove::move_number ? 5 : 1; };
  const auto found = dg::repair(read_case("W01"), {.cost = +dear});
  REQUIRE(found.size() == 1);
  CHECK(found[0].edits[0].move == RepairMove::precedence);
}
