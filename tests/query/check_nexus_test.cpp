// SPDX-License-Identifier: BSL-1.0
#include <string>

#include "support/check_cases.hpp"

namespace dutygraph {
namespace {

using tests::CheckCase;
using tests::expect;

/// A deal "d" of the agency a with the company c, and more fields of it.
std::string deal(const std::string& channel, const std::string& fields, const std::string& more = "",
                 const std::string& giver = "provider", const std::string& taker = "beneficiary") {
  return R"("agencies": {"a": {"state": "S"}, "b": {"state": "S"}, "f": {"state": "T"}}, "companies": {"c": {}, "g": {}},
    "engagements": {"d": {"channel": ")" +
         channel + R"(", "signed": "2024-01-10", "roles": [{"party": "a", "role": ")" + giver +
         R"("}, {"party": "c", "role": ")" + taker + R"("}])" + (fields.empty() ? "" : ", " + fields) + "}}" +
         (more.empty() ? "" : ", " + more);
}

void on_deal(const char* check, const char* result, const std::string& records, const char* why = "") {
  expect(CheckCase{check, "d", result, records.c_str(), why});
}

void no_row(const char* check, const std::string& records) { expect(CheckCase{check, "", "", records.c_str()}); }

TEST_CASE("NX01 lists companies under control or with a fifth of the votes, and the way there", "[query]") {
  const char* world = R"("agencies": {"a": {"state": "S"}}, "companies": {"x": {}, "y": {}, "z": {}, "w": {}},
    "holdings": [{"holder": "a", "company": "x", "interests": [{"type": "votes", "share": 60}]},
      {"holder": "x", "company": "y", "interests": [{"type": "votes", "share": 51}]},
      {"holder": "S", "company": "z", "interests": [{"type": "votes", "share": 20}]},
      {"holder": "S", "company": "w", "interests": [{"type": "votes", "share": "19.9"}]}])";
  expect({{"NX01", "x", "INFO", world, "S > a > x"},
          {"NX01", "y", "INFO", world, "S > a > x > y"},
          {"NX01", "z", "INFO", world, "not controlled: votes 20 %"}});
  const Graph graph = tests::check_world(world);
  CHECK(check(graph, {.states = {*graph.find<State>("S")}, .checks = {"NX01"}}).size() == 3);
  CHECK(check(graph, {.states = {*graph.find<State>("S")}, .checks = {"NX01"}, .significant_percent = 10}).size() == 4);
}

TEST_CASE("NX02 and NX03 read the ownership policy and the laws", "[query]") {
  const std::string held = R"("companies": {"x": {"home": "S", "size": [{"year": 2023, "staff": 900}]}, "m": {}},
    "holdings": [{"holder": "S", "company": "x", "interests": [{"type": "votes", "share": 60}]},
                 {"holder": "S", "company": "m", "interests": [{"type": "votes", "share": 30}]}], )";
  const std::string binding =
      held + R"("instruments": {"p": {"state": "S", "kind": "ownership_policy", "hrdd": "process",
    "binding": "mandatory", "scope": {"tests": [{"metric": "stake", "op": ">", "value": 50}]}}})";
  expect(CheckCase{"NX02", "x", "PASS", binding.c_str()});
  expect(CheckCase{"NX03", "m", "PARTIAL", binding.c_str(), "dialogue"});
  const std::string expects =
      held + R"("instruments": {"p": {"state": "S", "kind": "ownership_policy", "hrdd": "process",
    "binding": "voluntary"}})";
  expect(CheckCase{"NX02", "x", "PARTIAL", expects.c_str()});
  expect(CheckCase{"NX03", "m", "PASS", expects.c_str()});
  const std::string none = held + R"("instruments": {"p": {"state": "S", "kind": "ownership_policy", "hrdd": "none"}})";
  expect(CheckCase{"NX02", "x", "FAIL", none.c_str()});
  expect(CheckCase{"NX03", "m", "FAIL", none.c_str()});
  const std::string law = held + R"("instruments": {"l": {"state": "S", "rank": "statute", "hrdd": "process",
    "scope": {"need": "all", "tests": [{"metric": "staff", "op": ">=", "value": 500}]}}})";
  expect(CheckCase{"NX02", "x", "PASS", law.c_str(), "l requires due diligence"});
  const std::string nothing = held + R"("agencies": {})";
  expect(CheckCase{"NX02", "x", "UNKNOWN", nothing.c_str(), "owner entity"});
  const std::string complete = held + R"("complete": [{"section": "instruments", "state": "S"}])";
  expect(CheckCase{"NX02", "x", "FAIL", complete.c_str(), "declared complete"});
  expect(CheckCase{"NX03", "m", "FAIL", complete.c_str()});
}

