// SPDX-License-Identifier: BSL-1.0
#include <dutygraph/io/boost_archive.hpp>

#include <algorithm>
#include <optional>
#include <random>
#include <sstream>
#include <string>

#include <boost/archive/binary_iarchive.hpp>
#include <boost/archive/binary_oarchive.hpp>
#include <boost/archive/text_iarchive.hpp>
#include <boost/archive/text_oarchive.hpp>
#include <boost/archive/xml_iarchive.hpp>
#include <boost/archive/xml_oarchive.hpp>

#include <dutygraph/io/read.hpp>
#include <dutygraph/io/snapshot.hpp>

#include "support/catch.hpp"
#include "support/random_world.hpp"
#include "support/ruritania.hpp"

namespace dutygraph::io {
namespace {

struct Text {
  using In = boost::archive::text_iarchive;
  using Out = boost::archive::text_oarchive;
};
struct Xml {
  using In = boost::archive::xml_iarchive;
  using Out = boost::archive::xml_oarchive;
};
struct Binary {
  using In = boost::archive::binary_iarchive;
  using Out = boost::archive::binary_oarchive;
};

std::string snapshot_of(const Graph& graph) {
  std::ostringstream out;
  write_snapshot(graph, out);
  return out.str();
}

template <class Kind>
std::string archived(const Graph& graph) {
  std::ostringstream out;
  {
    typename Kind::Out archive{out};
    save_trusted(archive, graph);
  }
  return out.str();
}

template <class Kind>
void load(const std::string& bytes, Graph& graph) {
  std::istringstream in{bytes};
  typename Kind::In archive{in};
  load_trusted(archive, graph);
}

/// Loads into a graph that must be as before if the archive is refused.
template <class Kind>
std::string refusal(const std::string& bytes) {
  Graph graph = tests::Ruritania{}.graph;
  const std::string before = snapshot_of(graph);
  try {
    load<Kind>(bytes, graph);
  } catch (const InvalidData& error) {
    CHECK(snapshot_of(graph) == before);
    return error.what();
  }
  return {};
}

/// Texts and numbers at which archives break.
Graph odd_world() {
  std::string controls;
  for (char c = 1; c <= ' '; ++c) controls += c;
  GraphBuilder builder;
  const SourceId source = builder.add(Source{.id = "s", .title = "  <title> & \"text\" ]]> \\ \\0a \x7f\xC3\xA9  "});
  builder.add(State{.id = "XR", .name = controls}, source);
  Company company{.id = "c", .name = std::string{"a\0b", 3}};
  company.facts.note = "line\nline\r\n\ttab ";
  company.facts.extra = R"({"a":1e400,"b":"\u0000"})";
  builder.add(company, source);
  Holding holding{.id = "h", .holder = "XR", .company = "c"};
  holding.interests.push_back({.share = Share::between(25, 50, true, false), .valid = Interval::since({2014})});
  holding.interests.push_back({.share = Share::unknown()});
  builder.add(holding, source);
  return std::move(builder).freeze();
}

template <class Kind>
void round_trips() {
  const Graph worlds[] = {Graph{}, tests::Ruritania{}.graph, odd_world(), tests::random_world(3).graph,
                          tests::random_world(4, {.companies = 1500, .holdings = 80'000}).graph};
  for (const Graph& graph : worlds) {
    Graph back;
    load<Kind>(archived<Kind>(graph), back);
    CHECK(snapshot_of(back) == snapshot_of(graph));
  }
}

TEST_CASE("worlds come back from text, XML and binary archives", "[io]") {
  round_trips<Text>();
  round_trips<Xml>();
  round_trips<Binary>();
}

TEST_CASE("several worlds and values of one's own share an archive", "[io]") {
  std::ostringstream out;
  const Graph first = tests::random_world(1).graph;
  const Graph second = tests::random_world(2).graph;
  {
    Text::Out archive{out};
    const int before = 1;
    const int after = 2;
    archive << before;
    save_trusted(archive, first);
    save_trusted(archive, second);
    archive << after;
  }
  std::istringstream in{out.str()};
  Text::In archive{in};
  int before = 0;
  int after = 0;
  Graph a;
  Graph b;
  archive >> before;
  load_trusted(archive, a);
  load_trusted(archive, b);
  archive >> after;
  CHECK(before == 1);
  CHECK(after == 2);
  CHECK(snapshot_of(a) == snapshot_of(first));
  CHECK(snapshot_of(b) == snapshot_of(second));
}

TEST_CASE("an archive of a later version is refused", "[io]") {
  const Graph graph = tests::Ruritania{}.graph;
  // After the header: "0 1", tracking and version of the class.
  std::string text = archived<Text>(graph);
  const std::size_t at = text.find(" 0 1 ");
  REQUIRE(at != std::string::npos);
  text.replace(at, 5, " 0 2 ");
  CHECK(refusal<Text>(text).find("later") != std::string::npos);
  text.replace(at, 5, " 0 99 ");
  CHECK(refusal<Text>(text).find("99") != std::string::npos);
  text.replace(at, 6, " 0 0 ");
  CHECK(refusal<Text>(text).find("version 1") != std::string::npos);

  std::string xml = archived<Xml>(graph);
  const std::string version = "version=\"1\">";
  const std::size_t there = xml.find(version);
  REQUIRE(there != std::string::npos);
  xml.replace(there, version.size(), "version=\"7\">");
  CHECK(refusal<Xml>(xml).find("7") != std::string::npos);
}

TEST_CASE("archives that end early are refused and change nothing", "[io]") {
  const Graph graph = tests::Ruritania{}.graph;
  // From behind Boost's own header: reading that is the constructor of its archive.
  const std::string text = archived<Text>(graph);
  for (std::size_t size = 30; size + 2 < text.size(); size += 7)
    REQUIRE_FALSE(refusal<Text>(text.substr(0, size)).empty());
  const std::string binary = archived<Binary>(graph);
  for (std::size_t size = 50; size < binary.size(); size += 7)
    REQUIRE_FALSE(refusal<Binary>(binary.substr(0, size)).empty());
}

/// Columns with one thing wrong, archived as save_trusted() does.
template <class Kind, class Change>
std::string archived_with(Change&& change) {
  detail::ArchivedWorld world{dutygraph::detail::columns_of(tests::Ruritania{}.graph)};
  change(world.columns);
  std::ostringstream out;
  {
    typename Kind::Out archive{out};
    archive << boost::serialization::make_nvp("dutygraph", std::as_const(world));
  }
  return out.str();
}

template <class Kind>
void refuses_what_no_world_can_be() {
  using dutygraph::detail::Columns;
  int number = 0;
  const auto refused = [&](auto change) {
    INFO("change " << number++);
    const std::string why = refusal<Kind>(archived_with<Kind>(change));
    CHECK_FALSE(why.empty());
  };
  refused([](Columns& c) { c.holdings.holder[0] = 1'000; });
  refused([](Columns& c) { c.holdings.company[0] = 0xFFFFFFFFU; });
  refused([](Columns& c) { c.holdings.share[0] = 77; });
  refused([](Columns& c) { c.holdings.from[0] = INT32_MAX; });
  refused([](Columns& c) { c.holdings.to[0] = c.holdings.from[0] = Date{2014, 6, 1}.raw(); });
  refused([](Columns& c) { c.vertices.to[0] = c.vertices.from[0] = Date{2014, 6, 1}.raw(); });
  refused([](Columns& c) { c.holdings.basis[0] = 200; });
  refused([](Columns& c) { c.shares.high[0] = 100'000'000'001; });
  refused([](Columns& c) { c.shares.low[0] = -1; });
  refused([](Columns& c) { c.vertices.kind[0] = 255; });
  refused([](Columns& c) { c.vertices.home.back() = 900; });
  refused([](Columns& c) { std::swap(c.vertices.key_size[0], c.vertices.key_size[1]); });
  refused([](Columns& c) { c.vertices.name_size.pop_back(); });
  refused([](Columns& c) { c.text[0] = '\xFF'; });
  refused([](Columns& c) { c.text += "more"; });
  refused([](Columns& c) { c.sources[1].id = c.sources[2].id; });
  refused([](Columns& c) { c.evidence.source[0] = 99; });
  refused([](Columns& c) { c.settings.taxonomies = {{.id = "t", .nodes = {{"a", {"b"}}, {"b", {"a"}}}}}; });
}

TEST_CASE("archives that say what no world can be are refused", "[io]") {
  refuses_what_no_world_can_be<Text>();
  refuses_what_no_world_can_be<Xml>();
  refuses_what_no_world_can_be<Binary>();
}

TEST_CASE("a text archive with any number changed is refused or gives a valid world", "[io]") {
  const std::string good = archived<Text>(tests::Ruritania{}.graph);
  std::mt19937 random{11};
  int accepted = 0;
  for (int i = 0; i < 1500; ++i) {
    std::string bytes = good;
    std::size_t at = 45 + random() % (bytes.size() - 45);
    while (at < bytes.size() && (bytes[at] < '0' || bytes[at] > '9')) ++at;
    if (at == bytes.size()) continue;
    bytes[at] = static_cast<char>('0' + random() % 10);
    Graph graph;
    try {
      load<Text>(bytes, graph);
    } catch (const InvalidData&) {
      continue;
    }
    ++accepted;
    const std::string saved = snapshot_of(graph);
    REQUIRE(snapshot_of(read_snapshot(saved)) == saved);
  }
  CHECK(accepted > 0);
}

}  // namespace
}  // namespace dutygraph::io
