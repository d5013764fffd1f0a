// SPDX-License-Identifier: BSL-1.0
#include <dutygraph/io/snapshot.hpp>

#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <numeric>
#include <random>
#include <sstream>
#include <string>

#include <dutygraph/error.hpp>
#include <dutygraph/graph/builder.hpp>
#include <dutygraph/io/read.hpp>
#include <dutygraph/io/write.hpp>

#include "io/bounded_archive.hpp"
#include "io/crc32c.hpp"
#include "io/snapshot_reader.hpp"
#include "support/catch.hpp"
#include "support/random_world.hpp"
#include "support/ruritania.hpp"

namespace dutygraph::io {
namespace {

std::string bytes_of(const Graph& graph) {
  std::ostringstream out;
  write_snapshot(graph, out);
  return out.str();
}

std::string document_of(const Graph& graph) {
  std::ostringstream out;
  write_native(graph, out);
  return out.str();
}

std::string ruritania() {
  tests::RuritaniaBuilder world;
  return bytes_of(std::move(world.builder).freeze());
}

Diagnostic complaint(std::string_view bytes) {
  try {
    static_cast<void>(read_snapshot(bytes));
  } catch (const InvalidData& error) {
    REQUIRE_FALSE(error.diagnostics().empty());
    return error.diagnostics()[0];
  }
  FAIL("nothing was refused");
  return {};
}

/// Puts a number over what is there, lowest byte first.
void put(std::string& bytes, std::size_t at, std::uint64_t value, std::size_t width) {
  for (std::size_t i = 0; i < width; ++i) bytes[at + i] = static_cast<char>(value >> 8 * i);
}

std::uint64_t get(const std::string& bytes, std::size_t at, std::size_t width) {
  std::uint64_t value = 0;
  for (std::size_t i = width; i-- > 0;) value = value << 8 | static_cast<unsigned char>(bytes[at + i]);
  return value;
}

/// Makes the header's checksum right again.
void sign(std::string& bytes) {
  const std::size_t table = static_cast<std::size_t>(get(bytes, 24, 4)) * 40;
  put(bytes, 28, detail::crc32c(bytes.substr(0, 28) + bytes.substr(32, table)), 4);
}

std::size_t count_from_environment(const char* name, std::size_t otherwise) {
  const char* text = std::getenv(name);
  return text != nullptr ? static_cast<std::size_t>(std::strtoull(text, nullptr, 10)) : otherwise;
}

/// A folder that goes away with all that is in it.
struct Folder {
  std::string path;
  Folder() {
    std::string name = (std::filesystem::temp_directory_path() / "dutygraph-XXXXXX").string();
    path = mkdtemp(name.data());
  }
  ~Folder() { std::filesystem::remove_all(path); }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  [[nodiscard]] std::string operator/(const char* name) const { return path + "/" + name; }
  [[nodiscard]] std::size_t files() const {
    return static_cast<std::size_t>(
        std::distance(std::filesystem::directory_iterator{path}, std::filesystem::directory_iterator{}));
  }
};

std::string file_text(const std::string& path) {
  std::ifstream in{path, std::ios::binary};
  return {std::istreambuf_iterator<char>{in}, {}};
}

TEST_CASE("CRC-32C is the one of RFC 3720, with and without the instruction", "[io]") {
  CHECK(detail::crc32c("123456789") == 0xE3069283U);
  CHECK(detail::crc32c("") == 0);
  CHECK(detail::crc32c(std::string(32, '\0')) == 0x8A9136AAU);
  std::mt19937 random{1};
  std::string bytes;
  for (int i = 0; i < 300; ++i) {
    CHECK(detail::crc32c(bytes) == detail::crc32c_by_table(bytes));
    bytes += static_cast<char>(random());
  }
}

TEST_CASE("a world comes back from its snapshot, and gives the same snapshot again", "[io]") {
  tests::RuritaniaBuilder world;
  const Graph graph = std::move(world.builder).freeze();
  const std::string bytes = bytes_of(graph);
  const Graph back = read_snapshot(bytes);
  CHECK(document_of(back) == document_of(graph));
  CHECK(bytes_of(back) == bytes);
  CHECK(bytes_of(read_snapshot(bytes_of(Graph{}))) == bytes_of(Graph{}));
  for (std::uint32_t seed = 0; seed < 30; ++seed) {
    const Graph random = tests::random_world(seed).graph;
    const Graph again = read_snapshot(bytes_of(random));
    CHECK(document_of(again) == document_of(random));
    CHECK(bytes_of(again) == bytes_of(random));
  }
}

TEST_CASE("equal worlds give equal snapshots, in whatever order they were built", "[io]") {
  std::string first;
  for (std::uint32_t seed = 0; seed < 20; ++seed) {
    std::vector<int> order(40);
    std::iota(order.begin(), order.end(), 0);
    std::shuffle(order.begin(), order.end(), std::mt19937{seed});
    GraphBuilder builder;
    // Sources first: nothing else can come before what it rests on.
    std::vector<SourceId> sources(4);
    for (const int i : order)
      if (i < 4) sources[static_cast<std::size_t>(i)] = builder.add(Source{.id = "s" + std::to_string(i)});
    for (const int i : order) {
      const std::string n = std::to_string(i);
      const SourceId source = sources[static_cast<std::size_t>(i % 4)];
      if (i % 5 == 0) builder.add(State{.id = "S" + n}, source);
      builder.add(Company{.id = "c" + n, .name = "Company " + n, .identifiers = {{"XR-" + n, n}}}, source);
      Holding holding{.id = "h" + n, .holder = "S" + std::to_string(i / 5 * 5), .company = "c" + n};
      holding.interests.push_back({.code = "code" + n, .share = Share::exactly(i + 1)});
      builder.add(holding, source);
    }
    const std::string bytes = bytes_of(std::move(builder).freeze());
    if (seed == 0) first = bytes;
    CHECK(bytes == first);
  }
}

TEST_CASE("files go on where a snapshot ends; a snapshot after files is refused", "[io]") {
  const std::string bytes = ruritania();
  Reader reader;
  reader.read_text(bytes, "world.dgs");
  reader.read_text(R"({"dutygraph": 1, "companies": {"late": {"home": "XR"}},
    "holdings": [{"id": "x", "holder": "XR", "company": "late", "interests": [{"type": "votes", "share": 60}]}]})",
                   "late.duty.json");
  const Graph graph = reader.finish().graph;
  CHECK(graph.find(VertexKind::company, "late"));
  CHECK(graph.find(VertexKind::company, "ruritel"));
  Reader other;
  other.read_text(R"({"dutygraph": 1})", "first.duty.json");
  CHECK_THROWS_AS(other.read_text(bytes, "world.dgs"), UsageError);
}

