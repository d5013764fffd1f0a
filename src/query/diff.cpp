// SPDX-License-Identifier: BSL-1.0
#include <dutygraph/query/diff.hpp>

#include <algorithm>
#include <map>
#include <tuple>

#include <dutygraph/error.hpp>

#include "query/day.hpp"
#include "query/stamp.hpp"

namespace dutygraph {

std::string_view to_string(DiffChange change) noexcept {
  switch (change) {
    case DiffChange::added:
      return "added";
    case DiffChange::removed:
      return "removed";
    case DiffChange::changed:
      return "changed";
  }
  return "changed";
}

namespace {

/// State, company, channel, agency, engagement, role; the query first, as 0 or 1.
using Key = std::tuple<int, std::string, std::string, std::string, std::string, std::string, std::string>;

struct Entry {
  DiffRow::Side side{};
  std::string state_name{}, company_name{};
};

using Answers = std::map<Key, Entry>;

std::string key_of(const Graph& graph, VertexId v) { return v ? std::string{graph.key(v)} : std::string{}; }

void cite(const Graph& graph, std::span<const EdgeId> edges, std::vector<std::string>& sources) {
  for (const EdgeId e : edges)
    for (const Source& source : graph.sources(e))
      if (std::find(sources.begin(), sources.end(), source.id) == sources.end()) sources.push_back(source.id);
}

/// The vertices that \p ids name here; those that are not here are left out.
std::vector<VertexId> found(const Graph& graph, const std::vector<std::string>& ids, VertexKinds kinds) {
  std::vector<VertexId> list;
  for (const std::string& id : ids)
    if (const auto v = graph.find(id); v && kinds.contains(graph.kind(*v))) list.push_back(*v);
  return list;
}

constexpr VertexKinds held = VertexKinds{VertexKind::company} | VertexKind::organisation;

Answers answers_of(const Graph& graph, Date day, const DiffOptions& options) {
  Answers answers;
  const std::vector<VertexId> states = found(graph, options.states, VertexKind::state);
  const std::vector<VertexId> companies = found(graph, options.companies, held);
  if ((states.empty() && !options.states.empty()) || (companies.empty() && !options.companies.empty())) return answers;
  const ControlResult controlled = control(graph, {.profile = options.profile,
                                                   .as_of = day,
                                                   .states = states,
                                                   .companies = companies,
                                                   .excluded = true,
                                                   .stop = options.stop});
  for (const ControlRow& row : controlled) {
    Entry entry{.state_name = std::string{graph.name(row.state)}, .company_name = std::string{graph.name(row.company)}};
    entry.side.verdict = row.verdict;
    entry.side.low = row.low;
    entry.side.high = row.high;
    cite(graph, controlled.evidence(row), entry.side.sources);
    answers.emplace(Key{0, graph.key(row.state), graph.key(row.company), "", "", "", ""}, std::move(entry));
  }
  for (const NexusRow& row : nexus(graph, {.profile = options.profile,
                                          .as_of = day,
                                          .states = states,
                                          .companies = companies,
                                          .stop = options.stop})) {
    Entry entry{.state_name = std::string{graph.name(row.state)}, .company_name = std::string{graph.name(row.company)}};
    entry.side.verdict = row.verdict;
    entry.side.closeness = row.closeness;
    entry.side.safeguard = row.safeguard;
    cite(graph, row.evidence, entry.side.sources);
    answers.emplace(Key{1, graph.key(row.state), graph.key(row.company), row.channel, key_of(graph, row.agency),
                        key_of(graph, row.engagement), row.role},
                    std::move(entry));
  }
  return answers;
}

bool says_the_same(const DiffRow::Side& a, const DiffRow::Side& b) {
  return a.verdict == b.verdict && a.closeness == b.closeness && a.safeguard == b.safeguard;
}

void check_known(const Graph& before, const Graph& after, const std::vector<std::string>& ids, VertexKinds kinds,
                 const char* what) {
  for (const std::string& id : ids)
    if (found(before, {id}, kinds).empty() && found(after, {id}, kinds).empty())
      throw NotFound{"there is no " + std::string{what} + " \"" + printable(id) + "\" in either"};
}

}  // namespace

DiffResult diff(const Graph& given_before, const Graph& given_after, const DiffOptions& options) {
  const Date before_day = detail::day_of(given_before, options.before_day);
  const Date after_day = detail::day_of(given_after, options.after_day);
  check_known(given_before, given_after, options.states, VertexKind::state, "State");
  check_known(given_before, given_after, options.companies, held, "company");
  const Graph graph = detail::seen_on(given_after, after_day);
  const Answers old = answers_of(detail::seen_on(given_before, before_day), before_day, options);
  const Answers now = answers_of(graph, after_day, options);
  std::vector<DiffRow> rows;
  const auto add = [&](const Key& key, const Entry* before, const Entry* after) {
    const auto counts = [](const Entry* entry) { return entry != nullptr && entry->side.verdict != Verdict::excluded; };
    if (!counts(before) && !counts(after)) return;
    if (counts(before) && counts(after) && says_the_same(before->side, after->side)) return;
    const Entry& named = after != nullptr ? *after : *before;
    DiffRow& row = rows.emplace_back();
    row.query = std::get<0>(key) == 0 ? "control" : "nexus";
    std::tie(std::ignore, row.state, row.company, row.channel, row.agency, row.engagement, row.role) = key;
    row.state_name = named.state_name;
    row.company_name = named.company_name;
    row.change = !counts(before) ? DiffChange::added : !counts(after) ? DiffChange::removed : DiffChange::changed;
    if (before != nullptr) row.before = before->side;
    if (after != nullptr) row.after = after->side;
  };
  auto a = old.begin();
  auto b = now.begin();
  while (a != old.end() || b != now.end()) {
    if (b == now.end() || (a != old.end() && a->first < b->first)) {
      add(a->first, &a->second, nullptr);
      ++a;
    } else if (a == old.end() || b->first < a->first) {
      add(b->first, nullptr, &b->second);
      ++b;
    } else {
      add(a->first, &a->second, &b->second);
      ++a;
      ++b;
    }
  }
  Stamp stamp = detail::make_stamp("diff", graph, after_day, options.profile);
  stamp.parameters.emplace_back("against_date", before_day.to_string());
  std::vector<std::pair<std::string, std::string>> inputs;
  for (const auto& input : given_before.inputs()) inputs.emplace_back(input.name, input.digest);
  std::sort(inputs.begin(), inputs.end());
  if (inputs != stamp.inputs)
    for (const auto& [name, digest] : inputs) stamp.parameters.emplace_back("against", name + " " + digest);
  return {std::move(rows), std::move(stamp)};
}

}  // namespace dutygraph
