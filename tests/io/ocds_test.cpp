// SPDX-License-Identifier: BSL-1.0
#include "support/catch.hpp"

#include <filesystem>
#include <string>
#include <vector>

#include <dutygraph/error.hpp>

#include "io/deal_world.hpp"

namespace dg = dutygraph;
using namespace deal_test;

namespace {

const std::string parties =
    R"("parties": [{"id": "1", "name": "Ministry of Roads", "roles": ["buyer"],
                    "identifier": {"scheme": "XR-GOV", "id": "M1"}, "address": {"countryName": "PORTUGAL"}},
                   {"id": "2", "name": "Bridges Ltd", "roles": ["supplier"],
                    "identifier": {"scheme": "GB-COH", "id": "01234567"}}],
       "buyer": {"id": "1", "name": "Ministry of Roads"})";

/// A release with those parties, and what else is to be said.
std::string release(const std::string& more, const std::string& id = "r1", const std::string& date = "2021-03-01",
                    const std::string& ocid = "ocds-213czf-1") {
  return R"({"ocid": ")" + ocid + R"(", "id": ")" + id + R"(", "date": ")" + date +
         R"(T00:00:00Z", "tag": ["award"], )" + parties + ", " + more + "}";
}

std::string award(const std::string& more) {
  return R"("awards": [{"id": "a1", "status": "active", "suppliers": [{"id": "2", "name": "Bridges Ltd"}])" +
         (more.empty() ? more : ", " + more) + "}]";
}

const std::string deal = "ocds-213czf-1/awards/a1";

}  // namespace

TEST_CASE("An award becomes an engagement of buyer and supplier", "[io]") {
  const World w = read({R"({"uri": "x", "version": "1.1", "publisher": {"name": "Roads Office"}, "license": "CC0",
    "releases": [)" + release(award(R"("date": "2021-02-03T10:00:00+02:00", "title": "Bridge &amp; ramp",
      "value": {"amount": 1250000.50, "currency": "EUR"}, "contractPeriod": {"startDate": "2021-03-01T00:00:00Z",
      "endDate": "2022-02-28T23:59:59Z"}, "items": [{"id": 1, "classification": {"scheme": "CPV", "id": "45221111"},
      "additionalClassifications": [{"scheme": "CPV", "id": "45233130"}]}])")) +
                        "]}"});
  const dg::Engagement e = w.deal(deal);
  CHECK(e.name == "Bridge & ramp");
  CHECK(e.channel == "n13");
  CHECK(w.roles(deal) == "XR-GOV-M1 as buyer, GB-COH-01234567 as supplier");
  CHECK(e.amount == dg::Decimal::parse("1250000.5"));
  CHECK(e.currency == "EUR");
  CHECK(e.date == dg::Date(2021, 2, 3));
  CHECK(e.facts.valid == dg::Interval(dg::Date(2021, 3, 1), dg::Date(2022, 2, 28)));
  CHECK(e.status == "active");
  CHECK(e.hr_condition.empty());
  CHECK(!e.safeguards);
  CHECK(e.facts.extra.find(R"("classifications":["CPV:45221111","CPV:45233130"])") != std::string::npos);
  CHECK(w.graph.kind(w.vertex("XR-GOV-M1")) == dg::VertexKind::agency);
  CHECK(w.graph.kind(w.vertex("GB-COH-01234567")) == dg::VertexKind::company);
  CHECK(w.groups("XR-GOV-M1") == std::vector<std::string>{"PT"});
  CHECK(w.complaint("assumed-state").hint.find("address") != std::string::npos);
  CHECK(w.count("html-entities") == 1);
  CHECK(w.graph.name(w.vertex("GB-COH-01234567")) == "Bridges Ltd");
  CHECK(e.facts.sources == std::vector<std::string>{"ocds:Roads Office", "file:a"});
}

