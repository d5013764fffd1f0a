// SPDX-License-Identifier: BSL-1.0

/// \file
/// allocation_faults [POINTS]: every call of the library with its first allocation failing, its second, and so on until
/// it succeeds; then with no block of memory larger than so many bytes, ever fewer. Each must end with std::bad_alloc
/// or with the right answer, give back what it took and leave what it was given as it was. POINTS bounds the tries for
/// each call, evenly spread; 0: every allocation.

#include <cstdio>
#include <cstdlib>
#include <exception>
#include <fstream>
#include <functional>
#include <iostream>
#include <new>
#include <optional>
#include <sstream>
#include <string>
#include <vector>

#include <dutygraph/dutygraph.hpp>
#include <dutygraph/io/edits.hpp>
#include <dutygraph/io/read.hpp>
#include <dutygraph/io/snapshot.hpp>
#include <dutygraph/io/write.hpp>
#include <dutygraph/query/check.hpp>
#include <dutygraph/render/coherence.hpp>
#include <dutygraph/render/control.hpp>
#include <dutygraph/render/nexus.hpp>
#include <dutygraph/render/ownership.hpp>
#include <dutygraph/render/record.hpp>
#include <dutygraph/render/repair.hpp>

#include "faults/allocations.hpp"
#include "support/random_world.hpp"
#include "support/ruritania.hpp"

namespace {

namespace dg = dutygraph;

/// A stream that hands on what its buffer throws instead of turning quiet.
struct Output : std::ostringstream {
  Output() { exceptions(std::ios::badbit | std::ios::failbit); }
};

std::string snapshot_of(const dg::Graph& graph) {
  Output out;
  dg::io::write_snapshot(graph, out);
  return out.str();
}

std::string file_text(const std::string& path) {
  std::ifstream in{path, std::ios::binary};
  if (!in) {
    std::cerr << path << " cannot be read\n";
    std::exit(2);
  }
  return {std::istreambuf_iterator<char>{in}, {}};
}

dg::Graph read(const std::string& bytes, dg::io::Format format) {
  dg::io::Reader reader;
  reader.read_text(bytes, "file", format);
  return reader.finish().graph;
}

template <class Result>
std::string rows_of(const dg::Graph& graph, const Result& result) {
  Output out;
  dg::render::write_jsonl(dg::render::records(graph, result), out);
  return out.str();
}

const char* current = "";
std::int64_t current_point = 0;

[[noreturn]] void at_terminate() {
  std::fprintf(stderr, "%s, allocation %lld: the program was terminated\n", current,
               static_cast<long long>(current_point));
  try {
    if (std::current_exception() != nullptr) throw;
  } catch (const std::exception& error) {
    std::fprintf(stderr, "  %s\n", error.what());
  } catch (...) {
  }
  std::_Exit(1);
}

struct Count {
  std::int64_t points = 0, survived = 0, wrong = 0;
};
Count all;

/// One run in which an allocation may fail. \return whether one did
template <class Arm>
bool attempt(const std::function<std::string()>& call, const std::string& expected, Arm&& arm, Count& count) {
  const std::int64_t before = faults::alive;
  std::string complaint;
  bool failed = false;
  {
    std::optional<std::string> answer;
    arm();
    try {
      answer = call();
      faults::disarm();
    } catch (const std::bad_alloc&) {
      faults::disarm();
    } catch (const std::exception& error) {
      faults::disarm();
      complaint = std::string{"not std::bad_alloc but: "} + error.what();
    }
    failed = faults::failed;
    if (answer && *answer != expected) complaint = "a wrong answer";
    if (!answer && !failed) complaint = "an exception though nothing failed";
    if (answer && failed) ++count.survived;
  }
  if (failed) ++count.points;
  if (complaint.empty() && faults::alive != before) complaint = "memory was not given back";
  if (!complaint.empty()) {
    std::cerr << current << ", " << current_point << ": " << complaint << '\n';
    ++count.wrong;
  }
  return failed;
}

/// Runs `call`, which returns what it answers, with failing allocations.
void probe(const std::string& name, std::int64_t most, const std::function<std::string()>& call) {
  current = name.c_str();
  const std::string expected = call();  // fills what is made once in a program's life
  faults::made = 0;
  faults::largest = 0;
  if (call() != expected) {
    std::cerr << name << ": two runs give two answers\n";
    ++all.wrong;
    return;
  }
  Count count;
  const std::int64_t of = faults::made;
  const std::int64_t step = most == 0 || of <= most ? 1 : (of + most - 1) / most;
  for (current_point = 1; count.wrong < 10; current_point += step)
    if (!attempt(
            call, expected, [] { faults::arm(current_point); }, count))
      break;
  for (current_point = static_cast<std::int64_t>(faults::largest) - 1; current_point >= 64 && count.wrong < 10;
       current_point -= 1 + current_point / 16)
    attempt(
        call, expected, [] { faults::arm_limit(static_cast<std::size_t>(current_point)); }, count);
  std::printf("%-26s %8lld allocations, %8lld points, %6lld survived, %lld wrong\n", name.c_str(),
              static_cast<long long>(of), static_cast<long long>(count.points), static_cast<long long>(count.survived),
              static_cast<long long>(count.wrong));
  std::fflush(stdout);
  all.points += count.points;
  all.survived += count.survived;
  all.wrong += count.wrong;
}

}  // namespace

