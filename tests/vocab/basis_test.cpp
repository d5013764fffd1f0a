// SPDX-License-Identifier: BSL-1.0
#include <dutygraph/vocab/basis.hpp>

#include <string>
#include <string_view>

#include "support/catch.hpp"

namespace vocab = dutygraph::vocab;
using vocab::Basis;
using vocab::basis_of_bods;

namespace {

constexpr Basis all_bases[] = {Basis::capital,       Basis::votes,    Basis::board,   Basis::veto,
                               Basis::law,           Basis::contract, Basis::nominee, Basis::trust,
                               Basis::consolidation, Basis::other,    Basis::unknown};

}  // namespace

TEST_CASE("a basis reads back from its name", "[vocab]") {
  for (const Basis basis : all_bases) REQUIRE(vocab::parse_basis(vocab::to_string(basis)) == basis);
  REQUIRE(vocab::to_string(Basis::capital) == "capital");
  REQUIRE(vocab::to_string(Basis::consolidation) == "consolidation");
  REQUIRE(vocab::to_string(Basis::unknown) == "unknown");
  for (const char* const name : {"", "Capital", "vote", "shareholding"})
    REQUIRE_FALSE(vocab::parse_basis(name).has_value());
}

TEST_CASE("BODS 0.4 interest types map to a basis", "[vocab]") {
  REQUIRE(basis_of_bods("shareholding") == Basis::capital);
  REQUIRE(basis_of_bods("votingRights") == Basis::votes);
  REQUIRE(basis_of_bods("appointmentOfBoard") == Basis::board);
  REQUIRE(basis_of_bods("controlViaCompanyRulesOrArticles") == Basis::veto);
  REQUIRE(basis_of_bods("controlByLegalFramework") == Basis::law);
  for (const char* const code : {"rightsGrantedByContract", "conditionalRightsGrantedByContract"})
    REQUIRE(basis_of_bods(code) == Basis::contract);
  for (const char* const code : {"nominee", "nominator"}) REQUIRE(basis_of_bods(code) == Basis::nominee);
  for (const char* const code :
       {"settlor", "trustee", "protector", "beneficiaryOfLegalArrangement", "enjoymentAndUseOfAssets"})
    REQUIRE(basis_of_bods(code) == Basis::trust);
  for (const char* const code : {"unknownInterest", "unpublishedInterest"})
    REQUIRE(basis_of_bods(code) == Basis::unknown);
  for (const char* const code :
       {"boardMember", "boardChair", "seniorManagingOfficial", "otherInfluenceOrControl",
        "rightsToSurplusAssetsOnDissolution", "rightsToProfitOrIncome", "rightToProfitOrIncomeFromAssets"})
    REQUIRE(basis_of_bods(code) == Basis::other);
}

TEST_CASE("BODS 0.1 and 0.2 interest types map to a basis", "[vocab]") {
  // the 12 of 0.1
  REQUIRE(basis_of_bods("voting-rights") == Basis::votes);
  REQUIRE(basis_of_bods("appointment-of-board") == Basis::board);
  for (const char* const code : {"settlor-of-trust", "trustee-of-trust", "protector-of-trust", "beneficiary-of-trust"})
    REQUIRE(basis_of_bods(code) == Basis::trust);
  for (const char* const code : {"influence-or-control", "other-influence-or-control-of-trust",
                                 "senior-managing-official", "rights-to-surplus-assets", "rights-to-profit-or-income"})
    REQUIRE(basis_of_bods(code) == Basis::other);
  // new or renamed in 0.2
  for (const char* const code : {"other-influence-or-control", "rights-to-surplus-assets-on-dissolution"})
    REQUIRE(basis_of_bods(code) == Basis::other);
  for (const char* const code : {"rights-granted-by-contract", "conditional-rights-granted-by-contract"})
    REQUIRE(basis_of_bods(code) == Basis::contract);
}

TEST_CASE("each BODS interest type is read in camelCase and with hyphens", "[vocab]") {
  REQUIRE(vocab::bods_interests().size() == 30);
  for (const vocab::BodsInterest& interest : vocab::bods_interests()) {
    std::string hyphenated;
    for (const char c : interest.code) {
      if (c >= 'A' && c <= 'Z') {
        hyphenated += '-';
        hyphenated += static_cast<char>(c - 'A' + 'a');
      } else {
        hyphenated += c;
      }
    }
    INFO(hyphenated);
    REQUIRE(basis_of_bods(interest.code) == interest.basis);
    REQUIRE(basis_of_bods(hyphenated) == interest.basis);
  }
}

TEST_CASE("a code of no BODS version has no basis", "[vocab]") {
  for (const char* const code :
       {"", "-", "capital", "votes", "votingrights", "VotingRights", "voting_rights", "voting-Rights", "voting-rights-",
        "voting-right", "-voting-rights", "appointment-ofBoard", "shareholding-of-trust", "nominee-of-trust"})
    REQUIRE_FALSE(basis_of_bods(code).has_value());
}

TEST_CASE("basis_of reads both the project's names and BODS codes", "[vocab]") {
  REQUIRE(vocab::basis_of("votes") == Basis::votes);
  REQUIRE(vocab::basis_of("voting-rights") == Basis::votes);
  REQUIRE(vocab::basis_of("nominee") == Basis::nominee);
  REQUIRE(vocab::basis_of("consolidation") == Basis::consolidation);
  REQUIRE_FALSE(vocab::basis_of("golden-share").has_value());
}

TEST_CASE("only capital and votes enter sums, unknown only the upper closure", "[vocab]") {
  for (const Basis basis : all_bases) {
    INFO(vocab::to_string(basis));
    REQUIRE(vocab::enters_sums(basis) == (basis == Basis::capital || basis == Basis::votes));
    REQUIRE(vocab::enters_upper_only(basis) == (basis == Basis::unknown));
    REQUIRE(vocab::may_control_alone(basis) ==
            (basis == Basis::board || basis == Basis::veto || basis == Basis::law || basis == Basis::consolidation));
  }
}
