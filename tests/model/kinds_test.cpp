// SPDX-License-Identifier: BSL-1.0
#include <set>
#include <string>
#include <string_view>

#include <dutygraph/model/kinds.hpp>
#include <dutygraph/model/records.hpp>

#include "support/catch.hpp"

namespace dg = dutygraph;
using dg::EdgeKind;
using dg::VertexKind;

TEST_CASE("every vertex kind has a name and a section of its own", "[model]") {
  std::set<std::string_view> names;
  std::set<std::string_view> sections;
  for (std::size_t i = 0; i < dg::vertex_kinds; ++i) {
    const auto kind = static_cast<VertexKind>(i);
    CAPTURE(i);
    CHECK_FALSE(to_string(kind).empty());
    names.insert(to_string(kind));
    sections.insert(section_of(kind));
    CHECK(dg::kind_of_section(section_of(kind)) == kind);
  }
  CHECK(names.size() == dg::vertex_kinds);
  CHECK(sections.size() == dg::vertex_kinds);
}

TEST_CASE("every edge kind has a name of its own", "[model]") {
  std::set<std::string_view> names;
  for (std::size_t i = 0; i < dg::edge_kinds; ++i) {
    const std::string_view name = to_string(static_cast<EdgeKind>(i));
    CHECK_FALSE(name.empty());
    names.insert(name);
  }
  CHECK(names.size() == dg::edge_kinds);
  CHECK(to_string(EdgeKind::holds) == "holds");
  CHECK(to_string(EdgeKind::acts_in_concert) == "acts_in_concert");
  CHECK(to_string(EdgeKind::concerns) == "concerns");
}

TEST_CASE("the sections are those of the native document", "[model]") {
  // In the order of the table of the format.
  const std::string_view sections[] = {"states",
                                       "agencies",
                                       "companies",
                                       "organisations",
                                       "concert",
                                       "engagements",
                                       "supports",
                                       "instruments",
                                       "provisions",
                                       "commitments",
                                       "implementations",
                                       "mandates",
                                       "required_mandates",
                                       "leads",
                                       "coordination",
                                       "capacity",
                                       "objectives",
                                       "interactions",
                                       "safeguard_policies",
                                       "restrictions",
                                       "treaty_clauses",
                                       "measures",
                                       "positions",
                                       "events",
                                       "remedies",
                                       "places",
                                       "salient",
                                       "complete"};
  std::size_t i = 0;
  for (const std::string_view section : sections) {
    CAPTURE(section);
    CHECK(dg::kind_of_section(section) == static_cast<VertexKind>(i++));
  }
  CHECK(i == dg::vertex_kinds);
}

TEST_CASE("sections whose records are no vertices have no kind", "[model]") {
  for (const char* section : {"holdings", "sources", "same_as", "taxonomies", "codelists", "profiles", "as_of",
                              "order_edges", "state", "State", "STATES", ""}) {
    CAPTURE(section);
    CHECK_FALSE(dg::kind_of_section(section));
  }
}

TEST_CASE("with_record visits the record of the kind, once", "[model]") {
  for (std::size_t i = 0; i < dg::vertex_kinds; ++i) {
    std::size_t calls = 0;
    dg::with_record(static_cast<VertexKind>(i), [&]<class Record>() {
      ++calls;
      CHECK(static_cast<std::size_t>(Record::kind) == i);
    });
    CHECK(calls == 1);
  }
}
