// SPDX-License-Identifier: BSL-1.0
#include <algorithm>
#include <string>

#include <dutygraph/io/snapshot.hpp>
#include <dutygraph/io/write.hpp>
#include <dutygraph/query/lint.hpp>
#include <dutygraph/render/findings.hpp>
#include <dutygraph/render/overview.hpp>

#include "cli/session.hpp"
#include "cli/verbs.hpp"

namespace dutygraph::cli {

int run_info(Session& session) {
  session.read_world();
  const render::Overview overview = render::overview(session.graph(), io::world_digest(session.graph()));
  Stamp stamp = session.stamp("info");
  if (overview.as_of) stamp.as_of = overview.as_of->to_string();
  session.write({.records = render::records(overview),
                 .stamp = session.complete(std::move(stamp)),
                 .page = [&](const Stamp&, std::size_t) { return render::page(overview); }});
  return session.exit_code();
}

int run_lint(Session& session) {
  session.read_world(io::Strictness::lenient);
  Diagnostics findings = session.report();
  findings.append(lint(session.graph(), session.arguments().as_of, session.stop()));
  findings.sort();
  Stamp stamp = session.stamp("lint");
  if (const auto day = session.arguments().as_of ? session.arguments().as_of : session.graph().settings().as_of)
    stamp.as_of = day->to_string();
  session.write(
      {.records = render::records(findings),
       .stamp = session.complete(std::move(stamp)),
       .page = [&](const Stamp& complete, std::size_t limit) { return render::page(findings, complete, limit); }});
  return findings.has_errors() ? 1 : session.exit_code(findings);
}

int run_convert(Session& session) {
  session.read_world();
  io::FtmLeftOut left_out;
  session.write_with([&](std::ostream& out) {
    if (session.arguments().to == "ftm") {
      left_out = io::write_ftm(session.graph(), out);
    } else if (session.arguments().to == "jsonl") {
      io::write_jsonl(session.graph(), out);
    } else if (session.arguments().to == "snapshot") {
      io::write_snapshot(session.graph(), out);
    } else {
      io::write_native(session.graph(), out);
    }
  });
  for (const auto& [what, count] : left_out)
    Session::say("left out, as FollowTheMoney cannot say it: " + std::to_string(count) + " " + what);
  return session.exit_code();
}

}  // namespace dutygraph::cli
