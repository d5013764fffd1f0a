// SPDX-License-Identifier: BSL-1.0
#include <dutygraph/render/control.hpp>

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <tuple>

#include "render/control_words.hpp"
#include "render/words.hpp"

namespace dutygraph::render {

using detail::Citations;
using detail::label;
using detail::Remarks;

namespace detail {

void add_control(Record& record, const Graph& graph, const ControlResult& result, const ControlRow& row,
                 std::string_view profile) {
  record.add("state", graph.key(row.state));
  record.add("state_name", graph.name(row.state));
  record.add("company", graph.key(row.company));
  record.add("company_name", graph.name(row.company));
  if (!profile.empty()) record.add("profile", profile);
  record.add("verdict", to_string(row.verdict));
  record.add_some("basis", codes(row.basis));
  add_bounds(record, "votes/low", "votes/low_open", "votes/high", "votes/high_open", row.low, row.high);
  if (row.verdict != Verdict::excluded) record.add("round", row.round);
  record.add("assumptions", row.assumptions.names());
  if (row.inconsistent) record.add("inconsistent", true);
  if (row.blocking) record.add("blocking", true);
  if (row.joint_with)
    record.add("joint", std::vector{std::string{graph.key(row.state)}, std::string{graph.key(row.joint_with)}});
  std::vector<std::string> holdings;
  for (const EdgeId e : result.evidence(row)) {
    std::string key{graph.holding_key(e)};
    if (std::find(holdings.begin(), holdings.end(), key) == holdings.end()) holdings.push_back(std::move(key));
  }
  std::sort(holdings.begin(), holdings.end());  // edges stand in the order of the input
  record.add("evidence", std::move(holdings));
  record.add("sources", source_ids(graph, grounds(graph, result, row)));
}

std::vector<EdgeId> grounds(const Graph& graph, const ControlResult& result, const ControlRow& row) {
  const std::span<const EdgeId> holdings = result.evidence(row);
  std::vector<EdgeId> edges(holdings.begin(), holdings.end());
  if (row.verdict == Verdict::excluded || !row.basis.empty()) return edges;
  const std::int32_t day = day_of(result.stamp()).first();
  for (const EdgeId e : graph.out_edges(row.company, EdgeKind::part_of))
    if (graph.on(e, day) != Certainty::no) edges.push_back(e);
  return edges;
}

std::string verdict_words(const ControlRow& row) {
  const std::string together = row.joint_with ? " together" : "";
  switch (row.verdict) {
    case Verdict::certain:
      return (row.joint_with ? "control" : "controls") + together;
    case Verdict::possible:
      return "may control" + together;
    case Verdict::excluded:
      return "not shown to control" + together;
  }
  return {};
}

std::string total_words(const ControlRow& row, const ControlProfile& profile) {
  if (row.verdict != Verdict::excluded && row.basis.empty()) return {};  // an organ, whoever holds what
  std::string text = recorded_range(row.low, row.high);
  if (row.assumptions.votes_from_capital && profile.measure == ControlProfile::Measure::votes)
    text += " (from capital)";
  return text;
}

std::string basis_words(const Graph& graph, const ControlRow& row) {
  if (row.verdict == Verdict::excluded) return {};
  if (row.basis.empty())
    return graph.kind(row.company) == VertexKind::company ? "organ of the State" : "part of the State";
  std::string text = names(row.basis);
  if (row.round > 1) text += ", step " + std::to_string(row.round) + " of a chain";
  return text;
}

std::string remark_words(const Graph& graph, const ControlRow& row) {
  std::vector<std::string> parts;
  if (row.joint_with) parts.push_back("with " + label(graph, row.joint_with));
  if (row.blocking) parts.emplace_back("blocking: exactly the threshold");
  if (row.inconsistent) parts.emplace_back("inconsistent: recorded holders exceed 100 %");
  const std::vector<Date>& days = row.assumptions.last_observed;
  for (std::size_t i = 0; i < days.size(); ++i) parts.push_back((i == 0 ? "last seen " : "") + days[i].to_string());
  if (row.assumptions.indirect_claim) parts.emplace_back("indirect claim");
  if (row.assumptions.directness_unknown) parts.emplace_back("directness unknown");
  if (row.assumptions.stated_later) parts.emplace_back("stated later");
  std::string text;
  for (const std::string& part : parts) text += (text.empty() ? "" : "; ") + part;
  return text;
}

}  // namespace detail

namespace {

constexpr std::array<std::string_view, 17> control_columns{
    "state",        "state_name",     "company",    "company_name",    "verdict", "basis",
    "votes/low",    "votes/low_open", "votes/high", "votes/high_open", "round",   "assumptions",
    "inconsistent", "blocking",       "joint",      "evidence",        "sources"};

std::vector<std::string_view> columns(bool with_profile) {
  std::vector<std::string_view> list;
  for (const std::string_view column : control_columns) {
    list.push_back(column);
    if (with_profile && column == "company_name") list.emplace_back("profile");
  }
  return list;
}

std::string distinct_companies(std::span<const ControlRow> rows, Verdict verdict) {
  std::set<VertexId> companies;
  for (const ControlRow& row : rows)
    if (row.verdict == verdict) companies.insert(row.company);
  return std::to_string(companies.size());
}

void note_assumptions(Remarks& remarks, const ControlRow& row, const ControlProfile& profile) {
  for (const std::string& name : row.assumptions.names())
    if (name != "votes_from_capital" || profile.measure == ControlProfile::Measure::votes) remarks.assume(name);
  if (row.verdict == Verdict::possible)
    remarks.note(
        "May control: unknown or ranged shares, coarse or unknown dates, disputed facts or claims leave it open.");
  if (row.verdict == Verdict::excluded)
    remarks.note(
        "Not shown to control: under this profile nothing that is recorded, and nothing that is left open, adds up "
        "to control.");
}

/// Pairs of State and company that nothing is recorded for: said once, not in a row each.
class Without {
 public:
  void add(VertexId state, VertexId company) { pairs_.emplace_back(state, company); }
  void append_to(Page& page, const Graph& graph) const {
    constexpr std::size_t most = 40;
    if (pairs_.empty()) return;
    const auto all = [&](auto member) {
      return std::all_of(pairs_.begin(), pairs_.end(),
                         [&](const auto& pair) { return pair.*member == pairs_.front().*member; });
    };
    using Pair = std::pair<VertexId, VertexId>;
    const bool one_state = all(&Pair::first), one_company = all(&Pair::second);
    std::string text = "Nothing is recorded that leads";
    if (one_state) text += " from " + label(graph, pairs_.front().first);
    if (one_company) text += " to " + label(graph, pairs_.front().second);
    if (!one_state || !one_company) text += one_state ? " to: " : one_company ? " from: " : ": ";
    for (std::size_t i = 0; (!one_state || !one_company) && i < std::min(pairs_.size(), most); ++i) {
      const auto& [state, company] = pairs_[i];
      text += i == 0 ? "" : ", ";
      if (!one_state) text += label(graph, state);
      if (!one_state && !one_company) text += " to ";
      if (!one_company) text += label(graph, company);
    }
    if (pairs_.size() > most) text += " and " + std::to_string(pairs_.size() - most) + " more";
    page.paragraph(text + ".");
  }

