// SPDX-License-Identifier: BSL-1.0
#include "io/gleif_row.hpp"

#include <algorithm>
#include <charconv>

namespace dutygraph::io::detail {
namespace {

using Kind = GleifRow::Kind;

template <class Record>
void read_registration(Record record, GleifRow& row) {
  const Record registration = record.child("Registration");
  row.registration = registration.child("RegistrationStatus").text();
  row.updated = registration.child("LastUpdateDate").text();
  const Record extension = record.child("Extension");
  row.deleted = static_cast<bool>(extension.child("Deletion")) || !extension.child("DeletedAt").text().empty();
}

template <class Record>
void read_entity(Record record, GleifRow& row) {
  row.kind = Kind::entity;
  row.lei = record.child("LEI").text();
  const Record entity = record.child("Entity");
  row.name = entity.child("LegalName").text();
  row.jurisdiction = entity.child("LegalJurisdiction").text();
  row.category = entity.child("EntityCategory").text();
  row.status = entity.child("EntityStatus").text();
  row.created = entity.child("EntityCreationDate").text();
  row.expired = entity.child("EntityExpirationDate").text();
  Record authority = entity.child("RegistrationAuthority");
  row.authority = authority.child("RegistrationAuthorityID").text();
  row.authority_number = authority.child("RegistrationAuthorityEntityID").text();
  read_registration(record, row);
}

template <class Record>
void read_relationship(Record record, GleifRow& row) {
  row.kind = Kind::relationship;
  const Record relationship = record.child("Relationship");
  row.child = relationship.child("StartNode").child("NodeID").text();
  row.parent = relationship.child("EndNode").child("NodeID").text();
  row.type = relationship.child("RelationshipType").text();
  row.status = relationship.child("RelationshipStatus").text();
  relationship.each("RelationshipPeriods", "RelationshipPeriod", [&](Record period) {
    row.periods.push_back(
        {period.child("StartDate").text(), period.child("EndDate").text(), period.child("PeriodType").text()});
  });
  relationship.each("RelationshipQuantifiers", "RelationshipQuantifier", [&](Record quantifier) {
    if (!row.amount.empty()) return;
    row.amount = quantifier.child("QuantifierAmount").text();
    row.units = quantifier.child("QuantifierUnits").text();
  });
  read_registration(record, row);
}

template <class Record>
void read_exception(Record record, GleifRow& row) {
  row.kind = Kind::exception;
  row.lei = record.child("LEI").text();
  row.exception = record.child("ExceptionCategory").text();
  record.each("ExceptionReasons", "ExceptionReason", [&](Record reason) {
    if (!reason.text().empty()) row.reasons.push_back(reason.text());
  });
  row.updated = record.child("ContentDate").text();
  const Record extension = record.child("Extension");
  row.deleted = static_cast<bool>(extension.child("Deletion"));
}

template <class Record>
GleifRow any_row(Record record) {
  GleifRow row;
  for (const std::string_view wrapper : {"LEIRecord", "RelationshipRecord", "Exception", "ReportingException"})
    if (const Record inner = record.child(wrapper)) record = inner;
  if (record.child("Relationship"))
    read_relationship(record, row);
  else if (record.child("ExceptionCategory"))
    read_exception(record, row);
  else if (record.child("Entity") || record.child("LEI"))
    read_entity(record, row);
  return row;
}

bool equal_ignoring_case(std::string_view a, std::string_view b) noexcept {
  const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; };
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), [&](char x, char y) { return lower(x) == lower(y); });
}

}  // namespace

std::string_view GleifJson::text() const noexcept {
  if (!node_) return {};
  switch (node_.kind()) {
    case JsonKind::string:
    case JsonKind::number:
      return node_.text();
    case JsonKind::object:
      return node_.find("$") ? node_.find("$").text() : std::string_view{};
    case JsonKind::array:  // one value in a list
      return node_.size() == 1 ? GleifJson{*node_.begin()}.text() : std::string_view{};
    default:
      return {};
  }
}

GleifRow gleif_row(GleifXml record) { return any_row(record); }

GleifRow gleif_row(GleifJson record) { return any_row(record); }

GleifRow gleif_api_row(GleifJson item) {
  GleifRow row;
  const GleifJson attributes = item.child("attributes");
  const GleifJson registration = attributes.child("registration");
  row.registration = registration.child("status").text();
  row.updated = registration.child("lastUpdateDate").text();
  row.deleted = !attributes.child("extension").child("deletedAt").text().empty();
  if (const GleifJson relationship = attributes.child("relationship")) {
    row.kind = Kind::relationship;
    row.child = relationship.child("startNode").child("id").text();
    row.parent = relationship.child("endNode").child("id").text();
    row.type = relationship.child("type").text();
    row.status = relationship.child("status").text();
    relationship.each("periods", "period", [&](GleifJson period) {
      row.periods.push_back(
          {period.child("startDate").text(), period.child("endDate").text(), period.child("type").text()});
    });
  } else if (const GleifJson entity = attributes.child("entity")) {
    row.kind = Kind::entity;
    row.lei = attributes.child("lei").text();
    row.name = entity.child("legalName").child("name").text();
    row.jurisdiction = entity.child("jurisdiction").text();
    row.category = entity.child("category").text();
    row.status = entity.child("status").text();
    row.created = entity.child("creationDate").text();
    row.expired = entity.child("expiration").child("date").text();
    row.authority = entity.child("registeredAt").child("id").text();
    row.authority_number = entity.child("registeredAs").text();
  } else if (attributes.child("category") && attributes.child("reason")) {
    row.kind = Kind::exception;
    row.lei = attributes.child("lei").text();
    row.exception = attributes.child("category").text();
    row.reasons.push_back(attributes.child("reason").text());
  }
  return row;
}

