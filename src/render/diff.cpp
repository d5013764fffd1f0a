// SPDX-License-Identifier: BSL-1.0
#include <dutygraph/render/diff.hpp>

#include <algorithm>

#include "render/words.hpp"

namespace dutygraph::render {

using detail::plain;

namespace {

/// The keys of one side of a row.
struct Keys {
  std::string_view verdict, low, high, closeness, safeguard, sources;
};
constexpr Keys before_keys{"before/verdict",   "before/low",       "before/high",
                           "before/closeness", "before/safeguard", "before/sources"};
constexpr Keys after_keys{"after/verdict",   "after/low",       "after/high",
                          "after/closeness", "after/safeguard", "after/sources"};

void add_side(Record& record, const Keys& keys, const std::optional<DiffRow::Side>& side, bool tie) {
  if (!side) return;
  record.add(keys.verdict, to_string(side->verdict));
  if (tie) {
    record.add(keys.closeness, vocab::to_string(side->closeness));
    record.add(keys.safeguard, to_string(side->safeguard));
  } else {
    record.add(keys.low, side->low.value.to_string());
    record.add(keys.high, side->high.value.to_string());
  }
  record.add(keys.sources, side->sources);
}

std::string named(const std::string& name, const std::string& id) {
  return name == id ? plain(id) : plain(name) + " (" + plain(id) + ")";
}

std::string side_words(const std::optional<DiffRow::Side>& side, bool tie) {
  if (!side) return "not recorded";
  std::string text{side->verdict == Verdict::excluded ? "not shown" : to_string(side->verdict)};
  if (tie)
    return text + ", " + std::string{vocab::to_string(side->closeness)} + ", condition " +
           std::string{to_string(side->safeguard)};
  return text + "\n" + detail::recorded_range(side->low, side->high);
}

}  // namespace

RecordList records(const DiffResult& result) {
  return {{"query",
           "state",
           "state_name",
           "company",
           "company_name",
           "channel",
           "agency",
           "engagement",
           "role",
           "change",
           "before/verdict",
           "before/low",
           "before/high",
           "before/closeness",
           "before/safeguard",
           "before/sources",
           "after/verdict",
           "after/low",
           "after/high",
           "after/closeness",
           "after/safeguard",
           "after/sources"},
          result.size(),
          [result](std::size_t i) {
            const DiffRow& row = result[i];
            const bool tie = row.query == "nexus";
            Record record;
            record.add("query", row.query);
            record.add("state", row.state);
            record.add("state_name", row.state_name);
            record.add("company", row.company);
            record.add("company_name", row.company_name);
            record.add_some("channel", row.channel);
            record.add_some("agency", row.agency);
            record.add_some("engagement", row.engagement);
            record.add_some("role", row.role);
            record.add("change", to_string(row.change));
            add_side(record, before_keys, row.before, tie);
            add_side(record, after_keys, row.after, tie);
            return record;
          }};
}

Page page(const DiffResult& result, const Stamp& stamp, const PageOptions& options) {
  Page page;
  std::string against;
  bool other_files = false;
  for (const auto& [name, value] : stamp.parameters) {
    if (name == "against_date") against = value;
    other_files = other_files || name == "against";
  }
  page.heading("Verdicts that differ between " + plain(against) + " and " + stamp.as_of +
               (other_files ? ", in two worlds" : ""));
  page.paragraph("Profile " + detail::describe(options.profile) + ". " +
                 detail::count(result.size(), "verdict differs", "verdicts differ") +
                 ". What changes no verdict is not listed.");
  Table table{{{"State", 8}, {"Company", 12}, {"What", 12}, {"Before", 14}, {"After", 14}}, {}};
  for (std::size_t i = 0; i < std::min(result.size(), options.limit); ++i) {
    const DiffRow& row = result[i];
    const bool tie = row.query == "nexus";
    std::string what = tie ? "tie " + (row.channel.empty() ? "of no recorded channel" : plain(row.channel)) : "control";
    if (!row.engagement.empty())
      what += "\n" + plain(row.engagement) + (row.role.empty() ? "" : ", as " + plain(row.role));
    if (!row.agency.empty() && row.agency != row.state) what += "\nthrough " + plain(row.agency);
    table.rows.push_back({named(row.state_name, row.state), named(row.company_name, row.company), std::move(what),
                          side_words(row.before, tie), side_words(row.after, tie)});
  }
  if (!table.rows.empty()) page.add(std::move(table));
  if (const std::string cut = detail::cut_note(result.size(), options.limit); !cut.empty()) page.paragraph(cut);
  const Graph none;
  const detail::Citations citations{none};
  detail::finish(page, citations, {}, stamp);
  return page;
}

}  // namespace dutygraph::render
