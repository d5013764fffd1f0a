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

const std::string header =
    "\"Fiscal Year\",\"Unique Identifier\",\"Deal Number\",Decision,\"Decision Date\",\"Effective Date\","
    "\"Expiration Date\",\"Deal Cancelled\",Country,Program,Term,\"Primary Applicant\",\"Primary Lender\","
    "\"Primary Exporter\",\"Primary Exporter State Code\",\"Primary Borrower\",\"Approved/Declined Amount\"\r\n";

World read_rows(const std::string& rows) { return read({header + rows}); }

}  // namespace

TEST_CASE("An authorisation becomes an engagement of the bank", "[io]") {
  const World w = read_rows(
      "2007,0801,AP1,Approved,2007-04-19,2007-04-20,2009-04-20,No,Brazil,Guarantee,\"Long Term\","
      "\"Linhas S.A.\",\"Finance Corp\",\"Planes Company, The\",WA,\"Linhas Leasing\",5097904.4\r\n");
  const dg::Engagement e = w.deal("exim/0801");
  CHECK(e.channel == "n06");
  CHECK(w.roles("exim/0801") ==
        "US-EXIM as guarantor, exim:US:Planes Company, The as exporter, exim:BR:Linhas Leasing as beneficiary, "
        "exim:Finance Corp as intermediary, exim:Linhas S.A. as beneficiary");
  CHECK(e.amount == dg::Decimal::parse("5097904.4"));
  CHECK(e.currency == "USD");
  CHECK(e.date == dg::Date(2007, 4, 19));
  CHECK(e.facts.valid == dg::Interval(dg::Date(2007, 4, 20), dg::Date(2009, 4, 20)));
  CHECK(e.status == "active");
  CHECK(e.places == std::vector<std::string>{"BR"});
  CHECK(e.facts.extra.find("\"dealNumber\":\"AP1\"") != std::string::npos);
  CHECK(w.groups("US-EXIM") == std::vector<std::string>{"US"});
  CHECK(w.graph.kind(w.vertex("US-EXIM")) == dg::VertexKind::agency);
}

TEST_CASE("Placeholders of authorisations are no facts", "[io]") {
  const World w = read_rows(
      "2007,1,AP1,Approved,1900-01-01,1900-01-01,1900-01-01,No,\"Multiple - Countries\",Insurance,N/A,"
      "Pools Inc,N/A,\"Multiple - Exporters\",N/A,\"Multiple - Borrowers\",0\n"
      "2007,2,AP1,Declined,2007-01-01,2007-01-01,2007-01-01,No,\"Private Funding Corp.\",Loan,NULL,NULL,,Alone,TX,"
      "Alone,12\n"
      "2007,3,AP3,Approved,2007-01-01,,,Yes,Mexico,Guarantee,,,,,,,7\n");
  CHECK(w.roles("exim/1") == "US-EXIM as guarantor, exim:Pools Inc as beneficiary");
  CHECK(!w.deal("exim/1").date);
  CHECK(!w.deal("exim/1").amount);
  CHECK(w.deal("exim/1").facts.valid.from() == dg::Date{});
  CHECK(w.count("placeholder-date") == 3);
  CHECK(w.count("zero-amount") == 1);
  CHECK(w.complaint("no-party").value == "3");
  CHECK(w.roles("exim/2") == "US-EXIM as provider, exim:US:Alone as exporter");  // the borrower is the exporter
  CHECK(w.deal("exim/2").status == "declined");
  // An expiry on the day of the decision says nothing.
  CHECK(w.deal("exim/2").facts.valid == dg::Interval(dg::Date(2007, 1, 1), std::nullopt));
  CHECK(w.complaint("unknown-country").value == "Private Funding Corp.");
  CHECK(w.deal("exim/3").status == "cancelled");
  CHECK(w.count("missing-party") == 1);
}

TEST_CASE("Bad rows of authorisations are set aside", "[io]") {
  const std::string good = "2007,1,AP1,Approved,2007-01-01,,,No,Peru,Guarantee,,,,A,TX,B,7\n";
  const std::string rows = good + good + "too,few\n" +
                           "2007,,AP1,Approved,2007-01-01,,,No,Peru,Guarantee,,,,A,TX,B,7\n" +
                           "2007,4,AP1,Approved,2007-01-01,,,No,Peru,Guarantee,,,,\"A \"\"B\"\"\nC\",TX,B,7\n" +
                           "2007,5,AP1,Approved,2007-01-01,,,No,Peru,Guarantee,,,,\"A \"B\" C\",TX,B,7\n" +
                           "2007,6,AP1,Approved,2007-01-01,,,No,Peru,Guarantee,,,,caf\xE9,TX,B,7\n" +
                           "2007,7,AP1,Approved,2007-01-01,,,No,Peru,Guarantee,,,,A,TX,B,7\n";
  const World w = read_rows(rows);
  CHECK(w.deals() == std::vector<std::string>{"exim/1", "exim/4", "exim/7"});
  CHECK(w.quarantine.size() == 5);
  CHECK(w.complaint("duplicate-id").line == 3);
  CHECK(w.complaint("ragged-row").line == 4);
  CHECK(w.complaint("missing-id").line == 5);
  CHECK(w.complaint("malformed-csv").line == 8);
  CHECK(w.complaint("invalid-utf8").line == 9);
  CHECK(w.roles("exim/4").find("A \"B\"\nC as exporter") != std::string::npos);
  CHECK_THROWS_AS(read({header + good + good}, {.strictness = dg::io::Strictness::strict}), dg::InvalidData);
  CHECK_THROWS_AS(read({"a,b,c\n1,2,3\n"}), dg::InvalidData);
  CHECK_THROWS_AS(read({"Decision,Program\nApproved,Loan\n"}, {}, dg::io::Format::csv), dg::InvalidData);
  CHECK_THROWS_AS(read({header + "\"never closed"}, {.strictness = dg::io::Strictness::strict}), dg::InvalidData);
}

TEST_CASE("Rows are the same whatever the block size and the line ends", "[io]") {
  std::string rows;
  for (int i = 0; i < 20'000; ++i)
    rows += "2007," + std::to_string(i) + ",AP1,Approved,2007-01-01,,,No,Peru,Guarantee,,,,\"Firm, " +
            std::to_string(i % 7) + "\",TX,\"B\n\"\"x\"\"\",7\r\n\r\n";
  const World w = read_rows(rows);
  CHECK(w.deals().size() == 20'000);
  CHECK(w.quarantine.empty());
}

TEST_CASE("Real authorisations load", "[io]") {
  namespace fs = std::filesystem;
  const fs::path file = fs::path{DUTYGRAPH_REAL_DATA} / "export_credit" / "us-exim-authorizations-fy2007-odd.csv";
  if (std::string{DUTYGRAPH_REAL_DATA}.empty() || !fs::is_regular_file(file)) {
    WARN("no real data: configure with -DDUTYGRAPH_REAL_DATA=FOLDER");
    return;
  }
  const dg::io::Reading reading = dg::io::read({file.string()});
  CHECK(reading.graph.vertices<dg::Engagement>().size() + reading.quarantine.size() == 500);
  CHECK(reading.quarantine.size() == 1);  // a name with quotes inside that are not doubled
}
