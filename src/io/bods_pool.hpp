// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include <dutygraph/graph/detail/lexicon.hpp>
#include <dutygraph/graph/detail/text_pool.hpp>

#include "io/bods_chunks.hpp"
#include "io/bods_names.hpp"
#include "io/bods_statement.hpp"
#include "io/report.hpp"

namespace dutygraph::io::detail {

inline constexpr std::uint32_t no_row = 0xFFFFFFFFU;

/// Where a statement stands. Files beyond what 16 bits count share the last number.
struct BodsPlace {
  static constexpr std::size_t most_files = 0x10000;
  std::uint32_t line = 0;
  std::uint16_t file = 0;
};

/// An entity or person, as its latest statement describes it.
struct PartyRow {
  std::uint64_t statement = 0;  ///< hash of the statement's id; 0: it has none
  dutygraph::detail::Text name{};
  Interval lifetime{};
  std::uint32_t record = 0;         ///< in BodsPool::parties
  std::int32_t stated = INT32_MIN;  ///< Date::raw(); INT32_MIN: not dated
  std::uint32_t first_identifier = 0;
  std::uint16_t identifiers = 0;
  std::uint16_t jurisdiction = 0;  ///< in BodsPool::jurisdictions
  std::uint16_t source = 0;
  BodsParty party = BodsParty::unknown_entity;
  bool ended_by_closing = false;  ///< the end of `lifetime` is the date of the closing statement
  BodsPlace place{};

  [[nodiscard]] bool is_person() const noexcept { return party == BodsParty::person; }
};
static_assert(sizeof(PartyRow) == 56);

/// One statement of a relationship.
struct RelationRow {
  std::uint64_t statement = 0;
  std::uint32_t record = 0;               ///< in BodsPool::relations
  std::uint32_t previous = no_row;        ///< the statement of the same record that was read before
  std::uint32_t subject = 0, holder = 0;  ///< in BodsPool::parties; of an unspecified one the reason
  std::int32_t stated = INT32_MIN;
  std::uint32_t first_interest = 0;
  BodsPlace place{};
  std::uint16_t interests = 0;
  std::uint16_t source = 0;
  BodsReference::Form subject_form{}, holder_form{};
  bool dead = false;  ///< replaced by another statement with the same id

  [[nodiscard]] std::optional<Date> date() const noexcept {
    return stated == INT32_MIN ? std::nullopt : std::optional{Date::from_raw(stated)};
  }
};
static_assert(sizeof(RelationRow) == 48);

/// One interest of a relationship.
struct InterestRow {
  Interval valid{};
  std::uint32_t share = no_row;  ///< in BodsPool::shares; no_row: none was given
  std::uint16_t code = 0;        ///< in BodsCodes
  vocab::Basis basis = vocab::Basis::unknown;
  Directness directness = Directness::unknown;

  friend bool operator==(const InterestRow&, const InterestRow&) = default;
};
static_assert(sizeof(InterestRow) == 16);

/// One identifier of an entity or person.
struct IdentifierRow {
  dutygraph::detail::Text number{};
  std::uint16_t scheme = 0;  ///< in BodsPool::schemes
};

struct BodsFile {
  std::string name, base_name, digest{};
};

/// A statement of 0.1 to 0.3 that replaces another; both are record names.
struct Replacement {
  std::uint32_t replaced = 0, by = 0;
};

/// All statements of all files, as compact rows: nothing is resolved yet.
class BodsPool {
 public:
  BodsPool(Report& report, bool persons);

  /// The number of a file.
  [[nodiscard]] std::uint16_t add_file(std::string name, std::string base_name);
  /// Adds a statement. Statements wait in a batch until flush(), because looking up one id after the other means
  /// waiting for memory each time.
  void add(const BodsStatement& statement, BodsPlace place);
  void flush();
  /// Closes the last file: reports what was counted.
  void finish_file(std::string digest);

