// SPDX-License-Identifier: BSL-1.0
#include <dutygraph/query/timeline.hpp>

#include <dutygraph/error.hpp>
#include <dutygraph/render/timeline.hpp>

#include "cli/session.hpp"
#include "cli/verbs.hpp"

namespace dutygraph::cli {

int run_timeline(Session& session) {
  if (session.arguments().companies.empty()) throw UsageError{"timeline needs a company: --company ID"};
  session.read_world();
  const TimelineOptions options{.profile = session.profile(),
                                .states = session.states(),
                                .companies = session.companies(),
                                .stop = session.stop()};
  const TimelineResult result = timeline(session.graph(), options);
  session.write({.records = render::records(session.graph(), result),
                 .stamp = session.complete(result.stamp()),
                 .page =
                     [&](const Stamp& stamp, std::size_t limit) {
                       return render::page(session.graph(), result, stamp,
                                           {.profile = options.profile, .states = options.states, .limit = limit});
                     },
                 .picture =
                     [&](const Stamp& stamp, const render::PictureOptions& how) {
                       return render::picture(session.graph(), result, stamp, how);
                     }});
  return session.exit_code();
}

}  // namespace dutygraph::cli