TEST_CASE("All containers of OCDS say the same", "[io]") {
  const std::string one = release(award(""));
  std::string line = one;
  line.erase(std::remove(line.begin(), line.end(), '\n'), line.end());
  const std::string second = [&] {
    std::string text = line;
    text.replace(text.find("213czf-1"), 8, "213czf-2");
    return text;
  }();
  const std::vector<std::string> both{deal, "ocds-213czf-2/awards/a1"};
  CHECK(read({one}).deals() == std::vector<std::string>{deal});
  CHECK(read({"[" + one + "," + second + "]"}).deals() == both);
  CHECK(read({line + "\n" + second + "\n"}).deals() == both);
  CHECK(read({one + second}).deals() == both);
  CHECK(read({R"({"releases": [)" + one + "," + second + "]}"}).deals() == both);
  CHECK(read({R"({"releases": [)" + line + "]}\n" + R"({"releases": [)" + second + "]}\n"}).deals() == both);
  CHECK(read({R"({"records": [{"ocid": "ocds-213czf-1", "releases": [)" + one + "]}]}"}).deals() ==
        std::vector<std::string>{deal});
  CHECK(read({R"({"records": [{"ocid": "ocds-213czf-1", "compiledRelease": )" + one + "}]}"}).deals() ==
        std::vector<std::string>{deal});
  CHECK(read({R"({"ocid": "ocds-213czf-1", "releases": [{"url": "https://example.org/x", "date": "2021-01-01"}],
                  "compiledRelease": )" +
              one + "}"})
            .deals() == std::vector<std::string>{deal});
  const World empty = read({R"({"publishedDate": "2021-01-01", "releases": []})"});
  CHECK(empty.deals().empty());
}

TEST_CASE("OCDS 1.0 has its parties inside", "[io]") {
  const std::string supplier = R"({"name": "Bridges Ltd", "identifier": {"scheme": "GB-COH", "id": "01234567"}})";
  const auto text = [&](const std::string& id, const std::string& date) {
    return R"({"ocid": "o-1", "id": ")" + id + R"(", "date": ")" + date +
           R"(", "tag": ["award"], "buyer": {"name": "Borough", "identifier": {"scheme": "GB-LAC", "id": "E09"}},
           "awards": [{"id": 7, "suppliers": [)" +
           supplier + "]}]}";
  };
  const World w =
      read({R"({"releases": [)" + text("1", "2010-05-10T09:30:00Z") + "," + text("2", "2010-06-10T09:30:00Z") + "]}"});
  CHECK(w.roles("o-1/awards/7") == "GB-LAC-E09 as buyer, GB-COH-01234567 as supplier");
  CHECK(w.groups("GB-LAC-E09") == std::vector<std::string>{"GB"});
}

TEST_CASE("Releases merge by date, by id, and null takes away", "[io]") {
  const std::string first =
      release(award(R"("title": "Old", "date": "2021-01-01T00:00:00Z", "value": {"amount": 5, "currency": "EUR"})"),
              "r1", "2021-01-02");
  const std::string second =
      release(R"("awards": [{"id": "a1", "title": "New", "value": {"amount": 7}}, {"id": "a2"}])", "r2", "2021-02-02");
  const std::string third =
      release(R"("awards": [{"id": "a1", "date": null, "contractPeriod": null}])", "r3", "2021-03-02");
  for (const auto& order : {std::vector{first, second, third}, std::vector{third, first, second}}) {
    const World w = read(order);
    CHECK(w.deals() == std::vector<std::string>{deal, "ocds-213czf-1/awards/a2"});
    CHECK(w.deal(deal).name == "New");
    CHECK(w.deal(deal).amount == dg::Decimal{7});
    CHECK(w.deal(deal).currency == "EUR");
    CHECK(!w.deal(deal).date);
    CHECK(w.roles(deal) == "XR-GOV-M1 as buyer, GB-COH-01234567 as supplier");
    // Nothing says when it began any more: unknown, not "since ever".
    CHECK(w.deal(deal).facts.valid.from() == dg::Date{});
  }
  SECTION("a repeated release counts once, of different ones the last") {
    const World same = read({first, first});
    CHECK(same.complaint("duplicate-release").severity == dg::Severity::note);
    const World other = read({first, release(award(R"("title": "Other")"), "r1", "2021-01-02")});
    CHECK(other.complaint("duplicate-release").severity == dg::Severity::warning);
    CHECK(other.deal(deal).name == "Other");
  }
  SECTION("a compiled release stands for all before it") {
    const std::string compiled = R"({"ocid": "ocds-213czf-1", "id": "c", "date": "2021-02-15T00:00:00Z",
      "tag": ["compiled"], )" + parties +
                                 R"(, "awards": [{"id": "a9", "suppliers": [{"id": "2"}]}]})";
    const World w = read({first, second, compiled, third});
    CHECK(w.deals() == std::vector<std::string>{deal, "ocds-213czf-1/awards/a9"});
  }
  SECTION("the same day: the time of day decides") {
    const auto at = [](const std::string& time, const std::string& title, const std::string& id) {
      return R"({"ocid": "o", "id": ")" + id + R"(", "date": "2021-01-02T)" + time + R"(", "tag": ["award"], "buyer":
        {"name": "B"}, "awards": [{"id": "a", "title": ")" +
             title + R"(", "suppliers": [{"name": "S"}]}]})";
    };
    CHECK(read({at("12:00:00Z", "late", "2"), at("08:00:00Z", "early", "1")}).deal("o/awards/a").name == "late");
    CHECK(read({at("12:00:00+06:00", "early", "2"), at("08:00:00Z", "late", "1")}).deal("o/awards/a").name == "late");
  }
}