TEST_CASE("NX04 to NX06: support without condition, below screening, without a way out", "[query]") {
  on_deal("NX04", "PASS", deal("n06", R"("hr_condition": "required")"));
  on_deal("NX04", "PARTIAL", deal("n12", R"("hr_condition": "expected")"));
  on_deal("NX04", "FAIL", deal("n09", R"("hr_condition": "none")"));
  on_deal("NX04", "UNKNOWN", deal("n07", R"("hr_condition": "unknown")"), "human-rights condition of d < a");
  on_deal("NX04", "UNKNOWN", deal("n07", ""));
  on_deal("NX04", "UNKNOWN", deal("n07", R"("hr_condition": "none", "status": "terminated")"), "whether it is on");
  no_row("NX04", deal("n13", R"("hr_condition": "none")"));
  no_row("NX04", deal("n06", R"("hr_condition": "none", "to": "2024-02-01")"));

  const std::string rules = R"("instruments": {"r": {"state": "S", "issuer": "a", "rank": "policy",
    "scope": {"tests": [{"metric": "amount", "op": ">=", "value": 1000, "currency": "EUR"},
                        {"metric": "tenor_months", "op": ">=", "value": 24}]}}})";
  on_deal("NX05", "FAIL",
          deal("n06", R"("amount": 900, "currency": "EUR", "tenor_months": 30, "safeguards": [])", rules));
  on_deal("NX05", "FAIL",
          deal("n06", R"("amount": 9000, "currency": "EUR", "tenor_months": 12, "safeguards": [])", rules));
  on_deal("NX05", "PASS", deal("n06", R"("amount": 9000, "currency": "EUR", "tenor_months": 30)", rules));
  on_deal("NX05", "PASS", deal("n06", R"("amount": 1, "currency": "EUR", "safeguards": ["screening"])", rules));
  on_deal("NX05", "UNKNOWN", deal("n06", R"("amount": 900, "currency": "EUR", "tenor_months": 30)", rules),
          "safeguards of d");
  on_deal("NX05", "UNKNOWN", deal("n06", R"("amount": 900, "currency": "USD", "safeguards": [])", rules), "in EUR");
  on_deal("NX05", "UNKNOWN", deal("n06", R"("safeguards": [])"), "thresholds");

  on_deal("NX06", "PASS", deal("n06", R"("withdrawal_clause": true)"));
  on_deal("NX06", "FAIL", deal("n06", R"("withdrawal_clause": false)"));
  on_deal("NX06", "UNKNOWN", deal("n06", ""));
  on_deal("NX06", "FAIL", deal("n06", R"("elements": [{"id": "ungp4.withdrawal", "assertion": "negative"}])"));
  on_deal("NX06", "PASS", deal("n06", R"("elements": [{"id": "ungp4.withdrawal"}])"));
  on_deal("NX06", "UNKNOWN", deal("n06", R"("elements": [{"id": "ungp4.withdrawal", "assertion": "disputed"}])"));
}

TEST_CASE("NX07 and NX11 ask about technology of high risk", "[query]") {
  on_deal("NX07", "PASS", deal("n20", R"("technologies": ["cyber_surveillance"], "safeguards": ["end_use_check"])"));
  on_deal("NX07", "FAIL", deal("n06", R"("technologies": ["biometrics", "iot"], "safeguards": ["hrdd"])"));
  on_deal("NX07", "UNKNOWN", deal("n08", R"("technologies": ["digital_id"])"));
  on_deal("NX07", "NOT_APPLICABLE", deal("n06", R"("technologies": ["telecom_network"], "safeguards": [])"));
  on_deal("NX07", "UNKNOWN", deal("n06", R"("safeguards": [])"), "technologies of d");
  no_row("NX07", deal("n07", R"("technologies": ["cyber_surveillance"], "safeguards": [])"));
  // What lies below a technology of high risk is one.
  on_deal(
      "NX07", "FAIL",
      deal(
          "n20", R"("technologies": ["spyware"], "safeguards": [])",
          R"("codelists": {"technology": ["spyware"]}, "taxonomies": {"object": {"nodes": {"cyber-surveillance": [], "spyware": ["cyber-surveillance"]}}})"));

  const auto bought = [](const std::string& fields) { return deal("n14", fields, "", "buyer", "supplier"); };
  on_deal("NX11", "PASS",
          bought(R"("technologies": ["facial_recognition"], "safeguards": [{"kind": "hria", "date": "2023-12"}])"));
  on_deal("NX11", "FAIL",
          bought(R"("technologies": ["facial_recognition"], "safeguards": [{"kind": "hria", "date": "2024-01-10"}])"));
  on_deal("NX11", "UNKNOWN",
          bought(R"("technologies": ["facial_recognition"], "safeguards": [{"kind": "hria", "date": "2024-01"}])"));
  on_deal("NX11", "UNKNOWN", bought(R"("technologies": ["facial_recognition"], "safeguards": ["hria"])"));
  on_deal("NX11", "FAIL", bought(R"("technologies": ["facial_recognition"], "safeguards": ["dpia"])"));
  on_deal("NX11", "UNKNOWN", bought(R"("technologies": ["facial_recognition"])"));
  on_deal("NX11", "NOT_APPLICABLE", bought(R"("technologies": ["health_data"], "safeguards": [])"));
}

