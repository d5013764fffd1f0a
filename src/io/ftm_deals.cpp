// SPDX-License-Identifier: BSL-1.0

/// \file
/// Contracts and their awards as engagements: public procurement.

#include <algorithm>
#include <map>
#include <tuple>

#include <dutygraph/error.hpp>

#include "base/json_text.hpp"
#include "io/ftm_build.hpp"

namespace dutygraph::io::detail {

using Property = FtmProperty;

void FtmBuild::read_amount(const FtmEntity& entity, Engagement& out) {
  const std::vector<std::string_view> amounts = entity.all(Property::amount);
  if (amounts.empty()) return;
  if (amounts.size() > 1) {
    warn(entity, Severity::warning, "several-values", "amount", amounts[1], "one amount; none is taken");
    return;
  }
  const std::optional<Decimal> amount = Decimal::parse(amounts.front());
  if (!amount) {
    warn(entity, Severity::warning, "unreadable-amount", "amount", amounts.front(), "a decimal number; left out");
    return;
  }
  if (*amount == Decimal{0}) {
    warn(entity, Severity::note, "zero-amount", "amount", amounts.front(), "the value; 0 is taken as not known");
    return;
  }
  out.amount = amount;
  out.currency = only(entity, Property::currency);
  for (char& c : out.currency)
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
}

void FtmBuild::add_role(std::string_view id, std::string_view role, Engagement& out) {
  const std::optional<VertexId> party = vertex(id);
  if (!party) return;
  Role one{std::string{builder_.key(*party)}, std::string{role}};
  if (std::find(out.roles.begin(), out.roles.end(), one) == out.roles.end()) out.roles.push_back(std::move(one));
}

void FtmBuild::add_buyers(const FtmEntity& contract, Engagement& out) {
  for (const std::string_view id : contract.all(Property::authority)) add_role(id, "buyer", out);
}

/// What the deal says beside its parties: of the award where it says something, else of the contract.
Engagement FtmBuild::engagement_of(const Entry& award, const FtmEntity* contract) {
  const FtmEntity& entity = award.second;
  Engagement out{.id = award.first, .channel = "n13"};
  read_amount(entity, out);
  out.date = date_of(entity, Property::date);
  if (!out.date) out.date = date_of(entity, Property::start_date);
  out.status = only(entity, Property::status);
  out.facts.valid = Interval{date_of(entity, Property::start_date), date_of(entity, Property::end_date)};
  if (out.facts.valid.is_empty()) {
    warn(entity, Severity::warning, "ends-before-start", "endDate", out.facts.valid.to_string(),
         "an end after the beginning; both are left out");
    out.facts.valid = {};
  }
  if (contract != nullptr) {
    const std::vector<std::string_view> titles = contract->all(Property::title);
    const std::vector<std::string_view> names = contract->all(Property::name);
    if (!titles.empty())
      out.name = titles.front();
    else if (!names.empty())
      out.name = names.front();
    if (!out.date) out.date = date_of(*contract, Property::contract_date);
    if (out.status.empty()) out.status = only(*contract, Property::status);
  }
  dutygraph::detail::JsonText extra;
  bool any = false;
  extra.object([&] {
    const auto keep = [&](const FtmEntity* from, Property property) {
      if (from == nullptr) return;
      const std::vector<std::string_view> list = from->all(property);
      if (list.empty()) return;
      any = true;
      extra.key(name_of(property)).strings(std::vector<std::string>(list.begin(), list.end()));
    };
    keep(&entity, Property::cpv_code);
    keep(&entity, Property::lot_number);
    keep(contract, Property::method);
    keep(contract, Property::procedure_number);
  });
  if (any) out.facts.extra = extra.take();
  return out;
}

void FtmBuild::place_engagement(Engagement engagement, const FtmEntity& from) {
  const std::string id = engagement.id;
  try {
    builder_.add(std::move(engagement), Evidence{sources(from)});
  } catch (const InvalidData&) {
    if (!builder_.find(VertexKind::engagement, id)) throw;
    warn(from, Severity::note, "already-recorded", {}, id,
         "an id that no record of another file has; the record read first stands");
  }
}

void FtmBuild::add_deal(const Deal& deal) {
  const FtmEntity& award = deal.first->second;
  const std::string_view contract_id = only(award, Property::contract);
  const Entry* const contract = contract_id.empty() ? nullptr : entity(contract_id);
  const bool has_contract = contract != nullptr && contract->second.kind == FtmKind::contract;
  if (!has_contract)
    warn(award, Severity::warning, contract_id.empty() ? "missing-party" : "dangling-reference", "contract",
         contract_id, "the contract that was awarded; who buys is not known");
  Engagement engagement = engagement_of(*deal.first, has_contract ? &contract->second : nullptr);
  if (has_contract) {
    add_buyers(contract->second, engagement);
    // The value of a contract is that of its award only if there is one award.
    if (!engagement.amount && deal.awards == 1 && awards_of_[contract->first] == 1)
      read_amount(contract->second, engagement);
  }
  for (const std::string& supplier : deal.suppliers) add_role(supplier, "supplier", engagement);
  if (deal.awards > 1)
    warn(award, Severity::note, "shared-award", "lotNumber", only(award, Property::lot_number),
         std::to_string(deal.awards) + " awards of one lot and amount: one deal with several suppliers, counted once");
  place_engagement(std::move(engagement), award);
}

/// A contract of which no award is known: who buys, and for how much.
void FtmBuild::add_contract(const Entry& contract) {
  const FtmEntity& entity = contract.second;
  Engagement engagement = engagement_of(contract, &entity);
  add_buyers(entity, engagement);
  place_engagement(std::move(engagement), entity);
}

void FtmBuild::add_deals() {
  // Registers repeat the value of a lot, or the ceiling of a framework, for each supplier.
  using Lot = std::tuple<std::string_view, std::string_view, std::string_view, std::string_view, std::string_view>;
  std::map<Lot, std::size_t> lots;
  std::vector<Deal> deals;
  for (const Entry* entry : sorted_) {
    const FtmEntity& award = entry->second;
    if (award.kind != FtmKind::contract_award) continue;
    const auto first = [&](Property property) {
      const std::vector<std::string_view> list = award.all(property);
      return list.size() == 1 ? list.front() : std::string_view{};
    };
    const std::vector<std::string_view> suppliers = award.all(Property::supplier);
    if (suppliers.empty()) {
      warn(award, Severity::warning, "missing-party", "supplier", {}, "who was awarded the contract; left out");
      continue;
    }
    std::string_view contract = first(Property::contract);
    if (const Entry* const known = entity(contract)) {
      contract = known->first;
      ++awards_of_[contract];
    }
    std::size_t at = deals.size();
    const std::string_view lot = first(Property::lot_number);
    const std::string_view amount = first(Property::amount);
    if (!contract.empty() && !lot.empty() && !amount.empty())
      at = lots.try_emplace(Lot{contract, lot, amount, first(Property::currency), first(Property::date)}, at)
               .first->second;
    if (at == deals.size()) deals.push_back({.first = entry});
    ++deals[at].awards;
    for (const std::string_view supplier : suppliers) deals[at].suppliers.emplace_back(supplier);
  }
  for (const Deal& deal : deals) add_deal(deal);
  for (const Entry* entry : sorted_)
    if (entry->second.kind == FtmKind::contract && !awards_of_.contains(entry->first)) add_contract(*entry);
}

}  // namespace dutygraph::io::detail