TEST_CASE("A versioned release gives the last values", "[io]") {
  const World w = read({R"({"ocid": "o", "releases": [{"url": "u", "date": "2021-01-01", "tag": ["award"]}],
    "versionedRelease": {"ocid": "o", "buyer": {"name": [{"releaseID": "1", "releaseDate": "2021-01-01T00:00:00Z",
      "releaseTag": ["award"], "value": "City"}]},
    "awards": [{"id": "a", "title": [
      {"releaseID": "2", "releaseDate": "2021-02-01T00:00:00Z", "releaseTag": ["award"], "value": "New"},
      {"releaseID": "1", "releaseDate": "2021-01-01T00:00:00Z", "releaseTag": ["award"], "value": "Old"}],
      "suppliers": [{"id": "s", "name": [{"releaseID": "1", "releaseDate": "2021-01-01T00:00:00Z",
        "releaseTag": ["award"], "value": "Firm"}]}]}]}})"});
  CHECK(w.deal("o/awards/a").name == "New");
  CHECK(w.graph.name(w.vertex("o/s")) == "Firm");
}

TEST_CASE("Party ids are local, empty and shared", "[io]") {
  const auto text = [](const std::string& ocid) {
    return R"({"ocid": ")" + ocid + R"(", "id": "r", "date": "2021-01-01", "tag": ["tender"], "parties": [
      {"id": "", "name": "Town", "roles": ["buyer"]}, {"id": "", "name": "Firm A", "roles": ["supplier"]},
      {"id": "1", "name": "Firm B", "identifier": {"scheme": "", "id": ""}},
      {"id": "1", "name": "Firm C", "identifier": {"scheme": null, "id": "x"}}],
      "buyer": {"id": "", "name": "Town"}, "awards": [{"id": "a", "suppliers": [{"id": "", "name": "Firm A"},
      {"id": "1", "name": "Firm B"}, {"id": "1", "name": "Firm C"}, {"id": "77", "name": "Firm D"}]}]})";
  };
  const World w = read({text("o-1"), text("o-2")});
  CHECK(w.roles("o-1/awards/a") ==
        "o-1/#1 as buyer, o-1/#2 as supplier, o-1/1 as supplier, o-1/1#4 as supplier, "
        "o-1/77 as supplier");
  CHECK(w.roles("o-2/awards/a").starts_with("o-2/#1 as buyer, "));
  CHECK(w.graph.name(w.vertex("o-1/1#4")) == "Firm C");
  CHECK(w.count("shared-party-id") == 2);
  CHECK(w.count("dangling-reference") == 2);
  CHECK(w.count("unknown-state") == 2);
  CHECK(w.groups("o-1/#1").empty());
}

TEST_CASE("Values that are odd are said, and not guessed", "[io]") {
  const auto amount = [](const std::string& value) { return read({release(award(R"("value": )" + value))}); };
  CHECK(amount(R"({"amount": {"$numberLong": "24978479879"}, "currency": "COP"})").deal(deal).amount ==
        dg::Decimal{24978479879});
  CHECK(amount(R"({"amount": "12.50", "currency": "eur"})").deal(deal).currency == "EUR");
  CHECK(!amount(R"({"amount": 0, "currency": "GBP"})").deal(deal).amount);
  CHECK(amount(R"({"amount": 0, "currency": "GBP"})").count("zero-amount") == 1);
  CHECK(!amount(R"({"amount": null, "currency": "GBP"})").deal(deal).amount);
  CHECK(amount(R"({"amount": -3, "currency": "GBP"})").count("negative-amount") == 1);
  CHECK(amount(R"({"amount": "many", "currency": "pounds"})").count("bad-amount") == 1);
  CHECK(amount(R"({"amount": 3, "currency": "pounds"})").count("unknown-currency") == 1);
  CHECK(read({release(award(R"("date": "1900-01-01T00:00:00Z")"))}).count("placeholder-date") == 1);
  CHECK(read({release(award(R"("date": "soon")"))}).count("unreadable-date") == 1);
  const World ends =
      read({release(award(R"("contractPeriod": {"startDate": "2021-05-01", "endDate": "2020-01-01"})"))});
  CHECK(ends.count("ends-before-start") == 1);
  CHECK(ends.deal(deal).facts.valid == dg::Interval(dg::Date(2021, 5, 1), dg::Date{}));
  const World days = read({release(award(R"("contractPeriod": {"startDate": "2021-05-01", "durationInDays": 20})"))});
  CHECK(days.deal(deal).facts.valid == dg::Interval(dg::Date(2021, 5, 1), dg::Date(2021, 5, 21)));
}

