// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include <dutygraph/graph/builder.hpp>
#include <dutygraph/io/read.hpp>

#include "io/bods_pool.hpp"
#include "io/bods_statement.hpp"
#include "io/report.hpp"
#include "io/tags.hpp"

namespace dutygraph::io::detail {

/// Which record stands for another after all `replacesStatements`.
class Successors {
 public:
  /// \p later says whether one record was stated after another. \return records that replace each other in a circle,
  /// one of each circle.
  template <class Later>
  std::vector<std::uint32_t> build(const std::vector<Replacement>& list, Later&& later);
  /// The record itself, or the one that replaced it last.
  [[nodiscard]] std::uint32_t head(std::uint32_t record) const {
    const auto at = next_.find(record);
    return at == next_.end() ? record : at->second;
  }
  /// Each record that was replaced, with its head.
  [[nodiscard]] const std::unordered_map<std::uint32_t, std::uint32_t>& heads() const noexcept { return next_; }

 private:
  std::unordered_map<std::uint32_t, std::uint32_t> next_;
};

/// Resolves a pool of statements and hands it to a builder: entities and persons first, then who belongs to which
/// State, then interests. The pool is spent.
class BodsBuild {
 public:
  BodsBuild(BodsPool& pool, const BodsSources& sources, const BodsCodes& codes, const ReadOptions& options,
            GraphBuilder& builder, Tags& tags)
      : pool_{pool}, sources_{sources}, codes_{codes}, options_{options}, builder_{builder}, tags_{tags} {}
  void run();
  /// The ids of the States that the pool had, by ISO 3166-1 code.
  [[nodiscard]] const std::map<std::string, std::string>& state_ids() const noexcept { return state_ids_; }

 private:
  enum class Group : std::uint8_t { none, state, body };
  /// One State or body above a body.
  struct Parent {
    std::uint32_t party = 0;
    Interval valid{};
    std::uint16_t source = 0, file = 0;
    friend bool operator==(const Parent&, const Parent&) = default;
  };
  /// What is known of a State body.
  struct Body {
    std::uint32_t party = 0;
    std::vector<Parent> parents{};
    std::string home{};    ///< id of its State
    bool several = false;  ///< belongs to several States
    bool assumed = false;  ///< `home` is that of its jurisdiction
    [[nodiscard]] bool placed() const noexcept { return assumed || !home.empty(); }
  };
  /// A statement about a relationship, taken out of the pool until the last one of its record is there.
  struct Earlier {
    RelationRow row{};
    std::vector<InterestRow> interests{};
  };
  /// One version of a relationship record, with its place among the others.
  struct Version {
    const RelationRow* row = nullptr;
    const std::vector<InterestRow>* interests = nullptr;  ///< null: still in the pool
    std::string key{}, supersedes{};                      ///< key empty: the record's own
    std::optional<Date> superseded{};
    bool versioned = false, first = true;
  };
  /// What replacesStatements says about one relationship statement.
  struct Lineage {
    std::optional<Date> stated{};
    bool replaces = false;  ///< statements that are in the files
    bool replaced = false;
    std::optional<Date> superseded{};  ///< earliest statement that replaces it
    bool superseded_undated = false;
    std::uint32_t earlier = no_row;  ///< relation name that it replaces
    std::string key{};               ///< once chosen
  };
  /// A party that is named, but described by no statement.
  struct Missing {
    BodsPlace place{};
    std::uint16_t source = 0;
    bool held = false, person = false;
  };

  // --- bods_build.cpp
  void add_files();
  void follow_replacements();
  void resolve_names();
  void find_missing();
  [[nodiscard]] EvidenceId evidence_of(std::uint16_t source, std::uint16_t file) const noexcept {
    return source == 0 ? file_evidence_[file] : source_evidence_[source];
  }
  [[nodiscard]] SourceId source_of(std::uint16_t source, std::uint16_t file) const noexcept {
    return source == 0 ? file_source_[file] : source_id_[source];
  }
  /// The row of the party that a name stands for; no_row if no statement describes it.
  [[nodiscard]] std::uint32_t party_of(std::uint32_t name) const noexcept { return pool_.party_of[name]; }
  [[nodiscard]] bool is_latest(std::uint32_t row) const noexcept {
    return party_of(pool_.party_rows[row].record) == row;
  }
  [[nodiscard]] std::string_view record_of(std::uint32_t row) const noexcept {
    return pool_.parties[pool_.party_rows[row].record];
  }
  void warn(const BodsPlace& place, Severity severity, std::string_view rule, std::string_view path,
            std::string_view value, std::string_view hint) const {
    pool_.warn(place, severity, rule, path, value, hint);
  }

