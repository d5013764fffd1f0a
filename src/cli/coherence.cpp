// SPDX-License-Identifier: BSL-1.0
#include <dutygraph/query/coherence.hpp>

#include <dutygraph/render/coherence.hpp>

#include "cli/session.hpp"
#include "cli/verbs.hpp"

namespace dutygraph::cli {

int run_coherence(Session& session) {
  session.read_world();
  const CoherenceOptions options{.as_of = session.day(), .states = session.states(), .stop = session.stop()};
  const CoherenceResult result = coherence(session.graph(), options);
  session.write({.records = render::records(session.graph(), result),
                 .stamp = session.complete(result.stamp()),
                 .page = [&](const Stamp& stamp, std::size_t limit) {
                   return render::page(session.graph(), result, stamp, {.states = options.states, .limit = limit});
                 }});
  return session.exit_code();
}

}  // namespace dutygraph::cli