TEST_CASE("Statuses and contracts of an award", "[io]") {
  const auto with = [](const std::string& award_status, const std::string& contracts) {
    return read({release(R"("awards": [{"id": "a1", "status": ")" + award_status +
                         R"(", "suppliers": [{"id": "2"}]}], "contracts": [)" + contracts + "]")});
  };
  CHECK(with("pending", "").deal(deal).status == "proposed");
  CHECK(with("Active", "").deal(deal).status == "active");
  CHECK(with("Active", "").count("status-case") == 1);
  CHECK(with("cancelled", "").deal(deal).status == "cancelled");
  CHECK(with("active", R"({"id": 1, "awardID": "a1", "status": "terminated"})").deal(deal).status == "ended");
  CHECK(with("unsuccessful", "").deals().empty());
  CHECK(with("unsuccessful", "").count("unsuccessful") == 1);
  const World signed_ = with("active", R"({"id": 1, "awardID": "a1", "dateSigned": "2021-04-05T00:00:00Z", "status":
    "active", "value": {"amount": 9, "currency": "EUR"}, "period": {"startDate": "2021-05-01", "endDate": "2021-06-01"}})");
  CHECK(signed_.deal(deal).date == dg::Date(2021, 4, 5));
  CHECK(signed_.deal(deal).amount == dg::Decimal{9});
  CHECK(signed_.deal(deal).facts.valid.to() == dg::Date(2021, 6, 1));
  const World alone = read({release(R"("contracts": [{"id": 3, "awardID": "gone", "dateSigned": "2021-04-05"}])")});
  CHECK(alone.roles("ocds-213czf-1/contracts/3") == "XR-GOV-M1 as buyer, GB-COH-01234567 as supplier");
  CHECK(alone.count("contract-without-award") == 1);
  CHECK(alone.count("supplier-from-parties") == 1);
  const World shared = read({release(R"("awards": [{"id": "a1", "value": {"amount": 8, "currency": "EUR"},
    "suppliers": [{"id": "2"}, {"name": "Other"}]}])")});
  CHECK(shared.deals().size() == 1);
  CHECK(shared.count("shared-value") == 1);
  CHECK(read({release(R"("awards": [{"id": "a1", "suppliers": {"id": "2"}}])")}).count("object-instead-of-array") == 1);
}

TEST_CASE("Natural persons leave neither name nor number", "[io]") {
  const std::string text = R"({"ocid": "o", "id": "r", "date": "2021-01-01", "tag": ["award"], "parties": [
    {"id": "COL-IDCARD-998877", "name": "PERSON NAMED SO", "identifier": {"scheme": "COL-IDCARD", "id": "998877"}},
    {"id": "2", "name": "SECOND PERSON", "identifier": {"scheme": "PT-NIPPC", "id": "210998877"}}],
    "buyer": {"name": "Town"}, "awards": [{"id": "a", "suppliers": [{"id": "COL-IDCARD-998877", "name": "PERSON NAMED SO"},
    {"id": "2"}]}]})";
  const World w = read({text});
  CHECK(w.roles("o/awards/a") == "o/#3 as buyer, person:1 as supplier, person:2 as supplier");
  for (const dg::VertexId v : w.graph.vertices()) {
    CHECK(std::string{w.graph.name(v)}.find("PERSON") == std::string::npos);
    CHECK(std::string{w.graph.key(v)}.find("998877") == std::string::npos);
  }
  for (const dg::Diagnostic& d : w.report) CHECK(d.to_string().find("998877") == std::string::npos);
  CHECK(w.count("person-anonymised") == 1);
  const World kept = read({text}, {.persons = true});
  CHECK(kept.graph.name(kept.vertex("COL-IDCARD-998877")) == "PERSON NAMED SO");
}