  // --- States and their bodies: bods_states.cpp
  void find_homes();
  [[nodiscard]] std::string home_of_code(std::uint16_t jurisdiction) const;
  void find_parents();
  void add_parent(const RelationRow& row, const InterestRow& interest);
  void trace_bodies();
  void spread_home(std::vector<std::uint32_t> from);
  void assume_home(Body& body);
  void add_memberships();
  void add_same_states();
  [[nodiscard]] VertexId state_vertex(std::string_view id, const BodsPlace& place);
  /// Whether an interest says where a body belongs, and so is no holding.
  [[nodiscard]] bool is_membership(const InterestRow& interest) const noexcept {
    return interest.basis == vocab::Basis::law || interest.share == no_row || pool_.shares[interest.share].is_unknown();
  }
  /// Whether a relationship is one of a State or body to a body.
  [[nodiscard]] bool is_group_tie(const RelationRow& row) const noexcept {
    return !group_.empty() && group_[row.subject] == Group::body && group_[row.holder] != Group::none &&
           row.subject != row.holder;
  }

  // --- entities and persons: bods_parties.cpp
  void find_same_parties();
  void join(std::uint32_t a, std::uint32_t b, const IdentifierRow& identifier);
  [[nodiscard]] std::uint32_t root_of(std::uint32_t row);
  void mend_closing_ends();
  void add_parties();
  void add_party(std::uint32_t row);
  void add_persons();
  void add_missing();
  void add_same_as();
  void match_tags(std::uint32_t row);
  void apply_tags();
  [[nodiscard]] VertexId add_actor(VertexKind kind, std::string_view type, std::string_view id, std::string_view name,
                                   std::string_view home, Interval lifetime, const BodsPlace& place,
                                   std::uint16_t source, std::string_view note = {});
  [[nodiscard]] std::optional<VertexId> find_actor(std::string_view id) const;
  void names_to_vertices();

  // --- relationships: bods_relations.cpp
  void find_lineage();
  void add_relations();
  void keep_for_later(const RelationRow& row);
  [[nodiscard]] Earlier taken_out(const RelationRow& row) const;
  void add_record(const RelationRow& last);
  void add_series(std::vector<Earlier> statements);
  void drop_undated(std::vector<Earlier>& statements) const;
  void add_version(const Version& version);
  void add_interests(const Version& version, VertexId holder, VertexId company);
  [[nodiscard]] Version version_by_lineage(const RelationRow& row);
  [[nodiscard]] const std::string& key_by_lineage(std::uint32_t record);
  [[nodiscard]] std::string dated_key(std::string_view key, std::optional<Date> stated);
  [[nodiscard]] VertexId end_of(const RelationRow& row, bool subject, std::string_view key, bool may_exist);

  BodsPool& pool_;
  const BodsSources& sources_;
  const BodsCodes& codes_;
  const ReadOptions& options_;
  GraphBuilder& builder_;
  Tags& tags_;

  std::vector<SourceId> source_id_, file_source_;
  std::vector<EvidenceId> source_evidence_, file_evidence_;
  Successors party_successors_, relation_successors_;

  std::vector<std::string> homes_;  // by jurisdiction
  std::map<std::string, std::vector<std::uint32_t>> states_by_code_;
  std::map<std::string, std::string> state_ids_;
  std::vector<Body> bodies_;
  std::vector<std::vector<std::uint32_t>> below_;             // by body: the bodies that it holds
  std::unordered_map<std::uint32_t, std::uint32_t> body_of_;  // by party row
  std::vector<Group> group_;                                  // by party name; empty if there are no bodies

  std::unordered_map<std::uint32_t, std::uint32_t> joined_;  // party row: another one of the same party
  std::unordered_map<std::uint32_t, std::string> joined_by_, joined_id_;
  std::vector<std::uint32_t> persons_;        // party names
  std::map<std::uint32_t, Missing> missing_;  // by party name
  std::unordered_map<std::uint32_t, VertexId> missing_vertex_;
  std::vector<VertexId> row_vertex_;                             // by party row
  std::vector<VertexId> name_vertex_;                            // by party name
  std::vector<std::pair<std::uint32_t, std::uint32_t>> tagged_;  // party row, tag

  std::unordered_map<std::uint32_t, std::vector<Earlier>> earlier_;  // by relation name
  std::unordered_map<std::uint32_t, Lineage> lineage_;               // by relation name
  std::unordered_map<std::string, std::uint32_t> used_keys_;
  Interest interest_{};  // reused for every interest
  std::uint16_t interest_code_ = 0;
};

}  // namespace dutygraph::io::detail
