// SPDX-License-Identifier: BSL-1.0
#include <string>

#include "support/check_cases.hpp"

namespace dutygraph {
namespace {

using tests::CheckCase;
using tests::expect;

void on(const char* check, const char* subject, const char* result, const std::string& records, const char* why = "") {
  expect(CheckCase{check, subject, result, records.c_str(), why});
}
void no_row(const char* check, const std::string& records) { expect(CheckCase{check, "", "", records.c_str()}); }

const std::string complete(const std::string& section, const std::string& more = "") {
  return R"(, "complete": [{"section": ")" + section + R"(", "state": "S")" + more + "}]";
}

TEST_CASE("CO01: treaties and the laws that implement them", "[query]") {
  const auto treaty = [](const std::string& party, const std::string& laws = "") {
    return R"("instruments": {"t": {"kind": "treaty", "rank": "treaty", "from": "2010", "technologies": ["iot"], "parties": [{"state": "S")" +
           party + "}]}" + laws + "}";
  };
  const std::string law =
      R"(, "l": {"state": "S", "rank": "statute", "implements": ["t"], "technologies": ["iot"], "from": "2015"})";
  on("CO01", "t×iot", "PASS", treaty(R"(, "from": "2012")", law));
  on("CO01", "t×iot", "UNKNOWN", treaty(R"(, "from": "2012")"), "law that implements t");
  on("CO01", "t×iot", "NOT_APPLICABLE", treaty(R"(, "signed": "2012")"));
  on("CO01", "t×iot", "FAIL", treaty(R"(, "from": "2012")") + complete("instruments"));
  on("CO01", "t×iot", "FAIL", treaty(R"(, "from": "2012")") + complete("instruments", R"(, "technology": "iot")"));
  on("CO01", "t×iot", "UNKNOWN",
     treaty(R"(, "from": "2012")") + complete("instruments", R"(, "technology": "search")"));
}

TEST_CASE("CO02 and CO03: mandates, capacity, powers", "[query]") {
  const std::string tree =
      R"("taxonomies": {"object": {"nodes": {"ai": [], "face": ["ai"]}}}, "agencies": {"a": {"state": "S"}, "f": {"state": "T"}},
    "required_mandates": [{"id": "rm", "state": "S", "function": "oversight", "object": "face"}])";
  const auto mandate = [&](const std::string& fields) {
    return tree + R"(, "mandates": [{"function": "oversight", )" + fields + "}]";
  };
  on("CO02", "oversight×face", "PASS", mandate(R"("agency": "a", "object": "ai")"));  // the general covers the special
  on("CO02", "oversight×face", "UNKNOWN", mandate(R"("agency": "f", "object": "face")"));
  on("CO02", "oversight×face", "UNKNOWN", mandate(R"("agency": "a", "object": "face", "to": "2024-06-01")"));
  on("CO02", "oversight×face", "FAIL", mandate(R"("agency": "a", "object": "face", "assertion": "negative")"));
  on("CO02", "oversight×face", "FAIL", tree + complete("mandates"));

