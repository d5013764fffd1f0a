// SPDX-License-Identifier: BSL-1.0
#include <dutygraph/query/mix.hpp>

#include <algorithm>
#include <string>

#include <dutygraph/error.hpp>

#include "support/catch.hpp"
#include "support/world.hpp"

namespace dg = dutygraph;
using dg::Dimension;
using dg::Outcome;

namespace {

using dg::tests::world;

/// Ruritania with a union, a treaty and an organisation; \p more is put behind the instruments.
dg::Graph ruritania(const std::string& more = {}) {
  return world(R"({"dutygraph": 1, "as_of": "2024-06-01",
    "states": {"XR": {}, "XG": {}, "XU": {"members": ["XR", {"id": "XG", "from": "2025-01-01"}]}},
    "agencies": {"xr-office": {"state": "XR"}},
    "organisations": {"club": {"kind": "coalition", "members": ["XR"]}},
    "companies": {"camera": {"technologies": ["facial-recognition"]}},
    "instruments": {
      "face-act": {"state": "XR", "binding": "mandatory", "level": "national", "technologies": ["facial-recognition"],
        "rights": ["privacy"], "smart_mix": ["3a"], "status": [{"state": "proposed", "from": "2020"},
          {"state": "in_force", "from": "2022-01-01"}, {"state": "repealed", "from": "2025-01-01"}],
        "enforcement": [{"state": "active", "from": "2022-01-01"}, {"state": "suspended", "from": "2024-05-01"}]},
      "general-act": {"state": "XR", "binding": "mandatory", "level": "national", "from": "2010-01-01"},
      "guide": {"issuer": "xr-office", "binding": "voluntary", "level": "national", "technologies": ["search"],
        "rights": ["expression"], "smart_mix": ["3c"], "from": "2024"},
      "mixed-code": {"state": "XR", "binding": "hybrid", "level": "national", "technologies": ["search"],
        "rights": ["privacy"], "smart_mix": ["3d"]},
      "no-iot-law": {"state": "XR", "binding": "mandatory", "level": "national", "technologies": ["iot"],
        "rights": ["privacy"], "smart_mix": ["3a"], "assertion": "negative"},
      "union-rule": {"state": "XU", "kind": "regulation", "binding": "mandatory", "level": "regional",
        "technologies": ["marketplace"], "rights": ["privacy"], "smart_mix": ["3a"]},
      "union-directive": {"state": "XU", "kind": "directive", "binding": "mandatory", "level": "regional",
        "technologies": ["smart_city"], "rights": ["privacy"], "smart_mix": ["3a"], "due": "2024-01-01"},
      "treaty": {"kind": "treaty", "binding": "mandatory", "level": "international", "technologies": ["genai_model"],
        "rights": ["privacy"], "smart_mix": ["3a"],
        "parties": [{"state": "XG", "from": "2020-01-01"}, {"state": "XR", "signed": "2023-01-01"}]},
      "club-code": {"organisation": "club", "kind": "code", "binding": "voluntary", "level": "international",
        "technologies": ["cyber_surveillance"], "rights": ["privacy"], "smart_mix": ["3c"]})" +
               more + "}");
}

dg::MixCell privacy(const dg::Graph& graph, const std::string& technology, const std::string& state = "XR",
                    dg::Date day = {2024, 6, 1}) {
  const dg::Mix mix{graph, *graph.find<dg::State>(state), day};
  return ask(mix, {{Dimension::technology, {technology}}, {Dimension::right, {"privacy"}}});
}

std::vector<std::string> keys(const dg::Graph& graph, const std::vector<dg::VertexId>& list) {
  std::vector<std::string> out;
  for (const dg::VertexId v : list) out.emplace_back(graph.key(v));
  return out;
}

const std::string complete_all = R"(}, "complete": [{"section": "instruments", "state": "XR"}])";

}  // namespace

