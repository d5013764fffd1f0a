// SPDX-License-Identifier: BSL-1.0
// Support that is passed on over several deals.
#include <dutygraph/query/nexus.hpp>

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include <dutygraph/io/read.hpp>

#include "support/catch.hpp"
#include "support/random_world.hpp"

namespace dg = dutygraph;

namespace {

using Ids = std::vector<std::string>;

Ids ids(const dg::Graph& graph, const std::vector<dg::VertexId>& list) {
  Ids texts;
  for (const dg::VertexId v : list) texts.emplace_back(graph.key(v));
  return texts;
}

/// A deal of a random world, as it was written.
struct Plain {
  std::string channel;
  bool sure = true;
  std::vector<dg::Role> roles{};
};

bool passes_on(const std::string& role) {
  return role == "provider" || role == "guarantor" || role == "co_financier" || role == "intermediary";
}
bool takes(const std::string& role) {
  return role == "intermediary" || role == "beneficiary" || role == "supplier" || role == "exporter" ||
         role == "end_user";
}
bool supports(const std::string& channel) { return channel == "n08" || channel == "n12"; }

/// By receiver and last deal: whether some chain is certain, and the length of the shortest of its kind.
using Chains = std::map<std::pair<std::string, std::string>, std::pair<bool, std::size_t>>;

/// All chains, one by one: every way on from every receiver that is not on the way already. Slow, and without a queue.
class EveryChain {
 public:
  EveryChain(const std::map<std::string, Plain>& deals, const std::string& agency) : deals_{deals}, agency_{agency} {
    for (const auto& [id, deal] : deals)
      for (const dg::Role& role : deal.roles)
        if (role.party == agency) own_.insert(id);
  }
  Chains run() {
    for (const std::string& id : own_) {
      const Plain& deal = deals_.at(id);
      if (!supports(deal.channel)) continue;
      for (const dg::Role& role : deal.roles)
        if (role.party != agency_ && takes(role.role)) go(role.party, 1, deal.sure, {role.party});
    }
    return std::move(found_);
  }

 private:
  void go(const std::string& at, std::size_t length, bool sure, const std::set<std::string>& way) {
    for (const auto& [id, deal] : deals_) {
      if (own_.contains(id) || !supports(deal.channel)) continue;
      const bool gives = std::any_of(deal.roles.begin(), deal.roles.end(),
                                     [&](const dg::Role& role) { return role.party == at && passes_on(role.role); });
      if (!gives) continue;
      for (const dg::Role& role : deal.roles) {
        if (role.party == at || !takes(role.role)) continue;
        const bool still = sure && deal.sure;
        const auto [found, is_new] = found_.try_emplace({role.party, id}, still, length + 1);
        auto& [known, shortest] = found->second;
        if (!is_new && (still > known || (still == known && length + 1 < shortest)))
          found->second = {still, length + 1};
        if (way.contains(role.party)) continue;
        std::set<std::string> further = way;
        further.insert(role.party);
        go(role.party, length + 1, still, further);
      }
    }
  }
  const std::map<std::string, Plain>& deals_;
  std::string agency_;
  std::set<std::string> own_;
  Chains found_;
};

}  // namespace

TEST_CASE("support passed on is one row with the path of deals", "[query]") {
  dg::io::Reader reader;
  reader.read_text(R"({"dutygraph": 1, "as_of": "2024-01-01", "states": {"XR": {}},
    "organisations": {"fund": {"kind": "fund", "organ_of": "XR"}, "manager": {"kind": "fund"}},
    "companies": {"startup": {}, "sub": {}, "bank": {}, "borrower": {}, "shop": {}},
    "engagements": {
      "commitment": {"channel": "n12", "signed": "2020-01-01", "hr_condition": "required",
        "roles": [{"party": "fund", "role": "provider"}, {"party": "manager", "role": "beneficiary"}]},
      "round": {"channel": "n12", "signed": "2021-01-01", "amount": 5, "currency": "EUR", "hr_condition": "none",
        "roles": [{"party": "manager", "role": "provider"}, {"party": "startup", "role": "beneficiary"}]},
      "onward": {"channel": "n09", "from": "2023-12",
        "roles": [{"party": "startup", "role": "provider"}, {"party": "sub", "role": "beneficiary"}]},
      "back": {"channel": "n09", "signed": "2022-01-01",
        "roles": [{"party": "sub", "role": "provider"}, {"party": "manager", "role": "beneficiary"}]},
      "line": {"channel": "n08", "signed": "2019-01-01",
        "roles": [{"party": "XR", "role": "guarantor"}, {"party": "bank", "role": "intermediary"}]},
      "loan": {"channel": "n08", "signed": "2022-01-01",
        "roles": [{"party": "bank", "role": "provider"}, {"party": "borrower", "role": "beneficiary"}]},
      "purchase": {"channel": "n13", "signed": "2022-01-01",
        "roles": [{"party": "bank", "role": "buyer"}, {"party": "shop", "role": "supplier"}]}}})",
                   "world.duty.json", dg::io::Format::native);
  const dg::Graph graph = reader.finish().graph;
  const dg::NexusResult rows = nexus(graph);
  const auto row = [&](const std::string& company) -> const dg::NexusRow* {
    const auto at = std::find_if(rows.begin(), rows.end(), [&](const dg::NexusRow& r) {
      return graph.key(r.company) == company && !r.path.empty();
    });
    return at == rows.end() ? nullptr : at;
  };
  const dg::NexusRow* startup = row("startup");
  REQUIRE(startup != nullptr);
  CHECK(ids(graph, startup->path) == Ids{"commitment", "round"});
  CHECK(ids(graph, startup->via) == Ids{"manager"});
  CHECK(graph.key(startup->agency) == "fund");
  CHECK(graph.key(startup->engagement) == "round");
  CHECK(startup->channel == "n12");
  CHECK(startup->closeness == dg::vocab::Closeness::c2);
  CHECK(startup->verdict == dg::Verdict::certain);
  CHECK(startup->safeguard == dg::SafeguardStatus::none);  // the last deal has none
  CHECK(startup->evidence.size() == 4);
  const dg::NexusRow* sub = row("sub");
  REQUIRE(sub != nullptr);
  CHECK(ids(graph, sub->path) == Ids{"commitment", "round", "onward"});
  CHECK(sub->verdict == dg::Verdict::certain);  // December is over
  const dg::NexusRow* borrower = row("borrower");
  REQUIRE(borrower != nullptr);
  CHECK(ids(graph, borrower->path) == Ids{"line", "loan"});
  CHECK(row("shop") == nullptr);  // a buyer passes nothing on
  // Round the ring once: the manager receives what it gave.
  REQUIRE(row("manager") != nullptr);
  CHECK(ids(graph, row("manager")->path) == Ids{"commitment", "round", "onward", "back"});
}

