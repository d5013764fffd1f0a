// SPDX-License-Identifier: BSL-1.0
#include <dutygraph/vocab/channel.hpp>

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include <dutygraph/vocab/ungp.hpp>

#include "support/catch.hpp"

namespace vocab = dutygraph::vocab;
using vocab::Channel;
using vocab::Closeness;

TEST_CASE("there are 27 channels and each is found by number and code", "[vocab]") {
  REQUIRE(vocab::channels().size() == 27);
  int number = 0;
  for (const vocab::ChannelInfo& info : vocab::channels()) {
    ++number;
    REQUIRE(static_cast<int>(info.channel) == number);
    REQUIRE(info.code == (number < 10 ? "n0" : "n") + std::to_string(number));
    REQUIRE(vocab::to_string(info.channel) == info.code);
    REQUIRE(vocab::parse_channel(info.code) == info.channel);
    REQUIRE(vocab::find_channel(info.channel) == &info);
    REQUIRE_FALSE(info.name.empty());
    REQUIRE_FALSE(info.safeguard.empty());
  }
}

TEST_CASE("every principle that a channel cites is one of Pillar I", "[vocab]") {
  for (const vocab::ChannelInfo& info : vocab::channels()) {
    std::string_view rest = info.ungp;
    REQUIRE_FALSE(rest.empty());
    while (!rest.empty()) {
      const std::size_t comma = rest.find(',');
      const vocab::Principle* principle = vocab::find_principle(std::stoi(std::string{rest.substr(0, comma)}));
      REQUIRE(principle != nullptr);
      REQUIRE(int{principle->pillar} == 1);
      rest = comma == std::string_view::npos ? std::string_view{} : rest.substr(comma + 1);
    }
  }
  REQUIRE(vocab::find_channel(Channel::n06)->ungp == "4");
  REQUIRE(vocab::find_channel(Channel::n08)->ungp == "4,10");
  REQUIRE(vocab::find_channel(Channel::n20)->ungp == "3,7,8");
}

TEST_CASE("Channel::none is no channel", "[vocab]") {
  REQUIRE(vocab::find_channel(Channel::none) == nullptr);
  REQUIRE(vocab::to_string(Channel::none) == "none");
  REQUIRE(vocab::to_string(static_cast<Channel>(28)) == "none");
  for (const char* const code : {"none", "", "n", "n0", "n00", "n28", "n1", "N01", "n01 ", "n001"})
    REQUIRE_FALSE(vocab::parse_channel(code).has_value());
}

TEST_CASE("a support type has the channel of the document model", "[vocab]") {
  REQUIRE(vocab::support_channel("export-credit") == Channel::n06);
  REQUIRE(vocab::support_channel("export_credit") == Channel::n06);
  REQUIRE(vocab::support_channel("guarantee") == Channel::n07);
  REQUIRE(vocab::support_channel("loan") == Channel::n08);
  REQUIRE(vocab::support_channel("grant") == Channel::n09);
  REQUIRE(vocab::support_channel("subsidy") == Channel::n10);
  REQUIRE(vocab::support_channel("tax") == Channel::n11);
  REQUIRE(vocab::support_channel("equity") == Channel::n12);
  REQUIRE(vocab::support_channel("procurement") == Channel::n13);
  REQUIRE_FALSE(vocab::support_channel("prize").has_value());
  REQUIRE_FALSE(vocab::support_channel("").has_value());
}

TEST_CASE("a fund type has the channel of the document model", "[vocab]") {
  REQUIRE(vocab::fund_channel("sovereign_wealth") == Channel::n04);
  REQUIRE(vocab::fund_channel("pension") == Channel::n05);
  REQUIRE(vocab::fund_channel("venture") == Channel::n12);
  REQUIRE(vocab::fund_channel("development") == Channel::n08);
  REQUIRE_FALSE(vocab::fund_channel("hedge").has_value());
}

TEST_CASE("closeness of each channel", "[vocab]") {
  // stake unknown or small, stake significant
  const auto expect = [](Channel channel, Closeness low, Closeness high) {
    INFO(vocab::to_string(channel));
    REQUIRE(vocab::closeness(channel) == low);
    REQUIRE(vocab::closeness(channel, false, std::nullopt) == low);
    REQUIRE(vocab::closeness(channel, false, false) == low);
    REQUIRE(vocab::closeness(channel, false, true) == high);
    REQUIRE(vocab::closeness(channel, true, std::nullopt) == Closeness::c4);
    REQUIRE(vocab::closeness(channel, true, false) == Closeness::c4);
  };
  expect(Channel::none, Closeness::c0, Closeness::c0);
  for (const Channel c : {Channel::n01, Channel::n03}) expect(c, Closeness::c3, Closeness::c3);
  for (const Channel c : {Channel::n02, Channel::n04, Channel::n05}) expect(c, Closeness::c1, Closeness::c2);
  for (const Channel c : {Channel::n06, Channel::n07, Channel::n08, Channel::n09, Channel::n10, Channel::n11,
                          Channel::n12, Channel::n16, Channel::n17, Channel::n27})
    expect(c, Closeness::c2, Closeness::c2);
  for (const Channel c : {Channel::n13, Channel::n14, Channel::n15, Channel::n18, Channel::n19, Channel::n20,
                          Channel::n21, Channel::n22, Channel::n23, Channel::n24, Channel::n25, Channel::n26})
    expect(c, Closeness::c1, Closeness::c1);
}

TEST_CASE("closeness levels are ordered and read back", "[vocab]") {
  REQUIRE(Closeness::c0 < Closeness::c1);
  REQUIRE(Closeness::c3 < Closeness::c4);
  REQUIRE(vocab::to_string(Closeness::c0) == "C0");
  REQUIRE(vocab::to_string(Closeness::c4) == "C4");
  for (const Closeness level : {Closeness::c0, Closeness::c1, Closeness::c2, Closeness::c3, Closeness::c4})
    REQUIRE(vocab::parse_closeness(vocab::to_string(level)) == level);
  for (const char* const code : {"", "C", "C5", "c1", "2"}) REQUIRE_FALSE(vocab::parse_closeness(code).has_value());
}
