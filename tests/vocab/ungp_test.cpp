// SPDX-License-Identifier: BSL-1.0
#include <dutygraph/vocab/ungp.hpp>

#include <cstddef>
#include <string>
#include <vector>

#include "support/catch.hpp"

namespace vocab = dutygraph::vocab;

TEST_CASE("principles are 1-10 of Pillar I and 25-31 of Pillar III", "[vocab]") {
  std::vector<int> numbers;
  for (const vocab::Principle& principle : vocab::principles()) {
    numbers.push_back(principle.number);
    REQUIRE(int{principle.pillar} == (principle.number <= 10 ? 1 : 3));
    REQUIRE_FALSE(principle.title.empty());
  }
  REQUIRE(numbers == std::vector<int>{1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 25, 26, 27, 28, 29, 30, 31});
}

TEST_CASE("only principles 1 and 25 say must", "[vocab]") {
  for (const vocab::Principle& principle : vocab::principles()) {
    const bool must = principle.number == 1 || principle.number == 25;
    REQUIRE((principle.wording == vocab::Wording::must) == must);
    REQUIRE(vocab::to_string(principle.wording) == (must ? "must" : "should"));
  }
}

TEST_CASE("principles 29 and 30 do not speak to States and have no elements", "[vocab]") {
  for (const vocab::Principle& principle : vocab::principles()) {
    const bool company = principle.number == 29 || principle.number == 30;
    REQUIRE(principle.asks_state != company);
    REQUIRE(vocab::elements_of(principle.number).empty() == company);
  }
}

TEST_CASE("find_principle knows no Pillar II and nothing out of range", "[vocab]") {
  REQUIRE(vocab::find_principle(8)->number == 8);
  REQUIRE(vocab::find_principle(31)->number == 31);
  for (const int number : {-1, 0, 11, 17, 24, 32, 257}) {
    REQUIRE(vocab::find_principle(number) == nullptr);
    REQUIRE(vocab::elements_of(number).empty());
  }
}

TEST_CASE("every element id names its principle", "[vocab]") {
  for (const vocab::Element& element : vocab::elements()) {
    REQUIRE(vocab::find_principle(element.principle) != nullptr);
    REQUIRE(vocab::find_element(element.id) == &element);
    REQUIRE_FALSE(element.title.empty());
    REQUIRE(std::stoi(std::string{element.reference}) == element.principle);
    if (!element.is_factor()) REQUIRE(element.id.starts_with("ungp" + std::string{element.reference} + "."));
  }
}

TEST_CASE("elements_of gives the elements of one principle, letters together", "[vocab]") {
  const auto count = [](int principle) { return vocab::elements_of(principle).size(); };
  REQUIRE(count(1) == 5);
  REQUIRE(count(2) == 3);
  REQUIRE(count(3) == 14);
  REQUIRE(count(4) == 6);
  REQUIRE(count(5) == 3);
  REQUIRE(count(6) == 5);
  REQUIRE(count(7) == 4);
  REQUIRE(count(8) == 5);
  REQUIRE(count(9) == 3);
  REQUIRE(count(10) == 3);
  REQUIRE(count(31) == 7);
  REQUIRE(vocab::elements_of(3).front().id == "ungp3a.law");
  REQUIRE(vocab::elements_of(3).back().id == "ungp3d.public");

  std::size_t total = vocab::factors().size();
  for (const vocab::Principle& principle : vocab::principles()) total += count(principle.number);
  REQUIRE(total == vocab::elements().size());
}

TEST_CASE("factors are rf01 to rf15 and belong to no elements_of", "[vocab]") {
  REQUIRE(vocab::factors().size() == 15);
  REQUIRE(vocab::factors().front().id == "rf01");
  REQUIRE(vocab::factors().back().id == "rf15");
  for (const vocab::Element& factor : vocab::factors()) REQUIRE(factor.is_factor());
  for (const vocab::Element& element : vocab::elements_of(3)) REQUIRE_FALSE(element.is_factor());
  REQUIRE(vocab::find_element("rf04")->reference == "3a");
  REQUIRE(vocab::find_element("rf14")->principle == 1);
  REQUIRE(vocab::find_element("rf08")->principle == 3);
}

TEST_CASE("find_element wants the exact id", "[vocab]") {
  REQUIRE(vocab::find_element("ungp3a.law")->reference == "3a");
  REQUIRE(vocab::find_element("ungp10c.use_ungps")->principle == 10);
  REQUIRE(vocab::find_element("ungp25.remedy_route") != nullptr);
  REQUIRE(vocab::find_element("ungp31.crit_rights_compatible") != nullptr);
  for (const char* const id : {"", "3a.law", "ungp3a", "ungp3a.", "UNGP3a.law", "ungp3a.law ", "rf16", "rf1"})
    REQUIRE(vocab::find_element(id) == nullptr);
}

TEST_CASE("every element that a check answers exists", "[vocab]") {
  for (const char* const id : {"ungp3a.law",
                               "ungp3a.adequacy_review",
                               "ungp3a.enforced",
                               "ungp3b.corp_law_enables",
                               "rf01",
                               "ungp3a.gap_closed",
                               "ungp2.expectation_set",
                               "ungp2.extraterritorial",
                               "ungp25.remedy_route",
                               "rf14",
                               "ungp4.hrdd_required",
                               "ungp4.owner_policy",
                               "ungp4.conditions",
                               "ungp4.agency_screens",
                               "ungp4.withdrawal",
                               "ungp7c.deny_support",
                               "ungp5.expectation_clause",
                               "ungp5.monitoring",
                               "ungp6.award_criteria",
                               "ungp6.clauses",
                               "ungp6.follow_up",
                               "ungp6.policy",
                               "ungp6.exclusion",
                               "ungp4.disclosure",
                               "ungp8.mandate_link",
                               "ungp1.rule_of_law",
                               "ungp5.accountability",
                               "ungp8.trained",
                               "ungp8.subnational",
                               "ungp8.coordination",
                               "ungp3d.required",
                               "ungp8.informed",
                               "ungp3b.no_conflict",
                               "ungp9.right_to_regulate",
                               "ungp9.no_freezing",
                               "ungp10c.use_ungps",
                               "ungp10b.promote"})
    REQUIRE(vocab::find_element(id) != nullptr);
}
