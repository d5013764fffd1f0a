// SPDX-License-Identifier: BSL-1.0
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <dutygraph/error.hpp>
#include <dutygraph/graph/builder.hpp>

#include "support/catch.hpp"

namespace dg = dutygraph;
using Catch::Matchers::ContainsSubstring;
using dg::EdgeKind;
using dg::Graph;
using dg::GraphBuilder;
using dg::Severity;
using dg::VertexKind;

namespace {

dg::Holding stake(std::string holder, std::string company) {
  return {.id = "h", .holder = std::move(holder), .company = std::move(company), .interests = {{}}};
}

/// The complaints of a strict freeze; none if it goes through.
dg::Diagnostics strictly(GraphBuilder builder) {
  try {
    static_cast<void>(std::move(builder).freeze());
    return {};
  } catch (const dg::InvalidData& error) {
    return error.diagnostics();
  }
}

std::vector<std::string> rules(const dg::Diagnostics& diagnostics, Severity severity) {
  std::vector<std::string> list;
  for (const dg::Diagnostic& d : diagnostics)
    if (d.severity == severity) list.push_back(d.rule + " " + d.path + " " + d.value);
  return list;
}

}  // namespace

TEST_CASE("references may come before what they name", "[graph]") {
  GraphBuilder builder;
  builder.add(stake("XR", "c"));
  builder.add(dg::Agency{.id = "agency", .part_of = "ministry"});
  builder.add(dg::Company{.id = "c", .home = "XR"});
  builder.add(dg::Agency{.id = "ministry", .state = "XR"});
  builder.add(dg::State{.id = "XR"});
  const Graph g = std::move(builder).freeze();
  CHECK(g.num_vertices() == 4);
  CHECK(g.num_edges() == 3);
  for (const dg::VertexId v : g.vertices()) CHECK_FALSE(g.is_implicit(v));
}

TEST_CASE("a reference that leads nowhere is an error with its place", "[graph]") {
  GraphBuilder builder;
  const auto file = builder.add(dg::Source{.id = "f"});
  builder.set_file("w.duty.jsonl", "", file);
  builder.add(dg::Company{.id = "c"});
  builder.set_line(4);
  builder.add(stake("nobody", "c"));
  builder.set_line(5);
  builder.add(dg::Mandate{.id = "m", .agency = "no-agency"});
  const dg::Diagnostics found = strictly(std::move(builder));
  CHECK(rules(found, Severity::error) == std::vector<std::string>{"dangling-reference /holdings/h/holder nobody",
                                                                  "dangling-reference /mandates/m/agency no-agency"});
  CHECK(found[0].file == "w.duty.jsonl");
  CHECK(found[0].line == 4);
  CHECK(found[1].line == 5);
}

TEST_CASE("a lenient freeze keeps missing parties as organisations that nobody has identified", "[graph]") {
  GraphBuilder builder;
  builder.add(dg::Company{.id = "c"});
  builder.add(stake("nobody", "c"));
  builder.add(stake("c", "missing-company"));
  dg::Diagnostics problems;
  const Graph g = std::move(builder).freeze(problems);
  CHECK_FALSE(problems.has_errors());
  CHECK(problems.count(Severity::warning) == 2);
  const auto holder = g.at<dg::Organisation>("nobody");
  CHECK(g.is_implicit(holder));
  CHECK(g.record(holder).type == "unknown");
  CHECK(g.is_implicit(g.at<dg::Company>("missing-company")));
  CHECK(g.num_edges() == 2);
}

TEST_CASE("a State may be named without a record of its own", "[graph]") {
  GraphBuilder builder;
  builder.add(dg::Company{.id = "c", .home = "XR"});
  builder.add(dg::Agency{.id = "a", .state = "XS"});
  builder.add(stake("XR", "c"));
  dg::Diagnostics problems;
  const Graph g = std::move(builder).freeze(problems);
  CHECK(rules(problems, Severity::note).size() == 2);
  CHECK(problems.count(Severity::warning) == 0);
  const auto state = g.at<dg::State>("XR");
  CHECK(g.is_implicit(state));
  CHECK(g.home(g.at<dg::Company>("c")) == state);
  CHECK(g.source(*g.in_edges(g.at<dg::Company>("c"), EdgeKind::holds).begin()) == state);
  CHECK(g.target(*g.out_edges(g.at<dg::Agency>("a")).begin()) == g.at<dg::State>("XS"));
}

TEST_CASE("the instrument of a provision may be named without a record of its own", "[graph]") {
  GraphBuilder builder;
  builder.add(dg::Provision{.id = "art-1", .instrument = "act"});
  const Graph g = std::move(builder).freeze();
  const auto act = g.at<dg::Instrument>("act");
  CHECK(g.is_implicit(act));
  CHECK(g.kind(*g.out_edges(act).begin()) == EdgeKind::contains);
}

TEST_CASE("a reference to a record of the wrong kind is an error, whichever comes first", "[graph]") {
  const bool record_first = GENERATE(true, false);
  CAPTURE(record_first);
  const auto build = [&](auto add_record, auto add_reference) {
    GraphBuilder builder;
    builder.add(dg::Company{.id = "c"});
    if (record_first) add_record(builder);
    add_reference(builder);
    if (!record_first) add_record(builder);
    return rules(strictly(std::move(builder)), Severity::error);
  };
  const auto state = [](GraphBuilder& b) { b.add(dg::State{.id = "XR"}); };
  const auto company = [](GraphBuilder& b) { b.add(dg::Company{.id = "acme"}); };
  using Rules = std::vector<std::string>;
  CHECK(build(state, [](GraphBuilder& b) { b.add(stake("c", "XR")); }) == Rules{"wrong-kind /holdings/h/company XR"});
  CHECK(build(company, [](GraphBuilder& b) { b.add(dg::Company{.id = "d", .home = "acme"}); }) ==
        Rules{"wrong-kind /companies/d/home acme"});
  CHECK(build(company, [](GraphBuilder& b) { b.add(dg::Agency{.id = "a", .part_of = "acme"}); }) ==
        Rules{"wrong-kind /agencies/a/part_of acme"});
  CHECK(build(company, [](GraphBuilder& b) { b.add(dg::Commitment{.id = "p", .state = "acme"}); }) ==
        Rules{"wrong-kind /commitments/p/state acme"});
  CHECK(build(company, [](GraphBuilder& b) { b.add(stake("acme", "c")); }).empty());
}