  // What has been added; for those who resolve it.
  Names parties, relations;
  Chunks<PartyRow> party_rows;
  Chunks<std::uint32_t> party_of;  ///< by party name; no_row: no statement describes it
  Chunks<RelationRow> relation_rows;
  Chunks<std::uint32_t> last_relation;  ///< by relation name: its last statement read
  Chunks<InterestRow> interest_rows;
  dutygraph::detail::Shares shares;
  dutygraph::detail::TextPool texts;  ///< names and identifiers
  Chunks<IdentifierRow> identifiers;
  std::vector<std::string> schemes, jurisdictions;  ///< number 0 of either is the absent one
  std::vector<Replacement> replaced_parties, replaced_relations;
  std::vector<BodsFile> files;
  bool has_bodies = false;        ///< some entity is a state body
  bool has_closing_ends = false;  ///< some entity ends with its closing statement only

  /// The party that the statement with this id describes. For references by statement ids in 0.4.
  [[nodiscard]] std::uint32_t party_of_statement(std::string_view id) const;
  /// Gives back what only add() and party_of_statement() need.
  void forget_indexes();
  void warn(const BodsPlace& place, Severity severity, std::string_view rule, std::string_view path,
            std::string_view value, std::string_view hint) const;

 private:
  /// A statement in the batch. Texts are in `batch_text_`, lists in the other members named so.
  struct Staged {
    bool is_party = true;
    PartyRow party{};
    RelationRow relation{};
    Names::Search record{}, subject{}, holder{};
    std::string_view name{};
    std::uint32_t first_replaced = 0, replaced = 0;
  };
  /// Numbers for few distinct words.
  struct Words {
    std::unordered_map<std::string, std::uint16_t> index{};
    std::string last{};
    std::uint16_t last_number = 0;
  };
  struct PartyStatement {
    std::uint64_t hash = 0;
    std::uint32_t row = 0;
  };
  static constexpr std::size_t batch_size = 64;
  static constexpr std::size_t most_words = 20'000;
  static constexpr std::size_t most_in_list = 0xFFFF;  // identifiers of one entity, interests of one statement

  // --- into the batch
  [[nodiscard]] std::string_view keep(std::string_view text);
  void make_room(const BodsStatement& statement);
  void stage_party(const BodsStatement& statement, Staged& staged);
  void stage_relation(const BodsStatement& statement, Staged& staged);
  [[nodiscard]] std::uint16_t word(Words& words, std::vector<std::string>& list, std::string_view text,
                                   const BodsPlace& place);
  // --- out of it
  void prefetch_batch();
  void settle_party(Staged& staged);
  void settle_relation(Staged& staged);
  void settle_replaced(const Staged& staged, Names& names, std::uint32_t by, std::vector<Replacement>& list);
  /// Whether a statement was there before; remembers it.
  [[nodiscard]] bool is_repeated(const Staged& staged, const PartyRow& row);
  [[nodiscard]] bool is_repeated(const Staged& staged, const RelationRow& row);
  [[nodiscard]] bool same_content(const Staged& staged, const PartyRow& row, const PartyRow& before) const;
  [[nodiscard]] bool same_content(const RelationRow& row, const RelationRow& before) const;
  void count_repeated(const BodsPlace& place) noexcept;
  void other_content(const BodsPlace& place, std::string_view record) const;

  // Statements are indexed by the hash of their ids; the lowest bit tells relations from parties.
  [[nodiscard]] std::uint32_t find_statement(std::uint64_t hash) const;
  [[nodiscard]] static constexpr bool is_relation(std::uint32_t tagged) noexcept { return (tagged & 1U) != 0; }

  Report& report_;
  bool persons_;
  HashIndex statements_;
  Chunks<PartyStatement> party_statements_;

  std::vector<Staged> batch_;
  std::size_t waiting_ = 0;
  std::string batch_text_;  // never grows while views of it are about
  std::vector<std::string_view> batch_replaced_;
  std::vector<InterestRow> batch_interests_;
  std::vector<std::pair<std::uint16_t, std::string_view>> batch_identifiers_;

  Words scheme_words_, jurisdiction_words_;
  std::uint64_t repeated_ = 0;  // statements of the current file that were there before
  BodsPlace first_repeated_{};
  std::uint64_t hidden_persons_ = 0;
};

}  // namespace dutygraph::io::detail
