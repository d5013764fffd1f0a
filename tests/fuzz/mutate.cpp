// SPDX-License-Identifier: BSL-1.0

/// \file
/// TARGET_mutants FOLDER [MUTANTS [SEED [SECONDS]]]: damages the valid files of a folder and runs a fuzz target on each
/// of the MUTANTS (default 1000), in a process of its own: one that dies is counted, told and started again behind the
/// mutant that killed it. Counts too what took more than a second of processor time, and more memory than its size lets
/// expect. The same seed gives the same mutants everywhere.

#include <dirent.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <new>
#include <random>
#include <string>
#include <vector>

#include "support/live_memory.hpp"

// NOLINTNEXTLINE(readability-identifier-naming): the name is libFuzzer's
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace {

namespace fs = std::filesystem;

/// What a run of one input may take at most. Readers have buffers of a fixed size; a target reads and writes an input
/// several times over.
constexpr std::size_t fixed_budget = std::size_t{24} << 20, budget_per_byte = 400;

struct Shared {
  std::uint64_t at, slow, greedy, worst_peak, worst_microseconds;
};

std::vector<std::string> files_in(const char* folder) {
  std::vector<fs::path> paths;
  for (const auto& entry : fs::recursive_directory_iterator{folder})
    if (entry.is_regular_file()) paths.push_back(entry.path());
  std::sort(paths.begin(), paths.end());
  std::vector<std::string> files;
  for (const fs::path& path : paths) {
    std::ifstream in{path, std::ios::binary};
    files.emplace_back(std::istreambuf_iterator<char>{in}, std::istreambuf_iterator<char>{});
    if (files.back().empty()) files.pop_back();
  }
  return files;
}

/// One to four changes: bytes, bits, numbers, pieces that go, come twice, change places or come from another file.
std::string mutant(const std::vector<std::string>& files, std::uint64_t seed, std::uint64_t number) {
  std::mt19937_64 random{seed * 0x9E3779B97F4A7C15U + number};
  const auto below = [&](std::size_t n) { return n == 0 ? 0 : static_cast<std::size_t>(random() % n); };
  std::string bytes = files[below(files.size())];
  const std::string digits = "0123456789-.eE+";
  const std::string special{"\0\xFF\"\\{}[]<>&,:;\n\r\t/'=", 21};
  for (std::size_t change = 0, changes = 1 + below(4); change < changes && !bytes.empty(); ++change) {
    const std::size_t at = below(bytes.size());
    const std::size_t size = std::min(bytes.size() - at, 1 + below(below(3) == 0 ? 200 : 12));
    switch (below(9)) {
      case 0:
        bytes[at] = static_cast<char>(random());
        break;
      case 1:
        bytes[at] = static_cast<char>(static_cast<unsigned char>(bytes[at]) ^ (1U << below(8)));
        break;
      case 2:
        bytes[at] = special[below(special.size())];
        break;
      case 3:
        bytes.erase(at, size);
        break;
      case 4:
        bytes.insert(at, bytes.substr(below(bytes.size()), size));
        break;
      case 5: {
        const std::string& other = files[below(files.size())];
        bytes.replace(at, size, other.substr(below(other.size()), 1 + below(40)));
        break;
      }
      case 6: {  // a digit becomes another, or many
        const std::size_t digit = bytes.find_first_of("0123456789", at);
        if (digit != std::string::npos) {
          std::string number_text;
          for (std::size_t i = 0, n = 1 + below(below(4) == 0 ? 30 : 3); i < n; ++i)
            number_text += digits[below(digits.size())];
          bytes.replace(digit, 1, number_text);
        }
        break;
      }
      case 7:
        bytes.resize(at);
        break;
      default: {  // a binary number becomes small, great or the greatest
        std::uint64_t value = below(2) == 0 ? random() % 300 : ~std::uint64_t{0} >> below(64);
        for (std::size_t i = at; i < std::min(bytes.size(), at + (below(2) == 0 ? 4 : 8)); ++i, value >>= 8)
          bytes[i] = static_cast<char>(value);
      }
    }
  }
  return bytes;
}

std::uint64_t processor_microseconds() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return static_cast<std::uint64_t>(usage.ru_utime.tv_sec) * 1'000'000U +
         static_cast<std::uint64_t>(usage.ru_utime.tv_usec);
}

