// SPDX-License-Identifier: BSL-1.0
#include "python/call.hpp"

#include <chrono>
#include <memory>
#include <thread>
#include <utility>

namespace py = pybind11;

namespace dutygraph::python {
namespace {

using Clock = std::chrono::steady_clock;

/// Work that outlived its call.
struct Abandoned {
  std::mutex mutex;
  std::condition_variable ended;
  std::size_t running = 0;
};

Abandoned& abandoned() {
  static auto* list = new Abandoned;  // never destroyed: threads may end after everything else
  return *list;
}

}  // namespace

void Call::say(std::string_view text) {
  const std::lock_guard lock{mutex_};
  said_.emplace_back(text);
}

void Call::report(Progress progress) {
  const std::lock_guard lock{mutex_};
  progress_ = std::move(progress);
}

void Call::finish(std::exception_ptr error) {
  const std::lock_guard lock{mutex_};
  error_ = std::move(error);
  done_ = true;
  changed_.notify_all();
}

void Call::run(std::function<void(Call&)> work, const py::object& progress, double limit) {
  const auto call = std::make_shared<Call>();
  {
    const std::lock_guard lock{abandoned().mutex};
    ++abandoned().running;
  }
  std::thread worker{[call, work = std::move(work)]() mutable {
    std::exception_ptr error;
    try {
      work(*call);
    } catch (...) {
      error = std::current_exception();
    }
    work = nullptr;
    call->finish(std::move(error));
    const std::lock_guard lock{abandoned().mutex};
    --abandoned().running;
    abandoned().ended.notify_all();
  }};
  const auto wait = [&](std::chrono::milliseconds time) {
    const py::gil_scoped_release release;
    std::unique_lock lock{call->mutex_};
    return call->changed_.wait_for(lock, time, [&] { return call->done_; });
  };
  const auto tell = [&] {
    std::optional<Progress> now;
    {
      const std::lock_guard lock{call->mutex_};
      now = std::exchange(call->progress_, std::nullopt);
    }
    if (now && !progress.is_none()) progress(now->file, now->done, now->total);
  };
  const auto end =
      limit > 0 ? std::optional{Clock::now() + std::chrono::duration<double>{std::min(limit, 1e9)}} : std::nullopt;
  bool late = false;
  try {
    while (!wait(std::chrono::milliseconds{40})) {
      if (PyErr_CheckSignals() != 0) throw py::error_already_set{};
      tell();
      if (end && !late && Clock::now() >= *end) {
        late = true;
        call->stop_.request_stop();
      }
    }
    worker.join();
    tell();
  } catch (...) {
    call->stop_.request_stop();
    if (worker.joinable()) {
      if (wait(std::chrono::milliseconds{50})) {
        worker.join();
      } else {
        worker.detach();
      }
    }
    throw;
  }
  for (const std::string& text : call->said_) py::module_::import("dutygraph._errors").attr("warn")(py::str(text));
  if (call->error_) std::rethrow_exception(call->error_);
}

void Call::wait_for_abandoned() {
  const py::gil_scoped_release release;
  std::unique_lock lock{abandoned().mutex};
  abandoned().ended.wait_for(lock, std::chrono::seconds{10}, [] { return abandoned().running == 0; });
}

}  // namespace dutygraph::python