TEST_CASE("law on paper and law applied are two answers", "[mix]") {
  const dg::Graph graph = ruritania("}");
  const dg::MixCell cell = privacy(graph, "facial_recognition");
  CHECK(cell.result == Outcome::pass);
  CHECK(cell.applied == Outcome::fail);  // suspended a month before
  CHECK(keys(graph, cell.instruments) == std::vector<std::string>{"face-act"});
  CHECK(privacy(graph, "facial_recognition", "XR", {2024, 4, 1}).applied == Outcome::pass);
  CHECK(privacy(graph, "facial_recognition", "XR", {2021, 12, 31}).result == Outcome::unknown);  // only proposed
  CHECK(privacy(graph, "facial_recognition", "XR", {2025, 1, 1}).result == Outcome::unknown);    // repealed

  const dg::Standing act = standing(graph, *graph.find<dg::Instrument>("face-act"), {2024, 6, 1});
  CHECK(act.in_force == dg::Certainty::certain);
  CHECK(act.status == "in_force");
  CHECK(act.next_status == "repealed");
  CHECK(act.applied == dg::Applied::suspended);
  CHECK(act.applied_since == dg::Date{2024, 5, 1});
  const dg::Standing guide = standing(graph, *graph.find<dg::Instrument>("guide"), {2024, 6, 1});
  CHECK(guide.in_force == dg::Certainty::possible);  // some day of 2024
  CHECK(guide.applied == dg::Applied::unknown);
}

TEST_CASE("absence is a gap only with negative evidence or in a scope declared complete", "[mix]") {
  const dg::Graph open = ruritania("}");
  CHECK(privacy(open, "iot").result == Outcome::fail);  // recorded as not there
  CHECK(keys(open, privacy(open, "iot").against) == std::vector<std::string>{"no-iot-law"});
  const dg::Mix whole{open, *open.find<dg::State>("XR"), {2024, 6, 1}};
  CHECK(ask(whole, {{Dimension::technology, {"iot"}}}).result == Outcome::unknown);  // other rights are not spoken of
  CHECK(
      ask(whole, {{Dimension::technology, {"iot"}}, {Dimension::right, {"privacy"}}, {Dimension::level, {"regional"}}})
          .against.empty());
  const dg::MixCell unknown = privacy(open, "device");
  CHECK(unknown.result == Outcome::unknown);
  CHECK(keys(open, unknown.candidates) == std::vector<std::string>{"general-act"});  // says nothing of technologies
  CHECK(unknown.missing == std::vector<std::string>{"rights of general-act", "technologies of general-act"});

  const dg::Graph closed = ruritania(complete_all);
  CHECK(privacy(closed, "device").result == Outcome::fail);
  CHECK(privacy(closed, "facial_recognition").result == Outcome::pass);
  const dg::MixCell hybrid = ask(dg::Mix{closed, *closed.find<dg::State>("XR"), {2024, 6, 1}},
                                 {{Dimension::technology, {"search"}}, {Dimension::binding, {"mandatory"}}});
  CHECK(hybrid.result == Outcome::partial);

  const dg::Graph dated = ruritania(
      R"(}, "complete": [{"section": "instruments", "state": "XR", "technology": "device", "as_of": "2024-03-01"}])");
  CHECK(privacy(dated, "device").result == Outcome::unknown);  // complete three months before
  CHECK(privacy(dated, "device", "XR", {2024, 3, 1}).result == Outcome::fail);
  CHECK(privacy(dated, "edtech", "XR", {2024, 3, 1}).result == Outcome::unknown);
}

TEST_CASE("an instrument of which some provisions are suspended is applied in part", "[mix]") {
  const dg::Graph graph = world(R"({"dutygraph": 1, "as_of": "2024-06-01", "states": {"XR": {}},
    "instruments": {"act": {"state": "XR"}, "whole": {"state": "XR"}, "own": {"state": "XR", "enforcement": [{"state": "active"}]}},
    "provisions": {
      "p1": {"instrument": "act", "modality": "obligation", "enforcement": [{"state": "active"}, {"state": "suspended", "from": "2024-01-01"}]},
      "p2": {"instrument": "act", "modality": "obligation"},
      "p3": {"instrument": "whole", "modality": "obligation", "enforcement": [{"state": "dormant", "from": "2024"}]},
      "p4": {"instrument": "own", "modality": "obligation", "enforcement": [{"state": "not_yet"}]}}})");
  const auto applied = [&](const char* id, dg::Date day) {
    return standing(graph, *graph.find<dg::Instrument>(id), day).applied;
  };
  CHECK(applied("act", {2023, 12, 31}) == dg::Applied::active);
  CHECK(applied("act", {2024, 1, 1}) == dg::Applied::mixed);      // of the other nothing is recorded
  CHECK(applied("whole", {2024, 6, 1}) == dg::Applied::unknown);  // some day of 2024
  CHECK(applied("whole", {2025, 1, 1}) == dg::Applied::dormant);
  CHECK(applied("own", {2024, 6, 1}) == dg::Applied::mixed);
}

