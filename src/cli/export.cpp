// SPDX-License-Identifier: BSL-1.0
#include <dutygraph/render/export.hpp>

#include <ostream>
#include <string>

#include "cli/session.hpp"
#include "cli/verbs.hpp"

namespace dutygraph::cli {

int run_export(Session& session) {
  const Arguments& arguments = session.arguments();
  const render::ExportFormat format = *render::parse_export_format(arguments.to);  // looked at by parse()
  session.read_world();
  render::ExportOptions options{.around = session.states(), .hops = arguments.hops};
  for (const VertexId company : session.companies()) options.around.push_back(company);
  // Without a day, all that is recorded, with its dates: an export is no answer for a day.
  const Graph graph = arguments.as_of ? session.graph().as_of(*arguments.as_of) : session.graph();
  Stamp stamp = session.complete(session.stamp("export"));
  if (arguments.as_of) stamp.as_of = arguments.as_of->to_string();
  stamp.parameters.emplace_back("to", arguments.to);
  if (!options.around.empty()) stamp.parameters.emplace_back("hops", std::to_string(options.hops));
  render::Exported written;
  session.write_with([&](std::ostream& out) { written = render::export_graph(graph, format, stamp, out, options); });
  constexpr std::size_t most_edges = 500;  // that Mermaid draws
  if (format == render::ExportFormat::mermaid && written.edges > most_edges)
    Session::say(std::to_string(written.edges) + " edges; Mermaid draws at most " + std::to_string(most_edges) +
                 " unless it is told otherwise (maxEdges); --state, --company, --hops and --as-of give less");
  return session.exit_code();
}

}  // namespace dutygraph::cli
