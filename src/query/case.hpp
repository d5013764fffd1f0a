// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <string>

#include <dutygraph/error.hpp>
#include <dutygraph/query/explain.hpp>

#include "query/closure.hpp"
#include "query/day.hpp"

namespace dutygraph::detail {

/// A question about one State and one company, with both closures run.
struct Case {
  Date day;
  Graph graph;
  VertexId state, company;
  Closures closures;

  Case(const Graph& given, VertexId s, VertexId c, const ControlOptions& options)
      : day{day_of(given, options.as_of)},
        graph{seen_on(given, day)},
        state{graph.canonical(s)},
        company{graph.canonical(c)},
        closures{graph, options.profile, day.first(), options.stop} {
    if (graph.kind(state) != VertexKind::state)
      throw NotFound{printable(graph.key(state)) + " is no State but a record of " +
                     std::string{section_of(graph.kind(state))}};
    const StateGroup group = group_of(graph, state, day.first(), options.profile.include_subnational);
    group_ = group;
    closures.prepare({&group_, 1});
    run();
  }
  void run() { closures.run({&group_, 1}); }
  [[nodiscard]] Verdict verdict() const {
    return closures.in_lower(company)   ? Verdict::certain
           : closures.in_upper(company) ? Verdict::possible
                                        : Verdict::excluded;
  }

 private:
  StateGroup group_{};
};

/// What explanations say of a sale and of a fact that decides.
[[nodiscard]] Explanation told_sale(const Graph& graph, const Sale& sale, const ControlProfile& profile);
[[nodiscard]] Explanation told_fact(const Graph& graph, const DecidingFact& fact);

}  // namespace dutygraph::detail
