// SPDX-License-Identifier: BSL-1.0
#include <dutygraph/io/baseline.hpp>

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <utility>
#include <vector>

#include <dutygraph/error.hpp>
#include <dutygraph/vocab/ungp.hpp>

#include "base/json_text.hpp"
#include "io/csv.hpp"

namespace dutygraph::io {
namespace {

constexpr std::array<std::string_view, 3> assertions{"positive", "negative", "disputed"};

std::vector<ElementMark> marks_of(const Graph& graph, VertexId v) {
  std::vector<ElementMark> marks;
  with_record(graph.kind(v), [&]<class Record>() {
    if (const Record* fields = graph.template fields<Record>(v)) marks = fields->facts.elements;
  });
  return marks;
}

class Table {
 public:
  Table(const Graph& graph, const std::string& name) : graph_{graph}, name_{name} {}

  void read(std::string_view csv) {
    if (csv.starts_with("\xEF\xBB\xBF")) csv.remove_prefix(3);
    detail::CsvReader reader{csv};
    std::vector<std::string> cells;
    std::uint64_t line = 0;
    try {
      if (!reader.next(cells, line)) return wrong(1, "", "", "a header with element, section, record, assertion");
      for (std::size_t i = 0; i < columns.size(); ++i) {
        const auto at = std::find(cells.begin(), cells.end(), columns[i]);
        if (at != cells.end())
          place_[i] = static_cast<std::size_t>(at - cells.begin());
        else if (columns[i] != "basis")
          wrong(line, std::string{columns[i]}, "", "a column of this name");
      }
      if (problems_.has_errors()) return;
      const std::size_t width = cells.size();
      while (reader.next(cells, line)) {
        if (cells.size() != width)
          wrong(line, "", std::to_string(cells.size()), std::to_string(width) + " cells, as the header has");
        else
          take(cells, line);
      }
    } catch (const detail::CsvProblem& problem) {
      wrong(problem.line, "", "", std::string{problem.hint});
    }
  }

  [[nodiscard]] std::string edits() {
    if (problems_.has_errors()) throw InvalidData{std::move(problems_)};
    std::string out;
    for (const auto& [key, marks] : asked_) {
      const auto v = graph_.find(key.first, key.second);
      std::vector<ElementMark> all = marks_of(graph_, *v);
      const std::vector<ElementMark> before = all;
      for (const auto& [id, mark] : marks) {
        const auto at =
            std::find_if(all.begin(), all.end(), [&, &key = id](const ElementMark& known) { return known.id == key; });
        if (!mark.assertion) {
          if (at != all.end()) all.erase(at);
        } else if (at != all.end()) {
          at->assertion = *mark.assertion;
        } else {
          all.push_back({id, *mark.assertion});
        }
      }
      if (all == before) continue;
      out += R"({"op": "change", "section": )" + quoted(section_of(key.first)) + R"(, "id": )" + quoted(key.second) +
             R"(, "elements": )";
      std::string list;
      for (const ElementMark& mark : all)
        list += (list.empty() ? "" : ", ") + (R"({"id": )" + quoted(mark.id)) +
                (mark.assertion == Assertion::positive
                     ? std::string{}
                     : R"(, "assertion": )" + quoted(assertions[static_cast<std::size_t>(mark.assertion)])) +
                "}";
      out += list.empty() ? "null}\n" : "[" + list + "]}\n";
    }
    return out;
  }

 private:
  enum : std::size_t { element, section, record, assertion, basis };
  static constexpr std::array<std::string_view, 5> columns{"element", "section", "record", "assertion", "basis"};
  struct Mark {
    std::optional<Assertion> assertion{};
    std::uint64_t line = 0;
  };

  static std::string quoted(std::string_view text) { return dutygraph::detail::json_string(text); }

  void wrong(std::uint64_t line, std::string path, std::string value, std::string hint) {
    problems_.add(
        {"bad-baseline-row", Severity::error, name_, line, std::move(path), printable(value), std::move(hint)});
  }

  void take(const std::vector<std::string>& cells, std::uint64_t line) {
    const auto cell = [&](std::size_t column) {
      return place_[column] ? std::string_view{cells[*place_[column]]} : std::string_view{};
    };
    if (cell(record).empty() || cell(basis) == "derived") return;
    const auto kind = kind_of_section(cell(section));
    if (!kind) return wrong(line, "section", std::string{cell(section)}, "a section such as instruments");
    if (!graph_.find(*kind, cell(record)))
      return wrong(line, "record", std::string{cell(record)}, "the id of a record of " + std::string{cell(section)});
    if (vocab::find_element(cell(element)) == nullptr)
      return wrong(line, "element", std::string{cell(element)}, "an element id such as ungp3a.law");
    Mark mark{std::nullopt, line};
    if (!cell(assertion).empty()) {
      const auto* at = std::find(assertions.begin(), assertions.end(), cell(assertion));
      if (at == assertions.end())
        return wrong(line, "assertion", std::string{cell(assertion)}, "positive, negative, disputed or nothing");
      mark.assertion = static_cast<Assertion>(at - assertions.begin());
    }
    auto& marks = asked_[{*kind, std::string{cell(record)}}];
    const auto [known, first] = marks.try_emplace(std::string{cell(element)}, mark);
    if (!first && known->second.assertion != mark.assertion)
      wrong(line, "assertion", std::string{cell(assertion)},
            "the same as on line " + std::to_string(known->second.line) + ", which is of the same element and record");
  }

  const Graph& graph_;
  const std::string& name_;
  std::array<std::optional<std::size_t>, 5> place_{};
  std::map<std::pair<VertexKind, std::string>, std::map<std::string, Mark>> asked_;
  Diagnostics problems_;
};

}  // namespace

std::string baseline_edits(const Graph& graph, std::string_view csv, const std::string& name) {
  Table table{graph, name};
  table.read(csv);
  return table.edits();
}

}  // namespace dutygraph::io
