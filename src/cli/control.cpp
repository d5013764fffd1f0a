// SPDX-License-Identifier: BSL-1.0
#include <dutygraph/query/control.hpp>
#include <dutygraph/render/control.hpp>

#include "cli/session.hpp"
#include "cli/verbs.hpp"

namespace dutygraph::cli {
namespace {

ControlOptions options_of(Session& session, ControlProfile profile) {
  const Arguments& arguments = session.arguments();
  return {.profile = std::move(profile),
          .as_of = session.day(),
          .states = session.states(),
          .companies = session.companies(),
          .excluded = arguments.all,
          .joint = arguments.joint,
          .stop = session.stop()};
}

/// The same companies under every shipped profile. Companies that one profile excludes are asked for all the same: the
/// others may not.
void compare_profiles(Session& session) {
  ControlOptions options = options_of(session, {});
  const bool excluded = options.excluded || !options.companies.empty();
  options.excluded = true;
  std::vector<render::ProfileResult> results;
  std::string names, configurations;
  for (const ControlProfile& profile : shipped_profiles()) {
    options.profile = profile;
    results.push_back({profile, control(session.graph(), options)});
    names += (names.empty() ? "" : ",") + profile.name;
    configurations += (configurations.empty() ? "" : ",") + results.back().result.stamp().configuration;
  }
  Stamp stamp = results.front().result.stamp();
  stamp.query = "control --all-profiles";
  for (auto& [name, value] : stamp.parameters)
    if (name == "profile") value = names;
  stamp.configuration = configurations;
  session.write({.records = render::records(session.graph(), results, excluded),
                 .stamp = session.complete(std::move(stamp)),
                 .page = [&](const Stamp& complete, std::size_t limit) {
                   return render::page(session.graph(), results, complete, excluded,
                                       {.states = options.states, .limit = limit});
                 }});
}

}  // namespace

int run_control(Session& session) {
  session.read_world();
  if (session.arguments().all_profiles) {
    compare_profiles(session);
    return session.exit_code();
  }
  const ControlOptions options = options_of(session, session.profile());
  const ControlResult result = control(session.graph(), options);
  session.write(
      {.records = render::records(session.graph(), result),
       .stamp = session.complete(result.stamp()),
       .page =
           [&](const Stamp& stamp, std::size_t limit) {
             return render::page(
                 session.graph(), result, stamp,
                 {.profile = options.profile, .states = options.states, .joint = options.joint, .limit = limit});
           },
       .picture =
           [&](const Stamp& stamp, const render::PictureOptions& how) {
             return render::picture(session.graph(), result, stamp, how);
           }});
  return session.exit_code();
}

}  // namespace dutygraph::cli