  const auto capacity = [](const std::string& powers, const std::string& have) {
    return R"("agencies": {"a": {"state": "S", "powers": [)" + powers +
           R"(]}}, "mandates": [{"agency": "a", "function": "oversight"}],
      "capacity": [{"agency": "a", "what": "staff", "need": 10)" +
           have + "}]";
  };
  on("CO03", "a", "PASS", capacity(R"("fine")", R"(, "have": 10)"));
  on("CO03", "a", "FAIL", capacity(R"("fine")", R"(, "have": 9)"));
  on("CO03", "a", "UNKNOWN", capacity(R"("fine")", ""), "staff of a");  // absent is unknown, never zero
  on("CO03", "a", "UNKNOWN", capacity("", R"(, "have": 10)"), "powers of a");
  on("CO03", "a", "FAIL", capacity("", R"(, "have": 10)") + complete("agencies"));
  no_row("CO03",
         R"("agencies": {"a": {"state": "S"}}, "capacity": [{"agency": "a", "what": "staff", "need": 10, "have": 1}])");
}

TEST_CASE("CO04: promises", "[query]") {
  const auto promise = [](const std::string& fields, const std::string& more = "") {
    return R"("commitments": {"c": {"state": "S")" + fields + "}}" + more;
  };
  const auto done = [](const std::string& fields) {
    return R"(, "implementations": [{"implements": ["c"], )" + fields + "}]";
  };
  on("CO04", "c", "UNKNOWN", promise(R"(, "due": "2024-01-01")"), "what carries out c");
  on("CO04", "c", "NOT_APPLICABLE", promise(R"(, "due": "2024-06-01")"));
  on("CO04", "c", "FAIL", promise(R"(, "due": "2024-01-01")", complete("implementations")));
  on("CO04", "c", "PASS", promise(R"(, "due": "2024-01-01", "min_rank": "regulation")", done(R"("rank": "statute")")));
  on("CO04", "c", "UNKNOWN",
     promise(R"(, "due": "2024-01-01", "min_rank": "regulation")", done(R"("rank": "guidance")")));
  on("CO04", "c", "PARTIAL", promise(R"(, "due": "2024-01-01")", done(R"("rank": "statute", "covers": "40")")));
  on("CO04", "c", "UNKNOWN", promise(R"(, "due": "2024-01-01")", done(R"("rank": "statute", "to": "2023")")));
  const std::string draft =
      R"(, "instruments": {"d": {"state": "S", "rank": "statute", "implements": ["c"], "status": [{"state": "proposed", "from": "2023"}]}})";
  on("CO04", "c", "UNKNOWN", promise(R"(, "due": "2024-01-01")", draft));
  on("CO04", "c", "UNKNOWN", promise(""), "due date of c");
}

TEST_CASE("CO05: plans", "[query]") {
  const auto plan = [](const std::string& fields, const std::string& more = "") {
    return R"("instruments": {"n": {"state": "S", "kind": "nap", "rank": "strategy", "from": "2016", )" + fields + "}" +
           more + "}";
  };
  on("CO05", "n", "PASS", plan(R"("to": "2024-06-02")"));
  on("CO05", "n", "PARTIAL", plan(R"("to": "2020", "continues": true)"));
  on("CO05", "n", "FAIL", plan(R"("to": "2020", "continues": false)"));
  on("CO05", "n", "UNKNOWN", plan(R"("to": "2020")"), "successor of n");
  on("CO05", "n", "FAIL", plan(R"("to": "2020")") + complete("instruments"));
  on("CO05", "n", "NOT_APPLICABLE",
     plan(R"("to": "2020")", R"(, "m": {"state": "S", "kind": "nap", "rank": "strategy", "from": "2022"})"));
  on("CO05", "n", "UNKNOWN", plan(R"("to": "2024-06")"), "exact end");
}

TEST_CASE("CO06: subnational bodies", "[query]") {
  const auto duty = [](const std::string& bearer) {
    return R"("agencies": {"city": {"state": "S", "level": "subnational"}, "m": {"state": "S"}}, "companies": {"c": {}},
      "taxonomies": {"bearer": {"nodes": {"public-body": [], "ministry": ["public-body"]}}, "conduct": {"nodes": {"buy": []}}},
      "engagements": {"d": {"channel": "n13", "roles": [{"party": "city", "role": "buyer"}, {"party": "c", "role": "supplier"}]}},
      "provisions": {"p": {"state": "S", "rank": "statute", "modality": "obligation", "conduct": {"in": ["buy"]}, "bearer": )" +
           bearer + "}}";
  };
  on("CO06", "p", "PASS", duty(R"({"in": ["public-body"]})"));
  on("CO06", "p", "FAIL", duty(R"({"in": ["public-body"], "ex": ["city"]})"));
  on("CO06", "p", "UNKNOWN", duty(R"({"in": ["ministry"]})"));
  on("CO06", "p", "FAIL", duty(R"({"in": ["ministry"]})") + complete("provisions"));
}

TEST_CASE("CO07: duties that contradict each other", "[query]") {
  const auto pair = [](const std::string& rank, const std::string& conduct, const std::string& agency = "b") {
    return R"("agencies": {"a": {"state": "S"}, "b": {"state": "S"}}, "companies": {"c": {"home": "S"}}, "taxonomies": {"conduct": {"nodes": {"keep": [], "sell": []}}},
      "provisions": {"p": {"agency": "a", "rank": "regulation", "modality": "obligation", "bearer": {"in": ["c"]}, "conduct": {"in": ["keep"]}},
        "q": {"agency": ")" +
           agency + R"(", "rank": ")" + rank +
           R"(", "modality": "prohibition", "bearer": {"in": ["c"]}, "conduct": {"in": [")" + conduct + "\"]}}}";
  };
  on("CO07", "p,q", "FAIL", pair("regulation", "keep"), "no rule decides");
  on("CO07", "p,q", "PASS", pair("statute", "keep"), "lex-superior");
  no_row("CO07", pair("regulation", "sell"));
  no_row("CO07", pair("regulation", "keep", "a"));
  on("CO07", "S", "UNKNOWN",
     R"("provisions": {"p": {"state": "S", "modality": "obligation", "conduct": {"in": ["nowhere"]}}})", "could not");
}

TEST_CASE("CO08: support and restriction of one company", "[query]") {
  const auto both = [](const std::string& restriction, const std::string& agency = "b") {
    return R"("agencies": {"a": {"state": "S"}, "b": {"state": "S"}, "f": {"state": "T"}}, "companies": {"c": {}},
      "supports": {"g": {"agency": "a", "company": "c", "type": "grant", "from": "2023-01-01"}},
      "restrictions": [{"id": "r", "agency": ")" +
           agency + R"(", "company": "c", "measure": "ban", )" + restriction + "}]";
  };
  on("CO08", "g,r", "FAIL", both(R"("ground": "human_rights", "from": "2024-01-01")"));
  on("CO08", "g,r", "PARTIAL", both(R"("ground": "security", "from": "2024-01-01")"));
  on("CO08", "g,r", "UNKNOWN", both(R"("from": "2024-01-01")"), "ground of r");
  no_row("CO08", both(R"("ground": "human_rights", "from": "2024-07-01")"));
  no_row("CO08", both(R"("ground": "human_rights")", "a"));
  no_row("CO08", both(R"("ground": "human_rights")", "f"));
}

TEST_CASE("CO09: a policy demands what a deal omits", "[query]") {
  const auto deal = [](const std::string& fields, const std::string& policy) {
    return R"("agencies": {"a": {"state": "S"}}, "companies": {"c": {}}, "engagements": {"d": {"channel": "n06", "signed": "2024-01-01",
      "roles": [{"party": "a", "role": "provider"}, {"party": "c", "role": "beneficiary"}])" +
           fields + R"(}}, "safeguard_policies": {"s": {"state": "S", "requires": ["hrdd"], )" + policy + "}}";
  };
  const std::string credit = R"("applies_to": ["export-credit"], "from": "2020")";
  on("CO09", "d", "FAIL", deal(R"(, "hr_condition": "none")", credit));
  on("CO09", "d", "PASS", deal(R"(, "safeguards": ["hrdd"])", credit));
  on("CO09", "d", "FAIL", deal(R"(, "safeguards": ["clause"])", credit));
  on("CO09", "d", "UNKNOWN", deal("", credit), "hrdd of d");
  no_row("CO09", deal(R"(, "hr_condition": "none")", R"("applies_to": ["n06"], "from": "2024-02-01")"));
  on("CO09", "d", "FAIL",
     deal(R"(, "hr_condition": "none")", R"("applies_to": ["n06"], "from": "2024-02-01", "retroactive": true)"));
  no_row("CO09", deal(R"(, "hr_condition": "none")", R"("applies_to": ["grant"])"));
}

TEST_CASE("CO10: reports that overlap", "[query]") {
  const auto world = [](const std::string& p, const std::string& q) {
    return R"("companies": {"c": {"home": "S", "kinds": ["firm"]}}, "taxonomies": {"bearer": {"nodes": {"firm": [], "bank": []}}},
      "instruments": {"l": {"state": "S", "rank": "statute"}, "m": {"state": "S", "rank": "statute"}},
      "provisions": {"p": {"instrument": "l", "modality": "obligation", "function": "reporting", )" +
           p + R"(}, "q": {"instrument": "m", "modality": "obligation", "function": "reporting", )" + q + "}}";
  };
  const std::string firm = R"("bearer": {"in": ["firm"]}, "topics": ["rights", "climate"])";
  on("CO10", "c", "PARTIAL", world(firm, R"("bearer": {"in": ["firm"]}, "topics": ["rights"])"));
  on("CO10", "c", "FAIL",
     world(firm + R"(, "deadline": "2024-12")",
           R"("bearer": {"in": ["firm"]}, "topics": ["rights"], "deadline": "2025-06")"),
     "deadline");
  no_row("CO10", world(firm, R"("bearer": {"in": ["firm"]}, "topics": ["tax"])"));
  no_row("CO10", world(firm, R"("bearer": {"in": ["bank"]}, "topics": ["rights"])"));
}

TEST_CASE("CO11 to CO13: coordination and training", "[query]") {
  const auto two = [](const std::string& more = "") {
    return R"("agencies": {"a": {"state": "S"}, "b": {"state": "S"}}, "instruments": {
      "l": {"state": "S", "rank": "statute", "rights": ["privacy"], "technologies": ["iot"], "enforcers": ["a"]},
      "m": {"state": "S", "rank": "statute", "rights": ["privacy"], "technologies": ["iot"], "enforcers": ["b"]}})" +
           more;
  };
  on("CO11", "a,b", "UNKNOWN", two(), "coordination of a and b");
  on("CO11", "a,b", "PASS", two(R"(, "coordination": [{"between": ["a", "b"], "kind": "memorandum"}])"));
  on("CO11", "a,b", "UNKNOWN", two(R"(, "coordination": [{"between": ["a", "b"], "to": "2024"}])"));
  on("CO11", "a,b", "FAIL", two(complete("coordination")));

  const auto table = [](const std::string& more = "") {
    return R"("agencies": {"a": {"state": "S", "functions": ["export_credit"]}, "b": {"state": "S"}, "n": {"state": "S", "functions": ["ncp"]}},
      "coordination": [{"id": "k", "kind": "body", "members": ["b"]}])" +
           more;
  };
  on("CO12", "a", "UNKNOWN", table());
  on("CO12", "a", "FAIL", table(complete("coordination")), "is not a member of k");
  on("CO13", "a", "UNKNOWN", table(), "training or guidance of a");
  on("CO13", "a", "PASS", table(R"(, "events": {"e": {"kind": "training", "date": "2021-06-01", "parties": ["a"]}})"));
  on("CO13", "a", "UNKNOWN",
     table(R"(, "events": {"e": {"kind": "training", "date": "2021-05-31", "parties": ["a"]}})"));
  on("CO13", "a", "FAIL", table(complete("events")));
}

TEST_CASE("CO14: gaps by delegation", "[query]") {
  const auto deferral = [](const std::string& criteria, const std::string& functions, const std::string& more = "") {
    return R"("agencies": {"a": {"state": "S", "defers_to": [{"agency": "b", "channel": "n20", "criteria": [)" +
           criteria + R"(]}]}, "b": {"state": "S", "functions": [)" + functions +
           R"(]}}, "instruments": {"arms": {"state": "S", "title": "Arms act"},
      "ungp": {"state": "S", "title": "Rules on the Guiding Principles"}})" +
           more;
  };
  on("CO14", "a", "PARTIAL", deferral(R"("arms")", R"("export_control")"));
  on("CO14", "a", "PASS", deferral(R"("arms", "ungp")", R"("export_control")"));
  on("CO14", "a", "UNKNOWN", deferral("", R"("export_control")"), "criteria of b");
  on("CO14", "a", "FAIL", deferral(R"("ungp")", "", complete("mandates")));
  on("CO14", "a", "UNKNOWN", deferral(R"("ungp")", ""), "competent");
}

TEST_CASE("CO15: an instruction against a statute", "[query]") {
  const auto pair = [](const std::string& modality, const std::string& rank, const std::string& conduct,
                       const std::string& dates = "") {
    return R"("agencies": {"a": {"state": "S"}}, "taxonomies": {"conduct": {"nodes": {"examine": [], "examine-report": ["examine"], "teach": []}}},
      "provisions": {"duty": {"state": "S", "rank": "statute", "modality": "obligation", "bearer": {"in": ["a"]}, "conduct": {"in": ["examine-report"]}},
        "stop": {"state": "S", "rank": ")" +
           rank + R"(", "modality": ")" + modality + R"(", "bearer": {"in": ["a"]}, "conduct": {"in": [")" + conduct +
           "\"]}" + dates + "}}";
  };
  on("CO15", "duty", "FAIL", pair("exemption", "decision", "examine-report"));
  on("CO15", "duty", "FAIL", pair("prohibition", "policy", "examine"));
  on("CO15", "duty", "UNKNOWN", pair("exemption", "statute", "examine-report"));
  on("CO15", "duty", "UNKNOWN", pair("exemption", "decision", "teach"));
  on("CO15", "duty", "UNKNOWN", pair("exemption", "decision", "examine-report", R"(, "from": "2024-06-02")"));
  on("CO15", "duty", "PASS", pair("exemption", "decision", "teach") + complete("provisions"));
}

TEST_CASE("CO16: terms", "[query]") {
  const auto terms = [](const std::string& a, const std::string& b, const std::string& technology = "iot") {
    return R"("taxonomies": {"object": {"nodes": {"thing": [], "watch": ["thing"]}}}, "instruments": {
      "l": {"state": "S", "technologies": ["iot"], "definitions": {"device": [)" +
           a + R"(]}},
      "m": {"state": "S", "technologies": [")" +
           technology + R"("], "definitions": {"device": [)" + b + "]}}}";
  };
  on("CO16", "device", "FAIL", terms(R"("thing")", R"("watch")"));
  on("CO16", "device", "PASS", terms(R"("thing")", R"("thing", "watch")"));
  no_row("CO16", terms(R"("thing")", R"("watch")", "search"));
}

TEST_CASE("CO17 to CO19: treaties, claims, contracts", "[query]") {
  const auto bit = [](const std::string& more) {
    return R"("companies": {"inv": {"home": "T", "technologies": ["iot"], "operates": ["S"]}},
      "instruments": {"b": {"kind": "bit", "rank": "treaty", "from": "1990", "parties": [{"state": "S", "from": "1990"}, {"state": "T", "from": "1990"}]}})" +
           more;
  };
  on("CO17", "b", "UNKNOWN", bit(""), "right to regulate");
  on("CO17", "b", "FAIL", bit(complete("treaty_clauses")), "inv of a party");
  on("CO17", "b", "PASS", bit(R"(, "treaty_clauses": {"k": {"instrument": "b", "kind": "right_to_regulate"}})"));
  on("CO17", "b", "FAIL",
     bit(R"(, "treaty_clauses": {"k": {"instrument": "b", "kind": "right_to_regulate", "assertion": "negative"}})"));

  const auto claim = [](const std::string& outcome, const std::string& aims = R"("security")") {
    return R"("measures": {"m": {"state": "S", "conduct": "ban", "objectives": [)" + aims + R"(]}},
      "events": {"e": {"kind": "arbitration", "date": "2023-01-01", "parties": ["S"], "about": ["m"], "outcome": ")" +
           outcome + "\"}}";
  };
  on("CO18", "e", "PARTIAL", claim("pending"));
  on("CO18", "e", "FAIL", claim("lost"));
  on("CO18", "e", "PASS", claim("dismissed"));
  on("CO18", "e", "UNKNOWN", claim("settled"));
  on("CO18", "e", "NOT_APPLICABLE", claim("lost", R"("budget")"));

  const auto contract = [](const std::string& clause) {
    return R"("instruments": {"k": {"state": "S", "kind": "contract", "rank": "contract"}}, "treaty_clauses": {"f": {"instrument": "k", "kind": "stabilisation")" +
           clause + "}}";
  };
  on("CO19", "k", "FAIL", contract(R"(, "hr_exception": false)"));
  on("CO19", "k", "PASS", contract(R"(, "hr_exception": true)"));
  on("CO19", "k", "UNKNOWN", contract(""), "exceptions of f");
  on("CO19", "k", "FAIL", contract(R"(, "exceptions": ["tax"])"));
  on("CO19", "k", "PASS", contract(R"(, "exceptions": ["human_rights"])"));
}

TEST_CASE("CO20 to CO23: coalitions, banks, standards, directives", "[query]") {
  const auto coalition = [](const std::string& more) {
    return R"("organisations": {"o": {"kind": "coalition", "members": ["S"]}}, "taxonomies": {"conduct": {"nodes": {"weigh": [], "sell": []}}},
      "instruments": {"code": {"organisation": "o", "kind": "code", "rank": "policy"}}, "provisions": {
      "pledge": {"instrument": "code", "modality": "recommendation", "conduct": {"in": ["weigh"]}})" +
           more + "}";
  };
  on("CO20", "o", "UNKNOWN", coalition(""), "provision at home");
  on("CO20", "o", "PASS",
     coalition(R"(, "h": {"state": "S", "rank": "statute", "modality": "obligation", "conduct": {"in": ["weigh"]}})"));
  on("CO20", "o", "UNKNOWN",
     coalition(R"(, "h": {"state": "S", "rank": "statute", "modality": "obligation", "conduct": {"in": ["sell"]}})"));
  on("CO20", "o", "FAIL", coalition("") + complete("provisions"));

  const auto bank = [](const std::string& more) {
    return R"("organisations": {"b": {"kind": "ifi", "members": ["S"]}}, "companies": {"c": {}}, "taxonomies": {"object": {"nodes": {"facial-recognition": []}}},
      "engagements": {"d": {"channel": "n27", "technologies": ["facial_recognition"], "roles": [{"party": "b", "role": "provider"}, {"party": "c", "role": "beneficiary"}]}})" +
           more;
  };
  on("CO21", "d", "UNKNOWN", bank(""));
  on("CO21", "d", "FAIL",
     bank(
         R"(, "provisions": {"p": {"state": "S", "rank": "statute", "modality": "prohibition", "object": {"in": ["facial_recognition"]}}})"));
  on("CO21", "d", "UNKNOWN",
     bank(
         R"(, "provisions": {"p": {"state": "S", "rank": "statute", "modality": "restriction", "object": {"in": ["facial_recognition"]}}})"));
  on("CO21", "d", "UNKNOWN",
     bank(
         R"(, "provisions": {"p": {"state": "T", "rank": "statute", "modality": "prohibition", "object": {"in": ["facial_recognition"]}}})"));
  on("CO21", "d", "PASS", bank(complete("provisions")));

  const auto body = [](const std::string& more) {
    return R"("organisations": {"s": {"kind": "standards_body", "members": [{"id": "S", "role": "delegate"}]}})" + more;
  };
  on("CO22", "s", "UNKNOWN", body(""));
  on("CO22", "s", "PASS",
     body(
         R"(, "positions": [{"state": "S", "organisation": "s", "conduct": "weigh", "stance": "supports", "date": "2023"}])"));
  on("CO22", "s", "FAIL", body(complete("positions")));
  no_row("CO22", R"("organisations": {"s": {"kind": "standards_body", "members": ["S"]}})");

  const auto directive = [](const std::string& due, const std::string& more = "") {
    return R"("states": {"S": {}, "T": {}, "U": {"members": ["S"]}}, "instruments": {"dir": {"state": "U", "kind": "directive", "rank": "statute", "from": "2020", "due": ")" +
           due + "\"}" + more + "}";
  };
  on("CO23", "dir", "UNKNOWN", directive("2024-05-31"), "measure that implements dir");
  on("CO23", "dir", "NOT_APPLICABLE", directive("2024-06-01"));
  on("CO23", "dir", "PASS",
     directive("2024-05-31", R"(, "l": {"state": "S", "rank": "statute", "implements": ["dir"]})"));
  on("CO23", "dir", "FAIL", directive("2024-05-31") + complete("instruments"));
}

}  // namespace
}  // namespace dutygraph