int main(int argc, char* argv[]) {
  std::set_terminate(at_terminate);
  const std::int64_t most = argc > 1 ? std::atoll(argv[1]) : 200;
  const std::string data = DUTYGRAPH_SOURCE_DIR "/tests/";
  const dg::Graph old = dg::tests::Ruritania{}.graph;
  const std::string old_bytes = snapshot_of(old);
  const dg::Graph random = dg::tests::random_world(5).graph;
  const std::string random_bytes = snapshot_of(random);

  probe("builder and freeze", most, [] { return snapshot_of(dg::tests::Ruritania{}.graph); });
  probe("snapshot save", most, [&] { return snapshot_of(random); });
  // Into a graph that holds another world.
  probe("snapshot load", most, [&] {
    dg::Graph target = old;
    try {
      target = dg::io::read_snapshot(random_bytes);
    } catch (const std::bad_alloc&) {
      faults::disarm();
      if (snapshot_of(target) != old_bytes) return std::string{"the target was changed"};
      throw;
    }
    return snapshot_of(target);
  });
  const std::pair<const char*, dg::io::Format> formats[] = {{"native/canonical", dg::io::Format::native},
                                                            {"native/g04", dg::io::Format::native},
                                                            {"native/t10", dg::io::Format::native},
                                                            {"bods/series-04.jsonl", dg::io::Format::bods},
                                                            {"bods/register-01.json", dg::io::Format::bods},
                                                            {"ocds/record", dg::io::Format::ocds},
                                                            {"ftm/world", dg::io::Format::ftm},
                                                            {"gleif/level1.xml", dg::io::Format::gleif},
                                                            {"iati/new", dg::io::Format::iati},
                                                            {"csv/good", dg::io::Format::csv}};
  for (const auto& [name, format] : formats) {
    const std::string bytes = file_text(data + "fuzz/corpus/" + name);
    // The first byte of the corpus of documents is a flag.
    const std::string text = format == dg::io::Format::native ? bytes.substr(1) : bytes;
    const dg::io::Format as = format;
    probe("read " + std::string{name}, most, [&] { return snapshot_of(read(text, as)); });
  }
  probe("write document", most, [&] {
    Output out;
    dg::io::write_native(random, out);
    return out.str();
  });
  const dg::Date day{2020, 6, 30};
  probe("views", most,
        [&] { return std::to_string(random.as_of(day).known_by(day).only(dg::EdgeKind::holds).num_edges()); });
  probe("control", most, [&] { return rows_of(random, dg::control(random, {.as_of = day, .excluded = true})); });
  probe("nexus", most, [&] { return rows_of(random, dg::nexus(random, {.as_of = day})); });
  probe("ownership", most, [&] { return rows_of(random, dg::ownership(random, {.as_of = day})); });
  dg::io::Reader reader;
  for (const char* file : {"actors", "clauses", "events", "laws", "plans", "sources", "deals", "holdings"})
    reader.read(DUTYGRAPH_SOURCE_DIR "/examples/data/telecoms/" + std::string{file} + ".duty.json");
  const dg::Graph telecoms = reader.finish().graph;
  const std::string telecoms_bytes = snapshot_of(telecoms);
  probe("coherence", most, [&] { return rows_of(telecoms, dg::coherence(telecoms)); });
  probe("check", most / 4, [&] { return std::to_string(dg::check(telecoms).size()); });
  const std::string edits =
      "{\"op\":\"add\",\"section\":\"companies\",\"id\":\"new\",\"home\":\"XR\"}\n"
      "{\"op\":\"change\",\"section\":\"companies\",\"id\":\"ruritel\",\"name\":\"Another name\"}\n";
  probe("what-if", most, [&] { return snapshot_of(dg::io::apply_edits_text(old, edits).graph); });

  if (snapshot_of(old) != old_bytes || snapshot_of(random) != random_bytes || snapshot_of(telecoms) != telecoms_bytes) {
    std::cerr << "a graph that calls were given has changed\n";
    ++all.wrong;
  }
  std::printf("total: %lld points, %lld survived, %lld wrong\n", static_cast<long long>(all.points),
              static_cast<long long>(all.survived), static_cast<long long>(all.wrong));
  return all.wrong == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
