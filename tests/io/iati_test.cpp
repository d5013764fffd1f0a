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

std::string activities(const std::string& content, const std::string& version = "2.03") {
  return "<?xml version=\"1.0\"?>\n<iati-activities version=\"" + version + "\">" + content + "</iati-activities>";
}

std::string activity(const std::string& content, const std::string& id = "XR-GOV-9-A",
                     const std::string& attributes = "default-currency=\"EUR\"") {
  return "<iati-activity " + attributes + "><iati-identifier>" + id +
         "</iati-identifier><reporting-org ref=\"GB-GOV-1\" "
         "type=\"10\"><narrative>Ministry</narrative></reporting-org>" +
         content + "</iati-activity>";
}

std::string transaction(const std::string& type, const std::string& value, const std::string& more = "") {
  return "<transaction><transaction-type code=\"" + type + "\"/><transaction-date iso-date=\"2020-05-06\"/>" + value +
         more + "</transaction>";
}

const std::string deal = "iati/XR-GOV-9-A";

}  // namespace

TEST_CASE("An activity becomes an engagement of those who fund and implement", "[io]") {
  const World w = read({activities(activity(
      R"(<title><narrative xml:lang="fr">Pont</narrative><narrative>Bridge</narrative></title>
      <participating-org role="1" type="10" ref="GB-GOV-1"/><participating-org role="3" type="40" ref="XM-DAC-999"><narrative>Bank</narrative></participating-org>
      <participating-org role="4" type="70" ref="GB-COH-123"><narrative>Builders</narrative></participating-org>
      <activity-status code="2"/><activity-date type="1" iso-date="2020-01-01"/><activity-date type="2" iso-date="2020-02-01"/>
      <activity-date type="3" iso-date="2022-01-01"/><recipient-country code="KE" percentage="40"/><recipient-country code="UG" percentage="60"/>
      <default-flow-type code="10"/><default-finance-type code="421"/>)" +
      transaction("2", "<value>1,000.50</value>") + transaction("2", "<value>2000</value>") +
      transaction("3", "<value>700</value>") + transaction("11", "<value>9</value>")))});
  const dg::Engagement e = w.deal(deal);
  CHECK(e.name == "Bridge");
  CHECK(e.channel == "n08");
  CHECK(w.roles(deal) == "GB-GOV-1 as provider, XM-DAC-999 as intermediary, GB-COH-123 as beneficiary");
  CHECK(e.amount == dg::Decimal::parse("3000.5"));
  CHECK(e.currency == "EUR");
  CHECK(e.date == dg::Date(2020, 5, 6));
  CHECK(e.facts.valid == dg::Interval(dg::Date(2020, 2, 1), dg::Date(2022, 1, 1)));
  CHECK(e.status == "active");
  CHECK(e.places == std::vector<std::string>{"KE", "UG"});
  CHECK(w.graph.kind(w.vertex("GB-GOV-1")) == dg::VertexKind::agency);
  CHECK(w.graph.name(w.vertex("GB-GOV-1")) == "Ministry");
  CHECK(w.groups("GB-GOV-1") == std::vector<std::string>{"GB"});
  CHECK(w.graph.kind(w.vertex("GB-COH-123")) == dg::VertexKind::company);
  CHECK(w.graph.kind(w.vertex("XM-DAC-999")) == dg::VertexKind::organisation);
}

TEST_CASE("Flow and finance types give the channel", "[io]") {
  const auto channel = [](const std::string& defaults, const std::string& type = "2") {
    return read({activities(activity(defaults + transaction(type, "<value>5</value>")))}).deals();
  };
  const auto only = [&](const std::string& defaults, const std::string& type, const std::string& expected) {
    const World w = read({activities(activity(defaults + transaction(type, "<value>5</value>")))});
    const std::vector<std::string> ids = w.deals();
    REQUIRE(ids.size() == 1);
    CHECK(w.deal(ids.front()).channel == expected);
  };
  only(R"(<default-flow-type code="22"/><default-finance-type code="421"/>)", "2", "n06");
  only(R"(<default-flow-type code="10"/><default-finance-type code="1100"/>)", "2", "n07");
  only(R"(<default-flow-type code="10"/>)", "10", "n07");
  only(R"(<default-finance-type code="510"/>)", "2", "n12");
  only("", "8", "n12");
  only(R"(<default-finance-type code="110"/>)", "2", "n08");
  CHECK(channel(R"(<default-flow-type code="10"/>)", "10") == std::vector<std::string>{deal + "/n07"});
  SECTION("transactions override, and a guarantee has a guarantor") {
    const World w = read(
        {activities(activity(R"(<default-finance-type code="421"/>)" + transaction("2", "<value>5</value>") +
                             transaction("2", "<value currency=\"usd\">7</value>",
                                         R"(<finance-type code="1100"/><receiver-org ref="GB-COH-7" type="70"/>)")))});
    CHECK(w.deals() == std::vector<std::string>{deal, deal + "/n07"});
    CHECK(w.deal(deal + "/n07").currency == "USD");
    CHECK(w.roles(deal + "/n07") == "GB-GOV-1 as guarantor, GB-COH-7 as beneficiary");
  }
}

