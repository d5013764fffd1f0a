// SPDX-License-Identifier: BSL-1.0
#include "io/gleif.hpp"

#include <algorithm>
#include <optional>

#include <dutygraph/error.hpp>

#include "io/csv.hpp"
#include "io/gleif_pool.hpp"

namespace dutygraph::io::detail {
namespace {

constexpr std::string_view spaces = " \t\r\n";

/// Where the array of a wrapper such as {"records": [...]} starts, if its first member is that array.
std::optional<std::size_t> wrapped_array(std::string_view text) {
  std::size_t at = text.find_first_not_of(spaces);
  if (at == std::string_view::npos || text[at] != '{') return std::nullopt;
  at = text.find_first_not_of(spaces, at + 1);
  if (at == std::string_view::npos || text[at] != '"') return std::nullopt;
  const std::size_t end = text.find('"', at + 1);
  if (end == std::string_view::npos) return std::nullopt;
  const std::string_view name = text.substr(at + 1, end - at - 1);
  if (name != "records" && name != "relations" && name != "exceptions") return std::nullopt;
  at = text.find_first_not_of(spaces, end + 1);
  if (at == std::string_view::npos || text[at] != ':') return std::nullopt;
  at = text.find_first_not_of(spaces, at + 1);
  if (at == std::string_view::npos || text[at] != '[') return std::nullopt;
  return at;
}

/// Lines joined to rows: a cell in quotes may hold line ends.
class CsvRows {
 public:
  explicit CsvRows(Input& input) : input_{input} {}
  /// \return false at the end. \throws CsvProblem
  bool next(std::string_view& text, std::uint64_t& line) {
    row_.clear();
    std::string_view piece;
    std::uint64_t number = 0;
    bool open = false;
    while (input_.next_line(piece, number)) {
      if (row_.empty())
        line = number;
      else
        row_ += '\n';
      row_ += piece;
      if (std::count(piece.begin(), piece.end(), '"') % 2 != 0) open = !open;
      constexpr std::size_t most = std::size_t{1} << 24;
      if (row_.size() > most) throw CsvProblem{line, "a row of at most 16 MiB: a closing quote may be missing"};
      if (!open) break;
    }
    if (open) throw CsvProblem{line, "a closing quote"};
    text = row_;
    return !row_.empty();
  }

 private:
  Input& input_;
  std::string row_{};
};

}  // namespace

struct GleifReader::State {
  State(Report& r, const ReadOptions& o, Tags& t)
      : report{r}, options{o}, tags{t}, strict{o.strictness == Strictness::strict}, pool{r, files, strict} {}

  void read_xml(Input& input);
  void read_json(Input& input);
  void read_csv(Input& input);
  void read_element(std::string_view text, std::uint64_t line);
  /// One row: a good one, or one that is set aside.
  template <class Row, class Text>
  void take(std::uint64_t line, Row&& row, Text&& text);
  void bad(const RowProblem& problem, std::uint64_t line, std::string_view text);

