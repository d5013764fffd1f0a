// SPDX-License-Identifier: BSL-1.0
#include <dutygraph/query/explain.hpp>

#include <dutygraph/error.hpp>
#include <dutygraph/render/explanation.hpp>

#include "cli/session.hpp"
#include "cli/verbs.hpp"

namespace dutygraph::cli {
namespace {

using Explain = Explanation (*)(const Graph&, VertexId, VertexId, const ControlOptions&);

int run(Session& session, Explain explain) {
  const Arguments& arguments = session.arguments();
  if (arguments.topic == "coherence") return explain_coherence(session);
  if (!arguments.ids.empty())
    throw UsageError{"--ids is for coherence; " + arguments.topic + " needs --state and --company"};
  if (arguments.states.size() != 1 || arguments.companies.size() != 1)
    throw UsageError{std::string{arguments.verb} + " needs one State and one company: --state ID --company ID"};
  session.read_world();
  const Graph& graph = session.graph();
  const ControlOptions options{.profile = session.profile(),
                               .as_of = session.day(),
                               .states = session.states(),
                               .companies = session.companies(),
                               .stop = session.stop()};
  render::Derivation derivation;
  derivation.control = control(graph, options);
  derivation.explanation = explain(graph, options.states.front(), options.companies.front(), options);
  if (arguments.topic == "nexus")
    derivation.ties = nexus(graph, {.profile = options.profile,
                                    .as_of = options.as_of,
                                    .states = options.states,
                                    .companies = options.companies,
                                    .stop = options.stop});
  Stamp stamp = derivation.control.stamp();
  stamp.query = std::string{arguments.verb} + " " + arguments.topic;
  session.write({.records = render::records(graph, derivation),
                 .stamp = session.complete(std::move(stamp)),
                 .page = [&](const Stamp& complete, std::size_t) {
                   return render::page(graph, derivation, complete, options.profile);
                 }});
  return session.exit_code();
}

}  // namespace

int run_explain(Session& session) {
  return session.arguments().topic == "check" ? run_explain_check(session) : run(session, explain_control);
}
int run_why_not(Session& session) { return run(session, why_not_control); }

}  // namespace dutygraph::cli
