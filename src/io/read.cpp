// SPDX-License-Identifier: BSL-1.0
#include <dutygraph/io/read.hpp>

#include <array>
#include <set>
#include <utility>

#include <dutygraph/error.hpp>
#include <dutygraph/graph/builder.hpp>

#include "io/bods.hpp"
#include "io/deals.hpp"
#include "io/detect.hpp"
#include "io/exim.hpp"
#include "io/ftm.hpp"
#include "io/gleif.hpp"
#include "io/iati.hpp"
#include "io/input.hpp"
#include "io/mapped_csv.hpp"
#include "io/matching.hpp"
#include "io/native_reader.hpp"
#include "io/ocds.hpp"
#include "io/report.hpp"
#include "io/snapshot_reader.hpp"
#include "io/tags.hpp"

namespace dutygraph::io {

using detail::Content;

std::string_view to_string(Format format) noexcept {
  switch (format) {
    case Format::automatic:
      return "auto";
    case Format::native:
      return "native";
    case Format::bods:
      return "bods";
    case Format::snapshot:
      return "snapshot";
    case Format::ocds:
      return "ocds";
    case Format::ftm:
      return "ftm";
    case Format::gleif:
      return "gleif";
    case Format::iati:
      return "iati";
    case Format::csv:
      return "csv";
  }
  return "auto";
}

std::span<const Format> formats() noexcept {
  static constexpr std::array all{Format::automatic, Format::native, Format::bods, Format::ocds,    Format::ftm,
                                  Format::gleif,     Format::iati,   Format::csv,  Format::snapshot};
  return all;
}

std::optional<Format> parse_format(std::string_view text) noexcept {
  for (const Format format : formats())
    if (to_string(format) == text) return format;
  return std::nullopt;
}

namespace {

[[noreturn]] void refuse(const std::string& file, std::string_view rule, std::string_view value, std::string hint) {
  Diagnostics list;
  list.add({std::string{rule}, Severity::error, file, 0, {}, printable(value, 40), std::move(hint)});
  throw InvalidData{std::move(list)};
}

}  // namespace

struct Reader::State {
  explicit State(ReadOptions given) : options{std::move(given)} {}

  void read(detail::Input& input, Format format);
  /// Reads a file with a map, if its content allows for one.
  void read_mapped(detail::Input& input, const detail::CsvMap& map, Format format);
  /// Calls `read()`; what it throws about the file is kept.
  template <class Read>
  void attempt(detail::Input& input, Read&& read);
  /// Starts the world from a snapshot.
  void read_snapshot(detail::Input& input);
  void read_register(detail::Input& input, Format kind);
  /// The tags, loaded when they are first needed.
  detail::Tags& loaded_tags();
  /// Decides what a file is, or refuses it.
  Content content_of(detail::Input& input, Format format);
  [[nodiscard]] bool reads_leniently(Format format) const noexcept {
    return options.strictness == Strictness::lenient ||
           (options.strictness == Strictness::automatic && format != Format::native);
  }
  Reading finish();
  /// Finds actors of several files that are one.
  detail::Matched match(std::vector<bool> from_documents, bool documents_have_identifiers);
  /// What the builder found when all references were resolved: an error where the file was read strictly.
  void report_problems(const Diagnostics& problems);

