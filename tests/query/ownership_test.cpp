// SPDX-License-Identifier: BSL-1.0
//
// ownership() against dense solutions in exact fractions, over every way in which ranges can be filled.
#include <dutygraph/query/ownership.hpp>

#include <algorithm>
#include <boost/multiprecision/cpp_int.hpp>
#include <cstdlib>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include <dutygraph/error.hpp>
#include <dutygraph/io/read.hpp>

#include "support/catch.hpp"
#include "support/random_world.hpp"

namespace dg = dutygraph;
using dg::OwnershipDefinition;

namespace {

dg::Graph read(const std::string& text) {
  dg::io::Reader reader;
  reader.read_text(text, "world.duty.json", dg::io::Format::native);
  return reader.finish().graph;
}

std::string holding(const std::string& holder, const std::string& company, const std::string& share,
                    const std::string& more = "", const std::string& type = "capital") {
  return R"({"holder": ")" + holder + R"(", "company": ")" + company + R"(", "interests": [{"type": ")" + type +
         R"(", "share": )" + share + more + "}]}";
}

/// A world with State S and the organ O (a company), and companies by their names.
dg::Graph world(const std::vector<std::string>& holdings, const std::string& more = "") {
  std::string text = R"({"dutygraph": 1, "as_of": "2024-01-01", "states": {"S": {}}, "companies": {)";
  for (const char* id : {"H", "e", "e1", "e2", "f"}) text += "\"" + std::string{id} + "\": {}, ";
  text +=
      R"("O": {"organ_of": "S"}}, "agencies": {"M": {"state": "S"}}, "organisations": {"X": {"kind": "unknown"}},)" +
      more + R"("holdings": [)";
  for (std::size_t i = 0; i < holdings.size(); ++i) text += (i == 0 ? "" : ", ") + holdings[i];
  return read(text + "]}");
}

struct Answer {
  std::string low, high;
  bool closed = false;
  std::vector<std::string> assumptions{};
  friend bool operator==(const Answer&, const Answer&) = default;
};

std::ostream& operator<<(std::ostream& out, const Answer& answer) {
  out << answer.low << " to " << answer.high << (answer.closed ? " closed" : "");
  for (const std::string& name : answer.assumptions) out << ' ' << name;
  return out;
}

Answer ask(const dg::Graph& graph, const char* company,
           OwnershipDefinition definition = OwnershipDefinition::all_walks) {
  const dg::OwnershipResult result =
      ownership(graph, {.definition = definition, .states = {*graph.find("S")}, .companies = {*graph.find(company)}});
  REQUIRE(result.size() == 1);
  return {result[0].low.to_string(), result[0].high.to_string(), result[0].closed_ring, result[0].assumptions.names()};
}

const std::vector<std::string> from_votes{"capital_from_votes"};

}  // namespace

TEST_CASE("case 4: ownership multiplies along a chain", "[query]") {
  const dg::Graph graph = world({holding("S", "H", "51", "", "votes"), holding("H", "e", "51", "", "votes")});
  CHECK(ask(graph, "e") == Answer{"26.01", "26.01", false, from_votes});
  CHECK(ask(world({holding("S", "H", "51"), holding("H", "e", "51")}), "e") == Answer{"26.01", "26.01"});
}

TEST_CASE("case 5 and 6: chains add up, control or not", "[query]") {
  CHECK(ask(world({holding("S", "e1", "60"), holding("S", "e2", "60"), holding("e1", "e", "30"),
                   holding("e2", "e", "25")}),
            "e") == Answer{"33", "33"});
  CHECK(ask(world({holding("S", "H", "40"), holding("H", "e", "100")}), "e") == Answer{"40", "40"});
}

TEST_CASE("case 14: an indirect row is no share", "[query]") {
  const dg::Graph graph = world({holding("M", "e", "\"23.5\""), holding("H", "e", "\"76.5\""), holding("S", "H", "100"),
                                 holding("S", "e", "100", R"(, "directness": "indirect")")});
  CHECK(ask(graph, "e") == Answer{"100", "100"});
}

