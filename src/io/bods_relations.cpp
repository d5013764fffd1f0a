// SPDX-License-Identifier: BSL-1.0

/// \file
/// Relationships: the versions of each record, and their interests as rows of the graph.

#include <algorithm>
#include <utility>

#include "io/bods_build.hpp"

namespace dutygraph::io::detail {

using Form = BodsReference::Form;

// --- before 0.4: statements that replace others ----------------------------------------------------------------------

void BodsBuild::find_lineage() {
  const auto row_of = [this](std::uint32_t record) { return pool_.last_relation[record]; };
  for (const Replacement& replacement : pool_.replaced_relations) {
    if (row_of(replacement.by) == no_row || row_of(replacement.replaced) == no_row) continue;
    // In a circle the one that ends it replaces, and is not replaced.
    if (relation_successors_.head(replacement.replaced) == replacement.replaced) continue;
    for (const std::uint32_t record : {replacement.by, replacement.replaced})
      lineage_[record].stated = pool_.relation_rows[row_of(record)].date();
    Lineage& later = lineage_[replacement.by];
    Lineage& earlier = lineage_[replacement.replaced];
    earlier.replaced = true;
    if (!later.stated)
      earlier.superseded_undated = true;
    else if (!earlier.superseded || *later.stated < *earlier.superseded)
      earlier.superseded = later.stated;
    if (!later.replaces || earlier.stated > lineage_[later.earlier].stated) later.earlier = replacement.replaced;
    later.replaces = true;
  }
}

/// The id under which a statement's interests are kept: its own if nothing replaced it, else that of the last
/// statement of its series and its date.
const std::string& BodsBuild::key_by_lineage(std::uint32_t record) {
  Lineage& lineage = lineage_[record];
  if (!lineage.key.empty()) return lineage.key;
  const std::uint32_t head = relation_successors_.head(record);
  const std::string_view key = pool_.relations[head];
  lineage.key = head == record ? std::string{key} : dated_key(key, lineage.stated);
  return lineage.key;
}

BodsBuild::Version BodsBuild::version_by_lineage(const RelationRow& row) {
  Version version{.row = &row, .key = key_by_lineage(row.record)};
  const Lineage& lineage = lineage_[row.record];
  version.versioned = lineage.replaces || lineage.replaced;
  version.first = !lineage.replaces;
  version.superseded = lineage.superseded;
  if (lineage.replaces) version.supersedes = key_by_lineage(lineage.earlier);
  return version;
}

// --- 0.4: statements of one record -----------------------------------------------------------------------------------

std::string BodsBuild::dated_key(std::string_view key, std::optional<Date> stated) {
  std::string dated = std::string{key} + "@" + stated.value_or(Date{}).to_string();
  const std::uint32_t repeat = used_keys_[dated]++;
  if (repeat != 0) dated += "#" + std::to_string(repeat + 1);
  while (pool_.relations.find(dated) != HashIndex::none) dated += "#";
  return dated;
}

/// Of the versions that bear no date only the last one read can count: when the others were replaced is not known.
void BodsBuild::drop_undated(std::vector<Earlier>& statements) const {
  const auto dated = std::find_if(statements.begin(), statements.end(),
                                  [](const Earlier& earlier) { return earlier.row.stated != INT32_MIN; });
  if (dated - statements.begin() < 2) return;
  for (auto earlier = statements.begin(); earlier + 1 != dated; ++earlier)
    warn(earlier->row.place, Severity::warning, "undated-version", "/statementDate",
         pool_.relations[earlier->row.record],
         "a statement date: there are other versions of this record; left out, the last one read counts");
  statements.erase(statements.begin(), dated - 1);
}

/// Adds the versions of a 0.4 record in the order in which they were stated; of one day in the order of the file.
/// \p statements: in the order of the file.
void BodsBuild::add_series(std::vector<Earlier> statements) {
  std::stable_sort(statements.begin(), statements.end(),
                   [](const Earlier& a, const Earlier& b) { return a.row.stated < b.row.stated; });
  drop_undated(statements);
  std::string before;
  for (std::size_t i = 0; i < statements.size(); ++i) {
    const Earlier& statement = statements[i];
    Version version{.row = &statement.row, .interests = &statement.interests, .supersedes = before};
    version.versioned = statements.size() > 1;
    version.first = i == 0;
    const std::string_view record = pool_.relations[statement.row.record];
    if (i + 1 == statements.size()) {
      version.key = record;
    } else {
      version.key = dated_key(record, statement.row.date());
      version.superseded = statements[i + 1].row.date();
    }
    if (statement.row.interests != 0) before = version.key;
    add_version(version);
  }
}

// --- into the graph --------------------------------------------------------------------------------------------------

void BodsBuild::add_relations() {
  constexpr std::uint32_t ahead = 16;
  Chunks<RelationRow>& rows = pool_.relation_rows;
  for (std::uint32_t at = 0; at < rows.size(); ++at) {
    if (at + ahead < rows.size()) {
      prefetch(&name_vertex_[rows[at + ahead].subject]);
      prefetch(&name_vertex_[rows[at + ahead].holder]);
    }
    const RelationRow& row = rows[at];
    if (pool_.last_relation[row.record] != at)
      keep_for_later(row);
    else
      add_record(row);
    // What has been added is given back at once: the graph grows by as much.
    if (at % Chunks<RelationRow>::chunk_size == 0) {
      pool_.interest_rows.release_before(row.first_interest);
      rows.release_before(at);
    }
  }
}

BodsBuild::Earlier BodsBuild::taken_out(const RelationRow& row) const {
  Earlier earlier{row, {}};
  for (std::uint16_t i = 0; i < row.interests; ++i)
    earlier.interests.push_back(pool_.interest_rows[row.first_interest + i]);
  return earlier;
}

/// Sets a version aside until the last one of its record is there.
void BodsBuild::keep_for_later(const RelationRow& row) {
  if (!row.dead) earlier_[row.record].push_back(taken_out(row));
}

void BodsBuild::add_record(const RelationRow& last) {
  if (const auto kept = earlier_.find(last.record); kept != earlier_.end()) {
    std::vector<Earlier> statements = std::move(kept->second);
    earlier_.erase(kept);
    if (!last.dead) statements.push_back(taken_out(last));
    add_series(std::move(statements));
  } else if (last.dead) {
    return;
  } else if (!lineage_.empty() && lineage_.contains(last.record)) {
    const Version version = version_by_lineage(last);
    if (lineage_[last.record].superseded_undated)
      warn(last.place, Severity::warning, "undated-version", "/replacesStatements", pool_.relations[last.record],
           "a statement date of the statement that replaces this one; left out, the later one counts");
    else
      add_version(version);
  } else {
    add_version({.row = &last});
  }
}

void BodsBuild::add_version(const Version& version) {
  const RelationRow& row = *version.row;
  if (row.interests == 0) return;
  const std::string_view head = pool_.relations[relation_successors_.head(row.record)];
  const VertexId company = end_of(row, true, head, version.versioned);
  const VertexId holder = end_of(row, false, head, version.versioned);
  if (company == holder)
    warn(row.place, Severity::note, "self-owned", "/interestedParty", pool_.relations[row.record],
         "an entity that holds an interest in itself; such shares carry no votes");
  add_interests(version, holder, company);
}

void BodsBuild::add_interests(const Version& version, VertexId holder, VertexId company) {
  const RelationRow& row = *version.row;
  const bool group_tie = is_group_tie(row);
  GraphBuilder::RegisterInterest out;
  out.key = version.key.empty() ? pool_.relations[row.record] : std::string_view{version.key};
  out.interest = &interest_;
  out.evidence = evidence_of(row.source, row.place.file);
  out.stated = row.date();
  out.versioned = version.versioned;
  out.first_version = version.first;
  out.superseded = version.superseded;
  out.supersedes = version.supersedes;
  for (std::uint16_t i = 0; i < row.interests; ++i) {
    const InterestRow& interest =
        version.interests != nullptr ? (*version.interests)[i] : pool_.interest_rows[row.first_interest + i];
    if (group_tie && is_membership(interest)) continue;
    interest_.basis = interest.basis;
    interest_.directness = interest.directness;
    interest_.valid = interest.valid;
    interest_.share = interest.share == no_row ? std::nullopt : std::optional{pool_.shares[interest.share]};
    if (interest.code != interest_code_) {
      interest_code_ = interest.code;
      interest_.code = codes_[interest.code].text;
    }
    builder_.add_interest(holder, company, out);
  }
}

/// The vertex at one end of a relationship. \p may_exist: other versions may have added an unspecified one.
VertexId BodsBuild::end_of(const RelationRow& row, bool subject, std::string_view key, bool may_exist) {
  const Form form = subject ? row.subject_form : row.holder_form;
  const std::uint32_t name = subject ? row.subject : row.holder;
  if (form != Form::absent && form != Form::unspecified) return name_vertex_[name];
  std::string id = "unknown:" + std::string{key} + (subject ? "/subject" : "");
  if (may_exist)
    if (const std::optional<VertexId> vertex = builder_.find(VertexKind::organisation, id)) return *vertex;
  while (find_actor(id)) id += "#";
  return add_actor(VertexKind::organisation, "unknown", id, {}, {}, {}, row.place, row.source, pool_.parties[name]);
}

}  // namespace dutygraph::io::detail
