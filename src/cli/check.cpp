// SPDX-License-Identifier: BSL-1.0
#include <dutygraph/query/check.hpp>

#include <algorithm>
#include <utility>

#include <dutygraph/error.hpp>
#include <dutygraph/query/factors.hpp>
#include <dutygraph/query/scoreboard.hpp>
#include <dutygraph/render/check.hpp>
#include <dutygraph/render/factors.hpp>
#include <dutygraph/render/scoreboard.hpp>

#include "cli/session.hpp"
#include "cli/verbs.hpp"

namespace dutygraph::cli {
namespace {

CheckOptions options_of(Session& session) {
  CheckOptions options;
  if (!session.arguments().profile.empty()) options.profile = session.profile();
  options.as_of = session.day();
  options.states = session.states();
  options.checks = session.arguments().checks;
  options.stop = session.stop();
  return options;
}

/// Rows about the companies of --company: those they are the subject of, and those of deals they take part in.
CheckResult only_companies(const Session& session, const CheckResult& result) {
  const std::vector<VertexId> companies = session.companies();
  if (companies.empty()) return result;
  const Graph& graph = session.graph();
  const auto is_about = [&](const CheckRow& row) {
    if (!row.record) return false;
    if (std::find(companies.begin(), companies.end(), row.record) != companies.end()) return true;
    for (const EdgeId e : graph.in_edges(row.record, EdgeKind::role_in))
      if (std::find(companies.begin(), companies.end(), graph.canonical(graph.source(e))) != companies.end())
        return true;
    return false;
  };
  std::vector<CheckRow> rows;
  std::copy_if(result.begin(), result.end(), std::back_inserter(rows), is_about);
  return {std::move(rows), result.stamp()};
}

/// Whether an answer is as bad as --fail-on says.
template <class Rows>
bool is_met(const Rows& result, Outcome level) {
  return std::any_of(result.begin(), result.end(), [level](const auto& row) {
    if (row.result == Outcome::fail) return true;
    if (row.result == Outcome::partial) return level != Outcome::fail;
    return row.result == Outcome::unknown && level == Outcome::unknown;
  });
}

ControlProfile profile_of(const CheckOptions& options) { return options.profile; }
ControlProfile profile_of(const FactorOptions&) { return {}; }

template <class Rows, class Options>
int write_rows(Session& session, const Rows& result, const Options& options) {
  session.write({.records = render::records(session.graph(), result),
                 .stamp = session.complete(result.stamp()),
                 .page = [&](const Stamp& stamp, std::size_t limit) {
                   return render::page(session.graph(), result, stamp,
                                       {.profile = profile_of(options), .states = options.states, .limit = limit});
                 }});
  const std::optional<Outcome> level = session.arguments().fail_on_outcome;
  return level && is_met(result, *level) ? 1 : session.exit_code();
}

}  // namespace

int run_check(Session& session) {
  const Arguments& arguments = session.arguments();
  const bool checks = arguments.topic == "checks";
  if (!checks && (!arguments.checks.empty() || !arguments.companies.empty()))
    throw UsageError{"check " + arguments.topic + " has no --check and no --company" +
                     (arguments.topic == "factors" ? "" : ": it asks all checks")};
  if (arguments.topic != "factors" && !arguments.instruments.empty())
    throw UsageError{"--instrument is an option of check factors"};
  if (arguments.topic == "factors" && !arguments.profile.empty())
    throw UsageError{"check factors has no --profile: nothing in it rests on control"};
  session.read_world();
  if (arguments.topic == "factors") {
    const FactorOptions options{.instruments = session.instruments(),
                                .states = session.states(),
                                .as_of = session.day(),
                                .stop = session.stop()};
    return write_rows(session, factors(session.graph(), options), options);
  }
  const CheckOptions options = options_of(session);
  if (checks) return write_rows(session, only_companies(session, check(session.graph(), options)), options);
  const ElementResult elements = scoreboard(session.graph(), options);
  if (arguments.topic == "headlines") return write_rows(session, headlines_of(elements), options);
  return write_rows(session, elements, options);
}

int run_explain_check(Session& session) {
  const Arguments& arguments = session.arguments();
  if (arguments.checks.size() != 1 || arguments.subject.empty())
    throw UsageError{"explain check needs one check and one subject: --check ID --subject S"};
  session.read_world();
  const CheckResult all = check(session.graph(), options_of(session));
  std::vector<CheckRow> rows;
  std::string subjects;
  std::size_t shown = 0;
  for (const CheckRow& row : all) {
    if (row.subject == arguments.subject) rows.push_back(row);
    if (++shown <= 5) subjects += (subjects.empty() ? "" : ", ") + printable(row.subject);
  }
  if (rows.empty())
    throw NotFound{"check " + arguments.checks.front() + " has no row about \"" + printable(arguments.subject) + "\"" +
                   (shown == 0 ? "; it has none on that day" : "; its subjects are " + subjects) +
                   (shown > 5 ? " and " + std::to_string(shown - 5) + " more" : "")};
  Stamp stamp = all.stamp();
  stamp.query = "explain check";
  const CheckResult result{std::move(rows), stamp};
  session.write({.records = render::explanations(session.graph(), result),
                 .stamp = session.complete(stamp),
                 .page = [&](const Stamp& complete, std::size_t) {
                   return render::explanation_page(session.graph(), result, complete);
                 }});
  return session.exit_code();
}

}  // namespace dutygraph::cli
