// SPDX-License-Identifier: BSL-1.0
#pragma once

/// \file
/// Random worlds, the same for the same seed on every platform, with a list of the facts that went in.

#include <algorithm>
#include <cstdint>
#include <optional>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include <dutygraph/graph/builder.hpp>
#include <dutygraph/graph/graph.hpp>

namespace dutygraph::tests {

/// What one edge says, by ids: to compare a graph with what it was built from.
struct Fact {
  std::string source{}, target{};
  EdgeKind kind = EdgeKind::holds;
  std::optional<Share> share{};
  Interval valid{};
  std::string evidence{};  ///< id of the first source
  friend bool operator==(const Fact&, const Fact&) = default;
  friend auto operator<=>(const Fact&, const Fact&) = default;
};

struct WorldSize {
  std::uint32_t companies = 40;
  std::uint32_t holdings = 120;
  bool acyclic = false;  ///< holders come before what they hold
};

/// A fact that went in, with what views look at beside its dates.
struct GivenFact {
  Fact fact{};
  Assertion assertion = Assertion::positive;
  std::optional<Date> recorded{};
};

struct RandomWorld {
  Graph graph{};
  std::vector<GivenFact> given{};  ///< in the order in which they were added
};

/// The facts that the edges of a graph or view state, in no particular order.
inline std::vector<Fact> facts_of(const Graph& graph) {
  std::vector<Fact> facts;
  for (const EdgeId e : graph.edges())
    facts.push_back({std::string{graph.key(graph.source(e))}, std::string{graph.key(graph.target(e))}, graph.kind(e),
                     graph.kind(e) == EdgeKind::holds ? graph.share(e) : std::nullopt, graph.valid(e),
                     graph.sources(e).begin()->id});
  return facts;
}

/// Small random choices.
class Dice {
 public:
  explicit Dice(std::uint32_t seed) : engine_{seed} {}
  /// 0 to sides - 1; not std::uniform_int_distribution, whose numbers differ between libraries.
  std::uint32_t roll(std::uint32_t sides) { return static_cast<std::uint32_t>(engine_() % sides); }
  bool one_in(std::uint32_t sides) { return roll(sides) == 0; }

  /// A day, month or year from 2010 to 2025, or unknown.
  Date date() {
    const int year = 2010 + static_cast<int>(roll(16));
    switch (roll(8)) {
      case 0:
        return Date{};
      case 1:
        return Date{year};
      case 2:
        return Date{year, 1 + static_cast<int>(roll(12))};
      default:
        return Date{year, 1 + static_cast<int>(roll(12)), 1 + static_cast<int>(roll(28))};
    }
  }
  /// Not empty; often open.
  Interval interval() {
    while (true) {
      const Interval span{one_in(3) ? std::nullopt : std::optional{date()},
                          one_in(2) ? std::nullopt : std::optional{date()}};
      if (!span.is_empty()) return span;
    }
  }
  std::optional<Share> share() {
    switch (roll(6)) {
      case 0:
        return std::nullopt;
      case 1:
        return Share::unknown();
      case 2:
        return Share::between(25, 50, true, false);
      default:
        return Share::exactly(Percent::of_units(static_cast<std::int64_t>(roll(101)) * 999'999'999));
    }
  }

 private:
  std::mt19937 engine_;
};

/// Two States, three agencies, companies with lifetimes that hold each other, and a few memberships.
inline RandomWorld random_world(std::uint32_t seed, WorldSize size = {}) {
  Dice dice{seed};
  RandomWorld world;
  GraphBuilder builder;
  const std::vector<SourceId> sources{builder.add(Source{.id = "s0"}), builder.add(Source{.id = "s1"}),
                                      builder.add(Source{.id = "s2"})};
  std::vector<std::string> holders{"AA", "BB", "agency0", "agency1", "agency2"};
  for (std::uint32_t i = 0; i < size.companies; ++i) holders.push_back("c" + std::to_string(i));

  const auto add_holding = [&] {
    const std::uint32_t low = dice.roll(static_cast<std::uint32_t>(holders.size()));
    const std::uint32_t high = 5 + dice.roll(size.companies);
    const bool swap = size.acyclic && low >= high;
    if (size.acyclic && low == high) return;
    Holding holding{.holder = holders[swap ? high : low], .company = holders[swap ? low : high]};
    const std::uint32_t source = dice.roll(3);
    for (std::uint32_t i = 0; i <= dice.roll(2); ++i)
      holding.interests.push_back({.share = dice.share(), .valid = dice.interval()});
    if (dice.one_in(4)) holding.facts.recorded = dice.date();
    if (dice.one_in(10)) holding.facts.assertion = dice.one_in(2) ? Assertion::negative : Assertion::disputed;
    builder.add(holding, sources[source]);
    for (const Interest& interest : holding.interests)
      world.given.push_back({{holding.holder, holding.company, EdgeKind::holds, interest.share, interest.valid,
                              "s" + std::to_string(source)},
                             holding.facts.assertion,
                             holding.facts.recorded});
  };

  for (std::uint32_t i = 0; i < size.holdings / 2; ++i) add_holding();  // references forward
  for (const char* id : {"AA", "BB"}) builder.add(State{.id = id}, sources[0]);
  for (const char* id : {"agency0", "agency1", "agency2"}) {
    Agency agency{.id = id, .state = dice.one_in(2) ? "AA" : "BB"};
    agency.facts.valid = dice.interval();
    if (dice.one_in(2)) agency.facts.recorded = dice.date();
    world.given.push_back({{id, agency.state, EdgeKind::part_of, std::nullopt, agency.facts.valid, "s1"},
                           Assertion::positive,
                           agency.facts.recorded});
    builder.add(std::move(agency), sources[1]);
  }
  Organisation club{.id = "club", .type = "coalition"};
  for (std::uint32_t i = 0; i < size.companies; ++i) {
    Company company{.id = "c" + std::to_string(i), .home = dice.one_in(2) ? "AA" : ""};
    if (dice.one_in(5)) company.facts.valid = dice.interval();
    if (dice.one_in(4)) {
      const Interval span = dice.interval();
      club.members.push_back({.id = company.id, .from = span.from(), .to = span.to()});
      world.given.push_back({{company.id, "club", EdgeKind::member_of, std::nullopt, span, "s2"}});
    }
    builder.add(std::move(company), sources[1]);
  }
  builder.add(std::move(club), sources[2]);
  for (std::uint32_t i = size.holdings / 2; i < size.holdings; ++i) add_holding();
  world.graph = std::move(builder).freeze();
  return world;
}

}  // namespace dutygraph::tests