TEST_CASE("case 15: mutual holdings without an outside owner are nobody's, and closed ones are said to be", "[query]") {
  CHECK(ask(world({holding("e1", "e2", "60"), holding("e2", "e1", "60")}), "e1") == Answer{"0", "0"});
  CHECK(ask(world({holding("e1", "e2", "100"), holding("e2", "e1", "100")}), "e1") == Answer{"0", "0", true});
  CHECK(ask(world({holding("e", "e", "100")}), "e") == Answer{"0", "0", true});
  // What a closed ring holds of others carries nothing.
  CHECK(ask(world({holding("e1", "e2", "100"), holding("e2", "e1", "100"), holding("e1", "f", "40"),
                   holding("S", "f", "60")}),
            "f") == Answer{"60", "60"});
}

TEST_CASE("case 16 and 17: rings are solved, not unrolled", "[query]") {
  const auto ring = [](const char* share) {
    return world({holding("e1", "e2", "60"), holding("e2", "e1", "30"), holding("S", "e1", share)});
  };
  CHECK(ask(ring("25"), "e1") == Answer{"30.487804878", "30.487804879"});  // 25 / 0.82
  CHECK(ask(ring("51"), "e2") == Answer{"37.31707317", "37.317073171"});
  CHECK(ask(world({holding("e1", "e2", "50"), holding("e2", "e1", "40"), holding("S", "e1", "40")}), "e2") ==
        Answer{"25", "25"});
}

TEST_CASE("case 24 and 28: what a company holds of itself belongs to its owners", "[query]") {
  CHECK(ask(world({holding("e", "e", "20"), holding("S", "e", "45")}), "e") == Answer{"56.25", "56.25"});
  CHECK(ask(world({holding("S", "e", R"({"min": 30, "max": 60})"), holding("e", "e", "55")}), "e") ==
        Answer{"66.666666666", "100"});
}

TEST_CASE("case 10, 11, 12 and 13: ranges, unknown shares and the measure", "[query]") {
  CHECK(ask(world({holding("S", "e", R"({"min": 25, "max": 75})"), holding("X", "e", "55")}), "e") ==
        Answer{"25", "45"});
  CHECK(ask(world({holding("S", "e", R"({"unknown": "n"})"), holding("X", "e", "30")}), "e") == Answer{"0", "70"});
  CHECK(ask(world({holding("S", "e", "60"), holding("S", "e", "40", "", "votes")}), "e") == Answer{"60", "60"});
}

TEST_CASE("case 19 to 21 and 25: dates, evidence and lots", "[query]") {
  const auto on = [](const char* share, const char* more) { return holding("S", "e", share, more); };
  CHECK(ask(world({on("60", R"(, "to": "2024-01")")}), "e") == Answer{"0", "60"});
  CHECK(ask(world({on("60", R"(, "to": "2024-01-01")")}), "e") == Answer{"0", "0"});
  CHECK(ask(world({on("34.03", ""), on("25.19", "")}), "e") == Answer{"59.22", "59.22"});
}

TEST_CASE("recorded holders of more than everything are said to be inconsistent", "[query]") {
  const dg::Graph graph = world({holding("S", "e", "70"), holding("X", "e", "45")});
  const dg::OwnershipResult result = ownership(graph);
  REQUIRE(result.size() == 1);
  CHECK(result[0].inconsistent);
  CHECK(result[0].low == dg::Percent{70});
  // A ring that feeds itself without limit is not solved to nonsense.
  const Answer ring =
      ask(world({holding("e1", "e2", "100"), holding("e2", "e1", "100"), holding("S", "e1", "10")}), "e2");
  CHECK(ring.closed);
  CHECK(ring.high == "100");
}

