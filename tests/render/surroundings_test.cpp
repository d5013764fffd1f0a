// SPDX-License-Identifier: BSL-1.0
//
// The same bytes whatever the locale, the time zone and the order of files: a library is a guest.
#include <dutygraph/io/read.hpp>

#include <algorithm>
#include <clocale>
#include <cstdlib>
#include <ctime>
#include <locale>
#include <numeric>
#include <random>
#include <sstream>
#include <string>
#include <vector>

#include <dutygraph/io/snapshot.hpp>
#include <dutygraph/io/write.hpp>
#include <dutygraph/query/agencies.hpp>
#include <dutygraph/query/check.hpp>
#include <dutygraph/query/coherence.hpp>
#include <dutygraph/query/control.hpp>
#include <dutygraph/query/lint.hpp>
#include <dutygraph/query/mix.hpp>
#include <dutygraph/query/nexus.hpp>
#include <dutygraph/query/ownership.hpp>
#include <dutygraph/query/repair.hpp>
#include <dutygraph/render/agencies.hpp>
#include <dutygraph/render/check.hpp>
#include <dutygraph/render/coherence.hpp>
#include <dutygraph/render/control.hpp>
#include <dutygraph/render/findings.hpp>
#include <dutygraph/render/mix.hpp>
#include <dutygraph/render/nexus.hpp>
#include <dutygraph/render/ownership.hpp>
#include <dutygraph/render/record.hpp>
#include <dutygraph/render/repair.hpp>

#include "support/catch.hpp"

namespace dutygraph {
namespace {

/// Numbers as some countries write them: 1.234,5; and yes and no in words of their own.
struct Commas : std::numpunct<char> {
  [[nodiscard]] char do_decimal_point() const override { return ','; }
  [[nodiscard]] char do_thousands_sep() const override { return '.'; }
  [[nodiscard]] std::string do_grouping() const override { return "\1"; }
  [[nodiscard]] std::string do_truename() const override { return "evet"; }
  [[nodiscard]] std::string do_falsename() const override { return "hayir"; }
};

/// Locale and time zone of the whole program, for a while.
class Surroundings {
 public:
  Surroundings(const std::locale& locale, const char* name, const char* zone) : before_{std::locale::global(locale)} {
    static_cast<void>(std::setlocale(LC_ALL, name));  // where it is not installed, the C++ locale alone changes
    setenv("TZ", zone, 1);
    tzset();
  }
  ~Surroundings() {
    std::locale::global(before_);
    static_cast<void>(std::setlocale(LC_ALL, "C"));
    unsetenv("TZ");
    tzset();
  }
  Surroundings(const Surroundings&) = delete;
  Surroundings& operator=(const Surroundings&) = delete;

 private:
  std::locale before_;
};

/// Where two texts part, with what is there; empty if nowhere.
std::string difference(const std::string& a, const std::string& b) {
  const auto at = std::mismatch(a.begin(), a.end(), b.begin(), b.end());
  if (at.first == a.end() && at.second == b.end()) return {};
  const auto place = static_cast<std::size_t>(at.first - a.begin());
  const std::size_t from = place < 100 ? 0 : place - 100;
  return "at byte " + std::to_string(place) + ":\n" + a.substr(from, 200) + "\nand\n" + b.substr(from, 200);
}

std::vector<std::string> telecoms() {
  std::vector<std::string> files;
  for (const char* name : {"actors", "clauses", "deals", "events", "holdings", "laws", "plans", "sources"})
    files.push_back(DUTYGRAPH_SOURCE_DIR "/examples/data/telecoms/" + std::string{name} + ".duty.json");
  return files;
}

Graph read(const std::vector<std::string>& files) {
  io::Reader reader;
  for (const std::string& file : files) reader.read(file);
  return reader.finish().graph;
}

template <class Result>
void write_rows(const Graph& graph, const Result& result, std::ostream& out) {
  render::write_jsonl(render::records(graph, result), out);
  render::write_csv(render::records(graph, result), out);
  render::write_json(render::records(graph, result), result.stamp(), out);
}

/// All that the library writes of a world, into streams of the locale that is set.
std::string everything(const Graph& graph) {
  std::ostringstream out;
  io::write_snapshot(graph, out);
  io::write_native(graph, out);
  io::write_jsonl(graph, out);
  static_cast<void>(io::write_ftm(graph, out));
  out << io::world_digest(graph);
  write_rows(graph, control(graph, {.excluded = true}), out);
  write_rows(graph, nexus(graph), out);
  write_rows(graph, coherence(graph), out);
  write_rows(graph, ownership(graph), out);
  write_rows(graph, check(graph), out);
  write_rows(graph, mix(graph), out);
  write_rows(graph, agencies(graph), out);
  write_rows(graph, agency_pairs(graph), out);
  render::write_jsonl(render::records(lint(graph)), out);
  render::write_jsonl(render::records(repair(graph)), out);
  return out.str();
}

TEST_CASE("locale and time zone change no byte", "[render]") {
  const std::string expected = everything(read(telecoms()));
  const std::locale commas{std::locale::classic(), new Commas};
  for (const char* name : {"C", "tr_TR.UTF-8", "de_DE.UTF-8", "C.UTF-8"})
    for (const char* zone : {"UTC", "Etc/GMT-14", "Etc/GMT+12"}) {
      INFO(name << " " << zone);
      const Surroundings changed{commas, name, zone};
      CHECK(difference(everything(read(telecoms())), expected) == "");
    }
}

TEST_CASE("the library leaves locale and stream flags as they are", "[render]") {
  const std::string before = std::setlocale(LC_ALL, nullptr);
  const std::locale global;
  const Graph graph = read(telecoms());
  std::ostringstream out;
  const auto flags = out.flags();
  write_rows(graph, control(graph), out);
  io::write_native(graph, out);
  CHECK(out.flags() == flags);
  CHECK(std::setlocale(LC_ALL, nullptr) == before);
  CHECK(std::locale{} == global);
}

TEST_CASE("the order of files changes no answer", "[render]") {
  std::vector<std::string> files = telecoms();
  const std::string expected = everything(read(files));
  std::mt19937 random{3};
  for (int i = 0; i < 20; ++i) {
    std::shuffle(files.begin(), files.end(), random);
    CHECK(difference(everything(read(files)), expected) == "");
  }
}

}  // namespace
}  // namespace dutygraph
