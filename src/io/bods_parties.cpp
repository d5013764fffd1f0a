// SPDX-License-Identifier: BSL-1.0

/// \file
/// Entities and persons: who is whom, and as what they enter the graph.

#include <algorithm>

#include <dutygraph/error.hpp>

#include "io/bods_build.hpp"

namespace dutygraph::io::detail {
namespace {

constexpr std::string_view unknown = "unknown";

/// What an entity is in the graph: its kind, and of an organisation the kind of that.
std::pair<VertexKind, std::string_view> kind_of(BodsParty party) noexcept {
  switch (party) {
    case BodsParty::registered_entity:
    case BodsParty::legal_entity:
      return {VertexKind::company, {}};
    case BodsParty::state:
      return {VertexKind::state, {}};
    case BodsParty::state_body:
      return {VertexKind::agency, {}};
    case BodsParty::arrangement:
      return {VertexKind::organisation, "arrangement"};
    case BodsParty::person:
      return {VertexKind::organisation, "person"};
    case BodsParty::anonymous_entity:
    case BodsParty::unknown_entity:
      break;
  }
  return {VertexKind::organisation, unknown};
}

/// Whether a number may tell entities apart. Forms are filled in with "N/A", "none" and zeros.
bool identifies(std::string_view number) noexcept {
  return std::any_of(number.begin(), number.end(), [](char c) { return c >= '1' && c <= '9'; });
}

/// Whether two parties with one identifier may be the same.
bool may_be_same(BodsParty a, BodsParty b) noexcept {
  const VertexKind x = kind_of(a).first;
  const VertexKind y = kind_of(b).first;
  const auto is_body = [](VertexKind kind) { return kind == VertexKind::company || kind == VertexKind::organisation; };
  return (a == BodsParty::person) == (b == BodsParty::person) && (x == y || (is_body(x) && is_body(y)));
}

}  // namespace

// --- the same party under several ids --------------------------------------------------------------------------------

void BodsBuild::find_same_parties() {
  const auto same = [this](std::uint32_t a, std::uint32_t b) {
    return pool_.identifiers[a].scheme == pool_.identifiers[b].scheme &&
           pool_.texts[pool_.identifiers[a].number] == pool_.texts[pool_.identifiers[b].number];
  };
  HashIndex seen;  // of entries
  struct Entry {
    std::uint64_t hash = 0;
    std::uint32_t identifier = 0, row = 0;
  };
  std::vector<Entry> entries;
  for (std::uint32_t row = 0; row < pool_.party_rows.size(); ++row) {
    if (!is_latest(row)) continue;
    const PartyRow& party = pool_.party_rows[row];
    for (std::uint32_t i = party.first_identifier; i < party.first_identifier + party.identifiers; ++i) {
      const IdentifierRow& identifier = pool_.identifiers[i];
      const std::string_view text = pool_.texts[identifier.number];
      if (!identifies(text))
        warn(party.place, Severity::note, "placeholder-identifier", "/identifiers", text,
             "a number that tells entities apart; not used to recognise the same entity");
      else
        entries.push_back({hash_of(text) + identifier.scheme * 0x9E3779B97F4A7C15U, i, row});
    }
  }
  constexpr std::size_t ahead = 16;
  for (std::size_t at = 0; at < entries.size(); ++at) {
    if (at + ahead < entries.size()) seen.prefetch_slot(entries[at + ahead].hash);
    const Entry& entry = entries[at];
    const std::uint32_t before =
        seen.find(entry.hash, [&](std::uint32_t e) { return same(entries[e].identifier, entry.identifier); });
    if (before == HashIndex::none)
      seen.insert(entry.hash, static_cast<std::uint32_t>(at));
    else if (entries[before].row != entry.row)
      join(entries[before].row, entry.row, pool_.identifiers[entry.identifier]);
  }
}

std::uint32_t BodsBuild::root_of(std::uint32_t row) {
  std::uint32_t root = row;
  while (true) {
    const auto at = joined_.find(root);
    if (at == joined_.end() || at->second == root) break;
    root = at->second;
  }
  while (row != root) row = std::exchange(joined_[row], root);
  return root;
}

void BodsBuild::join(std::uint32_t a, std::uint32_t b, const IdentifierRow& identifier) {
  const PartyRow& first = pool_.party_rows[a];
  const PartyRow& second = pool_.party_rows[b];
  std::string text = pool_.schemes[identifier.scheme] + " " + std::string{pool_.texts[identifier.number]};
  if (!may_be_same(first.party, second.party)) {
    warn(second.place, Severity::warning, "identifier-conflict", "/identifiers", text,
         "an identifier that no party of another kind has; the two are kept apart");
    return;
  }
  const std::uint32_t x = root_of(a);
  const std::uint32_t y = root_of(b);
  joined_.try_emplace(a, a);
  joined_.try_emplace(b, b);
  if (x == y) return;
  joined_[std::max(x, y)] = std::min(x, y);
  joined_by_.try_emplace(std::max(x, y), std::move(text));
}

void BodsBuild::add_same_as() {
  if (joined_.empty()) return;
  std::map<std::uint32_t, std::vector<std::uint32_t>> groups;
  std::vector<std::uint32_t> rows;
  for (const auto& [row, next] : joined_) rows.push_back(row);
  std::sort(rows.begin(), rows.end());
  for (const std::uint32_t row : rows) groups[root_of(row)].push_back(row);
  Settings settings;
  for (const auto& [root, members] : groups) {
    if (members.size() < 2) continue;
    SameAs same;
    for (const std::uint32_t row : members) same.ids.push_back(joined_id_[row]);
    std::sort(same.ids.begin(), same.ids.end());
    same.ids.erase(std::unique(same.ids.begin(), same.ids.end()), same.ids.end());
    if (same.ids.size() < 2) continue;
    const PartyRow& last = pool_.party_rows[members.back()];
    // Which identifier a person has is nobody's business.
    const bool hidden = last.is_person();
    const auto why = joined_by_.find(members.back());
    const std::string text = hidden || why == joined_by_.end() ? std::string{} : why->second;
    same.note = text.empty() ? "the same identifier" : "the same identifier, " + text;
    std::string all = same.ids.front() + " and " + same.ids.back();
    if (same.ids.size() > 2) all += " and " + std::to_string(same.ids.size() - 2) + " between them";
    warn(last.place, Severity::note, "same-identifier", "/identifiers", text, "taken as one: " + all);
    settings.same_as.push_back(std::move(same));
  }
  builder_.add(std::move(settings));
}

// --- into the graph --------------------------------------------------------------------------------------------------

/// An entity cannot have ended while it still held, or was held, by its own register's word: a closing statement says
/// only that nothing more will be stated.
void BodsBuild::mend_closing_ends() {
  if (!pool_.has_closing_ends) return;
  const auto mend = [this](std::uint32_t name, const RelationRow& relation) {
    const std::uint32_t row = party_of(name);
    if (row == no_row || !pool_.party_rows[row].ended_by_closing) return;
    PartyRow& party = pool_.party_rows[row];
    for (std::uint16_t i = 0; i < relation.interests; ++i) {
      const std::optional<Date> to = pool_.interest_rows[relation.first_interest + i].valid.to();
      const std::optional<Date> end = party.lifetime.to();
      if (!end || (to && to->last() <= end->last())) continue;
      party.lifetime = Interval{party.lifetime.from(), to};
      warn(party.place, Severity::warning, "closed-before-its-interests", "/statementDate", record_of(row),
           "a closing statement after the last interest of the entity; it ends with that");
    }
  };
  for (std::uint32_t at = 0; at < pool_.relation_rows.size(); ++at) {
    const RelationRow& relation = pool_.relation_rows[at];
    if (relation.dead || pool_.last_relation[relation.record] != at) continue;
    mend(relation.subject, relation);
    mend(relation.holder, relation);
  }
}

std::optional<VertexId> BodsBuild::find_actor(std::string_view id) const {
  for (const VertexKind kind : {VertexKind::company, VertexKind::organisation, VertexKind::agency, VertexKind::state})
    if (const std::optional<VertexId> vertex = builder_.find(kind, id)) return vertex;
  return std::nullopt;
}

VertexId BodsBuild::add_actor(VertexKind kind, std::string_view type, std::string_view id, std::string_view name,
                              std::string_view home, Interval lifetime, const BodsPlace& place, std::uint16_t source,
                              std::string_view note) {
  try {
    if (type.empty()) return builder_.add_actor(kind, id, name, home, lifetime, evidence_of(source, place.file));
    Organisation organisation{
        .id = std::string{id}, .name = std::string{name}, .type = std::string{type}, .home = std::string{home}};
    organisation.facts.valid = lifetime;
    organisation.facts.note = note;
    return builder_.add(std::move(organisation), source_of(source, place.file));
  } catch (const InvalidData&) {
    // A document that was read before describes the same record: what a researcher wrote by hand stands.
    const std::optional<VertexId> before = find_actor(id);
    if (!before) throw;
    warn(place, builder_.find(kind, id) ? Severity::note : Severity::warning, "already-recorded", {}, id,
         "an id that no record of another file has; the record read first stands, the interests are added to it");
    return *before;
  }
}

void BodsBuild::add_parties() {
  row_vertex_.resize(pool_.party_rows.size());
  for (std::uint32_t row = 0; row < pool_.party_rows.size(); ++row) {
    if (!is_latest(row)) continue;
    if (pool_.party_rows[row].is_person())
      persons_.push_back(pool_.party_rows[row].record);
    else
      add_party(row);
  }
}

void BodsBuild::add_party(std::uint32_t row) {
  const PartyRow& party = pool_.party_rows[row];
  const std::string_view id = record_of(row);
  auto [kind, type] = kind_of(party.party);
  std::string_view home;
  if (kind == VertexKind::agency)
    home = bodies_[body_of_.at(row)].home;
  else if (kind != VertexKind::state)
    home = homes_[party.jurisdiction];
  if (!tags_.empty() && (kind == VertexKind::company || kind == VertexKind::organisation)) {
    const std::size_t before = tagged_.size();
    match_tags(row);
    for (std::size_t i = before; i < tagged_.size(); ++i) {
      const Tags::Kind what = tags_[tagged_[i].second].kind;
      if (what == Tags::Kind::agency) std::tie(kind, type) = std::pair{VertexKind::agency, std::string_view{}};
      if (what == Tags::Kind::fund)
        std::tie(kind, type) = std::pair{VertexKind::organisation, std::string_view{"fund"}};
    }
  }
  const VertexId vertex =
      add_actor(kind, type, id, pool_.texts[party.name], home, party.lifetime, party.place, party.source);
  row_vertex_[row] = vertex;
  for (std::uint32_t i = party.first_identifier; i < party.first_identifier + party.identifiers; ++i)
    builder_.add_identifier(vertex, pool_.schemes[pool_.identifiers[i].scheme],
                            pool_.texts[pool_.identifiers[i].number]);
  if (!joined_.empty() && joined_.contains(row)) joined_id_[row] = id;
}

/// Numbers persons in the order of their record ids, so that they are the same whatever order the files come in; with
/// `options.persons` they keep id and name.
void BodsBuild::add_persons() {
  for (const auto& [name, missing] : missing_)
    if (missing.person && !missing.held) persons_.push_back(name);
  std::sort(persons_.begin(), persons_.end(),
            [this](std::uint32_t a, std::uint32_t b) { return pool_.parties[a] < pool_.parties[b]; });
  std::uint64_t number = 0;
  for (const std::uint32_t name : persons_) {
    const std::uint32_t row = party_of(name);
    const bool known = row != no_row;
    std::string id{pool_.parties[name]};
    if (!options_.persons) {
      do id = "person:" + std::to_string(++number);
      while (find_actor(id));
    }
    if (known) {
      const PartyRow& party = pool_.party_rows[row];
      row_vertex_[row] =
          add_actor(VertexKind::organisation, "person", id, pool_.texts[party.name], {}, {}, party.place, party.source);
      if (!joined_.empty() && joined_.contains(row)) joined_id_[row] = id;
    } else {
      const Missing& missing = missing_.at(name);
      missing_vertex_[name] =
          add_actor(VertexKind::organisation, "person", id, {}, {}, {}, missing.place, missing.source);
    }
  }
  persons_ = {};
}

/// Parties of which no statement says anything: what is held is taken as a company, who only holds as a party that
/// nobody has identified.
void BodsBuild::add_missing() {
  for (const auto& [name, missing] : missing_) {
    const std::string_view id = pool_.parties[name];
    const bool is_person = missing.person && !missing.held;
    if (!is_person) {
      if (const std::optional<VertexId> recorded = find_actor(id)) {  // by another file
        missing_vertex_[name] = *recorded;
        continue;
      }
      missing_vertex_[name] =
          add_actor(missing.held ? VertexKind::company : VertexKind::organisation,
                    missing.held ? std::string_view{} : unknown, id, {}, {}, {}, missing.place, missing.source);
    }
    const std::string_view shown = is_person && !options_.persons ? std::string_view{} : id;
    warn(missing.place, Severity::warning, "dangling-reference", missing.held ? "/subject" : "/interestedParty", shown,
         "an entity or person that some statement describes; kept as a party of which nothing is known");
  }
}

// --- tags ------------------------------------------------------------------------------------------------------------

void BodsBuild::match_tags(std::uint32_t row) {
  const PartyRow& party = pool_.party_rows[row];
  std::vector<std::uint32_t> found;
  tags_.match_record(record_of(row), found);
  tags_.match_name(pool_.texts[party.name], found);
  for (std::uint32_t i = party.first_identifier; i < party.first_identifier + party.identifiers; ++i)
    tags_.match_identifier(pool_.schemes[pool_.identifiers[i].scheme], pool_.texts[pool_.identifiers[i].number], found);
  for (const std::uint32_t tag : found) {
    tags_.use(tag, record_of(row));
    tagged_.emplace_back(row, tag);
  }
}

void BodsBuild::apply_tags() {
  if (tags_.empty()) return;
  EvidenceId evidence{};
  if (!tagged_.empty()) {
    const SourceId source = builder_.add(Source{.id = "tags:" + tags_.base_name(), .title = tags_.base_name()});
    evidence = builder_.intern({&source, 1});
  }
  for (const auto& [row, number] : tagged_) {
    const std::string& state = tags_[number].state;
    std::optional<VertexId> group = builder_.find(VertexKind::state, state);
    if (!group) group = builder_.find(VertexKind::agency, state);
    if (const auto coded = states_by_code_.find(state); !group && coded != states_by_code_.end())
      group = row_vertex_[party_of(pool_.party_rows[coded->second.front()].record)];
    if (!group) group = state_vertex(state, pool_.party_rows[row].place);
    if (*group != row_vertex_[row]) builder_.add_membership(row_vertex_[row], *group, {}, evidence);
  }
}

/// Turns names into vertices, and lets go of what only entities needed.
void BodsBuild::names_to_vertices() {
  name_vertex_.resize(pool_.party_of.size());
  for (std::uint32_t name = 0; name < name_vertex_.size(); ++name)
    if (const std::uint32_t row = party_of(name); row != no_row) name_vertex_[name] = row_vertex_[row];
  for (const auto& [name, vertex] : missing_vertex_) name_vertex_[name] = vertex;
  row_vertex_ = {};
  missing_ = {};
  missing_vertex_ = {};
  pool_.party_rows = {};
  pool_.party_of = {};
  pool_.identifiers = {};
  pool_.texts = {};
}

}  // namespace dutygraph::io::detail
