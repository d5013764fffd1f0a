// SPDX-License-Identifier: BSL-1.0
#include <dutygraph/query/compare.hpp>
#include <dutygraph/query/diff.hpp>

#include <dutygraph/error.hpp>
#include <dutygraph/render/compare.hpp>
#include <dutygraph/render/diff.hpp>

#include "cli/session.hpp"
#include "cli/verbs.hpp"

namespace dutygraph::cli {
namespace {

std::string join(const std::vector<std::string>& list) {
  std::string text;
  for (const std::string& item : list) text += (text.empty() ? "" : ",") + item;
  return text;
}

}  // namespace

int run_compare(Session& session) {
  session.read_world();
  const CompareOptions options{
      .profile = session.profile(), .as_of = session.day(), .states = session.states(), .stop = session.stop()};
  const CompareResult result = compare(session.graph(), options);
  session.write({.records = render::records(session.graph(), result),
                 .stamp = session.complete(result.stamp()),
                 .page = [&](const Stamp& stamp, std::size_t limit) {
                   return render::page(session.graph(), result, stamp,
                                       {.profile = options.profile, .states = options.states, .limit = limit});
                 }});
  return session.exit_code();
}

int run_diff(Session& session) {
  const Arguments& arguments = session.arguments();
  if (arguments.against.empty() && !arguments.against_date)
    throw UsageError{"diff needs something to compare with: --against FILE (repeatable) or --against-date DATE"};
  session.read_world();
  DiffOptions options{.profile = session.profile(), .after_day = session.day(), .stop = session.stop()};
  options.before_day = arguments.against_date ? arguments.against_date : options.after_day;
  Arguments other = arguments;
  if (!arguments.against.empty()) other.inputs = arguments.against;
  Session old = session.beside(other);
  if (!arguments.against.empty()) old.read_world();
  const Graph before = arguments.against.empty() ? session.graph() : old.graph();
  // An actor may be in one of the two worlds only.
  const auto ids = [&](auto member, const std::vector<std::string>& texts) {
    std::vector<std::string> list;
    try {
      for (const VertexId v : (session.*member)()) list.emplace_back(session.graph().key(v));
    } catch (const NotFound&) {
      if (arguments.against.empty()) throw;
      list = texts;  // diff() says what is in neither
    }
    return list;
  };
  options.states = ids(&Session::states, arguments.states);
  options.companies = ids(&Session::companies, arguments.companies);
  const DiffResult result = diff(before, session.graph(), options);
  Stamp stamp = result.stamp();
  if (!arguments.states.empty()) stamp.parameters.emplace_back("state", join(options.states));
  if (!arguments.companies.empty()) stamp.parameters.emplace_back("company", join(options.companies));
  session.write({.records = render::records(result),
                 .stamp = std::move(stamp),
                 .page = [&](const Stamp& complete, std::size_t limit) {
                   return render::page(result, complete, {.profile = options.profile, .limit = limit});
                 }});
  return result.empty() ? session.exit_code() : 1;
}

}  // namespace dutygraph::cli
