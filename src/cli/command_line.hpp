// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <dutygraph/date.hpp>
#include <dutygraph/diagnostics.hpp>
#include <dutygraph/io/read.hpp>
#include <dutygraph/query/outcome.hpp>
#include <dutygraph/render/format.hpp>
#include <dutygraph/render/picture.hpp>

namespace dutygraph::cli {

/// What a command line asks for. Options that a verb does not have keep their defaults.
struct Arguments {
  struct Input {
    std::string path;
    io::Format format = io::Format::automatic;
    std::string map{};  ///< what the columns of a table mean; empty: none
  };
  enum class Progress : std::uint8_t { automatic, always, never };

  std::string_view verb;        ///< "control", "explain"
  std::string topic{};          ///< of explain and why-not: "control", "nexus"; of schema: "json", "codelists"
  std::vector<Input> inputs{};  ///< in the order given
  std::string_view asked{};     ///< of what-if: the verb that is asked twice
  std::string edits{};          ///< of what-if: the file of edits
  // the question
  std::vector<std::string> states{};     ///< empty: all
  std::vector<std::string> companies{};  ///< empty: all
  std::optional<Date> as_of{}, known_by{};
  std::string profile{};
  std::string channel{};
  std::string definition{};             ///< of ownership: "all_walks", "no_reentry"
  std::vector<Input> against{};         ///< of diff: the files of the other world
  std::optional<Date> against_date{};   ///< of diff: the other day
  std::string saved{};                  ///< of verify: the file of the saved result
  std::vector<std::string> checks{};    ///< of check and explain check; empty: all
  std::string subject{};                ///< of explain check
  std::vector<std::string> agencies{};  ///< of agencies; empty: all
  bool allow_weakening = false;         ///< of repair
  bool joint = false, all = false, all_profiles = false;
  bool at_deal = false;                                ///< of nexus
  std::vector<std::string> ids{};                      ///< of explain and why-not coherence: records
  std::vector<std::string> rules{};                    ///< of coherence: which rules decide, in order
  bool across_issuers = false;                         ///< of coherence: a later norm prevails whoever issued it
  std::vector<std::pair<std::string, int>> weighed{};  ///< of coherence: rights and their weight, 0 to 3
  // of mix
  std::string rows{}, columns{};
  std::vector<std::string> technologies{}, rights{}, instruments{}, thresholds{}, measures{};
  std::string need{};
  std::string right_holder{};  ///< of remedy
  std::string edited{};        ///< an edited baseline table
  std::vector<Date> days{};    ///< to compare
  bool sure = false;           ///< without what is not known
  // reading
  std::string tags{};
  bool persons = false, match_names = false;
  io::Strictness strictness = io::Strictness::automatic;
  std::string quarantine{};
  Progress progress = Progress::automatic;
  double limit_time = 0;  ///< seconds; 0: no limit
  // answering
  render::Format format = render::Format::table;
  render::PictureOptions picture{};  ///< theme and prefix
  std::optional<std::size_t> limit{};
  std::string output{};       ///< empty or "-": standard output
  std::string to = "native";  ///< of convert, export and report
  std::size_t hops = 2;       ///< of export: how far around States and companies
  std::optional<Severity> fail_on{};
  bool fail_on_quarantine = false;
  std::optional<Outcome> fail_on_outcome{};  ///< of check
};

/// Reads a command line, without the name of the program.
/// \return nothing for --help and --version; \p answer then is what they print.
/// \throws UsageError with what is wrong and what would be right.
[[nodiscard]] std::optional<Arguments> parse(const std::vector<std::string>& arguments, std::string& answer);

}  // namespace dutygraph::cli
