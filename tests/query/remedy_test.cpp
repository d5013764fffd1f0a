// SPDX-License-Identifier: BSL-1.0
#include <dutygraph/query/remedy.hpp>

#include <algorithm>
#include <array>
#include <functional>
#include <random>
#include <string>
#include <vector>

#include "support/check_cases.hpp"

namespace dutygraph {
namespace {

const std::string all_met =
    R"("criteria": {"legitimate": "met", "accessible": "met", "predictable": "met", "equitable": "met",
                    "transparent": "met", "rights_compatible": "met", "learning": "met"})";

RemedyRow ask(const Graph& graph, RemedyType type, RemedyOptions options = {}) {
  options.states = {*graph.find<State>("S")};
  if (options.rights.empty()) options.rights = {"privacy"};
  const RemedyResult rows = remedies(graph, options);
  REQUIRE(rows.size() == 4);
  for (const RemedyRow& row : rows) {
    if (row.result == Outcome::unknown) CHECK_FALSE(row.missing.empty());
    if (row.result == Outcome::pass) CHECK(row.broken.empty());
    if (row.result != Outcome::pass) CHECK_FALSE(row.broken.empty());
    for (const RemedyRoute& route : row.routes)
      for (const RemedyStep& step : route.steps) {
        if (step.result == Outcome::unknown) CHECK_FALSE(step.missing.empty());
        if (step.result != Outcome::unknown) CHECK_FALSE(step.because.empty());
      }
  }
  return rows[static_cast<std::size_t>(type)];
}

RemedyRow regulator(const std::string& remedy, const std::string& more = "", RemedyOptions options = {}) {
  const std::string world =
      R"("agencies": {"dpa": {"state": "S"}, "foreign": {"state": "T"}}, "companies": {"big": {"home": "S",
      "size": [{"staff": 900}]}}, "instruments": {
        "act": {"state": "S", "rank": "statute", "rights": ["privacy"], "technologies": ["biometrics"],
                "enforcers": ["dpa"], "scope": {"tests": [{"metric": "staff", "op": ">=", "value": 1000}]}},
        "old": {"state": "S", "rank": "statute", "rights": ["privacy"], "to": "2020"},
        "mute": {"state": "S", "rank": "statute"}},
      "remedies": {"way": {"type": "state_non_judicial", )" +
      remedy + "}}" + (more.empty() ? "" : ", " + more);
  return ask(tests::check_world(world), RemedyType::state_non_judicial, std::move(options));
}

std::string broken(const RemedyRow& row) {
  REQUIRE(row.routes.size() == 1);
  return row.routes[0].broken_at ? std::string{to_string(*row.routes[0].broken_at)} : std::string{};
}

TEST_CASE("a chain holds if every step does, and breaks at the first that does not", "[query]") {
  const std::string good = R"("for": ["privacy"], "mechanism": "dpa", "open_to": ["affected_group"], )" + all_met;
  CHECK(regulator(good).result == Outcome::pass);
  CHECK(regulator(good + R"(, "to": "2023")").result == Outcome::unknown);  // others may exist
  CHECK(broken(regulator(good + R"(, "to": "2023")")) == "route");
  CHECK(broken(regulator(good + R"(, "to": "2024")")) == "route");
  CHECK(regulator(good + R"(, "assertion": "disputed")").result == Outcome::unknown);
  CHECK(broken(regulator(R"("for": ["mute"], "mechanism": "dpa", "open_to": ["affected_group"], )" + all_met)) ==
        "harm");
  CHECK(broken(regulator(R"("for": ["privacy"], "open_to": ["affected_group"], )" + all_met)) == "mechanism");
  CHECK(broken(regulator(R"("for": ["privacy"], "mechanism": "dpa", )" + all_met)) == "access");
  CHECK(broken(regulator(R"("for": ["privacy"], "mechanism": "dpa", "open_to": ["affected_group"])")) == "effective");
  CHECK(regulator("\"for\": [\"expression\"], \"mechanism\": \"dpa\"").routes.empty());
  CHECK(regulator("\"for\": [\"old\"], \"mechanism\": \"dpa\"").routes.empty());
  CHECK(regulator("\"for\": [\"privacy\"], \"mechanism\": \"foreign\"").routes.empty());  // another State's
}

