// SPDX-License-Identifier: BSL-1.0
#pragma once

/// \file
/// Reading worlds from files.

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <stop_token>
#include <string>
#include <string_view>
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
  /// Resolves all references and builds the graph. The reader is spent.
  /// \throws InvalidData if references lead nowhere (strictly read files); UsageError if the files name
  /// different days of `as_of`.
  [[nodiscard]] Reading finish();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

/// Reads \p files into one graph: a Reader in one call.
[[nodiscard]] DUTYGRAPH_EXPORT Reading read(const std::vector<std::string>& files, ReadOptions options = {});

}  // namespace dutygraph::io