TEST_CASE("an id that is named as a State and as a company without a record is an error", "[graph]") {
  GraphBuilder builder;
  builder.add(dg::Company{.id = "c", .home = "ZZ"});
  builder.add(stake("c", "ZZ"));
  CHECK(rules(strictly(std::move(builder)), Severity::error) ==
        std::vector<std::string>{"wrong-kind /holdings/h/company ZZ"});
}

TEST_CASE("a lenient freeze warns of wrong kinds and goes on", "[graph]") {
  GraphBuilder builder;
  builder.add(dg::State{.id = "XR"});
  builder.add(dg::Company{.id = "c"});
  builder.add(stake("c", "XR"));
  dg::Diagnostics problems;
  const Graph g = std::move(builder).freeze(problems);
  CHECK(rules(problems, Severity::warning) == std::vector<std::string>{"wrong-kind /holdings/h/company XR"});
  CHECK(g.num_edges() == 1);
}

TEST_CASE("a source that nobody recorded is an error, unless it comes later", "[graph]") {
  dg::Company company{.id = "c"};
  company.facts.sources = {"report"};
  GraphBuilder first;
  first.add(company);
  CHECK(rules(strictly(std::move(first)), Severity::error) ==
        std::vector<std::string>{"dangling-reference /companies/c/sources report"});
  GraphBuilder second;
  const auto v = second.add(company);
  second.add(dg::Source{.id = "report", .title = "Report"});
  const Graph g = std::move(second).freeze();
  CHECK(g.sources(v).begin()->title == "Report");
}

TEST_CASE("names of rights and the ids of records share the field `for` of a remedy", "[graph]") {
  GraphBuilder builder;
  builder.add(dg::Instrument{.id = "act"});
  builder.add(dg::Company{.id = "privacy"});  // the code of a right is not this company
  const auto remedy = builder.add(dg::Remedy{.id = "r", .scope = {"act", "privacy"}});
  const Graph g = std::move(builder).freeze();
  REQUIRE(g.out_edges(remedy).count() == 1);
  CHECK(g.key(g.target(*g.out_edges(remedy).begin())) == "act");
  CHECK(g.record(remedy).scope == std::vector<std::string>{"act", "privacy"});
}

TEST_CASE("an edge carries the dates, sources and role of what makes the reference", "[graph]") {
  GraphBuilder builder;
  const auto s = builder.add(dg::Source{.id = "s"});
  builder.add(dg::State{.id = "XR"}, s);
  const auto bank = builder.add(dg::Agency{.id = "bank", .state = "XR"}, s);
  builder.add(dg::Company{.id = "c"}, s);
  dg::Support grant{.id = "grant", .agency = "bank", .company = "c", .type = "grant"};
  grant.facts.valid = dg::Interval::since({2020, 3, 1});
  grant.facts.assertion = dg::Assertion::disputed;
  const auto deal = builder.add(grant, s);
  dg::Organisation club{.id = "club", .members = {{.id = "XR", .from = dg::Date{2011}, .to = dg::Date{2012}}}};
  const auto organisation = builder.add(club, s);
  const Graph g = std::move(builder).freeze();
  std::vector<std::string> roles;
  for (const dg::EdgeId e : g.in_edges(deal)) {
    roles.push_back(std::string{g.key(g.source(e))} + " " + std::string{g.role(e)});
    CHECK(g.valid(e) == grant.facts.valid);
    CHECK(g.on(e, dg::Date{2021, 1, 1}.first()) == dg::Certainty::possible);  // disputed
    CHECK(g.sources(e).begin()->id == "s");
  }
  CHECK(roles == std::vector<std::string>{"bank provider", "c beneficiary"});
  const dg::EdgeId member = *g.in_edges(organisation).begin();
  CHECK(g.valid(member) == dg::Interval{dg::Date{2011}, dg::Date{2012}});
  CHECK(g.valid(*g.out_edges(bank, EdgeKind::part_of).begin()).is_always());
}

TEST_CASE("what is recorded as not so connects nothing", "[graph]") {
  GraphBuilder builder;
  builder.add(dg::State{.id = "XR"});
  dg::Agency agency{.id = "a", .state = "XR"};
  agency.facts.assertion = dg::Assertion::negative;
  const auto v = builder.add(agency);
  builder.add(dg::Company{.id = "c"});
  dg::Holding denied = stake("XR", "c");
  denied.facts.assertion = dg::Assertion::negative;
  builder.add(denied);
  const Graph g = std::move(builder).freeze();
  CHECK(g.out_edges(v).empty());
  REQUIRE(g.num_edges() == 1);  // a denied holding is a fact of its own, and never counts
  CHECK(g.on(*g.edges().begin(), dg::Date{2024, 1, 1}.first()) == dg::Certainty::no);
  CHECK(g.as_of({2024, 1, 1}).num_edges() == 0);
}