TEST_CASE("what a route is for: a right, an instrument that speaks to it, an agency that enforces one", "[query]") {
  const auto harm = [](const std::string& scope, RemedyOptions options = {}) {
    const RemedyRow row = regulator("\"mechanism\": \"dpa\", \"for\": [" + scope + "]", "", std::move(options));
    return row.routes.empty() ? std::string{"none"} : std::string{to_string(row.routes[0].steps[1].result)};
  };
  CHECK(harm("\"privacy\"") == "PASS");
  CHECK(harm("\"act\"") == "PASS");
  CHECK(harm("\"dpa\"") == "PASS");
  CHECK(harm("\"mute\"") == "UNKNOWN");
  CHECK(harm("") == "UNKNOWN");
  CHECK(harm("\"foreign\"") == "none");
  CHECK(harm("\"act\"", {.technologies = {"biometrics"}}) == "PASS");
  CHECK(harm("\"act\"", {.technologies = {"search"}}) == "none");
  CHECK(harm("\"privacy\"", {.technologies = {"search"}}) == "PASS");
  CHECK(harm("\"dpa\"", {.technologies = {"search"}}) ==
        "UNKNOWN");  // which rights the agency hears of is not recorded
}

TEST_CASE("a company below the threshold is not reached through the law", "[query]") {
  const Graph graph = tests::check_world(
      R"("companies": {"big": {"home": "S", "size": [{"staff": 2000}]}, "small": {"home": "S", "size": [{"staff": 9}]},
         "silent": {"home": "S"}}, "agencies": {"dpa": {"state": "S"}}, "instruments": {"act": {"state": "S",
         "rights": ["privacy"], "scope": {"tests": [{"metric": "staff", "op": ">=", "value": 1000}]}}},
         "remedies": {"way": {"type": "state_judicial", "for": ["act"], "mechanism": "dpa"}})");
  const auto harm = [&](const char* company) {
    const RemedyRow row = ask(graph, RemedyType::state_judicial, {.companies = {*graph.find<Company>(company)}});
    CHECK(row.company == *graph.find<Company>(company));
    return row.routes.empty() ? std::string{"none"} : std::string{to_string(row.routes[0].steps[1].result)};
  };
  CHECK(harm("big") == "PASS");
  CHECK(harm("small") == "none");
  CHECK(harm("silent") == "UNKNOWN");
}

TEST_CASE("who may use a route", "[query]") {
  const auto access = [](const std::string& open_to, const std::string& holder, const std::string& more = "") {
    const RemedyRow row = regulator(R"("for": ["privacy"], "mechanism": "dpa", "open_to": [)" + open_to + "]", more,
                                    {.right_holder = holder});
    return std::string{to_string(row.routes.at(0).steps[3].result)};
  };
  const std::string complete = R"("complete": [{"section": "remedies", "state": "S"}])";
  CHECK(access("\"affected_group\"", "") == "PASS");
  CHECK(access("\"affected_group\"", "children") == "PASS");
  CHECK(access("\"children\"", "children") == "PASS");
  CHECK(access("\"children\"", "") == "PARTIAL");
  CHECK(access("\"workers\"", "children") == "UNKNOWN");
  CHECK(access("\"workers\"", "children", complete) == "FAIL");
  CHECK(access("", "children", complete) == "UNKNOWN");
}

