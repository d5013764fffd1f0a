// SPDX-License-Identifier: BSL-1.0
#include <dutygraph/vocab/codelist.hpp>

#include <cstddef>
#include <set>
#include <string>
#include <string_view>

#include <dutygraph/vocab/basis.hpp>
#include <dutygraph/vocab/channel.hpp>
#include <dutygraph/vocab/ungp.hpp>

#include "support/catch.hpp"

namespace vocab = dutygraph::vocab;

TEST_CASE("every codelist is found by its name and holds its codes", "[vocab]") {
  REQUIRE_FALSE(vocab::codelists().empty());
  for (const vocab::Codelist& list : vocab::codelists()) {
    INFO(list.name);
    REQUIRE(vocab::find_codelist(list.name) == &list);
    REQUIRE_FALSE(list.codes.empty());
    for (const std::string_view code : list.codes) {
      REQUIRE_FALSE(code.empty());
      REQUIRE(list.contains(code));
      REQUIRE(list.admits(code));
      REQUIRE(vocab::contains(list.name, code));
    }
    REQUIRE_FALSE(list.contains("no-such-code"));
    REQUIRE(list.admits("no-such-code") == list.open);
    REQUIRE_FALSE(list.admits(""));
  }
}

TEST_CASE("codes are spelled exactly", "[vocab]") {
  REQUIRE(vocab::contains("technology", "facial_recognition"));
  REQUIRE_FALSE(vocab::contains("technology", "facial-recognition"));
  REQUIRE_FALSE(vocab::contains("technology", "Facial_recognition"));
}

TEST_CASE("an unknown codelist is not found", "[vocab]") {
  for (const char* const name : {"", "a", "technologies", "Technology", "zzz"}) {
    REQUIRE(vocab::find_codelist(name) == nullptr);
    REQUIRE_FALSE(vocab::contains(name, "search"));
  }
}

TEST_CASE("lists whose values the library reads are closed, the others open", "[vocab]") {
  const std::set<std::string_view> closed{"agency.level",
                                          "assertion",
                                          "basis",
                                          "channel",
                                          "coordination.kind",
                                          "enforcement",
                                          "engagement.hr_condition",
                                          "engagement.role",
                                          "holding.directness",
                                          "instrument.binding",
                                          "instrument.level",
                                          "instrument.reporting",
                                          "instrument.smart_mix",
                                          "instrument.status",
                                          "organisation.fund_type",
                                          "organisation.kind",
                                          "position.stance",
                                          "provision.effect",
                                          "provision.modality",
                                          "provision.reach",
                                          "provision.strength",
                                          "rank",
                                          "remedy.criterion",
                                          "remedy.rating",
                                          "remedy.type",
                                          "scope.metric",
                                          "treaty_clause.kind"};
  for (const vocab::Codelist& list : vocab::codelists()) {
    INFO(list.name);
    REQUIRE(list.open == (closed.count(list.name) == 0));
  }
  for (const std::string_view name : closed) REQUIRE(vocab::find_codelist(name) != nullptr);
}

TEST_CASE("codelists have the sizes of their sources", "[vocab]") {
  const auto size = [](std::string_view name) { return vocab::find_codelist(name)->codes.size(); };
  REQUIRE(size("agency.function") == 36);
  REQUIRE(size("company.kind") == 8);
  REQUIRE(size("technology") == 23);
  REQUIRE(size("value_chain") == 11);
  REQUIRE(size("instrument.kind") == 18);  // the 17 of the domain file and `instruction`
  REQUIRE(size("stakeholder") == 14);
  REQUIRE(size("provision.modality") == 8);
  REQUIRE(size("rank") == 9);
  REQUIRE(size("instrument.status") == 7);
  REQUIRE(size("organisation.kind") == 9);
  REQUIRE(size("engagement.role") == 9);
  REQUIRE(size("safeguard") == 14);
}

TEST_CASE("codelists agree with the vocabularies of their own", "[vocab]") {
  const vocab::Codelist& channel = *vocab::find_codelist("channel");
  REQUIRE(channel.codes.size() == vocab::channels().size());
  for (const vocab::ChannelInfo& info : vocab::channels()) REQUIRE(channel.contains(info.code));

  const vocab::Codelist& basis = *vocab::find_codelist("basis");
  for (std::size_t at = 0; at < basis.codes.size(); ++at)
    REQUIRE(vocab::parse_basis(basis.codes[at]) == static_cast<vocab::Basis>(at));
  REQUIRE(basis.codes.back() == vocab::to_string(vocab::Basis::unknown));

  for (const std::string_view type : vocab::find_codelist("support.type")->codes)
    REQUIRE(vocab::support_channel(type).has_value());
  for (const std::string_view type : vocab::find_codelist("organisation.fund_type")->codes)
    REQUIRE(vocab::fund_channel(type).has_value());

  const vocab::Codelist& criterion = *vocab::find_codelist("remedy.criterion");
  REQUIRE(criterion.codes.size() == vocab::elements_of(31).size());
  for (const std::string_view code : criterion.codes)
    REQUIRE(vocab::find_element("ungp31.crit_" + std::string{code}) != nullptr);

  for (const vocab::Element& element : vocab::elements_of(3))
    REQUIRE(vocab::contains("instrument.smart_mix", element.reference));
}
