// SPDX-License-Identifier: BSL-1.0
#include <dutygraph/render/export.hpp>

#include <ostream>
#include <string>

#include <dutygraph/query/control.hpp>
#include <dutygraph/render/picture.hpp>

#include "cli/session.hpp"
#include "cli/verbs.hpp"

namespace dutygraph::cli {

namespace {

/// The chart of who holds what, as `control --format svg` draws it.
int draw(Session& session) {
  ControlOptions options;
  options.as_of = session.day();
  options.states = session.states();
  options.companies = session.companies();
  options.stop = session.stop();
  const ControlResult result = control(session.graph(), options);
  render::PictureOptions how = session.arguments().picture;
  how.profile = options.profile;
  how.states = options.states;
  Stamp stamp = session.complete(result.stamp());
  stamp.query = "export";
  stamp.parameters.emplace_back("to", "svg");
  session.write_with([&](std::ostream& out) { out << render::picture(session.graph(), result, stamp, how); });
  return session.exit_code();
}

}  // namespace

int run_export(Session& session) {
  const Arguments& arguments = session.arguments();
  session.read_world();
  if (arguments.to == "svg") return draw(session);
  const render::ExportFormat format = *render::parse_export_format(arguments.to);  // looked at by parse()
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
