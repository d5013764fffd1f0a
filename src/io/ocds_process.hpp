// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "io/deal_values.hpp"
#include "io/deals.hpp"
#include "io/ocds_value.hpp"

namespace dutygraph::io::detail {

/// What the merged form of a process no longer says.
struct OcdsHistory {
  std::vector<std::string> releases{};  ///< ids, in order
  std::vector<std::string> tags{};
};

/// The parties and deals of one contracting process, all releases merged.
class OcdsProcess {
 public:
  OcdsProcess(Deals& deals, const std::string& ocid, const OcdsValue& release, const OcdsHistory& history,
              DealPlace place, std::uint32_t publisher)
      : deals_{deals}, ocid_{ocid}, release_{release}, history_{history}, voice_{deals, place}, publisher_{publisher} {}
  void run();
  /// How many awards led to nothing.
  [[nodiscard]] std::uint64_t unsuccessful() const noexcept { return unsuccessful_; }

 private:
  enum class Use : std::uint8_t { buyer, supplier };
  struct Party {
    std::string local{}, name{}, world{};
    DealParty what{};
    std::vector<std::string> roles{};
    bool is_reference = false;  ///< no party of the list
    bool used_as_buyer = false, used_as_supplier = false;
  };
  /// One deal: an award with its contracts, or a contract alone.
  struct Source {
    const OcdsValue* award = nullptr;
    std::vector<const OcdsValue*> contracts{};
    std::string path{};
    std::string status{};  ///< of the award
  };
  void read_parties();
  [[nodiscard]] Party party_of(const OcdsValue& value, std::string_view path);
  void name_parties();
  [[nodiscard]] std::size_t resolve(const OcdsValue& reference, std::string_view path);
  void use(std::size_t party, Use use, std::vector<Role>& roles);
  void add_buyers(std::vector<Role>& roles, const OcdsValue* award);
  void add_suppliers(std::vector<Role>& roles, const Source& source);
  void add_deal(const Source& source, std::string id);
  void add_value(Engagement& deal, const Source& source);
  void add_dates(Engagement& deal, const Source& source);
  void add_status(Engagement& deal, const Source& source);
  [[nodiscard]] Interval period_of(const OcdsValue* holder, std::string_view member, std::string_view path);
  [[nodiscard]] std::string extra_of(const Source& source) const;
  [[nodiscard]] std::string code_of(const OcdsValue& value, std::string_view name, std::string_view path);
  [[nodiscard]] std::vector<const OcdsValue*> list_of(const OcdsValue& value, std::string_view name,
                                                      std::string_view path);

  Deals& deals_;
  const std::string& ocid_;
  const OcdsValue& release_;
  const OcdsHistory& history_;
  DealVoice voice_;
  std::uint32_t publisher_;
  std::vector<Party> parties_{};
  std::vector<Role> buyers_{};
  std::uint64_t unsuccessful_ = 0;
};

}  // namespace dutygraph::io::detail
