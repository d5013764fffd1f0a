// SPDX-License-Identifier: BSL-1.0
#include <dutygraph/query/factors.hpp>

#include <string>
#include <vector>

#include <dutygraph/error.hpp>

#include "support/check_cases.hpp"

namespace dutygraph {
namespace {

/// One factor of the draft "d" of State S, on 2024-06-01.
struct FactorCase {
  const char* factor;
  const char* result;
  std::string draft;      ///< fields of the instrument "d", beside State and status
  std::string more = "";  ///< further sections; those of "instruments" go into `laws`
  std::string laws = "";  ///< further instruments
  const char* why = "";   ///< what reasons or gaps must contain
};

void expect(const FactorCase& wanted) {
  INFO(wanted.factor << " " << wanted.draft << " " << wanted.more << " " << wanted.laws);
  const Graph graph = tests::check_world(
      R"("instruments": {"d": {"state": "S", "status": [{"state": "proposed", "from": "2024-01-01"}])" +
      (wanted.draft.empty() ? "" : ", " + wanted.draft) + "}" + (wanted.laws.empty() ? "" : ", " + wanted.laws) + "}" +
      (wanted.more.empty() ? "" : ", " + wanted.more));
  const FactorResult rows = factors(graph, {.instruments = {*graph.find(VertexKind::instrument, "d")}});
  REQUIRE(rows.size() == 15);
  for (const FactorRow& row : rows) {
    if (row.result == Outcome::unknown) CHECK_FALSE(row.missing.empty());
    if (row.result != Outcome::unknown) CHECK_FALSE(row.because.empty());
    if (row.factor->id != wanted.factor) continue;
    std::string told;
    for (const CheckReason& reason : row.because) told += reason.text + "\n";
    for (const CheckGap& gap : row.missing) told += gap.what + " < " + gap.who + "\n";
    INFO(told);
    CHECK(to_string(row.result) == wanted.result);
    CHECK(told.find(wanted.why) != std::string::npos);
  }
}

TEST_CASE("nothing is recorded of a draft: every factor is open, in four stages", "[query]") {
  const Graph graph = tests::check_world(
      R"("instruments": {"d": {"state": "S", "status": [{"state": "proposed", "from": "2024"}]}, "law": {"state": "S"},
         "other": {"state": "T", "status": [{"state": "adopted", "from": "2023"}]}})");
  const FactorResult rows = factors(graph);
  REQUIRE(rows.size() == 15);  // "other" only: of "d" it is not certain that it is proposed yet
  CHECK(graph.key(rows[0].instrument) == "other");
  std::vector<std::string> order;
  for (const FactorRow& row : rows) {
    CHECK(row.result == Outcome::unknown);
    CHECK_FALSE(row.missing.empty());
    if (order.empty() || order.back() != to_string(stage_of(*row.factor)))
      order.emplace_back(to_string(stage_of(*row.factor)));
  }
  CHECK(order == std::vector<std::string>{"problem", "law", "measures", "oversight"});
  CHECK(factors(graph, {.states = {*graph.find<State>("U")}}).empty());
  CHECK_THROWS_AS(factors(graph, {.instruments = {*graph.find<State>("S")}}), NotFound);
  CHECK(to_string(stage_of(*vocab::find_element("rf06"))) == "law");
  CHECK(to_string(stage_of(*vocab::find_element("rf08"))) == "oversight");
}

TEST_CASE("factors of the problem: who was heard, evidence, effects abroad", "[query]") {
  expect({"rf01", "PASS", R"("consulted": ["affected_group", "csos", "companies"])"});
  expect({"rf01", "PARTIAL", R"("consulted": ["affected_group", "csos"])", "", "", "who else was consulted"});
  expect({"rf01", "FAIL", R"("consulted": ["companies", "smes"])"});
  expect({"rf01", "UNKNOWN", R"("consulted": [])"});
  const std::string sourced = R"("sources": {"study": {"title": "Study"}}, "objectives": {"o": {"instrument": "d",
    "sources": ["study"]})";
  expect({"rf05", "PASS", "", sourced + "}"});
  expect({"rf05", "PARTIAL", "", sourced + R"(, "p": {"instrument": "d"}})", "", "the evidence behind p"});
  expect({"rf05", "UNKNOWN", "", R"("objectives": {"o": {"instrument": "x"}})", R"("x": {"state": "S"})"});
  expect({"rf05", "FAIL", R"("elements": [{"id": "rf05", "assertion": "negative"}])"});
  expect({"rf13", "PASS", R"("extraterritorial": true, "value_chain": ["export"])"});
  expect({"rf13", "PARTIAL", R"("extraterritorial": false, "value_chain": ["end_use"])"});
  expect({"rf13", "PARTIAL", "", R"("provisions": {"p": {"instrument": "d", "modality": "obligation",
    "reach": [{"basis": "effects", "territory": ["S"]}]}})"});
  expect({"rf13", "UNKNOWN", R"("extraterritorial": false, "value_chain": ["deployment"])", "", "",
          "does not reach conduct abroad"});
  expect({"rf13", "FAIL", R"("elements": [{"id": "rf13", "assertion": "negative"}])"});
}

