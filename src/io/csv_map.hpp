// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include <dutygraph/io/read.hpp>

#include "io/cell_values.hpp"

namespace dutygraph::io::detail {

/// A column that a map names, and where in the map.
struct MapColumn {
  std::string name;
  std::uint64_t line = 0;
  std::string path;
};

/// What a value of a record is made of: texts and columns in turn.
struct MapPart {
  std::string text;    ///< of a part that is no column
  std::size_t column;  ///< into CsvMap::columns; `no_column`: a text
};
inline constexpr std::size_t no_column = static_cast<std::size_t>(-1);

/// A field of a record that each row makes.
struct MapField {
  std::vector<FieldStep> path{};
  FoundField field{};
  std::string constant{};        ///< JSON, if it takes nothing from the row
  std::vector<MapPart> parts{};  ///< else
  CellFormats formats{};
  std::string split{};                                       ///< stands between the items of a list; empty: one item
  std::map<std::string, std::string, std::less<>> values{};  ///< cell: JSON
  enum class Others : std::uint8_t { refuse, keep, leave_out } others = Others::keep;  ///< cells not in `values`

  [[nodiscard]] bool takes_cells() const noexcept { return !parts.empty(); }
  /// "interests.0.share".
  [[nodiscard]] std::string name() const;
};

/// Which rows: those whose cells are among the values of each column of `when`, and of no column of `unless`.
struct MapCondition {
  struct Test {
    std::size_t column = 0;
    std::vector<std::string> values{};
  };
  std::vector<Test> when{}, unless{};
};

struct MapRecord {
  std::string section{};
  MapCondition rows{};
  bool once = false;               ///< rows with the same id say the same: the record is made once
  std::vector<MapField> fields{};  ///< by path
};

struct MapSkip {
  MapCondition rows{};
  std::string because{};
};

/// What the columns of a table mean: a JSON file that somebody wrote for files of one kind.
///
/// \code
/// {"map": 1,
///  "separator": ";", "numbers": {"decimal": ",", "group": "."}, "dates": ["DD.MM.YYYY"], "empty": ["", "n/a"],
///  "skip": [{"when": {"Status": "withdrawn"}, "because": "withdrawn by the register"}],
///  "records": [
///    {"section": "companies", "once": true,
///     "record": {"id": "reg-{Number}", "name": "{Company}", "home": "XR"}},
///    {"section": "holdings",
///     "record": {"holder": "XR", "company": "reg-{Number}", "from": "{Since}",
///                "interests": [{"type": "shares", "share": "{Share}"}]}}]}
/// \endcode
///
/// `record` is the native record with columns in braces, `{{` for a brace; names with dots are paths. A field whose
/// cells are empty is left out, and so is an item of a list that cannot be without it. Instead of a text, `{"column":
/// NAME}` or `{"template": TEXT}` with `values`, `others`, `split`, `dates`, `numbers` or `shares`.
struct CsvMap {
  std::string name{};  ///< of the file
  std::string digest{};
  char separator = 0;                  ///< 0: found out
  std::vector<std::string> header{};   ///< names of the columns, if the file has no row of names
  std::vector<std::string> empty{""};  ///< cells that say nothing
  std::vector<MapColumn> columns{};    ///< that it names
  std::vector<MapSkip> skip{};
  std::vector<MapRecord> records{};
};

/// Reads a map. \throws InvalidData with all that is wrong with it
[[nodiscard]] CsvMap parse_csv_map(std::string_view json, const std::string& name);

/// Reads a file with a map. \throws Unreadable; InvalidData with all that is wrong with it
[[nodiscard]] CsvMap read_csv_map(const std::string& path, const ReadOptions& options);

}  // namespace dutygraph::io::detail
