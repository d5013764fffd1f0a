// SPDX-License-Identifier: BSL-1.0
#include <dutygraph/query/agencies.hpp>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include <dutygraph/io/read.hpp>

#include "support/catch.hpp"
#include "support/random_world.hpp"

namespace dg = dutygraph;
using Strings = std::vector<std::string>;

namespace {

dg::Graph read(const std::string& rows) {
  dg::io::Reader reader;
  reader.read_text("{\"dutygraph\":1,\"as_of\":\"2024-06-01\"}\n{\"section\":\"states\",\"id\":\"XR\"}\n" + rows,
                   "world.duty.jsonl");
  return reader.finish().graph;
}

std::string agency(const std::string& id, const std::string& more = "") {
  return R"({"section":"agencies","id":")" + id + R"(","state":"XR")" + more + "}\n";
}

/// "agency technology means[!] by path", one way a line; "!": exercised, "?": not certain.
std::string ways(const dg::Graph& graph, const dg::AgencyOptions& options = {}) {
  std::string text;
  for (const dg::InfluenceRow& row : dg::agencies(graph, options)) {
    text += std::string{graph.key(row.agency)} + " " + (row.technology.empty() ? "-" : row.technology) + " " +
            std::string{to_string(row.through)} + (row.exercised ? "!" : "") +
            (row.verdict == dg::Verdict::possible ? "?" : "") + (row.by.empty() ? "" : " " + row.by);
    for (std::size_t i = 1; i < row.path.size(); ++i) text += " > " + std::string{graph.key(row.path[i])};
    text += "\n";
    CHECK(graph.key(row.state) == "XR");
    CHECK(row.path.front() == row.agency);
    CHECK_FALSE(row.evidence.empty());
  }
  return text;
}

Strings keys(const dg::Graph& graph, const std::vector<dg::VertexId>& list) {
  Strings out;
  for (const dg::VertexId v : list) out.emplace_back(graph.key(v));
  return out;
}

}  // namespace

TEST_CASE("agencies shape technologies by rules, tasks, money, stakes and powers", "[query]") {
  const dg::Graph graph =
      read(agency("dpa", R"(,"powers":["order","fine"])") + agency("min") + agency("bank") +
           agency("reg", R"(,"supervises":["tel","dpa"],"powers":["inspect"],"shapes":["biometrics"])") +
           R"({"section":"companies","id":"tel","technologies":["telecom_network"]}
{"section":"companies","id":"plain"}
{"section":"instruments","id":"act","state":"XR","issuer":"min","technologies":["biometrics"],"enforcers":[{"agency":"dpa","powers":["fine","inspect"]}],"enforcement":[{"state":"active","from":"2020"}]}
{"section":"instruments","id":"old","issuer":"min","technologies":["biometrics"],"to":"2020"}
{"section":"instruments","id":"general","issuer":"min"}
{"section":"provisions","id":"act-1","instrument":"act","modality":"prohibition","object":{"in":["biometrics","scanner"]}}
{"section":"provisions","id":"order","agency":"dpa","modality":"restriction","object":{"in":["cloud_datacentre"]}}
{"section":"mandates","id":"m","agency":"dpa","function":"inspection","object":"digital_id"}
{"section":"mandates","id":"over","agency":"dpa","object":"digital_id","to":"2023"}
{"section":"mandates","id":"unsure","agency":"bank","object":"digital_id","from":"2024"}
{"section":"engagements","id":"credit","channel":"n06","technologies":["satellite_space"],"roles":[{"party":"bank","role":"provider"},{"party":"tel","role":"beneficiary"}]}
{"section":"supports","id":"grant","agency":"bank","company":"plain","type":"grant"}
{"section":"holdings","id":"h","holder":"min","company":"tel","interests":[{"type":"votes","share":20},{"type":"veto"}]}
{"section":"restrictions","id":"ban","agency":"min","company":"tel","measure":"export-ban"}
)");
  CHECK(ways(graph) == R"(bank - money! grant > grant > plain
bank digital_id mandate? > unsure
bank satellite_space money! n06 > credit
dpa biometrics enforcement! fine,inspect > act
dpa cloud_datacentre instrument! restriction > order
dpa digital_id mandate inspection > m
dpa scanner enforcement! fine,inspect > act > act-1
min - instrument! > general
min biometrics instrument! > act
min scanner instrument! > act > act-1
min telecom_network ownership > tel
min telecom_network restriction! export-ban > ban > tel
reg biometrics supervision inspect > dpa
reg biometrics agenda
reg cloud_datacentre supervision inspect > dpa
reg digital_id supervision inspect > dpa
reg scanner supervision inspect > dpa
reg telecom_network supervision inspect > tel
)");
  CHECK(ways(graph, {.agencies = {*graph.find("bank")}, .technologies = {"digital-id"}}) ==
        "bank digital_id mandate? > unsure\n");
}

