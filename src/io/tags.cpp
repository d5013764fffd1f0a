// SPDX-License-Identifier: BSL-1.0
#include "io/tags.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include <dutygraph/error.hpp>

#include "io/csv.hpp"
#include "io/input.hpp"
#include "io/utf8.hpp"

namespace dutygraph::io::detail {
namespace {

enum Column : std::size_t { scheme, id, name, state, kind, columns };
constexpr std::array<std::string_view, columns> column_names{"scheme", "id", "name", "state", "kind"};

std::optional<Tags::Kind> kind_of(std::string_view word) noexcept {
  if (word.empty() || word == "company") return Tags::Kind::as_registered;
  if (word == "fund") return Tags::Kind::fund;
  for (const std::string_view body : {"agency", "ministry", "state_body", "stateBody", "subnational"})
    if (word == body) return Tags::Kind::agency;
  return std::nullopt;
}

/// Collects what is wrong with the file, so that all of it can be mended at once.
class Complaints {
 public:
  explicit Complaints(const std::string& file) : file_{file} {}
  void add(std::uint64_t line, std::string_view rule, std::string_view path, std::string_view value, std::string hint) {
    list_.add({std::string{rule}, Severity::error, file_, line, std::string{path}, printable(value), std::move(hint)});
  }
  void throw_if_any() {
    if (list_.has_errors()) throw InvalidData{std::move(list_)};
  }

 private:
  const std::string& file_;
  Diagnostics list_;
};

/// Which cell of a row holds which column.
std::array<std::size_t, columns> read_header(const std::vector<std::string>& cells, std::uint64_t line,
                                             Complaints& complaints) {
  std::array<std::size_t, columns> at{};
  at.fill(cells.size());
  for (std::size_t i = 0; i < cells.size(); ++i) {
    const auto found = std::find(column_names.begin(), column_names.end(), cells[i]);
    if (found == column_names.end())
      complaints.add(line, "unknown-column", "/" + cells[i], cells[i], "the columns scheme, id, name, state and kind");
    else if (auto& place = at[static_cast<std::size_t>(found - column_names.begin())]; place != cells.size())
      complaints.add(line, "duplicate-column", "/" + cells[i], cells[i], "each column once");
    else
      place = i;
  }
  if (at[state] == cells.size()) complaints.add(line, "missing-column", "/state", {}, "a column state");
  if (at[id] == cells.size() && at[name] == cells.size())
    complaints.add(line, "missing-column", "/id", {}, "a column id or a column name");
  return at;
}

}  // namespace

Tags::Tags(const std::string& path, const ReadOptions& options, Report& report) : report_{&report} {
  ReadOptions quiet;  // a small file: its progress is not that of the data
  quiet.stop = options.stop;
  Input input{path, quiet};
  file_ = input.name();
  const std::string text{input.read_all()};
  Complaints complaints{file_};
  if (!is_utf8(text)) complaints.add(0, "invalid-utf8", {}, {}, "text in UTF-8");
  complaints.throw_if_any();
  CsvReader rows{text};
  std::vector<std::string> cells;
  std::uint64_t line = 0;
  try {
    if (!rows.next(cells, line)) return;
    const std::size_t width = cells.size();
    const std::array<std::size_t, columns> at = read_header(cells, line, complaints);
    complaints.throw_if_any();
    while (rows.next(cells, line)) {
      if (cells.size() != width) {
        complaints.add(line, "ragged-row", {}, std::to_string(cells.size()),
                       std::to_string(width) + " cells, as in the first row");
        continue;
      }
      const auto cell = [&](Column column) { return at[column] < width ? cells[at[column]] : std::string{}; };
      const std::optional<Kind> what = kind_of(cell(kind));
      Tag tag{line, cell(scheme), cell(id), cell(name), cell(state), what.value_or(Kind::as_registered)};
      if (!what) complaints.add(line, "unknown-kind", "/kind", cell(kind), "company, agency or fund, or nothing");
      if (tag.state.empty())
        complaints.add(line, "missing-state", "/state", {}, "the State that the entity belongs to");
      if (tag.id.empty() && tag.name.empty())
        complaints.add(line, "missing-id", "/id", {}, "an identifier or a name to find the entity by");
      add(std::move(tag));
    }
  } catch (const CsvProblem& problem) {
    complaints.add(problem.line, "malformed-csv", {}, {}, std::string{problem.hint});
  }
  complaints.throw_if_any();
}

std::string Tags::key_of(std::string_view scheme, std::string_view number) {
  return std::string{scheme} + '\0' + std::string{number};
}

void Tags::add(Tag tag) {
  const auto number = static_cast<std::uint32_t>(tags_.size());
  if (!tag.id.empty()) by_identifier_[key_of(tag.scheme, tag.id)].push_back(number);
  if (!tag.name.empty()) by_name_[tag.name].push_back(number);
  tags_.push_back(std::move(tag));
}

void Tags::append(const Index& index, const std::string& key, std::vector<std::uint32_t>& found) {
  const auto at = index.find(key);
  if (at == index.end()) return;
  for (const std::uint32_t number : at->second)
    if (std::find(found.begin(), found.end(), number) == found.end()) found.push_back(number);
}

void Tags::match_record(std::string_view id, std::vector<std::uint32_t>& found) const {
  append(by_identifier_, key_of({}, id), found);
}

void Tags::match_identifier(std::string_view scheme, std::string_view number, std::vector<std::uint32_t>& found) const {
  append(by_identifier_, key_of(scheme, number), found);
}

void Tags::match_name(std::string_view name, std::vector<std::uint32_t>& found) const {
  if (!name.empty()) append(by_name_, std::string{name}, found);
}

bool Tags::use(std::uint32_t number, std::string_view entity) {
  if (!uses_.emplace(number, entity).second) return false;
  Tag& tag = tags_[number];
  ++tag.used;
  report_->add(Severity::note, "tag-used", file_, tag.line, "/state", entity, "taken as an organ of " + tag.state);
  return true;
}

void Tags::report_unmatched() {
  for (const Tag& tag : tags_)
    if (tag.used == 0)
      report_->add(Severity::warning, "tag-unmatched", file_, tag.line, tag.id.empty() ? "/name" : "/id",
                   tag.id.empty() ? tag.name : tag.id, "an entity of a register that has this identifier or name");
}

}  // namespace dutygraph::io::detail
