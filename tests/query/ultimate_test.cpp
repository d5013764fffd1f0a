// SPDX-License-Identifier: BSL-1.0
#include <dutygraph/query/ultimate.hpp>

#include <string>

#include <dutygraph/io/read.hpp>

#include "support/catch.hpp"

namespace dg = dutygraph;

namespace {

std::string holds(const char* holder, const char* company, const char* share) {
  return std::string{R"({"holder": ")"} + holder + R"(", "company": ")" + company +
         R"(", "interests": [{"type": "votes", "share": )" + share + "}]}";
}

std::string ask(const std::string& list, const char* profile = "majority") {
  dg::io::Reader reader;
  reader.read_text(
      R"({"dutygraph": 1, "as_of": "2024-01-01", "states": {"S": {}, "T": {}}, "agencies": {"M": {"state": "S"}},
    "companies": {"h": {}, "g": {}, "e": {}, "o": {"organ_of": "S"}},
    "organisations": {"X": {"kind": "unknown"}, "F": {"kind": "fund"}, "G": {"kind": "fund"}}, "holdings": [)" +
          list + "]}",
      "world.duty.json", dg::io::Format::native);
  const dg::Graph graph = reader.finish().graph;
  const dg::UltimateControl answer =
      ultimate_controller(graph, *graph.find("e"), {.profile = *dg::find_profile(profile)});
  std::string text{to_string(answer.reason)};
  if (answer.controller) text += " " + std::string{graph.key(answer.controller)};
  for (const dg::VertexId v : answer.tied) text += " " + std::string{graph.key(v)};
  return text;
}

}  // namespace

TEST_CASE("the ultimate controller is the State or the last party on record", "[query]") {
  CHECK(ask(holds("S", "h", "51") + "," + holds("h", "e", "51")) == "found S");
  CHECK(ask(holds("M", "h", "60") + "," + holds("S", "g", "60") + "," + holds("h", "e", "30") + "," +
            holds("g", "e", "25")) == "found S");
  CHECK(ask(holds("F", "h", "80") + "," + holds("h", "e", "100")) == "found F");
  CHECK(ask(holds("h", "e", "100")) == "found h");
  CHECK(ask(holds("o", "e", "60")) == "found S");
}

TEST_CASE("there is a reason where there is none", "[query]") {
  CHECK(ask(holds("F", "e", "40") + "," + holds("G", "e", "40") + "," + holds("S", "e", "20")) == "dispersed");
  CHECK(ask(holds("F", "e", "40")) == "unknown_owner");  // nobody recorded the rest
  CHECK(ask(holds("F", "e", "40") + "," + holds("X", "e", "60")) == "unknown_owner");
  CHECK(ask(holds("F", "e", "60") + "," + holds("X", "e", R"({"min": 0, "max": 40})")) == "found F");
  CHECK(ask(holds("F", "e", R"({"min": 40, "max": 60})") + "," + holds("G", "e", "40")) == "unknown_owner");
  CHECK(ask(holds("h", "e", "60") + "," + holds("e", "h", "60")) == "cycle");
  CHECK(ask(holds("S", "e", "30") + "," + holds("T", "e", "30"), "significant") == "tie S T");
}
