// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include <dutygraph/graph/builder.hpp>
#include <dutygraph/io/read.hpp>

#include "io/input.hpp"
#include "io/report.hpp"
#include "io/tags.hpp"

namespace dutygraph::io::detail {

/// Beneficial Ownership Data Standard 0.1 to 0.4, JSON or JSON Lines, mixed versions in one file.
///
/// Statements of all files form one pool: references and series resolve in finish().
///
/// Rules of the complaints (E: the row is set aside, or refuses the file when read strictly; S: an error when read
/// strictly, else a warning; W: warning; N: note):
///
///   malformed-json, invalid-utf8, too-deep, duplicate-key, wrong-type, too-long   E  not a row of sound JSON
///   not-a-statement, missing-type, unknown-statement-type, missing-id             E  not a row of BODS
///   two-parties                      E  a reference to an entity and a person at once
///   bad-share, share-out-of-range    E  no percentage; beyond 0 to 100, or a range that is empty
///   not-bods                         E  no row of the file is a statement: the file is refused in any case
///
///   share-rounded                    S  finer than 1e-9 percent (a note unless strict)
///   unreadable-date                  S  no date; taken as a day that is not known
///   ends-before-start                S  the interest is left out, the end of an entity taken as unknown
///
///   unknown-version                  W  bodsVersion is none of 0.1 to 0.4
///   unknown-record-status, missing-statement-id                  W  envelope of 0.4
///   duplicate-statement              W  same statement id: repeats count once, of different ones the last
///   record-type-differs              W  one record id for an entity and a person
///   undated-version, cyclic-replacement                          W  versions that cannot be put in order
///   missing-entity-type, unknown-entity-type                     W  taken as unknownEntity
///   missing-interest-type, unknown-interest-type                 W  basis taken as unknown, code kept
///   unknown-directness, direct-with-components                   W  direct or indirect
///   exact-beside-range               W  exact share outside the range given with it: the hull counts
///   closed-without-end               W  closed record without end date: ends with the closing statement
///   closed-before-its-interests      W  closed entity whose interests go on: ends with them
///   never-in-force                   W  ends on the day it begins: left out
///   missing-party                    W  taken as unspecified
///   dangling-reference               W  a party that no statement describes
///   misspelt-key                     W  replaceStatements, read as replacesStatements
///   identifier-conflict              W  one identifier, parties of different kinds: kept apart
///   ambiguous-jurisdiction, unknown-jurisdiction                 W  codes of jurisdictions
///   several-states, no-state, membership-cycle                   W  State bodies
///   too-many-publishers, too-many-words, too-many-interests      W  more than the tables hold
///   tag-unmatched                    W  a tag that no entity answers to
///
///   hybrid-reference                 N  statement id where 0.4 wants a record id, or the other way round
///   old-key                          N  key of an earlier version
///   string-instead-of-array, string-instead-of-object, object-instead-of-array, string-instead-of-number,
///   string-instead-of-boolean, number-instead-of-string, number-instead-of-object   N  read as meant
///   empty-value                      N  "" or null, taken as absent
///   date-time-truncated, date-converted                          N  dates of other forms
///   exact-and-range, share-two-bounds                            N  a share said twice
///   interests-in-text                N  a list of interest types inside `details`
///   no-interests                     N  kept as a tie of unknown basis
///   end-without-closed               N  all interests have ended, the record is not closed
///   self-owned                       N  treasury shares
///   repeated-identifier, identifier-without-id, placeholder-identifier   N  identifiers that say nothing new
///   same-identifier, same-state      N  taken as one (`same_as`)
///   assumed-state, state-created     N  State bodies that no State holds
///   lower-case-code                  N  code of a jurisdiction
///   already-recorded                 N  a native document has a record with this id
///   person-anonymised                N  natural persons, counted once a file
///   empty-file                       N  no statement at all: a legal, empty world
///   tag-used                         N  a tag and the entity that it made an organ
class BodsReader {
 public:
  /// Loads `options.tags`, if there are any. \p report and \p options must outlive the reader.
  /// \throws Unreadable, InvalidData for the tags.
  BodsReader(Report& report, const ReadOptions& options);
  /// Shares \p tags with other readers: who owns them says at the end which matched nothing.
  BodsReader(Report& report, const ReadOptions& options, Tags& tags);
  ~BodsReader();
  /// Reads one file into the pool; \p lines: JSON Lines, else an array, an object or several of either.
  ///
  /// Read strictly, a bad row is an error in the report and reading goes on, so that all of them are seen.
  /// \throws Unreadable; Cancelled; InvalidData if the file is not BODS, or if its brackets do not match.
  void read(Input& input, bool lines);
  /// Resolves versions and references and adds everything to \p builder, which is told of the files too. Native
  /// documents must be in the builder before: their States and companies are recognised.
  void finish(GraphBuilder& builder);
  /// The id of the State with an ISO 3166-1 code, once finished: a State of the register, or the code itself.
  [[nodiscard]] std::string state_of(const std::string& code) const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

/// Whether a file that starts so is BODS: its first object has a key that every statement has.
[[nodiscard]] bool looks_like_bods(std::string_view first_bytes) noexcept;

}  // namespace dutygraph::io::detail
