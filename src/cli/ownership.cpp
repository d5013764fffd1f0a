// SPDX-License-Identifier: BSL-1.0
#include <dutygraph/query/ownership.hpp>

#include <dutygraph/error.hpp>
#include <dutygraph/render/ownership.hpp>

#include "cli/session.hpp"
#include "cli/verbs.hpp"

namespace dutygraph::cli {

int run_ownership(Session& session) {
  const Arguments& arguments = session.arguments();
  OwnershipOptions options;
  if (!arguments.definition.empty()) {
    const auto definition = parse_definition(arguments.definition);
    if (!definition)
      throw UsageError{"--definition \"" + printable(arguments.definition) +
                       "\" is none; there are all_walks, no_reentry"};
    options.definition = *definition;
  }
  session.read_world();
  options.profile = session.profile();
  options.as_of = session.day();
  options.states = session.states();
  options.companies = session.companies();
  options.stop = session.stop();
  const OwnershipResult result = ownership(session.graph(), options);
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
