// SPDX-License-Identifier: BSL-1.0
#include <dutygraph/io/edits.hpp>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <map>
#include <optional>
#include <sstream>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <dutygraph/error.hpp>
#include <dutygraph/graph/builder.hpp>
#include <dutygraph/io/write.hpp>
#include <dutygraph/query/nexus.hpp>
#include <dutygraph/render/control.hpp>
#include <dutygraph/render/nexus.hpp>

#include "support/catch.hpp"
#include "support/random_world.hpp"

namespace dg = dutygraph;
namespace fs = std::filesystem;
using dg::io::apply_edits_text;

namespace {

const fs::path root{DUTYGRAPH_SOURCE_DIR};

std::string lines(const dg::Graph& graph) {
  std::ostringstream out;
  dg::io::write_jsonl(graph, out);
  return out.str();
}

dg::Graph read(std::string_view text) {
  dg::io::Reader reader;
  reader.read_text(text, "world.duty.jsonl");
  return reader.finish().graph;
}

dg::Graph edited(const dg::Graph& base, std::string_view text) { return apply_edits_text(base, text).graph; }

/// What is wrong with edits, one complaint a line.
std::string complaints(const dg::Graph& base, std::string_view text) {
  try {
    static_cast<void>(apply_edits_text(base, text));
  } catch (const dg::InvalidData& error) {
    std::string all;
    for (const dg::Diagnostic& d : error.diagnostics())
      all += std::to_string(d.line) + " " + d.rule + " " + d.path + " " + d.value + "\n";
    return all;
  }
  return {};
}

constexpr std::string_view small = R"({"dutygraph":1,"as_of":"2024-01-01"}
{"section":"sources","id":"s"}
{"section":"sources","id":"unused"}
{"section":"states","id":"XR","sources":["s"]}
{"section":"agencies","id":"fund","state":"XR","sources":["s"]}
{"section":"companies","id":"tel","name":"Tel","sources":["s"]}
{"section":"companies","id":"sub","sources":["s"]}
{"section":"holdings","id":"h1","holder":"fund","company":"tel","interests":[{"type":"shareholding","share":40},{"type":"voting-rights","share":60,"from":"2020","to":"2022"}],"sources":["s"]}
{"section":"holdings","id":"h2","holder":"tel","company":"sub","interests":[{"type":"shareholding","share":100}],"sources":["s"]}
{"section":"mandates","id":"m","agency":"fund","function":"ownership","sources":["s"]}
{"section":"order_edges","value":["EU:statute","XR:statute"]}
)";

/// The text of one record in the canonical lines of a graph; empty if there is none.
std::string line_of(const dg::Graph& graph, const std::string& start) {
  std::istringstream in{lines(graph)};
  for (std::string line; std::getline(in, line);)
    if (line.starts_with("{\"section\":" + start)) return line;
  return {};
}

}  // namespace

TEST_CASE("an edit changes the record it names and nothing else", "[io]") {
  const dg::Graph base = read(small);
  const std::string before = lines(base);
  CHECK(lines(edited(base, "")) == before);
  CHECK(line_of(edited(base, R"({"op":"change","section":"companies","id":"tel","name":"Telco"})"),
                R"("companies","id":"tel")") == R"({"section":"companies","id":"tel","name":"Telco","sources":["s"]})");
  CHECK(line_of(edited(base, R"({"op":"change","section":"companies","id":"tel","name":null})"),
                R"("companies","id":"tel")") == R"({"section":"companies","id":"tel","sources":["s"]})");
  CHECK(line_of(edited(base, R"({"op":"remove","section":"mandates","id":"m"})"), R"("mandates")").empty());
  CHECK(line_of(edited(base, R"({"op":"end","section":"mandates","id":"m","to":"2022-05"})"), R"("mandates")") ==
        R"({"section":"mandates","id":"m","agency":"fund","function":"ownership","to":"2022-05","sources":["s"]})");
  CHECK(line_of(edited(base, R"({"op":"add","section":"mandates","id":"n","agency":"fund","sources":["s"]})"),
                R"("mandates","id":"n")") == R"({"section":"mandates","id":"n","agency":"fund","sources":["s"]})");
  CHECK(lines(base) == before);
}