TEST_CASE("Bad rows are set aside, and no OCDS is refused", "[io]") {
  const std::string good = release(award(""));
  const World w = read({R"({"releases": [{"id": "no ocid"}, 7, )" + good + R"(, {"ocid": "x", "ocid": "y"}]})"});
  CHECK(w.deals() == std::vector<std::string>{deal});
  CHECK(w.quarantine.size() == 3);
  CHECK(w.complaint("missing-ocid").line == 1);
  CHECK(w.count("not-a-release") == 1);
  CHECK(w.count("duplicate-key") == 1);
  CHECK_THROWS_AS(
      read({R"({"releases": [{"id": "no ocid"}, )" + good + "]}"}, {.strictness = dg::io::Strictness::strict}),
      dg::InvalidData);
  CHECK_THROWS_AS(read({R"({"tender": {"title": "a fragment"}})"}), dg::InvalidData);
  CHECK_THROWS_AS(read({R"({"releases": [)" + good}), dg::InvalidData);
  CHECK_THROWS_AS(read({R"({"releases": [{"ocid": "x")"}), dg::InvalidData);
  const World latin = read({"{\"releases\": [" + good + ", {\"ocid\": \"x\", \"id\": \"caf\xE9\"}]}"});
  CHECK(latin.complaint("invalid-utf8").hint.find("ISO-8859-1") != std::string::npos);
  CHECK(read({R"({"records": [{"ocid": "o", "compiledRelease": [], "releases": [)" + good + "]}]}"})
            .count("empty-compiled-release") == 1);
  CHECK(read({R"({"ocid": "OCDS-213czf-1", "releases": [)" + good + "]}", good}).deals().size() == 1);
}

TEST_CASE("A tag makes a buyer an organ, and a supplier too", "[io]") {
  const auto path = std::filesystem::temp_directory_path() / "dutygraph-ocds-tags.csv";
  FILE* const file = std::fopen(path.c_str(), "w");
  REQUIRE(file != nullptr);
  std::fputs("scheme,id,name,state,kind\nXR-GOV,M1,,XR,agency\nGB-COH,01234567,,XR,\n,,Nobody,XR,\n", file);
  std::fclose(file);
  const World w = read({release(award(""))}, {.tags = path.string()});
  CHECK(w.groups("XR-GOV-M1") == std::vector<std::string>{"XR"});
  CHECK(w.groups("GB-COH-01234567") == std::vector<std::string>{"XR"});
  CHECK(w.count("tag-used") == 2);
  CHECK(w.count("tag-unmatched") == 1);
  CHECK(w.count("assumed-state") == 0);
  std::filesystem::remove(path);
}

TEST_CASE("A deal joins the company that a register describes", "[io]") {
  const std::string owners = R"([
    {"statementId":"11111111111111111111111111111111","recordId":"GB-COH-01234567","recordType":"entity","statementDate":"2020-01-01","recordDetails":{"entityType":{"type":"registeredEntity"},"name":"Bridges Limited","jurisdiction":{"code":"GB"}}},
    {"statementId":"22222222222222222222222222222222","recordId":"S","recordType":"entity","statementDate":"2020-01-01","recordDetails":{"entityType":{"type":"state"},"name":"Portugal","jurisdiction":{"code":"PT"}}}])";
  const World w = read({owners, release(award(""))});
  CHECK(w.roles(deal) == "XR-GOV-M1 as buyer, GB-COH-01234567 as supplier");
  CHECK(w.graph.name(w.vertex("GB-COH-01234567")) == "Bridges Limited");
  CHECK(w.groups("XR-GOV-M1") == std::vector<std::string>{"S"});  // the State of the register with that code
  CHECK(w.count("already-recorded") == 1);
}

TEST_CASE("Real procurement files load", "[io]") {
  namespace fs = std::filesystem;
  const fs::path folder = fs::path{DUTYGRAPH_REAL_DATA} / "ocds";
  if (std::string{DUTYGRAPH_REAL_DATA}.empty() || !fs::is_directory(folder)) {
    WARN("no real data: configure with -DDUTYGRAPH_REAL_DATA=FOLDER");
    return;
  }
  std::vector<std::string> uk;
  for (const auto& entry : fs::recursive_directory_iterator{folder / "real-uk-contracts-finder" / "raw"})
    uk.push_back(entry.path().string());
  std::sort(uk.begin(), uk.end());
  const dg::io::Reading notices = dg::io::read(uk);
  CHECK(notices.quarantine.empty());
  CHECK(notices.graph.vertices<dg::Engagement>().size() > 50);
  const auto load = [&](const char* name) { return dg::io::read({(folder / name / "release-package.json").string()}); };
  const dg::io::Reading portugal = load("real-portugal-base");
  CHECK(portugal.graph.vertices<dg::Engagement>().size() == 50);
  CHECK(portugal.report.count(dg::Severity::warning) == 0);
  const dg::io::Reading colombia = load("real-colombia-cce");
  CHECK(colombia.quarantine.empty());
}
