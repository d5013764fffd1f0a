// SPDX-License-Identifier: BSL-1.0
#include <dutygraph/render/report.hpp>

#include <ostream>

#include <dutygraph/error.hpp>

#include "cli/session.hpp"
#include "cli/verbs.hpp"

namespace dutygraph::cli {

int run_report(Session& session) {
  const Arguments& arguments = session.arguments();
  if (arguments.states.size() != 1) throw UsageError{"report is about one State: --state ID"};
  session.read_world();
  render::ReportOptions options;
  options.state = session.states().front();
  options.as_of = session.day();
  options.profile = session.profile();
  if (arguments.limit) options.limit = *arguments.limit;
  options.stop = session.stop();
  const render::Report report = render::report(session.graph(), options);
  Stamp stamp = session.complete(session.stamp("report"));
  stamp.as_of = options.as_of.to_string();
  stamp.parameters.emplace_back("profile", options.profile.name);
  stamp.parameters.emplace_back("limit", std::to_string(options.limit));
  session.write_with([&](std::ostream& out) {
    if (arguments.to == "md")
      write_markdown(report, stamp, out);
    else
      write_html(report, stamp, out);
  });
  return session.exit_code();
}

}  // namespace dutygraph::cli
