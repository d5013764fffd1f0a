// SPDX-License-Identifier: BSL-1.0
#include <dutygraph/query/coherence.hpp>

#include <algorithm>

#include <dutygraph/error.hpp>
#include <dutygraph/query/proof.hpp>
#include <dutygraph/render/coherence.hpp>
#include <dutygraph/render/explanation.hpp>

#include "cli/session.hpp"
#include "cli/verbs.hpp"

namespace dutygraph::cli {
namespace {

CoherenceOptions options_of(Session& session) {
  const Arguments& arguments = session.arguments();
  CoherenceOptions options{
      .as_of = session.day(), .states = session.states(), .rights = arguments.weighed, .stop = session.stop()};
  options.rules.posterior_across_issuers = arguments.across_issuers;
  if (!arguments.rules.empty()) options.rules.order.clear();
  for (const std::string& name : arguments.rules) {
    const auto rule = parse_priority_rule(name);
    if (!rule)
      throw UsageError{
          "--rules \"" + printable(name) +
          "\" is no rule; there are explicit-clause, internal-exception, lex-superior, lex-specialis, lex-posterior"};
    auto& order = options.rules.order;
    if (std::find(order.begin(), order.end(), *rule) != order.end())
      throw UsageError{"--rules names " + name + " twice"};
    order.push_back(*rule);
  }
  return options;
}

/// The records of --ids: a provision of that id if there is one, else whatever has it.
std::vector<VertexId> ids_of(Session& session) {
  const Graph& graph = session.graph();
  std::vector<VertexId> ids;
  for (const std::string& id : session.arguments().ids) {
    auto v = graph.find(VertexKind::provision, id);
    if (!v) v = graph.find(id);
    if (!v)
      throw NotFound{"no record has the id \"" + printable(id) + "\", or several of other kinds than provisions do"};
    ids.push_back(*v);
  }
  return ids;
}

}  // namespace

int run_coherence(Session& session) {
  session.read_world();
  const CoherenceOptions options = options_of(session);
  const CoherenceResult result = coherence(session.graph(), options);
  session.write({.records = render::records(session.graph(), result),
                 .stamp = session.complete(result.stamp()),
                 .page =
                     [&](const Stamp& stamp, std::size_t limit) {
                       return render::page(session.graph(), result, stamp, {.states = options.states, .limit = limit});
                     },
                 .picture =
                     [&](const Stamp& stamp, const render::PictureOptions& how) {
                       return render::picture(session.graph(), result, stamp, how);
                     }});
  return session.exit_code();
}

int explain_coherence(Session& session) {
  const Arguments& arguments = session.arguments();
  const bool why_not = arguments.verb == "why-not";
  if (arguments.ids.empty() || (why_not && arguments.ids.size() != 2))
    throw UsageError{std::string{arguments.verb} + " coherence needs " + (why_not ? "two provisions" : "records") +
                     ": --ids A,B"};
  session.read_world();
  const CoherenceOptions options = options_of(session);
  const std::vector<VertexId> ids = ids_of(session);
  const Explanation told = why_not ? why_not_coherence(session.graph(), ids[0], ids[1], options)
                                   : dutygraph::explain_coherence(session.graph(), ids, options);
  CoherenceOptions nothing = options;
  nothing.limit = 0;
  Stamp stamp = coherence(session.graph(), nothing).stamp();
  std::erase_if(stamp.parameters, [](const auto& parameter) { return parameter.first == "truncated_from"; });
  stamp.query = std::string{arguments.verb} + " coherence";
  session.write(
      {.records = render::records(told),
       .stamp = session.complete(std::move(stamp)),
       .page = [&](const Stamp& complete, std::size_t) { return render::page(session.graph(), told, complete); }});
  return session.exit_code();
}

}  // namespace dutygraph::cli
