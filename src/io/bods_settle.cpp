// SPDX-License-Identifier: BSL-1.0

/// \file
/// What a statement means, once all its fields have been read: they come in any order.

#include <algorithm>

#include "io/bods_parse.hpp"

namespace dutygraph::io::detail {
namespace {

std::optional<BodsParty> party_of(std::string_view entity_type) noexcept {
  if (entity_type == "registeredEntity") return BodsParty::registered_entity;
  if (entity_type == "legalEntity") return BodsParty::legal_entity;
  if (entity_type == "arrangement") return BodsParty::arrangement;
  if (entity_type == "anonymousEntity") return BodsParty::anonymous_entity;
  if (entity_type == "unknownEntity") return BodsParty::unknown_entity;
  if (entity_type == "state") return BodsParty::state;
  if (entity_type == "stateBody") return BodsParty::state_body;
  return std::nullopt;
}

bool has(std::string_view text, std::string_view part) noexcept { return text.find(part) != std::string_view::npos; }

}  // namespace

void BodsParser::settle() {
  settle_kind();
  settle_ids();
  if (statement_.kind == BodsKind::relationship) {
    settle_parties();
    settle_relationship();
  } else {
    settle_party();
    settle_identifiers();
  }
}

void BodsParser::settle_kind() {
  const auto is = [](std::string_view type, BodsKind kind) { return std::pair{type, kind}; };
  statement_.has_records = envelope_.has_details || !envelope_.record_type.empty();
  recognised_ = statement_.has_records || !envelope_.statement_type.empty();
  if (!recognised_) refuse_at({}, "not-a-statement", {}, "a BODS statement, with recordType or statementType");
  const std::string_view type = statement_.has_records ? envelope_.record_type : envelope_.statement_type;
  for (const auto& [name, kind] :
       {is("entity", BodsKind::entity), is("person", BodsKind::person), is("relationship", BodsKind::relationship),
        is("entityStatement", BodsKind::entity), is("personStatement", BodsKind::person),
        is("ownershipOrControlStatement", BodsKind::relationship)})
    if (type == name) statement_.kind = kind;
  if (statement_.kind != BodsKind::none) return;
  const std::string_view path = statement_.has_records ? "/recordType" : "/statementType";
  if (type.empty()) refuse_at(path, "missing-type", {}, "what the statement is about: entity, person or relationship");
  refuse_at(path, "unknown-statement-type", type, "an entity, person or relationship (ownershipOrControl) statement");
}

void BodsParser::settle_ids() {
  if (!statement_.has_records) {
    if (statement_.id.empty()) refuse_at("/statementID", "missing-id", {}, "the id of the statement");
    statement_.record = statement_.id;
    return;
  }
  if (envelope_.record.empty()) refuse_at("/recordId", "missing-id", {}, "the id of the record");
  statement_.record = envelope_.record;
  const std::string_view status = envelope_.status;
  statement_.closed = status == "closed";
  const auto note = [this](Severity severity, std::string_view path, std::string_view rule, std::string_view value,
                           std::string_view hint) {
    if (report_.count(severity, rule, *file_)) report_.list(severity, rule, *file_, line_, path, value, hint);
  };
  if (!statement_.closed && status != "new" && status != "updated" && !status.empty())
    note(Severity::warning, "/recordStatus", "unknown-record-status", status, "new, updated or closed; taken as new");
  if (statement_.id.empty())
    note(Severity::warning, "/statementId", "missing-statement-id", {}, "the id of the statement; repeats go unseen");
  if (!envelope_.statement_type.empty())
    note(Severity::note, "/statementType", "old-key", envelope_.statement_type, "recordType, since 0.4; read as that");
  if (envelope_.has_replaces) {
    note(Severity::note, "/replacesStatements", "old-key", {}, "record ids, since 0.4: they tie versions together");
    statement_.replaces.clear();
  }
}

void BodsParser::settle_party() {
  if (envelope_.old_jurisdiction && statement_.has_records)
    odd_at("/incorporatedInJurisdiction", Severity::note, "old-key", statement_.jurisdiction,
           "jurisdiction, since 0.3; read as that");
  if (statement_.kind == BodsKind::person) {
    statement_.party = BodsParty::person;
    return;
  }
  const std::string_view type = envelope_.entity_type;
  const std::optional<BodsParty> party = party_of(type);
  if (!party)
    odd_at("/entityType", Severity::warning, type.empty() ? "missing-entity-type" : "unknown-entity-type", type,
           "a type of entity such as registeredEntity or stateBody; taken as unknownEntity");
  statement_.party = party.value_or(BodsParty::unknown_entity);
  settle_lifetime();
}

void BodsParser::settle_lifetime() {
  std::optional<Date> end = statement_.dissolved;
  if (!end && statement_.closed) {
    end = statement_.stated.value_or(Date{});
    statement_.ended_by_closing = true;
    odd_at("/dissolutionDate", Severity::warning, "closed-without-end", end->to_string(),
           "a dissolution date: the record is closed; ends on the date of the closing statement");
  }
  statement_.lifetime = Interval{statement_.founded, end};
  if (!statement_.lifetime.is_empty()) return;
  odd_at("/dissolutionDate", statement_.dissolved ? strictly() : Severity::warning, "ends-before-start",
         statement_.lifetime.to_string(), "an end after the beginning; the end is taken as a day that is not known");
  statement_.lifetime = Interval{statement_.founded, Date{}};
}

/// Registers repeat identifiers, some a hundred times in one statement.
void BodsParser::settle_identifiers() {
  std::vector<BodsIdentifier>& list = statement_.identifiers;
  const std::size_t before = list.size();
  if (before < 2) return;
  constexpr std::size_t few = 64;
  if (before > few) {
    std::sort(list.begin(), list.end(), [](const BodsIdentifier& a, const BodsIdentifier& b) {
      return std::pair{a.scheme, a.number} < std::pair{b.scheme, b.number};
    });
    list.erase(std::unique(list.begin(), list.end()), list.end());
  } else {
    auto end = list.begin();
    for (const BodsIdentifier& identifier : list)
      if (std::find(list.begin(), end, identifier) == end) *end++ = identifier;
    list.erase(end, list.end());
  }
  if (list.size() < before)
    odd_at("/identifiers", Severity::note, "repeated-identifier", {},
           std::to_string(before - list.size()) + " identifiers given before in the same statement; each counts once");
}

// --- relationships ---------------------------------------------------------------------------------------------------

void BodsParser::settle_parties() {
  using Form = BodsReference::Form;
  // Ids of persons are nobody's business.
  const bool is_person = statement_.holder.form == Form::person_statement;
  const std::string_view shown = is_person ? std::string_view{} : statement_.holder.id;
  if (statement_.has_records && envelope_.by_statement)
    odd_at("/interestedParty", Severity::note, "hybrid-reference", shown,
           "record ids in a statement of 0.4; statement ids, as before 0.4, are followed too");
  if (!statement_.has_records && envelope_.by_record)
    odd_at("/interestedParty", Severity::note, "hybrid-reference", shown,
           "describedByEntityStatement or describedByPersonStatement before 0.4; a bare id is followed too");
  if (statement_.subject.form == Form::absent)
    odd_at("/subject", Severity::warning, "missing-party", {},
           "the entity that the interests are in; taken as unspecified");
  if (statement_.holder.form == Form::absent)
    odd_at("/interestedParty", Severity::warning, "missing-party", {}, "who holds the interests; taken as unspecified");
}

void BodsParser::settle_relationship() {
  const auto is = [this](Directness directness) {
    return std::any_of(raw_interests_.begin(), raw_interests_.end(),
                       [&](const RawInterest& raw) { return raw.directness == directness; });
  };
  // Components explain what is indirect. An interest that says it is direct beside one that says it is indirect is
  // not among what they explain.
  const bool sorted = is(Directness::direct) && is(Directness::indirect);
  std::size_t ended = 0;
  for (std::size_t i = 0; i < raw_interests_.size(); ++i) {
    BodsInterest interest = settled(raw_interests_[i], i, sorted);
    if (settle_dates(interest, raw_interests_[i], i)) statement_.interests.push_back(interest);
    if (raw_interests_[i].to) ++ended;
  }
  if (statement_.has_records && !statement_.closed && ended != 0 && ended == raw_interests_.size())
    odd_at("/interests", Severity::note, "end-without-closed", {},
           "a record status of closed: all interests have ended; the end dates count");
  if (!raw_interests_.empty()) return;
  odd_at("/interests", Severity::note, "no-interests", {},
         "a tie without interests; kept as one of unknown basis and without a share");
  BodsInterest tie = settled({}, 0, false);
  tie.directness = statement_.has_components ? Directness::indirect : Directness::unknown;
  if (settle_dates(tie, {}, 0)) statement_.interests.push_back(tie);
}

BodsInterest BodsParser::settled(const RawInterest& raw, std::size_t index, bool sorted_by_directness) {
  BodsInterest interest;
  interest.directness = raw.directness.value_or(Directness::unknown);
  if (statement_.has_components && interest.directness != Directness::indirect &&
      !(sorted_by_directness && interest.directness == Directness::direct)) {
    if (raw.directness)
      odd_at(interest_path(index, "directOrIndirect"), Severity::warning, "direct-with-components", "direct",
             "indirect: the statement has component records; taken as indirect");
    interest.directness = Directness::indirect;
  }
  settle_basis(interest, raw, index);
  interest.share = raw.share;
  // Capital or votes of which no share is given: anything from 0 to 100 percent of them. Of other rights a share says
  // little, and without one none is made up.
  if (!interest.share && vocab::enters_sums(interest.basis)) interest.share = Share::unknown();
  return interest;
}

void BodsParser::settle_basis(BodsInterest& interest, const RawInterest& raw, std::size_t index) {
  const BodsCodes::Code& code = codes_[raw.code];
  interest.code = raw.code;
  interest.basis = code.basis;
  if (raw.code == 0) {
    if (!raw_interests_.empty())
      odd_at(interest_path(index, "type"), Severity::warning, "missing-interest-type", {},
             "the type of the interest; taken as unknown");
  } else if (!code.known) {
    odd_at(interest_path(index, "type"), Severity::warning, "unknown-interest-type", code.text,
           "an interest type of BODS 0.1 to 0.4; the basis is taken as unknown");
  }
  if (!code.influence) return;
  // GLEIF's accounting parents arrive as "other influence": what is meant stands in the details or the record id.
  const std::string_view record = statement_.record;
  const bool ultimate = raw.names_ultimate_parent || (!raw.names_parent && has(record, "-RR-U-"));
  if (!ultimate && !raw.names_parent && !has(record, "-RR-D-")) return;
  interest.basis = vocab::Basis::consolidation;
  interest.code = ultimate ? BodsCodes::ultimate_parent : BodsCodes::direct_parent;
}

bool BodsParser::settle_dates(BodsInterest& interest, const RawInterest& raw, std::size_t index) {
  std::optional<Date> to = raw.to;
  if (!to && statement_.closed) {
    to = statement_.stated.value_or(Date{});
    // Some registers date every statement by the first notice: an end that is no later than the beginning is no end.
    const bool too_early = Interval{raw.from, to}.is_empty();
    if (too_early) to = Date{};
    odd_at(interest_path(index, "endDate"), Severity::warning, "closed-without-end", to->to_string(),
           too_early ? "an end date: the record is closed, but not dated after the beginning; the end is not known"
                     : "an end date: the record is closed; ends on the date of the closing statement");
  }
  interest.valid = Interval{raw.from, to};
  if (!interest.valid.is_empty()) return true;
  const bool reversed = to->last() < raw.from->first();
  odd_at(interest_path(index, "endDate"), reversed ? strictly() : Severity::warning,
         reversed ? "ends-before-start" : "never-in-force", interest.valid.to_string(),
         "an end after the beginning: the interest was never in force and is left out");
  return false;
}

}  // namespace dutygraph::io::detail