 private:
  std::vector<std::pair<VertexId, VertexId>> pairs_;
};

}  // namespace

RecordList records(const Graph& graph, const ControlResult& result) {
  return {columns(false), result.size(), [graph, result](std::size_t i) {
            Record record;
            detail::add_control(record, graph, result, result[i], {});
            return record;
          }};
}

Page page(const Graph& graph, const ControlResult& result, const Stamp& stamp, const PageOptions& options) {
  Page page;
  Citations citations{graph};
  Remarks remarks;
  const std::span<const ControlRow> rows{result.begin(), std::min(result.size(), options.limit)};
  const std::optional<VertexId> state = options.joint ? std::nullopt : detail::only_state(rows, options.states);
  page.heading("Companies " +
               (options.joint ? std::string{"that two States control together and neither alone"}
                              : "under control of " + (state ? label(graph, *state) : "States")) +
               " on " + stamp.as_of);
  page.paragraph("Profile " + detail::describe(options.profile) +
                 ". Companies: " + distinct_companies(rows, Verdict::certain) + " certain, " +
                 distinct_companies(rows, Verdict::possible) + " possible.");
  Table table;
  if (!state) table.columns.push_back({"State", 10});
  const bool votes = options.profile.measure == ControlProfile::Measure::votes;
  for (Column column : {Column{"Company", 12}, Column{"Verdict", 11}, Column{votes ? "Votes" : "Capital", 12},
                        Column{"Rests on", 10}, Column{"Remarks", 12}, Column{"Sources", 7}})
    table.columns.push_back(std::move(column));
  Without without;
  VertexId before{};
  for (const ControlRow& row : rows) {
    note_assumptions(remarks, row, options.profile);
    if (rows.size() > 1 && row.verdict == Verdict::excluded && row.num_evidence == 0) {
      without.add(row.state, row.company);
      continue;
    }
    std::vector<std::string>& cells = table.rows.emplace_back();
    if (!state) cells.push_back(row.state == before ? std::string{} : label(graph, row.state));
    before = row.state;
    cells.push_back(label(graph, row.company));
    cells.push_back(detail::verdict_words(row));
    cells.push_back(detail::total_words(row, options.profile));
    cells.push_back(detail::basis_words(graph, row));
    cells.push_back(detail::remark_words(graph, row));
    cells.push_back(citations.cite(detail::grounds(graph, result, row)));
  }
  if (!table.rows.empty()) page.add(std::move(table));
  if (rows.empty() && result.empty())
    page.paragraph("No company is recorded for that day that " +
                   (options.joint ? std::string{"two States control together and neither alone."}
                                  : (state ? label(graph, *state) : "a State") + " controls or may control."));
  without.append_to(page, graph);
  if (const std::string cut = detail::cut_note(result.size(), options.limit); !cut.empty()) page.paragraph(cut);
  detail::finish(page, citations, remarks, stamp);
  return page;
}

namespace {

/// Which rows of which profile speak of one State and one company.
struct Comparison {
  VertexId state{}, company{};
  std::vector<const ControlRow*> rows;  // one per profile; null: no row
};

std::vector<Comparison> compare(const Graph& graph, std::span<const ProfileResult> results, bool excluded) {
  std::map<std::tuple<std::string_view, std::string_view>, Comparison> by_ids;
  for (std::size_t p = 0; p < results.size(); ++p)
    for (const ControlRow& row : results[p].result) {
      Comparison& c = by_ids[{graph.key(row.state), graph.key(row.company)}];
      c.state = row.state;
      c.company = row.company;
      c.rows.resize(results.size());
      c.rows[p] = &row;
    }
  std::vector<Comparison> list;
  for (auto& [ids, c] : by_ids) {
    const bool controlled = std::any_of(c.rows.begin(), c.rows.end(), [](const ControlRow* row) {
      return row != nullptr && row->verdict != Verdict::excluded;
    });
    if (controlled || excluded) list.push_back(std::move(c));
  }
  return list;
}

}  // namespace

RecordList records(const Graph& graph, std::span<const ProfileResult> results, bool excluded) {
  struct Item {
    std::size_t profile;
    const ControlRow* row;
  };
  std::vector<Item> items;
  for (const Comparison& c : compare(graph, results, excluded))
    for (std::size_t p = 0; p < c.rows.size(); ++p)
      if (c.rows[p] != nullptr) items.push_back({p, c.rows[p]});
  const std::size_t size = items.size();
  return {columns(true), size,
          [graph, items = std::move(items), kept = std::vector(results.begin(), results.end())](std::size_t i) {
            const ProfileResult& result = kept[items[i].profile];
            Record record;
            detail::add_control(record, graph, result.result, *items[i].row, result.profile.name);
            return record;
          }};
}

Page page(const Graph& graph, std::span<const ProfileResult> results, const Stamp& stamp, bool excluded,
          const PageOptions& options) {
  Page page;
  const Citations citations{graph};
  Remarks remarks;
  std::vector<Comparison> list = compare(graph, results, excluded);
  const std::size_t size = list.size();
  list.resize(std::min(size, options.limit));
  const std::optional<VertexId> state = detail::only_state(std::span<const Comparison>{list}, options.states);
  page.heading("Control by " + (state ? label(graph, *state) : std::string{"States"}) + " on " + stamp.as_of +
               ", by profile");
  Table table;
  if (!state) table.columns.push_back({"State", 10});
  table.columns.push_back({"Company", 12});
  for (const ProfileResult& result : results) table.columns.push_back({detail::plain(result.profile.name), 9});
  Without without;
  VertexId before{};
  for (const Comparison& item : list) {
    const bool any = std::any_of(item.rows.begin(), item.rows.end(), [](const ControlRow* row) {
      return row != nullptr && (row->verdict != Verdict::excluded || row->num_evidence != 0);
    });
    if (!any && list.size() > 1) {
      without.add(item.state, item.company);
      continue;
    }
    std::vector<std::string>& cells = table.rows.emplace_back();
    if (!state) cells.push_back(item.state == before ? std::string{} : label(graph, item.state));
    before = item.state;
    cells.push_back(label(graph, item.company));
    for (std::size_t p = 0; p < results.size(); ++p) {
      const ControlRow* row = item.rows[p];
      if (row == nullptr) {
        cells.emplace_back("not shown");
        continue;
      }
      std::string text{row->verdict == Verdict::excluded ? "not shown" : to_string(row->verdict)};
      const bool organ = row->basis.empty() && row->verdict != Verdict::excluded;
      text += "\n" + (organ ? std::string{"organ"} : detail::recorded_range(row->low, row->high));
      cells.push_back(std::move(text));
      note_assumptions(remarks, *row, results[p].profile);
    }
  }
  if (!table.rows.empty()) page.add(std::move(table));
  if (size == 0)
    page.paragraph("No company is recorded for that day that a State controls or may control under any profile.");
  without.append_to(page, graph);
  if (const std::string cut = detail::cut_note(size, options.limit); !cut.empty()) page.paragraph(cut);
  page.heading("Profiles", 2);
  List profiles;
  for (const ProfileResult& result : results) {
    std::string text = detail::describe(result.profile);
    if (!result.profile.source.empty()) text += ". Source: " + detail::plain(result.profile.source);
    profiles.items.push_back({"-", std::move(text)});
  }
  page.add(std::move(profiles));
  detail::finish(page, citations, remarks, stamp);
  return page;
}

}  // namespace dutygraph::render
