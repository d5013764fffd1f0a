// SPDX-License-Identifier: BSL-1.0
#include "io/bods_build.hpp"

#include <algorithm>

namespace dutygraph::io::detail {

template <class Later>
std::vector<std::uint32_t> Successors::build(const std::vector<Replacement>& list, Later&& later) {
  // Of several that replace one statement the one stated last counts.
  for (const Replacement& replacement : list) {
    const auto [at, added] = next_.try_emplace(replacement.replaced, replacement.by);
    if (!added && later(replacement.by, at->second)) at->second = replacement.by;
  }
  std::vector<std::uint32_t> starts, circles;
  for (const auto& [replaced, by] : next_) starts.push_back(replaced);
  std::sort(starts.begin(), starts.end());  // the same breaks in circles whatever the order of the table
  std::unordered_map<std::uint32_t, std::uint32_t> head;
  for (const std::uint32_t start : starts) {
    std::vector<std::uint32_t> way;
    std::uint32_t at = start;
    std::uint32_t end = no_row;
    while (end == no_row) {
      if (const auto known = head.find(at); known != head.end()) {
        if (known->second != no_row) {
          end = known->second;
        } else {  // on this very way: a circle, which the statement stated last ends
          end = at;
          for (auto i = std::find(way.begin(), way.end(), at); i != way.end(); ++i)
            if (later(*i, end)) end = *i;
          circles.push_back(end);
        }
        break;
      }
      const auto next = next_.find(at);
      if (next == next_.end()) {
        end = at;
        break;
      }
      head.emplace(at, no_row);
      way.push_back(at);
      at = next->second;
    }
    for (const std::uint32_t record : way) head[record] = end;
  }
  next_ = std::move(head);
  return circles;
}

void BodsBuild::run() {
  add_files();
  follow_replacements();
  find_homes();
  resolve_names();
  pool_.forget_indexes();
  find_missing();
  find_parents();
  trace_bodies();
  mend_closing_ends();
  find_same_parties();
  add_parties();
  add_persons();
  add_missing();
  add_same_states();
  add_same_as();
  add_memberships();
  apply_tags();
  names_to_vertices();
  find_lineage();
  add_relations();
}

void BodsBuild::add_files() {
  source_id_.resize(sources_.size());
  source_evidence_.resize(sources_.size());
  for (std::uint16_t i = 1; i < sources_.size(); ++i) {
    source_id_[i] = builder_.add(sources_[i]);
    source_evidence_[i] = builder_.intern({&source_id_[i], 1});
  }
  for (const BodsFile& file : pool_.files) {
    const SourceId source = builder_.add(Source{.id = "file:" + file.base_name, .title = file.base_name});
    builder_.set_file(file.name, file.digest, source);
    file_source_.push_back(source);
    file_evidence_.push_back(builder_.intern({&source, 1}));
  }
}

void BodsBuild::follow_replacements() {
  const auto stated = [](const auto& rows, std::uint32_t row) {
    return row == no_row ? std::pair{INT32_MIN, std::int64_t{-1}} : std::pair{rows[row].stated, std::int64_t{row}};
  };
  const auto complain = [this](const std::vector<std::uint32_t>& circles, const Names& names, auto&& place_of) {
    for (const std::uint32_t record : circles)
      warn(place_of(record), Severity::warning, "cyclic-replacement", "/replacesStatements", names[record],
           "statements that do not replace each other in a circle; the one stated last counts");
  };
  complain(party_successors_.build(pool_.replaced_parties,
                                   [&](std::uint32_t a, std::uint32_t b) {
                                     return stated(pool_.party_rows, pool_.party_of[a]) >
                                            stated(pool_.party_rows, pool_.party_of[b]);
                                   }),
           pool_.parties, [this](std::uint32_t record) { return pool_.party_rows[pool_.party_of[record]].place; });
  complain(relation_successors_.build(pool_.replaced_relations,
                                      [&](std::uint32_t a, std::uint32_t b) {
                                        return stated(pool_.relation_rows, pool_.last_relation[a]) >
                                               stated(pool_.relation_rows, pool_.last_relation[b]);
                                      }),
           pool_.relations,
           [this](std::uint32_t record) { return pool_.relation_rows[pool_.last_relation[record]].place; });
}

/// Lets each name stand for the row of the party that it means: directly, through the statements that replaced it, or
/// because it is the id of a statement about the party.
void BodsBuild::resolve_names() {
  Chunks<std::uint32_t>& party_of = pool_.party_of;
  for (const auto& [name, head] : party_successors_.heads())  // a head stands for itself: the order does not matter
    if (party_of[head] != no_row) party_of[name] = party_of[head];
  for (std::uint32_t name = 0; name < party_of.size(); ++name)
    if (party_of[name] == no_row) {
      const std::uint32_t row = pool_.party_of_statement(pool_.parties[name]);
      // The statement may itself have been replaced.
      if (row != no_row) party_of[name] = party_of[pool_.party_rows[row].record];
    }
  if (!pool_.has_bodies) return;
  group_.assign(party_of.size(), Group::none);
  for (std::uint32_t name = 0; name < party_of.size(); ++name)
    if (party_of[name] != no_row) {
      const BodsParty party = pool_.party_rows[party_of[name]].party;
      group_[name] = party == BodsParty::state        ? Group::state
                     : party == BodsParty::state_body ? Group::body
                                                      : Group::none;
    }
}

/// Finds the parties that relationships name and no statement describes.
void BodsBuild::find_missing() {
  using Form = BodsReference::Form;
  const auto look = [this](const RelationRow& row, std::uint32_t name, Form form, bool held) {
    if (form == Form::absent || form == Form::unspecified || party_of(name) != no_row) return;
    Missing& missing = missing_.try_emplace(name, Missing{row.place, row.source}).first->second;
    missing.held = missing.held || held;
    missing.person = missing.person || form == Form::person_statement;
  };
  for (std::uint32_t at = 0; at < pool_.relation_rows.size(); ++at) {
    const RelationRow& row = pool_.relation_rows[at];
    if (row.dead) continue;
    look(row, row.subject, row.subject_form, true);
    look(row, row.holder, row.holder_form, false);
  }
}

}  // namespace dutygraph::io::detail
