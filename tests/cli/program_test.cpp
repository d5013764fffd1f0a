// SPDX-License-Identifier: BSL-1.0
#include "program.hpp"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdlib>
#include <fstream>
#include <sstream>
#include <stdexcept>

#include "support/catch.hpp"

namespace dutygraph::tests {
namespace {

struct Pipe {
  std::array<int, 2> ends{};
  Pipe() {
    if (pipe2(ends.data(), O_CLOEXEC) != 0) throw std::runtime_error{"pipe"};
  }
  ~Pipe() {
    for (const int end : ends)
      if (end >= 0) close(end);
  }
  Pipe(const Pipe&) = delete;
  Pipe& operator=(const Pipe&) = delete;
  void shut(std::size_t end) {
    if (ends[end] >= 0) close(ends[end]);
    ends[end] = -1;
  }
};

/// Reads two pipes to their ends while a third is fed.
void exchange(Pipe& in, const std::string& input, Pipe& out, std::string& out_text, Pipe& err, std::string& err_text) {
  std::size_t sent = 0;
  if (input.empty()) in.shut(1);
  while (out.ends[0] >= 0 || err.ends[0] >= 0) {
    std::array<pollfd, 3> list{pollfd{out.ends[0], POLLIN, 0}, pollfd{err.ends[0], POLLIN, 0},
                               pollfd{in.ends[1], POLLOUT, 0}};
    if (poll(list.data(), list.size(), -1) < 0) throw std::runtime_error{"poll"};
    std::array<char, 65536> buffer;
    const auto receive = [&](Pipe& from, std::string& text) {
      const ssize_t n = read(from.ends[0], buffer.data(), buffer.size());
      if (n > 0) {
        text.append(buffer.data(), static_cast<std::size_t>(n));
      } else {
        from.shut(0);
      }
    };
    if (out.ends[0] >= 0 && list[0].revents != 0) receive(out, out_text);
    if (err.ends[0] >= 0 && list[1].revents != 0) receive(err, err_text);
    if (in.ends[1] >= 0 && list[2].revents != 0) {
      const ssize_t n = write(in.ends[1], input.data() + sent, input.size() - sent);
      if (n > 0) sent += static_cast<std::size_t>(n);
      if (n < 0 || sent == input.size()) in.shut(1);
    }
  }
}

}  // namespace

Run run(const std::vector<std::string>& arguments, const RunOptions& options) {
  signal(SIGPIPE, SIG_IGN);
  Pipe in, out, err;
  std::vector<char*> argv{const_cast<char*>(DUTYGRAPH_CLI)};
  for (const std::string& argument : arguments) argv.push_back(const_cast<char*>(argument.c_str()));
  argv.push_back(nullptr);
  const pid_t pid = fork();
  if (pid < 0) throw std::runtime_error{"fork"};
  if (pid == 0) {
    signal(SIGPIPE, SIG_DFL);
    dup2(in.ends[0], 0);
    dup2(err.ends[1], 2);
    if (options.output.empty()) {
      dup2(out.ends[1], 1);
    } else {
      const int file = open(options.output.c_str(), O_WRONLY | O_CREAT, 0644);
      if (file < 0 || dup2(file, 1) < 0) _exit(127);
    }
    if (options.file_size != 0) {
      const rlimit limit{options.file_size, options.file_size};
      setrlimit(RLIMIT_FSIZE, &limit);
    }
    if (options.close_output) close(1);
    if (options.close_errors) close(2);
    for (const auto& [name, value] : options.environment) setenv(name.c_str(), value.c_str(), 1);
    execv(DUTYGRAPH_CLI, argv.data());
    _exit(127);
  }
  in.shut(0);
  out.shut(1);
  err.shut(1);
  Run result;
  if (options.meanwhile) options.meanwhile(pid, out.ends[0]);
  exchange(in, options.input, out, result.out, err, result.err);
  int status = 0;
  while (waitpid(pid, &status, 0) < 0 && errno == EINTR) {
  }
  result.code = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  return result;
}

Folder::Folder() {
  std::string name = (std::filesystem::temp_directory_path() / "dutygraph-test-XXXXXX").string();
  if (mkdtemp(name.data()) == nullptr) throw std::runtime_error{"mkdtemp"};
  path_ = name;
}

Folder::~Folder() {
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

std::string Folder::write(const std::string& name, const std::string& text) const {
  const std::string path = *this / name;
  std::ofstream{path, std::ios::binary} << text;
  return path;
}

std::vector<std::string> Folder::names() const {
  std::vector<std::string> names;
  for (const auto& entry : std::filesystem::directory_iterator{path_})
    names.push_back(entry.path().filename().string());
  std::sort(names.begin(), names.end());
  return names;
}

std::string read_file(const std::string& path) {
  std::ifstream in{path, std::ios::binary};
  std::ostringstream text;
  text << in.rdbuf();
  return std::move(text).str();
}

std::string data(const std::string& name) { return DUTYGRAPH_SOURCE_DIR "/tests/data/cli/" + name; }

void check_golden(const std::string& name, const std::string& actual) {
  if (std::getenv("DUTYGRAPH_UPDATE_GOLDEN") != nullptr) std::ofstream{data(name), std::ios::binary} << actual;
  INFO(name << "; set DUTYGRAPH_UPDATE_GOLDEN=1 to write it anew, and read the difference");
  CHECK(actual == read_file(data(name)));
}

}  // namespace dutygraph::tests

namespace dutygraph {

TEST_CASE("the program says its version and how it is used", "[cli]") {
  const tests::Run version = tests::run({"--version"});
  CHECK(version.code == 0);
  CHECK(version.out.starts_with("dutygraph "));
  CHECK(version.err.empty());
  const tests::Run help = tests::run({"--help"});
  CHECK(help.code == 0);
  CHECK(help.err.empty());
  for (const char* part : {"NAME\n", "SYNOPSIS\n", "VERBS\n", "EXIT STATUS\n", "EXAMPLES\n", "no legal advice"})
    CHECK_THAT(help.out, Catch::Matchers::ContainsSubstring(part));
}

TEST_CASE("every verb has a help text with an example", "[cli]") {
  for (const char* verb : {"info", "lint", "convert", "control", "nexus", "dossier", "explain", "why-not", "schema"}) {
    INFO(verb);
    for (const char* flag : {"--help", "-h"}) {
      const tests::Run help = tests::run({verb, flag});
      CHECK(help.code == 0);
      CHECK(help.err.empty());
      CHECK_THAT(help.out, Catch::Matchers::ContainsSubstring(std::string{"dutygraph "} + verb + " - "));
      CHECK_THAT(help.out, Catch::Matchers::ContainsSubstring(std::string{"Example\n  dutygraph "} + verb));
    }
    CHECK_THAT(tests::run({"--help"}).out, Catch::Matchers::ContainsSubstring(std::string{"  dutygraph "} + verb));
  }
}

}  // namespace dutygraph
