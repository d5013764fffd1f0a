// SPDX-License-Identifier: BSL-1.0
#include "io/bods_pool.hpp"

#include <algorithm>
#include <utility>

namespace dutygraph::io::detail {
namespace {

constexpr std::size_t batch_text_size = std::size_t{1} << 16;

std::int32_t raw_of(std::optional<Date> date) noexcept { return date ? date->raw() : INT32_MIN; }

}  // namespace

BodsPool::BodsPool(Report& report, bool persons) : report_{report}, persons_{persons}, batch_(batch_size) {
  batch_text_.reserve(batch_text_size);
  schemes.emplace_back();
  jurisdictions.emplace_back();
}

std::uint16_t BodsPool::add_file(std::string name, std::string base_name) {
  files.push_back({std::move(name), std::move(base_name)});
  return static_cast<std::uint16_t>(std::min(files.size(), BodsPlace::most_files) - 1);
}

void BodsPool::warn(const BodsPlace& place, Severity severity, std::string_view rule, std::string_view path,
                    std::string_view value, std::string_view hint) const {
  report_.add(severity, rule, files[place.file].name, place.line, path, value, hint);
}

void BodsPool::finish_file(std::string digest) {
  flush();
  files.back().digest = std::move(digest);
  const std::string& file = files.back().name;
  if (repeated_ != 0)
    report_.add(Severity::warning, "duplicate-statement", file, first_repeated_.line, {}, std::to_string(repeated_),
                "statements that were there before, word for word; each counts once");
  if (hidden_persons_ != 0)
    report_.add(Severity::note, "person-anonymised", file, 0, {}, std::to_string(hidden_persons_),
                "natural persons are kept as numbered holders without name, date or address");
  repeated_ = hidden_persons_ = 0;
}

// --- into the batch --------------------------------------------------------------------------------------------------

std::string_view BodsPool::keep(std::string_view text) {
  const std::size_t at = batch_text_.size();
  batch_text_ += text;  // make_room() saw to it that this moves nothing
  return std::string_view{batch_text_}.substr(at);
}

void BodsPool::make_room(const BodsStatement& statement) {
  std::size_t wanted =
      statement.record.size() + statement.name.size() + statement.subject.id.size() + statement.holder.id.size();
  for (const std::string_view id : statement.replaces) wanted += id.size();
  for (const BodsIdentifier& identifier : statement.identifiers) wanted += identifier.number.size();
  if (waiting_ < batch_size && batch_text_.size() + wanted <= batch_text_.capacity()) return;
  flush();
  batch_text_.reserve(wanted);
}

std::uint16_t BodsPool::word(Words& words, std::vector<std::string>& list, std::string_view text,
                             const BodsPlace& place) {
  if (text.empty()) return 0;
  if (words.last == text) return words.last_number;
  const auto [at, added] = words.index.try_emplace(std::string{text}, static_cast<std::uint16_t>(list.size()));
  if (added && list.size() > most_words) {
    words.index.erase(at);
    warn(place, Severity::warning, "too-many-words", {}, text,
         "at most 20000 different schemes of identifiers and as many jurisdictions; left out");
    return 0;
  }
  if (added) list.emplace_back(text);
  words.last = text;
  return words.last_number = at->second;
}

void BodsPool::add(const BodsStatement& statement, BodsPlace place) {
  make_room(statement);
  Staged& staged = batch_[waiting_++];
  staged.is_party = statement.kind != BodsKind::relationship;
  staged.record = Names::search(keep(statement.record));
  (staged.is_party ? parties : relations).step_1(staged.record);
  staged.first_replaced = static_cast<std::uint32_t>(batch_replaced_.size());
  staged.replaced = static_cast<std::uint32_t>(statement.replaces.size());
  for (const std::string_view id : statement.replaces) batch_replaced_.push_back(keep(id));
  if (staged.is_party) {
    staged.party = {};
    staged.party.place = place;
    stage_party(statement, staged);
  } else {
    staged.relation = {};
    staged.relation.place = place;
    stage_relation(statement, staged);
  }
}

void BodsPool::stage_party(const BodsStatement& statement, Staged& staged) {
  PartyRow& row = staged.party;
  row.statement = statement.id.empty() ? 0 : hash_of(statement.id);
  statements_.prefetch_slot(row.statement);
  row.stated = raw_of(statement.stated);
  row.source = statement.source;
  row.party = statement.party;
  row.jurisdiction =
      row.is_person() ? std::uint16_t{0} : word(jurisdiction_words_, jurisdictions, statement.jurisdiction, row.place);
  staged.name = row.is_person() && !persons_ ? std::string_view{} : keep(statement.name);
  row.lifetime = statement.lifetime;
  row.ended_by_closing = statement.ended_by_closing;
  row.first_identifier = static_cast<std::uint32_t>(batch_identifiers_.size());
  row.identifiers = static_cast<std::uint16_t>(std::min(statement.identifiers.size(), most_in_list));
  for (const BodsIdentifier& identifier : statement.identifiers)
    batch_identifiers_.emplace_back(word(scheme_words_, schemes, identifier.scheme, row.place),
                                    keep(identifier.number));
}

void BodsPool::stage_relation(const BodsStatement& statement, Staged& staged) {
  RelationRow& row = staged.relation;
  row.statement = statement.id.empty() ? 0 : hash_of(statement.id);
  statements_.prefetch_slot(row.statement);
  row.stated = raw_of(statement.stated);
  row.source = statement.source;
  row.subject_form = statement.subject.form;
  row.holder_form = statement.holder.form;
  staged.subject = Names::search(keep(statement.subject.id));
  staged.holder = Names::search(keep(statement.holder.id));
  parties.step_1(staged.subject);
  parties.step_1(staged.holder);
  row.first_interest = static_cast<std::uint32_t>(batch_interests_.size());
  row.interests = static_cast<std::uint16_t>(std::min(statement.interests.size(), most_in_list));
  if (statement.interests.size() > most_in_list)
    warn(row.place, Severity::warning, "too-many-interests", {}, {}, "at most 65535 interests in one statement");
  for (const BodsInterest& interest : statement.interests)
    batch_interests_.push_back({interest.valid, interest.share ? shares.add(*interest.share) : no_row, interest.code,
                                interest.basis, interest.directness});
}

// --- out of the batch ------------------------------------------------------------------------------------------------

/// Takes all names of the batch through the steps of looking them up together; the first was taken when they came in.
void BodsPool::prefetch_batch() {
  for (std::size_t i = 0; i < waiting_; ++i) {
    Staged& staged = batch_[i];
    (staged.is_party ? parties : relations).step_2(staged.record);
    if (staged.is_party) continue;
    parties.step_2(staged.subject);
    parties.step_2(staged.holder);
  }
  for (std::size_t i = 0; i < waiting_; ++i) {
    Staged& staged = batch_[i];
    (staged.is_party ? parties : relations).step_3(staged.record);
    if (staged.is_party) continue;
    parties.step_3(staged.subject);
    parties.step_3(staged.holder);
  }
  for (std::size_t i = 0; i < waiting_; ++i) {
    const Staged& staged = batch_[i];
    if (staged.is_party) continue;  // records are mostly new: nothing to compare with
    parties.step_4(staged.subject);
    parties.step_4(staged.holder);
  }
}

void BodsPool::flush() {
  prefetch_batch();
  for (std::size_t i = 0; i < waiting_; ++i) {
    Staged& staged = batch_[i];
    if (staged.is_party)
      settle_party(staged);
    else
      settle_relation(staged);
  }
  waiting_ = 0;
  batch_text_.clear();
  batch_replaced_.clear();
  batch_interests_.clear();
  batch_identifiers_.clear();
}

void BodsPool::settle_party(Staged& staged) {
  PartyRow row = staged.party;
  row.record = parties.intern(staged.record);
  if (row.record >= party_of.size()) party_of.resize(parties.size(), no_row);
  if (staged.replaced != 0) settle_replaced(staged, parties, row.record, replaced_parties);
  if (is_repeated(staged, row)) return;
  std::uint32_t& at = party_of[row.record];
  if (at == no_row) {
    at = party_rows.size();
    PartyRow fresh;
    fresh.record = no_row;
    party_rows.push_back(fresh);
    if (row.is_person() && !persons_) ++hidden_persons_;
  }
  PartyRow& latest = party_rows[at];
  if (latest.record != no_row) {
    if (latest.is_person() != row.is_person())
      warn(row.place, Severity::warning, "record-type-differs", "/recordType", staged.record.name,
           "one type for all statements of a record; the latest counts");
    const bool same_statement = row.statement != 0 && row.statement == latest.statement;
    if (row.stated < latest.stated && !same_statement) return;
  }
  row.name = texts.add(staged.name);
  const auto* list = batch_identifiers_.data() + row.first_identifier;
  row.first_identifier = identifiers.size();
  for (std::uint16_t i = 0; i < row.identifiers; ++i) identifiers.push_back({texts.add(list[i].second), list[i].first});
  has_bodies = has_bodies || row.party == BodsParty::state_body;
  has_closing_ends = has_closing_ends || row.ended_by_closing;
  latest = row;
}

void BodsPool::settle_relation(Staged& staged) {
  RelationRow row = staged.relation;
  row.record = relations.intern(staged.record);
  row.subject = parties.intern(staged.subject);
  row.holder = parties.intern(staged.holder);
  if (parties.size() > party_of.size()) party_of.resize(parties.size(), no_row);
  if (staged.replaced != 0) settle_replaced(staged, relations, row.record, replaced_relations);
  if (relations.size() > last_relation.size()) last_relation.resize(relations.size(), no_row);
  if (is_repeated(staged, row)) return;
  const auto* list = batch_interests_.data() + row.first_interest;
  row.first_interest = interest_rows.size();
  for (std::uint16_t i = 0; i < row.interests; ++i) interest_rows.push_back(list[i]);
  row.previous = last_relation[row.record];
  last_relation[row.record] = relation_rows.size();
  relation_rows.push_back(row);
}

void BodsPool::settle_replaced(const Staged& staged, Names& names, std::uint32_t by, std::vector<Replacement>& list) {
  for (std::uint32_t i = 0; i < staged.replaced; ++i) {
    const std::uint32_t replaced = names.intern(batch_replaced_[staged.first_replaced + i]);
    if (replaced != by) list.push_back({replaced, by});
  }
  if (party_of.size() < parties.size()) party_of.resize(parties.size(), no_row);
}

// --- statements that were there before -------------------------------------------------------------------------------

std::uint32_t BodsPool::find_statement(std::uint64_t hash) const {
  return statements_.find(hash, [&](std::uint32_t tagged) {
    return (is_relation(tagged) ? relation_rows[tagged >> 1].statement : party_statements_[tagged >> 1].hash) == hash;
  });
}

std::uint32_t BodsPool::party_of_statement(std::string_view id) const {
  const std::uint32_t tagged = find_statement(hash_of(id));
  return tagged == HashIndex::none || is_relation(tagged) ? no_row : party_statements_[tagged >> 1].row;
}

void BodsPool::forget_indexes() {
  statements_ = {};
  party_statements_ = {};
  parties.forget_index();
}

void BodsPool::count_repeated(const BodsPlace& place) noexcept {
  if (repeated_++ == 0) first_repeated_ = place;
}

void BodsPool::other_content(const BodsPlace& place, std::string_view record) const {
  warn(place, Severity::warning, "duplicate-statement", {}, record,
       "a statement id that no other statement has; the content differs, the last one in the file counts");
}

bool BodsPool::is_repeated(const Staged& staged, const PartyRow& row) {
  if (row.statement == 0) return false;
  const std::uint32_t tagged = find_statement(row.statement);
  if (tagged == HashIndex::none) {
    const std::uint32_t at = party_of[row.record];
    const std::uint32_t party = at == no_row ? party_rows.size() : at;
    statements_.insert(row.statement, party_statements_.size() << 1);
    party_statements_.push_back({row.statement, party});
    return false;
  }
  if (!is_relation(tagged)) {
    const PartyRow& before = party_rows[party_statements_[tagged >> 1].row];
    if (before.record == row.record) {
      // Of an earlier version nothing is left to compare with; it does not count any more either.
      const bool is_latest = before.statement == row.statement;
      if (is_latest ? same_content(staged, row, before) : row.stated <= before.stated) {
        count_repeated(row.place);
        return true;
      }
    }
  }
  other_content(row.place, staged.record.name);
  return false;
}

bool BodsPool::is_repeated(const Staged& staged, const RelationRow& row) {
  if (row.statement == 0) return false;
  const std::uint32_t tagged = find_statement(row.statement);
  const std::uint32_t fresh = relation_rows.size() << 1 | 1U;
  if (tagged == HashIndex::none) {
    statements_.insert(row.statement, fresh);
    return false;
  }
  if (is_relation(tagged)) {
    RelationRow& before = relation_rows[tagged >> 1];
    if (same_content(row, before)) {
      count_repeated(row.place);
      return true;
    }
    before.dead = true;
  }
  statements_.replace(row.statement, tagged, fresh);
  other_content(row.place, staged.record.name);
  return false;
}

bool BodsPool::same_content(const Staged& staged, const PartyRow& row, const PartyRow& before) const {
  if (row.stated != before.stated || row.party != before.party || row.jurisdiction != before.jurisdiction ||
      row.lifetime != before.lifetime || row.identifiers != before.identifiers || staged.name != texts[before.name])
    return false;
  for (std::uint16_t i = 0; i < row.identifiers; ++i) {
    const auto& [scheme, number] = batch_identifiers_[row.first_identifier + i];
    const IdentifierRow& old = identifiers[before.first_identifier + i];
    if (scheme != old.scheme || number != texts[old.number]) return false;
  }
  return true;
}

bool BodsPool::same_content(const RelationRow& row, const RelationRow& before) const {
  if (row.record != before.record || row.subject != before.subject || row.holder != before.holder ||
      row.subject_form != before.subject_form || row.holder_form != before.holder_form || row.stated != before.stated ||
      row.interests != before.interests)
    return false;
  for (std::uint16_t i = 0; i < row.interests; ++i)
    if (batch_interests_[row.first_interest + i] != interest_rows[before.first_interest + i]) return false;
  return true;
}

}  // namespace dutygraph::io::detail
