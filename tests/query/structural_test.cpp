// SPDX-License-Identifier: BSL-1.0
#include <cstdlib>
#include <map>
#include <random>
#include <sstream>

#include <dutygraph/graph/builder.hpp>
#include <dutygraph/io/write.hpp>
#include <dutygraph/query/coherence.hpp>
#include <dutygraph/query/proof.hpp>

#include "query/coherence_cases.hpp"
#include "query/structural_naive.hpp"
#include "support/catch.hpp"

namespace dg = dutygraph;
using dg::tests::NaiveStructure;
using dg::tests::WrongStructure;

namespace {

/// Small worlds of institutions: few agencies, days and words, so that most of them do not fit.
class Institutions {
 public:
  explicit Institutions(std::uint64_t seed) : engine_{seed} {}

  dg::Graph world() {
    dg::Settings settings;
    settings.as_of = dg::Date{2015, 1, 1};
    settings.taxonomies = {
        {.id = "conduct", .nodes = {{"act", {}}, {"share", {"act"}}, {"sell", {"share"}}, {"hire", {"act"}}}},
        {.id = "object",
         .nodes = {{"data", {}}, {"health", {"data"}}, {"face", {"data"}}, {"scan", {"health", "face"}}}}};
    if (one_in(4)) settings.taxonomies[1].exhaustive.push_back("health");
    if (one_in(3)) settings.max_coordination_hops = 1 + static_cast<std::int64_t>(below(2));
    builder_.add(settings);
    for (const char* state : {"A", "B"}) builder_.add(dg::State{.id = state});
    for (const char* id : {"A0", "A1", "A2", "B0"}) {
      dg::Agency agency{.id = id, .state = std::string{id[0]}};
      for (const char* what : {"data", "scan"})
        if (one_in(2)) agency.shapes.emplace_back(what);
      if (one_in(4)) agency.powers = {"fine"};
      builder_.add(agency);
    }
    builder_.add(dg::Organisation{.id = "forum"});
    for (const char* id : {"c0", "c1"}) builder_.add(dg::Company{.id = id});
    law();
    tasks();
    support();
    abroad();
    return std::move(builder_).freeze();
  }

 private:
  std::size_t below(std::size_t n) { return engine_() % n; }
  bool one_in(std::size_t n) { return below(n) == 0; }
  template <std::size_t n>
  std::string any(const char* const (&list)[n]) {
    return list[below(n)];
  }
  std::string agency() { return any({"A0", "A1", "A2", "B0"}); }
  std::string state() { return any({"A", "A", "B"}); }
  std::string object() { return any({"", "data", "health", "face", "scan", "scan"}); }
  std::string conduct() { return any({"act", "share", "sell", "hire"}); }
  std::string rank() { return any({"statute", "regulation", "decision", "guidance", "treaty"}); }
  dg::Date day() { return dg::Date{2013 + static_cast<int>(below(4)), 1, 1}; }
  dg::Facts facts() {
    dg::Facts all;
    const std::optional<dg::Date> from = one_in(3) ? std::optional{day()} : std::nullopt,
                                  to = one_in(3) ? std::optional{day()} : std::nullopt;
    if (!from || !to || *from < *to) all.valid = {from, to};
    if (one_in(20)) all.assertion = dg::Assertion::negative;
    return all;
  }
  static std::string named(const char* letter, std::size_t i) { return letter + std::to_string(i); }

  void law() {
    for (std::size_t i = 0; i < 3; ++i) {
      dg::Instrument text{.id = named("law", i), .state = state(), .rank = rank()};
      if (one_in(2)) text.issuer = text.state + "0";
      if (one_in(2)) {
        text.status.push_back({any({"proposed", "adopted", "in_force"}), dg::Date{2012, 1, 1}});
        if (one_in(2))
          text.status.push_back({any({"in_force", "applies", "repealed", "suspended", "annulled"}), day()});
      }
      if (i > 0 && one_in(4)) text.supersedes.push_back("law0");
      if (one_in(3)) text.implements.push_back("p0");
      if (one_in(2)) text.definitions.push_back({"term", {any({"data", "health", "face", "scan"})}});
      if (one_in(6)) text.enforcers.push_back({agency(), {}});
      text.facts = facts();
      builder_.add(text);
    }
    for (std::size_t i = 0; i < 2; ++i) {
      dg::Commitment promise{.id = named("p", i), .state = "A"};
      if (!one_in(5)) promise.due = day();
      if (one_in(2)) promise.min_rank = rank();
      if (one_in(2)) promise.agency = any({"A0", "A1", "A2"});
      promise.facts = facts();
      builder_.add(promise);
      for (std::size_t k = 0; k < below(3); ++k) {
        dg::Implementation by{.id = named("by", i * 3 + k), .implements = {promise.id}};
        if (one_in(2)) by.rank = rank();
        if (one_in(2)) by.instrument = named("law", below(3));
        if (one_in(3)) by.covers = any({"0.5", "0.25"});
        by.facts = facts();
        builder_.add(by);
      }
    }
    for (std::size_t i = 0; i < 3; ++i)
      builder_.add(dg::Objective{.id = named("aim", i), .instrument = named("law", i)});
    for (std::size_t i = 0; i < below(3); ++i) {
      dg::Interaction pull{.id = named("pull", i), .between = {named("aim", below(3)), named("aim", below(3))}};
      pull.score = dg::Decimal{static_cast<std::int64_t>(below(4)) - 2};
      pull.facts = facts();
      builder_.add(pull);
    }
  }