TEST_CASE("every truncation and every continuation is refused", "[io]") {
  const std::string bytes = ruritania();
  for (std::size_t size = 0; size < bytes.size(); ++size)
    REQUIRE(complaint(std::string_view{bytes}.substr(0, size)).rule == "damaged-snapshot");
  CHECK(complaint(bytes + '\0').rule == "damaged-snapshot");
}

TEST_CASE("every changed byte is refused", "[io]") {
  const std::string good = ruritania();
  // DUTYGRAPH_FLIPS=255: every other value of every byte.
  const std::size_t flips = count_from_environment("DUTYGRAPH_FLIPS", 2);
  std::size_t refused = 0, tried = 0;
  for (std::size_t at = 0; at < good.size(); ++at) {
    for (std::size_t flip = 1; flip <= flips; ++flip) {
      std::string bytes = good;
      bytes[at] = static_cast<char>(static_cast<unsigned char>(bytes[at]) + flip * (flips == 255 ? 1 : 85));
      ++tried;
      try {
        static_cast<void>(read_snapshot(bytes));
      } catch (const InvalidData&) {
        ++refused;
      }
    }
  }
  CHECK(refused == tried);
  for (std::size_t at = 0; at + 8 <= good.size(); ++at) {
    std::string bytes = good;
    bytes.replace(at, 8, 8, '\0');
    if (bytes != good) REQUIRE(complaint(bytes).severity == Severity::error);
  }
}