TEST_CASE("the State and its organs are one owner, however they hold each other", "[query]") {
  const dg::Graph graph =
      world({holding("S", "O", "60"), holding("O", "e", "50"), holding("e", "O", "20"), holding("M", "O", "20")});
  CHECK(ask(graph, "e", OwnershipDefinition::no_reentry) == Answer{"50", "50"});
  CHECK(ask(graph, "O", OwnershipDefinition::no_reentry) == Answer{"90", "90"});
  CHECK(ask(graph, "e") == Answer{"55.555555555", "55.555555556"});  // 0.5 / (1 - 0.5 * 0.2)
  CHECK(dg::parse_definition("no_reentry") == OwnershipDefinition::no_reentry);
  CHECK_FALSE(dg::parse_definition("both").has_value());
}

TEST_CASE("rows name the last links, and the empty graph has none", "[query]") {
  const dg::Graph graph = world({holding("S", "H", "51"), holding("H", "e", "51"), holding("X", "e", "40")});
  const dg::OwnershipResult result = ownership(graph, {.companies = {*graph.find("e")}});
  REQUIRE(result.evidence(result[0]).size() == 1);
  CHECK(graph.source(result.evidence(result[0])[0]) == *graph.find("H"));
  CHECK(result.stamp().query == "ownership");
  CHECK(dg::ownership(dg::Graph{}, {.as_of = dg::Date{2024, 1, 1}}).empty());
  std::stop_source source;
  source.request_stop();
  CHECK_THROWS_AS(ownership(graph, {.stop = source.get_token()}), dg::Cancelled);
}

TEST_CASE("ten thousand links of a chain and a ring of two thousand companies", "[query]") {
  dg::GraphBuilder builder;
  builder.add(dg::State{.id = "S"});
  constexpr int length = 10'000, ring = 2'000;
  for (int i = 0; i < length; ++i) builder.add(dg::Company{.id = "c" + std::to_string(i)});
  for (int i = 0; i < ring; ++i) builder.add(dg::Company{.id = "r" + std::to_string(i)});
  const auto hold = [&](std::string holder, std::string company, std::int64_t units) {
    dg::Holding h{.holder = std::move(holder), .company = std::move(company)};
    h.interests.push_back({.share = dg::Share::exactly(dg::Percent::of_units(units))});
    builder.add(std::move(h));
  };
  for (int i = 0; i < length; ++i)
    hold(i == 0 ? "S" : "c" + std::to_string(i - 1), "c" + std::to_string(i), dg::Percent{100}.units());
  for (int i = 0; i < ring; ++i)
    hold("r" + std::to_string(i), "r" + std::to_string((i + 1) % ring), dg::Percent{99}.units());
  hold("S", "r0", dg::Percent{1}.units());
  const dg::Graph graph = std::move(builder).freeze();
  const dg::OwnershipResult result = ownership(graph, {.as_of = dg::Date{2024, 1, 1}});
  CHECK(result.size() == length + ring);
  for (const dg::OwnershipRow& row : result) {
    if (graph.key(row.company) == "c9999") CHECK(row.low == dg::Percent{100});
    if (graph.key(row.company) == "r1") CHECK(row.low.to_string() == "0.990000001");  // 0.99 / (1 - 0.99^2000)
  }
}

// --- the reference ------------------------------------------------------------------------------