  void tasks() {
    for (std::size_t i = 0; i < 1 + below(4); ++i) {
      dg::Mandate task{.id = named("task", i), .agency = agency(), .function = any({"f", "g"})};
      task.issue = any({"", "privacy", "privacy"});
      task.object = object();
      task.facts = facts();
      builder_.add(task);
    }
    for (std::size_t i = 0; i < below(3); ++i) {
      dg::RequiredMandate need{.id = named("need", i), .state = state(), .function = any({"f", "g"})};
      need.issue = any({"", "privacy", "privacy"});
      need.object = object();
      need.facts = facts();
      builder_.add(need);
    }
    if (one_in(2)) {
      dg::Lead lead{.id = "lead", .agencies = {"A0", "A1"}};
      lead.function = any({"", "f"});
      lead.issue = any({"", "privacy"});
      lead.object = object();
      lead.facts = facts();
      builder_.add(lead);
    }
    for (std::size_t i = 0; i < below(4); ++i) {
      dg::Coordination body{.id = named("body", i), .type = any({"body", "memorandum", "ad_hoc"})};
      for (const char* member : {"A0", "A1", "A2", "B0", "forum"})
        if (one_in(2)) body.members.emplace_back(member);
      body.facts = facts();
      builder_.add(body);
    }
    for (std::size_t i = 0; i < below(3); ++i) {
      dg::Capacity means{.id = named("means", i), .agency = agency(), .what = "staff"};
      if (!one_in(4)) means.need = dg::Decimal{static_cast<std::int64_t>(below(3))};
      if (!one_in(3)) means.have = dg::Decimal{static_cast<std::int64_t>(below(3))};
      means.facts = facts();
      builder_.add(means);
    }
  }

  void support() {
    for (std::size_t i = 0; i < below(4); ++i) {
      dg::Support act{.id = named("act", i), .agency = agency(), .company = any({"c0", "c1"})};
      act.type = any({"grant", "equity", "procurement"});
      if (one_in(2)) act.date = day();
      if (!one_in(3)) {
        act.safeguards.emplace();
        for (const char* kind : {"hrdd", "clause"})
          if (one_in(2)) act.safeguards->push_back({kind, {}});
      }
      act.facts = facts();
      builder_.add(act);
    }
    for (std::size_t i = 0; i < below(3); ++i) {
      dg::Restriction ban{.id = named("ban", i), .agency = agency(), .company = any({"c0", "c1"})};
      ban.facts = facts();
      builder_.add(ban);
    }
    for (std::size_t i = 0; i < below(3); ++i) {
      dg::SafeguardPolicy policy{.id = named("policy", i), .state = state(), .safeguards = {"hrdd"}};
      if (one_in(2)) policy.safeguards.emplace_back("clause");
      if (one_in(2)) policy.applies_to.push_back(any({"grant", "equity", "procurement"}));
      if (one_in(4)) policy.retroactive = true;
      policy.facts = facts();
      builder_.add(policy);
    }
  }