TEST_CASE("a technology is asked for with what is above and below it", "[query]") {
  const dg::Graph graph =
      read(agency("a", R"(,"shapes":["surveillance","faces","cloud"])") +
           R"({"section":"taxonomies","id":"object","nodes":{"faces":["biometry"],"biometry":["surveillance"]}}
)");
  CHECK(ways(graph, {.technologies = {"biometry"}}) == "a faces agenda\na surveillance agenda\n");
  CHECK(ways(graph, {.technologies = {"cloud"}}) == "a cloud agenda\n");
  CHECK(ways(graph, {.technologies = {"none"}}).empty());
}

TEST_CASE("pairs meet in technologies, addressees and tensions", "[query]") {
  const dg::Graph graph = read(agency("a", R"(,"shapes":["x-ray"])") + agency("b", R"(,"shapes":["x_ray"])") +
                               agency("c", R"(,"shapes":["y"])") + agency("d") +
                               R"({"section":"states","id":"XB"}
{"section":"agencies","id":"foreign","state":"XB","shapes":["y"]}
{"section":"companies","id":"p","home":"XR","kinds":["marketplace"]}
{"section":"companies","id":"abroad","home":"XB","kinds":["marketplace"]}
{"section":"companies","id":"q","kinds":["bank"]}
{"section":"taxonomies","id":"bearer","nodes":{"marketplace":["platform"],"platform":[]}}
{"section":"provisions","id":"duty","agency":"c","state":"XR","rank":"regulation","modality":"obligation","bearer":{"in":["platform"]},"conduct":{"in":["scan"]}}
{"section":"provisions","id":"ban","agency":"d","state":"XR","rank":"regulation","modality":"prohibition","bearer":{"in":["platform"]},"conduct":{"in":["scan"]}}
{"section":"taxonomies","id":"conduct","nodes":{"scan":[]}}
{"section":"coordination","id":"board","members":["a","c"],"kind":"body"}
{"section":"coordination","id":"memo","between":["c","foreign"],"kind":"memorandum"}
{"section":"coordination","id":"chat","between":["b","c"],"kind":"ad_hoc"}
{"section":"coordination","id":"gone","between":["c","d"],"kind":"body","to":"2020"}
)");
  const auto pairs = dg::agency_pairs(graph, {.states = {*graph.find("XR")}});
  REQUIRE(pairs.size() == 2);
  CHECK(keys(graph, {pairs[0].first, pairs[0].second}) == Strings{"a", "b"});
  CHECK(pairs[0].technologies == Strings{"x-ray"});
  CHECK_FALSE(pairs[0].distance);
  CHECK(pairs[0].ad_hoc_distance == 2U);
  CHECK(pairs[0].conflicts == 0);
  CHECK(keys(graph, {pairs[1].first, pairs[1].second}) == Strings{"c", "d"});
  CHECK(keys(graph, pairs[1].companies) == Strings{"p"});
  CHECK_FALSE(pairs[1].ad_hoc_distance);
  CHECK(pairs[1].conflicts == 1);
  CHECK(pairs[1].answered == 0);

  const auto missing = dg::missing_agencies(graph, {.states = {*graph.find("XR")}});
  REQUIRE(missing.size() == 3);
  CHECK(keys(graph, {missing[0].agency, missing[0].body ? missing[0].body : missing[0].state}) == Strings{"b", "XR"});
  CHECK(keys(graph, {missing[1].agency, missing[1].body}) == Strings{"b", "board"});
  CHECK(missing[1].technologies == Strings{"x_ray"});
  CHECK(keys(graph, missing[1].with) == Strings{"a"});
  CHECK_FALSE(missing[1].complete);
  CHECK(keys(graph, {missing[2].agency}) == Strings{"d"});
  CHECK_FALSE(missing[2].body);
}

