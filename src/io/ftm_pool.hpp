// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "io/register_actors.hpp"

namespace dutygraph::io::detail {

/// What an entity of FollowTheMoney is here.
enum class FtmKind : std::uint8_t {
  unused,  ///< says nothing about States and companies
  asset,   ///< a thing, not a party
  person,
  legal_entity,
  organization,
  public_body,
  company,
  contract,
  ownership,
  directorship,
  unknown_link,
  contract_award,
};

/// The properties that are read, in the order of `ftm_properties`.
enum class FtmProperty : std::uint8_t {
  name,
  title,
  country,
  main_country,
  jurisdiction,
  topics,
  registration_number,
  lei_code,
  inn_code,
  ogrn_code,
  duns_code,
  unique_entity_id,
  vat_code,
  cik_code,
  wikidata_id,
  incorporation_date,
  dissolution_date,
  owner,
  asset,
  percentage,
  shares_count,
  ownership_type,
  director,
  organization,
  subject,
  object,
  role,
  status,
  start_date,
  end_date,
  date,
  contract,
  supplier,
  lot_number,
  amount,
  currency,
  cpv_code,
  authority,
  contract_date,
  procedure_number,
  method,
};

inline constexpr std::array<std::string_view, 41> ftm_properties{"name",
                                                                 "title",
                                                                 "country",
                                                                 "mainCountry",
                                                                 "jurisdiction",
                                                                 "topics",
                                                                 "registrationNumber",
                                                                 "leiCode",
                                                                 "innCode",
                                                                 "ogrnCode",
                                                                 "dunsCode",
                                                                 "uniqueEntityId",
                                                                 "vatCode",
                                                                 "cikCode",
                                                                 "wikidataId",
                                                                 "incorporationDate",
                                                                 "dissolutionDate",
                                                                 "owner",
                                                                 "asset",
                                                                 "percentage",
                                                                 "sharesCount",
                                                                 "ownershipType",
                                                                 "director",
                                                                 "organization",
                                                                 "subject",
                                                                 "object",
                                                                 "role",
                                                                 "status",
                                                                 "startDate",
                                                                 "endDate",
                                                                 "date",
                                                                 "contract",
                                                                 "supplier",
                                                                 "lotNumber",
                                                                 "amount",
                                                                 "currency",
                                                                 "cpvCode",
                                                                 "authority",
                                                                 "contractDate",
                                                                 "procedureNumber",
                                                                 "method"};
static_assert(ftm_properties.size() == static_cast<std::size_t>(FtmProperty::method) + 1);

/// What a schema stands for; nothing if FollowTheMoney has no such schema.
[[nodiscard]] std::optional<FtmKind> ftm_kind_of(std::string_view schema) noexcept;

/// One entity, put together from all its lines.
struct FtmEntity {
  std::string schema{};
  FtmKind kind = FtmKind::unused;
  RegisterPlace place{};  ///< of its first line
  std::vector<std::pair<FtmProperty, std::string>> values{};
  std::vector<std::string> referents{}, datasets{};
  bool merged = false;

  [[nodiscard]] bool is_party() const noexcept { return kind >= FtmKind::person && kind <= FtmKind::company; }
  [[nodiscard]] bool is_link() const noexcept { return kind >= FtmKind::ownership; }
  /// The values of a property, sorted, each once.
  [[nodiscard]] std::vector<std::string_view> all(FtmProperty property) const {
    std::vector<std::string_view> list;
    for (const auto& [which, value] : values)
      if (which == property && !value.empty()) list.push_back(value);
    std::sort(list.begin(), list.end());
    list.erase(std::unique(list.begin(), list.end()), list.end());
    return list;
  }
};

/// The entities of all files by id, and the ids they had before.
using FtmPool = std::unordered_map<std::string, FtmEntity>;

}  // namespace dutygraph::io::detail
