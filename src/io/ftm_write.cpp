// SPDX-License-Identifier: BSL-1.0

/// \file
/// Worlds as entities of FollowTheMoney. What the reader of that format reads, it reads back as it was.

#include <algorithm>
#include <array>
#include <map>
#include <ostream>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include <dutygraph/error.hpp>
#include <dutygraph/io/write.hpp>

#include "base/json_text.hpp"
#include "io/register_actors.hpp"
#include "io/share_text.hpp"

namespace dutygraph::io {
namespace {

using dutygraph::detail::HoldingRow;
using dutygraph::detail::JsonText;
using Values = std::map<std::string, std::vector<std::string>>;

std::string lower(std::string_view text) {
  std::string out{text};
  for (char& c : out)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return out;
}

class FtmWriter {
 public:
  FtmWriter(const Graph& graph, std::ostream& out) : graph_{graph}, out_{out} {}
  FtmLeftOut run();

 private:
  void write_actors();
  void write_actor(VertexId v);
  void add_identifiers(VertexId v, std::string_view country, Values& values, std::vector<std::string>& referents);
  void write_holdings();
  void write_holding(EdgeId e, const std::string& id);
  void write_deals();
  void count_the_rest();
  void write(std::string_view id, std::string_view schema, const Values& values, SourceRange sources,
             const std::vector<std::string>& referents = {});
  void leave_out(std::string_view what, std::uint64_t count = 1) { left_[std::string{what}] += count; }
  [[nodiscard]] bool is_asset(VertexId v) const { return graph_.kind(v) == VertexKind::company; }
  [[nodiscard]] std::string country_of_state(VertexId state) const;

