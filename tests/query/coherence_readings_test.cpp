// SPDX-License-Identifier: BSL-1.0
#include <map>

#include <dutygraph/graph/builder.hpp>
#include <dutygraph/query/coherence.hpp>
#include <dutygraph/query/proof.hpp>

#include "query/coherence_cases.hpp"
#include "query/coherence_naive.hpp"
#include "support/catch.hpp"

namespace dg = dutygraph;
using dg::tests::NaiveCoherence;
using dg::tests::Wrong;

namespace {

/// Further cases, for readings that none of the shared ones tells apart.
std::string extra(const std::string& id) {
  const std::string head =
      R"({"dutygraph": 1, "as_of": "2026-01-01", "states": {"A": {}}, "agencies": {"a1": {"state": "A"}, "a2": {"state": "A"}},
      "taxonomies": {"bearer": {"nodes": {"anyone": [], "firm": ["anyone"], "shop": ["firm"], "office": ["anyone"]}, "disjoint": [["shop", "office"]]},
        "conduct": {"nodes": {"act": [], "share": ["act"], "sell": ["share"], "lend": ["share"], "hire": ["act"]}},
        "object": {"nodes": {"data": []}}, "territory": {"nodes": {"A": []}}}, "provisions": [)";
  const auto provision = [](const std::string& name, const std::string& agency, const std::string& modality,
                            const std::string& bearer, const std::string& conduct, const std::string& more = "") {
    return R"({"id": ")" + name + R"(", "state": "A", "agency": ")" + agency +
           R"(", "rank": "regulation", "modality": ")" + modality + R"(", "bearer": {"in": [")" + bearer +
           R"("]}, "conduct": {"in": [")" + conduct + R"("]}, "object": {"in": ["data"]})" + more + "}";
  };
  std::string body;
  if (id == "X01")  // two levels up
    body =
        provision("p", "a1", "obligation", "shop", "sell") + "," + provision("q", "a2", "prohibition", "anyone", "act");
  if (id == "X02")  // both listed ways are closed, another may exist
    body = provision("p", "a1", "obligation", "shop", "share", R"(, "any_means": true)") + "," +
           provision("q", "a2", "prohibition", "shop", "sell") + "," +
           provision("r", "a2", "prohibition", "shop", "lend");
  if (id == "X03")  // declared disjoint
    body = provision("p", "a1", "obligation", "shop", "share") + "," +
           provision("q", "a2", "prohibition", "office", "share");
  if (id == "X04")  // narrower, but the wider one has a condition
    body = provision("p", "a1", "obligation", "shop", "share") + "," +
           provision("q", "a2", "prohibition", "firm", "share", R"(, "if": ["alarm"])");
  if (id == "X05")  // narrower in one dimension, crossing in another
    body = provision("p", "a1", "obligation", "shop", R"(sell", "hire)") + "," +
           provision("q", "a2", "prohibition", "firm", R"(sell", "lend)");
  return head + body + "]}";
}

dg::Graph load(const std::string& id) {
  if (id[0] == 'X') return dg::tests::read_world(extra(id));
  return dg::tests::read_world(
      dg::tests::load_case(DUTYGRAPH_SOURCE_DIR "/tests/data/coherence-cases/" + id + ".json").document);
}

const std::map<Wrong, std::string>& killers() {
  static const std::map<Wrong, std::string> all{
      {Wrong::dates_ignored, "T01"},
      {Wrong::closed_intervals, "T02"},
      {Wrong::missing_end_is_ended, "W11"},
      {Wrong::superseded_kept, "T25"},
      {Wrong::guidance_binds, "T03"},
      {Wrong::decision_keeps_its_rank, "W11"},
      {Wrong::weak_is_a_right, "T24"},
      {Wrong::scopes_by_equality, "T04"},
      {Wrong::scopes_one_way, "T26"},
      {Wrong::one_level_of_parents, "X01"},
      {Wrong::first_parent_only, "T09"},
      {Wrong::siblings_related, "T07"},
      {Wrong::exclusions_lost, "T08"},
      {Wrong::class_is_its_leaves, "X02"},
      {Wrong::disjointness_unused, "X03"},
      {Wrong::open_is_closed, "T11"},
      {Wrong::possible_is_definite, "T11"},
      {Wrong::one_kind_per_company, "T10"},
      {Wrong::jurisdictions_ignored, "T14"},
      {Wrong::states_merged, "T13"},
      {Wrong::ranks_across_orders, "T15"},
      {Wrong::special_before_superior, "T17"},
      {Wrong::posterior_before_special, "T18"},
      {Wrong::posterior_across_issuers, "T19"},
      {Wrong::special_in_one_dimension, "X05"},
      {Wrong::special_when_equal, "W01"},
      {Wrong::special_without_conditions, "X04"},
      {Wrong::clauses_ignored, "T26"},
      {Wrong::resolved_dropped, "W03"},
      {Wrong::yielding_unflagged, "W03"},
      {Wrong::conditions_ignored, "W10"},
      {Wrong::any_means_ignored, "T22"},
      {Wrong::any_means_reversed, "T22"},
      {Wrong::numbers_ignored, "W01"},
      {Wrong::only_pairs, "W05"},
      {Wrong::only_direct, "G03"},
      {Wrong::both_orders, "W01"},
  };
  return all;
}

}  // namespace