TEST_CASE("unions, treaties and coalitions add to the mix of their members", "[mix]") {
  const dg::Graph graph = ruritania("}");
  CHECK(privacy(graph, "marketplace").result == Outcome::pass);
  CHECK(privacy(graph, "marketplace", "XG").result == Outcome::unknown);  // joins in 2025
  CHECK(privacy(graph, "marketplace", "XG", {2025, 2, 1}).result == Outcome::pass);
  const dg::MixCell directive = privacy(graph, "smart_city");
  CHECK(directive.result == Outcome::unknown);
  CHECK(directive.missing.front() ==
        "union-directive: no measure in force that implements it is recorded (due 2024-01-01)");
  CHECK(privacy(graph, "smart_city", "XU").result == Outcome::pass);
  const dg::Graph carried = ruritania(R"(, "city-act": {"state": "XR", "kind": "statute", "from": "2023-05-01",
      "implements": ["union-directive"]}})");
  CHECK(privacy(carried, "smart_city").result == Outcome::pass);

  CHECK(privacy(graph, "genai_model").result == Outcome::unknown);  // signed only
  CHECK(privacy(graph, "genai_model", "XG").result == Outcome::pass);
  CHECK(privacy(ruritania(complete_all), "genai_model").result == Outcome::unknown);  // open, though complete
  CHECK(privacy(graph, "cyber_surveillance").result == Outcome::pass);
}

TEST_CASE("a later version ends the earlier one for good", "[mix]") {
  const dg::Graph graph = ruritania(R"(, "face-act-2": {"state": "XR", "supersedes": ["face-act"], "from": "2024-02-01",
      "to": "2024-03-01"}, "guide-2": {"state": "XR", "supersedes": ["guide"]}})");
  const auto act = *graph.find<dg::Instrument>("face-act");
  CHECK(standing(graph, act, {2024, 1, 31}).in_force == dg::Certainty::certain);
  CHECK(standing(graph, act, {2024, 2, 1}).in_force == dg::Certainty::no);
  CHECK(standing(graph, act, {2024, 6, 1}).in_force == dg::Certainty::no);
  CHECK(standing(graph, *graph.find<dg::Instrument>("guide"), {2025, 1, 1}).in_force == dg::Certainty::certain);
}

TEST_CASE("provisions add objects, issues and bearers, and taxonomies reach down", "[mix]") {
  const dg::Graph graph = world(R"({"dutygraph": 1, "as_of": "2024-06-01", "states": {"XR": {}},
    "agencies": {"office": {"state": "XR"}}, "companies": {"c": {"kinds": ["platform"]}},
    "taxonomies": {"object": {"nodes": {"ai": [], "genai_model": ["ai"], "biometrics": ["ai"]}},
                   "bearer": {"nodes": {"firm": [], "platform": ["firm"]}}},
    "codelists": {"technology": ["ai"]},
    "instruments": {"act": {"state": "XR"}, "ai-act": {"state": "XR", "technologies": ["ai"], "rights": ["privacy"]}},
    "provisions": {
      "p1": {"instrument": "act", "modality": "obligation", "bearer": {"in": ["platform", "office"]},
             "conduct": {"in": ["x"]}, "object": {"in": ["iot"]}, "issues": ["privacy"],
             "enforcement": [{"state": "active", "from": "2020-01-01"}]},
      "p2": {"instrument": "act", "modality": "obligation", "conduct": {"in": ["x"]}, "to": "2020-01-01",
             "object": {"in": ["edtech"]}}}})");
  const dg::Mix mix{graph, *graph.find<dg::State>("XR"), {2024, 6, 1}};
  REQUIRE(mix.instruments().size() == 2);
  CHECK(mix.values(0, Dimension::technology) == std::vector<std::string>{"iot"});
  CHECK(mix.values(0, Dimension::addressee) == std::vector<std::string>{"agency", "company"});
  CHECK(mix.match(0, Dimension::right, "privacy") == dg::Match::yes);
  CHECK(mix.instruments()[0].standing.applied == dg::Applied::active);  // its only provision that says so
  CHECK(mix.match(1, Dimension::technology, "genai-model") == dg::Match::yes);
  CHECK(mix.match(1, Dimension::technology, "iot") == dg::Match::no);
  CHECK(mix.match(1, Dimension::value_chain, "export") == dg::Match::unstated);
}

