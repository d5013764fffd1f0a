// SPDX-License-Identifier: BSL-1.0
#include <signal.h>
#include <sys/stat.h>
#include <unistd.h>

#include <chrono>
#include <filesystem>
#include <string>
#include <thread>
#include <vector>

#include "program.hpp"
#include "support/catch.hpp"

namespace dutygraph {
namespace {

using Catch::Matchers::ContainsSubstring;
using tests::data;
using tests::Folder;
using tests::Run;
using Names = std::vector<std::string>;

Run ask(std::vector<std::string> more, const tests::RunOptions& options = {}) {
  std::vector<std::string> arguments{"control", "--format", "jsonl", data("ruritania.duty.json")};
  arguments.insert(arguments.end(), more.begin(), more.end());
  return tests::run(arguments, options);
}

TEST_CASE("-o writes what standard output would have had, and nothing else", "[cli]") {
  const Folder folder;
  const Run plain = ask({});
  const Run file = ask({"-o", folder / "answer.jsonl"});
  CHECK(file.code == 0);
  CHECK(file.out.empty());
  CHECK(file.err.empty());
  CHECK(tests::read_file(folder / "answer.jsonl") == plain.out);
  CHECK(ask({"-o", "-"}).out == plain.out);
  CHECK(folder.names() == Names{"answer.jsonl"});
}

TEST_CASE("an output that cannot be written is exit code 5 and leaves the old file", "[cli]") {
  const Folder folder;
  const auto check = [&](const Run& run, const std::string& reason) {
    CHECK(run.code == 5);
    CHECK(run.out.empty());
    CHECK_THAT(run.err, ContainsSubstring(reason));
  };
  check(ask({"-o", folder / "no/such/folder"}), "No such file or directory");
  check(ask({"-o", folder / ""}), "Is a directory");
  check(ask({"-o", "/dev/full"}), "No space left on device");
  check(ask({"--quarantine", "/dev/full"}), "No space left on device");
  check(ask({}, {.output = "/dev/full"}), "standard output: No space left on device");
  check(ask({}, {.close_output = true}), "standard output");
  check(tests::run({"--help"}, {.output = "/dev/full"}), "No space left on device");
  CHECK(folder.names().empty());
  folder.write("small", "old");
  check(ask({"-o", folder / "small"}, {.file_size = 100}), "File too large");
  CHECK(tests::read_file(folder / "small") == "old");
  CHECK(folder.names() == Names{"small"});
  if (geteuid() != 0) {
    folder.write("old", "old");
    REQUIRE(chmod((folder / "old").c_str(), 0444) == 0);
    check(ask({"-o", folder / "old"}), "Permission denied");
    CHECK(tests::read_file(folder / "old") == "old");
  }
}

TEST_CASE("an answer that fails leaves the old file", "[cli]") {
  const Folder folder;
  const std::string old = folder.write("answer", "old");
  CHECK(ask({"-o", old, "--state", "XX"}).code == 3);
  CHECK(tests::run({"control", "-o", old, folder / "missing"}).code == 2);
  CHECK(tests::read_file(old) == "old");
  CHECK(folder.names() == Names{"answer"});
}

TEST_CASE("the permissions of a file that is replaced stay", "[cli]") {
  const Folder folder;
  const std::string old = folder.write("answer", "old");
  REQUIRE(chmod(old.c_str(), 0600) == 0);
  REQUIRE(ask({"-o", old}).code == 0);
  struct stat info {};
  REQUIRE(stat(old.c_str(), &info) == 0);
  CHECK((info.st_mode & 0777) == 0600);
  CHECK(tests::read_file(old) == ask({}).out);
}

TEST_CASE("a symbolic link stays, what it leads to is replaced; one that leads nowhere is refused", "[cli]") {
  const Folder folder;
  folder.write("target", "old");
  std::filesystem::create_symlink("target", folder / "link");
  CHECK(ask({"-o", folder / "link"}).code == 0);
  CHECK(std::filesystem::is_symlink(folder / "link"));
  CHECK(tests::read_file(folder / "target") == ask({}).out);
  std::filesystem::create_symlink("nowhere", folder / "dangling");
  const Run refused = ask({"-o", folder / "dangling"});
  CHECK(refused.code == 5);
  CHECK_THAT(refused.err, ContainsSubstring("leads nowhere"));
  CHECK(folder.names() == Names{"dangling", "link", "target"});
}

TEST_CASE("a reader that goes away is exit code 5, not a crash", "[cli]") {
  const Folder folder;
  std::string world = R"({"dutygraph": 1, "as_of": "2024-01-01", "states": {"XR": {}}, "companies": {)";
  std::string holdings;
  for (int i = 0; i < 2000; ++i) {
    const std::string id = "\"company-" + std::to_string(i) + "\"";
    world += (i == 0 ? "" : ",") + id + ": {}";
    holdings += (i == 0 ? "" : ",") + std::string{R"({"holder": "XR", "company": )"} + id +
                R"(, "interests": [{"type": "votes", "share": 60}]})";
  }
  world += "}, \"holdings\": [" + holdings + "]}";
  const std::string file = folder.write("many.duty.json", world);
  const Run run = tests::run({"control", "--format", "jsonl", file}, {.meanwhile = [](int, int out) { close(out); }});
  CHECK(run.code == 5);
}

TEST_CASE("messages do not get into the answer when standard error is closed", "[cli]") {
  const Folder folder;
  const std::string answer = folder / "answer";
  CHECK(ask({"-o", answer, "--limit", "1"}, {.close_errors = true}).code == 0);
  CHECK(tests::read_file(answer) == ask({"--limit", "1"}).out);
}

/// Whether the kernel says \p what of a process.
bool has_status(int pid, const std::string& what) {
  return tests::read_file("/proc/" + std::to_string(pid) + "/status").find(what) != std::string::npos;
}

/// Waits until the kernel says \p what of a process, for as long as a slow machine may need.
void wait_for_status(int pid, const std::string& what) {
  for (int i = 0; i < 6000 && !has_status(pid, what); ++i) std::this_thread::sleep_for(std::chrono::milliseconds{10});
}

TEST_CASE("a signal or the time limit ends a run with exit code 4", "[cli]") {
  // Standard input stays open and says nothing: reading would wait for ever.
  const auto signal_until_it_ends = [](int signal) {
    return [signal](int pid, int) {
      wait_for_status(pid, "SigBlk:\t0000000000004003");  // SIGHUP, SIGINT, SIGTERM: they are being watched
      // More than once: two that arrive together are one to the kernel.
      for (int i = 0; i < 600 && !has_status(pid, "State:\tZ"); ++i) {
        kill(pid, signal);
        std::this_thread::sleep_for(std::chrono::milliseconds{100});
      }
    };
  };
  const Folder folder;
  for (const int signal : {SIGINT, SIGTERM}) {
    const std::string old = folder.write("answer", "old");
    const Run run = tests::run({"control", "-o", old, "-"}, {.input = "{", .meanwhile = signal_until_it_ends(signal)});
    CHECK(run.code == 4);
    CHECK(run.err == "dutygraph: cancelled\n");
    CHECK(tests::read_file(old) == "old");
  }
  CHECK(folder.names() == Names{"answer"});
  const Run late = tests::run({"control", "--limit-time", "0.1", "-"},
                              {.meanwhile = [](int pid, int) { wait_for_status(pid, "State:\tZ"); }});
  CHECK(late.code == 4);
  CHECK(ask({"--limit-time", "600"}).code == 0);
}

}  // namespace
}  // namespace dutygraph
