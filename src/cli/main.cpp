// SPDX-License-Identifier: BSL-1.0

// The program: reads its arguments, calls the library once, prints. Errors become messages on standard error and exit
// codes here, and nowhere else.

#include <cstdio>
#include <exception>
#include <new>
#include <ostream>
#include <string>
#include <vector>

#include <dutygraph/error.hpp>

#include "cli/command_line.hpp"
#include "cli/output.hpp"
#include "cli/session.hpp"
#include "cli/verbs.hpp"
#include "cli/watch.hpp"

namespace dutygraph::cli {
namespace {

int exit_code(ErrorCode code) {
  switch (code) {
    case ErrorCode::invalid_value:
    case ErrorCode::invalid_data:
    case ErrorCode::unreadable:
      return 2;
    case ErrorCode::not_found:
    case ErrorCode::usage:
      return 3;
    case ErrorCode::cancelled:
      return 4;
    case ErrorCode::unwritable:
      return 5;
  }
  return 2;
}

/// Every complaint on a line of its own that begins with file and line, as compilers do; of very many only the first.
void say(const Diagnostics& list) {
  constexpr std::size_t most = 100;
  const std::size_t errors = list.count(Severity::error);
  std::size_t said = 0;
  std::string text;
  for (const Diagnostic& diagnostic : list)
    if (diagnostic.severity == Severity::error && said++ < most) text += diagnostic.to_string() + "\n";
  std::fwrite(text.data(), 1, text.size(), stderr);
  if (errors > most) Session::say(std::to_string(errors - most) + " more errors are not listed");
  if (errors != 0) Session::say("bad data; nothing was written");
}

int run(const std::vector<std::string>& words) {
  std::string answer;
  const std::optional<Arguments> arguments = parse(words, answer);
  Watch watch{arguments ? arguments->limit_time : 0};
  if (!arguments) {
    watch.begin_writing();
    write_output({}, watch, [&](std::ostream& out) { out << answer; });
    return 0;
  }
  Session session{*arguments, watch};
  return find_verb(arguments->verb)->run(session);
}

}  // namespace
}  // namespace dutygraph::cli

int main(int argc, char** argv) {
  using dutygraph::cli::Session;
  try {
    dutygraph::cli::guard_standard_files();
    return dutygraph::cli::run({argv + (argc > 0 ? 1 : 0), argv + argc});
  } catch (const dutygraph::InvalidData& error) {
    dutygraph::cli::say(error.diagnostics());
    return 2;
  } catch (const dutygraph::Error& error) {
    if (*error.what() != '\0') Session::say(error.what());
    return dutygraph::cli::exit_code(error.code());
  } catch (const std::bad_alloc&) {
    Session::say("out of memory");
    return 2;
  } catch (const std::exception& error) {
    Session::say(std::string{"internal error: "} + error.what());
    return 2;
  }
}