// --- CSV -------------------------------------------------------------------------------------------------------------

GleifColumns::GleifColumns(const std::vector<std::string>& header) : size_{header.size()} {
  struct Text {
    std::string_view column;
    std::string_view GleifRow::*member;
  };
  static constexpr std::array<Text, 22> known{
      Text{"LEI", &GleifRow::lei},
      {"Entity.LegalName", &GleifRow::name},
      {"Entity.LegalJurisdiction", &GleifRow::jurisdiction},
      {"Entity.EntityCategory", &GleifRow::category},
      {"Entity.EntityStatus", &GleifRow::status},
      {"Entity.EntityCreationDate", &GleifRow::created},
      {"Entity.EntityExpirationDate", &GleifRow::expired},
      {"Entity.RegistrationAuthority.RegistrationAuthorityID", &GleifRow::authority},
      {"Entity.RegistrationAuthority.RegistrationAuthorityEntityID", &GleifRow::authority_number},
      {"Relationship.StartNode.NodeID", &GleifRow::child},
      {"Relationship.EndNode.NodeID", &GleifRow::parent},
      {"Relationship.RelationshipType", &GleifRow::type},
      {"Relationship.RelationshipStatus", &GleifRow::status},
      {"Relationship.Quantifiers.1.QuantifierAmount", &GleifRow::amount},
      {"Relationship.Quantifiers.1.QuantifierUnits", &GleifRow::units},
      {"Exception.Category", &GleifRow::exception},
      {"Exception.ExceptionCategory", &GleifRow::exception},
      {"ExceptionCategory", &GleifRow::exception},
      {"Registration.RegistrationStatus", &GleifRow::registration},
      {"Registration.LastUpdateDate", &GleifRow::updated},
      {"Relationship.Registration.RegistrationStatus", &GleifRow::registration},
      {"Relationship.Registration.LastUpdateDate", &GleifRow::updated}};
  bool has_lei = false, has_child = false, has_parent = false;
  for (std::size_t i = 0; i < header.size(); ++i) {
    const std::string_view column = header[i];
    for (const Text& text : known) {
      if (!equal_ignoring_case(text.column, column)) continue;
      texts_.emplace_back(text.member, i);
      has_lei = has_lei || text.member == &GleifRow::lei;
      has_child = has_child || text.member == &GleifRow::child;
      has_parent = has_parent || text.member == &GleifRow::parent;
      if (text.member == &GleifRow::exception) kind_ = Kind::exception;
      if (text.member == &GleifRow::name) kind_ = Kind::entity;
    }
    if (column.find("Exception.Reason") != std::string_view::npos ||
        column.find("ExceptionReason") != std::string_view::npos)
      reasons_.push_back(i);
    if (column.ends_with(".DeletedAt") || column.ends_with("deletedAt")) deleted_ = i;
    constexpr std::string_view period = "Relationship.Period.";
    if (column.size() <= period.size() || !equal_ignoring_case(column.substr(0, period.size()), period)) continue;
    std::size_t number = 0;
    const std::string_view rest = column.substr(period.size());
    const auto [end, error] = std::from_chars(rest.data(), rest.data() + rest.size(), number);
    constexpr std::size_t most = 100;
    if (error != std::errc{} || number == 0 || number > most) continue;
    if (periods_.size() < number) periods_.resize(number);
    const std::string_view part = rest.substr(static_cast<std::size_t>(end - rest.data()));
    PeriodColumns& columns = periods_[number - 1];
    if (equal_ignoring_case(part, ".startDate")) columns.from = i;
    if (equal_ignoring_case(part, ".endDate")) columns.to = i;
    if (equal_ignoring_case(part, ".periodType")) columns.type = i;
  }
  if (has_child && has_parent) kind_ = Kind::relationship;
  if (kind_ == Kind::none || (kind_ != Kind::relationship && !has_lei))
    throw RowProblem{"missing-column",
                     {},
                     header.empty() ? std::string{} : header.front(),
                     "the columns of a golden copy: LEI and Entity.LegalName, Relationship.StartNode.NodeID and "
                     "Relationship.EndNode.NodeID, or LEI and Exception.Category"};
}

GleifRow GleifColumns::row(const std::vector<std::string>& cells) const {
  GleifRow row;
  row.kind = kind_;
  const auto cell = [&](std::size_t i) { return i < cells.size() ? std::string_view{cells[i]} : std::string_view{}; };
  for (const auto& [member, i] : texts_)
    if (!cell(i).empty()) row.*member = cell(i);
  for (const PeriodColumns& period : periods_)
    if (!cell(period.type).empty()) row.periods.push_back({cell(period.from), cell(period.to), cell(period.type)});
  for (const std::size_t i : reasons_)
    if (!cell(i).empty()) row.reasons.push_back(cell(i));
  row.deleted = !cell(deleted_).empty();
  return row;
}

}  // namespace dutygraph::io::detail