  Report& report;
  const ReadOptions& options;
  Tags& tags;
  bool strict;
  RegisterFiles files{};
  GleifPool pool;
  JsonTree tree{};
  const Input* input = nullptr;
  std::uint16_t file = 0;
  std::uint64_t rows = 0, good = 0;
  bool lists_nothing = false;  ///< an answer with an empty list: legal
  std::optional<Diagnostic> first{};
};

GleifReader::GleifReader(Report& report, const ReadOptions& options, Tags& tags)
    : state_{std::make_unique<State>(report, options, tags)} {}
GleifReader::~GleifReader() = default;

void GleifReader::State::bad(const RowProblem& problem, std::uint64_t line, std::string_view text) {
  if (!first)
    first = Diagnostic{"not-gleif",
                       Severity::error,
                       input->name(),
                       line,
                       problem.path,
                       printable(problem.value),
                       "records of GLEIF, as XML, JSON or CSV; expected here: " + problem.hint};
  constexpr std::uint64_t enough = 1000;
  if (good == 0 && rows >= enough) {
    Diagnostics list;
    list.add(*first);
    throw InvalidData{std::move(list)};
  }
  if (strict)
    report.add(Severity::error, problem.rule, input->name(), line, problem.path, problem.value, problem.hint);
  else
    report.quarantine(problem.rule, input->name(), line, problem.path, problem.value, problem.hint, text);
}

template <class Row, class Text>
void GleifReader::State::take(std::uint64_t line, Row&& row, Text&& text) {
  ++rows;
  try {
    pool.add(row(), {file, line});
    ++good;
  } catch (const RowProblem& problem) {
    bad(problem, line, text());
  }
}

void GleifReader::State::read_xml(Input& source) {
  XmlRecords records{source, {"LEIRecord", "RelationshipRecord", "Exception", "ReportingException"}};
  while (const XmlNode record = records.next())
    take(
        record.line(), [&] { return gleif_row(GleifXml{record}); }, [&] { return to_text(record); });
  if (rows == 0 && records.root()) {
    const std::string_view root = records.root().name();
    lists_nothing = root == "LEIData" || root == "RelationshipData" || root == "ReportingExceptionData";
    if (!lists_nothing)
      bad({"not-a-record", "/" + std::string{root}, {}, "LEIData, RelationshipData or ReportingExceptionData"},
          records.root().line(), {});
  }
}

void GleifReader::State::read_element(std::string_view text, std::uint64_t line) {
  try {
    tree.parse(text);
  } catch (const JsonError& error) {
    ++rows;
    static const std::string_view rules[] = {"invalid-utf8", "duplicate-key", "too-deep"};
    const auto* at = std::find(std::begin(rules), std::end(rules), error.rule);
    bad({at != std::end(rules) ? *at : "malformed-json",
         {},
         error.value,
         error.hint + " (byte " + std::to_string(error.offset + 1) + " of the row)"},
        line, text);
    return;
  }
  const GleifJson root{tree.root()};
  const auto is_api = [](GleifJson item) { return static_cast<bool>(item.child("attributes")); };
  const GleifJson data = root.child("data");
  const bool is_page = tree.root().is(JsonKind::object) && tree.root().find("data");
  if (is_page && (!data || (data.node().is(JsonKind::array) && data.node().size() == 0))) {
    lists_nothing = true;
    return;
  }
  const auto whole = [&] { return std::string{text}; };
  if (!is_page) {
    take(
        line, [&] { return is_api(root) ? gleif_api_row(root) : gleif_row(root); }, whole);
  } else if (data.node().is(JsonKind::array)) {
    LineCounter lines{text, line};
    for (const JsonTree::Node item : data.node())
      take(
          lines.line_of(item.offset()), [&] { return gleif_api_row(GleifJson{item}); },
          [&] { return std::string{item.source()}; });
  } else {
    take(
        line, [&] { return gleif_api_row(data); }, whole);
  }
}

void GleifReader::State::read_json(Input& source) {
  const std::string_view start = source.peek();
  const std::optional<std::size_t> wrapped = wrapped_array(start);
  if (wrapped) source.enter_array(*wrapped);
  const bool lines = !wrapped && looks_like_json_lines(start);
  std::string_view text;
  std::uint64_t line = 0;
  while (lines ? source.next_line(text, line) : source.next_element(text, line)) read_element(text, line);
  if (rows == 0) lists_nothing = true;
}

void GleifReader::State::read_csv(Input& source) {
  CsvRows lines{source};
  std::vector<std::string> cells;
  std::string_view text;
  std::uint64_t line = 0, ignored = 0;
  try {
    if (!lines.next(text, line)) return;
    CsvReader{text}.next(cells, ignored);
    const GleifColumns columns{cells};
    lists_nothing = true;
    while (lines.next(text, line))
      take(
          line,
          [&] {
            try {
              CsvReader{text}.next(cells, ignored);
            } catch (const CsvProblem& problem) {
              throw RowProblem{"malformed-csv", {}, {}, std::string{problem.hint}};
            }
            if (cells.size() != columns.size())
              throw RowProblem{"ragged-row",
                               {},
                               std::to_string(cells.size()),
                               std::to_string(columns.size()) + " cells, as in the first row"};
            return columns.row(cells);
          },
          [&] { return std::string{text}; });
  } catch (const CsvProblem& problem) {
    ++rows;
    bad({"malformed-csv", {}, {}, std::string{problem.hint}}, line, {});
  } catch (const RowProblem& problem) {
    ++rows;
    bad(problem, line, {});
  }
}

void GleifReader::read(Input& input) {
  State& s = *state_;
  s.file = s.files.open(input.name());
  s.input = &input;
  s.rows = s.good = 0;
  s.lists_nothing = false;
  s.first.reset();
  const std::string_view start = input.peek();
  const std::size_t at = start.find_first_not_of(spaces);
  const char c = at == std::string_view::npos ? '\0' : start[at];
  if (c == '<')
    s.read_xml(input);
  else if (c == '{' || c == '[')
    s.read_json(input);
  else
    s.read_csv(input);
  if (s.good == 0 && s.first) {
    Diagnostics list;
    list.add(*s.first);
    throw InvalidData{std::move(list)};
  }
  if (s.rows == 0) {
    if (!s.lists_nothing) {
      Diagnostics list;
      list.add({"not-gleif", Severity::error, input.name(), 0, {}, {}, "records of GLEIF; the file has none"});
      throw InvalidData{std::move(list)};
    }
    s.report.add(Severity::note, "empty-file", input.name(), 0, {}, {}, "no records: nothing is added");
  }
  s.pool.finish_file(s.file);
  s.files.close(s.file, input.digest());
}

void GleifReader::finish(GraphBuilder& builder) {
  State& s = *state_;
  s.files.add_to(builder);
  RegisterActors actors{builder, s.report, s.files, s.tags};
  s.pool.add_to(builder, actors, s.options);
}

}  // namespace dutygraph::io::detail