TEST_CASE("factors of existing law: what is there, whether it works, what other States do", "[query]") {
  const std::string subject = R"("technologies": ["biometrics"], "rights": ["privacy"])";
  const std::string law =
      R"("law": {"state": "S", "rank": "statute", "enforcement": [{"state": "active"}], )" + subject + "}";
  expect({"rf06", "PASS", R"("amends": ["law"], )" + subject, "", law});
  expect({"rf06", "PARTIAL", R"("amends": ["law"], )" + subject, "", R"("law": {"state": "S", )" + subject + "}",
          "whether law is applied"});
  expect({"rf06", "PARTIAL", R"("amends": ["law"], )" + subject, "",
          law + R"(, "second": {"state": "S", )" + subject + "}", "relates to second"});
  expect({"rf06", "UNKNOWN", subject, "", law, "relates to law"});
  expect({"rf06", "UNKNOWN", subject, "", R"("law": {"state": "T", )" + subject + "}"});
  expect({"rf06", "PASS", "", R"("provisions": {"p": {"instrument": "d", "modality": "obligation", "subject_to": ["q"]},
    "q": {"instrument": "law", "modality": "obligation"}})",
          law});
  expect({"rf06", "FAIL", R"("elements": [{"id": "rf06", "assertion": "negative"}])"});
  expect({"rf15", "PASS", R"("implements": ["pact"])", "", R"("pact": {"rank": "treaty", "parties": ["T"]})"});
  expect({"rf15", "PASS", R"("level": "international")"});
  expect({"rf15", "UNKNOWN", R"("implements": ["law"])", "", R"("law": {"state": "S"})"});
  expect({"rf15", "FAIL", R"("elements": [{"id": "rf15", "assertion": "negative"}])"});
}