  const Graph& graph_;
  std::ostream& out_;
  std::map<VertexId, std::vector<VertexId>> merged_{};  ///< canonical -> the others
  std::map<std::string, std::uint64_t> left_{};
};

void FtmWriter::write(std::string_view id, std::string_view schema, const Values& values, SourceRange sources,
                      const std::vector<std::string>& referents) {
  JsonText json;
  json.object([&] {
    json.key("id").string(id);
    json.key("schema").string(schema);
    json.key("properties").object([&] {
      for (const auto& [name, list] : values) json.key(name).strings(list);
    });
    std::vector<std::string> datasets;
    for (const Source& source : sources) {
      constexpr std::string_view prefix = "dataset:";
      const std::string_view key = source.id;
      datasets.emplace_back(key.starts_with(prefix) ? key.substr(prefix.size()) : key);
    }
    if (!datasets.empty()) json.key("datasets").strings(datasets);
    if (!referents.empty()) json.key("referents").strings(referents);
  });
  out_ << json.text() << '\n';
}

/// The ISO code of a State in lower case; empty if it has none.
std::string FtmWriter::country_of_state(VertexId state) const {
  if (!state) return {};
  constexpr std::size_t iso = 2;
  const std::string_view key = graph_.key(graph_.canonical(state));
  if (key.size() == iso && detail::country_code(key)) return lower(key);
  for (const auto& [name, actor] : graph_.tables().aliases)
    if (graph_.canonical(actor) == graph_.canonical(state) && name.size() == iso) return lower(name);
  return {};
}

void FtmWriter::add_identifiers(VertexId v, std::string_view country, Values& values,
                                std::vector<std::string>& referents) {
  static constexpr std::array<std::string_view, 7> own{"innCode", "ogrnCode", "dunsCode",  "uniqueEntityId",
                                                       "vatCode", "cikCode",  "wikidataId"};
  std::string upper{country};
  for (char& c : upper) c = static_cast<char>(c - 'a' + 'A');
  const std::string national = detail::registration_scheme(upper, "registrationNumber");
  for (std::size_t i = 0; i < graph_.num_identifiers(v); ++i) {
    const auto [scheme, number] = graph_.identifier(v, i);
    if (scheme == "XI-LEI")
      values["leiCode"].emplace_back(number);
    else if (scheme == national)
      values["registrationNumber"].emplace_back(number);
    else if (scheme == "ftm")
      referents.emplace_back(number);
    else if (std::find(own.begin(), own.end(), scheme) != own.end())
      values[std::string{scheme}].emplace_back(number);
    else
      leave_out("identifiers of registers that FollowTheMoney has no property for");
  }
}

void FtmWriter::write_actor(VertexId v) {
  Values values;
  std::vector<std::string> referents;
  const auto& others = merged_[v];
  std::string schema = "Company";
  std::string country;
  const std::string_view name = graph_.name(v);
  if (name != graph_.key(v)) values["name"].emplace_back(name);
  const auto bonds = [&](bool all) {
    std::uint64_t count = 0;
    for (const EdgeId e : graph_.out_edges(v, EdgeKind::part_of))
      if (all || graph_.kind(graph_.target(e)) != VertexKind::state) ++count;
    return count;
  };
  switch (graph_.kind(v)) {
    case VertexKind::state:
      schema = "PublicBody";
      country = country_of_state(v);
      values["topics"].emplace_back("gov.national");
      break;
    case VertexKind::agency: {
      schema = "PublicBody";
      country = country_of_state(graph_.home(v));
      for (const EdgeId e : graph_.out_edges(v, EdgeKind::part_of))
        if (country.empty() && graph_.kind(graph_.target(e)) == VertexKind::state)
          country = country_of_state(graph_.target(e));
      if (const std::uint64_t count = bonds(false)) leave_out("bonds of bodies to bodies", count);
      break;
    }
    case VertexKind::company: {
      country = country_of_state(graph_.home(v));
      const Company* fields = graph_.fields<Company>(v);
      if (fields != nullptr && std::find(fields->roles.begin(), fields->roles.end(), "soe") != fields->roles.end())
        values["topics"].emplace_back("gov.soe");
      if (const std::uint64_t count = bonds(true)) leave_out("bonds of companies to States", count);
      break;
    }
    default: {
      const Organisation* fields = graph_.fields<Organisation>(v);
      const std::string type = fields != nullptr ? fields->type : std::string{};
      country = country_of_state(graph_.home(v));
      schema = type == "person"                             ? "Person"
               : type == "unknown" || type == "arrangement" ? "LegalEntity"
                                                            : "Organization";
      if (type == "igo") values["topics"].emplace_back("gov.igo");
      if (const std::uint64_t count = bonds(true)) leave_out("bonds of organisations to States", count);
    }
  }
  if (!country.empty()) values[schema == "Company" ? "jurisdiction" : "country"].push_back(country);
  const Interval lifetime = graph_.lifetime(v);
  if (lifetime.from() && !lifetime.from()->is_unknown())
    values["incorporationDate"].push_back(lifetime.from()->to_string());
  if (lifetime.to()) {
    if (lifetime.to()->is_unknown())
      values["status"].emplace_back("ended");
    else
      values["dissolutionDate"].push_back(lifetime.to()->to_string());
  }
  add_identifiers(v, country, values, referents);
  for (const VertexId other : others) {
    add_identifiers(other, country, values, referents);
    referents.emplace_back(graph_.key(other));
  }
  for (auto& [property, list] : values) {
    std::sort(list.begin(), list.end());
    list.erase(std::unique(list.begin(), list.end()), list.end());
  }
  std::sort(referents.begin(), referents.end());
  referents.erase(std::unique(referents.begin(), referents.end()), referents.end());
  write(graph_.key(v), schema, values, graph_.sources(v), referents);
}

void FtmWriter::write_actors() {
  std::vector<VertexId> actors;
  for (const VertexId v : graph_.vertices()) {
    if (!is_actor(graph_.kind(v))) continue;
    if (const VertexId canonical = graph_.canonical(v); canonical != v) {
      merged_[canonical].push_back(v);
      continue;
    }
    // A State that nothing but homes and bonds name needs no entity: countries say it.
    const bool needed = graph_.kind(v) != VertexKind::state || !graph_.is_implicit(v) ||
                        graph_.out_edges(v, EdgeKind::holds).begin() != graph_.out_edges(v, EdgeKind::holds).end() ||
                        graph_.out_edges(v, EdgeKind::role_in).begin() != graph_.out_edges(v, EdgeKind::role_in).end();
    if (needed) actors.push_back(v);
  }
  std::sort(actors.begin(), actors.end(), [this](VertexId a, VertexId b) {
    return std::pair{graph_.kind(a), graph_.key(a)} < std::pair{graph_.kind(b), graph_.key(b)};
  });
  for (const VertexId v : actors) write_actor(v);
}

// --- holdings --------------------------------------------------------------------------------------------------------

void FtmWriter::write_holding(EdgeId e, const std::string& id) {
  const Interest interest = graph_.interest(e);
  const VertexId holder = graph_.source(e);
  const VertexId company = graph_.target(e);
  const bool sums = vocab::enters_sums(interest.basis);
  const bool owns = sums && is_asset(company);
  Values values;
  values[owns ? "owner" : "subject"].emplace_back(graph_.key(holder));
  values[owns ? "asset" : "object"].emplace_back(graph_.key(company));
  const bool code_says_all = vocab::basis_of(interest.code) == interest.basis;
  std::string role = code_says_all ? interest.code : std::string{vocab::to_string(interest.basis)};
  // Links have no percentage: as registers do, it stands in the role. Without one a right to appoint the board is one
  // to appoint its majority, so that an unknown part of it must be said.
  const bool needs_share = interest.basis == vocab::Basis::board || interest.basis == vocab::Basis::unknown;
  if (interest.share && owns && !interest.share->is_unknown()) {
    values["percentage"].push_back(detail::to_share_text(*interest.share));
  } else if (interest.share && !owns && (needs_share || !interest.share->is_unknown())) {
    const Share& share = *interest.share;
    role = std::string{vocab::to_string(interest.basis)} + "-" + (share.low_open() ? ">" : "") +
           share.low().to_string() + "-to-" + (share.high_open() ? "<" : "") + share.high().to_string() + "-percent";
  }
  values["role"].push_back(std::move(role));
  if (interest.directness != Directness::direct)
    values["status"].emplace_back(interest.directness == Directness::indirect ? "indirect" : "directness-unknown");
  const auto bound = [&](const std::optional<Date>& date, const char* property, const char* unknown) {
    if (!date) return;
    if (date->is_unknown())
      values["status"].emplace_back(unknown);
    else
      values[property].push_back(date->to_string());
  };
  bound(interest.valid.from(), "startDate", "start-unknown");
  bound(interest.valid.to(), "endDate", "ended");
  write(id, owns ? "Ownership" : "UnknownLink", values, graph_.sources(graph_.tables().holding(e.value()).evidence));
}

void FtmWriter::write_holdings() {
  std::vector<EdgeId> edges;
  for (const EdgeId e : graph_.edges()) {
    if (graph_.kind(e) != EdgeKind::holds) continue;
    const HoldingRow& row = graph_.tables().holding(e.value());
    if (row.assertion() != Assertion::positive) {
      leave_out("holdings that are denied or disputed");
      continue;
    }
    if ((row.flags & HoldingRow::versioned) != 0) {
      const auto* version = graph_.tables().versions.find(graph_.tables().holding_row(e.value()));
      if (version != nullptr && version->superseded != INT32_MAX) {
        leave_out("earlier versions of holdings");
        continue;
      }
    }
    edges.push_back(e);
  }
  std::stable_sort(edges.begin(), edges.end(), [this](EdgeId a, EdgeId b) {
    const auto key = [this](EdgeId e) {
      return std::tuple{graph_.holding_key(e), graph_.key(graph_.source(e)), graph_.key(graph_.target(e))};
    };
    return key(a) < key(b);
  });
  std::string_view last;
  std::size_t number = 0;
  for (const EdgeId e : edges) {
    const std::string_view key = graph_.holding_key(e);
    number = key == last ? number + 1 : 1;
    last = key;
    write_holding(e, number == 1 ? std::string{key} : std::string{key} + "#" + std::to_string(number));
  }
}

// --- deals and the rest ----------------------------------------------------------------------------------------------

void FtmWriter::write_deals() {
  std::vector<VertexIdOf<Engagement>> deals;
  for (const VertexIdOf<Engagement> v : graph_.vertices<Engagement>()) deals.push_back(v);
  std::sort(deals.begin(), deals.end(), [this](VertexId a, VertexId b) { return graph_.key(a) < graph_.key(b); });
  for (const VertexIdOf<Engagement> v : deals) {
    const Engagement deal = graph_.record(v);
    std::vector<std::string> buyers, suppliers;
    bool others = false;
    for (const Role& role : deal.roles) {
      const std::optional<VertexId> party = graph_.find(role.party);
      const std::string id = party ? std::string{graph_.key(graph_.canonical(*party))} : role.party;
      if (role.role == "buyer" || role.role == "supplier")
        (role.role == "buyer" ? buyers : suppliers).push_back(id);
      else
        others = true;
    }
    if (deal.channel != "n13" || buyers.empty() || deal.facts.assertion != Assertion::positive) {
      leave_out("engagements other than contracts of a buyer");
      continue;
    }
    if (others) leave_out("roles other than buyer and supplier");
    if (deal.safeguards || !deal.hr_condition.empty()) leave_out("safeguards of contracts");
    Values contract;
    contract["authority"] = buyers;
    if (!deal.name.empty()) contract["title"] = {deal.name};
    if (!deal.status.empty()) contract["status"] = {deal.status};
    Values value;
    if (deal.amount) value["amount"] = {deal.amount->to_string()};
    if (deal.amount && !deal.currency.empty()) value["currency"] = {deal.currency};
    if (suppliers.empty()) {
      contract.insert(value.begin(), value.end());
      if (deal.date && !deal.date->is_unknown()) contract["contractDate"] = {deal.date->to_string()};
      write(deal.id, "Contract", contract, graph_.sources(v));
      continue;
    }
    const std::string contract_id = deal.id + "/contract";
    write(contract_id, "Contract", contract, graph_.sources(v));
    std::size_t number = 0;
    for (const std::string& supplier : suppliers) {
      Values award = value;
      award["contract"] = {contract_id};
      award["supplier"] = {supplier};
      award["lotNumber"] = {deal.id};
      if (deal.date && !deal.date->is_unknown()) award["date"] = {deal.date->to_string()};
      write(++number == 1 ? deal.id : deal.id + "#" + std::to_string(number), "ContractAward", award,
            graph_.sources(v));
    }
  }
}

void FtmWriter::count_the_rest() {
  for (std::size_t i = 0; i < vertex_kinds; ++i) {
    const auto kind = static_cast<VertexKind>(i);
    if (is_actor(kind) || kind == VertexKind::engagement) continue;
    std::uint64_t count = 0;
    for (const VertexId v : graph_.tables().by_kind[i])
      if (!graph_.is_implicit(v)) ++count;
    if (count != 0) leave_out(section_of(kind), count);
  }
}

FtmLeftOut FtmWriter::run() {
  write_actors();
  write_holdings();
  write_deals();
  count_the_rest();
  out_.flush();
  if (!out_) throw Unwritable{"the output cannot be written"};
  return {left_.begin(), left_.end()};
}

}  // namespace

FtmLeftOut write_ftm(const Graph& graph, std::ostream& out) { return FtmWriter{graph, out}.run(); }

}  // namespace dutygraph::io
