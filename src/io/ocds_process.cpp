// SPDX-License-Identifier: BSL-1.0
#include "io/ocds_process.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "base/json_text.hpp"
#include "io/country.hpp"

namespace dutygraph::io::detail {
namespace {

constexpr std::size_t none = static_cast<std::size_t>(-1);

bool has_role(const std::vector<std::string>& roles, std::string_view role) {
  return std::find(roles.begin(), roles.end(), role) != roles.end();
}

}  // namespace

std::vector<const OcdsValue*> OcdsProcess::list_of(const OcdsValue& value, std::string_view name,
                                                   std::string_view path) {
  const OcdsValue* member = value.find(name);
  const std::string where = std::string{path} + "/" + std::string{name};
  if (member != nullptr && member->kind == JsonKind::object)
    voice_.note("object-instead-of-array", where, {}, "an array; read as one with this element");
  std::vector<const OcdsValue*> objects;
  for (const OcdsValue* item : value.items_of(name))
    if (item->kind == JsonKind::object)
      objects.push_back(item);
    else
      voice_.warn("wrong-type", where, item->text, "an object; left out");
  if (member != nullptr && (member->kind == JsonKind::string || member->kind == JsonKind::number))
    voice_.warn("wrong-type", where, member->text, "an array of objects; left out");
  return objects;
}

/// A code in lower camel case.
std::string OcdsProcess::code_of(const OcdsValue& value, std::string_view name, std::string_view path) {
  std::string code{value.text_of(name)};
  if (!code.empty() && code.front() >= 'A' && code.front() <= 'Z') {
    voice_.note("status-case", std::string{path} + "/" + std::string{name}, code, "a code in lower case; read as that");
    for (char& c : code)
      if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return code;
}

// --- parties ---------------------------------------------------------------------------------------------------------

OcdsProcess::Party OcdsProcess::party_of(const OcdsValue& value, std::string_view path) {
  Party party;
  party.local = value.text_of("id");
  party.name = value.text_of("name");
  DealParty& what = party.what;
  what.name = deal_name(party.name, voice_, std::string{path} + "/name");
  what.place = voice_.place();
  if (is_person_number(party.local.substr(0, party.local.find('-', 4)), {})) what.kind = DealParty::Kind::person;
  for (const OcdsValue* role : value.items_of("roles")) party.roles.push_back(role->text);
  std::vector<const OcdsValue*> identifiers = value.items_of("identifier");
  for (const OcdsValue* more : value.items_of("additionalIdentifiers")) identifiers.push_back(more);
  bool first = true;
  for (const OcdsValue* identifier : identifiers) {
    const std::string scheme{identifier->text_of("scheme")};
    const std::string id{identifier->text_of("id")};
    const bool is_main = std::exchange(first, false);
    if (is_main && what.name.empty())
      what.name = deal_name(identifier->text_of("legalName"), voice_, std::string{path} + "/identifier/legalName");
    if (is_placeholder(id) || scheme.empty()) continue;
    if (is_person_number(scheme, id)) what.kind = DealParty::Kind::person;
    what.identifiers.push_back({scheme, id});
    if (what.home.empty())
      if (const auto country = country_of_scheme(scheme)) {
        what.home = *country;
        what.home_from = "the identifier scheme " + scheme;
      }
    if (is_main) party.world = scheme + "-" + id;
  }
  if (const OcdsValue* address = value.find("address"); address != nullptr && what.home.empty())
    for (const std::string_view name : {"countryCode", "country", "countryName"})
      if (const auto country = country_named(address->text_of(name)); country && what.home.empty()) {
        what.home = *country;
        what.home_from = "the address, " + printable(address->text_of(name));
      }
  return party;
}

void OcdsProcess::read_parties() {
  const std::vector<const OcdsValue*> list = list_of(release_, "parties", {});
  for (std::size_t i = 0; i < list.size(); ++i) parties_.push_back(party_of(*list[i], "/parties/" + std::to_string(i)));
  std::map<std::string_view, std::string_view> names;
  for (const Party& party : parties_)
    if (const auto [at, is_new] = names.try_emplace(party.local, party.name);
        !is_new && at->second != party.name && !party.local.empty())
      voice_.warn("shared-party-id", "/parties",
                  party.what.kind == DealParty::Kind::person ? std::string{} : party.local,
                  "one id for one party; told apart by their names");
  name_parties();
}

/// Gives parties without identifier an id: that of the process and their own in it.
void OcdsProcess::name_parties() {
  std::set<std::string> taken;
  std::size_t number = 0;
  for (Party& party : parties_) {
    ++number;
    if (!party.world.empty()) {
      taken.insert(party.world);
      continue;
    }
    std::string id = ocid_ + "/" + (party.local.empty() ? "#" + std::to_string(number) : party.local);
    if (!taken.insert(id).second) {
      id += "#" + std::to_string(number);
      taken.insert(id);
    }
    party.world = std::move(id);
  }
}

/// The party that a reference means; none if it says nothing.
std::size_t OcdsProcess::resolve(const OcdsValue& reference, std::string_view path) {
  const std::string_view id = reference.text_of("id");
  const std::string_view name = reference.text_of("name");
  const auto find = [&](auto&& is_it) {
    const auto found = std::find_if(parties_.begin(), parties_.end(), is_it);
    return found == parties_.end() ? none : static_cast<std::size_t>(found - parties_.begin());
  };
  std::size_t found = none;
  if (!id.empty()) {
    found = find([&](const Party& p) { return p.local == id && p.name == name; });
    if (found == none) found = find([&](const Party& p) { return p.local == id; });
  }
  if (found != none) return found;
  Party party = party_of(reference, path);
  if (!party.world.empty()) {  // 1.0: the reference is the party
    found = find([&](const Party& p) { return p.world == party.world; });
    if (found == none) {
      parties_.push_back(std::move(party));
      found = parties_.size() - 1;
    }
    return found;
  }
  if (!name.empty()) found = find([&](const Party& p) { return p.name == name && !p.is_reference; });
  if (found != none) {
    if (!id.empty())
      voice_.note("reference-by-name", path,
                  parties_[found].what.kind == DealParty::Kind::person ? std::string_view{} : id,
                  "the id of a party of the release; taken as the party of this name");
    return found;
  }
  if (id.empty() && party.what.name.empty()) return none;
  if (!parties_.empty())
    voice_.warn("dangling-reference", path,
                party.what.kind == DealParty::Kind::person ? std::string_view{}
                : id.empty()                               ? name
                                                           : id,
                "one of the parties of the release; known by this reference alone");
  party.is_reference = true;
  parties_.push_back(std::move(party));
  name_parties();
  return parties_.size() - 1;
}

void OcdsProcess::use(std::size_t index, Use as, std::vector<Role>& roles) {
  Party& party = parties_[index];
  bool& used = as == Use::buyer ? party.used_as_buyer : party.used_as_supplier;
  if (!std::exchange(used, true)) {
    DealParty what = party.what;
    what.id = party.world;
    if (what.kind != DealParty::Kind::person)
      what.kind = as == Use::buyer ? DealParty::Kind::agency : DealParty::Kind::company;
    deals_.add(std::move(what));
  }
  Role role{party.world, as == Use::buyer ? "buyer" : "supplier"};
  if (std::find(roles.begin(), roles.end(), role) == roles.end()) roles.push_back(std::move(role));
}

void OcdsProcess::add_buyers(std::vector<Role>& roles, const OcdsValue* award) {
  if (award != nullptr)  // of several buyers, those of this award
    for (const OcdsValue* buyer : award->items_of("buyers"))
      if (const std::size_t at = resolve(*buyer, "/awards/buyers"); at != none) use(at, Use::buyer, roles);
  if (!roles.empty()) return;
  if (!buyers_.empty()) {
    roles = buyers_;
    return;
  }
  if (const OcdsValue* buyer = release_.find("buyer"); buyer != nullptr && buyer->kind == JsonKind::object)
    if (const std::size_t at = resolve(*buyer, "/buyer"); at != none) use(at, Use::buyer, roles);
  const auto by_role = [&](std::string_view role) {
    for (std::size_t i = 0; i < parties_.size(); ++i)
      if (has_role(parties_[i].roles, role)) use(i, Use::buyer, roles);
  };
  const bool named = !roles.empty();
  by_role("buyer");
  if (roles.empty()) by_role("procuringEntity");
  const OcdsValue* tender = release_.find("tender");
  if (roles.empty() && tender != nullptr)
    for (const OcdsValue* entity : tender->items_of("procuringEntity"))
      if (const std::size_t at = resolve(*entity, "/tender/procuringEntity"); at != none) use(at, Use::buyer, roles);
  if (!named && !roles.empty())
    voice_.note("buyer-from-parties", "/buyer", {},
                "a buyer; taken from the parties with that role, or the procuring entity");
  if (roles.empty()) voice_.warn("missing-buyer", "/buyer", {}, "who buys; the deal has no buyer");
  buyers_ = roles;
}

void OcdsProcess::add_suppliers(std::vector<Role>& roles, const Source& source) {
  const std::size_t before = roles.size();
  const auto add = [&](const OcdsValue& holder, const std::string& path) {
    std::size_t i = 0;
    for (const OcdsValue* supplier : list_of(holder, "suppliers", path))
      if (const std::size_t at = resolve(*supplier, path + "/suppliers/" + std::to_string(i++)); at != none)
        use(at, Use::supplier, roles);
  };
  if (source.award != nullptr) add(*source.award, source.path);
  if (roles.size() == before)
    for (const OcdsValue* contract : source.contracts) add(*contract, "/contracts");
  if (roles.size() != before) return;
  const OcdsValue* awards = release_.find("awards");
  const bool only = awards == nullptr || awards->children.size() <= 1;
  if (only)
    for (std::size_t i = 0; i < parties_.size(); ++i)
      if (has_role(parties_[i].roles, "supplier")) use(i, Use::supplier, roles);
  if (roles.size() != before)
    voice_.note("supplier-from-parties", source.path, {}, "suppliers; taken from the parties with that role");
  else
    voice_.warn("missing-supplier", source.path + "/suppliers", {}, "who supplies; the deal has no supplier");
}

// --- deals -----------------------------------------------------------------------------------------------------------

void OcdsProcess::run() {
  read_parties();
  const std::vector<const OcdsValue*> awards = list_of(release_, "awards", {});
  const std::vector<const OcdsValue*> contracts = list_of(release_, "contracts", {});
  std::vector<bool> placed(contracts.size());
  for (std::size_t i = 0; i < awards.size(); ++i) {
    Source source{awards[i], {}, "/awards/" + std::to_string(i), {}};
    const std::string id{awards[i]->text_of("id")};
    for (std::size_t c = 0; c < contracts.size(); ++c)
      if (!id.empty() && contracts[c]->text_of("awardID") == id) {
        source.contracts.push_back(contracts[c]);
        placed[c] = true;
      }
    source.status = code_of(*awards[i], "status", source.path);
    if (source.status == "unsuccessful") {
      ++unsuccessful_;
      continue;
    }
    add_deal(source, ocid_ + "/awards/" + (id.empty() ? "#" + std::to_string(i + 1) : id));
  }
  for (std::size_t c = 0; c < contracts.size(); ++c) {
    if (placed[c]) continue;
    Source source{nullptr, {contracts[c]}, "/contracts/" + std::to_string(c), {}};
    voice_.warn("contract-without-award", source.path + "/awardID", contracts[c]->text_of("awardID"),
                "the id of an award of the process; the contract stands alone");
    const std::string id{contracts[c]->text_of("id")};
    add_deal(source, ocid_ + "/contracts/" + (id.empty() ? "#" + std::to_string(c + 1) : id));
  }
}

void OcdsProcess::add_deal(const Source& source, std::string id) {
  Engagement deal;
  deal.id = std::move(id);
  deal.channel = "n13";
  const OcdsValue* tender = release_.find("tender");
  const OcdsValue* first_contract = source.contracts.empty() ? nullptr : source.contracts.front();
  for (const OcdsValue* named : {source.award, first_contract, tender})
    if (named != nullptr && deal.name.empty())
      deal.name = deal_name(named->text_of("title"), voice_, source.path + "/title");
  add_buyers(deal.roles, source.award);
  add_suppliers(deal.roles, source);
  add_value(deal, source);
  add_dates(deal, source);
  add_status(deal, source);
  deal.facts.extra = extra_of(source);
  deals_.add(std::move(deal), voice_.place(), publisher_);
}

void OcdsProcess::add_value(Engagement& deal, const Source& source) {
  const auto read = [&](const OcdsValue& holder, const std::string& path) {
    const OcdsValue* value = holder.find("value");
    const OcdsValue* amount = value == nullptr ? nullptr : value->find("amount");
    if (amount == nullptr) return;
    if (amount->kind == JsonKind::object && amount->children.size() == 1) {
      amount = &amount->children.front();
      voice_.note("amount-in-object", path + "/amount", amount->text, "a number; read as that");
    } else if (amount->kind == JsonKind::string && !amount->text.empty()) {
      voice_.note("amount-in-text", path + "/amount", amount->text, "a number; read as that");
    } else if (amount->kind == JsonKind::object || amount->kind == JsonKind::array ||
               amount->kind == JsonKind::boolean) {
      voice_.warn("bad-amount", path + "/amount", amount->text, "a number; taken as not known");
      return;
    }
    if (amount->kind != JsonKind::string && amount->kind != JsonKind::number) return;
    deal.amount = deal_amount(amount->text, voice_, path + "/amount");
    if (deal.amount) deal.currency = deal_currency(value->text_of("currency"), voice_, path + "/currency");
  };
  if (source.award != nullptr) read(*source.award, source.path + "/value");
  if (!deal.amount && source.contracts.size() == 1) read(*source.contracts.front(), "/contracts/value");
  const auto suppliers =
      std::count_if(deal.roles.begin(), deal.roles.end(), [](const Role& r) { return r.role == "supplier"; });
  if (deal.amount && suppliers > 1)
    voice_.note("shared-value", source.path + "/value", deal.amount->to_string(),
                "one value for " + std::to_string(suppliers) + " suppliers: of the award as a whole, not of each");
}

Interval OcdsProcess::period_of(const OcdsValue* holder, std::string_view member, std::string_view path) {
  const OcdsValue* period = holder == nullptr ? nullptr : holder->find(member);
  if (period == nullptr || period->kind != JsonKind::object) return {};
  const std::string where = std::string{path} + "/" + std::string{member};
  const std::optional<Date> from = deal_date(period->text_of("startDate"), voice_, where + "/startDate");
  std::optional<Date> to = deal_date(period->text_of("endDate"), voice_, where + "/endDate");
  if (!to && from && from->is_day())
    if (const auto days = Decimal::parse(period->text_of("durationInDays"));
        days && days->exponent() >= 0 && *days > Decimal{0} && *days < Decimal{100'000})
      to = Date::from_days(from->first() + static_cast<std::int32_t>(days->to_double()));
  return deal_period(from, to, voice_, where);
}

void OcdsProcess::add_dates(Engagement& deal, const Source& source) {
  if (source.award != nullptr) deal.date = deal_date(source.award->text_of("date"), voice_, source.path + "/date");
  if (!deal.date)
    for (const OcdsValue* contract : source.contracts) {
      const auto date = deal_date(contract->text_of("dateSigned"), voice_, "/contracts/dateSigned");
      if (date && (!deal.date || date->first() < deal.date->first())) deal.date = date;
    }
  Interval& valid = deal.facts.valid;
  for (const OcdsValue* contract : source.contracts) {
    const Interval period = period_of(contract, "period", "/contracts");
    if (period.is_always()) continue;
    if (valid.is_always()) {
      valid = period;
      continue;
    }
    // Several contracts of one award: from the first to the last; open if one of them is.
    const auto from = valid.from() && period.from() ? std::min(valid.from(), period.from()) : std::nullopt;
    const auto to = valid.to() && period.to() ? std::max(valid.to(), period.to()) : std::nullopt;
    valid = {from, to};
  }
  if (valid.is_always()) valid = period_of(source.award, "contractPeriod", source.path);
  if (valid.is_always()) valid = period_of(release_.find("tender"), "contractPeriod", "/tender");
  // Nothing says when it began: that is not "since ever".
  if (!valid.from() && !deal.date) valid = {Date{}, valid.to()};
}

void OcdsProcess::add_status(Engagement& deal, const Source& source) {
  const std::string& award = source.status;
  std::vector<std::string> contracts;
  for (const OcdsValue* contract : source.contracts) contracts.push_back(code_of(*contract, "status", "/contracts"));
  const auto all = [&](std::string_view status) {
    return !contracts.empty() &&
           std::all_of(contracts.begin(), contracts.end(), [&](const std::string& s) { return s == status; });
  };
  for (const std::string& status : contracts)
    if (!status.empty() && status != "pending" && status != "active" && status != "cancelled" && status != "terminated")
      voice_.warn("unknown-status", "/contracts/status", status, "pending, active, cancelled or terminated");
  if (all("cancelled") || award == "cancelled")
    deal.status = "cancelled";
  else if (all("terminated"))
    deal.status = "ended";
  else if (award == "pending" || (award.empty() && all("pending")))
    deal.status = "proposed";
  else if (award == "active" || !contracts.empty())
    deal.status = "active";
  else if (!award.empty()) {
    deal.status = award;
    voice_.warn("unknown-status", source.path + "/status", award, "pending, active, cancelled or unsuccessful");
  }
}

/// What the source said in its own codes, as one JSON object.
std::string OcdsProcess::extra_of(const Source& source) const {
  std::set<std::string> classes;
  const auto add_class = [&](const OcdsValue& value) {
    for (const std::string_view name : {"classification", "additionalClassifications"})
      for (const OcdsValue* code : value.items_of(name))
        if (const std::string_view id = code->text_of("id"); !id.empty()) {
          const std::string_view scheme = code->text_of("scheme");
          classes.insert(scheme.empty() ? std::string{id} : std::string{scheme} + ":" + std::string{id});
        }
  };
  const auto add_items = [&](const OcdsValue* holder) {
    if (holder == nullptr) return;
    add_class(*holder);
    for (const OcdsValue* item : holder->items_of("items")) add_class(*item);
  };
  add_items(source.award);
  for (const OcdsValue* contract : source.contracts) add_items(contract);
  const OcdsValue* tender = release_.find("tender");
  if (classes.empty()) add_items(tender);
  dutygraph::detail::JsonText json;
  const auto text = [&](std::string_view name, std::string_view value) {
    if (!value.empty()) json.key(name).string(value);
  };
  json.object([&] {
    json.key("ocds");
    json.object([&] {
      if (source.award != nullptr) {
        text("award", source.award->text_of("id"));
        text("awardDate", source.award->text_of("date"));
        text("awardStatus", source.award->text_of("status"));
      }
      if (!classes.empty()) json.key("classifications").strings(classes);
      if (!source.contracts.empty()) {
        json.key("contracts");
        json.array([&] {
          for (const OcdsValue* contract : source.contracts) {
            json.object([&] {
              text("dateSigned", contract->text_of("dateSigned"));
              text("id", contract->text_of("id"));
              text("status", contract->text_of("status"));
              if (const OcdsValue* value = contract->find("value")) text("value", value->text_of("amount"));
            });
          }
        });
      }
      json.key("ocid").string(ocid_);
      if (tender != nullptr) text("procurementMethod", tender->text_of("procurementMethod"));
      json.key("releases").strings(history_.releases);
      const std::set<std::string> tags{history_.tags.begin(), history_.tags.end()};
      json.key("tags").strings(tags);
    });
  });
  return json.take();
}

}  // namespace dutygraph::io::detail