TEST_CASE("the end of a holding ends what has not ended before", "[io]") {
  const dg::Graph base = read(small);
  const std::string late = line_of(edited(base, R"({"op":"end","section":"holdings","id":"h1","to":"2023-06-01"})"),
                                   R"("holdings","id":"h1")");
  CHECK(late == R"({"section":"holdings","id":"h1","holder":"fund","company":"tel","interests":[)"
                R"({"type":"shareholding","share":40,"to":"2023-06-01"},{"type":"voting-rights","share":60,)"
                R"("from":"2020","to":"2022"}],"sources":["s"]})");
  const std::string early = line_of(edited(base, R"({"op":"end","section":"holdings","id":"h1","to":"2019-12-31"})"),
                                    R"("holdings","id":"h1")");
  CHECK(early.find("voting-rights") == std::string::npos);
  CHECK(early.find(R"("to":"2019-12-31")") != std::string::npos);
  CHECK(complaints(base, R"({"op":"end","section":"mandates","id":"m","to":"2022"})"
                         "\n"
                         R"({"op":"end","section":"mandates","id":"m","to":"2023"})") == "2 already-ended /to 2023\n");
}

TEST_CASE("later edits see what earlier ones did", "[io]") {
  const dg::Graph base = read(small);
  const std::string there_and_back = R"({"op":"remove","section":"holdings","id":"h2"}
{"op":"remove","section":"companies","id":"sub"}
{"op":"add","section":"companies","id":"sub","sources":["s"]}
{"op":"add","section":"holdings","id":"h2","holder":"tel","company":"sub","interests":[{"type":"shareholding","share":100}],"sources":["s"]}
{"op":"add","section":"mandates","id":"n","agency":"fund","sources":["s"]}
{"op":"change","section":"mandates","id":"n","function":"x"}
{"op":"remove","section":"mandates","id":"n"}
{"op":"add","section":"order_edges","value":["a","b"]}
)";
  const dg::Graph once = edited(base, there_and_back);
  CHECK(lines(edited(once, R"({"op":"remove","section":"order_edges","value":["a","b"]})")) == lines(base));
}

