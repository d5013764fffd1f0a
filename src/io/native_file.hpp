// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <dutygraph/error.hpp>
#include <dutygraph/graph/builder.hpp>

#include "io/json.hpp"
#include "io/native_context.hpp"
#include "io/native_reader.hpp"

namespace dutygraph::io::detail {

class ObjectReader;

/// One native file on its way into the builder.
class NativeFile {
 public:
  NativeFile(NativeReader& reader, Input& input, bool lenient);

  void read_document();
  void read_lines();
  /// Reads rows of a file that has been read already: number of the line, and `{"section": ..., ...}`.
  void read_rows(const std::vector<std::pair<std::uint64_t, std::string>>& rows);

  /// Says of a complaint about a record where in its row the cause lies.
  using Locate = std::function<void(Diagnostic&)>;
  /// Starts a file whose rows another reader makes records of. \p helper: a file that says how, with its
  /// digest; empty: none that is not known yet.
  void begin_made(const std::string& helper, const std::string& digest);
  /// Reads one record of \p section, made of the row \p text that starts on line \p number.
  void read_made(std::string_view section, std::string record, std::uint64_t number, std::string_view text,
                 const Locate& locate);
  /// Refuses a row or a record of it, as this file treats what is wrong.
  void refuse_made(Diagnostic problem, std::string_view text);
  void end_made();
  /// Adds what stands for the whole file. \throws InvalidData with everything that was wrong, if anything was
  void finish();

 private:
  using Node = JsonTree::Node;
  /// A record, its place, and the id that stands in front of it where a section is keyed by id.
  struct Row {
    Node node{};
    const Path& path;
    std::string_view key{};
    std::string_view text{};  ///< as written, for the quarantine
    bool may_wait = false;    ///< it may be read again when the file's codelists are known
  };

  // a document
  void read_settings(Node root);
  void read_vocabularies(Node root);
  void read_section(Node section);
  template <class Read>
  void each_row(Node section, Read&& read);

  // lines
  void read_padded(std::uint64_t number, std::string text, bool may_wait);
  void read_first_line(Node root, std::string_view line);
  void read_line(std::string_view line, std::uint64_t number, bool may_wait);
  void read_line_row(std::string_view section, const Row& row);

  // rows of any section
  void read_row(std::string_view section, const Row& row);
  template <class Record>
  void read_record(const Row& row);
  void read_holding_row(const Row& row);
  void read_source_row(const Row& row);
  void read_same_as_row(const Row& row);
  void read_named_row(std::string_view section, const Row& row);
  /// Remembers the nodes of a taxonomy, and those it names without listing them.
  void note_nodes(const Taxonomy& taxonomy, const Row& row);
  /// Gives a record to the builder and counts it if it rests on the file alone.
  template <class Add>
  void use(const Row& row, const Facts& facts, Add&& add);
  void read_id_and_name(ObjectReader& in, const Row& row, std::string& id, std::string* name);
  /// The id of a record without one: from its text.
  [[nodiscard]] std::string id_of_text(std::string_view section, const std::string& text, const Row& row);
  /// Where on the line or in the file a row starts.
  [[nodiscard]] SeenIds::Place place_of(const Row& row);

  [[nodiscard]] bool has_errors();
  /// Takes what was found wrong with a row. \return whether the row may be used.
  bool accept(const Row& row);
  /// Calls `add()` and turns what the builder refuses into complaints about the row.
  template <class Add>
  void attempt(const Row& row, Add&& add);
  void complain(const JsonError& error, std::uint64_t line, std::string_view text);
  void keep_error(Diagnostic diagnostic);
  /// From here on records rest on the file itself, unless they name sources.
  void begin_records();

  NativeReader* reader_;
  Input* input_;
  GraphBuilder* builder_;
  Report* report_;
  std::string name_;
  std::uint32_t index_;  // of the file
  bool lenient_;
  Context context_;
  JsonTree tree_;
  Settings settings_;
  std::map<std::string, std::uint64_t, std::less<>> sources_;  // ids of sources: line
  std::set<std::string> unnamed_here_;
  std::vector<std::pair<std::uint64_t, std::string>> waiting_;
  const Locate* locate_ = nullptr;
  Diagnostics errors_;
  std::uint64_t errors_left_out_ = 0;
  std::uint64_t unsourced_ = 0;
  std::uint64_t first_unsourced_ = 0;
  std::string digest_;
  SourceId source_{};  // the file itself
  bool records_begun_ = false;
};

}  // namespace dutygraph::io::detail
