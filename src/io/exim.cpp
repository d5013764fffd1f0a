// SPDX-License-Identifier: BSL-1.0
#include "io/exim.hpp"

#include <algorithm>
#include <array>
#include <iterator>
#include <map>
#include <utility>

#include <dutygraph/error.hpp>

#include "base/json_text.hpp"
#include "io/country.hpp"

namespace dutygraph::io::detail {
namespace {

enum Column : std::size_t {
  unique_identifier,
  deal_number,
  decision,
  decision_date,
  effective_date,
  expiration_date,
  cancelled,
  country,
  program,
  policy_type,
  authority,
  product_code,
  product,
  term,
  applicant,
  lender,
  exporter,
  exporter_state,
  borrower,
  repayment,
  amount,
  disbursed,
  undisbursed,
  outstanding,
  fiscal_year,
  columns
};

/// In lower case; with the name under `extra`, if the column is kept there as it is written.
struct ColumnName {
  std::string_view name, extra;
  bool required = false;
};
constexpr std::array<ColumnName, columns> column_names{{
    {"unique identifier", {}, true},
    {"deal number", "dealNumber"},
    {"decision", "decision", true},
    {"decision date", "decisionDate", true},
    {"effective date", "effectiveDate"},
    {"expiration date", "expirationDate"},
    {"deal cancelled", "dealCancelled"},
    {"country", "country"},
    {"program", "program", true},
    {"policy type", "policyType"},
    {"decision authority", "decisionAuthority"},
    {"primary export product naics/sic code", "productCode"},
    {"product description", "product"},
    {"term", "term"},
    {"primary applicant", {}},
    {"primary lender", {}},
    {"primary exporter", {}, true},
    {"primary exporter state code", {}},
    {"primary borrower", {}, true},
    {"primary source of repayment (psor)", {}},
    {"approved/declined amount", {}, true},
    {"disbursed/shipped amount", "disbursed"},
    {"undisbursed exposure amount", "undisbursed"},
    {"outstanding exposure amount", "outstanding"},
    {"fiscal year", "fiscalYear"},
}};

/// Other names of required columns.
constexpr std::pair<std::string_view, Column> other_names[] = {
    {"approved amount", amount}, {"amount", amount}, {"unique_identifier", unique_identifier}};

std::string lower(std::string_view text) {
  std::string out;
  for (const char c : text) out += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  while (!out.empty() && out.back() == ' ') out.pop_back();
  out.erase(0, out.find_first_not_of(' ') == std::string::npos ? 0 : out.find_first_not_of(' '));
  return out;
}

Column column_of(std::string_view header) {
  const std::string name = lower(header);
  for (std::size_t i = 0; i < columns; ++i)
    if (column_names[i].name == name) return static_cast<Column>(i);
  for (const auto& [other, column] : other_names)
    if (other == name) return column;
  return columns;
}

/// Whether a name stands for many or for nobody in particular.
bool is_nobody(std::string_view name) {
  const std::string text = lower(name);
  return text.starts_with("multiple") || text.starts_with("various") || text.starts_with("unknown") ||
         text == "to be determined" || text == "not available";
}

constexpr std::string_view bank = "US-EXIM";

}  // namespace

bool looks_like_exim(const std::vector<std::string>& header) {
  std::array<bool, columns> found{};
  for (const std::string& name : header)
    if (const Column column = column_of(name); column != columns) found[column] = true;
  return found[decision] && found[program] && found[exporter] && found[borrower];
}

std::string_view EximReader::cell(const CsvRow& row, std::size_t column) const {
  const std::size_t at = at_[column];
  if (at >= row.cells.size()) return {};
  std::string_view text = row.cells[at];
  while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
  return text == "N/A" || text == "NULL" || text == "n/a" || text == "null" ? std::string_view{} : text;
}

void EximReader::refuse(const CsvRow& row, std::string_view rule, std::string_view path, std::string_view value,
                        std::string_view hint) {
  if (strict_)
    report_->add(Severity::error, rule, file_, row.line, path, value, hint);
  else
    report_->quarantine(rule, file_, row.line, path, value, hint, row.text);
}

void EximReader::read_header(const CsvRow& row, const std::string& file) {
  Diagnostics list;
  if (!row.rule.empty())
    list.add({std::string{row.rule}, Severity::error, file, row.line, {}, {}, std::string{row.hint}});
  at_.assign(columns, static_cast<std::size_t>(-1));
  width_ = row.cells.size();
  for (std::size_t i = 0; i < width_; ++i)
    if (const Column column = column_of(row.cells[i]); column != columns && at_[column] > width_) at_[column] = i;
  for (std::size_t i = 0; row.rule.empty() && i < columns; ++i)
    if (column_names[i].required && at_[i] > width_)
      list.add({"missing-column",
                Severity::error,
                file,
                row.line,
                "/" + std::string{column_names[i].name},
                {},
                "a column of that name, in any case: authorisations of an export-import bank"});
  if (list.has_errors()) throw InvalidData{std::move(list)};
}

void EximReader::read(Input& input) {
  file_ = input.name();
  no_party_ = named_ = 0;
  CsvRows rows{input, csv_separator(input.peek())};
  CsvRow row;
  if (!rows.next(row)) row.rule = "missing-column", row.hint = "a header row";
  read_header(row, file_);
  number_ = deals_->begin_file(input);
  while (rows.next(row)) {
    if (!row.rule.empty())
      refuse(row, row.rule, {}, {}, row.hint);
    else if (row.cells.size() != width_)
      refuse(row, "ragged-row", {}, std::to_string(row.cells.size()),
             std::to_string(width_) + " cells, as in the first row");
    else
      read_row(row);
  }
  const auto count = [&](std::string_view rule, std::uint64_t number, std::string_view hint) {
    if (number != 0) report_->add(Severity::note, rule, file_, 0, {}, std::to_string(number), hint);
  };
  count("no-party", no_party_, "names of one party; cells that stand for many or nobody are left out");
  count("names-only", named_,
        "parties with identifiers; these have names only, and one name in one country is taken as one party");
  deals_->end_file(number_, input);
}

void EximReader::add_party(Engagement& deal, std::string_view name, std::string_view role, std::string_view home,
                           std::string_view home_from, const DealVoice& voice) {
  if (name.empty()) return;
  if (is_nobody(name)) {
    ++no_party_;
    return;
  }
  DealParty party;
  party.name = deal_name(name, voice, {});
  // The same name was given for another part in this row.
  for (const Role& known : deal.roles)
    if (known.party.ends_with(":" + party.name)) return;
  party.id = "exim:" + (home.empty() ? "" : std::string{home} + ":") + party.name;
  party.home = home;
  party.home_from = home_from;
  party.place = voice.place();
  deal.roles.push_back({party.id, std::string{role}});
  if (!deals_->has_party(party.id)) ++named_;
  deals_->add(std::move(party));
}

void EximReader::read_row(const CsvRow& row) {
  const std::string id{cell(row, unique_identifier)};
  if (id.empty()) return refuse(row, "missing-id", "/Unique Identifier", {}, "the number of the authorisation");
  if (!ids_.insert(id).second)
    return refuse(row, "duplicate-id", "/Unique Identifier", id, "a number that no other row has");
  const DealVoice voice{*deals_, {number_, row.line}};
  Engagement deal;
  deal.id = "exim/" + id;
  deal.channel = "n06";
  deal.name = deal_name(cell(row, product), voice, "/Product Description");
  const std::string kind = lower(cell(row, program));
  deals_->add(DealParty{.kind = DealParty::Kind::agency,
                        .id = std::string{bank},
                        .name = "Export-Import Bank of the United States",
                        .home = "US",
                        .home_from = "the kind of the file",
                        .place = voice.place()});
  deal.roles.push_back({std::string{bank}, kind.find("loan") != std::string::npos ? "provider" : "guarantor"});

  std::string_view abroad;
  if (const std::string_view name = cell(row, country); !name.empty()) {
    if (const auto code = country_named(name)) {
      abroad = *code;
      deal.places = {std::string{abroad}};
    } else if (is_nobody(name)) {
      ++no_party_;
    } else {
      voice.warn("unknown-country", "/Country", name, "the name of a country; left out");
    }
  }
  const std::string_view at_home = cell(row, exporter_state).empty() ? std::string_view{} : std::string_view{"US"};
  add_party(deal, cell(row, exporter), "exporter", at_home, "Primary Exporter State Code", voice);
  add_party(deal, cell(row, borrower), "beneficiary", abroad, "Country", voice);
  add_party(deal, cell(row, lender), "intermediary", {}, {}, voice);
  add_party(deal, cell(row, applicant), "beneficiary", {}, {}, voice);
  if (deal.roles.size() == 1) voice.warn("missing-party", "/Primary Exporter", {}, "at least one company by name");

  deal.amount = deal_amount(cell(row, amount), voice, "/Approved\\/Declined Amount");
  if (deal.amount) deal.currency = "USD";
  deal.date = deal_date(cell(row, decision_date), voice, "/Decision Date");
  const std::optional<Date> from = deal_date(cell(row, effective_date), voice, "/Effective Date");
  std::optional<Date> to = deal_date(cell(row, expiration_date), voice, "/Expiration Date");
  if (to && ((from && *from == *to) || (deal.date && *deal.date == *to))) to.reset();
  deal.facts.valid = deal_period(from, to, voice, "/Expiration Date");
  if (!from && !deal.date) deal.facts.valid = {Date{}, deal.facts.valid.to()};
  const std::string decided = lower(cell(row, decision));
  if (lower(cell(row, cancelled)) == "yes")
    deal.status = "cancelled";
  else if (decided == "approved")
    deal.status = "active";
  else if (decided == "declined")
    deal.status = "declined";
  else if (!decided.empty()) {
    deal.status = decided;
    voice.warn("unknown-decision", "/Decision", cell(row, decision), "Approved or Declined; kept");
  }

  std::map<std::string_view, std::string_view> kept;
  for (std::size_t i = 0; i < columns; ++i)
    if (const std::string_view text = cell(row, i); !column_names[i].extra.empty() && !text.empty())
      kept.emplace(column_names[i].extra, text);
  dutygraph::detail::JsonText json;
  json.object([&] {
    json.key("exim");
    json.object([&] {
      for (const auto& [name, text] : kept) json.key(name).string(text);
    });
  });
  deal.facts.extra = json.take();
  deals_->add(std::move(deal), voice.place(), 0);
}

}  // namespace dutygraph::io::detail
