// SPDX-License-Identifier: BSL-1.0

/// \file
/// Relationships: the versions of each record, and their interests as rows of the graph.

#include <algorithm>

#include "io/bods_build.hpp"

namespace dutygraph::io::detail {

using Form = BodsReference::Form;

// --- before 0.4: statements that replace others ----------------------------------------------------------------------

void BodsBuild::find_lineage() {
  for (const Replacement& replacement : pool_.replaced_relations) {
    const std::uint32_t by = pool_.last_relation[replacement.by];
    const std::uint32_t replaced = pool_.last_relation[replacement.replaced];
    if (by == no_row || replaced == no_row) continue;
    // In a circle the one that ends it replaces, and is not replaced.
    if (relation_successors_.head(replacement.replaced) == replacement.replaced) continue;
    Lineage& earlier = lineage_[replacement.replaced];
    const std::optional<Date> stated = pool_.relation_rows[by].date();
    earlier.replaced = true;
    if (!stated)
      earlier.superseded_undated = true;
    else if (!earlier.superseded || *stated < *earlier.superseded)
      earlier.superseded = stated;
    Lineage& later = lineage_[replacement.by];
    later.replaces = true;
    if (later.earlier == no_row ||
        pool_.relation_rows[replaced].stated > pool_.relation_rows[pool_.last_relation[later.earlier]].stated)
      later.earlier = replacement.replaced;
  }
}

/// The id under which a statement's interests are kept: its own if nothing replaced it, else that of the last
/// statement of its series and its date.
const std::string& BodsBuild::key_by_lineage(std::uint32_t record) {
  const auto at = lineage_.find(record);
  if (at != lineage_.end() && !at->second.key.empty()) return at->second.key;
  const std::uint32_t head = relation_successors_.head(record);
  std::string key{pool_.relations[head]};
  if (head != record) key = dated_key(key, pool_.relation_rows[pool_.last_relation[record]].date());
  return lineage_[record].key = std::move(key);
}

BodsBuild::Version BodsBuild::version_by_lineage(std::uint32_t row) {
  const std::uint32_t record = pool_.relation_rows[row].record;
  Version version{.row = row, .key = key_by_lineage(record)};
  const Lineage lineage = lineage_[record];
  version.versioned = lineage.replaces || lineage.replaced;
  version.first = !lineage.replaces;
  version.superseded = lineage.superseded;
  if (lineage.earlier != no_row) version.supersedes = key_by_lineage(lineage.earlier);
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
void BodsBuild::drop_undated(std::vector<std::uint32_t>& rows) const {
  const auto dated = std::find_if(rows.begin(), rows.end(),
                                  [this](std::uint32_t row) { return pool_.relation_rows[row].stated != INT32_MIN; });
  if (dated - rows.begin() < 2) return;
  for (auto row = rows.begin(); row + 1 != dated; ++row)
    warn(pool_.relation_rows[*row].place, Severity::warning, "undated-version", "/statementDate",
         pool_.relations[pool_.relation_rows[*row].record],
         "a statement date: there are other versions of this record; left out, the last one read counts");
  rows.erase(rows.begin(), dated - 1);
}

/// The versions of a 0.4 record in the order in which they were stated; of one day in the order of the file.
std::vector<BodsBuild::Version> BodsBuild::versions_of(std::uint32_t last_row) {
  std::vector<std::uint32_t> rows;
  for (std::uint32_t at = last_row; at != no_row; at = pool_.relation_rows[at].previous)
    if (!pool_.relation_rows[at].dead) rows.push_back(at);
  std::sort(rows.begin(), rows.end(), [this](std::uint32_t a, std::uint32_t b) {
    return std::pair{pool_.relation_rows[a].stated, a} < std::pair{pool_.relation_rows[b].stated, b};
  });
  drop_undated(rows);
  std::vector<Version> versions;
  const std::string_view record = pool_.relations[pool_.relation_rows[last_row].record];
  std::string before;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    Version version{.row = rows[i], .versioned = rows.size() > 1, .first = i == 0};
    const bool latest = i + 1 == rows.size();
    version.key = latest ? std::string{record} : dated_key(record, pool_.relation_rows[rows[i]].date());
    if (!latest) version.superseded = pool_.relation_rows[rows[i + 1]].date();
    version.supersedes = before;
    if (pool_.relation_rows[rows[i]].interests != 0) before = version.key;
    versions.push_back(std::move(version));
  }
  return versions;
}

// --- into the graph --------------------------------------------------------------------------------------------------

void BodsBuild::add_relations() {
  constexpr std::uint32_t ahead = 16;
  const Chunks<RelationRow>& rows = pool_.relation_rows;
  for (std::uint32_t at = 0; at < rows.size(); ++at) {
    if (at + ahead < rows.size()) {
      prefetch(&name_vertex_[rows[at + ahead].subject]);
      prefetch(&name_vertex_[rows[at + ahead].holder]);
    }
    if (pool_.last_relation[rows[at].record] == at) add_record(at);  // all versions, where the last one was read
  }
}

void BodsBuild::add_record(std::uint32_t last_row) {
  const RelationRow& row = pool_.relation_rows[last_row];
  if (row.previous != no_row) {
    for (const Version& version : versions_of(last_row)) add_version(version);
  } else if (row.dead) {
    return;
  } else if (!lineage_.empty() && lineage_.contains(row.record)) {
    const Version version = version_by_lineage(last_row);
    if (lineage_[row.record].superseded_undated) {
      warn(row.place, Severity::warning, "undated-version", "/replacesStatements", pool_.relations[row.record],
           "a statement date of the statement that replaces this one; left out, the later one counts");
      return;
    }
    add_version(version);
  } else {
    add_version({.row = last_row});
  }
}

void BodsBuild::add_version(const Version& version) {
  const RelationRow& row = pool_.relation_rows[version.row];
  if (row.interests == 0) return;
  const bool shared = version.versioned;
  const std::string_view head = pool_.relations[relation_successors_.head(row.record)];
  const VertexId company = end_of(row, true, head, shared);
  const VertexId holder = end_of(row, false, head, shared);
  if (company == holder)
    warn(row.place, Severity::note, "self-owned", "/interestedParty", pool_.relations[row.record],
         "an entity that holds an interest in itself; such shares carry no votes");
  add_interests(row, version, holder, company);
}

void BodsBuild::add_interests(const RelationRow& row, const Version& version, VertexId holder, VertexId company) {
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
    const InterestRow& interest = pool_.interest_rows[row.first_interest + i];
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
