// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace dutygraph::cli {

class Session;

/// Groups of options that a verb has.
struct OptionGroups {
  bool files = true;       ///< reads a world
  bool rows = true;        ///< --format, --limit
  bool states = false;     ///< --state
  bool companies = false;  ///< --company
  bool days = false;       ///< --as-of, --known-by
  bool known = false;      ///< --known-by alone
  bool profile = false;    ///< --profile
};

/// A verb of the program: one call into the library.
struct Verb {
  std::string_view name;
  std::string_view topics;   ///< words of which one follows the verb: "control|nexus"; "[…]": may be left out
  std::string_view summary;  ///< one line
  std::string_view details;  ///< a few sentences
  std::string_view example;  ///< a command line
  OptionGroups groups;
  int (*run)(Session&);  ///< \return the exit code: 0, or 1 if --fail-on is met
};

[[nodiscard]] std::span<const Verb> verbs();
/// \return null if there is no verb of that name in this version.
[[nodiscard]] const Verb* find_verb(std::string_view name);

int run_info(Session& session);
int run_lint(Session& session);
int run_convert(Session& session);
int run_control(Session& session);
int run_ownership(Session& session);
int run_timeline(Session& session);
int run_compare(Session& session);
int run_diff(Session& session);
int run_verify(Session& session);
int run_nexus(Session& session);
int run_dossier(Session& session);
int run_coherence(Session& session);
/// `explain` and `why-not` of coherence.
int explain_coherence(Session& session);
int run_mix(Session& session);
int run_check(Session& session);
int run_explain(Session& session);
int run_explain_check(Session& session);  // of explain check
int run_why_not(Session& session);
int run_agencies(Session& session);
int run_repair(Session& session);
int run_what_if(Session& session);
int run_export(Session& session);
int run_report(Session& session);
int run_schema(Session& session);

}  // namespace dutygraph::cli
