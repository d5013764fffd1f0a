// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <functional>
#include <iosfwd>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

#include <dutygraph/io/read.hpp>
#include <dutygraph/query/control.hpp>
#include <dutygraph/query/result.hpp>
#include <dutygraph/render/page.hpp>
#include <dutygraph/render/picture.hpp>
#include <dutygraph/render/record.hpp>

#include "cli/command_line.hpp"
#include "cli/watch.hpp"

namespace dutygraph::cli {

/// What the writers of a result need.
struct Answer {
  render::RecordList records{};
  Stamp stamp{};
  std::function<render::Page(const Stamp&, std::size_t limit)> page{};  ///< called for `table` and `md` only
  /// Called for `svg` only; empty: there is no picture.
  std::function<std::string(const Stamp&, const render::PictureOptions&)> picture{};
};

/// Another program that runs a verb: it has the world already, or texts to read, and takes the answer.
struct Host {
  struct Text {
    std::string name;  ///< stands for the name of a file
    std::string text;
    io::Format format = io::Format::automatic;
  };
  /// What the only input "-" of the arguments stands for; null: read \p texts and the files of the arguments.
  std::shared_ptr<const io::Reading> world{};
  std::vector<Text> texts{};  ///< read before the files
  std::stop_token stop{};     ///< asks the verb to end
  std::function<void(const io::Progress&)> progress{};
  std::function<void(std::string_view)> say{};            ///< what the program says on standard error
  std::function<void(Answer, std::size_t limit)> take{};  ///< the rows, cut by --limit already; valid during the call
  std::function<void(std::string)> take_text{};           ///< an answer that is a text
};

/// One run of the program: its arguments, the world it read, the answer it writes.
class Session {
 public:
  Session(const Arguments& arguments, Watch& watch) : arguments_{arguments}, watch_{&watch} {}
  /// A run inside \p host: nothing is printed, no signal is handled. \pre both outlive the session
  Session(const Arguments& arguments, Host& host);
  [[nodiscard]] const Arguments& arguments() const noexcept { return arguments_; }
  [[nodiscard]] std::stop_token stop() const { return host_ != nullptr ? host_->stop : watch_->token(); }

  /// Reads the files into one world, seen as of `--known-by`, and says on standard error what was set aside.
  /// \param strictness  where neither --strict nor --lenient was given
  /// \throws InvalidData with the complaints of all files.
  void read_world(io::Strictness strictness = io::Strictness::automatic);
  [[nodiscard]] const Graph& graph() const noexcept { return graph_; }
  /// What reading gave, moved out. The session then has no world.
  [[nodiscard]] io::Reading take_world();
  /// What reading found odd.
  [[nodiscard]] const Diagnostics& report() const noexcept { return report_; }

  /// The day to answer for: --as-of, else the documents', else today with a warning.
  [[nodiscard]] Date day();
  /// --profile: a shipped profile, one of the documents', or a file.
  [[nodiscard]] ControlProfile profile() const;
  /// --state; empty for all. \throws NotFound, or UsageError if one is ambiguous.
  [[nodiscard]] std::vector<VertexId> states() const;
  /// --company; empty for all. \throws NotFound, or UsageError if one is ambiguous.
  [[nodiscard]] std::vector<VertexId> companies() const;

  /// --instrument; empty for all. \throws NotFound.
  [[nodiscard]] std::vector<VertexId> instruments() const;
  /// --agency; empty for all. \throws NotFound, or UsageError if one is ambiguous.
  [[nodiscard]] std::vector<VertexId> agencies() const;

  /// \p stamp with the options of this run that bear on the answer, and what was set aside.
  [[nodiscard]] Stamp complete(Stamp stamp) const;
  /// The stamp of an answer that no query made.
  [[nodiscard]] Stamp stamp(std::string_view query) const;

  using Answer = cli::Answer;
  /// Writes an answer as `--format` and `--limit` say; of a session that captures, hands it over instead.
  void write(Answer answer);
  /// A session that answers \p arguments from \p graph instead of files and hands its answer to \p take, unless the
  /// verb writes no rows.
  [[nodiscard]] Session about(const Arguments& arguments, Graph graph, Diagnostics report,
                              std::function<void(Answer)> take) const;
  /// A session that has read nothing yet, for other \p arguments, which must outlive it.
  [[nodiscard]] Session beside(const Arguments& arguments) const { return Session{*this, arguments}; }
  /// Writes with \p body, as `--output` says, after the quarantine.
  void write_with(const std::function<void(std::ostream&)>& body);

  /// 1 if \p list or the quarantine has what --fail-on names, else 0.
  [[nodiscard]] int exit_code(const Diagnostics& list) const;
  [[nodiscard]] int exit_code() const { return exit_code(report_); }

  /// A line on standard error, or for the host.
  static void say(std::string_view text);

 private:
  Session(const Session& other, const Arguments& arguments)
      : arguments_{arguments}, watch_{other.watch_}, host_{other.host_} {}
  void write_picture(const Answer& answer);
  void write_quarantine();

  const Arguments& arguments_;
  Watch* watch_ = nullptr;
  Host* host_ = nullptr;
  std::shared_ptr<Host> listening_{};  ///< while it lives, what is said in this thread goes to the host
  Graph graph_;
  Diagnostics report_;
  std::vector<io::QuarantinedRow> quarantine_;
  bool has_world_ = false;
  std::function<void(Answer)> take_{};
};

}  // namespace dutygraph::cli