  void abroad() {
    for (std::size_t i = 0; i < below(3); ++i) {
      dg::TreatyClause clause{.id = named("clause", i), .parties = {state()}, .forbids = conduct()};
      clause.object = object();
      if (one_in(2)) clause.instrument = named("law", below(3));
      if (one_in(6)) clause.type = "right_to_regulate";
      if (one_in(2)) clause.exceptions = {"safety"};
      clause.facts = facts();
      builder_.add(clause);
    }
    for (std::size_t i = 0; i < below(3); ++i) {
      dg::Measure measure{.id = named("measure", i), .state = state(), .conduct = conduct()};
      measure.object = object();
      if (one_in(2)) measure.objectives.push_back(any({"safety", "trade"}));
      measure.facts = facts();
      builder_.add(measure);
    }
    for (std::size_t i = 0; i < below(3); ++i) {
      dg::Provision norm{.id = named("norm", i), .state = state(), .rank = any({"statute", "regulation", "guidance"})};
      norm.modality = any({"obligation", "prohibition", "permission", "restriction", "recommendation"});
      if (norm.modality == "restriction") norm.gate = {"licence"};
      norm.conduct = dg::Scope{{conduct()}, {}};
      if (const std::string what = object(); !what.empty()) norm.object = dg::Scope{{what}, {}};
      norm.facts = facts();
      builder_.add(norm);
    }
    for (std::size_t i = 0; i < below(3); ++i) {
      dg::Position stance{.id = named("stance", i), .state = state(), .conduct = conduct()};
      stance.object = object();
      stance.stance = any({"supports", "opposes"});
      if (!one_in(6)) stance.date = day();
      stance.facts = facts();
      if (!stance.date) stance.facts.valid = {};
      builder_.add(stance);
    }
  }

  std::mt19937_64 engine_;
  dg::GraphBuilder builder_;
};

std::size_t structural_worlds(std::size_t otherwise) {
  const char* text = std::getenv("DUTYGRAPH_WORLDS");
  return text == nullptr ? otherwise : std::strtoull(text, nullptr, 10);
}

/// A world that tells a wrong reading apart.
std::string case_of(WrongStructure wrong) {
  const std::string head =
      R"({"dutygraph": 1, "as_of": "2026-01-01", "states": {"A": {}, "B": {}}, "taxonomies": {
        "conduct": {"nodes": {"act": []}}, "object": {"nodes": {"data": [], "face": ["data"]}}},
      "agencies": {"a1": {"state": "A", "shapes": ["face"]}, "a2": {"state": "A", "shapes": ["face"]}, "b1": {"state": "B"}},
      "organisations": {"forum": {}}, "companies": {"c": {}}, )";
  const auto body = [&]() -> std::string {
    switch (wrong) {
      case WrongStructure::paths_through_anybody:
        return R"("coordination": [{"id": "x", "members": ["a1", "forum"]}, {"id": "y", "members": ["forum", "a2"]},
                                   {"id": "z", "members": ["a1", "b1", "a2"], "to": "2020-01-01"}])";
      case WrongStructure::expired_edges:
        return R"("coordination": [{"id": "x", "members": ["a1", "a2"], "to": "2026-01-01"}])";
      case WrongStructure::missing_capacity_is_zero:
        return R"("capacity": [{"id": "x", "agency": "a1", "what": "staff", "need": 3}])";
      case WrongStructure::due_dates_unused:
        return R"("commitments": {"x": {"state": "A", "due": "2026-01-01"}})";
      case WrongStructure::any_rank_implements:
        return R"("commitments": {"x": {"state": "A", "due": "2025-01-01", "min_rank": "regulation"}},
                  "implementations": [{"id": "y", "implements": ["x"], "rank": "guidance"}])";
      case WrongStructure::drafts_implement:
        return R"("commitments": {"x": {"state": "A", "due": "2025-01-01"}}, "instruments": {"bill": {"state": "A",
                  "rank": "statute", "implements": ["x"], "status": [{"state": "proposed", "from": "2024-01-01"}]}})";
      case WrongStructure::policies_before_they_existed:
        return R"("supports": {"x": {"agency": "a1", "company": "c", "type": "grant", "signed": "2022-12-31", "safeguards": []}},
                  "safeguard_policies": {"y": {"state": "A", "requires": ["hrdd"], "from": "2023-01-01"}})";
      case WrongStructure::unrecorded_is_absent:
        return R"("supports": {"x": {"agency": "a1", "company": "c", "type": "grant", "signed": "2024-01-01"}},
                  "safeguard_policies": {"y": {"state": "A", "requires": ["hrdd"], "from": "2023-01-01"}})";
      case WrongStructure::exceptions_ignored:
        return R"("treaty_clauses": {"x": {"parties": ["A"], "forbids": "act", "object": "data", "exceptions": ["safety"]}},
                  "measures": {"y": {"state": "A", "conduct": "act", "object": "face", "objectives": ["safety"]}})";
      case WrongStructure::special_mandate_covers_general:
        return R"("mandates": [{"id": "x", "agency": "a1", "function": "f", "object": "face"}],
                  "required_mandates": [{"id": "y", "state": "A", "function": "f", "object": "data"}])";
      case WrongStructure::states_merged:
        return R"("supports": {"x": {"agency": "b1", "company": "c", "type": "grant"}},
                  "restrictions": [{"id": "y", "agency": "a1", "company": "c"}])";
      case WrongStructure::purchase_is_support:
        return R"("supports": {"x": {"agency": "a2", "company": "c", "type": "procurement"}},
                  "restrictions": [{"id": "y", "agency": "a1", "company": "c"}])";
      default:
        return R"("events": {})";
    }
  };
  return head + body() + "}";
}

}  // namespace

