// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstdint>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "io/csv_map.hpp"
#include "io/csv_rows.hpp"
#include "io/native_file.hpp"

namespace dutygraph::io::detail {

/// Tables of any kind, with a map that says what their columns mean: rows become native records, and those are read
/// like any other.
///
/// Rules of the complaints beside those of native records (E: the row is set aside, or refuses the file when read
/// strictly):
///
///   malformed-csv, invalid-utf8, row-too-long, ragged-row       E
///   invalid-number, invalid-share, invalid-date, ambiguous-date,
///   invalid-boolean, invalid-json, unmapped-value               E  cells
///   conflicting-record        E  of this record: another row says something else under the id of a `once`
///   unknown-column, duplicate-column, missing-column            E  the file is refused in any case
///   no-record                 W  rows of which no record of the map is made, counted once a file
///   skipped-rows              N  rows that the map leaves out, counted once a rule
///   left-out-value            N  cells that the map leaves out, counted once a field
///   unused-column             N  columns that the map does not name, once a file
class MappedCsvReader {
 public:
  /// Both must outlive the reader.
  MappedCsvReader(NativeReader& native, Report& report) : native_{&native}, report_{&report} {}
  /// \throws Unreadable; Cancelled; InvalidData if columns are missing or, unless \p lenient, with all its errors.
  void read(Input& input, const CsvMap& map, bool lenient);

 private:
  /// A record that was made once: its content, and the file and line that it came from.
  struct Made {
    std::uint64_t content = 0;
    std::string file;
    std::uint64_t line = 0;
  };
  NativeReader* native_;
  Report* report_;
  std::unordered_map<std::string, Made> once_{};  ///< by section and id
  std::set<std::string> maps_{};                  ///< that are among the inputs already
};

}  // namespace dutygraph::io::detail
