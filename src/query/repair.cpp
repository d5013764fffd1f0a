// SPDX-License-Identifier: BSL-1.0
#include <dutygraph/query/repair.hpp>

#include <algorithm>
#include <functional>
#include <map>
#include <numeric>
#include <set>
#include <utility>

#include <dutygraph/error.hpp>

#include "query/day.hpp"
#include "query/repair_edits.hpp"
#include "query/stamp.hpp"

namespace dutygraph {

using detail::Candidate;
using detail::Workshop;

std::string_view to_string(RepairMove move) noexcept {
  switch (move) {
    case RepairMove::narrow_scope:
      return "narrow-scope";
    case RepairMove::precedence:
      return "precedence";
    case RepairMove::move_number:
      return "move-number";
    case RepairMove::change_date:
      return "change-date";
    case RepairMove::designate_lead:
      return "designate-lead";
    case RepairMove::mandate:
      return "mandate";
    case RepairMove::coordinate:
      return "coordinate";
    case RepairMove::add_safeguard:
      return "add-safeguard";
    case RepairMove::raise_rank:
      return "raise-rank";
    case RepairMove::fund:
      return "fund";
    case RepairMove::except:
      return "except";
    case RepairMove::align_definition:
      return "align-definition";
    case RepairMove::repeal:
      break;
  }
  return "repeal";
}

namespace {

bool is_open(const Finding& finding) {
  return finding.definite && finding.when != When::past &&
         (finding.status == FindingStatus::unresolved || finding.status == FindingStatus::standing ||
          finding.status == FindingStatus::exposed) &&
         finding.kind != TensionKind::capacity_unknown;
}

FindingName name_of(const Graph& graph, const Finding& finding) {
  FindingName name{finding.kind, {}, finding.details().on};
  if (name.on.empty()) name.on = finding.details().term;
  for (const VertexId v : finding.ids) name.ids.emplace_back(graph.key(v));
  return name;
}

class RepairMaker {
 public:
  RepairMaker(const Graph& graph, const RepairOptions& options, Date day)
      : graph_{graph}, options_{options}, asked_{options.coherence}, day_{day} {
    asked_.as_of = day;
    asked_.limit = static_cast<std::size_t>(-1);
    // States are kept by key: vertices of a changed world have other ids.
    for (const VertexId state : options.coherence.states) states_.emplace_back(graph.key(state));
  }

  std::vector<Repair> run() {
    const CoherenceResult findings = coherence(graph_, asked_);
    for (const Finding& finding : findings)
      if (is_open(finding)) before_.insert(name_of(graph_, finding));
    for (const Finding& finding : findings)
      if (is_open(finding)) propose(finding);
    try_each();
    components();
    return std::move(rows_);
  }

 private:
  void propose(const Finding& finding) {
    const FindingName name = name_of(graph_, finding);
    RepairOptions all = options_;
    all.allow_weakening = true;
    const bool known = !detail::candidates(graph_, finding, day_, all).empty();
    names_.push_back(name);
    needs_.emplace_back();
    withheld_.push_back(known);
    for (Candidate& candidate : detail::candidates(graph_, finding, day_, options_)) {
      if (candidate.edit.cost < 1) throw UsageError{"the cost of an edit is 1 or more"};
      const auto [at, added] = index_.try_emplace(candidate.edit.edit, edits_.size());
      if (added) edits_.push_back(std::move(candidate));
      needs_.back().push_back(at->second);
    }
  }

  /// The open findings of the world with some edits.
  std::set<FindingName> open_with(const std::vector<std::size_t>& edits) {
    if (options_.coherence.stop.stop_requested()) throw Cancelled{};
    Workshop world{graph_};
    for (const std::size_t edit : edits) edits_[edit].apply(world);
    const Graph graph = world.build();
    CoherenceOptions asked = asked_;
    asked.states.clear();
    for (const std::string& state : states_)
      if (const auto v = graph.find(VertexKind::state, state)) asked.states.push_back(*v);
    std::set<FindingName> open;
    for (Finding finding : coherence(graph, asked)) {
      FindingName name = name_of(graph, finding);
      // What was signed without a safeguard stays so when it ends.
      if (finding.kind == TensionKind::support_without_safeguard && before_.contains(name))
        finding.when = When::current;
      if (is_open(finding)) open.insert(std::move(name));
    }
    return open;
  }

  /// What each edit removes, alone: for the findings it was made for, and for others.
  void try_each() {
    std::vector<std::vector<std::size_t>> hits(names_.size());
    for (std::size_t edit = 0; edit < edits_.size(); ++edit) {
      const std::set<FindingName> open = open_with({edit});
      for (std::size_t i = 0; i < names_.size(); ++i)
        if (!open.contains(names_[i])) hits[i].push_back(edit);
    }
    needs_ = std::move(hits);
  }

