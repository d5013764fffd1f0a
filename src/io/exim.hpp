// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstdint>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "io/csv_rows.hpp"
#include "io/deal_values.hpp"
#include "io/deals.hpp"

namespace dutygraph::io::detail {

/// Authorisations of the Export-Import Bank of the United States, as it publishes them: CSV, one authorisation a row.
///
/// Each row becomes an engagement of channel n06:
///
///   id         "exim/UNIQUE IDENTIFIER"; the number of the deal, which groups rows, is kept under `extra`
///   roles      the bank as guarantor (of loans: provider), exporter, borrower (beneficiary), lender (intermediary),
///   and
///              an applicant that is none of these (beneficiary)
///   signed, from, to   the dates of decision, effect and expiry; an expiry on the day of effect says nothing
///   amount     the amount approved, in USD
///   status     active; declined; cancelled
///
/// Parties have names only: "exim:COUNTRY:NAME" or "exim:NAME". One name in one country is one party; nothing else is
/// matched. `1900-01-01`, `N/A`, `NULL` and empty cells mean that nothing is known; "Multiple - Exporters", "Various Us
/// Companies" and the like are no parties.
///
/// Rules of the complaints (E: the row is set aside, or refuses the file when read strictly; those of Deals besides):
///
///   malformed-csv, invalid-utf8, row-too-long, ragged-row      E
///   missing-id, duplicate-id                                   E  rows are told apart by their Unique Identifier
///   missing-column                   E  the file is refused in any case
///   unknown-country                  W  a country that is none: left out
///   unknown-decision                 W  neither approved nor declined: kept as it is
///   missing-party                    W  no company can be named
///   no-party                         N  a text that stands for many or for nobody, counted once a file
///   names-only                       N  parties without identifier, counted once a file
class EximReader {
 public:
  /// All must outlive the reader.
  EximReader(Report& report, Deals& deals, bool strict) : report_{&report}, deals_{&deals}, strict_{strict} {}
  /// \throws Unreadable; Cancelled; InvalidData if a column is missing.
  void read(Input& input);

 private:
  void read_header(const CsvRow& row, const std::string& file);
  void read_row(const CsvRow& row);
  void refuse(const CsvRow& row, std::string_view rule, std::string_view path, std::string_view value,
              std::string_view hint);
  [[nodiscard]] std::string_view cell(const CsvRow& row, std::size_t column) const;
  void add_party(Engagement& deal, std::string_view name, std::string_view role, std::string_view home,
                 std::string_view home_from, const DealVoice& voice);

  Report* report_;
  Deals* deals_;
  bool strict_;
  std::set<std::string> ids_{};
  // of the file that is being read
  std::string file_{};
  std::uint32_t number_ = 0;
  std::vector<std::size_t> at_{};  // by column
  std::size_t width_ = 0;
  std::uint64_t no_party_ = 0, named_ = 0;
};

/// Whether a file that starts so has the columns by which these files are known.
[[nodiscard]] bool looks_like_exim(const std::vector<std::string>& header);

}  // namespace dutygraph::io::detail