namespace {

using Fraction = boost::multiprecision::cpp_rational;

/// Columns of who holds what: rows are holders. 0 is S, 1 the organ O, 2 an outsider, then companies.
struct System {
  struct Range {
    std::int64_t low = 0, high = 0;
  };
  std::vector<std::map<std::size_t, Range>> columns;  // by company, then holder
};
constexpr std::size_t owner_s = 0, organ = 1, outsider = 2;
using Filled = std::vector<std::map<std::size_t, std::int64_t>>;

/// Dense elimination of `x = d + A^T x` for what owners reach; nothing if it is singular.
std::optional<std::vector<Fraction>> solve(const Filled& a, bool reentry) {
  const std::size_t n = a.size();
  std::vector<bool> reached(n, false);
  reached[owner_s] = reached[organ] = true;
  for (std::size_t round = 0; round < n; ++round)
    for (std::size_t j = 0; j < n; ++j)
      for (const auto& [i, units] : a[j]) reached[j] = reached[j] || (units > 0 && reached[i]);
  const Fraction hundred = dg::Percent{100}.units();
  std::vector<std::vector<Fraction>> m(n, std::vector<Fraction>(n + 1));
  for (std::size_t j = 0; j < n; ++j) {
    m[j][j] = 1;
    for (const auto& [i, units] : a[j]) {
      const bool owns = i == owner_s || i == organ;
      if (!reached[j] || !reached[i] || (j == organ && owns)) continue;
      const Fraction share = units / hundred;
      if (owns) m[j][n] += share;
      if (!owns || reentry) m[j][i] -= share;
    }
  }
  for (std::size_t c = 0; c < n; ++c) {
    std::size_t pivot = c;
    while (pivot < n && m[pivot][c] == 0) ++pivot;
    if (pivot == n) return std::nullopt;
    std::swap(m[pivot], m[c]);
    for (std::size_t r = 0; r < n; ++r) {
      if (r == c || m[r][c] == 0) continue;
      const Fraction factor = m[r][c] / m[c][c];
      for (std::size_t k = c; k <= n; ++k) m[r][k] -= factor * m[c][k];
    }
  }
  std::vector<Fraction> x(n);
  for (std::size_t j = 0; j < n; ++j) x[j] = m[j][n] / m[j][j];
  for (const Fraction& value : x)
    if (value < 0) return std::nullopt;  // walks without limit
  // Of the organ, what the owners hold themselves counts too.
  const Fraction outside = x[organ];
  for (const auto& [i, units] : a[organ])
    if (i == owner_s || i == organ) x[organ] += units / hundred * (i == organ && reentry ? 1 + outside : Fraction{1});
  return x;
}

/// Calls \p use with every corner of the shares that are possible: in each company one holder after another takes what
/// is left.
template <class Use>
void for_each_filling(const System& system, Filled& filled, std::size_t company, Use&& use) {
  if (company == system.columns.size()) {
    use(filled);
    return;
  }
  std::vector<std::size_t> order;
  std::int64_t sure = 0;
  for (const auto& [holder, range] : system.columns[company]) {
    order.push_back(holder);
    sure += range.low;
  }
  do {
    std::int64_t left = dg::Percent{100}.units() - sure;
    for (const std::size_t holder : order) {
      const System::Range range = system.columns[company].at(holder);
      const std::int64_t more = std::min(left, range.high - range.low);
      filled[company][holder] = range.low + more;
      left -= more;
    }
    for_each_filling(system, filled, company + 1, use);
  } while (std::next_permutation(order.begin(), order.end()));
}

std::string name_of(std::size_t node) {
  return node == owner_s ? "S" : node == organ ? "O" : node == outsider ? "X" : "c" + std::to_string(node);
}

dg::Graph graph_of(const System& system) {
  dg::GraphBuilder builder;
  builder.add(dg::State{.id = "S"});
  builder.add(dg::Company{.id = "O", .organ_of = "S"});
  builder.add(dg::Organisation{.id = "X", .type = "unknown"});
  for (std::size_t j = outsider + 1; j < system.columns.size(); ++j) builder.add(dg::Company{.id = name_of(j)});
  for (std::size_t j = 0; j < system.columns.size(); ++j)
    for (const auto& [holder, range] : system.columns[j]) {
      dg::Holding holding{.holder = name_of(holder), .company = name_of(j)};
      holding.interests.push_back(
          {.share = dg::Share::between(dg::Percent::of_units(range.low), dg::Percent::of_units(range.high))});
      builder.add(std::move(holding));
    }
  return std::move(builder).freeze();
}

System random_system(dg::tests::Dice& dice, bool exact) {
  System system;
  system.columns.resize(outsider + 2 + dice.roll(exact ? 5 : 2));
  const std::size_t n = system.columns.size();
  for (std::size_t j = organ; j < n; ++j) {
    if (j == outsider || (j == organ && dice.one_in(2))) continue;
    std::int64_t left = dg::Percent{100}.units();
    const std::uint32_t holders = 1 + dice.roll(3);
    for (std::uint32_t k = 0; k < holders; ++k) {
      const std::size_t holder = dice.one_in(4) ? owner_s : dice.roll(static_cast<std::uint32_t>(n));
      System::Range range{};
      range.low = dice.one_in(5) ? left : std::min<std::int64_t>(left, dice.roll(60) * std::int64_t{999'999'999});
      if (!exact && dice.one_in(2)) range.low = 0;
      range.high = exact ? range.low
                   : dice.one_in(3)
                       ? dg::Percent{100}.units()
                       : std::min(dg::Percent{100}.units(), range.low + dice.roll(50) * dg::Percent::units_per_percent);
      if (!system.columns[j].try_emplace(holder, range).second) continue;
      left -= range.low;
    }
  }
  return system;
}

/// Units of 1e-9 percent, rounded down and up.
std::pair<std::int64_t, std::int64_t> units_of(const Fraction& value) {
  const Fraction scaled = value * dg::Percent{100}.units();
  const boost::multiprecision::cpp_int down = numerator(scaled) / denominator(scaled);
  const bool whole = down * denominator(scaled) == numerator(scaled);
  return {static_cast<std::int64_t>(down), static_cast<std::int64_t>(down) + (whole ? 0 : 1)};
}

}  // namespace

