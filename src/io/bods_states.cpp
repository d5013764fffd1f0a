// SPDX-License-Identifier: BSL-1.0

/// \file
/// States and the bodies that belong to them.

#include <algorithm>

#include "io/bods_build.hpp"
#include "io/bods_values.hpp"

namespace dutygraph::io::detail {

/// Finds the State that each jurisdiction code stands for.
void BodsBuild::find_homes() {
  for (std::uint32_t row = 0; row < pool_.party_rows.size(); ++row) {
    const PartyRow& party = pool_.party_rows[row];
    if (party.party != BodsParty::state || party.jurisdiction == 0) continue;
    const std::string& code = pool_.jurisdictions[party.jurisdiction];
    if (country_of(code) == code) states_by_code_[code].push_back(row);
  }
  for (auto& [code, rows] : states_by_code_) {
    std::sort(rows.begin(), rows.end(),
              [this](std::uint32_t a, std::uint32_t b) { return record_of(a) < record_of(b); });
    rows.erase(std::unique(rows.begin(), rows.end()), rows.end());
  }
  homes_.resize(pool_.jurisdictions.size());
  for (std::uint16_t i = 1; i < homes_.size(); ++i) homes_[i] = home_of_code(i);
  for (const auto& [code, rows] : states_by_code_)
    state_ids_.emplace(code, builder_.find(VertexKind::state, code) ? code : std::string{record_of(rows.front())});
  for (const auto& [code, rows] : states_by_code_)
    if (rows.size() > 1)
      warn(pool_.party_rows[rows[1]].place, Severity::warning, "ambiguous-jurisdiction", "/recordDetails/jurisdiction",
           code,
           std::to_string(rows.size()) + " States of the register have this code; companies are at home in " +
               homes_[pool_.party_rows[rows[0]].jurisdiction]);
}

/// The id of the State with a jurisdiction code: a recorded one if there is one, else the ISO code itself.
std::string BodsBuild::home_of_code(std::uint16_t jurisdiction) const {
  std::string code = pool_.jurisdictions[jurisdiction];
  const BodsPlace anywhere{0, static_cast<std::uint16_t>(std::min(pool_.files.size(), BodsPlace::most_files) - 1)};
  if (code.size() >= 2 && !country_of(code)) {
    for (char& c : code)
      if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
    if (country_of(code))
      warn(anywhere, Severity::note, "lower-case-code", {}, pool_.jurisdictions[jurisdiction],
           "a code of ISO 3166 in upper case; read as that");
  }
  const std::optional<std::string_view> country = country_of(code);
  if (!country) {
    warn(anywhere, Severity::warning, "unknown-jurisdiction", {}, code, "a code of ISO 3166-1 or -2; left out");
    return {};
  }
  std::string id{*country};
  if (builder_.find(VertexKind::state, id)) return id;
  const auto at = states_by_code_.find(id);
  return at == states_by_code_.end() ? id : std::string{record_of(at->second.front())};
}

// --- bodies ----------------------------------------------------------------------------------------------------------

void BodsBuild::find_parents() {
  if (!pool_.has_bodies) return;
  for (std::uint32_t row = 0; row < pool_.party_rows.size(); ++row) {
    if (pool_.party_rows[row].party != BodsParty::state_body || !is_latest(row)) continue;
    body_of_.emplace(row, static_cast<std::uint32_t>(bodies_.size()));
    bodies_.push_back({.party = row});
  }
  for (std::uint32_t record = 0; record < pool_.relations.size(); ++record) {
    if (pool_.last_relation[record] == no_row || relation_successors_.head(record) != record) continue;
    // The latest version tells all there is: memberships have dates, but no versions.
    const RelationRow* latest = nullptr;
    for (std::uint32_t at = pool_.last_relation[record]; at != no_row; at = pool_.relation_rows[at].previous) {
      const RelationRow& row = pool_.relation_rows[at];
      if (!row.dead && (latest == nullptr || row.stated > latest->stated)) latest = &row;
    }
    if (latest == nullptr || !is_group_tie(*latest)) continue;
    for (std::uint16_t i = 0; i < latest->interests; ++i)
      add_parent(*latest, pool_.interest_rows[latest->first_interest + i]);
  }
}

void BodsBuild::add_parent(const RelationRow& row, const InterestRow& interest) {
  if (!is_membership(interest)) return;
  const std::uint32_t body = party_of(row.subject);
  const std::uint32_t above = party_of(row.holder);
  if (body == above) return;
  std::vector<Parent>& parents = bodies_[body_of_.at(body)].parents;
  const Parent parent{above, interest.valid, row.source, row.place.file};
  if (std::find(parents.begin(), parents.end(), parent) == parents.end()) parents.push_back(parent);
}

/// Finds the State of each body: that of the bodies above it, failing that the State of its jurisdiction.
void BodsBuild::trace_bodies() {
  below_.resize(bodies_.size());
  std::vector<std::uint32_t> found;
  for (std::uint32_t i = 0; i < bodies_.size(); ++i)
    for (const Parent& parent : bodies_[i].parents) {
      if (const auto at = body_of_.find(parent.party); at != body_of_.end()) {
        below_[at->second].push_back(i);
        continue;
      }
      Body& body = bodies_[i];
      const std::string_view state = record_of(parent.party);
      if (body.home.empty())
        found.push_back(i);
      else if (body.home != state)
        body.several = true;
      if (body.home.empty() || state < body.home) body.home = state;
    }
  spread_home(std::move(found));
  for (std::uint32_t i = 0; i < bodies_.size(); ++i)
    if (bodies_[i].home.empty() && bodies_[i].parents.empty()) {
      assume_home(bodies_[i]);
      spread_home({i});
    }
  for (std::uint32_t i = 0; i < bodies_.size(); ++i)
    if (!bodies_[i].placed()) {  // below nobody but bodies that hold each other, or that belong to no State
      bool in_circle = true;
      for (const Parent& parent : bodies_[i].parents)
        if (bodies_[body_of_.at(parent.party)].assumed) in_circle = false;
      if (in_circle)
        warn(pool_.party_rows[bodies_[i].party].place, Severity::warning, "membership-cycle", {},
             record_of(bodies_[i].party), "bodies that do not belong to each other in a circle");
      assume_home(bodies_[i]);
      spread_home({i});
    }
  for (const Body& body : bodies_)
    if (body.several)
      warn(pool_.party_rows[body.party].place, Severity::warning, "several-states", {}, record_of(body.party),
           "one State that the body belongs to; it is counted for each of them");
}

/// Hands the State of bodies on to the bodies that they hold.
void BodsBuild::spread_home(std::vector<std::uint32_t> from) {
  while (!from.empty()) {
    const std::uint32_t at = from.back();
    from.pop_back();
    if (bodies_[at].home.empty()) continue;
    for (const std::uint32_t child : below_[at]) {
      if (bodies_[child].home.empty()) {
        bodies_[child].home = bodies_[at].home;
        from.push_back(child);
      } else if (bodies_[child].home != bodies_[at].home) {
        bodies_[child].several = true;
      }
    }
  }
}

void BodsBuild::assume_home(Body& body) {
  const PartyRow& party = pool_.party_rows[body.party];
  body.assumed = true;
  body.home = homes_[party.jurisdiction];
  if (body.home.empty())
    warn(party.place, Severity::warning, "no-state", "/recordDetails/jurisdiction", record_of(body.party),
         "the State of a State body: no State holds it and its jurisdiction has no code; belongs to none");
  else
    warn(party.place, Severity::note, "assumed-state", "/recordDetails/jurisdiction", record_of(body.party),
         "no State holds this body; assumed to belong to the State of its jurisdiction, " + body.home);
}

VertexId BodsBuild::state_vertex(std::string_view id, const BodsPlace& place) {
  if (const std::optional<VertexId> vertex = builder_.find(VertexKind::state, id)) return *vertex;
  warn(place, Severity::note, "state-created", {}, id,
       "a State that no record describes; added because a body of it is");
  return add_actor(VertexKind::state, {}, id, {}, {}, {}, place, 0);
}

void BodsBuild::add_memberships() {
  for (const Body& body : bodies_) {
    const VertexId member = row_vertex_[body.party];
    const PartyRow& party = pool_.party_rows[body.party];
    for (const Parent& parent : body.parents)
      builder_.add_membership(member, row_vertex_[parent.party], parent.valid, evidence_of(parent.source, parent.file));
    if (body.assumed && !body.home.empty())
      builder_.add_membership(member, state_vertex(body.home, party.place), {},
                              evidence_of(party.source, party.place.file));
  }
}

/// A State of the register is the recorded State whose id is its code.
void BodsBuild::add_same_states() {
  Settings settings;
  for (const auto& [code, rows] : states_by_code_)
    for (const std::uint32_t row : rows) {
      if (!is_latest(row)) continue;
      const std::string id{record_of(row)};
      if (id == code) continue;
      builder_.add_alias(row_vertex_[row], code);
      if (!builder_.find(VertexKind::state, code)) continue;
      settings.same_as.push_back({.ids = {code, id}, .note = "a State of a register with the code " + code});
      warn(pool_.party_rows[row].place, Severity::note, "same-state", "/recordDetails/jurisdiction", id,
           "taken as the recorded State " + code);
    }
  std::sort(settings.same_as.begin(), settings.same_as.end(),
            [](const SameAs& a, const SameAs& b) { return a.ids < b.ids; });
  if (!settings.same_as.empty()) builder_.add(std::move(settings));
}

}  // namespace dutygraph::io::detail
