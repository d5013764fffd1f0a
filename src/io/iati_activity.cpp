// SPDX-License-Identifier: BSL-1.0
#include "io/iati_activity.hpp"

#include <algorithm>
#include <cstdlib>
#include <iterator>

#include "base/json_text.hpp"
#include "io/country.hpp"

namespace dutygraph::io::detail {
namespace {

std::string lower(std::string_view text) {
  std::string out{text};
  for (char& c : out)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return out;
}

/// The text of an element: of its narrative in no stated language, failing that of the first, or its own (1.x).
std::string_view narrative(XmlNode node) {
  std::string_view found;
  for (const XmlNode child : node) {
    if (child.name() != "narrative") continue;
    if (!child.has_attribute("xml:lang")) return child.text();
    if (found.empty()) found = child.text();
  }
  return found.empty() ? node.text() : found;
}

using Word = std::pair<std::string_view, std::string_view>;

constexpr Word role_words[] = {
    {"1", "1"},          {"2", "2"},     {"3", "3"},           {"4", "4"},         {"funding", "1"},
    {"funder", "1"},     {"donor", "1"}, {"accountable", "2"}, {"extending", "3"}, {"implementing", "4"},
    {"implementer", "4"}};
constexpr Word type_words[] = {{"government", "10"},
                               {"local government", "11"},
                               {"other public sector", "15"},
                               {"international ngo", "21"},
                               {"national ngo", "22"},
                               {"regional ngo", "23"},
                               {"public private partnership", "30"},
                               {"multilateral", "40"},
                               {"foundation", "60"},
                               {"private sector", "70"},
                               {"academic, training and research", "80"},
                               {"other", "90"}};
constexpr Word transaction_words[] = {{"c", "2"},
                                      {"d", "3"},
                                      {"e", "4"},
                                      {"if", "1"},
                                      {"ir", "5"},
                                      {"lr", "6"},
                                      {"r", "7"},
                                      {"qp", "8"},
                                      {"qs", "9"},
                                      {"cg", "10"},
                                      {"credit guarantee", "10"}};

template <std::size_t n>
std::string_view translate(const Word (&words)[n], std::string_view text) {
  const std::string word = lower(text);
  for (const Word& known : words)
    if (known.first == word || (word.ends_with(" agency") && known.first == word.substr(0, word.size() - 7)))
      return known.second;
  return {};
}

bool is_number(std::string_view text) {
  return !text.empty() && text.size() < 6 &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

int number_of(std::string_view text) { return is_number(text) ? std::atoi(std::string{text}.c_str()) : 0; }

/// Sums amounts exactly; nothing if the sum has too many digits.
std::optional<Decimal> sum_of(Decimal a, Decimal b) {
  std::int64_t x = a.significand(), y = b.significand();
  int exponent = std::min(a.exponent(), b.exponent());
  const auto scale = [&](std::int64_t& value, int from) {
    for (; from > exponent; --from)
      if (__builtin_mul_overflow(value, std::int64_t{10}, &value)) return false;
    return true;
  };
  std::int64_t sum = 0;
  if (!scale(x, a.exponent()) || !scale(y, b.exponent()) || __builtin_add_overflow(x, y, &sum)) return std::nullopt;
  return Decimal{sum, exponent};
}

std::string channel_of(std::string_view flow, std::string_view finance, std::string_view transaction) {
  const int type = number_of(finance);
  if (flow == "22") return "n06";
  if (transaction == "10" || (type >= 1100 && type < 1200)) return "n07";
  if (transaction == "8" || (type >= 510 && type < 600)) return "n12";
  return "n08";
}

/// Whether a ref is written as org-id.guide says: GB-COH-123.
std::size_t scheme_size(std::string_view ref) {
  const auto is_upper = [](char c) { return c >= 'A' && c <= 'Z'; };
  if (ref.size() < 6 || !is_upper(ref[0]) || !is_upper(ref[1]) || ref[2] != '-') return 0;
  const std::size_t dash = ref.find('-', 3);
  if (dash == std::string_view::npos || dash < 5 || dash + 1 == ref.size()) return 0;
  return std::all_of(ref.begin() + 3, ref.begin() + static_cast<std::ptrdiff_t>(dash), is_upper) ? dash : 0;
}

}  // namespace

// --- organisations ---------------------------------------------------------------------------------------------------

std::optional<std::size_t> IatiActivity::party_of(XmlNode org, std::string_view path) {
  std::string_view ref = org.attribute("ref");
  if (is_placeholder(ref)) ref = {};
  DealParty party;
  party.name = deal_name(narrative(org), voice_, path);
  if (ref.empty() && party.name.empty()) return std::nullopt;
  party.place = voice_.place();
  if (const std::size_t size = scheme_size(ref)) {
    party.id = ref;
    party.identifiers.push_back({std::string{ref.substr(0, size)}, std::string{ref.substr(size + 1)}});
  } else if (!ref.empty()) {
    party.id = "iati:" + std::string{ref};
  }
  std::string type{org.attribute("type")};
  if (!type.empty() && !is_number(type)) {
    const std::string_view code = translate(type_words, type);
    if (code.empty())
      voice_.warn("unknown-type", std::string{path} + "/@type", type, "a code of OrganisationType; taken as not known");
    else
      voice_.note("type-in-words", std::string{path} + "/@type", type, "a code; read as " + std::string{code});
    type = code;
  }
  const int number = number_of(type);
  const std::string_view scheme = party.identifiers.empty() ? std::string_view{} : party.identifiers.front().scheme;
  party.kind = DealParty::Kind::organisation;
  party.type = "unknown";
  if (number == 10 || number == 11 || number == 15 || (number == 0 && scheme.ends_with("-GOV")))
    party.kind = DealParty::Kind::agency;
  else if (number == 30 || (number >= 70 && number < 80) || (number == 0 && scheme.ends_with("-COH")))
    party.kind = DealParty::Kind::company;
  else if (number == 40)
    party.type = "igo";
  else if (number >= 20 && number < 90)
    party.type = "stakeholder";
  if (!party.identifiers.empty() && is_person_number(scheme, party.identifiers.front().id))
    party.kind = DealParty::Kind::person;
  if (const auto country = country_of_scheme(scheme)) {
    party.home = *country;
    party.home_from = "the identifier scheme " + std::string{scheme};
  }
  // The same organisation in another place of the activity.
  for (std::size_t i = 0; i < parties.size(); ++i) {
    DealParty& known = parties[i];
    const bool same = party.id.empty() ? known.name == party.name : known.id == party.id;
    if (!same) continue;
    if (known.name.empty()) known.name = party.name;
    if (known.kind == DealParty::Kind::organisation && known.type == "unknown") {
      known.kind = party.kind;
      known.type = party.type;
    }
    return i;
  }
  if (party.id.empty()) party.id = id_ + "/#" + std::to_string(parties.size() + 1);
  parties.push_back(std::move(party));
  return parties.size() - 1;
}

void IatiActivity::read_participants() {
  for (const XmlNode child : node_) {
    if (child.name() == "related-activity" && (child.attribute("type") == "2"))
      children.emplace(child.attribute("ref"));
    if (child.name() != "participating-org") continue;
    const std::string_view written = child.attribute("role");
    const std::string_view role = translate(role_words, written);
    if (role.empty()) {
      voice_.warn("unknown-role", "/participating-org/@role", written,
                  "1 funding, 2 accountable, 3 extending or 4 implementing; left out");
      continue;
    }
    if (role != written)
      voice_.note("role-in-words", "/participating-org/@role", written, "a code; read as " + std::string{role});
    if (role == "2") continue;  // oversees, and neither gives nor takes
    if (const auto party = party_of(child, "/participating-org"))
      participants_.emplace_back(*party, role == "1" ? As::provider : role == "3" ? As::extending : As::receiver);
  }
}

// --- transactions ----------------------------------------------------------------------------------------------------

std::string IatiActivity::code(XmlNode parent, std::string_view own, std::string_view inherited) const {
  const std::string_view code = parent ? parent.find(own).attribute("code") : std::string_view{};
  return std::string{code.empty() ? node_.find(inherited).attribute("code") : code};
}

void IatiActivity::add(Money& money, XmlNode value, std::optional<Date> day) {
  std::string text;
  for (const char c : value.text())
    if (c != ',' && c != ' ') text += c;
  const auto amount = Decimal::parse(text);
  if (!amount) {
    if (!text.empty())
      voice_.warn("bad-amount", "/transaction/value", value.text(), "a number like 1250.50; left out of the sum");
    return;
  }
  std::string_view written = value.attribute("currency");
  if (written.empty()) written = node_.attribute("default-currency");
  const std::string currency = deal_currency(written, voice_, "/transaction/value/@currency");
  if (currency.empty()) money.bare = true;
  if (money.used && money.currency != currency) money.mixed = true;
  money.currency = currency;
  money.sum = !money.used ? amount : money.sum ? sum_of(*money.sum, *amount) : std::nullopt;
  money.used = true;
  if (day && (!money.first || day->first() < money.first->first())) money.first = day;
}

void IatiActivity::read_transaction(XmlNode transaction) {
  const std::string_view written = transaction.find("transaction-type").attribute("code");
  std::string_view type = translate(transaction_words, written);
  if (type.empty()) type = written;
  const int number = number_of(type);
  // What comes in, comes back or is only pledged is not given.
  if (number != 2 && number != 3 && number != 4 && number != 8 && number != 10) return;
  const std::string finance = code(transaction, "finance-type", "default-finance-type");
  const std::string channel = channel_of(code(transaction, "flow-type", "default-flow-type"), finance, type);
  Channel& content = channels_[channel];
  content.transaction_types.emplace(type);
  if (!finance.empty()) content.finance_types.insert(finance);
  const auto note_party = [&](std::string_view name, As as) {
    const XmlNode org = transaction.find(name);
    const auto party = org ? party_of(org, "/transaction/" + std::string{name}) : std::nullopt;
    if (party) content.parties.emplace_back(*party, as);
    return party.has_value();
  };
  if (!note_party("provider-org", As::provider)) content.reporter_gives = true;
  note_party("receiver-org", As::receiver);
  const XmlNode date = transaction.find("transaction-date");
  const XmlNode value = transaction.find("value");
  std::string_view day = date.attribute("iso-date");
  if (day.empty()) day = value.attribute("value-date");
  const bool spent = number == 3 || number == 4;
  add(spent ? content.spent : content.committed, value, deal_date(day, voice_, "/transaction/transaction-date"));
}

void IatiActivity::read_transactions() {
  for (const XmlNode child : node_)
    if (child.name() == "transaction") read_transaction(child);
  if (channels_.empty()) channels_[own_channel_];
}

// --- deals -----------------------------------------------------------------------------------------------------------

Interval IatiActivity::period() {
  std::optional<Date> planned_start, start, planned_end, end;
  for (const XmlNode child : node_) {
    if (child.name() != "activity-date") continue;
    const std::string_view type = child.attribute("type");
    std::string_view day = child.attribute("iso-date");
    if (day.empty()) day = child.text();
    const auto date = deal_date(day, voice_, "/activity-date");
    if (type == "1" || type == "start-planned") planned_start = date;
    if (type == "2" || type == "start-actual") start = date;
    if (type == "3" || type == "end-planned") planned_end = date;
    if (type == "4" || type == "end-actual") end = date;
  }
  return deal_period(start ? start : planned_start, end ? end : planned_end, voice_, "/activity-date");
}

std::string IatiActivity::status() {
  const std::string_view code = node_.find("activity-status").attribute("code");
  constexpr std::string_view names[] = {"proposed", "active", "active", "ended", "cancelled", "suspended"};
  const int number = number_of(code);
  if (number >= 1 && number <= 6) return std::string{names[number - 1]};
  if (!code.empty()) voice_.warn("unknown-status", "/activity-status/@code", code, "1 to 6; left out");
  return {};
}

void IatiActivity::add_roles(Engagement& deal, const std::string& channel, const Channel& content) {
  const std::string_view gives = channel == "n07" ? "guarantor" : "provider";
  const auto add = [&](std::size_t party, std::string_view role) {
    for (const Role& known : deal.roles)
      if (known.party == parties[party].id) return;
    deal.roles.push_back({parties[party].id, std::string{role}});
  };
  const auto add_all = [&](const std::vector<std::pair<std::size_t, As>>& list, As as, std::string_view role) {
    for (const auto& [party, what] : list)
      if (what == as) add(party, role);
  };
  add_all(content.parties, As::provider, gives);
  add_all(participants_, As::provider, gives);
  const bool funded = !deal.roles.empty();
  add_all(participants_, As::extending, funded ? "intermediary" : gives);
  if (deal.roles.empty())
    if (const XmlNode reporter = node_.find("reporting-org"))
      if (const auto party = party_of(reporter, "/reporting-org")) add(*party, gives);
  if (deal.roles.empty())
    voice_.warn("missing-provider", "/participating-org", {}, "who gives; the deal has no provider");
  const std::size_t before = deal.roles.size();
  add_all(content.parties, As::receiver, "beneficiary");
  add_all(participants_, As::receiver, "beneficiary");
  if (deal.roles.size() == before)
    voice_.note("missing-receiver", "/participating-org", {}, "who receives; the deal has no beneficiary");
}

void IatiActivity::make(const std::string& channel, Channel& content) {
  Engagement deal;
  deal.id = "iati/" + id_ + (channel == own_channel_ ? "" : "/" + channel);
  deal.name = deal_name(narrative(node_.find("title")), voice_, "/title");
  deal.channel = channel;
  add_roles(deal, channel, content);
  const Money& money = content.committed.used ? content.committed : content.spent;
  deal.date = content.committed.first;
  if (money.mixed) {
    voice_.warn("mixed-currencies", "/transaction/value", {}, "one currency, to add up; the amount is left out");
  } else if (money.sum) {
    if (*money.sum > Decimal{0}) {
      deal.amount = money.sum;
      deal.currency = money.currency;
      if (money.bare)
        voice_.warn("missing-currency", "/transaction/value/@currency", {},
                    "a currency, here or as default-currency of the activity");
    } else {
      voice_.warn("negative-amount", "/transaction/value", money.sum->to_string(), "a sum above 0; taken as not known");
    }
  }
  std::set<std::string> places;
  for (const XmlNode child : node_)
    if (child.name() == "recipient-country")
      if (const auto country = country_named(child.attribute("code"))) places.emplace(*country);
  deal.places.assign(places.begin(), places.end());
  deal.facts.valid = period();
  if (!deal.facts.valid.from() && !deal.date) deal.facts.valid = {Date{}, deal.facts.valid.to()};
  deal.status = status();
  dutygraph::detail::JsonText json;
  const auto text = [&](std::string_view name, std::string_view value) {
    if (!value.empty()) json.key(name).string(value);
  };
  json.object([&] {
    json.key("iati");
    json.object([&] {
      json.key("activity").string(id_);
      if (!content.finance_types.empty()) json.key("financeTypes").strings(content.finance_types);
      text("flowType", node_.find("default-flow-type").attribute("code"));
      text("hierarchy", node_.attribute("hierarchy"));
      text("status", node_.find("activity-status").attribute("code"));
      if (!content.transaction_types.empty()) json.key("transactionTypes").strings(content.transaction_types);
    });
  });
  deal.facts.extra = json.take();
  deals.push_back(std::move(deal));
}

void IatiActivity::run() {
  own_channel_ = channel_of(code({}, {}, "default-flow-type"), code({}, {}, "default-finance-type"), {});
  // What the reporting organisation is, its other mentions often do not say.
  if (const XmlNode reporter = node_.find("reporting-org"); reporter && !reporter.attribute("ref").empty())
    static_cast<void>(party_of(reporter, "/reporting-org"));
  read_participants();
  read_transactions();
  for (auto& [channel, content] : channels_) make(channel, content);
  // Who takes no part in a deal is not told of.
  std::set<std::string> used;
  for (const Engagement& deal : deals)
    for (const Role& role : deal.roles) used.insert(role.party);
  parties.erase(
      std::remove_if(parties.begin(), parties.end(), [&](const DealParty& p) { return !used.contains(p.id); }),
      parties.end());
}

}  // namespace dutygraph::io::detail