  void components() {
    std::vector<std::size_t> parent(names_.size());
    std::iota(parent.begin(), parent.end(), std::size_t{0});
    const auto root = [&](std::size_t i) {
      while (parent[i] != i) i = parent[i] = parent[parent[i]];
      return i;
    };
    std::map<std::size_t, std::size_t> first;  // edit: a finding
    for (std::size_t i = 0; i < needs_.size(); ++i)
      for (const std::size_t edit : needs_[i]) {
        const auto [at, added] = first.try_emplace(edit, i);
        if (!added) parent[root(i)] = root(at->second);
      }
    // By the least name in each, so that the order of findings does not matter.
    std::map<std::size_t, std::vector<std::size_t>> members;
    for (std::size_t i = 0; i < names_.size(); ++i) members[root(i)].push_back(i);
    std::vector<std::vector<std::size_t>> list;
    for (auto& [top, findings] : members) {
      std::sort(findings.begin(), findings.end(), [&](std::size_t a, std::size_t b) { return names_[a] < names_[b]; });
      list.push_back(std::move(findings));
    }
    std::sort(list.begin(), list.end(),
              [&](const auto& a, const auto& b) { return names_[a.front()] < names_[b.front()]; });
    for (const std::vector<std::size_t>& findings : list) component(findings);
  }

  void component(const std::vector<std::size_t>& findings) {
    const std::size_t number = rows_.empty() ? 1 : rows_.back().component + 1;
    std::vector<std::size_t> edits;
    for (const std::size_t finding : findings)
      edits.insert(edits.end(), needs_[finding].begin(), needs_[finding].end());
    std::sort(edits.begin(), edits.end(),
              [&](std::size_t a, std::size_t b) { return edits_[a].edit.edit < edits_[b].edit.edit; });
    edits.erase(std::unique(edits.begin(), edits.end()), edits.end());
    if (edits.empty()) {  // one finding that no known edit removes
      Repair row{.component = number};
      for (const std::size_t finding : findings) {
        row.leaves.push_back(names_[finding]);
        row.withheld = row.withheld || withheld_[finding];
      }
      rows_.push_back(std::move(row));
      return;
    }
    std::vector<int> costs;
    std::map<std::size_t, std::size_t> local;
    for (const std::size_t edit : edits) {
      local.emplace(edit, costs.size());
      costs.push_back(edits_[edit].edit.cost);
    }
    std::vector<std::vector<std::size_t>> needs;
    for (const std::size_t finding : findings) {
      needs.emplace_back();
      for (const std::size_t edit : needs_[finding]) needs.back().push_back(local[edit]);
      std::sort(needs.back().begin(), needs.back().end());
    }
    std::optional<std::vector<std::vector<std::size_t>>> sets;
    if (edits.size() <= options_.exact_edits) sets = smallest_hitting_sets(needs, costs, options_.per_component);
    const auto [greedy, bound] = greedy_hitting_set(needs, costs);
    const bool exact = sets.has_value();
    if (!exact) sets = {{greedy}};
    std::vector<Repair> rows;
    for (const std::vector<std::size_t>& set : *sets) {
      Repair row{.component = number, .exact = exact};
      std::vector<std::size_t> chosen;
      for (const std::size_t item : set) {
        chosen.push_back(edits[item]);
        row.edits.push_back(edits_[edits[item]].edit);
        row.cost += costs[item];
        row.weakens = row.weakens || row.edits.back().weakens;
      }
      row.bound = exact ? row.cost : bound;
      const std::set<FindingName> open = open_with(chosen);
      std::set_difference(before_.begin(), before_.end(), open.begin(), open.end(), std::back_inserter(row.removes));
      std::set_difference(open.begin(), open.end(), before_.begin(), before_.end(), std::back_inserter(row.adds));
      for (const std::size_t finding : findings)
        if (open.contains(names_[finding])) row.leaves.push_back(names_[finding]);
      rows.push_back(std::move(row));
    }
    // Edits that work alone may not work together: such sets are listed only if there is nothing better.
    if (std::any_of(rows.begin(), rows.end(), [](const Repair& row) { return row.leaves.empty(); }))
      std::erase_if(rows, [](const Repair& row) { return !row.leaves.empty(); });
    std::stable_sort(rows.begin(), rows.end(), [](const Repair& a, const Repair& b) {
      return std::pair{a.weakens, a.adds.size()} < std::pair{b.weakens, b.adds.size()};
    });
    rows_.insert(rows_.end(), std::make_move_iterator(rows.begin()), std::make_move_iterator(rows.end()));
  }

  const Graph& graph_;
  const RepairOptions& options_;
  CoherenceOptions asked_;
  Date day_;
  std::vector<std::string> states_;
  std::set<FindingName> before_;
  std::vector<FindingName> names_;               // open findings
  std::vector<std::vector<std::size_t>> needs_;  // of each, the edits that remove it
  std::vector<bool> withheld_;                   // some edit is known for it
  std::vector<Candidate> edits_;
  std::map<std::string, std::size_t> index_;
  std::vector<Repair> rows_;
};

}  // namespace

Result<Repair> repair(const Graph& graph, const RepairOptions& options) {
  const Date day = detail::day_of(graph, options.coherence.as_of);
  std::vector<std::pair<std::string, std::string>> parameters;
  if (options.allow_weakening) parameters.emplace_back("allow_weakening", "true");
  Stamp stamp = detail::make_stamp("repair", graph, day, std::move(parameters));
  return {RepairMaker{graph, options, day}.run(), std::move(stamp)};
}

}  // namespace dutygraph
