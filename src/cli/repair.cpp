// SPDX-License-Identifier: BSL-1.0
#include <dutygraph/query/repair.hpp>

#include <dutygraph/render/repair.hpp>

#include "cli/session.hpp"
#include "cli/verbs.hpp"

namespace dutygraph::cli {

int run_repair(Session& session) {
  session.read_world();
  RepairOptions options;
  options.coherence.as_of = session.day();
  options.coherence.states = session.states();
  options.coherence.stop = session.stop();
  options.allow_weakening = session.arguments().allow_weakening;
  const Result<Repair> result = repair(session.graph(), options);
  session.write({.records = render::records(result),
                 .stamp = session.complete(result.stamp()),
                 .page = [&](const Stamp& stamp, std::size_t limit) { return render::page(result, stamp, limit); }});
  return session.exit_code();
}

}  // namespace dutygraph::cli
