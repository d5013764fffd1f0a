// SPDX-License-Identifier: BSL-1.0
#include <dutygraph/query/agencies.hpp>

#include <type_traits>
#include <utility>

#include <dutygraph/render/agencies.hpp>

#include "cli/session.hpp"
#include "cli/verbs.hpp"

namespace dutygraph::cli {
namespace {

template <class Row>
int respond(Session& session, const Result<Row>& result) {
  const Graph& graph = session.graph();
  Answer answer{
      .records = render::records(graph, result),
      .stamp = session.complete(result.stamp()),
      .page = [&](const Stamp& stamp, std::size_t limit) { return render::page(graph, result, stamp, limit); }};
  if constexpr (std::is_same_v<Row, AgencyPair>)
    answer.picture = [&](const Stamp& stamp, const render::PictureOptions& how) {
      return render::picture(graph, result, stamp, how);
    };
  session.write(std::move(answer));
  return session.exit_code();
}

}  // namespace

int run_agencies(Session& session) {
  session.read_world();
  const Arguments& arguments = session.arguments();
  const AgencyOptions options{.as_of = session.day(),
                              .states = session.states(),
                              .agencies = session.agencies(),
                              .technologies = arguments.technologies,
                              .stop = session.stop()};
  const Graph& graph = session.graph();
  if (arguments.topic == "pairs") return respond(session, agency_pairs(graph, options));
  if (arguments.topic == "missing") return respond(session, missing_agencies(graph, options));
  if (arguments.topic == "bottlenecks") return respond(session, coordination_bottlenecks(graph, options));
  return respond(session, agencies(graph, options));
}

}  // namespace dutygraph::cli
