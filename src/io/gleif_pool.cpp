// SPDX-License-Identifier: BSL-1.0
#include "io/gleif_pool.hpp"

#include <algorithm>
#include <array>

#include "io/bods_values.hpp"

namespace dutygraph::io::detail {
namespace {

constexpr std::array<std::string_view, 6> relationship_types{"IS_DIRECTLY_CONSOLIDATED_BY",
                                                             "IS_ULTIMATELY_CONSOLIDATED_BY",
                                                             "IS_INTERNATIONAL_BRANCH_OF",
                                                             "IS_FUND-MANAGED_BY",
                                                             "IS_SUBFUND_OF",
                                                             "IS_FEEDER_TO"};

void require_short(std::string_view text, std::string_view path) {
  if (text.size() > dutygraph::detail::TextPool::max_text)
    throw RowProblem{"too-long", std::string{path}, std::string{text.substr(0, 40)}, "a text of at most 1 MiB"};
}

}  // namespace

void GleifPool::add(const GleifRow& row, const RegisterPlace& place) {
  place_ = {static_cast<std::uint32_t>(place.line), place.file};
  if (row.deleted) {
    ++deleted_;
    return;
  }
  switch (row.kind) {
    case GleifRow::Kind::entity:
      return add_entity(row);
    case GleifRow::Kind::relationship:
      return add_relationship(row);
    case GleifRow::Kind::exception:
      return add_exception(row);
    case GleifRow::Kind::none:
      throw RowProblem{"not-a-record", {}, {}, "a record of GLEIF: an entity, a relationship or an exception"};
  }
}

void GleifPool::finish_file(std::uint16_t file) {
  const Place place{0, file};
  if (stale_ != 0)
    say(place, Severity::note, "stale-record", "/Registration/RegistrationStatus", "LAPSED",
        std::to_string(stale_) + (stale_ == 1 ? " registration has" : " registrations have") +
            " lapsed: what they say has not been confirmed of late, but not ended");
  if (deleted_ != 0)
    say(place, Severity::note, "deleted", "/Extension", {},
        std::to_string(deleted_) + (deleted_ == 1 ? " record is" : " records are") + " marked as deleted: left out");
  stale_ = deleted_ = 0;
}

std::uint32_t GleifPool::node(std::string_view id, std::string_view path) {
  if (id.empty()) throw RowProblem{"missing-lei", std::string{path}, {}, "a Legal Entity Identifier"};
  if (!is_lei_shaped(id))
    throw RowProblem{"bad-lei", std::string{path}, std::string{id.substr(0, 40)},
                     "a Legal Entity Identifier: 20 letters and digits, in upper case"};
  const std::uint32_t known = leis_.find(id);
  if (known != HashIndex::none) return known;
  if (!has_lei_check_digits(id))
    warn(Severity::warning, "lei-check-digits", path, id, "check digits by ISO 7064; the identifier is kept as it is");
  entity_of_.push_back(none);
  return leis_.intern(id);
}

std::optional<Date> GleifPool::date(std::string_view text, std::string_view path) {
  if (text.empty()) return std::nullopt;
  const ReadDate read = read_iso_date(text);  // GLEIF's are dates with a time of day, which is left out
  if (read.form == DateForm::unreadable) {
    warn(strict_ ? Severity::error : Severity::warning, "unreadable-date", path, text,
         "an ISO date; taken as a day that is not known");
    return Date{};
  }
  static const std::int32_t first = Date{1000}.first();
  static const std::int32_t last = Date{2200}.last();
  if (read.date.first() >= first && read.date.last() <= last) return read.date;
  warn(Severity::warning, "implausible-date", path, text, "a year from 1000 to 2200; taken as a day that is not known");
  return Date{};
}

std::int32_t GleifPool::updated(std::string_view text) {
  if (text.empty()) return INT32_MIN;
  const ReadDate read = read_iso_date(text);
  return read.form == DateForm::unreadable ? INT32_MIN : read.date.first();
}

bool GleifPool::is_annulled(const GleifRow& row) {
  if (row.registration == "LAPSED") ++stale_;
  if (row.registration != "ANNULLED" && row.registration != "CANCELLED") return false;
  warn(Severity::warning, "annulled", "/Registration/RegistrationStatus", row.registration,
       "a record that stands: this one should not have been made; left out");
  return true;
}

// --- level 1 ---------------------------------------------------------------------------------------------------------

void GleifPool::add_entity(const GleifRow& row) {
  const std::uint32_t lei = node(row.lei, "/LEI");
  require_short(row.name, "/Entity/LegalName");
  require_short(row.authority_number, "/Entity/RegistrationAuthority/RegistrationAuthorityEntityID");
  require_short(row.authority, "/Entity/RegistrationAuthority/RegistrationAuthorityID");
  require_short(row.jurisdiction, "/Entity/LegalJurisdiction");
  if (is_annulled(row)) return;
  const std::int32_t when = updated(row.updated);
  if (entity_of_[lei] != none && entities_[entity_of_[lei]].updated > when) {
    warn(Severity::note, "replaced-record", "/LEI", {}, "the latest record of an entity; this one is older: left out");
    return;
  }
  Entity entity;
  entity.lei = lei;
  entity.place = place_;
  entity.updated = when;
  entity.category = row.category == "FUND"                         ? Category::fund
                    : row.category == "SOLE_PROPRIETOR"            ? Category::person
                    : row.category == "RESIDENT_GOVERNMENT_ENTITY" ? Category::government
                    : row.category == "INTERNATIONAL_ORGANIZATION" ? Category::igo
                                                                   : Category::company;
  // What is known of a natural person is nobody's business: not even kept until the end.
  entity.name = texts_.add(row.name);
  entity.number = texts_.add(row.authority_number);
  entity.authority = words_.intern(row.authority);
  entity.jurisdiction = words_.intern(row.jurisdiction);
  const std::optional<Date> from = date(row.created, "/Entity/EntityCreationDate");
  std::optional<Date> to = date(row.expired, "/Entity/EntityExpirationDate");
  if (!to && row.status == "INACTIVE") {
    to = Date{};
    warn(Severity::warning, "inactive-without-end", "/Entity/EntityStatus", row.status,
         "the day on which the entity ended; taken as ended on a day that is not known");
  }
  entity.lifetime = Interval{from, to};
  if (entity.lifetime.is_empty()) {
    warn(Severity::warning, "ends-before-start", "/Entity/EntityExpirationDate", entity.lifetime.to_string(),
         "an end after the beginning; the end is taken as a day that is not known");
    entity.lifetime = Interval{from, Date{}};
  }
  if (entity_of_[lei] == none) {
    entity_of_[lei] = static_cast<std::uint32_t>(entities_.size());
    entities_.push_back(entity);
    return;
  }
  warn(Severity::note, "replaced-record", "/LEI", {}, "one record of an entity; this one replaces an earlier one");
  entities_[entity_of_[lei]] = entity;
}

// --- level 2 ---------------------------------------------------------------------------------------------------------

void GleifPool::add_relationship(const GleifRow& row) {
  Relationship relationship;
  relationship.child = node(row.child, "/Relationship/StartNode/NodeID");
  relationship.parent = node(row.parent, "/Relationship/EndNode/NodeID");
  if (row.type.empty())
    throw RowProblem{"missing-type", "/Relationship/RelationshipType", {}, "the type of the relationship"};
  constexpr std::size_t longest = 100;
  if (row.type.size() > longest)
    throw RowProblem{"too-long", "/Relationship/RelationshipType", std::string{row.type.substr(0, 40)},
                     "the type of a relationship"};
  if (is_annulled(row)) return;
  if (std::find(relationship_types.begin(), relationship_types.end(), row.type) == relationship_types.end())
    warn(Severity::warning, "unknown-relationship-type", "/Relationship/RelationshipType", row.type,
         "a relationship type of GLEIF; the basis is taken as unknown");
  relationship.type = words_.intern(row.type);
  relationship.place = place_;
  relationship.updated = updated(row.updated);
  if (row.units == "PERCENTAGE" && !row.amount.empty()) {
    const auto percent = Percent::parse(row.amount);
    if (percent && percent->value >= Percent{0} && percent->value <= Percent{100})
      relationship.share = Share::exactly(percent->value);
    else
      warn(Severity::warning, "bad-share", "/Relationship/RelationshipQuantifiers", row.amount,
           "a percentage from 0 to 100; the share is not known");
  }
  const auto [at, added] = relationship_of_.try_emplace(
      std::pair{std::uint64_t{relationship.child} << 32 | relationship.parent, relationship.type},
      static_cast<std::uint32_t>(relationships_.size()));
  if (!added && relationships_[at->second].updated > relationship.updated) {
    warn(Severity::note, "replaced-record", "/Relationship", {},
         "the latest record of a relationship; this one is older: left out");
    return;
  }
  // Only the relationship's own period says when it holds: the others say for which accounts it was found.
  relationship.first_period = static_cast<std::uint32_t>(periods_.size());
  const bool ended = row.status == "INACTIVE" || row.registration == "RETIRED";
  const auto keep = [&](std::string_view from_text, std::string_view to_text) {
    const std::optional<Date> from = date(from_text, "/Relationship/RelationshipPeriods/StartDate");
    std::optional<Date> to = date(to_text, "/Relationship/RelationshipPeriods/EndDate");
    if (!to && ended) {
      to = Date{};
      warn(Severity::warning, "inactive-without-end", "/Relationship/RelationshipStatus", row.status,
           "the day on which the relationship ended; taken as ended on a day that is not known");
    }
    const Interval valid{from, to};
    if (valid.is_empty()) {
      warn(strict_ ? Severity::error : Severity::warning, "ends-before-start",
           "/Relationship/RelationshipPeriods/EndDate", valid.to_string(),
           "an end after the beginning: the period is left out");
      return;
    }
    constexpr std::uint16_t most = 1000;
    if (relationship.periods == most)
      throw RowProblem{"too-long", "/Relationship/RelationshipPeriods", {}, "at most 1000 periods"};
    periods_.push_back(valid);
    ++relationship.periods;
  };
  bool any = false;
  for (const GleifRow::Period& period : row.periods)
    if (period.type == "RELATIONSHIP_PERIOD") {
      any = true;
      keep(period.from, period.to);
    }
  if (!any) keep({}, {});
  if (added) {
    relationships_.push_back(relationship);
    return;
  }
  warn(Severity::note, "replaced-record", "/Relationship", {},
       "one record of a relationship; this one replaces an earlier one");
  relationships_[at->second] = relationship;
}

void GleifPool::add_exception(const GleifRow& row) {
  const std::uint32_t lei = node(row.lei, "/LEI");
  const bool ultimate = row.exception == "ULTIMATE_ACCOUNTING_CONSOLIDATION_PARENT";
  if (!ultimate && row.exception != "DIRECT_ACCOUNTING_CONSOLIDATION_PARENT") {
    warn(Severity::warning, "unknown-exception", "/ExceptionCategory", row.exception,
         "DIRECT_ACCOUNTING_CONSOLIDATION_PARENT or ULTIMATE_ACCOUNTING_CONSOLIDATION_PARENT; left out");
    return;
  }
  std::string reasons;
  for (const std::string_view reason : row.reasons) reasons += (reasons.empty() ? "" : ", ") + std::string{reason};
  constexpr std::size_t longest = 400;
  if (reasons.size() > longest)
    throw RowProblem{"too-long", "/ExceptionReason", reasons.substr(0, 40), "a reason for an exception"};
  exceptions_.insert_or_assign({lei, ultimate}, Exception{words_.intern(reasons), place_});
}

}  // namespace dutygraph::io::detail
