// SPDX-License-Identifier: BSL-1.0
#include "render/nexus_words.hpp"

#include <algorithm>

namespace dutygraph::render::detail {
namespace {

/// "Holding Agency (holder), Fund (f)": who holds, by the holdings a row rests on.
std::string holders(const Graph& graph, const NexusRow& row) {
  std::vector<VertexId> seen;
  std::string text;
  for (const EdgeId e : row.evidence) {
    if (graph.kind(e) != EdgeKind::holds) continue;
    const VertexId holder = graph.source(e);
    if (holder == row.state || std::find(seen.begin(), seen.end(), holder) != seen.end()) continue;
    seen.push_back(holder);
    text += (text.empty() ? "" : ", ") + label(graph, holder);
  }
  return text;
}

std::string made_on(const NexusRow& row) {
  if (!row.deal_day) return "no date recorded";
  return row.deal_day->to_string() + (row.deal_date == DealDate::from ? " (begin of its period)" : " (signed)");
}

}  // namespace

std::string condition_words(const Graph& graph, const NexusRow& row) {
  std::string text{to_string(row.safeguard)};
  if (row.safeguard == SafeguardStatus::none) text = "none: a gap against expectation";
  if (row.policy) text += "\nby " + label(graph, row.policy);
  return text;
}

std::string because(const Graph& graph, const NexusRow& row, const ControlProfile& profile) {
  const std::string company = label(graph, row.company);
  const std::string state = row.state ? label(graph, row.state) : std::string{};
  std::string text;
  if (!row.deal_day) {
    text = "No date of the deal is recorded, so who controlled " + company + " then is not known";
    if (!state.empty() && row.verdict == Verdict::possible && row.high.value != Percent{0})
      text += "; " + state + " has an interest in it on some day";
    text += ".";
  } else {
    text = "Made on " + made_on(row) + ". ";
    const bool coarse = !row.deal_day->is_day();
    if (state.empty()) {
      text += "No State is shown to hold anything of " + company + " then.";
    } else {
      const char* verb = row.verdict == Verdict::certain    ? " controlled "
                         : row.verdict == Verdict::possible ? " may have controlled "
                                                            : " is not shown to have controlled ";
      text += state + verb + company + " then";
      if (row.is_organ)
        text += ", as an organ of its own";
      else
        text += ": " + (row.high.value == Percent{0} ? std::string{"no part"} : range(row.low, row.high)) + " of the " +
                std::string{measure(profile)} + " (profile " + describe(profile) + ")";
      if (coarse) text += "; the date is coarse, so every day it may be was looked at";
      text += ".";
      if (const std::string by = holders(graph, row); !by.empty() && row.verdict != Verdict::excluded)
        text += " Held through " + by + ".";
    }
  }
  text += " Human-rights condition of the deal: " + std::string{to_string(row.safeguard)} +
          (row.safeguard == SafeguardStatus::unknown ? " (none is recorded; that is not the same as none)." : ".");
  return text;
}

DealTable::DealTable(const Graph& graph, const ControlProfile& profile, Citations& citations, Remarks& remarks,
                     bool with_state)
    : graph_{graph}, profile_{profile}, citations_{citations}, remarks_{remarks}, with_state_{with_state} {
  if (with_state) table_.columns.push_back({"State", 10});
  for (Column column : {Column{"Company", 12}, Column{"Deal", 18}, Column{"Made on", 10}, Column{"Control then", 16},
                        Column{"Human-rights condition", 12}, Column{"Sources", 7}})
    table_.columns.push_back(std::move(column));
}

std::string DealTable::deal(const NexusRow& row) const {
  std::string text = label(graph_, row.engagement);
  if (!row.channel.empty()) text += ", " + plain(row.channel);
  if (!row.role.empty()) text += ", as " + plain(row.role);
  for (const VertexId giver : row.givers) text += "\nby " + label(graph_, giver);
  if (!row.states_behind.empty()) {
    text += "\nbehind it:";
    for (const VertexId state : row.states_behind) text += " " + plain(graph_.key(state));
  }
  if (row.amount) text += "\nwhole deal: " + money(*row.amount, row.currency);
  return text;
}

std::string DealTable::then(const NexusRow& row) const {
  if (!row.deal_day) return "unknown: no date";
  if (!row.state) return "no State shown";
  std::string text{row.verdict == Verdict::excluded ? std::string_view{"not shown"} : to_string(row.verdict)};
  text += row.is_organ ? std::string{"\norgan of the State"}
                       : "\n" + recorded_range(row.low, row.high) + " of " + std::string{measure(profile_)};
  if (const std::string by = holders(graph_, row); !by.empty()) text += "\nthrough " + by;
  return text;
}

void DealTable::add(const NexusRow& row) {
  for (const std::string& name : row.assumptions.names()) remarks_.assume(name);
  if (row.deal_day && !row.deal_day->is_day())
    remarks_.note("A month or a year: any day of it. Control is certain only if it was certain on all of them.");
  if (!row.deal_day)
    remarks_.note("No date: the day is not known, and today's owners are not taken for those of that day.");
  if (row.verdict == Verdict::possible && row.deal_day)
    remarks_.note(
        "Possible: unknown or ranged shares, coarse or unknown dates, disputed facts or claims leave it open.");
  if (row.safeguard == SafeguardStatus::unknown)
    remarks_.note("Condition unknown: nothing is recorded, which is not the same as none.");
  std::vector<std::string>& cells = table_.rows.emplace_back();
  if (with_state_) cells.push_back(row.state ? label(graph_, row.state) : std::string{"none shown"});
  cells.push_back(label(graph_, row.company));
  cells.push_back(deal(row));
  cells.push_back(made_on(row));
  cells.push_back(then(row));
  cells.push_back(condition_words(graph_, row));
  cells.push_back(citations_.cite(row.evidence));
}

}  // namespace dutygraph::render::detail
