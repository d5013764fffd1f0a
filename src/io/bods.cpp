// SPDX-License-Identifier: BSL-1.0
#include "io/bods.hpp"

#include <map>

#include <dutygraph/error.hpp>

#include "io/bods_build.hpp"
#include "io/bods_parse.hpp"
#include "io/bods_pool.hpp"
#include "io/tags.hpp"

namespace dutygraph::io::detail {

struct BodsReader::State {
  Report& report;
  const ReadOptions& options;
  bool strict;
  Tags own_tags{};
  Tags* tags = &own_tags;
  BodsParser parser;
  BodsPool pool;

  std::map<std::string, std::string> states{};  // by ISO code

  State(Report& r, const ReadOptions& o)
      : report{r}, options{o}, strict{o.strictness == Strictness::strict}, parser{r, strict}, pool{r, o.persons} {}

  void read_row(std::string_view row, std::uint64_t line, std::uint16_t file);
};

BodsReader::BodsReader(Report& report, const ReadOptions& options) : state_{std::make_unique<State>(report, options)} {
  if (!options.tags.empty()) state_->own_tags = Tags{options.tags, options, report};
}

BodsReader::BodsReader(Report& report, const ReadOptions& options, Tags& tags)
    : state_{std::make_unique<State>(report, options)} {
  state_->tags = &tags;
}

BodsReader::~BodsReader() = default;

namespace {

/// A file without a single statement is no register: it is refused, with its first row's complaint.
class Recogniser {
 public:
  void see(bool recognised) noexcept {
    ++rows_;
    recognised_ = recognised_ || recognised;
  }
  void keep_first(const BadRow& bad, std::uint64_t line) {
    if (!first_)
      first_ = Diagnostic{"not-bods",
                          Severity::error,
                          {},
                          line,
                          bad.path,
                          printable(bad.value),
                          "BODS statements, as JSON or JSON Lines; expected here: " + bad.hint};
  }
  /// \p ended: all rows have been seen. Rubbish of any size is found out early.
  void check(const std::string& file, bool ended) {
    constexpr std::uint64_t enough = 1000;
    if (recognised_ || rows_ == 0 || !(ended || rows_ == enough) || !first_) return;
    first_->file = file;
    Diagnostics list;
    list.add(*first_);
    throw InvalidData{std::move(list)};
  }
  [[nodiscard]] std::uint64_t rows() const noexcept { return rows_; }

 private:
  std::uint64_t rows_ = 0;
  bool recognised_ = false;
  std::optional<Diagnostic> first_{};
};

}  // namespace

void BodsReader::read(Input& input, bool lines) {
  State& s = *state_;
  const std::uint16_t file = s.pool.add_file(input.name(), input.base_name());
  Recogniser recogniser;
  std::string_view row;
  std::uint64_t line = 0;
  while (lines ? input.next_line(row, line) : input.next_element(row, line)) {
    try {
      const BodsStatement& statement = s.parser.parse(row, input.name(), line);
      recogniser.see(true);
      s.pool.add(statement, {static_cast<std::uint32_t>(line), file});
    } catch (const BadRow& bad) {
      recogniser.see(s.parser.recognised());
      recogniser.keep_first(bad, line);
      recogniser.check(input.name(), false);
      if (s.strict)
        s.report.add(Severity::error, bad.rule, input.name(), line, bad.path, bad.value, bad.hint);
      else
        s.report.quarantine(bad.rule, input.name(), line, bad.path, bad.value, bad.hint, row);
    }
  }
  recogniser.check(input.name(), true);
  if (recogniser.rows() == 0)
    s.report.add(Severity::note, "empty-file", input.name(), 0, {}, {}, "no statements: nothing is added");
  s.pool.finish_file(input.digest());
}

void BodsReader::finish(GraphBuilder& builder) {
  State& s = *state_;
  s.pool.flush();
  BodsBuild build{s.pool, s.parser.sources(), s.parser.codes(), s.options, builder, *s.tags};
  build.run();
  s.states = build.state_ids();
  if (s.tags == &s.own_tags) s.own_tags.report_unmatched();
}

std::string BodsReader::state_of(const std::string& code) const {
  const auto found = state_->states.find(code);
  return found == state_->states.end() ? code : found->second;
}

bool looks_like_bods(std::string_view text) noexcept {
  const std::size_t start = text.find_first_not_of(" \t\r\n");
  if (start == std::string_view::npos || (text[start] != '{' && text[start] != '[')) return false;
  for (const std::string_view key : {"\"statementId\"", "\"statementID\"", "\"statementType\"", "\"recordType\"",
                                     "\"recordDetails\"", "\"statementDate\""}) {
    const std::size_t at = text.find(key);
    if (at == std::string_view::npos) continue;
    const std::size_t next = text.find_first_not_of(" \t\r\n", at + key.size());
    if (next != std::string_view::npos && text[next] == ':') return true;
  }
  return false;
}

}  // namespace dutygraph::io::detail
