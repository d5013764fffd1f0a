// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <condition_variable>
#include <cstdint>
#include <exception>
#include <functional>
#include <mutex>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include <pybind11/pybind11.h>

namespace dutygraph::python {

/// A long call, as seen by the thread that does the work and the one that waits for it.
class Call {
 public:
  struct Progress {
    std::string file;
    std::uint64_t done = 0, total = 0;
  };

  // --- for the work -------------------------------------------------------------------------------------------------
  [[nodiscard]] std::stop_token stop() const { return stop_.get_token(); }
  void say(std::string_view text);
  void report(Progress progress);

  // --- for the caller, with the GIL held ----------------------------------------------------------------------------
  /// Runs \p work in a thread of its own without the GIL, and meanwhile, every 40 ms, looks for signals and calls
  /// \p progress(file, done, total) if it is not None.
  ///
  /// Ctrl-C asks the work to stop; if it has not done so 50 ms later it is left to end by itself, so \p work must own
  /// all it uses. What the work says becomes warnings.
  /// \param limit  seconds; 0: none. \throws what the work, a signal handler or \p progress throws
  static void run(std::function<void(Call&)> work, const pybind11::object& progress, double limit);
  /// Waits, for at most ten seconds, for work that was left to end by itself.
  static void wait_for_abandoned();

 private:
  void finish(std::exception_ptr error);

  std::mutex mutex_;
  std::condition_variable changed_;
  std::stop_source stop_;
  bool done_ = false;  // guarded by mutex_, as is all that follows
  std::exception_ptr error_;
  std::optional<Progress> progress_;
  std::vector<std::string> said_;
};

}  // namespace dutygraph::python
