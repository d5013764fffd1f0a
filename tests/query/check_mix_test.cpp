// SPDX-License-Identifier: BSL-1.0
#include <string>

#include "support/check_cases.hpp"

namespace dutygraph {
namespace {

using tests::CheckCase;
using tests::expect;

/// A binding statute "l" in force, with more fields, and more sections.
std::string law(const std::string& fields, const std::string& more = "") {
  return R"("instruments": {"l": {"state": "S", "rank": "statute", "binding": "mandatory", "level": "national", "from": "2020-01-01")" +
         (fields.empty() ? "" : ", " + fields) + "}}" + (more.empty() ? "" : ", " + more);
}

void on(const char* check, const char* subject, const char* result, const std::string& records, const char* why = "") {
  expect(CheckCase{check, subject, result, records.c_str(), why});
}

TEST_CASE("SM01: a law for each salient pair", "[query]") {
  const std::string salient = R"("salient": [{"technology": "biometrics", "right": "privacy"}])";
  on("SM01", "biometrics×privacy", "PASS", law(R"("technologies": ["biometrics"], "rights": ["privacy"])", salient));
  on("SM01", "biometrics×privacy", "UNKNOWN", law(R"("technologies": ["iot"], "rights": ["privacy"])", salient));
  on("SM01", "biometrics×privacy", "FAIL",
     law(R"("technologies": ["iot"], "rights": ["privacy"])",
         salient + R"(, "complete": [{"section": "instruments", "state": "S"}])"));
  on("SM01", "biometrics×privacy", "FAIL",
     law(R"("technologies": ["biometrics"], "rights": ["privacy"], "assertion": "negative")", salient));
  on("SM01", "biometrics×privacy", "UNKNOWN",
     law(R"("technologies": ["biometrics"], "rights": ["privacy"], "to": "2024-06-01")", salient));
}

TEST_CASE("SM02 lists the quadrants and grades nothing", "[query]") {
  on("SM02", "S", "INFO", law(""), "mandatory national: 1 instrument");
  on("SM02", "S", "INFO", law(""), "voluntary international");
}

TEST_CASE("SM03: the age of the last review", "[query]") {
  on("SM03", "l", "PASS", law(R"("reviews": [{"date": "2019-06-01"}])"));
  on("SM03", "l", "FAIL", law(R"("reviews": [{"date": "2019-05-31"}])"));
  on("SM03", "l", "PASS", law(R"("reviews": [{"date": "2019-06"}])"));
  on("SM03", "l", "UNKNOWN", law(R"("reviews": [{"date": "2019"}])"), "exact day");
  on("SM03", "l", "UNKNOWN", law(""), "reviews of the adequacy of l");
  on("SM03", "l", "UNKNOWN", law(R"("reviews": [{"date": "2025-01-01"}])"));  // not yet
  on("SM03", "l", "PASS", law(R"("reviews": [{"date": "2010"}, {"date": "2023"}])"));
  on("SM03", "l", "PASS", law("", R"("events": {"e": {"kind": "review", "date": "2022-01-01", "about": ["l"]}})"));
  on("SM03", "S", "UNKNOWN", "");
}

TEST_CASE("SM04: law on the books, not applied", "[query]") {
  on("SM04", "l", "FAIL", law(R"("enforcement": [{"state": "active"}, {"state": "dormant", "from": "2022"}])"));
  on("SM04", "l", "UNKNOWN", law(R"("enforcement": [{"state": "active"}, {"state": "suspended", "from": "2024-06"}])"));
  on("SM04", "l", "UNKNOWN",
     law(R"("enforcement": [{"state": "active"}, {"state": "suspended", "from": "2024-06-02"}])"));
  const std::string fine = R"("events": {"e": {"kind": "enforcement", "date": "2022-03-01", "about": ["l"]}})";
  on("SM04", "l", "PASS", law(R"("enforcement": [{"state": "active"}])", fine));
  on("SM04", "l", "UNKNOWN", law("", fine));  // an event, but whether it is applied is not recorded
  const std::string old = R"("events": {"e": {"kind": "enforcement", "date": "2021-05-31", "about": ["l"]}})";
  on("SM04", "l", "UNKNOWN", law(R"("enforcement": [{"state": "active"}])", old));
  on("SM04", "l", "FAIL",
     law(R"("enforcement": [{"state": "active"}])", old + R"(, "complete": [{"section": "events", "state": "S"}])"),
     "no enforcement since 2021-06-01");
  on("SM04", "l", "UNKNOWN", law(R"("enforcement": [{"state": "not_yet"}])", R"("complete": [{"section": "events"}])"));
  // A scope that was complete earlier says nothing of today.
  on("SM04", "l", "UNKNOWN", law("", R"("complete": [{"section": "events", "as_of": "2024-01-01"}])"));
  // A provision with an enforcement of its own is the subject.
  const std::string part =
      R"("provisions": {"p": {"instrument": "l", "modality": "obligation", "enforcement": [{"state": "suspended"}]}})";
  on("SM04", "p", "FAIL", law("", part));
  on("SM04", "l", "UNKNOWN", law(R"("enforcement": [{"state": "active"}])", part));
}

TEST_CASE("SM05: who enforces, with which powers", "[query]") {
  const auto agency = [](const std::string& powers) {
    return R"("agencies": {"a": {"state": "S", "powers": [)" + powers + "]}}";
  };
  on("SM05", "l", "PASS", law(R"("enforcers": ["a"])", agency(R"("inspect", "fine")")));
  on("SM05", "l", "PASS", law(R"("enforcers": [{"agency": "a", "powers": ["order"]}])", agency("")));
  on("SM05", "l", "PARTIAL", law(R"("enforcers": ["a"])", agency(R"("inspect")")));
  on("SM05", "l", "UNKNOWN", law(R"("enforcers": ["a"])", agency("")), "powers of a < a");
  on("SM05", "l", "UNKNOWN", law(""), "who enforces l");
  on("SM05", "l", "FAIL", law("", R"("complete": [{"section": "instruments", "state": "S"}])"));
}

TEST_CASE("SM06: company law", "[query]") {
  const auto clause = [](const std::string& modality, const std::string& conduct = "consider_rights") {
    return law(
        R"("area": "company_law")",
        R"("taxonomies": {"conduct": {"nodes": {"direct": [], "consider_rights": ["direct"], "pay-dividends": ["direct"]}}},
      "provisions": {"p": {"instrument": "l", "modality": ")" +
            modality + R"(", "conduct": {"in": [")" + conduct + "\"]}}}");
  };
  on("SM06", "l", "FAIL", clause("prohibition"));
  on("SM06", "l", "PASS", clause("permission"));
  on("SM06", "l", "PASS", clause("obligation", "consider-rights"));
  on("SM06", "l", "FAIL", clause("prohibition", "direct"));  // what is forbidden at large is forbidden in particular
  on("SM06", "l", "UNKNOWN", clause("permission", "pay-dividends"));
  on("SM06", "l", "UNKNOWN", clause("recommendation"));
  on("SM06", "S", "UNKNOWN", law(""), "company law of S");
}

TEST_CASE("SM07: guidance that is usable and current", "[query]") {
  const auto guide = [](const std::string& fields, const std::string& more = "") {
    return R"("instruments": {"g": {"state": "S", "rank": "guidance", "smart_mix": ["3c"], "technologies": ["iot"], "from": "2018", )" +
           fields + "}" + more + "}";
  };
  on("SM07", "iot", "PASS", guide(R"("hrdd": "process")"));
  on("SM07", "iot", "FAIL", guide(R"("hrdd": "none")"));
  on("SM07", "iot", "UNKNOWN", guide(R"("title": "Guide")"), "whether g shows how");
  const std::string newer =
      R"(, "k": {"state": "S", "rank": "statute", "binding": "mandatory", "technologies": ["iot"], "from": "2010"},
    "n": {"state": "S", "rank": "statute", "binding": "mandatory", "amends": ["k"], "adopted": "2021-01-01", "from": "2021-01-01"})";
  on("SM07", "iot", "PARTIAL", guide(R"("hrdd": "process")", newer), "older than n");
}

TEST_CASE("SM08: reports of companies with risky technology", "[query]") {
  const std::string firm =
      R"("companies": {"c": {"home": "S", "technologies": ["facial_recognition"], "size": [{"year": 2023, "staff": 100}]},
    "o": {"home": "S", "technologies": ["iot"], "operates": ["U"]}, "p": {"home": "S", "technologies": ["iot"]}})";
  on("SM08", "c", "PASS", law(R"("reporting": "required")", firm));
  on("SM08", "c", "PARTIAL", law(R"("reporting": "encouraged")", firm));
  on("SM08", "c", "UNKNOWN", law("", firm), "reporting duties of c");
  const std::string big =
      R"("reporting": "required", "scope": {"tests": [{"metric": "staff", "op": ">=", "value": 500}]})";
  on("SM08", "c", "UNKNOWN", law(big, firm));
  on("SM08", "c", "FAIL", law(big, firm + R"(, "complete": [{"section": "instruments", "state": "S"}])"));
  on("SM08", "o", "PASS",
     law(R"("reporting": "required")",
         firm + R"(, "places": {"w": {"state": "U", "conflict": [{"from": "2024-01"}]}})"));
}

TEST_CASE("SM09 and SM15: consultation and assessment of rights", "[query]") {
  on("SM09", "l", "PASS", law(R"("consulted": ["affected_group", "csos", "companies"])"));
  on("SM09", "l", "PARTIAL", law(R"("consulted": ["csos", "companies"])"));
  on("SM09", "l", "PARTIAL", law(R"("consulted": ["affected_group", "companies"])"));
  on("SM09", "l", "FAIL", law(R"("consulted": ["companies"])"));
  on("SM09", "l", "UNKNOWN", law(R"("consulted": [])"));
  on("SM09", "l", "UNKNOWN", law(""));
  on("SM15", "l", "PASS", law(R"("rights_assessed": true)"));
  on("SM15", "l", "FAIL", law(R"("rights_assessed": false)"));
  on("SM15", "l", "UNKNOWN", law(""));
}

TEST_CASE("SM10: who falls outside", "[query]") {
  const auto firms = [](const std::string& a, const std::string& b, const std::string& c) {
    const auto firm = [](const char* id, const std::string& staff) {
      return std::string{"\""} + id + R"(": {"home": "S", "technologies": ["iot"])" +
             (staff.empty() ? "" : R"(, "size": [{"year": 2023, "staff": )" + staff + "}]") + "}";
    };
    return R"("companies": {)" + firm("a", a) + ", " + firm("b", b) + ", " + firm("c", c) + "}";
  };
  const std::string scope =
      R"("hrdd": "process", "scope": {"tests": [{"metric": "staff", "op": ">=", "value": 1000}]})";
  on("SM10", "l", "FAIL", law(scope, firms("10", "20", "2000")), "a, b");
  on("SM10", "l", "PASS", law(scope, firms("10", "1000", "2000")));
  on("SM10", "l", "UNKNOWN", law(scope, firms("10", "", "2000")), "staff of b");
  on("SM10", "l", "FAIL", law(scope, firms("10", "20", "")));
  on("SM10", "S", "UNKNOWN", law("", firms("10", "20", "30")));
  on("SM10", "S", "FAIL",
     law("", firms("10", "20", "30") + R"(, "complete": [{"section": "instruments", "state": "S"}])"));
}

TEST_CASE("SM11: end use", "[query]") {
  const std::string pair = R"("salient": [{"technology": "iot", "right": "privacy"}])";
  on("SM11", "S×iot", "PASS", law(R"("hrdd": "process", "value_chain": ["fabrication", "end_use"])", pair));
  on("SM11", "S×iot", "PARTIAL", law(R"("hrdd": "process", "value_chain": ["fabrication"])", pair));
  on("SM11", "S×iot", "UNKNOWN", law(R"("hrdd": "process")", pair), "stages of the value chain");
  on("SM11", "S×iot", "UNKNOWN", law("", pair));
  on("SM11", "S×iot", "FAIL", law("", pair + R"(, "complete": [{"section": "instruments", "state": "S"}])"));
}

TEST_CASE("SM12: conduct abroad", "[query]") {
  on("SM12", "S", "PASS", law(R"("hrdd": "process", "extraterritorial": true)"));
  on("SM12", "S", "PARTIAL", law(R"("hrdd": "process", "extraterritorial": false)"));
  on("SM12", "S", "UNKNOWN", law(R"("hrdd": "process")"), "whether l reaches");
  on("SM12", "S", "UNKNOWN", law(""));
  on("SM12", "S", "FAIL", law("", R"("complete": [{"section": "instruments", "state": "S"}])"));
}

TEST_CASE("SM13 and SM14: remedy, and promises", "[query]") {
  on("SM13", "l", "PASS", law(R"("remedy": ["court"])", R"("remedies": {"court": {"type": "state_judicial"}})"));
  on("SM13", "l", "PASS", law("", R"("remedies": {"court": {"for": ["l"], "type": "state_judicial"}})"));
  on("SM13", "l", "FAIL", law("", R"("remedies": {"court": {"for": ["l"], "assertion": "negative"}})"));
  on("SM13", "l", "UNKNOWN", law(""), "route to remedy under l");
  on("SM13", "l", "FAIL", law("", R"("complete": [{"section": "remedies", "state": "S"}])"));
  on("SM13", "l", "FAIL", law(R"("elements": [{"id": "ungp25.remedy_route", "assertion": "negative"}])"));

  const auto promised = [](const std::string& from) {
    return R"("instruments": {"l": {"state": "S", "rank": "statute", "from": "2024-01-01", "status": [
      {"state": "adopted", "from": "2024-01-01"}, {"state": "applies", "from": ")" +
           from + "\"}]}}";
  };
  on("SM14", "l", "PARTIAL", promised("2026-06-02"));
  on("SM14", "l", "PASS", promised("2026-06-01"));
  on("SM14", "l", "UNKNOWN", promised("2026"));
}

}  // namespace
}  // namespace dutygraph
