// SPDX-License-Identifier: BSL-1.0
#include <dutygraph/query/lint.hpp>

#include <algorithm>
#include <map>
#include <set>

#include <dutygraph/query/control.hpp>

#include <dutygraph/error.hpp>

#include "query/holders.hpp"

namespace dutygraph {

using detail::HolderFact;
using detail::Holders;
using detail::HoldingRow;
using vocab::Basis;

namespace {

class Linter {
 public:
  Linter(const Graph& graph, std::int32_t day, const std::stop_token& stop)
      : graph_{graph},
        day_{day},
        stop_{stop},
        profile_{*find_profile("control_any_means")},
        holders_{graph, profile_, day} {}

  void run() {
    std::vector<HolderFact> facts;
    for (std::uint32_t v = 0; v < graph_.num_vertices(); ++v) {
      if (v % 4096 == 0 && stop_.stop_requested()) throw Cancelled{};
      const VertexId company{v};
      if (graph_.in_edges(company, EdgeKind::holds).empty()) continue;
      facts.clear();
      HolderFact self;
      rights_.resize(1);
      holders_.read(company, graph_.tables().fan[v], facts, rights_, self);
      look_at(company, facts, self);
    }
  }

  /// Two States that each hold more than half of one company for certain: dirty data.
  void look_at_majorities(Date day) {
    const ControlResult rows = control(graph_, {.as_of = day, .stop = stop_});
    std::map<VertexId, std::vector<VertexId>> states;
    for (const ControlRow& row : rows)
      if (row.verdict == Verdict::certain && row.round > 0) states[row.company].push_back(row.state);
    for (const auto& [company, owners] : states) {
      if (owners.size() < 2) continue;
      std::string names;
      for (const VertexId owner : owners) names += (names.empty() ? "" : ", ") + std::string{graph_.key(owner)};
      add("two_majorities", Severity::warning, company, names,
          "two States cannot both hold more than half: one of the holdings is wrong or ended");
    }
  }

  Diagnostics take() {
    found_.sort();
    return std::move(found_);
  }

 private:
  void add(std::string rule, Severity severity, VertexId v, std::string_view value, std::string hint) {
    found_.add({std::move(rule),
                severity,
                {},
                0,
                "/" + std::string{section_of(graph_.kind(v))} + "/" + std::string{graph_.key(v)},
                printable(value),
                std::move(hint)});
  }
  [[nodiscard]] std::string pair(const HolderFact& fact) const {
    return "held by " + std::string{graph_.key(fact.holder)};
  }

  void look_at(VertexId company, const std::vector<HolderFact>& facts, const HolderFact& self) {
    detail::Low total;
    for (const HolderFact& fact : facts) {
      total += fact.low;
      look_at_holder(company, fact);
    }
    if (total.units() > detail::full || (total.units() == detail::full && total.open()))
      add("over_allocated", Severity::warning, company, Percent::of_units(total.units()).to_string() + " %",
          "the recorded holders have more than 100 % for certain: a holding is wrong, ended or counted twice");
    if (self.holder)
      add("self_owned", Severity::note, company, Percent::of_units(self.low.units()).to_string() + " %",
          "shares a company holds of itself carry no votes");
  }

  void look_at_holder(VertexId company, const HolderFact& fact) {
    const auto& t = graph_.tables();
    bool positive = false, negative = false, direct = false, claim = false;
    std::string uncounted;
    for (std::uint32_t e = fact.first_edge; e < fact.last_edge; ++e) {
      const HoldingRow& row = t.holding(e);
      if (row.assertion() == Assertion::negative) {
        negative = negative || row.valid.on(day_) != Certainty::no;
        continue;
      }
      if (holders_.standing(e) == Certainty::no) continue;
      positive = true;
      const bool sums = vocab::enters_sums(row.basis);
      (row.directness() == Directness::indirect ? claim : direct) |= sums;
      const bool counts = sums || vocab::may_control_alone(row.basis);
      if (!counts && row.basis != Basis::other && uncounted.empty()) uncounted = vocab::to_string(row.basis);
    }
    if (rights_[fact.rights].contradictory)
      add("contradictory_shares", Severity::warning, company, pair(fact),
          "sources give shares that exclude each other: nothing counts for certain, the widest for possible");
    if (positive && negative)
      add("negative_and_positive", Severity::warning, company, pair(fact),
          "one record says that this holding exists, another that it does not");
    if (claim && !direct && !has_chain(company, fact.holder))
      add("unsupported_claim", Severity::warning, company, pair(fact),
          "an indirect interest is claimed and the chain of direct ones is not recorded");
    if (!uncounted.empty() && is_state_side(fact.holder))
      add("uncounted_interest", Severity::note, company, pair(fact) + " (" + uncounted + ")",
          "this kind of interest never counts as control; it may matter");
  }

  /// Whether direct holdings lead from \p owner to \p company.
  [[nodiscard]] bool has_chain(VertexId company, VertexId owner) const {
    std::set<VertexId> seen;
    std::vector<VertexId> todo{company};
    while (!todo.empty()) {
      const VertexId v = todo.back();
      todo.pop_back();
      if (!seen.insert(v).second) continue;
      for (const EdgeId e : graph_.in_edges(v, EdgeKind::holds)) {
        if (graph_.interest(e).directness == Directness::indirect) continue;
        if (graph_.source(e) == owner) return true;
        todo.push_back(graph_.source(e));
      }
    }
    return false;
  }
  [[nodiscard]] bool is_state_side(VertexId holder) const {
    const VertexKind kind = graph_.kind(holder);
    return kind == VertexKind::state || kind == VertexKind::agency;
  }

  const Graph& graph_;
  std::int32_t day_;
  const std::stop_token& stop_;
  ControlProfile profile_;
  Holders holders_;
  std::vector<detail::Rights> rights_{1};
  Diagnostics found_;
};

}  // namespace

Diagnostics lint(const Graph& graph, std::optional<Date> day, const std::stop_token& stop) {
  if (!day) day = graph.as_of_day();
  if (!day) day = graph.settings().as_of;
  if (!day) day = Date{9999, 12, 31};  // what has no end, or has not ended
  Linter linter{graph, day->first(), stop};
  linter.run();
  linter.look_at_majorities(*day);
  return linter.take();
}

}  // namespace dutygraph