TEST_CASE("chains of support agree with all chains, one by one", "[query]") {
  constexpr const char* roles[] = {"provider", "guarantor", "intermediary", "beneficiary",
                                   "buyer",    "supplier",  "end_user"};
  std::size_t chains = 0, possible = 0;
  for (std::uint32_t seed = 0; seed < 300; ++seed) {
    dg::tests::Dice dice{seed};
    dg::GraphBuilder builder;
    builder.add(dg::State{.id = "XR"});
    builder.add(dg::Agency{.id = "a", .state = "XR"});
    const std::uint32_t companies = 4 + dice.roll(3);
    for (std::uint32_t i = 0; i < companies; ++i) builder.add(dg::Company{.id = "c" + std::to_string(i)});
    std::map<std::string, Plain> deals;
    const std::uint32_t count = 6 + dice.roll(6);
    for (std::uint32_t i = 0; i < count; ++i) {
      const std::string id = "d" + std::to_string(i);
      Plain deal{.channel = dice.one_in(6) ? "n13" : dice.one_in(2) ? "n08" : "n12", .sure = !dice.one_in(4)};
      if (dice.one_in(4)) deal.roles.push_back({.party = "a", .role = "provider"});
      std::set<std::string> parties;
      while (deal.roles.size() < 2 + dice.roll(2)) {
        std::string party = "c" + std::to_string(dice.roll(companies));
        if (parties.insert(party).second)
          deal.roles.push_back({.party = std::move(party), .role = roles[dice.roll(7)]});
      }
      builder.add(dg::Engagement{.id = id,
                                 .channel = deal.channel,
                                 .roles = deal.roles,
                                 .date = deal.sure ? dg::Date{2020, 1, 1} : dg::Date{2024}});
      deals.emplace(id, std::move(deal));
    }
    const dg::Graph graph = std::move(builder).freeze();
    Chains found;
    for (const dg::NexusRow& row : nexus(graph, {.as_of = dg::Date{2024, 6, 1}})) {
      if (row.path.empty()) continue;
      INFO("world " << seed << ", " << graph.key(row.company) << " by " << graph.key(row.engagement));
      CHECK(found
                .emplace(std::pair{std::string{graph.key(row.company)}, std::string{graph.key(row.engagement)}},
                         std::pair{row.verdict == dg::Verdict::certain, row.path.size()})
                .second);
      // The path is one: each who passes on receives in one deal and gives in the next.
      REQUIRE(row.via.size() + 1 == row.path.size());
      CHECK(row.path.back() == row.engagement);
      for (std::size_t i = 0; i < row.via.size(); ++i) {
        const auto has = [&](dg::VertexId deal, bool giving) {
          const std::vector<dg::Role>& all = deals.at(std::string{graph.key(deal)}).roles;
          return std::any_of(all.begin(), all.end(), [&](const dg::Role& role) {
            return role.party == graph.key(row.via[i]) && (giving ? passes_on(role.role) : takes(role.role));
          });
        };
        CHECK(has(row.path[i], false));
        CHECK(has(row.path[i + 1], true));
      }
    }
    const Chains expected = EveryChain{deals, "a"}.run();
    INFO("world " << seed);
    CHECK(found == expected);
    chains += expected.size();
    for (const auto& [ends, how] : expected) possible += how.first ? 0U : 1U;
  }
  CHECK(chains > 500);
  CHECK(possible > 100);
}
