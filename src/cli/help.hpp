// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <string>

#include "cli/verbs.hpp"

namespace CLI {
class App;
}

namespace dutygraph::cli {

/// The manual page of the program.
[[nodiscard]] std::string help();

/// What one verb does, its options and an example. \p app has the options.
[[nodiscard]] std::string help(const Verb& verb, const CLI::App& app);

/// "dutygraph 0.1.0"
[[nodiscard]] std::string version_line();

/// "info, lint, convert": the verbs there are.
[[nodiscard]] std::string verb_list();

}  // namespace dutygraph::cli