TEST_CASE("bounds are those of exact fractions over all ways to fill the ranges", "[query]") {
  const char* count = std::getenv("DUTYGRAPH_WORLDS");
  const int worlds = count != nullptr ? std::atoi(count) : 300;
  int compared = 0;
  for (int seed = 0; seed < worlds; ++seed) {
    dg::tests::Dice dice{static_cast<std::uint32_t>(seed)};
    const System system = random_system(dice, seed % 3 == 0);
    const bool reentry = seed % 2 == 0;
    const std::size_t n = system.columns.size();
    std::vector<Fraction> least(n, Fraction{1000}), most(n, Fraction{-1});
    bool limitless = false;
    Filled filled(n);
    for_each_filling(system, filled, 0, [&](const Filled& shares) {
      const auto x = solve(shares, reentry);
      limitless = limitless || !x;
      for (std::size_t j = 0; x && j < n; ++j) most[j] = std::max(most[j], (*x)[j]);
    });
    Filled low(n);
    for (std::size_t j = 0; j < n; ++j)
      for (const auto& [holder, range] : system.columns[j]) low[j][holder] = range.low;
    const auto at_low = solve(low, reentry);
    // Only with re-entry, where the organ and a company hold nearly all of each other.
    if (limitless || !at_low || *std::max_element(most.begin(), most.end()) > 9) continue;
    const dg::Graph graph = graph_of(system);
    std::vector<dg::VertexId> companies{*graph.find("O")};
    for (std::size_t j = outsider + 1; j < n; ++j) companies.push_back(*graph.find(name_of(j)));
    const dg::OwnershipResult result =
        ownership(graph, {.definition = reentry ? OwnershipDefinition::all_walks : OwnershipDefinition::no_reentry,
                          .as_of = dg::Date{2024, 1, 1},
                          .companies = companies});
    for (const dg::OwnershipRow& row : result) {
      std::size_t j = 0;
      while (name_of(j) != graph.key(row.company)) ++j;
      INFO("world " << seed << ", company " << name_of(j) << ": " << row.low.to_string() << " to "
                    << row.high.to_string() << ", reference " << (*at_low)[j] << " to " << most[j]);
      // Outward, and by no more than the last digit.
      CHECK(row.low.units() == units_of((*at_low)[j]).first);
      // What an organ passes on and what others have of it may be largest with different shares of it.
      const bool loose = j == organ && reentry;
      CHECK(row.high.units() >= units_of(most[j]).second);
      CHECK((loose || row.high.units() == units_of(most[j]).second));
      ++compared;
    }
  }
  CHECK(compared > worlds);
}