TEST_CASE("factors of the measures: fit, clarity, mix, words, red lines, its own effect on rights", "[query]") {
  const std::string size = R"("scope": {"tests": [{"metric": "staff", "op": ">=", "value": 250}]})";
  const std::string duty = R"("provisions": {"p": {"instrument": "d", "modality": "obligation",
    "bearer": {"in": ["platform"]}, "conduct": {"in": ["report"]}}}, "taxonomies": {"bearer": {"nodes": {"platform": []}},
    "conduct": {"nodes": {"report": []}}})";
  expect({"rf02", "PASS", size + R"(, "technologies": ["search"])"});
  expect({"rf02", "PASS", size, duty});
  expect({"rf02", "PARTIAL", size, "", "", "technologies or kinds of company"});
  expect({"rf02", "UNKNOWN", R"("scope": {"tests": [{"metric": "stake", "op": ">=", "value": 20}]})"});
  expect({"rf02", "FAIL", R"("elements": [{"id": "rf02", "assertion": "negative"}])"});
  expect({"rf03", "PASS", R"("from": "2025-01-01", "definitions": {"platform": ["search"]})", duty});
  expect({"rf03", "PARTIAL", R"("from": "2025-01-01")", "", "", "definitions of d"});
  expect({"rf03", "UNKNOWN", ""});
  expect({"rf03", "FAIL", R"("elements": [{"id": "rf03", "assertion": "negative"}])"});
  const std::string means =
      R"("technologies": ["search"], "binding": "mandatory", "hrdd": "process", "reporting": "required")";
  expect({"rf07", "PASS", means, "", R"("guide": {"state": "S", "binding": "voluntary", "technologies": ["search"]})"});
  expect({"rf07", "PARTIAL", means});
  expect({"rf07", "PARTIAL", means, "",
          R"("guide": {"state": "S", "binding": "voluntary", "to": "2020", "technologies": ["search"]})"});
  expect({"rf07", "PARTIAL", R"("hrdd": "process")"});
  expect({"rf07", "UNKNOWN", R"("hrdd": "none")"});
  expect({"rf07", "FAIL", R"("elements": [{"id": "rf07", "assertion": "negative"}])"});
  for (const char* factor : {"rf09", "rf10"}) {
    const std::string id = factor;
    expect({factor, "UNKNOWN", ""});
    expect({factor, "PASS", R"("elements": [{"id": ")" + id + "\"}]"});
    expect({factor, "FAIL", R"("elements": [{"id": ")" + id + R"(", "assertion": "negative"}])"});
    expect({factor, "PARTIAL", R"("elements": [{"id": ")" + id + "\"}]",
            R"("provisions": {"p": {"instrument": "d", "modality": "obligation", "elements": [{"id": ")" + id +
                R"(", "assertion": "negative"}]}})"});
    expect({factor, "PASS", "", R"("events": {"e": {"kind": "review", "date": "2024-02-01", "about": ["d"], "elements":
      [{"id": ")" + id + R"("}]}})"});
    expect(
        {factor, "UNKNOWN", "", R"("events": {"e": {"kind": "review", "date": "2024-07-01", "about": ["d"], "elements":
      [{"id": ")" + id + R"("}]}})"});  // not yet
  }
  expect({"rf11", "PASS", R"("definitions": {"ai": ["genai_model"]})", "",
          R"("x": {"state": "S", "definitions": {"ai": ["genai-model"]}})"});
  expect({"rf11", "PARTIAL", R"("definitions": {"ai": ["genai_model"]})", "",
          R"("x": {"state": "S", "definitions": {"ai": ["search"]}})", "x defines ai otherwise"});
  expect({"rf11", "PASS", R"("definitions": {"ai": ["genai_model"]})", "",
          R"("x": {"state": "T", "definitions": {"ai": ["search"]}})"});
  expect({"rf11", "PARTIAL", R"("definitions": {"ai": ["genai_model"]})",
          R"("provisions": {"p": {"instrument": "d", "modality": "exemption"}})"});
  expect({"rf11", "PASS", R"("definitions": {"ai": ["genai_model"]})",
          R"("provisions": {"p": {"instrument": "d", "modality": "exemption",
    "if": ["emergency"]}})"});
  expect({"rf11", "UNKNOWN", ""});
  expect({"rf11", "FAIL", R"("elements": [{"id": "rf11", "assertion": "negative"}])"});
  const std::string ban =
      R"("provisions": {"p": {"instrument": "d", "modality": "MODALITY", "object": {"in": ["biometrics"]}}})";
  const auto with = [&](const std::string& modality) {
    return std::string{ban}.replace(ban.find("MODALITY"), 8, modality);
  };
  expect({"rf12", "PASS", "", with("prohibition"), "", "prohibits, for biometrics"});
  expect({"rf12", "UNKNOWN", "", with("obligation")});
  expect({"rf12", "FAIL", R"("elements": [{"id": "rf12", "assertion": "negative"}])"});
  expect({"rf14", "PASS", R"("rights_assessed": true)"});
  expect({"rf14", "FAIL", R"("rights_assessed": false)"});
  expect({"rf14", "UNKNOWN", ""});
}

TEST_CASE("factors of oversight: review, who enforces, remedy", "[query]") {
  expect({"rf04", "PASS", R"("reviews": [{"date": "2027"}])", "", "", "a review is set for 2027"});
  expect({"rf04", "PASS", R"("reviews": [{"date": "2022", "gaps_found": true, "gaps_closed": true}])"});
  expect({"rf04", "PARTIAL", R"("reviews": [{"date": "2022", "gaps_found": true}])"});
  expect({"rf04", "FAIL", R"("reviews": [{"date": "2018"}])"});
  expect({"rf04", "UNKNOWN", R"("reviews": [{"date": "2019"}])"});  // perhaps within five years
  expect({"rf04", "UNKNOWN", ""});
  const std::string body =
      R"("agencies": {"a": {"state": "S", "powers": ["fine"]}, "weak": {"state": "S", "powers": ["inspect"]}})";
  expect({"rf08", "PASS", R"("enforcers": ["a"], "remedy": ["suit"])", body});
  expect({"rf08", "PASS", R"("enforcers": [{"agency": "weak", "powers": ["order"]}])",
          body + R"(, "remedies": {"r": {"for": ["d"]}})"});
  expect({"rf08", "PARTIAL", R"("enforcers": ["a"])", body, "", "a route to remedy of d"});
  expect({"rf08", "PARTIAL", R"("enforcers": ["weak"])", body, "", "power to order or fine"});
  expect({"rf08", "UNKNOWN", ""});
  expect({"rf08", "FAIL", R"("elements": [{"id": "rf08", "assertion": "negative"}])"});
}

}  // namespace
}  // namespace dutygraph