TEST_CASE("NX08: support in places of conflict, and for companies in gross abuse", "[query]") {
  const std::string war =
      R"("places": {"p": {"conflict": [{"from": "2023-01-01"}]}, "q": {"conflict": [{"from": "2010", "to": "2012"}]}, "r": {}})";
  on_deal("NX08", "PASS",
          deal("n06", R"("places": ["p"], "safeguards": ["enhanced_dd"], "withdrawal_clause": true)", war));
  on_deal("NX08", "FAIL", deal("n06", R"("places": ["p"], "safeguards": ["hrdd"], "withdrawal_clause": true)", war));
  on_deal("NX08", "UNKNOWN", deal("n06", R"("places": ["p"], "safeguards": ["enhanced_dd"])", war), "power to deny");
  on_deal("NX08", "UNKNOWN", deal("n06", R"("places": ["p"])", war));
  on_deal("NX08", "NOT_APPLICABLE", deal("n06", R"("places": ["q"], "safeguards": [])", war));
  on_deal("NX08", "UNKNOWN", deal("n06", R"("places": ["r"], "safeguards": [])", war));
  on_deal("NX08", "UNKNOWN", deal("n06", "", war), "places of d");
  const auto abuse = [](const std::string& cooperation, const std::string& assertion = "positive") {
    return R"("events": {"e": {"kind": "ruling", "date": "2024-02-01", "about": ["c"], "severity": "gross", "assertion": ")" +
           assertion + R"(", "cooperation": ")" + cooperation +
           "\"}}, \"places\": {\"q\": {\"conflict\": [{\"to\": \"2012\"}]}}";
  };
  on_deal("NX08", "FAIL", deal("n06", R"("places": ["q"])", abuse("refused")), "does not cooperate");
  on_deal("NX08", "NOT_APPLICABLE", deal("n06", R"("places": ["q"])", abuse("full")));
  on_deal("NX08", "UNKNOWN", deal("n06", R"("places": ["q"])", abuse("")), "cooperates");
  on_deal("NX08", "NOT_APPLICABLE", deal("n06", R"("places": ["q"])", abuse("refused", "disputed")));
}

TEST_CASE("NX09, NX10, NX12: purchases and outsourced services", "[query]") {
  on_deal("NX09", "PASS", deal("n17", R"("safeguards": ["clause", "monitoring"])"));
  on_deal("NX09", "PARTIAL", deal("n16", R"("safeguards": ["monitoring"])"));
  on_deal("NX09", "FAIL", deal("n15", R"("safeguards": [])"));
  on_deal("NX09", "UNKNOWN", deal("n15", ""));
  on_deal("NX09", "UNKNOWN", deal("n17", R"("hr_condition": "required")"), "monitoring of d");
  no_row("NX09", deal("n13", R"("safeguards": [])"));
  on_deal("NX10", "PASS", deal("n13", R"("safeguards": ["award_criteria", "follow_up"])"));
  on_deal("NX10", "PARTIAL", deal("n14", R"("safeguards": ["clause"])"));
  on_deal("NX10", "FAIL", deal("n15", R"("safeguards": ["dpia"])"));
  on_deal("NX10", "UNKNOWN", deal("n13", ""));

  const auto buy = [](const std::string& more) { return deal("n13", "", more, "buyer", "supplier"); };
  const auto ban = [](const std::string& agency, const std::string& fields) {
    return R"("restrictions": [{"agency": ")" + agency + R"(", "company": "c", "measure": "exclusion", )" + fields +
           "}]";
  };
  on_deal("NX12", "FAIL", buy(ban("b", R"("from": "2023-05-01")")), "b excludes c");
  on_deal("NX12", "UNKNOWN", buy(ban("b", R"("from": "2024-01-11")")));
  on_deal("NX12", "UNKNOWN", buy(ban("b", R"("from": "2022", "to": "2024-01-10")")));
  on_deal("NX12", "UNKNOWN", buy(ban("b", R"("from": "2024-01")")), "exact days");
  on_deal("NX12", "UNKNOWN", buy(ban("a", R"("from": "2023-05-01")")));  // the buyer's own
  on_deal("NX12", "UNKNOWN", buy(ban("f", R"("from": "2023-05-01")")));  // another State's
  on_deal("NX12", "UNKNOWN", buy(ban("b", R"("from": "2023-05-01", "assertion": "negative")")));
  on_deal("NX12", "PASS", buy(R"("complete": [{"section": "restrictions", "state": "S"}])"));
}

