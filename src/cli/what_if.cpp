// SPDX-License-Identifier: BSL-1.0
#include <memory>
#include <utility>
#include <vector>

#include <dutygraph/io/edits.hpp>
#include <dutygraph/render/difference.hpp>

#include "cli/session.hpp"
#include "cli/verbs.hpp"

namespace dutygraph::cli {
namespace {

/// The rows of an answer, which outlive the result they come from.
render::RecordList keep(const render::RecordList& rows) {
  auto list = std::make_shared<std::vector<render::Record>>();
  for (std::size_t i = 0; i < rows.size; ++i) list->push_back(rows.at(i));
  return {.columns = rows.columns, .size = list->size(), .at = [list](std::size_t i) { return (*list)[i]; }};
}

/// Cuts what differs to \p limit entries: added first, then removed, then changed. \return how many were cut
std::size_t cut(render::Difference& difference, std::size_t limit) {
  const std::size_t size = difference.size();
  const auto shorten = [&](auto& list) {
    if (list.size() > limit) list.resize(limit);
    limit -= list.size();
  };
  shorten(difference.added);
  shorten(difference.removed);
  shorten(difference.changed);
  return size - difference.size();
}

}  // namespace

int run_what_if(Session& session) {
  session.read_world();
  Arguments asked = session.arguments();
  asked.verb = asked.asked;
  const Verb& verb = *find_verb(asked.asked);
  if (verb.groups.days && !asked.as_of) asked.as_of = session.day();
  io::ReadOptions options;
  options.stop = session.stop();
  io::Edited edited = io::apply_edits(session.graph(), asked.edits, options);
  for (const Diagnostic& problem : edited.report)
    if (problem.severity == Severity::warning) Session::say(problem.to_string());
  Diagnostics report = session.report();
  report.append(edited.report);
  if (!verb.groups.rows) {
    Session once = session.about(asked, edited.graph, report, {});
    return verb.run(once);
  }

  render::RecordList before, after;
  Stamp stamp;
  const auto ask = [&](const Graph& graph, const Diagnostics& found, render::RecordList& rows) {
    Session once = session.about(asked, graph, found, [&](Session::Answer answer) {
      rows = keep(answer.records);
      stamp = std::move(answer.stamp);
    });
    return verb.run(once);
  };
  ask(session.graph(), session.report(), before);
  const int code = ask(edited.graph, report, after);
  render::Difference difference = render::difference(before, after);
  stamp.query = "what-if " + stamp.query;
  stamp.parameters.emplace_back("edits", std::to_string(edited.edits));
  if (asked.limit && difference.size() > *asked.limit) {
    const std::size_t gone = cut(difference, *asked.limit);
    stamp.parameters.emplace_back("limit", std::to_string(*asked.limit));
    stamp.parameters.emplace_back("cut", std::to_string(gone));
    Session::say(std::to_string(gone) + (gone == 1 ? " row was" : " rows were") + " cut by --limit " +
                 std::to_string(*asked.limit));
  }
  session.write(
      {.records = render::records(difference, verb.name),
       .stamp = std::move(stamp),
       .page = [&](const Stamp& complete, std::size_t) { return render::page(difference, verb.name, complete); }});
  return code;
}

}  // namespace dutygraph::cli