TEST_CASE("what is added without sources rests on the edits", "[io]") {
  const dg::Graph base = read(small);
  const dg::io::Edited result = apply_edits_text(
      base, R"({"op":"add","section":"mandates","agency":"fund","function":"inspection"})", "plan.jsonl");
  CHECK(result.edits == 1);
  CHECK(line_of(result.graph, R"("sources","id":"file:plan.jsonl")") != "");
  CHECK(line_of(result.graph, R"("mandates","id":"mandates:)").find("file:plan.jsonl") != std::string::npos);
  REQUIRE(result.graph.inputs().size() == 2);
  CHECK(result.graph.inputs()[1].name == "plan.jsonl");
}

TEST_CASE("edits that cannot be are refused, with line, path and value", "[io]") {
  const dg::Graph base = read(small);
  CHECK(complaints(base, R"({"op":"ad","section":"mandates","id":"x"})") == "1 unknown-operation /op ad\n");
  CHECK(complaints(base, R"({"section":"mandates","id":"x"})") == "1 missing-field /op \n");
  CHECK(complaints(base, R"({"op":"add","section":"mandate","id":"x"})") == "1 unknown-section /section mandate\n");
  CHECK(complaints(base, R"({"op":"add","section":"as_of","id":"x"})") == "1 unknown-section /section as_of\n");
  CHECK(complaints(base, R"({"op":"remove","section":"mandates","id":"x"})") == "1 unknown-id /id x\n");
  CHECK(complaints(base, R"({"op":"add","section":"mandates","id":"m"})") == "1 duplicate-id /id m\n");
  CHECK(complaints(base, R"({"op":"remove","section":"mandates"})") == "1 missing-field /id \n");
  CHECK(complaints(base, R"({"op":"remove","section":"mandates","id":"m","note":"x"})") == "1 unknown-field /note x\n");
  CHECK(complaints(base, R"({"op":"end","section":"mandates","id":"m","to":"soon"})") == "1 invalid-date /to soon\n");
  CHECK(complaints(base, R"({"op":"change","section":"mandates","id":"m"})") == "1 missing-field  \n");
  CHECK(complaints(base, R"({"op":"change","section":"mandates","id":"m","issue":null})") ==
        "1 missing-field /issue null\n");
  CHECK(complaints(base, "\n\n[1]\n{\"op\":") == "3 wrong-type  [1]\n4 malformed-json  \n");
  // Found when the records are read and joined.
  CHECK(complaints(base, R"({"op":"change","section":"mandates","id":"m","isue":"x"})") == "1 unknown-field /isue x\n");
  CHECK(complaints(base, R"({"op":"add","section":"mandates","id":"n","agency":"nobody"})") ==
        "1 dangling-reference /mandates/n/agency nobody\n");
  CHECK(complaints(base, R"({"op":"remove","section":"agencies","id":"fund"})") ==
        "0 dangling-reference /holdings/h1/holder fund\n");
  CHECK(complaints(base, R"({"op":"remove","section":"sources","id":"s"})") ==
        "0 dangling-reference /states/XR/sources s\n");
  CHECK(complaints(base, R"({"op":"remove","section":"sources","id":"unused"})").empty());
  CHECK(complaints(base, R"({"op":"add","section":"companies","id":"fund"})") == "1 duplicate-id /id fund\n");
  CHECK(complaints(base, R"({"op":"remove","section":"order_edges","value":["x","y"]})") ==
        "1 unknown-id /value [\"x\",\"y\"]\n");
  CHECK_THROWS_AS(apply_edits_text(base.only(dg::EdgeKind::holds), ""), dg::UsageError);
}

TEST_CASE("edits of a view give the same view", "[io]") {
  const dg::Graph base = read(small);
  const dg::Graph view = edited(base.as_of({2021, 1, 1}), R"({"op":"end","section":"holdings","id":"h2","to":"2020"})");
  CHECK(view.as_of_day() == dg::Date{2021, 1, 1});
  CHECK(view.out_edges(*view.find("tel"), dg::EdgeKind::holds).empty());
}

TEST_CASE("no edit changes nothing of any example", "[io]") {
  std::vector<std::vector<std::string>> worlds{{"tests/data/cli/ruritania.duty.json"}};
  worlds.emplace_back();
  for (const char* part : {"actors", "clauses", "deals", "events", "holdings", "laws", "plans", "sources"})
    worlds.back().push_back("examples/data/telecoms/" + std::string{part} + ".duty.json");
  for (const auto& file : fs::directory_iterator{root / "tests/data/bods"})
    if (file.path().extension() == ".jsonl") worlds.push_back({"tests/data/bods/" + file.path().filename().string()});
  for (auto& world : worlds) {
    INFO(world.front());
    for (std::string& file : world) file = (root / file).string();
    const dg::Graph base = dg::io::read(world, {.strictness = dg::io::Strictness::lenient}).graph;
    CHECK(lines(edited(base, "")) == lines(base));
  }
}

// --- random worlds and edits ------------------------------------------------------------------------

namespace {

std::string object_of(const std::vector<std::pair<std::string, std::string>>& members) {
  std::string json;
  for (const auto& [key, value] : members) json += (json.empty() ? "{\"" : ",\"") + key + "\":" + value;
  return json + "}";
}

/// A world as lines by section and id, and random records of it.
class Lines {
 public:
  explicit Lines(std::uint32_t seed) : dice_{seed} {
    for (const char* id : {"AA", "BB"}) put("states", id, {{"sources", "[\"s\"]"}});
    for (std::uint32_t i = 0; i < 3; ++i) put("agencies", "a" + std::to_string(i), fields("agencies"));
    for (std::uint32_t i = 0; i < 5; ++i) put("companies", "c" + std::to_string(i), fields("companies"));
    for (const char* section : {"holdings", "holdings", "holdings", "holdings", "engagements", "instruments",
                                "provisions", "mandates", "coordination", "commitments", "concert"})
      for (std::uint32_t i = 0; i < 2; ++i) put(section, id(), fields(section));
  }

  using Members = std::vector<std::pair<std::string, std::string>>;
  using Key = std::pair<std::string, std::string>;

  [[nodiscard]] std::string text() const {
    std::string all = "{\"dutygraph\":1,\"as_of\":\"2020-01-01\"}\n{\"section\":\"sources\",\"id\":\"s\"}\n";
    for (const auto& [key, members] : rows_) {
      Members row{{"section", quoted(key.first)}, {"id", quoted(key.second)}};
      row.insert(row.end(), members.begin(), members.end());
      all += object_of(row) + "\n";
    }
    return all;
  }

  /// Does something random to the lines. \return the edit that says the same
  std::string edit() {
    if (dice_.one_in(3) || rows_.empty()) {
      static const std::vector<std::string> sections{"agencies",     "companies",  "holdings",    "engagements",
                                                     "instruments",  "provisions", "commitments", "mandates",
                                                     "coordination", "concert"};
      const std::string& section = sections[dice_.roll(static_cast<std::uint32_t>(sections.size()))];
      const std::string key = id();
      const Members members = fields(section);
      put(section, key, members);
      Members row{{"op", "\"add\""}, {"section", quoted(section)}, {"id", quoted(key)}};
      row.insert(row.end(), members.begin(), members.end());
      return object_of(row);
    }
    auto at = rows_.begin();
    std::advance(at, dice_.roll(static_cast<std::uint32_t>(rows_.size())));
    const Key key = at->first;
    Members row{{"op", "\"remove\""}, {"section", quoted(key.first)}, {"id", quoted(key.second)}};
    if (dice_.one_in(4)) {
      rows_.erase(at);
      return object_of(row);
    }
    const Members given = fields(key.first);
    if (given.empty()) return {};
    row.front().second = "\"change\"";
    const auto& field = given[dice_.roll(static_cast<std::uint32_t>(given.size()))];
    row.push_back(field);
    Members& members = at->second;
    const auto old =
        std::find_if(members.begin(), members.end(), [&](const auto& m) { return m.first == field.first; });
    if (old == members.end()) {
      members.push_back(field);
    } else {
      old->second = field.second;
    }
    return object_of(row);
  }

 private:
  static std::string quoted(const std::string& text) { return "\"" + text + "\""; }
  std::string id() { return "r" + std::to_string(++count_); }
  void put(const std::string& section, const std::string& id, Members members) {
    rows_[{section, id}] = std::move(members);
  }
  std::string actor() {
    // Mostly some that are there at first; edits may take them away.
    if (dice_.one_in(4)) return quoted(dice_.one_in(2) ? "AA" : "BB");
    return quoted(dice_.one_in(3) ? "a" + std::to_string(dice_.roll(3)) : "c" + std::to_string(dice_.roll(5)));
  }
  std::string company() { return quoted("c" + std::to_string(dice_.roll(5))); }
  std::string agency() { return quoted("a" + std::to_string(dice_.roll(3))); }
  std::string share() { return dice_.one_in(6) ? "{\"unknown\":true}" : std::to_string(dice_.roll(101)); }

  Members fields(const std::string& section) {
    Members m{{"sources", "[\"s\"]"}};
    if (dice_.one_in(3)) m.emplace_back("name", quoted("n" + std::to_string(dice_.roll(3))));
    if (dice_.one_in(3)) m.emplace_back("from", quoted(std::to_string(2010 + dice_.roll(12))));
    if (dice_.one_in(6)) m.emplace_back("to", quoted(std::to_string(2022 + dice_.roll(4))));
    if (dice_.one_in(8)) m.emplace_back("assertion", dice_.one_in(2) ? "\"negative\"" : "\"disputed\"");
    if (section == "agencies") {
      m.emplace_back("state", dice_.one_in(2) ? "\"AA\"" : "\"CC\"");
    } else if (section == "companies") {
      m.emplace_back("home", dice_.one_in(2) ? "\"AA\"" : "\"DD\"");
      if (dice_.one_in(6)) m.emplace_back("organ_of", agency());
    } else if (section == "holdings") {
      m.emplace_back("holder", actor());
      m.emplace_back("company", company());
      std::string list = "[{\"type\":\"shareholding\",\"share\":" + share() + "}";
      if (dice_.one_in(2)) list += ",{\"type\":\"voting-rights\",\"share\":" + share() + "}";
      m.emplace_back("interests", list + "]");
    } else if (section == "engagements") {
      m.emplace_back("channel", quoted("n0" + std::to_string(6 + dice_.roll(4))));
      m.emplace_back("roles", "[{\"party\":" + agency() + ",\"role\":\"provider\"},{\"party\":" + company() +
                                  ",\"role\":\"beneficiary\"}]");
    } else if (section == "instruments") {
      m.emplace_back("state", "\"AA\"");
      if (dice_.one_in(2)) m.emplace_back("enforcers", "[" + agency() + "]");
    } else if (section == "provisions") {
      m.emplace_back("instrument", quoted("law" + std::to_string(dice_.roll(2))));
      m.emplace_back("modality", "\"obligation\"");
    } else if (section == "mandates") {
      m.emplace_back("agency", agency());
    } else if (section == "coordination") {
      m.emplace_back("members", "[" + agency() + "," + agency() + "]");
    } else if (section == "commitments") {
      m.emplace_back("state", "\"BB\"");
    } else if (section == "concert") {
      m.emplace_back("parties", "[" + actor() + "," + company() + "]");
      m.emplace_back("company", company());
    }
    return m;
  }

  dg::tests::Dice dice_;
  std::map<Key, Members> rows_;
  std::uint32_t count_ = 0;
};

/// The lines that only one of two texts has.
std::string lines_of_difference(const std::string& a, const std::string& b) {
  if (a == b) return {};
  std::map<std::string, int> count;
  std::istringstream one{a}, other{b};
  for (std::string line; std::getline(one, line);) ++count[line];
  for (std::string line; std::getline(other, line);) --count[line];
  std::string all;
  for (const auto& [line, n] : count)
    if (n != 0) all += (n > 0 ? "< " : "> ") + line + "\n";
  return all.empty() ? "order" : all;
}

template <class Result>
std::string rows_of(const dg::Graph& graph, const Result& result) {
  std::ostringstream out;
  dg::render::write_jsonl(dg::render::records(graph, result), out);
  return out.str();
}

}  // namespace

TEST_CASE("an edited world is the world of the edited document", "[io]") {
  const char* more = std::getenv("DUTYGRAPH_WORLDS");
  const std::uint32_t worlds = more != nullptr ? static_cast<std::uint32_t>(std::atoi(more)) : 300;
  std::uint32_t good = 0;
  for (std::uint32_t seed = 0; seed < worlds; ++seed) {
    Lines document{seed};
    std::optional<dg::Graph> base;
    try {
      base = read(document.text());
    } catch (const dg::InvalidData&) {
      continue;
    }
    std::string edits;
    for (std::uint32_t i = 0; i <= seed % 6; ++i)
      if (const std::string edit = document.edit(); !edit.empty()) edits += edit + "\n";
    INFO("seed " << seed << "\n" << edits);
    std::optional<dg::Graph> expected, actual;
    try {
      expected = read(document.text());
    } catch (const dg::InvalidData&) {
    }
    try {
      actual = edited(*base, edits);
    } catch (const dg::InvalidData& error) {
      INFO(error.what());
      CHECK_FALSE(expected);
    }
    REQUIRE(expected.has_value() == actual.has_value());
    if (!expected) continue;
    ++good;
    REQUIRE(lines_of_difference(lines(*actual), lines(*expected)) == "");
    const dg::Date day{2020, 1, 1};
    REQUIRE(actual->as_of(day).num_edges() == expected->as_of(day).num_edges());
    REQUIRE(rows_of(*actual, dg::nexus(*actual, {.as_of = day})) ==
            rows_of(*expected, dg::nexus(*expected, {.as_of = day})));
    REQUIRE(rows_of(*actual, dg::control(*actual, {.as_of = day, .excluded = true})) ==
            rows_of(*expected, dg::control(*expected, {.as_of = day, .excluded = true})));
  }
  CHECK(good * 3 > worlds);
}

TEST_CASE("a builder made from a graph makes the same graph", "[io]") {
  for (std::uint32_t seed = 0; seed < 20; ++seed) {
    const dg::tests::RandomWorld world = dg::tests::random_world(seed);
    CHECK(lines(dg::GraphBuilder::from(world.graph).freeze()) == lines(world.graph));
    auto facts = dg::tests::facts_of(dg::GraphBuilder::from(world.graph).freeze());
    auto given = dg::tests::facts_of(world.graph);
    std::sort(facts.begin(), facts.end());
    std::sort(given.begin(), given.end());
    CHECK(facts == given);
  }
}