TEST_CASE("Version 1 has texts and words", "[io]") {
  const World w = read(
      {R"(<iati-activity default-currency="GBP" xml:lang="en"><reporting-org ref="47045" type="40">The Fund</reporting-org>
    <iati-identifier>47045-1</iati-identifier><title>Old</title>
    <participating-org role="Funding">The Fund</participating-org>
    <participating-org role="Implementing Agency" type="Government">Ministry of Health</participating-org>
    <participating-org role="Sponsor">Nobody</participating-org>
    <activity-date type="start-actual" iso-date="2009-10-01"/><activity-date type="end-planned" iso-date="2012-09-30"/>
    <transaction><transaction-type code="C"/><value value-date="2009-11-01">10</value></transaction>
    <transaction><transaction-type code="C"/><value value-date="2009-10-05">-3</value></transaction>
    <transaction><transaction-type code="IF"/><value>99</value></transaction></iati-activity>)"});
  CHECK(w.roles("iati/47045-1") == "iati:47045 as provider, 47045-1/#2 as beneficiary");
  CHECK(w.deal("iati/47045-1").amount == dg::Decimal{7});
  CHECK(w.deal("iati/47045-1").date == dg::Date(2009, 10, 5));
  CHECK(w.deal("iati/47045-1").facts.valid == dg::Interval(dg::Date(2009, 10, 1), dg::Date(2012, 9, 30)));
  CHECK(w.count("role-in-words") == 2);
  CHECK(w.count("type-in-words") == 1);
  CHECK(w.count("unknown-role") == 1);
  CHECK(w.count("unknown-state") == 1);
}

TEST_CASE("Money is not counted twice", "[io]") {
  const std::string parent =
      activity(R"(<related-activity type="2" ref="XR-GOV-9-A-1"/>)" + transaction("3", "<value>50</value>"),
               "XR-GOV-9-A", "hierarchy=\"1\" default-currency=\"EUR\"");
  const std::string child = activity(transaction("3", "<value>50</value>"), "XR-GOV-9-A-1");
  const World w = read({activities(parent + child)});
  CHECK(!w.deal(deal).amount);
  CHECK(w.deal(deal + "-1").amount == dg::Decimal{50});
  CHECK(w.count("counted-in-parts") == 1);
  CHECK(read({activities(parent)}).deal(deal).amount == dg::Decimal{50});
  const World mixed = read({activities(
      activity(transaction("2", "<value>5</value>") + transaction("2", "<value currency=\"USD\">5</value>")))});
  CHECK(!mixed.deal(deal).amount);
  CHECK(mixed.count("mixed-currencies") == 1);
  const World bare = read({activities(activity(transaction("2", "<value>5</value>"), "XR-GOV-9-A", ""))});
  CHECK(bare.count("missing-currency") == 1);
  SECTION("an activity given twice: the later update counts") {
    const auto dated = [](const std::string& day, const std::string& value) {
      return activity(transaction("2", "<value>" + value + "</value>"), "XR-GOV-9-A",
                      "default-currency=\"EUR\" last-updated-datetime=\"" + day + "\"");
    };
    const World twice = read({activities(dated("2021-02-01", "2")), activities(dated("2020-01-01", "1"))});
    CHECK(twice.deal(deal).amount == dg::Decimal{2});
    CHECK(twice.count("duplicate-activity") == 1);
  }
}

TEST_CASE("Broken files of activities are refused with a place", "[io]") {
  CHECK_THROWS_AS(read({activities("<iati-activity><title></iati-activity>")}), dg::InvalidData);
  CHECK_THROWS_AS(read({"<iati-organisations><iati-organisation/></iati-organisations>"}), dg::InvalidData);
  CHECK_THROWS_AS(read({"<!DOCTYPE x [<!ENTITY a \"aaaa\">]>" + activities(activity("<title>&a;</title>"))}),
                  dg::InvalidData);
  const World w = read({activities("<iati-activity><title>No id</title></iati-activity>" + activity(""))});
  CHECK(w.deals() == std::vector<std::string>{deal});
  CHECK(w.quarantine.size() == 1);
  CHECK(w.complaint("missing-id").line == 2);
  CHECK(read({activities("")}).count("empty-file") == 1);
}

TEST_CASE("Real activities load", "[io]") {
  namespace fs = std::filesystem;
  const fs::path folder = fs::path{DUTYGRAPH_REAL_DATA} / "export_credit";
  if (std::string{DUTYGRAPH_REAL_DATA}.empty() || !fs::is_directory(folder)) {
    WARN("no real data: configure with -DDUTYGRAPH_REAL_DATA=FOLDER");
    return;
  }
  const auto deals = [&](const char* name) {
    const dg::io::Reading reading = dg::io::read({(folder / name).string()});
    CHECK(reading.quarantine.empty());
    return reading.graph.vertices<dg::Engagement>().size();
  };
  CHECK(deals("iati-real/complex_example_dfid.xml") == 57);
  CHECK(deals("iati-real/default_currency.xml") == 1);
  CHECK(deals("iati-real/transaction_provider.xml") == 1);
  CHECK(deals("iati-examples/activity-standard-example-annotated.xml") == 1);
}