[[noreturn]] void run_from(const std::vector<std::string>& files, std::uint64_t seed, std::uint64_t mutants,
                           std::time_t end, Shared& shared) {
#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)  // which take up address space
  const rlimit memory{std::size_t{4} << 30, std::size_t{4} << 30};
  setrlimit(RLIMIT_AS, &memory);
#endif
  for (; shared.at < mutants && (end == 0 || std::time(nullptr) < end); ++shared.at) {
    const std::string bytes = mutant(files, seed, shared.at);
    const std::size_t before = live_memory::now;
    const std::uint64_t start = processor_microseconds();
    live_memory::peak = before;
    alarm(60);  // one that does not end dies
    LLVMFuzzerTestOneInput(reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size());
    const std::uint64_t took = processor_microseconds() - start;
    const std::size_t more = live_memory::peak - before;
    if (took > 1'000'000) ++shared.slow;
    if (more > fixed_budget + budget_per_byte * bytes.size()) ++shared.greedy;
    shared.worst_peak = std::max<std::uint64_t>(shared.worst_peak, more);
    shared.worst_microseconds = std::max(shared.worst_microseconds, took);
  }
  std::_Exit(EXIT_SUCCESS);
}

}  // namespace

int main(int argc, char* argv[]) {
  if (argc < 2) {
    std::fputs("usage: TARGET_mutants FOLDER [MUTANTS [SEED [SECONDS]]]\n", stderr);
    return 2;
  }
  const std::uint64_t mutants = argc > 2 ? std::strtoull(argv[2], nullptr, 10) : 1000;
  const std::uint64_t seed = argc > 3 ? std::strtoull(argv[3], nullptr, 10) : 1;
  const std::time_t end = argc > 4 ? std::time(nullptr) + std::atoi(argv[4]) : 0;
  const std::vector<std::string> files = files_in(argv[1]);
  if (files.empty()) {
    std::fprintf(stderr, "%s has no files\n", argv[1]);
    return 2;
  }
  void* const page = mmap(nullptr, sizeof(Shared), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  if (page == MAP_FAILED) return 2;
  Shared& shared = *new (page) Shared{};
  std::uint64_t killed = 0;
  for (;;) {
    const pid_t process = fork();
    if (process < 0) return 2;
    if (process == 0) run_from(files, seed, mutants, end, shared);
    int status = 0;
    waitpid(process, &status, 0);
    if (WIFEXITED(status) && WEXITSTATUS(status) == EXIT_SUCCESS) break;
    const std::string bytes = mutant(files, seed, shared.at);
    const std::string name = "killed-" + std::to_string(seed) + "-" + std::to_string(shared.at);
    std::ofstream{name, std::ios::binary} << bytes;
    std::printf("mutant %llu of seed %llu: %s; saved as %s\n", static_cast<unsigned long long>(shared.at),
                static_cast<unsigned long long>(seed),
                WIFSIGNALED(status) ? strsignal(WTERMSIG(status)) : "the program ended", name.c_str());
    ++shared.at;
    if (++killed == 20) break;
  }
  std::printf(
      "%llu mutants (seed %llu): %llu killed, %llu over budget, %llu over 1 s; most memory %llu KiB, longest %llu ms\n",
      static_cast<unsigned long long>(shared.at), static_cast<unsigned long long>(seed),
      static_cast<unsigned long long>(killed), static_cast<unsigned long long>(shared.greedy),
      static_cast<unsigned long long>(shared.slow), static_cast<unsigned long long>(shared.worst_peak / 1024),
      static_cast<unsigned long long>(shared.worst_microseconds / 1000));
  return killed + shared.greedy + shared.slow == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
