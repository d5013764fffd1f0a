// SPDX-License-Identifier: BSL-1.0

/// \file
/// file_faults [KILLS [SEED]]: every call to the operating system failing in every way while a snapshot is saved and
/// loaded, then saves that are killed: KILLS of them (default 40) after a random time, and one at each call. The file
/// must be the old or the new one, whole, and the old one if saving threw before the new one was in place.

#include <signal.h>
#include <sys/wait.h>

#include <array>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <random>
#include <sstream>
#include <string>

#include <dutygraph/error.hpp>
#include <dutygraph/io/read.hpp>
#include <dutygraph/io/snapshot.hpp>

#include "faults/file_calls.hpp"
#include "support/random_world.hpp"

namespace {

namespace dg = dutygraph;
namespace fs = std::filesystem;

int wrong = 0;

void require(bool good, const std::string& what) {
  if (good) return;
  std::cerr << what << " (last failing call: " << faults::failing << ", calls: " << faults::trace.substr(0, 400)
            << ")\n";
  if (++wrong == 20) std::exit(EXIT_FAILURE);
}

std::string snapshot_of(const dg::Graph& graph) {
  std::ostringstream out;
  dg::io::write_snapshot(graph, out);
  return out.str();
}

std::string file_text(const std::string& path) {
  std::ifstream in{path, std::ios::binary};
  return {std::istreambuf_iterator<char>{in}, {}};
}

struct Folder {
  std::string path;
  Folder() {
    std::string name = (fs::temp_directory_path() / "dutygraph-faults-XXXXXX").string();
    if (mkdtemp(name.data()) == nullptr) std::exit(2);
    path = name;
  }
  ~Folder() { fs::remove_all(path); }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  [[nodiscard]] std::size_t files() const {
    return static_cast<std::size_t>(std::distance(fs::directory_iterator{path}, fs::directory_iterator{}));
  }
  void sweep(const std::string& keep) const {
    for (const auto& entry : fs::directory_iterator{path})
      if (entry.path() != keep) fs::remove(entry.path());
  }
};

struct Worlds {
  dg::Graph first = dg::tests::random_world(1, {.companies = 600, .holdings = 4000}).graph;
  dg::Graph second = dg::tests::random_world(2, {.companies = 700, .holdings = 5000}).graph;
  std::string first_bytes = snapshot_of(first), second_bytes = snapshot_of(second);
};

constexpr std::array errors{EIO, ENOSPC, EDQUOT, EINTR, EACCES, EPERM, EMFILE, EROFS, EINVAL};

/// One save of the second world over the first, with a fault in it. \return whether the fault came about
bool save_with(const Worlds& worlds, const std::string& path, const Folder& folder, bool over_old) {
  bool threw = false;
  try {
    dg::io::save_snapshot(worlds.second, path);
    faults::stop_watching();
  } catch (const dg::Unwritable& error) {
    faults::stop_watching();
    threw = true;
    require(std::string{error.what()}.find(path) != std::string::npos, "the error does not name the file");
  }
  const bool happened = !faults::failing.empty();
  const std::string calls = faults::trace;
  const bool exists = fs::exists(path);
  const std::string now = exists ? file_text(path) : "";
  const bool in_place = calls.find("rename ") != std::string::npos && faults::failing != "rename";
  if (threw) {
    require(in_place ? now == worlds.second_bytes : now == (over_old ? worlds.first_bytes : ""),
            "after an error the file is not the old one");
    require(happened, "an error although nothing failed");
  } else {
    require(now == worlds.second_bytes, "after a save the file is not the new one");
  }
  if (faults::failing != "unlink") require(folder.files() == (exists ? 1U : 0U), "a temporary file was left");
  return happened;
}

std::int64_t save_faults(const Worlds& worlds) {
  const Folder folder;
  const std::string path = folder.path + "/world.dgs";
  std::int64_t points = 0;
  const auto prepare = [&](bool over_old) {
    folder.sweep({});
    if (over_old) std::ofstream{path, std::ios::binary} << worlds.first_bytes;
  };
  for (const bool over_old : {true, false}) {
    prepare(over_old);
    faults::watch(0);
    save_with(worlds, path, folder, over_old);
    // The order that survives a loss of power: the file is on disk before it gets its name, then the folder.
    const std::string order = faults::trace;
    const std::size_t synced = order.find("fsync ");
    const std::size_t renamed = order.find("rename ");
    require(order.rfind("write ") < synced && synced < renamed && order.find("fsync ", renamed) != std::string::npos,
            "the file or its folder is not synced in order");
    for (const bool every_time : {false, true})
      for (const int error : errors)
        for (std::int64_t n = 1;; ++n) {
          prepare(over_old);
          faults::every_time = every_time && error != EINTR;  // a write that is always interrupted never ends
          faults::watch(n, faults::Fault::error, error);
          const bool happened = save_with(worlds, path, folder, over_old);
          faults::every_time = false;
          if (!happened) break;
          ++points;
        }
    for (std::int64_t n = 1;; ++n) {
      prepare(over_old);
      faults::watch(n, faults::Fault::less);
      if (!save_with(worlds, path, folder, over_old)) break;
      ++points;
    }
  }
  return points;
}

std::int64_t load_faults(const Worlds& worlds) {
  const Folder folder;
  const std::string path = folder.path + "/world.dgs";
  dg::io::save_snapshot(worlds.second, path);
  std::int64_t points = 0;
  dg::Graph target = worlds.first;
  const auto load = [&] {
    bool loaded = false;
    try {
      target = dg::io::load_snapshot(path);
      loaded = true;
    } catch (const dg::Unreadable&) {
    }
    faults::stop_watching();
    require(snapshot_of(target) == (loaded ? worlds.second_bytes : worlds.first_bytes), "the graph is neither");
    target = worlds.first;
    require(loaded || !faults::failing.empty(), "an error although nothing failed");
    return !faults::failing.empty();
  };
  for (const int error : errors)
    for (std::int64_t n = 1;; ++n, ++points) {
      faults::watch(n, faults::Fault::error, error);
      if (!load()) break;
    }
  for (std::int64_t n = 1;; ++n, ++points) {
    faults::watch(n, faults::Fault::less);
    if (!load()) break;
  }
  return points;
}

struct Kills {
  std::int64_t kills = 0, old_files = 0, new_files = 0, left = 0;
};

/// Runs a child that is killed, or kills itself, while it saves the second world over the first.
template <class Child, class Parent>
void kill_one(const Worlds& worlds, const Folder& folder, const std::string& path, Kills& count, Child&& child,
              Parent&& parent) {
  const pid_t process = fork();
  if (process == 0) {
    child();
    _exit(0);
  }
  parent(process);
  int status = 0;
  waitpid(process, &status, 0);
  const std::string now = file_text(path);
  const bool is_old = now == worlds.first_bytes;
  const bool is_new = now == worlds.second_bytes;
  require(is_old || is_new, "after a kill the file is neither the old nor the new one");
  if (WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL) {
    ++count.kills;
    (is_old ? count.old_files : count.new_files)++;
    const std::size_t left = folder.files() - 1;
    require(left <= 1, "a killed save left more than one file");
    count.left += static_cast<std::int64_t>(left);
  }
  // The next save works, whatever was left.
  dg::io::save_snapshot(worlds.first, path);
  require(file_text(path) == worlds.first_bytes, "a save after a kill failed");
  folder.sweep(path);
}

Kills killed_saves(const Worlds& worlds, std::int64_t most, std::uint32_t seed) {
  const Folder folder;
  const std::string path = folder.path + "/world.dgs";
  dg::io::save_snapshot(worlds.first, path);
  Kills count;
  for (const faults::Fault fault : {faults::Fault::kill, faults::Fault::kill_less}) {
    std::int64_t before = -1;
    for (std::int64_t n = 1; count.kills != before; ++n) {  // until a save ends before its n-th call
      before = count.kills;
      kill_one(
          worlds, folder, path, count,
          [&] {
            faults::watch(n, fault);
            dg::io::save_snapshot(worlds.second, path);
          },
          [](pid_t) {});
    }
  }
  std::mt19937 random{seed};
  for (std::int64_t tries = 0; count.kills < most && tries < most * 3; ++tries) {
    const auto delay = static_cast<useconds_t>(random() % 20'000);
    kill_one(
        worlds, folder, path, count,
        [&] {
          for (;;) {
            dg::io::save_snapshot(worlds.second, path);
            dg::io::save_snapshot(worlds.first, path);
          }
        },
        [&](pid_t process) {
          usleep(delay);
          kill(process, SIGKILL);
        });
  }
  return count;
}

}  // namespace

int main(int argc, char* argv[]) {
  const std::int64_t kills = argc > 1 ? std::atoll(argv[1]) : 40;
  const auto seed = static_cast<std::uint32_t>(argc > 2 ? std::atoll(argv[2]) : 1);
  const Worlds worlds;
  const std::int64_t saves = save_faults(worlds);
  const std::int64_t loads = load_faults(worlds);
  std::printf("calls that failed: %lld while saving, %lld while loading, %d wrong\n", static_cast<long long>(saves),
              static_cast<long long>(loads), wrong);
  std::fflush(stdout);
  const Kills count = killed_saves(worlds, kills, seed);
  std::printf("kills: %lld (seed %u), %lld left the old file, %lld the new one, %lld a temporary file, %d wrong\n",
              static_cast<long long>(count.kills), seed, static_cast<long long>(count.old_files),
              static_cast<long long>(count.new_files), static_cast<long long>(count.left), wrong);
  return wrong == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
