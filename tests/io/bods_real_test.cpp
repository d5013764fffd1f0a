// SPDX-License-Identifier: BSL-1.0

/// \file
/// The reader on real register files, where there are any: they name real people and are not part of the project.

#include "support/catch.hpp"

#include <algorithm>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include <dutygraph/error.hpp>

#include "io/bods_world.hpp"

namespace dg = dutygraph;
namespace fs = std::filesystem;
using namespace bods_test;

namespace {

fs::path folder() { return fs::path{DUTYGRAPH_REAL_DATA} / "bods"; }
bool has_real_data() { return !std::string{DUTYGRAPH_REAL_DATA}.empty() && fs::is_directory(folder()); }

std::vector<std::string> files_in(const fs::path& where) {
  std::vector<std::string> files;
  if (fs::is_directory(where))
    for (const auto& entry : fs::recursive_directory_iterator{where})
      if (entry.path().extension() == ".json" || entry.path().extension() == ".jsonl")
        files.push_back(entry.path().string());
  std::sort(files.begin(), files.end());
  return files;
}

}  // namespace

TEST_CASE("BodsReader reads real register files whole", "[io]") {
  if (!has_real_data()) {
    WARN("skipped: no real files; set DUTYGRAPH_REAL_DATA to their folder");
    return;
  }
  struct Expected {
    const char* folder;
    std::size_t companies_at_least, holdings_at_least;
  };
  for (const auto& [name, companies, holdings] :
       {Expected{"real-0.1-oo-register-gb", 120, 350}, Expected{"real-0.2-oo-register", 1, 18},
        Expected{"real-0.2-gleif-pipeline", 5, 10}, Expected{"real-0.4-oo-bulk", 150, 500}}) {
    INFO(name);
    const World world = read_files(files_in(folder() / name));
    CHECK(world.quarantine.empty());
    CHECK_FALSE(world.report.has_errors());
    CHECK(world.graph.vertices<dg::Company>().size() >= companies);
    CHECK(world.graph.num_edges() >= holdings);
    for (const dg::VertexId v : world.graph.vertices())  // persons have numbers, not names
      if (world.type(world.graph.key(v)) == "person") CHECK(world.graph.key(v).starts_with("person:"));
  }
}

TEST_CASE("BodsReader reads the official examples", "[io]") {
  if (!has_real_data()) return;
  std::size_t read = 0;
  std::size_t refused = 0;
  for (const fs::directory_entry& entry : fs::directory_iterator{folder()}) {
    const std::string name = entry.path().filename().string();
    if (!name.starts_with("standard-") || name.ends_with("schema")) continue;
    for (const std::string& file : files_in(entry.path())) {
      INFO(file);
      try {
        const World world = read_files({file});
        CHECK(world.quarantine.empty());
        ++read;
      } catch (const dg::InvalidData&) {
        ++refused;  // one example is in the format of a forerunner
      }
    }
  }
  CHECK(read >= 80);
  CHECK(refused == 1);
}

TEST_CASE("BodsReader: the official example of a State-owned company adds up to 100 percent", "[io]") {
  if (!has_real_data()) return;
  const World world = read_files({(folder() / "standard-0.4-examples/bods-package-fi-soe.json").string()});
  const std::map<std::string, dg::Directness> rows{{"87ed6d1daf8f", dg::Directness::direct},
                                                   {"10643ee6d6fa", dg::Directness::direct},
                                                   {"e8ddaee2a7a4", dg::Directness::indirect}};
  std::int64_t direct = 0;
  for (const auto& [key, directness] : rows) {
    const dg::Interest interest = world.interest(key);
    CHECK(interest.directness == directness);
    if (directness == dg::Directness::direct) direct += interest.share->low().units();
  }
  CHECK(direct == 100 * dg::Percent::units_per_percent);
  CHECK(world.groups("7ff95ba3682c") == std::vector<std::string>{"05ce06ec97b1"});
}
