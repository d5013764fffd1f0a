// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <memory>

#include <dutygraph/graph/builder.hpp>
#include <dutygraph/io/read.hpp>

#include "io/input.hpp"
#include "io/report.hpp"
#include "io/tags.hpp"

namespace dutygraph::io::detail {

/// The files of the Global Legal Entity Identifier Foundation: level 1 (who is who), level 2 (who owns whom) and
/// reporting exceptions, as XML, JSON, JSON Lines, answers of the programming interface, or golden copies in CSV.
///
/// An entity is a company whose id is its LEI; funds and international organisations are organisations, resident
/// government entities are agencies of their State, sole proprietors are natural persons. The child is where a
/// relationship starts, so its end holds: consolidation has the basis `consolidation` and an unknown share; branches,
/// sub-funds, feeders and fund managers are kept with the basis `other`. An exception is an interest of an unknown
/// holder, with the exception as the reason why it is unknown.
///
/// Only the relationship period says how long; accounting and filing periods do not. A lapsed registration is old, not
/// ended. Of several records of one entity or relationship the one updated last counts.
///
/// Rules of the complaints (E: the row is set aside, or an error when read strictly; W: warning; N: note):
///
///   malformed-json, wrong-type, malformed-csv, ragged-row            E  not a row
///   missing-lei, bad-lei, missing-type, missing-column               E  not a row of GLEIF
///   not-gleif                      E  no row of the file is one: the file is refused in any case
///   malformed-xml, entity-declaration, undefined-entity, too-deep, row-too-long   E  the file is refused
///   lei-check-digits               W  an LEI whose check digits are wrong
///   unknown-relationship-type      W  the basis is taken as unknown
///   unknown-exception              W  a category that is neither direct nor ultimate parent: left out
///   unknown-jurisdiction           W  no code of ISO 3166: left out
///   unreadable-date                W  taken as a day that is not known
///   implausible-date               W  a year before 1000 or after 2200: taken as a day that is not known
///   ends-before-start              W  an end that is not after the beginning
///   inactive-without-end           W  ended, on a day that is not known
///   annulled                       W  a record that should not have been made: left out
///   dangling-reference             W  an entity without a level 1 record, although such records were read
///   several-values                 W  a record of another entity type under one LEI
///   stale-record                   N  lapsed registrations, counted once a file
///   deleted                        N  records marked as deleted: left out
///   no-level-1                     N  entities without names, because no level 1 file was read
///   replaced-record                N  an older record of the same thing
///   exception-beside-parent        N  an exception for a parent that there is a record of: left out
///   person-anonymised              N  sole proprietors; see RegisterActors for the rest
class GleifReader {
 public:
  /// All must outlive the reader.
  GleifReader(Report& report, const ReadOptions& options, Tags& tags);
  ~GleifReader();
  /// Reads one file of any level and encoding into the pool.
  /// \throws Unreadable; Cancelled; InvalidData if the file is not GLEIF's or no well-formed XML.
  void read(Input& input);
  /// Adds everything to \p builder. Native documents and BODS come before.
  void finish(GraphBuilder& builder);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace dutygraph::io::detail
