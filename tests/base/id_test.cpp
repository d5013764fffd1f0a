// SPDX-License-Identifier: BSL-1.0
#include <algorithm>
#include <unordered_set>
#include <vector>

#include <dutygraph/id.hpp>

#include "support/catch.hpp"

using dutygraph::EdgeId;
using dutygraph::VertexId;
using dutygraph::VertexIdOf;

namespace {
struct Thing;
}

TEST_CASE("an id made from nothing is null and comes after every other", "[base]") {
  CHECK_FALSE(VertexId{});
  CHECK(VertexId{0});
  CHECK(VertexId{} == VertexId{});
  CHECK(VertexId{0xFFFFFFFEU} < VertexId{});
  CHECK_FALSE(VertexIdOf<Thing>{});
  CHECK(VertexIdOf<Thing>{VertexId{3}});
}

TEST_CASE("ids compare by their index", "[base]") {
  std::vector<EdgeId> ids{EdgeId{7}, EdgeId{0}, EdgeId{3}};
  std::sort(ids.begin(), ids.end());
  CHECK(ids == std::vector{EdgeId{0}, EdgeId{3}, EdgeId{7}});
  CHECK(EdgeId{3}.value() == 3);
}

TEST_CASE("ids are keys of hashed containers", "[base]") {
  std::unordered_set<VertexId> set;
  for (std::uint32_t i = 0; i < 100; ++i) set.insert(VertexId{i % 10});
  CHECK(set.size() == 10);
  CHECK(set.count(VertexId{9}) == 1);
  CHECK(set.count(VertexId{10}) == 0);
  CHECK(hash_value(VertexId{5}) == std::hash<VertexId>{}(VertexId{5}));
}

TEST_CASE("a typed id is the id of the same vertex", "[base]") {
  const VertexIdOf<Thing> typed{VertexId{5}};
  const VertexId plain = typed;
  CHECK(plain == VertexId{5});
  CHECK(typed.value() == 5);
  CHECK(typed == VertexIdOf<Thing>{VertexId{5}});
  CHECK(typed < VertexIdOf<Thing>{VertexId{6}});
}
