// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "io/deal_values.hpp"
#include "io/deals.hpp"
#include "io/xml.hpp"

namespace dutygraph::io::detail {

/// One IATI activity on its way to engagements.
class IatiActivity {
 public:
  IatiActivity(XmlNode node, std::string id, DealVoice voice) : node_{node}, id_{std::move(id)}, voice_{voice} {}
  /// Reads the activity; the results are taken from the members below.
  void run();

  std::vector<Engagement> deals{};
  std::vector<DealParty> parties{};
  std::set<std::string> children{};  ///< identifiers of its parts

 private:
  enum class As : std::uint8_t { provider, extending, receiver };
  struct Money {
    std::optional<Decimal> sum{};
    std::string currency{};
    bool mixed = false, used = false, bare = false;  ///< bare: without currency
    std::optional<Date> first{};
  };
  /// What the transactions of one channel say.
  struct Channel {
    std::vector<std::pair<std::size_t, As>> parties{};
    Money committed{}, spent{};
    std::set<std::string> finance_types{}, transaction_types{};
    bool reporter_gives = false;
  };
  void read_participants();
  void read_transactions();
  void read_transaction(XmlNode transaction);
  void add(Money& money, XmlNode value, std::optional<Date> day);
  [[nodiscard]] std::optional<std::size_t> party_of(XmlNode org, std::string_view path);
  [[nodiscard]] Interval period();
  [[nodiscard]] std::string status();
  [[nodiscard]] std::string code(XmlNode parent, std::string_view own, std::string_view inherited) const;
  void make(const std::string& channel, Channel& content);
  void add_roles(Engagement& deal, const std::string& channel, const Channel& content);

  XmlNode node_;
  std::string id_;
  DealVoice voice_;
  std::vector<std::pair<std::size_t, As>> participants_{};
  std::map<std::string, Channel> channels_{};
  std::string own_channel_{};
};

}  // namespace dutygraph::io::detail
