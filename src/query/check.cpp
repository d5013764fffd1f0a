// SPDX-License-Identifier: BSL-1.0
#include <dutygraph/query/check.hpp>

#include <algorithm>
#include <array>
#include <set>

#include <dutygraph/error.hpp>
#include <dutygraph/vocab/ungp.hpp>

#include "query/checks/world.hpp"
#include "query/day.hpp"
#include "query/group.hpp"
#include "query/stamp.hpp"

namespace dutygraph {
namespace {

using detail::Answers;
using detail::CheckIndex;
using detail::CheckRule;
using detail::CheckWorld;

const CheckRule* find_rule(std::string_view id) {
  for (const std::span<const CheckRule> rules :
       {detail::law_rules(), detail::reach_rules(), detail::ownership_rules(), detail::support_rules(),
        detail::purchase_rules(), detail::mandate_rules(), detail::conflict_rules(), detail::treaty_rules()})
    for (const CheckRule& rule : rules)
      if (rule.id == id) return &rule;
  return nullptr;
}

/// The checks asked for, in the order of the catalogue.
std::vector<const vocab::Check*> asked(const std::vector<std::string>& ids) {
  std::set<std::string_view> wanted;
  for (const std::string& id : ids) {
    if (vocab::find_check(id) == nullptr)
      throw NotFound{"there is no check \"" + printable(id) + "\"; there are SM01 to SM15, NX01 to NX19, CO01 to CO23"};
    wanted.insert(id);
  }
  std::vector<const vocab::Check*> found;
  for (const vocab::Check& check : vocab::checks())
    if (ids.empty() || wanted.contains(check.id)) found.push_back(&check);
  return found;
}

/// Hand-coded evidence on the subject's record decides where the rule cannot.
void use_marks(const CheckWorld& world, CheckRow& row) {
  if (row.result != Outcome::unknown || !row.record) return;
  std::size_t elements = 0, met = 0;
  bool failed = false;
  for (std::string_view left = row.element; !left.empty();) {
    const std::string_view element = left.substr(0, left.find(','));
    left.remove_prefix(std::min(left.size(), element.size() + 1));
    ++elements;
    for (const ElementMark& mark : world.index().facts(row.record).elements) {
      if (mark.id != element) continue;
      detail::Answer answer{world, row};
      if (mark.assertion == Assertion::positive) {
        ++met;
        answer.because(mark.id + " is recorded as met", row.record);
      } else if (mark.assertion == Assertion::negative) {
        failed = true;
        answer.because(mark.id + " is recorded as not met", row.record);
      }
    }
  }
  if (failed) row.result = met != 0 ? Outcome::partial : Outcome::fail;
  if (!failed && elements != 0 && met >= elements) row.result = Outcome::pass;
  if (row.result != Outcome::unknown) row.missing.clear();
}

void finish(const CheckWorld& world, CheckRow& row) {
  use_marks(world, row);
  if (row.because.empty()) {
    detail::Answer answer{world, row};
    answer.because("nothing is recorded that decides it", row.record);
  }
  if (row.result == Outcome::unknown && row.missing.empty())
    row.missing.push_back({"evidence on " + row.subject, "whoever is responsible for it in the State"});
}

}  // namespace

ControlProfile CheckOptions::control_any_means() { return *find_profile("control_any_means"); }

CheckResult check(const Graph& given, const CheckOptions& options) {
  const Date day = detail::day_of(given, options.as_of);
  const Graph graph = detail::seen_on(given, day);
  const std::vector<VertexId> states = detail::states_asked(graph, options.states);

  const std::vector<const vocab::Check*> checks = asked(options.checks);
  const CheckIndex index{graph, day, options, states};
  std::vector<CheckRow> rows;
  for (const VertexId state : states) {
    const CheckWorld world{index, state};
    for (const vocab::Check* check : checks) {
      if (options.stop.stop_requested()) throw Cancelled{};
      const std::size_t first = rows.size();
      Answers answers{world, *check, rows};
      if (const CheckRule* rule = find_rule(check->id)) rule->run(world, answers);
      for (std::size_t i = first; i < rows.size(); ++i) finish(world, rows[i]);
      if (check->id != "NX16")  // which is a ranking
        std::stable_sort(rows.begin() + static_cast<std::ptrdiff_t>(first), rows.end(),
                         [](const CheckRow& a, const CheckRow& b) { return a.subject < b.subject; });
    }
  }
  return {std::move(rows), detail::make_stamp("check", graph, day, options.profile)};
}

Explanation explain_check(const Graph& graph, const CheckRow& row) {
  Explanation told;
  told.claim = std::string{row.check->id} + " " + row.subject + ": " + std::string{to_string(row.result)};
  told.rule = row.check->rule;
  told.facts.emplace_back("question", row.check->question);
  told.facts.emplace_back("State", graph.key(row.state));
  if (!row.element.empty()) told.facts.emplace_back("element", row.element);
  told.facts.emplace_back("principles", row.check->ungp);
  if (!row.severity.empty()) told.facts.emplace_back("severity", row.severity);
  if (!row.check->axis.empty()) told.facts.emplace_back("axis", row.check->axis);
  for (const CheckReason& reason : row.because) told.because.push_back({reason.text, {}, {}, reason.sources, {}});
  for (const CheckGap& gap : row.missing)
    told.because.push_back({"not recorded: " + gap.what, {}, {{"could be supplied by", gap.who}}, {}, {}});
  return told;
}

}  // namespace dutygraph
