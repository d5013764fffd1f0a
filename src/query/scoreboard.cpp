// SPDX-License-Identifier: BSL-1.0
#include <dutygraph/query/scoreboard.hpp>

#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "query/day.hpp"
#include "query/group.hpp"

namespace dutygraph {
namespace {

constexpr std::array headline_table{
    Headline{"H1", "The State duty to protect is the frame for closing gaps in the governance of technology",
             "overview of the B-Tech paper; medium", "1,2"},
    Headline{"H2", "A smart mix that fits a diverse sector: law enforced, guidance, reporting encouraged or required",
             "consultation agenda; high on content, medium on numbering", "3a,3b,3c,3d"},
    Headline{"H3",
             "Regulation, mandatory due diligence among it, at home and internationally, shaped with stakeholders",
             "consultation agenda and a report of the Geneva Academy; medium", "3a,2"},
    Headline{"H4", "States use their ties to business: they own, contract with, license and support tech companies",
             "consultation agenda and a report of the Geneva Academy; high", "4,5,6,7a,7b,7c,7d"},
    Headline{"H5", "Coherence and capacity: leadership, a map of agencies, competence, work with other States",
             "consultation agenda; high", "8,9,10a,10b,10c"},
};

bool is_listed(std::string_view list, std::string_view word) {
  for (std::string_view left = list; !left.empty();) {
    const std::string_view one = left.substr(0, left.find(','));
    if (one == word) return true;
    left.remove_prefix(std::min(left.size(), one.size() + 1));
  }
  return false;
}

/// A mark on a record of a State.
struct Mark {
  VertexId record{};
  Assertion assertion = Assertion::positive;
};
using Marks = std::map<VertexId, std::map<std::string, std::vector<Mark>, std::less<>>>;

/// The States that a record speaks of: its own, those of the actors it names, those that take part in it.
std::set<VertexId> states_behind(const Graph& graph, VertexId v, std::int32_t day) {
  std::set<VertexId> found;
  const auto add = [&](VertexId actor) {
    if (!is_actor(graph.kind(actor))) return;
    for (const VertexId state : detail::states_of(graph, actor, day)) found.insert(graph.canonical(state));
  };
  if (const VertexId home = graph.home(v)) found.insert(graph.canonical(home));
  if (is_actor(graph.kind(v))) add(v);
  for (const EdgeId e : graph.in_edges(v)) {
    const EdgeKind kind = graph.kind(e);
    if (kind == EdgeKind::role_in || kind == EdgeKind::issues || kind == EdgeKind::bears ||
        kind == EdgeKind::coordinates)
      add(graph.source(e));
  }
  return found;
}

Marks marks_of(const Graph& graph, std::int32_t day) {
  Marks marks;
  const auto known = graph.known_by_day();
  VertexRecords::for_each([&]<class Record>() {
    for (const VertexId v : graph.vertices<Record>()) {
      const Record* fields = graph.fields<Record>(v);
      if (fields == nullptr || fields->facts.elements.empty() || fields->facts.assertion != Assertion::positive ||
          graph.lifetime(v).on(day) != Certainty::certain)
        continue;
      if (known && fields->facts.recorded && fields->facts.recorded->first() > known->first()) continue;
      for (const VertexId state : states_behind(graph, v, day))
        for (const ElementMark& mark : fields->facts.elements) marks[state][mark.id].push_back({v, mark.assertion});
    }
  });
  for (auto& [state, elements] : marks)
    for (auto& [element, list] : elements)
      std::sort(list.begin(), list.end(),
                [&](const Mark& a, const Mark& b) { return graph.key(a.record) < graph.key(b.record); });
  return marks;
}

std::string counts(const std::vector<const CheckRow*>& rows) {
  std::string text;
  for (const Outcome outcome :
       {Outcome::fail, Outcome::partial, Outcome::pass, Outcome::unknown, Outcome::not_applicable}) {
    const auto n = std::count_if(rows.begin(), rows.end(), [&](const CheckRow* row) { return row->result == outcome; });
    if (n != 0) text += (text.empty() ? "" : ", ") + std::to_string(n) + " " + std::string{to_string(outcome)};
  }
  return text;
}

void use_marks(const Graph& graph, const std::vector<Mark>& marks, ElementRow& row) {
  bool yes = false, no = false;
  for (const Mark& mark : marks) {
    CheckReason reason{std::string{graph.key(mark.record)} + " records it as " +
                           (mark.assertion == Assertion::positive   ? "met"
                            : mark.assertion == Assertion::negative ? "not met"
                                                                    : "disputed"),
                       {}};
    for (const Source& source : graph.sources(mark.record)) reason.sources.push_back(source.id);
    row.because.push_back(std::move(reason));
    yes = yes || mark.assertion == Assertion::positive;
    no = no || mark.assertion == Assertion::negative;
  }
  if (yes || no) row.result = yes && no ? Outcome::partial : yes ? Outcome::pass : Outcome::fail;
}

}  // namespace

std::span<const Headline> headlines() noexcept { return headline_table; }

ElementResult scoreboard(const Graph& given, const CheckOptions& options) {
  const Date day = detail::day_of(given, options.as_of);
  const Graph graph = detail::seen_on(given, day);
  CheckOptions all = options;
  all.checks.clear();
  const CheckResult checked = check(graph, all);
  const Marks marks = marks_of(graph, day.first());

  std::vector<ElementRow> rows;
  const CheckRow* at = checked.begin();
  for (const VertexId state : detail::states_asked(graph, options.states)) {
    const CheckRow* first = at;
    while (at != checked.end() && at->state == state) ++at;
    for (const vocab::Element& element : vocab::elements()) {
      if (element.is_factor()) continue;
      ElementRow& row = rows.emplace_back();
      row.state = state;
      row.element = &element;
      std::vector<Outcome> outcomes;
      std::map<const vocab::Check*, std::vector<const CheckRow*>> by_check;
      for (const CheckRow* one = first; one != at; ++one) {
        if (one->result == Outcome::info || !vocab::speaks_to(*one->check, element.id)) continue;
        by_check[one->check].push_back(one);
        outcomes.push_back(one->result);
      }
      row.result = combine(outcomes);
      if (outcomes.empty()) row.result = Outcome::unknown;
      const bool open = row.result == Outcome::unknown || row.result == Outcome::not_applicable;
      for (const auto& [check, list] : by_check) {
        row.checks.push_back(std::string{check->id} + ": " + counts(list));
        for (const CheckRow* one : list) {
          const bool decides =
              one->result == row.result ||
              (row.result == Outcome::partial && (one->result == Outcome::fail || one->result == Outcome::pass));
          if (!open && decides) row.because.insert(row.because.end(), one->because.begin(), one->because.end());
          if (open && one->result == Outcome::unknown)
            row.missing.insert(row.missing.end(), one->missing.begin(), one->missing.end());
        }
      }
      if (open)
        if (const auto of_state = marks.find(state); of_state != marks.end())
          if (const auto list = of_state->second.find(element.id); list != of_state->second.end())
            use_marks(graph, list->second, row);
      if (row.result != Outcome::unknown) {
        row.missing.clear();
      } else if (row.missing.empty()) {
        row.missing.push_back({"evidence that " + std::string{element.title}, "the State's authorities, or the NHRI"});
      }
    }
  }
  Stamp stamp = checked.stamp();
  stamp.query = "check elements";
  return {std::move(rows), std::move(stamp)};
}

HeadlineResult headlines_of(const ElementResult& elements) {
  std::vector<HeadlineRow> rows;
  for (const ElementRow* first = elements.begin(); first != elements.end();) {
    const ElementRow* last = first;
    while (last != elements.end() && last->state == first->state) ++last;
    for (const Headline& headline : headline_table) {
      HeadlineRow& row = rows.emplace_back();
      row.state = first->state;
      row.headline = &headline;
      std::vector<Outcome> outcomes;
      for (const ElementRow* one = first; one != last; ++one) {
        if (!is_listed(headline.principles, one->element->reference)) continue;
        outcomes.push_back(one->result);
        row.elements.push_back(std::string{one->element->id} + ": " + std::string{to_string(one->result)});
      }
      row.result = combine(outcomes);
    }
    first = last;
  }
  Stamp stamp = elements.stamp();
  stamp.query = "check headlines";
  return {std::move(rows), std::move(stamp)};
}

}  // namespace dutygraph