TEST_CASE("NX13 and NX15: disclosure and complaint routes", "[query]") {
  const auto deals = [](int yes, int no, int open) {
    std::string text = R"("agencies": {"a": {"state": "S"}}, "companies": {"c": {}}, "engagements": {)";
    for (int i = 0; i < yes + no + open; ++i)
      text += (i == 0 ? "" : ", ") + std::string{"\"d"} + std::to_string(i) + R"(": {"channel": "n06", "roles": [
        {"party": "a", "role": "provider"}, {"party": "c", "role": "beneficiary"}])" +
              (i < yes        ? ", \"disclosed\": true"
               : i < yes + no ? ", \"disclosed\": false"
                              : "") +
              "}";
    return text + "}";
  };
  const auto disclosed = [&](const char* result, int yes, int no, int open) {
    expect(CheckCase{"NX13", "S", result, deals(yes, no, open).c_str()});
  };
  disclosed("PASS", 9, 1, 0);
  disclosed("PARTIAL", 8, 2, 0);
  disclosed("FAIL", 0, 3, 0);
  disclosed("UNKNOWN", 0, 3, 1);  // the fourth may be disclosed
  disclosed("PARTIAL", 1, 1, 1);
  disclosed("UNKNOWN", 0, 0, 2);
  expect(CheckCase{"NX13", "S", "UNKNOWN", ""});

  const auto body = [](const std::string& more) {
    return R"("agencies": {"a": {"state": "S", "functions": ["export_credit"]}, "o": {"state": "S"}})" + more;
  };
  expect(CheckCase{"NX15", "a", "UNKNOWN", body("").c_str(), "complaint route at a"});
  expect(CheckCase{"NX15", "a", "PASS",
                   body(R"(, "remedies": {"r": {"for": ["a"], "type": "state_non_judicial"}})").c_str()});
  expect(
      CheckCase{"NX15", "a", "FAIL", body(R"(, "remedies": {"r": {"for": ["a"], "assertion": "negative"}})").c_str()});
  expect(CheckCase{"NX15", "a", "FAIL", body(R"(, "complete": [{"section": "remedies", "state": "S"}])").c_str()});
  expect(CheckCase{"NX15", "a", "UNKNOWN",
                   body(R"(, "complete": [{"section": "remedies", "state": "S", "agency": "o"}])").c_str()});
}

TEST_CASE("NX14: owner and regulator", "[query]") {
  const auto agencies = [](const std::string& list) {
    return R"("companies": {"x": {"technologies": ["telecom_network"]}},
      "holdings": [{"holder": "S", "company": "x", "interests": [{"type": "votes", "share": 60}]}], "agencies": {)" +
           list + "}";
  };
  const auto owner = [&](const char* result, const std::string& list) {
    expect(CheckCase{"NX14", "a", result, agencies(list).c_str()});
  };
  owner("FAIL", R"("a": {"state": "S", "functions": ["ownership", "telecom_regulator"]})");
  owner("PARTIAL", R"("m": {"state": "S"}, "a": {"part_of": "m", "functions": ["ownership"]},
    "r": {"part_of": "m", "functions": ["telecom_regulator"]})");
  owner("PASS", R"("m": {"state": "S"}, "n": {"state": "S"}, "a": {"part_of": "m", "functions": ["ownership"]},
    "r": {"part_of": "n", "functions": ["telecom_regulator"]})");
  owner("UNKNOWN",
        R"("a": {"state": "S", "functions": ["ownership"]}, "r": {"state": "S", "functions": ["telecom_regulator"]})");
  owner("UNKNOWN", R"("a": {"state": "S", "functions": ["ownership", "platform_regulator"]})");  // of another sector
  owner("PASS",
        R"("a": {"state": "S", "functions": ["ownership"]}, "r": {"state": "S", "functions": ["telecom_regulator"],
    "elements": [{"id": "ungp8.mandate_link"}]})");
}

