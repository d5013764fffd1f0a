// SPDX-License-Identifier: BSL-1.0
#include <dutygraph/render/nexus.hpp>

#include <algorithm>
#include <set>

#include "render/nexus_words.hpp"

namespace dutygraph::render {

using detail::Citations;
using detail::label;
using detail::Remarks;
using detail::Seen;
using vocab::Basis;

namespace detail {

namespace {

std::vector<std::string> ids(const Graph& graph, const std::vector<VertexId>& list) {
  std::vector<std::string> texts;
  for (const VertexId v : list) texts.emplace_back(graph.key(v));
  return texts;
}

void add_deal_day(Record& record, const NexusRow& row) {
  record.add("verdict", row.deal_day ? to_string(row.verdict) : std::string_view{"unknown"});
  record.add("deal_day", row.deal_day ? row.deal_day->to_string() : std::string{"unknown"});
  record.add("deal_date", to_string(row.deal_date));
  if (!row.is_organ && row.deal_day)
    add_bounds(record, "total/low", "total/low_open", "total/high", "total/high_open", row.low, row.high);
}

/// Who else is in a deal, and behind it.
void add_others(Record& record, const Graph& graph, const NexusRow& row) {
  std::vector<std::string> names;
  for (const VertexId giver : row.givers) names.emplace_back(graph.name(giver));
  record.add("givers", ids(graph, row.givers));
  record.add("giver_names", std::move(names));
  record.add("states_behind", ids(graph, row.states_behind));
  record.add("controlled_by", ids(graph, row.controllers));
  record.add("maybe_controlled_by", ids(graph, row.possible_controllers));
  record.add_some("via", ids(graph, row.via));
  record.add_some("path", ids(graph, row.path));
  const VertexId home = graph.home(row.company);
  if (!home) return;
  record.add("company_home", graph.key(home));
  if (row.state) record.add("cross_border", home != row.state);
}

}  // namespace

void add_tie(Record& record, const Graph& graph, const NexusRow& row, Date day) {
  const auto key = [&](VertexId v) { return v ? graph.key(v) : std::string_view{}; };
  if (row.state) {
    record.add("state", key(row.state));
    record.add("state_name", graph.name(row.state));
  }
  record.add("company", key(row.company));
  record.add("company_name", graph.name(row.company));
  record.add_some("ungp", row.ungp);
  record.add_some("channel", row.channel);
  if (const auto channel = vocab::parse_channel(row.channel))
    record.add("channel_name", vocab::find_channel(*channel)->name);
  record.add_some("agency", key(row.agency));
  if (row.agency) record.add("agency_name", graph.name(row.agency));
  if (row.engagement) {
    record.add("engagement", key(row.engagement));
    record.add("engagement_name", name_of(graph, row.engagement));
  }
  record.add_some("role", row.role);
  record.add("closeness", vocab::to_string(row.closeness));
  if (row.at_deal) {
    add_deal_day(record, row);
  } else {
    record.add("verdict", to_string(row.verdict));
  }
  const Seen seen = detail::seen(graph, row.evidence);
  if (!row.engagement) record.add_some("basis", codes(seen.bases));
  if (row.share) {
    add_bounds(record, "share/low", "share/low_open", "share/high", "share/high_open",
               {row.share->low(), row.share->low_open()}, {row.share->high(), row.share->high_open()});
  }
  if (row.valid.from()) record.add("from", row.valid.from()->to_string());
  if (row.valid.to()) record.add("to", row.valid.to()->to_string());
  if (row.amount) record.add("amount", row.amount->to_string());
  record.add_some("currency", row.currency);
  record.add("safeguard", to_string(row.safeguard));
  if (const auto channel = vocab::parse_channel(row.channel))
    record.add("expected_safeguards", vocab::find_channel(*channel)->safeguard);
  if (row.policy) {
    record.add("policy", key(row.policy));
    record.add("policy_name", name_of(graph, row.policy));
  }
  if (row.engagement) add_others(record, graph, row);
  record.add("assumptions",
             (row.at_deal ? row.assumptions : assumptions(graph, row.evidence, row.engagement, day)).names());
  record.add("sources", source_ids(graph, row.evidence));
}

TieTable::TieTable(const Graph& graph, const ControlProfile& profile, Date day, Citations& citations, Remarks& remarks,
                   bool with_state, bool with_company)
    : graph_{graph},
      profile_{profile},
      day_{day},
      citations_{citations},
      remarks_{remarks},
      with_state_{with_state},
      with_company_{with_company} {
  if (with_state) table_.columns.push_back({"State", 10});
  if (with_company) table_.columns.push_back({"Company", 12});
  for (Column column : {Column{"Channel", 18}, Column{"C", 2}, Column{"Tie", 18}, Column{"Period", 10},
                        Column{"Human-rights condition", 12}, Column{"Sources", 7}})
    table_.columns.push_back(std::move(column));
  remarks_.note(
      "C0 to C4: how close the tie is. C4 organ of the State; C3 control; C2 substantial support, significant "
      "stake or delegated power; C1 transaction, licence or smaller stake; C0 general regulation. This "
      "project's scale, not a UN position.");
}

std::string TieTable::channel(const NexusRow& row) const {
  std::string text;
  const auto channel = vocab::parse_channel(row.channel);
  if (channel) {
    text = row.channel + " " + std::string{vocab::find_channel(*channel)->name};
    if (!row.ungp.empty()) {
      std::string principles{row.ungp};
      std::replace(principles.begin(), principles.end(), ',', '/');
      text += " (UNGP " + principles + ")";
    }
  } else {
    text = row.channel.empty() ? "channel not recorded" : plain(row.channel);
  }
  if (row.agency && row.agency != row.state) text += "\nthrough " + label(graph_, row.agency);
  return text;
}

std::string TieTable::tie(const NexusRow& row, const Seen& seen) const {
  const bool possible = row.verdict == Verdict::possible;
  if (row.engagement) {
    std::string text = possible ? "perhaps in force: " : "";
    text += label(graph_, row.engagement);
    if (!row.role.empty()) text += ", as " + plain(row.role);
    if (!row.path.empty()) {
      text += "\npassed on by";
      for (std::size_t i = 0; i < row.via.size(); ++i)
        text += (i == 0 ? " " : ", ") + label(graph_, row.via[i]) + " from " + label(graph_, row.path[i]);
    }
    if (row.amount) text += "\nwhole deal: " + money(*row.amount, row.currency);
    return text;
  }
  if (seen.bases.empty()) return possible ? "may be an organ of the State" : "organ of the State";
  std::string share;
  if (row.share) {
    const bool unknown = row.share->low() == Percent{0} && row.share->high() == Percent{100};
    const bool by_votes = profile_.measure == ControlProfile::Measure::votes;
    share = (unknown ? std::string{"an unknown part"} : range(*row.share)) + (by_votes ? " of votes" : " of capital");
    if (by_votes && !seen.bases.contains(Basis::votes)) {
      share += " (from capital)";
      remarks_.assume("votes_from_capital");
    }
  }
  if (seen.claims_only) {
    return "said to hold indirectly" + (share.empty() ? std::string{} : ": " + share);
  }
  const Bases rights = seen.bases - (Bases{Basis::votes} | Basis::capital);
  if (row.channel == "n01") {
    if (possible) return "may control" + (share.empty() ? std::string{} : ": " + share);
    if (share.empty()) return "belongs to a majority";
    const bool alone = row.share->low() > Percent{50} || (row.share->low() == Percent{50} && row.share->low_open());
    return (alone ? "majority: " : "part of a majority: ") + share;
  }
  std::string text;
  if (!rights.empty())
    text = (possible               ? "may have a special right: "
            : row.channel == "n03" ? "special right: "
                                   : "right: ") +
           names(rights);
  if (!share.empty()) {
    text += text.empty() ? "" : "; ";
    text += (possible ? "may hold " : "holds ") + share;
  }
  if (text.empty()) text = possible ? "may hold an interest" : "holds an interest";
  return text;
}

std::string TieTable::dates(const NexusRow& row, const Seen& seen) const {
  std::string text = period(row.valid);
  if (const std::string days = observed(seen.days); !days.empty()) text += (text.empty() ? "" : "\n") + days;
  return text.empty() ? "not recorded" : text;
}

void TieTable::add(const NexusRow& row) {
  const Seen seen = detail::seen(graph_, row.evidence, row.engagement);
  for (const std::string& name : assumptions(graph_, row.evidence, row.engagement, day_).names()) remarks_.assume(name);
  if (row.verdict == Verdict::possible)
    remarks_.note(
        "May, perhaps: unknown or ranged shares, coarse or unknown dates, disputed facts or claims leave it "
        "open.");
  std::vector<std::string>& cells = table_.rows.emplace_back();
  const bool same_state = row.state == state_;
  if (with_state_) cells.push_back(same_state ? std::string{} : label(graph_, row.state));
  if (with_company_)
    cells.push_back(same_state && row.company == company_ ? std::string{} : label(graph_, row.company));
  state_ = row.state;
  company_ = row.company;
  cells.push_back(channel(row));
  cells.emplace_back(vocab::to_string(row.closeness));
  cells.push_back(tie(row, seen));
  cells.push_back(dates(row, seen));
  cells.push_back(condition_words(graph_, row));
  cells.push_back(citations_.cite(row.evidence));
}

}  // namespace detail

RecordList records(const Graph& graph, const NexusResult& result, const ControlProfile& profile) {
  return {{"state",
           "state_name",
           "company",
           "company_name",
           "ungp",
           "channel",
           "channel_name",
           "agency",
           "agency_name",
           "engagement",
           "engagement_name",
           "role",
           "closeness",
           "verdict",
           "deal_day",
           "deal_date",
           "total/low",
           "total/low_open",
           "total/high",
           "total/high_open",
           "basis",
           "share/low",
           "share/low_open",
           "share/high",
           "share/high_open",
           "from",
           "to",
           "amount",
           "currency",
           "safeguard",
           "expected_safeguards",
           "policy",
           "policy_name",
           "givers",
           "giver_names",
           "states_behind",
           "controlled_by",
           "maybe_controlled_by",
           "via",
           "path",
           "company_home",
           "cross_border",
           "assumptions",
           "sources",
           "because"},
          result.size(),
          [graph, result, profile](std::size_t i) {
            Record record;
            detail::add_tie(record, graph, result[i], detail::day_of(result.stamp()));
            if (result[i].at_deal) record.add("because", detail::because(graph, result[i], profile));
            return record;
          }};
}

namespace {

Page deal_page(const Graph& graph, const NexusResult& result, const Stamp& stamp, const PageOptions& options) {
  Page page;
  Citations citations{graph};
  Remarks remarks;
  const std::span<const NexusRow> rows{result.begin(), std::min(result.size(), options.limit)};
  const std::optional<VertexId> state =
      options.states.size() == 1 ? std::optional{options.states.front()} : std::nullopt;
  page.heading("Deals of companies that " +
               (state ? label(graph, *state) + " controls" : std::string{"States control"}) +
               ", on the day each deal was made");
  std::set<VertexId> deals, companies;
  std::size_t certain = 0, unknown = 0;
  for (const NexusRow& row : rows) {
    deals.insert(row.engagement);
    companies.insert(row.company);
    if (row.deal_day && row.verdict == Verdict::certain) ++certain;
    if (!row.deal_day) ++unknown;
  }
  page.paragraph(detail::count(deals.size(), "deal", "deals") + " of " +
                 detail::count(companies.size(), "company", "companies") + ", " +
                 detail::count(rows.size(), "row", "rows") + ": control on that day is certain in " +
                 std::to_string(certain) + ", not known for want of a date in " + std::to_string(unknown) +
                 ". Profile " + detail::describe(options.profile) + ".");
  if (!rows.empty()) {
    detail::DealTable table{graph, options.profile, citations, remarks, !state};
    for (const NexusRow& row : rows) table.add(row);
    page.add(table.take());
  } else {
    page.paragraph(
        "No deal is recorded of a company that a State is shown to control, or may, on the day it was made.");
  }
  if (const std::string cut = detail::cut_note(result.size(), options.limit); !cut.empty()) page.paragraph(cut);
  detail::finish(page, citations, remarks, stamp);
  return page;
}

bool is_at_deal(const Stamp& stamp, const NexusResult& result) {
  return (!result.empty() && result[0].at_deal) ||
         std::find(stamp.parameters.begin(), stamp.parameters.end(),
                   std::pair<std::string, std::string>{"at_deal", "true"}) != stamp.parameters.end();
}

}  // namespace

Page page(const Graph& graph, const NexusResult& result, const Stamp& stamp, const PageOptions& options) {
  if (is_at_deal(stamp, result)) return deal_page(graph, result, stamp, options);
  Page page;
  Citations citations{graph, options.numbers};
  Remarks remarks;
  const std::span<const NexusRow> rows{result.begin(), std::min(result.size(), options.limit)};
  const std::optional<VertexId> state = detail::only_state(rows, options.states);
  page.heading("State-business nexus" + (state ? " of " + label(graph, *state) : std::string{}) + " on " + stamp.as_of);
  std::set<VertexId> companies;
  for (const NexusRow& row : rows) companies.insert(row.company);
  page.paragraph(detail::count(companies.size(), "company", "companies") + ", " +
                 detail::count(rows.size(), "tie", "ties") + ". Profile " + detail::describe(options.profile) + ".");
  if (!rows.empty()) {
    const Date day = detail::day_of(stamp);
    detail::TieTable table{graph, options.profile, day, citations, remarks, !state, true};
    for (const NexusRow& row : rows) table.add(row);
    page.add(table.take());
  }
  if (result.empty()) page.paragraph("No tie is recorded for that day.");
  if (const std::string cut = detail::cut_note(result.size(), options.limit); !cut.empty()) page.paragraph(cut);
  detail::finish(page, citations, remarks, stamp);
  return page;
}

}  // namespace dutygraph::render
