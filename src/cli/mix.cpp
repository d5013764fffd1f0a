// SPDX-License-Identifier: BSL-1.0
#include <fstream>
#include <iterator>
#include <ostream>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

#include <dutygraph/error.hpp>
#include <dutygraph/io/baseline.hpp>
#include <dutygraph/render/instruments.hpp>
#include <dutygraph/render/mix.hpp>
#include <dutygraph/render/remedy.hpp>

#include "cli/session.hpp"
#include "cli/verbs.hpp"

namespace dutygraph::cli {
namespace {

/// Reads "technology" or "technology=search,iot".
std::pair<Dimension, std::vector<std::string>> axis_of(std::string_view option, const std::string& text) {
  const std::size_t at = text.find('=');
  const auto dimension = parse_dimension(std::string_view{text}.substr(0, at));
  if (!dimension)
    throw UsageError{std::string{option} + " \"" + printable(text) +
                     "\" is no dimension; there are technology, right, value_chain, addressee, smart_mix, binding, "
                     "level, with values behind = if not all are wanted: technology=biometrics,iot"};
  std::vector<std::string> values;
  for (std::size_t from = at; from != std::string::npos;) {
    const std::size_t next = text.find(',', from + 1);
    values.push_back(text.substr(from + 1, next == std::string::npos ? next : next - from - 1));
    if (values.back().empty())
      throw UsageError{std::string{option} + " \"" + printable(text) + "\" names an empty value"};
    from = next;
  }
  return {*dimension, std::move(values)};
}

MixOptions mix_options(Session& session) {
  const Arguments& arguments = session.arguments();
  MixOptions options;
  if (!arguments.rows.empty()) std::tie(options.rows, options.row_values) = axis_of("--rows", arguments.rows);
  if (!arguments.columns.empty())
    std::tie(options.columns, options.column_values) = axis_of("--columns", arguments.columns);
  const auto restrict = [&](Dimension dimension, const std::vector<std::string>& codes) {
    if (codes.empty()) return;
    if (options.rows == dimension && options.row_values.empty())
      options.row_values = codes;
    else if (options.columns == dimension && options.column_values.empty())
      options.column_values = codes;
    else
      options.only.push_back({dimension, codes});
  };
  restrict(Dimension::technology, arguments.technologies);
  restrict(Dimension::right, arguments.rights);
  options.states = session.states();
  options.as_of = session.day();
  return options;
}

/// The technologies and rights asked for are terms here, not axes.
MixOptions instrument_options(Session& session) {
  MixOptions options{.states = session.states(), .as_of = session.day()};
  if (const auto& codes = session.arguments().technologies; !codes.empty())
    options.only.push_back({Dimension::technology, codes});
  if (const auto& codes = session.arguments().rights; !codes.empty()) options.only.push_back({Dimension::right, codes});
  return options;
}

GapOptions gap_options(Session& session) {
  const Arguments& arguments = session.arguments();
  return {.technologies = arguments.technologies,
          .rights = arguments.rights,
          .states = session.states(),
          .open = !arguments.sure,
          .as_of = session.day()};
}

template <class Result>
void write(Session& session, const Result& result) {
  Answer answer{.records = render::records(session.graph(), result),
                .stamp = session.complete(result.stamp()),
                .page = [&](const Stamp& stamp, std::size_t limit) {
                  return render::page(session.graph(), result, stamp, {.states = session.states(), .limit = limit});
                }};
  if constexpr (std::is_same_v<Result, MixResult>)
    answer.picture = [&](const Stamp& stamp, const render::PictureOptions& how) {
      return render::picture(session.graph(), result, stamp, how);
    };
  session.write(std::move(answer));
}

CoverageOptions coverage_options(Session& session) {
  const Arguments& arguments = session.arguments();
  CoverageOptions options;
  options.instruments = session.instruments();
  options.companies = session.companies();
  options.states = session.states();
  options.technologies = arguments.technologies;
  for (const std::string& text : arguments.thresholds) options.instead.push_back(parse_scope_test(text));
  options.need = arguments.need;
  options.as_of = session.day();
  return options;
}

RemedyOptions remedy_options(Session& session) {
  const Arguments& arguments = session.arguments();
  return {.states = session.states(),
          .rights = arguments.rights,
          .technologies = arguments.technologies,
          .companies = session.companies(),
          .right_holder = arguments.right_holder,
          .as_of = session.day(),
          .stop = session.stop()};
}

std::vector<ClosingSource> sources_of(const std::vector<std::string>& names) {
  std::vector<ClosingSource> sources;
  for (const std::string& name : names) {
    bool found = false;
    for (const ClosingSource source : {ClosingSource::proposals, ClosingSource::models, ClosingSource::laws})
      if (to_string(source) == name) {
        sources.push_back(source);
        found = true;
      }
    if (!found) throw UsageError{"--measures \"" + printable(name) + "\" are none; there are proposals, models, laws"};
  }
  return sources;
}

/// Writes what an edited table says that the world does not, as edits.
int write_edits(Session& session) {
  const std::string& path = session.arguments().edited;
  std::ifstream in{path, std::ios::binary};
  const std::string text{std::istreambuf_iterator<char>{in}, {}};
  if (!in || in.bad()) throw Unreadable{printable(path, 400) + ": cannot be read as a baseline table"};
  const std::string edits = io::baseline_edits(session.graph(), text, path);
  session.write_with([&](std::ostream& out) { out << edits; });
  return session.exit_code();
}

}  // namespace

int run_mix(Session& session) {
  session.read_world();
  if (!session.arguments().edited.empty()) {
    if (session.arguments().topic != "baseline") throw UsageError{"--import is an option of mix baseline"};
    return write_edits(session);
  }
  const Arguments& arguments = session.arguments();
  const std::string& topic = arguments.topic;
  if (topic != "remedy" && !arguments.right_holder.empty())
    throw UsageError{"--right-holder is an option of mix remedy"};
  if (topic == "coverage")
    write(session, coverage(session.graph(), coverage_options(session)));
  else if (topic == "portfolio")
    write(session, portfolio(session.graph(), mix_options(session), arguments.days));
  else if (topic == "likeness")
    write(session, likeness(session.graph(), mix_options(session), arguments.days));
  else if (topic == "gaps")
    write(session, gaps(session.graph(), gap_options(session)));
  else if (topic == "closing")
    write(session, closing_sets(session.graph(), gap_options(session), sources_of(arguments.measures)));
  else if (topic == "instruments")
    write(session, instruments(session.graph(), instrument_options(session)));
  else if (topic == "remedy")
    write(session, remedies(session.graph(), remedy_options(session)));
  else if (topic == "baseline")
    write(session, baseline(session.graph(), {.states = session.states(), .as_of = session.day()}));
  else if (topic == "quadrants")
    write(session, quadrants(session.graph(), mix_options(session)));
  else
    write(session, mix(session.graph(), mix_options(session)));
  return session.exit_code();
}

}  // namespace dutygraph::cli
