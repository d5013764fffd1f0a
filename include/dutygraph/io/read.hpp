// SPDX-License-Identifier: BSL-1.0
#pragma once

/// \file
/// Reading worlds from files.

#include <concepts>
#include <cstdint>
#include <functional>
#include <initializer_list>
#include <memory>
#include <optional>
#include <span>
#include <stop_token>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <dutygraph/config.hpp>
#include <dutygraph/diagnostics.hpp>
#include <dutygraph/graph/graph.hpp>

namespace dutygraph::io {

/// What a file is written in.
enum class Format : std::uint8_t {
  automatic,
  native,
  bods,   ///< Beneficial Ownership Data Standard 0.1 to 0.4
  ocds,   ///< Open Contracting Data Standard 1.0 and 1.1
  ftm,    ///< FollowTheMoney
  gleif,  ///< Global Legal Entity Identifier Foundation: levels 1 and 2
  iati,   ///< International Aid Transparency Initiative: activities 1.x and 2.x
  csv,    ///< authorisations of an export-import bank; with a map, tables of any kind
  snapshot,
};

/// "auto", "native", "bods" and so on.
[[nodiscard]] DUTYGRAPH_EXPORT std::string_view to_string(Format format) noexcept;
[[nodiscard]] DUTYGRAPH_EXPORT std::optional<Format> parse_format(std::string_view text) noexcept;
/// Every format, "auto" first.
[[nodiscard]] DUTYGRAPH_EXPORT std::span<const Format> formats() noexcept;

/// How to treat rows that break the rules of their format.
enum class Strictness : std::uint8_t {
  automatic,  ///< native files strictly, registers leniently
  strict,     ///< refuse the input and say everything that is wrong with it
  lenient,    ///< set bad rows aside (Reading::quarantine), report them, go on
};

/// How far a long read has come. `bytes_total` is 0 where it is not known.
struct Progress {
  std::string_view file;
  std::uint64_t bytes_read = 0;
  std::uint64_t bytes_total = 0;
};

/// Options of a Reader. The defaults are those of the command line.
struct ReadOptions {
  Strictness strictness = Strictness::automatic;
  std::string tags{};           ///< CSV file `scheme,id,name,state,kind`: which registered entities are State organs
  bool persons = false;         ///< keep ids and names of natural persons; DEFAULT: numbered anonymous holders
  bool match_names = false;     ///< also take actors of one name as one, where nothing speaks against it
  std::uint64_t max_bytes = 0;  ///< refuse files that unpack to more; 0: no limit
  std::function<void(const Progress&)> progress{};  ///< called at most every few megabytes
  std::stop_token stop{};                           ///< asks a long read to end: Cancelled is thrown
};

/// A row that was set aside.
struct QuarantinedRow {
  std::string file;
  std::uint64_t line = 0;
  std::string rule;
  std::string hint;
  std::string text;  ///< the row as it was
};

/// What reading gave: a graph, everything that was odd, and the rows that were set aside.
struct Reading {
  Graph graph;
  Diagnostics report;
  std::vector<QuarantinedRow> quarantine;
};

/// How many actors of several files turned out to be one. The report lists them.
struct Matches {
  std::uint64_t matched = 0;   ///< actors that stand for another one: rules same-identifier and same-name
  std::uint64_t possible = 0;  ///< groups that might be one and were kept apart: possible-match, identifier-conflict
};

/// Reads files into one world. Read every file, then finish(): references resolve across files.
///
/// \code
/// dg::io::Reader reader{{.tags = "organs.csv"}};
/// reader.read("policy.duty.json");
/// reader.read("owners.jsonl.gz", dg::io::Format::bods);
/// const auto [graph, report, quarantine] = reader.finish();
/// \endcode
class DUTYGRAPH_EXPORT Reader {
 public:
  explicit Reader(ReadOptions options = {});
  Reader(Reader&&) noexcept;
  Reader& operator=(Reader&&) noexcept;
  ~Reader();

  /// Reads one file; "-" is standard input. Plain or gzip, found out by content.
  /// A snapshot must be the first file: others add to its world.
  /// \throws Unreadable if it cannot be opened or read; InvalidData if it is not of \p format, or is
  /// read strictly and breaks its rules; UsageError for a snapshot after other files; Cancelled.
  void read(const std::string& path, Format format = Format::automatic);
  /// Reads from memory, as if from a file named \p name.
  void read_text(std::string_view text, const std::string& name, Format format = Format::automatic);
  /// Reads a table of any kind (CSV, plain or gzip) as the map \p map says: a JSON file that tells which records each
  /// row makes. A file that is none by its content is read as without a map, and that is reported.
  /// \throws as read() does; InvalidData also if the map is wrong, or names columns that the file does not have.
  void read_mapped(const std::string& path, const std::string& map, Format format = Format::automatic);
  /// Reads both from memory, as if from files named \p name and \p map_name.
  void read_mapped_text(std::string_view text, const std::string& name, std::string_view map,
                        const std::string& map_name, Format format = Format::automatic);
  /// Resolves all references and builds the graph. The reader is spent.
  /// \throws InvalidData if references lead nowhere (strictly read files); UsageError if the files name
  /// different days of `as_of`.
  ///
  /// Actors of several files are one if they have the same number under the same scheme; each such finding is an entry
  /// of `same_as` in the settings of the graph, without which they are apart again.
  [[nodiscard]] Reading finish();
  /// What finish() found to be one.
  [[nodiscard]] Matches matches() const noexcept;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

/// Names of files. Braces around names always make a list of files: `read({"a", "b"})` and `read({{"a", "b"}})` read
/// two, where a vector of strings would take the second for one text between two pointers.
class FileList {
 public:
  /// One name.
  struct Name {
    template <std::convertible_to<std::string_view> Text>
    Name(const Text& given) : text{std::string_view{given}} {}  // NOLINT(google-explicit-constructor)
    std::string text;
  };
  FileList(std::initializer_list<Name> names) {
    for (const Name& name : names) names_.push_back(name.text);
  }
  FileList(std::vector<std::string> names) : names_{std::move(names)} {}  // NOLINT(google-explicit-constructor)
  [[nodiscard]] const std::vector<std::string>& names() const noexcept { return names_; }

 private:
  std::vector<std::string> names_{};
};

/// Reads \p files into one graph: a Reader in one call.
[[nodiscard]] DUTYGRAPH_EXPORT Reading read(const FileList& files, ReadOptions options = {});

}  // namespace dutygraph::io