TEST_CASE("NX16 ranks, NX17 lists States behind a deal", "[query]") {
  const std::string world =
      R"("agencies": {"a": {"state": "S"}, "f": {"state": "T"}}, "organisations": {"bank": {"kind": "ifi", "members": ["S", "U"]}},
    "companies": {"x": {}, "y": {}, "owned": {}},
    "holdings": [{"holder": "T", "company": "owned", "interests": [{"type": "votes", "share": 70}]},
                 {"holder": "S", "company": "y", "interests": [{"type": "votes", "share": 70}]}],
    "engagements": {"d": {"channel": "n06", "roles": [{"party": "a", "role": "guarantor"}, {"party": "owned", "role": "co_financier"},
      {"party": "bank", "role": "provider"}, {"party": "x", "role": "beneficiary"}]}})";
  expect({{"NX16", "y", "INFO", world.c_str(), "rank 1 of"},
          {"NX16", "x", "INFO", world.c_str(), "C2 through n06"},
          {"NX17", "d", "INFO", world.c_str(), "S: guarantor, member of bank"},
          {"NX17", "d", "INFO", world.c_str(), "T: owner of owned"},
          {"NX17", "d", "INFO", world.c_str(), "U: member of bank"}});
}

TEST_CASE("NX18: an owner that stays silent", "[query]") {
  const auto after = [](const std::string& date, const std::string& more = "", const std::string& outcome = "breach") {
    return R"("agencies": {"a": {"state": "S"}}, "companies": {"x": {}},
      "holdings": [{"holder": "S", "company": "x", "interests": [{"type": "votes", "share": 60}]}],
      "events": {"r": {"kind": "ruling", "date": ")" +
           date + R"(", "about": ["x"], "outcome": ")" + outcome + "\"}" + more + "}";
  };
  const auto owner = [&](const char* result, const std::string& world) {
    expect(CheckCase{"NX18", "x", result, world.c_str()});
  };
  owner("UNKNOWN", after("2023-01-01"));
  owner("NOT_APPLICABLE", after("2024-01-01"));
  owner("PASS", after("2023-01-01",
                      R"(, "s": {"kind": "review", "date": "2023-12-30", "parties": ["a"], "responds_to": ["r"]})"));
  owner("PARTIAL", after("2023-01-01",
                         R"(, "s": {"kind": "review", "date": "2024-03-01", "parties": ["a"], "responds_to": ["r"]})"));
  owner("UNKNOWN", after("2023-01-01",
                         R"(, "s": {"kind": "review", "date": "2023-03-01", "parties": ["x"], "responds_to": ["r"]})"));
  owner("FAIL", after("2023-01-01",
                      R"(, "s": {"kind": "review", "parties": ["a"], "responds_to": ["r"], "assertion": "negative"})"));
  owner("FAIL", after("2023-01-01") + R"(, "complete": [{"section": "events", "state": "S"}])");
  no_row("NX18", after("2023-01-01", "", "dismissed"));
}

TEST_CASE("NX19: powers need a legal basis, oversight and reports", "[query]") {
  on_deal("NX19", "PASS",
          deal("n21", R"("safeguards": ["legal_basis", "independent_oversight", "transparency_report"])"));
  on_deal("NX19", "PARTIAL", deal("n21", R"("safeguards": ["legal_basis"])"));
  on_deal("NX19", "FAIL", deal("n21", R"("safeguards": [])"));
  on_deal("NX19", "UNKNOWN", deal("n21", ""));
  on_deal("NX19", "UNKNOWN", deal("n18", R"("safeguards": [])"), "power to shut down");
  on_deal(
      "NX19", "FAIL",
      deal(
          "n18", R"("safeguards": [])",
          R"("taxonomies": {"conduct": {"nodes": {"order-shutdown": []}}}, "provisions": {"p": {"state": "S", "rank": "statute", "modality": "permission", "conduct": {"in": ["order-shutdown"]}}})"));
}

}  // namespace
}  // namespace dutygraph
