// SPDX-License-Identifier: BSL-1.0
#include "cli/watch.hpp"

#include <signal.h>
#include <time.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <mutex>
#include <optional>
#include <string_view>
#include <thread>

#include <dutygraph/error.hpp>

namespace dutygraph::cli {

struct Watch::Shared {
  std::stop_source stop;
  std::mutex mutex;
  bool writing = false;   // guarded by mutex
  std::string temporary;  // guarded by mutex

  [[noreturn]] void leave() {
    const std::lock_guard lock{mutex};
    if (!temporary.empty()) unlink(temporary.c_str());
    static constexpr std::string_view message = "dutygraph: cancelled\n";
    [[maybe_unused]] const ssize_t written = write(STDERR_FILENO, message.data(), message.size());
    _exit(4);
  }
  bool is_writing() {
    const std::lock_guard lock{mutex};
    return writing;
  }
};

namespace {

using Clock = std::chrono::steady_clock;

sigset_t watched() {
  sigset_t set;
  sigemptyset(&set);
  sigaddset(&set, SIGINT);
  sigaddset(&set, SIGTERM);
  sigaddset(&set, SIGHUP);
  return set;
}

/// Waits for a signal, until \p end if there is one.
/// \return whether a signal came
bool wait_for_signal(std::optional<Clock::time_point> end) {
  const sigset_t set = watched();
  for (;;) {
    if (!end) {
      if (sigwaitinfo(&set, nullptr) >= 0) return true;
      continue;
    }
    const auto left = std::chrono::duration_cast<std::chrono::nanoseconds>(*end - Clock::now()).count();
    if (left <= 0) return false;
    timespec span{};
    span.tv_sec = static_cast<time_t>(left / 1'000'000'000);
    span.tv_nsec = static_cast<long>(left % 1'000'000'000);
    if (sigtimedwait(&set, nullptr, &span) >= 0) return true;
  }
}

}  // namespace

Watch::Watch(double seconds) : shared_{std::make_shared<Shared>()} {
  // A broken pipe and a file that grows too large are outputs that cannot be written: exit code 5.
  signal(SIGPIPE, SIG_IGN);
  signal(SIGXFSZ, SIG_IGN);
  const sigset_t set = watched();
  pthread_sigmask(SIG_BLOCK, &set, nullptr);
  std::optional<Clock::time_point> end;
  constexpr double longest = 1e9;  // seconds: no overflow of the clock
  if (seconds > 0)
    end = Clock::now() +
          std::chrono::duration_cast<Clock::duration>(std::chrono::duration<double>{std::min(seconds, longest)});
  std::thread{[shared = shared_, end] {
    bool signalled = wait_for_signal(end);
    if (!signalled && shared->is_writing()) signalled = wait_for_signal({});
    if (signalled && shared->is_writing()) shared->leave();
    shared->stop.request_stop();
    if (!wait_for_signal(Clock::now() + std::chrono::seconds{1}) && shared->is_writing()) wait_for_signal({});
    shared->leave();
  }}.detach();
}

std::stop_token Watch::token() const { return shared_->stop.get_token(); }

void Watch::begin_writing() {
  const std::lock_guard lock{shared_->mutex};
  if (shared_->stop.stop_requested()) throw Cancelled{};
  shared_->writing = true;
}

void Watch::set_temporary(const std::string& path) {
  const std::lock_guard lock{shared_->mutex};
  shared_->temporary = path;
}

}  // namespace dutygraph::cli