TEST_CASE("mix answers every cell of the two axes, for each State, with a stamp", "[mix]") {
  const dg::Graph graph =
      ruritania(R"(}, "salient": [{"technology": "facial_recognition", "right": "privacy", "state": "XR"}])");
  const dg::MixResult result = mix(graph, {.rows = Dimension::technology, .columns = Dimension::right});
  CHECK(result.stamp().query == "mix");
  CHECK(result.stamp().as_of == "2024-06-01");
  const auto technologies = axis_values(graph, Dimension::technology), rights = axis_values(graph, Dimension::right);
  CHECK(technologies.front() == "search");  // in the order of the codelist
  CHECK(rights == std::vector<std::string>{"privacy", "expression"});
  CHECK(result.size() == 3 * technologies.size() * rights.size());
  for (const dg::MixCell& cell : result) {
    if (graph.key(cell.state) != "XR") continue;
    if (cell.row == "facial_recognition" && cell.column == "privacy") CHECK(cell.result == Outcome::pass);
    if (cell.row == "search" && cell.column == "privacy") CHECK(cell.result == Outcome::pass);  // has an instrument
    if (cell.row == "iot" && cell.column == "expression") CHECK(cell.result == Outcome::not_applicable);
    CHECK((cell.result != Outcome::unknown || !cell.missing.empty()));
  }
  CHECK_THROWS_AS(mix(graph, {.rows = Dimension::right, .columns = Dimension::right}), dg::UsageError);
  CHECK(mix(graph, {.columns = Dimension::level, .row_values = {"iot"}, .states = {*graph.find<dg::State>("XG")}})
            .size() == 4);
}

TEST_CASE("quadrants lists empty ones and grades nothing", "[mix]") {
  const dg::Graph open = ruritania("}"), closed = ruritania(R"(}, "complete": [{"section": "instruments"}])");
  const auto xr = *open.find<dg::State>("XR");
  const dg::MixResult cells = quadrants(open, {.states = {xr}});
  REQUIRE(cells.size() == 4);
  CHECK(cells[0].row + " " + cells[0].column == "mandatory national");
  CHECK(cells[0].result == Outcome::pass);  // that there is no act on one thing says nothing of acts
  CHECK(cells[1].result == Outcome::pass);
  CHECK(cells[2].result == Outcome::partial);  // hybrid; the guide may have begun
  CHECK(cells[3].result == Outcome::pass);
  const dg::MixResult other = quadrants(closed, {.states = {*closed.find<dg::State>("XG")}});
  CHECK(other[0].result == Outcome::fail);
  CHECK(other[1].result == Outcome::pass);  // the treaty
}

TEST_CASE("salient pairs are those recorded, else those that some record names", "[mix]") {
  const dg::Graph graph = ruritania("}");
  const auto named = salient_pairs(graph, *graph.find<dg::State>("XG"), {2024, 6, 1});
  CHECK(std::count(named.begin(), named.end(), dg::TechnologyRight{"facial_recognition", "privacy"}) == 1);
  CHECK(std::count(named.begin(), named.end(), dg::TechnologyRight{"search", "expression"}) == 1);
  CHECK(std::is_sorted(named.begin(), named.end()));
}

TEST_CASE("outcomes combine as the checks say", "[mix]") {
  CHECK(dg::combine({}) == Outcome::not_applicable);
  CHECK(dg::combine({Outcome::not_applicable, Outcome::info}) == Outcome::not_applicable);
  CHECK(dg::combine({Outcome::pass, Outcome::unknown, Outcome::fail}) == Outcome::partial);
  CHECK(dg::combine({Outcome::unknown, Outcome::fail}) == Outcome::fail);
  CHECK(dg::combine({Outcome::unknown, Outcome::partial, Outcome::pass}) == Outcome::unknown);
  CHECK(dg::combine({Outcome::partial, Outcome::pass}) == Outcome::partial);
  CHECK(dg::combine({Outcome::pass, Outcome::not_applicable}) == Outcome::pass);
  for (const char* name : {"PASS", "PARTIAL", "FAIL", "UNKNOWN", "NOT_APPLICABLE", "INFO"})
    CHECK(to_string(*dg::parse_outcome(name)) == name);
  CHECK_FALSE(dg::parse_outcome("pass"));
}