TEST_CASE("distances, betweenness and cuts are those of counting every way", "[query]") {
  for (std::uint32_t seed = 0; seed < 60; ++seed) {
    dg::tests::Dice dice{seed};
    const std::uint32_t n = 2 + dice.roll(7);
    std::string rows;
    for (std::uint32_t i = 0; i < n; ++i) rows += agency("a" + std::to_string(i), R"(,"shapes":["t"])");
    std::vector<std::vector<int>> steps(n, std::vector<int>(n, 1000));
    std::set<std::uint32_t> seated;
    for (std::uint32_t k = dice.roll(6); k > 0; --k) {
      std::set<std::uint32_t> members;
      for (std::uint32_t i = dice.roll(3) + 1; i > 0; --i) members.insert(dice.roll(n));
      const bool counts = !dice.one_in(5);
      std::string list;
      for (const std::uint32_t m : members) list += (list.empty() ? "\"a" : ",\"a") + std::to_string(m) + "\"";
      rows += R"({"section":"coordination","id":"k)" + std::to_string(k) + R"(","kind":"body","members":[)" + list +
              "]" + (counts ? "" : R"(,"to":"2020")") + "}\n";
      if (!counts) continue;
      seated.insert(members.begin(), members.end());
      for (const std::uint32_t a : members)
        for (const std::uint32_t b : members)
          if (a != b) steps[a][b] = 1;
    }
    INFO(rows);
    const dg::Graph graph = read(rows);
    const auto direct = steps;
    // All shortest ways, by the number of steps; the slow way.
    const auto walk = [&](std::vector<std::vector<int>> d, std::optional<std::uint32_t> without) {
      for (std::uint32_t k = 0; k < n; ++k)
        for (std::uint32_t i = 0; i < n; ++i)
          for (std::uint32_t j = 0; j < n; ++j)
            if (k != without && i != without && j != without) d[i][j] = std::min(d[i][j], d[i][k] + d[k][j]);
      return d;
    };
    steps = walk(steps, std::nullopt);
    for (const dg::AgencyPair& pair : dg::agency_pairs(graph)) {
      const auto at = [&](dg::VertexId v) {
        return static_cast<std::uint32_t>(std::stoi(std::string{graph.key(v).substr(1)}));
      };
      const int expected = steps[at(pair.first)][at(pair.second)];
      CHECK(pair.distance ==
            (expected < 1000 ? std::optional<std::size_t>{static_cast<std::size_t>(expected)} : std::nullopt));
    }
    std::vector<std::vector<double>> count(n, std::vector<double>(n, 0));  // of shortest ways
    for (std::uint32_t i = 0; i < n; ++i) count[i][i] = 1;
    for (int length = 1; length < static_cast<int>(n); ++length)
      for (std::uint32_t i = 0; i < n; ++i)
        for (std::uint32_t j = 0; j < n; ++j)
          if (i != j && steps[i][j] == length)
            for (std::uint32_t k = 0; k < n; ++k)
              if (direct[k][j] == 1 && (k == i ? length == 1 : steps[i][k] == length - 1)) count[i][j] += count[i][k];
    const auto found = dg::coordination_bottlenecks(graph);
    CHECK(found.size() == seated.size());
    for (const dg::BottleneckRow& row : found) {
      const auto v = static_cast<std::uint32_t>(std::stoi(std::string{graph.key(row.agency).substr(1)}));
      double expected = 0;
      bool separates = false;
      const auto cut = walk(direct, v);
      for (std::uint32_t i = 0; i < n; ++i)
        for (std::uint32_t j = i + 1; j < n; ++j) {
          if (i == v || j == v || steps[i][j] >= 1000) continue;
          if (steps[i][v] + steps[v][j] == steps[i][j]) expected += count[i][v] * count[v][j] / count[i][j];
          if (cut[i][j] >= 1000) separates = true;
        }
      CHECK(std::abs(row.betweenness - expected) < 1e-9);
      CHECK(row.separates == separates);
    }
  }
}

TEST_CASE("a world without agencies has no map", "[query]") {
  const dg::Graph graph = read("");
  CHECK(dg::agencies(graph).empty());
  CHECK(dg::agency_pairs(graph).empty());
  CHECK(dg::missing_agencies(graph).empty());
  CHECK(dg::coordination_bottlenecks(graph).empty());
}