TEST_CASE("the criteria of principle 31 are for mechanisms that are not courts", "[query]") {
  const auto effective = [](const std::string& type, const std::string& more) {
    const Graph graph = tests::check_world(
        R"("agencies": {"court": {"state": "S", "elements": [{"id": "ungp26.barriers_reduced"}]}}, "remedies": {
        "way": {"for": ["privacy"], "mechanism": "court", "type": ")" +
        type + "\", " + more + "}}");
    const RemedyRow row =
        ask(graph, type == "state_judicial" ? RemedyType::state_judicial : RemedyType::state_non_judicial);
    return std::string{to_string(row.routes.at(0).steps[4].result)};
  };
  std::string partly = all_met, no = all_met;
  partly.replace(partly.find("met"), 3, "partly");
  no.replace(no.find("met"), 3, "not");
  CHECK(effective("state_non_judicial", all_met) == "PASS");
  CHECK(effective("state_non_judicial", partly) == "PARTIAL");
  CHECK(effective("state_non_judicial", no) == "PARTIAL");  // some met, one not
  CHECK(effective("state_non_judicial", R"("criteria": {"legitimate": "not"})") == "FAIL");
  CHECK(effective("state_non_judicial", R"("criteria": {"legitimate": "met"})") == "UNKNOWN");
  CHECK(effective("state_judicial", all_met) == "UNKNOWN");
  CHECK(effective("state_judicial", R"("elements": [{"id": "ungp26.courts_effective"}])") == "PASS");
  CHECK(effective("state_judicial", R"("elements": [{"id": "ungp26.courts_effective", "assertion": "negative"}])") ==
        "PARTIAL");
}

TEST_CASE("there is none only by a record that says so, or in a complete scope", "[query]") {
  const std::string complete = R"("complete": [{"section": "remedies", "state": "S"}])";
  const auto any = [](const std::string& records, RemedyType type = RemedyType::any) {
    return std::string{to_string(ask(tests::check_world(records), type).result)};
  };
  CHECK(any("") == "UNKNOWN");
  CHECK(any(complete) == "FAIL");
  CHECK(any(R"("complete": [{"section": "remedies", "state": "T"}])") == "UNKNOWN");
  CHECK(any(R"("complete": [{"section": "remedies", "state": "S", "right": "expression"}])") == "UNKNOWN");
  const std::string denied =
      R"("agencies": {"a": {"state": "S"}}, "remedies": {"none": {"for": ["privacy"], "mechanism": "a",
         "type": "state_judicial", "assertion": "negative"})";
  CHECK(any(denied + "}") == "UNKNOWN");
  CHECK(any(denied + "}", RemedyType::state_judicial) == "FAIL");
  const std::string court =
      R"(, "court": {"for": ["privacy"], "mechanism": "a", "type": "state_judicial", "open_to": ["affected_group"],
         "elements": [{"id": "ungp26.courts_effective"}, {"id": "ungp26.barriers_reduced"}]}})";
  CHECK(any(denied + court, RemedyType::state_judicial) == "PARTIAL");  // sources say both
  CHECK(any(denied + "}, " + complete) == "FAIL");
}

TEST_CASE("a remedy that is only named, or has no type, stays open", "[query]") {
  const Graph graph = tests::check_world(
      R"("instruments": {"act": {"state": "S", "rights": ["privacy"], "remedy": ["judicial review"]}},
         "remedies": {"way": {"for": ["privacy"]}})");
  for (const RemedyType type : {RemedyType::state_judicial, RemedyType::state_non_judicial, RemedyType::non_state}) {
    const RemedyRow row = ask(graph, type);
    REQUIRE(row.routes.size() == 2);
    CHECK(row.result == Outcome::unknown);
    CHECK(row.routes[0].id == "judicial review");
    CHECK_FALSE(row.routes[0].remedy);
  }
}

TEST_CASE("rights that matter and those that remedies name are asked of by themselves", "[query]") {
  const Graph graph = tests::check_world(
      R"("salient": [{"technology": "search", "right": "privacy"}], "remedies": {"way": {"for": ["child"]}})");
  const RemedyResult rows = remedies(graph, {.states = {*graph.find<State>("S")}});
  REQUIRE(rows.size() == 8);
  CHECK(rows[0].right == "child");
  CHECK(rows[4].right == "privacy");
  CHECK(remedies(graph).size() == 24);
}

// --- against slow answers --------------------------------------------------------------------------------------------

/// A remedy of a random world: about privacy in S, or not.
struct Way {
  bool there = true;
  int type = 0;                                                    // 0 none, 1 court, 2 body, 3 outside
  bool right = false, other = false, act = false, agency = false;  // what it is for
  int mechanism = 0;                                               // 0 none, 1 of S, 2 of T, 3 organisation
  bool everyone = false, children = false;
  std::array<int, 7> rated{};  // 0 not recorded, 1 met, 2 partly, 3 not
  int until = 0;               // 0 open, 1 over, 2 perhaps over
  int assertion = 0;           // 0 positive, 1 negative, 2 disputed
};

struct World {
  std::vector<Way> ways;
  int act_rights = 0;  // 0 not recorded, 1 privacy, 2 expression
  bool act_over = false, enforced = false, complete = false;
};

constexpr std::array<const char*, 7> names{"legitimate",  "accessible",        "predictable", "equitable",
                                           "transparent", "rights_compatible", "learning"};

