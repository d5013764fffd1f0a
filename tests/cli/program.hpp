// SPDX-License-Identifier: BSL-1.0
#pragma once

/// \file
/// Runs the real program for the tests of the command line.

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

namespace dutygraph::tests {

/// What a run of the program left.
struct Run {
  int code = -1;  ///< exit code; 128 + number of the signal that ended it
  std::string out, err;
};

/// How the program is run beside its arguments.
struct RunOptions {
  std::string input{};  ///< its standard input
  std::vector<std::pair<std::string, std::string>> environment{};
  std::string output{};                               ///< file that is its standard output; empty: read into Run::out
  std::uint64_t file_size = 0;                        ///< limit on the size of files it writes; 0: none
  bool close_output = false, close_errors = false;    ///< start without these
  std::function<void(int pid, int out)> meanwhile{};  ///< called once it runs, with the end of its output to read
};

[[nodiscard]] Run run(const std::vector<std::string>& arguments, const RunOptions& options = {});

/// A folder of its own that is removed at the end.
class Folder {
 public:
  Folder();
  ~Folder();
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  [[nodiscard]] std::string operator/(const std::string& name) const { return (path_ / name).string(); }
  /// Writes a file and gives its path.
  std::string write(const std::string& name, const std::string& text) const;
  /// Names of what is in it, ascending.
  [[nodiscard]] std::vector<std::string> names() const;

 private:
  std::filesystem::path path_;
};

[[nodiscard]] std::string read_file(const std::string& path);

/// Where the inputs and expected outputs of these tests are.
[[nodiscard]] std::string data(const std::string& name);

/// Compares \p actual with a file of expected output, byte for byte. With DUTYGRAPH_UPDATE_GOLDEN in the environment
/// the file is written instead.
void check_golden(const std::string& name, const std::string& actual);

}  // namespace dutygraph::tests
