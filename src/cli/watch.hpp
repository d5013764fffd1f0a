// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <memory>
#include <stop_token>
#include <string>

namespace dutygraph::cli {

/// Watches for Ctrl-C, termination and the end of the time limit, in a thread of its own, and turns each into a request
/// to stop. Should the work not stop within a second, or a second signal come, the program ends at once with exit code
/// 4; a temporary file is removed first. While an answer is being written only a signal ends the program.
class Watch {
 public:
  /// \param seconds  time limit; 0: none
  explicit Watch(double seconds);
  [[nodiscard]] std::stop_token token() const;
  /// Says that writing begins: from now on the time limit does not count.
  /// \throws Cancelled if a stop was asked for before.
  void begin_writing();
  /// The temporary file to remove if the program ends at once; empty: none.
  void set_temporary(const std::string& path);

 private:
  struct Shared;
  std::shared_ptr<Shared> shared_;
};

}  // namespace dutygraph::cli