TEST_CASE("later versions, unknown features and unknown sections are told apart", "[io]") {
  const std::string good = ruritania();
  std::string bytes = good;
  put(bytes, 8, 2, 2);
  sign(bytes);
  CHECK(complaint(bytes).hint.find("later") != std::string::npos);
  bytes = good;
  put(bytes, 10, 7, 2);  // minor versions only add what can be skipped
  sign(bytes);
  CHECK_NOTHROW(read_snapshot(bytes));
  bytes = good;
  put(bytes, 12, 4, 4);
  sign(bytes);
  CHECK(complaint(bytes).path == "byte 12");
  bytes = good;
  bytes[32] = 'X';  // the first section, required, has another name
  sign(bytes);
  CHECK_FALSE(complaint(bytes).hint.empty());
}

/// What damage behind right checksums may do: be refused, or give another world that saves and loads.
void expect_refused_or_valid(const std::string& bytes) {
  std::optional<Graph> graph;
  try {
    graph = detail::snapshot_builder(bytes, detail::Checksums::ignored).freeze();
  } catch (const Error&) {
    return;
  }
  const std::string saved = bytes_of(*graph);
  CHECK(bytes_of(read_snapshot(saved)) == saved);
  CHECK_NOTHROW(document_of(*graph));
}

TEST_CASE("damage behind right checksums is refused or gives a valid world", "[io]") {
  const std::string good = ruritania();
  std::mt19937 random{7};
  const std::size_t mutants = count_from_environment("DUTYGRAPH_MUTANTS", 3000);
  for (std::size_t i = 0; i < mutants; ++i) {
    std::string bytes = good;
    const int changes = 1 + static_cast<int>(random() % 3);
    for (int k = 0; k < changes; ++k) {
      const std::size_t at = 32 + random() % (bytes.size() - 32);
      switch (random() % 4) {
        case 0:
          bytes[at] = static_cast<char>(random());
          break;
        case 1:
          bytes[at] = static_cast<char>(bytes[at] ^ 1 << random() % 8);
          break;
        case 2:
          put(bytes, std::min(at, bytes.size() - 8), ~std::uint64_t{0} >> random() % 64, 8);
          break;
        default:
          put(bytes, std::min(at, bytes.size() - 4), random() % 40, 4);
      }
    }
    INFO(i);
    expect_refused_or_valid(bytes);
  }
}

TEST_CASE("a count that the bytes cannot fill is refused before memory is asked for", "[io]") {
  std::string bytes;
  detail::BoundedOutArchive out{bytes};
  out& std::uint64_t{1} << 60;
  dutygraph::detail::Columns columns;
  CHECK_THROWS_AS(detail::read_section("HOLD", bytes, columns), InvalidData);
  CHECK_THROWS_AS(detail::read_section("SRCS", bytes, columns), InvalidData);
  CHECK_THROWS_AS(detail::read_section("WORD", bytes, columns), InvalidData);
  bytes += std::string(64, '\xFF');
  CHECK_THROWS_AS(detail::read_section("META", bytes, columns), InvalidData);
}

TEST_CASE("a snapshot is saved whole or not at all", "[io]") {
  const Folder folder;
  tests::RuritaniaBuilder world;
  const Graph graph = std::move(world.builder).freeze();
  const std::string path = folder / "world.dgs";
  save_snapshot(graph, path);
  CHECK(file_text(path) == bytes_of(graph));
  CHECK(bytes_of(load_snapshot(path)) == bytes_of(graph));
  CHECK(folder.files() == 1);
  save_snapshot(Graph{}, path);
  CHECK(file_text(path) == bytes_of(Graph{}));
  CHECK_THROWS_AS(save_snapshot(graph, folder.path), Unwritable);
  CHECK_THROWS_AS(save_snapshot(graph, folder / "none/world.dgs"), Unwritable);
  CHECK(folder.files() == 1);
  CHECK_THROWS_AS(load_snapshot(folder / "none"), Unreadable);
  std::ofstream{folder / "bad.dgs"} << "\x89"
                                       "DGS";
  try {
    static_cast<void>(load_snapshot(folder / "bad.dgs"));
    FAIL("nothing was refused");
  } catch (const InvalidData& error) {
    CHECK(error.diagnostics()[0].file == folder / "bad.dgs");
  }
  CHECK_THROWS_AS(load_snapshot(path, 100), Unreadable);
}

}  // namespace
}  // namespace dutygraph::io