std::string written(const World& world) {
  std::string text = R"("agencies": {"a": {"state": "S"}, "b": {"state": "T"}}, "organisations": {"o": {}},
    "instruments": {"act": {"state": "S")";
  if (world.act_rights != 0)
    text += std::string{R"(, "rights": [")"} + (world.act_rights == 1 ? "privacy" : "expression") + "\"]";
  if (world.act_over) text += R"(, "to": "2020")";
  if (world.enforced) text += R"(, "enforcers": ["a"])";
  text += R"(}}, "remedies": {)";
  bool first = true;
  for (std::size_t i = 0; i < world.ways.size(); ++i) {
    const Way& way = world.ways[i];
    if (!way.there) continue;
    text += std::string{first ? "" : ", "} + "\"w" + std::to_string(i) + "\": {";
    first = false;
    std::string scope;
    const auto add = [&](bool yes, const char* code) {
      if (yes) scope += std::string{scope.empty() ? "" : ", "} + "\"" + code + "\"";
    };
    add(way.right, "privacy");
    add(way.other, "expression");
    add(way.act, "act");
    add(way.agency, "a");
    text += "\"for\": [" + scope + "]";
    constexpr std::array types{"", "state_judicial", "state_non_judicial", "non_state"};
    if (way.type != 0) text += std::string{", \"type\": \""} + types[static_cast<std::size_t>(way.type)] + "\"";
    constexpr std::array bodies{"", "a", "b", "o"};
    if (way.mechanism != 0)
      text += std::string{", \"mechanism\": \""} + bodies[static_cast<std::size_t>(way.mechanism)] + "\"";
    if (way.everyone || way.children)
      text += std::string{", \"open_to\": ["} + (way.everyone ? "\"affected_group\"" : "") +
              (way.everyone && way.children ? ", " : "") + (way.children ? "\"children\"" : "") + "]";
    std::string rated;
    constexpr std::array ratings{"", "met", "partly", "not"};
    for (std::size_t k = 0; k < names.size(); ++k)
      if (way.rated[k] != 0)
        rated += std::string{rated.empty() ? "" : ", "} + "\"" + names[k] + "\": \"" +
                 ratings[static_cast<std::size_t>(way.rated[k])] + "\"";
    if (!rated.empty()) text += ", \"criteria\": {" + rated + "}";
    if (way.until != 0) text += std::string{", \"to\": \""} + (way.until == 1 ? "2021" : "2024") + "\"";
    if (way.assertion != 0)
      text += std::string{", \"assertion\": \""} + (way.assertion == 1 ? "negative" : "disputed") + "\"";
    text += "}";
  }
  text += "}";
  if (world.complete) text += R"(, "complete": [{"section": "remedies", "state": "S"}])";
  return text;
}

/// The answer for one type, from the definitions in so many words: 0 FAIL, 1 UNKNOWN, 2 PARTIAL, 3 PASS.
int slow(const World& world, int type, bool children) {
  int best = -1;
  bool denied = false;
  for (const Way& way : world.ways) {
    if (!way.there || (way.type != 0 && way.type != type)) continue;
    // For this right, perhaps, or not.
    int harm = way.right ? 2 : 0;
    const int act = world.act_over || world.act_rights == 2 ? 0 : world.act_rights == 1 ? 2 : 1;
    if (way.act) harm = std::max(harm, act);
    if (way.agency) harm = std::max(harm, world.enforced ? std::max(act, 1) : 1);
    if (!way.right && !way.other && !way.act && !way.agency) harm = 1;
    if (harm == 0) continue;
    // Of this State, perhaps, or not.
    const bool tied = way.act || way.agency;
    const int own = way.mechanism == 1 || (tied && way.assertion == 1) ? 2 : way.mechanism == 2 ? 0 : tied ? 2 : 1;
    if (own == 0) continue;
    if (way.assertion == 1) {
      denied = denied || (harm == 2 && own == 2 && way.type != 0 && way.until == 0);
      continue;
    }
    std::vector<int> steps;
    steps.push_back(way.until == 1 ? 0 : way.until == 2 || way.assertion == 2 ? 1 : 3);
    steps.push_back(harm == 2 ? 3 : 1);
    steps.push_back(way.mechanism == 0 || own == 1 ? 1 : 3);
    steps.push_back(!way.everyone && !way.children ? 1 : way.everyone || children ? 3 : 2);
    int effective = 1;
    if (way.type == 2 || way.type == 3) {
      const auto n = [&](int rating) { return std::count(way.rated.begin(), way.rated.end(), rating); };
      effective = n(1) > 0 && n(3) > 0 ? 2 : n(3) > 0 ? 0 : n(0) > 0 ? 1 : n(2) > 0 ? 2 : 3;
    }
    steps.push_back(effective);
    best = std::max(best, *std::min_element(steps.begin(), steps.end()));
  }
  if (best >= 2) return denied ? 2 : best;
  if (denied) return 0;
  return world.complete && best <= 0 ? 0 : 1;
}

int value(Outcome outcome) {
  return outcome == Outcome::pass ? 3 : outcome == Outcome::partial ? 2 : outcome == Outcome::unknown ? 1 : 0;
}

World random_world(std::mt19937& random) {
  const auto chance = [&](unsigned percent) { return random() % 100 < percent; };
  World world;
  world.act_rights = static_cast<int>(random() % 3);
  world.act_over = chance(20);
  world.enforced = chance(50);
  world.complete = chance(20);
  for (std::size_t n = random() % 4; n-- > 0;) {
    Way way;
    way.type = chance(10) ? 0 : static_cast<int>(1 + random() % 3);
    way.right = chance(60);
    way.other = chance(20);
    way.act = chance(30);
    way.agency = chance(20);
    way.mechanism = chance(60) ? 1 : static_cast<int>(random() % 4);
    way.everyone = chance(60);
    way.children = chance(40);
    const bool good = chance(60);
    for (int& rating : way.rated) rating = good && chance(95) ? 1 : static_cast<int>(random() % 4);
    way.until = chance(80) ? 0 : static_cast<int>(random() % 3);
    way.assertion = chance(75) ? 0 : static_cast<int>(random() % 3);
    world.ways.push_back(way);
  }
  return world;
}

std::array<int, 4> answers(const World& world, bool children) {
  const Graph graph = tests::check_world(written(world));
  std::array<int, 4> found{};
  const RemedyResult rows = remedies(
      graph, {.states = {*graph.find<State>("S")}, .rights = {"privacy"}, .right_holder = children ? "children" : ""});
  for (std::size_t i = 0; i < found.size(); ++i) found[i] = value(rows[i].result);
  return found;
}

TEST_CASE("chains of remedy are those of a slow answer on random worlds", "[query]") {
  std::mt19937 random{20240601};
  std::array<int, 4> seen{};
  for (int i = 0; i < 1500; ++i) {
    const World world = random_world(random);
    const bool children = random() % 2 == 0;
    const std::array<int, 4> found = answers(world, children);
    INFO(written(world) << (children ? " children" : ""));
    int best = 0;
    for (int type = 1; type <= 3; ++type) {
      const int wanted = slow(world, type, children);
      REQUIRE(found[static_cast<std::size_t>(type)] == wanted);
      ++seen[static_cast<std::size_t>(wanted)];
      best = std::max(best, wanted);
    }
    REQUIRE(found[0] == best);
  }
  for (const int n : seen) CHECK(n > 50);  // every answer is met
}

TEST_CASE("removing data never makes an open question of remedy decided", "[query]") {
  std::mt19937 random{8};
  int removed = 0;
  for (int i = 0; i < 400; ++i) {
    World world = random_world(random);
    world.complete = false;  // a scope is complete as declared only with all its records
    const std::array<int, 4> before = answers(world, true);
    for (std::size_t w = 0; w < world.ways.size(); ++w) {
      const std::array<std::function<void(Way&)>, 5> cuts{
          [](Way& way) { way.there = false; }, [](Way& way) { way.everyone = way.children = false; },
          [](Way& way) { way.rated = {}; }, [](Way& way) { way.mechanism = 0; }, [](Way& way) { way.type = 0; }};
      for (const auto& cut : cuts) {
        World less = world;
        cut(less.ways[w]);
        const std::array<int, 4> after = answers(less, true);
        INFO(written(world) << "\n" << written(less));
        for (std::size_t k = 0; k < before.size(); ++k)
          if (before[k] == 1) REQUIRE(after[k] == 1);
        ++removed;
      }
    }
  }
  CHECK(removed > 1000);
}

}  // namespace
}  // namespace dutygraph