TEST_CASE("structural findings agree with the naive detector on random worlds, and each is verified", "[query]") {
  const char* start = std::getenv("DUTYGRAPH_SEED");
  const std::uint64_t first = start == nullptr ? 1 : std::strtoull(start, nullptr, 10);
  const std::size_t count = structural_worlds(1000);
  std::map<dg::TensionKind, std::size_t> seen;
  std::size_t with_findings = 0;
  for (std::uint64_t seed = first; seed < first + count; ++seed) {
    const dg::Graph graph = Institutions{seed}.world();
    const dg::CoherenceResult result = coherence(graph);
    const auto fast = NaiveStructure::lines(graph, result);
    const auto slow = NaiveStructure{graph}.run();
    with_findings += fast.empty() ? 0U : 1U;
    INFO("seed " << seed);
    if (fast != slow) {
      std::ostringstream document;
      dg::io::write_native(graph, document);
      FAIL_CHECK(document.str());
    }
    REQUIRE(fast == slow);
    for (const dg::Finding& finding : result) {
      ++seen[finding.kind];
      if (finding.kind <= dg::TensionKind::frustration) continue;
      const dg::Proof proof = prove(graph, finding);
      INFO(to_string(finding.kind) << ' ' << graph.key(finding.ids[0]));
      REQUIRE(verify(graph, finding, proof).value_or("") == "");
      dg::Finding other = finding;  // another verdict from the same evidence
      other.definite = !finding.definite;
      REQUIRE(verify(graph, other, proof).has_value());
      other = finding;
      other.status =
          finding.status == dg::FindingStatus::standing ? dg::FindingStatus::exposed : dg::FindingStatus::standing;
      REQUIRE(verify(graph, other, proof).has_value());
      other = finding;
      other.kind =
          finding.kind == dg::TensionKind::goal_tension ? dg::TensionKind::term_drift : dg::TensionKind::goal_tension;
      REQUIRE(verify(graph, other, proof).has_value());
    }
  }
  CHECK(with_findings * 2 > count);
  if (count >= 1000)
    for (int kind = static_cast<int>(dg::TensionKind::support_vs_restriction);
         kind <= static_cast<int>(dg::TensionKind::goal_tension); ++kind) {
      INFO(to_string(static_cast<dg::TensionKind>(kind)));
      CHECK(seen[static_cast<dg::TensionKind>(kind)] > 10);
    }
}

TEST_CASE("what does not follow from the records is refused: pairs of records in which nothing is found", "[query]") {
  std::size_t tried = 0, refused = 0;
  for (std::uint64_t seed = 1; seed <= 60; ++seed) {
    const dg::Graph graph = Institutions{seed}.world();
    const dg::CoherenceResult result = coherence(graph);
    std::map<dg::TensionKind, dg::Finding> models;
    for (std::uint64_t other = 1; other <= 40 && models.size() < 13; ++other) {
      const dg::Graph second = Institutions{other}.world();
      for (const dg::Finding& finding : coherence(second))
        if (finding.kind > dg::TensionKind::frustration) models.try_emplace(finding.kind, finding);
    }
    // The finding of one world said of the records of another one: it holds only where it is found.
    for (const auto& [kind, model] : models) {
      dg::Finding claim = model;
      const auto same = [&](const dg::Finding& finding) {
        return finding.kind == claim.kind && finding.ids == claim.ids;
      };
      bool named = true;
      for (const dg::VertexId v : claim.ids) named = named && v.value() < graph.vertices().size();
      if (!named || std::any_of(result.begin(), result.end(), same)) continue;
      ++tried;
      refused += verify(graph, claim, prove(graph, claim)).has_value() ? 1U : 0U;
    }
  }
  CHECK(tried > 100);
  CHECK(refused == tried);
}

TEST_CASE("every wrong reading of structural findings is told apart by a case", "[query]") {
  for (int i = 1; i < static_cast<int>(WrongStructure::last_reading); ++i) {
    const auto wrong = static_cast<WrongStructure>(i);
    const std::string text = case_of(wrong);
    INFO("reading " << i << ": " << text);
    const dg::Graph graph = dg::tests::read_world(text);
    const auto right = NaiveStructure{graph}.run();
    CHECK(right == NaiveStructure::lines(graph, coherence(graph)));
    CHECK(right != NaiveStructure(graph, wrong).run());
  }
}