TEST_CASE("every wrong reading is told apart by a case", "[query]") {
  CHECK(killers().size() == static_cast<std::size_t>(Wrong::both_orders));
  for (const auto& [wrong, id] : killers()) {
    INFO("reading " << static_cast<int>(wrong) << ", case " << id);
    const dg::Graph graph = load(id);
    const auto right = NaiveCoherence{graph}.run();
    CHECK(right == NaiveCoherence::lines(graph, coherence(graph)));
    CHECK(right != NaiveCoherence(graph, wrong).run());
  }
}

TEST_CASE("every finding of every case is verified, and no element of its proof can be left out", "[query]") {
  std::vector<std::string> ids{"X01", "X04"};
  for (const dg::tests::CoherenceCase& one : dg::tests::load_cases()) ids.push_back(one.id);
  for (const std::string& id : ids) {
    INFO(id);
    const dg::Graph graph = load(id);
    for (const dg::Finding& finding : coherence(graph)) {
      const dg::Proof proof = prove(graph, finding);
      CHECK(verify(graph, finding, proof).value_or("") == "");
      const auto refused = [&](auto change) {
        dg::Proof less = proof;
        change(less);
        return verify(graph, finding, less).has_value();
      };
      for (std::size_t i = 0; i < proof.provisions.size(); ++i)
        CHECK(
            refused([&](dg::Proof& p) { p.provisions.erase(p.provisions.begin() + static_cast<std::ptrdiff_t>(i)); }));
      for (std::size_t i = 0; i < proof.paths.size(); ++i)
        CHECK(refused([&](dg::Proof& p) { p.paths.erase(p.paths.begin() + static_cast<std::ptrdiff_t>(i)); }));
      for (std::size_t i = 0; i < proof.rule_facts.size(); ++i)
        CHECK(
            refused([&](dg::Proof& p) { p.rule_facts.erase(p.rule_facts.begin() + static_cast<std::ptrdiff_t>(i)); }));
      if (proof.bearer) CHECK(refused([](dg::Proof& p) { p.bearer.reset(); }));
      if (proof.conduct) CHECK(refused([](dg::Proof& p) { p.conduct.reset(); }));
      if (proof.object) CHECK(refused([](dg::Proof& p) { p.object.reset(); }));
      if (proof.interval) CHECK(refused([](dg::Proof& p) { p.interval.reset(); }));
      dg::Finding other = finding;  // another verdict from the same evidence
      other.status =
          finding.status == dg::FindingStatus::unresolved ? dg::FindingStatus::resolved : dg::FindingStatus::unresolved;
      CHECK(verify(graph, other, proof).has_value());
    }
  }
}

TEST_CASE("why-not names the first test that fails", "[query]") {
  const auto rule = [](const std::string& id, const char* a, const char* b) {
    const dg::Graph graph = load(id);
    return why_not_coherence(graph, *graph.find(dg::VertexKind::provision, a),
                             *graph.find(dg::VertexKind::provision, b))
        .rule;
  };
  CHECK(rule("T24", "a", "b") == "modality");
  CHECK(rule("T01", "a", "b") == "time");
  CHECK(rule("T25", "v1", "v2") == "time");
  CHECK(rule("W10", "p1", "p2") == "conditions");
  CHECK(rule("T08", "a", "b") == "bearer");
  CHECK(rule("T07", "a", "b") == "object");
  CHECK(rule("T14", "a", "b") == "reach");
  CHECK(rule("W04", "p1", "p2") == "any_means");
}

TEST_CASE("a limit keeps the first findings and says how many there are; rules are configuration", "[query]") {
  const dg::Graph graph = load("W06");
  const dg::CoherenceResult all = coherence(graph);
  REQUIRE(all.size() == 2);
  const dg::CoherenceResult one = coherence(graph, {.limit = 1});
  REQUIRE(one.size() == 1);
  CHECK(one.is_truncated());
  CHECK(one.total() == 2);
  CHECK(one[0].ids == all[0].ids);
  const dg::Graph late = load("T17");
  CHECK(coherence(late)[0].rule == dg::PriorityRule::lex_superior);
  dg::CoherenceOptions special;
  special.rules.order = {dg::PriorityRule::lex_specialis, dg::PriorityRule::lex_superior};
  CHECK(coherence(late, special)[0].rule == dg::PriorityRule::lex_specialis);
  CHECK(coherence(late, special).stamp().configuration != coherence(late).stamp().configuration);
  CHECK(coherence(load("W08"), {.states = {*load("W08").find(dg::VertexKind::state, "A")}}).empty());
  CHECK_THROWS_AS(dg::SeverityNumber(all[0].severity, {}) < dg::SeverityNumber(all[0].severity, {.kind = 2}),
                  dg::UsageError);
}

TEST_CASE("what scopes name and nobody records is an error, and so is an exhaustive leaf", "[query]") {
  CHECK_THROWS_AS(coherence(dg::tests::read_world(R"({"dutygraph": 1, "as_of": "2026-01-01", "provisions": [
      {"id": "p", "state": "A", "rank": "statute", "modality": "obligation", "conduct": {"in": ["fly"]}}]})")),
                  dg::InvalidData);
  CHECK_THROWS_AS(coherence(dg::tests::read_world(R"({"dutygraph": 1, "as_of": "2026-01-01",
      "taxonomies": {"conduct": {"nodes": {"fly": []}, "exhaustive": ["fly"]}}, "provisions": [
      {"id": "p", "state": "A", "rank": "statute", "modality": "obligation", "conduct": {"in": ["fly"]}}]})")),
                  dg::InvalidData);
}
