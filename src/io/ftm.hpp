// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <memory>

#include <dutygraph/graph/builder.hpp>
#include <dutygraph/io/read.hpp>

#include "io/input.hpp"
#include "io/report.hpp"
#include "io/tags.hpp"

namespace dutygraph::io::detail {

/// FollowTheMoney: one entity a line, or delta lines {"op", "entity"}, in any order.
///
/// Companies, public bodies and organisations become actors; Ownership, Directorship and UnknownLink become interests;
/// ContractAward with its Contract becomes an engagement (public procurement, n13). Entities of all files form one
/// pool: lines of one id are put together, and references resolve in finish().
///
/// Rules of the complaints (E: the row is set aside, or an error when read strictly; W: warning; N: note):
///
///   malformed-json, invalid-utf8, duplicate-key, too-deep, wrong-type          E  not a row of sound JSON
///   missing-id, missing-schema, unknown-op, not-an-entity                      E  not a row of FollowTheMoney
///   not-ftm                       E  no row of the file is an entity: the file is refused in any case
///   missing-party                 W  a link without one of its ends: left out
///   dangling-reference            W  an end that no line describes: kept as a party of which nothing is known
///   unknown-schema                W  a schema that FollowTheMoney 3.8 does not have
///   schema-differs                W  two lines of one id with different schemas: the more special one counts
///   several-values                W  one value where one is possible; which is taken is said
///   unreadable-percentage         W  kept as an unknown share, with the text as the reason
///   unreadable-date               W  taken as a day that is not known
///   ends-before-start             W  the interest is left out
///   unreadable-amount             W  left out
///   unknown-country               W  a code that is none of ISO 3166: left out
///   several-states                W  a public body of several countries: it counts for each of them
///   referent-conflict             W  an old id that two entities claim
///   not-a-company                 N  a link to a ship, an aircraft, a house: left out
///   zero-amount                   N  an award of 0: taken as not known
///   shared-award                  N  awards of one lot, of one amount: one deal with several suppliers
///   government-topic              N  topics say that an organisation is of a government; nothing says of which: a tag
///   can percentage-as-text            N  a range, a sign or words instead of a number string-instead-of-array,
///   number-instead-of-string   N  read as meant merged-lines                  N  several lines of one id were put
///   together not-used                      N  schemas that say nothing here, counted once a file person-anonymised N
///   natural persons, counted once a file; see RegisterActors for the rest
class FtmReader {
 public:
  /// All must outlive the reader.
  FtmReader(Report& report, const ReadOptions& options, Tags& tags);
  ~FtmReader();
  /// Reads one file into the pool; \p lines: JSON Lines, else values one after another or an array.
  /// \throws Unreadable; Cancelled; InvalidData if no row of the file is an entity.
  void read(Input& input, bool lines);
  /// Resolves references and adds everything to \p builder. Native documents and BODS come before.
  void finish(GraphBuilder& builder);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace dutygraph::io::detail