  ReadOptions options;
  detail::Report report;
  GraphBuilder builder;
  detail::NativeReader native{builder, report};
  std::unique_ptr<detail::Tags> tags;
  std::unique_ptr<detail::BodsReader> bods;
  detail::Deals deals{report, options};
  std::unique_ptr<detail::OcdsReader> ocds;
  std::unique_ptr<detail::FtmReader> ftm;
  std::unique_ptr<detail::GleifReader> gleif;
  detail::Matched matched;
  std::unique_ptr<detail::IatiReader> iati;
  std::unique_ptr<detail::EximReader> exim;
  detail::MappedCsvReader mapped{native, report};
  std::set<std::string, std::less<>> strict_files;
  Diagnostics failed;  // errors of files that were refused
  bool has_read = false;
  bool spent = false;
};

Content Reader::State::content_of(detail::Input& input, Format format) {
  const std::string_view first = input.peek();
  const Content content = detail::detect_content(first);
  if (content == Content::empty) {
    if (format == Format::ftm) return Content::ftm;  // a delta without changes is a file of 0 bytes
    refuse(input.name(), "empty-file", {}, "a native document or a file of a register; the file is empty");
  }
  const bool is_native = content == Content::native_document || content == Content::native_lines;
  if (format == Format::bods) return Content::bods;
  if (format == Format::ocds) return Content::ocds;
  if (format == Format::ftm) return Content::ftm;
  if (format == Format::gleif) return Content::gleif;
  if (format == Format::iati) return Content::iati;
  if (format == Format::csv) return Content::csv;
  if (format == Format::native) {
    if (is_native) return content;
    return detail::has_more_lines(first) ? Content::native_lines : Content::native_document;
  }
  if (content == Content::other)
    refuse(
        input.name(), "unknown-format", first,
        "a native document ({\"dutygraph\": 1, ...}) or its JSON Lines form, BODS statements, OCDS releases, "
        "entities of FollowTheMoney, files of GLEIF (XML, JSON, CSV), IATI activities (XML), or authorisations of an "
        "export-import bank (CSV), plain or gzip; other tables (CSV) are read with --map FILE");
  return content;
}

detail::Tags& Reader::State::loaded_tags() {
  if (!tags)
    tags = options.tags.empty() ? std::make_unique<detail::Tags>()
                                : std::make_unique<detail::Tags>(options.tags, options, report);
  return *tags;
}

/// Reads a file of a register: its references resolve when all files are read.
void Reader::State::read_register(detail::Input& input, Format kind) {
  const bool strict = options.strictness == Strictness::strict;
  const std::string_view first = input.peek();
  if (kind == Format::ocds) {
    if (!ocds) ocds = std::make_unique<detail::OcdsReader>(report, deals, strict);
    // A first line without end may be a whole package: that is read piece by piece.
    ocds->read(input, first.find('\n') != std::string_view::npos && detail::looks_like_json_lines(first));
  } else if (kind == Format::ftm) {
    if (!ftm) ftm = std::make_unique<detail::FtmReader>(report, options, loaded_tags());
    ftm->read(input, detail::looks_like_json_lines(first));
  } else if (kind == Format::gleif) {
    if (!gleif) gleif = std::make_unique<detail::GleifReader>(report, options, loaded_tags());
    gleif->read(input);
  } else if (kind == Format::iati) {
    if (!iati) iati = std::make_unique<detail::IatiReader>(deals, strict);
    iati->read(input);
  } else if (kind == Format::csv) {
    if (!exim) exim = std::make_unique<detail::EximReader>(report, deals, strict);
    exim->read(input);
  } else {
    if (!bods) bods = std::make_unique<detail::BodsReader>(report, options, loaded_tags());
    bods->read(input, detail::looks_like_json_lines(first));
  }
}

void Reader::State::read(detail::Input& input, Format format) {
  if (spent) throw UsageError{"this reader has been finished; files are read before that"};
  if (format == Format::snapshot || (format == Format::automatic && detail::is_snapshot(input.peek()))) {
    read_snapshot(input);
    return;
  }
  has_read = true;
  const Content content = content_of(input, format);
  const Format kind = content == Content::bods    ? Format::bods
                      : content == Content::ocds  ? Format::ocds
                      : content == Content::ftm   ? Format::ftm
                      : content == Content::gleif ? Format::gleif
                      : content == Content::iati  ? Format::iati
                      : content == Content::csv   ? Format::csv
                                                  : Format::native;
  const bool lenient = reads_leniently(kind);
  if (!lenient) strict_files.insert(input.name());
  attempt(input, [&] {
    if (kind == Format::native)
      native.read(input, content == Content::native_lines, lenient);
    else
      read_register(input, kind);
  });
}

template <class Read>
void Reader::State::attempt(detail::Input& input, Read&& read) {
  try {
    read();
  } catch (const InvalidData& error) {
    failed.append(error.diagnostics());
    throw;
  } catch (const Error& error) {  // half of the file is in the builder: there is no world of the others alone
    failed.add({"unreadable", Severity::error, input.name(), 0, {}, {}, error.what()});
    throw;
  }
}

void Reader::State::read_mapped(detail::Input& input, const detail::CsvMap& map, Format format) {
  if (spent) throw UsageError{"this reader has been finished; files are read before that"};
  const std::string_view first = input.peek();
  const Content content = detail::is_snapshot(first) ? Content::other : detail::detect_content(first);
  const bool is_table = format == Format::csv || (format == Format::automatic && !detail::is_snapshot(first) &&
                                                  (content == Content::csv || content == Content::other));
  if (!is_table) {
    report.add(Severity::warning, "unused-map", input.name(), 0, {}, map.name,
               "a table (CSV), for which this map is; read as what it is. --from csv makes it one");
    return read(input, format);
  }
  if (content == Content::empty) refuse(input.name(), "empty-file", {}, "a table; the file is empty");
  has_read = true;
  const bool lenient = reads_leniently(Format::csv);
  if (!lenient) strict_files.insert(input.name());
  attempt(input, [&] { mapped.read(input, map, lenient); });
}

void Reader::State::read_snapshot(detail::Input& input) {
  if (std::exchange(has_read, true))
    throw UsageError{printable(input.name(), 400) + ": a snapshot comes before all other files, and there can be one"};
  try {
    builder = detail::snapshot_builder(input.read_all());
  } catch (const InvalidData& error) {
    for (Diagnostic d : error.diagnostics()) {
      d.file = input.name();
      failed.add(std::move(d));
    }
    throw InvalidData{failed};
  }
}

void Reader::State::report_problems(const Diagnostics& problems) {
  for (const Diagnostic& problem : problems) {
    const bool dangling = problem.rule == "dangling-reference" || problem.rule == "wrong-kind";
    if (problem.severity == Severity::error) {
      Diagnostic error = problem;
      if (error.path == "/same_as") native.locate_same_as(error);
      failed.add(std::move(error));
    } else if (dangling && strict_files.contains(problem.file)) {
      Diagnostic error = problem;
      error.severity = Severity::error;
      if (problem.rule == "dangling-reference")
        error.hint = "the id of a recorded " +
                     std::string{problem.path.ends_with("/sources") ? "source" : "actor or record"} +
                     "; no record of any file has this id";
      failed.add(std::move(error));
    } else {
      report.add(problem.severity, problem.rule, problem.file, problem.line, problem.path, problem.value, problem.hint);
    }
  }
}

detail::Matched Reader::State::match(std::vector<bool> from_documents, bool documents_have_identifiers) {
  // BODS finds what is one within itself, LEIs are unique, and documents say themselves what is one in them.
  const int registers =
      (bods ? 1 : 0) + (gleif ? 1 : 0) + (ftm ? 2 : 0) + (ocds ? 2 : 0) + (documents_have_identifiers ? 1 : 0);
  const bool any_register = bods || gleif || ftm || ocds;
  if (!any_register || (registers < 2 && !options.match_names)) return {};
  return detail::Matching{builder, report, std::move(from_documents)}.run(options.match_names);
}

Reading Reader::State::finish() {
  if (spent) throw UsageError{"this reader has been finished"};
  spent = true;
  detail::Tags& all_tags = loaded_tags();
  std::vector<bool> from_documents(builder.num_vertices());
  for (std::uint32_t v = 0; v < builder.num_vertices(); ++v) from_documents[v] = builder.is_defined(VertexId{v});
  const bool documents_have_identifiers = builder.num_identifiers() != 0;
  if (bods) bods->finish(builder);
  if (gleif) gleif->finish(builder);
  if (ftm) ftm->finish(builder);
  if (ocds) ocds->finish();
  if (iati) iati->finish();
  deals.finish(builder, all_tags, [&](const std::string& code) { return bods ? bods->state_of(code) : code; });
  all_tags.report_unmatched();
  native.finish();  // after registers: `same_as` may name their actors
  matched = match(std::move(from_documents), documents_have_identifiers);
  Diagnostics problems;
  std::optional<Graph> graph;
  try {
    graph = std::move(builder).freeze(problems);
  } catch (const InvalidData& error) {
    problems = error.diagnostics();
  }
  report_problems(problems);
  if (failed.has_errors() || report.has_errors()) {  // registers read strictly report errors and go on
    failed.append(report.take());
    failed.sort();
    throw InvalidData{std::move(failed)};
  }
  return {std::move(*graph), report.take(), report.take_quarantine()};
}

Reader::Reader(ReadOptions options) : state_{std::make_unique<State>(std::move(options))} {}
Reader::Reader(Reader&&) noexcept = default;
Reader& Reader::operator=(Reader&&) noexcept = default;
Reader::~Reader() = default;

void Reader::read(const std::string& path, Format format) {
  detail::Input input{path, state_->options};
  state_->read(input, format);
}

void Reader::read_text(std::string_view text, const std::string& name, Format format) {
  detail::Input input{text, name, state_->options};
  state_->read(input, format);
}

void Reader::read_mapped(const std::string& path, const std::string& map, Format format) {
  const detail::CsvMap read_map = detail::read_csv_map(map, state_->options);
  detail::Input input{path, state_->options};
  state_->read_mapped(input, read_map, format);
}

void Reader::read_mapped_text(std::string_view text, const std::string& name, std::string_view map,
                              const std::string& map_name, Format format) {
  const detail::CsvMap read_map = detail::parse_csv_map(map, map_name);
  detail::Input input{text, name, state_->options};
  state_->read_mapped(input, read_map, format);
}

Reading Reader::finish() { return state_->finish(); }

Matches Reader::matches() const noexcept { return {state_->matched.actors, state_->matched.possible}; }

Reading read(const FileList& files, ReadOptions options) {
  Reader reader{std::move(options)};
  for (const std::string& file : files.names()) reader.read(file);
  return reader.finish();
}

}  // namespace dutygraph::io
